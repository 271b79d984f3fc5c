"""An operation of the interface for scripts: declared once, and from that its route, the check of its body, and its description.

``run`` gets a ``Call`` in a worker thread and gives a value that stands as JSON. Errors come out in the shape of ``errors``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, SpanveldError
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Made, Once, Seen
from spanveld.web.languages import translate_for
from spanveld.web.shapes import json_text

__all__ = ["REQUEST_KEY", "SEEN", "Body", "Call", "Invalid", "Operation", "known_columns", "routes_of"]

REQUEST_KEY = "spanveld-request"
"""The header with the key of a change: asked again under the same key, it is not made again."""
SEEN = "spanveld-seen"
"""The header with the journal's sequence as the asker last saw the study: a change to what others touched since is refused."""
MADE_BY = "@"
"""Before the key of a request, it names the passage that the request made."""
LONGEST_KEY = 100
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class Body(BaseModel):
    """The body of a request; a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Invalid(SpanveldError):
    """A request that cannot be understood."""


@contextmanager
def known_columns() -> Iterator[None]:
    """In which something is done with the columns that a request names; Invalid where one is no column of that kind."""
    try:
        yield
    except TypeError as error:
        raise Invalid(N_("This has columns that such a thing does not have: {problem}."), problem=error) from error


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the study in the hands of who asks, the names in the address, what stands behind the ``?``, and the body."""

    study: Study
    names: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    translate: Translate
    request: Request
    made: Made | None = None

    def passage(self) -> str:
        """The passage in the address; ``@KEY`` is the one that the request with that key made."""
        name = self.names["passage"]
        if not name.startswith(MADE_BY):
            return name
        made = self.study.pages.made(name.removeprefix(MADE_BY))
        if made is None or not made.subject:
            raise NotFound(N_("The change that made this passage has not come in."))
        return made.subject

    def flag(self, name: str) -> bool:
        """Whether something was asked for with ``name=1``."""
        return self.query.get(name, "") in ("1", "true")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number behind the ``?``."""
        return _whole(name, self.query.get(name, str(default)))

    def having_seen(self, *subjects: str, but: Collection[str] = ()) -> Study:
        """The study; a change is refused where others touched one of ``kind:identifier`` after what the request says it saw.

        ``but``: actions that do no harm.
        """
        seen = self.request.headers.get(SEEN, "")
        return self.study.having_seen(Seen(_whole(SEEN, seen), subjects, frozenset(but))) if seen else self.study


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise Invalid(N_("'{name}' is no whole number."), name=name)
    return int(value)


@dataclass(frozen=True, slots=True)
class Operation:
    """``answers`` is the type of the value that ``run`` gives; ``changes``: it writes, and takes the key of a request.

    A change that was made before is run again with ``made`` in its call, and then only says what became of it.
    ``takes_file``: the body is a form with one ``file``; ``run`` gets its name and its open content.
    """

    method: Method
    path: str
    run: Callable[[Call], Any]
    says: str
    body: type[Body] | None = None
    answers: Any = None
    query: Mapping[str, str] = dataclasses.field(default_factory=dict)
    takes_file: bool = False

    @property
    def changes(self) -> bool:
        """Whether it writes."""
        return self.method != "GET"

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        body = None
        if self.body is not None:
            body = self._checked(await request.body())
        key = request.headers.get(REQUEST_KEY, "") if self.changes else ""
        if len(key) > LONGEST_KEY or not key.isascii():
            raise Invalid(N_("The key of a request has at most {count} plain characters."), count=LONGEST_KEY)
        once = Once(key) if key else None
        study = request.app.state.study.as_(request.state.actor, once=once)
        names = {name: str(value) for name, value in request.path_params.items()}
        call = Call(study, names, dict(request.query_params), body, translate_for(request), request)
        if self.takes_file:
            async with request.form(max_files=1, max_fields=1) as form:
                file = form.get("file")
                if not isinstance(file, UploadFile):
                    raise Invalid(N_("The form has no file."))
                call = dataclasses.replace(call, body=(file.filename or "", file.file))
                return await run_in_threadpool(self._answer, call)
        return await run_in_threadpool(self._answer, call)

    def _answer(self, call: Call) -> Response:
        return Response(json_text(self._carry_out(call)), media_type="application/json")

    def _carry_out(self, call: Call) -> Any:
        key = call.request.headers.get(REQUEST_KEY, "") if self.changes else ""
        if key and (made := call.study.pages.made(key)):
            return self.run(dataclasses.replace(call, made=made))
        try:
            return self.run(call)
        except AlreadyMade as earlier:
            return self.run(dataclasses.replace(call, made=earlier.made))

    def _checked(self, content: bytes) -> Body:
        assert self.body is not None
        try:
            return self.body.model_validate_json(content or b"{}")
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "-"
            raise Invalid(
                N_("'{field}' is not as it should be: {problem}."), field=field, problem=first["msg"]
            ) from error
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise Invalid(N_("The request holds no JSON.")) from error


def routes_of(operations: Sequence[Operation]) -> list[Route]:
    """The routes of operations."""
    return [_route(operation) for operation in operations]


def _route(operation: Operation) -> Route:
    async def endpoint(request: Request) -> Response:
        return await operation(request)

    return Route(operation.path, endpoint, methods=[operation.method])

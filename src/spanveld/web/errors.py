"""What goes wrong, in one shape: JSON for scripts, a page for readers, each in the reader's language."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from spanveld.language.messages import LANGUAGES, translator
from spanveld.model.errors import N_, HasDependants, NotFound, Outdated, Refused, SpanveldError, StoreError, why
from spanveld.web.languages import language_of
from spanveld.web.rendering import page

__all__ = ["HANDLERS", "answer", "unexpected", "wants_json"]


KINDS: tuple[tuple[type[SpanveldError], int, str], ...] = (
    (NotFound, 404, "not_found"),
    (Outdated, 409, "conflict"),
    (HasDependants, 409, "dependants"),
    (Refused, 409, "refused"),
    (StoreError, 503, "storage"),
    (SpanveldError, 400, "invalid"),
)
"""What each kind of error is in HTTP, the narrower before the wider."""
STATUS = {
    400: ("invalid", N_("This request cannot be understood.")),
    403: ("refused", N_("This request does not come from a page of this study.")),
    404: ("not_found", N_("There is nothing at this address.")),
    405: ("invalid", N_("This cannot be done at this address.")),
    413: ("too_large", N_("This is larger than can be sent at once.")),
}
TITLES = {
    401: N_("Come in by a link"),
    403: N_("Refused"),
    404: N_("Not found"),
    409: N_("Refused"),
    413: N_("Too large"),
    503: N_("The study cannot be used"),
}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def wants_json(request: Request) -> bool:
    """Whether a script asks: of the interface, or of what does not take pages."""
    path = request.scope["path"]
    return (
        path == "/api"
        or path.startswith("/api/")
        or path.endswith(".json")
        or "text/html" not in request.headers.get("accept", "")
    )


def answer(
    request: Request,
    status: int,
    code: str,
    *messages: str | SpanveldError,
    both_languages: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as an answer; a message is a msgid, or an error with its values.

    ``both_languages``: on a page, the messages stand in the other language too.
    """
    errors = [SpanveldError(message) if isinstance(message, str) else message for message in messages]
    language = language_of(request)
    said = [error.text(translator(language)) for error in errors]
    if wants_json(request):
        details = {name: value for error in errors for name, value in error.details.items()}
        shape = {"error": {"status": status, "code": code, "message": " ".join(said), **details}}
        response: Response = JSONResponse(shape, status)
    else:
        languages = [language, *(other for other in LANGUAGES if other != language)] if both_languages else [language]
        texts = [{"language": name, "title": _title(name, status), "lines": _lines(errors, name)} for name in languages]
        response = page(request, "error.html.j2", status, texts=texts, status=status)
    response.headers.update(headers or {})
    return response


def _title(language: str, status: int) -> str:
    return translator(language)(TITLES.get(status, N_("That did not work")))


def _lines(errors: list[SpanveldError], language: str) -> list[str]:
    return [line for error in errors for line in error.text(translator(language)).splitlines()]


def _known(request: Request, error: Exception) -> Response:
    """An error that a person can mend."""
    assert isinstance(error, SpanveldError)
    status, code = next((status, code) for kind, status, code in KINDS if isinstance(error, kind))
    return answer(request, status, code, error)


def _of_http(request: Request, error: Exception) -> Response:
    """What the framework refuses: an address that is not there, a method that it does not take, content that cannot be read."""
    assert isinstance(error, HTTPException)
    code, message = STATUS.get(error.status_code, STATUS[400])
    return answer(request, error.status_code, code, message, headers=error.headers)


def _of_system(request: Request, error: Exception) -> Response:
    """A full or read-only disk is said as such; anything else of the system is unexpected."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        message = SpanveldError(N_("Nothing was written: {reason}."), reason=why(error))
        return answer(request, 503, "storage", message)
    return unexpected(request, error)


def unexpected(request: Request, error: Exception) -> Response:
    """What nobody foresaw: named on standard error, where ``SPANVELD_TRACEBACK`` shows the whole of it; the reader learns no details."""
    if os.environ.get("SPANVELD_TRACEBACK"):
        traceback.print_exception(error)
    else:
        where = f"{request.method} {request.scope['path']}"
        print(ascii(f"{where}: {type(error).__name__}: {error}")[1:-1], file=sys.stderr)
    message = N_("This should not have happened; nothing was changed. The terminal in which the server runs says more.")
    return answer(request, 500, "unexpected", message)


HANDLERS: Mapping[Any, Any] = {SpanveldError: _known, HTTPException: _of_http, OSError: _of_system}
"""For Starlette: kind of error -> what makes the answer. ``unexpected`` is for what is left (``Guard`` calls it)."""

"""All memos in one place: searched, narrowed, written and changed where they stand; and as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.history import THINGS
from spanveld.session.memos import (
    MEMO_KINDS,
    MEMO_SUBJECTS,
    Memo,
    Memos,
    Subject,
    Wanted,
    memo_subjects,
    memos_as,
    memos_of,
)
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.api.memos import PAGE, wanted_of
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Field, Option, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "memos_page"]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NAMES = ("words", "on", "subject", "kind", "author", "sort")
"""What narrows and orders the list."""
SORTS = {"-date": N_("newest first"), "date": N_("oldest first"), "subject": N_("by subject")}
LONGEST = 90
"""Characters of what a subject is called, in a list to choose from."""


@dataclass(frozen=True, slots=True)
class Line:
    """A memo as the page shows it. ``about`` says the kind of thing and its name, ``address`` where it is."""

    id: str
    anchor: str
    about: str
    name: str
    address: str
    called: str
    source: str
    quote: str
    kind: str
    date: str
    author: str
    paragraphs: Sequence[str]
    carried: bool
    values: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of a kind to choose from."""

    label: str
    options: Sequence[Option]


def memos_page(request: Request) -> Response:
    """The memos; ``?words=``, ``?on=``, ``?subject=``, ``?kind=``, ``?author=`` narrow them, ``?sort=`` and ``?page=`` order and page."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    wanted = wanted_of(request.query_params)
    found = memos_of(study, wanted, page=whole_number(request.query_params.get("page", "")) or 1, size=PAGE)
    query = {name: value for name, value in request.query_params.items() if value and name in NAMES}
    subjects = list(_groups(memo_subjects(study), _))
    return page(
        request,
        "memos.html.j2",
        **masthead(study, "memos"),
        sequence=found.sequence,
        wanted=wanted,
        total=number(found.total, language),
        found=number(found.found, language),
        narrowed=any((wanted.words, wanted.on, wanted.subject, wanted.kind, wanted.author)),
        lines=[_line(memo, _) for memo in found.memos],
        filters=_filters(found, wanted, _, language),
        ons=list(_groups(found.subjects, _, counted=True)),
        extra="" if wanted.subject in ("", *(one.subject for one in found.subjects)) else wanted.subject,
        fields=_fields(_),
        groups=subjects,
        preset=_preset(wanted, subjects),
        pages=pages_around(
            found.page, found.pages, lambda one: with_query("/memos", {**query, "page": one if one > 1 else ""})
        ),
        page=found.page,
        files=[(ending, with_query(f"/memos.{ending}", query)) for ending in TYPES],
        words_json=json_for_scripts({message: _(message) for message in FORM_WORDS}),
    )


def _filters(found: Memos, wanted: Wanted, _: Translate, language: str) -> Mapping[str, Sequence[Option]]:
    """What the list can be narrowed to, with how many memos there are."""

    def options(counts: Mapping[str, int], labels: Mapping[str, str], chosen: str) -> list[Option]:
        names = [*counts, *([chosen] if chosen and chosen not in counts else [])]
        return [
            Option(name, f"{_(labels.get(name, name))} ({number(counts.get(name, 0), language)})") for name in names
        ]

    return {
        "on": options(found.on, MEMO_SUBJECTS, wanted.on),
        "kind": options(found.kinds, MEMO_KINDS, wanted.kind),
        "author": options(found.authors, {}, wanted.author),
        "sort": [Option(value, _(label)) for value, label in SORTS.items()],
    }


def _groups(subjects: Sequence[Subject], _: Translate, *, counted: bool = False) -> Iterator[Group]:
    by_kind: dict[str, list[Option]] = {}
    for one in subjects:
        kind, _colon, name = one.subject.partition(":")
        said = one.called if len(one.called) <= LONGEST else f"{one.called[: LONGEST - 1].rstrip()}…"
        label = f"{name} · {said}" if said else name
        by_kind.setdefault(kind, []).append(Option(one.subject, f"{label} ({one.count})" if counted else label))
    for kind, options in by_kind.items():
        yield Group(_(MEMO_SUBJECTS[kind]), options)


def _preset(wanted: Wanted, groups: Sequence[Group]) -> str:
    """A subject that the form must offer though it is in no list: the passage that was asked for."""
    known = {option.value for group in groups for option in group.options}
    return "" if wanted.subject in ("", "study", *known) else wanted.subject


def _fields(_: Translate) -> list[Field]:
    return [
        Field("kind", _("Kind"), "select", options=tuple(Option(kind, _(label)) for kind, label in MEMO_KINDS.items())),
        Field("date", _("Date"), "date", _("Empty in a new memo: today")),
        Field("author", _("Author"), "line", _("Empty: you")),
    ]


def _place(memo: Memo) -> str:
    """Where the subject of a memo can be looked at."""
    kind, _colon, name = memo.subject.partition(":")
    return (passage_address(memo.source, name) if kind == "passage" else place_of(kind, name)) or "/"


def _line(memo: Memo, _: Translate) -> Line:
    name = memo.subject.partition(":")[2]
    values = {"text": memo.text, "subject": memo.subject, "kind": memo.kind, "date": memo.date, "author": memo.author}
    return Line(
        memo.memo,
        f"memo-{memo.memo}",
        _(THINGS[memo.on]),
        name,
        _place(memo),
        memo.called,
        memo.source,
        memo.quote,
        _(N_("memo of the passage")) if memo.carried else _(MEMO_KINDS[memo.kind]),
        memo.date,
        memo.author,
        [part for part in memo.text.split("\n") if part.strip()],
        memo.carried,
        json.dumps({"text": memo.text} if memo.carried else values, ensure_ascii=False),
    )


def _file(request: Request) -> Response:
    """All memos that are wanted, as a file."""
    ending = request.path_params["ending"]
    if ending not in TYPES:
        raise HTTPException(404)
    study = request.app.state.study.as_(request.state.actor)
    content = memos_as(study, f".{ending}", wanted_of(request.query_params))
    headers = {"Content-Disposition": f'attachment; filename="memos.{ending}"'}
    return Response(content, media_type=TYPES[ending], headers=headers)


ROUTES = [Route("/memos", memos_page), Route("/memos.{ending}", _file)]

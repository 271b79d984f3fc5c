"""The journal as a page: who changed what, narrowed and paged; one entry opened; going back; whether it is whole; and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_, NotFound
from spanveld.session.history import (
    COLUMNS,
    TABLES,
    THINGS,
    JournalEntry,
    JournalPage,
    OpenedEntry,
    Piece,
    Subject,
    journal_of,
    opened,
    sentence,
)
from spanveld.session.reporting import action_words
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.addresses import place_of as address_of
from spanveld.web.api.journal import narrowed_of, proof_of
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Option, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["JOURNAL_WORDS", "ROUTES", "Part", "called_of", "journal_page", "parts_of", "place_of"]

FILTERS = ("actor", "action", "subject", "kind", "source", "from", "to")
JOURNAL_WORDS = (
    *FORM_WORDS,
    N_("Done again: {action}."),
    N_("It stops there: {reason}"),
    N_("Take these back"),
    N_("Taken back: {count}."),
    N_("This is taken back, the last one first, each as an entry of its own:"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; ``address`` empty: plain words. ``gone``: it names a thing that is there no more."""

    text: str
    address: str = ""
    who: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the list shows it."""

    sequence: int
    address: str
    time: str
    parts: Sequence[Part]
    undone_by: int
    undone_address: str
    back: int
    opened: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day that stand on the page."""

    date: str
    lines: Sequence[Line]


def journal_page(request: Request) -> Response:
    """The entries; ``?actor=``, ``action``, ``subject``, ``kind``, ``source``, ``from``, ``to`` narrow them, ``?entry=`` opens one."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    asked = request.query_params
    query = {name: asked[name].strip() for name in FILTERS if asked.get(name, "").strip()}
    shown = journal_of(study, narrowed_of(asked), page=whole_number(asked.get("page", "1")) or 1)
    called = called_of(study)
    at = shown.page
    one = None
    if asked.get("entry", ""):
        one = opened(study, whole_number(asked["entry"]), page=whole_number(asked.get("rows", "1")) or 1)
        if one is None:
            raise NotFound(N_("The journal has no entry {number}."), number=asked["entry"])
    return page(
        request,
        "journal.html.j2",
        **masthead(study, "journal"),
        sequence=shown.sequence,
        query=query,
        narrowed=bool(query),
        total=number(shown.total, language),
        found=number(shown.found, language),
        days=list(_days(shown, query, called, one, _)),
        redo=parts_of(shown.redo, called, _) if shown.redo else [],
        opened=_opened(one, query, at, called, _, language) if one else None,
        filters=_filters(shown, called, _, language),
        subject=query.get("subject", ""),
        pages=pages_around(at, shown.pages, lambda one: _address(query, page=one if one > 1 else 0)),
        page=at,
        words_json=json_for_scripts({message: _(message) for message in JOURNAL_WORDS}),
    )


def called_of(study: object) -> dict[str, str]:
    """Coder -> name."""
    things = study.pages.things("coder")  # type: ignore[attr-defined]
    return {str(row["coder"]): str(row["name"] or row["coder"]) for row in things}


def _address(query: Mapping[str, str], **more: object) -> str:
    return with_query("/journal", {**query, **more})


def _days(
    shown: JournalPage, query: Mapping[str, str], called: Mapping[str, str], one: OpenedEntry | None, _: Translate
) -> Iterator[Day]:
    at = shown.page if shown.page > 1 else 0
    open_one = one.entry.sequence if one else 0
    for date, its in groupby(shown.entries, lambda entry: entry.time[:10]):
        lines = [
            Line(
                entry.sequence,
                f"{_address(query, page=at, entry=entry.sequence)}#opened",
                entry.time[11:16],
                parts_of(entry, called, _),
                entry.undone_by,
                f"{_address({}, entry=entry.undone_by)}#opened" if entry.undone_by else "",
                entry.back,
                entry.sequence == open_one,
            )
            for entry in its
        ]
        yield Day(date, lines)


def parts_of(entry: JournalEntry, called: Mapping[str, str], _: Translate) -> list[Part]:
    """What an entry says, with links to what it is about."""
    return [_part(piece) for piece in sentence(entry, _, called=called)]


def _part(piece: Piece) -> Part:
    if piece.entry:
        return Part(piece.text, f"/journal?entry={piece.entry}#opened")
    if piece.subject is None:
        return Part(piece.text, who=piece.who)
    return Part(piece.text, place_of(piece.subject), gone=not piece.subject.there)


def place_of(subject: Subject) -> str:
    """Where a subject can be looked at; empty where it is there no more, or nowhere to be seen."""
    if not subject.there:
        return ""
    kind, _, name = subject.subject.partition(":")
    return passage_address(subject.source, name) if kind == "passage" else address_of(kind, name)


def _filters(
    shown: JournalPage, called: Mapping[str, str], _: Translate, language: str
) -> Mapping[str, Sequence[Option]]:
    """What the list can be narrowed to, with how many entries there are."""

    def numbered(label: str, count: int) -> str:
        return f"{label} ({number(count, language)})"

    actions = [Option(name, numbered(action_words(name, _), count)) for name, count in shown.actions.items()]
    return {
        "actor": [
            Option(name, numbered(called.get(name, name) or "–", count)) for name, count in shown.actors.items() if name
        ],
        "action": sorted(actions, key=lambda option: option.label.casefold()),
        "kind": [Option(kind, _(label)) for kind, label in THINGS.items()],
        "source": [Option(name, name) for name in shown.sources],
    }


# ---------------------------------------------------------------------- one entry
@dataclass(frozen=True, slots=True)
class FieldLine:
    """A column before and after; ``erased`` (before, after): its words were erased since; ``sealed``: they are told to nobody."""

    name: str
    before: str | None
    after: str | None
    erased: tuple[bool, bool]
    sealed: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that was added, changed or removed."""

    what: str
    name: str
    how: str
    fields: Sequence[FieldLine]


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """An entry with what it changed."""

    sequence: int
    time: str
    parts: Sequence[Part]
    undone_by: int
    back: int
    tables: Sequence[str]
    numbers: Sequence[tuple[str, str]]
    rows: Sequence[RowLine]
    pages: Sequence[tuple[int | str, str]]
    page: int
    close: str
    before: str
    after: str
    hash: str
    subjects: Sequence[tuple[str, str]]


HOW = {"added": N_("added"), "changed": N_("changed"), "removed": N_("removed")}


def _opened(
    one: OpenedEntry, query: Mapping[str, str], at: int, called: Mapping[str, str], _: Translate, language: str
) -> OpenedLine:
    entry = one.entry
    here = {**query, **({"page": str(at)} if at > 1 else {})}
    return OpenedLine(
        entry.sequence,
        entry.time[:19].replace("T", " "),
        parts_of(entry, called, _),
        entry.undone_by,
        entry.back,
        [f"{_(TABLES.get(name, name))} {number(count, language)}" for name, count in one.tables.items()],
        [(name.replace("_", " "), number(count, language)) for name, count in one.numbers.items()],
        [
            RowLine(
                _(TABLES.get(row.table, row.table)),
                row.name,
                _(HOW[row.how]),
                [
                    FieldLine(
                        _(COLUMNS.get(field.name, field.name)), field.before, field.after, field.erased, field.sealed
                    )
                    for field in row.fields
                ],
            )
            for row in one.rows
        ],
        [
            (place, f"{_address(here, entry=entry.sequence, rows=place)}#opened")
            for place in range(1, one.pages + 1)
            if one.pages > 1
        ],
        one.page,
        _address(here),
        _address({}, as_of=entry.sequence - 1) if entry.sequence > 1 else "",
        _address({}, as_of=entry.sequence),
        one.hash,
        [
            (
                _("All entries on {what}").format(what=subject.subject.partition(":")[2]),
                _address({"subject": subject.subject}),
            )
            for subject in entry.subjects[:4]
            if ":" in subject.subject
        ],
    )


# ---------------------------------------------------------------------- whether it is whole, and as a file
def verify_page(request: Request) -> Response:
    """Whether the journal is whole, and contains the head in ``?against=``."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    against = request.query_params.get("against", "").strip()
    history = study.journal(head=against)
    proof = proof_of(history, _)
    return page(
        request,
        "journal_verify.html.j2",
        **masthead(study, "journal"),
        sequence=history.entries[-1].sequence if history.entries else 0,
        proof=proof,
        against=against,
        entries=counted(_, N_("{count} entry"), N_("{count} entries"), proof.entries),
        total=number(proof.entries, language),
        words_json=json_for_scripts({message: _(message) for message in FORM_WORDS}),
    )


def journal_file(request: Request) -> Response:
    """The whole journal as JSON, which can be verified without the study."""
    study = request.app.state.study.as_(request.state.actor)
    history = study.journal()
    content = json.dumps(history.as_json(), ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{history.study}-journal.json"'}
    return Response(content, media_type="application/json", headers=headers)


ROUTES = [
    Route("/journal/verify", verify_page),
    Route("/journal.json", journal_file),
]

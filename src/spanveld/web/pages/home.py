"""The first page of a study: what is left to do, its sources with how far each is, and where files come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.model.records import SOURCE_KINDS
from spanveld.session.importing import LabelUse
from spanveld.session.pages import Home, SourceOnShelf
from spanveld.web.addresses import place_of, source_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import (
    FORM_WORDS,
    SOURCE_FIELDS,
    Cast,
    Option,
    cast_of,
    fields_of,
    number,
    values_json,
    whole_number,
)
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.importing import IMPORT_WORDS, KIND_NAMES, plain_form
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.speakers import labels_of
from spanveld.web.rendering import page
from spanveld.web.security import IMPORT_BYTES

__all__ = ["ROUTES", "home_page"]

STATES = {"unread": N_("Unread"), "being_read": N_("Being read"), "read": N_("Read")}
LACKS = {
    "incomplete": N_("Incomplete passages"),
    "overview": N_("Overview missing"),
    "doubts": N_("Passages in doubt"),
}
"""What a source can lack, as the list can be narrowed to it."""
GROUPS = {
    "interview": N_("Interviews"),
    "field_notes": N_("Field notes"),
    "document": N_("Documents"),
    "meeting": N_("Meetings"),
    "survey": N_("Surveys"),
}
PER_PAGE = 100
"""Sources on one page of the list."""
READING_ORDER = {state: place for place, state in enumerate(STATES)}
SORTS: Mapping[str, tuple[str, Callable[[SourceOnShelf], Any]]] = {
    "source": (N_("Source"), lambda line: natural(line.source)),
    "date": (N_("Sub-case, wave, date"), lambda line: (line.date == "", line.date, natural(line.source))),
    "reading": (N_("Read by you"), lambda line: (READING_ORDER[line.reading], natural(line.source))),
    "passages": (N_("Passages"), lambda line: (line.passages, natural(line.source))),
    "todo": (N_("To mend"), lambda line: (line.incomplete + line.doubts, natural(line.source))),
    "overview": (N_("Overview"), lambda line: (line.points, natural(line.source))),
}
"""By what the list can be sorted: the column's name, and the key of a source."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is left to do: how many of how many, and where; ``never``: what is said where there is nothing to count."""

    name: str
    never: str
    count: str
    total: str
    address: str
    left: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its name, the address that sorts by it (empty: it cannot be sorted by), and how it is sorted now."""

    name: str
    address: str = ""
    sorted: str = "none"


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks in a source."""

    participant: str
    address: str
    function: str
    parties: str


@dataclass(frozen=True, slots=True)
class Line:
    """A source as the list shows it; numbers are written in the reader's language."""

    source: str
    address: str
    title: str
    people: Sequence[Speaking]
    about: Sequence[str]
    length: str
    empty: bool
    reading: str
    state: str
    passages: str
    counts: Sequence[tuple[str, str]]
    incomplete: str
    doubts: str
    points: str
    coders: str
    values: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sources of one kind that stand on this page, of ``all`` that were asked for."""

    kind: str
    name: str
    all: str
    lines: Sequence[Line]


def home_page(request: Request) -> Response:
    """The first page; ``?sort=``, ``?state=``, ``?sub_case=``, ``?wave=`` and ``?page=`` order and narrow the list."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    shown, cast = study.pages.home(), cast_of(study)
    labels = labels_of(request)
    records = {row["source"]: row for row in study.pages.things("source")}
    fields = fields_of("source", cast, _, SOURCE_FIELDS)
    query = {name: request.query_params.get(name, "") for name in ("sort", "state", "sub_case", "wave")}
    chosen = [line for line in shown.sources if _fits(line, query)]
    key, down = _order(query["sort"])
    chosen.sort(key=SORTS[key][1], reverse=down)
    pages = max(1, -(-len(chosen) // PER_PAGE))
    at = min(max(1, whole_number(request.query_params.get("page", ""))), pages)
    here = chosen[(at - 1) * PER_PAGE : at * PER_PAGE]
    lines = {
        line.source: _line(line, shown, cast, values_json(records[line.source], fields), _, language)
        for line in here
        if line.source in records
    }
    return plain_form(
        page(
            request,
            "home.html.j2",
            home=shown,
            coders=[cast.called("coder", name) for name in cast.coder],
            **masthead(study, "home"),
            tasks=list(_tasks(shown, labels, _, language)),
            columns=_columns(query, key, down, _),
            shelves=[
                Shelf(
                    kind,
                    _(GROUPS[kind]),
                    number(sum(line.kind == kind for line in chosen), language),
                    [lines[line.source] for line in here if line.kind == kind],
                )
                for kind in SOURCE_KINDS
                if any(line.kind == kind for line in here)
            ],
            chosen=number(len(chosen), language),
            all=number(len(shown.sources), language),
            pages=pages_around(at, pages, lambda one: with_query("/", {**query, "page": one}, at="sources")),
            at=at,
            narrowed=any(query[name] for name in ("state", "sub_case", "wave")),
            query=query,
            states=[Option(value, _(label)) for value, label in {**STATES, **LACKS}.items()],
            themes=cast.options("sub_case"),
            waves=cast.options("wave"),
            kinds=[Option(kind, _(KIND_NAMES[kind])) for kind in SOURCE_KINDS],
            fields=fields,
            empty=not shown.sources,
            most=IMPORT_BYTES,
            words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *IMPORT_WORDS)}),
        )
    )


def _fits(line: SourceOnShelf, query: Mapping[str, str]) -> bool:
    state = query["state"]
    lacks = {"incomplete": line.incomplete, "overview": not line.points, "doubts": line.doubts}
    return (
        (state not in STATES or line.reading == state)
        and (state not in lacks or bool(lacks[state]))
        and query["sub_case"] in ("", *line.sub_cases)
        and query["wave"] in ("", line.wave)
    )


def _order(sort: str) -> tuple[str, bool]:
    """By what, and whether downwards: ``-date``."""
    key = sort.removeprefix("-")
    return (key, sort.startswith("-")) if key in SORTS else ("source", False)


def _columns(query: Mapping[str, str], key: str, down: bool, _: Translate) -> list[Column]:
    def sorting(name: str) -> Column:
        wish = f"-{name}" if name == key and not down else name
        return Column(
            _(SORTS[name][0]),
            with_query("/", {**query, "sort": wish}, at="sources"),
            ("descending" if down else "ascending") if name == key else "none",
        )

    return [
        sorting("source"),
        Column(_("Who speaks")),
        sorting("date"),
        sorting("reading"),
        sorting("passages"),
        sorting("overview"),
        sorting("todo"),
        Column(_("Coders")),
    ]


def _tasks(shown: Home, labels: Sequence[LabelUse], _: Translate, language: str) -> Iterator[Task]:
    sources = shown.sources
    passages = sum(line.passages for line in sources)
    unread, lacking = sum(line.reading == "unread" for line in sources), sum(not line.points for line in sources)
    incomplete, doubts = sum(line.incomplete for line in sources), sum(line.doubts for line in sources)
    unknown = sum(not (one.participant or one.role) for one in labels)
    no_sources, no_passages, no_labels = N_("no sources yet"), N_("nothing marked yet"), N_("no labels of speakers")
    counts = (
        (N_("sources unread"), unread, len(sources), no_sources, "/?state=unread#sources"),
        (N_("passages incomplete"), incomplete, passages, no_passages, "/?state=incomplete&sort=-todo#sources"),
        (N_("overviews missing"), lacking, len(sources), no_sources, "/?state=overview#sources"),
        (N_("speakers unknown"), unknown, len(labels), no_labels, "/people#speakers"),
        (N_("passages in doubt"), doubts, passages, no_passages, "/?state=doubts#sources"),
    )
    for name, left, total, never, address in counts:
        yield Task(_(name), _(never), number(left, language), number(total, language), address, left > 0)


def _line(line: SourceOnShelf, shown: Home, cast: Cast, values: str, _: Translate, language: str) -> Line:
    about = [
        ", ".join(cast.called("sub_case", name) for name in line.sub_cases),
        cast.called("wave", line.wave) if line.wave else "",
        line.date,
    ]
    return Line(
        source=line.source,
        address=source_address(line.source),
        title=line.title,
        people=[
            Speaking(
                str(one["participant"]),
                place_of("participant", str(one["participant"])),
                str(one["function"]),
                ", ".join(cast.called("party", party) for party in one["parties"]),
            )
            for one in line.people
        ],
        about=[part for part in about if part],
        length=number(line.length, language),
        empty=not line.length,
        reading=line.reading,
        state=_(STATES[line.reading]),
        passages=number(line.passages, language) if line.passages else "",
        counts=[
            (layer.label, number(line.by_layer[layer.layer], language))
            for layer in shown.layers
            if line.by_layer.get(layer.layer)
        ],
        incomplete=number(line.incomplete, language) if line.incomplete else "",
        doubts=number(line.doubts, language) if line.doubts else "",
        points=number(line.points, language) if line.points else "",
        coders=", ".join(cast.called("coder", name) for name in line.coders),
        values=values,
    )


ROUTES = [Route("/", home_page)]

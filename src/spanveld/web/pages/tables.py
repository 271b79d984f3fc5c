"""The findings tables as a page, and its twins for other programs: what the command ``table`` prints, as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.tables import Chip, Section, TablesContent, render, tables_of, words_of
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "tables_page"]

FILTERS = ("dimension", "sub_case", "wave")
AT_ONCE = 150
"""Up to how many passages stand on the page from the start; beyond that a list brings them when it is opened."""
OPEN_AT_ONCE = 20
"""How many lists an address can open."""
WORDS = (
    N_("Light"),
    N_("Dark"),
    N_("Undone: {action}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of a chip: where it leads, its words (empty: not read yet), and what is to be known of it."""

    passage: str
    address: str
    source: str
    title: str
    quote: str
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Citation:
    """A chip. With one passage it leads there (``address``); with more it opens their list. ``more`` fetches a list that is not there."""

    id: str
    key: str
    stance: str
    word: str
    voice: str
    count: str
    address: str
    open: bool
    more: str
    passages: Sequence[Cited]


def tables_page(request: Request) -> Response:
    """The tables; ``?dimension=``, ``?sub_case=`` and ``?wave=`` narrow them, ``?open=`` (more than once) opens lists of passages."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    query = _filters(request)
    shown = tables_of(study, _, **query)
    opened = tuple(dict.fromkeys(request.query_params.getlist("open")))[:OPEN_AT_ONCE]
    citations = _citations(shown, query, opened, study, _, language)
    return page(
        request,
        "tables.html.j2",
        **masthead(study, "tables"),
        sequence=study.newest(),
        query=query,
        narrowed=any(query.values()),
        scope=shown.scope,
        sections=shown.sections,
        citations=citations,
        dimensions=[Option(*pair) for pair in shown.dimensions.items()],
        themes=_options(study, "sub_case"),
        waves=_options(study, "wave"),
        twins=[(name, with_query(f"/tables.{name.lower()}", query)) for name in ("CSV", "JSON")],
        report=with_query("/report", query),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _filters(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in FILTERS}


def _options(study: Any, kind: str) -> list[Option]:
    return [Option(str(row[kind]), str(row["name"] or row[kind])) for row in study.pages.things(kind)]


def _citations(
    shown: TablesContent, query: Mapping[str, str], opened: Sequence[str], study: Any, _: Translate, language: str
) -> dict[str, Citation]:
    """Key -> chip, with the words of passages whose list is open, or of all where these are few."""
    chips = {chip.key: chip for section in shown.sections for chip in _chips(section)}
    several = [chip for chip in chips.values() if len(chip.passages) > 1]
    with_words = [chip for chip in several if shown.passages <= AT_ONCE or chip.key in opened]
    words = words_of(study, {item.passage for chip in with_words for item in chip.passages}) if with_words else {}
    ready = {chip.key for chip in with_words}
    return {
        key: _citation(chip, place, words if key in ready else None, query, opened, _, language)
        for place, (key, chip) in enumerate(chips.items())
    }


def _chips(section: Section) -> Iterator[Chip]:
    for kind in section.kinds:
        for row in kind.rows:
            yield from row.chips


def _citation(
    chip: Chip,
    place: int,
    words: Mapping[str, str] | None,
    query: Mapping[str, str],
    opened: Sequence[str],
    _: Translate,
    language: str,
) -> Citation:
    name, count = f"cited-{place}", len(chip.passages)
    passages = chip.passages if words is not None or count == 1 else ()
    cited = [
        Cited(
            item.passage,
            passage_address(item.source, item.passage),
            item.source,
            item.source_title,
            (words or {}).get(item.passage, ""),
            [
                remark
                for remark, holds in (
                    (_("hedged"), item.hedged),
                    (_("place lost in a correction of the text"), item.doubt),
                    (item.note, bool(item.note)),
                )
                if holds
            ],
        )
        for item in passages
    ]
    return Citation(
        name,
        chip.key,
        chip.stance,
        chip.word,
        chip.voice,
        number(count, language),
        cited[0].address if count == 1 else "",
        chip.key in opened,
        "" if words is not None or count == 1 else with_query("/tables", query, [*opened, chip.key], name),
        cited,
    )


def _twin(format: str, type: str) -> Any:
    def answer(request: Request) -> Response:
        study = request.app.state.study.as_(request.state.actor)
        return Response(render(study, format, **_filters(request)).encode(), media_type=type)  # type: ignore[arg-type]

    return answer


ROUTES = [
    Route("/tables", tables_page),
    Route("/tables.json", _twin("json", "application/json")),
    Route("/tables.csv", _twin("csv", "text/csv; charset=utf-8")),
]

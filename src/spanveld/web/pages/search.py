"""The page on which words are searched: paragraphs best first or the words in their context, each opening in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, SpanveldError
from spanveld.session import Study
from spanveld.session.searching import FOUND_IN, Hit, Hits, Lines, query_of
from spanveld.web.addresses import passage_address, place_of, source_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Cast, Option, cast_of, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.importing import KIND_NAMES
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.questions import while_connected
from spanveld.web.rendering import page

__all__ = [
    "AROUND_NAMES",
    "FILTERS",
    "ROUTES",
    "SEARCH_WORDS",
    "Marked",
    "asked_of",
    "code_groups",
    "marked",
    "place_address",
    "values_of",
]

PAGE = 20
LINES_PAGE = 50
"""Paragraphs on a page, with snippets or with the words in their context."""
MOST_ROWS = 10_000
"""Paragraphs in a file."""
WIDTH = 60
"""Characters on either side of a word in its context."""
MOST_SOURCES = 30
"""Sources that are listed beside the results."""
FILTERS = ("source", "kind", "wave", "sub_case", "participant", "party", "level")
WHERE = {
    "all": N_("everywhere"),
    "texts": N_("texts"),
    "memos": N_("memos"),
    "findings": N_("findings"),
    "overview": N_("overviews"),
}
IN = {"text": "texts", "memo": "memos", "finding": "findings", "overview": "overview"}
HOW = {"": N_("words in any form"), "phrase": N_("these words after each other"), "part": N_("parts of words")}
AROUND_NAMES = {
    "word": N_("the words themselves"),
    "sentence": N_("their sentence"),
    "paragraph": N_("their paragraph"),
    "turn": N_("their turn"),
}
SEARCH_WORDS = (
    N_("Light"),
    N_("Dark"),
    N_("Undone: {action}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words, and whether they are what was searched for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A paragraph that was found: what it is part of and about, where it is, and its words."""

    kind: str
    name: str
    title: str
    address: str
    pieces: Sequence[Marked]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A place with what stands before and after it."""

    name: str
    address: str
    left: str
    word: str
    right: str


@dataclass(frozen=True, slots=True)
class Group:
    """Codes of a layer to choose from."""

    label: str
    options: Sequence[Option]


class _Asked(dict[str, str]):
    """What was asked for by name; empty where nothing was said."""

    def __missing__(self, name: str) -> str:
        return ""


def asked_of(given: Mapping[str, Any]) -> dict[str, str]:
    """What an address or a form asks for; what is empty is left out."""
    names = ("q", "in", "how", "as", *FILTERS)
    return _Asked((name, value) for name in names if (value := str(given.get(name, "")).strip()))


def values_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """The same as values of a search, without where to search."""
    values: dict[str, Any] = {name: asked[name] for name in FILTERS if name in asked}
    return values | {"phrase": asked.get("how") == "phrase", "substring": asked.get("how") == "part"}


async def search_page(request: Request) -> Response:
    """``?q=`` the words, ``?in=`` where, ``?how=`` (phrase, part), ``?as=lines`` in context, ``?source=`` etc., ``?page=``."""
    return await while_connected(request, lambda _stopped: _page(request))


def _page(request: Request) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    asked = asked_of(request.query_params)
    at = max(1, whole_number(request.query_params.get("page", "")))
    as_lines, size = asked.get("as") == "lines", LINES_PAGE if asked.get("as") == "lines" else PAGE
    found: Hits | Lines | None = None
    fault = ""
    if asked.get("q"):
        try:
            ask = study.in_context if as_lines else study.search
            values = {"where": asked.get("in", "all"), "limit": size, "offset": (at - 1) * size}
            if as_lines:
                values["width"] = WIDTH
            found = ask(asked["q"], **values, **values_of(asked))
        except SpanveldError as error:
            fault = error.text(_)
    else:
        study.pages.expect_search()
    cast = cast_of(study)
    last = -(-found.total // size) if found else 0
    coded = whole_number(request.query_params.get("coded", ""))

    def here(**changes: object) -> str:
        return with_query("/search", {**asked, **changes})

    return page(
        request,
        "search.html.j2",
        422 if fault else 200,
        **masthead(study, "search"),
        sequence=study.newest(),
        asked=asked,
        fault=fault,
        found=found,
        total=number(found.total, language) if found else "",
        searched=number(found.searched, language) if found else "",
        first=number((at - 1) * size + 1, language),
        until=number(min(at * size, found.total), language) if found else "",
        results=_results(found, study, _) if isinstance(found, Hits) else [],
        contexts=_contexts(found) if isinstance(found, Lines) else [],
        kinds=_kinds(found, asked, here, _, language) if isinstance(found, Hits) else [],
        sources=_sources(found, here, language) if isinstance(found, Hits) else [],
        more_sources=number(max(0, len(found.sources) - MOST_SOURCES), language) if isinstance(found, Hits) else "0",
        among=_among(found, _, language) if isinstance(found, Hits) else "",
        ways=[
            (here(**{"as": ""}), _("Paragraphs"), not as_lines),
            (here(**{"as": "lines"}), _("Words in context"), as_lines),
        ],
        passages=_passages_address(asked) if found and asked.get("in", "all") in ("all", "texts") else "",
        twins=twin_links("/search", asked),
        pages=pages_around(at, last, lambda one: here(page=one if one > 1 else "")) if last > 1 else [],
        page=at,
        wheres=[Option("" if name == "all" else name, _(label)) for name, label in WHERE.items()],
        hows=[Option(name, _(label)) for name, label in HOW.items()],
        filters=list(_filters(cast, asked, _)),
        narrowed=[(name, asked[name], here(**{name: ""})) for name in FILTERS if name in asked],
        groups=code_groups(study) if found and found.total else [],
        arounds=[Option(name, _(label)) for name, label in AROUND_NAMES.items()],
        coded=number(coded, language) if coded else "",
        words_json=json_for_scripts({message: _(message) for message in SEARCH_WORDS}),
    )


def _passages_address(asked: Mapping[str, str]) -> str:
    how = asked.get("how", "")
    return with_query("/find", {"q": query_of(asked["q"], phrase=how == "phrase", substring=how == "part")})


# ---------------------------------------------------------------------- what is shown
def place_address(source: str, paragraph: int, start: int, end: int) -> str:
    """Where words are read in their text: at their paragraph, with the cursor on them where scripts run."""
    return f"{source_address(source)}?at={start}-{end}#p{paragraph}"


def marked(text: str, start: int, spans: Sequence[tuple[int, int]]) -> Iterator[Marked]:
    """Words that begin at a place of their text, parted into what was found and what stands around it."""
    at, end = start, start + len(text)
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first < last:
            if at < first:
                yield Marked(text[at - start : first - start], False)
            yield Marked(text[first - start : last - start], True)
            at = last
    if at < end:
        yield Marked(text[at - start :], False)


def _address(kind: str, subject: str, source: str, paragraph: int, span: tuple[int, int]) -> str:
    about, _colon, name = subject.partition(":")
    if kind == "text":
        return place_address(source, paragraph, *span)
    if kind == "overview":
        return f"{source_address(source)}#overview"
    if about == "passage" and source:
        return passage_address(source, name)
    if kind == "memo" and about != "passage":
        return with_query("/memos", {"subject": subject or "study"})
    return place_of(about, name) or "/"


def _results(found: Hits, study: Study, _: Translate) -> list[Result]:
    titles = {one.source: one.title for one in found.sources}
    return [
        Result(
            _(FOUND_IN[hit.kind]),
            hit.source if hit.kind == "text" else hit.subject.partition(":")[2] or _("the study"),
            titles.get(hit.source, "") if hit.kind == "text" else "",
            _address(hit.kind, hit.subject, hit.source, hit.paragraph, _first_shown(hit)),
            list(marked(hit.snippet, hit.snippet_start, hit.spans)),
            hit.before,
            hit.after,
        )
        for hit in found.items
    ]


def _first_shown(hit: Hit) -> tuple[int, int]:
    return next((span for span in hit.spans if span[0] >= hit.snippet_start), hit.spans[0])


def _contexts(found: Lines) -> list[Context]:
    return [
        Context(
            one.source if one.kind == "text" else one.subject.partition(":")[2] or "-",
            _address(one.kind, one.subject, one.source, one.paragraph, (one.start, one.end)),
            one.left if len(one.left) < WIDTH else f"… {one.left.partition(' ')[2]}",
            one.word,
            one.right if len(one.right) < WIDTH else f"{one.right.rpartition(' ')[0]} …",
        )
        for one in found.items
    ]


def _kinds(
    found: Hits, asked: Mapping[str, str], here: Callable[..., str], _: Translate, language: str
) -> list[tuple[str, str, str]]:
    """How many stand in texts, memos, findings and overviews, each with the address that shows only these."""
    if asked.get("in", "all") != "all":
        return []
    return [
        (_(WHERE[IN[kind]]), number(found.by_kind[kind], language), here(**{"in": IN[kind]}))
        for kind in IN
        if found.by_kind.get(kind)
    ]


def _sources(found: Hits, here: Callable[..., str], language: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.source, one.title, number(one.hits, language), number(one.paragraphs, language), here(source=one.source))
        for one in found.sources[:MOST_SOURCES]
    ]


def _among(found: Hits, _: Translate, language: str) -> str:
    counts = {"count": number(len(found.sources), language), "searched": number(found.sources_searched, language)}
    return _(N_("In the texts of {count} of {searched} sources")).format(**counts)


def _filters(cast: Cast, asked: Mapping[str, str], _: Translate) -> Iterator[tuple[str, str, Sequence[Option]]]:
    """What is known of sources, to choose some by; what the study has none of is left out."""
    levels = {**cast.vocabularies.get("levels", {})}
    levels |= {
        str(one["level"]): "" for one in cast.participant.values() if one["level"] and one["level"] not in levels
    }
    yield "kind", _("Kind of source"), [Option(kind, _(label)) for kind, label in KIND_NAMES.items()]
    for name, label in (
        ("wave", _("Wave")),
        ("sub_case", _("Sub-case")),
        ("participant", _("With participant")),
        ("party", _("With somebody of party")),
    ):
        if options := cast.options(name):
            yield name, label, options
    if levels:
        yield "level", _("With somebody of level"), [Option(one, label or one) for one, label in levels.items()]


def code_groups(study: Study) -> list[Group]:
    """The codes that can be given, by layer."""
    return [
        Group(layer.label, [Option(code.code, code.label) for code in layer.codes])
        for layer in study.pages.codebook().layers
        if layer.codes
    ]


# ---------------------------------------------------------------------- twins
def _answer(request: Request) -> Answer:
    study, asked = request.app.state.study.as_(request.state.actor), asked_of(request.query_params)
    values = values_of(asked)
    only = {name: values.pop(name) for name in FILTERS if name in values}
    wants_all = not request.url.path.endswith(".json")
    limit = MOST_ROWS if wants_all else whole_number(request.query_params.get("limit", "")) or PAGE
    found = study.pages.found_words(
        asked.get("q", ""),
        only,
        translate_for(request),
        as_lines=asked.get("as") == "lines",
        where=asked.get("in", "all"),
        limit=min(limit, MOST_ROWS),
        offset=whole_number(request.query_params.get("offset", "")),
        **values,
    )
    return Answer(asdict(found.answer), found.sheets)


ROUTES = [Route("/search", search_page), *twins("/search", _answer)]

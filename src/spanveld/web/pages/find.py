"""The page on which the study is asked in the retrieval language: a query typed or built, what it finds, and queries that are saved."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused
from spanveld.session import Study
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.api.queries import MOST_CONDITIONS, form_in
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import study_css
from spanveld.web.pages.forms import FORM_WORDS, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.questions import SECONDS, while_connected
from spanveld.web.rendering import page
from spanveld.web.shapes import json_text

if TYPE_CHECKING:
    from spanveld.session.retrieving import Condition, FindPage, Found, FoundPassage, SavedLine

__all__ = ["ROUTES", "find_page"]

PAGE = 25
"""Passages on a page."""
CONTEXT = 160
"""Characters shown on either side of a passage."""
MOST_VOICES = 40
"""Voices that are listed at once."""
LONGEST = 1_500
"""Characters of a passage that are shown; its text has the rest."""
EXPORT_SECONDS = 300.0
BESIDE = 80
"""Characters of a query shown on either side of what is wrong."""
RELATIONS = {
    "overlaps": N_("overlaps"),
    "inside": N_("lies inside"),
    "contains": N_("contains"),
    "near": N_("is near"),
    "follows": N_("follows after"),
    "precedes": N_("comes before"),
}
SOURCE_KINDS = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}
WORDS = (
    *FORM_WORDS,
    N_("This query says more than the form can show; change it in the box."),
    N_("The form says: {query}"),
)
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A code on a passage: what it is called, its layer, where it is looked at; ``style``: of a dimension its place, else -1."""

    label: str
    layer: str
    address: str
    style: int


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as the page shows it."""

    passage: str
    address: str
    source: str
    title: str
    kind: str
    before: str
    quote: str
    after: str
    voices: Sequence[tuple[str, str]]
    chips: Sequence[Chip]
    coder: str
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is wrong with a query: the message, the query around the place, and the query with what was probably meant."""

    message: str
    before: str
    wrong: str
    after: str
    start: int
    end: int
    guess: str
    better: str


@dataclass(frozen=True, slots=True)
class Row:
    """A condition of the form; ``place`` is its number."""

    place: int
    field: str
    value: str
    unlike: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query as the page lists it; ``wrong``: why it cannot be asked any more."""

    name: str
    title: str
    expression: str
    note: str
    address: str
    wrong: str
    values: str


async def find_page(request: Request) -> Response:
    """Ask ``?q=``, ``?page=`` of it; ``?build=1`` with the fields of the form leads to the query that the form says."""
    if request.query_params.get("build"):
        return await while_connected(request, lambda _stopped: _built(request))
    return await while_connected(request, lambda stopped: _page(request, stopped))


def _built(request: Request) -> Response:
    """The form was sent: on to its query."""
    from spanveld.session.retrieving import written

    return RedirectResponse(with_query("/find", {"q": written(form_in(request.query_params))}, at="ask"), 303)


def _page(request: Request, stopped: Callable[[], bool]) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    query = request.query_params.get("q", "").strip()
    at = max(1, whole_number(request.query_params.get("page", "")))
    shown = study.pages.find(
        query, limit=PAGE, offset=(at - 1) * PAGE, context=CONTEXT, seconds=SECONDS, stopped=stopped
    )
    said, found = shown.understood, shown.found
    pages = -(-found.count // PAGE) if found else 0
    return page(
        request,
        "find.html.j2",
        200 if said.fault is None else 422,
        **masthead(study, "find"),
        study_css=study_css.address(study.pages.styles()),
        sequence=shown.sequence,
        q=query,
        expression=said.expression or query,
        saved_name=said.saved,
        fault=_pointed(said.fault, said.expression or query, _) if said.fault else None,
        found=found,
        counts=_counts(found, _, language) if found else [],
        voices=_voices(found, language) if found else [],
        more_voices=max(0, len(found.voices) - MOST_VOICES) if found else 0,
        lines=[_line(row, shown, _) for row in found.rows] if found else [],
        first=number((at - 1) * PAGE + 1, language),
        last=number(min(at * PAGE, found.count), language) if found else "",
        total=number(found.count, language) if found else "",
        pages=pages_around(at, pages, lambda one: with_query("/find", {"q": query, "page": one if one > 1 else ""})),
        page=at,
        files=[(label, with_query(f"/find.{ending}", {"q": query})) for label, ending in FILES] if found else [],
        groups=shown.groups,
        values_json=json_for_scripts(_values(shown)),
        relations=[(name, _(label)) for name, label in RELATIONS.items()],
        form=said.form,
        rows=_rows(said.form.conditions if said.form else ()),
        others=_rows(said.form.others if said.form else ()),
        saved=[_saved(one, _) for one in shown.saved],
        presets=json.dumps({"expression": said.expression or query}, ensure_ascii=False),
        examples=[(_(label), with_query("/find", {"q": one}), one) for label, one in _examples(shown)]
        if not query
        else [],
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


FILES = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))


# ---------------------------------------------------------------------- what is shown of the answer
def _counts(found: Found, _: Translate, language: str) -> list[str]:
    """What was found, each number beside what it is of."""

    def of(message: str, **values: int) -> str:
        return _(message).format(**{name: number(value, language) for name, value in values.items()})

    return [
        of(N_("{count} of {of} passages"), count=found.count, of=found.count_of),
        of(
            N_("as evidence {count} of {of}: overlapping passages of different coders count once"),
            count=found.evidence,
            of=found.evidence_of,
        ),
        of(N_("in {count} of {of} sources"), count=found.sources, of=found.sources_of),
        of(N_("of {count} of {of} respondents"), count=found.respondents, of=found.respondents_of),
    ]


def _voices(found: Found, language: str) -> list[tuple[str, str, str, bool]]:
    """Each voice with its count, the address of its passages, and whether it is the researcher."""
    from spanveld.session.retrieving import narrowed

    return [
        (
            one.voice,
            number(one.evidence, language),
            with_query("/find", {"q": narrowed(found.query, "voice", one.voice)}),
            one.observer,
        )
        for one in found.voices[:MOST_VOICES]
    ]


def _line(row: FoundPassage, shown: FindPage, _: Translate) -> Line:
    remarks = [
        (_(N_("hedged")), row.hedged),
        (_(N_("place lost in a correction of the text")), row.start is None),
    ]
    return Line(
        passage=row.passage,
        address=passage_address(row.source, row.passage),
        source=row.source,
        title=row.source_title,
        kind=_(SOURCE_KINDS.get(row.kind, row.kind)),
        before=_whole_words(row.before, at_start=True),
        quote=row.quote if len(row.quote) <= LONGEST else f"{row.quote[:LONGEST].rstrip()}…",
        after=_whole_words(row.after, at_start=False),
        voices=[(name, place_of("participant", name)) for name in row.voices],
        chips=list(_chips(row, shown)),
        coder=row.coder,
        remarks=[text for text, holds in remarks if holds],
    )


def _chips(row: FoundPassage, shown: FindPage) -> Iterator[Chip]:
    for code in row.codes:
        its = shown.labels.get(code)
        if its is None:
            yield Chip(code, "", place_of("code", code), -1)
        else:
            yield Chip(its.label, its.layer, place_of("code", code), its.style if its.role == "dimension" else -1)


def _whole_words(text: str, *, at_start: bool) -> str:
    """Context on one line, without the word that was cut through, and with a sign that there is more."""
    whole = len(text) < CONTEXT
    text = f"{' ' * text[:1].isspace()}{' '.join(text.split())}{' ' * text[-1:].isspace()}"
    if whole:
        return text
    cut = text[1:].find(" ") if at_start else text.rfind(" ")
    if cut < 0:
        return f"…{text}" if at_start else f"{text}…"
    return f"… {text[cut + 2 :]}" if at_start else f"{text[:cut]} …"


def _pointed(fault: Refused, query: str, _: Translate) -> Pointed:
    """A fault with its place in the query; one that is of the whole query points nowhere."""
    message = fault.text(_).partition("\n")[0]
    details: Mapping[str, Any] = fault.details
    if "start" not in details:
        return Pointed(message, "", "", "", 0, 0, "", "")
    start, end, guess = details["start"], details["end"], details["guess"]
    first, last = max(0, start - BESIDE), max(end, start + 1) + BESIDE
    before = ("…" if first else "") + query[first:start]
    after = query[end:last] + ("…" if last < len(query) else "")
    better = query[:start] + guess + query[end:] if guess else ""
    return Pointed(
        message, before, query[start:end] or " ", after, start, end, guess, with_query("/find", {"q": better})
    )


# ---------------------------------------------------------------------- the form and what is saved
def _rows(conditions: Sequence[Condition]) -> list[Row]:
    """The rows of the form: those that say something, and an empty one."""
    rows = [Row(place, one.field, one.value, one.unlike) for place, one in enumerate(conditions, 1)]
    return [*rows, Row(len(rows) + 1, "", "", False)][:MOST_CONDITIONS]


def _values(shown: FindPage) -> dict[str, list[list[str]]]:
    """Field -> its values, each with what it is called."""
    return {
        field.field: [[one.value, one.label] for one in field.values]
        for group in shown.groups
        for field in group.fields
        if field.values
    }


def _examples(shown: FindPage) -> Iterator[tuple[str, str]]:
    """Queries that can be asked of this study, to begin with: what each shows, and the query."""
    from spanveld.session.retrieving import Condition, QueryForm, written

    layers = [field for field in shown.groups[0].fields if field.values] if shown.groups else []
    if layers:
        first = Condition(layers[0].field, layers[0].values[0].value)
        yield (
            N_("passages with a code, said without reserve"),
            written(QueryForm((first, Condition("hedged", unlike=True)))),
        )
        yield N_("the same in interviews only"), written(QueryForm((first, Condition("source.kind", "interview"))))
    if len(layers) > 1:
        other = Condition(layers[1].field, layers[1].values[0].value)
        yield N_("where two codes stand near each other"), written(QueryForm((first,), "near", "200", (other,)))
    yield N_("what is evidence for no finding yet"), "unused"


def _saved(one: SavedLine, _: Translate) -> Saved:
    values = {"title": one.title, "expression": one.expression, "note": one.note}
    return Saved(
        one.query,
        one.title,
        one.expression,
        one.note,
        with_query("/find", {"q": f"@{one.query}"}),
        one.fault.text(_).partition("\n")[0] if one.fault else "",
        json.dumps(values, ensure_ascii=False),
    )


# ---------------------------------------------------------------------- twins
async def _json(request: Request) -> Response:
    """What the command ``find --json`` prints; ``?limit=`` and ``?offset=`` of the rows."""
    study = request.app.state.study.as_(request.state.actor)
    asked = request.query_params
    limit, offset = whole_number(asked.get("limit", "50")), whole_number(asked.get("offset", ""))

    def work(stopped: Callable[[], bool]) -> str:
        found = study.find(asked.get("q", ""), limit=limit, offset=offset, seconds=SECONDS, stopped=stopped)
        return json_text(found.as_json())

    return Response((await while_connected(request, work)).encode(), media_type="application/json")


def _file_as(ending: str) -> Callable[[Request], Any]:
    async def made(request: Request) -> Response:
        return await _file(request, ending)

    return made


async def _file(request: Request, ending: str) -> Response:
    """All passages that a query finds as a file; written aside first, so that what is sent is whole."""
    study: Study = request.app.state.study.as_(request.state.actor)
    query = request.query_params.get("q", "")
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent

    def work(stopped: Callable[[], bool]) -> int:
        study.queries.export_to(query, file, excel=ending == "xlsx", seconds=EXPORT_SECONDS, stopped=stopped)
        size = file.tell()
        file.seek(0)
        return size

    try:
        size = await while_connected(request, work)
    except BaseException:
        file.close()
        raise
    name = quote(f"{study.pages.title()}.{ending}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "content-length": str(size)}
    return StreamingResponse(
        iter(lambda: file.read(1 << 16), b""),
        headers=headers,
        media_type=TYPES[ending],
        background=BackgroundTask(file.close),
    )


ROUTES = [
    Route("/find", find_page),
    Route("/find.json", _json),
    Route("/find.csv", _file_as("csv")),
    Route("/find.xlsx", _file_as("xlsx")),
]

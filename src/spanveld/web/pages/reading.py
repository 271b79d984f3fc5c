"""The page on which a source is read and coded: whole without scripts, live with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.pages import Codebook, PagePassage, Paragraph, ReadingPage
from spanveld.web.addresses import source_address, with_query
from spanveld.web.languages import translate_for
from spanveld.web.pages.study_css import address
from spanveld.web.rendering import page
from spanveld.web.shapes import json_text
from spanveld.web.words import WORDS

__all__ = ["json_for_scripts", "source_page"]

SHOWN_QUOTE = 60
"""Characters of a passage that a note repeats for who cannot see where it points."""
TITLES = {
    "interview": (N_("Interview with {who}"), N_("Overview of this interview")),
    "field_notes": (N_("Field notes {source}"), N_("Overview of these field notes")),
    "document": (N_("Document {source}"), N_("Overview of this document")),
    "meeting": (N_("Meeting {source}"), N_("Overview of this meeting")),
    "survey": (N_("Survey {source}"), N_("Overview of this survey")),
}
Codes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How a passage is drawn: classes of dimension and kind, the letter of the dimension, and both in words."""

    classes: str
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note in the left margin."""

    passage: str
    code: str
    label: str
    classes: str
    letter: str
    rest: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same codes, and what they are."""

    text: str
    said: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class TurnView:
    """A paragraph as it stands on the page."""

    number: int
    start: int
    end: int
    classes: str
    element: str
    speaker: str
    margin: str
    runs: Sequence[Run]
    notes: Sequence[Note]
    themes: Sequence[str] = field(default=())


def source_page(request: Request) -> Response:
    """The reading page of a source; with ``?marks=1`` the codes stand in the text itself."""
    study = request.app.state.study.as_(request.state.actor)
    shown, codebook = study.pages.reading(request.path_params["source"]), study.pages.codebook()
    _ = translate_for(request)
    marks = request.query_params.get("marks") == "1"
    title, overview_title = TITLES[shown.kind]
    speaking = ", ".join(one["participant"] for one in shown.participants)
    title = _(title) if speaking or "{who}" not in title else "{source}"
    return page(
        request,
        "reading.html.j2",
        page=shown,
        study_id=study.identity.partition(" ")[0],
        study_title=study.pages.title(),
        study_css=address(study.pages.styles()),
        who=_who(shown, codebook),
        title=shown.title or title.format(who=speaking, source=shown.source),
        subtitle="",
        facts=list(_facts(shown, codebook, _)),
        marks=marks,
        turns=list(_turns(shown, codebook, _, marks=marks)),
        overview_title=_(overview_title),
        points=list(_points(shown, _)),
        recording=f"/recordings/{quote(shown.source)}",
        paper_address=source_address(shown.source),
        along_address=with_query("/counts", {"view": "along", "source": shown.source}),
        page_json=json_for_scripts(shown),
        codebook_json=json_for_scripts(codebook),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def json_for_scripts(value: Any) -> Markup:
    """JSON that can stand inside a ``script`` element."""
    text = json_text(value)
    for mark, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(mark, escape)
    return Markup(text)


def _parties(codebook: Codebook) -> dict[str, str]:
    return {one["party"]: one["name"] for one in codebook.parties}


def _who(shown: ReadingPage, codebook: Codebook) -> str:
    """Function and organisation of who speaks: what a reader may not lose sight of."""
    if len(shown.participants) != 1:
        return shown.title if not shown.participants else ", ".join(one["participant"] for one in shown.participants)
    one, names = shown.participants[0], _parties(codebook)
    return " · ".join(part for part in (one["function"], *(names[party] for party in one["parties"])) if part)


def _facts(shown: ReadingPage, codebook: Codebook, _: Translate) -> Iterator[tuple[str, str]]:
    names = _parties(codebook)
    parties = dict.fromkeys(names[party] for one in shown.participants for party in one["parties"])
    themes = {
        code.code.rpartition("/")[2]: code.label
        for layer in codebook.layers
        if layer.role == "sub_case"
        for code in layer.codes
    }
    pairs = (
        (N_("Party"), ", ".join(parties)),
        (N_("Sub-cases"), ", ".join(themes.get(name, name) for name in shown.sub_cases)),
        (N_("Date"), shown.date),
        (N_("Place"), shown.place),
        (N_("Moment"), shown.wave),
        (N_("Coded by"), ", ".join(dict.fromkeys(passage.coder for passage in shown.passages if passage.coder))),
    )
    return ((_(name), value) for name, value in pairs if value)


def _turns(shown: ReadingPage, codebook: Codebook, _: Translate, *, marks: bool) -> Iterator[TurnView]:
    codes = {code.code: (layer, code) for layer in codebook.layers for code in layer.codes}
    placed = [passage for passage in shown.passages if passage.start is not None]
    looks = {passage.passage: _look(passage, codes, _) for passage in placed}
    starting: dict[int, list[PagePassage]] = defaultdict(list)
    over: dict[int, list[PagePassage]] = defaultdict(list)
    place = 0
    lines = shown.paragraphs
    for passage in sorted(placed, key=lambda one: (one.start, one.passage)):
        while place + 1 < len(lines) and lines[place + 1].start <= (passage.start or 0):
            place += 1
        at = place
        starting[at].append(passage)
        while at < len(lines) and lines[at].start < (passage.end or 0):
            over[at].append(passage)
            at += 1
    several = len(shown.participants) > 1
    before = ""
    for index, line in enumerate(lines):
        speaker = line.participant if several and line.participant != before and line.role == "respondent" else ""
        before = line.participant if line.role == "respondent" else ""
        heading = line.kind == "heading"
        classes = [
            "turn",
            line.role,
            line.kind if line.kind != "paragraph" else "",
            f"level-{line.level}" if line.level else "",
        ]
        notes = [
            note for passage in starting[index] for note in _notes(passage, looks[passage.passage], codes, line, _)
        ]
        yield TurnView(
            number=line.number,
            start=line.start,
            end=line.end,
            classes=" ".join(name for name in classes if name),
            element="h3" if heading else "p",
            speaker=speaker,
            margin=_("Margin of paragraph {number}").format(number=line.number),
            runs=list(_runs(line, over[index], looks)) if marks else [Run(line.text)],
            notes=notes,
            themes=list(_themes(over[index], line, codes)),
        )


def _look(passage: PagePassage, codes: Codes, _: Translate) -> Look:
    """How a passage is drawn: by its own coder's dimension and kind."""
    own = [codes[one["code"]] for one in passage.codes if one["code"] in codes and one["coder"] == passage.coder]
    dimension = next((code for layer, code in own if layer.role == "dimension"), None)
    kind = next((code for layer, code in own if layer.role == "kind"), None)
    unkinded = not any(layer.role == "kind" for layer, _code in codes.values())
    d = dimension.style if dimension else "n"
    k = kind.style if kind else 0 if unkinded and dimension else "n"
    words = ": ".join(code.label for code in (dimension, kind) if code) or _("no dimension")
    return Look(f"d{d} k{k}", dimension.letter if dimension else "", words)


def _notes(passage: PagePassage, look: Look, codes: Codes, line: Paragraph, _: Translate) -> Iterator[Note]:
    quoted = line.text[max(0, (passage.start or 0) - line.start) : (passage.end or 0) - line.start]
    if len(quoted) > SHOWN_QUOTE:
        quoted = quoted[: SHOWN_QUOTE - 1] + "…"
    for one in passage.codes:
        layer, code = codes.get(one["code"], (None, None))
        if layer is not None and layer.role == "term":
            rest = _(", {codes}. At: {quote}").format(codes=look.words, quote=quoted)
            yield Note(passage.passage, one["code"], code.label, look.classes, look.letter, rest)


def _themes(over: Sequence[PagePassage], line: Paragraph, codes: Codes) -> Iterator[str]:
    """The sub-cases beside a paragraph, named where they begin."""
    for passage in over:
        for one in passage.codes:
            layer, code = codes.get(one["code"], (None, None))
            if layer is not None and layer.role == "sub_case":
                begins = line.start <= (passage.start or 0)
                yield f"▸ {code.label}" if begins else "\u00a0"


def _runs(line: Paragraph, over: Sequence[PagePassage], looks: Mapping[str, Look]) -> Iterator[Run]:
    """The paragraph cut where codes begin and end."""
    spans = [(max(line.start, one.start or 0), min(line.end, one.end or 0), looks[one.passage]) for one in over]
    edges = sorted({line.start, line.end, *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(edges):
        here = [look for first, last, look in spans if first <= start and end <= last]
        said = ", ".join(dict.fromkeys(look.words for look in here))
        yield Run(line.text[start - line.start : end - line.start], said, here[-1].classes if here else "")


def _points(shown: ReadingPage, _: Translate) -> Iterator[dict[str, Any]]:
    places = {passage.passage: passage.start for passage in shown.passages}
    for point in shown.overview:
        cites = []
        for cite in point.cites:
            start = places.get(cite.passage)
            if start is None:
                continue
            number = next((line.number for line in reversed(shown.paragraphs) if line.start <= start), 1)
            label = f"{cite.passage} ¶{number}"
            cites.append(
                {
                    "passage": cite.passage,
                    "against": cite.against,
                    "number": number,
                    "label": _("against: {passage}").format(passage=label) if cite.against else label,
                }
            )
        yield {"text": point.text, "cites": cites}

"""A coded source as a page to be printed, without scripts: the paper method, with notes left of the lines and sub-cases right of them.

html = render(paper, day="2026-03-01")        one file that stands alone
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from spanveld.model.errors import N_
from spanveld.reports.paper_marks import Stretch, stretches
from spanveld.reports.paper_words import Look, PaperWords, TextLine, kind_line, lines_of
from spanveld.reports.templating import templates
from spanveld.views.drawing_styles import DrawingStyles
from spanveld.views.paper import Paper
from spanveld.views.reading_page import PagePassage

__all__ = ["render", "stylesheet"]

LANES = {1: ".16em", 2: ".36em", 3: ".56em"}
"""How far below the text the lines of each lane run."""
MOST_LANES = 3
"""Sub-cases beside each other in the right margin."""
GAP = 2
"""Lines between two passages of a sub-case that its bracket runs on over, such as a question."""
_WORD = re.compile(r"\s*\S+")
"""A note stands after the first word of its passage, for a word is never parted from what comes after it on its line."""
ROLES = {"interviewer": "question", "reflection": "reflection"}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the left margin at the beginning of a passage: what is written by hand, and its other codes."""

    passage: str
    letter: str
    classes: str
    written: str
    codes: str
    voice: str
    memo: str
    coder: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the looks of the passages over it, the outermost first."""

    text: str
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A sub-case beside a line; ``label`` where it begins."""

    lane: int
    label: str
    last: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the text with what stands in both margins."""

    number: int
    classes: str
    element: str
    speaker: str
    pieces: Sequence[Note | Run]
    brackets: Sequence[Bracket]


def render(
    paper: Paper,
    *,
    day: str,
    stylesheets: Sequence[str] = (),
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """The page. With ``stylesheets`` their addresses stand in it, without them the rules themselves; ``links``: text and address."""
    say = PaperWords(paper)
    return (
        templates()
        .get_template("paper.html.j2")
        .render(
            _=say._,
            paper=paper,
            say=say,
            language=say.language,
            stylesheets=stylesheets,
            css="" if stylesheets else Markup(stylesheet(paper, day=day)),
            links=links,
            day=day,
            lines=list(_lines(paper, say)),
            legend=say.legend(),
            kinds=[_kind_class(paper.styles, place) for place in range(len(paper.styles.kinds))],
            lost=[passage.passage for passage in paper.page.passages if passage.start is None],
        )
    )


def stylesheet(paper: Paper, *, day: str) -> str:
    """The rules of the page, with the colours of the study and what stands at the head and foot of each sheet."""
    say = PaperWords(paper)
    rules = (files("spanveld.reports") / "templates" / "paper.css").read_text(encoding="utf-8")
    number = " counter(page) ".join(
        _quoted(part) for part in say._(N_("page {page} of {pages}")).replace("{pages}", "\0").split("{page}")
    ).replace("\\0 ", '" counter(pages) "')
    sheet = (
        f"@page{{@top-left{{content:{_quoted(say.head())}}}@bottom-left{{content:{_quoted(say.foot(day))}}}"
        f"@bottom-right{{content:{number}}}}}"
    )
    return "\n".join([rules, *_colours(paper.styles), sheet, ""])


def _quoted(text: str) -> str:
    """A text as a style sheet has it, also within a page."""
    return '"' + "".join(c if c.isalnum() or c in " .,;:()-·" else f"\\{ord(c):x} " for c in text) + '"'


def _colours(drawing: DrawingStyles) -> Iterator[str]:
    for theme, before, after in (("light", "", ""), ("dark", "@media screen and (prefers-color-scheme:dark){", "}")):
        for place, one in enumerate(drawing.dimensions):
            ink = one.light if theme == "light" else one.dark
            lane = LANES.get(one.lane, LANES[1])
            yield f"{before}.d{place}{{--line:{ink.line};--fill:{ink.fill};--pale:{ink.pale};--lane:{lane}}}{after}"
    for place, kind in enumerate(drawing.kinds):
        ground = {"full": "var(--fill)", "pale": "var(--pale)"}.get(kind.fill, "transparent")
        yield f".k{place}{{--ground:{ground};--form:{kind.line}}}"


def _kind_class(drawing: DrawingStyles, place: int) -> str:
    return kind_line(drawing, Look(0, place, "", "", True))[0]


def _classes(drawing: DrawingStyles, look: Look) -> str:
    dimension = f"d{look.dimension}" if look.dimension >= 0 else "dn"
    if drawing.kinds:
        return f"{dimension} k{look.kind}" if look.kind >= 0 else f"{dimension} kn"
    return f"{dimension} whole" if look.dimension >= 0 else f"{dimension} kn"


def _lines(paper: Paper, say: PaperWords) -> Iterator[PaperLine]:
    looks = say.looks()
    classes = {name: _classes(paper.styles, look) for name, look in looks.items()}
    lines = list(lines_of(paper, say))
    brackets = _brackets(lines, paper, say)
    for place, (line, pieces) in enumerate(stretches(lines, paper.placed)):
        shown: list[Note | Run] = []
        waiting: list[Note] = []
        for piece in pieces:
            if isinstance(piece, Stretch):
                over = tuple(classes[one.passage] for one in piece.over if looks[one.passage].drawn)
                first = _WORD.match(piece.text) if waiting else None
                cut = first.end() if first else 0
                shown += [Run(piece.text[:cut], over), *waiting] if cut else waiting
                shown += [Run(piece.text[cut:], over)] if piece.text[cut:] else []
                waiting = []
            else:
                found = (_note(one, looks[one.passage], classes[one.passage], say) for one in piece.starting)
                waiting += [note for note in found if note is not None]
        shown += waiting
        if not line.number and not shown:
            continue
        names = [
            "line",
            ROLES.get(line.role, ""),
            line.kind if line.kind != "paragraph" else "",
            "" if line.number else "blank",
        ]
        yield PaperLine(
            line.number,
            " ".join(name for name in names if name),
            "h2" if line.kind == "heading" else "p",
            line.speaker,
            shown,
            brackets.get(place, ()),
        )


def _note(passage: PagePassage, look: Look, classes: str, say: PaperWords) -> Note | None:
    """The note of a passage; a passage that only stands under a sub-case has none, its bracket says it."""
    written, others = [], []
    for layer, labels in say.labels(passage):
        if layer.role == "term":
            written += labels
        elif layer.role not in ("dimension", "kind", "sub_case"):
            others += labels
    more = say.voice(passage)[1:]
    silent = not passage.voices and any(one["participant"] for one in say.paper.page.participants)
    heard = say.voice(passage)[0] if silent or len(say.paper.page.participants) > 1 else ""
    if not look.drawn and not passage.memo and not more:
        return None
    return Note(
        passage=passage.passage,
        letter=look.letter,
        classes=classes,
        written=", ".join(written),
        codes=" · ".join(part for part in (look.words, ", ".join(others)) if part),
        voice="; ".join(part for part in (heard, *more) if part),
        memo=passage.memo.strip(),
        coder=say.coder(passage.coder) if say.several and passage.coder else "",
    )


def _brackets(lines: Sequence[TextLine], paper: Paper, say: PaperWords) -> Mapping[int, list[Bracket]]:
    """Place of a line -> the sub-cases beside it. A bracket runs on over a short gap; beside each other they have lanes of their own."""
    starts = [line.start for line in lines]
    numbered = [place for place, line in enumerate(lines) if line.number]
    order = {place: number for number, place in enumerate(numbered)}
    covered: dict[str, set[int]] = defaultdict(set)
    for passage in paper.placed:
        for one in passage.codes:
            layer, code = say.codes.get(one["code"], (None, None))
            if layer is None or code is None or layer.role != "sub_case":
                continue
            first = max(bisect_left(starts, (passage.start or 0) + 1) - 1, 0)
            last = max(bisect_left(starts, passage.end or 0) - 1, first)
            covered[code.label].update(order[place] for place in range(first, last + 1) if place in order)
    spans = sorted(span for label, places in covered.items() for span in _spans(label, sorted(places)))
    found: dict[int, list[Bracket]] = defaultdict(list)
    free = [-1] * MOST_LANES
    for first, last, label in spans:
        lane = next((place for place, until in enumerate(free) if until < first), MOST_LANES - 1)
        free[lane] = max(free[lane], last)
        for number in range(first, last + 1):
            found[numbered[number]].append(Bracket(lane + 1, label if number == first else "", number == last))
    return found


def _spans(label: str, places: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Numbers that follow each other, with at most a short gap, as (first, last)."""
    first = before = places[0]
    for place in places[1:]:
        if place > before + GAP:
            yield first, before, label
            first = place
        before = place
    yield first, before, label

"""A scale with what people say on it: the agreed place, each assessor's interval, how it was before, passages that were put somewhere.

Places are steps, equally far apart; nothing is drawn between them. What is no place (cannot judge, sealed) stands in words.
Each row has the class of its ``tone``, so that a page may colour it; everything else is in ``currentColor``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spanveld.drawings.scale_marks import diamond, dots, interval, ring, tick
from spanveld.drawings.svg import LINE, content, drawing, element, lines_of, shortened, text_lines, text_width

__all__ = ["WIDTH", "ScaleDots", "ScaleDrawn", "ScaleMark", "ScalePlace", "ScaleRow", "scale_drawing"]

WIDTH = 960.0
PAD = 14.0
GUTTER = 168.0
"""Before the scale, where lanes are named."""
NARROWEST = 36.0
"""A step is at least so wide, however narrow the drawing was asked."""
HEAD, SIZE, SMALL = 16.0, 13.5, 12.5
LANE = 27.0
GAP = 12.0
"""Between the words of two neighbours below the scale."""
BETWEEN = 26.0
"""Between two rows."""


@dataclass(frozen=True, slots=True)
class ScalePlace:
    """A place of the scale; ``mark`` is what stands at it (``−4``; empty for who does not read numbers)."""

    at: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """What somebody said: a place with an interval, or ``words`` where it is none; ``label`` says who, or when."""

    label: str
    best: int | None = None
    low: int | None = None
    high: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ScaleDots:
    """How many passages people put at a place: what speaks for the judgement, and against it."""

    at: int
    supports: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One thing that is judged. ``words`` stand beside its label; ``anchors``: what a place means for it.

    ``firm`` makes the bar thicker, from 0 (weak evidence) to 1; ``provisional``: the bar is dotted.
    """

    label: str
    words: str = ""
    agreed: ScaleMark | None = None
    marks: Sequence[ScaleMark] = ()
    previous: ScaleMark | None = None
    anchors: Mapping[int, str] = field(default_factory=dict)
    dots: Sequence[ScaleDots] = ()
    firm: float = 1.0
    provisional: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ScaleDrawn:
    """``ends``: what the first place, the middle and the last mean; ``each``: every mark gets a lane with its name.

    Without ``each`` marks are ticks on the bar of the agreed one. ``middle``: the place that is shaded, if it is one.
    """

    title: str
    says: str
    places: Sequence[ScalePlace]
    ends: tuple[str, str, str]
    rows: Sequence[ScaleRow]
    each: bool = False
    middle: int | None = 0
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where the steps are."""

    places: Sequence[ScalePlace]
    left: float
    step: float

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.places)

    def x(self, at: int) -> float:
        """The middle of a step; KeyError for what is no place of this scale."""
        for index, place in enumerate(self.places):
            if place.at == at:
                return self.left + self.step * (index + 0.5)
        raise KeyError(at)


def scale_drawing(drawn: ScaleDrawn) -> str:
    """The scale as SVG; as high as its rows need."""
    named = any(row.previous or (drawn.each and (row.marks or row.agreed)) for row in drawn.rows)
    left = PAD + (min(GUTTER, drawn.width / 4) if named else 0)
    step = max(NARROWEST, (drawn.width - left - PAD) / max(1, len(drawn.places)))
    ground = _Ground(drawn.places, left, step)
    ends, y = _ends(drawn, ground)
    top, parts = y, []
    for row in drawn.rows:
        drawn_row, y = _row(drawn, row, ground, y)
        parts.append(drawn_row)
        y += BETWEEN
    bottom = y - (BETWEEN if drawn.rows else 0)
    shade = _shade(drawn, ground, top, bottom)
    return drawing("scale", drawn.title, drawn.says, ground.right + PAD, bottom + PAD, shade, ends, *parts)


def _middle(drawn: ScaleDrawn, ground: _Ground) -> float:
    """The x of the place that is the middle; of the whole scale where none is."""
    if any(place.at == drawn.middle for place in drawn.places) and drawn.middle is not None:
        return ground.x(drawn.middle)
    return (ground.left + ground.right) / 2


def _shade(drawn: ScaleDrawn, ground: _Ground, top: float, bottom: float) -> str:
    if not any(place.at == drawn.middle for place in drawn.places):
        return ""
    return element(
        "rect",
        class_="middle",
        x=_middle(drawn, ground) - ground.step / 2,
        y=top,
        width=ground.step,
        height=max(0, bottom - top),
        rx=4,
        fill="currentColor",
        fill_opacity="0.07",
    )


def _ends(drawn: ScaleDrawn, ground: _Ground) -> tuple[str, float]:
    """What the ends and the middle mean, over the scale; and where the rows begin."""
    middle = _middle(drawn, ground)
    first, between, last = drawn.ends
    beside = min(text_width(between, SIZE, bold=True), ground.step * 2) / 2 + 2 * GAP if between else GAP
    placed = (
        (first, ground.left, "start", middle - beside - ground.left),
        (between, middle, "middle", ground.step * 2),
        (last, ground.right, "end", ground.right - middle - beside),
    )
    parts, most = [], 0
    for words, x, anchor, width in placed:
        if words:
            lines = lines_of(words, width, SIZE, bold=True)
            most = max(most, len(lines))
            parts.append(text_lines(lines, x, PAD - 4, SIZE, class_="end", text_anchor=anchor, font_weight=600))
    return "".join(parts), PAD + most * SIZE * LINE + 6


def _row(drawn: ScaleDrawn, row: ScaleRow, ground: _Ground, y: float) -> tuple[str, float]:
    parts: list[str] = []
    y = _heading(row, ground, y, parts)
    for lane in _lanes(drawn, row):
        y = _lane(lane, ground, y, parts, drawn.each)
    _thread(drawn, row, ground, y, parts)
    y = _axis(ground, y + 6, parts)
    y = _dots(row, ground, y, parts)
    y = _anchors(row, ground, y, parts)
    return element("g", *parts, class_=f"judged {row.tone}".strip()), y


def _heading(row: ScaleRow, ground: _Ground, y: float, parts: list[str]) -> float:
    if not row.label and not row.words:
        return y + 4
    parts.append(
        element(
            "text",
            content(row.label),
            class_="name",
            x=PAD,
            y=y + HEAD,
            font_size=HEAD,
            font_weight=600,
            fill="currentColor",
        )
    )
    begin = PAD + (text_width(row.label, HEAD, bold=True) + 14 if row.label else 0)
    room = ground.right - begin
    if not row.words:
        return y + HEAD * LINE + 6
    if room >= 200 and text_width(row.words, SIZE) <= room:
        parts.append(text_lines([row.words], begin, y + HEAD - SIZE, SIZE, class_="beside"))
        return y + HEAD * LINE + 6
    lines = lines_of(row.words, ground.right - PAD, SIZE)
    parts.append(text_lines(lines, PAD, y + HEAD * LINE, SIZE, class_="beside"))
    return y + HEAD * LINE + len(lines) * SIZE * LINE + 6


@dataclass(frozen=True, slots=True)
class _Lane:
    """A line of the drawing: a mark and how it is drawn."""

    mark: ScaleMark
    kind: str  # previous, agreed, assessor
    firm: float = 1.0
    provisional: bool = False
    ticks: Sequence[int] = ()


def _lanes(drawn: ScaleDrawn, row: ScaleRow) -> Iterator[_Lane]:
    if row.previous is not None:
        yield _Lane(row.previous, "previous")
    if drawn.each:
        yield from (_Lane(mark, "assessor", 0.2) for mark in row.marks)
        if row.agreed is not None:
            yield _Lane(row.agreed, "agreed", row.firm, row.provisional)
        return
    placed = [mark for mark in row.marks if mark.best is not None]
    ticks = [mark.best for mark in placed if mark.best is not None]
    agreed = row.agreed
    if agreed is None and len(placed) == 1:
        yield _Lane(placed[0], "assessor", row.firm, True)
    elif agreed is not None or ticks:
        yield _Lane(agreed or ScaleMark(""), "agreed", row.firm, row.provisional, ticks)
    for mark in row.marks:
        if mark.best is None and mark.words:
            yield _Lane(replace(mark, label="", words=f"{mark.label}: {mark.words}".removeprefix(": ")), "assessor")


def _lane(lane: _Lane, ground: _Ground, y: float, parts: list[str], named: bool) -> float:
    mark, middle = lane.mark, y + LANE / 2
    if mark.label and (named or lane.kind == "previous"):
        label = shortened(mark.label, ground.left - PAD - 10, SMALL)
        weight = 600 if lane.kind == "agreed" else 400
        parts.append(
            text_lines([label], PAD, middle - SMALL * 0.7, SMALL, class_=f"who {lane.kind}", font_weight=weight)
        )
    if mark.best is None:
        words = mark.words if mark.words else ""
        lines = lines_of(words, ground.right - ground.left - 8, SIZE)
        if lines:
            parts.append(text_lines(lines, ground.left + 4, middle - SIZE * 0.7, SIZE, class_="words"))
        parts += _ticks(lane.ticks, ground, middle)
        return y + LANE + max(0, len(lines) - 1) * SIZE * LINE
    best = ground.x(mark.best)
    low = ground.x(mark.best if mark.low is None else mark.low)
    high = ground.x(mark.best if mark.high is None else mark.high)
    parts.append(interval(lane.kind, low, high, middle, lane.firm, dotted=lane.provisional))
    parts += _ticks(lane.ticks, ground, middle)
    if lane.kind == "previous":
        parts.append(ring(best, middle))
    elif lane.kind == "agreed":
        parts.append(diamond(best, middle))
    else:
        parts.append(tick(best, middle))
    return y + LANE


def _ticks(places: Sequence[int], ground: _Ground, middle: float) -> Iterator[str]:
    """Ticks of assessors; those at one place stand beside each other, and leave room for the diamond."""
    for at in dict.fromkeys(places):
        count = places.count(at)
        apart = min(7.0, ground.step * 0.7 / count)
        for place in range(count):
            yield tick(ground.x(at) + (place - (count - 1) / 2) * apart, middle)


def _thread(drawn: ScaleDrawn, row: ScaleRow, ground: _Ground, bottom: float, parts: list[str]) -> None:
    """From where it was to where it is, where the two lie below each other."""
    before, now = row.previous, row.agreed
    if drawn.each or before is None or now is None or before.best is None or now.best is None:
        return
    top = bottom - LANE * sum(1 for _ in _lanes(drawn, row)) + LANE / 2
    parts.insert(
        0,
        element(
            "line",
            class_="thread",
            x1=ground.x(before.best),
            y1=top,
            x2=ground.x(now.best),
            y2=top + LANE,
            stroke="currentColor",
            stroke_width="1.2",
            stroke_dasharray="2 3",
        ),
    )


def _axis(ground: _Ground, y: float, parts: list[str]) -> float:
    line = {"class_": "axis", "stroke": "currentColor", "stroke_opacity": "0.75"}
    parts.append(element("line", x1=ground.left, x2=ground.right, y1=y, y2=y, **line))
    marked = False
    for place in ground.places:
        x = ground.x(place.at)
        parts.append(element("line", x1=x, x2=x, y1=y - 4, y2=y + 4, **line))
        if place.mark:
            marked = True
            parts.append(text_lines([place.mark], x, y + 5, SMALL, class_="at", text_anchor="middle"))
    return y + 10 + (SMALL * LINE if marked else 0)


def _dots(row: ScaleRow, ground: _Ground, y: float, parts: list[str]) -> float:
    lowest = y
    for each in row.dots:
        drawn, bottom = dots(ground.x(each.at), y, each.supports, each.against, ground.step)
        parts += drawn
        lowest = max(lowest, bottom)
    return lowest + (4 if row.dots else 0)


def _anchors(row: ScaleRow, ground: _Ground, y: float, parts: list[str]) -> float:
    """The words of the places, each as wide as its neighbours leave room for."""
    placed = sorted((ground.x(at), words) for at, words in row.anchors.items() if words)
    lowest = y
    for index, (x, words) in enumerate(placed):
        before = placed[index - 1][0] if index else 2 * ground.left - x
        after = placed[index + 1][0] if index + 1 < len(placed) else 2 * ground.right - x
        reach = min(x - before, after - x) / 2 if len(placed) > 1 else (ground.right - ground.left) / 3
        at, anchor, width = x, "middle", 2 * reach - GAP
        if x - before < after - x and not index:  # the first begins at the edge, the last ends there
            at, anchor, width = ground.left, "start", x + (after - x) / 2 - ground.left - GAP / 2
        elif after - x < x - before and index == len(placed) - 1:
            at, anchor, width = ground.right, "end", ground.right - x + (x - before) / 2 - GAP / 2
        lines = lines_of(words, max(NARROWEST, width), SMALL)
        parts.append(text_lines(lines, at, y, SMALL, class_="anchor", text_anchor=anchor))
        lowest = max(lowest, y + len(lines) * SMALL * LINE + 4)
    return lowest

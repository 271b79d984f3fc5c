"""What the page of counts shows of an answer: the lines of the page that is looked at, and the plots of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from spanveld.drawings.dumbbell import Dumbbell, DumbbellRow, dumbbell_drawing
from spanveld.drawings.heatmap import Heatmap, heatmap_drawing
from spanveld.drawings.lanes import DrawnLane, DrawnPart, Lanes, lanes_drawing
from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.counted import (
    PART_LABELS,
    UNITS,
    Along,
    CrossTable,
    Frequencies,
    Perspective,
    SpokenWords,
    TogetherTable,
)

__all__ = ["SHOWN", "sizes"]

ROWS, COLUMNS, BOTH, PLOTTED, LANES = 50, 12, 20, 20, 60
"""Lines on a page: of most tables, of values across, of codes together either way, of a plot of voices; lanes of a drawing."""
CHIPS = 30
"""Passages of a code along a source that are listed; its number opens all."""
At = Mapping[str, int]
T = TypeVar("T")


def sizes(view: str, found: Any) -> dict[str, tuple[int, int]]:
    """Direction -> how many lines there are, and how many stand on a page."""
    match view:
        case "codes":
            return {"page": (len(found.order), ROWS)}
        case "by":
            return {"page": (len(found.order), ROWS), "across": (len(found.shown), COLUMNS)}
        case "together":
            return {"page": (len(found.order), BOTH), "across": (len(found.order_across), BOTH)}
        case "perspective":
            return {"page": (len(found.order), PLOTTED)}
        case "words":
            return {"page": (len(found.voices), ROWS)}
        case _:
            return {}


def _part(lines: Sequence[T], at: int, size: int) -> Sequence[T]:
    return lines[(at - 1) * size : at * size]


def _codes(found: Frequencies, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    return {
        "found": found,
        "rows": _part(list(found.rows()), at["page"], ROWS),
        "units": UNITS,
        "base": show_base(found),
    }


def show_base(found: Frequencies) -> str:
    """The query that finds all that was counted."""
    return str(found.as_json()["whole"]["query"])


def _by(found: CrossTable, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    rows, across = _part(found.order, at["page"], ROWS), _part(found.shown, at["across"], COLUMNS)
    return {"found": found, "rows": rows, "across": across, "unit": found.unit, "share": asked["share"]}


def _together(found: TogetherTable, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    rows, across = _part(found.order, at["page"], BOTH), _part(found.order_across, at["across"], BOTH)
    same = found.name == found.other
    own = [across.index(row) if same and row in across else -1 for row in rows]
    drawn = Heatmap(
        title=found.title(),
        says=_(N_("The same numbers stand in the table below.")),
        rows=[found.lines[row].label for row in rows],
        columns=[found.across[column].label for column in across],
        values=[[int(found.counted[row, column]) for column in across] for row in rows],
        own=own,
    )
    drawing = Markup(heatmap_drawing(drawn)) if rows and across else ""
    return {"found": found, "rows": rows, "across": across, "same": same, "drawing": drawing}


def _perspective(found: Perspective, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    rows = _part(found.order, at["page"], PLOTTED)
    drawn = Dumbbell(
        title=found.sheet().title,
        says=_(N_("The same numbers stand in the table below.")),
        groups=[group.label for group in found.groups],
        rows=[
            DumbbellRow(
                found.lines[row].label,
                [(said.voices, group.of) for group, said in zip(found.groups, found.said[row], strict=True)],
            )
            for row in rows
        ],
        ends=(_(N_("none of its voices")), _(N_("all"))),
    )
    drawing = Markup(dumbbell_drawing(drawn)) if rows and found.groups else ""
    against = any(said.against is not None for row in rows for said in found.said[row])
    return {"found": found, "rows": rows, "drawing": drawing, "against": against}


def _words(found: SpokenWords, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    nobody = [(_(PART_LABELS[part]), count) for part, count in found.nobody.items()]
    return {"found": found, "rows": _part(found.voices, at["page"], ROWS), "nobody": nobody}


def _along(found: Along, at: At, asked: Mapping[str, str], _: Translate) -> dict[str, Any]:
    by_time = found.lasts is not None
    whole = found.lasts if by_time else found.length

    def place(one: Any) -> tuple[float, float]:
        begin, end = (one.begins, one.ends) if by_time else (one.start, one.end)
        return (begin / whole, end / whole) if whole else (0.0, 0.0)

    parts, left = [], LANES
    for part in found.parts:
        most = sorted(part.lanes, key=lambda lane: -lane.passages)[: max(left, 0)]
        lanes = [lane for lane in part.lanes if lane in most]
        left -= len(lanes)
        if lanes:
            drawn = [DrawnLane(lane.label, [place(one) for one in lane.stretches], lane.depth) for lane in lanes]
            parts.append(DrawnPart(part.label, drawn))
    quarters = [0.0, 0.25, 0.5, 0.75, 1.0]
    ticks = [(each, clock(round(each * (whole or 0))) if by_time else f"{round(100 * each)} %") for each in quarters]
    says = _(N_("The same places stand in the table below."))
    drawing = Markup(lanes_drawing(Lanes(found.sheet().title, says, parts, ticks))) if parts else ""
    said = (
        _(N_("From left to right: the time of the recording."))
        if by_time
        else _(N_("From left to right: the text, from its first character to its last."))
    )
    return {
        "found": found,
        "drawing": drawing,
        "said": said,
        "chips": CHIPS,
        "hidden": left < 0 or sum(len(part.lanes) for part in found.parts) > LANES,
        "at": lambda one: clock(one.begins) if by_time else f"{100 * one.start / found.length:.0f} %",
    }


def clock(milliseconds: int) -> str:
    """A moment of a recording, in hours (where it has any), minutes and seconds.

    >>> clock(75_000), clock(3_605_000)
    ('1:15', '1:00:05')
    """
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


SHOWN: Mapping[str, Callable[..., dict[str, Any]]] = {
    "codes": _codes,
    "by": _by,
    "together": _together,
    "perspective": _perspective,
    "words": _words,
    "along": _along,
}

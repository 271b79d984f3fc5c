"""The text of a source cut where passages begin and end, so that each stretch stands under the same of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spanveld.reports.paper_words import TextLine
from spanveld.views.reading_page import PagePassage

__all__ = ["Bounds", "Stretch", "stretches"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A place in a line where passages end or begin."""

    ending: tuple[PagePassage, ...]
    starting: tuple[PagePassage, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two bounds, under the passages that cover them, the one that began last (or is shorter) at the end."""

    text: str
    over: tuple[PagePassage, ...]


def stretches(
    lines: Sequence[TextLine], passages: Sequence[PagePassage]
) -> Iterator[tuple[TextLine, list[Bounds | Stretch]]]:
    """Each line with its bounds and stretches in order."""
    starting: dict[int, list[PagePassage]] = defaultdict(list)
    ending: dict[int, list[PagePassage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda one: (one.start or 0, -(one.end or 0), one.passage)):
        starting[passage.start or 0].append(passage)
        ending[passage.end or 0].append(passage)
    places = sorted({*starting, *ending})
    over: list[PagePassage] = []
    for line in lines:
        pieces: list[Bounds | Stretch] = []
        at = line.start
        first, last = bisect_left(places, line.start), bisect_left(places, line.end + 1)
        for place in places[first:last]:
            if place > at:
                pieces.append(Stretch(line.text[at - line.start : place - line.start], tuple(over)))
                at = place
            gone = ending.get(place, ())
            names = {passage.passage for passage in gone}
            over = [passage for passage in over if passage.passage not in names] if gone else over
            begun = starting.get(place, ())
            pieces.append(Bounds(tuple(gone), tuple(begun)))
            over = [*over, *begun]
        if at < line.end:
            pieces.append(Stretch(line.text[at - line.start :], tuple(over)))
        yield line, pieces

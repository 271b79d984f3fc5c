"""Which lines at the top and the bottom of pages are running heads, feet and page numbers, and no part of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from spanveld.formats.sources.line_starts import begins_turn
from spanveld.formats.sources.pdf_layout import Segment, rows

__all__ = ["Heads", "without_heads"]

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|page|pag\.?|p\.|bladzijde|blz\.?)\s*)?#(?:\s*(?:van|of|/)\s*#)?\W*", re.IGNORECASE
)
_ROUNDS = 3
_SAME_PLACE = 6.0
_FEWEST = 3
_SET_APART = 1.25
_LARGER = 1.15

_Row = list[Segment]


@dataclass(frozen=True, slots=True)
class Heads:
    """How many lines were taken away, and what one of them says."""

    count: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True)
class _Edge:
    """The first or last line of a page: ``gap`` to the line next to it, in parts of the usual one."""

    page: int
    row: _Row
    text: str
    y: float
    gap: float


def without_heads(pages: Sequence[tuple[int, Sequence[Segment]]], size: float) -> tuple[list[list[Segment]], Heads]:
    """The segments of each page (its number, its segments) without running heads and feet.

    A head is a line that comes back in the same place on at least three pages (two, where there are no more), set apart from
    the text or on most pages, in letters no larger than those of the text (``size``); or one in which a number grows with the
    pages, set apart or a bare page number. A line that comes back within the text as well, or that begins as a turn does, is none.
    """
    left = [rows(segments) for _, segments in pages]
    numbers = [number for number, _ in pages]
    pitch = _usual_pitch(left)
    everywhere = Counter(_text(row) for page in left for row in page)
    taken: list[str] = []
    for top in (True, False):
        for _ in range(_ROUNDS):
            edges = _edges(left, numbers, top, pitch)
            heads = _heads(edges, everywhere, sum(bool(page) for page in left), size)
            if not heads:
                break
            for place, page in enumerate(left):
                edge = heads.get(numbers[place])
                if edge is not None and len(page) > 1:
                    page.pop(0 if top else -1)
                    taken.append(edge.text)
    kept = [[segment for row in page for segment in row] for page in left]
    return kept, Heads(len(taken), max(taken, key=_letters, default=""))


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def _text(row: _Row) -> str:
    return " ".join(segment.text for segment in row)


def _usual_pitch(pages: Sequence[Sequence[_Row]]) -> float:
    pitches = [above[0].y - below[0].y for page in pages for above, below in pairwise(page)]
    return median(pitches) if pitches else 12.0


def _edges(pages: Sequence[Sequence[_Row]], numbers: Sequence[int], top: bool, pitch: float) -> list[_Edge]:
    found: list[_Edge] = []
    for number, page in zip(numbers, pages, strict=True):
        if len(page) < 2:
            continue
        row, beside = (page[0], page[1]) if top else (page[-1], page[-2])
        gap = abs(row[0].y - beside[0].y) / (pitch or 1.0)
        found.append(_Edge(number, row, _text(row), row[0].y, gap))
    return found


def _heads(edges: Sequence[_Edge], everywhere: Counter[str], pages: int, size: float) -> dict[int, _Edge]:
    """The lines that are heads, by the number of the page."""
    fewest = _FEWEST if pages > 2 else 2
    found: dict[int, _Edge] = {}
    if pages < 2:
        return found
    same: dict[str, list[_Edge]] = defaultdict(list)
    alike: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        same[edge.text].append(edge)
        alike[_key(edge.text)].append(edge)
    for text, group in same.items():
        placed = _in_place(group)
        apart = sum(edge.gap > _SET_APART for edge in placed) >= 0.8 * len(placed)
        if len(placed) < fewest or 2 * len(group) < everywhere[text]:
            continue
        if text.endswith(":") or begins_turn(text) or median(edge.row[0].size for edge in placed) > _LARGER * size:
            continue
        if apart or 2 * len(placed) > pages:
            found.update((edge.page, edge) for edge in placed)
    for key, group in alike.items():
        placed = _in_place(group)
        apart = sum(edge.gap > _SET_APART for edge in placed) >= 0.8 * len(placed)
        if "#" in key and len(placed) > 1 and (apart or _PAGE_NUMBER.fullmatch(key)) and _grows(placed):
            found.update((edge.page, edge) for edge in placed)
    return found


def _in_place(group: Sequence[_Edge]) -> list[_Edge]:
    middle = median(edge.y for edge in group)
    return [edge for edge in group if abs(edge.y - middle) <= _SAME_PLACE]


def _key(text: str) -> str:
    return "#" if _ROMAN.fullmatch(text) else _NUMBER.sub("#", text)


def _grows(group: Sequence[_Edge]) -> bool:
    """Whether one of the numbers in the line grows as the page does, on nearly all of the pages."""
    values = [[int(number[:9]) for number in _NUMBER.findall(edge.text)] or [_roman(edge.text)] for edge in group]
    if len({len(numbers) for numbers in values}) != 1:
        return False
    for place in range(len(values[0])):
        steps = Counter(numbers[place] - edge.page for numbers, edge in zip(values, group, strict=True))
        if steps.most_common(1)[0][1] >= max(2, 0.8 * len(group)):
            return True
    return False


def _roman(text: str) -> int:
    total, last = 0, 0
    for letter in reversed(text.lower()):
        value = {"i": 1, "v": 5, "x": 10, "l": 50}.get(letter, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total

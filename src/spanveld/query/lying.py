"""How passages lie to each other in one source, found by sorting: which of some spans have a span of others in a place like that.

Places are keys of ``model.columns.place_keys``, so that spans of all sources are compared at once. A span may be its own neighbour:
a passage that carries two codes is where two passages over the same words would be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from spanveld.model.columns import FARTHER, Bools, Keys
from spanveld.query.tree import Relation

__all__ = ["Spans", "lying"]


@dataclass(frozen=True, slots=True)
class Spans:
    """Half-open spans, as keys of their source and place."""

    start: Keys
    end: Keys

    def __len__(self) -> int:
        return len(self.start)


def lying(left: Spans, relation: Relation, distance: int | None, right: Spans) -> Bools:
    """Which spans of ``left`` lie so to one of ``right``."""
    if not len(left) or not len(right):
        return np.zeros(len(left), np.bool_)
    return _RELATIONS[relation](left, distance, right)


def _low(keys: Keys) -> Keys:
    """The first place in the source of each key."""
    return keys // FARTHER * FARTHER


def _near(left: Spans, distance: int | None, right: Spans) -> Bools:
    """At most so many characters lie between them; fewer than none where they overlap."""
    far = distance or 0
    starts, reach = _by_start(right)
    last = np.searchsorted(starts, np.minimum(left.end + far, _low(left.start) + (FARTHER - 1)), "right") - 1
    found: Bools = (last >= 0) & (reach[np.maximum(last, 0)] >= np.maximum(left.start - far, _low(left.start)))
    return found


def _overlaps(left: Spans, _: int | None, right: Spans) -> Bools:
    """They have at least one character in common."""
    starts, reach = _by_start(right)
    last = np.searchsorted(starts, left.end, "left") - 1
    found: Bools = (last >= 0) & (reach[np.maximum(last, 0)] > left.start)
    return found


def _inside(left: Spans, _: int | None, right: Spans) -> Bools:
    """All of the left one lies in the right one; the two may be equal."""
    starts, reach = _by_start(right)
    last = np.searchsorted(starts, left.start, "right") - 1
    found: Bools = (last >= 0) & (reach[np.maximum(last, 0)] >= left.end)
    return found


def _contains(left: Spans, _: int | None, right: Spans) -> Bools:
    """All of the right one lies in the left one; the two may be equal."""
    order = np.argsort(right.start, kind="stable")
    starts, ends = right.start[order], right.end[order]
    first_end = np.minimum.accumulate(ends[::-1])[::-1]
    first = np.searchsorted(starts, left.start, "left")
    found: Bools = (first < len(starts)) & (first_end[np.minimum(first, len(starts) - 1)] <= left.end)
    return found


def _follows(left: Spans, distance: int | None, right: Spans) -> Bools:
    """The left one begins where the right one ends, or later."""
    ends = np.sort(right.end)
    lowest = _low(left.start) if distance is None else np.maximum(left.start - distance, _low(left.start))
    found: Bools = np.searchsorted(ends, left.start, "right") > np.searchsorted(ends, lowest, "left")
    return found


def _precedes(left: Spans, distance: int | None, right: Spans) -> Bools:
    """The left one ends where the right one begins, or before."""
    starts = np.sort(right.start)
    highest = _low(left.start) + (FARTHER - 1)
    if distance is not None:
        highest = np.minimum(left.end + distance, highest)
    found: Bools = np.searchsorted(starts, highest, "right") > np.searchsorted(starts, left.end, "left")
    return found


def _by_start(spans: Spans) -> tuple[Keys, Keys]:
    """Where spans start, in order, and how far those up to each reach."""
    order = np.argsort(spans.start, kind="stable")
    return spans.start[order], np.maximum.accumulate(spans.end[order])


_RELATIONS: Mapping[Relation, Callable[[Spans, int | None, Spans], Bools]] = {
    "near": _near,
    "overlaps": _overlaps,
    "inside": _inside,
    "contains": _contains,
    "follows": _follows,
    "precedes": _precedes,
}

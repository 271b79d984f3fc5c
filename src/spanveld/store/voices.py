"""Whose word passages are, worked out for many at once: what ``model.marks.Speech`` says of one, over columns."""

from __future__ import annotations

import numpy as np

from spanveld.model.columns import Bools, Ints, place_keys
from spanveld.store.column_rows import FROM_TURNS, GIVEN, Table, Turns

__all__ = ["voices_of"]

CHUNK = 20_000
"""Passages at a time: each may touch many turns."""


def voices_of(number: Ints, source: Ints, start: Ints, end: Ints, voiced: Ints, given: Table, turns: Turns) -> Table:
    """Rows of passage's number and participant, each once; ``start`` is -1 where the place is in doubt.

    ``voiced`` says where voices come from; ``given`` holds those that a coder named. ``number`` is in rising order.
    """
    placed = start >= 0
    spoken = (voiced == FROM_TURNS) & placed
    parts = [_alone(number[spoken], source[spoken], turns)]
    for first in range(0, int(spoken.sum()), CHUNK):
        some = np.flatnonzero(spoken)[first : first + CHUNK]
        parts.append(_by_turns(number[some], source[some], start[some], end[some], turns))
    parts.append(given[np.isin(given[:, 0], number[voiced == GIVEN])])
    thought = np.zeros(len(number), np.bool_)
    thought[placed] = _reflected(source[placed], start[placed], end[placed], turns)
    found = np.concatenate(parts)
    return found[~np.isin(found[:, 0], number[thought])] if thought.any() else found


def _alone(number: Ints, source: Ints, turns: Turns) -> Table:
    """Of passages in sources without turns the only participant."""
    place = np.searchsorted(turns.alone[:, 0], source)
    place[place == len(turns.alone)] = 0
    if not len(turns.alone):
        return np.empty((0, 2), np.int32)
    single = turns.alone[place, 0] == source
    return np.column_stack((number[single], turns.alone[place[single], 1])).astype(np.int32)


def _by_turns(number: Ints, source: Ints, start: Ints, end: Ints, turns: Turns) -> Table:
    """The speakers of the turns that each passage overlaps."""
    begins, ends = place_keys(turns.source, turns.start), place_keys(turns.source, turns.end)
    low = np.searchsorted(np.maximum.accumulate(ends), place_keys(source, start), "right")
    high = np.searchsorted(begins, place_keys(source, end), "left")
    count = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(number)), count)
    turn = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + low[owner]
    heard = (turns.end[turn] > start[owner]) & (turns.participant[turn] > 0)
    pairs = np.column_stack((number[owner[heard]], turns.participant[turn[heard]])).astype(np.int32)
    return np.unique(pairs, axis=0)


def _reflected(source: Ints, start: Ints, end: Ints, turns: Turns) -> Bools:
    """Which passages lie inside what the researcher thought."""
    thoughts = np.flatnonzero(turns.thoughts)
    if not len(thoughts):
        return np.zeros(len(source), np.bool_)
    begins = place_keys(turns.source[thoughts], turns.start[thoughts])
    reach = np.maximum.accumulate(place_keys(turns.source[thoughts], turns.end[thoughts]))
    last = np.searchsorted(begins, place_keys(source, start), "right") - 1
    found: Bools = (last >= 0) & (reach[np.maximum(last, 0)] >= place_keys(source, end))
    return found

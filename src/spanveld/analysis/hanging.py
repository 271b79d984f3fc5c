"""What hangs on passages, numbered from 0: codes with what lies above them, values of an attribute, people; and what hangs on the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spanveld.model.columns import Bools, Ints, Keys

__all__ = ["Hanging", "expanded", "joined", "once", "with_above"]


@dataclass(frozen=True, eq=False)
class Hanging:
    """``thing[i]`` (0 .. ``things`` - 1) hangs on the row ``passage[i]``; each pair once, in the order of the rows."""

    passage: Ints
    thing: Ints
    things: int

    @classmethod
    def of(cls, passage: Ints, thing: Ints, things: int) -> Hanging:
        """Pairs in any order, of which some may be there twice."""
        width = max(things, 1)
        small = (int(passage.max(initial=0)) + 1) * width < 2**31  # half the bytes to sort
        keys = once((passage if small else passage.astype(np.int64)) * width + thing)
        on = keys // width
        return cls(on.astype(np.int32), (keys - on * width).astype(np.int32), things)

    def __len__(self) -> int:
        return len(self.passage)

    @cached_property
    def rows(self) -> Ints:
        """The passages on which something hangs."""
        return self.passage[np.r_[True, self.passage[1:] != self.passage[:-1]]] if len(self) else self.passage

    @cached_property
    def first(self) -> Ints:
        """For each row, and the one after the last, the first pair that is of it or of a later one."""
        last = int(self.passage[-1]) + 1 if len(self) else 0
        found: Ints = np.r_[0, np.cumsum(np.bincount(self.passage, minlength=last))].astype(np.int32)
        return found

    @cached_property
    def alike(self) -> tuple[Ints, Bools]:
        """The group of each of ``rows``, of those on which the same things hang; and which things hang on each group (groups by things)."""
        low, count = self.first[self.rows], self.first[self.rows + 1] - self.first[self.rows]
        group = np.zeros(len(self.rows), np.int64)
        for place in range(int(count.max(initial=0))):
            here = count > place
            key = group * (self.things + 1)
            key[here] += 1 + self.thing[low[here] + place]
            group = np.searchsorted(once(key), key)
        one = np.zeros(int(group.max(initial=-1)) + 1, np.int32)
        one[group] = self.rows
        table = np.zeros((len(one), self.things), np.bool_)
        table[expanded(one, self)] = True
        return group.astype(np.int32), table

    def only(self, rows: Ints) -> Hanging:
        """What hangs on these rows, which are in rising order."""
        place, thing = expanded(rows, self)
        return Hanging(rows[place], thing, self.things)

    def with_rest(self, passages: int) -> Hanging:
        """The same with one thing more, the last: it hangs on each passage on which nothing else does."""
        bare = np.ones(passages, np.bool_)
        bare[self.passage] = False
        rest = np.flatnonzero(bare).astype(np.int32)
        passage = np.concatenate((self.passage, rest))
        thing = np.concatenate((self.thing, np.full(len(rest), self.things, np.int32)))
        order = np.argsort(passage, kind="stable")
        return Hanging(passage[order], thing[order], self.things + 1)


def once(keys: Keys) -> Keys:
    """Each number once, in rising order."""
    found = np.sort(keys)
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


def expanded(rows: Ints, hanging: Hanging) -> tuple[Ints, Ints]:
    """For each of these rows, in whatever order, all that hangs on it: the place among ``rows``, and the thing."""
    last = len(hanging.first) - 1
    low = hanging.first[np.minimum(rows, last)]
    count = hanging.first[np.minimum(rows + 1, last)] - low
    place = np.repeat(np.arange(len(rows), dtype=np.int32), count)
    shift = (low - np.cumsum(count) + count).astype(np.int32)
    return place, hanging.thing[np.arange(len(place), dtype=np.int32) + shift[place]]


def joined(left: Hanging, right: Hanging) -> tuple[Ints, Ints, Ints]:
    """What hangs on the same passage: its row, the thing of ``left`` and that of ``right``, each such triple once."""
    place, thing = expanded(left.passage, right)
    return left.passage[place], left.thing[place], thing


def with_above(thing: Ints, above: Mapping[int, int], most: int) -> tuple[Keys, Ints]:
    """Each thing and all that lies above it (``above``: thing -> the one directly above): the place among ``thing``, and the thing.

    ``most``: the highest number that a thing has.
    """
    upwards = np.zeros(most + 1, np.int32)
    for each, higher in above.items():
        upwards[each] = higher
    place, places, found = np.arange(len(thing)), [], []
    for _ in range(len(above) + 1):
        places.append(place)
        found.append(thing)
        thing = upwards[thing]
        place, thing = place[thing > 0], thing[thing > 0]
        if not len(thing):
            break
    return np.concatenate(places), np.concatenate(found)

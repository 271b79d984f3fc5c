"""How many codes are new in each source, in the order in which sources were collected; and what another order would have shown.

It says when codes came up, no more: that few are new in the last sources proves nothing of sources that were never collected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spanveld.model.columns import Columns, Ints, Keys

__all__ = ["BAND", "Accrue", "Accrued", "given_in"]

BAND = (5, 50, 95)
"""Percentages of the orders that are shown: the band's edges with the middle between."""


@dataclass(frozen=True, slots=True)
class Accrued:
    """Step by step, a step a source: the places of the codes that were ``new``, and how many there were so far.

    ``low``, ``middle`` and ``high``: how many there would have been so far in the orders tried (``BAND``).
    """

    new: tuple[tuple[int, ...], ...]
    total: tuple[int, ...]
    low: tuple[int, ...]
    middle: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Accrue:
    """Counts what is new; ``orders`` other orders are tried, drawn with ``seed`` (the same seed gives the same orders)."""

    orders: int = 200
    seed: int = 1

    def __call__(self, steps: int, step: Sequence[int] | Ints, code: Sequence[int] | Ints) -> Accrued:
        """``steps`` sources, and which code was given in which: ``code[i]`` (0, 1, ...) in source ``step[i]``, each pair once."""
        at, what = np.asarray(step, np.int64), np.asarray(code, np.int64)
        order = np.argsort(what, kind="stable")
        at, what = at[order], what[order]
        begins = np.flatnonzero(np.r_[True, what[1:] != what[:-1]]) if len(what) else np.empty(0, np.int64)
        first = np.minimum.reduceat(at, begins) if len(at) else at
        new: list[list[int]] = [[] for _ in range(steps)]
        for place, its in zip(first.tolist(), what[begins].tolist(), strict=True):
            new[place].append(its)
        total = np.cumsum(np.bincount(first, minlength=steps))[:steps]
        low, middle, high = (tuple(line.tolist()) for line in self._band(steps, at, begins))
        return Accrued(tuple(map(tuple, new)), tuple(total.tolist()), low, middle, high)

    def _band(self, steps: int, at: Keys, begins: Keys) -> Sequence[Keys]:
        """The lines of the band. Of N values in their order, q percent is the one at place N q / 100, rounded up."""
        draw = np.random.RandomState(self.seed)  # the one whose draws stay the same in every version
        totals = np.zeros((self.orders, steps), np.int64)
        for trial in range(self.orders):
            places = draw.permutation(steps)
            if len(at):
                first = np.minimum.reduceat(places[at], begins)
                totals[trial] = np.cumsum(np.bincount(first, minlength=steps))
        totals.sort(axis=0)
        return [totals[-(-self.orders * percent // 100) - 1] for percent in BAND]


def given_in(columns: Columns, codes: Ints) -> tuple[Ints, Ints]:
    """Which of these codes (numbers) were given in which sources (numbers), each pair once."""
    those = np.isin(columns.codings.thing, codes)
    source = columns.source[columns.codings.passage[those]].astype(np.int64)
    pairs = np.unique(source << 32 | columns.codings.thing[those].astype(np.int64))
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)

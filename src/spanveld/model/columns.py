"""The passages of a study, and what hangs on them, as columns of numbers: what questions about many passages are asked of.

A passage is its row: 0, 1, ... in the order of source, start, end and number (within a source, those whose place is
in doubt come last). Everything else is the number that the store gave
it; 0 stands for nobody and nothing. The arrays are shared by all who ask, and nobody writes in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from spanveld.model.records import BASES, SOURCE_KINDS, STANCES

__all__ = [
    "BASIS_OF",
    "FORM_OF",
    "KIND_OF",
    "STANCE_OF",
    "Bools",
    "Columns",
    "Hits",
    "Ints",
    "Keys",
    "Pairs",
    "place_keys",
]

Ints: TypeAlias = NDArray[np.int32]
Bools: TypeAlias = NDArray[np.bool_]
Keys: TypeAlias = NDArray[np.int64]

KIND_OF: tuple[str, ...] = ("", *SOURCE_KINDS)
FORM_OF: tuple[str, ...] = ("", "verbatim", "condensed")
BASIS_OF: tuple[str, ...] = ("", *BASES)
STANCE_OF: tuple[str, ...] = ("", *STANCES)

FARTHER = np.int64(1) << np.int64(31)
"""More than any position in a text."""


def place_keys(source: Ints, position: Ints) -> Keys:
    """Source and position as one number that sorts as they do."""
    return source.astype(np.int64) * FARTHER + position


@dataclass(frozen=True, slots=True)
class Pairs:
    """What hangs on passages: ``passage[i]`` is the row on which ``thing[i]`` hangs, ``by[i]`` who or what tied it there.

    In the order of the rows; a row may occur often, or not at all.
    """

    passage: Ints
    thing: Ints
    by: Ints

    def __len__(self) -> int:
        return len(self.passage)


@dataclass(frozen=True, slots=True)
class Hits:
    """Where words stand: half-open code points of the current text of a source; in the order of source and start."""

    source: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, eq=False)
class Columns:
    """A study's passages.

    ``number``: of the passage in the store; ``source``: its source's. ``start`` and ``end`` are half-open code points of the current
    text, -1 where the place is in doubt. ``kind``: of the source its claim comes from, a place in ``KIND_OF``; ``form`` and ``basis`` are
    places in ``FORM_OF`` and ``BASIS_OF``. ``memo``: whether there is a memo on it.

    ``codings``: codes, and who gave each; ``voices``: participants whose word it is, as worked out from turns where nobody said;
    ``about``: parties; ``evidence``: findings, and the stance (a place in ``STANCE_OF``).
    """

    number: Ints
    source: Ints
    start: Ints
    end: Ints
    coder: Ints
    kind: Ints
    form: Ints
    basis: Ints
    hedged: Bools
    memo: Bools
    codings: Pairs
    voices: Pairs
    about: Pairs
    evidence: Pairs

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def placed(self) -> Bools:
        """Which passages have a place in the current text."""
        return self.start >= 0

    @cached_property
    def starts(self) -> Keys:
        """Where each passage begins, as ``place_keys`` puts it."""
        return place_keys(self.source, self.start)

    @cached_property
    def ends(self) -> Keys:
        """Where each passage ends, as ``place_keys`` puts it."""
        return place_keys(self.source, self.end)

    def none(self) -> Bools:
        """No passage."""
        return np.zeros(len(self), np.bool_)

    def all(self) -> Bools:
        """Every passage."""
        return np.ones(len(self), np.bool_)

"""The segments that coders mark in one interview: whole sentences and parts, alone, on top of each other, and twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.transcript import Transcript

__all__ = ["CodeHabits", "Segment", "segments_of"]

Integers = npt.NDArray[np.int64]

SAME_PLACE = 0.30
"""How often a segment repeats the place of the one before with another code."""
SECOND_CODER = 0.42
"""Up to where, from ``SAME_PLACE``, it repeats code and, roughly, place by a second coder: what agreement is measured on."""


@dataclass(frozen=True, slots=True)
class CodeHabits:
    """How often each code is used (cumulative), and with which other code it likes to occur (by number, from 1)."""

    cumulative: npt.NDArray[np.float64]
    partners: list[int]

    @classmethod
    def of(cls, rng: np.random.Generator, codes: int) -> CodeHabits:
        """Draw the habits of a corpus with so many codes."""
        weights = 1.0 / (np.arange(codes) + 3.0) ** 0.8
        rng.shuffle(weights)
        weights /= weights.sum()
        return cls(np.cumsum(weights), rng.integers(1, codes + 1, codes + 1).tolist())

    def draw(self, rng: np.random.Generator, count: int) -> list[int]:
        """The numbers of so many codes."""
        ranks = np.minimum(np.searchsorted(self.cumulative, rng.random(count)), len(self.cumulative) - 1)
        numbers: list[int] = (ranks + 1).tolist()
        return numbers


@dataclass(frozen=True, slots=True)
class Segment:
    """A place in the text with a code by a coder; codes and coders by number, from 1."""

    start: int
    end: int
    code: int
    coder: int
    has_memo: bool


@dataclass(slots=True)
class _Candidates:
    """What the segments are picked from, drawn with a surplus; parallel lists. ``pool``: who works on this interview."""

    starts: list[int]
    ends: list[int]
    codes: list[int]
    coders: list[int]
    pool: list[int]
    jitter: list[float]
    echo: list[float]

    @classmethod
    def of(
        cls, rng: np.random.Generator, interview: Transcript, habits: CodeHabits, count: int, coders: int
    ) -> _Candidates:
        """Draw; in this order, on which the corpus depends."""
        bounds = np.array(interview.sentences)
        first = rng.integers(0, len(bounds), count)
        length = np.minimum(rng.geometric(0.45, count), 9)
        chances = rng.random((count, 5))
        starts, ends = _places(bounds, first, length, chances)
        codes = habits.draw(rng, count)
        pool = rng.permutation(coders)[: max(2, min(coders, 4))] + 1
        others = pool[rng.integers(0, len(pool), count)]
        by = np.where(chances[:, 3] < 0.7, pool[0], others).tolist()
        echo = rng.random(count).tolist()
        return cls(starts, ends, codes, by, pool.tolist(), chances[:, 4].tolist(), echo)

    def let_echo(self, habits: CodeHabits, text_length: int) -> None:
        """Make some follow the one before them: at the same place, or by the second coder."""
        for index in range(1, len(self.starts)):
            before = index - 1
            if self.echo[index] < SAME_PLACE:
                self.starts[index], self.ends[index] = self.starts[before], self.ends[before]
                self.codes[index] = habits.partners[self.codes[before]]
                self.coders[index] = self.coders[before]
            elif self.echo[index] < SECOND_CODER:
                shift = int(self.jitter[index] * 12) - 4
                self.starts[index] = max(0, self.starts[before] - shift)
                self.ends[index] = min(text_length, self.ends[before] + shift)
                self.ends[index] = max(self.ends[index], self.starts[index] + 1)
                self.codes[index] = self.codes[before]
                self.coders[index] = self.pool[1] if self.coders[before] == self.pool[0] else self.pool[0]


def _places(
    bounds: Integers, first: Integers, length: Integers, chances: npt.NDArray[np.float64]
) -> tuple[list[int], list[int]]:
    """Where candidates lie: on whole sentences, and 15 in 100 on part of one, cut anywhere."""
    last = np.minimum(first + length - 1, len(bounds) - 1)
    starts, ends = bounds[first, 0], bounds[last, 1]
    part = chances[:, 0] < 0.15
    from_, size = bounds[first, 0][part], (bounds[first, 1] - bounds[first, 0])[part]
    starts[part] = from_ + (size * 0.3 * chances[part, 1]).astype(int)
    cut = from_ + (size * (0.5 + 0.5 * chances[part, 2])).astype(int)
    ends[part] = np.maximum(starts[part] + 3, cut)
    return starts.tolist(), ends.tolist()


def segments_of(
    rng: np.random.Generator, interview: Transcript, habits: CodeHabits, count: int, coders: int
) -> Iterator[Segment]:
    """``count`` different segments of an interview, by at most four of the ``coders``."""
    drawn = _Candidates.of(rng, interview, habits, count * 2 + 20, coders)
    drawn.let_echo(habits, len(interview.text))
    rows = zip(drawn.starts, drawn.ends, drawn.codes, drawn.coders, strict=True)
    different = list(dict.fromkeys(rows))[:count]
    for (start, end, code, coder), chance in zip(different, drawn.jitter, strict=False):
        yield Segment(start, end, code, coder, has_memo=chance < 0.05)

"""How often: in passages as they were marked, as evidence, in sources and by voices, of many owners at once; and two attributes crossed.

Voices are respondents: the researcher's own notes are counted with the passages, never as a voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from spanveld.analysis.counting import evidence_of_sorted, sorted_by_owner
from spanveld.analysis.hanging import Hanging, expanded, joined, once
from spanveld.model.columns import Columns, Ints

__all__ = ["UNITS", "Crossed", "Crosstab", "Spoken", "Tally", "Unit", "tally", "voices_among"]

Unit = Literal["evidence", "marked", "sources", "voices"]
UNITS: tuple[Unit, ...] = get_args(Unit)


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Counts by owner: passages with overlapping ones of different coders once (``evidence``), as ``marked``, sources, and voices."""

    evidence: Ints
    marked: Ints
    sources: Ints
    voices: Ints

    def of(self, unit: Unit) -> Ints:
        """The counts in one unit."""
        found: Ints = getattr(self, unit)
        return found

    def shaped(self, *sides: int) -> Tally:
        """The same as tables of these sides."""
        return Tally(*(self.of(unit).reshape(sides) for unit in UNITS))


@dataclass(frozen=True, eq=False, slots=True)
class Spoken:
    """Who speaks for what: ``person[i]`` is a voice of the row ``passage[i]`` and has the value ``value[i]`` of an attribute."""

    passage: Ints
    value: Ints
    person: Ints


def tally(columns: Columns, rows: Ints, owner: Ints, owners: int, voice_owner: Ints, voice: Ints) -> Tally:
    """``rows[i]`` is a passage of ``owner[i]``, each pair once; ``voice[i]`` speaks for ``voice_owner[i]``."""
    its_rows, its = sorted_by_owner(columns, rows, owner)
    source = columns.source[its_rows]
    fresh = np.ones(len(its), np.bool_)
    fresh[1:] = (its[1:] != its[:-1]) | (source[1:] != source[:-1])
    people = int(voice.max(initial=0)) + 1
    heard = once(voice_owner.astype(np.int64) * people + voice) // people
    return Tally(
        evidence=evidence_of_sorted(columns, its_rows, its, owners),
        marked=np.bincount(owner, minlength=owners).astype(np.int32),
        sources=np.bincount(its[fresh], minlength=owners).astype(np.int32),
        voices=np.bincount(heard, minlength=owners).astype(np.int32),
    )


def voices_among(columns: Columns, observers: frozenset[int]) -> Hanging:
    """The respondents who are voices of passages, by their own numbers."""
    pairs = columns.voices
    kept = ~np.isin(pairs.thing, np.array(sorted(observers), np.int32))
    things = int(pairs.thing.max(initial=0)) + 1
    return Hanging.of(pairs.passage[kept], pairs.thing[kept], things)


@dataclass(frozen=True, eq=False, slots=True)
class Crossed:
    """Counts of each row with each column (``cells``, a table), of rows and columns alone, and of all that were counted."""

    cells: Tally
    rows: Tally
    columns: Tally
    whole: Tally


@dataclass(frozen=True, eq=False, slots=True)
class Crosstab:
    """Codes (or findings) by the values of an attribute, counted over the passages on which one of ``rows`` hangs.

    ``voices``: the respondents of passages. ``spoken``: where the attribute is one of people, who has which value; then a voice counts
    in a column only where the value is its own.
    """

    rows: Hanging
    values: Hanging
    voices: Hanging
    spoken: Spoken | None = None

    def __call__(self, columns: Columns) -> Crossed:
        """Count."""
        counted = self.rows.rows
        values = self.values.only(counted)
        down, across = self.rows.things, self.values.things
        passage, row, value = joined(self.rows, values)
        speaking = self.spoken or Spoken(*joined(self.values, self.voices))
        here = np.isin(speaking.passage, counted)
        said, speaker = speaking.value[here], speaking.person[here]
        place, coded = expanded(speaking.passage[here], self.rows)
        _, row_of, voice = joined(self.rows, self.voices)
        everybody = self.voices.only(counted).thing
        one = np.zeros(len(counted), np.int32)
        return Crossed(
            tally(
                *(columns, passage, row * np.int32(across) + value, down * across),
                *(coded * np.int32(across) + said[place], speaker[place]),
            ).shaped(down, across),
            tally(columns, self.rows.passage, self.rows.thing, down, row_of, voice),
            tally(columns, values.passage, values.thing, across, said, speaker),
            tally(columns, counted, one, 1, np.zeros(len(everybody), np.int32), everybody),
        )

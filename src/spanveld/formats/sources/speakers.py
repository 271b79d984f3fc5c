"""Speakers' turns in a transcript, found in the ways in which people write them.

    I: Hoe gaat dat?        **Interviewer:** Hoe gaat dat?        [Spreker 1] Hoe gaat dat?
    R4: Goed.               Jan de Vries (burgemeester): Goed.    Jan de Vries 00:12:34
                                                                  Goed.

A word before a colon is a speaker only where the whole text says so: labels return, take turns, and what stands behind them is
talk. No turns are better than wrong ones, which would put words into somebody's mouth. The text is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.formats.sources.label_candidates import Candidate, candidates
from spanveld.formats.sources.label_evidence import Accepted, accepted
from spanveld.formats.sources.label_small import with_small_labels
from spanveld.formats.sources.parts import Block, Remark, Said, TimeMark
from spanveld.formats.sources.speaker_labels import is_interviewer, spelling
from spanveld.formats.sources.time_marks import WrittenTime, believed, time_marks, usable, written_times

__all__ = ["Spoken", "find_turns", "time_marks"]

_WORDS = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns of a text in their order, without overlap; a block of kind ``speaker`` for each label; the times."""

    turns: tuple[Said, ...] = ()
    blocks: tuple[Block, ...] = ()
    marks: tuple[TimeMark, ...] = ()
    remarks: tuple[Remark, ...] = ()


def find_turns(text: str, blocks: Sequence[Block] = ()) -> Spoken:
    """The turns of a transcript; none where the text is none or leaves doubt.

    A turn runs from the first word after its label to the last one before the next label, heading or end of its table.
    ``blocks`` are those of the text: a heading ends a turn, footnotes belong to none. ``Said.label`` is the label in its first
    spelling, without the number of a question (``Vraag 3`` is said by ``Vraag``, ``V3`` by ``V`` where V1, V2, ... count up).

    >>> [(turn.label, turn.interviewer) for turn in find_turns("I: Hoe gaat het?\\nR4: Goed.").turns]
    [('I', True), ('R4', False)]
    """
    found, lines = candidates(text, blocks)
    chosen = accepted(text, found, lines)
    if not chosen.labels:
        chosen = with_small_labels(text, blocks, chosen)
    turns = _turns(text, blocks, chosen)
    marks, remarks = _marks(text, chosen.labels)
    return Spoken(
        turns=turns,
        blocks=tuple(Block("speaker", label.start, label.end) for label in chosen.labels),
        marks=marks,
        remarks=(*chosen.remarks, *remarks),
    )


def _turns(text: str, blocks: Sequence[Block], chosen: Accepted) -> tuple[Said, ...]:
    labels = chosen.labels
    headings = sorted(block.start for block in blocks if block.kind == "heading")
    footnotes = sorted((block for block in blocks if block.kind == "footnote"), key=lambda block: block.start)
    table = _Table(text, blocks)
    names: dict[str, str] = {}
    turns: list[Said] = []
    for index, label in enumerate(labels):
        names.setdefault(label.key, spelling(label.label))
        stop = labels[index + 1].begin if index + 1 < len(labels) else len(text)
        heading = bisect_left(headings, label.end)
        if heading < len(headings):
            stop = min(stop, headings[heading])
        if label.in_cell:
            stop = table.end_of_answer(label, stop)
        end = _without_footnotes(text, label.said, stop, footnotes)
        if label.said < end:
            turns.append(Said(label.said, end, names[label.key], is_interviewer(label.label)))
    return tuple(turns)


def _without_footnotes(text: str, start: int, stop: int, footnotes: Sequence[Block]) -> int:
    """Where text[start:stop] ends without the white space and the footnotes at its end."""
    end = _trimmed(text, start, stop)
    at = bisect_right(footnotes, stop, key=lambda block: block.start) - 1
    while at >= 0 and footnotes[at].start >= start and footnotes[at].end >= end:
        end = _trimmed(text, start, min(end, footnotes[at].start))
        at -= 1
    return end


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


class _Table:
    """Where an answer that stands in a row of a table ends: before the next row with a first cell, or after the table."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._cells = sorted((block for block in blocks if block.kind == "cell"), key=lambda block: block.start)
        self._starts = [block.start for block in self._cells]

    def end_of_answer(self, label: Candidate, stop: int) -> int:
        """The position before ``stop`` at which the next row or the text after the table begins, else ``stop``."""
        at = self._text.find("\n", max(label.said, label.rest)) + 1
        while 0 < at < stop:
            end = self._text.find("\n", at)
            end = len(self._text) if end < 0 else end
            if self._begins_anew(at, end):
                return at
            at = end + 1
        return stop

    def _begins_anew(self, start: int, end: int) -> bool:
        if not _WORDS.search(self._text, start, end):
            return False
        first = bisect_left(self._starts, start)
        if self._cells:
            inside = first > 0 and self._cells[first - 1].end > start
            empty_first = first < len(self._cells) and self._text[start] == "\t" and self._cells[first].start < end
            return not (inside or empty_first)
        return self._text[start] != "\t"


def _marks(text: str, labels: Sequence[Candidate]) -> tuple[tuple[TimeMark, ...], tuple[Remark, ...]]:
    """The times in the text; one that stands with a label marks the first word of its turn."""
    begins = [label.begin for label in labels]
    marks = [TimeMark(label.said, label.time) for label in labels if label.time is not None and label.said < len(text)]
    apart: list[WrittenTime] = []
    for written in written_times(text):
        at = bisect_right(begins, written.start) - 1
        if at < 0 or written.start >= labels[at].said:
            apart.append(written)
    return believed([*marks, *usable(apart)])

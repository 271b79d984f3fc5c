"""How many words of a text are whose: by its turns, or its only participant; and what cannot be said to be anybody's.

A word is what stands between blanks and has a letter or a digit in it. It belongs to the turns in which it begins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from spanveld.model.columns import Bools, Ints
from spanveld.model.records import REFLECTION, VOICELESS

__all__ = ["PARTS", "SpokenTurn", "WordsOfText", "word_starts", "words_of_text"]

PARTS = ("interviewer", "thoughts", "unknown", "outside", "unassigned")
"""Words that are nobody's: of an interviewer, of the researcher's thoughts, of a turn whose speaker is not known, outside every turn, and
of a text without turns whose speaker cannot be told by its participants."""
PLANE = 0x10000


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """text[start:end] is said by a participant (its number; 0: nobody known) in a role."""

    start: int
    end: int
    participant: int
    role: str


@dataclass(frozen=True, slots=True)
class WordsOfText:
    """``total`` words; ``voices``: participant -> the words that are theirs, each once; ``respondents``: words that are a respondent's.

    ``nobody``: a part of ``PARTS`` -> words. What two say at once is each one's, and once in ``respondents``.
    """

    total: int
    respondents: int
    voices: Mapping[int, int]
    nobody: Mapping[str, int] = field(default_factory=dict)


def words_of_text(
    text: str, turns: Sequence[SpokenTurn], participants: Sequence[int], observers: Collection[int] = ()
) -> WordsOfText:
    """Count the words of a text; ``participants`` are those of its source, ``observers`` are researchers and no respondents.

    A word of the researcher's thoughts is nobody's, whoever else has a turn there; one that is a voice's is not an interviewer's.
    """
    starts = word_starts(text)
    total = len(starts)
    if not turns:
        if len(participants) == 1:
            person = participants[0]
            return WordsOfText(total, 0 if person in observers else total, {person: total} if total else {})
        return WordsOfText(total, 0, {}, {"unassigned": total} if total else {})
    thoughts = _within(starts, [turn for turn in turns if turn.role == REFLECTION])
    voices: dict[int, int] = {}
    voiced, responding = np.zeros(total, np.bool_), np.zeros(total, np.bool_)
    by_person: dict[int, list[SpokenTurn]] = {}
    for turn in turns:
        if turn.participant and turn.role not in VOICELESS:
            by_person.setdefault(turn.participant, []).append(turn)
    for person, its in by_person.items():
        said = _within(starts, its) & ~thoughts
        if count := int(said.sum()):
            voices[person] = count
        voiced |= said
        if person not in observers:
            responding |= said
    left = ~thoughts & ~voiced
    asking = left & _within(starts, [turn for turn in turns if turn.role == "interviewer"])
    unknown = left & ~asking & _within(starts, turns)
    parts = {"interviewer": asking, "thoughts": thoughts, "unknown": unknown, "outside": left & ~asking & ~unknown}
    nobody = {name: count for name, words in parts.items() if (count := int(words.sum()))}
    return WordsOfText(total, int(responding.sum()), voices, nobody)


def _within(starts: Ints, turns: Sequence[SpokenTurn]) -> Bools:
    """Which words begin in one of these turns."""
    depth = np.zeros(len(starts) + 1, np.int32)
    for turn in turns:
        low, high = np.searchsorted(starts, (turn.start, turn.end))
        depth[low] += 1
        depth[high] -= 1
    found: Bools = np.cumsum(depth[:-1]) > 0
    return found


def word_starts(text: str) -> Ints:
    """Where the words of a text begin.

    >>> word_starts("Ja - dat is 't.").tolist()
    [0, 5, 9, 12]
    """
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    blank, sign = _kinds_of(letters)
    if not len(letters):
        return np.empty(0, np.int32)
    begins = np.flatnonzero(~blank & np.r_[True, blank[:-1]])
    if not len(begins):
        return np.empty(0, np.int32)
    signs = np.add.reduceat(sign.astype(np.int32), begins)
    return begins[signs > 0].astype(np.int32)


def _kinds_of(letters: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> tuple[Bools, Bools]:
    """Which characters are blank, and which are letters or digits."""
    blanks, signs = _table()
    low = np.minimum(letters, PLANE - 1)
    blank, sign = blanks[low], signs[low]
    for place in np.flatnonzero(letters >= PLANE).tolist():
        blank[place], sign[place] = False, chr(int(letters[place])).isalnum()
    return blank, sign


@lru_cache(maxsize=1)
def _table() -> tuple[Bools, Bools]:
    """For each character of the basic plane whether it is blank, and whether it is a letter or a digit."""
    every = [chr(number) for number in range(PLANE)]
    return np.array([each.isspace() for each in every]), np.array([each.isalnum() for each in every])

"""The source ``probe``, which is the same in a study of every size.

Whoever opens it, codes it or retrieves from it in two studies measures what the size of the study costs, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

__all__ = ["CODER", "CODES", "PASSAGES", "SOURCE", "SPEAKERS", "Probe", "ProbeTurn", "probe"]

SOURCE = "probe"
CODER = "coder01"
"""Who marked its passages: the first coder of every corpus."""
CODES = 12
"""Its passages carry the first so many codes of the corpus, in turn."""
PASSAGES = 200
WORDS = 8_000
SPEAKERS = ("R1", "R2", "R3", "R4")
"""The respondents, who answer in turn: a group interview, transcribed under one label."""

_WORDS = (
    "de raad wil weten wat het kost en wie er over gaat maar aan tafel zegt niemand iets één 🚒 partner regio bestuur "
    "geld rol mandaat"
)


@dataclass(frozen=True, slots=True)
class ProbeTurn:
    """text[start:end] is spoken by a respondent, or by the interviewer ("")."""

    start: int
    end: int
    participant: str


@dataclass(frozen=True, slots=True)
class Probe:
    """The probe's text, its turns, and the places of its passages: half-open, in code points."""

    text: str
    turns: tuple[ProbeTurn, ...]
    places: tuple[tuple[int, int], ...]


@cache
def probe() -> Probe:
    """The probe; each call gives the same."""
    random = Random(7)
    spoken = _spoken(random)
    text = "\n\n".join(spoken) + "\n"
    starts = sorted(random.sample(range(len(text) - 300), PASSAGES))
    places = tuple((start, start + random.randint(20, 300)) for start in starts)
    return Probe(text, _turns(spoken), places)


def _spoken(random: Random) -> list[str]:
    """What is said, turn by turn, question and answer alternating."""
    vocabulary = _WORDS.split()
    spoken: list[str] = []
    words = 0
    while words < WORDS:
        label = "I" if len(spoken) % 2 == 0 else "R1"
        turn = f"{label}: " + " ".join(random.choice(vocabulary) for _ in range(random.randint(15, 120))) + "."
        spoken.append(turn)
        words += len(turn.split())
    return spoken


def _turns(spoken: list[str]) -> tuple[ProbeTurn, ...]:
    turns = []
    start = 0
    for number, words in enumerate(spoken):
        speaker = "" if number % 2 == 0 else SPEAKERS[number // 2 % len(SPEAKERS)]
        turns.append(ProbeTurn(start, start + len(words), speaker))
        start += len(words) + len("\n\n")
    return tuple(turns)

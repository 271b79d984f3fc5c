"""Where a text still holds somebody's names, or words that this person said.

A name is found as whole words, in any case; a single part of a name only with its capital. Words count where at least ``RUN``
of them follow each other as the person said them, whatever stands between them (spaces, line ends, punctuation).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["RUN", "Traces", "could_be_anybody", "merged", "name_parts"]

RUN = 6
"""From how many words on that follow each other they are taken for the person's own."""
Span = tuple[int, int]
_WORD = re.compile(r"\w+")
_PLAIN = frozenset(
    (
        *("spreker", "speaker", "respondent", "respondente", "interviewer", "interview", "deelnemer", "deelneemster"),
        *(
            "participant",
            "geïnterviewde",
            "voorzitter",
            "wethouder",
            "burgemeester",
            "secretaris",
            "directeur",
            "raadslid",
        ),
        *("ambtenaar", "bestuurder", "manager", "commandant", "vrijwilliger", "burger", "inwoner", "persoon", "person"),
        *("heer", "meneer", "mevrouw", "mevr", "dhr", "drs", "prof", "gemeente", "man", "vrouw", "unknown", "onbekend"),
    )
)
"""Words in labels that are no part of a name."""


def could_be_anybody(label: str) -> bool:
    """Whether a label names nobody in particular.

    >>> could_be_anybody("Spreker 2"), could_be_anybody("karin")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(label)]
    return all(word in _PLAIN or len(word) < 3 or any(map(str.isdigit, word)) for word in words)


def name_parts(label: str, plain: Collection[str] = ()) -> list[str]:
    """The parts of a label by which somebody may be called: with a capital, three letters or more, no word that is no name.

    >>> name_parts("Wethouder Karin de Vries")
    ['Karin', 'Vries']
    """
    words = _WORD.findall(label)
    if any(character.isdigit() for character in label) or len(words) < 2:
        return []
    known = _PLAIN | {word.casefold() for word in plain}
    return [word for word in words if len(word) >= 3 and word[0].isupper() and word.casefold() not in known]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


@dataclass(slots=True)
class Traces:
    """The names of a person, and the words that this person said. ``others``: whole names of others in which a part stands."""

    names: Sequence[str] = ()
    parts: Sequence[str] = ()
    spoken: list[str] = field(default_factory=list)
    others: Sequence[str] = ()
    _names: re.Pattern[str] | None = None
    _parts: re.Pattern[str] | None = None
    _others: re.Pattern[str] | None = None
    _runs: set[tuple[str, ...]] = field(default_factory=set)
    _said: str = " "

    def __post_init__(self) -> None:
        self._names = _pattern(self.names, re.IGNORECASE)
        self._parts = _pattern(self.parts, 0)
        self._others = _pattern(self.others, 0)
        for text in self.spoken:
            self.hear(text)

    def hear(self, text: str) -> None:
        """Add words that the person said."""
        words = [word.casefold() for word in _WORD.findall(text)]
        self._runs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
        self._said += f"{' '.join(words)} \n "

    def said(self, quote: str) -> bool:
        """Whether the person said just these words somewhere, however few."""
        words = " ".join(word.casefold() for word in _WORD.findall(quote))
        return bool(words) and f" {words} " in self._said

    def of_names(self, text: str, theirs: Collection[str] = ()) -> list[Span]:
        """Where names stand in a text; ``theirs``: parts that are as much the name of whose text it is."""
        found = [match.span() for match in self._names.finditer(text)] if self._names else []
        if self._parts:
            whole = [match.span() for match in self._others.finditer(text)] if self._others else []
            for match in self._parts.finditer(text):
                of_another = any(start <= match.start() and match.end() <= end for start, end in whole)
                if match.group() not in theirs and not of_another:
                    found.append(match.span())
        return merged(found)

    def of_words(self, text: str) -> list[Span]:
        """Where words of the person stand in a text."""
        if not self._runs:
            return []
        at = [match.span() for match in _WORD.finditer(text)]
        words = [text[start:end].casefold() for start, end in at]
        runs = (place for place in range(len(words) - RUN + 1) if tuple(words[place : place + RUN]) in self._runs)
        return merged((at[place][0], at[place + RUN - 1][1]) for place in runs)

    def spans(self, text: str, theirs: Collection[str] = ()) -> list[Span]:
        """Where either stands in a text."""
        return merged([*self.of_names(text, theirs), *self.of_words(text)])

    def blanked(self, text: str, marker: str, theirs: Collection[str] = ()) -> str:
        """The text with ``marker`` in the place of each."""
        for start, end in reversed(self.spans(text, theirs)):
            text = text[:start] + marker + text[end:]
        return text

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.names or self.parts or self._runs)


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    spelled = sorted(
        {r"\s+".join(map(re.escape, name.split())) for name in names if name.split()}, key=lambda n: (-len(n), n)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", flags) if spelled else None

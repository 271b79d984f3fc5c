"""What stands for a name in a text: ``[persoon A]``, ``[burgemeester B]``, ``[R4]``, ``[telefoonnummer]``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from spanveld.language.spans import Kind

__all__ = ["INTERVIEWER", "LETTERED", "Letters", "label_of", "plain_label", "stand_in_spans"]

LETTERED: Mapping[Kind, tuple[str, str]] = {
    "PER": ("persoon", "person"),
    "LOC": ("plaats", "place"),
    "ORG": ("organisatie", "organisation"),
}
"""Kinds of which each one has a letter of its own: the word in Dutch and in English."""
PLAIN: Mapping[Kind, tuple[str, str]] = {
    "TEL": ("telefoonnummer", "phone number"),
    "MAIL": ("e-mailadres", "e-mail address"),
    "BSN": ("BSN", "citizen service number"),
    "PC": ("postcode", "postcode"),
    "DATE": ("datum", "date"),
    "URL": ("webadres", "web address"),
    "IBAN": ("rekeningnummer", "account number"),
    "PLATE": ("kenteken", "licence plate"),
}
INTERVIEWER = "interviewer"
_FIXED = frozenset(word for words in PLAIN.values() for word in words) | {INTERVIEWER}
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,80})\]")
_WITH_LETTER = re.compile(r"(.*[^\W\d_].*) ([A-Z]{1,2})")


def plain_label(kind: Kind, language: str) -> str:
    """The word for a kind in the language of the study."""
    return {**LETTERED, **PLAIN}[kind][language != "nl"]


def label_of(stand_in: str) -> str:
    """The word in a stand-in, without its letter; empty where this is none.

    >>> label_of("[burgemeester A]"), label_of("[telefoonnummer]"), label_of("iemand")
    ('burgemeester', 'telefoonnummer', '')
    """
    found = _BRACKETED.fullmatch(stand_in)
    if found is None:
        return ""
    lettered = _WITH_LETTER.fullmatch(found[1])
    return lettered[1] if lettered else found[1]


def stand_in_spans(text: str, known: Collection[str] = ()) -> list[tuple[int, int]]:
    """Where stand-ins are in a text, in order; ``known`` are further ones, as they are written.

    >>> stand_in_spans("[persoon A] belde [lacht] met [R4].", ["[R4]"])
    [(0, 11), (30, 34)]
    """
    return [found.span() for found in _BRACKETED.finditer(text) if found[0] in known or _is_one(found[1])]


def _is_one(inside: str) -> bool:
    lettered = _WITH_LETTER.fullmatch(inside)
    return inside in _FIXED or (lettered is not None and lettered[1] == lettered[1].lower())


@dataclass(slots=True)
class Letters:
    """Gives letters out, A to Z and then AA, for each word apart; none that a text has already."""

    used: dict[str, set[str]] = field(default_factory=dict)

    def see(self, texts: Iterable[str]) -> None:
        """Take note of the letters in these texts."""
        for text in texts:
            for found in _BRACKETED.finditer(text):
                if (lettered := _WITH_LETTER.fullmatch(found[1])) and _is_one(found[1]):
                    self.used.setdefault(lettered[1].casefold(), set()).add(lettered[2])

    def next(self, word: str) -> str:
        """The next free stand-in with this word.

        >>> letters = Letters()
        >>> letters.see(["[persoon A] zei dat"])
        >>> letters.next("persoon"), letters.next("plaats")
        ('[persoon B]', '[plaats A]')
        """
        used = self.used.setdefault(word.casefold(), set())
        number = 0
        while (letter := _letter(number)) in used:
            number += 1
        used.add(letter)
        return f"[{word} {letter}]"


def _letter(number: int) -> str:
    first, last = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)

"""The words of a text with their places, and what the rules for names ask of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spanveld.language.word_lists import phrases, word_list

__all__ = ["Word", "is_capital", "is_shout", "phrase_at", "spoken_form", "words_of"]

WORD = re.compile(
    r"(?:[^\W\d_]\.){1,5}(?![^\W\d_]{2})"  # initials: A.B.
    r"|(?<!\w)['’](?:[ts]\b(?!-)|s-[^\W_]+)"  # 't, 's, 's-Gravenhage
    r"|[^\W_]+(?:['’‑/-][^\W_]+)*"
)
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,5}")
OPENS_SENTENCE = re.compile(r"[.!?…:\t\n\r\]\"“„«‘]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at half-open code points; initials and abbreviations such as 'dhr.' keep their full stop.

    ``opens`` says that a sentence, a quotation or a line begins here, so that a capital says little; ``joined`` that only one
    blank parts it from the word before (or a hyphen and a blank, as in 'Noord- en Zuid-Holland').
    """

    text: str
    start: int
    end: int
    opens: bool
    joined: bool

    @property
    def is_initials(self) -> bool:
        """Whether these are initials such as 'A.B.'."""
        return self.text[-1] == "." and self.text[0].isupper() and INITIALS.fullmatch(self.text) is not None


def words_of(text: str) -> list[Word]:
    """The words of a text in order.

    >>> [word.text for word in words_of("Dhr. Van 't Hof (A.B.) zei: 'nee'.")]
    ['Dhr.', 'Van', "'t", 'Hof', 'A.B.', 'zei', 'nee']
    """
    found: list[Word] = []
    before = 0
    with_stop = {entry[:-1] for entry in word_list("forms_of_address") if entry.endswith(".")}
    for match in WORD.finditer(text):
        start, end = match.span()
        if text[end : end + 1] == "." and match.group().lower() in with_stop:
            end += 1
        gap = text[before:start]
        opens = not found or OPENS_SENTENCE.search(gap) is not None
        found.append(Word(text[start:end], start, end, opens, gap in (" ", "\u00a0", "- ") and bool(found)))
        before = end
    return found


def is_capital(word: Word) -> bool:
    """Whether a word begins with a capital, as in 'Jan' or "d'Hondt"."""
    return word.text[0].isupper() or (word.text[1:2] in ("'", "’") and word.text[2:3].isupper())


def is_shout(word: Word) -> bool:
    """Whether a word is an abbreviation of capitals, such as 'GGD' or "OM's"."""
    letters = [character for character in re.split("['’]", word.text, maxsplit=1)[0] if character.isalpha()]
    return len(letters) > 1 and all(map(str.isupper, letters)) and not word.is_initials


def spoken_form(word: str, names: frozenset[str]) -> str:
    """The name of the list that a word is a form of, its possessive or hyphen undone; empty if it is none.

    >>> spoken_form("Jans", frozenset({"Jan"})), spoken_form("Marieke's", frozenset({"Marieke"}))
    ('Jan', 'Marieke')
    """
    for form in (word, re.sub(r"['’]s?$", "", word), word[:-1] if word.endswith("s") else word):
        if form in names:
            return form
        parts = form.split("-")
        if len(parts) > 1 and all(part in names for part in parts):
            return form
    return ""


def phrase_at(text: str, words: Sequence[Word], place: int, name: str) -> int:
    """How many words from ``place`` on are an entry of this list, the longest one; 0 if none is."""
    first = words[place]
    for entry in phrases(name).get(first.text, ()):
        count = len(entry.split(" "))
        last = place + count - 1
        if last < len(words) and text[first.start : words[last].end] == entry:
            return count
    return 0

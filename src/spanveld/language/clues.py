"""Warnings about a text that rules for names cannot see well, or in which a function gives someone away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spanveld.language.organisations import is_organisation_word
from spanveld.language.places import place_adjective
from spanveld.language.reading import Reading
from spanveld.language.word_lists import word_list
from spanveld.language.words import phrase_at, words_of

__all__ = ["TellingFunction", "lower_case_transcript", "telling_functions"]

FEWEST_SENTENCES = 5
CAPITALS_EXPECTED = 0.5
SENTENCE_END = re.compile(r"[.!?]['\"’”)]?\s+|\n\s*")


def lower_case_transcript(text: str) -> bool:
    """Whether a text is written without capitals, so that the rules for names find little in it.

    It is when fewer than half of at least five sentences (or lines) begin with a capital, or, where there are hardly any
    sentence ends, when fewer than one word in two hundred has one.

    >>> lower_case_transcript("ja dat was zo. en toen kwam hij. nou goed. dat is alles. meer weet ik niet.")
    True
    """
    words = words_of(text)
    begins = [
        word
        for before, word in zip([None, *words], words, strict=False)
        if before is None or _ends(text, before.end, word.start)
    ]
    letters = [word for word in begins if word.text[0].isalpha() and word.text[0].lower() != word.text[0].upper()]
    if len(letters) >= FEWEST_SENTENCES and len(words) / len(letters) < 60:
        return sum(word.text[0].isupper() for word in letters) / len(letters) < CAPITALS_EXPECTED
    return len(words) >= 30 and sum(word.text[0].isupper() for word in words) * 200 < len(words)


def _ends(text: str, end: int, start: int) -> bool:
    return SENTENCE_END.search(text[end:start]) is not None


@dataclass(frozen=True, slots=True)
class TellingFunction:
    """A function that identifies one person together with a place or organisation; half-open code points."""

    start: int
    end: int
    text: str


LINKS = {
    "van",
    "de",
    "het",
    "der",
    "den",
    "bij",
    "of",
    "the",
    "in",
    "voor",
    "'t",
    "for",
    "at",
    "onze",
    "ons",
    "deze",
    "dit",
}
FIRST_LINKS = {"van", "bij", "of", "in", "voor", "for", "at", "der"}
MOST_LINKS = 3
CODE = re.compile(r"[A-Z]{1,3}\d+")


def telling_functions(text: str, language: str = "nl") -> tuple[TellingFunction, ...]:
    """Functions with their place or organisation: 'burgemeester van De Bilt', 'directeur van de GGD', 'Utrechtse wethouder'.

    They stay behind when names are replaced, and often only one person has them.
    Functions that many share ('collega', 'medewerker') are left out.

    >>> [found.text for found in telling_functions("Dat vond de burgemeester van De Bilt ook.")]
    ['burgemeester van De Bilt']
    """
    reading = Reading(text, language=language)
    found: list[TellingFunction] = []
    for place in range(len(reading.words)):
        if reading.small(place) not in reading.functions or reading.small(place) in word_list("shared_functions"):
            continue
        start, end = _told_before(reading, place), _told_after(reading, place + 1)
        if start < place or end > place + 1:
            begin, stop = reading.words[start].start, reading.words[end - 1].end
            if not found or found[-1].end <= begin:
                found.append(TellingFunction(begin, stop, text[begin:stop]))
    return tuple(found)


def _told_before(reading: Reading, place: int) -> int:
    """Where 'Utrechtse wethouder' begins; ``place`` itself if nothing before the function tells."""
    before = place - 1
    if (
        reading.words[place].joined
        and reading.free(before)
        and reading.capital(before)
        and place_adjective(reading, before)
    ):
        return before
    return place


def _told_after(reading: Reading, place: int) -> int:
    """Where the place or organisation that a function is of ends; ``place`` itself if none is named."""
    end = place
    while (
        end - place < MOST_LINKS and reading.follows(end) and reading.small(end) in LINKS and not reading.capital(end)
    ):
        end += 1
    if not reading.follows(end) or (end > place and reading.small(place) not in FIRST_LINKS):
        return place
    listed = max(phrase_at(reading.text, reading.words, end, name) for name in ("places", "organisations"))
    if listed and (end > place or not reading.surname(end)):
        return end + listed
    if is_organisation_word(reading.small(end)) and end > place and reading.small(place) != "in":
        return _named(reading, end + 1)
    of_a_person = reading.first_name(end) or reading.surname(end) or CODE.fullmatch(reading.words[end].text)
    return end + 1 if end > place and reading.capital(end) and not of_a_person else place


def _named(reading: Reading, place: int) -> int:
    """Where the name of an organisation whose kind was said before ``place`` ends."""
    end = place
    while reading.follows(end) and reading.capital(end) and end - place < 4 and not reading.first_name(end):
        end += 1
    return end

"""Places in a text: streets with or without a house number, roads, and the towns and countries of the list."""

from __future__ import annotations

import re

from spanveld.language.reading import Reading
from spanveld.language.word_lists import word_list
from spanveld.model.errors import N_

__all__ = ["addresses", "is_street", "place_adjective", "places"]

STREET = re.compile(
    r".{2,}(?:straat|straatje|laan|laantje|weg|plein|dijk|kade|gracht|singel|dreef|steeg|plantsoen|markt|boulevard|allee|bolwerk|brug"
    r"|polder|haven|street|road|avenue)",
    re.IGNORECASE,
)
STREET_WITH_NUMBER = re.compile(
    r".*(?:hof|pad|park|wal|brink|kamp|veld|erf|oord|rade|baan|hoek|hout|zoom|weide|akker|ring|berg|burg|lane)"
)
STREET_WORDS = {
    "Laan",
    "Plein",
    "Weg",
    "Straat",
    "Gracht",
    "Kade",
    "Dijk",
    "Singel",
    "Street",
    "Road",
    "Avenue",
    "Lane",
    "Kerk",
}
ENGLISH_STREETS = {"Street", "Road", "Avenue", "Lane"}
ROAD = re.compile(r"[AN]\d{1,3}")
HOUSE_NUMBER = re.compile(r"[1-9]\d{0,3}(?:[a-zA-Z]{1,2}|[-/]\d{1,3}[a-z]?|-[a-zA-Z]{1,3})?")
PAPER = {"A3", "A4", "A5"}


def is_street(word: str) -> bool:
    """Whether a word with its capital is a street by its ending."""
    return STREET.fullmatch(word) is not None and word.lower() not in word_list("common_words_nl")


def addresses(reading: Reading) -> None:
    """Take streets, with their house number where one follows, and roads such as the A12."""
    words = reading.words
    for place, word in enumerate(words):
        if not reading.free(place) or not word.text[0].isupper():
            continue
        end = _avenue_of(reading, place)
        number = reading.follows(end) and HOUSE_NUMBER.fullmatch(words[end].text) is not None
        if end > place + 1:
            reading.take("LOC", place, end + number, N_("street with house number") if number else N_("street"))
            continue
        street = (
            is_street(word.text) or word.text in STREET_WORDS or (number and STREET_WITH_NUMBER.fullmatch(word.text))
        )
        if street:
            start = _street_start(reading, place)
            if (start == place and word.text in STREET_WORDS) or (start == place and reading.everyday(place)):
                continue
            if word.text in ENGLISH_STREETS and words[start].joined and HOUSE_NUMBER.fullmatch(words[start - 1].text):
                start -= 1
            reading.take("LOC", start, place + 1 + number, N_("street with house number") if number else N_("street"))
        elif ROAD.fullmatch(word.text) and (word.text not in PAPER or reading.small(place - 1) == "de"):
            reading.take("LOC", place, place + 1, N_("road"))


def _avenue_of(reading: Reading, place: int) -> int:
    """Where 'Laan van Meerdervoort' ends; just after ``place`` if it is no such name."""
    end = place + 1
    if reading.words[place].text not in ("Laan", "Plein", "Park"):
        return end
    while reading.follows(end) and reading.words[end].text in ("van", "de", "der", "den", "het"):
        end += 1
    begin = end
    while begin > place + 1 and reading.follows(end) and reading.capital(end) and end - begin < 3:
        end += 1
    return end if end > begin else place + 1


def _street_start(reading: Reading, place: int) -> int:
    """Where a street's name begins: 'Burgemeester' of 'Burgemeester Hogguerstraat'."""
    start = place
    while (
        start
        and place - start < 3
        and reading.words[start].joined
        and reading.free(start - 1)
        and reading.capital(start - 1)
    ):
        before = reading.small(start - 1)
        if before not in word_list("before_streets") and (
            reading.everyday(start - 1) or reading.words[start - 1].opens
        ):
            break
        if before in ("de", "van") and reading.words[start - 1].opens:
            break
        start -= 1
    return start


def places(reading: Reading) -> None:
    """Take the places of the list, and what is named after them ('de Woerdense aanpak')."""
    place = 0
    while place < len(reading.words):
        count = reading.phrase(place, "places") if reading.free(place) else 0
        if count:
            reading.take("LOC", place, place + count, N_("place of the list"))
        elif reading.free(place) and reading.capital(place) and place_adjective(reading, place):
            reading.take("LOC", place, place + 1, N_("named after a place of the list"))
        place += max(count, 1)


def place_adjective(reading: Reading, place: int) -> bool:
    """Whether a word says where something is from: 'Woerdense', 'Zeister'."""
    text = reading.words[place].text
    if text.lower() in reading.common or not text.endswith(("se", "er")):
        return False
    return text[:-2] in word_list("places") and len(text) > 5

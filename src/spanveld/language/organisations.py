"""Organisations in a text: those of the list, what follows words such as 'gemeente', and what ends as organisations end."""

from __future__ import annotations

import re

from spanveld.language.reading import Reading
from spanveld.language.word_lists import word_list
from spanveld.model.errors import N_

__all__ = ["headed_organisations", "is_organisation_word", "listed_organisations", "long_organisations"]

TAKES_OF = {
    "ministerie",
    "universiteit",
    "vereniging",
    "kamer",
    "raad",
    "unie",
    "inspectie",
    "stichting",
    "hogeschool",
    "bank",
}
TAKES_OF |= {
    "municipality",
    "ministry",
    "university",
    "department",
    "council",
    "province",
    "association",
    "foundation",
    "institute",
}
TAKES_AND = {
    "ministerie",
    "waterschap",
    "hoogheemraadschap",
    "veiligheidsregio",
    "stichting",
    "inspectie",
    "vereniging",
    "ministry",
}
TAKES_AND |= {"omgevingsdienst", "department", "ggd", "college", "uitvoeringsdienst"}
LINKS = (
    ("van", "de"),
    ("van", "het"),
    ("voor", "de"),
    ("voor", "het"),
    ("of", "the"),
    ("van",),
    ("voor",),
    ("of",),
    ("for",),
)
WITHIN = (*LINKS, ("en",), ("and",), ("&",), ("de",), ("der",), ("aan", "de"), ("in",), ("op",), ("bij",))
ENDING = re.compile(
    r".{3,}(?:dienst|bank|beraad|bond|fonds|inspectie|autoriteit|unie|ziekenhuis|instituut|universiteit|hogeschool|corporatie|stichting"
    r"|schap|corps|korps|academie|college|vereniging|federatie|coöperatie|koepel|regio|gilde|centrum|zorg|wonen)",
    re.IGNORECASE,
)
LONGEST = 7


def is_organisation_word(word: str) -> bool:
    """Whether a word in lower case is a kind of organisation, such as 'gemeente'."""
    return word in word_list("organisation_words")


def headed_organisations(reading: Reading) -> None:
    """Take organisations that name their kind: 'gemeente Woudenberg', 'ministerie van Financiën', 'Antonius Ziekenhuis'."""
    endings = word_list("organisation_endings")
    for place in range(len(reading.words)):
        if not reading.free(place):
            continue
        end = _headed_end(reading, place)
        if end:
            reading.take("ORG", _with_adjective(reading, place), end, N_("named with its kind of organisation"))
        elif reading.words[place].text in endings and not reading.words[place].opens:
            start = _start_of_capitals(reading, place)
            if start < place:
                reading.take("ORG", start, place + 1, N_("ends as an organisation does"))


def _headed_end(reading: Reading, place: int) -> int:
    """Where the name that begins with a kind of organisation ends; 0 if none does."""
    head = reading.small(place)
    named_so = reading.capital(place) and not reading.words[place].opens and _ends_as_one(reading, place)
    if not is_organisation_word(head) and not named_so:
        return 0
    links = LINKS if head in TAKES_OF else ()
    if reading.small(place + 1) == "regio" and reading.follows(place + 1):
        end = _named_end(reading, place + 2)
    else:
        end = _named_end(reading, place + 1 + _linked(reading, place + 1, links))
    if not end:
        return 0
    while end - place < LONGEST and (head in TAKES_AND or head in TAKES_OF):
        further = _named_end(reading, end + _linked(reading, end, WITHIN))
        if not further or reading.first_name(further - 1):
            break
        end = further
    return end


def _linked(reading: Reading, place: int, links: tuple[tuple[str, ...], ...]) -> int:
    """How many small words that link the parts of a name stand here, with a capital after them."""
    for link in links:
        words = range(place, place + len(link))
        if all(reading.follows(at) and reading.words[at].text == word for at, word in zip(words, link, strict=True)):
            after = place + len(link)
            if reading.follows(after) and reading.capital(after):
                return len(link)
    return 0


def _named_end(reading: Reading, place: int) -> int:
    """Where a run of capitals, or a place of the list, that begins here ends; 0 if there is none."""
    if not reading.follows(place):
        return 0
    count = reading.phrase(place, "places")
    if count:
        return place + count
    end = place
    while reading.follows(end) and reading.capital(end) and end - place < LONGEST and not reading.words[end].opens:
        if (reading.first_name(end) and (not reading.surname(end) or end == place)) or reading.title(end):
            break
        end += 1
    return end if end > place else 0


def _with_adjective(reading: Reading, place: int) -> int:
    """Where the name begins: 'Nationale' of 'Nationale Politie', if it has its own capital."""
    start = place
    while place - start < LONGEST and reading.capital(start) and reading.capital_before(start):
        if reading.words[start - 1].opens:
            break
        start -= 1
    return start


def _start_of_capitals(reading: Reading, place: int) -> int:
    start = place
    while place - start < LONGEST and reading.capital_before(start):
        if reading.doubtful(start - 1) or reading.title(start - 1):
            break
        start -= 1
    return start


def long_organisations(reading: Reading) -> None:
    """Take the organisations of the list that have more than one word."""
    for place in range(len(reading.words)):
        count = reading.phrase(place, "organisations") if reading.free(place) else 0
        if count > 1:
            reading.take("ORG", place, place + count, N_("organisation of the list"))


def listed_organisations(reading: Reading) -> None:
    """Take the organisations of the list, and words that end as organisations do and have a capital inside a sentence."""
    place = 0
    while place < len(reading.words):
        count = reading.phrase(place, "organisations") if reading.free(place) else 0
        if count:
            reading.take("ORG", place, place + count, N_("organisation of the list"))
        elif (
            reading.free(place)
            and reading.capital(place)
            and not reading.words[place].opens
            and _ends_as_one(reading, place)
        ):
            reading.take("ORG", _with_adjective(reading, place), place + 1, N_("ends as an organisation does"))
        place += max(count, 1)


def _ends_as_one(reading: Reading, place: int) -> bool:
    begin, hyphen, _ = reading.words[place].text.partition("-")
    if hyphen and begin.isupper() and begin in word_list("organisations"):
        return True
    return ENDING.fullmatch(reading.words[place].text) is not None or is_organisation_word(reading.small(place))

"""Persons in a text whose name gives itself away: by a title, a first name, initials, a particle with a capital, or a known surname."""

from __future__ import annotations

from spanveld.language.organisations import is_organisation_word
from spanveld.language.places import is_street
from spanveld.language.reading import Reading
from spanveld.language.word_lists import word_list
from spanveld.language.words import phrase_at
from spanveld.model.errors import N_

__all__ = ["persons", "surname_end"]

ARTICLES = {"de", "den", "der", "'t", "’t", "het"}
PREPOSITIONS = {"op", "in", "aan", "bij", "uit", "voor", "over", "te", "af", "het", "y"}
NEVER_FIRST = {"v.", "af", "y", "sint"}
MOST_TITLES = 4
MOST_GIVEN_NAMES = 6
LONGEST = 4
"""How many words with a capital a name has after its first one, at most."""


def persons(reading: Reading) -> None:
    """Take every person that one of the rules finds, from left to right."""
    place = 0
    while place < len(reading.words):
        place = _person_from(reading, place) if reading.free(place) else place + 1


def is_plain(small: str) -> bool:
    """Whether a word ends as Dutch words do that are no names: 'stimulerende', 'organisatie'."""
    return small.endswith(tuple(word_list("word_endings")))


def _person_from(reading: Reading, place: int) -> int:
    """Take the person whose name or title begins here, if one does; gives the place to read on from."""
    if reading.title(place):
        titled = _after_title(reading, place)
        if titled:
            return titled
    for rule in (_by_first_name, _by_initials, _by_particle, _by_surname):
        end = rule(reading, place)
        if end:
            return end
    return place + 1


def _take(reading: Reading, start: int, end: int, rule: str) -> None:
    """Take a person; 'Dros-van' goes on with the words after it: 'Dros-van Egmond'."""
    while reading.words[end - 1].text.rpartition("-")[2].lower() in word_list("particles") and reading.follows(end):
        end += 1
    reading.take("PER", start, end, rule)


def _after_title(reading: Reading, title: int) -> int:
    """Take the person whose titles or functions begin here; gives where the name ends, 0 if there is none."""
    place = _titles_end(reading, title)
    if not reading.follows(place) or _elsewhere(reading, place):
        return 0
    address = any(reading.small(at) in reading.forms for at in range(title, place))
    end = _titled_end(reading, place, address)
    if end:
        _take(reading, place, end, N_("after a title or function"))
    return end


def _titles_end(reading: Reading, title: int) -> int:
    """Where titles that follow each other end: 'mevrouw drs.', 'meneer de burgemeester'."""
    place = title + 1
    while place - title <= MOST_TITLES and reading.follows(place):
        article = reading.small(place) == "de" and reading.follows(place + 1) and reading.title(place + 1)
        called_so = reading.capital(place) and reading.surname(place) and not reading.follows(place + 1)
        if called_so or not (article or reading.title(place)):
            break
        place += 1
    return place


def _titled_end(reading: Reading, place: int, address: bool) -> int:
    """Where the name after a title ends, 0 if it is none; after a form of ``address`` more is a name than after a function."""
    if reading.first_name(place) or reading.words[place].is_initials:
        end = max(_given_names_end(reading, place), place + 1)
        end = _family_name_end(reading, end) or end
        return 0 if reading.words[end - 1].is_initials else end
    if reading.capital(place) and not _is_particle(reading, place):
        small = reading.small(place)
        strange = address or reading.surname(place) or not (small in reading.common or is_plain(small))
        if reading.shout(place) or not strange:
            return 0
        return _family_name_end(reading, place) or place + 1
    if address or reading.capital(place) or _is_listed(reading, place):
        return surname_end(reading, place)
    return 0


def _by_first_name(reading: Reading, place: int) -> int:
    if not reading.first_name(place) or (reading.shout(place) and len(reading.words[place].text) < 4):
        return 0
    if reading.phrase(place, "places") > 1 or (reading.phrase(place, "organisations") > 1):
        return 0
    given = _given_names_end(reading, place)
    end = _family_name_end(reading, given)
    alone = not end and given == place + 1
    if alone and reading.doubtful(place) and not _acts(reading, place):
        return 0
    _take(reading, place, end or given, N_("first name and surname") if end else N_("first name"))
    return end or given


def _acts(reading: Reading, place: int) -> bool:
    """Whether the words after the first of a sentence make it a person: 'Bas zei', 'Bas en ik', 'Bas en Piet'."""
    after, second = reading.small(place + 1), place + 2
    another = reading.free(second) and reading.capital(second)
    together = after == "en" and (another or reading.small(second) in ("ik", "jij", "hij", "zij", "wij"))
    return after in reading.verbs or together


def _by_initials(reading: Reading, place: int) -> int:
    if not reading.words[place].is_initials:
        return 0
    given = _given_names_end(reading, place)
    end = _family_name_end(reading, given) or (given if not reading.words[given - 1].is_initials else 0)
    if (
        not end
        or reading.words[end - 1].opens
        or (end == given + 1 and reading.everyday(given) and not reading.surname(given))
    ):
        return 0
    _take(reading, place, end, N_("initials and surname"))
    return end


def _by_particle(reading: Reading, place: int) -> int:
    """'Van der Horst', 'De Boer' inside a sentence or of the list; 'van der Horst' only of the list."""
    if not _is_particle(reading, place) or _elsewhere(reading, place):
        return 0
    end = surname_end(reading, place)
    if not end or reading.small(place) in NEVER_FIRST:
        return 0
    listed = _is_listed(reading, place)
    if not reading.capital(place):
        wanted = (
            listed
            and (end - place > 2 or reading.small(place) not in ("van", "de"))
            and not _is_place(reading, end - 1)
        )
    elif reading.words[place].opens:
        known = reading.first_name(end - 1) and not listed
        wanted = not known and (listed or (reading.small(place) == "van" and not reading.everyday(end - 1)))
    else:
        wanted = reading.small(place) not in PREPOSITIONS or listed
    if not wanted:
        return 0
    _take(reading, place, end, N_("surname with a particle"))
    return end


def _by_surname(reading: Reading, place: int) -> int:
    if not reading.surname(place) or _elsewhere(reading, place) or reading.shout(place):
        return 0
    if reading.doubtful(place) and not _acts(reading, place):
        return 0
    if _is_place(reading, place) and reading.small(place - 1) not in ("met", "door", "aan", "en"):
        return 0
    if reading.small(place) in reading.common and reading.small(place - 1) in ("de", "het", "een", "the", "a"):
        return 0
    end = _further_capitals(reading, place + 1, 1)
    place = _unknown_first_name(reading, place)
    _take(reading, place, end, N_("surname of the list"))
    return end


def _unknown_first_name(reading: Reading, place: int) -> int:
    """Where the name begins whose surname stands here: before it may stand a first name that no list has."""
    before = place - 1
    if (
        not reading.words[place].joined
        or not reading.free(before)
        or not reading.capital(before)
        or len(reading.words[before].text) < 2
    ):
        return place
    strange = not (
        reading.everyday(before) or reading.title(before) or _is_place(reading, before) or _elsewhere(reading, before)
    )
    return before if strange else place


def _given_names_end(reading: Reading, place: int) -> int:
    """Where first names and initials that follow each other end."""
    end = place
    while end - place < MOST_GIVEN_NAMES and (reading.follows(end) or (end == place and reading.free(end))):
        if not (reading.first_name(end) or reading.words[end].is_initials) or (
            end > place and reading.words[end].opens
        ):
            break
        if end > place and reading.title(end):
            break
        end += 1
    return end


def _family_name_end(reading: Reading, place: int) -> int:
    """Where the surname that follows first names or initials ends; 0 if none follows."""
    if not reading.follows(place):
        return 0
    if _is_particle(reading, place):
        end = surname_end(reading, place)
        stands_alone = reading.small(place) in PREPOSITIONS and not _is_listed(reading, place)
        if not end or stands_alone or _elsewhere(reading, end - 1, after_particle=True):
            return 0
        if _is_place(reading, end - 1) and not _is_listed(reading, place):
            return 0
        return end
    end = _further_capitals(reading, place, LONGEST)
    return end if end > place else 0


def _further_capitals(reading: Reading, place: int, most: int) -> int:
    """Where words with a capital that can belong to a surname end, particles between them included."""
    end = place
    while end - place < most and reading.follows(end) and reading.capital(end) and not reading.words[end].opens:
        known = reading.surname(end) or reading.first_name(end)
        if not known and ((reading.everyday(end) and not _before_name(reading, end)) or _is_place(reading, end)):
            break
        if _is_particle(reading, end) and not known:
            return surname_end(reading, end) or end
        if _elsewhere(reading, end) or (reading.title(end) and not known):
            break
        end += 1
    return end


def _before_name(reading: Reading, place: int) -> bool:
    """Whether an everyday word with a capital leads a name, as 'Oude' in 'Oude Lohuis'."""
    after = place + 1
    return (
        reading.follows(after) and reading.capital(after) and not reading.everyday(after) and not reading.shout(after)
    )


def surname_end(reading: Reading, place: int) -> int:
    """Where a surname of one or more particles and a word with a capital ends; 0 if it is no such surname."""
    end = place
    while end - place < 3 and _is_particle(reading, end) and (end == place or reading.follows(end)):
        if end > place and reading.small(end) in PREPOSITIONS - {"het"}:
            break
        end += 1
    if end == place or not reading.follows(end) or not reading.capital(end) or reading.words[end].opens:
        return 0
    if reading.words[end].is_initials:
        return 0
    if _elsewhere(reading, end, after_particle=True):
        return 0
    if (
        reading.small(place) in PREPOSITIONS
        and reading.small(end - 1) not in ARTICLES
        and not _is_listed(reading, place)
    ):
        return 0
    known = reading.surname(end) or reading.first_name(end)
    if not known and reading.small(end) in reading.common and not _is_listed(reading, place):
        return 0
    return end + 1


def _is_particle(reading: Reading, place: int) -> bool:
    return reading.free(place) and reading.small(place) in word_list("particles")


def _is_listed(reading: Reading, place: int) -> bool:
    """Whether a surname of the list begins here, capitals of its particles aside: 'Van der Horst' as 'van der Horst'."""
    end = place
    while _is_particle(reading, end) and end - place < 3:
        end += 1
    if not reading.free(end):
        return False
    core = reading.words[end].text.split("-")[0]
    particles = " ".join(reading.small(at) for at in range(place, end))
    forms = {core, core[:-1] if core.endswith("s") else core}
    capital = particles[:1].upper() + particles[1:]
    return any(f"{start} {form}" in reading.surnames for form in forms for start in (particles, capital))


def _is_place(reading: Reading, place: int) -> bool:
    return phrase_at(reading.text, reading.words, place, "places") > 0


def _elsewhere(reading: Reading, place: int, after_particle: bool = False) -> bool:
    """Whether an organisation, a street or a place of several words begins here, which is not part of a person's name."""
    word = reading.words[place].text
    if phrase_at(reading.text, reading.words, place, "organisations") and not (
        reading.surname(place) and not reading.shout(place)
    ):
        return True
    if reading.shout(place) or is_organisation_word(word.lower()) or is_street(word):
        return True
    count = phrase_at(reading.text, reading.words, place, "places")
    return count > 1 or (count == 1 and after_particle and not reading.surname(place))

"""Which spellings of names are one person: the full name, the surname, and the first name where it can be nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spanveld.language.word_lists import surname_cores, word_list

__all__ = ["Individual", "individuals", "without_titles"]

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@dataclass(slots=True, eq=False)
class Individual:
    """Somebody by all spellings; ``key`` names one who is known in the study, and is empty for others."""

    key: str = ""
    given: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    family: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Name:
    given: str = ""
    initials: str = ""
    family: str = ""
    alone: str = ""


def without_titles(spelling: str) -> str:
    """A name without the functions and forms of address that stand before it.

    >>> without_titles("Wethouder mevrouw Karin de Vries")
    'Karin de Vries'
    """
    words = spelling.split()
    while len(words) > 1 and words[0].lower() in word_list("functions") | word_list("forms_of_address"):
        words.pop(0)
    return " ".join(words)


def individuals(spellings: Iterable[str], known: Mapping[str, Iterable[str]]) -> dict[str, Individual]:
    """Spelling -> who it is. ``known`` maps the key of somebody to the spellings that are surely theirs.

    A spelling that may be one of several people is somebody apart, for a person to settle.

    >>> found = individuals(["Karin de Vries", "De Vries", "Karin", "Jan"], {})
    >>> found["De Vries"] is found["Karin"] is found["Karin de Vries"] is not found["Jan"]
    True
    """
    people: list[Individual] = []
    who: dict[str, Individual] = {}
    for key, spelled in known.items():
        person = Individual(key)
        people.append(person)
        for spelling in spelled:
            _learn(person, _parsed(spelling))
            who[_folded(spelling)] = person
    waiting = list(dict.fromkeys(spellings))
    for step in (_full, _initialled, _short):
        for spelling in waiting:
            if _folded(spelling) in who:
                continue
            name = _parsed(spelling)
            candidates = step(name, people)
            if candidates is None:
                continue
            person = candidates[0] if len(candidates) == 1 else Individual()
            if len(candidates) != 1:
                people.append(person)
            if len(candidates) < 2:
                _learn(person, name)
            who[_folded(spelling)] = person
    return {spelling: who[_folded(spelling)] for spelling in waiting}


def _folded(spelling: str) -> str:
    return " ".join(without_titles(spelling).split()).casefold()


def _parsed(spelling: str) -> _Name:
    words = without_titles(spelling).split()
    initials = ""
    while len(words) > 1 and _INITIALS.fullmatch(words[0]):
        initials += words.pop(0)
    particles, first_names = word_list("particles"), word_list("first_names")
    if words[0].lower() in particles or initials:
        return _Name(initials=initials[:1].casefold(), family=_core(words))
    if len(words) == 1:
        return _Name(alone=words[0].casefold())
    rest = words[1:]
    while len(rest) > 1 and rest[0] in first_names:
        rest.pop(0)
    return _Name(given=words[0].casefold(), family=_core(rest))


def _core(words: list[str]) -> str:
    particles = word_list("particles")
    core = [word.casefold() for word in words if word.lower() not in particles]
    return " ".join(core or [word.casefold() for word in words])


def _learn(person: Individual, name: _Name) -> None:
    for value, values in ((name.given, person.given), (name.initials, person.initials), (name.family, person.family)):
        if value:
            values.add(value)
    if name.alone:
        capital = name.alone.capitalize()
        first, last = capital in word_list("first_names"), capital in surname_cores()
        if first or not last:
            person.given.add(name.alone)
        if last or not first:
            person.family.add(name.alone)


def _full(name: _Name, people: list[Individual]) -> list[Individual] | None:
    if not (name.given and name.family):
        return None
    same = [person for person in people if name.family in person.family]
    return [person for person in same if name.given in person.given] or [
        person
        for person in same
        if not person.given and (not person.initials or name.given[:1] in person.initials) and person.key
    ]


def _initialled(name: _Name, people: list[Individual]) -> list[Individual] | None:
    if not name.initials:
        return None
    return [
        person
        for person in people
        if name.family in person.family
        and (name.initials in person.initials or any(given.startswith(name.initials) for given in person.given))
    ]


def _short(name: _Name, people: list[Individual]) -> list[Individual] | None:
    """Who is called by a surname or a first name alone; a possessive s is undone where nobody has it in the name."""
    if not name.alone:
        return _having(people, lambda person: name.family in person.family)
    for word in (name.alone, name.alone.removesuffix("s"), re.sub(r"['’]s?$", "", name.alone)):
        found = _having(people, lambda person, word=word: word in person.given or word in person.family)  # type: ignore[misc]
        if found:
            return found
    return []


def _having(people: list[Individual], has: Callable[[Individual], bool]) -> list[Individual]:
    return [person for person in people if has(person)]

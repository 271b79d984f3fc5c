"""What a report may give away: groups of roles that hide a person, consents to quote, numbers taken out of words.

Nothing here changes a study: these are the rules by which a report for others than the researchers is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spanveld.model.errors import N_
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.model.records import Consent

__all__ = [
    "SMALLEST_GROUP",
    "RoleGroup",
    "consent_in_force",
    "names_somebody",
    "neutral_names",
    "objection_to_quotes",
    "role_groups",
    "tells_a_function",
    "without_numbers",
]

SMALLEST_GROUP = 3
"""How many people a group must have, so that none of them can be told from it."""

TELLING = 5
"""From how many letters on a word of a function says what somebody does."""


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """People who are cited together. ``levels`` are what they have in common; empty for all respondents together."""

    levels: tuple[str, ...]
    people: tuple[str, ...]


def role_groups(
    people: Iterable[Person], order: Sequence[str] = (), smallest: int = SMALLEST_GROUP
) -> tuple[RoleGroup, ...]:
    """The respondents by level, groups that are too small merged until none is; ``order`` is that of the levels.

    The smallest group joins the next smallest, so that the others keep their own name. Where all had to be merged, or all
    together are too few, they are one group without levels. The researcher is in none.
    """
    by_level: dict[str, list[str]] = {}
    for person in people:
        if not person.is_observer:
            by_level.setdefault(person.level, []).append(person.participant)
    known = {level: place for place, level in enumerate(order)}
    levels = sorted(by_level, key=lambda level: (known.get(level, len(known)), level))
    groups = [RoleGroup((level,), tuple(sorted(by_level[level], key=natural))) for level in levels]
    merged = False
    while len(groups) > 1 and min(len(group.people) for group in groups) < smallest:
        first, second = sorted(sorted(range(len(groups)), key=lambda place: len(groups[place].people))[:2])
        one, other = groups[first], groups.pop(second)
        together = tuple(sorted((*one.people, *other.people), key=natural))
        groups[first] = RoleGroup((*one.levels, *other.levels), together)
        merged = True
    if len(groups) == 1 and (merged or len(groups[0].people) < smallest):
        return (RoleGroup((), groups[0].people),)
    return tuple(groups)


def consent_in_force(rows: Iterable[Consent]) -> dict[str, Consent]:
    """Participant -> the newest consent: by the day it was given where all of that person's say it, else by version.

    It counts as withdrawn where it says so, or where an older one was withdrawn on or after the day the newest was given.
    """
    given: dict[str, list[Consent]] = {}
    for row in rows:
        given.setdefault(row.participant, []).append(row)
    return {participant: _newest(its) for participant, its in given.items()}


def _newest(rows: Sequence[Consent]) -> Consent:
    if all(row.given_on for row in rows):
        newest = max(rows, key=lambda row: (row.given_on, natural(row.version)))
    else:
        newest = max(rows, key=lambda row: natural(row.version))
    withdrawn = [row for row in rows if row.withdrawn_on and row.withdrawn_on >= newest.given_on]
    return withdrawn[0] if withdrawn and not newest.withdrawn_on else newest


def objection_to_quotes(consent: Consent | None) -> str:
    """Why the words of this person may not be quoted, as a message; empty where they may."""
    if consent is None:
        return N_("no consent is recorded")
    if consent.withdrawn_on:
        return N_("consent was withdrawn")
    if consent.quote == "no":
        return N_("consent to quotes was refused")
    return "" if consent.quote == "yes" else N_("the consent does not say whether quotes may be printed")


def without_numbers(respondents: Collection[str], one: str, many: str) -> Callable[[str], str]:
    """A function that takes the identifiers of respondents out of a text.

    ``one`` and ``many`` are the words that come in their place, between square brackets unless brackets stand there already.
    An identifier of one letter counts only between brackets or before a colon, where it cannot be a word.

    >>> without_numbers(["R1", "R2"], "respondent", "respondents")("Said by R2 [R1, R2].")
    'Said by [respondent] [respondents].'
    """
    if not respondents:
        return lambda text: text
    longest_first = sorted((name for name in respondents if len(name) > 1), key=lambda name: (-len(name), name))
    name = "|".join([*map(_spellings, longest_first), *_in_brackets(respondents)])
    joint = r"\s*(?:,|;|/|&|\+|\b(?:en|and|of|or)\b)\s*"
    listed = re.compile(rf"(?<![\w@])(?:{name})(?:{joint}(?:{name}))*(?!\w)")
    number = r"[Rr]espondent\s+(?:nr\.?\s*)?[0-9]+\b|[Rr]espondent(?:en|s)\s+[0-9]+(?:\s*,\s*[0-9]+)*\s+(?:en|and)\s+[0-9]+\b"
    spelled = re.compile(number)
    counts = re.compile(joint)

    def replaced(match: re.Match[str]) -> str:
        word = many if counts.search(match.group()) else one
        before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        return word if (before, after) in (("[", "]"), ("(", ")")) else f"[{word}]"

    return lambda text: listed.sub(replaced, spelled.sub(replaced, text))


def _spellings(name: str) -> str:
    """A pattern for an identifier as people write it: ``R5``, ``R 5``, ``R-5``, ``R.5``."""
    parts = re.fullmatch(r"([A-Za-z]+)[_.-]?0*([0-9]+)", name)
    return rf"{parts[1]}[\s_.-]?0*{parts[2]}" if parts else re.escape(name)


def _in_brackets(respondents: Iterable[str]) -> list[str]:
    return [rf"(?<=[\[(]){name}(?=[\])])|{name}(?=:)" for name in sorted(respondents) if len(name) == 1]


def names_somebody(name: str, respondents: Collection[str]) -> bool:
    """Whether an identifier holds that of a respondent as a part of its own, as ``R1-p3`` holds ``R1``.

    >>> names_somebody("R1-p3", ["R1"]), names_somebody("R10", ["R1"])
    (True, False)
    """
    low = name.casefold()
    return any(re.search(rf"(?<![a-z0-9]){re.escape(one.casefold())}(?![0-9])", low) for one in respondents)


def tells_a_function(text: str, functions: Iterable[str]) -> bool:
    """Whether a text holds a telling word (five letters or more) of somebody's function, as a word of its own.

    >>> tells_a_function("One voice, the commander.", ["Commander, volunteer"]), tells_a_function("One voice.", ["Commander"])
    (True, False)
    """
    telling = {word for function in functions for word in _words(function) if len(word) >= TELLING}
    return not telling.isdisjoint(_words(text))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def neutral_names(names: Iterable[str], respondents: Collection[str], prefix: str) -> Mapping[str, str]:
    """Identifier -> the name by which it may be printed: itself, unless some of them name a respondent; then a number each."""
    known = list(names)
    if not any(names_somebody(name, respondents) for name in known):
        return {name: name for name in known}
    return {name: f"{prefix}{number}" for number, name in enumerate(known, 1)}

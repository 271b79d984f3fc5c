"""Columns of a survey that tell who somebody is: by what they are called, or by addresses and numbers in their answers."""

from __future__ import annotations

import re

from spanveld.formats.sources.survey_table import Column

__all__ = ["is_name_of_person", "tells_who"]

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(?:\+|00)\d[\d\s()-]{8,16}|0\d[\d\s-]{7,12}\d")
_WORD = re.compile(r"[^\W\d_]+")
_AND = re.compile(r"[/&+,;]|\b(?:en|and)\b")
_PERSON = r"(?:respondent|deelnemer|participant|contact|contactpersoon|persoon|gebruiker|user|invuller|interviewee)"
_NAME = re.compile(
    rf"(?:(?:voor|achter|roep|familie|meisjes|eigen|first|last|full|sur|fore|given|family|middle|nick|{_PERSON}(?:en|s)?)?(?:naam|namen|names?)"
    r"|voorletters?|initialen|initials?)"
)
_OF_A_PERSON = re.compile(rf"{_PERSON}s?|person|ge[iï]nterviewde|ondergetekende")
_CONTACT = re.compile(r"contact ?person|contactpersoon|contactpersonen")
_AROUND = frozenset(
    (
        *(
            "uw",
            "u",
            "je",
            "jouw",
            "mijn",
            "your",
            "my",
            "wat",
            "is",
            "what",
            "hoe",
            "luidt",
            "de",
            "het",
            "een",
            "the",
            "van",
        ),
        *(
            "of",
            "volledige",
            "volledig",
            "full",
            "first",
            "last",
            "given",
            "family",
            "contact",
            "graag",
            "please",
            "vul",
        ),
        *("hier", "in", "optioneel", "optional", "vrijwillig", "verplicht", "niet", "required"),
    )
)
"""Words that may stand around ``naam`` without making it the name of a thing."""


def tells_who(column: Column) -> bool:
    """Whether a column holds names of people, or mostly their e-mail addresses or phone numbers."""
    return is_name_of_person(column.name) or _reaches_people(column)


def is_name_of_person(header: str) -> bool:
    """Whether a column that is called so holds names of people, and not those of things.

    >>> [is_name_of_person(header) for header in ("Uw naam", "Naam en functie", "Naam van uw organisatie")]
    [True, True, False]
    """
    return any(_is_name(piece) for piece in _AND.split(header.casefold()))


def _is_name(piece: str) -> bool:
    words = _WORD.findall(piece)
    if _CONTACT.fullmatch(" ".join(word for word in words if word not in _AROUND or word == "contact")):
        return True
    named = any(map(_NAME.fullmatch, words))
    return named and all(word in _AROUND or _NAME.fullmatch(word) or _OF_A_PERSON.fullmatch(word) for word in words)


def _reaches_people(column: Column) -> bool:
    """Whether most answers are e-mail addresses or phone numbers, which tell who somebody is."""
    answers = [answer.strip() for answer in column.answers if answer.strip()]
    found = [answer for answer in answers if _MAIL.fullmatch(answer) or _PHONE.fullmatch(answer)]
    return 2 * len(found) > len(answers)

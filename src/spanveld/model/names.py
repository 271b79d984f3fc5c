"""Identifiers, GUIDs and the order of names."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Collection

from spanveld.model.errors import N_, Refused

__all__ = [
    "IDENTIFIER",
    "check_identifier",
    "guid_of",
    "is_identifier",
    "name_for",
    "natural",
    "study_guid",
    "tidy_guid",
]

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:spanveld:study")
_DIGITS = re.compile("[0-9]+")
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})\}?")


def is_identifier(name: str) -> bool:
    """Whether a name may serve as an identifier: letters, digits, ``_ . -``, beginning with a letter or digit."""
    return IDENTIFIER.fullmatch(name) is not None


def check_identifier(name: str) -> str:
    """The name itself; Refused where it is no identifier."""
    if not is_identifier(name):
        raise Refused(
            N_("'{name}' is no identifier: use letters, digits, _ . and -, beginning with a letter or a digit."),
            name=name,
        )
    return name


def name_for(label: str, taken: Collection[str]) -> str:
    """An identifier made of a label: plain letters, digits and hyphens, and a number where it is taken.

    >>> name_for("Kosten & baten", {"kosten-baten"})
    'kosten-baten-2'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "code"
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def natural(name: str) -> str:
    """A sort key: runs of digits by value, the rest by code point, so that R2 comes before R10.

    A run of digits goes before any other character, and is preceded by how many digits its value has.

    >>> sorted(["R10", "R2", "FN"], key=natural)
    ['FN', 'R2', 'R10']
    """
    return _DIGITS.sub(_by_value, name)


def _by_value(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"\0{chr(len(digits))}{digits}{found[0]}\0"


def study_guid(identifier: str) -> str:
    """The GUID of a study that was given none."""
    return str(uuid.uuid5(NAMESPACE, identifier))


def guid_of(study: str, kind: str, identifier: str) -> str:
    """The GUID of a thing that was given none: uuid5 of its study's GUID, its kind and its identifier."""
    return str(uuid.uuid5(uuid.UUID(study), f"{kind}:{identifier}"))


def tidy_guid(text: str) -> str:
    """A GUID in lower case without braces, so that two spellings compare equal; empty where it is none."""
    found = _GUID.fullmatch(text.strip())
    return found.group(1).lower() if found else ""

"""Words, moments and attributes as the XML of REFI-QDA holds them; what XML cannot hold is left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from spanveld.formats.exchange.project import Stamp

__all__ = [
    "ILLEGAL",
    "TYPES",
    "attributes",
    "fits_type",
    "flat",
    "legal",
    "moment",
    "quoted_value",
    "reference",
    "stamped",
    "words",
]

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""
_TEXT = re.compile("[&<>\r]")
_VALUE = re.compile('[&<>"\t\n\r]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_MOMENT = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?(?:[.,](\d+))?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d))?\s*", re.ASCII
)


TYPES = {
    "Text": re.compile(r"(?s).*"),
    "Boolean": re.compile(r"true|false|1|0"),
    "Integer": re.compile(r"[+-]?\d+", re.ASCII),
    "Float": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    "Date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)(Z|[+-]\d\d:\d\d)?", re.ASCII),
    "DateTime": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?Z?", re.ASCII),
}
"""The types of variables, each with how its values are written."""


def legal(text: str) -> str:
    """The text without the characters that no XML file can hold."""
    return ILLEGAL.sub("", text)


def words(text: str) -> str:
    """A text as it stands between tags."""
    return _TEXT.sub(_escaped, ILLEGAL.sub("", text))


def quoted_value(text: str) -> str:
    """The value of an attribute with its quotation marks; line ends and tabs survive.

    >>> quoted_value('"R&D"')
    '"&quot;R&amp;D&quot;"'
    """
    return f'"{_VALUE.sub(_escaped, ILLEGAL.sub("", text))}"'


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPED[found.group()]


def attributes(**values: str) -> str:
    """Attributes in the order given, those without a value left out."""
    return "".join(f" {name}={quoted_value(value)}" for name, value in values.items() if value)


def reference(element: str, guid: str) -> str:
    """An element that names another thing."""
    return f'<{element} targetGUID="{guid}"/>\n'


def stamped(stamp: Stamp) -> str:
    """Who made and changed a thing, and when."""
    if not (stamp.creator or stamp.created or stamp.modifier or stamp.modified):
        return ""
    return attributes(
        creatingUser=stamp.creator,
        creationDateTime=moment(stamp.created),
        modifyingUser=stamp.modifier,
        modifiedDateTime=moment(stamp.modified),
    )


def fits_type(value: str, type: str) -> bool:
    """Whether a value is of a type of variables by the rules of XML."""
    if type not in TYPES or TYPES[type].fullmatch(value) is None:
        return False
    return type not in ("Date", "DateTime") or moment(value[:10]) != ""


@lru_cache(1 << 14)
def moment(text: str) -> str:
    """A date, with or without a time, as XML wants it, in UTC; empty where it is none. A time without a zone stays without.

    >>> moment("2018-02-03 04:05:06.789+01:00"), moment("2018-02-03"), moment("2018")
    ('2018-02-03T03:05:06.789Z', '2018-02-03T00:00:00Z', '')
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return ""
    day, clock, seconds, fraction, zone, sign, hours, minutes = found.groups()
    try:
        at = datetime.fromisoformat(f"{day}T{clock or '00:00'}:{seconds or '00'}")
        if sign:
            apart = timedelta(hours=int(hours), minutes=int(minutes))
            at = at.replace(tzinfo=timezone(apart if sign == "+" else -apart)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    utc = "" if clock and not zone and not sign else "Z"
    return f"{at.year:04}-{at:%m-%dT%H:%M:%S}{f'.{fraction}' if fraction else ''}{utc}"


def flat(text: str, length: int) -> str:
    """The first characters of a text on one line, each run of white space one space."""
    return " ".join(text[: 4 * length].split())[:length].rstrip()

"""The ways in which programs count positions: what is known of each program, and their names for a person and on a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spanveld.formats.exchange.project import Convention, Unit
from spanveld.model.errors import N_, Refused, Remark, Term

__all__ = ["OWN", "convention_named", "described", "is_own", "name_of", "prior", "rivals"]

OWN = "Spanveld"
"""How the origin of a file begins that this program wrote; with ``UTF-16`` in it its positions are UTF-16 units."""

_UTF16 = re.compile(r"utf-?16", re.IGNORECASE)
_KNOWN: tuple[tuple[str, Convention], ...] = (
    ("nvivo", Convention("utf16")),
    ("qualcoder", Convention("code_points", crlf_is_one=True)),
    ("atlas", Convention("utf16", crlf_is_one=True)),
    ("taguette", Convention("utf8_bytes")),
)
_STANDARD = Convention("code_points")
_UNIT_NAMES: dict[Unit, str] = {"code_points": "code-points", "utf16": "utf16", "utf8_bytes": "bytes"}
_UNITS: dict[Unit, str] = {
    "code_points": N_("characters (code points)"),
    "utf16": N_("UTF-16 units (an emoji counts as two)"),
    "utf8_bytes": N_("bytes of UTF-8"),
}


def is_own(origin: str) -> bool:
    """Whether this program wrote the file, so that there is nothing to find out."""
    return origin.startswith(OWN)


def prior(origin: str, *, inline: bool = False) -> Convention:
    """What the program that ``origin`` names is known to do; the standard where nothing is known of it.

    Of a text that stood ``inline`` in the XML no program is known to count a line end as two.

    >>> prior("NVivo for Windows 12.6").unit
    'utf16'
    """
    if is_own(origin):
        found = Convention("utf16" if _UTF16.search(origin) else "code_points", crlf_is_one=True)
    else:
        lowered = origin.lower()
        found = next((convention for name, convention in _KNOWN if name in lowered), _STANDARD)
    return Convention(found.unit, True, found.bom_counts) if inline else found


def rivals(first: Convention) -> Iterator[Convention]:
    """``first``, then what else a program may have done, the likest first."""
    units: tuple[Unit, ...] = ("code_points", "utf16")
    others = [Convention(unit, one, counts) for unit in units for one in (False, True) for counts in (False, True)]
    yield from sorted({first, *others}, key=lambda other: (_apart(first, other), name_of(other)))


def name_of(convention: Convention) -> str:
    """The name on a command line.

    >>> name_of(Convention("utf16", crlf_is_one=True))
    'utf16+lf'
    """
    lf = "+lf" if convention.crlf_is_one else ""
    bom = "+bom" if convention.bom_counts else ""
    return f"{_UNIT_NAMES[convention.unit]}{lf}{bom}"


def convention_named(name: str) -> Convention:
    """The convention of a name; Refused where there is none of that name."""
    unit, *more = name.strip().lower().split("+")
    units: dict[str, Unit] = {shown: unit for unit, shown in _UNIT_NAMES.items()}
    if unit not in units or set(more) - {"lf", "bom"} or len(set(more)) != len(more):
        raise Refused(
            N_(
                "No way of counting is called {name}; use code-points, utf16 or bytes,"
                " with +lf where a line end counts as one and +bom where the byte order mark counts."
            ),
            name=f"'{name}'",
        )
    return Convention(units[unit], "lf" in more, "bom" in more)


def described(convention: Convention) -> Remark:
    """The convention in words."""
    if convention.crlf_is_one and convention.bom_counts:
        message = N_("{unit}, a line end as one, the byte order mark counted")
    elif convention.crlf_is_one:
        message = N_("{unit}, a line end as one")
    elif convention.bom_counts:
        message = N_("{unit}, line ends as in the file, the byte order mark counted")
    else:
        message = N_("{unit}, line ends as in the file")
    return Remark(message, {"unit": Term(_UNITS[convention.unit])})


def _apart(one: Convention, other: Convention) -> int:
    return (one.unit != other.unit) + (one.crlf_is_one != other.crlf_is_one) + 2 * (one.bom_counts != other.bom_counts)

"""How the dimensions and kinds of a study are drawn: as its frameworks say, or by a palette of our own where they say nothing.

Colour is never the only carrier: a dimension has a letter and a lane in which its lines run, a kind a fill and a form of line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.store.records import Reader

__all__ = ["Colours", "DimensionStyle", "DrawingStyles", "KindStyle", "drawing_styles"]

LANES = 3
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}|rgba?\([0-9., %]{5,40}\)")
FILL, PALE = {"light": 0.24, "dark": 0.17}, 0.10
"""How strongly a line's colour fills by theme, where a framework does not say: three fills leave the text readable."""
PALETTE = (
    ("#c24006", "#ff6a2b"),
    ("#195cd0", "#3b9bff"),
    ("#4c1e37", "#e9a0c4"),
    ("#0b6e4f", "#4fd1a0"),
    ("#7a5200", "#e5b84b"),
    ("#8a1c7c", "#e08ad8"),
    ("#00667a", "#4fc3dc"),
    ("#55570a", "#c9c94a"),
)
"""Lines of dimensions in light and dark: at least 4.5 to 1 on the page, as the contrast test has it."""
FORMS = (("full", "solid"), ("pale", "dashed"), ("none", "dotted"))
"""Fill and line of kinds by their order, where a framework does not say."""


@dataclass(frozen=True, slots=True)
class Colours:
    """CSS colours of one theme: of lines, of a full fill, of a pale one."""

    line: str
    fill: str
    pale: str


@dataclass(frozen=True, slots=True)
class DimensionStyle:
    """``lane``: 1, 2 or 3, from the text down."""

    code: str
    lane: int
    light: Colours
    dark: Colours


@dataclass(frozen=True, slots=True)
class KindStyle:
    """``fill``: full, pale or none; ``line``: solid, dashed or dotted."""

    code: str
    fill: str
    line: str


@dataclass(frozen=True, slots=True)
class DrawingStyles:
    """In the order of the ``style`` of a codebook's dimensions and kinds."""

    dimensions: tuple[DimensionStyle, ...]
    kinds: tuple[KindStyle, ...]


def drawing_styles(reader: Reader) -> DrawingStyles:
    """The styles of all dimensions and kinds of a study."""
    return DrawingStyles(tuple(_dimensions(reader)), tuple(_kinds(reader)))


def _declared(reader: Reader, role: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each code of the layers with this role, with what its framework says of drawing it."""
    section = {"dimension": "dimensions", "kind": "kinds"}[role]
    for number, row in reader.layer_rows.items():
        if row.role != role:
            continue
        framework = reader.frameworks.get(row.framework_id)
        styles = framework.section("styles") if framework else None
        said = {item["code"]: item for item in styles.get(section, ())} if isinstance(styles, Mapping) else {}
        declared = [code.id for code in framework.layer(row.identifier).codes] if framework else []
        own = [code.identifier for code in reader.code_rows.values() if code.layer_id == number]
        for code in [*declared, *(name for name in own if name not in declared)]:
            yield code, said.get(code, {})


def _dimensions(reader: Reader) -> Iterator[DimensionStyle]:
    for place, (code, said) in enumerate(_declared(reader, "dimension")):
        light, dark = PALETTE[place % len(PALETTE)]
        yield DimensionStyle(
            code,
            (int(said.get("lane", place + 1)) - 1) % LANES + 1,
            _colours(said.get("light", {}), light, "light"),
            _colours(said.get("dark", {}), dark, "dark"),
        )


def _colours(said: Mapping[str, str], line: str, theme: str) -> Colours:
    """The colours that a framework says, each only where it is one: what stands there goes into a style sheet."""
    sound = {name: value for name, value in said.items() if _COLOUR.fullmatch(value)}
    own = sound.get("line", "")
    line = own if own.startswith("#") else line
    return Colours(own or line, sound.get("fill") or _thin(line, FILL[theme]), sound.get("pale") or _thin(line, PALE))


def _thin(colour: str, strength: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength:.2f})"


def _kinds(reader: Reader) -> Sequence[KindStyle]:
    found = []
    for place, (code, said) in enumerate(_declared(reader, "kind")):
        fill, line = FORMS[min(place, len(FORMS) - 1)]
        found.append(KindStyle(code, said.get("fill", fill), said.get("line", line)))
    return found

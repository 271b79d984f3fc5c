"""What the styles of an OpenDocument text say of the text: coloured markings, hidden text and titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from spanveld.formats.sources.colours import nearest

__all__ = ["DC", "DRAW", "OFFICE", "STYLE", "TABLE", "TEXT", "Look", "Styles"]

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{{{_OPEN}office:1.0}}", f"{{{_OPEN}text:1.0}}", f"{{{_OPEN}table:1.0}}"
STYLE, DRAW = f"{{{_OPEN}style:1.0}}", f"{{{_OPEN}drawing:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
_BACKGROUND = f"{{{_OPEN}xsl-fo-compatible:1.0}}background-color"
_STYLE_ELEMENT, _NAME, _FAMILY, _PARENT = STYLE + "style", STYLE + "name", STYLE + "family", STYLE + "parent-style-name"
_TEXT_PROPERTIES, _SECTION_PROPERTIES = STYLE + "text-properties", STYLE + "section-properties"
_DISPLAY = TEXT + "display"
_TITLES = {"Title": 1, "Titel": 1, "Subtitle": 2, "Ondertitel": 2}


@dataclass(frozen=True, slots=True)
class Look:
    """``colour``: None where the style says nothing of it, empty where it takes a marking away. ``hidden`` alike."""

    colour: str | None = None
    hidden: bool | None = None
    heading: int = 0


class Styles:
    """The styles of a file by family and name, each looked into when first asked for."""

    def __init__(self, holders: Iterable[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        for holder in holders:
            for element in holder.iterchildren(_STYLE_ELEMENT):
                self._elements[element.get(_FAMILY, ""), element.get(_NAME, "")] = element
        self._known: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str) -> Look:
        """What a style of the family ``text``, ``paragraph`` or ``section`` says, with what it inherits."""
        known = self._known.get((family, name))
        if known is None:
            known = self._known[family, name] = self._found(family, name)
        return known

    def _found(self, family: str, name: str) -> Look:
        colour = hidden = None
        heading = 0
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            heading = heading or (_TITLES.get(name, 0) if family == "paragraph" else 0)
            element = self._elements.get((family, name))
            if element is None:
                break
            for properties in element.iterchildren(_TEXT_PROPERTIES, _SECTION_PROPERTIES):
                if colour is None and (background := properties.get(_BACKGROUND)) is not None:
                    colour = nearest(background)
                if hidden is None and (display := properties.get(_DISPLAY)) is not None:
                    hidden = display == "none"
            name = element.get(_PARENT, "")
        return Look(colour if family != "section" else None, hidden, heading)

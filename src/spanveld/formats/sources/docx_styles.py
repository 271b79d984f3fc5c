"""What the styles of a Word file say of the text: which paragraphs are headings or list items, and what is hidden.

Built-in styles keep their English name (``heading 1``) in a Dutch Word; their identifiers are Dutch there (``Kop1``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

__all__ = ["WORD", "Style", "Styles", "is_on", "number"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = WORD + "val"
_STYLE, _NAME, _BASED_ON = WORD + "style", WORD + "name", WORD + "basedOn"
_PARAGRAPH, _RUN = WORD + "pPr", WORD + "rPr"
_OUTLINE, _LIST, _LEVEL, _LIST_ID = WORD + "outlineLvl", WORD + "numPr", WORD + "ilvl", WORD + "numId"
_VANISH = WORD + "vanish"
_HEADING = re.compile(r"(?:heading|kop) ?([1-9])")
_LIST_NAME = re.compile(r"(?:list (?:bullet|number)|lijst ?(?:opsom\.?teken|nummering)) ?([2-9])?")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_TITLES = {"title": 1, "titel": 1, "subtitle": 2, "ondertitel": 2}


@dataclass(frozen=True, slots=True)
class Style:
    """``heading``: level from 1, 0 for body text. ``item``: depth of the list from 1, 0 for none. ``hidden``: by the style."""

    heading: int = 0
    item: int = 0
    hidden: bool = False


def is_on(element: etree._Element | None) -> bool:
    """Whether a property such as ``<w:vanish/>`` is there and not switched off."""
    return element is not None and element.get(_VAL, "1") not in ("0", "false", "off")


def number(element: etree._Element | None) -> int | None:
    """The whole number that a property holds; None where it is not there or holds something else."""
    value = "" if element is None else element.get(_VAL, "")
    return int(value) if _NUMBER.fullmatch(value) else None


class Styles:
    """The styles of a file by identifier, each looked into when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else root.iterchildren(_STYLE)
        self._elements = {element.get(WORD + "styleId", ""): element for element in elements}
        self._known: dict[str, Style] = {}

    def style(self, identifier: str) -> Style:
        """What a style says, with what it inherits."""
        known = self._known.get(identifier)
        if known is None:
            known = self._known[identifier] = self._found(identifier)
        return known

    def _found(self, identifier: str) -> Style:
        heading = item = hidden = None
        for name, element in self._line_of(identifier):
            properties = element.find(_PARAGRAPH) if element is not None else None
            heading = _heading(name, properties) if heading is None else heading
            item = _item(name, properties) if item is None else item
            if element is not None and hidden is None and (run := element.find(_RUN)) is not None:
                vanish = run.find(_VANISH)
                hidden = is_on(vanish) if vanish is not None else None
        return Style(heading or 0, item or 0, bool(hidden))

    def _line_of(self, identifier: str) -> list[tuple[str, etree._Element | None]]:
        """The style and those it is based on, nearest first; a style that no part describes is known by its identifier."""
        line: list[tuple[str, etree._Element | None]] = []
        seen: set[str] = set()
        while identifier and identifier not in seen:
            seen.add(identifier)
            element = self._elements.get(identifier)
            if element is None:
                return [*line, (identifier.lower(), None)]
            name = element.find(_NAME)
            line.append(((name.get(_VAL, "") if name is not None else identifier).lower(), element))
            based = element.find(_BASED_ON)
            identifier = based.get(_VAL, "") if based is not None else ""
        return line


def _heading(name: str, properties: etree._Element | None) -> int | None:
    level = number(properties.find(_OUTLINE)) if properties is not None else None
    if level is not None:
        return level + 1 if 0 <= level < 9 else 0
    if found := _HEADING.fullmatch(name):
        return int(found.group(1))
    return _TITLES.get(name)


def _item(name: str, properties: etree._Element | None) -> int | None:
    listed = properties.find(_LIST) if properties is not None else None
    found = _LIST_NAME.fullmatch(name)
    if listed is None and not found:
        return None
    if listed is not None and number(listed.find(_LIST_ID)) == 0:
        return 0
    level = number(listed.find(_LEVEL)) if listed is not None else None
    if level is None:
        level = int(found.group(1) or 1) - 1 if found else 0
    return min(max(level, 0), 8) + 1

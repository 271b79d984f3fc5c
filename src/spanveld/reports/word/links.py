"""Bookmarks and the links to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spanveld.reports.word.xml import Element, element

__all__ = ["Bookmarks"]

LONGEST = 40
"""How long the name of a bookmark may be in Word."""


@dataclass(slots=True)
class Bookmarks:
    """Gives each anchor of a report a name and a number that Word accepts; the same in the same order each time."""

    names: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    placed: list[str] = field(default_factory=list)

    def name(self, anchor: str) -> str:
        """The name of the bookmark for an anchor: letters, digits and underscores, in any spelling only once."""
        if anchor not in self.names:
            base = re.sub(r"[^A-Za-z0-9]", "_", anchor)[: LONGEST - 6]
            name, number = base, 1
            while name.casefold() in self.used:
                number += 1
                name = f"{base}_{number}"
            self.names[anchor] = name
            self.used.add(name.casefold())
        return self.names[anchor]

    def around(self, anchor: str, runs: list[Element]) -> list[Element]:
        """The runs with a bookmark around them; as they are where there is no anchor."""
        if not anchor:
            return runs
        self.placed.append(anchor)
        number = len(self.placed)
        start = element("bookmarkStart", id=number, name=self.name(anchor))
        return [start, *runs, element("bookmarkEnd", id=number)]

    def link(self, target: str, runs: list[Element]) -> Element:
        """A link to the bookmark of an anchor."""
        return element("hyperlink", *runs, anchor=self.name(target), history=1)

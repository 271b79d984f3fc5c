"""What became of everything that a file holds: counted per kind of element, each loss with its reason.

A reader counts what it finds and what it could not take; the actions that bring a project into a study add what they changed or
left out. Nothing leaves a file without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from spanveld.model.errors import Remark

__all__ = ["Account", "Fate", "Line"]

Fate = Literal["taken", "changed", "kept", "dropped"]
"""``changed``: taken, but not as it was; ``kept``: not shown in the study, written back on export; ``dropped``: gone."""


@dataclass(slots=True)
class Line:
    """One kind of element: how many the file holds and what became of them; the four fates add up to ``in_file``."""

    element: str
    in_file: int = 0
    taken: int = 0
    changed: int = 0
    kept: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Account:
    """The lines by kind of element, and remarks with the reason for whatever is not simply taken (each with a count and examples)."""

    lines: dict[str, Line] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def found(self, element: str, count: int = 1) -> None:
        """Counts elements as in the file and, until somebody says otherwise, as taken."""
        line = self._line(element)
        line.in_file += count
        line.taken += count

    def became(self, element: str, fate: Fate, count: int = 1) -> None:
        """Moves elements that were counted as taken to another fate; ValueError where there are not so many."""
        line = self._line(element)
        if fate == "taken":
            return
        if line.taken < count:
            raise ValueError(f"{element}: {count} more than the file holds")
        line.taken -= count
        setattr(line, fate, getattr(line, fate) + count)

    def remark(self, message: str, **values: object) -> None:
        """Adds a reason once; ``message`` is a msgid."""
        made = Remark(message, values)
        if made not in self.remarks:
            self.remarks.append(made)

    def _line(self, element: str) -> Line:
        if element not in self.lines:
            self.lines[element] = Line(element)
        return self.lines[element]

    def as_data(self) -> Mapping[str, Mapping[str, int]]:
        """The lines as plain numbers, by element."""
        return {
            line.element: {
                "in_file": line.in_file,
                "taken": line.taken,
                "changed": line.changed,
                "kept": line.kept,
                "dropped": line.dropped,
            }
            for line in self.lines.values()
        }

"""``study.cases``, ``sub_cases``, ``waves``, ``coders``, ``parties``, ``participants``"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.actions import people
from spanveld.session.acting import Group

__all__ = ["Things"]


@dataclass(frozen=True, slots=True)
class Things(Group):
    """The things of one kind; values are the columns that the study folder has for it."""

    kind: str

    def add(self, identifier: str = "", **values: Any) -> str:
        """Add one; gives its identifier (the next free number where none is given)."""
        return self.act(people.add_thing, self.kind, identifier, **values)

    def edit(self, identifier: str, **values: Any) -> None:
        """Change some of its values."""
        self.act(people.edit_thing, self.kind, identifier, **values)

    def remove(self, identifier: str, *, with_dependants: bool = False) -> None:
        """Remove one; refused while others rest on it or refer to it, unless ``with_dependants``."""
        self.act(people.remove_thing, self.kind, identifier, with_dependants=with_dependants)

"""What comes of laying two copies of a study side by side: what is added, changed, removed, and what only a person can settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from spanveld.model.study import StudyContent

__all__ = [
    "GONE",
    "KEPT",
    "OURS",
    "SIDES",
    "THEIRS",
    "Conflict",
    "Edited",
    "MergePlan",
    "Renamed",
    "Settling",
    "Side",
    "cell",
]

Side = Literal["ours", "theirs"]
OURS: Side = "ours"
THEIRS: Side = "theirs"
SIDES: tuple[Side, ...] = (OURS, THEIRS)
GONE = "removed"
KEPT = "kept"
"""What stands in a conflict about a whole thing (its field is empty)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both copies made different of what it was, so that a person has to choose.

    ``what`` is ``kind:name``, ``field`` the column (empty: the whole thing, which one copy removed); ``choice`` is ``ours``, ``theirs``
    or empty. ``sealed``: nobody but its assessor may see what stands there.
    """

    what: str
    field: str
    base: str
    ours: str
    theirs: str
    choice: str = ""
    sealed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What names the conflict among others."""
        return self.what, self.field


@dataclass(frozen=True, slots=True)
class Renamed:
    """A thing of theirs whose name was taken by another thing here."""

    kind: str
    theirs: str
    now: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A record here (number ``at`` among those of its kind) as it was in place, and as it is to become.

    ``before`` lies in the text as it is to be.
    """

    at: int
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would make of our copy; nothing of it is written yet.

    ``merged`` is the study as it will be. ``removals`` are numbers of records among those of their kind; ``texts`` are sources whose
    text is to be corrected, ``files`` sources that get the file that theirs was taken from. ``gone``: things (``kind:name``) that theirs
    no longer has and that stay.
    """

    ours: StudyContent
    merged: StudyContent
    additions: Mapping[str, Sequence[Any]]
    changes: Mapping[str, Sequence[Edited]]
    removals: Mapping[str, Sequence[int]]
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    conflicts: tuple[Conflict, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    gone: tuple[str, ...] = ()
    heading: Mapping[str, Any] = field(default_factory=dict)
    lying: Mapping[str, Mapping[int, Any]] = field(default_factory=dict)
    """Kind that lies in texts -> our records by number, in the texts as they are to be."""

    @property
    def unsettled(self) -> tuple[Conflict, ...]:
        """The conflicts in which nobody has chosen yet."""
        return tuple(conflict for conflict in self.conflicts if not conflict.choice)

    @property
    def empty(self) -> bool:
        """Whether our copy stays as it is."""
        return not any(
            (
                self.additions,
                self.changes,
                self.removals,
                self.texts,
                self.files,
                self.heading,
            )  # mappings without empty lists
        )

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind -> how many are ``added``, ``changed``, ``removed``; only kinds of which any is."""
        kinds = [name for name in self.ours.records if name in {*self.additions, *self.changes, *self.removals}]
        kinds += [name for name in {**self.additions, **self.changes, **self.removals} if name not in kinds]
        return {
            kind: {
                "added": len(self.additions.get(kind, ())),
                "changed": len(self.changes.get(kind, ())),
                "removed": len(self.removals.get(kind, ())),
            }
            for kind in kinds
        }


class Settling:
    """The conflicts as they are found, and what a person chose in each.

    ``settled`` maps (what, field) to a side; ``prefer`` is the side of all others (empty: they stay open, and ours stands meanwhile).
    """

    def __init__(self, settled: Mapping[tuple[str, str], str], prefer: str) -> None:
        self.settled = settled
        self.prefer = prefer
        self.conflicts: list[Conflict] = []
        self._places: set[tuple[str, str]] = set()

    def side(self, what: str, field: str, base: Any, ours: Any, theirs: Any, *, sealed: bool = False) -> Side:
        """Note a conflict; the side that goes."""
        name, number = what, 2
        while (name, field) in self._places:
            name, number = f"{what} ({number})", number + 1
        self._places.add((name, field))
        choice = self.settled.get((name, field), "") or self.prefer
        shown = ("", "", "") if sealed else (cell(base), cell(ours), cell(theirs))
        self.conflicts.append(Conflict(name, field, *shown, choice, sealed))
        return THEIRS if choice == THEIRS else OURS


def cell(value: Any) -> str:
    """A value as one cell of a table shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, tuple | list):
        return "; ".join(map(cell, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {cell(each)}" for name, each in value.items())
    return str(value)

"""What taking another version of an adopted framework does to a study.

Names of what a study uses: ``layer/code`` for a code, ``finding_kind:ID`` for a kind of finding, ``item:ID`` for an entry of the
theory that findings are linked to. A mapping sends such names to names of the same sort.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.model.framework_diff import Difference, as_data

__all__ = ["ITEM", "KIND", "Move", "Succession", "sort_of"]

KIND = "finding_kind:"
ITEM = "item:"


def sort_of(name: str) -> str:
    """What a name stands for: ``KIND``, ``ITEM``, or ``""`` for a code.

    >>> sort_of("finding_kind:works")
    'finding_kind:'
    """
    return next((prefix for prefix in (KIND, ITEM) if name.startswith(prefix)), "")


@dataclass(frozen=True, slots=True)
class Move:
    """Where a name goes, and on how many rows of the study it stands (codings, findings, memos, judgements)."""

    to: str
    uses: int


@dataclass(frozen=True, slots=True)
class Succession:
    """A version of a framework to be taken, and what that does.

    ``moves``: names that the mapping sends elsewhere. ``dropped``: codes that the new version lacks and nobody uses; they go.
    ``absorbed``: codes of the study's own that the new version has too and that become the framework's. ``stranded``: names in use
    that the new version lacks (or, of a dimension with findings, has elsewhere than among its dimensions), with their uses.
    ``doubled``: exclusive layer -> passages that would carry two of its codes by one coder. ``judged_twice``: dimensions that would
    get two judgements of one assessor on the same thing.
    """

    framework: str
    old: str
    new: str
    differences: tuple[Difference, ...]
    moves: Mapping[str, Move]
    dropped: tuple[str, ...]
    absorbed: tuple[str, ...]
    stranded: Mapping[str, int]
    doubled: Mapping[str, tuple[str, ...]]
    judged_twice: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing would be left without its code or kind, or get two where one is allowed."""
        return not (self.stranded or self.doubled or self.judged_twice)

    def as_json(self) -> dict[str, Any]:
        """The plan for machines."""
        return {
            "framework": self.framework,
            "old": self.old,
            "new": self.new,
            "possible": self.possible,
            "differences": [as_data(change) for change in self.differences],
            "moves": {name: {"to": move.to, "uses": move.uses} for name, move in self.moves.items()},
            "dropped": list(self.dropped),
            "absorbed": list(self.absorbed),
            "stranded": dict(self.stranded),
            "doubled": {layer: list(passages) for layer, passages in self.doubled.items()},
            "judged_twice": list(self.judged_twice),
        }

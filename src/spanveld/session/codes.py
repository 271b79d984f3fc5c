"""``study.codes``"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spanveld.actions import codes
from spanveld.session.acting import Group

__all__ = ["Codes"]


class Codes(Group):
    """The codes that the study adds to open layers; ``code`` is ``layer/code``."""

    def create(self, layer: str, code: str, *, parent: str = "", **labels: Any) -> str:
        """Make a code, with ``label_en``, ``label_nl`` and ``definition``; gives ``layer/code``."""
        return self.act(codes.create_code, layer, code, parent=parent, **labels)

    def rename(self, code: str, *, to: str = "", **labels: Any) -> str:
        """Give a code another name, or other labels; gives ``layer/code``."""
        return self.act(codes.rename_code, code, to=to, **labels)

    def move(self, code: str, *, parent: str = "", position: int | None = None) -> None:
        """Put a code below another one (empty: at the top)."""
        self.act(codes.move_code, code, parent=parent, position=position)

    def merge(self, code: str, into: str) -> int:
        """Recode everything from ``code`` to ``into`` and remove ``code``; gives how many codings moved."""
        return self.act(codes.merge_codes, code, into)

    def split(self, code: str, parts: Mapping[str, Sequence[str]]) -> None:
        """Give passages of a code to other codes: ``{name: [passages]}``."""
        self.act(codes.split_code, code, parts)

    def remove(self, code: str, *, with_dependants: bool = False) -> None:
        """Remove a code; refused while codings rest on it, unless ``with_dependants``."""
        self.act(codes.remove_code, code, with_dependants=with_dependants)

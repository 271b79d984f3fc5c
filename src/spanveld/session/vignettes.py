"""``study.vignettes``"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions import vignettes
from spanveld.session.acting import Group

__all__ = ["Vignettes"]


class Vignettes(Group):
    """Numbered boxes for the report; how they look is ``study.pages.vignettes()``."""

    def add(self, title: str, *, vignette: str = "", passages: Sequence[str] = (), **values: Any) -> str:
        """Make a vignette of passages (other values: text, case, sub_case, dimension, position); gives its identifier."""
        return self.act(vignettes.add_vignette, title, vignette=vignette, passages=passages, **values)

    def edit(self, vignette: str, **values: Any) -> None:
        """Change a vignette: title, text, case, sub_case, dimension, position."""
        self.act(vignettes.edit_vignette, vignette, **values)

    def move(self, vignette: str, *, before: str = "") -> None:
        """Put a vignette before another (empty: at the end)."""
        self.act(vignettes.move_vignette, vignette, before=before)

    def remove(self, vignette: str, *, with_dependants: bool = False) -> None:
        """Remove a vignette; refused while passages stand in it, unless ``with_dependants``. The passages stay."""
        self.act(vignettes.remove_vignette, vignette, with_dependants=with_dependants)

    def put(self, vignette: str, passage: str, *, place: int | None = None, note: str | None = None) -> None:
        """Put a passage in a vignette, last or at a place (from 1); one that stands there already is moved, or gets another note."""
        self.act(vignettes.put_passage_in, vignette, passage, place=place, note=note)

    def take(self, vignette: str, passage: str) -> None:
        """Take a passage out of a vignette."""
        self.act(vignettes.take_passage_from, vignette, passage)

    def reorder(self, vignette: str, passages: Sequence[str]) -> None:
        """Put all passages of a vignette in this order."""
        self.act(vignettes.order_passages, vignette, passages)

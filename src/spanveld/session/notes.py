"""``study.memos``, ``study.overviews`` and ``study.attributes``"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions import notes
from spanveld.session.acting import Group

__all__ = ["Attributes", "Memos", "Overviews"]


class Memos(Group):
    """Notes on anything; a memo is known by its number."""

    def add(self, text: str, *, subject: str = "", kind: str = "note", date: str = "", author: str = "") -> int:
        """Write a memo on ``kind:identifier`` (empty: on the study); gives its number."""
        return self.act(notes.add_memo, text, subject=subject, kind=kind, date=date, author=author)

    def edit(self, memo: int, **values: Any) -> None:
        """Change a memo."""
        self.act(notes.edit_memo, memo, **values)

    def remove(self, memo: int) -> None:
        """Remove a memo."""
        self.act(notes.remove_memo, memo)


class Overviews(Group):
    """The main points at the end of each source."""

    def write(self, source: str, points: Sequence[str], *, theme: str = "") -> None:
        """Write the points of a source in order, in place of those it had (none: take them away)."""
        self.act(notes.set_summary, source, points, theme=theme)


class Attributes(Group):
    """Named values of sources, participants, parties and cases."""

    def set(self, subject: str, name: str, value: str) -> None:
        """Give ``kind:identifier`` a value; an empty one takes it away."""
        self.act(notes.set_attribute, subject, name, value)

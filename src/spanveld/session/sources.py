"""``study.sources``"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spanveld.actions import sources
from spanveld.actions.sources import Correction, Turn
from spanveld.session.acting import Group
from spanveld.store.documents import Document, document

__all__ = ["Sources"]


class Sources(Group):
    """Interviews, field notes, documents, meetings and surveys with their texts."""

    def open(self, source: str) -> Document:
        """A source as a reader sees it: its current text, who speaks where, its passages with their codes."""
        with self.store.reading() as connection:
            return document(connection, self.store.study_id, source)

    def add(self, source: str, text: str, *, kind: str, turns: Sequence[Turn] = (), **values: Any) -> str:
        """Bring in a source. ``kind``: interview, field_notes, document, meeting or survey; ``turns``: (start, end, participant, role).

        Other values are columns of ``sources.csv``: title, date, case, wave, participants, sub_cases, ... Gives its identifier.
        """
        return self.act(sources.add_source, source, text, kind=kind, turns=turns, **values)

    def edit(self, source: str, **values: Any) -> None:
        """Change what is known of a source (not its text)."""
        self.act(sources.edit_source, source, **values)

    def remove(self, source: str, *, with_dependants: bool = False) -> None:
        """Remove a source with its text; refused while passages or summaries rest on it, unless ``with_dependants``."""
        self.act(sources.remove_source, source, with_dependants=with_dependants)

    def set_turns(self, source: str, turns: Sequence[Turn]) -> None:
        """Say who speaks where: (start, end, participant or "", role) in code points of the current text."""
        self.act(sources.set_turns, source, turns)

    def correct(
        self, source: str, *, text: str | None = None, edits: Iterable[tuple[int, int, str]] | None = None
    ) -> Correction:
        """Correct a text by ``edits`` (start, end, replacement) or by the whole new ``text``; says what became of each passage."""
        return self.act(sources.correct_text, source, text=text, edits=edits)

    def preview(
        self, source: str, *, text: str | None = None, edits: Iterable[tuple[int, int, str]] | None = None
    ) -> Correction:
        """What ``correct`` would do; nothing is written."""
        correction, _, _ = self.act(sources.plan_correction, source, text=text, edits=edits)
        return correction

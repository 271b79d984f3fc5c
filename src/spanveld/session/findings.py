"""``study.findings`` and ``study.evidence``"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions import findings
from spanveld.session.acting import Group

__all__ = ["EvidenceOfFindings", "Findings"]


class Findings(Group):
    """What the researcher states."""

    def add(self, dimension: str, kind: str, statement: str, *, finding: str = "", **values: Any) -> str:
        """State a finding (other values: case, sub_case, position, effect); gives its identifier.

        ``passages`` are tied to it in the same change, with one ``stance`` (supports, where it is left out).
        """
        return self.act(findings.add_finding, dimension, kind, statement, finding=finding, **values)

    def edit(self, finding: str, **values: Any) -> None:
        """Change a finding."""
        self.act(findings.edit_finding, finding, **values)

    def move(self, finding: str, *, before: str = "", after: str = "") -> None:
        """Put a finding before or after another (neither: at the end)."""
        self.act(findings.move_finding, finding, before=before, after=after)

    def remove(self, finding: str, *, with_dependants: bool = False) -> None:
        """Remove a finding; refused while evidence rests on it, unless ``with_dependants``."""
        self.act(findings.remove_finding, finding, with_dependants=with_dependants)

    def link(self, finding: str, relation: str, to: str) -> None:
        """Say how it bears on another finding or ``framework:item``: responds_to, reinforces, weakens or matches."""
        self.act(findings.link_finding, finding, relation, to)

    def unlink(self, finding: str, relation: str, to: str) -> None:
        """Take a link away."""
        self.act(findings.unlink_finding, finding, relation, to)


class EvidenceOfFindings(Group):
    """Passages tied to findings."""

    def add(
        self, finding: str, passage: str | Sequence[str], stance: str = "supports", *, note: str | None = None
    ) -> None:
        """Tie a passage, or several in one change, to a finding: they support, qualify or contradict it.

        One that is tied already gets this stance, and the note where one is given.
        """
        self.act(findings.add_evidence, finding, passage, stance, note=note)

    def edit(self, finding: str, passage: str, **values: Any) -> None:
        """Change the ``stance`` of a passage that is tied, or the ``note`` on it."""
        self.act(findings.edit_evidence, finding, passage, **values)

    def remove(self, finding: str, passage: str) -> None:
        """Untie a passage."""
        self.act(findings.remove_evidence, finding, passage)

"""``study.theory``"""

from __future__ import annotations

from collections.abc import Mapping

from spanveld.actions import adopting, succession
from spanveld.model.framework import Framework
from spanveld.model.succession import Succession
from spanveld.session.acting import Group

__all__ = ["Theory"]


class Theory(Group):
    """The frameworks that a study has adopted."""

    def adopt(self, framework: Framework) -> None:
        """Freeze a copy of a framework into the study."""
        self.act(adopting.adopt_framework, framework)

    def preview(self, framework: Framework, mapping: Mapping[str, str] | None = None) -> Succession:
        """What taking this version would do; nothing is written.

        ``mapping`` sends names that it lacks to names that it has: ``layer/code``, ``finding_kind:ID`` or ``item:ID``.
        """
        return self.act(succession.plan_succession, framework, mapping or {})

    def take(self, framework: Framework, mapping: Mapping[str, str] | None = None) -> Succession:
        """Take another version; refused, with the list, where something would be left without its code or kind."""
        return self.act(adopting.take_version, framework, mapping or {})

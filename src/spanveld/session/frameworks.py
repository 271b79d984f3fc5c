"""``study.theory``"""

from __future__ import annotations

from collections.abc import Mapping

from spanveld.actions import adopting
from spanveld.actions.adopting import Succession
from spanveld.model.framework import Framework
from spanveld.session.acting import Group

__all__ = ["Theory"]


class Theory(Group):
    """The frameworks that a study has adopted."""

    def adopt(self, framework: Framework) -> None:
        """Freeze a copy of a framework into the study."""
        self.act(adopting.adopt_framework, framework)

    def preview(self, framework: Framework, mapping: Mapping[str, str]) -> Succession:
        """What taking this version would do; ``mapping`` sends codes (``layer/code``) that it lacks to codes that it has."""
        return self.act(adopting.plan_succession, framework, mapping)

    def take(self, framework: Framework, mapping: Mapping[str, str]) -> Succession:
        """Take another version; refused, with the list, where codings or findings would be left without their code or kind."""
        return self.act(adopting.take_version, framework, mapping)

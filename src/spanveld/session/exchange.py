"""Projects of other programs into a study: looked at first, then brought in as one change.

project = read_project(Path("interviews.qdpx"))
plan = study.exchange.plan(project, TakingChoices())
done = study.exchange.bring_in(project, TakingChoices(), file="interviews.qdpx")
"""

from __future__ import annotations

from spanveld.actions import exchanging
from spanveld.actions.exchange_choices import TakingChoices
from spanveld.actions.exchanging import Exchanged
from spanveld.formats.exchange.project import Project
from spanveld.session.acting import Group

__all__ = ["Exchange", "Exchanged", "TakingChoices"]

AS_IT_IS = TakingChoices()


class Exchange(Group):
    """Imports of projects."""

    def plan(
        self, project: Project, choices: TakingChoices = AS_IT_IS, *, file: str = "", digest: str = ""
    ) -> Exchanged:
        """What bringing the project in would do, with its account; nothing is written. ``file``: the name of its file."""
        return self.look(exchanging.plan_project, project, choices, file=file, digest=digest)

    def bring_in(
        self, project: Project, choices: TakingChoices = AS_IT_IS, *, file: str = "", digest: str = ""
    ) -> Exchanged:
        """Bring the project in. Refused while study and file changed the same things and ``choices`` settle nothing."""
        return self.act(exchanging.bring_in_project, project, choices, file=file, digest=digest)

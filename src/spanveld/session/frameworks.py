"""``study.theory``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.actions import adopting, succession
from spanveld.actions.theory import parse_framework
from spanveld.formats.framework_file import shipped
from spanveld.model.framework import Framework
from spanveld.model.succession import Succession
from spanveld.session.acting import Group
from spanveld.store.records import Reader

__all__ = ["Newer", "Theory"]


@dataclass(frozen=True, slots=True)
class Newer:
    """An adopted framework (its ``id`` and the ``version`` that the study has) of which a ``newer`` version comes with the program."""

    id: str
    version: str
    newer: str


class Theory(Group):
    """The frameworks that a study has adopted."""

    def adopt(self, framework: Framework) -> None:
        """Freeze a copy of a framework into the study."""
        self.act(adopting.adopt_framework, framework)

    def preview(self, framework: Framework, mapping: Mapping[str, str] | None = None) -> Succession:
        """What taking this version would do; nothing is written.

        ``mapping`` sends names that it lacks to names that it has: ``layer/code``, ``finding_kind:ID`` or ``item:ID``.
        """
        return self.look(succession.plan_succession, framework, mapping or {})

    def newer(self) -> tuple[Newer, ...]:
        """The adopted frameworks of which a newer version comes with the program."""
        with self.store.reading() as connection:
            rows = Reader(connection, self.store.study_id, parse_framework).frameworks.values()
        found = []
        for row in rows:
            versions = [item.version for item in shipped() if item.id == row.id]
            best = max(versions, key=_number, default=row.version)
            if _number(best) > _number(row.version):
                found.append(Newer(row.id, row.version, best))
        return tuple(found)

    def take(self, framework: Framework, mapping: Mapping[str, str] | None = None) -> Succession:
        """Take another version; refused, with the list, where something would be left without its code or kind."""
        return self.act(adopting.take_version, framework, mapping or {})


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))

"""The study's health: every passage still marks what was coded, every text is what came in, the journal is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import Problem
from spanveld.store.proofs import faults_of
from spanveld.store.records import Reader

__all__ = ["Health", "health"]


@dataclass(frozen=True, slots=True)
class Health:
    """What was proved, and what is wrong; ``passages`` and ``texts`` are how many were checked."""

    study: str
    texts: int
    passages: int
    entries: int
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """The fields by their names; a problem as kind, name and reason."""
        found = [
            {"kind": problem.file, "name": problem.value, "reason": problem.reason.format(**problem.values)}
            for problem in self.problems
        ]
        checked = {"texts": self.texts, "passages": self.passages, "entries": self.entries}
        return {"study": self.study, "sound": self.sound, "checked": checked, "problems": found}


def health(reader: Reader) -> Health:
    """Check everything that can be proved."""
    counts, problems = faults_of(reader.connection, reader.study_id, reader.study.seed)
    return Health(reader.study.identifier, counts["text"], counts["anchor"], counts["journal"], tuple(problems))

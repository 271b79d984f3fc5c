"""Marks as they are shown: of judgements that lie open, of one's own sealed mark, and of others' of which only that they are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.language.messages import translator
from spanveld.model.errors import N_
from spanveld.model.records import AGREED
from spanveld.model.scale import reasoned
from spanveld.views.judgements import Concern, Mark, ScaleShown, Weighed
from spanveld.views.judgements_evidence import Material, Subject
from spanveld.views.judgements_scale import labelled

__all__ = ["Marks", "opened"]

COMPONENTS = ("method", "coherence", "adequacy", "relevance")
ANSWERS = {
    "cannot_judge": N_("cannot judge"),
    "both_poles": N_("too little on one point and too much on another"),
    "not_applicable": N_("does not apply"),
}
"""What answers are called where no framework names them."""


def opened(sealed: Any) -> dict[str, Any] | None:
    """What a sealed mark holds; None where it came back empty."""
    return json.loads(sealed.content) if sealed.content else None


@dataclass
class Marks:
    """Makes marks of rows; ``kinds``: kind of finding -> its label."""

    material: Material
    language: str
    kinds: Mapping[str, str]

    def __post_init__(self) -> None:
        self.coders = {row.id: row for row in self.material.reader.rows("coder")}

    def of(self, row: Any, scale: ScaleShown | None, *, with_evidence: bool = True) -> Mark:
        """A judgement that lies open."""
        links = self.material.links(row) if with_evidence else []
        agreed = bool(row.round == AGREED or row.agreed)
        return self._mark(row.assessor_id, row.round, row.sub_dimension, row._mapping, scale, links, agreed=agreed)

    def own(self, sealed: Any, round: int, scale: ScaleShown) -> Mark | None:
        """What the assessor who looks gave in the blind round."""
        content = opened(sealed)
        if content is None:
            return None
        links = self.linked(content)
        return self._mark(sealed.assessor_id, str(round), sealed.sub_dimension, content, scale, links)

    def linked(self, content: Mapping[str, Any]) -> list[tuple[Subject, str]]:
        """What a sealed mark links, as far as it is there still."""
        found = []
        for subject, stance in (content.get("evidence") or {}).items():
            kind, _, name = subject.partition(":")
            number = self._numbers(kind).get(name)
            if number is not None:
                found.append(((kind, number), stance))
        return found

    def closed_to_others(self, sealed: Any, round: int) -> Mark:
        """That somebody else gave a mark."""
        return Mark(*self._who(sealed.assessor_id), str(round), sealed.sub_dimension, sealed=True)

    def _numbers(self, kind: str) -> dict[str, int]:
        return {name: number for number, name in self.material.reader.names(kind).items()}

    def _who(self, coder: int) -> tuple[str, str, str, str]:
        row = self.coders[coder]
        return row.identifier, row.name or row.identifier, row.role, row.affiliation

    def _mark(
        self,
        coder: int,
        round: str,
        part: str,
        values: Mapping[Any, Any],
        scale: ScaleShown | None,
        links: list[tuple[Subject, str]],
        *,
        agreed: bool = False,
    ) -> Mark:
        best, answer = values.get("best"), values.get("answer") or ""
        position = next((one for one in scale.positions if one.at == best), None) if scale else None
        offered = next((one for one in scale.answers if one.id == answer), None) if scale else None
        reason, words = reasoned(values.get("reason") or "")
        strength, grade = values.get("tension_strength") or "", values.get("grade") or ""
        return Mark(
            *self._who(coder),
            round,
            part,
            best,
            values.get("low"),
            values.get("high"),
            position.label if position else "",
            position.band if position else "",
            answer,
            offered.label if offered else translator(self.language)(ANSWERS[answer]) if answer else "",
            reason,
            labelled(offered.reasons, reason) if offered else reason,
            words,
            strength,
            labelled(scale.strengths, strength) if scale else strength,
            grade,
            labelled(scale.grades, grade) if scale else grade,
            tuple(self._concerns(values, scale)),
            values.get("rationale") or "",
            agreed,
            False,
            tuple(self.weighed(subject, stance) for subject, stance in links),
        )

    def _concerns(self, values: Mapping[Any, Any], scale: ScaleShown | None) -> list[Concern]:
        found = []
        for component in COMPONENTS:
            cell = values.get(component) or ""
            if cell:
                concern, words = reasoned(cell)
                label = labelled(scale.components, component) if scale else component
                of = labelled(scale.concerns, concern) if scale else concern
                found.append(Concern(component, label, concern, of, words))
        return found

    def weighed(self, subject: Subject, stance: str) -> Weighed:
        """A link as it is shown beside its mark: without the passages of a finding."""
        kind, number = subject
        if kind == "passage":
            return self.material.passage(number, stance)
        row = self.material.finding_rows[number]
        return self.material.finding(row, stance, (), self.kinds.get(row.kind, row.kind))

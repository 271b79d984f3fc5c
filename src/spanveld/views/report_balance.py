"""Where the dimensions of a report stand on their scale: what was agreed and how sure that is, in the words of one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spanveld.model.framework import in_language
from spanveld.model.scale import Scale
from spanveld.views.audit import audit
from spanveld.views.judgements_made import judgements
from spanveld.views.report_balance_parts import AssessorLine, BalancePart, BalanceRow, WeighedLine
from spanveld.views.report_base import Base
from spanveld.views.standings import ASKED, CHOICE, LAW, OUTCOME, Answer, Given, PartStanding, Standing, standings_of

__all__ = ["balances_of"]

APART = (LAW, CHOICE, OUTCOME, ASKED)


def balances_of(base: Base) -> dict[str, tuple[BalancePart, ...]]:
    """Dimension -> where it stands, in each case, sub-case and wave that was judged."""
    only = {name: base.only.get(name, "") for name in ("sub_case", "wave")}
    standings = standings_of(base.reader, base.language, **only)
    if not standings:
        return {}
    maker = _Maker(base, _stale(base) if any(one.phase == "closed" for one in standings) else frozenset())
    found: dict[str, list[BalancePart]] = {}
    for standing in standings:
        found.setdefault(standing.dimension, []).append(maker.part(standing))
    return {dimension: tuple(parts) for dimension, parts in found.items()}


def _stale(base: Base) -> frozenset[str]:
    """The assessments whose evidence changed since they were closed."""
    return frozenset(line.assessment for line in judgements(base.reader, "").assessments if line.stale)


@dataclass
class _Maker:
    """Makes the parts, each in this edition's words."""

    base: Base
    stale: frozenset[str]

    def __post_init__(self) -> None:
        self.coders: dict[str, Any] = {row.identifier: row for row in self.base.reader.rows("coder")}

    def part(self, standing: Standing) -> BalancePart:
        base, scale = self.base, standing.scale
        names = (("case", standing.case), ("sub_case", standing.sub_case), ("wave", standing.wave))
        several_cases = len(base.names_of["case"]) > 1
        about = [base.name(kind, name) for kind, name in names if name and (kind != "case" or several_cases)]
        rule = scale.rule("one_assessor") if scale else None
        return BalancePart(
            assessment=standing.assessment,
            dimension=standing.dimension,
            label=standing.label,
            about=tuple(about),
            scale=scale,
            phase=standing.phase,
            closed=standing.closed,
            stale=standing.assessment in self.stale,
            rows=tuple(self.row(part, scale) for part in standing.parts),
            scope=tuple(self.answer(each) for each in standing.scope if each.question not in APART),
            apart=tuple(self.answer(each) for each in standing.scope if each.question in (LAW, CHOICE)),
            outcome=tuple(self.answer(each) for each in standing.scope if each.question == OUTCOME),
            judged_by=len(standing.assessors),
            assessors=tuple(map(self.assessor, standing.assessors)) if base.edition.open else (),
            again_after=rule.after_days if rule else None,
            weighed=tuple(self.weighed(standing)),
            grade_note=in_language(scale.grading.note, base.language) if scale else "",
            strength_question=in_language(scale.strength, base.language) if scale else "",
            audit=tuple(self.audited(standing)),
        )

    def answer(self, answer: Answer) -> Answer:
        return replace(answer, answer=self.base.edition.text(answer.answer))

    def row(self, part: PartStanding, scale: Scale | None) -> BalanceRow:
        """What was agreed; the assessors' own marks are for those who do the research alone."""
        code = scale.judged(part.code, part.sub_dimension) if scale else None
        anchors = {anchor.at: anchor.label(self.base.language) for anchor in code.anchors} if code else {}
        marks = tuple(map(self.given, part.marks)) if self.base.edition.open else ()
        return BalanceRow(
            part.sub_dimension, part.label, self.given(part.agreed) if part.agreed else None, marks, anchors
        )

    def given(self, given: Given) -> Given:
        """In this edition's words; who gave it only for those who do the research."""
        text = self.base.edition.text
        name = self.base.name("coder", given.assessor) if self.base.edition.open and given.assessor else ""
        return replace(
            given,
            assessor=name,
            reason_words=text(given.reason_words),
            rationale=text(given.rationale),
            concerns=tuple(replace(each, words=self.base.edition.note(each.words)) for each in given.concerns),
            subjects={},
        )

    def assessor(self, name: str) -> AssessorLine:
        row = self.coders.get(name)
        if row is None:
            return AssessorLine(name, "", "")
        return AssessorLine(row.name or name, row.role, row.affiliation)

    def weighed(self, standing: Standing) -> Iterator[WeighedLine]:
        """What the agreed judgement was weighed on, that this report prints."""
        edition = self.base.edition
        agreed = standing.agreed
        for subject, stance in (agreed.subjects if agreed else {}).items():
            kind, _, name = subject.partition(":")
            printed = (edition.passages if kind == "passage" else edition.findings).get(name, "")
            if printed or edition.open:
                yield WeighedLine(kind, printed or name, stance, bool(printed))

    def audited(self, standing: Standing) -> Iterator[str]:
        """What a careful reader should know of its ground; nobody is named outside the research."""
        if not standing.assessment:
            return
        found = audit(
            self.base.reader, assessment=standing.assessment, language=self.base.language, named=self.base.edition.open
        ).of("assessment", standing.assessment)
        for sentence in found.sentences if found else ():
            yield self.base.edition.text(sentence.sentence)

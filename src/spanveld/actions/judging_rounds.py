"""The rounds of an assessment: blind, laid open, talked over, closed, opened again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from spanveld.actions.judging_found import check_phase, found_assessment, marks_of, scale_for, subject
from spanveld.actions.judging_marks import opened_mark, write_judgement
from spanveld.actions.lookup import actor_id
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, Refused, Translate
from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.store.work import Row, Work, now
from spanveld.views.judgements import OpenRule
from spanveld.views.judgements_closing import open_rules
from spanveld.views.judgements_evidence import basis_of

__all__ = ["REVEAL", "ClosingRefused", "again", "close", "reopen", "reveal", "rules_lacking", "start"]

REVEAL = "reveal marks"
"""The action that lays marks open; it cannot be undone."""
ONE_ASSESSOR = "one_assessor"


class ClosingRefused(Refused):
    """An assessment that cannot be closed yet; ``lacks`` holds every rule that is not met."""

    def __init__(self, assessment: str, lacks: Sequence[OpenRule]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(N_("Assessment '{assessment}' stays open."), assessment=assessment)

    def text(self, translate: Translate = lambda message: message) -> str:
        """What lacks, a line each, then that it stays open."""
        said = [lack.text(translate) for lack in self.lacks]
        return "\n".join([*said, super().text(translate)])


def start(work: Work, assessment: str) -> None:
    """Open the first, blind round; Refused while the scope lacks what the framework requires."""
    row = found_assessment(work, assessment)
    check_phase(row, "preparing")
    actor_id(work)
    scale = scale_for(work, work.row("code", (row["dimension_id"],)) or {})
    answered = {question for (question,) in work.values("assessment_scope", "question", assessment_id=row["id"])}
    language = (work.one("study") or {})["language"]
    missing = [each for each in scale.scope if each.required and each.id not in answered]
    if missing:
        raise Refused(
            N_("Fill in the scope first; it lacks an answer to: {questions}."),
            questions="; ".join(f"{each.label(language)} ({each.id})" for each in missing),
        )
    if not work.count("assessment_assessors", assessment_id=row["id"]):
        raise Refused(N_("An assessment needs at least one assessor."))
    work.update("assessment", row["id"], phase="blind", round=_next_round(work, row))
    work.record("start blind round", [subject(assessment)])


def _next_round(work: Work, row: Row) -> int:
    """The number of the first round: after those of judgements that were there before the assessment, which stay as they are."""
    rounds = [its["round"] for its in marks_of(work, row)]
    return max([row["round"] or 0, *(int(number) for number in rounds if number.isdecimal())]) + 1


def reveal(work: Work, assessment: str) -> None:
    """Close the blind round: sealed marks become judgements with their evidence, and a discussion begins."""
    row = found_assessment(work, assessment)
    check_phase(row, "blind")
    actor_id(work)
    sealed = [(mark, opened_mark(mark)) for mark in work.rows("sealed_mark", assessment_id=row["id"])]
    given = {mark["assessor_id"] for mark, content in sealed if content and not mark["sub_dimension"]}
    assessors = [number for (number,) in work.values("assessment_assessors", "coder_id", assessment_id=row["id"])]
    names = dict(work.values("coder", "id", "identifier", id=assessors)) if assessors else {}
    if waiting := sorted((names[number] for number in set(assessors) - given), key=natural):
        raise Refused(
            N_(
                "The blind round stays closed to all until each assessor has given a mark on the dimension; still to come: {names}."
            ),
            names=", ".join(waiting),
        )
    for mark, content in sealed:
        if content:
            evidence = {name: stance for name, stance in content.get("evidence", {}).items() if _is_there(work, name)}
            value = {**content, "evidence": evidence}
            write_judgement(work, row, mark["assessor_id"], str(row["round"]), mark["sub_dimension"], value)
        work.delete("sealed_mark", mark["id"])
    work.update("assessment", row["id"], phase="discussion", round=row["round"] + 1)
    work.record(REVEAL, [subject(assessment)])


def close(work: Work, assessment: str) -> None:
    """Close an assessment and keep what it rests on; ClosingRefused where a rule is not met."""
    row = found_assessment(work, assessment)
    check_phase(row, "discussion")
    actor_id(work)
    if lacks := rules_lacking(work, assessment):
        raise ClosingRefused(assessment, lacks)
    basis = _basis(work, assessment)
    work.update("assessment", row["id"], phase="closed", closed=now(), reopened="", basis=basis)
    work.record("close assessment", [subject(assessment)])


def reopen(work: Work, assessment: str, reason: str) -> None:
    """Open a closed assessment for discussion again; the round stays that of before."""
    row = found_assessment(work, assessment)
    check_phase(row, "closed")
    actor_id(work)
    if not reason.strip():
        raise Refused(N_("Say why assessment '{assessment}' is opened again."), assessment=assessment)
    work.update("assessment", row["id"], phase="discussion", closed="", reopened=reason.strip(), basis="")
    work.record("reopen assessment", [subject(assessment)])


def again(work: Work, assessment: str, *, blind: bool) -> None:
    """Open one more round, blind or not; a single assessor's second reading waits as long as the framework says."""
    row = found_assessment(work, assessment)
    check_phase(row, "discussion")
    actor_id(work)
    scale = scale_for(work, work.row("code", (row["dimension_id"],)) or {})
    rule = scale.rule(ONE_ASSESSOR)
    if rule is not None and rule.after_days and work.count("assessment_assessors", assessment_id=row["id"]) == 1:
        _check_wait(work, row, rule.after_days)
    phase = "blind" if blind else "discussion"
    work.update("assessment", row["id"], phase=phase, round=row["round"] + 1)
    work.record("open round", [subject(assessment)])


def rules_lacking(work: Work, assessment: str) -> tuple[OpenRule, ...]:
    """The rules of closing that are not met by what was agreed."""
    return open_rules(Reader(work.connection, work.study_id, parse_framework), assessment)


def _basis(work: Work, assessment: str) -> str:
    lines = basis_of(Reader(work.connection, work.study_id, parse_framework), assessment)
    return json.dumps(list(lines), ensure_ascii=False) if lines else ""


def _is_there(work: Work, linked: str) -> bool:
    kind, _, name = linked.partition(":")
    return bool(work.values(kind, "id", identifier=name))


def _check_wait(work: Work, row: Row, days: int) -> None:
    """Refused until so many days after the marks of the round before were laid open."""
    entries = journal.briefly(work.connection, work.study_id, 0)
    shown = [entry.time for entry in entries if entry.action == REVEAL and subject(row["identifier"]) in entry.subjects]
    first = datetime.fromisoformat(max(shown, default=row["opened"] or now()))
    since = first + timedelta(days=days)
    if datetime.fromisoformat(now()) < since:
        raise Refused(
            N_("A second reading by the same person comes at least {days} days after the first: from {date} on."),
            days=days,
            date=since.date().isoformat(),
        )

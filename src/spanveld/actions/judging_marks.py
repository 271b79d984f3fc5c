"""Marks on the scale: sealed in a blind round, open in discussion, agreed at the end; and what is linked to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spanveld.actions.judging_found import (
    ABOUT,
    assessor_acting,
    check_part,
    check_phase,
    found_assessment,
    marks_of,
    scale_for,
    subject,
)
from spanveld.actions.judging_values import SUBJECTS, VALUES, check_mark, check_stance, columns_of, evidence_of, merged
from spanveld.actions.lookup import actor_id, subject_of
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.records import AGREED
from spanveld.model.scale import Scale
from spanveld.model.sealed import opened, sealed
from spanveld.store.work import Row, Work

__all__ = ["agree", "give_mark", "link_evidence", "opened_mark", "take_mark", "unlink_evidence", "write_judgement"]

Content = dict[str, Any]


def give_mark(work: Work, /, assessment: str, sub_dimension: str = "", **values: Any) -> None:
    """Give the actor's own mark in the round that is open, or change it.

    In a blind round it is sealed: the journal names the assessment, and nothing of what was given.
    """
    row, scale = _judged(work, assessment, sub_dimension, "blind", "discussion")
    coder = assessor_acting(work, row)
    held = _held(work, row, coder, sub_dimension)
    mark = _whole(work, scale, sub_dimension, held, values)
    if row["phase"] == "blind":
        _seal(work, row, coder, sub_dimension, mark)
    else:
        write_judgement(work, row, coder, str(row["round"]), sub_dimension, mark)
    work.record("give mark", [subject(assessment)])


def take_mark(work: Work, assessment: str, sub_dimension: str = "") -> None:
    """Take the actor's own mark of the round that is open away."""
    row, _ = _judged(work, assessment, sub_dimension, "blind", "discussion")
    coder = assessor_acting(work, row)
    if row["phase"] == "blind":
        present = _sealed(work, row, coder, sub_dimension)
        found = [present["id"]] if present else []
        table = "sealed_mark"
    else:
        where: dict[str, Any] = {"assessor_id": coder, "round": str(row["round"]), "sub_dimension": sub_dimension}
        found = [its["id"] for its in marks_of(work, row, **where)]
        table = "judgement"
        for its in marks_of(work, row, "judgement_evidence", **where):
            work.delete("judgement_evidence", its["id"])
    if not found:
        raise NotFound(N_("{coder} has given no mark on this in the round that is open."), coder=work.actor)
    for number in found:
        work.delete(table, number)
    work.record("take mark", [subject(assessment)])


def agree(work: Work, /, assessment: str, sub_dimension: str = "", **values: Any) -> None:
    """Enter what the assessors agreed on, or change it; it stands in the name of who entered it first."""
    row, scale = _judged(work, assessment, sub_dimension, "discussion")
    coder = actor_id(work)
    present = _agreed(work, row, sub_dimension)
    held = _content(work, row, present) if present else {}
    mark = _whole(work, scale, sub_dimension, held, values)
    write_judgement(work, row, present["assessor_id"] if present else coder, AGREED, sub_dimension, mark)
    work.record("agree judgement", [subject(assessment)])


def link_evidence(
    work: Work, assessment: str, linked: str, stance: str, *, sub_dimension: str = "", agreed: bool = False
) -> None:
    """Link a passage or finding to the actor's own mark, or to the agreed judgement; one that is linked gets this stance."""
    check_stance(stance)
    _relink(work, assessment, linked, stance, sub_dimension, agreed)


def unlink_evidence(work: Work, assessment: str, linked: str, *, sub_dimension: str = "", agreed: bool = False) -> None:
    """Take such a link away."""
    _relink(work, assessment, linked, "", sub_dimension, agreed)


def _relink(work: Work, assessment: str, linked: str, stance: str, part: str, agreed: bool) -> None:
    row, _ = _judged(work, assessment, part, *(("discussion",) if agreed else ("blind", "discussion")))
    coder = actor_id(work) if agreed else assessor_acting(work, row)
    if not subject_of(work, linked, SUBJECTS)[0]:
        raise Refused(N_("Say what is linked: passage:NAME or finding:NAME."))
    present = _agreed(work, row, part) if agreed else None
    held = (_content(work, row, present) if present else {}) if agreed else _held(work, row, coder, part)
    if not held:
        raise Refused(
            N_("Evidence is linked to an agreed judgement: enter that first.")
            if agreed
            else N_("Evidence is linked to a mark: give that first.")
        )
    evidence = dict(held.get("evidence") or {})
    if not stance and linked not in evidence:
        raise NotFound(N_("'{subject}' is not linked to this judgement."), subject=linked)
    evidence.pop(linked, None)
    mark = {**held, "evidence": {**evidence, **({linked: stance} if stance else {})}}
    if row["phase"] == "blind":
        _seal(work, row, coder, part, mark)
        work.record("give mark", [subject(assessment)])
        return
    owner = present["assessor_id"] if present else coder
    write_judgement(work, row, owner, AGREED if agreed else str(row["round"]), part, mark)
    work.record("link to judgement" if stance else "unlink from judgement", [subject(assessment), linked])


def write_judgement(work: Work, row: Row, coder: int, round: str, part: str, mark: Mapping[str, Any]) -> None:
    """Let an assessor's judgement of a round hold these values and links."""
    own: dict[str, Any] = {"sub_dimension": part, "assessor_id": coder, "round": round}
    place = {**{name: row[name] for name in ABOUT}, **own}
    columns = columns_of(work, mark)
    present = next(iter(marks_of(work, row, **own)), None)
    if present is None:
        work.insert("judgement", **place, **columns, agreed=1 if round == AGREED else None, guid="")
    else:
        work.update("judgement", present["id"], **columns)
    wanted = {}
    for linked, stance in (mark.get("evidence") or {}).items():
        wanted[subject_of(work, linked, SUBJECTS)] = stance
    for link in marks_of(work, row, "judgement_evidence", **own):
        stance = wanted.pop((link["subject_kind"], link["subject_id"]), None)
        if stance is None:
            work.delete("judgement_evidence", link["id"])
        else:
            work.update("judgement_evidence", link["id"], stance=stance)
    for (kind, number), stance in wanted.items():
        work.insert("judgement_evidence", **place, subject_kind=kind, subject_id=number, stance=stance, guid="")


def opened_mark(row: Row) -> Content | None:
    """What a sealed mark holds; None where it came back empty from a folder that somebody else saved."""
    return opened(row["content"]) or None


def _judged(work: Work, assessment: str, part: str, *phases: str) -> tuple[Row, Scale]:
    row = found_assessment(work, assessment)
    check_phase(row, *phases)
    dimension = work.row("code", (row["dimension_id"],)) or {}
    scale = scale_for(work, dimension)
    check_part(scale, dimension["identifier"], part)
    return row, scale


def _whole(work: Work, scale: Scale, part: str, held: Content, values: Mapping[str, Any]) -> Content:
    mark = merged(held, values)
    check_mark(scale, part, mark)
    mark["evidence"] = evidence_of(work, mark["evidence"]) if "evidence" in values else dict(held.get("evidence") or {})
    return mark


def _seal(work: Work, row: Row, coder: int, part: str, mark: Content) -> None:
    content = sealed({**columns_of(work, mark), "evidence": mark.get("evidence") or {}})
    present = _sealed(work, row, coder, part)
    if present is None:
        place = {"assessment_id": row["id"], "assessor_id": coder, "sub_dimension": part}
        work.insert("sealed_mark", **place, content=content, guid="")
    else:
        work.update("sealed_mark", present["id"], content=content)


def _sealed(work: Work, row: Row, coder: int, part: str) -> Row | None:
    return work.one("sealed_mark", assessment_id=row["id"], assessor_id=coder, sub_dimension=part)


def _agreed(work: Work, row: Row, part: str) -> Row | None:
    return next(iter(marks_of(work, row, round=AGREED, sub_dimension=part)), None)


def _held(work: Work, row: Row, coder: int, part: str) -> Content:
    """What the actor's mark holds: sealed, of this round, or (a discussion starts from it) of the last round that lies open."""
    if row["phase"] == "blind":
        present = _sealed(work, row, coder, part)
        return (opened_mark(present) if present else None) or {}
    own = [its for its in marks_of(work, row, assessor_id=coder, sub_dimension=part) if its["round"].isdecimal()]
    last = max(own, key=lambda its: int(its["round"]), default=None)
    return _content(work, row, last) if last else {}


def _content(work: Work, row: Row, judgement: Row) -> Content:
    own = {name: judgement[name] for name in ("sub_dimension", "assessor_id", "round")}
    evidence = {}
    for link in marks_of(work, row, "judgement_evidence", **own):
        its = work.row(link["subject_kind"], (link["subject_id"],)) or {}
        evidence[f"{link['subject_kind']}:{its['identifier']}"] = link["stance"]
    return {**{name: judgement[name] for name in VALUES}, "evidence": evidence}

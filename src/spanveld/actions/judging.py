"""Assessments: opened, their scope and assessors, searches for what speaks against, examples of positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from spanveld.actions.judging_found import (
    check_part,
    check_phase,
    found_assessment,
    key_of,
    marks_of,
    only_case,
    scale_for,
    subject,
)
from spanveld.actions.lookup import actor_id, dimension_named, find, layer_named
from spanveld.actions.things import DependantsRefusal, add, edit
from spanveld.model.errors import N_, NotFound, Refused, quoted
from spanveld.model.names import natural
from spanveld.model.scale import Question, Scale
from spanveld.store.dependants import removal_of
from spanveld.store.work import Row, Work, now

__all__ = [
    "ASKED_OF_BOARD",
    "log_search",
    "open_assessment",
    "pin",
    "remove_assessment",
    "set_assessors",
    "set_scope",
    "unpin",
]

ASKED_OF_BOARD = "asked_of_board"
"""The program's own question beside those of the framework's scope: what is asked of the board."""


def open_assessment(
    work: Work,
    /,
    dimension: str,
    *,
    case: str = "",
    sub_case: str = "",
    wave: str = "",
    assessors: Sequence[str] = (),
    assessment: str = "",
    scope: Mapping[str, str],
) -> str:
    """Open an assessment of a dimension of a case (or sub-case) in a wave; gives its identifier.

    Refused where that has one already, or the framework of the dimension has no scale. ``assessors``: left out, who acts.
    """
    judged = dimension_named(work, dimension)
    scale = scale_for(work, judged)
    case = _case(work, case, sub_case)
    if not assessors:
        actor_id(work)
    name = add(
        work,
        "assessment",
        assessment,
        case=case,
        sub_case=sub_case,
        wave=wave,
        dimension=dimension,
        assessors=tuple(assessors) or (work.actor,),
        phase="preparing",
        round=0,
        opened=now(),
    )
    row = found_assessment(work, name)
    only = only_case(work)
    for other in work.rows("assessment", dimension_id=judged["id"]):
        if other["id"] != row["id"] and key_of(other, only) == key_of(row, only):
            raise Refused(
                N_(
                    "This is judged in assessment '{assessment}' already; there is one for each dimension of a case, sub-case and wave."
                ),
                assessment=other["identifier"],
            )
    for question, answer in scope.items():
        _answer(work, row, scale, question, answer)
    work.record("open assessment", [subject(name)])
    return name


def set_scope(work: Work, assessment: str, question: str, answer: str) -> None:
    """Answer a question of the scope; an empty answer takes it away."""
    row = found_assessment(work, assessment)
    check_phase(row, "preparing", "discussion")
    scale = scale_for(work, work.row("code", (row["dimension_id"],)) or {})
    _answer(work, row, scale, question, answer)
    work.record("set scope", [subject(assessment)])


def set_assessors(work: Work, assessment: str, names: Sequence[str]) -> None:
    """Say who judges, before the first marks lie open."""
    row = found_assessment(work, assessment)
    check_phase(row, "preparing", "blind")
    if not names:
        raise Refused(N_("An assessment needs at least one assessor."))
    wanted = {find(work, "coder", name) for name in names}
    for mark in work.rows("sealed_mark", assessment_id=row["id"]):
        if mark["assessor_id"] not in wanted:
            who = (work.row("coder", (mark["assessor_id"],)) or {})["identifier"]
            raise Refused(
                N_("{coder} has given a mark in this round and stays an assessor, unless {coder} takes it away first."),
                coder=who,
            )
    edit(work, "assessment", row["id"], assessors=tuple(names))
    work.record("set assessors", [subject(assessment)])


def remove_assessment(work: Work, assessment: str, *, with_dependants: bool = False) -> None:
    """Remove an assessment; its scope, searches, marks and judgements rest on it."""
    row = found_assessment(work, assessment)
    plans = [removal_of(work, "assessment", row["id"])]
    rests: Counter[str] = Counter(plans[0].rests)
    for table in ("judgement_evidence", "judgement"):
        for its in marks_of(work, row, table):
            plan = removal_of(work, table, its["id"])
            rests[table] += 1
            rests.update(plan.rests)
            plans.append(plan)
    if rests and not with_dependants:
        raise DependantsRefusal("assessment", assessment, rests)
    for plan in plans:
        plan.carry_out(work)
    work.record("remove assessment", [subject(assessment)])


def log_search(work: Work, assessment: str, query: str, found: int, *, sub_dimension: str = "", note: str = "") -> None:
    """Keep that a query was asked for what speaks against the judgement, and how many passages it found.

    Not in a blind round: what an assessor looks for tells what the assessor thinks.
    """
    row = found_assessment(work, assessment)
    check_phase(row, "preparing", "discussion")
    dimension = work.row("code", (row["dimension_id"],)) or {}
    check_part(scale_for(work, dimension), dimension["identifier"], sub_dimension)
    actor_id(work)
    values = {"sub_dimension": sub_dimension, "query": query, "found": found, "searched": now(), "note": note}
    add(work, "contrary_search", "", assessment=assessment, coder=work.actor, **values)
    work.record("log search", [subject(assessment)])


def pin(work: Work, dimension: str, position: int, passage: str, *, sub_dimension: str = "", note: str = "") -> None:
    """Pin a passage to a position, as an example of it; one that is pinned there already gets this note."""
    judged = dimension_named(work, dimension)
    scale = scale_for(work, judged)
    check_part(scale, judged["identifier"], sub_dimension)
    if isinstance(position, bool) or not isinstance(position, int) or not scale.has(position):
        raise Refused(
            N_("{name}: {value} is no position of the scale, which has {known}."),
            name="position",
            value=quoted(position),
            known=", ".join(str(each.at) for each in scale.positions),
        )
    present = _pinned(work, judged, sub_dimension, position, passage)
    if present is None:
        values = {"sub_dimension": sub_dimension, "position": position, "passage": passage, "note": note}
        add(work, "anchor_example", "", dimension=dimension, **values)
    else:
        edit(work, "anchor_example", present["id"], note=note)
    work.record("pin example", [f"passage:{passage}"])


def unpin(work: Work, dimension: str, position: int, passage: str, *, sub_dimension: str = "") -> None:
    """Take such an example away; the passage stays."""
    present = _pinned(work, dimension_named(work, dimension), sub_dimension, position, passage)
    if present is None:
        raise NotFound(
            N_("Passage '{passage}' is not pinned to {position} of '{dimension}'."),
            passage=passage,
            position=position,
            dimension=sub_dimension or dimension,
        )
    work.delete("anchor_example", present["id"])
    work.record("unpin example", [f"passage:{passage}"])


def _pinned(work: Work, dimension: Row, part: str, position: int, passage: str) -> Row | None:
    return work.one(
        "anchor_example",
        dimension_id=dimension["id"],
        sub_dimension=part,
        position=position,
        passage_id=find(work, "passage", passage),
    )


def _case(work: Work, case: str, sub_case: str) -> str:
    """The case of an assessment: the one named; in a study with several, else its sub-case's."""
    theme = (work.row("sub_case", (find(work, "sub_case", sub_case),)) or {}) if sub_case else {}
    its = (work.row("case", (theme["case_id"],)) or {}) if theme.get("case_id") is not None else {}
    if case and its and its["identifier"] != case:
        raise Refused(N_("Sub-case '{sub_case}' belongs to case '{case}'."), sub_case=sub_case, case=its["identifier"])
    if case or work.count("case") < 2:
        return case
    if not its:
        raise Refused(N_("Say of which case this is an assessment: the study has several."))
    return str(its["identifier"])


def _answer(work: Work, row: Row, scale: Scale, question: str, answer: str) -> None:
    asked = next((each for each in scale.scope if each.id == question), None)
    if asked is None and question != ASKED_OF_BOARD:
        raise Refused(
            N_("'{question}' is no question of the scope; known are: {known}."),
            question=question,
            known=", ".join((*(each.id for each in scale.scope), ASKED_OF_BOARD)),
        )
    answer = answer.strip()
    if asked is not None and answer:
        _check_choice(work, scale, asked, answer)
    present = work.one("assessment_scope", assessment_id=row["id"], question=question)
    if present is None and answer:
        add(work, "assessment_scope", "", assessment=row["identifier"], question=question, answer=answer)
    elif present is not None and answer:
        edit(work, "assessment_scope", present["id"], answer=answer)
    elif present is not None:
        work.delete("assessment_scope", present["id"])


def _check_choice(work: Work, scale: Scale, question: Question, answer: str) -> None:
    """Refused where a question takes a code of a layer or an entry of a vocabulary, and this is none."""
    known: list[str] = []
    if question.layer:
        layer = layer_named(work, f"{scale.framework}/{question.layer}")
        known = [name for (name,) in work.values("code", "identifier", layer_id=layer["id"])]
    elif question.vocabulary:
        row = work.one("framework", identifier=scale.framework) or {}
        from spanveld.actions.theory import parse_framework

        entries = parse_framework(row["body"], row["identifier"]).vocabulary(question.vocabulary)
        known = [str(entry["id"]) for entry in entries]
    if (question.layer or question.vocabulary) and answer not in known:
        raise Refused(
            N_("{question}: {value} is no answer to this; known are: {known}."),
            question=question.id,
            value=quoted(answer),
            known=", ".join(sorted(known, key=natural)) or "-",
        )

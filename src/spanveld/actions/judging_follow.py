"""What is judged follows dimensions that get another code, and stays on a scale that has all its positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spanveld.actions.judging_found import check_agreed, check_assessments, scale_for
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, Refused
from spanveld.model.scale import Named, Scale, scale_of
from spanveld.store.work import Row, Work

__all__ = ["check_scales", "send_examples", "send_judging"]


def send_judging(work: Work, old: int, new: int) -> None:
    """Let assessments and examples of a dimension (by number) be of another one.

    Refused where two assessments, or two agreed judgements, would be of one thing.
    """
    for (number,) in work.values("assessment", "id", dimension_id=old):
        work.update("assessment", number, dimension_id=new)
    send_examples(work, {old: new})
    check_assessments(work)
    check_agreed(work)


def send_examples(work: Work, goes: Mapping[int, int]) -> None:
    """Let examples of positions follow dimensions; one that a position would have twice is kept once."""
    rows = work.rows("anchor_example", dimension_id=[*goes, *goes.values()])
    held = {(row["dimension_id"], *_place(row)) for row in rows if row["dimension_id"] not in goes}
    for row in rows:
        if row["dimension_id"] not in goes:
            continue
        key = (goes[row["dimension_id"]], *_place(row))
        if key in held:
            work.delete("anchor_example", row["id"])
        else:
            work.update("anchor_example", row["id"], dimension_id=key[0])
        held.add(key)


def check_scales(work: Work, before: Row) -> None:
    """Refused where a framework (``before``: its row until now) no longer knows what judgements on its scale hold.

    Of sealed marks it does not look at what they hold: a scale that lost anything is refused while there are any.
    """
    for row in work.rows("assessment"):
        scale_for(work, work.row("code", (row["dimension_id"],)) or {})
    rows = [(row["dimension_id"], row) for row in work.rows("judgement")]
    rows += [(row["dimension_id"], {**row, "best": row["position"]}) for row in work.rows("anchor_example")]
    _check_sealed(work, before)
    known: dict[int, tuple[str, Scale | None]] = {}
    for number, row in rows:
        if number not in known:
            known[number] = _scale(work, number)
        dimension, scale = known[number]
        lost = next(_lost(scale, dimension, row), None) if scale else None
        if lost:
            raise Refused(
                N_(
                    "Judgements on '{dimension}' hold {column} '{value}', which this version of the framework does not know."
                ),
                dimension=dimension,
                column=lost[0],
                value=lost[1],
            )


def _check_sealed(work: Work, before: Row) -> None:
    old = scale_of(parse_framework(before["body"], before["identifier"]))
    dimensions = {row["id"]: row["dimension_id"] for row in work.rows("assessment")}
    sealed = work.values("sealed_mark", "assessment_id", "sub_dimension")
    for assessment, part in sealed if old else ():
        dimension, scale = _scale(work, dimensions[assessment])
        gone = part and scale is not None and scale.judged(dimension, part) is None
        if old and scale and scale.framework == old.framework and (gone or _offered(old) - _offered(scale)):
            raise Refused(
                N_(
                    "A blind round on '{dimension}' is open, and this version of the framework leaves out something of its scale. "
                    "Close the round first."
                ),
                dimension=dimension,
            )


def _offered(scale: Scale) -> set[tuple[str, Any]]:
    """All that a mark on a scale can hold."""
    named = {"strength": scale.strengths, "grade": scale.grading.grades, "answer": scale.others}
    found: set[tuple[str, Any]] = {("position", position.at) for position in scale.positions}
    return found | {(kind, one.id) for kind, offered in named.items() for one in offered}


def _scale(work: Work, dimension: int) -> tuple[str, Scale | None]:
    code = work.row("code", (dimension,)) or {}
    owner = work.values("layer", "framework_id", id=code["layer_id"])[0][0]
    row = work.row("framework", (owner,)) if owner is not None else None
    return code["identifier"], scale_of(parse_framework(row["body"], row["identifier"])) if row else None


def _lost(scale: Scale, dimension: str, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    part = row.get("sub_dimension") or ""
    if part and scale.judged(dimension, part) is None:
        yield "sub_dimension", part
    for name in ("best", "low", "high"):
        if row.get(name) is not None and not scale.has(row[name]):
            yield name, row[name]
    named: tuple[tuple[str, tuple[Named, ...]], ...] = (
        ("tension_strength", scale.strengths),
        ("grade", scale.grading.grades),
        ("answer", scale.others),
    )
    for name, offered in named:
        if offered and row.get(name) and row[name] not in {one.id for one in offered}:
            yield name, row[name]


def _place(row: Row) -> tuple[Any, ...]:
    return row["sub_dimension"], row["position"], row["passage_id"]

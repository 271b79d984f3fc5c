"""Findings: stated, ordered, tied to the passages that support, qualify or contradict them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import dimension_named, find
from spanveld.actions.theory import check_finding_kind, parse_framework
from spanveld.actions.things import add, edit, remove
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.records import STANCES
from spanveld.store.work import Work

__all__ = [
    "add_evidence",
    "add_finding",
    "edit_evidence",
    "edit_finding",
    "link_finding",
    "move_finding",
    "remove_evidence",
    "remove_finding",
    "unlink_finding",
]


def add_finding(
    work: Work,
    /,
    dimension: str,
    kind: str,
    statement: str,
    *,
    finding: str = "",
    passages: Sequence[str] = (),
    stance: str = STANCES[0],
    **values: Any,
) -> str:
    """State a finding, at the end of the order unless ``position`` says where; gives its identifier.

    ``passages`` are tied to it at once, with one stance.
    """
    check_finding_kind(work, dimension_named(work, dimension), kind)
    _check_case(work, values.get("case"))
    if values.get("position") is None:
        values["position"] = max((place or 0 for (place,) in work.values("finding", "position")), default=0) + 1
    name = add(work, "finding", finding, **{**values, "dimension": dimension, "kind": kind, "statement": statement})
    for passage in passages:
        _tie(work, name, passage, stance, None)
    work.record("add finding", [f"finding:{name}", *(f"passage:{passage}" for passage in passages)])
    return name


def edit_finding(work: Work, /, finding: str, **values: Any) -> None:
    """Change a finding's statement, kind, dimension, case, sub-case or effect."""
    number = find(work, "finding", finding)
    row = work.row("finding", (number,)) or {}
    dimension = values.get("dimension")
    judged = dimension_named(work, dimension) if dimension else work.row("code", (row["dimension_id"],)) or {}
    check_finding_kind(work, judged, str(values.get("kind", row["kind"])))
    if "case" in values:
        _check_case(work, values["case"])
    edit(work, "finding", number, **values)
    work.record("edit finding", [f"finding:{finding}"])


def move_finding(work: Work, finding: str, *, before: str = "", after: str = "") -> None:
    """Put a finding before or after another in the order of the study (neither: at the end); the others close up."""
    moved = find(work, "finding", finding)
    beside = find(work, "finding", before or after) if before or after else None
    if beside == moved:
        return
    rows = work.rows("finding")
    order = [
        row["id"]
        for row in sorted(rows, key=lambda row: (row["position"] is None, row["position"] or 0, row["id"]))
        if row["id"] != moved
    ]
    place = len(order) if beside is None else order.index(beside) + (0 if before else 1)
    order.insert(place, moved)
    for position, number in enumerate(order, 1):
        work.update("finding", number, position=position)
    work.record("move finding", [f"finding:{finding}"])


def remove_finding(work: Work, finding: str, *, with_dependants: bool = False) -> None:
    """Remove a finding; its evidence, links and memos rest on it."""
    remove(work, "finding", find(work, "finding", finding), finding, with_dependants=with_dependants)
    work.record("remove finding", [f"finding:{finding}"])


def add_evidence(
    work: Work, finding: str, passages: str | Sequence[str], stance: str, *, note: str | None = None
) -> None:
    """Tie a passage, or several, to a finding; one that is tied already gets this stance, and the note where one is given."""
    names = [passages] if isinstance(passages, str) else list(dict.fromkeys(passages))
    for passage in names:
        _tie(work, finding, passage, stance, note)
    work.record("add evidence", [f"finding:{finding}", *(f"passage:{passage}" for passage in names)])


def edit_evidence(work: Work, /, finding: str, passage: str, **values: Any) -> None:
    """Change the stance of a passage towards a finding, or the note on it."""
    if unknown := sorted(set(values) - {"stance", "note"}):
        raise TypeError(f"evidence has no {', '.join(unknown)}; it has note, stance")
    edit(work, "evidence", _evidence(work, finding, passage), **values)
    work.record("edit evidence", [f"finding:{finding}", f"passage:{passage}"])


def remove_evidence(work: Work, finding: str, passage: str) -> None:
    """Untie a passage from a finding."""
    work.delete("evidence", _evidence(work, finding, passage))
    work.record("remove evidence", [f"finding:{finding}", f"passage:{passage}"])


def link_finding(work: Work, finding: str, relation: str, to: str) -> None:
    """Say how a finding bears on another finding or on ``framework:item``."""
    framework, colon, item = to.partition(":")
    if colon:
        _check_item(work, framework, item)
    add(work, "finding_link", "", from_=finding, relation=relation, to=to)
    work.record("link finding", [f"finding:{finding}", to if colon else f"finding:{to}"])


def unlink_finding(work: Work, finding: str, relation: str, to: str) -> None:
    """Take such a link away."""
    outside = ":" in to
    target = {"item": to} if outside else {"to_id": find(work, "finding", to)}
    found = work.one("finding_link", from_id=find(work, "finding", finding), relation=relation, **target)
    if found is None:
        raise NotFound(
            N_("Finding '{finding}' has no link '{relation}' to '{to}'."), finding=finding, relation=relation, to=to
        )
    work.delete("finding_link", found["id"])
    work.record("unlink finding", [f"finding:{finding}", to if outside else f"finding:{to}"])


def _check_item(work: Work, framework: str, item: str) -> None:
    row = work.one("framework", identifier=framework)
    if row is None:
        raise NotFound(N_("This study has not adopted a framework '{name}'."), name=framework)
    if all(item != known.id for known in parse_framework(row["body"], framework).catalogue):
        raise NotFound(N_("The framework {framework} has no item {item}."), framework=framework, item=item)


def _check_case(work: Work, case: str | None) -> None:
    if not case and work.count("case") > 1:
        raise Refused(N_("Say of which case this is a finding: the study has several."))


def _tie(work: Work, finding: str, passage: str, stance: str, note: str | None) -> None:
    number = _tied(work, finding, passage)
    values = {"stance": stance} if note is None else {"stance": stance, "note": note}
    if number is None:
        add(work, "evidence", "", finding=finding, passage=passage, **values)
    else:
        edit(work, "evidence", number, **values)


def _tied(work: Work, finding: str, passage: str) -> int | None:
    found = work.values(
        "evidence", "id", finding_id=find(work, "finding", finding), passage_id=find(work, "passage", passage)
    )
    return int(found[0][0]) if found else None


def _evidence(work: Work, finding: str, passage: str) -> int:
    number = _tied(work, finding, passage)
    if number is None:
        raise NotFound(
            N_("Passage '{passage}' is no evidence for finding '{finding}'."), passage=passage, finding=finding
        )
    return number

"""Findings and their evidence: stated, changed, put in order, linked; passages tied to them from the board and from a text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.session.pages import FindingsAndKinds, FindingsOfSource, PagePassage
from spanveld.web.operations import Body, Call, Invalid, Operation, known_columns

__all__ = ["OPERATIONS"]

STATED = ("statement", "dimension", "kind")
"""What a finding cannot do without."""
EVIDENCE = {"add evidence", "edit evidence", "remove evidence"}
LINKS = {"link finding", "unlink finding"}
OF_PASSAGES = {
    *("add passage", "edit passage", "extend passage", "recode passage", "add coding", "remove coding"),
    *("add memo", "edit memo", "remove memo", "correct text", "accept change", "link finding", "add finding"),
    *("put passage in vignette", "take passage from vignette", "order vignette"),
}
"""What may happen to a passage without changing what it is evidence for."""


class FindingIn(Body):
    """A finding to state. ``values``: statement, dimension, kind, and if wanted case, sub_case, effect; ``passages`` support it at once."""

    values: dict[str, str]
    id: str = ""
    passages: tuple[str, ...] = ()
    stance: str = "supports"


class FindingEdit(Body):
    """What of a finding is to change; what is left out stays."""

    values: dict[str, str]


class MoveIn(Body):
    """The finding before or after which it comes (neither: at the end)."""

    before: str = ""
    after: str = ""


class EvidenceIn(Body):
    """Passages to tie, with one stance; a ``note`` that is left out stays as it is."""

    passages: tuple[str, ...]
    stance: str = "supports"
    note: str | None = None


class EvidenceEdit(Body):
    """``values``: the stance of a passage that is tied, the note on it, or both."""

    values: dict[str, str]


class LinkIn(Body):
    """``values``: ``relation`` and ``to``, another finding or ``framework:item``. ``id`` is left empty."""

    values: dict[str, str]
    id: str = ""


class TieIn(Body):
    """The finding to which a passage goes; or, without one, ``values`` of a finding to state with it.

    Or it goes into the vignette ``example``, or a new one with a ``title`` (and what else ``values`` say of its frame).
    """

    finding: str = ""
    example: str = ""
    title: str = ""
    values: dict[str, str] = {}  # noqa: RUF012 - each body has its own
    stance: str = "supports"


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """The finding that was stated, changed or removed."""

    id: str


@dataclass(frozen=True, slots=True)
class TiedNow:
    """What became of a passage: the journal's newest entry, the passage as it is now, and the finding or vignette."""

    sequence: int
    source: str
    passage: PagePassage | None
    removed: tuple[str, ...]
    finding: str


def _all(call: Call) -> FindingsAndKinds:
    return call.study.pages.findings(items=call.flag("items"))


def _of_source(call: Call) -> FindingsOfSource:
    return call.study.pages.findings_of(call.names["source"])


def _add(call: Call) -> NamedFinding:
    if call.made is not None:
        return NamedFinding(call.made.subject)
    body = call.body
    return NamedFinding(_state(call, body.values, finding=body.id, passages=body.passages, stance=body.stance))


def _state(call: Call, values: dict[str, str], **more: Any) -> str:
    """State a finding; Invalid where it lacks something, or has what no finding has."""
    given = {name: value for name, value in values.items() if value}
    for name in STATED:
        if name not in given:
            raise Invalid(N_("{field}: say it first."), field=name)
    rest = {name: value for name, value in given.items() if name not in STATED}
    with known_columns():
        return call.study.findings.add(given["dimension"], given["kind"], given["statement"], **more, **rest)


def _edit(call: Call) -> NamedFinding:
    if call.made is None:
        with known_columns():
            _seen(call, but=EVIDENCE | LINKS | {"move finding"}).findings.edit(_name(call), **call.body.values)
    return NamedFinding(_name(call))


def _move(call: Call) -> NamedFinding:
    if call.made is None:
        body = call.body
        if body.before and body.after:
            raise Invalid(N_("Say before or after which finding it comes, not both."))
        seen = _seen(call, but=EVIDENCE | LINKS | {"edit finding"})
        seen.findings.move(_name(call), before=body.before, after=body.after)
    return NamedFinding(_name(call))


def _remove(call: Call) -> NamedFinding:
    if call.made is None:
        _seen(call).findings.remove(_name(call), with_dependants=call.flag("with_dependants"))
    return NamedFinding(_name(call))


def _tie(call: Call) -> NamedFinding:
    if call.made is None:
        body = call.body
        if not body.passages:
            raise Invalid(N_("Say which passages."))
        call.study.evidence.add(_name(call), body.passages, body.stance, note=body.note)
    return NamedFinding(_name(call))


def _edit_tie(call: Call) -> NamedFinding:
    passage = call.names["passage"]
    if call.made is None:
        seen = call.having_seen(f"passage:{passage}", but=OF_PASSAGES)
        with known_columns():
            seen.evidence.edit(_name(call), passage, **call.body.values)
    return NamedFinding(passage)


def _untie(call: Call) -> NamedFinding:
    passage = call.names["passage"]
    if call.made is None:
        call.having_seen(f"passage:{passage}", but=OF_PASSAGES).evidence.remove(_name(call), passage)
    return NamedFinding(passage)


def _link(call: Call) -> NamedFinding:
    if call.made is None:
        values = call.body.values
        if set(values) != {"relation", "to"}:
            raise Invalid(N_("Say how it bears on what: relation and to."))
        call.study.findings.link(_name(call), values["relation"], values["to"])
    return NamedFinding(_name(call))


def _unlink(call: Call) -> NamedFinding:
    if call.made is None:
        call.study.findings.unlink(_name(call), call.query.get("relation", ""), call.query.get("to", ""))
    return NamedFinding(_name(call))


def _from_text(call: Call) -> TiedNow:
    """A passage goes to a finding, or into a vignette, from the page on which it is read."""
    passage, body = call.passage(), call.body
    source = call.study.pages.source_of(passage)
    finding: str = body.finding or body.example
    if call.made is not None:
        return _now(call, source, passage, finding or call.made.subject)
    if body.example:
        call.study.vignettes.put(body.example, passage)
    elif body.title:
        given = {name: value for name, value in body.values.items() if value}
        with known_columns():
            finding = call.study.vignettes.add(body.title, passages=(passage,), **given)
    elif finding:
        call.study.evidence.add(finding, passage, body.stance)
    else:
        finding = _state(call, body.values, passages=(passage,), stance=body.stance)
    return _now(call, source, passage, finding)


def _untie_in_text(call: Call) -> TiedNow:
    passage = call.passage()
    source = call.study.pages.source_of(passage)
    if call.made is None:
        call.study.evidence.remove(_name(call), passage)
    return _now(call, source, passage, _name(call))


def _now(call: Call, source: str, passage: str, finding: str) -> TiedNow:
    sequence, found = call.study.pages.passage(source, passage)
    return TiedNow(sequence, source, found, (), finding)


def _name(call: Call) -> str:
    return call.names["finding"]


def _seen(call: Call, but: Collection[str] = ()) -> Study:
    return call.having_seen(f"finding:{_name(call)}", but=but)


ONE = "/api/findings/{finding}"
OPERATIONS = (
    Operation(
        "GET",
        "/api/findings",
        _all,
        "All findings in short, in their order, and what can be stated.",
        answers=FindingsAndKinds,
        query={"items": "1: also what of the frameworks findings can be linked to."},
    ),
    Operation(
        "GET",
        "/api/sources/{source}/findings",
        _of_source,
        "All findings in short, and which passages of a source are evidence for which.",
        answers=FindingsOfSource,
    ),
    Operation("POST", "/api/findings", _add, "State a finding, with passages if wanted.", FindingIn, NamedFinding),
    Operation("PATCH", ONE, _edit, "Change a finding.", FindingEdit, NamedFinding),
    Operation("POST", f"{ONE}/move", _move, "Put a finding before or after another.", MoveIn, NamedFinding),
    Operation(
        "DELETE",
        ONE,
        _remove,
        "Remove a finding; refused while evidence rests on it.",
        answers=NamedFinding,
        query={"with_dependants": "1: untie its evidence, links and memos too."},
    ),
    Operation(
        "POST", f"{ONE}/evidence", _tie, "Tie passages to a finding, all in one change.", EvidenceIn, NamedFinding
    ),
    Operation(
        "PATCH",
        f"{ONE}/evidence/{{passage}}",
        _edit_tie,
        "Change the stance of a passage that is tied, or the note on it.",
        EvidenceEdit,
        NamedFinding,
    ),
    Operation("DELETE", f"{ONE}/evidence/{{passage}}", _untie, "Untie a passage.", answers=NamedFinding),
    Operation(
        "POST", f"{ONE}/links", _link, "Say how a finding bears on another, or on an item.", LinkIn, NamedFinding
    ),
    Operation(
        "DELETE",
        f"{ONE}/links",
        _unlink,
        "Take such a link away.",
        answers=NamedFinding,
        query={"relation": "How it bears.", "to": "On what."},
    ),
    Operation(
        "POST",
        "/api/passages/{passage}/findings",
        _from_text,
        "Tie a passage to a finding, or state one with it; or put it in a vignette.",
        TieIn,
        TiedNow,
    ),
    Operation(
        "DELETE",
        "/api/passages/{passage}/findings/{finding}",
        _untie_in_text,
        "Untie a passage from a finding.",
        answers=TiedNow,
    ),
)

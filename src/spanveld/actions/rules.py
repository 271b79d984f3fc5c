"""Where a pain point strains a rule of the game: what becomes of a framework's proposals, and what the researcher adds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.theory import parse_framework
from spanveld.actions.things import add, edit, remove
from spanveld.model.chafing import keeps_going
from spanveld.model.errors import N_, NotFound, Refused, quoted
from spanveld.model.framework import Framework, Item
from spanveld.model.rule_records import DECISIONS
from spanveld.store.work import Row, Work

__all__ = ["clear_rule", "decide_rule", "send_strains", "strain_subject", "strained_items"]

CONFIRMED, CHANGED, REFUSED = DECISIONS
SECTIONS = {
    "rules": N_("'{name}' is no rule of the game of a framework of this study: write framework:item."),
    "links": N_("'{name}' is no proposed link of a framework of this study: write framework:item."),
    "handlings": N_("'{name}' is no handling of a framework of this study: write framework:item."),
    "pain_points": N_(
        "'{name}' is no finding of this study and no pain point of its frameworks: write a finding, or framework:item."
    ),
}
"""What is said where an item is not in a part of the adopted frameworks."""


def decide_rule(
    work: Work,
    /,
    decision: str,
    *,
    link: str | None = None,
    pain_point: str = "",
    rule: str = "",
    case: str = "",
    **values: Any,
) -> str:
    """Confirm, change or refuse the proposal ``link`` (framework:item), or without one say that a pain point strains a rule.

    ``pain_point`` (a finding, or framework:item) and ``rule`` are those of the proposal unless given. Further ``values``: reason,
    handled, handlings (framework:item each), tried, passages; what is left out stays as it is. Gives the name of what was decided on.
    """
    if decision not in DECISIONS:
        raise Refused(
            N_("A proposal is {known}, not {value}."), known=", ".join(DECISIONS), value=quoted(str(decision))
        )
    if unknown := sorted(set(values) - {"reason", "handled", "handlings", "tried", "passages"}):
        raise TypeError(f"a decision has no {', '.join(unknown)}; it has handled, handlings, passages, reason, tried")
    link = full_name(work, "links", link) if link else link
    rule = full_name(work, "rules", rule) if rule else rule
    if values.get("handlings"):
        values["handlings"] = [full_name(work, "handlings", name) for name in _several(values["handlings"])]
    proposal = _item(work, "links", link) if link else None
    pain_point, rule = _places(proposal, link or "", decision, pain_point, rule)
    case_id = _case(work, case, pain_point)
    held = _held(work, case_id, link or "", pain_point, rule)
    kept = link if link is not None else (held or {}).get("link", "")
    if decision != CONFIRMED and not kept:
        raise Refused(N_("There is no proposal to change or to refuse: name it with its link, as framework:item."))
    _check_handlings(work, values.get("handlings") or ())
    _check_confirmed(work, decision, kept, values)
    values |= {"decision": decision, "link": kept, "pain_point": pain_point, "rule": rule}
    values["case"] = work.values("case", "identifier", id=case_id)[0][0] if case_id else ""
    values = {name: value for name, value in values.items() if value is not None}
    if held is None:
        add(work, "rule_strain", "", **values)
    else:
        edit(work, "rule_strain", held["id"], **values)
    name = strain_subject(pain_point, rule)
    findings = [] if ":" in pain_point else [f"finding:{pain_point}"]
    work.record("decide rule", [name, *findings, *(f"passage:{one}" for one in values.get("passages") or ())])
    return name.partition(":")[2]


def clear_rule(work: Work, pain_point: str, rule: str, *, case: str = "") -> None:
    """Take back what was decided on a pain point and a rule; NotFound where nothing was."""
    rule = full_name(work, "rules", rule)
    held = _held(work, _case(work, case, pain_point), "", pain_point, rule)
    if held is None:
        raise NotFound(
            N_("Nothing was decided on pain point '{pain_point}' and rule '{rule}'."), pain_point=pain_point, rule=rule
        )
    remove(work, "rule_strain", held["id"], f"{pain_point} {rule}", with_dependants=True)
    work.record("clear rule", [strain_subject(pain_point, rule)])


def strain_subject(pain_point: str, rule: str) -> str:
    """What the journal calls a place where a pain point strains a rule.

    >>> strain_subject("F1", "reading:lamp")
    'rule_strain:F1 reading:lamp'
    """
    return f"rule_strain:{pain_point} {rule}"


# ---------------------------------------------------------------------- what is named
def _framework(work: Work, name: str) -> Framework | None:
    row = work.one("framework", identifier=name)
    return parse_framework(row["body"], name) if row else None


def full_name(work: Work, section: str, name: str) -> str:
    """``framework:item``; the item alone will do where one adopted framework has it."""
    if ":" in name:
        return name
    rows = work.rows("framework")
    here = [
        f"{row['identifier']}:{name}"
        for row in rows
        if any(item.id == name for item in parse_framework(row["body"], row["identifier"]).items(section))
    ]
    if len(here) > 1:
        raise Refused(N_("Several frameworks have '{name}'; write one of {known}."), name=name, known=", ".join(here))
    return here[0] if here else name


def _several(given: str | Sequence[str]) -> Sequence[str]:
    return [given] if isinstance(given, str) else given


def _item(work: Work, section: str, name: str) -> Item:
    """An item of one part of an adopted framework; NotFound where there is none of that name."""
    owner, _, id = name.partition(":")
    framework = _framework(work, owner)
    found = next((item for item in framework.items(section) if item.id == id), None) if framework else None
    if found is None:
        raise NotFound(SECTIONS[section], name=name)
    return found


def _places(proposal: Item | None, link: str, decision: str, pain_point: str, rule: str) -> tuple[str, str]:
    """The pain point and the rule that are meant; a proposal that is confirmed or refused keeps its rule."""
    if proposal is not None:
        owner = link.partition(":")[0]
        own_rule = f"{owner}:{proposal.content['strains']}"
        if decision != CHANGED and rule not in ("", own_rule):
            raise Refused(
                N_("'{link}' is about the rule '{rule}'; with another rule it is changed, not confirmed or refused."),
                link=link,
                rule=own_rule,
            )
        return pain_point or f"{owner}:{proposal.content['from']}", rule or own_rule
    if not pain_point or not rule:
        raise Refused(N_("Name a proposed link, or a pain point and a rule of the game."))
    return pain_point, rule


def _held(work: Work, case_id: int | None, link: str, pain_point: str, rule: str) -> Row | None:
    """What was decided before: on this proposal in this case, else on this pain point and rule."""
    target = _target(work, pain_point)
    _item(work, "rules", rule)
    cases = _same_case(work, case_id)
    there = next(
        (row for row in work.rows("rule_strain", **target, rule=rule) if row["case_id"] in cases),
        None,
    )
    earlier = (
        next((row for row in work.rows("rule_strain", link=link) if row["case_id"] in cases), None) if link else None
    )
    if earlier and there and earlier["id"] != there["id"]:
        raise Refused(
            N_("On pain point '{pain_point}' and rule '{rule}' was decided already; clear that first."),
            pain_point=pain_point,
            rule=rule,
        )
    return earlier or there


def _target(work: Work, pain_point: str) -> Row:
    if ":" in pain_point:
        _item(work, "pain_points", pain_point)
        return {"to_id": None, "item": pain_point}
    number = find(work, "finding", pain_point)
    row = work.row("finding", (number,)) or {}
    kind = _kind_of(work, row)
    if kind is not None and (kind.has_effect or kind.verdict):
        raise Refused(
            N_("Finding '{finding}' says what is done or how it stands ({kind}); only a pain point strains a rule."),
            finding=pain_point,
            kind=kind.id,
        )
    return {"to_id": number, "item": ""}


def _kind_of(work: Work, finding: Row) -> Any:
    layer = work.values("code", "layer_id", id=finding["dimension_id"])[0][0]
    owner = work.values("layer", "framework_id", id=layer)[0][0]
    row = work.row("framework", (owner,)) if owner is not None else None
    kinds = parse_framework(row["body"], row["identifier"]).finding_kinds if row else ()
    return next((kind for kind in kinds if kind.id == finding["kind"]), None)


def _case(work: Work, case: str, pain_point: str) -> int | None:
    """The case that is meant: the one named, else the finding's, else the study's only one."""
    own = None
    if ":" not in pain_point and pain_point:
        own = (work.row("finding", (find(work, "finding", pain_point),)) or {}).get("case_id")
    if case:
        number = find(work, "case", case)
        if own not in (None, number):
            raise Refused(N_("Finding '{finding}' is of another case than '{case}'."), finding=pain_point, case=case)
        return number
    known = [number for (number,) in work.values("case", "id")]
    if own is None and len(known) > 1:
        raise Refused(N_("Say of which case this is: the study has several."))
    return own if own is not None else known[0] if known else None


def _same_case(work: Work, case_id: int | None) -> tuple[int | None, ...]:
    """A case left out is the study's only one."""
    return (case_id, None) if work.count("case") == 1 else (case_id,)


def _check_handlings(work: Work, handlings: Sequence[str]) -> None:
    for name in handlings:
        if keeps_going(_item(work, "handlings", name)):
            raise Refused(
                N_("'{handling}' keeps a pain point going: say in words that it is handled so, but it is not offered."),
                handling=name,
            )


def _check_confirmed(work: Work, decision: str, link: str, values: dict[str, Any]) -> None:
    """What is confirmed keeps the handlings of its proposal, which the row does not repeat; others make it a change."""
    if decision == CHANGED or not link:
        return
    given = values.get("handlings")
    if given and decision == CONFIRMED and set(given) != set(_proposed(work, link)):
        raise Refused(N_("'{link}' proposes other handlings; with these it is changed, not confirmed."), link=link)
    values["handlings"] = ()


def _proposed(work: Work, link: str) -> list[str]:
    """The handlings that a proposal offers."""
    owner = link.partition(":")[0]
    names = _item(work, "links", link).content.get("try") or ()
    assert isinstance(names, list | tuple)
    found = [f"{owner}:{name}" for name in names]
    return [name for name in found if not keeps_going(_item(work, "handlings", name))]


# ---------------------------------------------------------------------- another version of a framework
def strained_items(work: Work) -> list[str]:
    """The items of frameworks that decisions name, once for each time."""
    rows = work.rows("rule_strain")
    return [name for row in rows for name in (row["item"], row["rule"], row["link"], *_handlings(row)) if name]


def send_strains(work: Work, goes: Mapping[str, str]) -> None:
    """Let decisions lead to other items (``framework:item`` -> the same) at one stroke.

    Where two come together, words stand below each other, handlings and passages are joined, and the decision that stood there stays.
    """
    rows = work.rows("rule_strain") if goes else []
    moved = {row["id"]: _moved(row, goes) for row in rows}
    held = {_place(row): row for row in rows if moved[row["id"]] == row}
    for row in rows:
        new = moved[row["id"]]
        if new == row:
            continue
        there = held.get(_place(new))
        if there is None:
            work.update("rule_strain", row["id"], **_changed(row, new))
            held[_place(new)] = new
            continue
        joined = _joined(there, new)
        work.update("rule_strain", there["id"], **_changed(there, joined))
        _join_passages(work, row["id"], there["id"])
        work.delete("rule_strain", row["id"])
        held[_place(new)] = joined


def _place(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("case_id", "to_id", "item", "rule"))


def _moved(row: Row, goes: Mapping[str, str]) -> Row:
    named = {name: goes.get(row[name], row[name]) for name in ("item", "rule", "link")}
    names = list(dict.fromkeys(goes.get(name, name) for name in _handlings(row)))
    return {**row, **named, "handlings": _listed(names)}


def _handlings(row: Row) -> list[str]:
    """The handlings that a row of the store names."""
    return list(json.loads(row["handlings"])) if row["handlings"] else []


def _listed(names: Sequence[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False) if names else ""


def _joined(there: Row, new: Row) -> Row:
    words = {name: _below(there[name], new[name]) for name in ("reason", "handled")}
    first = {name: there[name] or new[name] for name in ("link", "tried")}
    names = dict.fromkeys([*_handlings(there), *_handlings(new)])
    return {**there, **words, **first, "handlings": _listed(list(names))}


def _below(first: str, second: str) -> str:
    return first if first == second or not second else f"{first}\n\n{second}" if first else second


def _changed(before: Row, after: Row) -> Row:
    return {name: value for name, value in after.items() if value != before[name]}


def _join_passages(work: Work, gone: int, there: int) -> None:
    present = {row["passage_id"] for row in work.rows("rule_strain_passages", rule_strain_id=there)}
    for row in work.rows("rule_strain_passages", rule_strain_id=gone):
        work.delete("rule_strain_passages", (gone, row["passage_id"]))
        if row["passage_id"] not in present:
            work.insert("rule_strain_passages", rule_strain_id=there, passage_id=row["passage_id"])

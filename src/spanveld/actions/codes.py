"""The study's own codes: made, renamed, moved, ordered, merged, split. A framework's codes stay as the framework has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.actions.cells import send_cells
from spanveld.actions.judging_follow import send_judging
from spanveld.actions.lookup import code_named, find, layer_named
from spanveld.actions.passages import check_exclusive
from spanveld.actions.queries import queries_follow
from spanveld.actions.things import check_key, remove, to_columns
from spanveld.model.errors import N_, Outdated, Refused
from spanveld.model.kinds import KINDS
from spanveld.model.names import check_identifier, guid_of, name_for, natural, study_guid
from spanveld.store.work import Row, Work

__all__ = [
    "MergePlan",
    "above",
    "check_no_circle",
    "create_code",
    "in_order",
    "merge_codes",
    "move_code",
    "order_code",
    "plan_merge",
    "put_code",
    "recode",
    "remove_code",
    "rename_code",
    "split_code",
]


def create_code(work: Work, /, layer: str, code: str = "", *, parent: str = "", **labels: Any) -> str:
    """Add a code to an open layer, with ``label_en``, ``label_nl`` and ``definition``; gives ``layer/code``.

    Without a name (``code``) it gets one made of its label.
    """
    if not code:
        label = labels.get("label_nl") or labels.get("label_en") or ""
        if not label.strip():
            raise Refused(N_("A code needs a name."))
        code = name_for(
            label, {name for (name,) in work.values("code", "identifier", layer_id=layer_named(work, layer)["id"])}
        )
    number = put_code(work, layer, code, parent, labels)
    work.record("create code", [f"code:{layer}/{code}"])
    assert number
    return f"{layer}/{code}"


def rename_code(work: Work, /, code: str, *, to: str = "", **labels: Any) -> str:
    """Change a code's labels or definition, or (``to``) its name; its GUID stays, saved queries follow. Gives ``layer/code``."""
    row = _own(work, code)
    columns, _ = to_columns(work, KINDS["code"], labels)
    layer = code.rpartition("/")[0]
    if to and to != row["identifier"]:
        _free(work, row["layer_id"], check_identifier(to), layer)
        columns |= {"identifier": to, "guid": row["guid"] or guid_of(_study_guid(work), "code", code)}
    with queries_follow(work):
        work.update("code", row["id"], **columns)
    name = f"{layer}/{to or row['identifier']}"
    work.record("rename code", [f"code:{code}", f"code:{name}"])
    return name


def move_code(work: Work, code: str, *, parent: str = "", position: int | None = None) -> None:
    """Put a code below another of its layer (empty: at the top), or at another place among its layer's codes."""
    row = _own(work, code)
    values: Row = {"parent_id": _parent(work, row["layer_id"], code.rpartition("/")[0], parent)}
    parent_id = values["parent_id"]
    if parent_id is not None and row["id"] in (parent_id, *above(work, parent_id)):
        raise Refused(N_("{code} cannot come below itself or below one of its own children."), code=code)
    if position is not None:
        values["position"] = position
    work.update("code", row["id"], **values)
    work.record("move code", [f"code:{code}"])


def order_code(work: Work, code: str, places: int) -> None:
    """Move a code among the study's own codes below the same one: by so many places down, or (negative) up; at an end it stays."""
    row = _own(work, code)
    own = sorted(work.rows("code", layer_id=row["layer_id"], origin="study"), key=in_order)
    beside = [one["id"] for one in own if one["parent_id"] == row["parent_id"]]
    at = beside.index(row["id"])
    to = max(0, min(len(beside) - 1, at + places))
    wanted = [number for number in beside if number != row["id"]]
    wanted.insert(to, row["id"])
    positions = {one["id"]: one["position"] for one in own}
    places_of = [positions[one["id"]] for one in own]
    if len(set(places_of)) < len(places_of):  # several in one place: their order is only by name
        others = work.count("code", layer_id=row["layer_id"]) - len(own)
        positions = {one["id"]: others + place for place, one in enumerate(own)}
    for number, position in zip(wanted, [positions[number] for number in beside], strict=True):
        positions[number] = position
    if to != at:
        for number, position in positions.items():
            work.update("code", number, position=position)
    work.record("order codes", [f"code:{code}"])


def in_order(row: Row) -> tuple[int, str]:
    """Where a code of the study's own stands among those of its layer, as a key to sort by."""
    return row["position"] or 0, natural(row["identifier"])


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging ``code`` into ``into`` would do: ``codings`` of it, on so many ``passages``, of which ``both`` carry the two;
    ``doubles`` of the codings are kept once. ``children`` and ``memos`` move too."""

    code: str
    into: str
    codings: int
    passages: int
    both: int
    doubles: int
    children: int
    memos: int


def plan_merge(work: Work, code: str, into: str) -> MergePlan:
    """What ``merge_codes`` would do; nothing is written. Refused where that would be."""
    old, new = _two(work, code, into)
    mine = work.values("coding", "passage_id", "coder_id", code_id=old["id"])
    theirs = work.values("coding", "passage_id", "coder_id", code_id=new["id"])
    marked = {passage for passage, _ in mine}
    return MergePlan(
        code=code,
        into=into,
        codings=len(mine),
        passages=len(marked),
        both=len(marked & {passage for passage, _ in theirs}),
        doubles=len(set(mine) & set(theirs)),
        children=sum(1 for (child,) in work.values("code", "id", parent_id=old["id"]) if child != new["id"]),
        memos=work.count("memo", subject_kind="code", subject_id=old["id"]),
    )


def merge_codes(work: Work, code: str, into: str, *, expected: int | None = None) -> int:
    """Let everything coded with ``code`` be coded with ``into``, and remove ``code``; gives how many codings moved.

    A coding that its passage then has twice by one coder is kept once; children move to ``into``, memos too. Saved queries follow.
    Outdated where ``code`` has not the ``expected`` number of codings any more.
    """
    old, new = _two(work, code, into)
    _check_codings(work, code, old["id"], expected)
    with queries_follow(work, {old["id"]: new["id"]}):
        moved = recode(work, old["id"], new["id"])
        if old["id"] in above(work, new["id"]):
            work.update("code", new["id"], parent_id=old["parent_id"])
        for (child,) in work.values("code", "id", parent_id=old["id"]):
            work.update("code", child, parent_id=new["id"])
        remove(work, "code", old["id"], code, with_dependants=False)
    work.record("merge codes", [f"code:{code}", f"code:{into}"])
    return moved


def _two(work: Work, code: str, into: str) -> tuple[Row, Row]:
    """A code that can go and another one of its layer."""
    old, new = _own(work, code), code_named(work, into)
    if old["layer_id"] != new["layer_id"] or old["id"] == new["id"]:
        raise Refused(N_("{code} and {into} must be two codes of one layer."), code=code, into=into)
    return old, new


def _check_codings(work: Work, code: str, number: int, expected: int | None) -> None:
    if expected is not None and (count := work.count("coding", code_id=number)) != expected:
        raise Outdated(
            N_("{code} has {count} codings now; it had {expected} when you looked. Look at it again."),
            code=code,
            count=count,
            expected=expected,
        )


def split_code(work: Work, code: str, parts: Mapping[str, Sequence[str]]) -> None:
    """Give passages of a code to other codes of its layer: ``parts`` maps a code's name (made where new) to passages."""
    row, layer = code_named(work, code), code.rpartition("/")[0]
    for name, passages in parts.items():
        found = work.one("code", layer_id=row["layer_id"], identifier=name)
        target = found["id"] if found else put_code(work, layer, name, "", {})
        if target == row["id"]:
            raise Refused(N_("{code} cannot be split into itself; name another code."), code=code)
        for passage in passages:
            number = find(work, "passage", passage)
            codings = work.rows("coding", passage_id=number, code_id=row["id"])
            if not codings:
                raise Refused(N_("Passage '{passage}' does not carry {code}."), passage=passage, code=code)
            present = {coding["coder_id"] for coding in work.rows("coding", passage_id=number, code_id=target)}
            for coding in codings:
                if coding["coder_id"] in present:
                    work.delete("coding", coding["id"])
                else:
                    work.update("coding", coding["id"], code_id=target)
            check_exclusive(work, number)
    work.record("split code", [f"code:{code}", *(f"code:{layer}/{name}" for name in parts)])


def remove_code(work: Work, code: str, *, with_dependants: bool = False, expected: int | None = None) -> None:
    """Remove one of the study's own codes; its codings rest on it, its children go to the top.

    Outdated where it has not the ``expected`` number of codings any more.
    """
    number = _own(work, code)["id"]
    _check_codings(work, code, number, expected)
    remove(work, "code", number, code, with_dependants=with_dependants)
    work.record("remove code", [f"code:{code}"])


def recode(work: Work, old: int, new: int) -> int:
    """Send all that is said with one code (by number) to another: codings, memos, findings, vignettes, judgements, cells.

    Gives how many codings it had.

    A coding that its passage would have twice by one coder is kept once.
    """
    held = {(row["passage_id"], row["coder_id"]) for row in work.rows("coding", code_id=new)}
    codings = work.rows("coding", code_id=old)
    for coding in codings:
        if (coding["passage_id"], coding["coder_id"]) in held:
            work.delete("coding", coding["id"])
        else:
            work.update("coding", coding["id"], code_id=new)
    present = [_words(memo) for memo in work.rows("memo", subject_kind="code", subject_id=new)]
    for memo in work.rows("memo", subject_kind="code", subject_id=old):
        if _words(memo) in present:
            work.delete("memo", memo["id"])
        else:
            work.update("memo", memo["id"], subject_id=new)
    for table in ("finding", "vignette", "judgement", "judgement_evidence"):
        for row in work.rows(table, dimension_id=old):
            check_key(work, table, {**row, "dimension_id": new})
            work.update(table, row["id"], dimension_id=new)
    send_judging(work, old, new)
    send_cells(work, "code_id", {old: new})
    return len(codings)


def _words(memo: Row) -> list[object]:
    return [memo[name] for name in ("kind", "date", "author", "text")]


def check_no_circle(work: Work, code_id: int) -> None:
    """Refused where a code comes below itself."""
    seen: set[int] = set()
    at: int | None = code_id
    while at is not None:
        if at in seen:
            raise Refused(N_("A code would come below itself: it was moved since. Undo that first."))
        seen.add(at)
        at = work.values("code", "parent_id", id=at)[0][0]


def above(work: Work, code_id: int) -> list[int]:
    """The codes above a code, the nearest first."""
    found: list[int] = []
    at = work.values("code", "parent_id", id=code_id)[0][0]
    while at is not None:
        found.append(at)
        at = work.values("code", "parent_id", id=at)[0][0]
    return found


def put_code(work: Work, layer: str, code: str, parent: str, labels: Mapping[str, Any]) -> int:
    """What ``create_code`` does, as a part of another action; gives the id of the code."""
    row = layer_named(work, layer)
    if not row["open"]:
        raise Refused(N_("Layer '{layer}' is closed: its framework says which codes it has."), layer=layer)
    if row["role"] == "sub_case":
        raise Refused(N_("The codes of layer '{layer}' are the sub-cases of the study: add a sub-case."), layer=layer)
    _free(work, row["id"], check_identifier(code), layer)
    columns, _ = to_columns(work, KINDS["code"], labels)
    last = max((place or 0 for (place,) in work.values("code", "position", layer_id=row["id"])), default=-1)
    place = {"parent_id": _parent(work, row["id"], layer, parent), "position": last + 1}
    return work.insert("code", identifier=code, layer_id=row["id"], origin="study", **place, **columns)


def _own(work: Work, code: str) -> Row:
    row = code_named(work, code)
    if row["origin"] == "framework":
        raise Refused(N_("{code} belongs to its framework and stays as it is."), code=code)
    if row["origin"] == "sub_case":
        raise Refused(N_("{code} stands for a sub-case: change the sub-case."), code=code)
    return row


def _free(work: Work, layer_id: int, code: str, layer: str) -> None:
    if work.values("code", "id", layer_id=layer_id, identifier=code):
        raise Refused(N_("Layer '{layer}' has a code '{code}' already."), layer=layer, code=code)


def _parent(work: Work, layer_id: int, layer: str, parent: str) -> int | None:
    if not parent:
        return None
    name = parent.rpartition("/")[2]
    found = work.one("code", layer_id=layer_id, identifier=name)
    if found is None:
        raise Refused(N_("There is no code '{code}' in layer '{layer}'."), code=name, layer=layer)
    return int(found["id"])


def _study_guid(work: Work) -> str:
    guid, identifier = work.values("study", "guid", "identifier")[0]
    return str(guid or study_guid(identifier))

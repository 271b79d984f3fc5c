"""The codes of a QualCoder project: its categories as folders, the codes in them, and codes under codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from spanveld.formats.exchange.foreign_database import integer, text
from spanveld.formats.exchange.project import Code
from spanveld.formats.exchange.qualcoder_state import Row, State
from spanveld.model.errors import N_

__all__ = ["Codes", "codes"]


@dataclass(slots=True)
class Codes:
    """The codes in the order of the file, and their GUIDs by QualCoder's numbers."""

    listed: tuple[Code, ...] = ()
    by_code: dict[int | None, str] = field(default_factory=dict)
    by_category: dict[int | None, str] = field(default_factory=dict)


def codes(state: State) -> Codes:
    """All categories and codes; who made them and when is told to be left out, since a code has no place for it."""
    made = Codes()
    categories = list(state.rows("code_cat", "catid", "name", "memo", "owner", "date", "supercatid"))
    rows = list(state.rows("code_name", "cid", "name", "memo", "catid", "owner", "date", "color", "supercid"))
    for row in categories:
        made.by_category[integer(row["catid"])] = state.guid("code_cat", row["catid"], row["date"])
    for row in rows:
        made.by_code[integer(row["cid"])] = state.guid("code_name", row["cid"], row["date"])
    parents: dict[str, str] = {}
    for row in categories:
        own = made.by_category[integer(row["catid"])]
        parents[own] = _parent(state, row, "supercatid", made.by_category)
    for row in rows:
        own = made.by_code[integer(row["cid"])]
        parents[own] = _parent(state, row, "supercid", made.by_code) or _parent(state, row, "catid", made.by_category)
    _without_rings(state, parents)
    listed = [_code(state, row, made.by_category[integer(row["catid"])], parents, False) for row in categories]
    listed += [_code(state, row, made.by_code[integer(row["cid"])], parents, True) for row in rows]
    made.listed = tuple({code.guid: code for code in listed}.values())
    return made


def _code(state: State, row: Row, guid: str, parents: dict[str, str], codable: bool) -> Code:
    state.found("Code")
    name = text(row["name"])
    if text(row["owner"]):
        state.user(row["owner"])
    state.reasons.add(N_("Codes and categories that came without who made them and when: {count} ({examples})."), name)
    colour = text(row["color"]).strip() if codable else ""
    return Code(guid, name, parents[guid], codable, colour, text(row["memo"]))


def _parent(state: State, row: Row, column: str, known: dict[int | None, str]) -> str:
    number = integer(row[column])
    if number is None:
        return ""
    found = known.get(number, "")
    if not found:
        state.reasons.add(
            N_("Codes or categories under one that is gone, which came to lie at the top: {count} ({examples})."),
            text(row["name"]),
        )
    return found


def _without_rings(state: State, parents: dict[str, str]) -> None:
    """A category that lies, by way of others, in itself comes to lie at the top."""
    sound: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        here = start
        while here and here not in sound and here not in way:
            way[here] = None
            here = parents.get(here, "")
        if here in way:
            parents[here] = ""
            state.reasons.add(
                N_("Codes or categories that lay under themselves, and came to lie at the top: {count} ({examples})."),
                "-",
            )
        sound.update(way)

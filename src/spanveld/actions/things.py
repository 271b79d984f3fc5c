"""Add, edit and remove things of any kind, as ``model.kinds`` declares them.

Values come in as they stand in a record (``None`` or ``""`` empties), are checked by their column's type, and leave as rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from spanveld.actions.lookup import NOUNS, dimension_named, find, subject_of
from spanveld.formats.study_folder.cells import parser
from spanveld.formats.study_folder.faults import CellFault
from spanveld.model.errors import N_, HasDependants, Refused, Remark, Translate, filled, quoted
from spanveld.model.kinds import KINDS, Column, Kind
from spanveld.model.names import check_identifier, tidy_guid
from spanveld.model.text import clean, fault_in
from spanveld.store.dependants import removal_of
from spanveld.store.work import Row, Work

__all__ = [
    "DependantsRefusal",
    "add",
    "check_free",
    "check_key",
    "edit",
    "fresh_identifier",
    "remove",
    "store_links",
    "to_columns",
]

POSITIONED = ("case", "sub_case", "wave", "coder")
"""Kinds that keep the order in which they were added."""
_GIVEN_BY_STORE = ("identifier", "offset", "layer", "code")


MANY = {
    "anchor": N_("places"),
    "anchor_example": N_("examples of positions"),
    "assessment": N_("assessments"),
    "assessment_assessors": N_("assessments with the assessor"),
    "assessment_scope": N_("answers about the scope of assessments"),
    "contrary_search": N_("logged searches"),
    "attribute": N_("attributes"),
    "code": N_("codes"),
    "coding": N_("codings"),
    "block": N_("parts of texts"),
    "consent": N_("consents"),
    "coverage": N_("marks on topics"),
    "evidence": N_("pieces of evidence"),
    "finding": N_("findings"),
    "exchange": N_("imports of projects"),
    "finding_link": N_("links of findings"),
    "foreign": N_("parts of imported projects"),
    "judgement": N_("judgements"),
    "judgement_evidence": N_("pieces of evidence of judgements"),
    "matrix_cell": N_("cells of the matrix"),
    "memo": N_("memos"),
    "participant": N_("participants"),
    "participant_parties": N_("participants of the party"),
    "progress": N_("notes of who read it"),
    "rule_strain": N_("strained rules of the game"),
    "rule_strain_passages": N_("strained rules with the passage"),
    "sealed_mark": N_("sealed marks"),
    "participant_sub_cases": N_("participants of the sub-case"),
    "passage": N_("passages"),
    "passage_about": N_("passages about it"),
    "passage_voices": N_("passages with its voice"),
    "source": N_("sources"),
    "source_participants": N_("sources with the participant"),
    "source_sub_cases": N_("sources of the sub-case"),
    "speaker": N_("labels of speakers"),
    "sub_case": N_("sub-cases"),
    "time_mark": N_("time marks"),
    "topic": N_("topics"),
    "summary": N_("summary points"),
    "turn": N_("turns"),
    "vignette": N_("vignettes"),
    "vignette_passage": N_("passages in vignettes"),
}
"""What the rows of a table are called where they rest on something."""


class DependantsRefusal(HasDependants):
    """``counts`` says how many rows of each table would go along."""

    hint = N_("Remove or clear these too with --with-dependants (with_dependants=True).")

    def __init__(self, kind: str, name: str, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        super().__init__(
            N_("On {kind} '{name}' rest: {listed}."),
            kind=NOUNS.get(kind, kind),
            name=name,
        )

    @property
    def details(self) -> Mapping[str, object]:
        """``{"rests": {table: rows}}``"""
        return {"rests": self.counts}

    def text(self, translate: Translate = lambda message: message) -> str:
        """The message, with what rests on the thing in the reader's language."""
        counted = sorted((translate(MANY.get(table, table)), number) for table, number in self.counts.items())
        listed = ", ".join(f"{noun} ({number})" for noun, number in counted)
        return filled(self.message, {**self.values, "listed": listed}, translate)


def add(work: Work, kind: str, identifier: str = "", extra: Row | None = None, /, **values: Any) -> str:
    """Add a thing; gives its identifier (the next free number where none is given). ``extra`` are columns only the store knows."""
    declared = KINDS[kind]
    number = (extra or {}).get("id") or work.take(kind)
    row: Row = {"id": number, "guid": _guid(values.pop("guid", "")), **(extra or {})}
    if declared.identified:
        identifier = check_identifier(identifier) if identifier else fresh_identifier(work, kind, number)
        check_free(work, kind, identifier)
        row["identifier"] = identifier
    if kind in POSITIONED:
        row["position"] = number
    columns, links = to_columns(work, declared, values)
    _require(declared, {**row, **columns})
    check_key(work, kind, {**row, **columns})
    work.insert(kind, **row, **columns)
    store_links(work, declared, number, links)
    return identifier or str(number)


def edit(work: Work, kind: str, number: int, /, **values: Any) -> None:
    """Change some columns of a thing; the others stay."""
    declared = KINDS[kind]
    columns, links = to_columns(work, declared, values)
    current = work.row(kind, (number,)) or {}
    _require(declared, {**current, **columns})
    if any(current.get(name) != value for name, value in columns.items()):
        check_key(work, kind, {**current, **columns, "id": number})
    work.update(kind, number, **columns)
    store_links(work, declared, number, links)


def remove(work: Work, kind: str, number: int, name: str, *, with_dependants: bool) -> None:
    """Remove a thing; DependantsRefusal where others rest on it and the person did not agree to that."""
    plan = removal_of(work, kind, number)
    if plan.rests and not with_dependants:
        raise DependantsRefusal(kind, name, plan.rests)
    plan.carry_out(work)


def check_free(work: Work, kind: str, identifier: str) -> None:
    """Refused where a thing of this kind has the identifier already."""
    if work.values(kind, "id", identifier=identifier):
        raise Refused(N_("There is a {kind} '{name}' already."), kind=NOUNS.get(kind, kind), name=identifier)


def fresh_identifier(work: Work, kind: str, number: int) -> str:
    """The next free number as an identifier."""
    while work.values(kind, "id", identifier=str(number)):
        number += 1
    return str(number)


def to_columns(work: Work, kind: Kind, values: Mapping[str, Any]) -> tuple[Row, dict[str, list[int]]]:
    """Record values as columns of the kind's table, and the ids of its lists. TypeError for a name the kind does not have."""
    known = {column.attribute: column for column in kind.columns if column.type not in _GIVEN_BY_STORE}
    if unknown := sorted(set(values) - set(known)):
        raise TypeError(f"a {kind.name} has no {', '.join(unknown)}; it has {', '.join(sorted(known))}")
    row: Row = {}
    links: dict[str, list[int]] = {}
    for name, value in values.items():
        column = known[name]
        match column.type:
            case "references":
                links[column.name] = [find(work, column.to, item) for item in _items(column, value)]
            case "voices":
                row["voiced"] = "turns" if value is None else "given" if value else "nobody"
                links[column.name] = (
                    [] if not value else [find(work, column.to, item) for item in _items(column, value)]
                )
            case "reference":
                row[f"{column.name}_id"] = find(work, column.to, value) if value else None
            case "dimension":
                given = value or column.required
                row["dimension_id"] = dimension_named(work, value)["id"] if given else None
            case "subject":
                row["subject_kind"], row["subject_id"] = subject_of(work, value or "", column.choices)
            case "link":
                outside = ":" in value
                row["to_id"] = None if outside else find(work, "finding", value)
                row["item"] = value if outside else ""
            case _:
                row[column.name] = _plain(column, value)
    return row, links


def _items(column: Column, value: Any) -> Sequence[str]:
    items = [value] if value and isinstance(value, str) else list(value or ())
    if len(set(items)) < len(items):
        raise Refused(N_("{column} names the same thing twice: {items}."), column=column.name, items=", ".join(items))
    return items


def _plain(column: Column, value: Any) -> Any:
    """A value that needs no look-up, as its column holds it."""
    if column.type == "flag":
        return None if value is None else int(bool(value))
    if column.type == "number":
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**18):
            raise Refused(N_("{column} must be a whole number, not {value}."), column=column.name, value=quoted(value))
        return value
    if column.type == "words":
        items = _items(column, [_words(column, item).strip() for item in _items(column, value)])
        bad = next((item for item in items if not item or ";" in item), None)
        if bad is not None:
            raise Refused(
                N_("{column}: {value} cannot stand in a list; leave out ';'."), column=column.name, value=quoted(bad)
            )
        return json.dumps(items, ensure_ascii=False) if items else ""
    if column.type == "lines":
        lines = [line.strip() for item in value or () for line in _words(column, item).split("\n")]
        return json.dumps(kept, ensure_ascii=False) if (kept := [line for line in lines if line]) else ""
    text = _words(column, value or "")
    parse = parser(column) if column.type in ("choice", "date", "moment") else None
    if text and parse is not None:
        try:
            parse(text)
        except CellFault as fault:
            raise Refused(
                N_("{column}: {value} {reason}"),
                column=column.name,
                value=quoted(text),
                reason=Remark(fault.reason, fault.values),
            ) from fault
    return text


def _words(column: Column, value: object) -> str:
    if not isinstance(value, str):
        raise Refused(N_("{column} must be text, not {value}."), column=column.name, value=quoted(value))
    if fault := fault_in(value):
        raise Refused(N_("{column} holds {fault}, which no text may contain."), column=column.name, fault=fault)
    return clean(value)


def _guid(value: str) -> str:
    if value and not tidy_guid(value):
        raise Refused(N_("{value} is no GUID."), value=quoted(value))
    return tidy_guid(value) if value else ""


def _column_names(column: Column) -> list[str]:
    match column.type:
        case "identifier":
            return ["identifier"]
        case "reference" | "dimension" | "code":
            return [f"{column.name}_id"]
        case "subject":
            return ["subject_kind", "subject_id"]
        case "link":
            return ["to_id", "item"]
        case "references" | "voices" | "offset" | "layer":
            return []
        case _:
            return [column.name]


def _require(kind: Kind, row: Row) -> None:
    for column in kind.columns:
        if (
            column.required
            and _column_names(column)
            and all(row.get(name) in (None, "") for name in _column_names(column))
        ):
            raise Refused(
                N_("A {kind} needs a {column}."),
                kind=NOUNS.get(kind.name, kind.name.replace("_", " ")),
                column=column.name,
            )


def check_key(work: Work, table: str, row: Row) -> None:
    """Refused where another row of a kind has the key of this one (the database itself sees to identifiers)."""
    kind = KINDS.get(table)
    if kind is None or kind.identified or table == "code":
        return
    names = [name for key in kind.key for name in _column_names(kind.column(key))]
    if kind.on_text:
        places = [column.name for column in kind.columns if column.type == "offset"]
        names = ["text_id", *places, *(name for name in names if name != "source_id")]
    same = work.rows(
        table, **{name: row.get(name, None if name.endswith("_id") or name == "position" else "") for name in names}
    )
    if any(other["id"] != row["id"] for other in same):
        raise Refused(N_("There is such a {kind} already."), kind=kind.name.replace("_", " "))


def store_links(work: Work, kind: Kind, number: int, links: Mapping[str, list[int]]) -> None:
    """Make the lists of a thing hold exactly these ids."""
    for name, wanted in links.items():
        to, table = kind.column(name).to, f"{kind.name}_{name}"
        owner, other = f"{kind.name}_id", f"{to}_id"
        present = {row[other] for row in work.rows(table, **{owner: number})}
        for gone in sorted(present - set(wanted)):
            work.delete(table, (number, gone))
        for new in sorted(set(wanted) - present):
            work.insert(table, **{owner: number, other: new})

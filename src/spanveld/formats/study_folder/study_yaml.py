"""``study.yaml`` <-> what the study is, its frameworks by name, and its small lists as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from spanveld.formats.study_folder.cells import parse_date, parse_guid
from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults
from spanveld.formats.study_folder.sheets import GUID, Sheet, read_sheet
from spanveld.formats.study_folder.table import Table, decode
from spanveld.formats.study_folder.yaml_nodes import Entry, cell, entries, items, plain, read_yaml
from spanveld.formats.study_folder.yaml_text import flow, scalar
from spanveld.model.errors import N_
from spanveld.model.kinds import KINDS, Column, Kind
from spanveld.model.names import is_identifier
from spanveld.model.records import NOTHING
from spanveld.model.study import StudyContent

__all__ = ["FORMAT", "LANGUAGES", "LISTS", "Head", "Wanted", "read_study", "study_text"]

FORMAT = "1"
LANGUAGES = ("nl", "en")
LISTS: Mapping[str, Kind] = {f"{kind.name}s": kind for kind in KINDS.values() if kind.file == STUDY_FILE}
"""The lists of study.yaml, in their order, and the kind of record that each holds."""

_WANTED = re.compile(r"(?P<id>[^@]+)@(?P<version>[0-9]{1,9}(?:\.[0-9]{1,9}\.[0-9]{1,9})?)")
_TRUE = ("true", "yes", "on")
_FALSE = ("false", "no", "off")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A framework that the study adopts, as ``id@version``, and the line that says so."""

    id: str
    version: str
    line: int

    @property
    def name(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(slots=True)
class Head:
    """What study.yaml says; a list that could not be read is None."""

    id: str = ""
    title: str = ""
    language: str = "en"
    guid: str = ""
    frameworks: list[Wanted] | None = field(default_factory=list)
    sheets: dict[str, Sheet | None] = field(default_factory=dict)
    own: dict[str, object] = field(default_factory=dict)
    ethics: str = ""
    keep_until: str = ""


def read_study(data: bytes, faults: Faults) -> Head | None:
    """What study.yaml says; None, and faults, where nothing of it can be used."""
    text = decode(STUDY_FILE, data, faults)
    root = None if text is None else read_yaml(text, faults)
    if root is None:
        return None
    given = {entry.key: entry for entry in entries(root, faults)}
    if not _check_format(given.pop("format", None), faults):
        return None
    head = Head()
    head.id = _identifier(given.pop("id", None), faults)
    head.title = _text(given.pop("title", None), faults)
    head.language = _language(given.pop("language", None), faults)
    head.ethics = _text(given.pop("ethics", None), faults)
    head.keep_until = _date(given.pop("keep_until", None), faults)
    head.guid = _guid(given.pop(GUID, None), faults)
    head.frameworks = _frameworks(given.pop("frameworks", None), faults)
    head.sheets = {kind.name: _list(kind, given.pop(name, None), faults) for name, kind in LISTS.items()}
    head.own = {key: plain(entry.node, key, faults) for key, entry in given.items()}
    return head


def study_text(content: StudyContent, frameworks: Sequence[str]) -> str:
    """The canonical study.yaml; ``frameworks`` are the names by which it adopts them."""
    lines = [f"format: {FORMAT}", f"id: {scalar(content.id)}"]
    lines += [f"title: {scalar(content.title)}"] if content.title else []
    lines.append(f"language: {scalar(content.language)}")
    lines += [f"ethics: {scalar(content.ethics)}"] if content.ethics else []
    lines += [f"keep_until: {scalar(content.keep_until)}"] if content.keep_until else []
    lines += [f"frameworks: {flow(list(frameworks))}"] if frameworks else []
    for name, kind in LISTS.items():
        records = content.records.get(kind.name, ())
        if records:
            lines += [f"{name}:", *(f"  - {flow(_item(kind, record))}" for record in records)]
    lines += [f"{GUID}: {scalar(content.guid)}"] if content.guid else []
    lines += [f"{scalar(key)}: {flow(content.own[key])}" for key in sorted(content.own)]
    return "\n".join(lines) + "\n"


def _item(kind: Kind, record: Any) -> dict[str, object]:
    given = {column.name: getattr(record, column.attribute) for column in kind.columns}
    always = {column.name for column in kind.columns if column.type == "flag"}
    known = {name: value for name, value in given.items() if value not in ("", None) or name in always}
    guid = {GUID: record.guid} if record.guid else {}
    return {**known, **guid, **{key: record.own[key] for key in sorted(record.own)}}


def _text(entry: Entry | None, faults: Faults) -> str:
    return cell(entry, faults) if entry else ""


def _check_format(entry: Entry | None, faults: Faults) -> bool:
    value = _text(entry, faults)
    if value != FORMAT:
        line = entry.line if entry else 1
        faults.add(
            STUDY_FILE, line, "format", value, N_("is not a format that this program reads; it reads format: 1.")
        )
    return value == FORMAT


def _identifier(entry: Entry | None, faults: Faults) -> str:
    value = _text(entry, faults)
    if not is_identifier(value):
        reason = N_("is no identifier of a study; use letters, digits, _ . and -, beginning with a letter or a digit.")
        faults.add(STUDY_FILE, entry.line if entry else 1, "id", value, reason)
    return value


def _language(entry: Entry | None, faults: Faults) -> str:
    value = _text(entry, faults)
    if entry and value not in LANGUAGES:
        reason = N_("is no language of the program; write one of: {choices}.")
        faults.add(STUDY_FILE, entry.line, "language", value, reason, choices=", ".join(LANGUAGES))
    return value or "en"


def _date(entry: Entry | None, faults: Faults) -> str:
    value = _text(entry, faults)
    try:
        return parse_date(value) if value else ""
    except CellFault as fault:
        faults.add(STUDY_FILE, entry.line if entry else 1, "keep_until", value, fault.reason, **fault.values)
        return ""


def _guid(entry: Entry | None, faults: Faults) -> str:
    value = _text(entry, faults)
    try:
        return parse_guid(value) if value else ""
    except CellFault as fault:
        faults.add(STUDY_FILE, entry.line if entry else 1, GUID, value, fault.reason)
        return ""


def _frameworks(entry: Entry | None, faults: Faults) -> list[Wanted] | None:
    nodes = items(entry, faults) if entry else []
    if nodes is None:
        return None
    wanted: dict[str, Wanted] = {}
    sound = True
    for node in nodes:
        line = node.start_mark.line + 1
        value = cell(Entry("frameworks", node, line), faults)
        found = _WANTED.fullmatch(value)
        if not found or not is_identifier(found["id"]):
            reason = N_("names no framework; write its id and major version, as in governance-tensions@1.")
            faults.add(STUDY_FILE, line, "frameworks", value, reason)
            sound = False
        elif found["id"] in wanted:
            reason = N_("is adopted twice, first on line {first}; remove one of the two.")
            faults.add(STUDY_FILE, line, "frameworks", value, reason, first=wanted[found["id"]].line)
        else:
            wanted[found["id"]] = Wanted(found["id"], found["version"], line)
    return list(wanted.values()) if sound else None


def _list(kind: Kind, entry: Entry | None, faults: Faults) -> Sheet | None:
    nodes = items(entry, faults) if entry else []
    if nodes is None:
        return None
    rows = [_row(node, entry.key if entry else "", faults) for node in nodes]
    columns: dict[str, Sequence[str]] = {
        name: [_cell_of(row.get(name), column, faults) for row in rows] for name, column in _known(kind).items()
    }
    lines = [node.start_mark.line + 1 for node in nodes]
    cell_lines = {(number, key): given.line for number, row in enumerate(rows) for key, given in row.items()}
    own = [
        {key: plain(given.node, key, faults) for key, given in row.items() if key not in columns} or NOTHING
        for row in rows
    ]
    complete = all(isinstance(node, yaml.MappingNode) for node in nodes)
    return read_sheet(kind, Table(STUDY_FILE, columns, lines, complete, cell_lines), faults, own)


def _known(kind: Kind) -> dict[str, Column | None]:
    return {**{column.name: column for column in kind.columns}, GUID: None}


def _row(node: yaml.Node, name: str, faults: Faults) -> dict[str, Entry]:
    if isinstance(node, yaml.MappingNode):
        return {entry.key: entry for entry in entries(node, faults)}
    value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    line = node.start_mark.line + 1
    reason = N_("is no item with keys; write it like {example}.")
    faults.add(STUDY_FILE, line, name, value, reason, example="- {id: A, name: B}")
    faults.silence(STUDY_FILE, line)
    return {}


def _cell_of(entry: Entry | None, column: Column | None, faults: Faults) -> str:
    if entry is None:
        return ""
    value = cell(entry, faults)
    if column is None or column.type != "flag":
        return value
    word = value.casefold()
    return "1" if word in _TRUE else "0" if word in _FALSE else value

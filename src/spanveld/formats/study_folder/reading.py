"""A study folder -> the study it holds, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spanveld.formats.study_folder.adopted import read_frameworks
from spanveld.formats.study_folder.coding_rules import check_codes, check_codings, check_finding_kinds, check_layers
from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults
from spanveld.formats.study_folder.files import FolderFiles, check_file_name, clashes
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.formats.study_folder.naming import Naming
from spanveld.formats.study_folder.references import check_references
from spanveld.formats.study_folder.rules import check_cases, check_judgement_evidence, check_keys, check_places
from spanveld.formats.study_folder.sheets import Sheet, empty_sheet, read_sheet
from spanveld.formats.study_folder.study_yaml import Head, read_study
from spanveld.formats.study_folder.table import decode, read_table
from spanveld.model.errors import N_, FolderError
from spanveld.model.framework import Framework
from spanveld.model.kinds import KINDS, Kind
from spanveld.model.study import StudyContent
from spanveld.model.text import fault_in

__all__ = ["Reading", "read_folder"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A study folder that was read: the study, the number of rows by CSV file, and the SHA-256 of all that was read."""

    content: StudyContent
    files: Mapping[str, int]
    digest: str


def read_folder(folder: Path) -> Reading:
    """The study in a folder, checked as a whole.

    Raises ``FolderError`` with all faults of its files, and ``StoreError`` where the folder is no study folder at all.
    """
    with no_collecting():
        return _read(folder)


def _read(folder: Path) -> Reading:
    faults = Faults()
    files = FolderFiles(folder, faults)
    data = files.read(STUDY_FILE)
    head = None if data is None else read_study(data, faults)
    frameworks, complete = read_frameworks(head.frameworks if head else None, files, faults)
    sheets = _sheets(head, files, faults)
    texts = _texts(sheets["source"], files, faults)
    naming = _naming(sheets["layer"], frameworks, complete)
    draft = Draft(sheets, {source: len(text) for source, text in texts.items()}, naming, faults)
    _check(draft)
    if head is None or len(faults):
        raise FolderError(faults.in_order())
    records = {name: sheet.records() if sheet else () for name, sheet in sheets.items()}
    content = StudyContent(head.id, head.title, head.language, head.guid, frameworks, records, texts, head.own)
    rows = {
        kind.file: sheet.count if (sheet := sheets[name]) else 0
        for name, kind in KINDS.items()
        if kind.file != STUDY_FILE and files.has(kind.file)
    }
    return Reading(content, rows, files.digest)


def _sheets(head: Head | None, files: FolderFiles, faults: Faults) -> dict[str, Sheet | None]:
    given = head.sheets if head else {}
    return {
        name: given.get(name) if kind.file == STUDY_FILE else _sheet(kind, files, faults)
        for name, kind in KINDS.items()
    }


def _sheet(kind: Kind, files: FolderFiles, faults: Faults) -> Sheet | None:
    if not files.has(kind.file):
        return empty_sheet(kind)
    data = files.read(kind.file)
    required = [column.name for column in kind.columns if column.required]
    table = None if data is None else read_table(kind.file, data, required, faults)
    return None if table is None else read_sheet(kind, table, faults)


def _texts(sheet: Sheet | None, files: FolderFiles, faults: Faults) -> dict[str, str]:
    """The texts by source; what is wrong with a file's name or place is noted at its source, the rest at the file."""
    texts: dict[str, str] = {}
    if sheet is None or not sheet.count:
        return texts
    names = sheet.table.columns["file"]
    taken = dict(clashes(names))
    for row, (source, name) in enumerate(zip(sheet.names, names, strict=True)):
        if not name:
            continue
        if row in taken:
            reason = N_("cannot stand beside the file of line {first}; give each source a file of its own.")
            sheet.note(faults, row, "file", reason, first=sheet.table.lines[taken[row]])
            continue
        try:
            data = files.bytes_of(check_file_name(name))
        except CellFault as fault:
            sheet.note(faults, row, "file", fault.reason, **fault.values)
            continue
        text = decode(name, data, faults)
        if text is not None:
            texts.setdefault(source, text)
            _check_text(name, text, faults)
    return texts


def _check_text(name: str, text: str, faults: Faults) -> None:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        faults.add(name, line, "", fault_in(text), N_("is a character that no text can hold; remove it."))


def _naming(sheet: Sheet | None, frameworks: tuple[Framework, ...], complete: bool) -> Naming:
    own = zip(sheet.names, sheet.values["role"], sheet.values["exclusive"], strict=True) if sheet else ()
    return Naming(frameworks, own, complete and sheet is not None)


def _check(draft: Draft) -> None:
    check_layers(draft)
    check_codes(draft)
    check_references(draft)
    check_codings(draft)
    check_finding_kinds(draft)
    check_places(draft)
    check_keys(draft)
    check_cases(draft)
    check_judgement_evidence(draft)

"""A study folder -> the study it holds, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spanveld.formats.study_folder.adopted import read_frameworks
from spanveld.formats.study_folder.assessment_rules import check_assessments
from spanveld.formats.study_folder.cell_rules import check_matrix_cells
from spanveld.formats.study_folder.coding_rules import check_codes, check_codings, check_finding_kinds, check_layers
from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults
from spanveld.formats.study_folder.files import FolderFiles, HeldFiles, check_file_name, clashes
from spanveld.formats.study_folder.judgement_rules import check_judgements
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.formats.study_folder.naming import Naming
from spanveld.formats.study_folder.references import check_references
from spanveld.formats.study_folder.rules import (
    check_cases,
    check_judgement_evidence,
    check_keys,
    check_places,
    check_time_marks,
    check_topics,
)
from spanveld.formats.study_folder.sheets import Sheet, empty_sheet, read_sheet
from spanveld.formats.study_folder.strain_rules import check_strains
from spanveld.formats.study_folder.study_yaml import Head, read_study
from spanveld.formats.study_folder.table import decode, read_table
from spanveld.model.errors import N_, FolderError
from spanveld.model.framework import Framework
from spanveld.model.kinds import KINDS, Kind
from spanveld.model.study import StudyContent
from spanveld.model.text import fault_in

__all__ = ["Reading", "read_files", "read_folder"]


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
    faults = Faults()
    with no_collecting():
        return _read(FolderFiles(folder, faults), faults)


def read_files(files: Mapping[str, bytes]) -> Reading:
    """The study in files that would make up a folder, by their names in it; faults as ``read_folder`` finds them."""
    faults = Faults()
    with no_collecting():
        return _read(HeldFiles(files, faults), faults)


def _read(files: FolderFiles, faults: Faults) -> Reading:
    data = files.read(STUDY_FILE)
    head = None if data is None else read_study(data, faults)
    frameworks, complete = read_frameworks(head.frameworks if head else None, files, faults)
    sheets = _sheets(head, files, faults)
    taken = _taken(sheets["source"], faults)
    texts = _texts(sheets["source"], files, faults, taken)
    originals = _originals(sheets["source"], files, faults, taken)
    naming = _naming(sheets["layer"], frameworks, complete)
    draft = Draft(sheets, {source: len(text) for source, text in texts.items()}, naming, faults)
    _check(draft)
    if head is None or len(faults):
        raise FolderError(faults.in_order())
    records = {name: sheet.records() if sheet else () for name, sheet in sheets.items()}
    kept = (originals, head.ethics, head.keep_until)
    content = StudyContent(head.id, head.title, head.language, head.guid, frameworks, records, texts, head.own, *kept)
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


def _named(sheet: Sheet, column: str) -> list[tuple[int, str]]:
    """The rows that name a file in this column."""
    return [(row, name) for row, name in enumerate(sheet.table.columns.get(column, ())) if name]


def _taken(sheet: Sheet | None, faults: Faults) -> set[tuple[int, str]]:
    """Row and column of the names that cannot stand beside that of another row or column, which are noted."""
    if sheet is None:
        return set()
    named = [(row, column, name) for column in ("file", "original") for row, name in _named(sheet, column)]
    taken = set()
    for later, earlier in clashes([name for _, _, name in named]):
        (row, column, _), (first, _, _) = named[later], named[earlier]
        reason = N_("cannot stand beside the file of line {first}; give each source a file of its own.")
        sheet.note(faults, row, column, reason, first=sheet.table.lines[first])
        taken.add((row, column))
    return taken


def _bytes(
    sheet: Sheet | None, column: str, files: FolderFiles, faults: Faults, taken: set[tuple[int, str]]
) -> Iterator[tuple[str, str, bytes]]:
    """Source, file name and bytes of the files that a column names; what is wrong with a name or place is noted at its source."""
    for row, name in _named(sheet, column) if sheet else ():
        if (row, column) in taken or sheet is None:
            continue
        try:
            yield sheet.names[row], name, files.bytes_of(check_file_name(name))
        except CellFault as fault:
            sheet.note(faults, row, column, fault.reason, **fault.values)


def _originals(
    sheet: Sheet | None, files: FolderFiles, faults: Faults, taken: set[tuple[int, str]]
) -> dict[str, bytes]:
    """The files by source that texts were taken from."""
    return {source: data for source, _, data in _bytes(sheet, "original", files, faults, taken)}


def _texts(sheet: Sheet | None, files: FolderFiles, faults: Faults, taken: set[tuple[int, str]]) -> dict[str, str]:
    """The texts by source; what is wrong inside a file is noted at the file."""
    texts: dict[str, str] = {}
    for source, name, data in _bytes(sheet, "file", files, faults, taken):
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
    check_matrix_cells(draft)
    check_strains(draft)
    check_finding_kinds(draft)
    check_places(draft)
    check_time_marks(draft)
    check_topics(draft)
    check_keys(draft)
    check_cases(draft)
    check_judgements(draft)
    check_assessments(draft)
    check_judgement_evidence(draft)

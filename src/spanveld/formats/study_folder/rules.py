"""The rules between the rows of a study: places inside their texts, keys that occur once, cases that are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.references import sheets_of
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_

__all__ = ["check_cases", "check_judgement_evidence", "check_keys", "check_places", "check_time_marks", "check_topics"]

_BEYOND = 10**20
"""The length of a text that could not be read: no offset is called too large for it."""


def check_places(draft: Draft) -> None:
    """Note passages, turns and blocks that do not lie inside their text."""
    for kind in ("turn", "block", "passage"):
        sheet = draft.sheets[kind]
        if sheet is None or not sheet.count:
            continue
        starts, ends = sheet.values["start"], sheet.values["end"]
        lengths = [draft.lengths.get(source, _BEYOND) for source in sheet.values["source"]]
        doubts = sheet.values.get("doubt", ())
        if any(doubts):
            _check_doubts(draft, sheet, doubts)
        for row, (start, end, length) in enumerate(zip(starts, ends, lengths, strict=True)):
            if start is None or end is None or start >= end or end > length:
                _note_place(draft, sheet, row, length)


def check_time_marks(draft: Draft) -> None:
    """Note time marks that do not lie inside their text, or before the recording begins."""
    sheet = draft.sheets["time_mark"]
    if sheet is None or not sheet.count:
        return
    columns = (sheet.values[name] for name in ("source", "at", "milliseconds"))
    for row, (source, at, milliseconds) in enumerate(zip(*columns, strict=True)):
        length = draft.lengths.get(source, _BEYOND)
        if at is not None and at > length:
            reason = N_("lies past the end of the text, which has {length} characters; correct it.")
            sheet.note(draft.faults, row, "at", reason, length=length)
        if milliseconds is not None and milliseconds < 0:
            sheet.note(draft.faults, row, "milliseconds", N_("is negative; count from the start of the recording."))


def check_topics(draft: Draft) -> None:
    """Note marks on topics that no guide of the study has."""
    topics, marked = draft.sheets["topic"], draft.sheets["coverage"]
    if topics is None or marked is None or not topics.table.complete:
        return
    known = set(topics.values["topic"])
    for row, topic in enumerate(marked.values["topic"]):
        if topic and topic not in known:
            sheet_reason = N_("is not in topics.csv; add it there or correct this name.")
            marked.note(draft.faults, row, "topic", sheet_reason)


def check_keys(draft: Draft) -> None:
    """Note rows whose key stands on an earlier row already."""
    for sheet in sheets_of(draft):
        if not sheet.count:
            continue
        keys: Sequence[Any] = (
            sheet.names if sheet.kind.identified else list(zip(*_key_columns(draft, sheet), strict=True))
        )
        if len(set(keys)) < len(keys):
            _note_doubles(draft, sheet, keys)


def check_cases(draft: Draft) -> None:
    """Note rows that must say which of several cases they are about, and do not."""
    cases = draft.known("case")
    if cases is None or len(cases) < 2:
        return
    for kind in ("finding", "vignette", "judgement", "judgement_evidence", "assessment", "rule_strain"):
        sheet = draft.sheets[kind]
        for row, case in enumerate(sheet.values["case"] if sheet else ()):
            if sheet and not case:
                reason = N_("is empty, but the study has more than one case; say which case this is about.")
                sheet.note(draft.faults, row, "case", reason)


def check_judgement_evidence(draft: Draft) -> None:
    """Note evidence of a judgement that is not there."""
    judgements, evidence = draft.sheets["judgement"], draft.sheets["judgement_evidence"]
    if judgements is None or evidence is None or not judgements.table.complete:
        return
    if draft.known("case") is None or not draft.naming.complete:
        return
    known = set(zip(*_key_columns(draft, judgements), strict=True))
    names = judgements.kind.key
    for row, key in enumerate(zip(*_key_columns(draft, evidence, names), strict=True)):
        line = evidence.table.lines[row]
        if key not in known and not draft.faults.at(evidence.table.file, line, names):
            reason = N_("belongs to no judgement: none in judgements.csv has the same {key}; correct one of the two.")
            evidence.note(draft.faults, row, "assessor", reason, key=", ".join(names))


def _check_doubts(draft: Draft, sheet: Sheet, doubts: Sequence[str]) -> None:
    for row, doubt in enumerate(doubts):
        if doubt and (sheet.values["start"][row] is not None or sheet.values["end"][row] is not None):
            reason = N_(
                "is the quote of a passage without a place, but this one has a start or an end; empty one of the two."
            )
            sheet.note(draft.faults, row, "doubt", reason)


def _note_place(draft: Draft, sheet: Sheet, row: int, length: int) -> None:
    start, end = sheet.values["start"][row], sheet.values["end"][row]
    doubt = sheet.values["doubt"][row] if "doubt" in sheet.values else ""
    if doubt:
        return
    for name, value in (("start", start), ("end", end)):
        if value is None and not sheet.table.columns[name][row]:
            sheet.note(
                draft.faults,
                row,
                name,
                N_("is empty; write the position, or for a passage without a place its quote in doubt."),
            )
    if start is None or end is None:
        return
    if start >= end:
        sheet.note(draft.faults, row, "start", N_("is not below the end, {end}; correct one of the two."), end=end)
    if end > length:
        reason = N_("lies past the end of the text, which has {length} characters; correct it.")
        sheet.note(draft.faults, row, "end", reason, length=length)


def _key_columns(draft: Draft, sheet: Sheet, names: Sequence[str] = ()) -> list[Sequence[Any]]:
    """The values that make a row unique; a case left out is the only case."""
    columns = {name: sheet.values[name] for name in names or sheet.kind.key}
    if "case" in columns:
        only = draft.only_case()
        columns["case"] = [case or only for case in columns["case"]]
    return list(columns.values())


def _note_doubles(draft: Draft, sheet: Sheet, keys: Sequence[Any]) -> None:
    first: dict[Any, int] = {}
    names = sheet.kind.key if not sheet.kind.identified else (sheet.kind.columns[0].name,)
    for row, key in enumerate(keys):
        if not key or first.setdefault(key, row) == row:
            continue
        if draft.faults.at(sheet.table.file, sheet.table.lines[row], names):
            continue
        filled = [name for name in names if name in sheet.table.columns and sheet.table.columns[name][row]]
        reason = N_("has the same {key} as line {first}; each may occur once, so change or remove one of the two.")
        sheet.note(
            draft.faults,
            row,
            (filled or list(names))[-1],
            reason,
            key=", ".join(names),
            first=sheet.table.lines[first[key]],
        )

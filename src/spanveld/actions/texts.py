"""Texts of sources, and what lies in them: turns, blocks, time marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.passages import current_text
from spanveld.model.errors import N_, Refused
from spanveld.model.records import BLOCK_KINDS, KINDS, TURN_ROLES
from spanveld.model.text import clean, fault_in, sha256
from spanveld.store.work import Row, Work, now

__all__ = [
    "ON_TEXT",
    "Block",
    "TimeMark",
    "Turn",
    "new_text",
    "put_all",
    "set_turns",
    "usable_text",
    "write_parts",
    "write_turns",
]

Turn = tuple[int, int, str, str]
"""start, end (code points of the text), participant or empty, role."""
Block = tuple[int, int, str, int | None, int | None, int | None]
"""start, end (code points of the text), kind, level, row and cell; as the record ``Block``."""
TimeMark = tuple[int, int]
"""at (code points of the text), milliseconds of the recording."""
ON_TEXT = tuple(kind.name for kind in KINDS.values() if kind.on_text)
"""The kinds that lie in one version of a text."""


def usable_text(text: str) -> str:
    """The text as it is stored; Refused where it holds what no text may."""
    if fault := fault_in(text):
        raise Refused(N_("The text holds {fault}, which no text may contain."), fault=fault)
    return clean(text)


def new_text(work: Work, source_id: int, version: int, body: str, change_id: int | None) -> int:
    """Store a version of a source's text; gives its id."""
    erasable_id, _ = work.keep(body)
    return work.insert(
        "text",
        source_id=source_id,
        version=version,
        erasable_id=erasable_id,
        change_id=change_id,
        sha256=sha256(body),
        length=len(body),
        created=now(),
    )


def set_turns(work: Work, source: str, turns: Sequence[Turn]) -> None:
    """Say who speaks where in the current text of a source, in place of what was known."""
    text, body = current_text(work, source)
    for row in work.rows("turn", text_id=text["id"]):
        work.delete("turn", row["id"])
    write_turns(work, text["id"], body, turns)
    work.record("set turns", [f"source:{source}"])


def write_turns(work: Work, text_id: int, body: str, turns: Sequence[Turn]) -> None:
    """Write turns into a text that has none; Refused where one does not lie inside it, or stands there twice."""
    rows = []
    numbers = {name: find(work, "participant", name) for _, _, name, _ in turns if name}
    for start, end, participant, role in turns:
        if not 0 <= start < end <= len(body):
            raise Refused(N_("The turn from {start} to {end} does not lie inside the text."), start=start, end=end)
        if role and role not in TURN_ROLES:
            raise Refused(
                N_("'{role}' is no role of a turn; it is one of: {roles}."), role=role, roles=", ".join(TURN_ROLES)
            )
        number = numbers[participant] if participant else None
        rows.append({"text_id": text_id, "start": start, "end": end, "participant_id": number, "role": role})
    put_all(work, "turn", rows)


def write_parts(work: Work, text_id: int, body: str, blocks: Sequence[Block], marks: Sequence[TimeMark]) -> None:
    """Write blocks and time marks into a text that has none; Refused where one does not fit."""
    block_rows = []
    for start, end, kind, level, row, cell in blocks:
        if kind not in BLOCK_KINDS or not 0 <= start < end <= len(body):
            raise Refused(
                N_("The part '{kind}' from {start} to {end} is no part of the text."), kind=kind, start=start, end=end
            )
        place = {"text_id": text_id, "start": start, "end": end, "kind": kind}
        block_rows.append({**place, "level": level, "row": row, "cell": cell})
    put_all(work, "block", block_rows)
    mark_rows = []
    for at, milliseconds in marks:
        if not 0 <= at <= len(body) or milliseconds < 0:
            raise Refused(N_("The time mark at {at} does not lie inside the text."), at=at)
        mark_rows.append({"text_id": text_id, "at": at, "milliseconds": milliseconds})
    put_all(work, "time_mark", mark_rows)


def put_all(work: Work, table: str, rows: Sequence[Row], *, twins: bool = False) -> None:
    """Write rows of a kind that lies in texts, into a text that has none of it.

    Rows that stand in the same place and say the same are refused, or with ``twins`` written once.
    """
    kind = KINDS[table]
    names = [column.name for column in kind.columns if column.name in kind.key or column.type == "offset"]
    columns = ["text_id", *dict.fromkeys(f"{name}_id" if name == "participant" else name for name in names[1:])]
    kept: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if kept.setdefault(tuple(row[name] for name in columns), row) is not row and not twins:
            raise Refused(N_("There is such a {kind} already."), kind=table.replace("_", " "))
    work.insert_all(table, list(kept.values()))

"""Erasing a person, a source, or what older versions keep: planned, agreed to, and then really gone.

One entry of the journal says what was erased, with counts and without words. It cannot be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.erasing_known import Scope
from spanveld.actions.erasing_scope import scope_of
from spanveld.model.changes import ChangeMap, Edit
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import canonical
from spanveld.model.records import KINDS
from spanveld.model.text import checksum, sha256
from spanveld.store.database import defer_keys
from spanveld.store.erasing import (
    ERASE,
    blank_files,
    blank_words,
    drop_row,
    drop_shelves,
    put_row,
    set_pending,
    write_row,
)
from spanveld.store.work import Row, Work, now
from spanveld.views.erasure import ErasurePlan

__all__ = ["erase", "plan_erasure"]


def plan_erasure(work: Work, subject: str, names: Sequence[str] = ()) -> ErasurePlan:
    """What erasing this subject takes away; nothing is written."""
    return scope_of(work, subject, names).plan


def erase(work: Work, subject: str, names: Sequence[str] = (), *, agreed: ErasurePlan | None = None) -> ErasurePlan:
    """Erase it. Refused where ``agreed``, the plan that a person saw, is no longer what would happen.

    The database's own files are cleaned afterwards, outside the transaction, by ``store.erasing.finish``.
    """
    scope = scope_of(work, subject, names)
    if agreed is not None and agreed != scope.plan:
        raise Refused(N_("The study has changed since this was planned; nothing was erased. Look at the plan again."))
    defer_keys(work.connection)
    set_pending(work.connection)
    for source, spans in scope.edits.items():
        _new_version(work, scope, source, spans)
    _drop(work, scope)
    for change in scope.fields:
        write_row(work, change.table, change.key, **{change.column: change.value})
    _twin_memos(work, scope)
    for number in scope.originals:
        _drop_original(work, number)
    blank_files(work.connection, work.study_id, scope.files)
    blank_words(work.connection, work.study_id, scope.words)
    for (number,) in work.values("text", "id", erasable_id=sorted(scope.words)) if scope.words else ():
        write_row(work, "text", (number,), sha256="")
    drop_shelves(work.connection, work.study_id)
    plan = scope.plan
    counts = {
        "sources": len(plan.sources),
        "blanked_sources": len(plan.blanked_sources),
        "fields": len(plan.fields),
        "texts": plan.texts,
        "words": plan.words,
        "files": plan.files,
        "shelves": plan.shelves,
        **(plan.goes or {}),
    }
    touched = [f"source:{item.source}" for item in plan.blanked_sources]
    work.record(ERASE, list(dict.fromkeys([subject, *touched])), bulk={"shelf": None, "counts": counts})
    return plan


def _drop(work: Work, scope: Scope) -> None:
    for table, key, column in scope.clears:
        if (table, key) not in scope.deletes:
            write_row(work, table, key, **{column: None})
    for table, key in reversed(scope.deletes):
        drop_row(work, table, key)
    if scope.participant is not None:
        voiced = {passage for (passage,) in work.values("passage_voices", "passage_id")}
        for (number,) in work.values("passage", "id", voiced="given"):
            if number not in voiced:
                write_row(work, "passage", (number,), voiced="nobody")


def _drop_original(work: Work, number: int) -> None:
    row = work.row("original", (number,))
    if row is not None:
        drop_row(work, "original", (number,))
        write_row(work, "source", (row["source_id"],), original="")


def _twin_memos(work: Work, scope: Scope) -> None:
    """Memos that say the same of the same after words went: one of them stays."""
    changed = {change.key for change in scope.fields if change.table == "memo"}
    seen: set[tuple[Any, ...]] = set()
    for row in work.rows("memo") if changed else ():
        said = tuple(row[name] for name in ("subject_kind", "subject_id", "kind", "date", "author", "text"))
        if said in seen and (row["id"],) in changed:
            drop_row(work, "memo", (row["id"],))
        seen.add(said)


# ---------------------------------------------------------------------- a text with places blanked
def _new_version(work: Work, scope: Scope, source: int, spans: Sequence[tuple[int, int]]) -> None:
    """A new version of a text, in which each of these places holds the marker; all else keeps its place."""
    row = work.one("text", source_id=source, superseded=0)
    assert row is not None
    old = work.body(row["erasable_id"]) or ""
    change = ChangeMap(old, (Edit(start, end, scope.marker) for start, end in spans))
    new = change.apply(old)
    body, _ = work.keep(new)
    change_id, _ = work.keep(canonical(change.as_rows()))
    write_row(work, "text", (row["id"],), superseded=1)
    text_id = put_row(
        work,
        "text",
        source_id=source,
        version=row["version"] + 1,
        erasable_id=body,
        change_id=change_id,
        sha256=sha256(new),
        length=len(new),
        created=now(),
    )
    for anchor in work.rows("anchor", text_id=row["id"]):
        outcome = change.place(anchor["start"], anchor["end"])
        if anchor["passage_id"] in scope.passages or outcome.anchor is None:
            continue
        start, end = outcome.anchor.start, outcome.anchor.end
        place = {"text_id": text_id, "passage_id": anchor["passage_id"], "start": start, "end": end}
        put_row(work, "anchor", **place, checksum=checksum(new, start, end), fate=outcome.fate)
    markers = _markers(spans, len(scope.marker))
    for kind in (kind.name for kind in KINDS.values() if kind.on_text):
        _move(work, scope, kind, row["id"], text_id, change, markers)


def _markers(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int, int]]:
    """(start, end) of each place in the old text, and where its marker begins in the new one."""
    shift, found = 0, []
    for start, end in spans:
        found.append((start, end, start + shift))
        shift += length - (end - start)
    return found


def _move(
    work: Work, scope: Scope, table: str, old: int, new: int, change: ChangeMap, markers: list[tuple[int, int, int]]
) -> None:
    """Turns, blocks and time marks in the new version. Where the person spoke, a turn of nobody stands on the marker."""
    written: set[tuple[Any, ...]] = set()

    def put(row: Row, **place: Any) -> None:
        said = {**{name: value for name, value in row.items() if name not in ("id", "text_id", "guid")}, **place}
        if (key := tuple(sorted(said.items(), key=lambda item: item[0]))) not in written:
            written.add(key)
            put_row(work, table, text_id=new, **said)

    for row in work.rows(table, text_id=old):
        if "at" in row:
            inside = [at for start, end, at in markers if start < row["at"] < end]
            if not inside:
                shift = sum(len(edit.text) - edit.end + edit.start for edit in change.edits if edit.end <= row["at"])
                put(row, at=row["at"] + shift)
            continue
        start, end = row["start"], row["end"]
        if table == "turn" and row["participant_id"] == scope.participant and scope.participant is not None:
            for first, last, at in markers:
                if first <= start and end <= last:
                    put(row, start=at, end=at + len(scope.marker), participant_id=None, role="", own="")
            continue
        moved = change.place(start, end).anchor
        if moved is not None:
            put(row, start=moved.start, end=moved.end)

"""Undo and redo: an inverse entry, never a deletion; of the actor's own last action; refused where others built on it since."""

from __future__ import annotations

from typing import Any

from spanveld.actions.passages import check_exclusive
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import REDO, UNDO, Entry
from spanveld.store import journal
from spanveld.store.database import defer_keys, shelve, unshelve
from spanveld.store.dependants import children_of
from spanveld.store.work import Change, Work

__all__ = ["redo", "undo"]


def undo(work: Work) -> Entry:
    """Take back the actor's last action that stands; gives the entry that was taken back."""
    sequence = journal.undoable(work.connection, work.study_id, work.actor)
    if sequence is None:
        raise Refused(N_("{actor} has nothing to undo in this study."), actor=work.actor or "-")
    return _again(work, sequence, UNDO)


def redo(work: Work) -> Entry:
    """Make the action again that the actor undid last; gives the entry that was made again."""
    sequence = journal.redoable(work.connection, work.study_id, work.actor)
    if sequence is None:
        raise Refused(N_("{actor} has nothing to redo in this study."), actor=work.actor or "-")
    return _again(work, sequence, REDO)


def _again(work: Work, sequence: int, action: str) -> Entry:
    entry = journal.entry(work.connection, work.study_id, sequence)
    assert entry is not None
    bulk, changes = _parts(entry)
    defer_keys(work.connection)
    moved: dict[str, Any] | None = None
    if bulk is not None:
        moved = _swap(work, entry, bulk, action)
    wanted = [change.inverse() for change in reversed(changes)] if action == UNDO else changes
    for change in wanted:
        work.replay(change)
    _check(work, wanted)
    work.record(action, entry.subjects, target=entry.sequence, bulk=moved)
    return entry


def _parts(entry: Entry) -> tuple[dict[str, Any] | None, list[Change]]:
    data, bulk = entry.changes, None
    if isinstance(data, dict):
        data, bulk = data["rows"], data["bulk"]
    return bulk, [Change(table, tuple(key), before, after) for table, key, before, after in data]


def _swap(work: Work, entry: Entry, bulk: dict[str, Any], action: str) -> dict[str, Any]:
    """Put the content of a bulk entry on a shelf and bring back what was there before, or the other way round."""
    since = journal.live_after(work.connection, work.study_id, entry.sequence)
    if since is not None:
        raise Refused(N_("Entry {since} was built on this; it must be undone first, by who made it."), since=since)
    waiting = bulk["shelf"]
    for later in journal.entries(work.connection, work.study_id, after=entry.sequence):
        if later.target == entry.sequence:
            waiting = later.changes["bulk"]["shelf"]
    shelf = shelve(work.connection, work.study_id)
    if waiting is not None:
        unshelve(work.connection, waiting, work.study_id)
    return {"shelf": shelf}


def _check(work: Work, changes: list[Change]) -> None:
    """Refused where the rows now clash with what others did since, though no single row says so."""
    gone = {(change.table, change.key) for change in changes if change.after is None}
    for table, key in gone:
        if len(key) == 1 and (
            children := [child for child in children_of(work, table, key[0]) if child[:2] not in gone]
        ):
            raise Refused(
                N_("This cannot be taken back: {count} things made since rest on it ({what}). Undo those first."),
                count=len(children),
                what=", ".join(sorted({child[0].replace("_", " ") for child in children})),
            )
    for change in changes:
        if change.after is None:
            continue
        if change.table == "coding":
            row = work.row("coding", change.key)
            if row is not None:
                check_exclusive(work, row["passage_id"])
        elif change.table == "anchor":
            _check_text(work, change.key[0], changes)
        elif change.table == "passage":
            _check_place(work, change.key[0])


def _check_text(work: Work, text_id: int, changes: list[Change]) -> None:
    """A place in a text that was corrected since is a place nobody looks at."""
    text = work.row("text", (text_id,))
    if text is not None and text["superseded"]:
        raise Refused(N_("This cannot be done: the text was corrected since. Undo the correction first."))


def _check_place(work: Work, passage_id: int) -> None:
    row = work.row("passage", (passage_id,))
    if row is None or row["doubt"]:
        return
    text = work.one("text", source_id=row["source_id"], superseded=0)
    if text is not None and work.row("anchor", (text["id"], passage_id)) is None:
        raise Refused(N_("This cannot be done: the text was corrected since. Undo the correction first."))

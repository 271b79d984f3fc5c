"""Undo and redo: an inverse entry, never a deletion; of the actor's own last action; refused where others built on it since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from spanveld.actions.fitting import check_fit
from spanveld.actions.judging_undo import check_closed_again, check_rounds
from spanveld.model.errors import N_, NotFound, Refused, SpanveldError
from spanveld.model.journal import REDO, UNDO, Entry
from spanveld.store import journal
from spanveld.store.database import defer_keys
from spanveld.store.erasing import ERASE
from spanveld.store.journal_pages import stack_of
from spanveld.store.shelves import shelve, unshelve
from spanveld.store.work import Change, Work

__all__ = ["UndoneBack", "redo", "undo", "undo_back", "undone_by_going_back"]


@dataclass(frozen=True, slots=True)
class UndoneBack:
    """The entries that were taken back, newest first, and what stopped it before the one that was asked for (None: nothing)."""

    entries: tuple[Entry, ...]
    stopped: SpanveldError | None = None


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


def undone_by_going_back(work: Work, sequence: int) -> tuple[int, ...]:
    """The actor's own actions that stand, from the last one back to this entry.

    NotFound where the journal has no such entry; Refused where it is not the actor's own, or does not stand.
    """
    entry = journal.entry(work.connection, work.study_id, sequence)
    if entry is None:
        raise NotFound(N_("The journal has no entry {number}."), number=sequence)
    if entry.actor != work.actor:
        raise Refused(
            N_("Entry {number} is of {actor}; each takes back only what is one's own."),
            number=sequence,
            actor=entry.actor or "-",
        )
    standing = stack_of(work.connection, work.study_id, work.actor, down_to=sequence).standing
    if sequence not in standing:
        raise Refused(N_("Entry {number} does not stand: there is nothing to take back."), number=sequence)
    return standing[: standing.index(sequence) + 1]


def undo_back(work: Work, sequence: int) -> UndoneBack:
    """Take back the actor's own actions one after another, down to this entry; each is an entry of its own.

    Stops where one is refused: what was taken back before it stays so. Raises what ``undone_by_going_back`` raises.
    """
    done: list[Entry] = []
    for _ in undone_by_going_back(work, sequence):
        step = Work(work.connection, work.study_id, work.actor)
        try:
            with work.connection.begin_nested():
                done.append(undo(step))
        except Refused as refused:
            return UndoneBack(tuple(done), refused)
        work.take_over(step)
    return UndoneBack(tuple(done))


def _again(work: Work, sequence: int, action: str) -> Entry:
    entry = journal.entry(work.connection, work.study_id, sequence)
    assert entry is not None
    if entry.action == ERASE:
        raise Refused(
            N_(
                "What was erased (entry {number}, {subject}) is gone for good: it cannot be taken back, nor what was done before it."
            ),
            number=entry.sequence,
            subject=entry.subjects[0],
        )
    check_rounds(work, entry, action)
    bulk, changes = _parts(entry)
    defer_keys(work.connection)
    moved: dict[str, Any] | None = None
    if bulk is not None:
        moved = _swap(work, entry, bulk, action)
    wanted = [change.inverse() for change in reversed(changes)] if action == UNDO else changes
    for change in wanted:
        work.replay(change)
    check_fit(work, wanted, _corrected(work, entry))
    check_closed_again(work, entry)
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
    if any(row.action == ERASE for row in since):
        raise Refused(N_("This cannot be taken back or made again: what it would bring back was erased since."))
    if since:
        raise Refused(
            N_("Entry {since} was built on this; it must be undone first, by who made it."), since=since[0].sequence
        )
    waiting = bulk["shelf"]
    for later in journal.entries(work.connection, work.study_id, after=entry.sequence):
        if later.target == entry.sequence:
            waiting = later.changes["bulk"]["shelf"]
    shelf = shelve(work.connection, work.study_id)
    if waiting is not None:
        unshelve(work.connection, waiting, work.study_id)
    return {"shelf": shelf}


def _corrected(work: Work, entry: Entry) -> set[str]:
    """The sources whose text was corrected after an entry."""
    since = journal.live_after(work.connection, work.study_id, entry.sequence)
    corrections = [json.loads(row.subjects) for row in since if row.action in ("correct text", "pseudonymise", ERASE)]
    found = {subject for subjects in corrections for subject in subjects if subject.startswith("source:")}
    return {subject.removeprefix("source:") for subject in found}

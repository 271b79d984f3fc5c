"""What an erasure takes away, put so that a person can agree to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spanveld.actions.erasing_known import Known, Scope
from spanveld.model.journal import canonical
from spanveld.model.kinds import KINDS
from spanveld.model.names import natural
from spanveld.model.sealed import OWNERS
from spanveld.store import journal
from spanveld.store.erasing import shelves
from spanveld.store.marks import marks, people
from spanveld.store.work import Work
from spanveld.views.erasure import Blanked, BlankedSource, ErasurePlan, LostFinding

__all__ = ["make_plan"]


def make_plan(known: Known, scope: Scope, language: str) -> None:
    counts = Counter(table for table, _ in scope.deletes if table in KINDS)
    by_source = Counter(known.passages[number]["source_id"] for number in scope.passages)
    with_original = {
        source for number, source in known.work.values("original", "id", "source_id") if number in scope.originals
    }
    texts = known.work.values("text", "erasable_id")
    old = {number for (number,) in texts}
    scope.plan = ErasurePlan(
        scope.subject,
        language,
        tuple(dict.fromkeys((*scope.traces.names, *scope.traces.parts))),
        tuple(sorted(known.names[number] for number in scope.whole)),
        tuple(
            BlankedSource(
                known.names[number],
                len(spans),
                sum(e - s for s, e in spans),
                by_source[number],
                number in with_original,
            )
            for number, spans in scope.edits.items()
        ),
        tuple(sorted(known.passages[number]["identifier"] for number in scope.passages)),
        dict(sorted(counts.items())),
        tuple(_lost(known, scope)),
        tuple(
            Blanked(item.table, item.name, item.column, item.places)
            for item in scope.fields
            if (item.table, item.column) not in OWNERS
        ),
        len(scope.words & old),
        len(scope.words - old - scope.sealed),
        len(scope.files),
        tuple(sorted((known.names[number] for number in with_original), key=natural)),
        len(shelves(known.work.connection, known.work.study_id)),
        tuple(_stays(known.work, scope)),
    )


def _lost(known: Known, scope: Scope) -> Iterator[LostFinding]:
    """The findings with a voice of a respondent that have none afterwards."""
    work = known.work
    if not scope.passages and scope.participant is None:
        return
    persons = people(work.connection, work.study_id)
    erased = scope.subject.removeprefix("participant:") if scope.participant is not None else ""
    placed = marks(work.connection, work.study_id, "evidence")
    evidence: dict[int, list[int]] = defaultdict(list)
    for finding, passage in work.values("evidence", "finding_id", "passage_id"):
        evidence[finding].append(passage)
    for row in work.rows("finding"):
        its = evidence[row["id"]]
        voices = {p: {v for v in placed[p].voices if not persons[v].is_observer} for p in its}
        after = {v for p in its if p not in scope.passages for v in voices[p] if v != erased}
        if any(voices.values()) and not after:
            left = sum(passage not in scope.passages for passage in its)
            yield LostFinding(row["identifier"], row["statement"], left)


def _stays(work: Work, scope: Scope) -> Iterator[str]:
    """Entries of the journal that hold a name in the clear: in an identifier, or another field that is no private one."""
    if not (scope.traces.names or scope.traces.parts):
        return
    for entry in journal.entries(work.connection, work.study_id):
        if scope.traces.of_names(canonical([list(entry.subjects), entry.changes, entry.actor])):
            yield f"journal:{entry.sequence}"

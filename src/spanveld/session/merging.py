"""Two copies of a study that were worked in apart become one.

    plan = study.merging.plan("annas-copy.spanveld")         what would be done, and what has to be settled; nothing is written
    study.merging.merge("annas-copy.spanveld", settled={("passage:12", "memo"): "theirs"})

What both copies were is known where their journals begin alike, or where one of them took the other in before. A study folder and a
project that Spanveld wrote have no journal: they are laid beside the study as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spanveld.actions.merging import apply_plan, record_merge
from spanveld.actions.theory import parse_framework
from spanveld.formats.exchange.conflicts_file import Choice, check_choices, conflicts_text, read_choices
from spanveld.formats.study_folder import read_folder
from spanveld.formats.study_folder.reading import read_files
from spanveld.formats.study_folder.writing import study_files
from spanveld.model.errors import N_, FolderError, Refused, Term, Translate, why
from spanveld.model.merge_values import SIDES, Conflict, MergePlan
from spanveld.model.merging import merge_plan
from spanveld.model.names import study_guid
from spanveld.model.records import KINDS
from spanveld.model.sealed import OWNERS
from spanveld.model.study import StudyContent
from spanveld.reports.lines import Line
from spanveld.reports.merge_text import merge_lines
from spanveld.session.acting import Group
from spanveld.session.files import check_free, write_whole
from spanveld.session.past import marker_of
from spanveld.store import journal
from spanveld.store.database import Store, open_store
from spanveld.store.engine import address_of
from spanveld.store.erasing import ERASE
from spanveld.store.past import past_of
from spanveld.store.past_rows import laid_out
from spanveld.store.whole import whole_content
from spanveld.store.work import Work

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "Merging",
    "check_current",
    "choices_in",
    "conflicts_csv",
    "merge_as_asked",
    "merged_as_json",
    "merged_lines",
    "read_settled",
]

MERGE = "merge copy"
"""The action of the journal."""
Settled = Mapping[tuple[str, str], str]


class Merging(Group):
    """Taking another copy of the study in."""

    def plan(self, other: str | Path, *, settled: Settled | None = None, prefer: str = "") -> MergePlan:
        """What taking the other copy in would do; nothing is written.

        ``other``: a study's file or address, a study folder, or a project (.qdpx) that was made of the study. ``settled`` maps (what,
        field) of a conflict to ``ours`` or ``theirs``; ``prefer`` settles all others. Refused where it is no copy of this study, or
        where somebody was erased in one of the two only.
        """
        return _as_seen(self._planned(other, settled or {}, prefer)[0])

    def merge(self, other: str | Path, *, settled: Settled | None = None, prefer: str = "") -> MergePlan:
        """Take the other copy in, as one entry of the journal; gives what was done. Refused while a conflict is not settled."""
        return _as_seen(self._carry_out(*self._planned(other, settled or {}, prefer)))

    def _carry_out(self, plan: MergePlan, head: str, newest: int) -> MergePlan:
        if plan.unsettled:
            raise Refused(N_("Conflicts to be settled: {count}. Nothing was written."), count=len(plan.unsettled))
        if not plan.empty:
            self.act(_merge, plan, head, newest)
            self.store.analyse()
        return plan

    def _planned(self, other: str | Path, settled: Settled, prefer: str) -> tuple[MergePlan, str, int]:
        if wrong := [side for side in (*settled.values(), prefer) if side and side not in SIDES]:
            raise Refused(N_("'{side}' is no side: it is ours or theirs."), side=wrong[0])
        with _copy_at(other) as theirs:
            ours = _Copy.of(self.store)
            pair = _parted(ours, theirs) if theirs.hashes else _folder(ours, theirs)
            plan = merge_plan(
                ours.content,
                pair.theirs,
                pair.base,
                settled=settled,
                prefer=prefer,
                salts=pair.salts,
                parted=pair.parted,
            )
        _check(plan)
        return plan, pair.head, max(ours.hashes, default=0)


def merge_as_asked(
    study: Study,
    other: str | Path,
    *,
    settle: str = "",
    prefer: str = "",
    conflicts: str = "",
    replace: bool = False,
    dry: bool = False,
) -> tuple[MergePlan, bool]:
    """Merge, where nothing is left to be settled; gives the plan, and whether it was carried out.

    ``settle`` is a file in which a person chose, ``conflicts`` one that is to be written.
    """
    if conflicts:
        check_free(Path(conflicts), replace=replace)
    choices = choices_in(settle) if settle else []
    settled = {(each.what, each.field): each.choice for each in choices if each.choice}
    plan, head, newest = study.merging._planned(other, settled, prefer)
    check_current(choices, plan.conflicts)
    if conflicts:
        write_whole(Path(conflicts), conflicts_csv(plan.conflicts).encode())
    if dry or plan.unsettled or plan.empty:
        return _as_seen(plan), False
    return _as_seen(study.merging._carry_out(plan, head, newest)), True


def merged_lines(plan: MergePlan, translate: Translate, *, done: bool, width: int) -> Iterator[Line]:
    """A merge as text."""
    return merge_lines(plan, translate, done=done, width=width)


def merged_as_json(plan: MergePlan, *, done: bool) -> dict[str, Any]:
    """A merge for machines."""
    return {
        "merged": done,
        "counts": plan.counts(),
        "texts": list(plan.texts),
        "renamed": [{"kind": each.kind, "theirs": each.theirs, "now": each.now} for each in plan.renamed],
        "conflicts": [
            {name: getattr(each, name) for name in ("what", "field", "base", "ours", "theirs", "choice", "sealed")}
            for each in plan.conflicts
        ],
        "unsettled": len(plan.unsettled),
    }


def conflicts_csv(conflicts: Iterable[Conflict]) -> str:
    """Conflicts as a CSV file in which a person fills in the column ``choice``: ours or theirs."""
    return conflicts_text(conflicts)


def read_settled(file: str | Path) -> dict[tuple[str, str], str]:
    """What a person chose in such a file: (what, field) -> side. Refused where it cannot be read."""
    return {(each.what, each.field): each.choice for each in choices_in(file) if each.choice}


def choices_in(file: str | Path) -> list[Choice]:
    """The lines of such a file."""
    try:
        return read_choices(Path(file).read_bytes())
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=file, reason=why(error)) from error


def check_current(choices: Iterable[Choice], conflicts: Iterable[Conflict]) -> None:
    """Refused where the file was written of other conflicts than there are."""
    check_choices(choices, conflicts)


def _as_seen(plan: MergePlan) -> MergePlan:
    """The plan as anybody may see it: what assessors sealed was put together, and is empty here."""

    def blank(kind: str, record: Any) -> Any:
        return replace(record, **{column: "" for of, column in OWNERS if of == kind})

    def content(whole: StudyContent) -> StudyContent:
        sealed = {kind: tuple(blank(kind, each) for each in whole.records.get(kind, ())) for kind, _ in OWNERS}
        return replace(whole, records={**whole.records, **sealed})

    added = {kind: [blank(kind, each) for each in plan.additions[kind]] for kind, _ in OWNERS if kind in plan.additions}
    changed = {
        kind: [
            replace(each, before=blank(kind, each.before), after=blank(kind, each.after)) for each in plan.changes[kind]
        ]
        for kind, _ in OWNERS
        if kind in plan.changes
    }
    return replace(
        plan,
        ours=content(plan.ours),
        merged=content(plan.merged),
        additions={**plan.additions, **added},
        changes={**plan.changes, **changed},
    )


def _merge(work: Work, plan: MergePlan, head: str, newest: int) -> None:
    if journal.newest(work.connection, work.study_id) != newest:
        raise Refused(N_("The study was changed while the copies were compared; nothing was written. Merge again."))
    apply_plan(work, plan)
    record_merge(work, plan, head)


def _check(plan: MergePlan) -> None:
    """Refused where the study would break a rule: the copies are each right, but not together."""
    if plan.unsettled or plan.empty:
        return
    files = {name: text.encode() for name, text in study_files(plan.merged)}
    named = {record.source: record.original for record in plan.merged.records.get("source", ())}
    files |= {named[source]: data for source, data in plan.merged.originals.items() if named.get(source)}
    try:
        read_files(files)
    except FolderError as error:
        raise Refused(
            N_("Together the copies break a rule, so nothing was written: {problem}"), problem=error.problems[0].text()
        ) from error


# ---------------------------------------------------------------------- the copies
@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of a study, and its journal where it has one: sequence -> hash."""

    content: StudyContent
    hashes: Mapping[int, str]
    store: Store | None = None

    @classmethod
    def of(cls, store: Store) -> _Copy:
        with store.reading() as connection:
            return cls(
                whole_content(connection, store.study_id, parse_framework),
                journal.hashes(connection, store.study_id),
                store,
            )

    def at(self, sequence: int) -> StudyContent:
        """What it was after an entry of its journal."""
        assert self.store is not None
        if sequence == max(self.hashes):
            return self.content
        with self.store.reading() as connection:
            past = past_of(connection, self.store.study_id, sequence)
            with (
                laid_out(self.store, connection, past, marker=marker_of(self.content.language)) as then,
                then.reading() as old,
            ):
                return whole_content(old, then.study_id, parse_framework)

    def standing(self, after: int) -> list[Any]:
        """The entries after one of its journal that stand."""
        assert self.store is not None
        with self.store.reading() as connection:
            return journal.live_after(connection, self.store.study_id, after)

    def entry(self, sequence: int) -> Any:
        """One entry of its journal."""
        assert self.store is not None
        with self.store.reading() as connection:
            return journal.entry(connection, self.store.study_id, sequence)


@dataclass(frozen=True, slots=True)
class _Pair:
    """What a merge is planned of; ``head`` is that of their journal."""

    theirs: StudyContent
    base: StudyContent | None = None
    parted: StudyContent | None = None
    salts: Mapping[str, str] = field(default_factory=dict)
    head: str = ""


@contextmanager
def _copy_at(other: str | Path) -> Iterator[_Copy]:
    """The other copy, open while it is needed."""
    path = Path(other)
    if path.is_dir():
        yield _Copy(read_folder(path).content, {})
    elif path.suffix.lower() == ".qdpx" and path.is_file():
        yield _Copy(_in_project(path), {})
    else:
        store = open_store(address_of(other))
        try:
            yield _Copy.of(store)
        finally:
            store.close()


def _in_project(path: Path) -> StudyContent:
    """The study in a project that Spanveld wrote; Refused where it is another program's, or was changed by one."""
    from spanveld.formats.exchange.own_note import Returned, returned
    from spanveld.formats.exchange.registry import read_project

    found = returned(read_project(path))
    if not isinstance(found, Returned):
        raise Refused(
            N_("{path} was not made of a study by Spanveld; bring it in with 'spanveld import', which merges too."),
            path=path,
        )
    if found.changed:
        raise Refused(
            N_("Another program changed {path} since; bring it in with 'spanveld import', which merges too."), path=path
        )
    return found.content


def _parted(ours: _Copy, theirs: _Copy) -> _Pair:
    """Two copies with journals: what they were when they parted, or when one took the other in last."""
    common = max((at for at, hash in ours.hashes.items() if theirs.hashes.get(at) == hash), default=0)
    if not common:
        return _folder(ours, theirs)
    _check_erased(ours, theirs, common)
    salts = {"ours": ours.hashes.get(common + 1, "-"), "theirs": theirs.hashes.get(common + 1, "-")}
    newest = max(theirs.hashes)
    head = f"{newest}:{theirs.hashes[newest]}"
    fork = ours.at(common)
    known = [*_taken_in(ours, theirs, common, "theirs"), *_taken_in(theirs, ours, common, "ours")]
    if not known:
        return _Pair(theirs.content, fork, fork, salts, head)
    _, sequence, copy = max(known)
    base = (theirs if copy == "theirs" else ours).at(sequence)
    return _Pair(theirs.content, base, fork, {**salts, "base": salts[copy]}, head)


def _taken_in(into: _Copy, other: _Copy, after: int, name: str) -> Iterator[tuple[str, int, str]]:
    """When one copy took the other in: the time, the entry of the other's journal up to which, and ``name``."""
    for row in into.standing(after):
        if row.action == MERGE:
            entry = into.entry(row.sequence)
            for subject in entry.subjects:
                kind, _, head = subject.partition(":")
                number, _, hash = head.partition(":")
                if kind == "copy" and number.isdecimal() and other.hashes.get(int(number)) == hash:
                    yield entry.time, int(number), name


def _folder(ours: _Copy, theirs: _Copy) -> _Pair:
    """A copy of which nothing tells what both were."""
    one, other = ours.content, theirs.content
    if one.id != other.id and (one.guid or study_guid(one.id)) != (other.guid or study_guid(other.id)):
        raise Refused(
            N_("'{theirs}' is no copy of '{ours}': it is another study, and their journals have nothing in common."),
            ours=one.id,
            theirs=other.id,
        )
    names = {
        f"{name}:{getattr(record, kind.columns[0].attribute)}"
        for name, kind in KINDS.items()
        if kind.identified
        for record in other.records.get(name, ())
    }
    if found := sorted(_erased(ours, 0) & names):
        raise Refused(
            N_("{what} was erased here and is in the other copy, from which it would come back; nothing was written."),
            what=found[0],
        )
    return _Pair(other)


def _check_erased(ours: _Copy, theirs: _Copy, after: int) -> None:
    here, there = _erased(ours, after), _erased(theirs, after)
    if here != there:
        raise Refused(
            N_(
                "{what} was erased in one copy only ({where}), and would come back or be missed in the other. Erase there too, "
                "then merge."
            ),
            what=min(here ^ there),
            where=Term(N_("here") if here - there else N_("in the other")),
        )


def _erased(copy: _Copy, after: int) -> set[str]:
    """What was erased for good since an entry."""
    found = [json.loads(row.subjects) for row in copy.standing(after) if row.action == ERASE]
    return {subject for subjects in found for subject in subjects}

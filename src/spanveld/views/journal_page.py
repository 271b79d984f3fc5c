"""The journal as a page shows it: entries newest first, what they are about, and which of them their actor can take back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spanveld.model.audit_rules import RULES
from spanveld.model.names import natural
from spanveld.store.erasing import ERASE
from spanveld.store.journal import newest
from spanveld.store.journal_pages import (
    JournalLine,
    Narrowed,
    Stack,
    changes_of,
    lines,
    page_of,
    stack_of,
    tallies,
    undone_by,
)
from spanveld.store.names import places_of_passages, there_are
from spanveld.store.records import Reader

__all__ = ["JournalEntry", "JournalPage", "Subject", "about", "journal_lines", "journal_page", "line_of"]

ON_A_PAGE = 100
CODED = ("add passage", "recode passage", "add coding", "remove coding")
"""Actions of which it is told which codes were given and taken; what they change is little."""
ERASURES = Narrowed(action=ERASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: ``kind:identifier``; what it is called, of a passage its source, and whether it is there now."""

    subject: str
    called: str = ""
    source: str = ""
    there: bool = False


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry. ``given`` and ``taken``: codes; ``of``: the entry that an undo or redo is about; ``undone_by``: the entry that took it
    back (0: it stands); ``back``: how many of one's own actions are taken back when one goes back to before it (0: it cannot be).
    """

    sequence: int
    time: str
    actor: str
    action: str
    subjects: tuple[Subject, ...]
    given: tuple[Subject, ...] = ()
    taken: tuple[Subject, ...] = ()
    of: JournalEntry | None = None
    undone_by: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal: ``found`` of ``total`` entries are wanted. ``redo``: the entry that the actor can make again.

    ``actors``, ``actions``: how many entries there are of each.
    """

    study: str
    title: str
    language: str
    actor: str
    sequence: int
    total: int
    found: int
    page: int
    pages: int
    entries: tuple[JournalEntry, ...]
    actors: Mapping[str, int]
    actions: Mapping[str, int]
    sources: tuple[str, ...]
    redo: JournalEntry | None


def journal_page(reader: Reader, wanted: Narrowed, *, page: int = 1, actor: str = "") -> JournalPage:
    """A page of the entries that are wanted, for ``actor``; never reads what a large entry changed."""
    connection, study_id = reader.connection, reader.study_id
    found, count = page_of(connection, study_id, wanted, start=(max(page, 1) - 1) * ON_A_PAGE, size=ON_A_PAGE)
    pages = max(1, -(-count // ON_A_PAGE))
    if page > pages:
        page = pages
        found, count = page_of(connection, study_id, wanted, start=(page - 1) * ON_A_PAGE, size=ON_A_PAGE)
    actors, actions = tallies(connection, study_id)
    lowest = min((line.sequence for line in found), default=0)
    stack = stack_of(connection, study_id, actor, down_to=lowest) if actor else Stack((), None)
    again = lines(connection, study_id, [stack.redo]) if stack.redo is not None else []
    entries = journal_lines(reader, found, stack)
    return JournalPage(
        **reader.heading(),
        actor=actor,
        sequence=newest(connection, study_id),
        total=sum(actors.values()),
        found=count,
        page=max(page, 1),
        pages=pages,
        entries=tuple(entries),
        actors=dict(sorted(actors.items(), key=lambda item: natural(item[0]))),
        actions=actions,
        sources=tuple(sorted(reader.names("source").values(), key=natural)),
        redo=journal_lines(reader, again, Stack((), None))[0] if again else None,
    )


def journal_lines(reader: Reader, found: Sequence[JournalLine], stack: Stack) -> list[JournalEntry]:
    """Entries with all that is told of them."""
    connection, study_id = reader.connection, reader.study_id
    targets = [line.target for line in found if line.target is not None]
    taken_back = {line.sequence: line for line in lines(connection, study_id, targets)} if targets else {}
    everything = [*found, *taken_back.values()]
    changed = changes_of(connection, study_id, [line.sequence for line in everything if line.action in CODED])
    subjects = about(reader, {subject for line in everything for subject in line.subjects})
    undone = undone_by(connection, study_id, [line.sequence for line in found])
    barrier = _barrier(reader, stack)
    place = {sequence: number for number, sequence in enumerate(stack.standing, 1) if number <= barrier}

    def made(line: JournalLine) -> JournalEntry:
        given, taken = _codes(reader, changed.get(line.sequence), subjects)
        return line_of(line, subjects, given, taken)

    return [
        replace(
            made(line),
            of=made(taken_back[line.target]) if line.target in taken_back else None,
            undone_by=undone.get(line.sequence, 0),
            back=place.get(line.sequence, 0),
        )
        for line in found
    ]


def _barrier(reader: Reader, stack: Stack) -> int:
    """How many of an actor's last actions come after an erasure of one's own, which cannot be taken back."""
    erased = {line.sequence for line in page_of(reader.connection, reader.study_id, ERASURES, start=0, size=1000)[0]}
    return next((number for number, sequence in enumerate(stack.standing) if sequence in erased), len(stack.standing))


def line_of(
    line: JournalLine, subjects: Mapping[str, Subject], given: Sequence[Subject] = (), taken: Sequence[Subject] = ()
) -> JournalEntry:
    """An entry of which all subjects are known."""
    named = tuple(subjects[subject] for subject in line.subjects)
    return JournalEntry(line.sequence, line.time, line.actor, line.action, named, tuple(given), tuple(taken))


def about(reader: Reader, subjects: set[str]) -> dict[str, Subject]:
    """What these subjects are called, and whether they are there."""
    names: dict[str, set[str]] = {}
    for subject in subjects:
        kind, colon, name = subject.partition(":")
        if colon:
            names.setdefault(kind, set()).add(name)
    sources = places_of_passages(reader.connection, reader.study_id, names.get("passage", ()))
    codes = _code_labels(reader) if {"code", "matrix_cell"} & set(names) else {}
    there = {
        kind: there_are(reader.connection, reader.study_id, kind, its)
        for kind, its in names.items()
        if kind not in ("passage", "code", "matrix_cell", "rule_strain", "audit_setting")
    }
    found = {}
    for subject in subjects:
        kind, _, name = subject.partition(":")
        if kind == "passage":
            found[subject] = Subject(subject, source=sources.get(name, ""), there=name in sources)
        elif kind == "code":
            found[subject] = Subject(subject, codes.get(name, ""), there=name in codes)
        elif kind == "matrix_cell":
            found[subject] = Subject(subject, there=_cell_is_there(reader, name, codes))
        elif kind == "audit_setting":
            found[subject] = Subject(subject, there=name in RULES)
        elif kind == "rule_strain":
            point = name.partition(" ")[0]
            present = ":" in point or bool(there_are(reader.connection, reader.study_id, "finding", {point}))
            found[subject] = Subject(subject, there=present)
        else:
            found[subject] = Subject(subject, there=kind == "study" or name in there.get(kind, ()))
    return found


def _cell_is_there(reader: Reader, cell: str, codes: Mapping[str, str]) -> bool:
    """Whether the row and the column of a cell of the matrix are there."""
    row, _, column = cell.rpartition(" ")
    kind, _, name = row.partition(":")
    if kind != "level" and not there_are(reader.connection, reader.study_id, kind, {name}):
        return False
    return ":" in column or column in codes


def _code_labels(reader: Reader) -> dict[str, str]:
    language = reader.study.language
    return {
        f"{layer}/{code}": str(
            (reader.code_rows[number].label_nl if language == "nl" else "") or reader.code_rows[number].label_en or code
        )
        for number, (layer, code) in reader.codes.items()
    }


def _codes(
    reader: Reader, changes: Any, subjects: dict[str, Subject]
) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """The codes that a small entry gave and took."""
    if not isinstance(changes, list):
        return (), ()
    fresh = {key[0]: after for table, key, before, after in changes if table == "code" and before is None and after}
    labels = _code_labels(reader)

    def named(number: int) -> Subject:
        if number in reader.codes:
            name = "/".join(reader.codes[number])
        elif number in fresh and fresh[number]["layer_id"] in reader.layers:
            name = f"{reader.layers[fresh[number]['layer_id']]}/{fresh[number]['identifier']}"
        else:
            return Subject("code:?")
        return Subject(f"code:{name}", labels.get(name, ""), there=name in labels)

    codings = [(before, after) for table, _, before, after in changes if table == "coding"]
    given = [named(after["code_id"]) for before, after in codings if before is None and after]
    taken = [named(before["code_id"]) for before, after in codings if after is None and before]
    return tuple(given), tuple(taken)

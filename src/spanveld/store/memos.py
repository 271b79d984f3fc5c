"""All memos of a study in one list: those on anything, and the memo that a passage carries itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from spanveld.store.statements import in_parts, prepared

__all__ = ["MemoRow", "memo_rows", "names_of", "number_of", "subjects_there_are"]

_MEMOS = prepared(
    """SELECT m.id, m.subject_kind, m.subject_id, m.kind, m.date, m.author, m.text, p.source_id
    FROM memo m LEFT JOIN passage p ON p.study_id = m.study_id AND m.subject_kind = 'passage' AND p.id = m.subject_id
    WHERE m.study_id = :study ORDER BY m.id"""
)
_CARRIED = prepared(
    "SELECT id, memo, coder_id, source_id FROM passage WHERE study_id = :study AND memo <> '' ORDER BY id"
)
_CODERS = prepared("SELECT id, identifier FROM coder WHERE study_id = :study")
_ALL = "SELECT id, identifier AS name, {said} AS said FROM {table} WHERE study_id = :study"
_NAMED = {
    "case": _ALL.format(table='"case"', said="name"),
    "sub_case": _ALL.format(table="sub_case", said="name"),
    "wave": _ALL.format(table="wave", said="name"),
    "coder": _ALL.format(table="coder", said="name"),
    "party": _ALL.format(table="party", said="name"),
    "participant": _ALL.format(table="participant", said="function"),
    "source": _ALL.format(table="source", said="title"),
    "finding": _ALL.format(table="finding", said="statement"),
    "passage": _ALL.format(table="passage", said="''"),
}
"""Kind of thing -> its identifiers and what it is called or says."""


class MemoRow(NamedTuple):
    """A memo; ``carried``: by the passage itself (``id`` is the passage's number then). ``source_id``: of the passage that it is on."""

    id: int
    carried: bool
    subject_kind: str
    subject_id: int | None
    kind: str
    date: str
    author: str
    text: str
    source_id: int | None


def memo_rows(connection: Connection, study_id: int) -> list[MemoRow]:
    """Every memo in the order of writing, then those that passages carry; the author of these is the passage's coder."""
    asked = {"study": study_id}
    coders: dict[int | None, str] = dict(tuple(row) for row in connection.execute(_CODERS, asked))
    found = [
        MemoRow(number, False, kind_of_thing, thing, kind, date, author, said, source)
        for number, kind_of_thing, thing, kind, date, author, said, source in connection.execute(_MEMOS, asked).all()
    ]
    found += [
        MemoRow(number, True, "passage", number, "", "", coders.get(coder, ""), said, source)
        for number, said, coder, source in connection.execute(_CARRIED, asked).all()
    ]
    return found


def names_of(
    connection: Connection, study_id: int, wanted: Iterable[tuple[str, int | None]]
) -> Mapping[tuple[str, int], tuple[str, str]]:
    """(kind, number) -> identifier, and what it is called or says; codes are not among them."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, number in wanted:
        if kind in _NAMED and number is not None:
            by_kind[kind].add(number)
    found = {}
    for kind, numbers in by_kind.items():
        statement = prepared(f"{_NAMED[kind]} AND id IN :numbers", "numbers")
        for some in in_parts(sorted(numbers)):
            for row in connection.execute(statement, {"study": study_id, "numbers": some}):
                found[kind, row.id] = (row.name, row.said)
    return found


def number_of(connection: Connection, study_id: int, kind: str, name: str) -> int | None:
    """The number of a thing by its identifier; None where the study has none of that name. Not for codes."""
    statement = prepared(f"{_NAMED[kind]} AND identifier = :name")
    found = connection.execute(statement, {"study": study_id, "name": name}).first()
    return None if found is None else int(found.id)


def subjects_there_are(connection: Connection, study_id: int) -> Mapping[str, Sequence[Any]]:
    """Kind -> (id, name, said) of all things that a memo can be on, but passages and codes."""
    return {
        kind: connection.execute(prepared(statement), {"study": study_id}).all()
        for kind, statement in _NAMED.items()
        if kind != "passage"
    }

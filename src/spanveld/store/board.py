"""What findings rest on, and the coded passages on which none rests: read for a board of findings and the tray beside it.

Nothing here reads all texts or all codings of a study: passages are counted by source, and only those of a page are looked up.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, TextClause, bindparam, text

from spanveld.store import journal

__all__ = [
    "CodingRow",
    "Tie",
    "TrayFilter",
    "Unused",
    "codings_on",
    "count_unused",
    "places_in",
    "sources_with",
    "ties",
    "ties_in",
    "unused",
]

MANY = 500
"""How many numbers one statement names at most."""
KEPT = 24
"""How many counts are kept."""
MOST_ENTRIES = 50
"""Entries of the journal that are looked through; beyond that it is as quick to count anew."""
COUNTED = {"passage", "coding", "code", "source", "source_sub_cases", "text", "anchor"}
"""Tables on which the counts of coded passages rest."""

# CROSS JOIN fixes the order of a join in SQLite: with study_id leading every index and no statistics, it would pick another.
_PLACE = """LEFT JOIN text t ON t.study_id = p.study_id AND t.id = (SELECT x.id FROM text x
        WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1)
    LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id"""
# What grows with a study is found by an index alone first (innermost), and then read by its key.
_TIES = f"""
    SELECT e.finding_id, e.passage_id, p.identifier, p.source_id, a.start, e.stance, e.note
    FROM (SELECT x.id FROM finding f CROSS JOIN evidence x
        WHERE f.study_id = :study AND f.dimension_id = :dimension AND x.study_id = :study AND x.finding_id = f.id) i
    CROSS JOIN evidence e CROSS JOIN passage p {_PLACE}
    WHERE e.study_id = :study AND e.id = i.id AND p.study_id = :study AND p.id = e.passage_id"""
_TIES_IN = """
    SELECT p.identifier, f.identifier, e.stance, e.note
    FROM (SELECT x.id FROM source s CROSS JOIN passage y CROSS JOIN evidence x
        WHERE s.study_id = :study AND s.identifier = :source AND y.study_id = :study AND y.source_id = s.id
        AND x.study_id = :study AND x.passage_id = y.id) i
    CROSS JOIN evidence e CROSS JOIN passage p CROSS JOIN finding f
    WHERE e.study_id = :study AND e.id = i.id AND p.study_id = :study AND p.id = e.passage_id
    AND f.study_id = :study AND f.id = e.finding_id"""
_CODINGS = """
    SELECT k.passage_id, k.code_id, k.coder_id FROM coding k
    WHERE k.study_id = :study AND k.passage_id IN :some ORDER BY k.passage_id, k.id"""
_BODIES = """
    SELECT t.source_id FROM text t CROSS JOIN erasable e WHERE t.study_id = :study AND t.superseded = 0
    AND e.study_id = :study AND e.id = t.erasable_id AND {conditions}"""
_CODED = "EXISTS (SELECT 1 FROM coding k WHERE k.study_id = :study AND k.passage_id = p.id{which})"


@dataclass(frozen=True, slots=True)
class Tie:
    """A passage tied to a finding, by their numbers; ``start`` is None where its place is in doubt."""

    finding: int
    passage: int
    name: str
    source: int
    start: int | None
    stance: str
    note: str


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A code on a passage, and whose it is, by their numbers."""

    passage: int
    code: int
    coder: int | None


@dataclass(frozen=True, slots=True)
class TrayFilter:
    """Which passages are meant, by numbers: with each of some codes, in a source, of a sub-case.

    A passage is of a sub-case by a code of ``themes``, or by its source (``theme_sources``) where it has none of ``all_themes``.
    """

    codes: tuple[int, ...] = ()
    source: int | None = None
    themes: tuple[int, ...] = ()
    all_themes: tuple[int, ...] = ()
    theme_sources: tuple[int, ...] = ()
    by_theme: bool = False


@dataclass(frozen=True, slots=True)
class Unused:
    """A coded passage that is evidence for nothing; ``start`` and ``end`` are None where its place is in doubt."""

    passage: int
    source: int
    start: int | None
    end: int | None


def ties(connection: Connection, study_id: int, dimension: int) -> list[Tie]:
    """What the findings on a dimension (the number of its code) rest on."""
    values = {"study": study_id, "dimension": dimension}
    return [Tie(*row) for row in connection.execute(_prepared(_TIES), values)]


def ties_in(connection: Connection, study_id: int, source: str) -> list[tuple[str, str, str, str]]:
    """(passage, finding, stance, note) of the passages of a source that are evidence."""
    rows = connection.execute(_prepared(_TIES_IN), {"study": study_id, "source": source})
    return [tuple(row) for row in rows]


def codings_on(connection: Connection, study_id: int, passages: Iterable[int]) -> Iterator[CodingRow]:
    """The codes on some passages."""
    wanted = sorted(set(passages))
    for first in range(0, len(wanted), MANY):
        values = {"study": study_id, "some": wanted[first : first + MANY]}
        yield from (CodingRow(*row) for row in connection.execute(_prepared(_CODINGS, "some"), values))


def sources_with(connection: Connection, study_id: int, words: Sequence[str]) -> set[int]:
    """The sources whose newest text has all of some words or parts of words, and a few that may turn out not to have them.

    Capitals make no difference; of letters beyond a to z only that something stands there is looked at.
    """
    like = "ILIKE" if connection.dialect.name == "postgresql" else "LIKE"
    conditions = " AND ".join(f"e.body {like} :word{place} ESCAPE '!'" for place in range(len(words)))
    values = {f"word{place}": f"%{_pattern(word)}%" for place, word in enumerate(words)}
    statement = _prepared(_BODIES.format(conditions=conditions))
    return set(connection.execute(statement, {"study": study_id, **values}).scalars())


def _pattern(word: str) -> str:
    escaped = "".join(f"!{letter}" if letter in "!%_" else letter for letter in word)
    return "".join(letter if letter.isascii() else "_" for letter in escaped)


def unused(
    connection: Connection, study_id: int, which: TrayFilter, sources: Iterable[int] = (), *, among: Iterable[int] = ()
) -> list[Unused]:
    """The coded passages of some sources, or ``among`` some passages, that are evidence for nothing, in no order."""
    conditions, values = _meant(which)
    column, wanted = ("p.source_id", sorted(set(sources))) if sources else ("p.id", sorted(set(among)))
    statement = f"""SELECT p.id, p.source_id, a.start, a."end" FROM passage p {_PLACE}
        WHERE {column} IN :some AND {" AND ".join(conditions)} AND NOT EXISTS
        (SELECT 1 FROM evidence e WHERE e.study_id = :study AND e.passage_id = p.id)"""
    found = []
    for first in range(0, len(wanted), MANY):
        chosen = {**values, "study": study_id, "some": wanted[first : first + MANY]}
        found += [Unused(*row) for row in connection.execute(_prepared(statement, "some", *_lists(values)), chosen)]
    return found


def places_in(connection: Connection, study_id: int, text_id: int) -> list[tuple[int, int, int]]:
    """(start, end, passage) of every passage in a text."""
    statement = _prepared('SELECT start, "end", passage_id FROM anchor WHERE study_id = :study AND text_id = :text')
    rows = connection.execute(statement, {"study": study_id, "text": text_id}).all()
    return [(start, end, passage) for start, end, passage in rows]


class _Kept:
    """Counts of the coded passages of one database, with the journal's newest sequence when they were counted."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.counts: OrderedDict[tuple[int, TrayFilter], tuple[int, Mapping[int, int]]] = OrderedDict()


_KEPT: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_KEPT_LOCK = Lock()


def count_unused(connection: Connection, study_id: int, which: TrayFilter) -> Mapping[int, int]:
    """Source's number -> how many of its coded passages are evidence for nothing; sources without any are left out."""
    counts = dict(_count_coded(connection, study_id, which))
    for source, count in _count(connection, study_id, which, _USED):
        counts[source] -= count
    return {source: count for source, count in counts.items() if count}


def _count_coded(connection: Connection, study_id: int, which: TrayFilter) -> Mapping[int, int]:
    """The same of all coded passages: kept until the journal says that passages or codes changed, as it counts every passage."""
    with _KEPT_LOCK:
        kept = _KEPT.setdefault(connection.engine, _Kept())
    newest = journal.newest(connection, study_id)
    with kept.lock:
        sequence, counts = kept.counts.get((study_id, which), (-1, {}))
    if not 0 <= sequence <= newest or (sequence < newest and _recoded(connection, study_id, sequence)):
        counts = dict(_count(connection, study_id, which, "passage p"))
    with kept.lock:
        kept.counts[study_id, which] = (newest, counts)
        kept.counts.move_to_end((study_id, which))
        while len(kept.counts) > KEPT:
            kept.counts.popitem(last=False)
    return counts


def _recoded(connection: Connection, study_id: int, after: int) -> bool:
    """Whether what the journal knows after an entry touched passages or their codes, or cannot be told."""
    statement = _prepared("SELECT changes FROM journal WHERE study_id = :study AND sequence > :after LIMIT :most")
    values = {"study": study_id, "after": after, "most": MOST_ENTRIES + 1}
    found = [json.loads(changes) for changes in connection.execute(statement, values).scalars()]
    if len(found) > MOST_ENTRIES or not all(isinstance(changes, list) for changes in found):
        return True
    return any(table in COUNTED for changes in found for table, *_ in changes)


_USED = "(SELECT DISTINCT passage_id FROM evidence WHERE study_id = :study) u CROSS JOIN passage p"


def _count(connection: Connection, study_id: int, which: TrayFilter, tables: str) -> list[tuple[int, int]]:
    conditions, values = _meant(which)
    if tables == _USED:
        conditions = [*conditions, "p.id = u.passage_id"]
    elif which.codes:
        tables = _CARRYING
        conditions = [*conditions, "p.id = d.passage_id"]
    statement = f"SELECT p.source_id, COUNT(*) FROM {tables} WHERE {' AND '.join(conditions)} GROUP BY p.source_id"
    rows = connection.execute(_prepared(statement, *_lists(values)), {**values, "study": study_id})
    return [(source, int(count)) for source, count in rows]


_CARRYING = """
    (SELECT DISTINCT passage_id FROM coding WHERE study_id = :study AND code_id = :code0) d CROSS JOIN passage p"""


def _meant(which: TrayFilter) -> tuple[list[str], dict[str, Any]]:
    """The conditions on a passage that is meant, whether evidence or not, and their values."""
    conditions, values = ["p.study_id = :study"], dict[str, Any]()
    if not which.codes:
        conditions.append(_CODED.format(which=""))
    for number, code in enumerate(which.codes):
        conditions.append(_CODED.format(which=f" AND k.code_id = :code{number}"))
        values[f"code{number}"] = code
    if which.source is not None:
        conditions.append("p.source_id = :source")
        values["source"] = which.source
    if which.by_theme:
        own, other = (_CODED.format(which=f" AND k.code_id IN :{name}") for name in ("themes", "all_themes"))
        conditions.append(f"({own} OR (p.source_id IN :theme_sources AND NOT {other}))")
        values |= {name: list(getattr(which, name)) for name in ("themes", "all_themes", "theme_sources")}
    return conditions, values


def _lists(values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if isinstance(value, list)]


@cache
def _prepared(statement: str, *lists: str) -> TextClause:
    return text(statement).bindparams(*(bindparam(name, expanding=True) for name in lists))

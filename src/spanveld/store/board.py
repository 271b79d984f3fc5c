"""What findings rest on, and the coded passages on which none rests: read for a board of findings and the tray beside it.

Nothing here reads all texts or all codings of a study: passages are counted by source, and only those of a page are looked up.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.statements import in_parts, prepared

__all__ = [
    "CodingRow",
    "KeptUnused",
    "Tie",
    "TrayFilter",
    "Unused",
    "codings_on",
    "places_in",
    "sources_with",
    "ties",
    "ties_in",
    "unused",
]

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
    return [Tie(*row) for row in connection.execute(prepared(_TIES), values)]


def ties_in(connection: Connection, study_id: int, source: str) -> list[tuple[str, str, str, str]]:
    """(passage, finding, stance, note) of the passages of a source that are evidence."""
    rows = connection.execute(prepared(_TIES_IN), {"study": study_id, "source": source})
    return [tuple(row) for row in rows]


def codings_on(connection: Connection, study_id: int, passages: Iterable[int]) -> Iterator[CodingRow]:
    """The codes on some passages."""
    for some in in_parts(sorted(set(passages))):
        values = {"study": study_id, "some": some}
        yield from (CodingRow(*row) for row in connection.execute(prepared(_CODINGS, "some"), values))


def sources_with(connection: Connection, study_id: int, words: Sequence[str]) -> set[int]:
    """The sources whose newest text has all of some words or parts of words, and a few that may turn out not to have them.

    Capitals make no difference; of letters beyond a to z only that something stands there is looked at.
    """
    like = "ILIKE" if connection.dialect.name == "postgresql" else "LIKE"
    conditions = " AND ".join(f"e.body {like} :word{place} ESCAPE '!'" for place in range(len(words)))
    values = {f"word{place}": f"%{_pattern(word)}%" for place, word in enumerate(words)}
    statement = prepared(_BODIES.format(conditions=conditions))
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
    for some in in_parts(wanted):
        chosen = {**values, "study": study_id, "some": some}
        found += [Unused(*row) for row in connection.execute(prepared(statement, "some", *_lists(values)), chosen)]
    return found


def places_in(connection: Connection, study_id: int, text_id: int) -> list[tuple[int, int, int]]:
    """(start, end, passage) of every passage in a text."""
    statement = prepared('SELECT start, "end", passage_id FROM anchor WHERE study_id = :study AND text_id = :text')
    rows = connection.execute(statement, {"study": study_id, "text": text_id}).all()
    return [(start, end, passage) for start, end, passage in rows]


class KeptUnused:
    """How many coded passages are evidence for nothing, by source.

    The counts of coded passages are kept until passages or codes change, since that counts every passage.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._coded: OrderedDict[TrayFilter, Kept[Mapping[int, int]]] = OrderedDict()

    def of(self, connection: Connection, study_id: int, which: TrayFilter) -> Mapping[int, int]:
        """Source's number -> how many of its coded passages that are meant are evidence for nothing; sources without any are left out."""

        def coded() -> Mapping[int, int]:
            return dict(_count(connection, study_id, which, "passage p"))

        def recounted(counts: Mapping[int, int], rows: Sequence[ChangedRow]) -> Mapping[int, int]:
            return coded() if any(table in COUNTED for table, *_ in rows) else counts

        counts = dict(self._kept(which).of(connection, study_id, coded, recounted))
        for source, count in _count(connection, study_id, which, _USED):
            counts[source] -= count
        return {source: count for source, count in counts.items() if count}

    def _kept(self, which: TrayFilter) -> Kept[Mapping[int, int]]:
        with self._lock:
            kept = self._coded.setdefault(which, Kept(MOST_ENTRIES))
            self._coded.move_to_end(which)
            while len(self._coded) > KEPT:
                self._coded.popitem(last=False)
            return kept


_USED = "(SELECT DISTINCT passage_id FROM evidence WHERE study_id = :study) u CROSS JOIN passage p"


def _count(connection: Connection, study_id: int, which: TrayFilter, tables: str) -> list[tuple[int, int]]:
    conditions, values = _meant(which)
    if tables == _USED:
        conditions = [*conditions, "p.id = u.passage_id"]
    elif which.codes:
        tables = _CARRYING
        conditions = [*conditions, "p.id = d.passage_id"]
    statement = f"SELECT p.source_id, COUNT(*) FROM {tables} WHERE {' AND '.join(conditions)} GROUP BY p.source_id"
    rows = connection.execute(prepared(statement, *_lists(values)), {**values, "study": study_id})
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

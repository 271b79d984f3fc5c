"""The full-text index: which words stand in which paragraph of texts, memos, statements and main points.

Indexed are the keys of words (``language.keys``), a row a paragraph: in SQLite the FTS5 table ``search_index``, in PostgreSQL a
table of that name with a tsvector of the keys as they are (what the configuration 'simple' makes of single words; its parser would
part some of them) under a GIN index. The index follows from the study's content and is no part of it: every change brings it up to
date in its own transaction (``follow``); where whole sets of rows come or go, and after an erasure, it is made anew from nothing.

Whatever is indexed gets a number of its own, never used again. What is indexed no more is only struck off the list of numbers
(``search_owner``): its rows in FTS5 mean nothing then, and go when the index is made anew. There stands too how many words
each paragraph has and where it lies, so that one that was found is read by itself (``found_paragraphs``).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import add
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, delete, insert, select, text, update

from spanveld.language import keys
from spanveld.language.paragraphs import LONGEST, paragraphs
from spanveld.store.bulk import insert_rows
from spanveld.store.schema import search_form, search_owner, search_state

__all__ = [
    "CUT",
    "INDEXED",
    "PART_BITS",
    "bodies_of",
    "follow",
    "forget",
    "is_current",
    "is_true",
    "make",
    "numbers_in",
    "rebuild",
    "recall",
    "state",
    "version",
]

INDEXED = ("text", "memo", "passage", "finding", "summary")
"""The tables with words that can be searched; of a passage its memo."""
LAYOUT = "3"
"""Changes where this module keeps other things in the index than before."""
PART_BITS = 24
"""A row of FTS5 is numbered by whose it is and which paragraph. A file holds one study, so that its number is not needed."""
_BODIES = {
    "text": """SELECT t.id, e.body FROM text t CROSS JOIN erasable e WHERE t.study_id = :study {only} AND t.superseded = 0
        AND e.study_id = :study AND e.id = t.erasable_id AND e.body IS NOT NULL""",
    "memo": "SELECT t.id, t.text FROM memo t WHERE t.study_id = :study {only} AND t.text <> ''",
    "passage": "SELECT t.id, t.memo FROM passage t WHERE t.study_id = :study {only} AND t.memo <> ''",
    "finding": "SELECT t.id, t.statement FROM finding t WHERE t.study_id = :study {only} AND t.statement <> ''",
    "summary": "SELECT t.id, t.text FROM summary t WHERE t.study_id = :study {only} AND t.text <> ''",
}
_SOME = 500
"""Rows asked for by number in one statement."""
CUT = 1 << 31
"""Stands with the place of a paragraph that does not end a line."""
MOST_PIECES = 200_000
"""Pieces of texts that are remembered while texts are indexed."""
_FILE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(keys, content = '', columnsize = 0, tokenize = 'ascii')",
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16777216)",
    "CREATE VIRTUAL TABLE search_terms USING fts5vocab(search_index, instance)",
)
_SERVER = (
    """CREATE TABLE search_index (study_id INTEGER NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL, keys TEXT NOT NULL,
        vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(
            study_id::text || ':' || replace(keys, ' ', ' ' || study_id::text || ':'), ' '))) STORED,
        PRIMARY KEY (study_id, number, part))""",
    "CREATE INDEX search_index_by_vector ON search_index USING gin (vector)",
)


def make(connection: Connection) -> None:
    """Make the tables of the index in a database that has none."""
    for statement in _FILE if connection.dialect.name == "sqlite" else _SERVER:
        connection.exec_driver_sql(statement)


def version() -> str:
    """By what a study is indexed; what was by another must be made anew."""
    return f"{LAYOUT}/{keys.version_of_keys()}"


_STATE = text("SELECT version, next FROM search_state WHERE study_id = :study")


def state(connection: Connection, study_id: int) -> int | None:
    """The number that comes next in a study's index; None where it is not indexed by the keys that this program makes."""
    found = connection.execute(_STATE, {"study": study_id}).one_or_none()
    return None if found is None or found[0] != version() else int(found[1])


def is_current(connection: Connection, study_id: int) -> bool:
    """Whether a study is indexed, by the keys that this program makes."""
    return state(connection, study_id) is not None


def is_true(connection: Connection, study_id: int) -> bool:
    """Whether a study is indexed, and the index holds as many words of everything as there are."""
    if not is_current(connection, study_id):
        return False
    table = search_owner
    held = select(table.c.kind, table.c.owner_id, table.c.words).where(table.c.study_id == study_id)
    indexed = {(row[0], row[1]): row[2] for row in connection.execute(held)}
    for kind in INDEXED:
        for owner, body in bodies_of(connection, study_id, kind):
            if indexed.pop((kind, owner), -1) != len(keys.WORD.findall(body)):
                return False
    return not indexed


def follow(
    connection: Connection, study_id: int, touched: Mapping[str, Iterable[int]], *, everything: bool = False
) -> None:
    """Bring the index up to date where rows of these tables were written or taken away; an index that is stale stays so."""
    if everything:
        rebuild(connection, study_id)
        return
    changed = {kind: sorted(touched[kind]) for kind in INDEXED if touched.get(kind)}
    if not changed or not is_current(connection, study_id):
        return
    for kind, numbers in changed.items():
        _take_out(connection, study_id, kind, numbers)
        bodies = [(kind, number, body) for number, body in bodies_of(connection, study_id, kind, numbers)]
        if bodies:
            recall(connection, study_id, (word for _, _, body in bodies for word in keys.WORD.findall(body)))
            _put_in(connection, study_id, bodies)


def forget(connection: Connection, study_id: int) -> None:
    """What is indexed is no longer what the study holds: it is made anew when the study is next searched."""
    connection.execute(delete(search_state).where(search_state.c.study_id == study_id))


def rebuild(connection: Connection, study_id: int) -> None:
    """Make a study's index from nothing; nothing is left of the one before."""
    keys.expect_many()
    if connection.dialect.name == "sqlite":
        for table in ("search_terms", "search_index"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        make(connection)
    else:
        connection.execute(text("DELETE FROM search_index WHERE study_id = :study"), {"study": study_id})
    was = select(search_state.c.next).where(search_state.c.study_id == study_id)
    first = connection.execute(was).scalar_one_or_none() or 1
    for mine in (search_form, search_owner, search_state):
        connection.execute(delete(mine).where(mine.c.study_id == study_id))
    connection.execute(insert(search_state).values(study_id=study_id, version=version(), next=first))
    _put_in(
        connection,
        study_id,
        ((kind, owner, body) for kind in INDEXED for owner, body in bodies_of(connection, study_id, kind)),
    )


def bodies_of(
    connection: Connection, study_id: int, kind: str, owners: Sequence[int] | None = None
) -> Iterator[tuple[int, str]]:
    """The words of rows of a table, all or some, as they are now; those that are empty, erased or superseded are left out."""
    if owners is None:
        rows = connection.execute(text(_BODIES[kind].format(only="")), {"study": study_id})
        yield from ((row[0], row[1]) for row in rows)
        return
    for start in range(0, len(owners), _SOME):
        values = {"study": study_id, "numbers": owners[start : start + _SOME]}
        yield from ((row[0], row[1]) for row in connection.execute(_some_bodies(kind), values))


@cache
def _some_bodies(kind: str) -> TextClause:
    statement = text(_BODIES[kind].format(only="AND t.id IN :numbers"))
    return statement.bindparams(bindparam("numbers", expanding=True))


# ---------------------------------------------------------------------- in and out
class _Forms(dict[str, str]):
    """The words of what is indexed -> their keys."""

    def __missing__(self, word: str) -> str:
        found = self[word] = keys.key(word)
        return found


class _Pieces(dict[str, str]):
    """What stands between two blanks of a text -> the keys of the words in it, a blank after each."""

    def __init__(self, forms: _Forms) -> None:
        super().__init__()
        self._forms = forms

    def __missing__(self, piece: str) -> str:
        if len(self) > MOST_PIECES:
            self.clear()
        words = (f"{self._forms[word]} " for word in keys.WORD.findall(piece))
        found = self[piece] = piece if piece == "\n" else "".join(words)
        return found


def _put_in(connection: Connection, study_id: int, bodies: Iterable[tuple[str, int, str]]) -> None:
    owners = list[tuple[Any, ...]]()
    forms = _Forms()
    pieces = _Pieces(forms)
    next_one = select(search_state.c.next).where(search_state.c.study_id == study_id)
    first = connection.execute(next_one).scalar_one()
    on_file = connection.dialect.name == "sqlite"

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, (kind, owner, body) in enumerate(bodies, first):
            lengths = array("I")
            for part, found in enumerate(_lines(body, pieces)):
                lengths.append(found.count(" "))
                if found:
                    yield ((number << PART_BITS) + part, found) if on_file else (study_id, number, part, found[:-1])
            parts = len(lengths) - lengths.count(0)
            words = sum(lengths)
            for places in _places(body):
                lengths.extend(places)
            owners.append((study_id, kind, owner, number, parts, words, _packed(lengths)))

    driver: Any = connection.connection.driver_connection
    if not on_file:
        bodies = list(bodies)  # nothing can be read while a COPY runs
    if on_file:
        driver.executemany("INSERT INTO search_index (rowid, keys) VALUES (?, ?)", rows())
    else:
        copying = "COPY search_index (study_id, number, part, keys) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows():
                copy.write_row(row)
    columns = ("study_id", "kind", "owner_id", "number", "parts", "words", "lengths")
    insert_rows(connection, search_owner, columns, owners)
    moved = update(search_state).where(search_state.c.study_id == study_id).values(next=first + len(owners))
    connection.execute(moved)
    _note_forms(connection, study_id, forms)


def _lines(body: str, pieces: _Pieces) -> Iterable[str]:
    """The keys of each paragraph of a text, a blank after each. No word holds a blank, so that pieces can be looked up one by one."""
    if max(map(len, body.split("\n"))) <= LONGEST:
        return "".join(map(pieces.__getitem__, body.replace("\n", " \n ").split(" "))).split("\n")
    return ("".join(map(pieces.__getitem__, body[start:end].split(" "))) for start, end in paragraphs(body))


def _places(body: str) -> Iterator[array[int]]:
    """Of each paragraph where it begins, in code points and in bytes, and how many lines before it are not blank.

    Where the next paragraph follows in the same line, ``CUT`` is added to the first.
    """
    lines, cuts = body.split("\n"), set[int]()
    if max(map(len, lines)) > LONGEST:
        places = list(paragraphs(body))
        lines = [body[start:end] for start, end in places]
        cuts = {part for part, (_, end) in enumerate(places) if end < len(body) and body[end] != "\n"}
    whole = [1] * len(lines)
    for part in cuts:
        whole[part] = 0
    starts = array("I", accumulate(map(add, map(len, lines[:-1]), whole), initial=0))
    for part in cuts:
        starts[part] += CUT
    yield starts
    octets = map(len, lines) if body.isascii() else [len(line.encode()) for line in lines]
    yield array("I", accumulate(map(add, list(octets)[:-1], whole), initial=0))
    filled = [bool(line) and ends == 1 and not line.isspace() for line, ends in zip(lines[:-1], whole, strict=False)]
    yield array("I", accumulate(filled, initial=0))


def numbers_in(packed: bytes) -> array[int]:
    """What ``_packed`` made bytes of."""
    found = array("I", packed)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _packed(lengths: array[int]) -> bytes:
    """Numbers as bytes, the least first on every machine."""
    if sys.byteorder == "big":
        lengths.byteswap()
    return lengths.tobytes()


def _take_out(connection: Connection, study_id: int, kind: str, owners: Sequence[int]) -> None:
    table = search_owner
    for start in range(0, len(owners), _SOME):
        mine = (table.c.study_id == study_id, table.c.kind == kind, table.c.owner_id.in_(owners[start : start + _SOME]))
        if connection.dialect.name != "sqlite":
            numbers = list(connection.execute(select(table.c.number).where(*mine)).scalars())
            statement = "DELETE FROM search_index WHERE study_id = :study AND number = ANY(:numbers)"
            connection.execute(text(statement), {"study": study_id, "numbers": numbers})
        connection.execute(delete(table).where(*mine))


# ---------------------------------------------------------------------- keys that are known
def recall(connection: Connection, study_id: int, words: Iterable[str]) -> None:
    """Let the keys of these words be known as far as the study has them, so that the tables of lemmas need not be read."""
    unknown = keys.unknown(words)
    for start in range(0, len(unknown), _SOME):
        chosen = search_form.c.word.in_(unknown[start : start + _SOME])
        query = select(search_form.c.word, search_form.c.key).where(search_form.c.study_id == study_id, chosen)
        keys.learn({row.word: row.key for row in connection.execute(query)})


def _note_forms(connection: Connection, study_id: int, forms: Mapping[str, str]) -> None:
    folded = {keys.fold(word): found for word, found in forms.items()}
    names, known = sorted(folded), set[str]()
    for start in range(0, len(names), _SOME):
        chosen = search_form.c.word.in_(names[start : start + _SOME])
        query = select(search_form.c.word).where(search_form.c.study_id == study_id, chosen)
        known.update(connection.execute(query).scalars())
    rows = [(study_id, word, folded[word]) for word in names if word not in known]
    insert_rows(connection, search_form, ("study_id", "word", "key"), rows)

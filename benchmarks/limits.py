"""What the jobs cost at the least: plain SQLite with covering indexes, one transaction, no checks and no journal.

``load`` reads a generated study folder, as ``spanveld load`` does; ``Study`` does the other jobs on what it made. All values
that a study folder holds are kept, so that ``save`` writes the same records again.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType

from benchmarks.additions import addition
from benchmarks.findings import FINDINGS
from benchmarks.probe import SOURCE

__all__ = ["Study", "index", "load"]

# Sheets that no job asks about are kept row by row; passages, codings and evidence have tables of their own.
_SCHEMA = """
CREATE TABLE whole (file TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE TABLE sheet (file TEXT, row INTEGER, cells TEXT, PRIMARY KEY (file, row)) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, identifier TEXT, file TEXT, text TEXT);
CREATE TABLE code (id INTEGER PRIMARY KEY, layer TEXT, identifier TEXT);
CREATE TABLE passage (id INTEGER PRIMARY KEY, identifier TEXT, source INTEGER, start INTEGER, "end" INTEGER, coder TEXT,
    hedged INTEGER, memo TEXT);
CREATE TABLE coding (passage INTEGER, code INTEGER, PRIMARY KEY (passage, code)) WITHOUT ROWID;
CREATE TABLE evidence (id INTEGER PRIMARY KEY, finding TEXT, passage INTEGER, stance TEXT);
"""
_INDEXES = """
CREATE INDEX source_by_identifier ON source (identifier);
CREATE INDEX passage_by_source ON passage (source, start, "end", coder, hedged, memo);
CREATE INDEX coding_by_code ON coding (code, passage);
CREATE INDEX evidence_by_finding ON evidence (finding, stance, passage);
"""
_FULL_TEXT = """
DROP TABLE IF EXISTS found;
DROP TABLE IF EXISTS turn;
CREATE TABLE turn (id INTEGER PRIMARY KEY, source INTEGER, start INTEGER, body TEXT);
CREATE VIRTUAL TABLE found USING fts5(body, content='turn', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
"""
_SEARCH = """SELECT t.source, t.start, snippet(found, 0, '[', ']', '…', 12), bm25(found)
    FROM found JOIN turn t ON t.id = found.rowid WHERE found MATCH ? ORDER BY rank LIMIT 20"""
_HEADERS = {
    "passages.csv": ("passage", "source", "start", "end", "coder", "hedged", "memo"),
    "codings.csv": ("passage", "layer", "code"),
    "evidence.csv": ("finding", "passage", "stance"),
}
_SAVED = {
    "passages.csv": """SELECT p.identifier, s.identifier, p.start, p."end", p.coder, p.hedged, p.memo
        FROM passage p CROSS JOIN source s WHERE s.id = p.source ORDER BY p.id""",
    "codings.csv": """SELECT p.identifier, c.layer, c.identifier
        FROM coding k CROSS JOIN passage p CROSS JOIN code c WHERE p.id = k.passage AND c.id = k.code ORDER BY p.id, c.id""",
    "evidence.csv": """SELECT e.finding, p.identifier, e.stance
        FROM evidence e CROSS JOIN passage p WHERE p.id = e.passage ORDER BY e.id""",
}
_FINDINGS = """SELECT e.finding, e.stance, count(*), count(DISTINCT p.source)
    FROM evidence e CROSS JOIN passage p WHERE p.id = e.passage GROUP BY e.finding, e.stance"""
_PROBE_PASSAGES = """SELECT p.identifier, p.id
    FROM source s CROSS JOIN passage p WHERE s.identifier = ? AND p.source = s.id"""
_SEGMENTS = """SELECT p.id, p.start, p."end", p.coder, p.hedged, p.memo, k.code
    FROM passage p CROSS JOIN coding k WHERE p.source = ? AND k.passage = p.id ORDER BY p.start"""


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for setting in ("journal_mode = WAL", "temp_store = MEMORY", "cache_size = -65536"):
        connection.execute(f"PRAGMA {setting}")
    return connection


# ---------------------------------------------------------------------- load
def load(folder: Path, file: Path) -> None:
    """Read a generated study folder into a database that does not exist yet, its words indexed."""
    with closing(_connect(file)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        _load_sheets(connection, folder)
        sources = _load_sources(connection, folder)
        passages = _load_passages(connection, folder, sources)
        _load_codings(connection, folder, passages)
        evidence = (
            (finding, passages[passage], stance) for finding, passage, stance in _cells(folder / "evidence.csv")
        )
        connection.executemany("INSERT INTO evidence (finding, passage, stance) VALUES (?, ?, ?)", evidence)
        for statement in filter(str.strip, _INDEXES.split(";")):
            connection.execute(statement)
        connection.execute("COMMIT")
    index(file)


def index(file: Path) -> None:
    """Index the texts of a database that ``load`` made, turn by turn."""
    with closing(_connect(file)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_FULL_TEXT)
        connection.execute("BEGIN")
        turns = list(_turns(connection))
        connection.executemany("INSERT INTO turn (source, start, body) VALUES (?, ?, ?)", turns)
        connection.execute("INSERT INTO found (found) VALUES ('rebuild')")
        connection.execute("COMMIT")


def _turns(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str]]:
    for number, text in connection.execute("SELECT id, text FROM source"):
        at = 0
        for turn in text.split("\n\n"):
            yield number, at, turn
            at += len(turn) + 2


def _cells(file: Path) -> Iterator[list[str]]:
    """The rows of a CSV file without its header."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


def _load_sheets(connection: sqlite3.Connection, folder: Path) -> None:
    yaml = (folder / "study.yaml").read_text(encoding="utf-8")
    connection.execute("INSERT INTO whole VALUES ('study.yaml', ?)", (yaml,))
    for file in sorted(folder.glob("*.csv")):
        if file.name not in _HEADERS:
            with file.open(encoding="utf-8", newline="") as stream:
                rows = [(file.name, number, json.dumps(cells)) for number, cells in enumerate(csv.reader(stream))]
            connection.executemany("INSERT INTO sheet VALUES (?, ?, ?)", rows)


def _load_sources(connection: sqlite3.Connection, folder: Path) -> dict[str, int]:
    numbers: dict[str, int] = {}

    def rows() -> Iterator[tuple[int, str, str, str]]:
        for identifier, _kind, file, *_rest in _cells(folder / "sources.csv"):
            numbers[identifier] = len(numbers) + 1
            yield numbers[identifier], identifier, file, (folder / file).read_bytes().decode()

    connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?)", rows())
    return numbers


def _load_passages(connection: sqlite3.Connection, folder: Path, sources: dict[str, int]) -> dict[str, int]:
    numbers: dict[str, int] = {}

    def rows() -> Iterator[tuple[object, ...]]:
        for number, (identifier, source, *values) in enumerate(_cells(folder / "passages.csv"), start=1):
            numbers[identifier] = number
            yield number, identifier, sources[source], *values

    connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows())
    return numbers


def _load_codings(connection: sqlite3.Connection, folder: Path, passages: dict[str, int]) -> None:
    codes: dict[tuple[str, str], int] = {}

    def rows() -> Iterator[tuple[int, int]]:
        for passage, layer, code in _cells(folder / "codings.csv"):
            yield passages[passage], codes.setdefault((layer, code), len(codes) + 1)

    connection.executemany("INSERT INTO coding VALUES (?, ?)", rows())
    connection.executemany("INSERT INTO code VALUES (?, ?, ?)", ((number, *code) for code, number in codes.items()))


# ---------------------------------------------------------------------- the other jobs
class Study:
    """A database that ``load`` made, open; so many codings were ``added`` to its probe before."""

    def __init__(self, file: Path, *, added: int = 0) -> None:
        self._connection = _connect(file)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._codes = {f"{layer}/{code}": number for number, layer, code in self._rows("SELECT * FROM code")}
        passages = self._connection.execute(_PROBE_PASSAGES, (SOURCE,))
        self._passages: dict[str, int] = dict(passages)
        self._added = added

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def _rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def open_probe(self) -> str:
        """The probe's text with its passages, as JSON."""
        ((number, text),) = self._rows("SELECT id, text FROM source WHERE identifier = ?", SOURCE)
        return json.dumps({"text": text, "segments": self._rows(_SEGMENTS, number)}, ensure_ascii=False)

    def add_coding(self) -> None:
        """Put one more code on a passage of the probe; on disk when this returns."""
        passage, code = addition(self._added)
        self._added += 1
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO coding VALUES (?, ?)", (self._passages[passage], self._codes[code]))
        self._connection.execute("COMMIT")

    def findings(self) -> list[tuple[object, ...]]:
        """Passages and sources by finding and stance."""
        return self._rows(_FINDINGS)

    def one_table(self) -> list[tuple[object, ...]]:
        """Passages and sources by finding and stance, of the findings on one dimension."""
        letter = FINDINGS[0].finding[0]
        return [row for row in self.findings() if str(row[0]).startswith(letter)]

    def search(self, words: str, *, phrase: bool = False) -> list[tuple[object, ...]]:
        """The twenty turns that answer best, with snippets; the file has to be indexed."""
        return self._rows(_SEARCH, f'"{words}"' if phrase else words)

    def save(self, folder: Path) -> None:
        """Write the records again from which the database was made."""
        (folder / "sources").mkdir(parents=True)
        for file, text in self._connection.execute("SELECT file, text FROM source"):
            (folder / file).write_bytes(text.encode())
        for file, body in self._connection.execute("SELECT file, body FROM whole"):
            (folder / file).write_text(body, encoding="utf-8")
        for (file,) in self._rows("SELECT DISTINCT file FROM sheet"):
            cells = self._connection.execute("SELECT cells FROM sheet WHERE file = ? ORDER BY row", (file,))
            _write(folder / str(file), (json.loads(row) for (row,) in cells))
        for file, statement in _SAVED.items():
            _write(folder / file, self._connection.execute(statement), _HEADERS[file])


def _write(file: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = ()) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if header:
            writer.writerow(header)
        writer.writerows(rows)

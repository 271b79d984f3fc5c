"""What it costs to find passages, beside the least that it can cost.

    python -m benchmarks.retrieval [--sizes S M] [--out bench-out] [--runs 5]

The limit reads the same study folder into plain SQLite with an index by code, keeps the columns as numpy arrays, and does each job with
neither checks nor a language: no counts as evidence, no voices, no hierarchy of codes. All passages are written with the same cells.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from xlsxwriter import Workbook

from benchmarks import limits, ours
from benchmarks.generated import generated
from benchmarks.turns import in_turns, run
from spanveld.reports.xlsx_stream import MOST_ROWS
from spanveld.session import open_study

__all__ = ["JOBS", "Limit", "main", "measure"]

CONTEXT = 200
NEAR = 300
JOBS: Mapping[str, tuple[float, str]] = {
    "first 50 passages of a code": (3, "x"),
    "all passages of the code with most": (5, "x"),
    "two codes near each other, by an attribute": (0.015, "s"),
    "all passages to csv": (2, "x"),
    "all passages to xlsx": (1.3, "x"),
}
"""Job -> its goal at M: so many times the limit, or seconds."""


class Limit:
    """The jobs at the least."""

    def __init__(self, file: Path) -> None:
        self.c = sqlite3.connect(file)
        self.c.execute(
            "CREATE TABLE IF NOT EXISTS attr (source INTEGER, name TEXT, value TEXT, PRIMARY KEY (source, name))"
        )
        names: dict[str, int] = dict(self.c.execute("SELECT identifier, id FROM source"))
        rows = (
            json.loads(row)
            for (row,) in self.c.execute("SELECT cells FROM sheet WHERE file = 'attributes.csv' AND row > 0")
        )
        values = [(names[subject.partition(":")[2]], name, value) for subject, name, value in rows]
        self.c.executemany("INSERT OR REPLACE INTO attr VALUES (?, ?, ?)", values)
        self.c.commit()
        self.codes: dict[int, str] = {n: f"{layer}:{code}" for n, layer, code in self.c.execute("SELECT * FROM code")}
        table = self.c.execute(
            'SELECT p.source, p.start, p."end", k.code FROM passage p CROSS JOIN coding k WHERE k.passage = p.id ORDER BY p.source, p.start'
        ).fetchall()
        self.source, self.start, self.end, self.code = np.array(table, np.int64).T
        held = np.bincount(self.code)
        order = [number for number in np.argsort(held, kind="stable").tolist() if held[number]]
        sheet = self.c.execute("SELECT cells FROM sheet WHERE file = 'codes.csv'")
        above = {f"{cells[0]}:{cells[2]}" for cells in (json.loads(row) for (row,) in sheet)}
        plain = [
            number for number in order if self.codes[number].startswith("aspect:") and self.codes[number] not in above
        ]
        self.top, self.mid, self.third = plain[-1], plain[len(plain) // 2], plain[-2]
        self.value, self.sources = self.c.execute(
            "SELECT value, group_concat(source) FROM attr WHERE name = 'organisatie' GROUP BY value ORDER BY count(*) DESC, value"
        ).fetchone()

    def first_50(self) -> int:
        attributes = "(SELECT json_group_object(name, value) FROM attr a WHERE a.source = s.id)"
        statement = f"""SELECT p.identifier, s.identifier, p.start, p."end", substr(s.text, max(1, p.start - {CONTEXT - 1}), {CONTEXT}),
            substr(s.text, p.start + 1, p."end" - p.start), substr(s.text, p."end" + 1, {CONTEXT}), {attributes}
            FROM coding k CROSS JOIN passage p CROSS JOIN source s
            WHERE k.code = ? AND p.id = k.passage AND s.id = p.source ORDER BY p.source, p.start LIMIT 50"""
        return len(self.c.execute(statement, (self.mid,)).fetchall())

    def of_top(self) -> int:
        statement = """SELECT p.identifier, p.source, p.start, p."end", p.coder FROM coding k CROSS JOIN passage p
            WHERE k.code = ? AND p.id = k.passage ORDER BY p.source, p.start"""
        attributes = dict(self.c.execute("SELECT source, json_group_object(name, value) FROM attr GROUP BY source"))
        found: list[Any] = []
        at, text, name = 0, "", ""
        for passage, source, start, end, coder in self.c.execute(statement, (self.top,)).fetchall():
            if source != at:
                at = source
                name, text = self.c.execute("SELECT identifier, text FROM source WHERE id = ?", (source,)).fetchone()
            around = (text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])
            found.append((passage, name, coder, *around, attributes.get(source)))
        return len(found)

    def near(self) -> int:
        wanted = np.zeros(int(self.source.max()) + 1, np.bool_)
        wanted[[int(number) for number in self.sources.split(",")]] = True
        within = wanted[self.source]
        one, other, third = (np.flatnonzero(within & (self.code == code)) for code in (self.top, self.mid, self.third))
        found = one[self._near(one, other, NEAR) & ~self._near(one, third, 0)]
        return len(found)

    def _near(self, rows: Any, others: Any, distance: int) -> Any:
        if not len(others):
            return np.zeros(len(rows), np.bool_)
        far = np.int64(1) << 31
        begins = self.source[others] * far + self.start[others]
        order = np.argsort(begins)
        reach = np.maximum.accumulate(self.source[others][order] * far + self.end[others][order])
        last = np.searchsorted(begins[order], self.source[rows] * far + self.end[rows] + distance, "left") - 1
        return (last >= 0) & (reach[np.maximum(last, 0)] > self.source[rows] * far + self.start[rows] - distance)

    def rows(self) -> Iterator[Sequence[Any]]:
        """All passages, with the cells that ours has."""
        names = [name for (name,) in self.c.execute("SELECT DISTINCT name FROM attr ORDER BY name")]
        yield ["passage", "source", "start", "end", "quote", "codes", "coder", "hedged", "before", "after", *names]
        statement = """SELECT p.identifier, p.start, p."end", p.coder, p.hedged, group_concat(k.code) FROM passage p
            CROSS JOIN coding k WHERE p.source = ? AND k.passage = p.id GROUP BY p.id ORDER BY p.start"""
        for source, name, text in self.c.execute("SELECT id, identifier, text FROM source ORDER BY id").fetchall():
            known = dict(self.c.execute("SELECT name, value FROM attr WHERE source = ?", (source,)))
            values = [known.get(each, "") for each in names]
            for passage, start, end, coder, hedged, codes in self.c.execute(statement, (source,)):
                called = ";".join([self.codes[int(code)] for code in codes.split(",")])
                cells = (passage, name, start, end, text[start:end], called, coder, hedged)
                yield (*cells, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], *values)

    def to_csv(self, place: Path) -> None:
        with (place / "limit.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(self.rows())

    def to_xlsx(self, place: Path) -> None:
        book = Workbook(str(place / "limit.xlsx"), {"constant_memory": True})
        page = book.add_worksheet()
        for line, row in enumerate(self.rows()):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(line, column, cell)
                else:
                    page.write_number(line, column, cell)
        book.close()


def measure(size: str, place: Path, runs: int) -> dict[str, dict[str, float]]:
    """Job -> CPU seconds of ours and of the limit, medians, in one process and in turns."""
    made = generated(size, place)
    ours.load(made.folder, made.file("ours"))
    limits.load(made.folder, made.file("limit"))
    limit = Limit(made.file("limit"))
    top, mid, third = (limit.codes[code] for code in (limit.top, limit.mid, limit.third))
    near = f'({top} near:{NEAR} {mid}) and source.attr.organisatie:"{limit.value}" and not ({top} overlaps {third})'
    with closing(limit.c), open_study(made.file("ours")) as study:
        whole = study.find("source:*", limit=0).count

        def export(ending: str) -> Callable[[], int]:
            def work() -> int:
                study.queries.export("source:*", place / f"ours.{ending}", context=CONTEXT)
                return whole

            return work

        def written(work: Callable[[Path], None]) -> Callable[[], int]:
            def count() -> int:
                work(place)
                return whole

            return count

        pairs: dict[str, tuple[Callable[[], int], Callable[[], int], int]] = {
            "first 50 passages of a code": (lambda: len(study.find(mid, limit=50).rows), limit.first_50, 5 * runs),
            "all passages of the code with most": (lambda: len(study.find(top, limit=None).rows), limit.of_top, runs),
            "two codes near each other, by an attribute": (
                lambda: study.find(near, limit=0).count,
                limit.near,
                5 * runs,
            ),
            "all passages to csv": (export("csv"), written(limit.to_csv), max(1, runs // 2)),
            "all passages to xlsx": (export("xlsx"), written(limit.to_xlsx), 1),
        }
        if whole >= MOST_ROWS:
            del pairs["all passages to xlsx"]  # more than a sheet can hold: refused, with what to do
        found = {}
        for job, (mine, least, times) in pairs.items():
            one, other = mine(), least()
            if one != other:
                raise RuntimeError(f"{job}: ours finds {one}, the limit {other}")
            found[job] = {"rows": one, **in_turns({"ours": mine, "limit": least}, times)}
        return found


def main() -> None:
    """Measure, and print a row a job and size."""
    run("retrieval", __doc__, JOBS, measure)


if __name__ == "__main__":
    main()

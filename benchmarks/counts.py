"""What it costs to count, beside the least that it can cost.

    python -m benchmarks.counts [--sizes S M] [--out bench-out] [--runs 5]

The limit counts pairs of overlapping codings, and codings by attribute, over numpy arrays that it holds. Ours counts passages, each once
for a code and all that lies below it, as evidence and as marked, with sources, voices, and the sums of rows and columns; what was counted
before is forgotten each time, the columns are kept. ``cold`` opens the study, reads its columns and counts once.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import limits, ours
from benchmarks.generated import generated
from benchmarks.retrieval import Limit
from benchmarks.turns import in_turns, run
from spanveld.session import Study, open_study
from spanveld.views.counts_ground import forget_answers

__all__ = ["JOBS", "main", "measure"]

LAYERS = ("aspect", "subcasus", "spanning")
"""The layers of the corpus's own codes: 200 at M."""
ATTRIBUTE = "organisatie"
JOBS: Mapping[str, tuple[float, str]] = {
    "co-occurrence of 200 x 200 codes": (4, "x"),
    "co-occurrence of 200 x 200 codes, cold": (0.6, "s"),
    "code x attribute": (0.110, "s"),
}
"""Job -> its goal at M: so many times the limit, or seconds."""


def co_occurrence(limit: Limit) -> int:
    """All codes with all codes, by a sweep over sorted places."""
    order = np.lexsort((limit.start, limit.source))
    far, most = np.int64(1) << 31, int(limit.code.max()) + 1
    begins, ends = limit.source[order] * far + limit.start[order], limit.source[order] * far + limit.end[order]
    code = limit.code[order]
    count = np.searchsorted(begins, ends, "left") - np.arange(len(begins)) - 1
    one = np.repeat(np.arange(len(begins)), count)
    other = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + one + 1
    table = np.bincount(code[one] * most + code[other], minlength=most * most).reshape(most, most)
    return int((table + table.T).sum())


def by_attribute(limit: Limit) -> dict[str, int]:
    """Codings by code and value of an attribute of their source."""
    rows = limit.c.execute("SELECT source, value FROM attr WHERE name = ?", (ATTRIBUTE,)).fetchall()
    values = sorted({value for _, value in rows})
    place_of = np.full(int(limit.source.max()) + 1, len(values))
    place_of[[source for source, _ in rows]] = [values.index(value) for _, value in rows]
    most = int(limit.code.max()) + 1
    keys = limit.code * (len(values) + 1) + place_of[limit.source]
    table = np.bincount(keys, minlength=most * (len(values) + 1)).reshape(most, -1)
    return {name.partition(":")[2]: int(table[code].sum()) for code, name in limit.codes.items()}


def measure(size: str, place: Path, runs: int) -> dict[str, dict[str, float]]:
    """Job -> CPU seconds of ours and of the limit, medians, in one process and in turns."""
    made = generated(size, place)
    ours.load(made.folder, made.file("ours"))
    limits.load(made.folder, made.file("limit"))
    limit = Limit(made.file("limit"))
    with closing(limit.c):
        cold = [_cold(made.file("ours")) for _ in range(max(3, runs // 2))]
        with open_study(made.file("ours")) as study:
            _check(study, limit)
            jobs = {
                "co-occurrence of 200 x 200 codes": (
                    lambda: study.counts.together(*LAYERS),
                    lambda: co_occurrence(limit),
                ),
                "code x attribute": (
                    lambda: study.counts.by(f"source.attr.{ATTRIBUTE}", *LAYERS),
                    lambda: by_attribute(limit),
                ),
            }
            forget = partial(forget_answers, study._store.columns)
            found = {
                job: in_turns({"ours": mine, "limit": least}, 4 * runs, forget) for job, (mine, least) in jobs.items()
            }
    least = found["co-occurrence of 200 x 200 codes"]["limit"]
    found["co-occurrence of 200 x 200 codes, cold"] = {"ours": median(cold), "limit": least}
    return {job: found[job] for job in JOBS}


def _check(study: Study, limit: Limit) -> None:
    """Codes without any below them are counted by both in the same way."""
    known = by_attribute(limit)
    for layer in LAYERS:
        table = study.counts.codes(layer)
        lines = list(table.lines)
        for at, line in enumerate(lines):
            has_below = at + 1 < len(lines) and lines[at + 1].depth > line.depth
            if not has_below and int(table.counted.marked[at]) != known.get(line.name, 0):
                raise RuntimeError(
                    f"{layer}:{line.name}: ours {table.counted.marked[at]}, the limit {known.get(line.name)}"
                )


def _cold(file: Path) -> float:
    start = time.process_time()
    with open_study(file) as study:
        study.counts.together(*LAYERS)
    return time.process_time() - start


def main() -> None:
    """Measure, and print a row a job and size."""
    run("counts", __doc__, JOBS, measure)


if __name__ == "__main__":
    main()

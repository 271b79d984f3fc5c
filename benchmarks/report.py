"""What was measured, beside the goals: as a table to read, and as ``results.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import Figure, Measured, Ratio

__all__ = ["missed", "report", "write_results"]

JOBS = {
    ("load", "seconds"): "load with index, CPU",
    ("load", "megabytes"): "load with index, peak memory",
    ("index", "seconds"): "index all words, CPU",
    ("index", "megabytes"): "index, peak memory",
    ("open", "seconds"): "open the probe, CPU",
    ("add", "seconds"): "add a coding, CPU",
    ("findings", "seconds"): "findings tables, CPU",
    ("search word", "seconds"): "search a word, CPU",
    ("search phrase", "seconds"): "search a phrase, CPU",
    ("search rare word", "seconds"): "search a rare word, CPU",
    ("save", "seconds"): "save, CPU",
    ("save", "megabytes"): "save, peak memory",
    ("rest", "megabytes"): "memory at rest",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that a job may take: so many ``times`` the limit, or so much in its unit."""

    times: float | None = None
    most: float | None = None


GOALS = {
    ("load", "seconds"): Goal(times=2.5),
    ("index", "seconds"): Goal(times=1.5),
    ("search word", "seconds"): Goal(times=3),
    ("search phrase", "seconds"): Goal(times=3),
    ("search rare word", "seconds"): Goal(times=3),
    ("open", "seconds"): Goal(times=10),
    ("add", "seconds"): Goal(most=0.005),
    ("rest", "megabytes"): Goal(most=120),
}
"""Goals of jobs in a study of size ``GOAL_SIZE``; in a smaller one the limit has next to nothing to do.

Loading: five times the limit, and one and a half times that of the index, come to two and a half times both.
"""
GOAL_SIZE = "M"
SCALE_GOALS = {("open", "M"): 1.2, ("add", "M"): 1.2, ("open", "L"): 1.5}
"""Goals of ratios to the study of size S, with the database's statistics and without."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its cells, and whether its goal was met (None: it has none)."""

    cells: tuple[str, ...]
    met: bool | None


def report(measured: Measured) -> str:
    """The tables, to be printed."""
    jobs = [line for size in measured.corpora for line in _job_lines(measured, size)]
    ratios = [_ratio_line(ratio) for ratio in measured.ratios]
    conditions = ", ".join(f"{name} {value}" for name, value in measured.conditions.items())
    parts = [conditions, "", *_table(("job", "size", "ours", "limit", "ratio", "goal"), jobs)]
    if ratios:
        parts += ["", *_table(("same job, two sizes", "sizes", "database", "ratio", "goal"), ratios)]
    return "\n".join(parts)


def missed(measured: Measured) -> int:
    """How many goals were missed."""
    lines = [line for size in measured.corpora for line in _job_lines(measured, size)]
    return sum(line.met is False for line in [*lines, *map(_ratio_line, measured.ratios)])


def write_results(measured: Measured, file: Path) -> None:
    """Write all figures as JSON."""
    file.write_text(json.dumps(asdict(measured), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _job_lines(measured: Measured, size: str) -> Iterator[Line]:
    for (job, unit), label in JOBS.items():
        ours, limit = (measured.figure(job, size, whose, unit) for whose in ("ours", "limit"))
        if ours and limit:
            yield _job_line(label, ours, limit, GOALS.get((job, unit)) if size == GOAL_SIZE else None)


def _job_line(label: str, ours: Figure, limit: Figure, goal: Goal | None) -> Line:
    ratio = ours.median / limit.median
    met, words = None, ""
    if goal and goal.times is not None:
        met, words = ratio <= goal.times, f"<= {goal.times:g}x"
    elif goal and goal.most is not None:
        met, words = ours.median <= goal.most, f"<= {_amount(goal.most, ours.unit)}"
    amounts = (_amount(figure.median, figure.unit) for figure in (ours, limit))
    return Line((label, ours.size, *amounts, f"{ratio:.1f}x", words), met)


def _ratio_line(ratio: Ratio) -> Line:
    label = JOBS[ratio.job, "seconds"].removesuffix(", CPU")
    goal = SCALE_GOALS.get((ratio.job, ratio.larger)) if ratio.smaller == "S" else None
    database = "analysed" if ratio.analysed else "never analysed"
    cells = (label, f"{ratio.larger}/{ratio.smaller}", database, f"{ratio.ratio:.2f}", f"<= {goal}" if goal else "")
    return Line(cells, None if goal is None else ratio.ratio <= goal)


def _amount(value: float, unit: str) -> str:
    if unit == "megabytes":
        return f"{value:.0f} MB"
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.2f} s"


def _table(header: Sequence[str], lines: Sequence[Line]) -> list[str]:
    verdicts = {True: "met", False: "MISSED", None: ""}
    rows = [(*header, ""), *((*line.cells, verdicts[line.met]) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

"""All measurements of one run."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.child import Reading, in_a_child
from benchmarks.generated import Generated, generated
from benchmarks.scale import ROUNDS, Key, Timings, quartile, short_jobs
from spanveld import __version__

__all__ = ["Figure", "Measured", "Ratio", "measure"]

WHOSE = ("ours", "limit")
LONG_JOBS = ("load", "index", "save", "rest")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a job took in a study: CPU ``seconds``, or ``megabytes`` at the peak or at rest; ``runs`` times measured."""

    job: str
    size: str
    whose: str
    unit: str
    median: float
    least: float
    runs: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much more a job takes in the larger study than in the smaller; ``analysed``: with the database's statistics."""

    job: str
    larger: str
    smaller: str
    analysed: bool
    ratio: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcome of a run."""

    conditions: dict[str, object]
    corpora: dict[str, dict[str, object]]
    figures: tuple[Figure, ...]
    ratios: tuple[Ratio, ...]

    def figure(self, job: str, size: str, whose: str, unit: str) -> Figure | None:
        """The figure of a job, if it was measured."""
        wanted = (job, size, whose, unit)
        return next((item for item in self.figures if (item.job, item.size, item.whose, item.unit) == wanted), None)


def measure(sizes: Sequence[str], out: Path, runs: int) -> Measured:
    """Generate studies of these sizes inside ``out``, and measure every job in them; says on stderr how far it is."""
    conditions = _conditions()
    studies = []
    for size in sizes:
        _say(f"generating {size}")
        studies.append(generated(size, out / size))
    readings = list(_long_jobs(studies, runs))
    for study in studies:
        study.forget_statistics()
    _say("the short jobs, in turns")
    files = {key: file for study in studies for key, file in _files(study)}
    timings = short_jobs(files, {job: count * runs for job, count in ROUNDS.items()})
    figures = (*_figures_of(readings), *_short_figures(timings))
    corpora = {study.size: dict(study.manifest) for study in studies}
    return Measured(conditions, corpora, figures, tuple(_ratios(timings, sizes)))


def _say(what: str) -> None:
    print(f"bench: {what} ...", file=sys.stderr, flush=True)


def _conditions() -> dict[str, object]:
    return {
        "spanveld": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "started": time.strftime("%Y-%m-%d %H:%M"),
    }


def _files(study: Generated) -> Iterator[tuple[Key, Path]]:
    for whose in WHOSE:
        yield Key(study.size, whose), study.file(whose)
    yield Key(study.size, "ours", analysed=False), study.unanalysed


# ---------------------------------------------------------------------- the long jobs
@dataclass(frozen=True, slots=True)
class _Run:
    job: str
    size: str
    whose: str
    reading: Reading


def _long_jobs(studies: Sequence[Generated], runs: int) -> Iterator[_Run]:
    """Load, save and rest, each in a process of its own; ours and the limit in turns."""
    for number in range(runs):
        for study in studies:
            _say(f"{', '.join(LONG_JOBS)} of {study.size}, {number + 1} of {runs}")
            for job in LONG_JOBS:
                for whose in WHOSE:
                    yield _Run(job, study.size, whose, _long_job(study, job, whose))


def _long_job(study: Generated, job: str, whose: str) -> Reading:
    file, saved = study.file(whose), study.place / "saved"
    if job == "load":
        for leftover in study.place.glob(f"{file.name}*"):
            leftover.unlink()
    if saved.exists():
        shutil.rmtree(saved)
    return in_a_child(job, whose, saved if job == "save" else study.folder, file)


def _figures_of(runs: Sequence[_Run]) -> Iterator[Figure]:
    for job, size, whose in dict.fromkeys((run.job, run.size, run.whose) for run in runs):
        readings = [run.reading for run in runs if (run.job, run.size, run.whose) == (job, size, whose)]
        if job == "rest":
            rest = [reading.rest for reading in readings if reading.rest is not None]
            if rest:
                yield _figure("rest", size, whose, "megabytes", rest)
            continue
        yield _figure(job, size, whose, "seconds", [reading.cpu for reading in readings])
        yield _figure(job, size, whose, "megabytes", [reading.peak for reading in readings])


def _figure(job: str, size: str, whose: str, unit: str, values: Sequence[float]) -> Figure:
    return Figure(job, size, whose, unit, median(values), min(values), len(values))


# ---------------------------------------------------------------------- the short jobs
def _short_figures(timings: Timings) -> Iterator[Figure]:
    for job, taken in timings.items():
        for key, values in taken.items():
            if key.analysed:
                yield _figure(job, key.size, key.whose, "seconds", values)


def _ratios(timings: Timings, sizes: Sequence[str]) -> Iterator[Ratio]:
    """Each larger size against the smallest."""
    smaller, *others = sizes
    for job, taken in timings.items():
        for larger in others:
            for analysed in (True, False):
                more, less = (quartile(taken[Key(size, "ours", analysed)]) for size in (larger, smaller))
                yield Ratio(job, larger, smaller, analysed, more / less)

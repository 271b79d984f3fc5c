"""One job in a process of its own, so that its memory is its own too.

    python -m benchmarks.child JOB WHOSE FOLDER FILE

JOB is ``load`` (FOLDER -> FILE), ``index`` (the words of FILE), ``save`` (FILE -> FOLDER) or ``rest`` (FILE open, one document and
one table shown, one word searched); WHOSE is ``ours`` or ``limit``. Prints a ``Reading`` as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.memory import memory_at_rest, peak_memory
from benchmarks.vocabulary import COMMON

__all__ = ["JOBS", "WHOSE", "Reading", "environment", "in_a_child"]

WHOSE = {"ours": "benchmarks.ours", "limit": "benchmarks.limits"}
"""The modules that do the jobs; a process imports only the one that it measures."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a job took: CPU and wall seconds, and megabytes at the peak and in the end."""

    cpu: float
    wall: float
    peak: float
    rest: float | None


def in_a_child(job: str, whose: str, folder: Path, file: Path) -> Reading:
    """Do a job in a fresh process; ``RuntimeError`` with what it wrote where it fails."""
    command = [sys.executable, "-m", "benchmarks.child", job, whose, str(folder), str(file)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the job {job} ({whose}) failed:\n{done.stderr}")
    return Reading(**json.loads(done.stdout))


def environment() -> dict[str, str]:
    """The environment of a process that is to find the same modules as this one, wherever it runs."""
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    return {**os.environ, "PYTHONPATH": path}


def _load(tools: Any, folder: Path, file: Path) -> None:
    tools.load(folder, file)


def _index(tools: Any, _folder: Path, file: Path) -> None:
    tools.index(file)


def _save(tools: Any, folder: Path, file: Path) -> None:
    with tools.Study(file) as study:
        study.save(folder)


def _rest(tools: Any, _folder: Path, file: Path) -> object:
    study = tools.Study(file)
    study.open_probe()
    study.one_table()
    study.search(COMMON)
    gc.collect()
    return study


JOBS: dict[str, Callable[[Any, Path, Path], object]] = {"load": _load, "index": _index, "save": _save, "rest": _rest}


def main(job: str, whose: str, folder: str, file: str) -> None:
    """Do the job and print what it took; what the job gives is held until its memory was read."""
    tools = import_module(WHOSE[whose])
    cpu, wall = time.process_time(), time.perf_counter()
    held = JOBS[job](tools, Path(folder), Path(file))
    reading = Reading(time.process_time() - cpu, time.perf_counter() - wall, peak_memory(), memory_at_rest())
    del held
    print(json.dumps(asdict(reading)))


if __name__ == "__main__":
    main(*sys.argv[1:])

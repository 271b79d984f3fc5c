"""What it costs to bring Word files in, beside the least that it can cost.

    python -m benchmarks.imports [--files 500] [--words 8000] [--runs 3]

Each job is done in a process of its own, over the same files and in turns: ``unzip`` takes the text part out of each file,
``limit`` has lxml parse it as well, ``reader`` is the reader of Word files alone, ``source`` finds the turns too, and ``add`` is
the whole command ``spanveld add`` into a new study.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks.child import Reading, environment
from benchmarks.memory import memory_at_rest, peak_memory
from benchmarks.word_files import WORDS, write_interviews

__all__ = ["JOBS", "main", "measure", "report"]

FILES = 500


# ---------------------------------------------------------------------- the jobs
def _unzip(folder: Path) -> None:
    for file in _files(folder):
        _text_part(file)


def _limit(folder: Path) -> None:
    from lxml import etree

    for file in _files(folder):
        etree.fromstring(_text_part(file))


def _reader(folder: Path) -> None:
    from spanveld.formats.sources.docx import read_docx

    for file in _files(folder):
        read_docx(file)


def _source(folder: Path) -> None:
    from spanveld.formats.sources.reading import read_source

    for file in _files(folder):
        read_source(file)


def _add(folder: Path) -> None:
    from spanveld.cli.main import program

    study = str(folder.parent / f"study-{os.getpid()}.spanveld")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        program.main(["init", study, "--as", "coder1"], standalone_mode=False)
        failed = program.main(["add", study, str(folder), "--new-participants"], standalone_mode=False)
    if failed:
        raise RuntimeError(said.getvalue())


JOBS: Mapping[str, Callable[[Path], None]] = {
    "unzip": _unzip,
    "limit": _limit,
    "reader": _reader,
    "source": _source,
    "add": _add,
}
LABELS = {
    "unzip": "unzip the text part",
    "limit": "unzip and lxml parse (limit)",
    "reader": "the reader alone",
    "source": "read_source, with turns",
    "add": "spanveld add, whole",
}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.docx"))


def _text_part(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml")


# ---------------------------------------------------------------------- measuring
def measure(folder: Path, runs: int, jobs: tuple[str, ...] = tuple(JOBS)) -> dict[str, Reading]:
    """The median of each job's runs over the files of a folder; a process each, in turns."""
    readings: dict[str, list[Reading]] = {job: [] for job in jobs}
    for _ in range(runs):
        for job, found in readings.items():
            found.append(_in_a_child(job, folder))
            for leftover in folder.parent.glob("study-*.spanveld*"):
                leftover.unlink()
    return {job: _median(found) for job, found in readings.items()}


def _in_a_child(job: str, folder: Path) -> Reading:
    command = [sys.executable, "-m", "benchmarks.imports", "--job", job, str(folder)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the job {job} failed:\n{done.stderr}")
    return Reading(**json.loads(done.stdout))


def _median(found: list[Reading]) -> Reading:
    return Reading(
        median(each.cpu for each in found),
        median(each.wall for each in found),
        median(each.peak for each in found),
        None,
    )


def _do(job: str, folder: Path) -> None:
    """Do a job and print what it took; what it imports counts in its memory, and in its time as well."""
    cpu, wall = time.process_time(), time.perf_counter()
    JOBS[job](folder)
    reading = Reading(time.process_time() - cpu, time.perf_counter() - wall, peak_memory(), memory_at_rest())
    print(json.dumps(asdict(reading)))


# ---------------------------------------------------------------------- the table
def report(measured: Mapping[str, Reading], files: int, words: int) -> str:
    """The table, to be printed."""
    parsing = measured["limit"].cpu - measured["unzip"].cpu
    lines = [
        f"{files} Word files of {words:,} words; Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}",
        "",
        f"{'job':<30}{'CPU':>9}{'a file':>10}{'wall':>9}{'peak':>9}{'x limit':>9}{'of it lxml':>12}",
    ]
    for job, took in measured.items():
        share = "" if job == "unzip" else f"{parsing / took.cpu:.0%}"
        lines.append(
            f"{LABELS[job]:<30}{took.cpu:>7.2f} s{took.cpu / files * 1000:>7.1f} ms{took.wall:>7.2f} s{took.peak:>6.0f} MB"
            f"{took.cpu / measured['limit'].cpu:>9.2f}{share:>12}"
        )
    return "\n".join(lines)


def main() -> None:
    """Generate the files, measure, print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.imports", description="What bringing Word files in costs."
    )
    parser.add_argument("--files", type=int, default=FILES, help=f"how many files ({FILES})")
    parser.add_argument("--words", type=int, default=WORDS, help=f"words of each ({WORDS})")
    parser.add_argument("--runs", type=int, default=3, help="how often each job is done (3)")
    parser.add_argument("--job", nargs=2, metavar=("JOB", "FOLDER"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.job:
        _do(wanted.job[0], Path(wanted.job[1]))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        print(f"bench: writing {wanted.files} files ...", file=sys.stderr, flush=True)
        write_interviews(folder, wanted.files, wanted.words)
        size = sum(file.stat().st_size for file in _files(folder)) / 1e6
        print(f"bench: {size:.0f} MB; the jobs, {wanted.runs} times ...", file=sys.stderr, flush=True)
        print(report(measure(folder, wanted.runs), wanted.files, wanted.words))


if __name__ == "__main__":
    main()

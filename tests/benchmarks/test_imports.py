"""What bringing Word files in costs: never far from parsing their XML, which is the least that it can cost."""

from __future__ import annotations

from pathlib import Path

from benchmarks.child import Reading
from benchmarks.imports import JOBS, measure, report
from benchmarks.word_files import write_interviews
from spanveld.formats.sources.reading import read_source

ATTEMPTS = 3
MOST = 15


def test_reading_word_files_costs_a_few_times_what_parsing_them_costs(tmp_path: Path) -> None:
    write_interviews(tmp_path / "files", 10)
    ratios = []
    for _ in range(ATTEMPTS):
        taken = measure(tmp_path / "files", 1, ("limit", "reader"))
        ratios.append(taken["reader"].cpu / taken["limit"].cpu)
        if ratios[-1] < MOST:
            return
    raise AssertionError(f"{ratios} times the limit instead of less than {MOST}")


def test_the_files_are_interviews_that_take_turns(tmp_path: Path) -> None:
    characters = write_interviews(tmp_path / "files", 2, words=1000)
    readings = [read_source(file) for file in sorted((tmp_path / "files").iterdir())]
    assert sum(len(reading.text) for reading in readings) == characters
    assert [{turn.label for turn in reading.turns} for reading in readings] == [{"I", "R1"}, {"I", "R2"}]
    assert [reading.remarks for reading in readings] == [(), ()]


def test_the_whole_command_is_measured_and_the_table_says_what_each_job_took(tmp_path: Path) -> None:
    write_interviews(tmp_path / "files", 2, words=500)
    measured = measure(tmp_path / "files", 1)
    assert list(measured) == list(JOBS)
    assert min(took.peak for took in measured.values()) > 0
    assert not list(tmp_path.glob("study-*"))
    seconds = {"unzip": 1.0, "limit": 4.0, "reader": 12.0, "source": 15.0, "add": 30.0}
    lines = report({job: Reading(cpu, cpu, 50, None) for job, cpu in seconds.items()}, 500, 8000).splitlines()
    assert [line.split()[-2:] for line in lines[-3:]] == [["3.00", "25%"], ["3.75", "20%"], ["7.50", "10%"]]

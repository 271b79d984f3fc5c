"""``python -m benchmarks`` from end to end, and what its tables say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.child import environment
from benchmarks.measure import Figure, Measured, Ratio
from benchmarks.report import missed, report


def measured(*, load: float, open_ratio: float) -> Measured:
    """A run on M in which ours takes ``load`` seconds to load what the limit loads in one."""
    figures = tuple(
        Figure("load", "M", whose, "seconds", value, value, 5) for whose, value in (("ours", load), ("limit", 1.0))
    )
    return Measured({}, {"S": {}, "M": {}}, figures, (Ratio("open", "M", "S", False, open_ratio),))


def test_the_tables_say_which_goals_were_met() -> None:
    outcome = measured(load=2.4, open_ratio=1.3)
    table = report(outcome)
    assert missed(outcome) == 1
    assert [line.split()[-1] for line in table.splitlines() if " M " in line] == ["met"]
    assert [line.split()[-1] for line in table.splitlines() if "never analysed" in line] == ["MISSED"]


def test_a_goal_that_is_missed_counts() -> None:
    assert missed(measured(load=2.6, open_ratio=1.2)) == 1
    assert missed(measured(load=2.5, open_ratio=1.2)) == 0


def test_the_command_measures_every_job_and_writes_results(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--sizes", "XS", "--runs", "1", "--out", str(tmp_path / "out")]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    found = {(figure["job"], figure["whose"]) for figure in results["figures"]}
    searches = ("search word", "search phrase", "search rare word")
    jobs = ("load", "index", "save", "rest", "open", "add", "findings", *searches)
    assert found == {(job, whose) for job in jobs for whose in ("ours", "limit")}
    for words in (
        "load with index, CPU",
        "index all words",
        "search a word",
        "open the probe",
        "add a coding",
        "findings tables",
        "save, CPU",
        "memory at rest",
    ):
        assert words in done.stdout

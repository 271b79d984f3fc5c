"""The bench of finding passages: both sides find as many, and the size of a study costs no more than it brings."""

from __future__ import annotations

from pathlib import Path

from benchmarks.retrieval import JOBS, measure


def test_each_job_finds_the_same_as_its_limit_in_a_small_study(tmp_path: Path) -> None:
    found = measure("XS", tmp_path / "XS", 1)
    assert list(found) == list(JOBS)
    assert all(figures["ours"] > 0 and figures["limit"] > 0 for figures in found.values())
    assert found["all passages to csv"]["rows"] > found["all passages of the code with most"]["rows"] > 0

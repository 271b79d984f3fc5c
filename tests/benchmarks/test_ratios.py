"""What a job costs may not grow with the study, nor be far from the least that it can cost.

All on CPU time, in turns, so that a busy machine falls on both sides of a ratio; a ratio that is too high is measured again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from benchmarks import ours
from benchmarks.child import in_a_child
from benchmarks.generated import Generated, generated
from benchmarks.scale import Key, quartile, short_jobs

ATTEMPTS = 3
ROUNDS = {"open": 60, "add": 150}
GIGABYTE = 10**9

Ratios = Mapping[str, float]


def test_opening_and_coding_cost_the_same_in_a_large_study_as_in_a_small_one(tmp_path: Path) -> None:
    small, large = _loaded("S", tmp_path), _loaded("M", tmp_path)
    goals = {f"{job}, {state}": 1.2 for job in ROUNDS for state in ("analysed", "never analysed")}
    _reach(goals, lambda attempt: _scale(small, large, attempt))


def test_a_large_study_is_loaded_and_indexed_within_four_times_the_limit(tmp_path: Path) -> None:
    study = generated("M", tmp_path / "M")
    least = {"ours": float("inf"), "limit": float("inf")}

    def load(_attempt: int) -> Ratios:
        for whose in least:
            study.file(whose).unlink(missing_ok=True)
            least[whose] = min(least[whose], in_a_child("load", whose, study.folder, study.file(whose)).cpu)
        print(f"load of M: {least['ours']:.2f} s, at the least {least['limit']:.2f} s")
        return {"load": least["ours"] / least["limit"]}

    _reach({"load": 4}, load)


@pytest.mark.long
def test_opening_costs_little_more_in_a_very_large_study(tmp_path: Path) -> None:
    if shutil.disk_usage(tmp_path).free < 5 * GIGABYTE or _memory() < 8 * GIGABYTE:
        pytest.skip("a study of size L takes 5 GB of disk and 8 GB of memory to generate and load safely")
    small, large = _loaded("S", tmp_path), _loaded("L", tmp_path)
    _reach({"open, analysed": 1.5, "open, never analysed": 1.5}, lambda attempt: _scale(small, large, attempt))


def _loaded(size: str, place: Path) -> Generated:
    """A study of this size, with statistics and without."""
    study = generated(size, place / size)
    ours.load(study.folder, study.file("ours"))
    study.forget_statistics()
    return study


def _scale(small: Generated, large: Generated, attempt: int) -> Ratios:
    """How much more each job takes in the large study, by job and state of the database."""
    files = {}
    for study in (small, large):
        files[Key(study.size, "ours")] = study.file("ours")
        files[Key(study.size, "ours", analysed=False)] = study.unanalysed
    timings = short_jobs(files, ROUNDS, added=attempt * (ROUNDS["add"] + 1))
    ratios = {}
    for job, taken in timings.items():
        for state, analysed in (("analysed", True), ("never analysed", False)):
            less, more = (quartile(taken[Key(study.size, "ours", analysed)]) for study in (small, large))
            print(f"{job}, {state}: {small.size} {less * 1000:.2f} ms, {large.size} {more * 1000:.2f} ms")
            ratios[f"{job}, {state}"] = more / less
    return ratios


def _reach(goals: Ratios, measure: Callable[[int], Ratios]) -> None:
    """Measure until every ratio is within its goal; fail with the last ratios where some never are."""
    for attempt in range(ATTEMPTS):
        ratios = measure(attempt)
        print(", ".join(f"{name}: {ratios[name]:.2f} (goal {goal})" for name, goal in goals.items()))
        missed = {name: round(ratios[name], 2) for name, goal in goals.items() if ratios[name] > goal}
        if not missed:
            return
    pytest.fail(f"{missed} instead of at most { ({name: goals[name] for name in missed}) }, in {ATTEMPTS} attempts")


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

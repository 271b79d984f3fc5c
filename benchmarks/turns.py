"""Jobs done in turns, ours and the limit, and a table of what each took beside its goal."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from benchmarks.corpus import SIZES

__all__ = ["Figures", "in_turns", "run"]

Figures = Mapping[str, float]


def in_turns(
    jobs: Mapping[str, Callable[[], object]], runs: int, before: Callable[[], None] = lambda: None
) -> dict[str, float]:
    """The median CPU seconds of each job, all done ``runs`` times in turn; ``before`` each something is done that is not measured."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            before()
            start = time.process_time()
            job()
            taken[name].append(time.process_time() - start)
    return {name: median(times) for name, times in taken.items()}


def run(
    name: str,
    about: str | None,
    jobs: Mapping[str, tuple[float, str]],
    measure: Callable[[str, Path, int], Mapping[str, Figures]],
) -> None:
    """Measure by the words of the command line; print a row a job and size, and keep the figures as JSON.

    ``jobs``: each with its goal at M, as ``x`` times the limit or in seconds (``s``). Other figures of a job stand after its size.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=["S", "M"], help="smallest first (S M)")
    parser.add_argument("--out", type=Path, default=Path("bench-out"), help="where studies and results go (bench-out)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is done (5)")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    found = {size: measure(size, wanted.out / f"{name}-{size}", wanted.runs) for size in wanted.sizes}
    (wanted.out / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    others = [key for key in next(iter(found[wanted.sizes[0]].values())) if key not in ("ours", "limit")]
    print("| " + " | ".join(("job", "size", *others, "ours", "limit", "ratio", "goal", "")) + " |")
    print("|---" * (7 + len(others)) + "|")
    for size, figures in found.items():
        for job, its in figures.items():
            print(
                "| "
                + " | ".join((job, size, *(f"{its[key]:.0f}" for key in others), *_beside(its, jobs[job], size)))
                + " |"
            )


def _beside(its: Figures, goal: tuple[float, str], size: str) -> tuple[str, ...]:
    mine, least = its["ours"], its["limit"]
    most, unit = goal
    met = mine / least <= most if unit == "x" else mine <= most
    amount = f"{most:g}x" if unit == "x" else f"{1000 * most:g} ms"
    verdict = ("met" if met else "MISSED") if size == "M" else ""
    return f"{1000 * mine:.1f} ms", f"{1000 * least:.1f} ms", f"{mine / least:.1f}x", amount, verdict

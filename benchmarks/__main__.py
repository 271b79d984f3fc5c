"""``python -m benchmarks [--sizes S M] [--out bench-out] [--runs N]``"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.corpus import SIZES
from benchmarks.measure import measure
from benchmarks.report import missed, report, write_results

__all__ = ["main"]


def main() -> None:
    """Measure, print the tables and write ``results.json``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory, beside the limit.")
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=["S", "M"], help="smallest first (S M)")
    parser.add_argument("--out", type=Path, default=Path("bench-out"), help="where studies and results go (bench-out)")
    parser.add_argument("--runs", type=int, default=5, help="how often each long job is done (5)")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    measured = measure(sorted(set(wanted.sizes), key=list(SIZES).index), wanted.out, wanted.runs)
    results = wanted.out / "results.json"
    write_results(measured, results)
    print(report(measured))
    print(f"\n{missed(measured)} goals missed; all figures are in {results}")


if __name__ == "__main__":
    main()

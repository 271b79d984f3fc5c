"""The short jobs, measured in turns: each round does a job once for every study, so that noise falls on all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks import limits, ours
from benchmarks.vocabulary import COMMON, PHRASE, RARE

__all__ = ["ROUNDS", "Key", "Openable", "Timings", "in_turns", "quartile", "short_jobs"]

K = TypeVar("K", bound=Hashable)

ROUNDS = {"open": 30, "add": 50, "findings": 3, "search word": 3, "search phrase": 3, "search rare word": 3}
"""How often each short job is done for each time that a long one is.

``open``: the probe with its passages; ``add``: one coding; ``findings``: all tables; ``search``: the twenty
best of a common word, a phrase of common words, and a word that stands seldom, with snippets.
"""


class Openable(Protocol):
    """A study of ours, or the limit's."""

    def open_probe(self) -> object: ...
    def add_coding(self) -> None: ...
    def findings(self) -> object: ...
    def search(self, words: str, *, phrase: bool = False) -> object: ...


@dataclass(frozen=True, slots=True)
class Key:
    """Which study a job is done in."""

    size: str
    whose: str
    analysed: bool = True


Timings = Mapping[str, Mapping[Key, list[float]]]
"""CPU seconds by job and study."""


def short_jobs(files: Mapping[Key, Path], rounds: Mapping[str, int], *, added: int = 0) -> Timings:
    """Open all these studies in this process, and do each short job in each of them, in turns.

    ``added``: how many codings were added to each of them before.
    """
    with ExitStack() as stack:
        studies: dict[Key, Openable] = {}
        for key, file in files.items():
            if key.whose == "ours":
                studies[key] = stack.enter_context(ours.Study(file, added=added))
            else:
                studies[key] = stack.enter_context(limits.Study(file, added=added))
        jobs: dict[str, Callable[[Openable], object]] = {
            "open": lambda study: study.open_probe(),
            "add": lambda study: study.add_coding(),
            "findings": lambda study: study.findings(),
            "search word": lambda study: study.search(COMMON),
            "search phrase": lambda study: study.search(PHRASE, phrase=True),
            "search rare word": lambda study: study.search(RARE),
        }
        return {job: in_turns(studies, jobs[job], count) for job, count in rounds.items()}


def in_turns(things: Mapping[K, Openable], job: Callable[[Openable], object], rounds: int) -> dict[K, list[float]]:
    """CPU seconds of a job on each of these things; every other round goes through them backwards."""
    order = list(things)
    taken: dict[K, list[float]] = {key: [] for key in order}
    for key in order:
        job(things[key])
    gc.collect()
    for _ in range(rounds):
        for key in order:
            start = time.process_time()
            job(things[key])
            taken[key].append(time.process_time() - start)
        order.reverse()
    return taken


def quartile(values: list[float]) -> float:
    """The first quartile: what it takes when little else gets in between.

    >>> quartile([4.0, 1.0, 3.0, 2.0, 9.0])
    2.0
    """
    return sorted(values)[len(values) // 4]

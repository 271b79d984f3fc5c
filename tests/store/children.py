"""A process that starts other processes fast: it has imported everything, and forks a child for each job it reads.

A job is a line of JSON on standard input. On standard output come ``pid N``, then what the child acknowledges (``done I`` for
its change number I, or ``error ...``), then ``ended`` once the child is gone. ``Nursery`` is the side of the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["CODES", "Nursery", "at_work", "change"]

CODES = ("aspect/cold", "mood/calm")
"""The code that a passage gets when it is made, and the one that the change after it adds."""
ROOT = Path(__file__).parents[2]


class Nursery:
    """The process that starts the others; use it in a ``with`` block."""

    def __enter__(self) -> Nursery:
        paths = [str(ROOT), *(path for path in sys.path if path)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.children"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/tmp",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        if self._line() != "ready":
            self.__exit__(None, None, None)
            raise RuntimeError("the process that starts the others did not come up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(60)

    def start(self, **job: Any) -> int:
        """Start a child on a job; gives its process number."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return int(self._line().removeprefix("pid "))

    def said(self) -> Iterator[str]:
        """What the child says, until it is gone."""
        while (line := self._line()) != "ended":
            yield line

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")


def change(study: Any, prefix: str, number: int) -> None:
    """Change number 0, 1, 2, ... of a coder: make a passage with a code, give it another code, make the next passage, ..."""
    passage = f"{prefix}.{number - number % 2}"
    if number % 2 == 0:
        study.passages.add("night", number % 40, number % 40 + 5, passage=passage, codes=[CODES[0]])
    else:
        study.codings.add(passage, CODES[1])


def at_work(job: dict[str, Any]) -> None:
    """Do a job, saying what is done."""
    from spanveld.session import load_study, open_study

    if job["what"] == "load":
        load_study(job["address"], job["folder"], replace=job["replace"], coder="ann").study.close()
        say("done 0")
        return
    with open_study(job["address"], coder=job["coder"]) as study:
        for number in range(job["times"]):
            if job["what"] == "undo":
                study.memos.add(f"memo {number}")
                study.undo()
            else:
                change(study, job["prefix"], number)
            say(f"done {number}")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main() -> None:
    import spanveld.session  # noqa: F401 - so that the children have it

    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                at_work(json.loads(line))
            except BaseException as error:
                say(f"error {type(error).__name__} {error}".replace("\n", " "))
            os._exit(0)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()

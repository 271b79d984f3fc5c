"""Servers for browser tests: the real command in a process of its own, forked from one that has the program loaded."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from spanveld.session import Study, open_study

__all__ = ["Server"]

PATIENCE = 30
"""Seconds that a server gets to start, or to end."""
LINK = re.compile(r"http://127\.0\.0\.1:(\d+)/\S+")


def _forks() -> ForkServerContext:
    """Where processes come from: loading the program costs more than most tests, and is done once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["spanveld.cli.main", "spanveld.web.serving"])
    return context


FORKS = _forks()


def _run(words: list[str], environment: Mapping[str, str], out: Connection) -> None:
    """What the process does: ``spanveld`` with these words, all that it says going into one pipe."""
    from spanveld.cli.main import main

    os.dup2(out.fileno(), 1)
    os.dup2(out.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    sys.exit(main(words))


class Server:
    """``spanveld serve`` of one study in a process of its own; can be killed and started again at the same port."""

    def __init__(self, study: Path, state: Path, coder: str) -> None:
        self.study, self.coder = study, coder
        self._state, self.port = state, 0
        self._process: ForkServerProcess | None = None
        self._said: Connection | None = None
        self.links: list[str] = []
        self.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def start(self) -> None:
        """Start it (again), and wait until it answers."""
        words = ["serve", str(self.study), "--as", self.coder, "--no-browser"]
        if self.port:
            words += ["--port", str(self.port)]
        self._process, self._said = self._begin(words)
        said, until = "", time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.is_alive():
            said += _read(self._said, 0.5)
            if (found := LINK.search(said)) and said.endswith("\n"):
                self.port = int(found.group(1))
                self.links.append(found.group(0))
                return
        raise AssertionError(f"the server did not start:\n{said}")

    def invite(self, coder: str) -> str:
        """A personal link for a coder."""
        process, said = self._begin(["invite", str(self.study), coder, "--port", str(self.port)])
        process.join(PATIENCE)
        printed = _read(said, 0)
        said.close()
        found = LINK.search(printed)
        assert found, printed
        return found.group(0)

    def stop(self, *, kill: bool = False) -> None:
        """End it: as a person does, or at once."""
        if self._process is None:
            return
        os.kill(self.pid, signal.SIGKILL if kill else signal.SIGINT)
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None, "the server did not end"
        if self._said is not None:
            self._said.close()
        self._process = self._said = None

    def opened(self) -> Study:
        """The study as it is on disk now."""
        return open_study(self.study, coder=self.coder)

    def _begin(self, words: list[str]) -> tuple[ForkServerProcess, Connection]:
        environment = {**os.environ, "SPANVELD_STATE": str(self._state), "LANG": "C.UTF-8"}
        said, out = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=_run, args=(words, environment, out))
        process.start()
        out.close()
        return process, said


def _read(said: Connection, seconds: float) -> str:
    """What a process said since, waiting at most so long for the first of it."""
    return os.read(said.fileno(), 65_536).decode() if said.poll(seconds) else ""

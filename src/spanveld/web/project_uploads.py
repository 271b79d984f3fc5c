"""Projects of other programs that are looked at before they come in: kept in a private folder until then."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from spanveld.session.exchange_files import ArrivedProject, arrive
from spanveld.session.exchange_taking import Asked, questions_in
from spanveld.session.importing import NotRead
from spanveld.web.uploads import safe_name
from spanveld.web.waiting import Waiting, new_token

__all__ = ["ProjectUploads", "Said", "WaitingProject"]

MOST_WAITING = 5
"""How many projects wait at most, for each is held as it was read; the one that waited longest goes first."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a project that waits. GUIDs of users -> coders, of sources -> conventions, of codes -> where they go."""

    layer: str = ""
    kind: str = ""
    cases_as: str = "participant"
    users: Mapping[str, str] = field(default_factory=dict)
    conventions: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitingProject:
    """A project that waits, with what was said of it; ``name`` is the file's, ``asked`` what is asked of its sources."""

    name: str
    arrived: ArrivedProject
    asked: tuple[Asked, ...] = ()
    said: Said = Said()


class ProjectUploads:
    """The projects that wait, each under a name that nobody can guess.

    Their folder is made for the first of them, so that a server which is ended roughly leaves none behind; ``close()`` takes it away.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._waiting: Waiting[WaitingProject] = Waiting(MOST_WAITING)

    def put(self, name: str, content: BinaryIO) -> str:
        """Keep a file and read it; NotRead where it is no project, and then nothing is kept."""
        token, folder = new_token(), self._made()
        place = folder / token
        place.mkdir()
        path = place / safe_name(name)
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            arrived = _by_name(path, lambda: arrive(path))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        for old in self._waiting.put(token, WaitingProject(path.name, arrived, tuple(questions_in(arrived.project)))):
            shutil.rmtree(folder / old, ignore_errors=True)
        return token

    def get(self, token: str) -> WaitingProject:
        """A project that waits; NotFound where it is gone."""
        return self._waiting.get(token)

    def say(self, token: str, said: Said) -> WaitingProject:
        """Note what was said of a project; it is read again where its positions are to be counted otherwise."""
        waiting = self.get(token)
        arrived = waiting.arrived
        if said.conventions != waiting.said.conventions:
            path = arrived.path
            arrived = _by_name(path, lambda: arrive(path, conventions=said.conventions))
        now = replace(waiting, arrived=arrived, said=said)
        self._waiting.put(token, now)
        return now

    def drop(self, token: str) -> None:
        """Let go of a project."""
        if found := self._waiting.drop(token):
            shutil.rmtree(found.arrived.path.parent, ignore_errors=True)

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _made(self) -> Path:
        """The folder, made where there is none yet."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="spanveld-"))
            return self._folder


def _by_name(path: Path, read: Callable[[], ArrivedProject]) -> ArrivedProject:
    """What was read; where it waits here tells a person nothing, so an error has the file's name alone."""
    try:
        return read()
    except NotRead as error:
        raise NotRead(Path(path.name), error.reason) from error

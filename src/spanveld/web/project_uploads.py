"""Projects of other programs that are looked at before they come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from spanveld.session.exchange_files import ArrivedProject, arrive
from spanveld.session.exchange_taking import Asked, questions_in
from spanveld.web.waiting_files import WaitingFiles, by_name

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


class ProjectUploads(WaitingFiles[WaitingProject]):
    """The projects that wait, as they were read, with what was said of them."""

    def __init__(self) -> None:
        super().__init__(MOST_WAITING)

    def put(self, name: str, content: BinaryIO) -> str:
        """Keep a file and read it; NotRead where it is no project, and then nothing is kept."""
        token, _ = self.keep(name, content, _read)
        return token

    def say(self, token: str, said: Said) -> WaitingProject:
        """Note what was said of a project; it is read again where its positions are to be counted otherwise."""
        waiting = self.get(token)
        arrived = waiting.arrived
        if said.conventions != waiting.said.conventions:
            arrived = by_name(arrived.path, lambda path: arrive(path, conventions=said.conventions))
        now = replace(waiting, arrived=arrived, said=said)
        self.change(token, now)
        return now


def _read(path: Path) -> WaitingProject:
    arrived = arrive(path)
    return WaitingProject(path.name, arrived, tuple(questions_in(arrived.project)))

"""The readers and writers of exchange formats: those that come with the program, and those that a package adds.

A package adds one by an entry point of the group ``spanveld.readers`` or ``spanveld.writers`` that leads to an object with the
methods below. What comes with the program needs no entry point, so that it works from a source tree too. A package whose entry
point is broken stops nothing but itself: it is passed by, and named where no reader or writer is found for a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast, runtime_checkable

from spanveld.formats.exchange.project import Convention, Project
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, Refused, Remark, quoted

__all__ = [
    "READERS",
    "WRITERS",
    "ProjectReader",
    "ProjectWriter",
    "ReadingChoices",
    "WritingChoices",
    "faults",
    "read_project",
    "reader_of",
    "readers",
    "writer_for",
    "writers",
]

READERS_GROUP = "spanveld.readers"
WRITERS_GROUP = "spanveld.writers"
READERS = (
    "spanveld.formats.exchange.refi:READER",
    "spanveld.formats.exchange.qualcoder:READER",
    "spanveld.formats.exchange.taguette:READER",
    "spanveld.formats.exchange.taguette_codebook:READER",
)
"""The readers that come with the program, in the order in which they are asked."""
WRITERS = (
    "spanveld.formats.exchange.refi.writing:WRITER",
    "spanveld.formats.exchange.refi.writing_codebook:WRITER",
)


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a person chose for reading a file.

    ``conventions``: how the positions of a source (its GUID) are counted. ``project``: which one, where a file holds several.
    """

    conventions: Mapping[str, Convention] = field(default_factory=lambda: MappingProxyType({}))
    project: str = ""


@dataclass(frozen=True, slots=True)
class WritingChoices:
    """What a person chose for writing a file. ``profile``: how positions are counted and texts written (standard, nvivo)."""

    profile: str = "standard"


NOTHING_CHOSEN = ReadingChoices()


@runtime_checkable
class ProjectReader(Protocol):
    """Reads the projects of one format."""

    name: str

    def recognises(self, path: Path) -> bool:
        """Whether the file or folder is of this format, by what is in it; quick, and never an error."""

    def read(self, path: Path, choices: ReadingChoices) -> Project:
        """The project; Unreadable (formats.sources.parts) where none can be made of it, its message without the file's name."""


@runtime_checkable
class ProjectWriter(Protocol):
    """Writes projects in one format."""

    name: str
    endings: tuple[str, ...]
    """With the dot, lower case: ``.qdpx``."""

    def write(self, project: Project, path: Path, choices: WritingChoices) -> None:
        """Writes a new file, whole or not at all; the caller has seen to it that it may be written."""


def readers() -> tuple[ProjectReader, ...]:
    """All readers that work: those of the program first, so that no package can take a known format over."""
    return _readers()[0]


def writers() -> tuple[ProjectWriter, ...]:
    """All writers that work."""
    return _writers()[0]


def faults() -> tuple[Remark, ...]:
    """The readers and writers of installed packages that do not work, each with the reason."""
    return (*_readers()[1], *_writers()[1])


def reader_of(path: Path) -> ProjectReader:
    """The reader that knows the file or folder by what is in it; Unreadable where none does.

    >>> reader_of(Path("interviews.qdpx")).name  # doctest: +SKIP
    'refi'
    """
    if not path.exists():
        raise Unreadable(N_("it does not exist; give the path of a project file or folder."))
    found, broken = _readers()
    for reader in found:
        if _recognised(reader, path, broken):
            return reader
    if broken:
        raise Unreadable(
            N_(
                "it is of no kind that can be read, and an added reader may have been meant that does not work: {fault}"
            ),
            fault=broken[0],
        )
    raise Unreadable(
        N_(
            "it is no project that can be read: REFI-QDA (qdpx, qde, qdc), a QualCoder folder (qda), or Taguette"
            " (sqlite3, codebook csv). Export it from its program as REFI-QDA."
        )
    )


def read_project(path: Path, choices: ReadingChoices = NOTHING_CHOSEN) -> Project:
    """The project in a file or folder, by the reader that knows it; Unreadable where none does or it is damaged."""
    return reader_of(path).read(path, choices)


def writer_for(path: Path, name: str = "") -> ProjectWriter:
    """The writer of that name, or else of the path's ending; Refused where there is none."""
    known = writers()
    for writer in known:
        if writer.name == name if name else path.suffix.lower() in writer.endings:
            return writer
    names = ", ".join(writer.name for writer in known)
    if name:
        raise Refused(N_("There is no format {name}; choose one of: {names}."), name=quoted(name), names=names)
    raise Refused(
        N_("The ending of {file} is of no format that can be written; choose one of: {names}."),
        file=quoted(path.name),
        names=names,
    )


def _recognised(reader: ProjectReader, path: Path, broken: list[Remark]) -> bool:
    """A package's reader that fails where it may not is passed by like one that cannot be loaded."""
    if type(reader).__module__.startswith("spanveld."):
        return reader.recognises(path)
    try:
        return bool(reader.recognises(path))
    except Exception as error:
        broken.append(_fault(reader.name, error))
        return False


def _readers() -> tuple[tuple[ProjectReader, ...], list[Remark]]:
    broken: list[Remark] = []
    own = cast(list[ProjectReader], [_own(place) for place in READERS])
    known = {one.name for one in own}
    for point in _points(READERS_GROUP):
        added = _loaded(point, broken)
        if isinstance(added, ProjectReader) and _new(added.name, known, point, broken):
            own.append(added)
        elif added is not None and not isinstance(added, ProjectReader):
            broken.append(_lacking(point))
    return tuple(own), broken


def _writers() -> tuple[tuple[ProjectWriter, ...], list[Remark]]:
    broken: list[Remark] = []
    own = cast(list[ProjectWriter], [_own(place) for place in WRITERS])
    known = {one.name for one in own}
    for point in _points(WRITERS_GROUP):
        added = _loaded(point, broken)
        if isinstance(added, ProjectWriter) and _new(added.name, known, point, broken):
            own.append(added)
        elif added is not None and not isinstance(added, ProjectWriter):
            broken.append(_lacking(point))
    return tuple(own), broken


def _own(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def _points(group: str) -> list[EntryPoint]:
    return sorted(entry_points(group=group), key=lambda point: (point.name, point.value))


def _loaded(point: EntryPoint, broken: list[Remark]) -> object:
    """What the entry point leads to; a package may fail in any way while it is loaded."""
    try:
        return cast(object, point.load())
    except Exception as error:
        broken.append(_fault(point.value, error))
        return None


def _new(name: str, known: set[str], point: EntryPoint, broken: list[Remark]) -> bool:
    if name not in known:
        known.add(name)
        return True
    broken.append(
        Remark(
            N_("The added format {name} ({place}) has the name of one that is there already; it is not used."),
            {"name": quoted(name), "place": point.value},
        )
    )
    return False


def _lacking(point: EntryPoint) -> Remark:
    return Remark(
        N_("The added format {name} ({place}) lacks what a reader or writer needs; it is not used."),
        {"name": quoted(point.name), "place": point.value},
    )


def _fault(place: str, error: Exception) -> Remark:
    return Remark(
        N_("The added format {place} does not work ({problem}); take its package off or mend it."),
        {"place": place, "problem": quoted(f"{type(error).__name__}: {error}", 120)},
    )

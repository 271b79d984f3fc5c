"""Where the XML of a REFI-QDA project and its files come from: a packed .qdpx, or a bare .qde or .qdc with files beside it.

Nothing is unpacked to disk, and no path that a file names is opened but inside the packed file and inside the folder in which it
lies: a path that leads elsewhere stays a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from spanveld.formats.sources.archive import Archive, Limits, check_file, open_archive
from spanveld.formats.sources.parts import LARGEST_FILE, Unreadable
from spanveld.model.errors import N_, Term, quoted

__all__ = ["LARGEST_KEPT", "NAMESPACES", "WHAT", "Container", "inside", "is_refi", "opened", "parted", "split_tag"]

WHAT = N_("REFI-QDA project (qdpx)")
NAMESPACES = ("urn:QDA-XML:project:", "urn:QDA-XML:codebook:")
LARGEST_KEPT = LARGEST_FILE
"""Bytes: a larger file in the project (a recording) stays out of the study."""
LIMITS = Limits(file=4 * 1024**3, unpacked=512 * 1024**2, listed=False)
"""A project may hold recordings, which are not read; what is read may come to half a gigabyte."""
ORIGINALS = 256 * 1024**2
"""Bytes: what the files beside the texts (docx, pdf, pictures) may come to together; those beyond it stay out of the study."""
_MAIN = "project.qde"
_SNIFFED = 64 * 1024
_ZIP = b"PK\x03\x04"


class Container:
    """An open project: its XML, and the files it names."""

    def __init__(self, path: Path, archive: Archive | None) -> None:
        self.path = path
        self.base = ""
        """What the project calls the folder of its outside files (basePath)."""
        self.others: tuple[str, ...] = ()
        """More projects in the same file, which are not read."""
        self._archive = archive
        self._originals = 0
        self._names = {name.lower(): name for name in reversed(archive.names())} if archive else {}
        self._main = self._find_main(archive) if archive else path.name

    @property
    def main(self) -> str:
        """The name of the part with the XML."""
        return self._main

    @contextmanager
    def xml(self) -> Iterator[BinaryIO]:
        """The project's XML, to be read piece by piece."""
        if self._archive is not None:
            with self._archive.stream(self._main) as stream:
                yield stream
        else:
            with self.path.open("rb") as stream:
                yield stream

    def xml_size(self) -> int:
        """The bytes of the project's XML."""
        return self._part_size(self._main) if self._archive is not None else self.path.stat().st_size

    def size(self, reference: str) -> int | None:
        """The bytes of a file that the project names; None where it is not there."""
        found = self._found(reference)
        if found is None:
            return None
        return found.stat().st_size if isinstance(found, Path) else self._part_size(found)

    def bytes_of(self, reference: str, *, original: bool = False) -> bytes | None:
        """A file that the project names; None where it is not there or too large to be kept.

        ``original``: it is not read, only kept, so that it may be done without.
        """
        found, size = self._found(reference), self.size(reference)
        if found is None or size is None or size > LARGEST_KEPT:
            return None
        if original:
            if self._originals + size > ORIGINALS:
                return None
            self._originals += size
        if isinstance(found, Path):
            return found.read_bytes()
        assert self._archive is not None
        return self._archive.part(found)

    def unread(self, used: set[str]) -> tuple[str, ...]:
        """The files in the packed project that nothing names."""
        if self._archive is None:
            return ()
        known = {self._main, *self.others}
        for reference in used:
            found = self._found(reference)
            if isinstance(found, str):
                known.add(found)
        hidden = (name for name in self._archive.names() if name not in known and not name.endswith("/"))
        return tuple(name for name in hidden if not name.rsplit("/", 1)[-1].startswith("."))

    def _part_size(self, name: str) -> int:
        assert self._archive is not None
        return self._archive.size(name)

    def _found(self, reference: str) -> str | Path | None:
        """A part of the packed file, or a file in its folder."""
        scheme, rest = parted(reference)
        if not rest or scheme == "absolute":
            return None
        for name in dict.fromkeys((rest, unquote(rest))):
            flat = name.rsplit("/", 1)[-1]
            for wanted in (f"sources/{flat}", name, flat):
                if (part := self._names.get(wanted.lower())) is not None and part != self._main:
                    return part
        return self._beside(rest, scheme) if scheme == "relative" or self._archive is None else None

    def _beside(self, rest: str, scheme: str) -> Path | None:
        folder = self.path.parent.resolve()
        bases = [f"{self.path.stem} Media", "sources", "Sources", "."]
        if scheme == "relative" and self.base:
            bases.insert(0, self.base)
        for base in bases:
            for name in (rest, rest.rsplit("/", 1)[-1]):
                try:
                    wanted = (folder / base / name).resolve()
                    if folder in wanted.parents and wanted.is_file() and wanted != self.path.resolve():
                        return wanted
                except (OSError, ValueError):
                    continue
        return None

    def _find_main(self, archive: Archive) -> str:
        if (main := self._names.get(_MAIN)) is not None:
            self.others = tuple(name for name in _projects(archive) if name != main)
            return main
        projects = _projects(archive)
        if len(projects) == 1:
            return projects[0]
        if not projects:
            raise Unreadable(
                N_("it holds no project.qde, which every {what} has; export it anew from its program."), what=Term(WHAT)
            )
        raise Unreadable(
            N_("it holds {count} projects ({names}) and none is named project.qde; export the one that is meant anew."),
            count=len(projects),
            names=", ".join(quoted(name, 40) for name in projects[:5]),
        )


def _projects(archive: Archive) -> list[str]:
    """The parts that end in .qde: those at the root, else wherever one lies."""
    found = [name for name in archive.names() if name.lower().endswith(".qde")]
    return [name for name in found if "/" not in name] or found


def parted(reference: str) -> tuple[str, str]:
    """The scheme of a path and the rest of it; a bare name is internal.

    >>> parted("internal://1.txt"), parted("relative:///a/b.mp4"), parted("1.txt")
    (('internal', '1.txt'), ('relative', 'a/b.mp4'), ('internal', '1.txt'))
    """
    scheme, found, rest = reference.partition("://")
    if not found:
        return "internal", reference.strip().replace("\\", "/")
    return scheme.strip().lower(), rest.strip().replace("\\", "/").lstrip("/")


def inside(reference: str) -> bool:
    """Whether the path says that the file is in the project itself."""
    return parted(reference)[0] == "internal"


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The project in a file, packed or not; Unreadable where it is damaged or made to do harm."""
    with path.open("rb") as file:
        packed = file.read(len(_ZIP)) == _ZIP
    if packed:
        with open_archive(path, WHAT, LIMITS) as archive:
            yield Container(path, archive)
    else:
        check_file(path, ORIGINALS)
        yield Container(path, None)


def is_refi(path: Path) -> bool:
    """Whether the file is a packed project, a project or a code book of REFI-QDA, by what is in it."""
    try:
        if not path.is_file():
            return False
        with opened(path) as container, container.xml() as stream:
            return root_of(stream.read(_SNIFFED)) is not None
    except (Unreadable, OSError):
        return _looks_packed(path)


def root_of(start: bytes) -> tuple[str, str] | None:
    """The namespace and name of the root where it is a project or a code book, from the first bytes of the XML."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError):  # what was read before a fault says enough
        parser.feed(start)
    for _, element in parser.read_events():
        space, name = split_tag(element)
        known = not space or space.startswith(NAMESPACES)
        return (space, name) if known and name in ("Project", "CodeBook") else None
    return None


def split_tag(element: etree._Element) -> tuple[str, str]:
    """The namespace and the name of an element, whatever stands in it."""
    space, _, name = str(element.tag).rpartition("}")
    return space.removeprefix("{"), name


def _looks_packed(path: Path) -> bool:
    """Whether a file that cannot be opened was meant as one: its ending says so, and the reader will say what is wrong with it."""
    return path.suffix.lower() in (".qdpx", ".qde", ".qdc")

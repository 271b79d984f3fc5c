"""Opening a packed file (docx, odt, xlsx) and its XML, when nobody knows who made it and why.

A zip file may claim anything. Nothing is written to disk; a part is unpacked only when asked for, its bytes are counted while
they come, and a part that no program for texts would write is refused with the reason. XML is read without entities, document
types or network. ``what`` is the kind of file in messages, a msgid such as ``N_("Word file (docx)")``.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from lxml import etree

from spanveld.formats.sources.parts import LARGEST_FILE, LARGEST_UNPACKED, Unreadable
from spanveld.model.errors import N_, Term, quoted

__all__ = ["MOST_MARKS", "Archive", "Limits", "check_file", "iterate_xml", "open_archive", "parse_xml"]

LARGEST_DIRECTORY = 2 * 1024 * 1024
"""Bytes: the list of parts at the end of a packed file; 20,000 parts fit."""
LARGEST_RATIO = 200
"""A part that grows by more than this is a bomb; XML of Word and Excel grows 5 to 60 times."""
UNSUSPECTED = 4 * 1024 * 1024
"""Bytes that any part may grow to, at whatever ratio."""
MOST_MARKS = 3_000_000
"""Tags and attributes in one part of XML: 200,000 words where Word gives each a run of its own, a million as it usually
writes them. lxml needs some 130 bytes for each, so 400 megabytes at the worst."""

_STRICT = {
    "resolve_entities": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,  # the same xml:id twice is no reason to refuse a text
}
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a packed file may be, and how much its parts may come to; ``listed``: whether those that are not read count too."""

    file: int = LARGEST_FILE
    unpacked: int = LARGEST_UNPACKED
    listed: bool = True


OF_A_TEXT = Limits()


class _LimitedReads(io.FileIO):
    """A file that never gives much at once: zipfile reads the list of parts in one go, whatever length the file states."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LARGEST_DIRECTORY:
            raise zipfile.BadZipFile("the list of parts is too long")
        return super().read(size)


class Archive:
    """An open packed file; ``open_archive`` makes it and closes it."""

    def __init__(self, packed: zipfile.ZipFile, what: str, limits: Limits = OF_A_TEXT) -> None:
        self._packed, self._limits = packed, limits
        self._parts = {info.filename: info for info in packed.infolist()}
        self._unpacked: dict[str, int] = {}
        self.what = what

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def size(self, name: str) -> int:
        """The bytes that a part says it has unpacked."""
        return self._parts[name].file_size

    def part(self, name: str) -> bytes:
        """The unpacked bytes of a part; Unreadable where it is missing, damaged or a bomb."""
        with self.stream(name) as opened:
            return opened.read()

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        """A part to be read piece by piece; reading raises Unreadable where the part is damaged or a bomb."""
        info = self._parts.get(name)
        if info is None:
            raise Unreadable(
                N_("it has no part {part}, which every {what} has; open it in its own program and save it anew."),
                part=quoted(name),
                what=Term(self.what),
            )
        if info.compress_type not in _PACKINGS:
            raise self._damaged(name)
        self.count(name, info.file_size, info.compress_size)  # what it states is no proof, but may be reason enough
        try:
            opened = self._packed.open(info)
        except _FAULTS as error:
            raise self._damaged(name) from error
        with opened, io.BufferedReader(_Counted(self, opened, info), _CHUNK) as counted:
            yield counted

    def count(self, name: str, unpacked: int, packed: int) -> None:
        """Notes how far a part has been unpacked; Unreadable where it, or all parts together, grow too large."""
        self._unpacked[name] = max(unpacked, self._unpacked.get(name, 0))
        too_dense = unpacked > UNSUSPECTED and unpacked > LARGEST_RATIO * max(packed, 1)
        if too_dense or sum(self._unpacked.values()) > self._limits.unpacked:
            raise _bomb(self._limits)

    def _damaged(self, name: str) -> Unreadable:
        return Unreadable(
            N_("it is damaged: its part {part} cannot be unpacked; take another copy of it."), part=quoted(name)
        )


class _Counted(io.RawIOBase):
    """The bytes of one part, counted while they are unpacked."""

    def __init__(self, archive: Archive, opened: IO[bytes], info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._archive, self._opened, self._info, self._read = archive, opened, info, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        try:
            data = self._opened.read(min(len(buffer), _CHUNK))
        except _FAULTS as error:
            raise self._archive._damaged(self._info.filename) from error
        self._read += len(data)
        self._archive.count(self._info.filename, self._read, self._info.compress_size)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_archive(path: Path, what: str, limits: Limits = OF_A_TEXT) -> Iterator[Archive]:
    """The parts of a packed file; Unreadable where it is none, is protected, damaged, or made to do harm.

    >>> with open_archive(Path("gesprek.docx"), N_("Word file (docx)")) as archive:  # doctest: +SKIP
    ...     archive.part("word/document.xml")
    """
    check_file(path, limits.file)
    with _LimitedReads(path) as file:
        head = file.read(len(_OLE))
        if head == _OLE:
            raise _compound(path, what)
        try:
            packed = zipfile.ZipFile(file)
        except _FAULTS as error:
            if head.startswith(b"PK\x03\x04"):
                raise Unreadable(N_("it is damaged or cut off; take another copy of it.")) from error
            raise Unreadable(
                N_("it is no {what}, whatever its name says; give it the name that fits, or save it as one."),
                what=Term(what),
            ) from error
        with packed:
            _check_directory(packed.infolist(), what, limits)
            yield Archive(packed, what, limits)


def check_file(path: Path, most: int = LARGEST_FILE) -> None:
    """Unreadable where the file is empty or has more bytes than it may have."""
    size = path.stat().st_size
    if not size:
        raise Unreadable(N_("it is empty."))
    if size > most:
        raise Unreadable(
            N_("it has {size} megabytes, and a file may have {most}; split it into parts."),
            size=f"{size / 1024 / 1024:.0f}",
            most=most // 1024 // 1024,
        )


def _compound(path: Path, what: str) -> Unreadable:
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        return _protected()
    return Unreadable(
        N_(
            "it is a file of an old kind (doc, xls), whatever its name says; open it in its own program and save it as {what}."
        ),
        what=Term(what),
    )


def _protected() -> Unreadable:
    return Unreadable(
        N_("it is protected with a password; open it in its own program, take the password off and save it anew.")
    )


def _bomb(limits: Limits) -> Unreadable:
    return Unreadable(
        N_("it unpacks to far more than a text can be (over {most} megabytes, or a bomb); it was not read further."),
        most=limits.unpacked // 1024 // 1024,
    )


def _check_directory(entries: list[zipfile.ZipInfo], what: str, limits: Limits) -> None:
    """Refuses what can be seen without unpacking anything."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _leads_out(name):
            raise Unreadable(
                N_("its part {part} would lead out of the file; such a file is made to do harm and was not read."),
                part=quoted(name),
            )
        if name in seen:
            raise Unreadable(
                N_("it holds {part} twice, which no {what} does; it was not read."), part=quoted(name), what=Term(what)
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(
                N_("its part {part} is a link, by which a file can do harm; it was not read."), part=quoted(name)
            )
        if entry.flag_bits & _ENCRYPTED:
            raise _protected()
        seen.add(name)
    if limits.listed and sum(entry.file_size for entry in entries) > limits.unpacked:
        raise _bomb(limits)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\x00" in name or name[1:2] == ":" or ".." in name.split("/")


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root of an XML part, without comments and processing instructions; Unreadable where it is not plain XML.

    Elements lie at most 256 deep, so that a walk over them may recurse.
    """
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise _too_large()
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _no_xml(error, part, b"<!DOCTYPE" in data) from error
    if root.getroottree().docinfo.doctype:
        raise _document_type(part)
    return root


def iterate_xml(
    stream: BinaryIO,
    part: str,
    tags: Collection[str],
    passed: Callable[[etree._Element], None] | None = None,
) -> Iterator[etree._Element]:
    """The elements with these tags as they are closed, each emptied when the next is asked for; memory stays bounded.

    Give tags that do not lie inside each other. ``passed`` is shown each element that is dropped beside those (and these, emptied),
    and at the end the root with what is left in it. Raises Unreadable as ``parse_xml`` does.
    """
    counted = _CountedMarks(stream)
    typed = False
    try:
        parsed = etree.iterparse(counted, events=("end",), tag=tuple(tags), **_STRICT)
        for _, element in parsed:
            if not typed:
                if element.getroottree().docinfo.doctype:
                    raise _document_type(part)
                typed = True
            yield element
            _forget(element, passed)
            counted.marks = 0
        if passed and parsed.root is not None:
            passed(parsed.root)
    except etree.XMLSyntaxError as error:
        raise _no_xml(error, part, counted.document_type) from error
    if counted.document_type:
        raise _document_type(part)


def _forget(element: etree._Element, passed: Callable[[etree._Element], None] | None) -> None:
    """Empties the element and drops all that was closed before it."""
    element.clear(keep_tail=False)
    here = element
    while here is not None:
        parent = here.getparent()
        while here.getprevious() is not None:
            if passed:
                passed(parent[0])
            del parent[0]
        here = parent


class _CountedMarks:
    """A stream whose tags and attributes are counted, so that what lies between two wanted elements cannot fill the memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.marks = 0
        self.document_type = False

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.document_type = self.document_type or b"<!DOCTYPE" in data
        self.marks += data.count(b"<") + data.count(b"=")
        if self.marks > MOST_MARKS:
            raise _too_large()
        return data


def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_STRICT)


def _too_large() -> Unreadable:
    return Unreadable(N_("it is larger than any one text can be; split it into parts."))


def _document_type(part: str) -> Unreadable:
    return Unreadable(
        N_("its part {part} declares a document type (DOCTYPE), by which a file can do harm; it was not read."),
        part=quoted(part),
    )


def _no_xml(error: etree.XMLSyntaxError, part: str, document_type: bool) -> Unreadable:
    if document_type:
        return _document_type(part)
    if "depth" in str(error.msg):
        return Unreadable(N_("its part {part} is nested deeper than any text is; it was not read."), part=quoted(part))
    return Unreadable(
        N_("its part {part} is no sound XML (line {line}: {problem}); open it in its own program and save it anew."),
        part=quoted(part),
        line=error.lineno or 0,
        problem=" ".join(str(error.msg).split()),
    )

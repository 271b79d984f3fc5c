"""A project -> REFI-QDA: a packed file (.qdpx) that the schema finds right and that is the same, byte by byte, each time.

``project.qde`` comes first, its texts and files in ``sources/``; dates in the package are fixed. Texts have ``\\n`` line ends and no
byte order mark, positions are counted in code points, or in UTF-16 units for programs that count them so (profile ``nvivo``).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from spanveld.formats.exchange.conventions import OWN
from spanveld.formats.exchange.project import Project, Unit
from spanveld.formats.exchange.refi.saving import saved
from spanveld.formats.exchange.refi.writing_kept import NAMESPACE, returning
from spanveld.formats.exchange.refi.writing_parts import (
    cases,
    codes,
    description,
    links,
    note_references,
    sets,
    users,
    variables,
)
from spanveld.formats.exchange.refi.writing_sources import Files, Sources
from spanveld.formats.exchange.refi.xml_text import attributes, moment, quoted_value
from spanveld.formats.exchange.registry import WritingChoices
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.model.errors import N_, Refused, quoted

__all__ = ["LARGEST", "PROFILES", "WRITER", "QdpxWriter", "origin"]

PROFILES: dict[str, Unit] = {"standard": "code_points", "nvivo": "utf16"}
"""The ways of writing a project, with how each counts positions."""
LARGEST = 2_147_483_647
"""Bytes: no file inside a project may be larger, the standard says."""
_SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
_FIXED = (1980, 1, 1, 0, 0, 0)
_LEVEL = 1
_CHUNK = 1 << 18
_PACKED = frozenset({".docx", ".pdf", ".jpg", ".jpeg", ".png", ".mp3", ".mp4", ".m4a", ".ogg", ".zip", ".odt", ".xlsx"})
"""Endings of files that are packed already."""


def origin(profile: str) -> str:
    """How files of this program name it; of UTF-16 units they say so, since another program would have to guess.

    >>> origin("nvivo").endswith("(UTF-16)")
    True
    """
    return f"{OWN} (UTF-16)" if PROFILES[profile] == "utf16" else OWN


class QdpxWriter:
    """Writes whole projects."""

    name = "qdpx"
    endings = (".qdpx",)

    def write(self, project: Project, path: Path, choices: WritingChoices) -> None:
        """Writes the file, whole or not at all; Refused where there is no such profile or a file in it would be too large."""
        if choices.profile not in PROFILES:
            raise Refused(
                N_("There is no profile {profile}; choose one of: {known}."),
                profile=quoted(choices.profile),
                known=", ".join(PROFILES),
            )
        with no_collecting():
            saved(path, lambda stream: _pack(project, stream, choices.profile))


def _pack(project: Project, stream: BinaryIO, profile: str) -> None:
    files = Files(dict(project.files))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        with package.open(_entry("project.qde"), "w", force_zip64=True) as part:
            for chunk in chunks(_xml(project, profile, files)):
                part.write(chunk)
        for name, content in sorted(files.found.items()):
            data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            if len(data) > LARGEST:
                raise Refused(
                    N_(
                        "A file of {size} bytes would come into the project; the standard allows {largest}. Leave that source out."
                    ),
                    size=len(data),
                    largest=LARGEST,
                )
            package.writestr(_entry(f"sources/{name}", packed=Path(name).suffix in _PACKED), data)


def _entry(name: str, *, packed: bool = False) -> zipfile.ZipInfo:
    """A part of the package that says nothing of when, where or on what it was made."""
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces joined into larger ones, in UTF-8."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _CHUNK:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()


def _xml(project: Project, profile: str, files: Files) -> Iterator[str]:
    back, _ = returning(project.kept)
    stamp = project.stamp
    yield '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    yield f"<Project name={quoted_value(project.name)}{attributes(origin=origin(profile))}"
    yield attributes(
        creatingUserGUID=stamp.creator,
        creationDateTime=moment(stamp.created),
        modifyingUserGUID=stamp.modifier,
        modifiedDateTime=moment(stamp.modified),
    )
    yield f' xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield f' xsi:schemaLocation="{NAMESPACE} {_SCHEMA}">\n'
    yield from users(project.users)
    if project.codes:
        yield "<CodeBook>\n"
        yield from codes(project.codes)
        yield "</CodeBook>\n"
    yield from variables(project.variables)
    yield from cases(project.cases)
    yield from Sources(PROFILES[profile], files, back).all(project.sources, project.notes)
    yield from links(project.links)
    yield from sets(project.sets)
    graphs = [one.xml for one in back if one.element == "Graph"]
    yield "".join(["<Graphs>\n", *(f"{xml}\n" for xml in graphs), "</Graphs>\n"]) if graphs else ""
    yield description(project.description)
    yield note_references(project.notes_of_project)
    yield "</Project>\n"


WRITER = QdpxWriter()

"""REFI-QDA files made for tests: a project with this inside, in these files."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path

from spanveld.formats.exchange.project import Project, Selection, Source
from spanveld.formats.exchange.refi import READER
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.sources.parts import Unreadable

SPACE = "urn:QDA-XML:project:1.0"
FILES = Path(__file__).parent / "files"


def guid(name: str) -> str:
    """The same GUID for the same name, each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def xml(inside: str, *, origin: str = "Program 1.0", space: str = SPACE, more: str = "") -> str:
    """A whole project.qde."""
    declared = f' xmlns="{space}"' if space else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Project name="P" origin="{origin}"{declared} {more}>{inside}</Project>'


def packed(path: Path, parts: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """A packed file with these parts, in this order."""
    with zipfile.ZipFile(path, "w", packing) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def project_of(path: Path, inside: str, files: Mapping[str, bytes | str] | None = None, **head: str) -> Project:
    """What the reader makes of a project with this inside."""
    return read(packed(path / "p.qdpx", {"project.qde": xml(inside, **head), **(files or {})}))


def read(path: Path, **choices: object) -> Project:
    return READER.read(path, ReadingChoices(**choices))  # type: ignore[arg-type]


def refusal(path: Path) -> str:
    """The message with which a file is refused."""
    try:
        read(path)
    except Unreadable as error:
        return error.text()
    raise AssertionError(f"{path.name} was read")


def remarks(project: Project) -> str:
    """All that the report says, a line each."""
    return "\n".join(remark.text() for remark in project.account.remarks)


def marked(project: Project) -> list[tuple[Source, Selection]]:
    """All selections, each with its source."""
    return [(source, one) for source in project.sources for one in source.selections]


def words(source: Source, one: Selection) -> str | None:
    """The words of a selection; None where it has no place."""
    return None if one.start is None or source.text is None else source.text[one.start : one.end]


def passages(project: Project) -> list[tuple[str, str | None]]:
    """The selections by GUID with their words."""
    return [(one.guid, words(source, one)) for source, one in marked(project)]


def text_source(name: str, content: str, inside: str = "") -> str:
    """A source with its text in the XML."""
    return f'<TextSource guid="{guid(name)}" name="{name}"><PlainTextContent>{content}</PlainTextContent>{inside}</TextSource>'


def selection(name: str, start: int, end: int, inside: str = "", more: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{guid(name)}" startPosition="{start}" endPosition="{end}" {more}>{inside}'
        "</PlainTextSelection>"
    )


def coding(name: str, code: str, inside: str = "", more: str = "") -> str:
    return f'<Coding guid="{guid(name)}" {more}><CodeRef targetGUID="{guid(code)}"/>{inside}</Coding>'


def codes(*names: str) -> str:
    made = "".join(f'<Code guid="{guid(name)}" name="{name}" isCodable="true"/>' for name in names)
    return f"<CodeBook><Codes>{made}</Codes></CodeBook>"


A_SOURCE = f"<Sources>{text_source('s', 'wij willen ruimte', selection('p', 4, 10, coding('c', 'A')))}</Sources>"
"""A text with one coded passage."""

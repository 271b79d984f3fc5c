"""A project of any program for qualitative analysis, as plain values: what readers give and writers take.

It has the breadth of REFI-QDA 1.5. GUIDs are lower case, without braces, and unique in a project; ``""`` means none. Positions
are half-open code points of the source's ``text`` (``\\n`` line ends, no byte order mark); ``raw_start`` and ``raw_end`` are the
numbers as they stand in the file, in its own unit. Moments are ISO 8601 as in the file, "" where none is given. Users are named
by their GUID.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from spanveld.formats.exchange.account import Account

__all__ = [
    "Case",
    "Code",
    "CodeSet",
    "Coding",
    "Convention",
    "Kept",
    "Link",
    "Note",
    "Project",
    "Question",
    "Reading",
    "Resolved",
    "Selection",
    "Shown",
    "Source",
    "Stamp",
    "User",
    "Value",
    "Variable",
]

SourceKind = Literal["text", "picture", "pdf", "audio", "video"]
Unit = Literal["code_points", "utf16", "utf8_bytes"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a thing and who changed it last, and when."""

    creator: str = ""
    created: str = ""
    modifier: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded; ``short`` is a login or initials."""

    guid: str
    name: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the tree; ``parent`` is a GUID. A code that is not ``codable`` is a folder; ``colour`` is as in the file."""

    guid: str
    name: str
    parent: str = ""
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A column of attributes; ``type`` is one of Text, Boolean, Integer, Float, Date, DateTime."""

    guid: str
    name: str
    type: str = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a variable (GUID), as it stands in the file."""

    variable: str
    value: str
    type: str = "Text"


@dataclass(frozen=True, slots=True)
class Case:
    """A case with the GUIDs of what belongs to it."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """One code (GUID) given by one user."""

    guid: str
    code: str
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a source, with its codings; one without codings is an annotation.

    ``start`` and ``end`` are None where the raw positions lead to no place in the text, and for parts of pictures, pages and
    recordings, whose place stands in ``place`` (the attributes as in the file: firstX, page, begin, ...). ``element`` is the
    element it stood in (PlainTextSelection, PDFSelection, ...). ``name`` is the file's name for it, often the words themselves.
    """

    guid: str
    start: int | None = None
    end: int | None = None
    raw_start: int | None = None
    raw_end: int | None = None
    name: str = ""
    description: str = ""
    stamp: Stamp = Stamp()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    element: str = "PlainTextSelection"
    place: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Convention:
    """How positions of one text are counted: the unit, whether CRLF counts as one, and whether a byte order mark counts."""

    unit: Unit = "code_points"
    crlf_is_one: bool = False
    bom_counts: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A marked passage as one way of counting has it: its words (cut where they are long) and what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one way of counting makes of some passages; None where it leads outside the text."""

    convention: Convention
    score: float | None
    passages: tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which of the readings is right? The same passages under each, the chosen one first. Holds words: not to be kept."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """How the positions of a source were understood.

    ``score`` and ``runner_up_score`` lie between 0 and 1 (share of ends at the edge of a word and of names that fit; None where there
    is nothing to score). ``clear``: whether nobody needs to look; ``chosen``: whether a person chose it. ``question`` is to be put to
    a person where it is not clear.
    """

    convention: Convention
    score: float | None = None
    runner_up: Convention | None = None
    runner_up_score: float | None = None
    clear: bool = True
    chosen: bool = False
    inside: int = 0
    outside: int = 0
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its text (None where it has none: a picture, a recording, a file that is missing), and what is marked in it.

    ``codings`` and ``values`` are of the whole. ``file`` is the name of the file inside the project, ``original`` the bytes of the
    file that a person would open (docx, pdf, jpg, ...) and ``ending`` its ending with the dot; ``remote`` is a path outside the project.
    """

    guid: str
    name: str = ""
    kind: SourceKind = "text"
    text: str | None = None
    description: str = ""
    stamp: Stamp = Stamp()
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    file: str = ""
    original: bytes = b""
    ending: str = ""
    remote: str = ""
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A memo; what it is about stands at the things that name it in ``notes``, or in a link that begins at it."""

    guid: str
    name: str = ""
    text: str = ""
    stamp: Stamp = Stamp()
    description: str = ""
    codings: tuple[Coding, ...] = ()
    selections: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between two things (GUIDs)."""

    guid: str
    name: str = ""
    direction: str = ""
    colour: str = ""
    origin: str = ""
    target: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A group of codes, sources and notes (GUIDs)."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """An element that no value here can hold (Graph, Transcript, SyncPoint, ...): its XML as it stood, to be written back.

    ``of`` is the GUID of the thing in which it stood; "" for the project itself.
    """

    element: str
    guid: str
    xml: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A whole project; ``origin`` is the program as the file names it, ``format`` the reader that took it (refi, qualcoder, ...).

    ``files``: by their names, what this program put into its own files beside what the project names.
    """

    name: str = ""
    origin: str = ""
    format: str = ""
    stamp: Stamp = Stamp()
    description: str = ""
    notes_of_project: tuple[str, ...] = ()
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[CodeSet, ...] = ()
    kept: tuple[Kept, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    account: Account = field(default_factory=Account)

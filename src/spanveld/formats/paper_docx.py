"""A Word file that was made of a source, as it comes back: who wrote which comment on which words.

The text is read as it went out: what was inserted with tracked changes is not in it, what was deleted so still is. ``marks`` say where
lines of the text that the file was made of begin in it, so that words are found again when something else was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from spanveld.formats.sources.archive import Archive, open_archive, parse_xml
from spanveld.formats.sources.docx_package import DOCX, Package
from spanveld.formats.sources.docx_styles import WORD
from spanveld.formats.sources.layout import day_of
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_
from spanveld.model.paper import APART, END, MARK, PREFIX, PROPERTIES, TEXT_STYLES, Slip, slip_in, tail_in

__all__ = ["Returned", "ReturnedComment", "read_paper"]

MOST_COMMENTS = 20_000
_ID, _VAL, _AUTHOR, _DATE = WORD + "id", WORD + "val", WORD + "author", WORD + "date"
_P, _R, _T, _DELETED = WORD + "p", WORD + "r", WORD + "t", WORD + "delText"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INSERTED = frozenset((WORD + "ins", WORD + "moveTo"))
_GONE = frozenset((WORD + "del", WORD + "moveFrom"))
_START, _END, _REFERENCE = WORD + "commentRangeStart", WORD + "commentRangeEnd", WORD + "commentReference"
_FIXED = {
    WORD + "tab": "\t",
    WORD + "ptab": "\t",
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    WORD + "softHyphen": "\N{SOFT HYPHEN}",
}
_SKIPPED = frozenset(
    WORD + name
    for name in (
        "pPr",
        "rPr",
        "sectPr",
        "instrText",
        "footnoteReference",
        "endnoteReference",
        "drawing",
        "pict",
        "object",
    )
)
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_NAMED = re.compile(rf"{PREFIX}(\d{{1,9}})")


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment as it came back.

    ``lines``: what stands in it, without its last line if that names a passage: then ``passage`` is that one and ``sums`` what it was
    sent out with. ``start`` and ``end``: code points of the returned text; None where the comment is beside the text. ``quote``: the
    words on which it was put, as they stand now. ``answers``: the place of the comment that it answers, -1 for none. ``editor`` and
    ``edited``: who changed it with tracked changes, and when. ``date``, ``edited``: a day, or empty.
    """

    author: str
    date: str
    lines: tuple[str, ...]
    passage: str = ""
    sums: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    quote: str = ""
    answers: int = -1
    editor: str = ""
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file as it came back. ``marks``: (position in ``text``, position in the text that the file was made of), both growing.

    ``saved_by`` and ``saved``: who saved it last and on which day, where it says so; ``tracked``: changes that were tracked in its text.
    """

    slip: Slip
    text: str
    marks: tuple[tuple[int, int], ...]
    comments: tuple[ReturnedComment, ...]
    saved_by: str = ""
    saved: str = ""
    tracked: int = 0


def read_paper(path: Path) -> Returned:
    """Read a file; Unreadable where it is no Word file, is made to do harm, or was not made of a source."""
    with open_archive(path, DOCX) as archive:
        package = Package(archive)
        root = package.text()
        slip = _slip(archive, root)
        if slip is None:
            raise Unreadable(
                N_(
                    "it was not made by Spanveld of a source, or what says so was taken out; only such a file brings comments back."
                )
            )
        flow = _Flow(any(True for _ in _bookmarks(root)))
        for body in root.iterchildren(WORD + "body"):
            flow.blocks(body)
        comments = tuple(_comments(package, flow))
        saved_by, saved = _saved(package)
    return Returned(slip, flow.text(), tuple(_growing(flow.marks)), comments, saved_by, saved, flow.tracked)


def _slip(archive: Archive, root: etree._Element) -> Slip | None:
    """What the file says it was made of: in its properties, else in its text."""
    place = "docProps/custom.xml"
    if place in archive:
        named = {
            element.get("name", ""): "".join(element.itertext()).strip()
            for element in parse_xml(archive.part(place), place)
        }
        study, source, text, sequence = (named.get(name, "") for name in PROPERTIES)
        if found := slip_in(f"[spanveld {study} {source} {text} {sequence}]"):
            return found
    for paragraph in root.iter(_P):
        if found := slip_in("".join(piece.text or "" for piece in paragraph.iter(_T))):
            return found
    return None


def _bookmarks(root: etree._Element) -> Iterator[str]:
    for bookmark in root.iter(WORD + "bookmarkStart"):
        name = bookmark.get(WORD + "name", "")
        if _NAMED.fullmatch(name):
            yield name


def _growing(marks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks that are still in order; a paragraph that was moved says nothing of those around it."""
    last = (-1, -1)
    for here, there in marks:
        if here > last[0] and there > last[1]:
            last = (here, there)
            yield last


@dataclass(slots=True)
class _Range:
    """Where a comment begins and ends, in the text as it went out and among the words as they stand now."""

    start: int | None = None
    end: int | None = None
    first: int | None = None
    last: int | None = None


@dataclass(slots=True)
class _Flow:
    """Walks over the file; ``bounded``: its lines are marked, so that what is not between the first and the last is not the text."""

    bounded: bool
    pieces: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    ranges: dict[str, _Range] = field(default_factory=dict)
    tracked: int = 0
    _at: int = 0
    _shown: int = 0
    _inside: bool = False
    _apart: bool = False
    _inserted: int = 0
    _deleted: int = 0
    _begun: bool = False
    _fields: list[bool] = field(default_factory=list)

    def text(self) -> str:
        """The text as it went out."""
        return "".join(self.pieces)

    def blocks(self, holder: etree._Element) -> None:
        """Paragraphs, in whatever they stand."""
        for child in holder:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag not in _SKIPPED:
                self._bound(child)
                self.blocks(_opened(child))

    def _paragraph(self, paragraph: etree._Element) -> None:
        style, gone = "", False
        properties = paragraph.find(WORD + "pPr")
        if properties is not None:
            named = properties.find(WORD + "pStyle")
            style = named.get(_VAL, "") if named is not None else ""
            marked = properties.find(f"{WORD}rPr/{WORD}ins")
            gone = marked is not None
        names = {bookmark.get(WORD + "name", "") for bookmark in paragraph.iter(WORD + "bookmarkStart")}
        if self.bounded:
            self._inside = (self._inside or any(map(_NAMED.fullmatch, names))) and END not in names
            self._apart = not self._inside or style == APART
        else:
            self._apart = style not in TEXT_STYLES and style.startswith(("Spanveld", "Heading", "Title", "Subtitle"))
        if not self._apart and self._begun:
            self._write("\n")
        self._begun = self._begun or not self._apart
        self._say("\n")
        self._inline(paragraph)
        if gone and not self._apart:  # this paragraph's end was put in: what follows was on the same line
            self._begun = False

    def _inline(self, holder: etree._Element) -> None:
        for child in holder:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _INSERTED or tag in _GONE:
                self.tracked += not self._apart
                which = "_inserted" if tag in _INSERTED else "_deleted"
                setattr(self, which, getattr(self, which) + 1)
                self._inline(child)
                setattr(self, which, getattr(self, which) - 1)
            elif tag == WORD + "bookmarkStart":
                if (found := _NAMED.fullmatch(child.get(WORD + "name", ""))) and not self._apart:
                    self.marks.append((self._at, int(found[1])))
            elif tag not in _SKIPPED:
                self._bound(child)
                self._inline(_opened(child))

    def _bound(self, element: etree._Element) -> None:
        if element.tag not in (_START, _END):
            return
        found = self.ranges.setdefault(element.get(_ID, ""), _Range())
        if element.tag == _START:
            found.start, found.first = self._place(), self._shown
        else:
            found.end, found.last = self._place(), self._shown

    def _place(self) -> int | None:
        return None if self._apart else self._at

    def _run(self, run: etree._Element) -> None:
        named = run.find(f"{WORD}rPr/{WORD}rStyle")
        mark = named is not None and named.get(_VAL) == MARK
        for child in run.iterchildren():
            tag = child.tag
            if tag == WORD + "fldChar":
                self._field(child.get(WORD + "fldCharType", ""))
            elif tag == _REFERENCE:
                found = self.ranges.setdefault(child.get(_ID, ""), _Range())
                if found.first is None:
                    found.start = found.end = self._place()
                    found.first = found.last = self._shown
            elif mark or True in self._fields:
                continue
            elif tag in (_T, _DELETED):
                self._both(child.text or "")
            elif tag in _FIXED:
                self._both(_FIXED[tag])
            elif tag == WORD + "sym":
                self._both("\N{REPLACEMENT CHARACTER}")
            elif tag == _COMPATIBLE + "AlternateContent" or tag not in _SKIPPED:
                self._inline(_opened(child))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _both(self, text: str) -> None:
        if not self._inserted and not self._apart:
            self._write(text)
        if not self._deleted:
            self._say(text)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self._at += len(text)

    def _say(self, text: str) -> None:
        self.shown.append(text)
        self._shown += len(text)


def _opened(element: etree._Element) -> etree._Element:
    """Of the ways in which the same thing is given, the first; else the element."""
    if element.tag != _COMPATIBLE + "AlternateContent":
        return element
    choice = element.find(_COMPATIBLE + "Choice")
    return choice if choice is not None else element


def _comments(package: Package, flow: _Flow) -> Iterator[ReturnedComment]:
    root = package.first("comments")
    found = [] if root is None else list(root.iterchildren(WORD + "comment"))
    if len(found) > MOST_COMMENTS:
        raise Unreadable(N_("it is larger than any one text can be; split it into parts."))
    answers, shown = _answers(package, found), "".join(flow.shown)
    for place, comment in enumerate(found):
        lines: list[str] = []
        passage, sums = "", tuple[str, ...]()
        for line in _lines(comment):
            if named := tail_in(line):
                passage, sums, line = named
            lines.append(line)
        where = flow.ranges.get(comment.get(_ID, "")) or _Range()
        change = next(comment.iter(WORD + "ins", WORD + "del"), None)
        yield ReturnedComment(
            author=" ".join(comment.get(_AUTHOR, "").split()),
            date=day_of(comment.get(_DATE, "")),
            lines=tuple(lines),
            passage=passage,
            sums=sums,
            start=where.start,
            end=where.end if where.end is not None else where.start,
            quote=shown[where.first : where.last].strip() if where.first is not None and where.last is not None else "",
            answers=answers.get(place, -1),
            editor=" ".join(change.get(_AUTHOR, "").split()) if change is not None else "",
            edited=day_of(change.get(_DATE, "")) if change is not None else "",
        )


def _lines(comment: etree._Element) -> list[str]:
    """The lines of a comment, tracked changes taken as accepted."""
    lines = []
    for paragraph in comment.iter(_P):
        said: list[str] = []
        for element in paragraph.iter():
            if element.tag in _FIXED:
                said.append(_FIXED[element.tag])
            elif element.tag == _T:
                said.append(element.text or "")
        lines += "".join(said).split("\n")
    return [line.strip() for line in lines]


def _answers(package: Package, comments: list[etree._Element]) -> dict[int, int]:
    """Place of an answer -> place of the comment that it answers; Word keeps this in a part of its own."""
    root = package.first("commentsExtended")
    if root is None:
        return {}
    by_paragraph: dict[str, int] = {}
    for place, comment in enumerate(comments):
        for paragraph in comment.iter(_P):
            if name := paragraph.get(_PARAGRAPH_ID, "").upper():
                by_paragraph[name] = place
    found = {}
    for entry in root.iterchildren(f"{_WORD_2012}commentEx"):
        own = by_paragraph.get(entry.get(f"{_WORD_2012}paraId", "").upper())
        parent = by_paragraph.get(entry.get(f"{_WORD_2012}paraIdParent", "-").upper())
        if own is not None and parent is not None and own != parent:
            found[own] = parent
    return found


def _saved(package: Package) -> tuple[str, str]:
    root = package.properties()
    if root is None:
        return "", ""
    by = root.findtext("{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy") or ""
    on = root.findtext("{http://purl.org/dc/terms/}modified") or ""
    return " ".join(by.split()), day_of(on)

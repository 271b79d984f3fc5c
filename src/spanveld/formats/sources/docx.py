"""A Word file (docx, docm, dotx) -> its text, with the comments and coloured markings in it.

Straight over the XML, for a general library for Word files knows nothing of most of what stands in one, and takes longer.
Macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spanveld.formats.sources.archive import open_archive
from spanveld.formats.sources.docx_body import Body
from spanveld.formats.sources.docx_package import DOCX, Package
from spanveld.formats.sources.docx_styles import WORD, Styles
from spanveld.formats.sources.layout import Layout, LeftOut, day_of
from spanveld.formats.sources.parts import Reading, Unreadable

__all__ = ["read_docx"]

_P, _ID = WORD + "p", WORD + "id"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CREATED = "{http://purl.org/dc/terms/}created"


def read_docx(path: Path) -> Reading:
    """The text of a Word file, tracked changes taken as accepted, its notes at the end; Unreadable where there is none.

    A comment covers the words that it was made on, without the spaces around them; its answers stand under it as
    ``NAME: answer``.
    """
    with open_archive(path, DOCX) as archive:
        package = Package(archive)
        root = package.text()
        styles, left, layout = Styles(package.first("styles")), LeftOut(), Layout()
        body = Body(layout, styles, left)
        for flow in root.iterchildren(WORD + "body"):
            body.flow(flow)
        _add_notes(package, body, layout)
        _add_comments(package, body, layout, styles)
        left.heads.extend(_heads(package, styles))
        title, date = _title_and_date(package)
    text, blocks, comments = layout.finish()
    return Reading(text, blocks, comments=comments, remarks=left.remarks(), format="docx", title=title, date=date)


def _add_notes(package: Package, body: Body, layout: Layout) -> None:
    if not body.notes:
        return
    found: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        root = package.first(f"{kind}s")
        for note in () if root is None else root.iterchildren(WORD + kind):
            found[kind, note.get(_ID, "")] = note
    layout.empty_line()
    number = 0
    while number < len(body.notes):  # a note in a note comes after it
        note = found.get(body.notes[number])
        number += 1
        start = layout.mark()
        layout.label(f"[{number}]")
        if note is not None:
            body.flow(note)
        layout.end_line()
        layout.add_block("footnote", start)


def _add_comments(package: Package, body: Body, layout: Layout, styles: Styles) -> None:
    root = package.first("comments")
    if root is None:
        return
    comments = {comment.get(_ID, ""): comment for comment in root.iterchildren(WORD + "comment")}
    answers = _answers(package, comments)
    answered = {identifier for below in answers.values() for identifier in below}
    for identifier, comment in comments.items():
        start = body.starts.get(identifier) or body.references.get(identifier)
        if start is None or identifier in answered:
            continue
        end = body.ends.get(identifier) or body.references.get(identifier) or start
        lines = [_plain(comment, styles)]
        for below in answers.get(identifier, ()):
            author = comments[below].get(WORD + "author", "")
            answer = _plain(comments[below], styles)
            lines.append(f"{author}: {answer}" if author else answer)
        layout.add_comment(
            start, end, "\n".join(lines).strip(), comment.get(WORD + "author", ""), comment.get(WORD + "date", "")
        )


def _answers(package: Package, comments: dict[str, etree._Element]) -> dict[str, list[str]]:
    """The comments that are answers, under the one that each thread begins with; Word keeps this in a part of its own."""
    root = package.first("commentsExtended")
    if root is None:
        return {}
    by_paragraph: dict[str, str] = {}
    for identifier, comment in comments.items():
        for paragraph in comment.iter(_P):
            by_paragraph[paragraph.get(_PARAGRAPH_ID, "").upper()] = identifier
    above: dict[str, str] = {}
    for entry in root.iterchildren(f"{_WORD_2012}commentEx"):
        own = by_paragraph.get(entry.get(f"{_WORD_2012}paraId", "").upper())
        parent = by_paragraph.get(entry.get(f"{_WORD_2012}paraIdParent", "-").upper())
        if own is not None and parent is not None and own != parent:
            above[own] = parent
    found: dict[str, list[str]] = {}
    for identifier in comments:
        first, seen = identifier, {identifier}
        while (parent := above.get(first)) is not None and parent not in seen:
            seen.add(parent)
            first = parent
        if first != identifier and first not in above:
            found.setdefault(first, []).append(identifier)
    return found


def _plain(holder: etree._Element, styles: Styles) -> str:
    """The text of a comment or a header; empty where it has none."""
    layout = Layout()
    Body(layout, styles, LeftOut()).flow(holder)
    try:
        return layout.finish()[0]
    except Unreadable:
        return ""


def _heads(package: Package, styles: Styles) -> Iterator[str]:
    for kind in ("header", "footer"):
        for root in package.all(kind):
            text = " ".join(_plain(root, styles).split())
            if any(character.isalpha() for character in text):
                yield text


def _title_and_date(package: Package) -> tuple[str, str]:
    """The title in the properties of the file, and the day on which it was made."""
    root = package.properties()
    if root is None:
        return "", ""
    title, created = root.findtext(_TITLE) or "", root.findtext(_CREATED) or ""
    return " ".join(title.split()), day_of(created)

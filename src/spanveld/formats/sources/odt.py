"""An OpenDocument text (odt, ott, fodt) -> its text, with the comments and coloured markings in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spanveld.formats.sources.archive import Archive, check_file, open_archive, parse_xml
from spanveld.formats.sources.layout import Layout, LeftOut, day_of
from spanveld.formats.sources.odt_body import Annotation, Body
from spanveld.formats.sources.odt_styles import DC, OFFICE, STYLE, TEXT, Styles
from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.model.errors import N_, Term

__all__ = ["ODT", "read_odt"]

ODT = N_("OpenDocument text (odt)")

_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTION = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_PICTURE = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")
_HEADS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")


def read_odt(path: Path) -> Reading:
    """The text of an OpenDocument text, packed or flat, tracked changes taken as accepted and its notes at the end.

    Unreadable where there is none. A comment covers the words that it was made on, without the spaces around them; its
    answers stand under it as ``NAME: answer``.
    """
    check_file(path)
    with path.open("rb") as file:
        head = file.read(4096)
    flat = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"office:document" in head
    if flat:
        root = parse_xml(_PICTURE.sub(b"", path.read_bytes()), path.name)
        return _read(root, root, root, "fodt")
    with open_archive(path, ODT) as archive:
        if _is_encrypted(archive):
            raise Unreadable(
                N_(
                    "it is protected with a password; open it in its own program, take the password off and save it anew."
                )
            )
        if "content.xml" not in archive:
            raise _no_text()
        content = parse_xml(archive.part("content.xml"), "content.xml")
        styles, meta = (
            parse_xml(archive.part(name), name) if name in archive else None for name in ("styles.xml", "meta.xml")
        )
        return _read(content, styles, meta, "odt")


def _is_encrypted(archive: Archive) -> bool:
    if _MANIFEST not in archive:
        return False
    manifest = parse_xml(archive.part(_MANIFEST), _MANIFEST)
    return next(manifest.iter(_ENCRYPTION), None) is not None


def _read(
    content: etree._Element, styles_part: etree._Element | None, meta: etree._Element | None, kind: str
) -> Reading:
    flow = content.find(f"{OFFICE}body/{OFFICE}text")
    if flow is None:
        raise _no_text()
    styles = Styles(_style_holders(content, styles_part))
    left, layout = LeftOut(), Layout()
    body = Body(layout, styles, left)
    body.flow(flow)
    _add_notes(body, layout)
    _add_annotations(body.annotations, layout, styles)
    left.heads.extend(_heads(styles_part, styles))
    title, date = _title_and_date(meta)
    text, blocks, comments = layout.finish()
    return Reading(text, blocks, comments=comments, remarks=left.remarks(), format=kind, title=title, date=date)


def _no_text() -> Unreadable:
    return Unreadable(
        N_("it is no {what}, whatever its name says; give it the name that fits, or save it as one."), what=Term(ODT)
    )


def _style_holders(content: etree._Element, styles_part: etree._Element | None) -> Iterator[etree._Element]:
    """The named styles first, then those that the text itself brings."""
    for root in dict.fromkeys(root for root in (styles_part, content) if root is not None):
        yield from root.iterchildren(OFFICE + "styles")
        yield from root.iterchildren(OFFICE + "automatic-styles")


def _add_notes(body: Body, layout: Layout) -> None:
    if body.notes:
        layout.empty_line()
    number = 0
    while number < len(body.notes):  # a note in a note comes after it
        note = body.notes[number].find(TEXT + "note-body")
        number += 1
        start = layout.mark()
        layout.label(f"[{number}]")
        if note is not None:
            body.flow(note)
        layout.end_line()
        layout.add_block("footnote", start)


def _add_annotations(annotations: list[Annotation], layout: Layout, styles: Styles) -> None:
    by_name = {found.element.get(OFFICE + "name", ""): found for found in annotations}
    lines: dict[Annotation, list[str]] = {}
    for found in annotations:
        text = _plain(found.element, styles)
        first = _first_of_thread(found, by_name)
        if first is found:
            lines.setdefault(found, []).insert(0, text)
        else:
            author = found.element.findtext(DC + "creator") or ""
            lines.setdefault(first, []).append(f"{author}: {text}" if author else text)
    for found, said in lines.items():
        author, date = found.element.findtext(DC + "creator") or "", found.element.findtext(DC + "date") or ""
        layout.add_comment(found.start, found.end, "\n".join(said).strip(), author, date)


def _first_of_thread(annotation: Annotation, by_name: dict[str, Annotation]) -> Annotation:
    seen = {annotation}
    while True:
        parent = by_name.get(_parent(annotation.element))
        if parent is None or parent in seen:
            return annotation
        seen.add(parent)
        annotation = parent


def _parent(annotation: etree._Element) -> str:
    """The name of the comment that this one answers; programs put it in name spaces of their own."""
    return next((value for name, value in annotation.items() if name.endswith("}parent-name")), "-")


def _plain(holder: etree._Element, styles: Styles) -> str:
    """The text of a comment or a header; empty where it has none."""
    layout = Layout()
    Body(layout, styles, LeftOut()).flow(holder)
    try:
        return layout.finish()[0]
    except Unreadable:
        return ""


def _heads(styles_part: etree._Element | None, styles: Styles) -> Iterator[str]:
    if styles_part is None:
        return
    for page in styles_part.iterfind(f"{OFFICE}master-styles/{STYLE}master-page"):
        for head in page.iterchildren(*(STYLE + name for name in _HEADS)):
            text = " ".join(_plain(head, styles).split())
            if any(character.isalpha() for character in text):
                yield text


def _title_and_date(root: etree._Element | None) -> tuple[str, str]:
    """The title in the properties of the file, and the day on which it was made."""
    meta = root.find(OFFICE + "meta") if root is not None else None
    if meta is None:
        return "", ""
    title, created = meta.findtext(DC + "title") or "", meta.findtext(_META + "creation-date") or ""
    return " ".join(title.split()), day_of(created)

"""The parts of a Word file and how they point to each other."""

from __future__ import annotations

import posixpath

from lxml import etree

from spanveld.formats.sources.archive import Archive, parse_xml
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, Term

__all__ = ["DOCX", "Package"]

DOCX = N_("Word file (docx)")

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL_PLACE = "word/document.xml"
_STRICT = (  # the names of the ISO edition, and those of the edition that nearly every file uses
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


class Package:
    """The parts of an open Word file by what they are for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        outer = self._relations("")
        self.main = next(iter(outer.get("officeDocument", ())), _USUAL_PLACE)
        self._outer = outer
        self._inner: dict[str, list[str]] = {}

    def text(self) -> etree._Element:
        """The root of the part with the text itself; Unreadable where there is none, as in a renamed Excel file."""
        if self.main not in self._archive:
            raise self._no_text()
        root = self._root(self.main)
        if root.tag.rpartition("}")[2] != "document":
            raise self._no_text()
        self._inner = self._relations(self.main)
        return root

    def first(self, kind: str) -> etree._Element | None:
        """The root of the part to which the text points as ``footnotes``, ``comments`` and the like; None without one."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list[etree._Element]:
        """The roots of all parts to which the text points as ``header`` and the like."""
        return [self._root(name) for name in self._inner.get(kind, ()) if name in self._archive]

    def properties(self) -> etree._Element | None:
        """The root of the part that says who made the file and when."""
        names = self._outer.get("core-properties", ("docProps/core.xml",))
        return next((self._root(name) for name in names if name in self._archive), None)

    def _root(self, name: str) -> etree._Element:
        data = self._archive.part(name)
        if b"http://purl.oclc.org/ooxml/" in data[:4096]:
            for strict, usual in _STRICT:
                data = data.replace(b'"%b"' % strict, b'"%b"' % usual)
        return parse_xml(data, name)

    def _relations(self, name: str) -> dict[str, list[str]]:
        """Kind -> names of the parts to which a part points ("" is the file itself)."""
        folder, _, last = name.rpartition("/")
        place = posixpath.join(folder, "_rels", f"{last}.rels")
        found: dict[str, list[str]] = {}
        if place not in self._archive:
            return found
        for relation in parse_xml(self._archive.part(place), place).iterchildren(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found.setdefault(kind, []).append(target)
        return found

    def _no_text(self) -> Unreadable:
        return Unreadable(
            N_("it is no {what}, whatever its name says; give it the name that fits, or save it as one."),
            what=Term(DOCX),
        )

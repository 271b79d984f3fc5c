"""What a supervisor does to a Word file: comments, answers, words added, text changed, with tracks or without."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
from lxml import etree

__all__ = ["Supervisor"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


@dataclass
class Supervisor:
    """A file in the hands of somebody; ``save`` puts it down."""

    data: bytes
    author: str = "Prof. Smit"
    date: str = "2026-03-05T10:00:00Z"
    answers: list[tuple[str, str]] = field(default_factory=list)

    def _with_library(self, act: Callable[[docx.document.Document], None]) -> None:
        opened, kept = docx.Document(io.BytesIO(self.data)), io.BytesIO()
        act(opened)
        opened.save(kept)
        self.data = kept.getvalue()

    def comment(self, words: str, said: str) -> None:
        """Put a comment on words; the run that holds them is cut where it must be."""

        def act(opened: docx.document.Document) -> None:
            for paragraph in opened.paragraphs:
                for run in paragraph.runs:
                    if words in run.text:
                        before, _, after = run.text.partition(words)
                        opened.add_comment([_cut(run, before, words, after)], said, self.author, "S")
                        return
            raise AssertionError(f"no run has {words!r}")

        self._with_library(act)

    def comment_on_line(self, beginning: str, said: str) -> None:
        """Put a comment on a whole paragraph, whatever its runs are."""

        def act(opened: docx.document.Document) -> None:
            paragraph = next(one for one in opened.paragraphs if beginning in one.text)
            opened.add_comment(paragraph.runs, said, self.author, "S")

        self._with_library(act)

    def write_into(self, passage: str, *lines: str, in_line: str = "") -> None:
        """Write more lines into the comment on a passage, or go on in its first line."""

        def act(opened: docx.document.Document) -> None:
            comment = next(one for one in opened.comments if f"passage {passage} " in one.text)
            for line in lines:
                comment.add_paragraph(line)
            if in_line:
                comment.paragraphs[0].add_run(in_line)

        self._with_library(act)

    def strike(self, passage: str, line: str) -> None:
        """Take a line out of the comment on a passage."""

        def act(opened: docx.document.Document) -> None:
            comment = next(one for one in opened.comments if f"passage {passage} " in one.text)
            gone = next(one for one in comment.paragraphs if one.text.strip() == line)
            gone._p.getparent().remove(gone._p)

        self._with_library(act)

    def answer(self, to: str, said: str) -> None:
        """Answer the comment in which words stand, as Word keeps it: a comment on the same words, and who answers whom apart."""

        def act(root: etree._Element) -> None:
            asked = next(one for one in root if to in "".join(one.itertext()))
            number = max(int(one.get(f"{W}id")) for one in root) + 1
            made = etree.SubElement(
                root, f"{W}comment", {f"{W}id": str(number), f"{W}author": self.author, f"{W}date": self.date}
            )
            line = etree.SubElement(made, f"{W}p")
            etree.SubElement(etree.SubElement(line, f"{W}r"), f"{W}t").text = said
            names = []
            for place, one in enumerate((asked, made)):
                last = one.findall(f"{W}p")[-1]
                name = last.get(f"{{{W14}}}paraId") or f"{1000 * number + place:08X}"
                last.set(f"{{{W14}}}paraId", name)
                names.append(name)
            self.answers.append((names[1], names[0]))
            self._same_range(asked.get(f"{W}id"), str(number))

        self._part("word/comments.xml", act)
        entries = "".join(
            f'<w15:commentEx w15:paraId="{own}" w15:paraIdParent="{above}" w15:done="0"/>'
            for own, above in self.answers
        )
        self._replace(
            {"word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{W15}">{entries}</w15:commentsEx>'.encode()}
        )
        if len(self.answers) == 1:
            self._part(
                "word/_rels/document.xml.rels",
                lambda root: etree.SubElement(
                    root, f"{root.tag[:-1]}", {"Id": "rX", "Type": RELATION, "Target": "commentsExtended.xml"}
                ),
            )

    def _same_range(self, old: str, new: str) -> None:
        def act(root: etree._Element) -> None:
            for tag in ("commentRangeStart", "commentRangeEnd"):
                for found in root.iter(f"{W}{tag}"):
                    if found.get(f"{W}id") == old:
                        found.addnext(etree.Element(f"{W}{tag}", {f"{W}id": new}))
                        break

        self._part("word/document.xml", act)

    def change(self, old: str, new: str) -> None:
        """Change words of the text without a trace."""

        def act(root: etree._Element) -> None:
            for piece in root.iter(f"{W}t"):
                if old in (piece.text or ""):
                    piece.text = piece.text.replace(old, new, 1)
                    return
            raise AssertionError(f"no words {old!r}")

        self._part("word/document.xml", act)

    def track(self, old: str, new: str) -> None:
        """Delete words and put others in, with tracks."""

        def act(root: etree._Element) -> None:
            for run in root.iter(f"{W}r"):
                text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
                if old in text:
                    before, _, after = text.partition(old)
                    looks = run.find(f"{W}rPr")
                    parts = [(before, ""), (old, "del"), (new, "ins"), (after, "")]
                    for words, how in reversed([part for part in parts if part[0]]):
                        made = etree.Element(f"{W}r")
                        if looks is not None:
                            made.append(etree.fromstring(etree.tostring(looks)))
                        tag = f"{W}delText" if how == "del" else f"{W}t"
                        piece = etree.SubElement(made, tag, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                        piece.text = words
                        if how:
                            change = etree.Element(
                                f"{W}{how}", {f"{W}id": "900", f"{W}author": self.author, f"{W}date": self.date}
                            )
                            change.append(made)
                            made = change
                        run.addnext(made)
                    run.getparent().remove(run)
                    return
            raise AssertionError(f"no words {old!r}")

        self._part("word/document.xml", act)

    def drop_line(self, beginning: str) -> None:
        """Delete a whole paragraph, comments and all."""

        def act(root: etree._Element) -> None:
            for line in root.iter(f"{W}p"):
                if "".join(piece.text or "" for piece in line.iter(f"{W}t")).startswith(beginning):
                    line.getparent().remove(line)
                    return
            raise AssertionError(beginning)

        self._part("word/document.xml", act)

    def forget(self, *parts: str) -> None:
        """Save with a program that keeps less: without these parts, and without bookmarks."""
        self._replace(dict.fromkeys(parts))

        def act(root: etree._Element) -> None:
            for tag in ("bookmarkStart", "bookmarkEnd"):
                for found in list(root.iter(f"{W}{tag}")):
                    found.getparent().remove(found)

        self._part("word/document.xml", act)

    def saved_by(self, name: str) -> None:
        """Say in the file who saved it."""

        def act(opened: docx.document.Document) -> None:
            opened.core_properties.last_modified_by = name
            opened.core_properties.modified = docx.oxml.coreprops.CT_CoreProperties._parse_W3CDTF_to_datetime(
                "2026-03-06T09:00:00Z"
            )

        self._with_library(act)

    def save(self, path: Path) -> Path:
        """Put the file down."""
        path.write_bytes(self.data)
        return path

    def _part(self, name: str, act: Callable[[etree._Element], object]) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            root = etree.fromstring(archive.read(name))
        act(root)
        self._replace({name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})

    def _replace(self, parts: dict[str, bytes | None]) -> None:
        kept = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.data)) as archive,
            zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in dict.fromkeys([*archive.namelist(), *parts]):
                content = parts.get(name, archive.read(name) if name in archive.namelist() else b"")
                if content is not None:
                    target.writestr(name, content)
        self.data = kept.getvalue()


def _cut(run: docx.text.run.Run, before: str, words: str, after: str) -> docx.text.run.Run:
    """The run with only these words; what stood around them gets runs of its own."""
    for text, put in ((before, "addprevious"), (after, "addnext")):
        if text:
            copied = etree.fromstring(etree.tostring(run._r), parser=docx.oxml.parser.oxml_parser)
            getattr(run._r, put)(copied)
            docx.text.run.Run(copied, run._parent).text = text
    run.text = words
    return run

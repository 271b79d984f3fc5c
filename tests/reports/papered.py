"""Sources on paper made up for a test, and a reading of the Word file that owes nothing to the program's own reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from spanveld.model.paper import Slip
from spanveld.model.text import sha256
from spanveld.views.codebook import Codebook, CodeEntry, LayerEntry
from spanveld.views.drawing_styles import Colours, DimensionStyle, DrawingStyles, KindStyle
from spanveld.views.paper import Paper
from spanveld.views.reading_page import PagePassage, Paragraph, Point, ReadingPage

__all__ = ["Looked", "book", "looked_at", "papered", "passage"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STUDY = "0b0e5c36-7a2c-4b8e-9a53-3f0a0d8f1c11"


def book() -> Codebook:
    """Two dimensions, two kinds, a term, a sub-case."""

    def code(name: str, label: str, letter: str = "", style: int = -1) -> CodeEntry:
        return CodeEntry(name, label, "", "", letter, style)

    layers = (
        LayerEntry(
            "d",
            "dimension",
            "Spanning",
            True,
            False,
            False,
            "",
            (code("d/a", "autoriseren", "A", 0), code("d/p", "presteren", "P", 1)),
        ),
        LayerEntry(
            "k", "kind", "Soort", True, False, False, "", (code("k/x", "pijnpunt", "", 0), code("k/y", "omgang", "", 1))
        ),
        LayerEntry("t", "term", "Aspect", False, True, False, "", (code("t/geld", "geld & <goed>"),)),
        LayerEntry(
            "s", "sub_case", "Sub-casus", False, False, False, "", (code("s/hw", "Hoogwater"), code("s/ev", "Feest"))
        ),
    )
    return Codebook(
        "nl",
        layers,
        (),
        ({"participant": "R1", "function": "burgemeester", "parties": ["GEM"]},),
        (),
        ("ann", "ben"),
        "ann",
    )


def styles() -> DrawingStyles:
    """Of that codebook."""
    orange, blue = (
        Colours("#c24006", "rgba(245,140,45,.37)", "rgba(245,140,45,.14)"),
        Colours("#195cd0", "#aaccff", "#ddeeff"),
    )
    dimensions = (DimensionStyle("a", 1, orange, orange), DimensionStyle("p", 2, blue, blue))
    return DrawingStyles(dimensions, (KindStyle("x", "full", "solid"), KindStyle("y", "none", "dashed")))


def passage(name: str, start: int, end: int, *codes: str, coder: str = "ann", **values: Any) -> PagePassage:
    """A passage of ann with codes."""
    known = {
        "voices": ("R1",),
        "voiced": "turns",
        "about": (),
        "form": "",
        "hedged": None,
        "basis": "",
        "memo": "",
        "breaks": (),
        "findings": 0,
    }
    given = tuple({"code": code, "coder": coder} for code in codes)
    return PagePassage(passage=name, start=start, end=end, coder=coder, codes=given, **{**known, **values})


def papered(text: str, passages: Sequence[PagePassage] = (), *, points: Sequence[Point] = (), **values: Any) -> Paper:
    """A source with this text and these passages, R1 speaking in every second line."""
    paragraphs, place, number = [], 0, 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            role = ("interviewer", "respondent")[number % 2]
            paragraphs.append(
                Paragraph(
                    number,
                    place,
                    place + len(line),
                    line,
                    role,
                    "R1" if role == "respondent" else "",
                    "paragraph",
                    0,
                    None,
                )
            )
        place += len(line) + 1
    page = ReadingPage(
        **{
            "source": "S1",
            "kind": "interview",
            "title": "Een gesprek",
            "date": "2026-03-01",
            "place": "",
            "case": "",
            "wave": "",
            "sub_cases": (),
            "version": 1,
            "sequence": 7,
            "length": len(text),
            "actor": "ann",
            "participants": ({"participant": "R1", "function": "burgemeester", "parties": ["GEM"]},),
            "paragraphs": tuple(paragraphs),
            "passages": tuple(passages),
            "overview": tuple(points),
            "reading": "read",
            "recording": False,
            "original": False,
            "text_sha256": sha256(text),
            **values,
        }
    )
    return Paper(
        "room",
        "De leeszaal",
        "nl",
        Slip(STUDY, "S1", sha256(text), 7),
        page,
        text,
        book(),
        styles(),
        ("ann",),
        0,
        {"ann": "Ann de Wit"},
        {"GEM": "Gemeente"},
    )


@dataclass
class Looked:
    """What a Word file holds: its text, and for each comment the words it is on, what it says and by whom."""

    text: str = ""
    quotes: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    whole: str = ""


def looked_at(data: bytes) -> Looked:
    """Read a file of ours by its XML alone. Comments are known by the passage that their last line names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        comments = etree.fromstring(archive.read("word/comments.xml"))
    names, found = {}, Looked()
    for comment in comments:
        lines = ["".join(piece.text or "" for piece in line.iter(f"{W}t")) for line in comment.iter(f"{W}p")]
        name = lines[-1].removeprefix("[spanveld passage ").partition(" ")[0].rstrip("]")
        names[comment.get(f"{W}id")] = name
        found.said[name], found.authors[name] = lines[:-1], comment.get(f"{W}author")
    pieces: list[str] = []
    starts: dict[str, int] = {}
    inside, begun, length = False, False, 0
    for paragraph in body.iter(f"{W}p"):
        marks = [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
        inside = (inside or "_sv0" in marks) and "_svend" not in marks
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        apart = not inside or style == "SpanveldSpeaker"
        if begun and not apart:
            pieces.append("\n")
            length += 1
        begun = begun or not apart
        for element in paragraph.iter():
            if element.tag == f"{W}commentRangeStart":
                assert not apart
                starts[element.get(f"{W}id")] = length
            elif element.tag == f"{W}commentRangeEnd":
                number = element.get(f"{W}id")
                found.quotes[names[number]] = "".join(pieces)[starts[number] :]
            elif element.tag == f"{W}commentReference":
                found.references.append(names[element.get(f"{W}id")])
            elif element.tag in (f"{W}t", f"{W}tab") and not apart:
                mark = element.getparent().find(f"{W}rPr/{W}rStyle")
                if mark is None or mark.get(f"{W}val") != "SpanveldMark":
                    pieces.append("\t" if element.tag == f"{W}tab" else element.text or "")
                    length += len(pieces[-1])
    found.text = "".join(pieces)
    found.whole = "\n".join("".join(p.itertext()) for p in body.iter(f"{W}p"))
    return found

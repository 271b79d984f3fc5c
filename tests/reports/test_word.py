"""The Word report is built as Word builds one: styles, headings, captions, and links that lead somewhere."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from lxml import etree

from spanveld.reports import word
from spanveld.reports.report_blocks import Document, Heading, Paragraph, Quotation, Span, Table, anchors, targets
from spanveld.views.report_parts import Profile
from tests.reports.reported import demo_document

PROFILES: tuple[Profile, ...] = ("research", "organisation", "public")
DEMAND = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i color sz szCs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan tcBorders shd",
    "sectPr": "pgSz pgMar cols titlePg docGrid",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next uiPriority qFormat semiHidden unhideWhenUsed pPr rPr tblPr tblStylePr",
}
"""The order that the format demands of what stands in an element."""


@lru_cache
def made(profile: Profile = "research") -> bytes:
    return word.render(demo_document(profile))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> Any:
    return open_word(io.BytesIO(data)).element.body


def of_style(data: bytes, *styles: str) -> Iterator[Any]:
    for paragraph in body(data).iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) in styles:
            yield paragraph


def shown(element: Any) -> str:
    return "".join(
        piece.text or "\t" for piece in element.iter(qn("w:t"), qn("w:tab")) if piece.getparent().tag == qn("w:r")
    )


def tiny(*blocks: Any) -> Document:
    return Document("A title", "", "en", (), blocks, demo_document().words, "Ann", "2024-05-06", False)


# ---------------------------------------------------------------------- links
@pytest.mark.parametrize("profile", PROFILES)
def test_every_citation_leads_to_its_passage(profile: Profile) -> None:
    document = demo_document(profile)
    assert set(targets(document)) <= set(anchors(document))
    assert len(anchors(document)) == len(set(anchors(document)))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_passage_behind_a_row_stands_in_the_appendix_and_leads_there(profile: Profile) -> None:
    document = demo_document(profile)
    behind = [block for block in document.blocks if isinstance(block, Quotation) and block.stance]
    appendix = {block.anchor for block in document.blocks if isinstance(block, Quotation) and not block.stance}
    assert len(behind) == 328
    assert {block.head[0].target for block in behind} == appendix


@pytest.mark.parametrize("profile", PROFILES)
def test_every_link_in_the_file_has_its_bookmark(profile: Profile) -> None:
    links = [link.get(qn("w:anchor")) for link in body(made(profile)).iter(qn("w:hyperlink"))]
    bookmarks = [mark.get(qn("w:name")) for mark in body(made(profile)).iter(qn("w:bookmarkStart"))]
    assert len(links) == len(targets(demo_document(profile))) + len(demo_document(profile).headings)
    assert set(links) <= set(bookmarks)


def test_bookmarks_have_names_and_numbers_that_word_accepts() -> None:
    starts = list(body(made()).iter(qn("w:bookmarkStart")))
    names = [mark.get(qn("w:name")) for mark in starts]
    numbers = [mark.get(qn("w:id")) for mark in starts]
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names) == len(set(numbers))
    assert sorted(numbers) == sorted(mark.get(qn("w:id")) for mark in body(made()).iter(qn("w:bookmarkEnd")))


def test_names_that_look_alike_to_word_stay_apart() -> None:
    headings = [Heading(2, name, f"source:{name}") for name in ("a.b", "a-b", "A_B", "x" * 60, "x" * 61)]
    links = Paragraph(tuple(Span(heading.text, heading.anchor) for heading in headings))
    made = body(word.render(tiny(*headings, links)))
    names = [mark.get(qn("w:name")) for mark in made.iter(qn("w:bookmarkStart"))]
    assert len({name.casefold() for name in names}) == 5
    assert [link.get(qn("w:anchor")) for link in made.iter(qn("w:hyperlink"))][-5:] == names


# ---------------------------------------------------------------------- styles and structure
def test_headings_are_headings_of_word() -> None:
    expected = [block.text for block in demo_document().blocks if isinstance(block, Heading)]
    styles = ("Heading1", "Heading2", "Heading3", "Heading4", "Appendix")
    assert [shown(paragraph) for paragraph in of_style(made(), *styles)] == expected


def test_all_styles_that_are_used_exist_and_the_quotes_use_that_of_word() -> None:
    document = open_word(io.BytesIO(made()))
    known = {style.style_id for style in document.styles}
    used = {
        style.get(qn("w:val"))
        for tag in ("pStyle", "rStyle", "tblStyle")
        for style in document.element.iter(qn(f"w:{tag}"))
    }
    assert used <= known
    assert {"Title", "Subtitle", "Caption", "Quote", "ListBullet", "TOC1", "TOC2"} <= used


def test_the_table_of_contents_is_a_field_with_an_entry_for_each_heading() -> None:
    entries = [shown(paragraph) for paragraph in of_style(made(), "TOC1", "TOC2")]
    assert [entry.split("\t")[-1].split(". ")[-1] for entry in entries] == [
        heading.text.split(". ")[-1] for heading in demo_document().headings
    ]
    instructions = [item.text for item in body(made()).iter(qn("w:instrText")) if "TOC" in item.text]
    assert instructions == [' TOC \\o "1-2" \\h \\z \\n \\t "Appendix;1" ']
    kinds = [item.get(qn("w:fldCharType")) for item in body(made()).iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_word_asks_no_question_when_it_opens_the_file() -> None:
    assert b"updateFields" not in parts(made())["word/settings.xml"]


def test_every_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    tables = list(body(made()).iter(qn("w:tbl")))
    assert len(tables) == sum(isinstance(block, Table) for block in demo_document().blocks)
    for table in tables:
        first, *others = table.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in (first, *others))


def test_captions_are_numbered_by_fields_that_hold_their_number() -> None:
    captions = [shown(paragraph) for paragraph in of_style(made(), "Caption")]
    assert [caption.partition(".")[0] for caption in captions] == [
        f"Tabel {number}" for number in range(1, len(captions) + 1)
    ]
    assert all(
        " SEQ Tabel " in "".join(item.text for item in paragraph.iter(qn("w:instrText")))
        for paragraph in of_style(made(), "Caption")
    )


def test_headings_and_captions_stay_with_what_follows() -> None:
    styles = parts(made())["word/styles.xml"].decode()
    for name in ("Heading1", "Heading2", "Heading3", "Heading4", "Caption", "KeptNote", "TableHeading"):
        style = re.search(rf'w:styleId="{name}".*?</w:style>', styles, re.DOTALL)
        assert style is not None
        assert "<w:keepNext/>" in style.group()


def test_stances_differ_by_more_than_colour() -> None:
    styles = parts(made())["word/styles.xml"].decode()
    lines = {}
    for name in ("Quote", "QuoteQualifies", "QuoteContradicts"):
        found = re.search(rf'w:styleId="{name}".*?<w:left w:val="(\w+)"', styles, re.DOTALL)
        lines[name] = found.group(1) if found else ""
    assert lines == {"Quote": "single", "QuoteQualifies": "dashed", "QuoteContradicts": "double"}


@pytest.mark.parametrize(("language", "mark"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_words_are_marked_as_their_language(language: str, mark: str) -> None:
    data = word.render(replace(tiny(Heading(1, "One", "section:one", "1")), language=language))
    assert f'<w:lang w:val="{mark}"' in parts(data)["word/styles.xml"].decode()


def test_the_page_is_a4_with_its_number_at_the_foot() -> None:
    section = open_word(io.BytesIO(made())).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert b"NUMPAGES" in parts(made())["word/footer1.xml"]


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_elements_stand_in_the_order_that_the_format_demands(name: str) -> None:
    for element in etree.fromstring(parts(made())[name]).iter():
        order = DEMAND.get(etree.QName(element).localname, "").split()
        if order:
            names = [etree.QName(child).localname for child in element]
            places = [order.index(name) for name in names if not name.endswith("Reference")]
            assert all(before <= after for before, after in pairwise(places)), etree.tostring(element)


# ---------------------------------------------------------------------- the file
@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_report_is_the_same_file(profile: Profile) -> None:
    assert word.render(demo_document(profile)) == made(profile)


def test_the_research_edition_says_what_it_is() -> None:
    properties = open_word(io.BytesIO(made())).core_properties
    assert properties.title == "Samenwerken rond de Veiligheidsregio Zwarneland"
    assert properties.author == "Lotte, Bram"


@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_other_editions_say_nothing_of_who_made_them_and_when(profile: Profile) -> None:
    files = parts(made(profile))
    told = [re.sub(rb"<\?.*?\?>|<[^>]*>", b"", files[name]).strip() for name in files if name.startswith("docProps/")]
    assert told == [b"", b""]
    with zipfile.ZipFile(io.BytesIO(made(profile))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_no_number_of_a_respondent_is_anywhere_in_the_file_of_other_editions(profile: Profile) -> None:
    told = b"\n".join(parts(made(profile)).values()).decode("utf-8", "replace")
    assert re.findall(r"(?<![A-Za-z0-9])R(?:[1-9]|1[0-2])(?![0-9])", told) == []


def test_nothing_in_the_file_comes_from_elsewhere() -> None:
    assert all(b'TargetMode="External"' not in content for content in parts(made()).values())


def test_characters_that_no_document_may_hold_become_spaces() -> None:
    quote = Quotation("passage:p", (Span("p\x0b1"),), "one\x01two\nthree\ttwo\ufffe")
    found = body(word.render(replace(tiny(quote), title="A\x02 title")))
    assert "one two" in shown(found)


def test_a_title_longer_than_a_property_can_be_is_cut_there_only() -> None:
    data = word.render(replace(tiny(), title="long " * 80))
    assert len(open_word(io.BytesIO(data)).core_properties.title) == 255
    assert "long " * 80 in shown(body(data))


@pytest.mark.long
def test_libreoffice_opens_the_file_and_prints_it(tmp_path: Path) -> None:
    assert shutil.which("soffice"), "this test needs LibreOffice: apt-get install libreoffice-writer"
    (tmp_path / "report.docx").write_bytes(made())
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "report.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")

"""A source as a Word file: each comment on exactly its words, whatever the text holds and however passages lie over each other."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.paper_docx import read_paper
from spanveld.model.paper import on_paper
from spanveld.reports.paper_docx import render
from spanveld.views.reading_page import Cite, PagePassage, Point
from tests.reports.papered import looked_at, papered, passage
from tests.strategies import PIECES

MOMENT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
CODES = (("d/a", "k/x"), ("d/p", "k/y", "t/geld"), ("t/geld",), ("s/hw",), ("d/a",), ())
HARD = (
    "I: Hoe gaat het?\n\nR1: Met de vlag 🇳🇱 en de brandweer 👩\u200d🚒 e\u0301e\u0301n keer <goed> & 'wel'.\t\nR1: Ja.\n"
    "R1: Ja.\n   \nR1: Ja.\n\x0bslot\u2028en \U0001d538 uit"
)


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, list[PagePassage]]:
    """A text of hard pieces and passages anywhere in it, over each other and over its lines."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30)))
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(CODES)), max_size=9))
    return text, [
        passage(f"p{number}", *sorted((one, other)), *codes)
        for number, (one, other, codes) in enumerate(spans)
        if one != other
    ]


@given(made=papers())
def test_every_comment_is_on_exactly_the_words_of_its_passage(made: tuple[str, list[PagePassage]]) -> None:
    text, passages = made
    shown, plain = papered(text, passages), on_paper(text)
    found = looked_at(render(shown, moment=MOMENT))
    assert found.text == plain
    assert found.quotes == {one.passage: plain[one.start : one.end] for one in passages}
    assert sorted(found.references) == sorted(found.quotes) == sorted(found.said)


@given(made=papers())
def test_what_is_read_back_is_what_went_out(tmp_path: Path, made: tuple[str, list[PagePassage]]) -> None:
    text, passages = made
    file = tmp_path / "paper.docx"
    file.write_bytes(render(papered(text, passages), moment=MOMENT))
    found, plain = read_paper(file), on_paper(text)
    assert found.text == plain
    assert found.slip == papered(text).slip
    assert all(here == there for here, there in found.marks)
    assert {one.passage: (one.start, one.end) for one in found.comments} == {
        one.passage: (one.start, one.end) for one in passages
    }


def hard() -> list[PagePassage]:
    """Passages in the hard text: nested, crossing, over several lines, within joined characters, at both ends."""
    spans = {"p1": (0, 16), "p2": (3, 40), "p3": (18, 60), "p4": (31, 33), "p5": (0, len(HARD)), "p6": (17, 18)}
    firemen, slot = HARD.index("👩"), HARD.index("slot")
    spans |= {"p7": (firemen, firemen + 3), "p8": (slot, len(HARD)), "p9": (HARD.rindex("Ja."), HARD.rindex("Ja.") + 3)}
    return [passage(name, *span, *CODES[place % 6]) for place, (name, span) in enumerate(spans.items())]


def test_a_comment_says_codes_by_layer_whose_word_it_is_and_its_memo() -> None:
    one = passage("p1", 0, 3, "d/a", "k/x", "t/geld", hedged=True, memo="Let op:\nduur", breaks=("no kind",))
    found = looked_at(render(papered("Ja. Nee.", [one]), moment=MOMENT))
    assert found.said["p1"] == [
        "Spanning: A autoriseren",
        "Soort: pijnpunt",
        "Aspect: geld & <goed>",
        "Stem: R1; voorzichtig; onvolledig: no kind",
        "Memo: Let op:",
        "duur",
    ]
    assert found.authors["p1"] == "Ann de Wit"


def test_a_letter_stands_before_words_with_a_dimension_for_whoever_sees_no_colour() -> None:
    data = render(papered("Ja. Nee.", [passage("p1", 4, 7, "d/p"), passage("p2", 0, 2, "t/geld")]), moment=MOMENT)
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    marks = re.findall(r'w:val="SpanveldMark"/>.*?<w:t xml:space="preserve">(.)</w:t>', document.partition("_sv0")[2])
    assert marks == ["P"]
    assert 'w:u w:val="dottedHeavy" w:color="195CD0"' in document
    assert 'w:u w:val="dotted" w:color="7A756B"' in document


def test_the_first_page_has_the_legend_and_the_last_the_main_points() -> None:
    point = Point("Het kost geld. [p1]", (Cite("p1", False), Cite("weg", True)))
    found = looked_at(
        render(papered("Ja. Nee.", [passage("p1", 0, 3, "d/a", "k/x", "s/hw")], points=[point]), moment=MOMENT)
    )
    after = found.whole.partition("Ja. Nee.")[2]
    assert "Spanning, 1 passage" in found.whole
    assert "pijnpunt (doorgetrokken lijn) 1" in found.whole
    assert "Sub-casus: Hoogwater 1" in found.whole
    assert "Het kost geld.  p1 ¶1" in after
    assert "weg" not in after


def test_the_same_paper_of_the_same_moment_is_the_same_file_and_other_programs_open_it() -> None:
    data = render(papered(HARD, hard()), moment=MOMENT)
    assert data == render(papered(HARD, hard()), moment=MOMENT)
    opened = docx.Document(io.BytesIO(data))
    assert len(list(opened.comments)) == 9
    assert opened.core_properties.title == "S1: Een gesprek"
    assert "S1 · R1 · burgemeester · Gemeente" in opened.sections[0].header.paragraphs[0].text
    assert opened.sections[0].footer.paragraphs[0].text.startswith("De leeszaal · 2026-03-02 · logboek 7\tpagina ")


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_after_a_round_through_libreoffice_every_comment_is_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "paper.docx").write_bytes(render(papered(HARD, hard()), moment=MOMENT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "paper.docx")], check=True, capture_output=True, timeout=120)
    found = read_paper(tmp_path / "out" / "paper.docx")
    assert found.slip == papered(HARD).slip
    assert found.text == on_paper(HARD)
    assert {one.passage: found.text[one.start : one.end] for one in found.comments} == {
        one.passage: on_paper(HARD)[one.start : one.end] for one in hard()
    }


def test_two_thousand_passages_in_eight_thousand_words_take_a_moment() -> None:
    line = "R1: " + "woord " * 45 + "einde.\n"
    text = line * 174
    passages = [passage(f"p{place}", place * 23, place * 23 + 60, *CODES[place % 6]) for place in range(2000)]
    begun = time.process_time()
    data = render(papered(text, passages), moment=MOMENT)
    assert time.process_time() - begun < 5
    assert len(looked_at(data).quotes) == 2000


def test_of_passages_over_each_other_the_innermost_gives_the_line_and_fills_lie_over_each_other() -> None:
    passages = [passage("p1", 0, 8, "d/a", "k/x"), passage("p2", 0, 3, "d/p", "k/x")]
    data = render(papered("Ja. Nee.", passages), moment=MOMENT)
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode().partition("_sv0")[2]
    looks = re.findall(
        r'w:color="(\w+)"/><w:shd w:val="clear" w:color="auto" w:fill="(\w+)"/></w:rPr><w:t[^>]*>([^<]*)', text
    )
    assert looks == [("195CD0", "AACCFF", "Ja."), ("C24006", "FBD4B1", " Nee.")]

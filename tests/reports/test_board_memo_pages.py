"""A memo is two pages of A4 at most, in either form and whatever a study says; what does not fit is said to be left out."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from docx import Document as open_word
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from spanveld.reports import memo_html, memo_word
from spanveld.reports.memo_document import memo_of
from spanveld.reports.memo_fit import ROOM, height_of, lines_of
from spanveld.reports.memo_lines import Line, Memo, Strip
from spanveld.reports.memo_words import shortened
from spanveld.session import load_study
from spanveld.views.board_memo_parts import MemoFacts, Try
from tests.views.memo_story import judged_demo, unjudged_demo

A4 = (595, 842)
LONG = (
    "Een lange uitspraak over hoe partijen met elkaar omgaan wanneer het spannend wordt en niemand durft te kiezen. "
    * 12
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> MemoFacts:
    """What the judged demonstration study tells."""
    with judged_demo(tmp_path_factory.mktemp("told")) as study:
        return study.board_memo().facts


def spread(facts: MemoFacts, *, times: int = 1, words: str = "", answers: str = "", names: int = 0) -> MemoFacts:
    """The same with every finding ``times`` over, other words in findings, answers and proposals, and as many more parties."""
    dimensions = []
    for dimension in facts.dimensions:
        findings = tuple(replace(one, text=words or one.text) for one in dimension.findings * times)
        standings = tuple(
            replace(
                each,
                standing=replace(
                    each.standing,
                    scope=tuple(
                        replace(one, answer=f"{dimension.label}: {answers}" if answers else one.answer)
                        for one in each.standing.scope
                    ),
                ),
            )
            for each in dimension.standings
        )
        dimensions.append(replace(dimension, findings=findings, standings=standings))
    tries: tuple[Try, ...] = tuple(replace(one, handled=words or one.handled) for one in facts.tries * times)
    parties = facts.unheard + tuple(
        replace(facts.unheard[0], party=f"P{n}", name=f"Partij {words[:50]}") for n in range(names)
    )
    return replace(facts, dimensions=tuple(dimensions), tries=tries, unheard=parties)


STORIES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "many findings": {"times": 9},
    "long findings": {"words": LONG},
    "long answers": {"answers": LONG},
    "all of it": {"times": 9, "words": LONG, "answers": LONG, "names": 60},
    "capitals": {"times": 4, "words": "WANNEER MEN MET MOMENTEN OMGAAT " * 30, "answers": "WMWM " * 300},
    "one word": {"times": 3, "words": "w" * 900, "answers": "m" * 2000},
    "no Latin letters": {"times": 3, "words": "協力関係の緊張" * 90, "answers": "協力" * 300},
}


def told_in(memo: Memo) -> str:
    return " ".join(line.text for line in memo.lines if isinstance(line, Line))


# ---------------------------------------------------------------------- room
@pytest.mark.parametrize("story", STORIES)
def test_what_is_kept_has_room_on_two_pages_by_the_program_s_own_measure(facts: MemoFacts, story: str) -> None:
    memo = memo_of(spread(facts, **STORIES[story]))
    assert sum(map(height_of, memo.lines)) < ROOM


def test_every_part_and_every_judgement_survives_the_worst(facts: MemoFacts) -> None:
    memo = memo_of(spread(facts, **STORIES["all of it"]))
    parts = {line.part for line in memo.lines}
    assert parts == {"chafes", "stands", "law", "tries", "asked", "unheard", "reading"}
    (strip,) = [line for line in memo.lines if isinstance(line, Strip)]
    assert len(strip.rows) == 3
    told = {
        subject for sentence in memo.sentences for subject in sentence.ground.subjects if sentence.kind == "judgement"
    }
    assert len(told) == 2


def test_what_was_left_out_is_said_with_where_it_is_and_nothing_is_where_all_fits(facts: MemoFacts) -> None:
    full = memo_of(spread(facts, times=9))
    note = next(line for line in full.lines if isinstance(line, Line) and "Weggelaten" in line.text)
    assert "verslag van het onderzoek" in note.text
    assert full.left_out
    kept = {subject for sentence in full.sentences for subject in sentence.ground.subjects}
    findings = {
        f"finding:{one.finding}"
        for dimension in full.facts.dimensions
        for one in dimension.findings
        if one.part != "verdict"
    }
    gone = {subject for one in full.left_out for subject in one.subjects}
    assert findings <= kept | gone  # nothing goes without a word

    few = replace(
        facts,
        dimensions=tuple(replace(one, findings=one.findings[:2], quotes=()) for one in facts.dimensions),
        tries=(),
    )
    small = memo_of(few)
    assert small.left_out == ()
    assert "Weggelaten" not in told_in(small)


def test_quotes_and_what_goes_well_go_before_pain_points(facts: MemoFacts) -> None:
    memo = memo_of(spread(facts, words=LONG[:300]))
    kinds = [sentence.ground.subjects for sentence in memo.sentences if sentence.kind == "finding"]
    kept = {subject for subjects in kinds for subject in subjects}
    assert all(f"finding:{dimension.of('chafes')[0].finding}" in kept for dimension in memo.facts.dimensions)
    assert not any(
        f"finding:{one.finding}" in kept for dimension in memo.facts.dimensions for one in dimension.of("well")
    )


def test_no_heading_stands_over_nothing(facts: MemoFacts) -> None:
    for story in STORIES.values():
        lines = memo_of(spread(facts, **story)).lines
        levels = {"part": 1, "sub": 2, "label": 3}
        for line, below in itertools.pairwise(lines):
            if isinstance(line, Line) and line.role in levels:
                after = levels.get(below.role, 9) if isinstance(below, Line) else 9
                assert after > levels[line.role], line.text


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_shortened_text_is_no_longer_than_asked_and_begins_as_the_text_does(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    flat = " ".join(text.split())
    if short == flat:
        return
    assert len(flat) > most or not flat.isprintable()


@given(st.text(alphabet="abc mW", max_size=300))
def test_a_wider_line_never_takes_more_lines(text: str) -> None:
    assert lines_of(text, 400, 10) <= lines_of(text, 200, 10)


# ---------------------------------------------------------------------- forms
def pages_of(memo: Memo, place: Path) -> list[str]:
    """The texts of the pages that LibreOffice makes of the Word form."""
    (place / "memo.docx").write_bytes(memo_word.render(memo))
    command = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(place), str(place / "memo.docx")], check=True, capture_output=True, timeout=180
    )
    document = pdfium.PdfDocument(str(place / "memo.pdf"))
    try:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {A4}
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
@pytest.mark.parametrize("story", STORIES)
def test_the_word_form_is_two_pages_with_scope_and_date_at_the_foot_of_each(
    facts: MemoFacts, story: str, tmp_path: Path
) -> None:
    memo = memo_of(spread(facts, **STORIES[story]))
    pages = pages_of(memo, tmp_path)
    assert 1 <= len(pages) <= 2
    for text in pages:
        assert memo.footer in text


def test_the_word_form_says_the_same_and_has_real_headings_and_no_maker(facts: MemoFacts) -> None:
    memo = memo_of(facts)
    word = open_word(io.BytesIO(memo_word.render(memo)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for sentence in memo.sentences:
        assert sentence.text in text
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [line.text for line in memo.lines if isinstance(line, Line) and line.role == "part"]
    assert word.core_properties.author == ""
    assert word.sections[0].footer.paragraphs[0].text == memo.footer
    assert memo_word.render(memo) == memo_word.render(memo)


def test_each_sentence_of_the_html_form_carries_what_it_rests_on(facts: MemoFacts) -> None:
    memo = memo_of(facts)
    page = LexborHTMLParser(memo_html.render(memo))
    marked = {node.attributes["data-sentence"]: node for node in page.css("[data-sentence]")}
    numbered = [sentence for sentence in memo.sentences if sentence.number]
    assert len(marked) == len(numbered)
    for sentence in numbered:
        node = marked[str(sentence.number)]
        assert node.text() == sentence.text
        rests = (node.attributes["data-rests-on"] or "").split(" ")
        wanted = [*sentence.ground.subjects, *(f"passage:{name}" for name, _ in sentence.ground.passages)]
        assert " ".join(rests) == " ".join(wanted)


def test_a_name_that_tells_who_spoke_stays_out_of_the_html_form(facts: MemoFacts) -> None:
    finding = facts.dimensions[0].findings[0]
    told = replace(finding, ground=replace(finding.ground, passages=(("R1-p3", "supports"), ("K9", "supports"))))
    first = replace(facts.dimensions[0], findings=(told,))
    memo = memo_of(replace(facts, dimensions=(first, *facts.dimensions[1:]), unprinted=frozenset({"passage:R1-p3"})))
    written = memo_html.render(memo)
    assert "R1-p3" not in written
    assert "passage:K9" in written


def test_the_html_form_stands_alone_and_escapes_what_people_wrote(facts: MemoFacts) -> None:
    memo = memo_of(
        replace(spread(facts, words="<script>alert(1)</script> en & zo"), title="</style><b>x", case='a"}</style>')
    )
    written = memo_html.render(memo)
    assert "<script" not in written
    assert "<b>x" not in written
    assert written.count("</style>") == 1
    assert not re.search(r"(?:src|href)=\"https?:", written)
    assert "@bottom-left" in written


def test_no_digit_stands_in_the_visible_words_but_in_the_footer_and_the_study_s_own(facts: MemoFacts) -> None:
    plain = spread(facts, words="Er wringt iets.", answers="Zo is het.")
    plain = replace(
        plain,
        title="Samen werken",
        wave="",
        unheard=tuple(replace(one, name="Iemand") for one in plain.unheard),
        dimensions=tuple(replace(one, quotes=()) for one in plain.dimensions),
    )
    page = LexborHTMLParser(memo_html.render(memo_of(plain)))
    for gone in page.css("footer, style"):
        gone.decompose()
    assert page.body is not None
    assert not re.search(r"\d", page.body.text())


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memo]:
    """A memo of a study in which nobody judged."""
    with load_study(tmp_path_factory.mktemp("bare") / "bare.spanveld", unjudged_demo()).study as study:
        yield study.board_memo(language="en")


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_a_memo_without_judgements_is_two_pages_too(bare: Memo, tmp_path: Path) -> None:
    assert 1 <= len(pages_of(bare, tmp_path)) <= 2
    assert "agreed judgements" in told_in(bare)

"""How QualCoder counted the places of passages: seen by the words that it noted with them, else as in the rest of the project."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.formats.exchange.project import Convention
from tests.formats.exchange.qualcoder_made import DAY, TEXT, Made, made, named, read, told


def test_positions_that_were_counted_in_utf16_units_are_seen_by_their_words(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    for number, words in enumerate(("traag", "De raad zwijgt", "maar"), 1):
        start = TEXT.index(words)
        units = len(TEXT[:start].encode("utf-16-le")) // 2
        project.coded(number, 1, units, units + len(words), words)
    source = read(project.done()).sources[0]
    assert source.resolved is not None
    assert source.resolved.convention.unit == "utf16"
    found = {(source.text or "")[one.start : one.end] for one in source.selections}
    assert found == {"traag", "De raad zwijgt", "maar"}


@pytest.mark.parametrize("counted", ["one", "two"])
def test_line_ends_of_windows_in_the_database_are_counted_as_the_words_say(tmp_path: Path, counted: str) -> None:
    project = Made(tmp_path / "p.qda")
    project.add("project", date=DAY, about="QualCoder").add("code_name", cid=1, name="Traag", date=DAY)
    windows = TEXT.replace("\n", "\r\n")
    project.text(1, "R1.txt", windows)
    for number, words in enumerate(("maar traag", "De raad zwijgt", "Goed"), 1):
        start = (TEXT if counted == "one" else windows).index(words)
        project.coded(number, 1, start, start + len(words), words)
    source = read(project.done()).sources[0]
    assert source.text == TEXT
    assert [TEXT[one.start : one.end] for one in source.selections] == ["maar traag", "De raad zwijgt", "Goed"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_passage_of_any_text_holds_the_words_that_qualcoder_noted(data: st.DataObject) -> None:
    words = st.text(st.sampled_from("ab é\u0301\n😀👩‍👩‍👧🇳🇱."), min_size=1, max_size=60)
    text = data.draw(words.filter(lambda found: found.strip()), label="text")
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=6), label="spans"
    )
    with tempfile.TemporaryDirectory() as folder:
        project = Made(Path(folder) / "p.qda")
        project.add("project", date=DAY, about="QualCoder").add("code_name", cid=1, name="Traag", date=DAY)
        project.text(1, "R1.txt", text)
        for number, (start, end) in enumerate(spans, 1):
            project.coded(number, 1, start, end, text[start:end])
        source = read(project.done()).sources[0]
    assert source.text == text
    if source.resolved is None or source.resolved.clear:
        found = [(one.start, one.end) for one in source.selections]
        assert found == [(start, end) if start < end else (None, None) for start, end in spans]


def test_a_source_that_says_nothing_of_how_it_is_counted_is_counted_as_the_rest(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    text = "😀 " + " ".join(f"woord{number}" for number in range(100, 130))
    project.text(2, "R2.txt", text)
    for number in range(100, 130):
        start = text.index(f"woord{number}") + 1  # the emoji as two
        project.coded(number, 1, start, start + 8, f"woord{number}", fid=2)
    project.text(3, "R3.txt", "😀 aaaaaaaa")
    project.add("annotation", anid=1, fid=3, pos0=5, pos1=7, memo="", owner="anna", date=DAY)
    source = named(read(project.done()), "R3.txt")
    assert [(one.start, one.end) for one in source.selections] == [(4, 6)]


def test_a_way_of_counting_that_a_person_chose_is_taken(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    start = TEXT.index("traag")
    project.coded(1, 1, start, start + 5)
    folder = project.done()
    guid = read(folder).sources[0].guid
    source = read(folder, **{guid: Convention("utf16", crlf_is_one=True)}).sources[0]
    assert source.selections[0].start == start - 1


def test_a_passage_that_holds_other_words_than_were_noted_is_named(tmp_path: Path) -> None:
    project = made(tmp_path / "p.qda")
    start = TEXT.index("traag")
    folder = project.coded(1, 1, start, start + 5, "snel!").coded(2, 2, 4, 7).done()
    assert "noted with them, to be looked at: 1 (R1.txt)" in told(read(folder))

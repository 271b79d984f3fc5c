"""Boxes as pages and scripts get them: quotes, citations and marks are those of the passages, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from sqlalchemy import event

from spanveld.model import records as r
from spanveld.model.errors import NotFound
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.store.marks import marks, sources, texts_of
from spanveld.store.quotes import passage_numbers, quoted_passages
from tests.conftest import Addresses, Places
from tests.promises.test_query_plans import library, steps
from tests.session.samples import put, sample
from tests.strategies import studies


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def test_a_box_has_its_number_its_heading_and_what_it_is_about(study: Study) -> None:
    boxes = study.pages.vignettes().vignettes
    assert [(box.vignette, box.number, box.heading) for box in boxes] == [
        ("V2", "1a", "Voorbeeld 1a: De lamp"),
        ("V1", "2a", "Voorbeeld 2a: Donker in west"),
        ("V3", "3a", "Voorbeeld 3a: Los"),
    ]
    box = boxes[1]
    assert (box.case_name, box.sub_case_name, box.dimension, box.dimension_label) == (
        "Leeszaal",
        "West",
        "light",
        "licht",
    )


def test_what_is_said_is_in_the_language_of_the_study(address: str) -> None:
    with put(address, replace(sample(), language="en")) as study:
        box = study.pages.vignettes().box("V1")
        assert box.heading == "Example 2a: Donker in west"
        assert [piece.text for piece in box.pieces if piece.passage] == ["[R1]", "[against: field notes]"]


def test_a_citation_in_the_text_is_read_as_whose_word_it_is_and_leads_to_the_passage(study: Study) -> None:
    pieces = study.pages.vignettes().box("V1").pieces
    assert "".join(piece.text for piece in pieces) == "Men leest er niet [R1], of toch [tegen: veldnotities]."
    assert [(piece.passage, piece.source, piece.against) for piece in pieces if piece.passage] == [
        ("P1", "night", False),
        ("P4", "notes", True),
    ]


def test_brackets_that_name_no_passage_stay_as_they_are(study: Study) -> None:
    (piece,) = study.pages.vignettes().box("V3").pieces
    assert (piece.text, piece.passage) == ("Zonder sub-casus [R1].", "")


def test_a_quote_tells_whose_it_is_how_it_was_said_and_where(study: Study) -> None:
    study.passages.edit("P2", form="condensed")
    study.vignettes.put("V2", "P2")
    (quote,) = study.pages.vignettes().box("V2").passages
    assert (quote.passage, quote.source, quote.start, quote.end) == ("P2", "night", 50, 65)
    assert (quote.citation, quote.hedged, quote.condensed) == ("[R1]", True, True)
    assert [(voice.participant, voice.function) for voice in quote.voices] == [("R1", "lezer")]
    (voiceless, notes) = study.pages.vignettes().box("V1").passages
    assert (voiceless.citation, voiceless.voices) == ("[night]", ())
    assert (notes.citation, notes.voices[0].observer) == ("[veldnotities]", True)


def test_a_vignette_that_is_not_there_is_said(study: Study) -> None:
    with pytest.raises(NotFound, match="There is no vignette 'V9'"):
        study.pages.vignettes().box("V9")


@given(content=studies())
def test_a_few_passages_are_read_as_all_are(places: Places, content: StudyContent) -> None:
    address, identifier = places()
    with put(address, replace(content, id=identifier)) as study, study._store.reading() as connection:
        number = study._store.study_id
        known = marks(connection, number)
        few = quoted_passages(connection, number, known)
        assert {key: item.mark for key, item in few.items()} == known
        assert passage_numbers(connection, number, [mark.passage for mark in known.values()]) == {
            mark.passage: key for key, mark in known.items()
        }
        bodies = {
            row.source: texts_of(connection, number, [row.text_id])[row.text_id]
            for row in sources(connection, number).values()
        }
        for item in few.values():
            if item.mark.start is not None:
                assert item.quote == bodies[item.mark.source][item.mark.start : item.mark.end]
                assert not item.doubt


# ---------------------------------------------------------------------- what it costs
BOX = {
    "vignette": (r.Vignette("V1", title="Licht", text="Zie [s0-3]."),),
    "vignette_passage": (r.VignettePassage("V1", "s0-1", 1), r.VignettePassage("V1", "s0-2", 2)),
}


def quotes(study: Study) -> None:
    with study._store.reading() as connection:
        numbers = passage_numbers(connection, study._store.study_id, ["s0-1", "s0-2", "s0-3"])
        assert len(quoted_passages(connection, study._store.study_id, numbers.values())) == 3


def test_reading_quotes_costs_about_the_same_in_a_study_ten_times_as_large(files: Addresses) -> None:
    def cost(size: int) -> int:
        content = library(size)
        with put(files(), replace(content, records={**content.records, **BOX}), "ann") as study:
            return steps(study, quotes)

    small, large = cost(2), cost(20)
    of_sources = 25  # each source more is a row of the list of sources, its participants and its text
    assert large <= small + 18 * of_sources, f"{small * 10} steps in the small study, {large * 10} in the large one"


def test_no_whole_text_is_read(study: Study) -> None:
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    engine = study._store.engine
    event.listen(engine, "before_cursor_execute", hear)
    study.pages.vignettes()
    event.remove(engine, "before_cursor_execute", hear)
    assert any("substr(e.body" in statement for statement in heard)
    assert [
        statement
        for statement in heard
        if "body" in statement.replace("substr(e.body", "") and "framework" not in statement
    ] == []

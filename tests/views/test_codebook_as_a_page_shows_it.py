"""The codebook as views give it: the tree, what is counted, kept counts, one code opened, words found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.session import Study
from spanveld.session.pages import CodebookPage, matching
from spanveld.store.code_counts import KeptCodeCounts
from spanveld.store.coded_passages import LONGEST_QUOTE
from tests.conftest import Addresses
from tests.session.samples import NIGHT, put, sample
from tests.store.test_query_plans import listening, slow


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def counted_anew(study: Study) -> CodebookPage:
    study._store.code_counts = KeptCodeCounts()
    return study.pages.codes()


def test_every_code_of_the_study_stands_in_the_tree_once_below_its_parent(study: Study) -> None:
    book = study.pages.codes()
    lines = [line for layer in book.layers for line in layer.codes]
    assert len({line.code for line in lines}) == len(lines)
    assert {line.code for line in lines} == {
        code.code for layer in study.pages.codebook().layers for code in layer.codes
    }
    for line in lines:
        above = book.code(line.parent)
        assert (line.depth == 0) == (above is None)
        if above is not None:
            assert line.depth == above.depth + 1


def test_the_same_span_of_two_coders_counts_two_codings_and_one_passage(study: Study) -> None:
    cold = study.pages.codes().code("aspect/cold")
    assert cold is not None
    assert (cold.codings, cold.passages, cold.sources, cold.below, cold.memos) == (2, 1, 1, 1, 1)
    study.codings.add("P4", "aspect/cold")
    cold = study.pages.codes().code("aspect/cold")
    assert cold is not None
    assert (cold.codings, cold.passages, cold.sources) == (3, 2, 2)


def test_what_moves_between_codes_is_counted_anew_on_both_sides(study: Study) -> None:
    study.pages.codes()
    kept = study._store.code_counts
    for act in (
        lambda: study.codes.send("aspect/cold", ["P1"], to="aspect/frost"),
        lambda: study.codes.merge("aspect/draught", "aspect/frost"),
        lambda: study.passages.remove("P5", with_dependants=True),
        study.undo,
        study.undo,
    ):
        act()
        study._store.code_counts = kept
        assert study.pages.codes() == counted_anew(study)


def test_two_layers_of_one_name_keep_their_codes_apart(study: Study) -> None:
    layers = [layer.layer for layer in study.pages.codes().layers]
    assert len(set(layers)) == len(layers)


def test_a_long_passage_is_cut_and_one_in_doubt_shows_what_it_marked(study: Study) -> None:
    long = study.passages.add("night", 0, len(NIGHT), codes=["aspect/draught"])
    study.sources.correct("night", edits=[(0, 15, "")])
    opened = study.pages.opened_code("aspect/cold")
    assert opened is not None
    [lost] = opened.passages
    assert (lost.passage, lost.placed) == ("P1", False)
    assert "lamp" in lost.quote
    found = study.pages.opened_code("aspect/draught")
    assert found is not None
    [whole] = [one for one in found.passages if one.passage == long]
    assert len(whole.quote) <= LONGEST_QUOTE


def test_passages_come_by_source_and_place_a_page_at_a_time(study: Study) -> None:
    made = [study.passages.add("night", place, place + 1, codes=["aspect/frost"]) for place in range(60, 0, -1)]
    first = study.pages.opened_code("aspect/frost", with_names=True)
    assert first is not None
    assert (first.found, first.pages, len(first.passages)) == (61, 2, 50)
    assert list(first.names) == [*reversed(made), "P5"]
    last = study.pages.opened_code("aspect/frost", page=9)
    assert last is not None
    assert (last.page, [one.passage for one in last.passages][-1]) == (2, "P5")
    notes = study.pages.opened_code("aspect/frost", source="notes")
    assert notes is not None
    assert [one.passage for one in notes.passages] == ["P5"]
    assert dict(first.by_source) == {"night": 60, "notes": 1}
    assert [one.passage for one in first.newest] == [made[-1], made[-2]]


def test_codes_are_found_without_regard_to_case_and_accents(study: Study) -> None:
    study.codes.create("aspect", "cooperation", label_nl="Coördinatie", definition="Wie belt wie?")
    lines = [line for layer in study.pages.codes().layers for line in layer.codes]
    assert [line.identifier for line in lines if matching("COORDINATIE wie")(line)] == ["cooperation"]
    assert all(map(matching("  "), lines))
    assert not any(map(matching("coördinatie niemand"), lines))


@pytest.mark.parametrize("what", ["codebook", "opened"])
def test_the_pages_read_by_keys_in_a_study_that_was_never_analysed(study: Study, what: str) -> None:
    study.pages.codes()
    study.codings.add("P2", "aspect/cold")
    with listening(study) as heard:
        if what == "codebook":
            study.pages.codes()
        else:
            study.pages.opened_code("aspect/cold", with_names=True)
    assert slow(study, heard) == []

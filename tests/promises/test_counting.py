"""Counting, where other tests do not look: shares of double coding, whose word it is in two places, and tables of any theory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from spanveld.analysis.evidence import Ground, TopVoice, count_passages, ground_of
from spanveld.analysis.mentions import Mentions, mentions_in
from spanveld.model import records as r
from spanveld.model.marks import Mark, Person
from spanveld.model.study import StudyContent
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import NIGHT, put, reading_room, sample


def mark(start: int | None, end: int | None = None, coder: str = "ann", *voices: str, **more: Any) -> Mark:
    known = {"passage": "P", "source": "night", "kind": "interview", "hedged": False, "wave": "W1", **more}
    return Mark(start=start, end=end, coder=coder, voices=voices, sub_cases=frozenset(), **known)


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        ([mark(0, 5), mark(5, 9, "ben")], 2),
        ([mark(0, 5), mark(4, 9, "ben")], 1),
        ([mark(0, 5), mark(6, 9), mark(0, 9, "ben")], 2),
        ([mark(0, 5), mark(4, 9, "ben"), mark(8, 12)], 2),
        ([mark(0, 5), mark(0, 5, "ben", source="notes")], 2),
        ([mark(0, 5), mark(0, 5, "")], 1),
        ([mark(None), mark(None, None, "ben"), mark(0, 5)], 3),
    ],
    ids=["touching", "by one character", "two in a paragraph", "a chain", "two sources", "no coder", "in doubt"],
)
def test_overlapping_passages_of_different_coders_count_once(marks: list[Mark], count: int) -> None:
    assert count_passages(marks) == count
    assert count_passages(reversed(marks)) == count


PEOPLE = {
    "R1": Person("R1", "", "board", ("A",), ("municipality",)),
    "R2": Person("R2", "", "staff", ("B", "C"), ("police", "region")),
    "FN": Person("FN", "", "observer", ("A",), ("municipality",)),
}


def test_every_share_counts_double_coding_once() -> None:
    once = [mark(0, 5, "ann", "R1", hedged=True), mark(6, 9, "ann", "R2"), mark(10, 12, "ann", hedged=True)]
    twice = [*once, *(replace(one, coder="ben") for one in once)]
    ground = ground_of(once, PEOPLE)
    assert ground_of(twice, PEOPLE) == ground
    assert (ground.passages, ground.hedged, ground.voiceless) == (3, 2, 1)
    assert ground.top_voice == TopVoice("R1", 1, 2)


def test_the_researcher_can_be_the_loudest_voice_but_is_no_respondent_and_brings_no_party() -> None:
    ground = ground_of([mark(0, 1, "ann", "FN"), mark(2, 3, "ann", "FN", "R2")], PEOPLE)
    assert (ground.respondents, ground.party_kinds) == (("R2",), ("police", "region"))
    assert ground.top_voice == TopVoice("FN", 2, 2)


TEXT = "De gemeente belt de Gemeente. Gemeenteraad en COT (C.O.T.) zwijgen."


@pytest.mark.parametrize(
    ("spans", "words", "mentions"),
    [
        ([(0, 11), (0, 29)], ["gemeente"], Mentions(2, 2)),
        ([(5, 29)], ["gemeente"], Mentions(1, 1)),
        ([(0, 27)], ["gemeente"], Mentions(1, 1)),
        ([(0, len(TEXT))], ["cot", "c.o.t."], Mentions(1, 2)),
    ],
    ids=["one in the other", "begins inside a word", "ends inside a word", "signs"],
)
def test_words_of_a_party_count_where_they_stand_whole_inside_what_was_coded(
    spans: list[tuple[int, int]], words: list[str], mentions: Mentions
) -> None:
    assert mentions_in(TEXT, spans, {"GEM": words, "nobody": ["politie"]}) == {"GEM": mentions}


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def test_a_reader_and_a_table_say_the_same_of_whose_word_a_passage_is(study: Study) -> None:
    """Given, nobody's, by the turns, by the only participant: worked out once for a document and once for the tables."""
    at = NIGHT.index
    study.sources.set_turns("night", [(0, 49, "R1", "respondent"), (50, 80, "R1", "interviewer"), (80, 113, "R2", "")])
    for name, start, end, more in (
        ("question", 51, 60, {}),
        ("across", 40, 90, {}),
        ("given", 81, 90, {"voices": ("R1",)}),
        ("nobody", 81, 91, {"voices": ()}),
        ("outside", at("De vlag") + 10, len(NIGHT), {}),
    ):
        study.passages.add("night", start, end, passage=name, **more)
    study.passages.add("notes", 0, 4, passage="only")
    expected = {
        "question": set(),
        "across": {"R1", "R2"},
        "given": {"R1"},
        "nobody": set(),
        "outside": set(),
        "only": {"FN"},
    }
    for name in expected:
        study.evidence.add("F3", name, "supports")
    read = {p.passage: set(p.voices) for source in ("night", "notes") for p in study.sources.open(source).passages}
    rows = [row for table in study.table(with_passages=True).tables for row in table.rows if row.finding == "F3"]
    told = {quoted.passage: set(quoted.voices) for quoted in rows[0].stances["supports"].quoted}
    assert told == expected
    assert {name: read[name] for name in expected} == expected


def test_a_passage_coded_to_two_sub_cases_is_evidence_of_each_and_not_of_its_source_s(study: Study) -> None:
    study.passages.add("notes", 0, 5, passage="own", codes=["room/east"])
    study.passages.add("notes", 6, 9, passage="plain")
    for name in ("P4", "own", "plain"):
        study.evidence.add("F1", name, "supports")
    found = {}
    for sub_case in ("", "west", "east"):
        tables = study.table(sub_case=sub_case, wave="W2", with_passages=True).tables
        (row,) = (row for table in tables for row in table.rows if row.finding == "F1")
        found[sub_case] = {quoted.passage for quoted in row.stances["supports"].quoted}
    assert found == {"": {"P4", "own", "plain"}, "west": {"P4", "plain"}, "east": {"P4", "own"}}


def test_five_dimensions_give_five_tables_in_their_order_empty_where_nothing_was_found(files: Addresses) -> None:
    known = {
        "coder": (r.Coder("ann"),),
        "finding": (
            r.Finding("F1", "", "order", "weakness", "", 2, "Niemand vindt iets."),
            r.Finding("F2", "", "light", "strength", "", 3, "Er is licht."),
            r.Finding("F3", "", "order", "strength", "", 1, "De kasten zijn genummerd."),
        ),
    }
    content = StudyContent("five", "Leeszaal", "nl", frameworks=(reading_room(),), records=known)
    with put(files(), content) as study:
        tables = study.table().tables
        assert [table.dimension.label for table in tables] == ["licht", "stilte", "warmte", "orde", "onthaal"]
        assert [[row.finding for row in table.rows] for table in tables] == [["F2"], [], [], ["F3", "F1"], []]
        for row in tables[3].rows:
            assert row.ground == Ground((), (), (), None, 0, 0, 0)
            assert {stance: (item.passages, item.voices) for stance, item in row.stances.items()} == dict.fromkeys(
                ("supports", "qualifies", "contradicts"), (0, ())
            )
        (quiet,) = study.table(dimension="quiet").tables
        assert (quiet.dimension.dimension, quiet.rows) == ("quiet", ())

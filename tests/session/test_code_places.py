"""Places that a search found are coded at once: looked at first, as one change, and never twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import Refused
from spanveld.model.records import Coding, Passage
from spanveld.session import Study
from tests.session.samples import NIGHT, assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def quotes(study: Study, code: str) -> list[str]:
    content = study.content()
    coded = {coding.passage for coding in content.of(Coding) if coding.code == code}
    return sorted(content.texts[p.source][p.start : p.end] for p in content.of(Passage) if p.passage in coded)


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("word", ["koud", "leest"]),
        ("sentence", ["Niemand leest in het donker 👩‍🚒.", "Wie het koud heeft, gaat weg; e\u0301e\u0301n blijft."]),
        ("paragraph", NIGHT.split("\n")[:2]),
        ("turn", [NIGHT[0:49]]),
    ],
)
def test_as_much_is_marked_around_a_place_as_was_asked(study: Study, around: str, expected: list[str]) -> None:
    places = [place for word in ("lezen", "koud") for place in study.places(word)]
    if around == "turn":
        places = places[:1]
    plan = study.passages.code_places(places, ["mood/calm"], around=around)
    assert sorted(planned.quote for planned in plan.new) == sorted(expected)
    assert set(expected) <= set(quotes(study, "calm"))
    assert_sound(study)


def test_the_plan_writes_nothing_and_what_is_made_is_the_plan(study: Study) -> None:
    before = dump(study)
    plan = study.passages.plan_places(study.places("lamp"), ["mood/cross"])
    assert dump(study) == before
    assert [planned.quote for planned in plan.new] == ["lamp"] * 3
    assert study.passages.code_places(study.places("lamp"), ["mood/cross"], expected=plan) == plan
    assert quotes(study, "cross") == ["lamp"] * 3


def test_it_is_one_entry_that_is_undone_and_made_again(study: Study) -> None:
    before, entries = dump(study), len(study.journal().entries)
    study.passages.code_places(study.places("lamp"), ["mood/cross", "keyword/lamp"])
    after = dump(study)
    assert len(study.journal().entries) == entries + 1
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after
    assert_sound(study)


def test_what_was_coded_so_before_is_left_out(study: Study) -> None:
    study.passages.code_places(study.places("lamp"), ["mood/cross"], around="sentence")
    before = dump(study)
    plan = study.passages.code_places(study.places("lamp"), ["mood/cross"])
    assert (len(plan.new), len(plan.coded)) == (0, 3)
    assert all(planned.passage for planned in plan.coded)
    assert dump(study) == before
    assert len(study.as_("ben").passages.code_places(study.places("lamp"), ["mood/cross"]).new) == 3  # another coder's


def test_several_places_in_one_sentence_make_one_passage(study: Study) -> None:
    places = [*study.places("kou"), *study.places("koud"), *study.places("gaat")]
    (planned,) = study.passages.code_places(places, ["mood/cross"], around="sentence").new
    assert planned.places == len(places)


def test_places_of_a_text_that_was_corrected_since_are_refused(study: Study) -> None:
    places = study.places("lamp")
    study.sources.correct("night", edits=[(0, 0, "Nou. ")])
    with pytest.raises(Refused, match="search again"):
        study.passages.code_places(places, ["mood/cross"])


def test_a_plan_that_no_longer_holds_is_refused(study: Study) -> None:
    plan = study.passages.plan_places(study.places("lamp"), ["mood/cross"])
    study.passages.add("night", 0, 7, codes=["mood/cross"])
    with pytest.raises(Refused, match="changed since"):
        study.passages.code_places(study.places("lamp"), ["mood/cross"], expected=plan)


@pytest.mark.parametrize(
    ("codes", "around", "message"),
    [
        (["mood/none"], "word", "no code"),
        ([], "word", "which codes"),
        (["mood/calm"], "page", "is not one of"),
        (["mood/calm", "mood/cross"], "word", "exclusive layer"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_nothing_is_written(
    study: Study, codes: list[str], around: str, message: str
) -> None:
    before = dump(study)
    with pytest.raises(Refused, match=message):
        study.passages.code_places(study.places("lamp"), codes, around=around)
    assert dump(study) == before

"""What a correction left in doubt: where it may lie now, and how a person settles it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study
from spanveld.views.doubts import MOST, Candidate, Doubt, candidates
from tests.session.samples import NIGHT, assert_sound, dump, put, sample

TEXT = "De lamp is uit. Wie het koud heeft, gaat weg.\nDE  LAMP\tis, uit! Niemand leest."


def shown(text: str, quote: str) -> list[tuple[str, bool]]:
    """The places proposed: their words, and whether all of the quote is there."""
    found = candidates(text, quote)
    assert all(text[place.start : place.end] == place.quote for place in found)
    return [(place.quote, place.whole) for place in found]


# ---------------------------------------------------------------------- where it may lie
def test_all_its_words_are_found_in_other_capitals_and_with_other_signs_between() -> None:
    assert shown(TEXT, "de lamp is uit") == [("De lamp is uit", True), ("DE  LAMP\tis, uit", True)]


def test_the_signs_around_its_words_belong_to_a_place_where_they_stand_there_too() -> None:
    assert shown(TEXT, "De lamp is uit.") == [("De lamp is uit.", True), ("DE  LAMP\tis, uit", True)]
    assert shown("Hij zei: „Nooit!” En toen.", "„Nooit!”") == [("„Nooit!”", True)]


def test_a_word_is_a_whole_word() -> None:
    assert shown("lampen, slamp, lamp_ en lamp", "lamp") == [("lamp", True)]


def test_where_not_all_its_words_stand_the_longest_run_of_three_or_more_is_shown() -> None:
    assert shown(TEXT, "Nu gaat: wie het koud heeft blijft hier") == [("Wie het koud heeft", False)]
    assert shown(TEXT, "gisteren was de lamp even uit") == []
    assert shown(TEXT, "het koud") == [("het koud", True)]
    assert shown(TEXT, "het warm") == []


@pytest.mark.parametrize("quote", ["", "...!", "\n\t", "👩‍🚒", "Ω β γ δ"])
def test_where_no_word_of_it_stands_nothing_is_proposed(quote: str) -> None:
    assert candidates(TEXT, quote) == ()
    assert candidates("", quote) == ()


def test_nine_places_at_most_and_these_in_the_order_of_the_text() -> None:
    found = candidates("Ja hoor. " * 30, "ja hoor")
    assert [place.start for place in found] == [9 * number for number in range(MOST)]
    assert len(candidates("Ja ja ja.", "ja ja")) == 2, "two places may share a word"


def test_a_place_is_shown_with_forty_characters_around_it() -> None:
    (found,) = candidates("a" * 50 + " hier " + "b" * 50, "hier")
    assert found == Candidate(51, 55, "a" * 39 + " ", "hier", " " + "b" * 39, True)


@pytest.mark.parametrize("quote", ["(a+)+$ [x] {9}", ".*?", "\\d+\\b(?i)", "a|b|", "[", "(?P<x>"])
def test_signs_that_mean_something_to_a_computer_are_only_signs(quote: str) -> None:
    text = f"Toen zei zij {quote} en ging."
    words = [word for word, _ in shown(text, quote)]
    assert words == ([quote] if any(sign.isalnum() for sign in quote) else [])


def test_characters_of_every_script_count_as_code_points() -> None:
    text = "👩‍🚒 De e\u0301e\u0301n blijft; ÉÉN gaat. De straße."
    assert shown(text, "e\u0301e\u0301n blijft") == [("e\u0301e\u0301n blijft", True)]
    assert shown(text, "één gaat") == [("ÉÉN gaat", True)]
    assert shown(text, "DE STRASSE") == [("De straße", True)]


def test_a_long_passage_is_looked_for_in_a_long_text_within_seconds() -> None:
    chance = Random(7)
    words = [f"woord{number}" for number in range(2000)] + ["de", "het", "en"] * 400
    text = " ".join(chance.choice(words) for _ in range(16_000))
    assert len(text) > 100_000 - 15_000
    gone = " ".join(chance.choice(words) for _ in range(400))
    began = time.perf_counter()
    assert all(not place.whole for place in candidates(text, gone))
    assert candidates(text, text[40_000:44_000].partition(" ")[2].rpartition(" ")[0])[0].whole
    assert time.perf_counter() - began < 8, "it took minutes when every run of words was looked for by itself"


# ---------------------------------------------------------------------- listing and settling
@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def listed(study: Study, source: str = "") -> dict[str, Doubt]:
    return {doubt.passage: doubt for doubt in study.sources.doubts(source)}


def test_nothing_is_in_doubt_where_nothing_was_corrected(study: Study) -> None:
    assert study.sources.doubts() == []
    with pytest.raises(NotFound, match="There is no source 'day' in this study"):
        study.sources.doubts("day")


def test_passages_without_a_place_come_first_with_what_was_coded_and_where_it_may_lie(study: Study) -> None:
    study.sources.correct("night", edits=[(3, 7, "lantaarn"), (16, 40, "Iemand")])
    study.sources.correct("notes", edits=[(0, 0, "Ooit. "), (23, 48, "Leeg")])
    assert list(listed(study)) == ["P3", "P5", "P1", "P4"]
    assert list(listed(study, "night")) == ["P3", "P1"]
    lost, changed = listed(study)["P3"], listed(study)["P1"]
    assert (lost.fate, lost.was, lost.start, lost.now, lost.candidates) == ("doubt", NIGHT[16:40], None, "", ())
    assert (changed.fate, changed.was) == ("changed", "De lamp is uit.")
    assert (changed.now, changed.start, changed.end, changed.candidates) == ("De lantaarn is uit.", 0, 19, ())
    assert changed.as_json()["source"] == "night"


def test_a_passage_is_given_one_of_its_places_and_is_settled(study: Study) -> None:
    study.sources.correct(
        "notes", edits=[(23, 48, ""), (71, 71, " Het was er warm; en licht. HET was er warm en licht.")]
    )
    doubt = listed(study)["P5"]
    assert [place.quote for place in doubt.candidates] == ["Het was er warm; en licht.", "HET was er warm en licht."]
    place = doubt.candidates[1]
    study.passages.settle("P5", place.start, place.end)
    assert "P5" not in listed(study)
    assert_sound(study)
    study.undo()
    assert listed(study)["P5"] == doubt
    with pytest.raises(Refused, match="The place of passage 'P1' is not in doubt"):
        study.passages.settle("P1", 0, 3)


def test_a_changed_passage_is_accepted_or_given_another_place(study: Study) -> None:
    study.sources.correct("night", edits=[(3, 7, "lantaarn"), (24, 29, "schrijft")])
    assert list(listed(study)) == ["P1", "P3"]
    study.passages.accept("P1")
    study.passages.extend("P3", 20, 30)
    assert listed(study) == {}
    for passage in ("P1", "P2"):
        with pytest.raises(Refused, match=f"Passage '{passage}' was not changed by a correction"):
            study.passages.accept(passage)
    study.undo()
    study.undo()
    assert list(listed(study)) == ["P1", "P3"]


def test_a_changed_passage_stays_listed_through_later_corrections_until_somebody_has_looked(study: Study) -> None:
    study.sources.correct("night", edits=[(3, 7, "lantaarn")])
    study.sources.correct("night", edits=[(100, 100, " zeer")])
    found = listed(study)["P1"]
    assert (found.fate, found.was, found.now) == ("changed", "De lamp is uit.", "De lantaarn is uit.")
    study.sources.correct("night", edits=[(15, 18, "aan")])
    assert listed(study)["P1"].was == "De lamp is uit."
    study.passages.accept("P1")
    study.sources.correct("night", edits=[(0, 0, "Toen. ")])
    assert "P1" not in listed(study)
    study.sources.correct("night", edits=[(9, 17, "kaars")])
    assert (listed(study)["P1"].was, listed(study)["P1"].now) == ("De lantaarn is aan.", "De kaars is aan.")
    assert_sound(study)


def test_a_passage_found_elsewhere_is_listed_as_placed(study: Study) -> None:
    words = NIGHT[16:40]
    study.sources.correct("night", edits=[(16, 40, ""), (len(NIGHT), len(NIGHT), words)])
    found = listed(study)["P3"]
    assert (found.fate, found.was, found.now) == ("placed", words, words)
    assert found.start == len(NIGHT) - len(words)


def test_a_doubt_waits_through_further_corrections_and_its_places_are_those_of_the_newest_text(study: Study) -> None:
    study.sources.correct("notes", edits=[(23, 48, "")])
    assert listed(study)["P5"].candidates == ()
    study.sources.correct("notes", edits=[(0, 0, "Het was er warm en licht. ")])
    assert [place.start for place in listed(study)["P5"].candidates] == [0]
    before = dump(study)
    listed(study)
    assert dump(study) == before


def test_where_the_older_text_was_erased_what_was_coded_is_empty_and_the_passage_still_listed(study: Study) -> None:
    study.sources.correct("night", edits=[(3, 7, "lantaarn")])
    study.erase("superseded")
    found = listed(study)["P1"]
    assert (found.was, found.now) == ("", "De lantaarn is uit.")

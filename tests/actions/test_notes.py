"""Memos, overviews and attributes: what a researcher writes beside the coding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Attribute, Memo, Summary
from spanveld.session import Study
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def memos(study: Study) -> set[tuple[str, str, str]]:
    return {(memo.subject, memo.author, memo.text) for memo in study.content().of(Memo)}


def points(study: Study, theme: str = "") -> list[str]:
    return [item.text for item in study.content().of(Summary) if (item.source, item.theme) == ("night", theme)]


SUBJECTS = ("", "case:C", "sub_case:east", "wave:W1", "coder:ben", "party:LIB", "participant:R1", "source:night")


@pytest.mark.parametrize("subject", [*SUBJECTS, "passage:P1", "finding:F1", "code:tension/perform", "code:aspect/cold"])
def test_a_memo_is_written_on_anything_or_on_the_study_by_who_acts(study: Study, subject: str) -> None:
    study.memos.add("Kijk eens aan.", subject=subject, date="2024-03")
    assert (subject, "ann", "Kijk eens aan.") in memos(study)
    assert_sound(study)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"subject": "passage:P9"}, "There is no passage 'P9'"),
        ({"subject": "turn:1"}, "'turn:1' is no subject: write KIND:NAME with one of the kinds case, sub_case"),
        ({"subject": "P1"}, "'P1' is no subject"),
        ({"subject": "code:cold"}, "'cold' is no code: write it as layer/code"),
        ({"kind": "joke"}, "kind: 'joke' is not allowed here"),
        ({"date": "yesterday"}, "date: 'yesterday' is no date"),
    ],
)
def test_a_memo_on_nothing_known_is_refused(study: Study, values: dict[str, str], message: str) -> None:
    with pytest.raises(Refused, match=message):
        study.memos.add("Zo.", **values)


def test_a_memo_is_changed_and_removed_by_its_number(study: Study) -> None:
    number = study.memos.add("Eerst.")
    study.memos.edit(number, text="Toen\r\ndaarna.", kind="reflexive")
    assert ("", "ann", "Toen\ndaarna.") in memos(study)
    study.memos.remove(number)
    assert ("", "ann", "Toen\ndaarna.") not in memos(study)
    for act in (study.memos.edit, study.memos.remove):
        with pytest.raises(NotFound, match=f"There is no memo {number} in this study"):
            act(number)


def test_the_same_memo_twice_is_refused(study: Study) -> None:
    first = study.memos.add("Zo.")
    with pytest.raises(Refused, match="There is such a memo already"):
        study.memos.add("Zo.")
    other = study.memos.add("Anders.")
    with pytest.raises(Refused, match="There is such a memo already"):
        study.memos.edit(other, text="Zo.")
    study.memos.edit(first, text="Zo.")


def test_an_overview_is_written_in_place_of_the_one_before(study: Study) -> None:
    before = dump(study)
    study.overviews.write("night", ["Het is donker.", "Men gaat weg."])
    assert points(study) == ["Het is donker.", "Men gaat weg."]
    assert points(study, "kou") == ["Het is koud."]
    study.overviews.write("night", [], theme="kou")
    assert points(study, "kou") == []
    assert_sound(study)
    study.undo()
    study.undo()
    assert dump(study) == before


def test_an_attribute_is_given_changed_and_taken_away(study: Study) -> None:
    def value(name: str) -> list[str]:
        return [
            item.value for item in study.content().of(Attribute) if (item.subject, item.name) == ("source:night", name)
        ]

    study.attributes.set("source:night", "weer", "sneeuw")
    study.attributes.set("source:night", "maan", "vol")
    assert (value("weer"), value("maan")) == (["sneeuw"], ["vol"])
    study.attributes.set("source:night", "weer", "")
    assert value("weer") == []
    study.undo()
    assert value("weer") == ["sneeuw"]
    assert_sound(study)


@pytest.mark.parametrize("subject", ["finding:F1", "source:day", "night", ""])
def test_an_attribute_is_of_a_source_participant_party_or_case(study: Study, subject: str) -> None:
    with pytest.raises(Refused):
        study.attributes.set(subject, "weer", "regen")

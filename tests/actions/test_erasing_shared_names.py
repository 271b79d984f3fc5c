"""A surname that somebody who is erased shares with another participant stays in the other one's fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.session.erasing import erase
from tests.session.samples import assert_sound, put

TALK = "Jan de Vries: De kraan lekte al sinds de strenge vorst van januari.\nRita Bos: Dat zei Piet de Vries ook, en Vries.\n"


def content(*attributes: r.Attribute, labels: tuple[r.Speaker, ...] = ()) -> StudyContent:
    first = TALK.index("\n")
    values = {
        "coder": (r.Coder("ann", "Ann"),),
        "participant": (
            r.Participant("R1"),
            r.Participant("R2", "beheerder", note="Vries belt terug; kent Jan de Vries"),
            r.Participant("R3", note="werkt met De Vries"),
        ),
        "speaker": (r.Speaker("Jan de Vries", "R1"), r.Speaker("Rita Bos", "R3"), *labels),
        "source": (r.Source("talk", "interview", "sources/talk.txt", participants=("R1", "R3")),),
        "turn": (
            r.Turn("talk", 0, first, "R1", "respondent"),
            r.Turn("talk", first + 1, len(TALK) - 1, "R3", "respondent"),
        ),
        "attribute": attributes,
    }
    return StudyContent("water", "Water", "nl", records=values, texts={"talk": TALK})


def erased(path: Path, *attributes: r.Attribute, labels: tuple[r.Speaker, ...] = ()) -> Study:
    study = put(str(path / "s.spanveld"), content(*attributes, labels=labels), "ann")
    erase(study, "participant:R1")
    assert_sound(study)
    return study


def values_of(study: Study) -> dict[str, str]:
    return {item.name: item.value for item in study.content().of(r.Attribute)}


@pytest.mark.parametrize(
    "own",
    [
        {"naam": "Piet de Vries"},
        {"aanspreekvorm": "Piet de Vries"},
        {"voornaam": "Piet", "achternaam": "de Vries"},
    ],
)
def test_the_surname_stays_in_the_other_ones_fields(tmp_path: Path, own: dict[str, str]) -> None:
    attributes = [r.Attribute("participant:R2", name, value) for name, value in own.items()]
    with erased(tmp_path, *attributes) as study:
        assert values_of(study) == own
        notes = {item.participant: item.note for item in study.content().of(r.Participant)}
        assert notes == {"R2": "Vries belt terug; kent [gewist]", "R3": "werkt met De [gewist]"}
        assert "Dat zei Piet de Vries ook, en [gewist]." in study.content().texts["talk"]


def test_the_whole_name_goes_from_the_other_ones_fields(tmp_path: Path) -> None:
    attributes = (
        r.Attribute("participant:R2", "naam", "Piet de Vries"),
        r.Attribute("participant:R2", "collega", "Jan de Vries"),
    )
    with erased(tmp_path, *attributes) as study:
        assert values_of(study) == {"naam": "Piet de Vries", "collega": "[gewist]"}


@pytest.mark.parametrize("value", ["J. de Vries", "Jan Vries", "Vries", "De heer Vries", "Oom Jan"])
def test_another_spelling_of_the_erased_one_is_no_other_person(tmp_path: Path, value: str) -> None:
    with erased(tmp_path, r.Attribute("participant:R2", "collega", value)) as study:
        assert "[gewist]" in values_of(study)["collega"]


def test_a_label_with_the_surname_shields_it_too(tmp_path: Path) -> None:
    attribute = r.Attribute("participant:R2", "kent", "familie Vries")
    with erased(tmp_path, attribute, labels=(r.Speaker("Piet de Vries", "R2"),)) as study:
        assert values_of(study) == {"kent": "familie Vries"}
        assert "Jan" not in repr(study.content())

"""What is judged follows what it is about: dimensions with another name, waves and sub-cases that go, codes in logged searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from spanveld.actions.adopting import SuccessionRefused
from spanveld.actions.things import DependantsRefusal
from spanveld.model.errors import Refused
from spanveld.model.records import AnchorExample, Assessment, ContrarySearch, Judgement
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.judged import lay_open
from tests.session.samples import assert_sound, dump, put, reading_room, sample
from tests.versions import add_code, changed, rename_code


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def refused(study: Study, act: Callable[[], Any], error: type[Refused] = Refused) -> Refused:
    before = dump(study)
    with pytest.raises(error) as caught:
        act()
    assert dump(study) == before
    return caught.value


def test_assessments_judgements_and_examples_follow_a_dimension_to_its_new_name_and_back(study: Study) -> None:
    name = lay_open(study, "quiet", "ann")
    study.judgements.pin("quiet", -1, "P1")
    before = dump(study)
    newer = changed(reading_room(), "2.0.0", rename_code("quality", "quiet", "hush"))
    with pytest.raises(SuccessionRefused):
        study.theory.take(newer, {})
    study.theory.take(newer, {"quality/quiet": "quality/hush"})
    content = study.content()
    assert next(one.dimension for one in content.of(Assessment) if one.assessment == name) == "hush"
    assert "hush" in {one.dimension for one in content.of(Judgement)}
    assert AnchorExample("hush", "", -1, "P1") in list(content.of(AnchorExample))
    assert study.judgements.of(name).label == "stilte"
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_two_assessments_do_not_come_together_under_one_dimension(study: Study) -> None:
    study.judgements.open("quiet")
    study.judgements.open("warmth")
    newer = changed(reading_room(), "2.0.0", rename_code("quality", "quiet", "hush"))
    mapping = {"quality/quiet": "quality/hush", "quality/warmth": "quality/hush"}
    said = refused(study, lambda: study.theory.take(newer, mapping), SuccessionRefused).text()
    assert "quality/hush" in said


def _without_tips(data: dict[str, Any]) -> None:
    for link in data["links"]:
        link.pop("tips_over", None)


def _without_scale(data: dict[str, Any]) -> None:
    _without_tips(data)
    data.pop("scale")


def _without_part(data: dict[str, Any]) -> None:
    _without_tips(data)
    light = next(one for one in data["scale"]["dimensions"] if one["id"] == "light")
    light["sub_dimensions"] = [one for one in light["sub_dimensions"] if one["id"] != "at_the_seat"]


def _without_ends(data: dict[str, Any]) -> None:
    scale = data["scale"]
    scale["positions"] = [
        {name: value for name, value in one.items() if name != "between"}
        for one in scale["positions"]
        if abs(one["at"]) < 2
    ]
    scale["bands"] = [{**one, "from": max(one["from"], -1), "to": min(one["to"], 1)} for one in scale["bands"]]
    for dimension in scale["dimensions"]:
        for part in dimension["sub_dimensions"]:
            part["anchors"] = [one for one in part.get("anchors", ()) if abs(one["at"]) < 2]


def test_a_version_whose_scale_lost_a_part_that_somebody_judged_is_not_taken(study: Study) -> None:
    study.judgements.remove("A2", with_dependants=True)
    name = study.judgements.open("light")
    study.judgements.start(name)
    study.judgements.mark(name, best=0)
    study.judgements.mark(name, "at_the_seat", best=0)
    study.judgements.reveal(name)
    newer = changed(reading_room(), "2.0.0", _without_part)
    assert refused(study, lambda: study.theory.take(newer, {})).text() == (
        "Judgements on 'light' hold sub_dimension 'at_the_seat', which this version of the framework does not know."
    )


def test_a_version_whose_scale_lost_a_position_that_somebody_gave_is_not_taken(study: Study) -> None:
    study.judgements.remove("A2", with_dependants=True)
    lay_open(study, "quiet", "ann", best=-2)
    newer = changed(reading_room(), "2.0.0", _without_ends)
    assert refused(study, lambda: study.theory.take(newer, {})).text() == (
        "Judgements on 'quiet' hold best '-2', which this version of the framework does not know."
    )


def test_a_version_with_less_of_a_scale_waits_for_a_blind_round_and_tells_nothing_of_its_marks(study: Study) -> None:
    newer = changed(reading_room(), "2.0.0", _without_ends)
    assert refused(study, lambda: study.theory.take(newer, {})).text().startswith("A blind round on 'light' is open")


def test_a_version_without_a_scale_is_not_taken_while_anything_is_assessed_on_it(study: Study) -> None:
    study.judgements.open("quiet")
    newer = changed(reading_room(), "2.0.0", _without_scale)
    assert "has no scale" in refused(study, lambda: study.theory.take(newer, {})).text()


def test_a_dimension_of_a_framework_without_a_scale_is_not_judged(study: Study) -> None:
    for one in study.judgements.all().assessments:
        study.judgements.remove(one.assessment, with_dependants=True)
    content = study.content()
    bare = changed(reading_room(), "2.0.0", _without_scale)
    for example in content.of(AnchorExample):
        study.judgements.unpin(
            example.dimension, example.position or 0, example.passage, sub_dimension=example.sub_dimension
        )
    study.theory.take(bare, {})
    assert refused(study, lambda: study.judgements.open("quiet")).text() == (
        "Framework 'five-dimensions' has no scale, so 'quiet' cannot be judged."
    )
    assert (
        refused(study, lambda: study.judgements.pin("quiet", 0, "P1")).text().startswith("Framework 'five-dimensions'")
    )


@pytest.mark.parametrize("kind", ["waves", "sub_cases"])
def test_an_assessment_goes_with_its_wave_or_sub_case_once_a_person_agrees(study: Study, kind: str) -> None:
    about = {"waves": {"wave": "W3"}, "sub_cases": {"sub_case": "north"}}[kind]
    (name,) = about.values()
    getattr(study, kind).add(name)
    judged = study.judgements.open("quiet", assessors=["ann"], **about)
    study.judgements.start(judged)
    study.judgements.mark(judged, best=0)
    study.judgements.reveal(judged)
    before = dump(study)
    refusal = refused(study, lambda: getattr(study, kind).remove(name), DependantsRefusal)
    assert isinstance(refusal, DependantsRefusal)
    assert refusal.counts == {"assessment": 1, "judgement": 1}
    getattr(study, kind).remove(name, with_dependants=True)
    assert judged not in {one.assessment for one in study.content().of(Assessment)}
    assert_sound(study)
    study.undo()
    assert dump(study) == before


def test_an_assessor_is_not_removed(study: Study) -> None:
    study.coders.add("eve")
    study.judgements.open("quiet", assessors=["eve"])
    assert "has work in this study" in refused(study, lambda: study.coders.remove("eve")).text()


def test_a_logged_search_follows_the_code_that_it_asked_for(study: Study) -> None:
    name = study.judgements.open("quiet")
    study.judgements.log_search(name, "aspect:cold")
    study.codes.rename("aspect/cold", to="chill")
    queries = [one.query for one in study.content().of(ContrarySearch) if one.assessment == name]
    assert queries == ["aspect:chill"]
    study.codes.merge("aspect/chill", "aspect/draught")
    queries = [one.query for one in study.content().of(ContrarySearch) if one.assessment == name]
    assert queries == ["aspect:draught"]


def test_a_passage_that_goes_takes_examples_and_links_along_and_a_closed_judgement_says_so(study: Study) -> None:
    name = lay_open(study, "quiet", "ann")
    study.judgements.agree(name, best=-1, rationale="Zo.")
    study.judgements.link(name, "passage:P3", "qualifies", agreed=True)
    study.judgements.close(name)
    study.passages.remove("P3", with_dependants=True)
    assert [(one.change, one.subject) for one in study.judgements.of(name).stale] == [("went", "passage:P3")]


def test_a_sealed_mark_whose_passage_went_is_laid_open_without_that_link(study: Study) -> None:
    name = study.judgements.open("quiet")
    study.judgements.start(name)
    study.judgements.mark(name, best=0, evidence={"passage:P3": "supports", "passage:P1": "contradicts"})
    study.passages.remove("P3", with_dependants=True)
    study.judgements.reveal(name)
    (mark,) = study.judgements.of(name).parts[0].marks
    assert [(one.subject, one.stance) for one in mark.evidence] == [("passage:P1", "contradicts")]


def test_a_new_dimension_of_a_newer_version_can_be_judged(study: Study) -> None:
    newer = changed(
        reading_room(),
        "2.0.0",
        add_code("quality", "smell"),
        lambda data: data["scale"]["dimensions"].append(
            {"id": "smell", "question": {"en": "?", "nl": "?"}, "source": "invented", "sub_dimensions": []}
        ),
    )
    study.theory.take(newer, {})
    assert study.judgements.of(study.judgements.open("smell")).scale.highest == 2

"""A mark of a blind round in the hands of others: saved, loaded again, searched for names, erased from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import Refused
from spanveld.model.sealed import in_words, opened, sealed, texts_of, without_subjects
from spanveld.session import Study, load_study
from spanveld.session.history import opened as opened_entry
from spanveld.views.private_fields import private_fields
from tests.promises.sealed import LEFT, SCOPE, Twin, twin
from tests.session.samples import assert_sound


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Twin]:
    """A study in which ann sealed two marks."""
    made = twin(tmp_path / "one", LEFT)
    with made.study:
        yield made


def stored(study: Study) -> list[str]:
    """What lies in the study's file, whoever may see it."""
    with study._store.writing("") as work:
        return [content for (content,) in work.values("sealed_mark", "content")]


def marks_of(study: Study, assessor: str) -> dict[str, dict[str, Any]]:
    marks = study.content().records["sealed_mark"]
    return {mark.sub_dimension: opened(mark.content) for mark in marks if mark.assessor == assessor}


def test_a_mark_keeps_its_ids_whatever_is_done_to_its_words() -> None:
    content = sealed(
        {
            **{
                "best": 0,
                "low": -1,
                "high": 1,
                "grade": "low",
                "adequacy": "minor: low tide",
                "rationale": 'low, and\n"low"',
            },
            "evidence": {"passage:low": "supports"},
        }
    )
    assert list(texts_of(content)) == ["low tide", 'low, and\n"low"']
    assert opened(in_words(content, lambda text: text.replace("low", "[R1]"))) == {
        **{"best": 0, "low": -1, "high": 1, "grade": "low", "adequacy": "minor: [R1] tide"},
        **{"rationale": '[R1], and\n"[R1]"', "evidence": {"passage:low": "supports"}},
    }
    assert "evidence" not in opened(without_subjects(content, frozenset({"passage:low"})))
    assert without_subjects(content, frozenset({"passage:high"})) == content


@pytest.mark.parametrize("content", ["no mark", "[1, 2]", '"low"', "7"])
def test_what_is_no_mark_is_changed_as_a_text(content: str) -> None:
    assert in_words(content, str.upper) == content.upper()


def test_others_save_a_folder_that_loads_again_and_in_which_marks_have_to_be_given_again(
    one: Twin, tmp_path: Path
) -> None:
    one.study.as_("ben").save(tmp_path / "saved")
    assert "kanarie" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "saved").rglob("*.csv"))
    with load_study(tmp_path / "again.spanveld", tmp_path / "saved", coder="eve").study as again:
        assert_sound(again)
        assert marks_of(again.as_("ben"), "ben")[""]["best"] == 0
        assert marks_of(again.as_("ann"), "ann") == {"": {}, "aims": {}}
        with pytest.raises(Refused, match="still to come: ann"):
            again.as_("ben").judgements.reveal(one.assessment)
        again.as_("ann").judgements.mark(one.assessment, best=1, low=1, high=1)
        again.as_("ben").judgements.reveal(one.assessment)
        assert_sound(again)
        given = [judgement for judgement in again.content().records["judgement"] if judgement.wave == "W2"]
        assert {(mark.assessor, mark.best) for mark in given if mark.dimension == "perform"} == {("ann", 1), ("ben", 0)}


def test_the_assessor_saves_a_folder_with_the_own_mark(one: Twin, tmp_path: Path) -> None:
    one.study.as_("ann").save(tmp_path / "saved")
    marks = read_folder(tmp_path / "saved").content.records["sealed_mark"]
    assert {mark.assessor: bool(mark.content) for mark in marks} == {"ann": True, "ben": False}


def test_what_was_sealed_is_seen_again_by_its_assessor_alone(one: Twin) -> None:
    then = one.study.newest()
    one.study.as_("ann").judgements.mark(one.assessment, best=4, low=4, high=4, answer="")
    marks = {who: one.study.as_(who).as_of(then).records["sealed_mark"] for who in ("ann", "ben", "eve")}
    best = {who: {opened(mark.content).get("best") for mark in found} for who, found in marks.items()}
    assert best == {"ann": {-3, None}, "ben": {0, None}, "eve": {None}}
    with one.study.as_("ann").at(then) as past:
        assert {opened(mark.content).get("best") for mark in past.content().records["sealed_mark"]} == {-3, None}


def test_an_entry_of_the_journal_says_that_a_mark_was_given_and_not_which(one: Twin) -> None:
    entries = [opened_entry(one.study.as_("ann"), sequence) for sequence in range(1, one.study.newest() + 1)]
    fields = [
        field for entry in entries if entry for row in entry.rows for field in row.fields if row.table == "sealed_mark"
    ]
    contents = [field for field in fields if field.name == "content"]
    assert contents
    assert all(field.sealed for field in contents)
    assert {side for field in contents for side in (field.before, field.after)} == {None, "…"}


def test_sealed_marks_are_no_fields_that_others_look_through_for_names(one: Twin) -> None:
    with one.study._reader() as reader:
        assert not [item for item in private_fields(reader) if item.table == "sealed_mark"]


# ---------------------------------------------------------------------- erasing and pseudonyms
def test_erasing_somebody_reaches_sealed_marks_which_stay_marks(one: Twin) -> None:
    names = ["kanarie", "vogeltje", "low", "serious"]
    before = marks_of(one.study.as_("ann"), "ann")
    plan = one.study.as_("ben").erasure_plan("participant:R2", names=names)
    assert not [item for item in plan.fields if item.what == "sealed_mark"]
    one.study.as_("ben").erase("participant:R2", names=names, agreed=plan)
    after = marks_of(one.study.as_("ann"), "ann")
    for name in ("best", "low", "high", "grade", "tension_strength"):
        assert after[""][name] == before[""][name]
    assert after[""]["method"] == "serious: [gewist]"
    assert after["aims"] == {"answer": "cannot_judge", "reason": "thin: een [gewist]", "rationale": "Nee,\n[gewist]."}
    assert not any(word in content for content in stored(one.study) for word in ("kanarie", "vogeltje"))
    assert_sound(one.study)
    one.study.close()
    for path in one.place.rglob("*"):
        if path.is_file():
            assert not [word for word in (b"kanarie", b"vogeltje") if word in path.read_bytes()], path


def test_an_erasure_takes_the_link_to_a_passage_that_goes_out_of_sealed_marks(one: Twin) -> None:
    assert "passage:P1" in marks_of(one.study.as_("ann"), "ann")[""]["evidence"]
    one.study.as_("ben").erase("source:night")
    assert set(marks_of(one.study.as_("ann"), "ann")[""]["evidence"]) == {"finding:F3"}
    assert_sound(one.study)


def test_a_mark_that_links_what_was_removed_since_is_laid_open_without_that_link(one: Twin) -> None:
    one.study.as_("ben").passages.remove("P1", with_dependants=True)
    one.study.as_("ben").judgements.reveal(one.assessment)
    links = one.study.content().records["judgement_evidence"]
    assert {link.subject for link in links if link.dimension == "perform"} == {"finding:F3", "passage:P3"}
    assert_sound(one.study)


def test_pseudonyms_for_everything_reach_sealed_marks_and_nothing_is_told_of_it(one: Twin) -> None:
    ben = one.study.as_("ben")
    plan = ben.pseudonyms.plan({"kanarie": "[R9]", "minor": "[R9]"}, everywhere=True)
    assert (plan.places, plan.fields, plan.unused) == (0, (), ("kanarie", "minor"))
    ben.pseudonyms.apply({"kanarie": "[R9]", "minor": "[R9]"}, "night", everywhere=True)
    mark = marks_of(one.study.as_("ann"), "ann")[""]
    assert mark["method"] == "serious: [R9]"
    assert mark["coherence"] == "minor: [R9]"
    assert "[R9]" in mark["rationale"]
    assert "kanarie" not in json.dumps(mark)
    entry = opened_entry(ben, one.study.newest())
    assert entry is not None
    assert "sealed_mark" not in entry.tables
    assert_sound(one.study)


def test_judgements_that_were_there_before_their_assessment_stay_as_they_are(one: Twin, tmp_path: Path) -> None:
    study = one.study.as_("ann")
    study.judgements.remove("A1", with_dependants=True)
    study.save(tmp_path / "saved")
    loose = (
        "case,wave,dimension,assessor,round,best,low,high\nC,W1,authorise,ann,1,-1,-2,0\nC,W1,authorise,ben,,1,1,2\n"
    )
    (tmp_path / "saved" / "judgements.csv").write_text(loose, encoding="utf-8")
    with load_study(tmp_path / "again.spanveld", tmp_path / "saved", coder="ann").study as again:
        again.judgements.open("authorise", case="C", wave="W1", assessment="L", assessors=["ann"], scope=SCOPE)
        assert_sound(again)
        again.judgements.start("L")
        again.judgements.mark("L", best=4, low=4, high=4)
        assert_sound(again)
        again.judgements.reveal("L")
        assert_sound(again)
        given = [mark for mark in again.content().records["judgement"] if mark.wave == "W1"]
        assert sorted((mark.assessor, mark.round, mark.best) for mark in given) == [
            *(("ann", "1", -1), ("ann", "2", 4), ("ben", "", 1)),
        ]

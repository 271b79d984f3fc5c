"""Whoever changes a study behind the program's back is found out, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from spanveld.session import Study, load_study
from tests.conftest import Addresses

DEMO = Path(__file__).parents[2] / "src" / "spanveld" / "demo" / "study"


@pytest.fixture
def study(addresses: Addresses) -> Iterator[Study]:
    opened = load_study(addresses(), DEMO, coder="lotte").study
    yield opened
    opened.close()


def change(study: Study, statement: str, **values: object) -> None:
    with study._store.engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount == 1


def named(study: Study, kind: str) -> set[str]:
    return {problem.value for problem in study.doctor().problems if problem.file == kind}


def test_a_study_that_nobody_touched_is_sound(study: Study) -> None:
    assert study.doctor().sound


def test_one_changed_character_names_the_passages_that_hold_it_and_the_source(study: Study) -> None:
    opened = study.sources.open("R4")
    place = opened.passages[3].start + 5
    hit = {passage.passage for passage in opened.passages if passage.start <= place < passage.end}
    changed = opened.text[:place] + ("x" if opened.text[place] != "x" else "y") + opened.text[place + 1 :]
    change(study, "UPDATE erasable SET body = :new WHERE body = :old", new=changed, old=opened.text)
    assert named(study, "passage") == hit
    assert named(study, "text") == {"R4"}


def test_a_character_put_in_names_every_passage_behind_it(study: Study) -> None:
    opened = study.sources.open("R4")
    place = opened.passages[5].start
    changed = f"{opened.text[:place]}!{opened.text[place:]}"
    change(study, "UPDATE erasable SET body = :new WHERE body = :old", new=changed, old=opened.text)
    behind = {passage.passage for passage in opened.passages if passage.end > place}
    assert named(study, "passage") == behind


@pytest.mark.parametrize(
    "change_of",
    ["start = a.start + 1", '"end" = a."end" - 1', "checksum = a.checksum + 1", '"end" = 9999999', "start = -1"],
)
def test_one_changed_anchor_names_its_passage(study: Study, change_of: str) -> None:
    statement = f"""UPDATE anchor AS a SET {change_of} WHERE a.passage_id = (SELECT id FROM passage WHERE identifier = 'p042')"""
    change(study, statement)
    assert named(study, "passage") == {"p042"}
    assert not named(study, "text")


def test_a_passage_whose_anchor_was_taken_away_is_named(study: Study) -> None:
    change(study, "DELETE FROM anchor WHERE passage_id = (SELECT id FROM passage WHERE identifier = 'p042')")
    assert named(study, "passage") == {"p042"}


def test_passages_of_a_superseded_text_are_proved_too(study: Study) -> None:
    opened = study.sources.open("R4")
    study.sources.correct("R4", edits=[(0, 9, "Gesprek")])
    assert study.doctor().sound
    statement = """UPDATE anchor SET start = start + 1 WHERE passage_id = (SELECT id FROM passage WHERE identifier = :name)
        AND text_id = (SELECT min(id) FROM text WHERE source_id = (SELECT id FROM source WHERE identifier = 'R4'))"""
    change(study, statement, name=opened.passages[0].passage)
    assert named(study, "passage") == {opened.passages[0].passage}

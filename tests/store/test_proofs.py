"""The doctor names exactly what was changed behind the program's back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, text

from spanveld.session import Study
from tests.session.samples import NIGHT, put, sample

NIGHT_PASSAGES = {"P1": (0, 15), "P2": (50, 65), "P3": (16, 40)}

BESIDE = ("journal", "search")
"""What is named as well where words were changed: their digest in the journal, and the index of words where there are fewer or more."""


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def tamper(study: Study, statement: str, **values: Any) -> None:
    """Change the database past the program."""
    with study._store.engine.begin() as connection:
        changed = connection.execute(text(statement).bindparams(*(bindparam(name) for name in values)), values)
        assert changed.rowcount == 1


def named(study: Study) -> set[tuple[str, str]]:
    return {(problem.file, problem.value) for problem in study.doctor().problems}


def change_text(study: Study, old: str, new: str) -> None:
    tamper(study, "UPDATE erasable SET body = :new WHERE body = :old AND study_id = 1", old=old, new=new)


def test_an_untouched_study_is_sound(study: Study) -> None:
    health = study.doctor()
    assert (health.problems, health.texts, health.passages, health.entries) == ((), 2, 5, 1)


@pytest.mark.parametrize("at", [0, 7, 14, 15, 16, 39, 49, 57, 64, 65, len(NIGHT) - 1])
def test_one_changed_character_of_a_text_names_the_source_and_the_passages_over_it(study: Study, at: int) -> None:
    change_text(study, NIGHT, NIGHT[:at] + "X" + NIGHT[at + 1 :])
    hit = {("passage", name) for name, (start, end) in NIGHT_PASSAGES.items() if start <= at < end}
    assert {found for found in named(study) if found[0] not in BESIDE} == {("text", "night"), *hit}


def test_a_text_that_became_shorter_names_the_passages_past_its_end(study: Study) -> None:
    change_text(study, NIGHT, NIGHT[:60])
    assert {found for found in named(study) if found[0] not in BESIDE} == {("text", "night"), ("passage", "P2")}


@pytest.mark.parametrize(
    "change",
    [
        "start = start + 1",
        'start = start - 1, "end" = "end"',
        '"end" = "end" + 1',
        '"end" = "end" - 1',
        "checksum = checksum + 1",
    ],
)
def test_one_changed_bound_or_checksum_names_that_passage_alone(study: Study, change: str) -> None:
    whose = "passage_id = (SELECT id FROM passage WHERE identifier = 'P2')"
    tamper(study, f"UPDATE anchor SET {change} WHERE {whose}")
    assert named(study) == {("passage", "P2")}


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 5), (0, 10**6)])
def test_a_place_outside_the_text_is_named(study: Study, start: int, end: int) -> None:
    whose = "passage_id = (SELECT id FROM passage WHERE identifier = 'P3')"
    tamper(study, f'UPDATE anchor SET start = :low, "end" = :high WHERE {whose}', low=start, high=end)
    assert named(study) == {("passage", "P3")}


def test_a_passage_without_a_place_is_named_unless_it_is_on_the_doubt_list(study: Study) -> None:
    tamper(study, "DELETE FROM anchor WHERE passage_id = (SELECT id FROM passage WHERE identifier = 'P1')")
    assert named(study) == {("passage", "P1")}
    tamper(study, "UPDATE passage SET doubt = 'De lamp is uit.' WHERE identifier = 'P1'")
    assert named(study) == set()


def test_a_place_in_an_older_version_of_the_text_is_proved_too(study: Study) -> None:
    study.sources.correct("night", edits=[(3, 7, "lantaarn")])
    assert study.doctor().sound
    whose = "passage_id = (SELECT id FROM passage WHERE identifier = 'P2')"
    tamper(
        study,
        f"UPDATE anchor SET start = start + 1 WHERE {whose} AND text_id = (SELECT id FROM text WHERE superseded = 1)",
    )
    assert named(study) == {("passage", "P2")}


def test_a_memo_about_something_that_is_gone_is_named(study: Study) -> None:
    tamper(study, "UPDATE memo SET subject_id = 999 WHERE subject_kind = 'passage'")
    assert {kind for kind, _ in named(study)} == {"memo"}


def test_the_problems_are_told_by_kind_name_and_reason(study: Study) -> None:
    tamper(
        study,
        "UPDATE anchor SET checksum = checksum + 1 WHERE passage_id = (SELECT id FROM passage WHERE identifier = 'P2')",
    )
    told = study.doctor().as_json()
    assert told["sound"] is False
    assert told["problems"] == [{"kind": "passage", "name": "P2", "reason": "no longer marks what was coded: 50 to 65"}]

"""A query fits the study or is refused: at the place, with what is there and what was probably meant."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from spanveld.model.errors import Refused
from spanveld.query.answering import Budget
from spanveld.query.faults import QueryError, TooMuch
from spanveld.session import Study
from tests.conftest import Addresses, sqlite_addresses
from tests.session.samples import put, sample


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    for files in sqlite_addresses():
        with put(files(), sample(), "ann") as study:
            yield study


def names(study: Study, query: str) -> set[str]:
    return {row.passage for row in study.find(query).rows}


@pytest.mark.parametrize(
    ("query", "place", "message", "guess"),
    [
        ("tensoin:authorise", "tensoin", "no field of this study. Did you mean tension?", "tension"),
        ("voice:R1 and party.knd:library", "party.knd", "Did you mean party.kind?", "party.kind"),
        ("tension:authorize", "authorize", "tension has no 'authorize'", "authorise"),
        ("hedged or voice:R9", "R9", "voice has no 'R9'", None),
        ("qualty:light", "qualty", "Did you mean quality?", "quality"),
        ("R1", "R1", "Did you mean voice:R1?", "voice:R1"),
        ("cold", "cold", "Did you mean aspect:cold?", "aspect:cold"),
        ("tension", "tension", "tension:* is any", ""),
        ("hedged:yes", "hedged:yes", "stands alone", ""),
        ("voice:R1@ann", "ann", "'@' says who gave a code", ""),
        ("stance:supports@F1", "F1", "write finding:NAME@supports", ""),
        ("stance:support", "support", "Did you mean supports?", "supports"),
        ("source.kind:interviews", "interviews", "Did you mean interview?", "interview"),
        ("attr.wer:regen", "attr.wer", "Did you mean weer?", "weer"),
        ("attr.weer:zon", "zon", "Known are: regen.", ""),
        ("voice:(voice:R1 and tension:authorise)", "tension:authorise", "conditions on one person", ""),
        ("voice:(not (voice:R1 near:3 voice:R2))", "voice:R1", "conditions on one person", ""),
        ('text:"\u0301"', '"\u0301"', "no word in it", ""),
        ("wave:w3", "w3", "wave has no 'w3'", None),
        ("nowhere/tension:authorise", "nowhere/tension", "no field of this study", None),
    ],
)
def test_what_the_study_does_not_have_is_refused_where_it_stands(
    study: Study, query: str, place: str, message: str, guess: str | None
) -> None:
    with pytest.raises(QueryError) as refused:
        study.find(query)
    assert query[refused.value.start : refused.value.end] == place
    assert message in str(refused.value)
    if guess is not None:
        assert refused.value.guess == guess
    assert refused.value.details == {
        "start": refused.value.start,
        "end": refused.value.end,
        "guess": refused.value.guess,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tension:authorise", "tension:Autoriseren"),
        ("tension:authorise", "governance-tensions/tension:authorise"),
        ("tension:authorise", "layer.tension:authorise"),
        ("quality:light", "Kwaliteit:licht"),
        ("aspect:cold", "aspect:KOU"),
        ("party:LIB", "party:bieb"),
        ("party:LIB", "party:Bibliothéék"),
        ("voice:R1,R2", "voice:R*"),
        ("source:notes", "source:not*"),
        ("sub_case:west", "sub_case:West"),
    ],
)
def test_things_go_by_other_names_too(study: Study, one: str, other: str) -> None:
    assert names(study, one) == names(study, other) != set()


def test_a_code_finds_what_lies_below_it_and_not_what_lies_above(study: Study) -> None:
    assert names(study, "aspect:cold") == {"P1", "P5"}
    assert names(study, "aspect:frost") == {"P5"}


def test_a_code_is_asked_of_one_coder(study: Study) -> None:
    assert names(study, "aspect:cold@ben") == {"P1"}
    assert names(study, "aspect:frost@ben") == set()


def test_the_sub_case_of_a_passage_is_not_that_of_its_source(study: Study) -> None:
    assert names(study, "sub_case:west") == {"P4"}
    assert names(study, "source.sub_case:west") == {"P4", "P5"}


def test_a_star_between_quotes_is_a_star(study: Study) -> None:
    with pytest.raises(QueryError, match="has no"):
        study.find('voice:"R*"')


def test_a_name_that_may_be_two_codes_is_refused_with_both(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        study.codes.create("aspect", "chill", label_nl="Kou")
        with pytest.raises(QueryError, match="write one of them: chill, cold"):
            study.find("aspect:kou")


def test_a_study_without_anything_can_be_asked(files: Addresses) -> None:
    from spanveld.session import start_study

    with start_study(files(), frameworks=["governance-tensions"]) as empty:
        assert empty.find("tension:authorise or text:iets near:3 hedged").count == 0
        with pytest.raises(QueryError, match="The study has none"):
            empty.find("voice:R1")


# ------------------------------------------------------------------ limits
def test_a_query_stops_at_its_deadline(study: Study) -> None:
    with pytest.raises(TooMuch, match="took too long"):
        study.find("hedged", seconds=0)


def test_a_query_may_not_cost_more_than_its_budget() -> None:
    budget = Budget(work=100)
    budget.pay(60)
    with pytest.raises(TooMuch, match="more work than one query may"):
        budget.pay(60)
    with pytest.raises(TooMuch, match="took too long"):
        Budget(deadline=time.monotonic() - 1).pay(0)


def test_the_work_of_reading_texts_is_paid(study: Study) -> None:
    from spanveld.query.plan import Said
    from spanveld.views.scanning import Scan

    with study._reader() as reader:
        sources = np.array(list(reader.names("source")), np.int32)
        budget = Budget()
        before = budget.work
        Scan(reader).hits(Said("lamp"), sources, budget)
        assert before - budget.work >= sum(map(len, reader.texts.values()))
        with pytest.raises(TooMuch):
            Scan(reader).hits(Said("lamp"), sources, Budget(work=10))


@pytest.mark.parametrize("wrong", [{"limit": -1}, {"limit": 10**6}, {"offset": -1}, {"context": 10**6}])
def test_numbers_that_make_no_sense_are_refused(study: Study, wrong: dict[str, int]) -> None:
    with pytest.raises(Refused, match="is a number from 0"):
        study.find("hedged", **wrong)

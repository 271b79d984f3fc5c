"""Queries that are saved: asked by name, followed where codes get other names, told of where they ask for what is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.query.faults import QueryError
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import put, reading_room, sample
from tests.versions import changed, drop_code


@pytest.fixture
def study(addresses: Addresses) -> Iterator[Study]:
    with put(addresses(), sample(), "ann") as found:
        yield found


def expressions(study: Study) -> dict[str, str]:
    return {one.query: one.expression for one in study.queries.list()}


def test_a_saved_query_is_asked_by_its_name(study: Study) -> None:
    name = study.queries.add("Wat Ben zag", "coder:ben", note="later")
    assert name == "wat-ben-zag"
    plain, by_name = study.find("coder:ben"), study.find(f"@{name}")
    assert plain.rows == by_name.rows == study.queries.run(name).rows
    assert by_name.query == "coder:ben"


def test_a_query_under_a_name_that_there_is_not_is_refused_with_the_nearest(study: Study) -> None:
    study.queries.add("Iets", "coder:ben", query="coder-ben")
    with pytest.raises(NotFound, match="Did you mean coder-ben"):
        study.find("@coder-bn")
    with pytest.raises(NotFound, match="it has: coder-ben, kou"):
        study.find("@zzz")


@pytest.mark.parametrize("expression", ["coder:nobody", "voice:R1 adn hedged", ""])
def test_a_query_that_cannot_be_asked_is_not_saved(study: Study, expression: str) -> None:
    before = study.newest()
    with pytest.raises(QueryError):
        study.queries.add("Iets", expression)
    with pytest.raises(QueryError):
        study.queries.edit("kou", expression=expression)
    assert study.newest() == before


def test_it_is_changed_and_removed_and_taken_back(study: Study) -> None:
    study.queries.edit("kou", title="Kou", expression="aspect:cold", note="")
    assert [(one.title, one.expression, one.note) for one in study.queries.list()] == [("Kou", "aspect:cold", "")]
    study.queries.remove("kou")
    assert study.queries.list() == ()
    study.undo()
    assert expressions(study) == {"kou": "aspect:cold"}
    study.undo()
    assert expressions(study) == {"kou": "aspect:cold and voice:R1"}
    with pytest.raises(Refused, match="needs a title"):
        study.queries.edit("kou", title=" ")


def test_it_follows_a_code_that_is_renamed_and_comes_back_when_that_is_taken_back(study: Study) -> None:
    study.queries.add("Twee", '(aspect:Cold  or text:"cold")  and not aspect:c*', query="two")
    found = study.find("aspect:cold").count
    study.codes.rename("aspect/cold", to="chill")
    assert expressions(study) == {
        "kou": "aspect:chill and voice:R1",
        "two": "(aspect:chill or text:cold) and not aspect:c*",
    }
    assert all(one.fault is None for one in study.queries.list())
    assert study.find("aspect:chill").count == found
    study.undo()
    assert expressions(study)["kou"] == "aspect:cold and voice:R1"
    assert expressions(study)["two"] == '(aspect:Cold  or text:"cold")  and not aspect:c*'


def test_it_goes_on_asking_for_its_own_code_where_another_takes_the_name(study: Study) -> None:
    study.codes.create("aspect", "gust", label_nl="Tocht")
    study.codes.create("aspect", "wind")
    study.queries.add("Tocht", "aspect:tocht", query="gust")
    study.codes.rename("aspect/wind", to="tocht")
    assert expressions(study)["gust"] == "aspect:gust"


def test_it_follows_a_code_that_is_merged(study: Study) -> None:
    study.codes.create("aspect", "chill")
    study.queries.add("Samen", "aspect:cold,chill near:10 aspect:cold", query="both")
    study.codes.merge("aspect/cold", "aspect/chill")
    assert expressions(study) == {
        "both": "aspect:chill near:10 aspect:chill",
        "kou": "aspect:chill and voice:R1",
    }
    study.undo()
    assert expressions(study)["both"] == "aspect:cold,chill near:10 aspect:cold"


def test_it_follows_a_code_to_another_version_of_its_framework(study: Study) -> None:
    study.queries.add("Oud", "moment:staying or voice:R1", query="old")
    study.theory.take(
        changed(reading_room(), "1.9.0", drop_code("moment", "staying")), {"moment/staying": "moment/leaving"}
    )
    assert expressions(study)["old"] == "moment:leaving or voice:R1"


def test_one_that_asks_for_a_code_that_is_gone_is_told_of(study: Study) -> None:
    study.codes.remove("aspect/cold", with_dependants=True)
    (only,) = study.queries.list()
    assert only.expression == "aspect:cold and voice:R1"
    assert only.fault is not None
    assert "has no 'cold' in this study" in only.fault.text()
    assert only.fault.details["start"] == len("aspect:")
    with pytest.raises(QueryError):
        study.queries.run("kou")


def test_what_is_saved_goes_with_the_study(study: Study, tmp_path: object, files: Addresses) -> None:
    study.queries.add("Ben", "coder:ben", query="b", note="x")
    with put(files(), study.content(), "ann") as copy:
        assert [one.as_json() for one in copy.queries.list()] == [one.as_json() for one in study.queries.list()]

"""The voices of the thesis, asked of its case by command, on the page and in Python: the same everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from spanveld.cli.main import program
from spanveld.session import Study, load_study
from tests.web.doors import House
from tests.web.markup import one, read_page, words

pytestmark = pytest.mark.shared
VOICES = {"R3": 16, "R8": 16, "R19": 1}


@pytest.fixture(scope="module")
def case(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with load_study(tmp_path_factory.mktemp("case") / "vru.spanveld", shared / "cases" / "vru").study as study:
        yield study


@pytest.mark.parametrize(("voice", "passages"), VOICES.items())
def test_a_voice_has_as_many_passages_by_command_on_the_page_and_in_python(
    case: Study, voice: str, passages: int
) -> None:
    query = f"voice:{voice}"
    assert case.find(query).count == passages
    assert len(case.find(query, limit=None).to_pandas()) == passages
    ran = CliRunner().invoke(program, ["find", case.address, query, "--json"])
    assert json.loads(ran.stdout)["passages"]["marked"] == passages
    page = read_page(House(case), f"/find?q={query}", coder="reader")
    assert words(one(page, "#found-title")).startswith(f"{passages} of ")
    assert len(page.css("li.found")) == passages


def test_the_voices_are_those_counts_in_an_answer_too(case: Study) -> None:
    voices = {count.voice: count.marked for count in case.find("voice:*", limit=0).voices}
    assert {voice: voices[voice] for voice in VOICES} == VOICES


def test_councils_are_spoken_about_and_not_heard(case: Study) -> None:
    councils = [row["party"] for row in case.pages.things("party") if row["kind"] == "council"]
    assert councils
    for council in councils:
        assert case.find(f"party:{council}").count == 0
    assert case.find("text:gemeenteraad or text:raadsleden").count > 0

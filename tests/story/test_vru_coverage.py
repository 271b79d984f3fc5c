"""The case behind the project: who is heard, and that the councils are spoken about and not heard, however it is asked."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from spanveld.cli.main import program
from spanveld.session import Study, load_study
from spanveld.web.access import Doors
from spanveld.web.app import make_app
from spanveld.web.served import Served
from tests.conftest import Addresses
from tests.web.doors import PORT

pytestmark = pytest.mark.shared
COUNCILS = "council"


@pytest.fixture
def case(shared: Path) -> Path:
    return shared / "cases" / "vru"


@pytest.fixture
def address(files: Addresses) -> str:
    return files()


@pytest.fixture
def study(address: str, case: Path) -> Iterator[Study]:
    with load_study(address, case).study as opened:
        yield opened


def rows(case: Path, name: str) -> list[dict[str, str]]:
    with (case / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unheard_by_hand(case: Path) -> dict[str, set[str]]:
    """Party without a voice -> the passages with a word of it, from the files alone."""
    passages = rows(case, "passages.csv")
    text = (case / "sources" / "chapter6.txt").read_text(encoding="utf-8")
    voices = {voice for each in passages for voice in each["voices"].split(";") if voice}
    people = {each["participant"]: each for each in rows(case, "participants.csv") if each["level"] != "observer"}
    heard = {party for voice in voices & people.keys() for party in people[voice]["parties"].split(";")}
    found = {}
    for party in rows(case, "parties.csv"):
        forms = [re.escape(form) for form in party["mentions"].split(";") if form]
        pattern = re.compile(rf"\b(?:{'|'.join(sorted(forms, key=len, reverse=True))})\b", re.IGNORECASE)
        its = {each["passage"] for each in passages if pattern.search(text[int(each["start"]) : int(each["end"])])}
        if party["party"] not in heard and its:
            found[party["party"]] = its
    return found


def test_the_councils_are_spoken_about_and_not_heard_by_command_page_and_python(
    study: Study, address: str, case: Path
) -> None:
    expected = unheard_by_hand(case)
    council = next(each["party"] for each in rows(case, "parties.csv") if each["kind"] == COUNCILS)
    assert council in expected
    asked = study.coverage.unheard(party=council, limit=1000)
    assert {each.party: each.marked for each in asked.parties} == {name: len(its) for name, its in expected.items()}
    assert {row.passage for row in asked.rows} == expected[council]
    assert asked.parties[0].party == council
    printed = CliRunner().invoke(program, ["coverage", address, "unheard", "--party", council, "--json"])
    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.stdout) == json.loads(json.dumps(asked.as_json())) | {"offset": 0}
    served = Served(study)
    doors = Doors(b"k" * 32, served.guid, PORT)
    app = make_app(served, doors, port=PORT)
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.cookies.set(doors.cookie_name, doors.cookie("reader"))
    answer = client.get(f"/coverage.json?view=unheard&party={council}")
    assert answer.json() == json.loads(printed.stdout)
    page = client.get(f"/coverage?view=unheard&party={council}").text
    for passage in expected[council]:
        assert f"#passage-{passage}" in page


def test_voices_of_passages_are_those_of_the_case(study: Study, case: Path) -> None:
    people = {person.participant: person for person in study.coverage.sampling().people}
    counted = {name: sum(name in each["voices"].split(";") for each in rows(case, "passages.csv")) for name in people}
    assert {name: person.marked for name, person in people.items()} == counted
    assert (people["R3"].marked, people["R8"].marked, people["R19"].marked) == (16, 16, 1)
    assert {name for name, person in people.items() if person.sampling == "snowball"} == {"R19", "R20"}
    groups = {group.group: group.status for group in study.coverage.sampling().kinds}
    assert (groups[COUNCILS], groups["municipality"], groups["media"]) == ("nobody", "heard", "missing")

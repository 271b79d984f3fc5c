"""The topic list as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.topics import topics
from spanveld.model.errors import Refused
from spanveld.session import open_study
from tests.session.samples import put
from tests.session.test_topics import harbour

GUIDE = "network-collaboration-1.0.0"


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "harbour.spanveld"
    put(str(path), harbour(), "ann").close()
    assert run("take", str(path), "framework:governance-tensions").exit_code == 0
    return str(path)


def run(*words: str | Path, **environ: str) -> Result:
    env = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann", **environ}
    return CliRunner().invoke(topics, [str(word) for word in words], env=env)


def marks(study: str) -> set[tuple[str, str, str]]:
    with open_study(study) as opened:
        return {(mark.source, mark.topic, mark.state) for mark in opened.content().records["coverage"]}


def test_take_says_what_it_took(tmp_path: Path, study: str) -> None:
    file = tmp_path / "second.yaml"
    file.write_text("topics: [{id: wind, label: Wind}]", encoding="utf-8")
    done = run("take", study, file, "--id", "second", "--date", "2026-03", "--reason", "korter")
    assert done.stdout == "Took guide second; topics: 1. 'spanveld undo' takes it back.\n"
    again = run("take", study, file, "--id", "third")
    assert isinstance(again.exception, Refused)
    shown = json.loads(run("show", study, "--guide", "second", "--json").stdout)
    assert (shown["reason"], shown["date"], shown["topics"][0]["label"]) == ("korter", "2026-03", "Wind")


def test_show_tells_marks_from_proposals(study: str) -> None:
    assert run("mark", study, "talk", "closing", "asked_spoken", "--note", "kort").exit_code == 0
    shown = run("show", study, "talk").stdout
    assert "asked and spoken of (ann): kort" in shown
    assert "proposed: asked and spoken of" in shown
    found = json.loads(run("show", study, "talk", "--json").stdout)["sources"][0]["topics"]
    assert {item["topic"]: item["state"] for item in found}["closing"] == "asked_spoken"


def test_a_guide_is_shown_in_the_readers_language_of_words(study: str) -> None:
    assert "Questions:" in run("show", study, "--guide", GUIDE).stdout


def test_use_mark_and_unmark(study: str) -> None:
    assert run("use", study, GUIDE, "talk", "old").stdout == f"Held by {GUIDE}: talk, old.\n"
    done = run("mark", study, "talk", "handling", "spoken_unasked", "--json", "--as", "ben")
    assert json.loads(done.stdout)["coder"] == "ben"
    assert marks(study) == {("talk", "handling", "spoken_unasked")}
    assert run("unmark", study, "talk", "handling").exit_code == 0
    assert marks(study) == set()


def test_an_unknown_state_is_refused(study: str) -> None:
    assert run("mark", study, "talk", "handling", "besproken").exit_code == 2


def test_propose_shows_and_writes_nothing(study: str) -> None:
    shown = run("propose", study)
    assert "verdict: proposed: asked and spoken of" in shown.stdout
    assert marks(study) == set()


def test_proposals_are_accepted_only_when_somebody_agreed(study: str) -> None:
    refused = run("propose", study, "--accept")
    assert isinstance(refused.exception, Refused)
    assert marks(study) == set()
    done = run("propose", study, "--accept", "--yes")
    assert "Topics marked: 2, by ann." in done.stdout
    assert marks(study) == {("talk", "verdict", "asked_spoken"), ("talk", "closing", "asked_nothing")}
    again = json.loads(run("propose", study, "--accept", "--yes", "--json").stdout)
    assert again == {"accepted": 0, "coder": "ann", "proposals": []}


def test_a_guide_is_written_to_a_file(tmp_path: Path, study: str) -> None:
    file = tmp_path / "out.yaml"
    assert run("write", study, GUIDE, "-o", file).stdout == f"Wrote {file}.\n"
    assert file.read_text(encoding="utf-8") == run("write", study, GUIDE).stdout
    refused = run("take", study, file)
    assert "has these very topics already" in str(refused.exception)


def test_accepting_where_nothing_is_proposed_marks_nothing_and_says_no_count(study: str) -> None:
    run("propose", study, "--accept", "--yes")
    again = run("propose", study, "--accept", "--yes")
    assert again.exit_code == 0
    assert again.stdout == "The wording suggests nothing that is not marked.\n"

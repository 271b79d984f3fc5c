"""What was done to a study: journal, undo, redo, remove."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def counts(run: Run, study: str) -> dict[str, int]:
    """How many things of each kind the study holds."""
    known: dict[str, int] = json.loads(run("show", study, "--json").stdout)["counts"]
    return known


def tamper(study: str, statement: str) -> None:
    """Change a study behind the program's back."""
    with sqlite3.connect(study) as base:
        base.execute(statement)
    base.close()


# ------------------------------------------------------------------ journal
def test_the_journal_lists_who_did_what_newest_last(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    first, load, removal = run("journal", study).stdout.splitlines()
    assert first == "Journal of room: 2 entries, times in UTC"
    assert load.split()[0] == "1"
    assert load.endswith("ann  load            study:room")
    assert removal.endswith("ann  remove finding  finding:F3")


def test_the_journal_speaks_dutch(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    assert "bevinding verwijderen" in run("journal", study, SPANVELD_LANGUAGE="nl").stdout


def test_verify_proves_a_whole_journal_and_finds_a_changed_one(run: Run, study: str) -> None:
    assert run("journal", study, "--verify").exit_code == 0
    tamper(study, "UPDATE journal SET actor = 'somebody' WHERE sequence = 1")
    found = run("journal", study, "--verify")
    assert found.exit_code == 1
    assert "journal 1: the entry was changed after it was written" in found.stdout
    assert json.loads(run("journal", study, "--verify", "--json").stdout)["whole"] is False


def test_a_head_kept_elsewhere_shows_that_a_tail_was_cut_off(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    head = run("journal", study, "--head").stdout.strip()
    assert head.startswith("2:")
    assert run("journal", study, "--against", head).exit_code == 0
    tamper(study, "DELETE FROM journal WHERE sequence = 2")
    assert run("journal", study, "--verify").exit_code == 0
    found = run("journal", study, "--against", head)
    assert found.exit_code == 1
    assert "does not contain this head" in found.stdout


def test_the_exported_journal_is_what_json_prints(run: Run, study: str) -> None:
    assert run("journal", study, "--export", "journal.json").stdout == "Wrote journal.json.\n"
    exported = json.loads(Path("journal.json").read_text(encoding="utf-8"))
    assert exported == json.loads(run("journal", study, "--json").stdout)
    assert exported["entries"][0]["action"] == "load"
    assert exported["head"] == run("journal", study, "--head").stdout.strip()


# ------------------------------------------------------------------ undo and redo
def test_undo_and_redo_say_what_they_did(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    assert run("undo", study).stdout == "Taken back: 2, remove finding (finding:F3), by ann.\n"
    assert counts(run, study)["finding"] == 4
    assert run("redo", study).stdout == "Made again: 2, remove finding (finding:F3), by ann.\n"
    assert counts(run, study)["finding"] == 3


def test_undo_as_json_names_the_entry(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    known = json.loads(run("undo", study, "--json").stdout)
    assert known == {"done": "undo", "sequence": 2, "action": "remove finding", "subjects": ["finding:F3"]}


def test_redo_without_an_undo_is_refused(run: Run, study: str) -> None:
    refused = run("redo", study)
    assert refused.exit_code == 2
    assert refused.stderr == "ann has nothing to redo in this study.\n"


def test_who_acts_comes_from_the_option_else_from_the_environment(run: Run, study: str) -> None:
    run("remove", study, "finding:F3", SPANVELD_CODER="ann")
    refused = run("undo", study, "--as", "ben", SPANVELD_CODER="ann")
    assert refused.exit_code == 2
    assert "ben" in refused.stderr
    assert run("undo", study, SPANVELD_CODER="ann").exit_code == 0


# ------------------------------------------------------------------ remove
def test_what_others_rest_on_is_removed_only_when_asked_to_take_them_along(run: Run, study: str) -> None:
    refused = run("remove", study, "passage:P1")
    assert refused.exit_code == 2
    assert "--with-dependants" in refused.stderr
    assert counts(run, study)["passage"] == 7
    assert run("remove", study, "passage:P1", "--with-dependants").exit_code == 0
    assert counts(run, study) | {"passage": 6, "coding": 1, "evidence": 7} == counts(run, study)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("source:notes", "source"),
        ("finding:F3", "finding"),
        ("party:POL", "party"),
        ("participant:R2", "participant"),
        ("sub-case:east", "sub_case"),
        ("wave:W1", "wave"),
    ],
)
def test_each_kind_of_thing_is_removed_by_its_name_and_comes_back(
    run: Run, study: str, subject: str, kind: str
) -> None:
    before = counts(run, study)
    done = run("remove", study, subject, "--with-dependants")
    assert done.exit_code == 0, done.stderr
    assert counts(run, study)[kind] == before[kind] - 1
    assert run("undo", study).exit_code == 0
    assert counts(run, study) == before


def test_a_code_is_named_by_layer_and_code(run: Run, study: str) -> None:
    assert run("remove", study, "code:aspect/money", "--with-dependants").exit_code == 0
    assert counts(run, study)["coding"] == 3


@pytest.mark.parametrize("subject", ["P1", "passage:", "table:F1", ":P1", "memo:first"])
def test_a_name_of_nothing_is_refused_with_an_example(run: Run, study: str, subject: str) -> None:
    refused = run("remove", study, subject)
    assert refused.exit_code == 2
    assert "passage:12" in refused.stderr or "number" in refused.stderr


def test_a_thing_that_is_not_there_is_refused_by_name(run: Run, study: str) -> None:
    refused = run("remove", study, "passage:P99", "--json")
    assert refused.exit_code == 2
    assert "P99" in json.loads(refused.stderr)["error"]["message"]

"""``spanveld memos`` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spanveld.session import open_study
from tests.cli.conftest import Run


@pytest.fixture
def noted(study: str) -> str:
    """The small study with two memos."""
    with open_study(study) as opened:
        opened.memos.add("Wie heeft de sleutel?", kind="theory", date="2024-03-02")
        opened.memos.add("Straks vragen.", date="2024-03-03")
    return study


def test_the_memos_are_listed_with_who_wrote_them_and_when(run: Run, noted: str) -> None:
    result = run("memos", noted, "--words", "sleutel")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert "2024-03-02" in first
    assert "theory" in first
    assert second.strip() == "Wie heeft de sleutel?"


def test_json_is_what_the_list_is(run: Run, noted: str) -> None:
    printed = json.loads(run("memos", noted, "--sort", "date", "--json").stdout)
    texts = [memo["text"] for memo in printed["memos"]]
    assert texts[-2:] == ["Wie heeft de sleutel?", "Straks vragen."]
    assert printed["total"] == len(texts)


@pytest.mark.parametrize(
    ("name", "start"), [("m.csv", b"memo,subject"), ("m.md", b"# "), ("m.docx", b"PK"), ("m.json", b"{")]
)
def test_the_name_of_the_file_says_how_it_is_written(run: Run, noted: str, name: str, start: bytes) -> None:
    assert run("memos", noted, "--out", name).exit_code == 0
    assert Path(name).read_bytes().startswith(start)
    refused = run("memos", noted, "--out", name)
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert run("memos", noted, "--out", name, "--replace").exit_code == 0


def test_nothing_found_is_said_and_is_no_error(run: Run, noted: str) -> None:
    result = run("memos", noted, "--words", "nergens")
    assert (result.exit_code, result.stdout) == (0, "No memo is like that.\n")


@pytest.mark.parametrize(
    "words", [("--kind", "joke"), ("--subject", "P1"), ("--subject", "finding:none"), ("--out", "memos.pdf")]
)
def test_what_cannot_be_asked_is_refused_in_one_message(run: Run, noted: str, words: tuple[str, str]) -> None:
    result = run("memos", noted, *words)
    assert result.exit_code == 2
    assert result.stderr
    assert not Path("memos.pdf").exists()

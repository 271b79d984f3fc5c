"""The page on bringing sources in: its commands do what it says, on files like those that it speaks of."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import spanveld
from spanveld.cli.main import program
from spanveld.formats.sources import sheet_xml
from spanveld.formats.sources.markdown import LARGEST_MARKDOWN, MOST_LINES
from spanveld.formats.sources.parts import LARGEST_FILE, LARGEST_TEXT, LARGEST_UNPACKED
from spanveld.formats.sources.pdf import MOST_SECONDS
from spanveld.formats.sources.pdf_pages import MOST_PAGES
from spanveld.formats.sources.reading import ENDINGS

FILES = Path(__file__).parents[1] / "formats" / "sources" / "files"
PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "bring-sources-in.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
SHOWN = [
    "\n".join(line[4:] for line in block.splitlines())
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, flags=re.MULTILINE)
]
CALLED = {
    "interviews/2026-03-02 wijkteam.docx": "same/gesprek.docx",
    "interviews/raad.vtt": "vtt_teams.vtt",
    "interviews/scan.pdf": "pdf_scan.pdf",
    "enquete.csv": "survey_forms.csv",
    "coded.docx": "word.docx",
}
"""The files of the page, and those that stand for them."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files of the page."""
    monkeypatch.chdir(tmp_path)
    for name, file in CALLED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(FILES / file, tmp_path / name)
    return tmp_path


def say(line: str) -> Result:
    """Run a command as it stands on the page."""
    return CliRunner().invoke(program, shlex.split(line)[1:], env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": None})


def flat(text: str) -> str:
    """Without what only the width of a page decides."""
    return " ".join(text.split())


def test_the_commands_of_the_page_do_what_it_says(folder: Path) -> None:
    printed: dict[str, str] = {}
    for line in COMMANDS:
        if "corrected.txt --dry-run" in line:
            text = Path("folder/sources/4.txt").read_text(encoding="utf-8")
            Path("corrected.txt").write_text(text.replace("mogen niets", "mochten niets"), encoding="utf-8")
        done = say(line)
        assert done.exit_code == (2 if " interviews" in line else 0), (line, done.output)
        printed[line] = done.stdout + done.stderr
    everything = flat("\n".join(printed.values()))
    assert len(SHOWN) >= 4
    assert [block for block in SHOWN if flat(block) not in everything] == []
    with spanveld.open("mine.spanveld") as study:
        opened = study.sources.open("4")
        assert "R4: Wij mochten niets zelf beslissen" in [
            opened.text[passage.start : passage.end] for passage in opened.passages
        ]
        assert [source.source for source in study.content().records["source"]] == ["1", "2", "3", "4"]
        assert study.sources.doubts() == []
        assert study.doctor().sound


def test_the_page_knows_every_ending_that_is_read() -> None:
    table = PAGE.partition("## What each reader takes")[2]
    named = {
        word for row in re.findall(r"^\| ([^|]+) \|", table, flags=re.MULTILINE) for word in re.findall(r"\w+", row)
    }
    assert {ending.removeprefix(".") for ending in ENDINGS} <= named


@pytest.mark.parametrize(
    "amount",
    [
        f"{LARGEST_FILE // 1024**2} MB, and {LARGEST_UNPACKED // 1024**2} MB unpacked",
        f"{LARGEST_TEXT // 10**6} million characters",
        f"{MOST_PAGES:,} pages",
        f"{LARGEST_MARKDOWN // 10**6} million characters on {MOST_LINES:,} lines",
        f"{sheet_xml.MOST_ROWS:,} rows, {sheet_xml.MOST_COLUMNS} columns, {sheet_xml.MOST_CELLS // 10**6} million cells",
    ],
)
def test_the_limits_of_the_page_are_those_of_the_program(amount: str) -> None:
    assert f"| {amount}" in PAGE


def test_five_minutes_is_what_a_pdf_gets() -> None:
    assert MOST_SECONDS == 5 * 60

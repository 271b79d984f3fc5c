"""The tutorial runs from its first line to its last, and shows what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.main import program

DOCS = Path(__file__).parents[2] / "docs"
BLOCKS = [
    "\n".join(line[4:] for line in block.splitlines())
    for block in re.findall(
        r"(?:^(?:    .*)?\n)+", (DOCS / "tutorial.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    if block.strip()
]


def run(line: str) -> Result:
    """Run a command as it stands on the page."""
    environment = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": None}
    return CliRunner().invoke(program, shlex.split(line)[1:], env=environment)


def test_every_step_of_the_tutorial_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = {}
    for block in BLOCKS:
        if block.lstrip().startswith("import"):
            exec(compile(block.strip(), "tutorial.md", "exec"), {})
            continue
        for line in block.strip().splitlines():
            done = run(line)
            assert done.exit_code == 0, (line, done.output)
            printed[line] = done.stdout
    assert "Dorpsraad Overzwarne" in printed["spanveld show first/demo.spanveld"]
    assert "! " in printed["spanveld table first/demo.spanveld --dimension perform"]
    assert "J1" in printed["spanveld judgements first/demo.spanveld"]
    assert "F.H1" in printed["spanveld audit first/demo.spanveld --finding F.H1"]
    assert "add evidence" in printed["spanveld journal first/demo.spanveld"]
    made = {path.name for path in Path("first").iterdir()}
    assert {
        "demo.spanveld",
        "report.html",
        "report.docx",
        "mine.docx",
        "public.docx",
        "archive",
        "backup.spanveld",
    } <= made
    assert run("spanveld report first/demo.spanveld -o first/other.docx --profile public").exit_code == 2


def test_the_pages_lead_to_pages_that_exist() -> None:
    for page in [DOCS.parent / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}, which does not exist"

"""While a round is blind, no command tells another what a mark says."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from spanveld.cli.main import program
from spanveld.session import open_study
from spanveld.session.bundling import make_key, unbundle
from tests.promises.sealed import CANARIES, LEFT, RIGHT, Twin, said, twin
from tests.small_project import project

NAMES = "kind,found,replacement,take\nLOC,Leeszaal,Zaal,1\nPER,kanarie,[R9],1\nPER,nachtegaal,[R9],1\n"
ASKED: dict[str, list[list[str]]] = {
    "save": [["STUDY", "saved"], ["STUDY", "then", "--as-of", "LAST"]],
    "show": [["STUDY"], ["STUDY", "--json"], ["STUDY", "--as-of", "LAST"]],
    "table": [["STUDY"], ["STUDY", "--json"], ["STUDY", "--format", "html", "-o", "table.html"]],
    "search": [["STUDY", "lamp", "--json"], ["STUDY", "lamp", "--kwic"]],
    "find": [["STUDY", "tension:perform", "--json"]],
    "matrix": [["STUDY"], ["STUDY", "--json"], ["STUDY", "--rows", "cases", "--out", "matrix.xlsx"]],
    "queries show": [["STUDY"]],
    "coverage": [["STUDY", view, "--json"] for view in ("topics", "sampling", "aspects", "unheard")],
    "judgements": [
        *(["STUDY"], ["STUDY", "--json"], ["STUDY", "B1"], ["STUDY", "B1", "--json"], ["STUDY", "--csv"]),
        *(["STUDY", "--xlsx", "judgements.xlsx"], ["STUDY", "--as-of", "LAST"], ["STUDY", "B1", "--as-of", "LAST"]),
    ],
    "rules": [["STUDY", "--json"], ["STUDY", "--xlsx", "rules.xlsx"]],
    "expectations": [["STUDY", "--json"], ["STUDY", "--xlsx", "expectations.xlsx"]],
    "counts": [
        *(["STUDY", view, "--json"] for view in ("codes", "together", "perspective", "words")),
        ["STUDY", "along", "night"],
    ],
    "audit": [["STUDY"], ["STUDY", "--json"], ["STUDY", "--xlsx", "audit.xlsx"]],
    "codebook": [["STUDY"], ["STUDY", "--json"]],
    "export": [*(["STUDY", name] for name in ("room.qdpx", "codes.qdc", "passages.csv", "codebook.docx"))],
    "merge": [["STUDY", "STUDY", "--dry-run"], ["STUDY", "STUDY", "--json"]],
    "import": [["STUDY", "PROJECT", "--dry-run"], ["STUDY", "PROJECT", "--json"]],
    "report": [["STUDY", "-o", f"report.{ending}"] for ending in ("html", "docx", "md")],
    "board-memo": [["STUDY", "-o", f"memo.{ending}"] for ending in ("html", "docx")],
    "vignettes": [["STUDY", "--json"]],
    "memos": [["STUDY", "--json"]],
    "doctor": [["STUDY", "--json"]],
    "todo": [["STUDY", "--json"]],
    "journal": [["STUDY"], ["STUDY", "--json"], ["STUDY", "--verify"], ["STUDY", "--export", "journal.json"]],
    "paper": [["STUDY", "night", "paper.docx"]],
    "doubts": [["STUDY", "--json"]],
    "register": [["STUDY"], ["STUDY", "--json"]],
    "topics show": [["STUDY"]],
    "erase": [["STUDY", "participant:R1", "--name", "kanarie", "--name", "nachtegaal", "--dry-run"]],
    "pseudonymise": [
        ["STUDY", "--check"],
        ["STUDY", "--export-table", "names.csv"],
        ["STUDY", "--import-table", "NAMES", "--everywhere", "--no-key", "--dry-run", "--json"],
        ["STUDY", "--import-table", "NAMES", "--everywhere", "--no-key", "--yes", "--json"],
        ["STUDY", "--check"],
    ],
    "judge reveal": [["STUDY", "B1"]],
    "judge unmark": [["STUDY", "B1"]],
    "judge close": [["STUDY", "B1"]],
    "judge remove": [["STUDY", "B1"]],
    "remove": [["STUDY", "passage:P1"], ["STUDY", "passage:P3", "--with-dependants"], ["STUDY", "coder:ann"]],
    "undo": [["STUDY"]],
    "redo": [["STUDY"]],
    "describe": [["STUDY", "--title", "Anders"]],
}
"""Command -> what is asked of it; in the order in which it is asked."""
ELSEWHERE = {
    *(
        "demo",
        "init",
        "load",
        "serve",
        "invite",
        "unbundle",
        "key",
        "upgrade",
        "inspect",
    ),  # what tells nothing of this study
    *(
        "frameworks show",
        "frameworks check",
        "frameworks diff",
        "frameworks draw",
        "frameworks adopt",
        "frameworks take",
    ),
    *("add", "speakers", "note", "comments", "correct", "queries save", "queries edit", "queries remove"),
    *("topics take", "topics use", "topics mark", "topics unmark", "topics propose", "topics write"),
    *("judge open", "judge scope", "judge assessors", "judge start", "judge mark", "judge agree", "judge link"),
    *("judge unlink", "judge search", "judge reopen", "judge again", "judge pin", "judge unpin"),
    "backup",  # its owner's copy of the whole file
    "bundle",  # below
}
"""What is not asked here: it makes something of what is given to it, and answers with that."""
MAY_REFUSE = ("judge unmark", "judge close", "judge remove", "remove", "topics show", "redo")
"""What may be refused, and then says why."""
ECHO = ("erase", "pseudonymise")


def commands(command: click.Command, name: str = "") -> Iterator[str]:
    if isinstance(command, click.Group):
        for its, below in command.commands.items():
            yield from commands(below, f"{name} {its}".strip())
    else:
        yield name


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Twin, Twin]]:
    place = tmp_path_factory.mktemp("twins")
    made = twin(place / "one", LEFT), twin(place / "two", RIGHT)
    for each in made:
        each.study.close()
    return made


def test_every_command_is_asked_here_or_tells_nothing_of_a_mark() -> None:
    assert set(ASKED) | ELSEWHERE == set(commands(program))
    assert not set(ASKED) & ELSEWHERE


def answers(each: Twin, name: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the command says to ``other``, and what the files hold that it wrote."""
    folder = tmp_path / each.place.name
    folder.mkdir()
    study = Path(shutil.copy(each.place / "room.spanveld", folder))
    given = folder.parent / "given.csv"
    given.write_text(NAMES, encoding="utf-8")
    brought = project(folder.parent / "keuken.qdpx")
    monkeypatch.chdir(folder)
    with open_study(str(study)) as opened:
        words = {"STUDY": str(study), "LAST": str(opened.newest()), "NAMES": str(given), "PROJECT": str(brought)}
    here, found = Twin(each.study, each.assessment, folder), []
    for line in ASKED[name]:
        env = {"SPANVELD_CODER": other or None, "SPANVELD_LANGUAGE": "en"}
        done = CliRunner().invoke(program, [*name.split(), *(words.get(word, word) for word in line)], env=env)
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exception)
        found.append((line, done.exit_code, said(done.output, here)))
    written = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("room.spanveld")
    ]
    return [*found, *((str(path.relative_to(folder)), said(path.read_bytes(), here)) for path in written)]


@pytest.mark.parametrize("name", ASKED)
def test_what_a_command_says_to_others_is_the_same_whatever_was_sealed(
    name: str, pair: tuple[Twin, Twin], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("ben", ""):
        one, two = (answers(each, name, other, _made(tmp_path / (other or "nobody")), monkeypatch) for each in pair)
        assert one == two
        refused = [line for line in one if len(line) == 3 and line[1] != 0]
        assert not refused or not other or name in MAY_REFUSE, refused
        assert name in ECHO or not any(word in repr(one) for word in CANARIES)


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def test_a_bundle_holds_nothing_of_sealed_marks(pair: tuple[Twin, Twin], tmp_path: Path) -> None:
    public = make_key(tmp_path / "key.txt")
    done = CliRunner().invoke(
        program,
        ["bundle", str(pair[0].place / "room.spanveld"), "-o", str(tmp_path / "room.age"), "--recipient", public],
        env={"SPANVELD_CODER": "ann", "SPANVELD_LANGUAGE": "en"},
    )
    assert done.exit_code == 0, done.output
    copy = unbundle(tmp_path / "room.age", tmp_path / "copy.spanveld", tmp_path / "key.txt")
    held, whole = copy.read_bytes(), (pair[0].place / "room.spanveld").read_bytes()
    for word in CANARIES[:2]:
        assert word.encode() in whole
        assert word.encode() not in held
    with sqlite3.connect(copy) as base:
        assert {content for (content,) in base.execute("SELECT content FROM sealed_mark")} == {""}
    with open_study(str(copy), coder="ben") as opened:
        assert opened.doctor().sound
        assert not opened.journal().problems

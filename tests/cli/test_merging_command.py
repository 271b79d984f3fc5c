"""Two copies of a study put together by a command."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from spanveld.model.records import Passage
from spanveld.session import open_study
from tests.cli.conftest import Run
from tests.session.samples import put, sample


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies in which ann and ben wrote different memos to one passage, and each marked another one."""
    paths = tmp_path / "ann.spanveld", tmp_path / "ben.spanveld"
    put(str(paths[0]), sample(), "ann").close()
    shutil.copy(*paths)
    for path, coder, start in zip(paths, ("ann", "ben"), (0, 8), strict=True):
        with open_study(path, coder=coder) as study:
            study.passages.add("night", start, start + 5)
            study.passages.edit(study.content().of(Passage)[0].passage, memo=f"of {coder}")
    return paths


def test_a_dry_run_tells_what_would_be_done_and_writes_nothing(run: Run, two: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in two]
    shown = run("merge", *two, "--dry-run", "--as", "ann")
    assert shown.exit_code == 0
    for words in ("Would come in from the other copy: 1 passage.", "memo", "of ann", "of ben", "Nothing was written."):
        assert words in shown.stdout
    assert [path.read_bytes() for path in two] == before


def test_what_is_to_be_settled_goes_into_a_table_and_comes_back_settled(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "conflicts.csv"
    assert run("merge", *two, "--conflicts", file, "--as", "ann").exit_code == 2
    with file.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["field"], row["ours"], row["theirs"], row["choice"]) for row in rows] == [
        ("memo", "of ann", "of ben", "")
    ]
    rows[0]["choice"] = "theirs"
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), delimiter=";")  # as a spreadsheet of this country writes it
        writer.writeheader()
        writer.writerows(rows)
    done = run("merge", *two, "--settle", file, "--as", "ann", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["merged"], told["unsettled"]) == (0, True, 0)
    with open_study(two[0]) as study:
        passages = study.content().of(Passage)
        assert passages[0].memo == "of ben"
        assert len(passages) == len(sample().of(Passage)) + 2
        assert study.journal().entries[-1].action == "merge copy"
    assert "nothing new" in run("merge", *two, "--as", "ann").stdout
    assert run("undo", two[0], "--as", "ann").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["OTHER", "--settle", "none.csv"], "none.csv"),
        (["none.spanveld"], "none.spanveld"),
        (["OTHER", "--conflicts", "STUDY"], "exists already"),
        (["OTHER", "--prefer", "mine"], "mine"),
    ],
)
def test_what_cannot_be_is_said_in_one_message_and_nothing_is_written(
    run: Run, two: tuple[Path, Path], words: list[str], said: str
) -> None:
    before = two[0].read_bytes()
    told = run(
        "merge", two[0], *(({"OTHER": two[1], "STUDY": two[0]}).get(word, word) for word in words), "--as", "ann"
    )
    assert told.exit_code == 2
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert two[0].read_bytes() == before

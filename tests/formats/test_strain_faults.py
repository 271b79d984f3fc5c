"""A folder with a decision on a rule of the game that cannot be is refused: what is wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import FolderError

COLUMNS = "case,pain_point,rule,link,decision,handlings\n"
HOUSE = "governance-tensions"
GOOD = f"C,F1,{HOUSE}:dialogue,{HOUSE}:L05,changed,{HOUSE}:find_facilitator;{HOUSE}:acknowledge_clash\n"


def faults(folder: Path, *rows: str) -> list[str]:
    """What reading a folder with these rows complains of, a line each."""
    files = {
        "study.yaml": "format: 1\nid: demo\nframeworks: [governance-tensions@1]\ncases: [{id: C}]\n",
        "findings.csv": "finding,case,dimension,kind,statement\nF1,C,authorise,pain_point,Het wringt.\n",
        "rule_strains.csv": COLUMNS + "".join(rows),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        read_folder(folder)
    except FolderError as error:
        return [line for line in error.text().splitlines() if line.startswith("rule_strains.csv")]
    return []


def test_a_decision_that_can_be_is_read(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD, f"C,{HOUSE}:A1,{HOUSE}:trust,,confirmed,\n") == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            f"C,{HOUSE}:dialogue,{HOUSE}:trust,,confirmed,\n",
            "is no pain point of an adopted framework; write a finding",
        ),
        (f"C,F1,{HOUSE}:A1,,confirmed,\n", "is no rule of an adopted framework; write framework:item."),
        ("C,F1,dialogue,,confirmed,\n", "is no rule of an adopted framework; write framework:item."),
        (f"C,F1,{HOUSE}:trust,{HOUSE}:L99,confirmed,\n", "is no proposed link of an adopted framework"),
        (
            f"C,F1,{HOUSE}:trust,,confirmed,{HOUSE}:pray\n",
            f"holds {HOUSE}:pray, which is no handling of an adopted framework",
        ),
        (
            f"C,F1,{HOUSE}:trust,,confirmed,{HOUSE}:keep_silent\n",
            f"holds {HOUSE}:keep_silent, which keeps a pain point going; say it under handled",
        ),
        (f"C,F1,{HOUSE}:trust,,refused,\n", "answers no proposal; fill in its link, or write confirmed"),
        (
            f",F1,{HOUSE}:trust,{HOUSE}:L05,confirmed,\n",
            "is answered on line 2 already, in the same case; keep one of them.",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_named_with_its_place(tmp_path: Path, row: str, said: str) -> None:
    found = faults(tmp_path, GOOD, row)
    assert len(found) == 1, found
    assert found[0].startswith("rule_strains.csv:3:")
    assert said in found[0]

"""``spanveld vignettes`` prints the boxes as a person reads them, and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BOXES = 'vignette,sub_case,position,title,text\nV1,east,1,geld eerst,"Men wil geld zien [P1].\n\nAnderen niet [tegen P6]."\nV2,,2,licht,\n'
INSIDE = "vignette,passage,position,note\nV1,P4,1,Let op.\n"


@pytest.fixture
def boxed(run: Run, folder: Path) -> str:
    (folder / "vignettes.csv").write_text(BOXES, encoding="utf-8")
    (folder / "vignette_passages.csv").write_text(INSIDE, encoding="utf-8")
    assert run("load", "boxed.spanveld", folder).exit_code == 0
    return "boxed.spanveld"


def test_boxes_are_printed_with_number_frame_quotes_and_citations(run: Run, boxed: str) -> None:
    result = run("vignettes", boxed)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "De leeszaal",
        "",
        "Voorbeeld 1a: geld eerst",
        "  Oost; V1",
        "",
        "  Men wil geld zien [R1].",
        "",
        "  Anderen niet [tegen: veldnotities].",
        "",
        "    Misschien zijn ze te druk.",
        "    [R2] Lezer; P4; night, Nacht; voorzichtig",
        "    Let op.",
        "",
        "Voorbeeld 2a: licht",
        "  V2",
    ]


def test_as_json_they_are_what_a_page_gets(run: Run, boxed: str) -> None:
    found = json.loads(run("vignettes", boxed, "--json").stdout)
    assert [box["number"] for box in found["vignettes"]] == ["1a", "2a"]
    assert found["vignettes"][0]["passages"][0]["citation"] == "[R2]"


def test_a_study_without_any_says_so(run: Run, study: str) -> None:
    assert "Nog geen voorbeelden." in run("vignettes", study).stdout


def test_a_vignette_is_removed_by_its_name(run: Run, boxed: str) -> None:
    refused = run("remove", boxed, "vignette:V1")
    assert refused.exit_code == 2
    assert "passages in vignettes (1)" in refused.stderr
    assert run("remove", boxed, "vignette:V1", "--with-dependants").exit_code == 0
    assert "1a: licht" in run("vignettes", boxed).stdout

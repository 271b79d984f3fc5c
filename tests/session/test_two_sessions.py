"""Two sessions on one study, and what is left when both are closed."""

from __future__ import annotations

from pathlib import Path

import pytest

import spanveld
from spanveld.model.errors import Refused
from spanveld.session import load_study
from tests.conftest import Addresses

DEMO = Path(__file__).parents[2] / "src" / "spanveld" / "demo" / "study"


def test_what_somebody_else_built_on_is_not_taken_away(addresses: Addresses) -> None:
    study = addresses()
    load_study(study, DEMO).study.close()
    with spanveld.open(study, coder="bram") as bram, spanveld.open(study, coder="lotte") as lotte:
        bram.passages.add("R4", 0, 20, passage="shared")
        lotte.codings.add("shared", "stage/execution")
        with pytest.raises(Refused, match="rest on it"):
            bram.undo()
        lotte.undo()
        bram.undo()
        assert "shared" not in [passage.passage for passage in lotte.sources.open("R4").passages]


def test_who_is_no_coder_of_the_study_changes_nothing(addresses: Addresses) -> None:
    study = addresses()
    load_study(study, DEMO).study.close()
    with spanveld.open(study, coder="nobody") as nobody:
        with pytest.raises(Refused, match="no coder 'nobody' in this study; it has: bram, lotte"):
            nobody.parties.edit("DORP", name="Anders")
        assert len(nobody.journal().entries) == 1


def test_a_study_file_closed_by_all_is_one_file(files: Addresses) -> None:
    study = files()
    load_study(study, DEMO).study.close()
    with spanveld.open(study, coder="bram") as opened:
        opened.parties.edit("DORP", name="Dorpsraad")
    assert [file.name for file in Path(study).parent.iterdir()] == [Path(study).name]

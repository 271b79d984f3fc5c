"""Cells of the framework matrix: written, emptied, undone, and what becomes of them when their code, rule or person goes elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from spanveld.actions.adopting import SuccessionRefused
from spanveld.model import records as r
from spanveld.model.errors import HasDependants, NotFound, Outdated, Refused
from spanveld.session import Study
from spanveld.session.acting import Seen
from spanveld.session.matrix import cell_subject
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, reading_room, sample
from tests.versions import changed, drop_code

Cells = dict[tuple[str, str], str]


def cells(study: Study) -> Cells:
    return {
        (cell.subject or f"level:{cell.level}", f"{cell.layer}/{cell.code}" if cell.code else cell.rule): cell.text
        for cell in study.content().of(r.MatrixCell)
    }


def test_a_cell_is_written_rewritten_and_emptied_and_each_is_undone(address: str) -> None:
    with put(address, sample(), "ann") as study:
        before = dump(study)
        place = ("participant:R2", "mood/calm")
        study.matrix.write(*place, "R2 blijft rustig.")
        assert cells(study)[place] == "R2 blijft rustig."
        study.matrix.write(*place, "R2 blijft heel rustig.")
        assert cells(study)[place] == "R2 blijft heel rustig."
        newest = study.newest()
        study.matrix.write(*place, "R2 blijft heel rustig.")
        assert study.newest() == newest
        study.matrix.write(*place, " \n")
        assert place not in cells(study)
        assert [entry.action for entry in study.journal().entries[-3:]] == ["write cell", "write cell", "clear cell"]
        for _ in range(3):
            study.undo()
        assert dump(study) == before
        study.redo()
        assert cells(study)[place] == "R2 blijft rustig."
        assert_sound(study)


@pytest.mark.parametrize(
    ("row", "column", "error"),
    [
        ("participant:R9", "tension/authorise", NotFound),
        ("level:chief", "tension/authorise", NotFound),
        ("level:", "tension/authorise", Refused),
        ("passage:P1", "tension/authorise", Refused),
        ("R1", "tension/authorise", Refused),
        ("participant:R1", "tension/none", NotFound),
        ("participant:R1", "five-dimensions:none", NotFound),
        ("participant:R1", "nothing:lamp_per_seat", NotFound),
        ("participant:R1", "authorise", Refused),
    ],
)
def test_a_cell_that_there_is_not_is_refused_and_nothing_is_written(
    files: Addresses, row: str, column: str, error: type[Exception]
) -> None:
    with put(files(), sample(), "ann") as study:
        before = dump(study)
        with pytest.raises(error):
            study.matrix.write(row, column, "x")
        with pytest.raises(error):
            study.matrix.clear(row, column)
        assert dump(study) == before


def test_an_empty_cell_cannot_be_emptied_and_one_of_a_level_of_the_framework_can_be_written(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        with pytest.raises(NotFound):
            study.matrix.clear("participant:R1", "mood/calm")
        study.matrix.write("level:board", "tension/authorise", "Het bestuur zwijgt.")
        assert cells(study)["level:board", "tension/authorise"] == "Het bestuur zwijgt."
        assert_sound(study)


def test_what_somebody_else_wrote_since_is_not_written_over(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        place = ("participant:R1", "mood/calm")
        seen = study.having_seen(Seen(study.newest(), (cell_subject(*place),)))
        study.as_("ben").matrix.write("participant:R1", "mood/cross", "een andere cel")
        seen.matrix.write(*place, "van ann")
        seen = study.having_seen(Seen(study.newest(), (cell_subject(*place),)))
        study.as_("ben").matrix.write(*place, "van ben")
        with pytest.raises(Outdated):
            seen.matrix.write(*place, "weer van ann")
        assert cells(study)[place] == "van ben"


def test_cells_go_with_a_code_that_is_renamed_or_merged_and_no_words_are_lost(address: str) -> None:
    with put(address, sample(), "ann") as study:
        study.matrix.write("participant:R1", "mood/calm", "eerst rustig")
        study.matrix.write("participant:R1", "mood/cross", "dan boos")
        study.matrix.write("wave:W1", "mood/cross", "altijd boos")
        study.codes.rename("mood/cross", to="angry")
        assert cells(study)["wave:W1", "mood/angry"] == "altijd boos"
        before = dump(study)
        study.codes.merge("mood/angry", into="mood/calm")
        assert cells(study)["participant:R1", "mood/calm"] == "eerst rustig\n\ndan boos"
        assert cells(study)["wave:W1", "mood/calm"] == "altijd boos"
        assert_sound(study)
        study.undo()
        assert dump(study) == before


def test_cells_rest_on_their_code_and_their_row(address: str) -> None:
    with put(address, sample(), "ann") as study:
        study.matrix.write("party:SCH", "mood/calm", "De school is rustig.")
        with pytest.raises(HasDependants) as refused:
            study.codes.remove("mood/calm")
        assert refused.value.details["rests"]["matrix_cell"] == 1  # type: ignore[index]
        with pytest.raises(HasDependants):
            study.parties.remove("SCH")
        study.codes.remove("mood/calm", with_dependants=True)
        assert ("party:SCH", "mood/calm") not in cells(study)
        assert_sound(study)
        study.undo()
        study.parties.remove("SCH", with_dependants=True)
        assert ("party:SCH", "mood/calm") not in cells(study)
        assert_sound(study)


def test_the_words_of_cells_go_when_their_person_is_erased(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        study.matrix.write("participant:R1", "mood/calm", "Mevrouw Pietersen blijft rustig.")
        study.matrix.write("case:C", "mood/calm", "Rustig, zegt Pietersen.")
        study.erase("participant:R1", names=["Pietersen"])
        assert ("participant:R1", "mood/calm") not in cells(study)
        assert cells(study)["case:C", "mood/calm"] == "Rustig, zegt [gewist]."
        assert not any("Pietersen" in str(row) for row in dump(study))
        assert_sound(study)


def rename_rule(data: dict[str, Any]) -> None:
    """Another name for the rule of the reading room, also where it is referred to."""
    data.update(json.loads(json.dumps(data).replace("lamp_per_seat", "light_for_all")))


def test_cells_go_along_to_another_version_of_their_framework_and_none_is_stranded(address: str) -> None:
    with put(address, sample(), "ann") as study:
        study.matrix.write("participant:R1", "moment/entering", "R1 ziet weinig.")
        study.matrix.write("participant:R1", "moment/staying", "R1 hoort weinig.")
        before = dump(study)
        newer = changed(reading_room(), "2.0.0", rename_rule, drop_code("moment", "entering"))
        with pytest.raises(SuccessionRefused) as refused:
            study.theory.take(newer, {"moment/entering": "moment/staying"})
        assert "item:lamp_per_seat" in refused.value.plan.stranded
        assert dump(study) == before
        mapping = {"moment/entering": "moment/staying", "item:lamp_per_seat": "item:light_for_all"}
        study.theory.take(newer, mapping)
        assert cells(study)["participant:R1", "moment/staying"] == "R1 hoort weinig.\n\nR1 ziet weinig."
        assert cells(study)["case:C", "five-dimensions:light_for_all"] == "Niet overal een lamp."
        assert_sound(study)
        study.undo()
        assert dump(study) == before

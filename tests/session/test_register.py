"""The register says what a data management plan asks, and names nobody."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.session import Study
from spanveld.session.erasing import erase
from spanveld.session.registering import describe, register_of, register_text
from spanveld.views.register import register
from tests.session.samples import put
from tests.session.test_erasing import harbour


@pytest.fixture
def study(tmp_path: Path) -> Study:
    content = harbour()
    consents = (
        r.Consent("R4", "2", "brief van Oudkerk", "yes", "no", deposit="yes", keep_until="2020", given_on="2019-01-01"),
        r.Consent("R5", "1", quote="yes", given_on="2024-01-01", withdrawn_on="2025-01-01"),
    )
    return put(str(tmp_path / "h.spanveld"), replace(content, records={**content.records, "consent": consents}), "ann")


def test_it_flags_what_is_overdue_and_what_was_withdrawn(study: Study) -> None:
    with study:
        describe(study, ethics="ERB-1", keep_until="2025-03")
        with study._reader() as reader:
            found = register(reader, "2025-04-01")
            assert not register(reader, "2025-03-31").overdue
    fn, r4, r5 = found.participants
    assert (found.ethics, found.keep_until, found.overdue) == ("ERB-1", "2025-03", True)
    assert fn.observer
    assert (r4.version, r4.quote, r4.deposit, r4.overdue, r4.withdrawn_but_here, r4.labels) == (
        "2",
        "no",
        "yes",
        True,
        False,
        True,
    )
    assert (r5.withdrawn_on, r5.withdrawn_but_here) == ("2025-01-01", True)


def test_it_says_what_is_kept_of_each_source_and_what_was_erased(study: Study) -> None:
    with study:
        study.sources.correct("other", edits=[(0, 0, "Dag. ")])
        before = {item.source: item for item in register_of(study).sources}
        assert (before["talk"].original, before["other"].original) == (True, False)
        assert (before["other"].superseded, before["talk"].superseded) == (1, 0)
        erase(study, "superseded")
        after = register_of(study)
        assert not any(item.original or item.superseded for item in after.sources)
        assert [subject for subject, _ in after.erased] == ["superseded"]


@pytest.mark.parametrize("form", ["text", "md", "csv", "json"])
def test_no_form_of_it_prints_a_name(study: Study, form: str) -> None:
    with study:
        text = register_text(study, form)  # type: ignore[arg-type]
    for name in ("Marleen", "Oudkerk", "Zandvliet", "kapotte pomp", "brief"):
        assert name not in text
    assert "R4" in text
    assert "alone" in text


def test_its_csv_has_a_row_a_participant_and_a_row_a_source(study: Study) -> None:
    with study:
        rows = list(csv.DictReader(io.StringIO(register_text(study, "csv"))))
    assert [row["participant"] or row["source"] for row in rows] == [
        "FN",
        "R4",
        "R5",
        "alone",
        "meeting",
        "other",
        "talk",
    ]
    assert rows[1]["deposit"] == "yes"


def test_its_json_is_the_register(study: Study) -> None:
    with study:
        assert json.loads(register_text(study, "json"))["participants"][2]["withdrawn_on"] == "2025-01-01"


def test_title_ethics_and_retention_are_set_and_taken_back(study: Study) -> None:
    with study:
        assert describe(study, title="Nieuw", keep_until="2036-12-31") == {
            "title": "Nieuw",
            "ethics": "",
            "keep_until": "2036-12-31",
        }
        assert study.content().keep_until == "2036-12-31"
        assert study.undo().action == "describe study"
        assert (study.content().title, study.content().keep_until) == ("De haven", "")
        assert describe(study)["title"] == "De haven"


@pytest.mark.parametrize("values", [{"keep_until": "ooit"}, {"title": ""}, {"ethics": "a\0b"}])
def test_what_is_no_date_or_title_is_refused(study: Study, values: dict[str, str]) -> None:
    with study, pytest.raises(Refused):
        describe(study, **values)

"""The board and the tray look passages up by an index in a study that was never analysed, and read no more than they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import put, sample
from tests.store.test_query_plans import LARGE, listening, plans, slow


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


SHOWN: dict[str, Callable[[Study], object]] = {
    "the board": lambda study: study.pages.board(),
    "an open finding": lambda study: study.pages.board(opened=["F1"]),
    "the findings of a source": lambda study: study.pages.findings_of("night"),
    "passages for an example": lambda study: study.pages.chips(["P1", "P4"]),
}
COUNTED: dict[str, Callable[[Study], object]] = {
    "the tray": lambda study: study.pages.tray(),
    "the tray of a code": lambda study: study.pages.tray(dimension="aspect/frost"),
    "the tray of two codes": lambda study: study.pages.tray(dimension="tension/authorise", kind="aspect/cold"),
    "the tray of a sub-case": lambda study: study.pages.tray(sub_case="west"),
    "words": lambda study: study.pages.tray(words="de"),
}


@pytest.mark.parametrize("what", SHOWN)
def test_what_is_shown_is_looked_up_and_nothing_else_is_read(study: Study, what: str) -> None:
    with listening(study) as statements:
        SHOWN[what](study)
    of_all_sources = "FROM source s CROSS JOIN text t"  # one row a source, read as the tables do
    assert [detail for detail, statement in slow(study, statements) if of_all_sources not in statement] == []


@pytest.mark.parametrize("what", COUNTED)
def test_the_tray_scans_no_table_of_all_studies(study: Study, what: str) -> None:
    with listening(study) as statements:
        COUNTED[what](study)
    assert [
        detail for table, detail, _ in plans(study, statements) if table in LARGE and detail.startswith("SCAN")
    ] == []


def test_after_a_tie_the_coded_passages_are_not_counted_again(study: Study) -> None:
    study.pages.tray()
    study.evidence.add("F2", "P5")
    with listening(study) as statements:
        study.pages.tray()
    counting = [statement for statement, _ in statements if "COUNT(*) FROM passage p" in statement]
    assert counting == []
    study.codings.add("P3", "aspect/cold")
    with listening(study) as statements:
        study.pages.tray()
    assert [statement for statement, _ in statements if "COUNT(*) FROM passage p" in statement]

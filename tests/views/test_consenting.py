"""Findings tables with quotes keep to the consents when they go to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.session import Study
from spanveld.session.reporting import render
from spanveld.views.report_disclosure import QuotesNotCovered
from tests.session.samples import put, sample


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """R1 refused quotes; nothing is recorded of R2."""
    return put(str(tmp_path / "room.spanveld"), sample(), "ann")


def test_the_researchers_see_all_words(study: Study) -> None:
    with study:
        assert "De lamp is uit" in render(study, "html")


@pytest.mark.parametrize("profile", ["organisation", "public"])
def test_words_outside_a_consent_are_refused_by_name(study: Study, profile: str) -> None:
    with study, pytest.raises(QuotesNotCovered) as refused:
        render(study, "html", profile=profile)  # type: ignore[arg-type]
    assert "R1: consent to quotes was refused" in refused.value.text()


def test_or_their_words_are_left_out(study: Study) -> None:
    with study:
        page = render(study, "html", profile="public", leave_out_quotes=True)
    assert "De lamp is uit" not in page
    assert "We zaten bij het raam" in page


def test_tables_without_passages_hold_no_words_to_refuse(study: Study) -> None:
    with study:
        assert "F1" in render(study, "json", profile="public")

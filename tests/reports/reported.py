"""Reports of studies on disk, made once for all tests that look at them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import spanveld
from spanveld.reports.report_blocks import Document
from spanveld.reports.report_document import document_of
from spanveld.session import load_study
from spanveld.session.report import report_of
from spanveld.views.report_parts import Profile, Report
from tests.small_study import write_small_study

__all__ = ["DEMO", "demo_document", "demo_report", "report_of_folder", "small_report"]

DEMO = Path(spanveld.__file__).parent / "demo" / "study"


def report_of_folder(folder: Path, profile: Profile = "research", *, leave_out_quotes: bool = False) -> Report:
    """The report of a study folder."""
    with tempfile.TemporaryDirectory() as place, load_study(Path(place) / "study.spanveld", folder).study as study:
        return report_of(study, profile=profile, leave_out_quotes=leave_out_quotes)


@lru_cache
def demo_report(profile: Profile = "research") -> Report:
    """The report of the demonstration study; in other editions than research without the quotes that a consent forbids."""
    return report_of_folder(DEMO, profile, leave_out_quotes=profile != "research")


@lru_cache
def demo_document(profile: Profile = "research") -> Document:
    """That report in words."""
    return document_of(demo_report(profile))


def small_report(
    place: Path,
    change: Callable[[Path], object] = lambda folder: None,
    profile: Profile = "research",
    *,
    leave_out_quotes: bool = False,
) -> Report:
    """The report of the small study, after a change to its folder."""
    folder = write_small_study(place / "folder")
    change(folder)
    return report_of_folder(folder, profile, leave_out_quotes=leave_out_quotes)

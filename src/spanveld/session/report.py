"""The report of a study as a file: HTML, Word or Markdown, by the ending of its name.

written = write_report(study, "report.docx", profile="organisation")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spanveld.model.errors import N_, Refused
from spanveld.reports import report_html, report_markdown, word
from spanveld.reports.report_blocks import Document
from spanveld.reports.report_document import document_of
from spanveld.session.files import check_free, write_whole
from spanveld.views.report import report
from spanveld.views.report_parts import PROFILES, Profile, Report

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["PROFILES", "Written", "render_report", "report_of", "write_report"]

FORMS: dict[str, Callable[[Document], bytes]] = {
    ".html": lambda document: report_html.render(document).encode("utf-8", "xmlcharrefreplace"),
    ".htm": lambda document: report_html.render(document).encode("utf-8", "xmlcharrefreplace"),
    ".docx": word.render,
    ".md": lambda document: report_markdown.render(document).encode("utf-8"),
}
"""The forms of a report by the ending of their file."""


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written: the file, the edition, its findings and cited passages, and how many stand without words."""

    file: Path
    profile: Profile
    findings: int
    passages: int
    left_out: int

    def as_json(self) -> dict[str, Any]:
        """The fields by their names; ``format`` is the ending of the file."""
        counts = {"findings": self.findings, "passages": self.passages, "left_out": self.left_out}
        return {"file": str(self.file), "format": self.file.suffix.lower()[1:], "profile": self.profile, **counts}


def report_of(
    study: Study,
    *,
    profile: Profile = "research",
    leave_out_quotes: bool = False,
    filters: Mapping[str, str] | None = None,
) -> Report:
    """The report as plain values; refused where it would print words outside a consent. ``filters``: dimension, sub_case, wave."""
    if profile not in PROFILES:
        raise Refused(
            N_("There is no profile '{profile}'; known are: {known}."), profile=profile, known=", ".join(PROFILES)
        )
    with study._reader() as reader:
        return report(reader, profile=profile, leave_out_quotes=leave_out_quotes, filters=filters)


def render_report(found: Report, ending: str) -> bytes:
    """The bytes of a report's file with this ending (``.html``, ``.docx``, ``.md``)."""
    return FORMS[ending](document_of(found))


def write_report(
    study: Study,
    file: str | Path,
    *,
    profile: Profile = "research",
    leave_out_quotes: bool = False,
    filters: Mapping[str, str] | None = None,
    replace: bool = False,
) -> Written:
    """Write the report whole, or nothing: refused for another ending, for a file that exists (unless ``replace``), and for
    an edition that would print words outside a consent (unless ``leave_out_quotes``)."""
    path = Path(file)
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise Refused(N_("{path}: a report is written as .html, .docx or .md; name the file so."), path=path)
    check_free(path, replace=replace)
    found = report_of(study, profile=profile, leave_out_quotes=leave_out_quotes, filters=filters)
    write_whole(path, render_report(found, ending))
    findings = sum(len(section.findings) for section in found.sections)
    return Written(path, found.profile, findings, len(found.passages), found.left_out)

"""The findings as one HTML file that stands alone: tables, the passages behind them, who was heard and who was not.

    html = render(study.table(with_passages=True), study.show())

No script, nothing fetched from elsewhere; reads in light and dark, on a phone and on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from spanveld.language.messages import LANGUAGES, counted, translator
from spanveld.reports.html_content import content_of
from spanveld.reports.study_text import COUNTS
from spanveld.reports.templating import templates
from spanveld.reports.wording import Wording, capitalised, scope
from spanveld.views.findings import FindingsTables
from spanveld.views.overview import Overview

__all__ = ["render"]

SHOWN = ("source", "participant", "passage", "coding", "finding", "evidence")
"""The counts at the head of a report."""


def render(tables: FindingsTables, overview: Overview, labels: Mapping[str, str] | None = None) -> str:
    """The report in the study's language. ``tables`` with their passages; ``labels`` of the frameworks' vocabularies by identifier."""
    translate = translator(tables.language)
    wording = Wording(translate, tables.people, labels or {})
    counts = [counted(translate, *COUNTS[name], overview.counts[name]) for name in SHOWN]
    return (
        templates()
        .get_template("report.html.j2")
        .render(
            _=translate,
            lang=tables.language if tables.language in LANGUAGES else "en",
            css=(files("spanveld.reports") / "templates" / "report.css").read_text(encoding="utf-8"),
            title=tables.title or tables.study,
            study=tables.study,
            scope=capitalised(scope(tables, translate)),
            overview=overview,
            counts=counts,
            content=content_of(tables, wording),
            wording=wording,
        )
    )

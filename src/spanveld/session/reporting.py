"""What a study shows, as text, Markdown, CSV, HTML or JSON: reports made of views, each in the language that its reader expects.

render(study, "md", wave="2024") -> str
table_lines(study, width=80), overview_lines(study), ...      lines with a role each, for a terminal
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, get_args

from spanveld.language.messages import Translate
from spanveld.model.framework import in_language
from spanveld.model.journal import Entry
from spanveld.reports import (
    csv_table,
    html_report,
    journal_text,
    markdown_table,
    study_text,
    text_table,
    todo_text,
    vignettes_text,
)
from spanveld.reports.correction_text import correction_lines, doubt_lines
from spanveld.reports.import_text import incoming_lines, speaker_lines
from spanveld.reports.lines import WIDTH, Line
from spanveld.reports.search_text import context_lines, hit_lines
from spanveld.views.consenting import covered
from spanveld.views.findings import FindingsTables
from spanveld.views.health import Health
from spanveld.views.history import History
from spanveld.views.overview import Overview
from spanveld.views.report_parts import Profile
from spanveld.views.todo import Todo
from spanveld.views.vignettes import Vignettes

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "FORMATS",
    "Format",
    "action_words",
    "context_lines",
    "correction_lines",
    "doubt_lines",
    "entry_text",
    "health_lines",
    "hit_lines",
    "incoming_lines",
    "journal_lines",
    "labels_of",
    "overview_lines",
    "proof_lines",
    "render",
    "speaker_lines",
    "table_lines",
    "vignette_lines",
]

Format = Literal["text", "md", "csv", "html", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""The formats of the findings tables."""

_SIMPLE: dict[str, Callable[[FindingsTables], str]] = {
    "text": text_table.render,
    "md": markdown_table.render,
    "csv": csv_table.render,
    "json": lambda tables: json.dumps(tables.as_json(), ensure_ascii=False, indent=2) + "\n",
}


def render(
    study: Study,
    format: Format = "text",
    *,
    dimension: str = "",
    sub_case: str = "",
    wave: str = "",
    profile: Profile = "research",
    leave_out_quotes: bool = False,
) -> str:
    """The findings tables in one of ``FORMATS``; ``html`` holds the quoted passages too.

    ``profile``: for whom. For others than the researchers, words that a consent does not cover are refused, or left out.
    """
    tables = study.table(dimension=dimension, sub_case=sub_case, wave=wave, with_passages=format == "html")
    if format == "html":
        with study._reader() as reader:
            tables = covered(reader, tables, profile=profile, leave_out_quotes=leave_out_quotes)
    if format == "html":
        return html_report.render(tables, study.show(), labels_of(study))
    return _SIMPLE[format](tables)


def table_lines(
    study: Study, *, dimension: str = "", sub_case: str = "", wave: str = "", width: int = WIDTH
) -> Iterator[Line]:
    """The findings tables as lines of text."""
    return text_table.lines(study.table(dimension=dimension, sub_case=sub_case, wave=wave), width=width)


def vignette_lines(found: Vignettes, *, width: int = WIDTH) -> Iterator[Line]:
    """The vignettes as lines of text, in the study's language."""
    return vignettes_text.lines(found, width=width)


def overview_lines(study: Study, overview: Overview, *, width: int = WIDTH) -> Iterator[Line]:
    """The study at a glance as lines of text."""
    return study_text.lines(overview, width=width, labels=labels_of(study))


def todo_lines(found: Todo, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What is left to do as lines of text."""
    return todo_text.lines(found, translate, width=width)


def action_words(action: str, translate: Translate) -> str:
    """An action of the journal in a person's language."""
    return translate(journal_text.ACTIONS.get(action, action))


def journal_lines(history: History, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The journal as a readable list."""
    return journal_text.journal_lines(history, translate, width=width)


def proof_lines(history: History, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Whether the journal is whole."""
    return journal_text.proof_lines(history, translate, width=width)


def health_lines(health: Health, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What ``doctor`` proved and found."""
    return journal_text.health_lines(health, translate, width=width)


def entry_text(entry: Entry, translate: Translate) -> str:
    """A journal entry on one line."""
    return journal_text.entry_text(entry, translate)


def labels_of(study: Study) -> dict[str, str]:
    """The labels of the vocabularies of the study's frameworks (kinds of parties, levels, ...) by identifier, in its language."""
    found: dict[str, str] = {}
    language = study.language
    for framework in study.frameworks():
        vocabularies = framework.section("vocabularies")
        for name in vocabularies if isinstance(vocabularies, dict) else ():
            for entry in framework.vocabulary(name):
                labels = entry.get("label")
                if isinstance(labels, dict):
                    found.setdefault(str(entry["id"]), in_language(labels, language))
    return found

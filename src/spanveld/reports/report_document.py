"""A report as blocks: the one text that both its forms show.

document = document_of(report)        what stands where, in the language of the study
word.render(document), report_html.render(document)
"""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.reports import (
    report_appendices,
    report_boxes,
    report_findings,
    report_front,
    report_limits,
    report_material,
)
from spanveld.reports.report_blocks import Block, Document
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import Words
from spanveld.views.report_parts import Report

__all__ = ["document_of"]


def document_of(report: Report) -> Document:
    """The whole report in words."""
    words = Words.of(report)
    return Document(
        title=report.title,
        subtitle=report_front.subtitle(words),
        language="nl" if words.locale == "nl_NL" else "en",
        facts=tuple(report_front.facts(words)),
        blocks=tuple(_blocks(words)),
        words=report_front.words_of_frame(words),
        authors=", ".join(coder.name for coder in report.material.coders),
        state=report.state,
        closed=report.profile != "research",
    )


def _blocks(words: Words) -> Iterator[Block]:
    numbers = Numbers()
    yield from report_front.about(words, numbers)
    yield from report_material.material(words, numbers)
    yield from report_material.respondents(words, numbers)
    for part in words.report.sections:
        yield from report_findings.section(words, numbers, part)
    yield from report_boxes.chapter(words, numbers)
    yield from report_limits.limits(words, numbers)
    yield from report_appendices.passages(words, numbers)
    yield from report_appendices.meanings(words, numbers)

"""Memos as a document: by what they are on, each with who wrote it and when; as Word or Markdown, like a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spanveld.language.messages import LANGUAGES, Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.memos_words import MEMO_KINDS, MEMO_SUBJECTS
from spanveld.reports.report_blocks import Block, Document, Heading, Inline, Paragraph, Quotation, Span
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import flowing
from spanveld.views.memos import Memo, Memos, Wanted

__all__ = ["memos_document"]


def memos_document(found: Memos, wanted: Wanted) -> Document:
    """The memos by kind of subject and subject, in the study's language."""
    language = found.language if found.language in LANGUAGES else "en"
    translate = translator(language)
    return Document(
        title=found.title or found.study,
        subtitle=translate(N_("Memos")),
        language=language,
        facts=tuple(_facts(found, wanted, translate)),
        blocks=tuple(_blocks(found.memos, translate)),
        words={
            "contents": translate(N_("Contents")),
            "table": translate(N_("Table")),
            "appendix": translate(N_("Appendix")),
            "page": translate(N_("page {page} of {pages}")),
            "skip": translate(N_("To the memos")),
            "made": translate(N_("Made with Spanveld.")),
        },
        authors=", ".join(found.authors),
        state=max((memo.date[:10] for memo in found.memos), default=""),
        closed=False,
    )


def _facts(found: Memos, wanted: Wanted, translate: Translate) -> Iterator[tuple[str, Inline]]:
    count = translate(N_("{count} of {total}")).format(count=found.found, total=found.total)
    yield translate(N_("Memos")), (Span(count),)
    kind = translate(MEMO_KINDS[wanted.kind]) if wanted.kind else ""
    on = translate(MEMO_SUBJECTS[wanted.on]) if wanted.on else ""
    for label, value in (
        (N_("Words"), wanted.words),
        (N_("On"), wanted.subject or on),
        (N_("Kind"), kind),
        (N_("Author"), wanted.author),
    ):
        if value:
            yield translate(label), (Span(value),)


def _blocks(memos: Sequence[Memo], translate: Translate) -> Iterator[Block]:
    numbers, order = Numbers(), list(MEMO_SUBJECTS)
    if not memos:
        yield numbers.chapter(translate(N_("Memos")), "memos:none")
        yield Paragraph((Span(translate(N_("No memo is like that."))),), "note")
    in_order = sorted(memos, key=lambda memo: order.index(memo.on))
    for on, of_kind in groupby(in_order, key=lambda memo: memo.on):
        yield numbers.chapter(translate(MEMO_SUBJECTS[on]), f"memos:{on}")
        by_subject: dict[str, list[Memo]] = {}
        for memo in of_kind:
            by_subject.setdefault(memo.subject, []).append(memo)
        for subject, its in by_subject.items():
            if subject:
                yield Heading(2, _called(its[0]), f"on:{subject.replace(':', '-')}")
            if its[0].quote:
                place = (Span(its[0].source),)
                yield Quotation(f"passage:{subject.partition(':')[2]}", place, flowing(its[0].quote))
            for memo in its:
                yield from _memo(memo, translate)


def _called(memo: Memo) -> str:
    name = memo.subject.partition(":")[2]
    return f"{name}  {memo.called}" if memo.called else name


def _memo(memo: Memo, translate: Translate) -> Iterator[Block]:
    """Who wrote it, when, and of what kind; then its paragraphs."""
    kind = translate(N_("memo of the passage")) if memo.carried else translate(MEMO_KINDS[memo.kind])
    signed = ", ".join(filter(None, (memo.date, memo.author, kind)))
    yield Paragraph((Span(signed, role="quiet"),), "kept")
    for part in memo.text.split("\n"):
        if part.strip():
            yield Paragraph((Span(part.strip()),))

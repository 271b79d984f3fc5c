"""The appendices of a report: every cited passage in its place, and what each code means."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Bullets, Column, Heading, Inline, Paragraph, Quotation, Row, Span
from spanveld.reports.report_front import memo_line, text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import STANCE_WORDS, Words
from spanveld.reports.wording import capitalised
from spanveld.views.report_parts import LayerPart, PassagePart, SourcePart

__all__ = ["meanings", "passages"]


def passages(words: Words, numbers: Numbers) -> Iterator[Block]:
    """Appendix A: all cited passages, by source."""
    yield numbers.appendix(words(N_("The cited passages")), "section:passages")
    if not words.report.passages:
        yield Paragraph(text(words(N_("No passages are cited."))))
        return
    yield Paragraph(
        text(
            words(
                N_(
                    "Each passage that a finding or an example cites, once, with its codes (appendix B says what "
                    "they mean), the findings that it is evidence for and the examples in which it stands."
                )
            )
        )
    )
    for place, source in enumerate(words.report.sources, 1):
        yield Heading(2, _title(words, source), f"source:{source.source or place}")
        if about := _about(words, source):
            yield Paragraph(text(about, "quiet"), "kept")
        if source.memos:
            yield Bullets(tuple(memo_line(words, memo) for memo in source.memos))
        for name in source.passages:
            yield _entry(words, words.report.passages[name])


def _title(words: Words, source: SourcePart) -> str:
    if source.source:
        return f"{source.source}  {source.title}" if source.title else source.source
    if source.title:
        return source.title
    voices = words.listed(words.voice(voice) for voice in source.voices)
    kind = capitalised(words.source_kinds(source.kind))
    return f"{kind}: {voices}" if voices else kind


def _about(words: Words, source: SourcePart) -> str:
    if not source.source and not source.title:
        return words(N_("Passages of several talks; they are not told apart."))
    who = words.listed(words.voice(voice) for voice in source.voices) if source.source and source.voices else ""
    facts = (words.source_kind(source.kind), words.date(source.date), source.wave, who)
    return capitalised("; ".join(fact for fact in facts if fact)) + "."


def _entry(words: Words, passage: PassagePart) -> Quotation:
    notes: list[Inline] = []
    codes = " · ".join(", ".join(labels) for _, labels in passage.codes)
    if passage.memo:
        notes.append((Span(passage.memo, role="emphasis"),))
    if codes:
        notes.append(text(codes, "quiet"))
    if passage.evidence_for:
        opening = words(N_("Evidence for"))
        notes.append((Span(f"{opening} ", role="quiet"), *_evidence_for(words, passage)))
    if passage.boxes:
        notes.append(tuple(_examples(words, passage)))
    return Quotation(
        f"passage:{passage.passage}", words.head(passage, linked=False), words.quote(passage), tuple(notes)
    )


def _evidence_for(words: Words, passage: PassagePart) -> Iterator[Span]:
    for place, (finding, stance) in enumerate(passage.evidence_for):
        if place:
            yield Span(", ")
        yield Span(finding, f"evidence:{finding}:{passage.passage}")
        yield Span(f" ({words(STANCE_WORDS[stance])})", role="quiet")


def _examples(words: Words, passage: PassagePart) -> Iterator[Span]:
    opening = words(N_("Example"))
    yield Span(f"{opening} ", role="quiet")
    for place, number in enumerate(passage.boxes):
        if place:
            yield Span(", ")
        yield Span(number, f"vignette:{number}")


def meanings(words: Words, numbers: Numbers) -> Iterator[Block]:
    """Appendix B: the codes that were used, layer by layer."""
    yield numbers.appendix(words(N_("What the codes mean")), "section:codes")
    if not words.report.layers:
        yield Paragraph(text(words(N_("Nothing was coded yet."))))
        return
    yield Paragraph(text(words(N_("The codes that were used, by layer. Passages: how many carry the code."))))
    for place, layer in enumerate(words.report.layers, 1):
        yield Heading(2, capitalised(layer.label), f"layer:{place}")
        if layer.definition:
            yield Paragraph(text(layer.definition))
        yield numbers.table(
            words(N_("Codes of the layer {layer}"), layer=layer.label),
            f"layer:{place}",
            _columns(words),
            _lines(words, layer),
        )
        if layer.unused:
            unused = words(N_("Not used: {codes}."), codes=", ".join(layer.unused))
            yield Paragraph(text(unused, "quiet"), "note")


def _columns(words: Words) -> list[Column]:
    return [Column(words(N_("Code")), 27), Column(words(N_("Meaning")), 58), Column(words(N_("Passages")), 15, True)]


def _lines(words: Words, layer: LayerPart) -> Iterator[Row]:
    for code in layer.codes:
        label = f"{'– ' * code.depth}{code.label}"
        meaning = text(code.definition) if code.definition else text(words(N_("not described")), "quiet")
        yield Row(((text(label, "strong"),), (meaning,), (text(words.number(code.passages)),)))

"""The chapters of a report that hold its findings: a table a dimension, and behind each row what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spanveld.language.messages import counted
from spanveld.model.errors import N_
from spanveld.reports.report_balance import balances
from spanveld.reports.report_blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Inline,
    Paragraph,
    Quotation,
    Row,
    Span,
)
from spanveld.reports.report_boxes import boxes
from spanveld.reports.report_front import memo_line, text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import STANCE_WORDS, Words
from spanveld.reports.wording import capitalised
from spanveld.views.findings import RELATIONS
from spanveld.views.report_parts import FindingPart, SectionPart, StancePart

__all__ = ["section"]

HEADINGS = {"supports": N_("Supports"), "qualifies": N_("Qualifies"), "contradicts": N_("Contradicts")}


def section(words: Words, numbers: Numbers, part: SectionPart) -> Iterator[Block]:
    """A dimension: what it means, its findings, the passages behind them."""
    name = part.dimension.replace("/", ":")
    yield numbers.chapter(capitalised(part.label), f"dimension:{name}")
    yield Paragraph(tuple(_opening(words, part)))
    if not part.findings:
        yield Paragraph(text(words(N_("No findings yet."))), "note")
        yield from balances(words, numbers, part)
        yield from _examples(words, numbers, part)
        return
    yield numbers.part(words(N_("Findings")), f"findings:{name}")
    shares = (43, 30, 27) if words.names_people else (38, 37, 25)
    headings = (N_("Finding"), N_("Evidence"), N_("Rests on"))
    columns = [Column(words(heading), share) for heading, share in zip(headings, shares, strict=True)]
    caption = words(N_("Findings: {dimension}"), dimension=part.label)
    yield numbers.table(caption, f"findings:{name}", columns, _rows(words, part.findings), findings=True)
    yield from balances(words, numbers, part)
    yield from _examples(words, numbers, part)
    yield numbers.part(words(N_("The passages behind the findings")), f"behind:{name}")
    for finding in part.findings:
        yield from _behind(words, finding)


def _examples(words: Words, numbers: Numbers, part: SectionPart) -> Iterator[Block]:
    """The vignettes about this dimension, between its table and what stands behind it."""
    if part.boxes:
        yield numbers.part(words(N_("Examples")), f"examples:{part.dimension.replace('/', ':')}")
        yield from boxes(words, part.boxes)


def _opening(words: Words, part: SectionPart) -> Iterator[Span]:
    if part.layer:
        yield Span(f"{capitalised(part.layer)}: {part.label}. ", role="strong")
    if part.definition:
        yield Span(f"{part.definition} ")
    carried = counted(
        words.translate,
        N_("{count} passage carries this code."),
        N_("{count} passages carry this code."),
        part.passages,
    )
    yield Span(carried, role="quiet")


def _rows(words: Words, findings: Sequence[FindingPart]) -> Iterator[Row]:
    """The rows, those of one kind below its name."""
    for (label, plural), group in groupby(findings, key=lambda finding: (finding.label, finding.plural)):
        rows = list(group)
        yield Row(((text(capitalised(label if len(rows) == 1 else plural), "strong"),),), group=True)
        for finding in rows:
            yield Row(
                (_statement(words, finding), _evidence(words, finding), _rests_on(words, finding)),
                f"finding:{finding.finding}",
            )


def _statement(words: Words, finding: FindingPart) -> Cell:
    name = Span(finding.finding, f"passages:{finding.finding}")
    lines: list[Inline] = [(name, Span(f" {finding.statement}"))]
    lines += [text(line, "quiet") for line in _particulars(words, finding)]
    return tuple(lines)


def _particulars(words: Words, finding: FindingPart) -> Iterator[str]:
    about = "; ".join(filter(None, (finding.case, finding.sub_case)))
    if about:
        yield about
    if finding.effect:
        yield capitalised(words.effect(finding.effect))


def _evidence(words: Words, finding: FindingPart) -> Cell:
    lines: list[Inline] = []
    for stance, part in finding.stances.items():
        if part.count:
            citation = words.citation(part, finding.finding)
            word = () if stance == "supports" else (Span(f"{words(STANCE_WORDS[stance])} ", role=stance),)  # type: ignore[arg-type]
            lines.append((*word, *citation))
    return tuple(lines) or (text(words(N_("no passages")), "quiet"),)


def _rests_on(words: Words, finding: FindingPart) -> Cell:
    narrow, ground = words.narrow(finding), words.ground(finding)
    lines = [text(capitalised(narrow), "warning")] if narrow else []
    if ground:
        lines.append(text(ground if narrow else capitalised(ground)))
    return tuple(lines) or (text(""),)


# ---------------------------------------------------------------------- behind a row
def _behind(words: Words, finding: FindingPart) -> Iterator[Block]:
    yield Heading(3, f"{finding.finding}  {finding.statement}", f"passages:{finding.finding}")
    facts: list[Span] = [Span(f"{capitalised(finding.label)}. ", role="quiet")]
    facts += [Span(f"{line}. ", role="quiet") for line in _particulars(words, finding)]
    facts.append(Span(words(N_("Back to the table")), f"finding:{finding.finding}"))
    yield Paragraph(tuple(facts), "kept")
    if links := tuple(_links(words, finding)):
        yield Bullets(links)
    for memo in finding.memos:
        opening = words(N_("Note of the researcher"))
        yield Paragraph((Span(f"{opening}: ", role="emphasis"), *memo_line(words, memo)), "note")
    parts = [part for part in finding.stances.values() if part.tied]
    for part in parts:
        yield from _stance(words, finding, part)
    if not parts:
        yield Paragraph(text(words(N_("No passages are linked to this finding."))), "warning")
    elif not any(part.stance != "supports" for part in parts):
        yield Paragraph(text(words(N_("No passage that qualifies or contradicts this finding was linked."))), "note")


def _links(words: Words, finding: FindingPart) -> Iterator[Inline]:
    for link in finding.links:
        relation = capitalised(words(RELATIONS[link.relation, link.outgoing]))
        if link.finding:
            yield (Span(f"{relation} "), Span(link.finding, f"passages:{link.finding}"), Span(f": {link.label}"))
        else:
            theory = f" ({link.theory})" if link.theory else ""
            yield (Span(f"{relation}: {link.label}{theory}"),)


def _stance(words: Words, finding: FindingPart, part: StancePart) -> Iterator[Block]:
    heading = f"{words(HEADINGS[part.stance])}: {words.passages(part.count)}"
    yield Heading(4, heading, f"{part.stance}:{finding.finding}")
    for tied in part.tied:
        passage = words.report.passages[tied.passage]
        notes = (text(tied.note, "emphasis"),) if tied.note else ()
        anchor = f"evidence:{finding.finding}:{tied.passage}"
        yield Quotation(anchor, words.head(passage, linked=True), words.quote(passage), notes, part.stance)  # type: ignore[arg-type]

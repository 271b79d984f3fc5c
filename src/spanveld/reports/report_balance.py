"""Where a dimension stands, in a report: the scale drawn and as a table, the judgement in words, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.drawings.scale import ScaleDrawn, ScaleMark, ScalePlace, ScaleRow, scale_drawing
from spanveld.language.messages import counted
from spanveld.model.errors import N_
from spanveld.model.framework import in_language
from spanveld.model.scale import Scale
from spanveld.reports.report_blocks import Block, Bullets, Column, Figure, Inline, Paragraph, Row, Span
from spanveld.reports.report_front import person, text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import STANCE_WORDS, Words
from spanveld.reports.wording import capitalised
from spanveld.views.judgement_words import signed
from spanveld.views.report_balance_parts import BalancePart, BalanceRow
from spanveld.views.report_parts import SectionPart
from spanveld.views.standings import Answer, Given

__all__ = ["balances"]

PHASES = {
    "preparing": N_("Nothing was judged yet: the assessment is being prepared."),
    "blind": N_("A blind round is open: what assessors gave in it is sealed, and nothing of it stands in this report."),
    "discussion": N_("The assessment is not closed yet: this is provisional."),
}
AGREED, WITHIN = "◆", "–"


def balances(words: Words, numbers: Numbers, part: SectionPart) -> Iterator[Block]:
    """A part of the chapter of a dimension; nothing where nobody judged it."""
    if not part.balances:
        return
    name = part.dimension.replace("/", ":")
    yield numbers.part(words(N_("Where it stands")), f"balance:{name}")
    for place, one in enumerate(part.balances):
        yield from _one(words, numbers, one, f"{name}:{place + 1}" if len(part.balances) > 1 else name)


def _one(words: Words, numbers: Numbers, one: BalancePart, name: str) -> Iterator[Block]:
    if one.about:
        yield Paragraph(text("; ".join(one.about)), "lead")
    if one.phase in PHASES:
        yield Paragraph(text(words(PHASES[one.phase])), "warning")
    if one.stale:
        changed = N_("The evidence has changed since this was closed: it is to be looked at again.")
        yield Paragraph(text(words(changed)), "warning")
    scale, rows = one.scale, [row for row in one.rows if row.agreed or row.marks]
    if scale is not None and rows:
        yield from _shown(words, numbers, one, scale, rows, name)
        yield Bullets(tuple(_judged(words, one, scale)))
    yield from _context(words, one)
    yield from _caution(words, one)


# ---------------------------------------------------------------------- the scale
def _shown(
    words: Words, numbers: Numbers, one: BalancePart, scale: Scale, rows: Sequence[BalanceRow], name: str
) -> Iterator[Block]:
    """The drawing, and the same as a table of positions."""
    language = words.report.language
    object_ = in_language(scale.object, language)
    caption = words(
        N_("{dimension}: too little or too much {object}"), dimension=capitalised(one.label), object=object_
    )
    labels = {position.at: position.label(language) for position in scale.positions}
    drawn = [_row(words, row, scale, provisional=one.phase != "closed") for row in rows]
    says = "; ".join(f"{row.label}: {words_of(words, row.agreed, scale)}" for row in rows if row.agreed)
    svg = scale_drawing(
        ScaleDrawn(
            title=caption,
            says=says or words(N_("nothing was agreed yet")),
            places=[ScalePlace(position.at, signed(position.at)) for position in scale.positions],
            ends=(labels[scale.lowest], labels.get(0, ""), labels[scale.highest]),
            rows=drawn,
            width=880,
        )
    )
    yield Figure(f"drawn:{name}", caption, svg)
    share = (100 - 28) // len(scale.positions)
    columns = [Column(words(N_("Judged")), 100 - share * len(scale.positions))]
    columns += [Column(signed(position.at), share) for position in scale.positions]
    table = [made for row in rows for made in _table_rows(row, scale)]
    yield numbers.table(caption, f"balance:{name}", columns, table)
    key = words(
        N_("{agreed} the place that was agreed, {within} the interval; positions are an order, and not distances."),
        agreed=AGREED,
        within=WITHIN,
    )
    yield Paragraph(text(key), "note")
    if sign := in_language(scale.sign_rule, language):
        yield Paragraph(text(sign), "note")


def _row(words: Words, row: BalanceRow, scale: Scale, *, provisional: bool) -> ScaleRow:
    agreed = row.agreed
    grades = [grade.label(words.report.language) for grade in scale.grading.grades]
    firm = 1.0
    if agreed and agreed.grade in grades and len(grades) > 1:
        firm = 1 - grades.index(agreed.grade) / (len(grades) - 1)
    return ScaleRow(
        label=capitalised(row.label),
        words=words_of(words, agreed, scale) if agreed else words(N_("nothing was agreed yet")),
        agreed=_mark(agreed, words(N_("agreed"))) if agreed else None,
        marks=[_mark(mark, mark.assessor) for mark in row.marks],
        anchors=row.anchors if row.sub_dimension else {},
        firm=firm,
        provisional=provisional,
    )


def _mark(given: Given, label: str) -> ScaleMark:
    return ScaleMark(label, given.best, given.low, given.high, "" if given.best is not None else given.answer_label)


def words_of(words: Words, given: Given | None, scale: Scale) -> str:
    """A judgement in a few words: its band with what there is too little or too much of, or the answer instead."""
    if given is None:
        return ""
    if given.best is None:
        return given.answer_label
    language = words.report.language
    band = scale.band(given.best).label(language) if scale.has(given.best) else signed(given.best)
    return f"{band} ({in_language(scale.object, language)})"


def _table_rows(row: BalanceRow, scale: Scale) -> Iterator[Row]:
    """What was agreed on a line, and for those who do the research each assessor's mark of the last round below it."""
    lines: list[tuple[Given | None, str, str]] = [(row.agreed, capitalised(row.label), "strong")]
    lines += [(mark, mark.assessor, "quiet") for mark in row.marks]
    for given, label, role in lines:
        name = [text(label, role)]
        if given is not None and given.best is None:
            name.append(text(given.answer_label, "quiet"))
        yield Row((tuple(name), *((text(_sign(given, position.at)),) for position in scale.positions)))


def _sign(given: Given | None, at: int) -> str:
    """What stands in a cell of the table."""
    if given is None or given.best is None:
        return ""
    if at == given.best:
        return AGREED
    low, high = given.best if given.low is None else given.low, given.best if given.high is None else given.high
    return WITHIN if low <= at <= high else ""


# ---------------------------------------------------------------------- in words
def _judged(words: Words, one: BalancePart, scale: Scale) -> Iterator[Inline]:
    """The judgement on the dimension itself, its strength, grade and reasons."""
    agreed = one.rows[0].agreed
    if agreed is None:
        yield text(words(N_("Nothing was agreed on the dimension yet.")))
        return
    yield _labelled(words(N_("Agreed judgement")), _position(words, agreed, scale))
    for row in one.rows[1:]:
        if row.agreed:
            yield _labelled(capitalised(row.label), _position(words, row.agreed, scale))
    if agreed.strength:
        yield _labelled(one.strength_question.rstrip("?"), agreed.strength)
    if agreed.grade:
        note = f" {one.grade_note}" if one.grade_note else ""
        yield (*_labelled(words(N_("Evidence grade")), f"{agreed.grade}."), Span(note, role="quiet"))
    for concern in agreed.concerns:
        said = (
            f"{concern.concern}: {concern.words}"
            if concern.words and concern.concern
            else concern.concern or concern.words
        )
        yield _labelled(words(N_("Concern about {component}"), component=concern.label), said)
    if agreed.rationale:
        yield _labelled(words(N_("Why")), agreed.rationale)
    weighed = list(_weighed(words, one))
    if weighed:
        yield (Span(f"{words(N_('Weighed on'))}: ", role="strong"), *weighed)


def _labelled(label: str, said: str) -> Inline:
    return (Span(f"{label}: ", role="strong"), Span(said))


def _position(words: Words, given: Given, scale: Scale) -> str:
    """``too little (steering from the network), position −2; from −3 to −1, from "clearly too little" to "leans to too little"``."""
    if given.best is None:
        reason = ": ".join(filter(None, (given.reason, given.reason_words)))
        return f"{given.answer_label} ({reason})" if reason else given.answer_label
    said = words(N_("{band}, position {at}"), band=words_of(words, given, scale), at=signed(given.best))
    low, high = given.best if given.low is None else given.low, given.best if given.high is None else given.high
    if low == high:
        return said
    language = words.report.language
    ends = {"low": signed(low), "high": signed(high)}
    if scale.has(low) and scale.has(high):
        first, last = scale.band(low).label(language), scale.band(high).label(language)
        between = words(N_("it may lie from {low} ({first}) to {high} ({last})"), **ends, first=first, last=last)
    else:
        between = words(N_("it may lie from {low} to {high}"), **ends)
    return f"{said}; {between}"


def _weighed(words: Words, one: BalancePart) -> Iterator[Span]:
    for place, line in enumerate(one.weighed):
        if place:
            yield Span(", ")
        if line.stance != "supports":
            yield Span(f"{words(STANCE_WORDS[line.stance])} ", role=line.stance)  # type: ignore[arg-type]
        target = f"{'passage' if line.kind == 'passage' else 'passages'}:{line.name}" if line.printed else ""
        yield Span(line.name, target)


def _context(words: Words, one: BalancePart) -> Iterator[Block]:
    """Of what it is, what is fixed by law against by choice, and apart from that how the issue turned out."""
    for heading, answers in (
        (N_("Scope"), one.scope),
        (N_("Fixed by law, and fixed by choice"), one.apart),
        (N_("How the issue turned out, apart from this judgement"), one.outcome),
    ):
        if answers:
            yield Paragraph(text(words(heading)), "lead")
            yield Bullets(tuple(_answered(each) for each in answers))


def _answered(answer: Answer) -> Inline:
    return _labelled(capitalised(answer.label), answer.answer)


def _caution(words: Words, one: BalancePart) -> Iterator[Block]:
    """Who judged, and what a careful reader should know of the ground."""
    if one.assessors:
        names = "; ".join(person(each.name, each.role, each.affiliation) for each in one.assessors)
        yield Paragraph(text(words(N_("Judged by {names}."), names=names)), "note")
    elif one.judged_by > 1:
        yield Paragraph(text(words(N_("Judged by {count} people."), count=one.judged_by)), "note")
    if one.judged_by == 1:
        said = words(N_("One person judged this; nobody else read the evidence for it."))
        if one.again_after:
            offer = counted(
                words.translate,
                N_("The same person may read it again after at least {count} day, as a second reading."),
                N_("The same person may read it again after at least {count} days, as a second reading."),
                one.again_after,
            )
            said = f"{said} {offer}"
        yield Paragraph(text(said), "warning")
    if one.audit:
        yield Paragraph(text(words(N_("What to know of the evidence"))), "lead")
        yield Bullets(tuple(text(sentence) for sentence in one.audit))

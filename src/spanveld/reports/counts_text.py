"""Counts as text: a paragraph a row, each number with what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.counts import UNIT_LABELS, Counts, CrossTable, Frequencies
from spanveld.views.counts_along import Along
from spanveld.views.counts_perspective import Perspective
from spanveld.views.counts_together import TogetherTable
from spanveld.views.counts_words import PART_LABELS, SpokenWords

__all__ = ["lines"]

Answer: TypeAlias = Frequencies | CrossTable | TogetherTable | Perspective | SpokenWords | Along


def lines(answer: Answer, *, width: int = WIDTH) -> Iterator[Line]:
    """The answer line by line, in the language of its labels."""
    width = fitting(width)
    sheet = answer.sheets()[0]
    yield from wrapped(sheet.title, "title", width)
    yield Line("", "empty")
    match answer:
        case Frequencies():
            yield from _codes(answer, width)
        case CrossTable():
            yield from _by(answer, width)
        case TogetherTable():
            yield from _together(answer, width)
        case Perspective():
            yield from _perspective(answer, width)
        case SpokenWords():
            yield from _words(answer, width)
        case Along():
            yield from _along(answer, width)
    yield Line("", "empty")
    for note in sheet.notes:
        yield from wrapped(note, "ground", width)


def _of(translate: Translate, count: int, of: int) -> str:
    """``12 of 48``."""
    return translate(N_("{count} of {of}")).format(count=count, of=of)


def _codes(found: Frequencies, width: int) -> Iterator[Line]:
    _, whole = found.translate, found.of_study
    phrase = _(N_("{evidence} passages ({marked} as marked), {sources} sources, {voices} voices"))

    def told(counts: Counts) -> str:
        units = ("evidence", "marked", "sources", "voices")
        return phrase.format(**{unit: _of(_, counts.of(unit), whole.of(unit)) for unit in units})  # type: ignore[arg-type]

    rows = [(f"{'  ' * line.depth}{line.label}", told(counts)) for line, counts in found.rows()]
    yield from aligned([*rows, (_(N_("All of them")), told(found.whole))], width)


def _by(found: CrossTable, width: int) -> Iterator[Line]:
    _, unit = found.translate, found.unit
    yield from wrapped(_(N_("Counted: {what}.")).format(what=_(UNIT_LABELS[unit])), "ground", width)
    for place in found.order:
        line, whole = found.lines[place], found.row(place).of(unit)
        yield from wrapped(f"{line.label}: {whole}", "kind", width)
        cells = [(found.values[at].label, found.cell(place, at).of(unit)) for at in found.shown]
        told = [f"{label} {_of(_, count, whole)}" for label, count in cells if count]
        yield from wrapped("; ".join(told) or "-", "statement", width, "    ", 4)
    yield from wrapped(_(N_("All of them: {count}")).format(count=found.whole.of(unit)), "kind", width)
    ends = [f"{found.values[at].label} {_of(_, found.column(at).of(unit), found.whole.of(unit))}" for at in found.shown]
    yield from wrapped("; ".join(ends) or "-", "statement", width, "    ", 4)


def _together(found: TogetherTable, width: int) -> Iterator[Line]:
    for place in found.order:
        line, of = found.lines[place], int(found.of_rows[place])
        yield from wrapped(f"{line.label}: {of}", "kind", width)
        cells = [(found.across[at].label, int(found.counted[place, at])) for at in found.order_across]
        told = [f"{label} {_of(found.translate, count, of)}" for label, count in cells if count]
        yield from wrapped("; ".join(told) or "-", "statement", width, "    ", 4)


def _perspective(found: Perspective, width: int) -> Iterator[Line]:
    _ = found.translate
    for place in found.order:
        yield from wrapped(found.lines[place].label, "kind", width)
        told = []
        for group, said in zip(found.groups, found.said[place], strict=True):
            against = _(N_(", {count} against")).format(count=said.against) if said.against else ""
            told.append(f"{group.label} {_of(_, said.voices, group.of)}{against}")
        yield from wrapped("; ".join(told) or "-", "statement", width, "    ", 4)


def _words(found: SpokenWords, width: int) -> Iterator[Line]:
    _ = found.translate
    phrase = _(N_("{words} words, {percent}%; voice of {passages} passages"))
    rows: list[Sequence[str]] = []
    for one in found.voices:
        percent = round(100 * one.words / found.respondents) if found.respondents else 0
        words = _of(_, one.words, found.respondents)
        told = phrase.format(words=words, percent=percent, passages=_of(_, one.evidence, found.evidence))
        rows.append((one.voice, told))
    for one in found.observers:
        rows.append((one.voice, _(N_("{words} words of the researcher's notes")).format(words=one.words)))
    yield from aligned(rows, width)
    for part, count in found.nobody.items():
        told = _(N_("{count} words {where}")).format(count=count, where=_(PART_LABELS[part]))
        yield from wrapped(told, "ground", width, "  ", 4)
    yield from wrapped(_(N_("All words of all texts: {count}")).format(count=found.total), "ground", width, "  ", 4)


def _along(found: Along, width: int) -> Iterator[Line]:
    for part in found.parts:
        yield from wrapped(part.label, "dimension", width)
        rows = [
            (
                f"{'  ' * lane.depth}{lane.label}",
                str(lane.passages),
                " ".join(f"{one.start}-{one.end}" for one in lane.stretches) or "-",
            )
            for lane in part.lanes
        ]
        yield from aligned(rows, width)

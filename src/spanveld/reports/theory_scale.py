"""The scale of a framework as text: its positions, the words at each for every sub-dimension, and what goes with a judgement."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.model.errors import N_
from spanveld.reports.lines import Line, aligned
from spanveld.reports.theory_page import STEP, Entry, Page

__all__ = ["scale_lines"]

BASIS = {"source": N_("from the source"), "derived": N_("derived from it"), "proposition": N_("put forward here")}
ENDS = {"left": N_("left"), "centre": N_("centre"), "right": N_("right")}


def scale_lines(page: Page) -> Iterator[Line]:
    """The scale, where the framework has one."""
    scale = page.section("scale")
    if not scale:
        return
    yield from page.heading(page.translate(N_("Scale")))
    yield from page.said(N_("Too little or too much of"), page.text(scale, "object"), STEP)
    yield from page.lines(page.text(scale, "sign_rule"), STEP)
    yield from page.about(scale, STEP)
    for key, message in (("zero", N_("The middle")), ("format", N_("Form"))):
        part = scale.get(key) or {}
        yield from page.said(message, page.text(part), STEP)
        yield from page.source(part, 2 * STEP)
    yield from _positions(page, scale)
    for dimension in scale["dimensions"]:
        yield from _judged(page, dimension)
    yield from _beside(page, scale)


def _positions(page: Page, scale: Entry) -> Iterator[Line]:
    yield Line("", "empty")
    rows = [
        (_signed(position["at"]), _band(page, scale, position["at"]), page.text(position))
        for position in scale["positions"]
    ]
    yield from aligned(rows, page.width, "statement", STEP)


def _band(page: Page, scale: Entry, at: int) -> str:
    return next((page.text(band) for band in scale.get("bands") or () if band["from"] <= at <= band["to"]), "")


def _signed(at: int) -> str:
    return f"{at:+d}".replace("+0", " 0")


def _judged(page: Page, dimension: Entry) -> Iterator[Line]:
    labels = {code.id: code.label(page.language) for code in page.framework.dimensions()}
    yield from page.entry(dimension, name=labels.get(str(dimension["id"]), ""))
    yield from page.lines(page.text(dimension, "question"), 2 * STEP)
    yield from _anchors(page, dimension, 2 * STEP)
    for part in dimension["sub_dimensions"]:
        yield from page.entry(part, 2 * STEP, holder=dimension)
        yield from page.said(N_("Mind"), page.text(part, "caution"), 3 * STEP, "narrow")
        yield from _anchors(page, part, 3 * STEP)
        basis = part.get("basis") or {}
        words = [
            f"{page.translate(word)} {page.translate(BASIS[basis[end]])}" for end, word in ENDS.items() if end in basis
        ]
        yield from page.said(N_("Where these words come from"), ", ".join(words), 3 * STEP, "ground")


def _anchors(page: Page, judged: Entry, indent: int) -> Iterator[Line]:
    rows = [(_signed(anchor["at"]), page.text(anchor)) for anchor in judged.get("anchors") or ()]
    yield from aligned(rows, page.width, "statement", indent)


def _beside(page: Page, scale: Entry) -> Iterator[Line]:
    """What is asked and kept beside a position."""
    strength, grade = scale.get("strength") or {}, scale.get("evidence_grade") or {}
    yield from _values(page, strength)
    yield from _several(page, N_("Answers instead of a position"), scale.get("other_answers"))
    yield from _several(page, N_("Filled in before the first round"), scale.get("scope"))
    yield from _several(page, N_("Before a judgement is closed"), scale.get("closing_rules"))
    yield from _values(page, grade)
    concerns = "; ".join(page.text(concern) for concern in grade.get("concerns") or ())
    yield from page.said(N_("Concerns about what it weighs"), concerns, 2 * STEP)
    yield from _several(page, N_("What the evidence grade weighs"), grade.get("components"))
    yield from _several(page, N_("Warnings beside the evidence grade"), grade.get("warnings"))


def _values(page: Page, question: Entry) -> Iterator[Line]:
    if not question:
        return
    yield from page.entry(question)
    yield from page.lines("; ".join(page.text(value) for value in question["values"]), 2 * STEP)


def _several(page: Page, heading: str, entries: list[Entry] | None) -> Iterator[Line]:
    if not entries:
        return
    yield Line("", "empty")
    yield from page.lines(page.translate(heading), STEP, "kind")
    for entry in entries:
        yield from page.entry(entry)
        yield from page.lines("; ".join(page.text(reason) for reason in entry.get("reasons") or ()), 2 * STEP)

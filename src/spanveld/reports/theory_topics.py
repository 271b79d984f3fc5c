"""What a framework offers beside its theory, as text: tables, the topic list for interviews, and words to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spanveld.model.errors import N_
from spanveld.reports.lines import Line
from spanveld.reports.theory_page import STEP, Entry, Page

__all__ = ["table_lines", "topic_lines", "vocabulary_lines"]

LISTS = {
    "questions": N_("Questions"),
    "probes": N_("To ask on"),
    "checks": N_("To see to"),
    "avoid": N_("Not to ask"),
}
KINDS = {
    "opening": N_("opening"),
    "core": N_("core"),
    "optional": N_("optional"),
    "variant": N_("variant"),
    "closing": N_("closing"),
}
VOCABULARIES = {"party_kinds": N_("Kinds of parties"), "levels": N_("Levels")}


def table_lines(page: Page) -> Iterator[Line]:
    """The tables that cross the codes of two layers."""
    for table in page.section("tables"):
        yield from page.heading(page.text(table))
        yield from page.lines(page.text(table, "note"), STEP)
        for cell in table["cells"]:
            yield from page.lines(page.text(cell), STEP, "statement", f"{cell['row']} x {cell['column']}: ")
            yield from page.source(cell, 2 * STEP)


def topic_lines(page: Page) -> Iterator[Line]:
    """The topic list, where the framework has one."""
    listed = page.section("topic_list")
    if not listed:
        return
    yield from page.heading(page.text(listed))
    yield from page.about(listed, STEP)
    states = "; ".join(page.text(state) for state in listed.get("states") or ())
    yield from page.said(N_("What becomes of a topic in an interview"), states, STEP)
    for rule in listed.get("rules") or ():
        yield from page.entry(rule)
        yield from page.said(N_("Reason"), page.text(rule, "reason"), 2 * STEP)
    for topic in listed["topics"]:
        yield from _topic(page, topic)


def _topic(page: Page, topic: Entry) -> Iterator[Line]:
    kind = f" ({page.translate(KINDS[topic['kind']])})" if "kind" in topic else ""
    yield from page.entry(topic, name=page.text(topic) + kind)
    yield from page.said(N_("Reason"), page.text(topic, "reason"), 2 * STEP)
    for key, heading in LISTS.items():
        yield from _questions(page, page.translate(heading), topic.get(key))
    for dimension, probes in (topic.get("probes_by_dimension") or {}).items():
        yield from _questions(page, f"{page.translate(LISTS['probes'])} ({dimension})", probes)
    for party, variants in (topic.get("variants") or {}).items():
        yield from _questions(page, f"{page.translate(LISTS['questions'])} ({party})", variants)
    yield from _questions(
        page, page.translate(N_("Of each sub-case")), [topic["sub_case_probe"]] if "sub_case_probe" in topic else []
    )
    yield from page.said(N_("For levels"), ", ".join(topic.get("for_levels") or ()), 2 * STEP, "ground")
    yield from page.said(
        N_("Answers are expected in"), "; ".join(map(_place, topic.get("maps_to") or ())), 2 * STEP, "ground"
    )


def _questions(page: Page, heading: str, questions: list[Mapping[str, str]] | None) -> Iterator[Line]:
    if not questions:
        return
    yield from page.lines(f"{heading}:", 2 * STEP, "ground")
    for text in page.texts(questions):
        yield from page.lines(text, 2 * STEP, "statement", "- ")


def _place(place: Entry) -> str:
    if "finding_kind" in place:
        return str(place["finding_kind"])
    codes = ", ".join(place.get("codes") or ())
    return f"{place['layer']} ({codes})" if codes else str(place["layer"])


def vocabulary_lines(page: Page) -> Iterator[Line]:
    """The words to choose from."""
    vocabularies = page.section("vocabularies") or {}
    for name, entries in vocabularies.items():
        yield from page.heading(page.translate(VOCABULARIES[name]) if name in VOCABULARIES else name)
        for entry in entries:
            yield from page.lines(page.text(entry), STEP, "statement", f"{entry['id']}  ")
            called = [page.text(entry, key) for key in ("person", "persons") if entry.get(key)]
            yield from page.said(N_("One of them, several"), ", ".join(called), 2 * STEP, "ground")
            yield from page.about(entry, 2 * STEP)

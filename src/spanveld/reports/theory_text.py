"""A framework as text, with its sources: how it codes, what it judges, what it claims, and what it asks in interviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.framework import Framework
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.reports.theory_claims import claim_lines, dimension_lines, model_lines
from spanveld.reports.theory_page import STATUS, STEP, Entry, Page
from spanveld.reports.theory_scale import scale_lines
from spanveld.reports.theory_topics import table_lines, topic_lines, vocabulary_lines

__all__ = ["framework_lines", "list_lines"]

ROLES = {
    "dimension": N_("what is judged"),
    "kind": N_("what a passage does"),
    "term": N_("free terms"),
    "sub_case": N_("sub-cases"),
    "lean": N_("to which side a passage points"),
    "none": "",
}
TRAITS = {
    "exclusive": N_("one code per passage and coder"),
    "open": N_("a study may add codes"),
    "from_study": N_("its codes are the study's sub-cases"),
    "off_by_default": N_("shown when asked for"),
    "hidden_when_blind": N_("hidden in blind rounds"),
}

UNREAD = N_("not read for this framework")


def list_lines(frameworks: Iterable[Framework], language: str, *, width: int = WIDTH) -> Iterator[Line]:
    """Frameworks, one a line, with the name by which a study adopts them."""
    return aligned([(item.name, item.version, item.label(language)) for item in frameworks], fitting(width), indent=0)


def framework_lines(framework: Framework, language: str, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """A framework with all that it says, in the order of its file."""
    page = Page(framework, language, translate, fitting(width))
    yield from _head(page)
    yield from _layers(page)
    yield from _finding_kinds(page)
    yield from _completeness(page)
    yield from model_lines(page)
    yield from dimension_lines(page)
    yield from claim_lines(page)
    yield from scale_lines(page)
    yield from table_lines(page)
    yield from topic_lines(page)
    yield from vocabulary_lines(page)
    yield from _references(page)


def _head(page: Page) -> Iterator[Line]:
    framework = page.framework
    yield from wrapped(framework.label(page.language), "title", page.width)
    yield Line(f"{framework.name} ({framework.version}), {', '.join(framework.languages)}")
    if status := framework.content.get("status"):
        yield from page.said(N_("Status"), page.translate(STATUS[str(status)]), 0, "narrow")
    if summary := page.text(framework.content, "summary"):
        yield Line("", "empty")
        yield from page.lines(summary, 0)
    for text in page.texts(page.section("guidance")):
        yield from page.lines(text, 0, "statement", "- ")


def _layers(page: Page) -> Iterator[Line]:
    yield from page.heading(page.translate(N_("Layers")))
    for layer in page.section("layers"):
        yield from page.entry(layer)
        role = page.translate(ROLES[layer["role"]]) if ROLES[layer["role"]] else ""
        traits = [page.translate(text) for key, text in TRAITS.items() if layer.get(key)]
        yield from page.lines("; ".join(filter(None, (role, *traits))), 2 * STEP, "ground")
        for code in layer.get("codes") or ():
            yield from _code(page, code, layer)


def _code(page: Page, code: Entry, layer: Entry) -> Iterator[Line]:
    yield from page.entry(code, 2 * STEP, holder=layer)
    if parent := code.get("parent"):
        yield from page.said(N_("Below"), parent, 3 * STEP, "ground")
    for example in page.texts(code.get("examples")):
        yield from page.lines(example, 3 * STEP, "statement", page.translate(N_("e.g.")) + " ")


def _finding_kinds(page: Page) -> Iterator[Line]:
    if not page.framework.finding_kinds:
        return
    yield from page.heading(page.translate(N_("Kinds of findings")))
    for kind in page.section("finding_kinds"):
        yield from page.entry(kind)
        yield from page.said(N_("Several of them"), page.text(kind, "plural"), 2 * STEP, "ground")
        yield from page.said(N_("Made from passages with"), ", ".join(kind.get("gathers") or ()), 2 * STEP, "ground")


def _completeness(page: Page) -> Iterator[Line]:
    if not page.framework.completeness:
        return
    yield from page.heading(page.translate(N_("Completeness rules")))
    for rule in page.section("completeness"):
        yield from page.entry(rule)


def _references(page: Page) -> Iterator[Line]:
    yield from page.heading(page.translate(N_("References")))
    for work in page.section("references"):
        address = f"https://doi.org/{work['doi']}" if work.get("doi") else work.get("url", "")
        text = ". ".join(part.rstrip(".") for part in (page.work(work), work.get("full", ""), address) if part)
        remark = "" if work.get("checked", True) else f" ({page.translate(UNREAD)})"
        yield from page.lines(text + remark, STEP, "narrow" if remark else "statement", f"{work['id']}  ")
        yield from page.lines(page.text(work, "note"), 2 * STEP)

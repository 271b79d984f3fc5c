"""What a framework claims, as text: its conceptual model, what drives each dimension, rules of the game, handlings, links, propositions."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.model.errors import N_
from spanveld.reports.lines import Line
from spanveld.reports.theory_page import STEP, Entry, Page

__all__ = ["claim_lines", "dimension_lines", "model_lines"]

ORIGINS = {
    "theory": N_("theory"),
    "case": N_("case"),
    "own": N_("own reasoning"),
    "source": N_("source"),
    "literature": N_("literature"),
}
"""What ``origin`` and ``basis`` say in the house framework; a framework's own words stand as they are."""
SIDES = {-1: N_("too little"), 1: N_("too much")}


def model_lines(page: Page) -> Iterator[Line]:
    """The conceptual model in words; ``spanveld frameworks draw`` draws it."""
    model = page.section("conceptual_model")
    if not model:
        return
    yield from page.heading(page.translate(N_("Conceptual model")))
    names = {node["id"]: page.text(node) for node in model["nodes"]}
    for node in model["nodes"]:
        members = ", ".join(page.text(member) for member in node.get("members") or ())
        yield from page.entry(node, name=f"{page.text(node)} ({members})" if members else "", holder=model)
    yield Line("", "empty")
    for edge in model.get("edges") or ():
        yield from page.lines(f"{names[edge['from']]} – {page.text(edge)} → {names[edge['to']]}", STEP)
        yield from page.source(edge, 2 * STEP, model)
    yield from page.said(N_("Expectation"), page.text(model, "expectation"), STEP)
    yield from page.said(N_("Assumption"), page.text(model, "assumption"), STEP)
    yield from page.source(model, STEP)


def dimension_lines(page: Page) -> Iterator[Line]:
    """Each dimension with what drives it and where it may chafe."""
    dimensions = page.section("dimensions")
    if not dimensions:
        return
    yield from page.heading(page.translate(N_("Dimensions that are judged")))
    labels = {code.id: code.label(page.language) for code in page.framework.dimensions()}
    for dimension in dimensions:
        yield from page.entry(dimension, name=labels.get(dimension["id"], ""))
        yield from page.lines(page.text(dimension, "summary"), 2 * STEP)
        yield from page.said(N_("Rooted in"), page.text(dimension, "rooted_in"), 2 * STEP)
        yield from _items(page, dimension, "drivers", N_("Drivers"))
        yield from _items(page, dimension, "pain_points", N_("Possible pain points"))


def _items(page: Page, dimension: Entry, key: str, heading: str) -> Iterator[Line]:
    items = dimension.get(key)
    if not items:
        return
    yield Line("", "empty")
    yield from page.lines(page.translate(heading), 2 * STEP, "kind")
    for item in items:
        yield from page.entry(item, 2 * STEP, holder=dimension)
        yield from _origin(page, item, 3 * STEP)


def claim_lines(page: Page) -> Iterator[Line]:
    """Rules of the game, handlings, links and propositions."""
    yield from _listed(page, "rules", N_("Rules of the game"))
    yield from _listed(page, "handlings", N_("Ways of handling"))
    yield from _links(page)
    yield from _listed(page, "propositions", N_("Propositions"))


def _listed(page: Page, key: str, heading: str) -> Iterator[Line]:
    if not page.section(key):
        return
    yield from page.heading(page.translate(heading))
    for item in page.section(key):
        yield from page.entry(item)
        yield from _origin(page, item, 2 * STEP)
        if item.get("keeps_going"):
            yield from page.lines(
                page.translate(N_("Keeps the pain point going: recognised, never offered.")), 2 * STEP, "narrow"
            )
        yield from page.said(N_("About"), ", ".join(item.get("about") or ()), 2 * STEP, "ground")


def _origin(page: Page, item: Entry, indent: int) -> Iterator[Line]:
    origin = str(item.get("origin", ""))
    yield from page.said(N_("Origin"), page.translate(ORIGINS.get(origin, origin)) if origin else "", indent, "ground")


def _links(page: Page) -> Iterator[Line]:
    links = page.section("links")
    if not links:
        return
    yield from page.heading(page.translate(N_("Links: propositions, to be discussed and tried")))
    notes = page.section("link_notes") or {}
    for key in ("heading", "warning", "test_over_time"):
        yield from page.lines(page.text(notes, key), STEP, "narrow")
    names = {item.id: item.label(page.language) for item in page.framework.items()}
    for link in links:
        yield from _link(page, link, names)


def _link(page: Page, link: Entry, names: dict[str, str]) -> Iterator[Line]:
    said = page.translate(N_("Proposition: {pain_point} strains {rule}")).format(
        pain_point=f"'{names[link['from']]}' ({link['from']})", rule=f"'{names[link['strains']]}'"
    )
    yield Line("", "empty")
    yield from page.lines(said, STEP, "dimension", f"{link['id']}  ")
    yield from page.said(N_("What may be tried"), "; ".join(names[item] for item in link["try"]), 2 * STEP)
    yield from page.said(N_("When"), page.text(link, "when"), 2 * STEP)
    yield from page.said(N_("Overdone, it tips over to"), _side(page, link.get("tips_over") or {}), 2 * STEP)
    yield from page.said(N_("Met in practice"), "; ".join(names[item] for item in link.get("seen") or ()), 2 * STEP)
    basis = ", ".join(page.translate(ORIGINS[word]) for word in link.get("basis") or ())
    yield from page.said(N_("Rests on"), basis, 2 * STEP, "ground")
    yield from page.said(N_("Note"), page.text(link, "note"), 2 * STEP)
    yield from page.source(link, 2 * STEP)


def _side(page: Page, tips: Entry) -> str:
    if not tips:
        return ""
    judged = "/".join(tips[key] for key in ("dimension", "sub_dimension") if tips.get(key))
    return f"{page.translate(SIDES[tips['side']])} ({judged})" if "side" in tips else judged

"""The conceptual model of a framework as a drawing: boxes, arrows with what they mean, and below them what the theory expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.drawings.layers import Arrow, Box, Layout, Route, lay_out
from spanveld.drawings.svg import (
    FONT,
    LINE,
    Rect,
    arrowhead,
    content,
    curve,
    element,
    lines_of,
    number,
    text_lines,
    text_width,
)
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused
from spanveld.model.framework import Framework, in_language

__all__ = ["Concept", "concept_drawing", "concept_of"]

INSIDE, WIDEST, PAD = 184.0, 300.0, 12.0
"""How wide the text in a box is, how wide at most where a word needs it, and what is around that."""
NAME, MEMBER, SAYS, NOTE, TITLE = 14.5, 12.5, 12.5, 12.5, 18.0
"""Sizes of text: of a box, a part of it, an arrow, a note, the title."""
SAYS_WIDTH = 112.0
MARGIN = 28.0
NARROWEST = 460.0
PAPER, INK = "#fdfcf8", "#211e19"
DASHED = "5 4"

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concept:
    """A conceptual model in one language, and where its parts lie; ``inside`` is how wide the text in a box may be."""

    framework: Framework
    language: str
    nodes: Sequence[Entry]
    edges: Sequence[Entry]
    inside: float
    layout: Layout

    def text(self, entry: Entry, key: str = "label") -> str:
        """A text of the framework in the drawing's language; empty where it has none."""
        return in_language(entry.get(key) or {}, self.language)

    def name(self, id: str) -> str:
        """What a box is called."""
        return next(self.text(node) for node in self.nodes if node["id"] == id)

    def sentence(self, edge: Entry) -> str:
        """What an arrow says, from box to box."""
        return f"{self.name(edge['from'])} – {self.text(edge)} → {self.name(edge['to'])}"


def concept_of(framework: Framework, language: str) -> Concept:
    """The conceptual model with its layout; Refused where the framework has none."""
    model = framework.section("conceptual_model")
    if not isinstance(model, Mapping):
        raise Refused(N_("The framework '{framework}' has no conceptual model to draw."), framework=framework.id)
    nodes, edges = list(model["nodes"]), list(model.get("edges") or ())
    inside = _inside(nodes, language)
    boxes = [Box(node["id"], inside + 2 * PAD, _height_of(node, language, inside)) for node in nodes]
    arrows = [Arrow(edge["from"], edge["to"], *_size_of(_says(edge, language))) for edge in edges]
    return Concept(framework, language, nodes, edges, inside, lay_out(boxes, arrows))


def concept_drawing(framework: Framework, language: str) -> str:
    """The conceptual model as SVG, in ``language`` where the framework has it. Refused where it has no conceptual model.

    It is drawn in ``currentColor`` on paper of its own (the first ``rect``, of class ``paper``): a page may set the one and hide the other.
    """
    concept = concept_of(framework, language)
    width = max(concept.layout.width, NARROWEST) + 2 * MARGIN
    title = lines_of(framework.label(language), width - 2 * MARGIN, TITLE, bold=True)
    top = MARGIN + len(title) * TITLE * LINE + 20
    left = (width - concept.layout.width) / 2
    below = top + concept.layout.height + 24
    notes, bottom = _notes(concept, MARGIN, below, width - 2 * MARGIN)
    height = bottom + MARGIN
    name = f"concept-{framework.id}"
    return (
        element(
            "svg",
            element("title", content(_title(concept)), id=f"{name}-title"),
            element("desc", content(_description(concept)), id=f"{name}-desc"),
            element("rect", class_="paper", width=width, height=height, fill=PAPER),
            text_lines(title, MARGIN, MARGIN - 4, TITLE, font_weight="bold"),
            element(
                "g",
                *(
                    _arrow(concept, edge, route)
                    for edge, route in zip(concept.edges, concept.layout.routes, strict=True)
                ),
                *(_box(concept, node) for node in concept.nodes),
                transform=f"translate({number(left)} {number(top)})",
            ),
            *notes,
            xmlns="http://www.w3.org/2000/svg",
            role="img",
            lang=language,
            class_="concept",
            aria_labelledby=f"{name}-title {name}-desc",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            color=INK,
            font_family=FONT,
        )
        + "\n"
    )


# ---------------------------------------------------------------------- sizes
def _says(edge: Entry, language: str) -> list[str]:
    return lines_of(in_language(edge["label"], language), SAYS_WIDTH, SAYS)


def _size_of(lines: Sequence[str]) -> tuple[float, float]:
    return max((text_width(line, SAYS) for line in lines), default=0) + 8, len(lines) * SAYS * LINE + 6


def _inside(nodes: Sequence[Entry], language: str) -> float:
    """How wide the text in boxes is: as it always is, or wider for a long word."""
    words = (word for node in nodes for word in in_language(node["label"], language).split())
    return min(max(INSIDE, *(text_width(word, NAME, bold=True) for word in words)), WIDEST)


def _name_lines(node: Entry, language: str, inside: float) -> list[str]:
    return lines_of(in_language(node["label"], language), inside, NAME, bold=True)


def _member_lines(node: Entry, language: str, inside: float) -> list[list[str]]:
    """The parts of a box, each in its lines."""
    names = [in_language(member["label"], language) for member in node.get("members") or ()]
    return [lines_of(name, inside - 12, MEMBER) for name in names]


def _height_of(node: Entry, language: str, inside: float) -> float:
    members = _member_lines(node, language, inside)
    text = len(_name_lines(node, language, inside)) * NAME * LINE + sum(map(len, members)) * MEMBER * LINE
    return 2 * PAD + text + (6 if members else 0)


# ---------------------------------------------------------------------- parts
def _box(concept: Concept, node: Entry) -> str:
    frame = concept.layout.boxes[node["id"]]
    given = (node, concept.language, concept.inside)
    names, members = _name_lines(*given), _member_lines(*given)
    spare = frame.height - _height_of(*given)
    at = frame.y + PAD + spare / 2 - 2
    parts = [_border(frame, node), text_lines(names, frame.middle, at, NAME, text_anchor="middle", font_weight="bold")]
    at += len(names) * NAME * LINE + 6
    for lines in members:
        left = frame.x + PAD
        bullet = at + MEMBER * 0.72
        parts.append(element("circle", cx=left + 3, cy=bullet, r=2, fill="currentColor"))
        parts.append(text_lines(lines, left + 12, at, MEMBER))
        at += len(lines) * MEMBER * LINE
    return element("g", *_tooltip(concept.text(node, "definition")), *parts, class_="node", data_id=node["id"])


def _border(frame: Rect, node: Entry) -> str:
    dashed = {} if node.get("checked", True) else {"stroke_dasharray": DASHED}
    place = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "rx": 6}
    look = {"fill": "currentColor", "fill_opacity": "0.05", "stroke": "currentColor", "stroke_width": "1.3"}
    return element("rect", **place, **look, **dashed)


def _arrow(concept: Concept, edge: Entry, route: Route) -> str:
    dashed = {} if edge.get("checked", True) else {"stroke_dasharray": DASHED}
    look = {"fill": "none", "stroke": "currentColor", "stroke_width": "1.3", "stroke_linecap": "round"}
    lines = [element("path", d=curve(points), **look, **dashed) for points in route.lines]
    says = text_lines(
        _says(edge, concept.language),
        route.label.middle,
        route.label.y + 1,
        SAYS,
        text_anchor="middle",
        font_style="italic",
    )
    head = arrowhead(*route.head, route.direction)
    return element("g", *_tooltip(concept.sentence(edge)), *lines, head, says, class_="edge", data_kind=edge["kind"])


def _tooltip(text: str) -> list[str]:
    return [element("title", content(text))] if text else []


def _notes(concept: Concept, x: float, top: float, width: float) -> tuple[list[str], float]:
    """What stands below the drawing, and where that ends."""
    parts, at = [], top
    for text in _remarks(concept):
        lines = lines_of(text, width, NOTE)
        parts.append(text_lines(lines, x, at, NOTE))
        at += len(lines) * NOTE * LINE + 6
    return parts, at - 6 if parts else top


def _remarks(concept: Concept) -> list[str]:
    translate = translator(concept.language)
    model: Any = concept.framework.section("conceptual_model")
    named = [
        (N_("Expectation"), concept.text(model, "expectation")),
        (N_("Assumption"), concept.text(model, "assumption")),
    ]
    found = [f"{translate(word)}: {text}" for word, text in named if text]
    if source := model.get("source"):
        word = translate(N_("Source"))
        found.append(f"{word}: {_cited(concept, source)}")
    if not all(entry.get("checked", True) for entry in (*concept.nodes, *concept.edges)):
        found.append(translate(N_("Dashed: not checked against its source.")))
    return found


def _cited(concept: Concept, source: str) -> str:
    """A source with the names of its works: ``Moore (2013), p. 113; ...``."""
    works: Any = concept.framework.section("references")
    cites = {work["id"]: work["cite"] for work in works}
    found = []
    for part in source.split(";"):
        id, comma, place = part.strip().partition(",")
        cite = cites.get(id, id)
        found.append(f"{cite if isinstance(cite, str) else in_language(cite, concept.language)}{comma}{place}")
    return "; ".join(found)


def _title(concept: Concept) -> str:
    message = translator(concept.language)(N_("Conceptual model: {framework}"))
    return message.format(framework=concept.framework.label(concept.language))


def _description(concept: Concept) -> str:
    """The drawing in words, for who cannot see it: each box with its parts, each arrow as a sentence, and the remarks."""
    boxes = []
    for node in concept.nodes:
        members = ", ".join(concept.text(member) for member in node.get("members") or ())
        boxes.append(f"{concept.text(node)} ({members})" if members else concept.text(node))
    arrows = [concept.sentence(edge) for edge in concept.edges]
    return ". ".join(part for part in ("; ".join(boxes), "; ".join(arrows), " ".join(_remarks(concept))) if part)

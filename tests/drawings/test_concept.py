"""The conceptual model as a drawing: all of it, nothing over anything else, and readable without seeing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.drawings.concept import concept_drawing, concept_of
from spanveld.drawings.layers import Arrow, Box, Layout, lay_out
from spanveld.drawings.svg import Point, Rect, lines_of, number, text_width
from spanveld.formats.framework_file import read_framework, shipped
from spanveld.model.errors import Refused
from spanveld.model.framework import Framework
from tests.versions import changed

SVG = "{http://www.w3.org/2000/svg}"
TINY = Path(__file__).parents[1] / "frameworks" / "tiny" / "1.2.3.yaml"
DRAWN = [framework for framework in shipped() if framework.section("conceptual_model")]


def tiny(**model: Any) -> Framework:
    """A small framework with this conceptual model."""
    framework = read_framework(TINY.read_text(encoding="utf-8"), "tiny.yaml")
    return changed(framework, "2.0.0", lambda data: data["conceptual_model"].update(model))


def labelled(id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "label": {"en": text, "nl": text}, **more}


def edge(start: str, end: str, text: str = "leads to", **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "kind": "leads", "label": {"en": text, "nl": text}, **more}


THREE = {
    "nodes": [labelled("cause", "cause"), labelled("course", "course"), labelled("judgement", "judgement")],
    "edges": [edge("cause", "course"), edge("course", "judgement"), edge("cause", "judgement", "shows in")],
}


def texts(drawing: str) -> list[str]:
    """The texts of a drawing, the lines of each joined."""
    return [" ".join(span.text or "" for span in text) for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


# ---------------------------------------------------------------------- nothing over anything else
def assert_apart(layout: Layout) -> None:
    """No two boxes or labels overlap, no line runs through one, and all is within the drawing."""
    labels = [route.label for route in layout.routes]
    for one, other in combinations([*layout.boxes.values(), *labels], 2):
        assert not one.overlaps(other), (one, other)
    for rect in [*layout.boxes.values(), *labels]:
        assert rect.x >= -0.01
        assert rect.y >= -0.01
        assert rect.right <= layout.width + 0.01
        assert rect.bottom <= layout.height + 0.01
    for route in layout.routes:
        for x, y in (point for line in route.lines for point in along(line)):
            for rect in [*layout.boxes.values(), *labels]:
                assert not inside(rect, x, y), (rect, x, y)


def inside(rect: Rect, x: float, y: float) -> bool:
    return rect.x + 0.1 < x < rect.right - 0.1 and rect.y + 0.1 < y < rect.bottom - 0.1


def along(line: tuple[Point, ...]) -> Iterator[Point]:
    """Points on a line, bent as it is drawn."""
    for (x1, y1), (x2, y2) in pairwise(line):
        half = (y1 + y2) / 2
        for step in range(21):
            t = step / 20
            yield (
                (1 - t) ** 3 * x1 + 3 * (1 - t) ** 2 * t * x1 + 3 * (1 - t) * t**2 * x2 + t**3 * x2,
                (1 - t) ** 3 * y1 + 3 * (1 - t) ** 2 * t * half + 3 * (1 - t) * t**2 * half + t**3 * y2,
            )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("framework", DRAWN, ids=lambda framework: framework.id)
def test_in_the_shipped_frameworks_nothing_lies_over_anything_else(framework: Framework, language: str) -> None:
    assert_apart(concept_of(framework, language).layout)


def test_three_boxes_are_laid_out_from_cause_to_judgement() -> None:
    layout = concept_of(tiny(**THREE), "en").layout
    assert_apart(layout)
    tops = [layout.boxes[id].y for id in ("cause", "course", "judgement")]
    assert tops == sorted(tops)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Arrow]]:
    sizes = st.floats(20, 300)
    boxes = [Box(str(place), draw(sizes), draw(st.floats(20, 160))) for place in range(draw(st.integers(1, 9)))]
    ends = st.sampled_from([box.id for box in boxes])
    arrows = st.builds(Arrow, ends, ends, st.floats(10, 120), st.floats(15, 60))
    return boxes, draw(st.lists(arrows, max_size=14))


@given(graph=graphs())
def test_whatever_the_boxes_and_arrows_nothing_lies_over_anything_else(graph: tuple[list[Box], list[Arrow]]) -> None:
    boxes, arrows = graph
    layout = lay_out(boxes, arrows)
    assert_apart(layout)
    assert set(layout.boxes) == {box.id for box in boxes}
    assert len(layout.routes) == len(arrows)
    for arrow, route in zip(arrows, layout.routes, strict=True):
        assert touches(layout.boxes[arrow.end], route.head)
        ends = {route.lines[0][0], route.lines[-1][-1]}
        assert any(touches(layout.boxes[arrow.start], end) for end in ends)


def touches(rect: Rect, point: Point) -> bool:
    x, y = point
    on_side = min(abs(y - rect.y), abs(y - rect.bottom)) < 0.01 and rect.x <= x <= rect.right
    return on_side or (abs(x - rect.right) < 0.01 and rect.y <= y <= rect.bottom)


# ---------------------------------------------------------------------- all of the model
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("framework", DRAWN, ids=lambda framework: framework.id)
def test_every_box_part_and_arrow_stands_in_the_drawing_as_text(framework: Framework, language: str) -> None:
    found = texts(concept_drawing(framework, language))
    model: Any = framework.section("conceptual_model")
    entries = [
        *model["nodes"],
        *model["edges"],
        *(member for node in model["nodes"] for member in node.get("members", ())),
    ]
    for entry in entries:
        assert entry["label"][language] in found
    for key in ("expectation", "assumption"):
        if key in model:
            assert any(text.endswith(model[key][language]) for text in found)


def test_each_arrow_is_drawn_once_with_its_kind_and_its_head() -> None:
    root = ElementTree.fromstring(concept_drawing(tiny(**THREE), "en"))
    arrows = [group for group in root.iter(f"{SVG}g") if group.get("class") == "edge"]
    assert [arrow.get("data-kind") for arrow in arrows] == ["leads"] * 3
    assert all(len(arrow.findall(f"{SVG}polygon")) == 1 for arrow in arrows)


def test_what_nobody_checked_is_dashed_and_said_to_be() -> None:
    edges = [edge("cause", "course", checked=False), edge("course", "judgement")]
    drawing = concept_drawing(tiny(**{**THREE, "edges": edges}), "en")
    assert drawing.count("stroke-dasharray") == 2  # the two halves of one arrow
    assert "Dashed: not checked against its source." in texts(drawing)
    assert "Dashed" not in concept_drawing(tiny(**THREE), "en")


def test_circles_and_arrows_from_a_box_to_itself_are_drawn() -> None:
    edges = [
        edge("cause", "course"),
        edge("course", "cause", "feeds back"),
        edge("course", "course", "turns"),
        edge("course", "course", "x"),
    ]
    framework = tiny(**{**THREE, "edges": edges})
    assert_apart(concept_of(framework, "en").layout)
    assert {"feeds back", "turns", "x"} <= set(texts(concept_drawing(framework, "en")))


def test_boxes_without_arrows_are_drawn_too() -> None:
    layout = concept_of(tiny(**{**THREE, "edges": []}), "en").layout
    assert_apart(layout)
    assert len(layout.boxes) == 3


def test_a_framework_without_a_conceptual_model_is_refused() -> None:
    bare = next(framework for framework in shipped() if not framework.section("conceptual_model"))
    with pytest.raises(Refused, match=f"'{bare.id}' has no conceptual model to draw"):
        concept_drawing(bare, "en")


# ---------------------------------------------------------------------- for whoever reads it, wherever it is shown
def test_it_speaks_the_language_that_is_asked_for() -> None:
    dutch = concept_drawing(DRAWN[-1], "nl")
    assert ElementTree.fromstring(dutch).get("lang") == "nl"
    assert any(text.startswith("Verwachting: ") for text in texts(dutch))


def test_it_can_be_understood_without_seeing_it() -> None:
    root = ElementTree.fromstring(concept_drawing(tiny(**THREE), "en"))
    assert root.get("role") == "img"
    named = {element.get("id"): element.text or "" for element in root if element.get("id")}
    title, description = (named[id] for id in str(root.get("aria-labelledby")).split())
    assert title == "Conceptual model: Tiny"
    for sentence in ("cause – leads to → course", "course – leads to → judgement", "cause – shows in → judgement"):
        assert sentence in description


@pytest.mark.parametrize("framework", DRAWN, ids=lambda framework: framework.id)
def test_it_fetches_nothing_and_needs_no_style_sheet(framework: Framework) -> None:
    drawing = concept_drawing(framework, "nl").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|href|url\(|<style|<script|<image|@import", drawing)


def test_a_page_may_choose_the_colour_and_hide_the_paper() -> None:
    root = ElementTree.fromstring(concept_drawing(tiny(**THREE), "en"))
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours == {"currentColor", "none", "#fdfcf8"}
    (paper,) = (element for element in root if element.get("class") == "paper")
    assert paper.get("width") == root.get("width")


def test_words_of_a_framework_are_text_and_nothing_else() -> None:
    odd = "a <b> & \"c\" 'd' \x01</text>"
    drawing = concept_drawing(tiny(**{**THREE, "nodes": [labelled("cause", odd), *THREE["nodes"][1:]]}), "en")
    assert "a <b> & \"c\" 'd' \ufffd</text>" in texts(drawing)


def test_the_same_model_always_gives_the_same_drawing() -> None:
    assert concept_drawing(DRAWN[0], "en") == concept_drawing(DRAWN[0], "en")


# ---------------------------------------------------------------------- text that fits
@given(text=st.text(max_size=80), width=st.floats(30, 200))
def test_lines_fit_and_hold_every_word(text: str, width: float) -> None:
    lines = lines_of(text, width, 14)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 14) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize(
    ("value", "shown"), [(12.0, "12"), (12.34, "12.3"), (-0.01, "0"), (-0.4, "-0.4"), (0.05, "0.1"), (-3.0, "-3")]
)
def test_numbers_are_short(value: float, shown: str) -> None:
    assert number(value) == shown

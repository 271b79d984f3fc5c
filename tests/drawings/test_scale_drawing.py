"""The scale with what people say on it: any number of positions, every mark at a position and nowhere between, nothing left out."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spanveld.drawings.scale import ScaleDots, ScaleDrawn, ScaleMark, ScalePlace, ScaleRow, scale_drawing
from spanveld.drawings.scale_marks import KEYS, scale_key
from spanveld.drawings.svg import text_width
from tests.strategies import cell_texts

SVG = "{http://www.w3.org/2000/svg}"


def by_class(drawing: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in drawing.iter() if name in each.get("class", "").split()]


def shown(drawn: ScaleDrawn) -> ElementTree.Element:
    return ElementTree.fromstring(scale_drawing(drawn))


def texts(drawing: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}tspan"))


def places(lowest: int, highest: int) -> list[ScalePlace]:
    return [ScalePlace(at, f"{at:+d}") for at in range(lowest, highest + 1)]


def steps(drawing: ElementTree.Element) -> list[float]:
    """The x of each position, as its mark stands there."""
    return [float(tspan.get("x", "")) for text in by_class(drawing, "at") for tspan in text]


def middle_of(shape: ElementTree.Element) -> float:
    """The x in the middle of a mark."""
    if shape.tag == f"{SVG}polygon":
        xs = [float(pair.split(",")[0]) for pair in shape.get("points", "").split()]
        return (min(xs) + max(xs)) / 2
    return float(shape.get("cx") or shape.get("x1") or "")


SCALES = st.integers(1, 13).flatmap(lambda count: st.integers(-count, 0).map(lambda low: (low, low + count - 1)))


@given(scale=SCALES, data=st.data(), each=st.booleans())
def test_a_mark_stands_at_its_position_whatever_the_scale(
    scale: tuple[int, int], data: st.DataObject, each: bool
) -> None:
    positions = st.integers(*scale)
    low, best, high = sorted(data.draw(st.lists(positions, min_size=3, max_size=3)))
    one = ScaleMark("ann", best, low, high)
    before = ScaleMark("2018", data.draw(positions))
    row = ScaleRow("light", agreed=one, marks=[ScaleMark("ben", best, low, high)], previous=before)
    drawing = shown(ScaleDrawn("t", "s", places(*scale), ("", "", ""), [row], each=each))
    x = dict(zip(range(scale[0], scale[1] + 1), steps(drawing), strict=True))
    assert middle_of(by_class(drawing, "diamond")[0]) == pytest.approx(x[best], abs=0.11)
    assert middle_of(by_class(drawing, "ring")[0]) == pytest.approx(x[before.best or 0], abs=0.11)
    assert [middle_of(tick) for tick in by_class(drawing, "tick")] == [pytest.approx(x[best], abs=0.11)]
    for bar in by_class(drawing, "reach"):
        begin, wide = float(bar.get("x", "")), float(bar.get("width", ""))
        assert begin < x[low] <= x[high] < begin + wide
        assert begin > x.get(low - 1, -1)
        assert begin + wide < x.get(high + 1, 1e9)


@given(
    words=st.lists(cell_texts(), min_size=1, max_size=9),
    label=cell_texts(),
    count=st.integers(1, 9),
    width=st.sampled_from([0.0, 320.0, 960.0]),
)
@example(words=[""], label="000000\x1b", count=1, width=0.0)
def test_whatever_the_words_are_it_is_well_formed_and_its_words_stay_inside(
    words: list[str], label: str, count: int, width: float
) -> None:
    scale = places(0, count - 1)
    anchors = {at: text for at, text in enumerate(words) if at < count}
    marks = [ScaleMark(label, words=words[0]), ScaleMark(label, 0, 0, count - 1)]
    row = ScaleRow(label, " ".join(words), None, marks, anchors=anchors, dots=[ScaleDots(0, 3, 30)])
    drawing = shown(ScaleDrawn(label, "s", scale, (words[0], label, words[-1]), [row], width=width))
    wide, high = float(drawing.get("width", "")), float(drawing.get("height", ""))
    for text in drawing.iter(f"{SVG}text"):
        size = float(text.get("font-size", ""))
        assert size >= 12
        for tspan in text:
            at, long = float(tspan.get("x", "")), text_width("".join(tspan.itertext()), size)
            left = {"start": at, "middle": at - long / 2, "end": at - long}[text.get("text-anchor", "start")]
            assert left >= -1 or text_width("W", size) > wide / count
            assert float(tspan.get("y", "")) <= high
    assert len(by_class(drawing, "for")) == 3
    assert len(by_class(drawing, "against")) == 30
    assert all(0 <= float(dot.get("cx", "")) <= wide for dot in by_class(drawing, "against"))


def test_neighbours_anchors_do_not_run_into_each_other() -> None:
    said = "nobody at this table may agree to anything before the own organisation has said so"
    row = ScaleRow("", anchors=dict.fromkeys(range(-4, 5), said))
    drawing = shown(ScaleDrawn("t", "s", places(-4, 4), ("", "", ""), [row]))
    ends: list[tuple[float, float]] = []
    for text in by_class(drawing, "anchor"):
        spans = []
        for tspan in text:
            at, long = float(tspan.get("x", "")), text_width("".join(tspan.itertext()), 12.5)
            left = {"start": at, "middle": at - long / 2, "end": at - long}[text.get("text-anchor", "start")]
            spans.append((left, left + long))
        ends.append((min(left for left, _ in spans), max(right for _, right in spans)))
    assert len(ends) == 9
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_what_is_no_place_stands_in_words() -> None:
    marks = [ScaleMark("Ann", words="sealed"), ScaleMark("Ben", words="cannot judge: only one side was heard")]
    for each in (True, False):
        drawing = shown(ScaleDrawn("t", "s", places(-2, 2), ("", "", ""), [ScaleRow("light", marks=marks)], each=each))
        for words in ("Ann", "sealed", "Ben", "cannot judge: only one side was heard"):
            assert words in texts(drawing)
        assert by_class(drawing, "tick") == by_class(drawing, "reach") == by_class(drawing, "diamond") == []
    both = ScaleRow("light", agreed=ScaleMark("agreed", words="too little on one point and too much on another"))
    assert "too much on another" in texts(shown(ScaleDrawn("t", "s", places(-2, 2), ("", "", ""), [both])))


def test_assessors_who_agree_are_each_seen() -> None:
    marks = [ScaleMark(name, 1, 0, 1) for name in "abc"]
    row = ScaleRow("", agreed=ScaleMark("", 1, 0, 1), marks=marks)
    drawing = shown(ScaleDrawn("t", "s", places(-2, 2), ("", "", ""), [row]))
    found = sorted(middle_of(tick) for tick in by_class(drawing, "tick"))
    assert len(set(found)) == 3
    assert sum(found) / 3 == pytest.approx(steps(drawing)[3], abs=0.2)


def test_weak_evidence_is_seen_without_colour() -> None:
    def bar(firm: float, provisional: bool = False) -> ElementTree.Element:
        row = ScaleRow("", agreed=ScaleMark("", 0, -1, 1), firm=firm, provisional=provisional)
        return by_class(shown(ScaleDrawn("t", "s", places(-2, 2), ("", "", ""), [row])), "reach")[0]

    assert float(bar(0).get("height", "")) < float(bar(1).get("height", ""))
    assert bar(0, True).get("stroke-dasharray")


def test_a_scale_without_its_middle_among_the_positions_has_none_shaded() -> None:
    def shaded(middle: int | None) -> int:
        rows = [ScaleRow("light")]
        return len(by_class(shown(ScaleDrawn("t", "s", places(1, 5), ("a", "b", "c"), rows, middle=middle)), "middle"))

    assert [shaded(0), shaded(None), shaded(3)] == [0, 0, 1]


def test_a_row_has_the_class_of_its_tone_and_no_colour_of_its_own() -> None:
    drawn = ScaleDrawn("t", "s", places(-2, 2), ("", "", ""), [ScaleRow("light", tone="d3")])
    assert "judged d3" in scale_drawing(drawn)
    assert "style=" not in scale_drawing(drawn)
    assert "#" not in scale_drawing(drawn)


@pytest.mark.parametrize("kind", KEYS)
def test_a_legend_shows_each_mark(kind: str) -> None:
    key = ElementTree.fromstring(scale_key(kind))
    assert key.get("aria-hidden") == "true"
    assert len(list(key)) >= 1

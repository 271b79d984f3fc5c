"""Heatmap, dumbbells and lanes: well-formed whatever the names are, with every number in its place and no colour as the only carrier."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from spanveld.drawings.dumbbell import Dumbbell, DumbbellRow, dumbbell_drawing
from spanveld.drawings.heatmap import Heatmap, heatmap_drawing, step_of
from spanveld.drawings.lanes import LABEL, LINE, PAD, DrawnLane, DrawnPart, Lanes, lanes_drawing
from spanveld.drawings.marks import mark
from tests.strategies import cell_texts

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawing: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def by_class(drawing: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in drawing.iter() if name in each.get("class", "").split()]


@given(
    rows=st.lists(cell_texts(), min_size=1, max_size=4),
    columns=st.lists(cell_texts(), min_size=1, max_size=4),
    data=st.data(),
)
def test_a_heatmap_holds_every_number_once_and_the_same_number_has_the_same_shade(
    rows: list[str], columns: list[str], data: st.DataObject
) -> None:
    values = [[data.draw(st.integers(0, 5_000)) for _ in columns] for _ in rows]
    own = [data.draw(st.integers(-1, len(columns) - 1)) for _ in rows]
    drawing = ElementTree.fromstring(heatmap_drawing(Heatmap("t", "s", rows, columns, values, own)))
    shades = [each.get("fill-opacity") for each in by_class(drawing, "heat")]
    flat = [value for line in values for value in line]
    written = texts(drawing)[len(columns) :]
    numbers = [text for at, text in enumerate(written) if at % (len(columns) + 1)]
    assert numbers == [str(value) for value in flat]
    others = {
        (value, shade)
        for at, (value, shade) in enumerate(zip(flat, shades, strict=True))
        if at % len(columns) != own[at // len(columns)]
    }
    assert len({value for value, _ in others}) == len(others)
    assert len(by_class(drawing, "own")) == 2 * sum(place >= 0 for place in own)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))
def test_steps_rise_with_the_number(one: int, other: int, largest: int) -> None:
    low, high = sorted((min(one, largest), min(other, largest)))
    assert step_of(low, largest) <= step_of(high, largest)
    assert step_of(largest, largest) == 5
    assert (step_of(low, largest) == 0) == (low == 0)


@given(
    groups=st.lists(cell_texts(1), min_size=1, max_size=5),
    labels=st.lists(cell_texts(1), min_size=1, max_size=4),
    data=st.data(),
)
def test_a_mark_stands_where_its_share_is_and_beside_it_how_many_of_how_many(
    groups: list[str], labels: list[str], data: st.DataObject
) -> None:
    counts = []
    for _ in labels:
        of = [data.draw(st.integers(0, 9)) for _ in groups]
        counts.append([(data.draw(st.integers(0, each)), each) for each in of])
    rows = [DumbbellRow(label, its) for label, its in zip(labels, counts, strict=True)]
    drawing = ElementTree.fromstring(dumbbell_drawing(Dumbbell("t", "s", groups, rows, ("none", "all"))))
    assert len(by_class(drawing, "group")) == len(groups) + sum(of > 0 for its in counts for _, of in its)
    written = texts(drawing)
    for its in counts:
        for count, of in its:
            assert f"{count} / {of}" in written


def test_each_group_has_a_form_of_its_own() -> None:
    forms = {mark(place, 0, 0).replace(f"group-{place}", "") for place in range(6)}
    assert len(forms) == 6


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: (min(pair), max(pair))), max_size=6))
def test_stretches_lie_within_the_line_and_can_be_seen(stretches: list[tuple[float, float]]) -> None:
    lanes = Lanes("t", "s", [DrawnPart("layer", [DrawnLane("code", stretches, 9)])], [(0, "0"), (1, "1")])
    found = by_class(ElementTree.fromstring(lanes_drawing(lanes)), "stretch")
    assert len(found) == len(stretches)
    left = LABEL + 2 * PAD
    for each in found:
        x, width = float(each.get("x", "")), float(each.get("width", ""))
        assert width >= 2.5
        assert left - 0.1 <= x
        assert x + width <= left + LINE + 0.2

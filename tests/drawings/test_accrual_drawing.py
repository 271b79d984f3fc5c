"""The drawing of new codes: every source a point, nothing outside the frame, names as text."""

from __future__ import annotations

import xml.etree.ElementTree as Tree

from hypothesis import given
from hypothesis import strategies as st

from spanveld.drawings.accrual import AccrualWords, Step, accrual_drawing

WORDS = AccrualWords("Codes <so far>", "codes", "sources")
SVG = "{http://www.w3.org/2000/svg}"
STEPS = st.lists(
    st.builds(
        lambda name, low, more, most, new: Step(name, new, low + more, low, low + more, low + more + most),
        st.text(max_size=30),
        st.integers(0, 50),
        st.integers(0, 50),
        st.integers(0, 50),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=60,
)


@given(STEPS)
def test_every_source_has_a_point_inside_the_frame(steps: list[Step]) -> None:
    drawn = Tree.fromstring(accrual_drawing(steps, WORDS))
    points = drawn.findall(f"{SVG}circle")
    assert len(points) == len(steps)
    width, height = (float(drawn.attrib[side]) for side in ("width", "height"))
    for point in points:
        x, y = float(point.attrib["cx"]), float(point.attrib["cy"])
        assert 0 < x < width
        assert 0 < y < height
    heights = [float(point.attrib["cy"]) for point in points]
    for one in range(len(steps) - 1):
        if steps[one].total < steps[one + 1].total:
            assert heights[one] >= heights[one + 1]
    assert len(drawn.findall(f"{SVG}rect")) == sum(step.new > 0 for step in steps)
    title = drawn.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Codes <so far>"


def test_five_hundred_sources_still_fit_and_one_in_some_is_named() -> None:
    drawn = Tree.fromstring(accrual_drawing([Step(f"bron{n}", 1, n, n, n, n) for n in range(500)], WORDS))
    assert float(drawn.attrib["width"]) < 2200
    named = [text.text for text in drawn.findall(f"{SVG}text") if (text.text or "").startswith("bron")]
    assert named[0] == "bron0"
    assert 60 < len(named) < 260

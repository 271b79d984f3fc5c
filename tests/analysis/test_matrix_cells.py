"""What an empty cell of the matrix means, and which passages lie in which cell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.matrix import EMPTY, Here, meaning
from spanveld.model.records import TOPIC_STATES


def read(**marks: str) -> Here:
    return Here(True, marks)


def unread(**marks: str) -> Here:
    return Here(False, marks)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([], "not_asked"),
        ([read()], "nothing"),
        ([unread()], "not_read"),
        ([read(a="asked_nothing")], "asked_nothing"),
        ([read(a="asked_spoken")], "asked_nothing"),
        ([read(a="not_asked")], "not_asked"),
        ([read(a="not_asked", b="not_asked")], "not_asked"),
        ([read(a="not_asked", b="asked_nothing")], "asked_nothing"),
        ([read(a="not_applicable")], "nothing"),
        ([read(a="not_applicable", b="not_asked")], "not_asked"),
        ([read(a="spoken_unasked")], "nothing"),
        ([read(other="asked_nothing")], "nothing"),
        ([unread(a="not_asked")], "not_asked"),
        ([unread(a="asked_nothing")], "not_read"),
        ([read(a="not_asked"), read()], "nothing"),
        ([read(a="not_asked"), read(b="asked_spoken")], "asked_nothing"),
        ([read(a="asked_nothing"), unread()], "not_read"),
        ([read(a="asked_nothing"), read(a="not_asked"), unread(b="not_asked")], "asked_nothing"),
    ],
)
def test_an_empty_cell_says_why_it_is_empty(sources: list[Here], said: str) -> None:
    assert meaning(sources, {"a", "b"}) == said


SOURCES = st.builds(
    Here, st.booleans(), st.dictionaries(st.sampled_from("abc"), st.sampled_from(TOPIC_STATES), max_size=3)
)


@given(sources=st.lists(SOURCES, max_size=4), topics=st.sets(st.sampled_from("abc"), max_size=2))
def test_what_it_means_is_what_is_said_of_its_sources_one_by_one(sources: list[Here], topics: set[str]) -> None:
    def marked(marks: Mapping[str, str]) -> list[str]:
        return [state for topic, state in marks.items() if topic in topics and state != "not_applicable"]

    asked = [source for source in sources if not marked(source.marks) or set(marked(source.marks)) != {"not_asked"}]
    if not asked:
        wanted = "not_asked"
    elif not all(source.read for source in asked):
        wanted = "not_read"
    elif any(state.startswith("asked_") for source in asked for state in marked(source.marks)):
        wanted = "asked_nothing"
    else:
        wanted = "nothing"
    assert meaning(sources, topics) == wanted
    assert wanted in EMPTY

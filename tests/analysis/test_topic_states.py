"""What became of a topic for one participant: joined from talks, against a few lines that look at nothing but the marks."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.topic_states import JoinTalks, Talk, joined
from spanveld.model.records import TOPIC_STATES

TOPICS = ("picture", "costs")
TALKS = st.lists(
    st.builds(
        Talk,
        st.sampled_from(["R1", "R1-2", "R1-3"]),
        st.none() | st.frozensets(st.sampled_from(TOPICS)),
        st.dictionaries(st.sampled_from(TOPICS), st.sampled_from(TOPIC_STATES)),
    ),
    max_size=3,
    unique_by=lambda talk: talk.source,
)


@given(TALKS)
def test_a_cell_is_the_strongest_mark_else_says_why_there_is_none(talks: list[Talk]) -> None:
    for topic, cell in JoinTalks(TOPICS)(talks).items():
        marks = [talk.marks[topic] for talk in talks if topic in talk.marks]
        could = [talk.source for talk in talks if topic in talk.marks or talk.topics is None or topic in talk.topics]
        if marks:
            expected = next(state for state in TOPIC_STATES if state in marks)
        else:
            expected = "unmarked" if could else "not_in_list" if talks else "no_talk"
        assert cell.state == expected
        assert (cell.marked, cell.of) == (len(marks), len(could))
        assert [source for source, _ in cell.states] == could
        assert cell.differs == (len(set(marks)) > 1)


@pytest.mark.parametrize("one", TOPIC_STATES)
@pytest.mark.parametrize("other", TOPIC_STATES)
def test_the_order_of_talks_does_not_matter(one: str, other: str) -> None:
    assert {joined(order) for order in permutations((one, other, one))} == {joined([one, other])}


def test_what_was_not_asked_stays_so_only_where_no_talk_asked() -> None:
    assert joined(["not_asked", "not_asked"]) == "not_asked"
    assert joined(["not_asked", "asked_nothing"]) == "asked_nothing"
    assert joined(["not_applicable", "not_asked"]) == "not_asked"
    assert joined(["spoken_unasked", "asked_nothing"]) == "spoken_unasked"

"""How spans lie to each other, found by sorting, is what comparing each with each gives."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.model.columns import place_keys
from spanveld.query.lying import Spans, lying
from spanveld.query.tree import RELATIONS, SAME_TURN, Relation
from tests.query.by_hand import ByHand

Span = tuple[int, int, int]
BY_PLACE = tuple(name for name in RELATIONS if name != SAME_TURN)

SPANS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 6)), max_size=8)
"""Source, start and length."""


def spans_of(spans: list[Span]) -> Spans:
    source, start, length = np.array(spans, np.int32).reshape(-1, 3).T
    return Spans(place_keys(source, start), place_keys(source, start + length))


def by_hand(left: list[Span], relation: Relation, distance: int | None, right: list[Span]) -> list[bool]:
    first, second = ([SimpleNamespace(source=s, start=b, end=b + n) for s, b, n in spans] for spans in (left, right))
    return [any(ByHand.lies(one, relation, distance, other) for other in second) for one in first]


@pytest.mark.parametrize("relation", BY_PLACE)
@settings(max_examples=4 * settings().max_examples)
@given(left=SPANS, right=SPANS, distance=st.none() | st.integers(0, 12) | st.just(10**6))
def test_spans_of_several_sources_lie_as_comparing_each_with_each_says(
    relation: Relation, left: list[Span], right: list[Span], distance: int | None
) -> None:
    assert lying(spans_of(left), relation, distance, spans_of(right)).tolist() == by_hand(
        left, relation, distance, right
    )


@pytest.mark.parametrize("relation", BY_PLACE)
def test_distances_do_not_reach_into_the_source_before_or_behind(relation: Relation) -> None:
    left, right = [(1, 0, 5), (1, 2**30, 5)], [(0, 2**31 - 10, 5), (2, 0, 5)]
    assert not lying(spans_of(left), relation, 10**6, spans_of(right)).any()


def test_a_hundred_thousand_spans_of_one_source_are_no_matter_of_comparing_each_with_each() -> None:
    count = 100_000
    spans = Spans(np.arange(count, dtype=np.int64) * 3, np.arange(count, dtype=np.int64) * 3 + 1000)
    for relation in BY_PLACE:
        assert len(lying(spans, relation, 200, spans)) == count

"""Counting evidence: overlapping work of several coders counts once, voices are cited in order, the ground is what it is."""

from __future__ import annotations

from collections import Counter
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.evidence import Ground, TopVoice, cited, count_passages, ground_of
from spanveld.model.marks import Mark, Person

NUMBERS = count(1)
PEOPLE = {
    "R1": Person("R1", "wethouder", "board", ("GEM",), ("municipality",)),
    "R2": Person("R2", "agent", "staff", ("POL", "GEM"), ("municipality", "police")),
    "FN": Person("FN", "", "observer", ("UNI",), ("knowledge_institute",)),
}


def mark(
    start: int | None = 0,
    end: int | None = 10,
    *,
    coder: str = "ann",
    source: str = "a",
    voices: tuple[str, ...] = (),
    kind: str = "interview",
    hedged: bool = False,
) -> Mark:
    return Mark(f"P{next(NUMBERS)}", source, start, end, coder, voices, kind, hedged, "", frozenset())


@pytest.mark.parametrize(
    ("marks", "passages"),
    [
        ([], 0),
        ([mark()], 1),
        ([mark(), mark()], 2),
        ([mark(), mark(coder="ben")], 1),
        ([mark(0, 10), mark(9, 12, coder="ben")], 1),
        ([mark(0, 10), mark(10, 12, coder="ben")], 2),
        ([mark(0, 10), mark(0, 10, coder="ben", source="b")], 2),
        ([mark(0, 5), mark(5, 10), mark(0, 10, coder="ben")], 2),
        ([mark(0, 5), mark(4, 9, coder="ben"), mark(8, 12)], 2),
        ([mark(0, 5), mark(4, 9, coder="ben"), mark(8, 12, coder="eva")], 1),
        ([mark(0, 5), mark(20, 30, coder="ben"), mark(4, 21, coder="eva")], 1),
        ([mark(None, None), mark(None, None, coder="ben"), mark()], 3),
        ([mark(0, 10, coder=""), mark(0, 10)], 1),
    ],
)
def test_overlapping_passages_of_different_coders_count_once(marks: list[Mark], passages: int) -> None:
    assert count_passages(marks) == passages


SPANS = st.builds(
    lambda start, length, coder, source: mark(start, start + length, coder=coder, source=source),
    st.integers(0, 30),
    st.integers(1, 8),
    st.sampled_from(["ann", "ben", "eva"]),
    st.sampled_from(["a", "b"]),
)


@given(st.lists(SPANS, max_size=14))
def test_a_group_of_overlapping_passages_counts_as_often_as_the_coder_who_marked_most_in_it(marks: list[Mark]) -> None:
    """Against groups that are found by joining all that overlap, pair by pair."""
    groups = [[each] for each in marks]

    def meet(one: list[Mark], other: list[Mark]) -> bool:
        return any(
            a.source == b.source and (a.start or 0) < (b.end or 0) and (b.start or 0) < (a.end or 0)
            for a, b in product(one, other)
        )

    while pair := next(((a, b) for a in groups for b in groups if a is not b and meet(a, b)), None):
        groups = [group for group in groups if group is not pair[0] and group is not pair[1]] + [pair[0] + pair[1]]
    coders_apart = {source: len({each.coder for each in marks if each.source == source}) == 1 for source in ("a", "b")}
    expected = sum(
        len(group) if coders_apart[group[0].source] else max(Counter(each.coder for each in group).values())
        for group in groups
    )
    assert count_passages(marks) == expected
    assert count_passages(reversed(marks)) == expected


@given(st.lists(SPANS, max_size=10))
def test_no_count_is_below_what_one_coder_marked_and_a_coder_alone_counts_all(marks: list[Mark]) -> None:
    by_coder = Counter(each.coder for each in marks)
    assert max(by_coder.values(), default=0) <= count_passages(marks) <= len(marks)
    alone = [each for each in marks if each.coder == "ann"]
    assert count_passages(alone) == len(alone)


def test_a_passage_that_ties_places_together_makes_them_one_place() -> None:
    apart = [mark(0, 5), mark(6, 9), mark(10, 12, coder="ben")]
    assert count_passages(apart) == 3
    assert count_passages([*apart, mark(0, 12, coder="ben")]) == 2


@pytest.mark.parametrize(
    ("voices", "order"),
    [
        ((("R10",), ("R2", "FN"), ("R2",)), ("R2", "R10", "FN")),
        ((("FN",), ("Anna",), ("R1",)), ("R1", "Anna", "FN")),
        (((), ()), ()),
        ((("b2",), ("B10",), ("b1",)), ("B10", "b1", "b2")),
    ],
)
def test_voices_are_cited_once_numbered_ones_first_in_natural_order(
    voices: tuple[tuple[str, ...], ...], order: tuple[str, ...]
) -> None:
    assert cited(mark(voices=each) for each in voices) == order


def test_the_ground_of_a_statement_counts_voices_kinds_hedges_and_the_loudest_voice() -> None:
    marks = [
        mark(0, 10, voices=("R1",)),
        mark(20, 30, voices=("R1", "R2"), hedged=True),
        mark(20, 30, voices=("R1", "R2"), hedged=True, coder="ben"),
        mark(40, 50, voices=("FN",), kind="field_notes"),
        mark(60, 70, kind="document"),
    ]
    assert ground_of(marks, PEOPLE) == Ground(
        respondents=("R1", "R2"),
        party_kinds=("municipality", "police"),
        source_kinds=("document", "field_notes", "interview"),
        top_voice=TopVoice("R1", 2, 3),
        passages=4,
        hedged=1,
        voiceless=1,
    )


def test_the_share_of_the_loudest_voice_is_of_the_passages_that_have_one() -> None:
    marks = [mark(0, 10, voices=("R2",)), *(mark(at, at + 5) for at in range(20, 60, 10))]
    assert ground_of(marks, PEOPLE).top_voice == TopVoice("R2", 1, 1)
    assert ground_of(marks, PEOPLE).voiceless == 4


def test_the_researcher_is_no_respondent_and_brings_no_party() -> None:
    ground = ground_of([mark(voices=("FN",))], PEOPLE)
    assert (ground.respondents, ground.party_kinds, ground.top_voice) == ((), (), TopVoice("FN", 1, 1))


def test_no_passages_are_no_ground() -> None:
    assert ground_of([], PEOPLE) == Ground((), (), (), None, 0, 0, 0)

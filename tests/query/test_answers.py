"""Every query finds what its meaning says, worked out by hand from the study's records; and every count is that of a count by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.model import records as r
from spanveld.model.names import natural
from spanveld.model.study import StudyContent
from spanveld.query.faults import QueryError
from spanveld.query.printing import show
from spanveld.query.tree import Node
from tests.conftest import Addresses, Places
from tests.query.by_hand import ByHand
from tests.query.crowded import adopted, crowded, queries
from tests.session.samples import put

EACH = 12
"""Queries asked of one study."""


def asks_of_nothing(error: QueryError) -> bool:
    """Whether a query was refused because nothing has such an attribute or value; any other fault is one of the test."""
    return re.search("has an attribute|attr[.].* has no|level has no", str(error)) is not None


@settings(max_examples=settings().max_examples // 2)
@given(content=crowded(), asked=st.lists(queries(), min_size=EACH, max_size=EACH))
def test_a_query_finds_what_it_means_and_counts_it_right(
    files: Addresses, content: StudyContent, asked: list[Node]
) -> None:
    check_all(files(), content, asked)


@pytest.mark.postgres
@settings(max_examples=settings().max_examples // 8)
@given(content=crowded(), asked=st.lists(queries(), min_size=EACH, max_size=EACH))
def test_on_a_server_too(places: Places, content: StudyContent, asked: list[Node]) -> None:
    address, identifier = places()
    check_all(address, replace(content, id=identifier), asked)


def check_all(address: str, content: StudyContent, asked: list[Node]) -> None:
    content = adopted(content)
    by_hand = ByHand(content)
    with put(address, content, "ann") as study:
        for query in asked:
            try:
                found = study.find(show(query), limit=100, context=3)
            except QueryError as error:
                if not asks_of_nothing(error):
                    raise
                continue
            expected = by_hand.find(query)
            assert {row.passage for row in found.rows} == expected, show(query)
            assert (found.count, found.count_of) == (len(expected), len(by_hand.passages))
            assert found.evidence == by_hand.as_evidence(expected)
            assert found.evidence_of == by_hand.as_evidence(by_hand.passages)
            heard = {name: by_hand.spoken[name] for name in expected}
            assert found.sources == len({by_hand.passages[name].source for name in expected})
            assert found.voiced == sum(bool(voices) for voices in heard.values())
            assert found.voiced_evidence == by_hand.as_evidence(name for name in expected if heard[name])
            counted = {
                voice: (len(its), by_hand.as_evidence(its))
                for voice in by_hand.people
                if (its := [name for name in expected if voice in heard[name]])
            }
            assert {voice.voice: (voice.marked, voice.evidence) for voice in found.voices} == counted
            assert found.respondents == len(counted.keys() - {"FN"})
            assert (found.sources_of, found.respondents_of) == (3, 3)


@settings(max_examples=settings().max_examples // 2)
@given(content=crowded())
def test_the_rows_show_the_passages_as_they_are_in_the_order_of_source_and_place(
    files: Addresses, content: StudyContent
) -> None:
    content = adopted(content)
    by_hand = ByHand(content)
    with put(files(), content, "ann") as study:
        found = study.find("source:*", limit=100, context=4)
        pages = [study.find("source:*", limit=3, offset=offset, context=4).rows for offset in range(0, 18, 3)]
    assert [row for page in pages for row in page] == list(found.rows)
    places = [(natural(row.source), row.start is None, row.start or 0, row.end or 0) for row in found.rows]
    assert places == sorted(places)
    for row in found.rows:
        passage, text = by_hand.passages[row.passage], content.texts[row.source]
        assert (row.source, row.start, row.end) == (passage.source, passage.start, passage.end)
        if passage.start is None or passage.end is None:
            assert (row.before, row.quote, row.after) == ("", passage.doubt, "")
        else:
            assert row.quote == text[passage.start : passage.end]
            assert row.before == text[max(0, passage.start - 4) : passage.start]
            assert row.after == text[passage.end : passage.end + 4]
        assert set(row.voices) == by_hand.spoken[row.passage]
        assert set(row.codes) == {f"{layer}/{code}" for layer, code, _ in by_hand.codes(passage)}
        assert (row.coder, row.hedged) == (passage.coder, bool(passage.hedged))
        own = {each.name: each.value for each in content.of(r.Attribute) if each.subject == f"source:{row.source}"}
        assert row.attributes == own

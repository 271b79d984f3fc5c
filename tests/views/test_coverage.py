"""What the material covers: every count is that of a count by hand, and says the same to the retrieval language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.language.messages import translator
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.model.names import natural
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.session.coverage import coverage_sheets
from spanveld.views.coverage_sampling import PartyGroup
from tests.conftest import Addresses, Places
from tests.query.crowded import adopted
from tests.session.samples import put
from tests.views.covered import CoveredByHand, covered

KINDS = ("library", "school", "")


@settings(max_examples=settings().max_examples // 2)
@given(content=covered())
def test_what_is_covered_is_what_a_count_by_hand_finds(files: Addresses, content: StudyContent) -> None:
    check_all(files(), content)


@pytest.mark.postgres
@settings(max_examples=settings().max_examples // 8)
@given(content=covered())
def test_on_a_server_it_is_the_same(places: Places, content: StudyContent) -> None:
    address, identifier = places()
    check_all(address, replace(content, id=identifier))


def check_all(address: str, content: StudyContent) -> None:
    content = adopted(content)
    by_hand = CoveredByHand(content)
    with put(address, content, "ann") as study:
        for guide in ("", *(each.guide for each in content.of(r.Guide))):
            check_topics(study, by_hand, guide)
        for case, theme in (("", ""), ("C", ""), ("", "east"), ("D", "west")):
            check_sampling(study, by_hand, case, theme)
        check_unheard(study, by_hand)
        for layer in ("aspect", "keyword", "quality"):
            check_aspects(study, by_hand, layer)


def check_topics(study: Study, by_hand: CoveredByHand, guide: str) -> None:
    found = study.coverage.topics(guide=guide, propose=False)
    talks = by_hand.talks(guide)
    of_person = {name: [talk for talk in talks if by_hand.takes_part(name, talk)] for name in by_hand.respondents()}
    nobodys = [talk for talk in talks if not any(talk in its for its in of_person.values())]
    expected = [
        *((name, sorted(of_person[name], key=natural)) for name in sorted(of_person, key=natural)),
        *(("", [talk]) for talk in sorted(nobodys, key=natural)),
    ]
    assert [(row.participant, list(row.talks)) for row in found.rows] == expected
    for row in found.rows:
        for cell in row.cells:
            assert cell.state == by_hand.state(list(row.talks), cell.topic), (row.participant, cell)
    for topic in found.topics:
        states = [by_hand.state(its, topic.topic) for _, its in expected]
        assert topic.states == {state: states.count(state) for state in states}
    assert found.talks == len(talks)


def check_sampling(study: Study, by_hand: CoveredByHand, case: str, theme: str) -> None:
    found = study.coverage.sampling(case=case, sub_case=theme)
    within = by_hand.within(case, theme)
    sources = [
        name
        for name, source in by_hand.sources.items()
        if case in ("", source.case) and (not theme or theme in source.sub_cases)
    ]
    assert found.passages == len(within)
    assert found.voiced == sum(bool(by_hand.spoken[name]) for name in within)
    for person in found.people:
        its = [name for name in within if person.participant in by_hand.spoken[name]]
        assert (person.marked, person.evidence) == (len(its), by_hand.as_evidence(its))
        assert person.speaks == by_hand.has_turn(person.participant, sources)
        assert {row.passage for row in study.find(person.query, limit=100).rows} == set(its)
    shown = {person.participant for person in found.people}
    for name in by_hand.respondents():
        part = any(by_hand.takes_part(name, source) for source in sources)
        voice = any(name in by_hand.spoken[each] for each in within)
        named = bool(theme) and theme in by_hand.people[name].sub_cases
        assert (name in shown) == (part or voice or named or (case, theme) == ("", "")), name
    for group in found.kinds:
        check_group(study, by_hand, group, within, sources, by_hand.kinds_of, theme)
    for group in found.levels:
        check_group(study, by_hand, group, within, sources, lambda name: {by_hand.people[name].level}, theme)
    assert {group.group for group in found.kinds} >= {"library", "school"}


def check_group(
    study: Study,
    by_hand: CoveredByHand,
    group: PartyGroup,
    within: list[str],
    sources: list[str],
    belongs: Callable[[str], set[str]],
    theme: str,
) -> None:
    people = [name for name in by_hand.respondents() if group.group in belongs(name)]
    its = [name for name in within if by_hand.spoken[name] & set(people)]
    heard = {
        name
        for name in people
        if any(name in by_hand.spoken[each] for each in within) or by_hand.has_turn(name, sources)
    }
    assert (group.marked, group.evidence) == (len(its), by_hand.as_evidence(its))
    assert (set(group.people), set(group.heard)) == (set(people), heard)
    if people or group.group in {party.kind for party in by_hand.parties.values()}:
        assert group.status == ("heard" if heard else "not_heard" if people else "nobody")
    if its:
        assert {row.passage for row in study.find(group.query, limit=100).rows} == set(its)
    for part in group.within:
        inside = [name for name in its if by_hand.of_sub_case(by_hand.passages[name], part.sub_case)]
        assert (part.marked, part.evidence) == (len(inside), by_hand.as_evidence(inside))
        there = [name for name in sources if part.sub_case in by_hand.sources[name].sub_cases]
        speak = {
            name
            for name in people
            if any(name in by_hand.spoken[each] for each in inside) or by_hand.has_turn(name, there)
        }
        assert part.people == len(speak)
        if inside:
            assert {row.passage for row in study.find(part.query, limit=100).rows} == set(inside)
    assert bool(group.within) != bool(theme) or not by_hand.content.of(r.SubCase)


def check_unheard(study: Study, by_hand: CoveredByHand) -> None:
    found = study.coverage.unheard()
    voices = {name for its in by_hand.spoken.values() for name in its if name in by_hand.respondents()}
    heard = {party for name in voices for party in by_hand.people[name].parties}
    assert (found.heard, found.parties_of) == (len(heard), len(by_hand.parties))
    assert found.passages_of == by_hand.as_evidence(by_hand.passages)
    shown = {each.party: each for each in found.parties}
    for party in by_hand.parties:
        about = {name for name, passage in by_hand.passages.items() if party in passage.about}
        said = {name for name, passage in by_hand.passages.items() if by_hand.mentions(passage, party)}
        if party in heard or not about | said:
            assert party not in shown
            assert (party in found.silent) == (party not in heard)
            continue
        each = shown[party]
        assert each.about == by_hand.as_evidence(about)
        assert each.mentioned == by_hand.as_evidence(said)
        hits = {
            (passage.source, at) for passage in by_hand.passages.values() for at in by_hand.mentions(passage, party)
        }
        assert each.hits == len(hits)
        assert (each.passages, each.marked) == (by_hand.as_evidence(about | said), len(about | said))
        assert each.sources == len({by_hand.passages[name].source for name in about | said})
        counted = {
            voice: by_hand.as_evidence(its)
            for voice in by_hand.people
            if (its := [name for name in about | said if voice in by_hand.spoken[name]])
        }
        assert {voice.voice: voice.evidence for voice in each.voices} == counted
        assert each.voiceless == by_hand.as_evidence(name for name in about | said if not by_hand.spoken[name])
        members = [name for name in by_hand.respondents() if party in by_hand.people[name].parties]
        assert each.turns == any(by_hand.has_turn(name, by_hand.sources) for name in members)
        if about:
            assert {row.passage for row in study.find(each.query, limit=100).rows} == about
        rows = study.coverage.unheard(party=party, limit=100).rows
        assert {row.passage for row in rows} == about | said


def check_aspects(study: Study, by_hand: CoveredByHand, layer: str) -> None:
    found = study.coverage.aspects(layer=layer, orders=7, seed=3)
    coded = {
        name: {
            code
            for passage in by_hand.passages.values()
            if passage.source == name
            for its, code, _ in by_hand.codes(passage)
            if its == layer
        }
        for name in by_hand.sources
    }
    marked = [name for name in by_hand.sources if any(each.source == name for each in by_hand.passages.values())]
    marked.sort(key=lambda name: (not by_hand.sources[name].date, by_hand.sources[name].date, natural(name)))
    assert [step.source for step in found.steps] == marked
    seen: set[str] = set()
    for step in found.steps:
        assert {new.code for new in step.new} == coded[step.source] - seen
        seen |= coded[step.source]
        assert (step.given, step.total) == (len(coded[step.source]), len(seen))
        for new in step.new:
            assert study.find(new.query, limit=0).count >= 1
    assert set(found.unmarked) == set(by_hand.sources) - set(marked)
    assert found.codes == len(seen)


@pytest.fixture(scope="module")
def room() -> Study:
    from tests.conftest import sqlite_addresses
    from tests.session.samples import sample

    for files in sqlite_addresses():
        return put(files(), sample(), "ann")
    raise AssertionError


def test_what_is_not_there_is_said(room: Study) -> None:
    for ask in (
        lambda: room.coverage.topics(guide="nowhere"),
        lambda: room.coverage.sampling(case="nowhere"),
        lambda: room.coverage.sampling(sub_case="nowhere"),
        lambda: room.coverage.unheard(party="nowhere"),
        lambda: room.coverage.aspects(layer="nowhere"),
    ):
        with pytest.raises(NotFound, match="nowhere"):
            ask()


@pytest.mark.parametrize("values", [{"orders": 0}, {"orders": 2001}, {"seed": -1}, {"seed": 2**32}])
def test_numbers_that_make_no_sense_are_refused(room: Study, values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=next(iter(values))):
        room.coverage.aspects(**values)
    with pytest.raises(Refused, match="limit"):
        room.coverage.topics(limit=-1)


def test_each_answer_is_a_table_of_plain_rows(room: Study) -> None:
    parts: list[Any] = [
        room.coverage.topics(),
        room.coverage.sampling(),
        room.coverage.unheard(),
        room.coverage.aspects(),
    ]
    sheets = coverage_sheets(parts, translator("nl"))
    assert [sheet.name for sheet in sheets] == [
        *("topics", "topic_marks", "sampling", "party_kinds", "levels", "unheard", "aspects")
    ]
    for sheet in sheets:
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    for part in parts:
        assert len(part.to_pandas()) == len(part.to_rows())


@settings(max_examples=20)
@given(layer=st.sampled_from(["keyword", "aspect", "mood"]))
def test_the_same_seed_gives_the_same_band(room: Study, layer: str) -> None:
    one = room.coverage.aspects(layer=layer, seed=5)
    assert one == room.coverage.aspects(layer=layer, seed=5)
    assert (one.orders, one.seed) == (200, 5)

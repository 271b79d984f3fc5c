"""The computed helpers of a set of passages: each number, its denominator and its passages equal a count by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.actions.theory import parse_framework
from spanveld.analysis.ground_helpers import Helpers, Share
from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.store.records import Reader
from spanveld.views.evidence_helpers import Grounds, helpers_of
from tests.conftest import Addresses, Places
from tests.query.crowded import adopted
from tests.session.samples import put, sample
from tests.views.covered import CoveredByHand, covered

OWN = ("inference", "author", "absence")


@given(content=covered(), chance=st.randoms(use_true_random=False))
def test_helpers_are_what_a_count_by_hand_finds(files: Addresses, content: StudyContent, chance: Random) -> None:
    check_all(files(), content, chance)


@pytest.mark.postgres
@settings(max_examples=settings().max_examples // 8)
@given(content=covered(), chance=st.randoms(use_true_random=False))
def test_on_a_server_they_are_the_same(places: Places, content: StudyContent, chance: Random) -> None:
    address, identifier = places()
    check_all(address, replace(content, id=identifier), chance)


def check_all(address: str, content: StudyContent, chance: Random) -> None:
    content = adopted(content)
    hand = CoveredByHand(content)
    names = [each.passage for each in content.of(r.Passage)]
    sets = [[name for name in names if chance.random() < share] for share in (0.2, 0.5, 1)]
    sets += [
        [each.passage for each in content.of(r.Evidence) if (each.finding, each.stance) == (finding, stance)]
        for finding in ("F1", "F2")
        for stance in r.STANCES
    ]
    with put(address, content, "ann") as study, study._store.reading() as connection:
        reader = Reader(connection, study._store.study_id, parse_framework)
        together = Grounds.read(reader, names, kept=study._store.columns)
        for chosen in sets:
            found = helpers_of(reader, chosen)
            assert found == helpers_of(reader, chosen, kept=study._store.columns) == together.helpers(chosen)
            check(found, hand, set(chosen))


def check(found: Helpers, hand: CoveredByHand, names: set[str], themes: Iterable[str] = ("east", "west")) -> None:
    passages, people = hand.passages, hand.people
    heard = {
        party for voices in hand.spoken.values() for who in respondents(hand, voices) for party in people[who].parties
    }
    here = {party for name in names for who in respondents(hand, hand.spoken[name]) for party in people[who].parties}
    whole, voiced = hand.as_evidence(names), hand.as_evidence({name for name in names if hand.spoken[name]})
    assert (found.passages, set(found.marked)) == (whole, names)

    def of_each(shares: Iterable[Share], has: Callable[[str], Collection[str]], of: int) -> None:
        shares, its = list(shares), {name: set(has(name)) for name in names}
        expected = {thing for things in its.values() for thing in things}
        assert {share.name for share in shares} == expected
        assert [share.count for share in shares] == sorted((share.count for share in shares), reverse=True)
        for share in shares:
            one(share, lambda name, share=share: share.name in its[name], of)  # type: ignore[misc]

    def one(share: Share, holds: Callable[[str], bool], of: int) -> None:
        its = {name for name in names if holds(name)}
        assert (share.count, share.of, set(share.passages)) == (min(hand.as_evidence(its), of), of, its)

    def of_voices(belongs: Callable[[str], Collection[str]]) -> Callable[[str], Collection[str]]:
        return lambda name: {thing for who in respondents(hand, hand.spoken[name]) for thing in belongs(who) if thing}

    def spoken_of(name: str) -> set[str]:
        return {
            party for party in hand.parties if party in passages[name].about or hand.mentions(passages[name], party)
        }

    of_each(found.sources, lambda name: {passages[name].source}, whole)
    of_each(found.source_kinds, lambda name: {kind_of(hand, passages[name])}, whole)
    of_each(
        found.sub_cases,
        lambda name: {theme for theme in themes if hand.of_sub_case(passages[name], theme)},
        whole,
    )
    of_each(found.voices, lambda name: hand.spoken[name], voiced)
    of_each(found.respondents, of_voices(lambda who: {who}), voiced)
    of_each(found.organisations, of_voices(lambda who: people[who].parties), voiced)
    of_each(found.party_kinds, of_voices(hand.kinds_of), voiced)
    of_each(found.levels, of_voices(lambda who: {people[who].level}), voiced)
    of_each(found.silent, lambda name: spoken_of(name) - heard, whole)
    of_each(found.absent, lambda name: (spoken_of(name) & heard) - here, whole)
    one(found.voiced, lambda name: bool(hand.spoken[name]), whole)
    one(found.voiceless, lambda name: not hand.spoken[name], whole)
    one(found.field_notes, lambda name: any(people[who].level == "observer" for who in hand.spoken[name]), voiced)
    one(found.hedged, lambda name: bool(passages[name].hedged), whole)
    one(found.inferred, lambda name: passages[name].basis in OWN, whole)
    one(found.doubt, lambda name: passages[name].start is None, whole)
    assert found.top_voice == (found.voices[0] if found.voices else None)


def respondents(hand: CoveredByHand, voices: Iterable[str]) -> list[str]:
    return [who for who in voices if hand.people[who].level != "observer"]


def kind_of(hand: CoveredByHand, passage: r.Passage) -> str:
    kinds = {"fieldnote": "field_notes", "document": "document"}
    named = "interview" if passage.basis.startswith("resp") else kinds.get(passage.basis)
    return named or hand.sources[passage.source].kind


@pytest.fixture
def study(address: str) -> Study:
    return put(address, sample(), "ann")


def test_passages_that_the_study_does_not_have_are_left_out_and_none_gives_nothing(study: Study) -> None:
    with study, study._store.reading() as connection:
        reader = Reader(connection, study._store.study_id, parse_framework)
        assert helpers_of(reader, ["P1", "nowhere", "P1"]) == helpers_of(reader, ["P1"])
        nothing = helpers_of(reader, [])
        assert (nothing.passages, nothing.marked, nothing.voices, nothing.top_voice) == (0, (), (), None)
        assert (nothing.hedged.count, nothing.hedged.of, nothing.hedged.percent) == (0, 0, 0.0)


def test_a_part_is_never_more_than_its_whole(study: Study) -> None:
    """Two hedged passages that a third, of another coder, ties into one place: that place counts once, and so do they."""
    with study:
        study.passages.add("night", 0, 20, passage="X1", hedged=True)
        study.passages.add("night", 30, 49, passage="X2", hedged=True)
        assert helpers(study, "X1", "X2").hedged == Share("", 2, 2, ("X1", "X2"))
        study.as_("ben").passages.add("night", 15, 35, passage="X3")
        study.coders.add("cas")
        study.as_("cas").passages.add("night", 30, 49, passage="X4", hedged=True)
        found = helpers(study, "X1", "X3", "X4")
        assert (found.passages, found.hedged.count, found.hedged.of) == (1, 1, 1)


def helpers(study: Study, *names: str) -> Helpers:
    with study._store.reading() as connection:
        return helpers_of(Reader(connection, study._store.study_id, parse_framework), names)

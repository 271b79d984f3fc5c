"""Every count equals a count by hand, and the query beside it finds as many passages."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.analysis import together
from spanveld.analysis.together import RELATIONS
from spanveld.analysis.words_spoken import PARTS
from spanveld.model.records import STANCES
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.views.counts import Counts
from spanveld.views.counts_perspective import GROUPS
from spanveld.views.counts_together import COUNTED
from tests.analysis.counted_by_hand import CountedByHand
from tests.conftest import Addresses, Places
from tests.query.crowded import adopted, crowded
from tests.session.samples import put


def told(counts: Counts) -> tuple[int, int, int, int]:
    return counts.evidence, counts.marked, counts.sources, counts.voices


def asked(study: Study, query: str) -> tuple[int, int, int]:
    """What the retrieval language finds: passages as evidence and as marked, and sources."""
    found = study.find(query, limit=0)
    return found.evidence, found.count, found.sources


def bare(layer: str) -> str:
    return layer.rpartition("/")[2]


def check_all(address: str, content: StudyContent, chance: Random) -> None:
    content = adopted(content)
    hand = CountedByHand(content)
    with put(address, content, "ann") as study:
        rows: list[tuple[tuple[str, ...], str, dict[str, set[str]]]] = []
        for layer in (each.name for each in study.counts.choices().layers):
            codes = [row["code"] for row in study.counts.codes(layer).as_json()["rows"]]
            rows.append(((layer,), "", {code: hand.with_code(bare(layer), code) for code in codes}))
        for stance in ("", *STANCES):
            rows.append((("finding",), stance, {name: hand.with_finding(name, stance) for name in ("F1", "F2")}))
        attributes = list(study.counts.choices().attributes)
        for of, stance, expected in chance.sample(rows, 5):
            check_frequencies(study, hand, of, stance, expected)
            for attribute in chance.sample(attributes, 5):
                check_cross_tab(study, hand, of, stance, expected, attribute)


def check_frequencies(
    study: Study, hand: CountedByHand, of: tuple[str, ...], stance: str, expected: dict[str, set[str]]
) -> None:
    found = study.counts.codes(*of, stance=stance)
    counted = {line.name: told(counts) for line, counts in found.rows()}
    assert counted == {name: hand.counts(passages) for name, passages in expected.items()}
    assert told(found.whole) == hand.counts(set().union(*expected.values()))
    assert told(found.of_study) == (
        *hand.counts(hand.passages)[:2],
        len(hand.sources),
        sum(person.level != "observer" for person in hand.people.values()),
    )
    for row in found.as_json()["rows"]:
        assert asked(study, row["query"]) == told_json(row)[:3], row


def told_json(row: dict[str, int]) -> tuple[int, int, int, int]:
    return row["evidence"], row["marked"], row["sources"], row["voices"]


def check_cross_tab(
    study: Study, hand: CountedByHand, of: tuple[str, ...], stance: str, expected: dict[str, set[str]], attribute: str
) -> None:
    found = study.counts.by(attribute, *of, stance=stance).as_json()
    values = {name: hand.values(attribute, name) for name in hand.passages}
    people = any(who for its in values.values() for _, who in its)

    def counts(passages: set[str], value: str) -> tuple[int, int, int, int]:
        if not value:
            return hand.counts({name for name in passages if not values[name]})
        having = {who: set(hand.personal(attribute, person)) for who, person in hand.people.items()} if people else {}
        return hand.counts(
            {name for name in passages if value in {each for each, _ in values[name]}},
            lambda who: not people or value in having[who],
        )

    used = {value for its in values.values() for value, _ in its}
    whole = set().union(*expected.values())
    assert {column["value"] for column in found["columns"]} - {""} == used
    assert ("" in {column["value"] for column in found["columns"]}) == any(not values[name] for name in whole)
    assert told_json(found["whole"]) == hand.counts(whole)
    for column in found["columns"]:
        assert told_json(column) == counts(whole, column["value"]), (attribute, column)
    for row in found["rows"]:
        assert told_json(row) == hand.counts(expected[row["code"]])
        for column, cell in zip(found["columns"], row["cells"], strict=True):
            assert told_json(cell) == counts(expected[row["code"]], column["value"]), (row["code"], attribute, column)


def check_together(
    study: Study, hand: CountedByHand, of: str, other: str, relation: str, distance: int, unit: str
) -> None:
    found = study.counts.together(of, other=(other,), relation=relation, distance=distance, unit=unit).as_json()
    for row in found["rows"]:
        its = hand.with_code(bare(of), row["code"])
        for column, cell in zip(found["columns"], row["cells"], strict=True):
            others = hand.with_code(bare(other), column["code"])
            expected = its & others if relation == "same" else hand.beside(its, relation, distance, others)
            assert cell["passages"] == (hand.as_evidence(expected) if unit == "evidence" else len(expected)), (
                row,
                column,
            )
            assert asked(study, cell["query"])[unit == "marked"] == cell["passages"], cell


@settings(max_examples=settings().max_examples)
@given(
    content=crowded(),
    layers=st.tuples(
        *(st.sampled_from(["aspect", "tension", "five-dimensions/keyword", "sub_case"]) for _ in range(2))
    ),
    relation=st.sampled_from(RELATIONS),
    distance=st.integers(0, 20),
    unit=st.sampled_from(COUNTED),
    in_one_part=st.sampled_from([1, 4, together.PART]),
)
def test_codes_together_are_those_that_a_look_at_each_pair_of_passages_finds(
    files: Addresses,
    content: StudyContent,
    layers: tuple[str, str],
    relation: str,
    distance: int,
    unit: str,
    in_one_part: int,
) -> None:
    content = adopted(content)
    with put(files(), content, "ann") as study, patch.object(together, "PART", in_one_part):
        check_together(study, CountedByHand(content), *layers, relation, distance, unit)


@settings(max_examples=settings().max_examples)
@given(content=crowded(), by=st.sampled_from(GROUPS), of=st.sampled_from(["tension", "aspect", "finding"]))
def test_what_each_group_of_voices_says_is_of_all_respondents_of_the_group(
    files: Addresses, content: StudyContent, by: str, of: str
) -> None:
    content = adopted(content)
    hand = CountedByHand(content)
    respondents = {who for who, person in hand.people.items() if person.level != "observer"}
    groups = {who: set(hand.personal(by, hand.people[who])) - {""} for who in respondents}
    with put(files(), content, "ann") as study:
        found = study.counts.perspective(of, by=by).as_json()
        assert found["ungrouped"] == sum(not groups[who] for who in respondents)
        for row in found["rows"]:
            code = row["code"]
            passages = hand.with_finding(code) if of == "finding" else hand.with_code(of, code)
            for said in row["said"]:
                group = {who for who in respondents if said["group"] in groups[who]}
                its = {name for name in passages if hand.spoken[name] & group}
                assert said["of"] == len(group)
                assert said["voices"] == len(group & set().union(*(hand.spoken[name] for name in its)))
                assert said["passages"] == hand.as_evidence(its)
                if of == "finding":
                    against = its & hand.with_finding(code, "contradicts")
                    assert said["against"] == len(group & set().union(*(hand.spoken[name] for name in against)))
                heard = {one.voice for one in study.find(said["query"], limit=0).voices}
                assert len(heard & group) == said["voices"]
        assert {said["group"] for row in found["rows"] for said in row["said"]} <= set().union(*groups.values())


@settings(max_examples=settings().max_examples)
@given(content=crowded())
def test_words_are_those_that_begin_in_a_turn_of_the_voice(files: Addresses, content: StudyContent) -> None:
    content = adopted(content)
    hand = CountedByHand(content)
    words = [hand.owner_of_words(source) for source in hand.sources.values()]
    with put(files(), content, "ann") as study:
        found = study.counts.words().as_json()
    for one in (*found["voices"], *found["observers"]):
        assert one["words"] == sum(one["voice"] in owners for source in words for owners in source)
        assert one["sources"] == sum(any(one["voice"] in owners for owners in source) for source in words)
        its = {name for name, spoken in hand.spoken.items() if one["voice"] in spoken}
        assert (one["evidence"], one["marked"]) == (hand.as_evidence(its), len(its))
    every = [owners for source in words for owners in source]
    people = {who for who, person in hand.people.items() if person.level != "observer"}
    assert found["words"] == {
        "total": len(every),
        "of_respondents": sum(bool(owners & people) for owners in every),
        "of_nobody": {part: count for part in PARTS if (count := sum(owners == {f"({part})"} for owners in every))},
    }


@settings(max_examples=settings().max_examples)
@given(content=crowded())
def test_along_a_source_every_code_lies_where_its_passages_do(files: Addresses, content: StudyContent) -> None:
    content = adopted(content)
    hand = CountedByHand(content)
    with put(files(), content, "ann") as study:
        for source in hand.sources:
            shown = study.counts.along(source)
            lanes = {(bare(part.name), lane.name): lane for part in shown.parts for lane in part.lanes}
            for layer, code in {(layer, code) for p in hand.passages.values() for layer, code, _ in hand.codes(p)}:
                for above in hand.below(layer, code):
                    its = [
                        p for n, p in hand.passages.items() if p.source == source and n in hand.with_code(layer, above)
                    ]
                    assert ((layer, above) in lanes) == bool(its)
                    if its:
                        lane = lanes[layer, above]
                        places = {(one.passage, one.start, one.end) for one in lane.stretches}
                        assert places == {(p.passage, p.start, p.end) for p in its if p.start is not None}
                        assert lane.passages == len(its)
            assert shown.length == len(content.texts[source])


@settings(max_examples=settings().max_examples)
@given(content=crowded(), chance=st.randoms(use_true_random=False))
def test_every_count_is_that_of_a_count_by_hand(files: Addresses, content: StudyContent, chance: Random) -> None:
    check_all(files(), content, chance)


@pytest.mark.postgres
@settings(max_examples=max(1, settings().max_examples // 8))
@given(content=crowded(), chance=st.randoms(use_true_random=False))
def test_on_a_server_it_counts_the_same(places: Places, content: StudyContent, chance: Random) -> None:
    address, identifier = places()
    check_all(address, replace(content, id=identifier), chance)


@settings(max_examples=settings().max_examples // 2)
@given(content=crowded(), chance=st.randoms(use_true_random=False))
def test_the_query_of_every_number_finds_just_that_many(
    files: Addresses, content: StudyContent, chance: Random
) -> None:
    with put(files(), adopted(content), "ann") as study:
        for attribute in chance.sample(list(study.counts.choices().attributes), 4):
            for of in ("aspect", "five-dimensions/keyword", "finding"):
                found = study.counts.by(attribute, of).as_json()
                parts = [
                    found["whole"],
                    *found["columns"],
                    *found["rows"],
                    *(cell for row in found["rows"] for cell in row["cells"]),
                ]
                for part in parts:
                    assert asked(study, part["query"]) == told_json(part)[:3], part["query"]

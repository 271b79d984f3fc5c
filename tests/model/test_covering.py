"""Names that are replaced: no span is ever lost, and each bound lies where a trace of every character says."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from spanveld.actions.corrections import replace_names
from spanveld.model import records as r
from spanveld.model.changes import ChangeMap, Edit, Outcome
from spanveld.model.text import Anchor
from spanveld.session import Study
from tests.conftest import Places
from tests.model.oracle import NEW, SENTENCE, Edits, edits_of, spans_of, texts, trace
from tests.session.samples import assert_sound, put, sample

STANDINS = ("Ω", "[Ωж]", "日本 日本", "👍🏽")


def change_of(old: str, edits: Edits) -> ChangeMap:
    return ChangeMap(old, (Edit(*edit) for edit in edits))


def covered(old: str, edits: Edits, start: int, end: int) -> tuple[Anchor | None, bool]:
    """Where old[start:end] lies by a trace of every character, and whether something in it was replaced.

    A character that stayed lies where it is; a replaced one is its whole replacement; what was put in between belongs to it.
    """
    traced, effective = trace(old, edits)
    inside = [
        number
        for number, (first, last, _) in enumerate(effective)
        if (first < end and last > start if first < last else start < first < end)
    ]
    kept = traced.places(start, end)
    typed = [at for at, number in enumerate(traced.typed_by) if number in inside]
    places = sorted(kept + typed)
    return (Anchor(places[0], places[-1] + 1) if places else None), bool(inside)


@given(data=st.data())
def test_every_span_is_where_its_characters_or_what_stands_for_them_are(data: st.DataObject) -> None:
    old = data.draw(texts())
    edits = [edit for edit in data.draw(edits_of(old, st.sampled_from(STANDINS))) if edit[0] < edit[1]]
    change = change_of(old, edits)
    new = change.apply(old)
    assert new == trace(old, edits)[0].text
    for start, end in data.draw(spans_of(old)):
        outcome = change.cover(start, end)
        anchor, replaced = covered(old, edits, start, end)
        assert outcome == Outcome("renamed" if replaced else "follows", anchor)
        assert outcome.anchor is not None
        assert 0 <= outcome.anchor.start < outcome.anchor.end <= len(new), "a span is never lost and never empty"
        if not replaced:
            assert new[outcome.anchor.start : outcome.anchor.end] == old[start:end]


@given(data=st.data())
def test_spans_keep_their_order_and_what_lay_in_another_lies_in_it(data: st.DataObject) -> None:
    old = data.draw(texts())
    change = change_of(old, data.draw(edits_of(old, st.sampled_from(STANDINS))))
    placed = [(span, change.cover(*span).anchor) for span in data.draw(spans_of(old))]
    for (start, end), here in placed:
        for (other_start, other_end), there in placed:
            assert here is not None
            assert there is not None
            if start <= other_start and other_end <= end:
                assert here.start <= there.start
                assert there.end <= here.end
            if end <= other_start:
                assert here.start <= there.start


@given(data=st.data())
def test_a_position_stays_before_the_character_before_which_it_was(data: st.DataObject) -> None:
    old = data.draw(texts())
    edits = data.draw(edits_of(old, st.sampled_from([*NEW, SENTENCE])))
    change = change_of(old, edits)
    traced, effective = trace(old, edits)
    for position in range(len(old) + 1):
        place = change.at(position)
        inside = next((number for number, (a, b, _) in enumerate(effective) if a < position < b), None)
        if inside is not None:  # where its replacement begins: behind all that stands before the edit
            kept = sum(origin is not None and origin < effective[inside][0] for origin in traced.origins)
            assert place == kept + sum(number is not None and number < inside for number in traced.typed_by)
        else:
            before = [number for number, (a, b, _) in enumerate(effective) if b <= position and a < position]
            kept = sum(origin is not None and origin < position for origin in traced.origins)
            assert place == kept + sum(number in before for number in traced.typed_by), (
                "an insertion there comes after it"
            )
    assert [change.at(position) for position in range(len(old) + 1)] == sorted(
        change.at(position) for position in range(len(old) + 1)
    )


@pytest.mark.parametrize(
    ("edits", "span", "place"),
    [
        ([(4, 7, "[A]")], (4, 7), ("renamed", 4, 7)),
        ([(4, 7, "[burgemeester A]")], (5, 6), ("renamed", 4, 20)),
        ([(4, 7, "X")], (0, 5), ("renamed", 0, 5)),
        ([(4, 7, "X")], (6, 9), ("renamed", 4, 7)),
        ([(4, 7, "X")], (0, 4), ("follows", 0, 4)),
        ([(4, 7, "X")], (7, 9), ("follows", 5, 7)),
        ([(5, 5, "XX")], (4, 7), ("renamed", 4, 9)),
        ([(4, 4, "XX")], (4, 7), ("follows", 6, 9)),
        ([(7, 7, "XX")], (4, 7), ("follows", 4, 7)),
        ([(0, 2, "X"), (8, 10, "YYY")], (1, 9), ("renamed", 0, 10)),
    ],
)
def test_a_bound_inside_a_name_goes_to_the_bound_of_its_stand_in(
    edits: Edits, span: tuple[int, int], place: tuple[str, int, int]
) -> None:
    fate, start, end = place
    assert change_of("0123456789", edits).cover(*span) == Outcome(fate, Anchor(start, end))  # type: ignore[arg-type]


@pytest.mark.parametrize(("position", "place"), [(0, 0), (3, 3), (4, 4), (5, 4), (6, 4), (7, 5), (10, 8)])
def test_a_time_inside_a_name_is_that_of_the_start_of_its_stand_in(position: int, place: int) -> None:
    assert change_of("0123456789", [(4, 7, "X")]).at(position) == place


# ---------------------------------------------------------------------- in a study
def parts(study: Study) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the blocks of source ``five`` are, and its time marks (position, milliseconds)."""
    content = study.content()
    blocks = sorted((each.start, each.end) for each in content.of(r.Block) if each.source == "five")
    return blocks, [(each.at, each.milliseconds) for each in content.of(r.TimeMark) if each.source == "five"]


@settings(max_examples=max(5, settings().max_examples // 8), phases=(Phase.reuse, Phase.generate))
@given(data=st.data())
def test_blocks_and_times_go_along_with_a_correction_and_come_back(places: Places, data: st.DataObject) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        old = data.draw(texts())
        spans = sorted(set(data.draw(spans_of(old))))
        marks = [(at, 1000 * number) for number, at in enumerate(sorted({0, len(old) // 2, len(old)}), 1)]
        blocks = [(*span, "quote", None, None, None) for span in spans]
        study.sources.add("five", old, kind="interview", blocks=blocks, marks=marks)
        assert parts(study) == (spans, marks)
        edits = [
            edit for edit in data.draw(edits_of(old, st.sampled_from(["Ω", "Ωж", "[日本]", ""]))) if edit[0] < edit[1]
        ]
        change = change_of(old, edits)
        if not change.edits or not change.apply(old):
            return
        if all(edit[2] for edit in edits) and data.draw(st.booleans()):
            with study._store.writing("ann") as work:
                replace_names(work, "five", edits)
                work.record("pseudonymise", ["source:five"])
            expected = {covered(old, edits, *span)[0] for span in spans}
        else:
            study.sources.correct("five", edits=edits)
            expected = {surviving(old, edits, *span) for span in spans}
        assert_sound(study)
        assert parts(study) == (
            sorted((place.start, place.end) for place in expected if place is not None),
            [(change.at(at), milliseconds) for at, milliseconds in marks],
        )
        study.undo()
        assert parts(study) == (spans, marks)


def surviving(old: str, edits: Edits, start: int, end: int) -> Anchor | None:
    """From the first to the last character of old[start:end] that stayed, with replacements that began inside it."""
    traced, effective = trace(old, edits)
    kept = traced.places(start, end)
    if not kept:
        return None
    own = {
        number
        for number, (first, last, _) in enumerate(effective)
        if start <= first and last <= end and last > start and first < end
    }
    typed = [at for at, number in enumerate(traced.typed_by) if number in own]
    return Anchor(min(kept + typed), max(kept + typed) + 1)

"""Corrections against an oracle that follows every character: passages follow, are listed as changed, or are in doubt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spanveld.model.changes import ChangeMap, Edit, between, fates
from spanveld.model.text import Anchor
from tests.model.oracle import NEW, PIECES, SENTENCE, edits_of, occurrences, spans_of, texts, trace

ANYTHING = st.sampled_from([*NEW, *PIECES, SENTENCE, "De lamp"])


@given(st.data())
def test_an_edit_script_gives_the_text_that_a_character_by_character_edit_gives(data: st.DataObject) -> None:
    old = data.draw(texts())
    edits = data.draw(edits_of(old, ANYTHING))
    assert ChangeMap(old, (Edit(*edit) for edit in edits)).apply(old) == trace(old, edits)[0].text


@given(st.data())
def test_with_the_edits_given_each_passage_fares_as_its_characters_did(data: st.DataObject) -> None:
    old = data.draw(texts())
    edits = data.draw(edits_of(old, ANYTHING))
    spans = data.draw(spans_of(old))
    traced, effective = trace(old, edits)
    change = ChangeMap(old, (Edit(*edit) for edit in edits))
    outcomes = fates(old, traced.text, change, spans, given=True)
    assert len(outcomes) == len(spans)
    for (start, end), outcome in zip(spans, outcomes, strict=True):
        survivors = traced.places(start, end)
        inside = [
            number
            for number, edit in enumerate(effective)
            if start <= edit[0] and edit[1] <= end and (start < edit[0] or edit[0] < edit[1]) and edit[0] < end
        ]
        typed = [at for at, number in enumerate(traced.typed_by) if number in inside]
        if not survivors:
            once = occurrences(old, old[start:end]) == 1 == occurrences(traced.text, old[start:end])
            place = Anchor(at := traced.text.find(old[start:end]), at + end - start) if once else None
            assert (outcome.fate, outcome.anchor) == (("placed", place) if once else ("doubt", None))
        elif survivors == list(range(survivors[0], survivors[0] + end - start)):
            assert (outcome.fate, outcome.anchor) == ("follows", Anchor(survivors[0], survivors[-1] + 1))
        else:
            place = Anchor(min(survivors + typed), max(survivors + typed) + 1)
            assert (outcome.fate, outcome.anchor) == ("changed", place)


@given(st.data())
def test_comparing_two_texts_gives_edits_that_lead_from_one_to_the_other(data: st.DataObject) -> None:
    old, new = data.draw(texts()), data.draw(texts())
    assert between(old, new).apply(old) == new


MADE = {
    "deletions": st.just(""),
    "insertions": st.sampled_from([SENTENCE, *PIECES, *NEW]),
    "replacements": st.sampled_from([new for new in NEW if new]),
    "deletions and replacements": st.sampled_from(NEW),
}


@given(st.data(), st.sampled_from(sorted(MADE)))
def test_with_only_the_new_text_no_passage_is_silently_on_words_that_were_another_passage(
    data: st.DataObject, kind: str
) -> None:
    old = data.draw(texts())
    edits = data.draw(edits_of(old, MADE[kind]))
    if kind == "insertions":
        edits = [(start, start, text) for start, _, text in edits]
    sentences = [(at, at + len(SENTENCE)) for at in range(len(old)) if old.startswith(SENTENCE, at)]
    spans = [*sentences, (0, 1), (len(old) - 1, len(old)), (0, len(old))]
    traced, _ = trace(old, edits)
    outcomes = fates(old, traced.text, between(old, traced.text), spans, given=False)
    assert len(outcomes) == len(spans)
    for (start, end), outcome in zip(spans, outcomes, strict=True):
        if outcome.anchor is None:
            assert outcome.fate == "doubt"
        elif outcome.fate != "changed":
            its_own = {*range(start, end), None}
            assert its_own.issuperset(traced.origins[outcome.anchor.start : outcome.anchor.end])
            assert traced.text[outcome.anchor.start : outcome.anchor.end] == old[start:end]


@given(st.data())
def test_with_only_the_new_text_passages_away_from_the_edits_follow(data: st.DataObject) -> None:
    """Caution must not become refusal: words between others that occur once stay where they are."""
    old = "eerste " + data.draw(texts()) + " tweede midden derde " + data.draw(texts()) + " laatste"
    middle = old.index("midden")
    new = old[:middle] + data.draw(st.sampled_from(["", "Ω", SENTENCE, "midden en "])) + old[middle:]
    spans = [(at, at + len(SENTENCE)) for at in range(len(old)) if old.startswith(SENTENCE, at)]
    grown = len(new) - len(old)
    for (start, end), outcome in zip(spans, fates(old, new, between(old, new), spans, given=False), strict=True):
        moved = 0 if end < middle else grown
        if grown:
            assert (outcome.fate, outcome.anchor) == ("follows", Anchor(start + moved, end + moved))

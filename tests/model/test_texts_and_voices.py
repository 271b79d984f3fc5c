"""What a text is, how a place in it is proved, and whose word a passage is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.model.errors import Refused
from spanveld.model.marks import Speech, Spoken, source_kind
from spanveld.model.text import Anchor, checksum, clean, fault_in, sha256, span_of

TEXT = "Eén 👩‍🚒 🇳🇱 e\u0301"
TURNS = [Spoken(0, 10, "R1"), Spoken(10, 20, ""), Spoken(20, 30, "R2"), Spoken(30, 40, "R1"), Spoken(35, 45, "R3")]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa", "a"),
        ("\ufeff\ufeffa", "\ufeffa"),
        ("a\ufeffb", "a\ufeffb"),
        ("\r\r\n\n\r", "\n\n\n\n"),
        ("e\u0301 \u00e9 \u2028 \x85 \t ", "e\u0301 \u00e9 \u2028 \x85 \t "),
        ("", ""),
    ],
)
def test_only_the_mark_at_the_start_and_the_line_ends_are_changed(given: str, stored: str) -> None:
    assert clean(given) == stored


@given(st.text())
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert "\r" not in once
    if not once.startswith("\ufeff"):
        assert clean(once) == once


@pytest.mark.parametrize(
    ("text", "fault"), [("a\0b", "U+0000"), ("a\ud83d", "U+D83D"), ("\udc00", "U+DC00"), (TEXT, "")]
)
def test_what_no_text_may_hold_is_named(text: str, fault: str) -> None:
    assert fault_in(text) == fault


def test_a_place_is_half_open_in_code_points() -> None:
    at = TEXT.index("🇳🇱")
    assert span_of(TEXT, at, at + 2) == Anchor(at, at + 2)
    assert span_of(TEXT, 0, 1) == Anchor(0, 1)
    assert span_of(TEXT, len(TEXT) - 1, len(TEXT)) == Anchor(len(TEXT) - 1, len(TEXT))


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (-1, 3, "cannot be negative"),
        (3, 3, "must come after"),
        (5, 2, "must come after"),
        (0, 999, "only has|has only 13"),
    ],
)
def test_a_place_that_is_none_is_refused(start: int, end: int, message: str) -> None:
    with pytest.raises(Refused, match=message):
        span_of(TEXT, start, end)


@given(st.text(min_size=2, max_size=20), st.data())
def test_the_checksum_changes_with_a_bound_or_a_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    proof = checksum(text, start, end)
    assert proof == checksum(text, start, end)
    assert -(2**63) <= proof < 2**63
    assert proof not in {checksum(text, start + 1, end), checksum(text, start, end - 1), checksum(text, start, end + 1)}
    at = data.draw(st.integers(start, end - 1))
    other = text[:at] + chr((ord(text[at]) + 1) % 0xD800) + text[at + 1 :]
    assert other == text or checksum(other, start, end) != proof


def test_the_hash_of_a_text_is_that_of_its_bytes() -> None:
    assert sha256("één") == "51c4a8ee9d588c3aeb9b5797b28ce35614241601b871e6d7549641cfac064e00"


@pytest.mark.parametrize(
    ("start", "end", "voices"),
    [
        (0, 5, ("R1",)),
        (9, 11, ("R1",)),
        (10, 20, ()),
        (5, 25, ("R1", "R2")),
        (19, 20, ()),
        (20, 21, ("R2",)),
        (29, 36, ("R2", "R1", "R3")),
        (36, 44, ("R1", "R3")),
        (45, 50, ()),
    ],
)
def test_open_voices_are_those_who_speak_there_without_the_interviewer(
    start: int, end: int, voices: tuple[str, ...]
) -> None:
    assert Speech(TURNS, ("R1", "R2", "R3")).voices(start, end) == voices


@pytest.mark.parametrize(("participants", "voices"), [(("R1",), ("R1",)), (("R1", "R2"), ()), ((), ())])
def test_without_turns_it_is_the_source_s_participant_where_there_is_exactly_one(
    participants: tuple[str, ...], voices: tuple[str, ...]
) -> None:
    assert Speech(None, participants).voices(0, 5) == voices


def test_outside_every_turn_it_is_nobody_s_word_even_with_one_participant() -> None:
    assert Speech([Spoken(0, 4, "R1")], ("R1",)).voices(5, 9) == ()
    assert Speech([Spoken(0, 4, ""), Spoken(4, 9, "")], ("R1",)).voices(0, 9) == ()


@pytest.mark.parametrize(
    ("basis", "kind", "found"),
    [
        ("resp", "document", "interview"),
        ("resp_group", "document", "interview"),
        ("resp_unnumbered", "document", "interview"),
        ("fieldnote", "interview", "field_notes"),
        ("document", "meeting", "document"),
        ("inference", "interview", "interview"),
        ("author", "document", "document"),
        ("absence", "survey", "survey"),
        ("", "meeting", "meeting"),
    ],
)
def test_the_kind_of_source_of_a_passage_is_by_its_basis_where_that_names_one(
    basis: str, kind: str, found: str
) -> None:
    assert source_kind(basis, kind) == found

"""The chain of the journal: whole it verifies; whatever is changed, removed, moved or doubled in it is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.model.journal import Entry, canonical, entry_hash, faults, genesis, head_of, salted

SEED = "11111111-2222-3333-4444-555555555555"


def chain(length: int, seed: str = SEED) -> list[Entry]:
    """A journal of so many entries."""
    entries: list[Entry] = []
    previous = genesis(seed)
    for number in range(1, length + 1):
        changes = [["coding", [number], None, {"code_id": number, "memo": {"erasable": number, "digest": "ab"}}]]
        entry = Entry(
            number, f"2026-01-01T00:00:{number:02}", "ann", "add coding", None, ["passage:P1"], changes, previous, ""
        )
        entries.append(replace(entry, hash=entry_hash(entry)))
        previous = entries[-1].hash
    return entries


def places(entries: list[Entry], head: str = "") -> list[tuple[int, str]]:
    """Where something is wrong."""
    return [(problem.line, problem.column) for problem in faults(entries, SEED, head)]


def test_a_whole_chain_verifies() -> None:
    assert faults(chain(5), SEED) == []
    assert faults([], SEED) == []


def test_a_chain_of_another_study_does_not_verify() -> None:
    assert places(chain(3, "another")) == [(1, "previous")]


CHANGED: dict[str, Any] = {
    "sequence": 9,
    "time": "2026-01-01T00:00:59",
    "actor": "ben",
    "action": "remove coding",
    "target": 1,
    "subjects": ["passage:P2"],
    "changes": [],
    "previous": "0" * 64,
    "hash": "0" * 64,
}


@pytest.mark.parametrize("number", [0, 2, 4])
@pytest.mark.parametrize("field", CHANGED)
def test_any_changed_field_of_any_entry_is_found_there(field: str, number: int) -> None:
    entries = chain(5)
    entries[number] = replace(entries[number], **{field: CHANGED[field]})
    found = places(entries)
    assert found
    assert {line for line, _ in found} <= {number + 1, number + 2, CHANGED["sequence"]}


def test_every_field_of_an_entry_is_tried_above() -> None:
    assert set(CHANGED) == set(Entry.__slots__)


def test_an_entry_that_was_changed_and_signed_anew_is_found_at_the_next_one() -> None:
    entries = chain(5)
    forged = replace(entries[1], actor="ben")
    entries[1] = replace(forged, hash=entry_hash(forged))
    assert places(entries) == [(3, "previous")]


def test_a_removed_entry_is_found() -> None:
    entries = chain(5)
    assert places(entries[:1] + entries[2:]) == [(3, "sequence")]
    assert places(entries[1:]) == [(2, "sequence")]


def test_two_entries_that_changed_places_are_found() -> None:
    first, second, third = chain(3)
    assert places([first, third, second]) == [(3, "sequence"), (2, "sequence")]


def test_an_entry_that_stands_twice_is_found() -> None:
    first, second, third = chain(3)
    assert places([first, second, second, third]) == [(2, "sequence")]


def test_a_cut_tail_is_seen_only_against_an_exported_head() -> None:
    entries = chain(5)
    head = head_of(entries[4])
    assert places(entries, head) == []
    assert places(entries[:4]) == [], "no chain can tell by itself that it once was longer"
    assert places(entries[:4], head) == [(5, "head")]
    assert places([], head) == [(5, "head")]


def test_a_head_stays_valid_when_the_journal_grows() -> None:
    assert places(chain(7), head_of(chain(5)[4])) == []


@pytest.mark.parametrize("head", ["5:" + "0" * 64, "nonsense", "5", ":", "²:abc", "-1:abc", "6:" + "0" * 64])
def test_a_head_of_another_journal_is_no_head_of_this_one(head: str) -> None:
    assert [column for _, column in places(chain(5), head)] == ["head"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(one=VALUES, other=VALUES)
def test_two_contents_share_a_hash_only_where_they_are_equal(one: object, other: object) -> None:
    entry = chain(1)[0]
    same = entry_hash(replace(entry, changes=one)) == entry_hash(replace(entry, changes=other))
    assert same == (canonical(one) == canonical(other))


def test_the_order_of_keys_does_not_matter_to_a_hash() -> None:
    entry = chain(1)[0]
    assert entry_hash(replace(entry, changes={"a": 1, "é": 2})) == entry_hash(replace(entry, changes={"é": 2, "a": 1}))


def test_the_same_words_under_another_salt_have_another_digest() -> None:
    assert salted(b"one", "stil") != salted(b"two", "stil")
    assert salted(b"one", "stil") == salted(b"one", "stil") != salted(b"one", "luid")

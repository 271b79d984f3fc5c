"""Who is spoken of: whole words inside coded passages, each counted once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.mentions import Mentioned, Mentions, mentioned_in, mentions_in, places_of

TEXT = "De gemeente zwijgt. De Gemeenteraad niet; GEMEENTE en politie wel. De politie-actie was 👮 gemeente."
WORDS = {"GEM": ("gemeente", "gemeenten"), "POL": ("politie",), "RAAD": ("gemeenteraad", "de raad")}
WHOLE = [(0, len(TEXT))]


def test_a_word_counts_as_a_whole_word_in_upper_or_lower_case() -> None:
    assert mentions_in(TEXT, WHOLE, WORDS) == {"GEM": Mentions(1, 3), "POL": Mentions(1, 2), "RAAD": Mentions(1, 1)}


def test_only_words_inside_passages_count_and_each_of_them_once() -> None:
    first = TEXT.index("zwijgt")
    spans = [(0, first), (0, first + 6), (3, 11)]
    assert mentions_in(TEXT, spans, WORDS) == {"GEM": Mentions(3, 1)}
    assert mentions_in(TEXT, [(3, 10)], WORDS) == {}, "a word that sticks out of the passage is not in it"
    assert mentions_in(TEXT, [], WORDS) == {}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("de raad", 1),
        ("De  raad", 0),
        ("de raad de raad", 2),
        ("(de raad)", 1),
        ("onde raad", 0),
        ("de raadszaal", 0),
        ("de_raad", 0),
        ("de raad's", 1),
    ],
)
def test_a_phrase_counts_where_it_stands_whole(text: str, hits: int) -> None:
    found = mentions_in(text, [(0, len(text))], {"RAAD": ("de raad",)})
    assert found == ({"RAAD": Mentions(1, hits)} if hits else {})


def test_the_longest_form_counts_and_signs_in_a_word_mean_themselves() -> None:
    text = "burgemeester en wethouders; B&W (b.v.) bxv"
    words = {"BW": ("burgemeester", "burgemeester en wethouders", "B&W"), "BV": ("b.v",)}
    assert mentions_in(text, [(0, len(text))], words) == {"BW": Mentions(1, 2), "BV": Mentions(1, 1)}


def test_a_party_without_words_is_never_mentioned() -> None:
    assert mentions_in(TEXT, WHOLE, {"X": ()}) == {}


def test_places_are_code_points() -> None:
    at = TEXT.rindex("gemeente")
    assert mentions_in(TEXT, [(at, at + 8)], WORDS) == {"GEM": Mentions(1, 1)}


LETTERS = "aAbßſsSkK\u212aiIı\u0130ʼ -é_"
FORMS = st.lists(st.text("absSkKi éı", min_size=1, max_size=3), min_size=1, max_size=3)


@given(st.text(LETTERS, max_size=30), FORMS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=6))
def test_what_is_found_is_what_a_pattern_finds_from_place_to_place(
    text: str, forms: list[str], drawn: list[tuple[int, int]]
) -> None:
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
    places = [match.span() for match in pattern.finditer(text)]
    assert places_of(text, forms) == places
    spans = [(start, start + length) for start, length in drawn]
    holding = tuple(at for at, (s, e) in enumerate(spans) if any(s <= start and end <= e for start, end in places))
    hits = sum(any(s <= start and end <= e for s, e in spans) for start, end in places)
    found = mentioned_in(text, spans, {"X": forms})
    assert found == ({"X": Mentioned(holding, hits)} if hits else {})

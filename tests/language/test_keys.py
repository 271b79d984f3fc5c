"""Keys: one for all forms of a word in Dutch and English, whatever its case and accents; and how texts fall into words and sentences."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.language import keys
from spanveld.language.keys import fold, key, word_places
from spanveld.language.paragraphs import LONGEST, paragraph_at, paragraphs, sentence_at


@pytest.mark.parametrize(
    "forms",
    [
        "gemeente Gemeenten gemeenten GEMEENTEN gemeenten's",
        "lopen loopt liep liepen",
        "coördinatie coördinaties coordinatie COORDINATIES",
        "idee ideeën ideeen",
        "foto foto's foto’s",
        "child children Children's",
        "policy policies",
        "netwerkbijeenkomst netwerkbijeenkomsten",
        "één een ÉÉN",
    ],
)
def test_all_forms_of_a_word_have_one_key(forms: str) -> None:
    assert len({key(form) for form in forms.split()}) == 1


def test_other_words_have_other_keys() -> None:
    assert len({key(word) for word in ("gemeente", "gemeentehuis", "algemeen", "mening", "huis")}) == 5


@given(st.text(min_size=1, max_size=20))
def test_a_key_depends_on_the_folded_word_alone_and_is_never_empty(word: str) -> None:
    found = key(word)
    assert found
    assert all(c.isalnum() and not c.isspace() for c in found)
    assert key(unicodedata.normalize("NFD", word)) == key(unicodedata.normalize("NFC", word))
    assert key(fold(word)) == found


def test_words_have_exact_places_also_beside_emoji_and_accents_that_stand_apart() -> None:
    text = "👩‍🚒 Café’s e\u0301e\u0301n: VNG-directeur, 't z'n 2018!"
    words = [text[start:end] for start, end in word_places(text)]
    assert words == ["Café’s", "e\u0301e\u0301n", "VNG", "directeur", "t", "z'n", "2018"]


@pytest.fixture
def nothing_known() -> Iterator[None]:
    keys.release()
    keys._known.clear()
    yield
    keys.release()
    keys._known.clear()


def test_unpacked_tables_are_let_go_of_and_give_the_same_keys_as_packed_ones(nothing_known: None) -> None:
    words = [
        "vergaderingen",
        "ideeen",
        "netwerkbijeenkomsten",
        "children",
        "ran",
        "zwemmen's",
        "onbekendewoordvormen",
        "cafe's",
    ]
    keys.expect_many()
    unpacked = keys._Unpacked.present
    assert unpacked is not None
    before = keys.keys_of(words)
    keys.release()
    keys._known.clear()
    assert keys._Unpacked.present is None
    assert keys.keys_of(words) == before
    assert before[:2] == ["vergadering", "idee"]
    assert keys._Unpacked.present is None, "a few words have the tables unpacked"


@given(
    st.lists(
        st.sampled_from(["gemeente", "een", "raad", "ide", "loop", "wet", "child", "co", "o"]), min_size=1, max_size=3
    ).map("".join)
)
def test_packed_or_not_a_word_has_one_key(word: str) -> None:
    keys.expect_many()
    assert keys._Unpacked.held().key(word) == keys._packed().key(word)


def test_tables_that_nobody_needs_any_more_go_by_themselves(
    monkeypatch: pytest.MonkeyPatch, nothing_known: None
) -> None:
    monkeypatch.setattr(keys, "GRACE", 0.05)
    keys.expect_many()
    for _ in range(100):
        time.sleep(0.05)
        if keys._Unpacked.present is None:
            break
    assert keys._Unpacked.present is None


def test_what_was_learnt_needs_no_tables(monkeypatch: pytest.MonkeyPatch, nothing_known: None) -> None:
    keys.learn({"kwartiermakers": "kwartiermaker"})
    monkeypatch.setattr(keys, "_tables", lambda: pytest.fail("the tables were read"))
    assert key("Kwartiermakers") == "kwartiermaker"
    assert keys.unknown(["Kwartiermakers", "iets"]) == ["iets"]


@given(st.text("ab \n.", max_size=60))
def test_paragraphs_are_the_lines_of_a_text(text: str) -> None:
    places = list(paragraphs(text))
    assert [text[start:end] for start, end in places] == text.split("\n")


def test_a_line_beyond_measure_is_parted_at_blanks() -> None:
    text = "woord " * (LONGEST // 3)
    places = list(paragraphs(text))
    assert "".join(text[start:end] for start, end in places) == text
    assert max(end - start for start, end in places) <= LONGEST
    assert all(text[start:end].endswith(" ") for start, end in places)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("kwam", "Dhr. A. Smit kwam om 3.15 uur."),
        ("Waarom", "'Waarom?'"),
        ("weet", "Niemand weet het…"),
        ("einde", "einde zonder punt"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(word: str, sentence: str) -> None:
    text = "Titel\nDhr. A. Smit kwam om 3.15 uur. 'Waarom?' Niemand weet het… \n  einde zonder punt  "
    at = text.index(word)
    assert text[slice(*sentence_at(text, at, at + len(word)))] == sentence


def test_what_runs_over_sentences_and_lines_keeps_all_of_them() -> None:
    text = "Een. Twee.\nDrie. Vier."
    assert text[slice(*sentence_at(text, 6, 13))] == "Twee.\nDrie."
    assert text[slice(*paragraph_at(text, 6, 8))] == "Een. Twee."

"""What was typed with other capitals and accents compares equal."""

from __future__ import annotations

import unicodedata

from hypothesis import given

from spanveld.language.folding import folded
from tests.strategies import source_texts


@given(text=source_texts())
def test_a_text_is_folded_as_unicode_folds_it_letter_by_letter(text: str) -> None:
    plain = unicodedata.normalize("NFKD", text.casefold())
    assert folded(text) == "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@given(text=source_texts())
def test_capitals_and_the_way_accents_are_written_make_no_difference(text: str) -> None:
    assert (
        folded(text)
        == folded(text.upper().lower())
        == folded(unicodedata.normalize("NFD", text))
        == folded(folded(text))
    )


def test_letters_that_are_written_as_one_become_two() -> None:
    assert folded("Straße, ﬁets, É, E\u0301e\u0301n, ½") == "strasse, fiets, e, een, 1⁄2"

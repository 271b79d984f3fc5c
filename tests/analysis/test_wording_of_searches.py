"""A phrase stands where its words follow each other in one of their forms, whatever is between the words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.analysis.searching import Wording
from spanveld.language.keys import fold, word_places

PLAIN = ("raad", "Raden", "RAÁD", "de ", " ", "-", "’", "'s", "beraad ", "_", ", ", "\n", "é")
ODD = ("ß", "\u0301", "™", "㊀", "👩‍🚒", "ﬁ", "e\u0301e")
TEXTS = st.lists(st.sampled_from(PLAIN), max_size=12).map("".join) | st.lists(
    st.sampled_from(PLAIN + ODD), max_size=12
).map("".join)
WORDS = st.sets(st.sampled_from(["raad", "raden", "raad's", "de", "beraad", "ee", "s", "strasse"]), max_size=2)
FORMS = st.tuples(st.just({"raad", "raden"}) | WORDS, st.lists(WORDS, max_size=2)).map(lambda its: [its[0], *its[1]])
MANY = settings(max_examples=settings().max_examples * 10)


def by_hand(forms: list[set[str]], text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = list(word_places(text, start, end))
    found = []
    for at in range(len(words) - len(forms) + 1):
        its = words[at : at + len(forms)]
        if all(fold(text[first:last]) in known for (first, last), known in zip(its, forms, strict=True)):
            found.append((its[0][0], its[-1][1]))
    return found


@MANY
@given(forms=FORMS, text=TEXTS, data=st.data())
def test_a_phrase_is_found_where_a_plain_look_at_all_words_finds_it(
    forms: list[set[str]], text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = by_hand(forms, text, start, end)
    assert Wording(forms).spans(text, start, end) == expected
    if len(forms) == 1:  # told how many there are
        assert Wording(forms).spans(text, start, end, len(expected)) == expected

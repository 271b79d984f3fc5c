"""Texts and words as they come in: kept to the code point, sliced by code points, and refused where no text can hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from spanveld.model.errors import Refused
from spanveld.model.text import sha256
from spanveld.session import Study, start_study
from spanveld.store.schema import text_table
from tests.conftest import Addresses, postgres_addresses, sqlite_addresses
from tests.session.samples import assert_sound, dump, put, sample

FIREFIGHTER = "👩🏽\u200d🚒"
FAMILY = "👨\u200d👩\u200d👧"
FLAG = "🇳🇱"
ACCENTS = "e\u0301e\u0301n \u00e9\u00e9n"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def study(request: pytest.FixtureRequest) -> Iterator[Study]:
    """One study for all of these tests: each brings in a source of its own, or is refused and changes nothing."""
    here = request.param == "sqlite"
    for fresh in sqlite_addresses() if here else postgres_addresses(request.getfixturevalue("postgres")):
        with put(fresh(), sample(), "ann") as opened:
            yield opened


def bring_in(study: Study, text: str) -> str:
    return study.sources.add("", text, kind="document")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("een\r\ntwee\r\n", "een\ntwee\n"),
        ("een\rtwee\r", "een\ntwee\n"),
        ("een\r\r\ntwee\n\rdrie", "een\n\ntwee\n\ndrie"),
        ("\ufeffeen\ufefftwee", "een\ufefftwee"),
        ("\teen\t\ttwee \n", "\teen\t\ttwee \n"),
        (f"{FIREFIGHTER}{FAMILY}", f"{FIREFIGHTER}{FAMILY}"),
        (f"{FLAG}{FLAG} ❤\ufe0f", f"{FLAG}{FLAG} ❤\ufe0f"),
        (ACCENTS, ACCENTS),
        ("\ufb01 \u212b \u00a0\u2028\u0085\x0b", "\ufb01 \u212b \u00a0\u2028\u0085\x0b"),
    ],
    ids=["crlf", "cr", "mixed", "bom", "tabs", "joiners", "flags", "accents", "compatibility"],
)
def test_a_text_is_kept_as_it_came_but_for_line_ends_and_a_first_mark(study: Study, given: str, stored: str) -> None:
    new = bring_in(study, given)
    assert study.sources.open(new).text == stored
    with study._store.reading() as connection:
        row = connection.execute(select(text_table).order_by(text_table.c.id.desc()).limit(1)).one()
    assert (row.sha256, row.length) == (sha256(stored), len(stored))
    study.sources.correct(new, text=f"{given}\r\n.")
    assert study.sources.open(new).text == f"{stored}\n."


@pytest.mark.parametrize("quote", [FIREFIGHTER, FAMILY, FLAG, ACCENTS, "\u200d", "\u0301", "🏽"])
def test_a_passage_over_any_characters_gives_back_its_very_words(study: Study, quote: str) -> None:
    for before, after in (("", ""), ("", " achteraan"), ("vooraan ", ""), ("één ", " midden"), ("👍🏽", "👍🏽")):
        new = bring_in(study, before + quote + after)
        name = study.passages.add(new, len(before), len(before) + len(quote))
        opened = study.sources.open(new)
        (passage,) = opened.passages
        assert passage.passage == name
        assert opened.text[passage.start : passage.end] == quote


def test_the_first_and_the_last_character_can_be_marked_and_none_beyond(study: Study) -> None:
    body = f"{FLAG} is stil e\u0301"
    new = bring_in(study, body)
    study.passages.add(new, 0, 1, passage="first")
    study.passages.add(new, len(body) - 1, len(body), passage="last")
    study.passages.add(new, 0, len(body), passage="all")
    found = {item.passage: body[item.start : item.end] for item in study.sources.open(new).passages}
    assert found == {"first": FLAG[0], "last": "\u0301", "all": body}
    assert_sound(study)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (-1, 2, "The passage starts at -1; a position cannot be negative."),
        (-5, -1, "The passage starts at -5; a position cannot be negative."),
        (2, 2, "The passage starts at 2 and ends at 2; the end must come after the start."),
        (3, 1, "The passage starts at 3 and ends at 1; the end must come after the start."),
        (0, 5, "The passage ends at 5, but the text has only 4 characters."),
        (4, 5, "The passage ends at 5, but the text has only 4 characters."),
    ],
)
def test_a_place_that_is_none_is_refused_in_so_many_words(study: Study, start: int, end: int, message: str) -> None:
    new = bring_in(study, f"a{FLAG}b")
    with pytest.raises(Refused) as refused:
        study.passages.add(new, start, end)
    assert str(refused.value) == message
    assert study.sources.open(new).passages == ()


WORDS: dict[str, Callable[[Study, str], object]] = {
    "text": lambda study, bad: study.sources.add("new", bad, kind="document"),
    "corrected text": lambda study, bad: study.sources.correct("night", edits=[(0, 1, bad)]),
    "title": lambda study, bad: study.sources.add("new", "a", kind="document", title=bad),
    "memo": lambda study, bad: study.memos.add(bad),
    "edited memo": lambda study, bad: study.memos.edit(1, text=bad),
    "memo of a passage": lambda study, bad: study.passages.add("night", 0, 1, memo=bad),
    "statement": lambda study, bad: study.findings.add("perform", "works", bad),
    "edited statement": lambda study, bad: study.findings.edit("F1", statement=bad),
    "note": lambda study, bad: study.evidence.add("F2", "P1", "supports", note=bad),
    "overview": lambda study, bad: study.overviews.write("night", [bad]),
    "theme": lambda study, bad: study.overviews.write("night", ["kou"], theme=bad),
    "attribute": lambda study, bad: study.attributes.set("source:night", "weer", bad),
    "name of an attribute": lambda study, bad: study.attributes.set("source:night", bad, "ja"),
    "name of a coder": lambda study, bad: study.coders.edit("ann", name=bad),
    "words of a party": lambda study, bad: study.parties.edit("LIB", mentions=("bieb", bad)),
    "label": lambda study, bad: study.codes.create("aspect", "new", label_nl=bad),
    "identifier": lambda study, bad: study.cases.add(bad),
    "identifier of a passage": lambda study, bad: study.passages.add("night", 0, 1, passage=bad),
    "passage that is not there": lambda study, bad: study.passages.extend(bad, 0, 1),
    "source that is not there": lambda study, bad: study.sources.open(bad),
    "code that is not there": lambda study, bad: study.codings.add("P2", f"aspect/{bad}"),
    "thing to be removed": lambda study, bad: study.remove(f"passage:{bad}"),
    "coder who acts": lambda study, bad: Study(study._store, bad).memos.add("Zo."),
}


@pytest.mark.parametrize("what", WORDS)
def test_no_words_of_any_kind_hold_a_nul_or_half_a_pair(study: Study, what: str) -> None:
    before, head = dump(study), study.journal().head
    for bad in ("a\0b", "a\ud83db", "\udcff"):
        with pytest.raises(Refused):
            WORDS[what](study, bad)
    assert study.journal().head == head
    assert dump(study) == before


@pytest.mark.parametrize("bad", ["a\0b", "a\ud83db"], ids=["nul", "half a pair"])
def test_a_study_with_such_a_title_is_not_made(files: Addresses, bad: str) -> None:
    path = files()
    with pytest.raises(Refused):
        start_study(path, identifier="room", title=bad).close()
    start_study(path, identifier="room", title="De leeszaal").close()

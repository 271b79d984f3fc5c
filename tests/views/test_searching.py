"""A search finds what a plain look through all words finds, in the same order on either kind of database, with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.language.keys import key
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.views.searching import Hits
from tests.conftest import Addresses, Places
from tests.session.samples import put, sample

HEAVY = settings(max_examples=settings().max_examples // 2)
WORDS = (
    "gemeente",
    "Gemeenten",
    "gemeentehuis",
    "idee",
    "ideeën",
    "ideeen",
    "e\u0301e\u0301n",
    "één",
    "child",
    "children",
    "👩‍🚒",
    "R1:",
    "foto’s",
)
LINES = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
BODIES = st.lists(LINES, min_size=1, max_size=4).map("\n".join)
ASKED = st.lists(st.sampled_from([word for word in WORDS if word[0].isalpha()]), min_size=1, max_size=3)


def small_study(identifier: str, texts: list[str], memos: list[str]) -> StudyContent:
    names = [f"s{number}" for number in range(len(texts))]
    known = {
        "coder": (r.Coder("ann"),),
        "source": tuple(r.Source(name, "interview", f"sources/{name}.txt") for name in names),
        "memo": tuple(r.Memo("source:s0", "note", text=memo) for memo in dict.fromkeys(memos) if memo.strip()),
    }
    return StudyContent(identifier, "", "nl", records=known, texts=dict(zip(names, texts, strict=True)))


def words_of(line: str) -> list[tuple[int, int, str]]:
    """(start, end, key) of each word, by another reading of what a word is."""
    found = re.finditer(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=\w))*", line)
    return [(m.start(), m.end(), key(m.group())) for m in found]


def looked_through(
    bodies: dict[str, list[str]], asked: list[str], how: str
) -> set[tuple[str, int, tuple[tuple[int, int], ...]]]:
    """(kind, start of the paragraph, places) of every paragraph in which all stands that was asked for."""
    found = set()
    for kind, texts in bodies.items():
        for number, text in enumerate(texts):
            at = 0
            for line in text.split("\n"):
                words, wanted = words_of(line), [key(word) for word in asked]
                spans: list[list[tuple[int, int]]] = [[] for _ in wanted]
                if how == "phrase":
                    spans = [[]]
                    for place in range(len(words) - len(wanted) + 1):
                        if [word[2] for word in words[place : place + len(wanted)]] == wanted:
                            spans[0].append((words[place][0], words[place + len(wanted) - 1][1]))
                else:
                    for place, one in enumerate(wanted):
                        spans[place] = [(a, b) for a, b, k in words if (k == one if how == "words" else one in k)]
                if all(spans):
                    every = sorted({span for each in spans for span in each}, key=lambda s: (s[0], -s[1]))
                    kept: list[tuple[int, int]] = []
                    for span in every:
                        if not kept or span[1] > kept[-1][1]:
                            kept.append(span)
                    found.add((f"{kind}{number}", at, tuple((at + a, at + b) for a, b in kept)))
                at += len(line) + 1
    return found


def seen(hits: Hits, memos: list[str], study: Study) -> set[tuple[str, int, tuple[tuple[int, int], ...]]]:
    texts = study.content().texts
    found = set()
    for hit in hits.items:
        body = texts[hit.source] if hit.kind == "text" else None
        name = f"text{hit.source[1:]}" if hit.kind == "text" else "memo"
        if body is not None:
            assert body[hit.snippet_start : hit.snippet_start + len(hit.snippet)] == hit.snippet
            assert all(hit.start <= a < b <= hit.end for a, b in hit.spans)
        found.add((name, hit.start, hit.spans))
    return found


@HEAVY
@given(
    texts=st.lists(BODIES, min_size=1, max_size=3),
    memos=st.lists(LINES, max_size=2),
    asked=ASKED,
    how=st.sampled_from(["words", "phrase", "part"]),
)
def test_every_hit_is_one_that_a_plain_look_finds_and_none_is_missed(
    places: Places, texts: list[str], memos: list[str], asked: list[str], how: str
) -> None:
    address, identifier = places()
    memos = [memo for memo in dict.fromkeys(memos) if memo.strip()]
    with put(address, small_study(identifier, texts, memos), "ann") as study:
        hits = study.search(" ".join(asked), phrase=how == "phrase", substring=how == "part", limit=1000)
        expected = looked_through({"text": texts, "memo": memos}, asked, how)
        assert seen(hits, memos, study) == {(re.sub("memo.*", "memo", name), *rest) for name, *rest in expected}
        assert hits.total == len(expected)
        assert hits.by_kind.get("text", 0) == sum(name.startswith("text") for name, *_ in expected)
        assert {s.source: s.hits for s in hits.sources} == {
            f"s{n}": sum(name == f"text{n}" for name, *_ in expected)
            for n in range(len(texts))
            if any(name == f"text{n}" for name, *_ in expected)
        }
        spans = [
            (f"text{p.source[1:]}", p.start, p.end)
            for p in study.places(" ".join(asked), phrase=how == "phrase", substring=how == "part")
        ]
        assert sorted(spans) == sorted(
            (name, a, b) for name, _, its in expected if name.startswith("text") for a, b in its
        )


@pytest.mark.postgres
@HEAVY
@given(texts=st.lists(BODIES, min_size=1, max_size=3), asked=ASKED, how=st.sampled_from(["words", "phrase", "part"]))
def test_either_kind_of_database_gives_the_same_in_the_same_order(
    files: Addresses, postgres: Any, texts: list[str], asked: list[str], how: str
) -> None:
    database = postgres.new_database()
    content = small_study("s", texts, [*texts[:1]])
    try:
        answers = []
        for address in (files(), postgres.url(database)):
            with put(address, content, "ann") as study:
                values = {"phrase": how == "phrase", "substring": how == "part"}
                answers.append((study.search(" ".join(asked), **values), study.in_context(" ".join(asked), **values)))
        assert answers[0] == answers[1]
    finally:
        postgres.drop_database(database)


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def found(hits: Hits) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.subject, hit.source) for hit in hits.items]


def test_texts_memos_statements_and_main_points_are_searched(study: Study) -> None:
    study.memos.add("De lampen hangen scheef.", subject="passage:P1")
    study.passages.edit("P3", memo="geen lamp te zien")
    study.overviews.write("notes", ["Er was een lamp."])
    assert set(found(study.search("lamp"))) == {
        ("text", "source:night", "night"),
        ("memo", "passage:P1", "night"),
        ("memo", "passage:P3", "night"),
        ("finding", "finding:F1", ""),
        ("overview", "source:notes", "notes"),
    }
    assert {kind for kind, *_ in found(study.search("lamp", where="memos"))} == {"memo"}
    assert found(study.search("lamp", where="findings")) == [("finding", "finding:F1", "")]
    assert found(study.search("lamp", where="overview")) == [("overview", "source:notes", "notes")]
    assert study.search("lamp", where="texts").total == 3


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        ({"kind": "field_notes"}, set()),
        ({"kind": "interview"}, {"night"}),
        ({"wave": "W1"}, {"night"}),
        ({"wave": "W2"}, set()),
        ({"sub_case": "west"}, set()),
        ({"participant": "R2"}, {"night"}),
        ({"party": "SCH"}, {"night"}),
        ({"level": "reader"}, {"night"}),
        ({"level": "observer"}, set()),
        ({"source": "night", "kind": "interview"}, {"night"}),
    ],
)
def test_sources_are_chosen_by_what_is_known_of_them(study: Study, filters: dict[str, str], sources: set[str]) -> None:
    hits = study.search("lamp", **filters)
    assert {source for _, _, source in found(hits)} == sources
    assert all(hit.kind != "finding" for hit in hits.items)
    assert hits.filters == filters


@pytest.mark.parametrize(
    "filters", [{"wave": "W9"}, {"kind": "film"}, {"level": "king"}, {"party": "X"}, {"source": "no"}]
)
def test_what_the_study_does_not_have_is_named(study: Study, filters: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="known are"):
        study.search("lamp", **filters)


@pytest.mark.parametrize("words", ["", "  ", "?!", '""', "👩‍🚒"])
def test_a_question_without_words_is_refused(study: Study, words: str) -> None:
    with pytest.raises(Refused, match="no word"):
        study.search(words)


def test_a_part_of_a_word_needs_two_letters(study: Study) -> None:
    with pytest.raises(Refused, match="2 letters"):
        study.search("e", substring=True)


def test_words_that_are_nowhere_are_simply_not_found(study: Study) -> None:
    hits = study.search("olifant")
    assert (hits.total, hits.items, hits.sources) == (0, (), ())
    assert hits.searched > 5
    assert study.search("olifant", substring=True).total == 0


def test_a_phrase_in_quotation_marks_follows_each_other_and_words_beside_it_do_not_need_to(study: Study) -> None:
    assert study.search('"is uit" lamp', where="texts").total == 3
    assert study.search('"uit is"', where="texts").total == 0


def test_pages_of_hits_follow_each_other_without_gap(study: Study) -> None:
    whole = study.search("de", limit=100).items
    pages = [hit for offset in range(0, len(whole), 2) for hit in study.search("de", limit=2, offset=offset).items]
    assert tuple(pages) == whole


def test_a_paragraph_in_which_it_stands_more_often_goes_before_a_longer_one(addresses: Addresses) -> None:
    texts = ["brug en sluis en dijk en haven en polder en weer een brug", "brug", "brug brug dijk"]
    with put(addresses(), small_study("s", texts, []), "ann") as study:
        assert [hit.source for hit in study.search("bruggen").items] == ["s2", "s1", "s0"]


def test_a_long_paragraph_is_shown_around_what_was_found(addresses: Addresses) -> None:
    text = "voor " * 300 + "de sluis en de sluizen" + " na" * 300
    with put(addresses(), small_study("s", [text], []), "ann") as study:
        (hit,) = study.search("sluis").items
    assert (hit.before, hit.after) == (True, True)
    assert hit.snippet == text[hit.snippet_start : hit.snippet_start + len(hit.snippet)]
    assert "de sluis en de sluizen" in hit.snippet
    assert len(hit.snippet) < 260
    assert not hit.snippet.startswith("oor")


def test_words_stand_in_their_context_in_the_order_of_the_sources(study: Study) -> None:
    lines = study.in_context("lamp", width=8, where="texts")
    assert [(line.left, line.word, line.right) for line in lines.items] == [("De ", "lamp", " is uit.")] * 3 or [
        line.word for line in lines.items
    ] == ["lamp"] * 3
    assert [line.start for line in lines.items] == sorted(line.start for line in lines.items)
    text = study.content().texts["night"]
    assert all(text[line.start : line.end] == line.word for line in lines.items)


def test_a_question_that_finds_too_much_is_refused(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.store.matches.MOST", 1)
    with pytest.raises(Refused, match="more than"):
        study.search("de")

"""All memos in one place: found by words, by what they are on, by kind and author; in order, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study
from spanveld.session.memos import Memos, Wanted, memos_as, memos_of
from tests.session.samples import put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        opened.memos.add("Wie heeft de sleutel?", subject="source:night", date="2024-03-02")
        opened.memos.add("Het is één kou, en géén tocht.", subject="code:aspect/cold", kind="theory", date="2024-03-01")
        opened.memos.add("Bij deze woorden.", subject="passage:P1", kind="method", date="2024-04", author="ben")
        opened.memos.add("Op de bevinding.", subject="finding:F1", kind="reflexive")
        yield opened


def found(study: Study, **wanted: Any) -> list[str]:
    return [memo.text for memo in memos_of(study, Wanted(**wanted)).memos]


def test_every_memo_is_there_those_that_passages_carry_too(study: Study) -> None:
    everything = memos_of(study, Wanted())
    known = {memo.text for memo in study.content().records["memo"]}
    carried = {passage.memo for passage in study.content().records["passage"] if passage.memo}
    assert carried
    assert {memo.text for memo in everything.memos} == known | carried
    assert everything.total == everything.found == len(everything.memos)


def test_words_are_found_whatever_their_case_and_accents_and_all_must_stand_there(study: Study) -> None:
    assert found(study, words="EEN geen") == ["Het is één kou, en géén tocht."]
    assert found(study, words="één kou") == ["Het is één kou, en géén tocht."]
    assert found(study, words="kou sleutel") == []


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        ({"on": "code"}, ["Het is één kou, en géén tocht."]),
        ({"kind": "theory"}, ["Het is één kou, en géén tocht."]),
        ({"subject": "finding:F1"}, ["Op de bevinding."]),
        ({"subject": "code:aspect/cold"}, ["Het is één kou, en géén tocht."]),
        ({"author": "ben", "kind": "method"}, ["Bij deze woorden."]),
        ({"subject": "passage:P2"}, ["een memo"]),
    ],
)
def test_the_list_is_narrowed(study: Study, wanted: dict[str, str], texts: list[str]) -> None:
    assert [text for text in found(study, **wanted) if text in texts] == texts
    others = set(found(study)) - set(found(study, **wanted))
    assert others
    assert not others & set(texts)


def test_memos_on_a_source_are_also_those_on_its_passages(study: Study) -> None:
    texts = found(study, subject="source:night")
    assert {"Wie heeft de sleutel?", "Bij deze woorden.", "een memo"} <= set(texts)
    assert "Op de bevinding." not in texts


def test_they_stand_in_the_order_of_dates_or_of_what_they_are_on(study: Study) -> None:
    dated = [memo.date for memo in memos_of(study, Wanted()).memos]
    assert dated == sorted(dated, reverse=True)
    assert [memo.date for memo in memos_of(study, Wanted(sort="date")).memos] == sorted(dated)
    kinds = [memo.on for memo in memos_of(study, Wanted(sort="subject")).memos]
    assert kinds == sorted(kinds, key=[*dict.fromkeys(kinds)].index)


def test_pages_hold_all_of_them_once(study: Study) -> None:
    whole = [memo.memo for memo in memos_of(study, Wanted()).memos]
    first = memos_of(study, Wanted(), page=1, size=2)
    pages = [memos_of(study, Wanted(), page=number, size=2) for number in range(1, first.pages + 1)]
    assert [memo.memo for page in pages for memo in page.memos] == whole
    assert memos_of(study, Wanted(), page=99, size=2).page == first.pages


def test_a_memo_on_a_passage_says_where_it_lies_and_what_it_says(study: Study) -> None:
    (memo,) = (memo for memo in memos_of(study, Wanted()).memos if memo.text == "Bij deze woorden.")
    assert (memo.subject, memo.source, memo.quote) == ("passage:P1", "night", "De lamp is uit.")


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        ({"on": "turn"}, Refused, "on: there is no 'turn'"),
        ({"kind": "joke"}, Refused, "kind: there is no 'joke'"),
        ({"sort": "words"}, Refused, "sort: there is no 'words'"),
        ({"subject": "P1"}, Refused, "'P1' is no subject"),
        ({"subject": "finding:F9"}, NotFound, "There is no finding 'F9'"),
        ({"subject": "code:aspect/none"}, NotFound, "There is no code 'aspect/none'"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    study: Study, wanted: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        memos_of(study, Wanted(**wanted))


@pytest.mark.parametrize("ending", [".csv", ".md", ".json"])
def test_a_file_holds_what_is_wanted_and_nothing_else(study: Study, ending: str) -> None:
    written = memos_as(study, ending, Wanted(words="sleutel")).decode()
    assert "Wie heeft de sleutel?" in written
    assert "bevinding" not in written.replace("bevindingen", "")


def test_a_change_of_a_memo_is_told_of_that_memo_alone(study: Study) -> None:
    number = study.memos.add("Nog een.", subject="finding:F1")
    study.memos.edit(number, text="Nog één.")
    study.memos.remove(number)
    told = study.changes(0)[-3:]
    assert [(one.action, list(one.subjects)) for one in told] == [
        (action, [f"memo:{number}"]) for action in ("add memo", "edit memo", "remove memo")
    ]


def test_a_view_of_no_memos_is_empty_and_not_wrong(address: str) -> None:
    content = sample("bare")
    records = {**content.records, "memo": (), "passage": tuple(_silent(one) for one in content.records["passage"])}
    with put(address, content.__class__(**{**_fields(content), "records": records}), "ann") as opened:
        empty: Memos = memos_of(opened, Wanted())
    assert (empty.total, empty.found, empty.pages, empty.memos) == (0, 0, 1, ())


def _silent(passage: Any) -> Any:
    from dataclasses import replace

    return replace(passage, memo="")


def _fields(content: Any) -> dict[str, Any]:
    return {name: getattr(content, name) for name in content.__dataclass_fields__}

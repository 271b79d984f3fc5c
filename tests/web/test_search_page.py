"""The page of a search shows what the session finds, opens each answer in its text, and codes what was looked at as one change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words

HTML = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def test_each_answer_shows_what_was_found_and_leads_to_its_place_in_the_text(room: House) -> None:
    shown = read_page(room, "/search?q=lampen&in=texts")
    hits = room.study.search("lampen", where="texts")
    assert words(one(shown, "#results-title")) == f"{hits.total} of {hits.searched} paragraphs"
    items = shown.css(".hits li")
    assert len(items) == len(hits.items) == 3
    body = room.study.content().texts["night"]
    for item, hit in zip(items, hits.items, strict=True):
        address = urlsplit(str(one(item, ".head a").attributes["href"]))
        start, end = map(int, parse_qs(address.query)["at"][0].split("-"))
        assert (start, end) == hit.spans[0]
        assert [words(mark) for mark in item.css("mark")] == [body[first:last] for first, last in hit.spans]
        page = read_page(room, address._replace(fragment="").geturl())
        assert words(one(item, ".said")) in " ".join(words(one(page, f"#{address.fragment}")).split())


def test_kinds_sources_and_pages_lead_to_less(room: House) -> None:
    room.study.memos.add("Nog een lamp.")
    shown = read_page(room, "/search?q=lamp")
    ways = {words(link): str(link.attributes["href"]) for link in shown.css(".kinds a, .in-sources a")}
    hits = room.study.search("lamp")
    assert ways["memos 1"] == "/search?q=lamp&in=memos"
    assert ways["night"] == "/search?q=lamp&source=night"
    assert ways["Passages with these words"] == "/find?q=text%3Alamp"
    assert words(one(read_page(room, ways["memos 1"]), "#results-title")).startswith("1 of")
    assert words(one(read_page(room, ways["night"]), "#results-title")).startswith(f"{hits.by_kind['text']} of")
    read_page(room, ways["Passages with these words"])


def test_words_in_context_stand_in_a_table(room: House) -> None:
    shown = read_page(room, "/search?q=lamp&in=texts&as=lines")
    lines = room.study.in_context("lamp", where="texts").items
    rows = [[cell.text() for cell in row.css("td")] for row in shown.css(".kwic tbody tr")]
    assert [row[1] for row in rows] == [line.word for line in lines]
    for (left, _, right), line in zip(rows, lines, strict=True):
        assert line.left.endswith(left.removeprefix("… "))
        assert line.right.startswith(right.removesuffix(" …"))


def test_the_twins_say_the_same(room: House) -> None:
    client = room.client("ann")
    hits = room.study.search("lamp")
    said = client.get("/search.json?q=lamp").json()
    assert (said["total"], [item["snippet"] for item in said["items"]]) == (hits.total, [h.snippet for h in hits.items])
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=lamp").text.lstrip("\ufeff"))))
    assert [row["source"] for row in rows] == [hit.source for hit in hits.items]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/search.xlsx?q=lamp").content))
    assert len(book.sheetnames) >= 2
    context = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=lamp&as=lines").text.lstrip("\ufeff"))))
    assert [row["word"] for row in context] == [line.word for line in room.study.in_context("lamp").items]


@pytest.mark.parametrize(
    ("query", "said"),
    [("q=%3F!", "no word"), ("q=lamp&wave=W9", "W9"), ("q=l&how=part", "2 letters"), ("q=x&in=y", "y")],
)
def test_what_cannot_be_searched_is_said_on_the_page(room: House, query: str, said: str) -> None:
    assert said in words(one(read_page(room, f"/search?{query}", status=422), "#fault"))


def fields(page: LexborHTMLParser) -> dict[str, str]:
    return {
        str(field.attributes["name"]): str(field.attributes["value"]) for field in page.css("form.confirm input[name]")
    }


def test_what_was_found_is_looked_at_coded_once_and_undone(room: House) -> None:
    page = read_page(room, "/search/code?q=lamp&code=keyword%2Flamp&around=sentence")
    plan = room.study.as_("ann").passages.plan_places(room.study.places("lamp"), ["keyword/lamp"], around="sentence")
    assert len(page.css(".planned li")) == len(plan.new) > 0
    before = len(room.study.content().records["passage"])
    client, form = room.client("ann"), fields(page)
    for _ in range(2):  # a second press makes nothing more
        answer = client.post("/search/code", data=form, headers={**HTML, "Origin": client.base_url.__str__()})
        assert answer.status_code in (200, 303), answer.text
    assert len(room.study.content().records["passage"]) == before + len(plan.new)
    again = read_page(room, "/search/code?q=lamp&code=keyword%2Flamp&around=sentence")
    assert not again.css("form.confirm")
    room.study.as_("ann").undo()
    assert len(room.study.content().records["passage"]) == before


def test_a_plan_that_is_no_longer_true_is_refused_and_shown_anew(room: House) -> None:
    form = fields(read_page(room, "/search/code?q=lamp&code=keyword%2Flamp&around=word"))
    start = room.study.content().texts["notes"].index("raam")
    room.study.sources.correct("notes", edits=[(start, start + 4, "lamp")])
    before = room.study.content()
    client = room.client("ann")
    answer = client.post("/search/code", data=form, headers={**HTML, "Origin": client.base_url.__str__()})
    assert answer.status_code == 409
    assert "has changed since" in answer.text
    assert room.study.content() == before


def test_codes_have_to_be_named_and_known(room: House) -> None:
    assert "which codes" in words(one(read_page(room, "/search/code?q=lamp", status=409), ".wrong"))
    assert "nergens" in words(one(read_page(room, "/search/code?q=lamp&code=keyword%2Fnergens", status=409), ".wrong"))

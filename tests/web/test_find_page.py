"""The page of queries: a query typed or built, its answer with what each number is of, its mistake where it is; and its twins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from spanveld.web.addresses import place_of
from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def asked(room: House, query: str, *, status: int = 200, more: str = "") -> LexborHTMLParser:
    from urllib.parse import urlencode

    return read_page(room, f"/find?{urlencode({'q': query})}{more}", status=status)


def passages(page: LexborHTMLParser) -> list[str]:
    return [words(link) for link in page.css(".found .head .evidence")]


def test_the_page_shows_counts_with_what_they_are_of_and_each_passage_leads_to_its_text(room: House) -> None:
    found = room.study.find("voice:R1")
    page = asked(room, "voice:R1")
    assert words(one(page, "#found-title")) == f"{found.count} of {found.count_of} passages"
    said = [words(each) for each in page.css("ul.counted li")]
    assert said[0].startswith(f"as evidence {found.evidence} of {found.evidence_of}")
    assert said[1:] == [
        f"in {found.sources} of {found.sources_of} sources",
        f"of {found.respondents} of {found.respondents_of} respondents",
    ]
    assert passages(page) == [row.passage for row in found.rows]
    row = found.rows[0]
    assert one(page, ".found .evidence").attributes["href"] == f"/sources/{row.source}#passage-{row.passage}"
    assert words(one(page, ".found .words")) == " ".join(row.quote.split())
    chips = one(page, ".found").css(".chip.code a")
    assert [chip.attributes["href"] for chip in chips] == [place_of("code", code) for code in row.codes]
    assert "Aspect kou" in [words(chip) for chip in chips]


def test_each_voice_leads_to_its_passages_and_its_number_is_theirs(room: House) -> None:
    page = asked(room, "source:* or hedged")
    voices = page.css(".voice-list a")
    assert len(voices) == len(room.study.find("source:* or hedged").voices) > 1
    for voice in voices:
        name, count = words(voice).split()
        query = parse_qs(urlsplit(voice.attributes["href"] or "").query)["q"][0]
        narrower = room.study.find(query)
        assert query == f"(source:* or hedged) and voice:{name}"
        assert int(count) == narrower.evidence


def test_a_mistake_is_shown_where_it_is_with_what_was_probably_meant(room: House) -> None:
    page = asked(room, "voice:R1 and asepct:cold", status=422)
    assert words(one(page, ".fault .wrong")).startswith("At character 14: 'asepct' is no field of this study.")
    assert one(page, ".pointed").text() == "voice:R1 and asepct:cold"
    assert words(one(page, ".pointed mark")) == "asepct"
    better = parse_qs(urlsplit(one(page, ".better").attributes["href"] or "").query)["q"][0]
    assert better == "voice:R1 and aspect:cold"
    assert one(page, "#q").text() == "voice:R1 and asepct:cold"
    assert page.css_first("#found-title") is None
    assert asked(room, better)


@pytest.mark.parametrize("query", ["", "voice:R1", "(", "@nobody", "voice:R1 " * 3000, "not " * 100 + "hedged", "\x00"])
def test_whatever_is_asked_the_page_comes(room: House, query: str) -> None:
    from urllib.parse import urlencode

    answer = room.client("ann").get(f"/find?{urlencode({'q': query})}")
    assert answer.status_code in (200, 422)
    assert 'id="q"' in answer.text


def test_many_passages_come_a_page_at_a_time(room: House) -> None:
    study = room.study.as_("ann")
    study.sources.add("long", "a" * 100, kind="document")
    for end in range(1, 61):
        study.passages.add("long", 0, end)
    every = [row.passage for row in room.study.find("source:long", limit=None).rows]
    shown = [passages(asked(room, "source:long", more=f"&page={number}")) for number in (1, 2, 3)]
    assert list(map(len, shown)) == [25, 25, 10]
    assert [name for page in shown for name in page] == every
    last = asked(room, "source:long", more="&page=3")
    assert words(one(last, ".pages [aria-current]")) == "3"
    assert words(one(last, "#passages-title")) == "Passages 51 to 60 of 60"
    assert passages(asked(room, "source:long", more="&page=99")) == []


def test_the_form_leads_to_the_query_that_it_says_and_the_query_stands_in_the_form(room: House) -> None:
    fields = "f1=aspect&v1=cold&n1=&f2=voice&v2=R1,R2&n2=1&relation=near&distance=50&g1=mood&w1=&m1="
    answer = room.client("ann").get(f"/find?build=1&{fields}")
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    (query,) = parse_qs(where.query)["q"]
    assert (where.path, query) == ("/find", "(aspect:cold and not voice:R1,R2) near:50 mood:*")
    page = asked(room, query)
    left = one(page, '[data-side="left"]').css(".condition")
    assert [
        [one(row, f'[data-is="{part}"] [selected]').attributes.get("value") for part in ("field",)]
        + [one(row, '[data-is="value"]').attributes.get("value")]
        for row in left[:2]
    ] == [["aspect", "cold"], ["voice", "R1,R2"]]
    assert one(left[1], '[data-is="unlike"] [selected]').attributes["value"] == "1"
    assert len(left) == 3
    assert one(page, "#relation [selected]").attributes["value"] == "near"
    assert one(page, "#distance").attributes["value"] == "50"
    offered = [option.attributes["value"] for option in left[0].css("datalist option")]
    assert "cold" in offered


def test_the_form_says_so_where_a_query_is_more_than_it_can_show(room: House) -> None:
    assert "hidden" in one(asked(room, "voice:R1"), ".says-more").attributes
    assert "hidden" not in one(asked(room, "voice:R1 or voice:R2"), ".says-more").attributes


def test_every_field_that_the_form_offers_with_each_of_its_values_is_a_query_of_this_study(room: House) -> None:
    page = read_page(room, "/find")
    fields = {
        option.attributes["value"] or "" for option in page.css('[data-side="left"] select[data-is="field"] option')
    }
    from spanveld.session.retrieving import Condition, QueryForm, written

    assert {"aspect", "voice", "source", "text", "hedged", "sub_case"} <= fields
    for field in fields - {"", "text", "memo"}:
        room.study.find(written(QueryForm((Condition(field),))), limit=0)


def test_a_saved_query_is_listed_asked_by_name_and_told_of_when_it_cannot_be_asked(room: House) -> None:
    page = asked(room, "@kou")
    assert one(page, "#q").text() == "aspect:cold and voice:R1"
    assert words(one(page, ".saved .is-asked .named a")) == "Over de kou"
    room.study.codes.remove("aspect/cold", with_dependants=True)
    page = read_page(room, "/find")
    assert "has no 'cold' in this study" in words(one(page, ".saved .lacks"))
    assert words(one(asked(room, "@kou", status=422), ".pointed mark")) == "cold"


def test_the_twins_give_all_passages_and_the_counts(room: House) -> None:
    client, found = room.client("ann"), room.study.find("source:*", limit=None)
    as_json = client.get("/find.json?q=source:*").json()
    assert as_json["passages"] == {"marked": found.count, "of": found.count_of}
    assert [row["passage"] for row in as_json["rows"]] == [row.passage for row in found.rows[:50]]
    answer = client.get("/find.csv?q=source:*")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["passage"] for row in rows] == [row.passage for row in found.rows]
    assert "attachment" in answer.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(client.get("/find.xlsx?q=source:*").content)).worksheets[0]
    assert [cell.value for cell in sheet["A"]][1:] == [row.passage for row in found.rows]
    assert client.get("/find.csv?q=nobody:x", headers={"Accept": "application/json"}).status_code == 409


def test_a_study_without_anything_has_the_page_too(files: Addresses) -> None:
    from spanveld.session import start_study

    with start_study(files(), title="Leeg", coder="ann") as study:
        room = House(study)
        assert one(read_page(room, "/find"), ".builder")

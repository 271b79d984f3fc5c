"""The first page as it leaves the server: what is left to do, every source with how far it is, ordered and narrowed without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.routing import Route

from spanveld.model.study import StudyContent
from spanveld.web.app import ROUTES
from tests.conftest import Addresses
from tests.session.samples import put, sample
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words

HOSTILE = "\"><script>alert(1)</script>'<img src=x onerror=alert(2)>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def page(room: House, address: str = "/", coder: str = "ann", language: str = "en") -> LexborHTMLParser:
    return read_page(room, address, coder=coder, language=language)


def sources(shown: LexborHTMLParser) -> list[str]:
    return [str(row.attributes["data-id"]) for row in shown.css("tr.line")]


def cells(shown: LexborHTMLParser, source: str) -> dict[str, str]:
    row = one(shown, f"#source-{source}")
    return {str(cell.attributes["data-name"]): words(cell) for cell in row.css("td[data-name]")}


def test_a_source_stands_with_who_speaks_and_how_far_it_is(room: House) -> None:
    shown = page(room)
    link = one(shown, "#source-night th a")
    assert (link.attributes["href"], words(link)) == ("/sources/night", "night Nacht")
    assert cells(shown, "night") == {
        "Who speaks": "R1 lezer Bibliotheek R2 leraar Bibliotheek, School",
        "Sub-case, wave, date": "W12023-05-01",
        "Read by you": "Being read 148 characters on paper night",
        "Passages": "3 Spanning 1Aspect 2Kwaliteit 1mood 1",
        "Overview": "1 point",
        "To mend": "2 incomplete",
        "Coders": "Ann, Ben",
    }


def test_sources_are_grouped_by_their_kind(room: House) -> None:
    groups = [(words(one(body, ".group")), sources_in(body)) for body in page(room).css("tbody")]
    assert groups == [("Interviews 1", ["night"]), ("Field notes 1", ["notes"])]


def sources_in(body: LexborNode) -> list[str]:
    return [str(row.attributes["data-id"]) for row in body.css("tr.line")]


def test_reading_is_of_each_coder_and_said_in_words(room: House) -> None:
    assert cells(page(room), "notes")["Read by you"].startswith("Unread")
    assert cells(page(room, coder="ben"), "notes")["Read by you"].startswith("Being read")
    room.api("ann")("PUT", "/api/sources/night/reading", {"state": "read"})
    assert cells(page(room), "night")["Read by you"].startswith("Read ")
    assert cells(page(room, coder="ben"), "night")["Read by you"].startswith("Being read ")


def test_unread_read_with_nothing_marked_and_without_text_are_told_apart(files: Addresses) -> None:
    content = sample()
    bare = {
        kind: ()
        for kind in content.records
        if kind not in ("coder", "participant", "party", "case", "sub_case", "wave", "source")
    }
    emptied = StudyContent(
        "room", frameworks=content.frameworks, records={**content.records, **bare}, texts={**content.texts, "notes": ""}
    )
    with put(files(), emptied) as study:
        room = House(study)
        assert cells(page(room), "night")["Passages"] == "not read yet"
        assert cells(page(room), "notes")["Passages"] == "no text"
        assert cells(page(room), "night")["Overview"] == "not written yet"
        ann = room.api("ann")
        ann("PUT", "/api/sources/night/reading", {"state": "being_read"})
        assert cells(page(room), "night")["Passages"] == "nothing marked yet"
        ann("PUT", "/api/sources/night/overview", {"points": ["Het is er koud."], "expected": []})
        ann("PUT", "/api/sources/night/reading", {"state": "read"})
        assert cells(page(room), "night")["Passages"] == "read, nothing marked"
        assert cells(page(room), "night")["Coders"] == "nobody yet"


def test_what_is_left_to_do_is_counted_of_how_many_and_leads_there(room: House) -> None:
    tasks = [(words(task), address(task)) for task in page(room).css("#before-all[data-part] .task")]
    assert tasks == [
        ("1 of 2 sources unread", "/?state=unread#sources"),
        ("2 of 5 passages incomplete", "/?state=incomplete&sort=-todo#sources"),
        ("1 of 2 overviews missing", "/?state=overview#sources"),
        ("– no labels of speakers", None),
        ("0 of 5 passages in doubt", None),
    ]


def address(node: LexborNode) -> str | None:
    link = node.css_first("a")
    return link.attributes["href"] if link else None


def test_the_list_is_narrowed_by_its_address(room: House) -> None:
    wanted = {
        "": ["night", "notes"],
        "?state=unread": ["notes"],
        "?state=being_read": ["night"],
        "?state=read": [],
        "?state=incomplete": ["night"],
        "?state=overview": ["notes"],
        "?state=doubts": [],
        "?sub_case=west": ["notes"],
        "?sub_case=east": [],
        "?wave=W1": ["night"],
        "?wave=W2&state=unread": ["notes"],
        "?wave=W2&state=being_read": [],
        "?state=nonsense&sort=nonsense": ["night", "notes"],
        "?wave=nowhere": [],
    }
    shown = {query: page(room, f"/{query}") for query in wanted}
    assert {query: sources(one) for query, one in shown.items()} == wanted
    assert all(("No source is like that." in shown[query].text()) == (not found) for query, found in wanted.items())


def test_the_form_that_narrows_shows_what_was_asked_and_keeps_the_order(room: House) -> None:
    shown = page(room, "/?state=unread&wave=W2&sort=-date")
    chosen = {
        str(box.attributes["name"]): [option.attributes["value"] for option in box.css("option[selected]")]
        for box in shown.css("form.narrow select")
    }
    assert chosen == {"state": ["unread"], "sub_case": [], "wave": ["W2"]}
    assert one(shown, "form.narrow").attributes["method"] == "get"
    assert one(shown, 'form.narrow input[name="sort"]').attributes["value"] == "-date"
    assert words(one(shown, "#sources-title")) == "Sources 1 of 2"


def test_columns_sort_both_ways_and_keep_what_was_asked(files: Addresses) -> None:
    content = sample()
    night, notes = content.records["source"]
    alike = (night, type(notes)(**{**{name: getattr(notes, name) for name in notes.__slots__}, "kind": "interview"}))
    with put(
        files(),
        StudyContent(
            "room", frameworks=content.frameworks, records={**content.records, "source": alike}, texts=content.texts
        ),
    ) as study:
        room = House(study)
        for key in ("source", "date", "reading", "passages", "todo", "overview"):
            up, down = page(room, f"/?sort={key}"), page(room, f"/?sort=-{key}")
            assert sources(up) == sources(down)[::-1], key
            assert [
                one(up, "[aria-sort]").attributes["aria-sort"],
                one(down, "[aria-sort]").attributes["aria-sort"],
            ] == ["ascending", "descending"]
        assert sources(page(room, "/?sort=passages")) == ["notes", "night"]
        links = [str(link.attributes["href"]) for link in page(room, "/?sort=date&wave=W1").css("thead a")]
        assert "/?sort=-date&wave=W1#sources" in links
        assert all("wave=W1" in link for link in links)


def test_an_empty_study_says_what_to_do_first(files: Addresses) -> None:
    with put(files(), StudyContent("bare", "Kaal")) as study:
        study.coders.add("ann")
        shown = page(House(study))
        steps = words(one(shown, "#before-all[data-part] #first-steps"))
        assert "spanveld frameworks adopt" in steps
        assert "Bring an interview in" in steps
        assert shown.css("table.list") == shown.css(".task") == []
        assert shown.css_first("#drop input[type=file]") is not None
        assert "There are no sources yet." in shown.text()


def test_speakers_whom_nobody_knows_are_counted(room: House) -> None:
    talk = b"R7: Goed, dank u. We bellen.\n\nI: En in de nacht?\n\nR7: Dan ook.\n\nI: Goed.\n"
    client = room.client("ann")
    origin = {"Origin": str(client.base_url).rstrip("/")}
    token = client.post("/api/imports", files={"file": ("gesprek.txt", talk)}, headers=origin).json()["token"]
    room.api("ann")("POST", f"/api/imports/{token}", {"speakers": {"R7": ""}})
    task = page(room).css(".task")[3]
    assert (words(task), address(task)) == ("1 of 2 speakers unknown", "/people#speakers")


def test_the_form_of_a_source_holds_what_is_known_of_it(room: House) -> None:
    shown = page(room)
    values = json.loads(str(one(shown, "#source-notes").attributes["data-values"]))
    assert values == {
        "title": "",
        "date": "",
        "participants": ["FN"],
        "sub_cases": ["west"],
        "wave": "W2",
        "case": "",
        "place": "",
        "recording": "",
    }
    room.api("ann")("PATCH", "/api/sources/notes", {"values": {"title": "Bij het raam", "sub_cases": ["east"]}})
    shown = page(room)
    assert words(one(shown, "#source-notes th")) == "notes Bij het raam"
    assert cells(shown, "notes")["Sub-case, wave, date"] == "OostW2"


def test_the_page_speaks_dutch_and_writes_numbers_so(room: House) -> None:
    shown = page(room, language="nl")
    assert one(shown, "html").attributes["lang"] == "nl"
    assert words(one(shown, "#todo-title")) == "Nog te doen"
    assert words(one(shown, "#sources-title")) == "Bronnen 2"
    said = json.loads(one(shown, "#words").text())
    assert {message for message, dutch in said.items() if message == dutch} <= {"Undo"}


def test_texts_of_people_become_nothing_but_text(files: Addresses) -> None:
    content = sample()
    hostile = type(content.records["party"][0])("LIB", HOSTILE)
    records = {**content.records, "party": (hostile, *content.records["party"][1:])}
    with put(
        files(), StudyContent("room", HOSTILE, frameworks=content.frameworks, records=records, texts=content.texts)
    ) as study:
        room = House(study)
        room.api("ann")("PATCH", "/api/sources/night", {"values": {"title": HOSTILE, "place": HOSTILE}})
        shown = page(room)
        assert HOSTILE in one(shown, "h1").text()
        assert HOSTILE in one(shown, "#source-night th").text()
        assert json.loads(str(one(shown, "#source-night").attributes["data-values"]))["place"] == HOSTILE
        assert [script.attributes.get("type") for script in shown.css("script")] == ["application/json", "module"]
        assert shown.css("img") == []


def test_nothing_on_the_page_is_inline_and_every_address_is_of_this_study(room: House) -> None:
    shown = page(room)
    html = str(shown.html)
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)
    paths = [route.path_regex for route in ROUTES if isinstance(route, Route)]
    for link in shown.css("main a[href], nav a[href]"):
        path = re.split(r"[?#]", str(link.attributes["href"]))[0]
        assert not path or any(one.fullmatch(path) for one in paths), path


def test_one_without_the_studys_cookie_sees_nothing_of_it(room: House) -> None:
    answer = room.client("").get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "De leeszaal" not in answer.text


def test_a_long_list_is_paged_and_every_source_stands_on_one_of_its_pages(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        for number in range(1, 120):
            study.sources.add(f"brief{number}", "Het is koud.", kind="document")
        room = House(study)
        shown = page(room, "/?sort=-source")
        links = [str(link.attributes["href"]) for link in shown.css("nav.pages a")]
        assert links == ["/?sort=-source&page=2#sources"]
        assert len(sources(shown)) == 100
        rest = page(room, links[0])
        assert set(sources(shown)) | set(sources(rest)) == {line.source for line in study.pages.home().sources}
        assert len(sources(rest)) == 21
        assert "119" in words(one(rest, "tr.group:first-child th")) or "119" in words(one(shown, "tr.group th"))
        assert sources(page(room, "/?sort=-source&page=99")) == sources(rest)
        assert sources(page(room, "/?page=-1")) == sources(page(room, "/"))

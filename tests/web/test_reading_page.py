"""The reading page as it leaves the server: whole without scripts, and safe whatever stands in the study."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from spanveld.web.pages.study_css import sheet
from tests.conftest import Addresses
from tests.session.samples import NIGHT, put, sample
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import read_page

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def page(room: House, address: str, coder: str = "ann", language: str = "en") -> LexborHTMLParser:
    return read_page(room, address, coder=coder, language=language)


def data(shown: LexborHTMLParser, name: str) -> object:
    block = shown.css_first(f"#{name}")
    assert block is not None
    return json.loads(block.text())


@pytest.mark.parametrize("address", ["/sources/night", "/sources/night?marks=1"])
def test_the_text_stands_on_the_page_whole_with_or_without_its_codes_in_it(room: House, address: str) -> None:
    shown = page(room, address)
    lines = [line.text() for line in shown.css("[data-n]")]
    assert lines == [line for line in NIGHT.split("\n") if line.strip()]
    for box in shown.css(".turn"):
        start, end = int(box.attributes["data-start"] or -1), int(box.attributes["data-end"] or -1)
        line = box.css_first("[data-n]")
        assert line is not None
        assert NIGHT[start:end] == line.text()


def test_what_scripts_get_is_what_the_interface_gives(room: House) -> None:
    shown = page(room, "/sources/night")
    ann = room.api("ann")
    assert data(shown, "page-data") == ann("GET", "/api/sources/night")
    assert data(shown, "codebook-data") == ann("GET", "/api/codebook")


def test_notes_stand_with_the_paragraph_in_which_their_passage_begins(room: House) -> None:
    shown = page(room, "/sources/night")
    notes = [
        (box.id, note.css_first(".word").text(), note.css_first(".dot").attributes)
        for box in shown.css(".turn")
        for note in box.css(".note")
    ]
    assert [(where, word) for where, word, _ in notes] == [("p1", "kou"), ("p1", "kou"), ("p2", "draught")]
    assert notes[0][2]["class"] == "dot d0 kn"
    assert notes[0][2]["data-letter"] == "A"


def test_with_codes_in_the_text_each_stretch_says_what_it_is(room: House) -> None:
    shown = page(room, "/sources/night?marks=1", language="nl")
    marks = [(mark.text(), mark.attributes["aria-description"]) for mark in shown.css("#p1 mark")]
    assert marks[0] == ("De lamp is uit.", "autoriseren")


def test_the_page_speaks_the_readers_language_and_codes_that_of_the_study(room: House) -> None:
    dutch, english = page(room, "/sources/night", language="nl"), page(room, "/sources/night", language="en")
    assert dutch.css_first("#overview-title").text() == "Overzicht van dit gesprek"
    assert english.css_first("#overview-title").text() == "Overview of this interview"
    assert dutch.css_first("html").attributes["lang"] == "nl"


def test_a_script_in_any_field_of_the_study_is_text_on_every_page(room: House) -> None:
    ann = room.api("ann")
    ann("PATCH", "/api/sources/night", {"values": {"title": SCRIPT, "place": SCRIPT}})
    ann("PATCH", "/api/things/participants/R1", {"values": {"function": SCRIPT}})
    ann("PATCH", "/api/things/parties/LIB", {"values": {"name": SCRIPT}})
    ann("PATCH", "/api/things/sub-cases/east", {"values": {"name": SCRIPT}})
    ann("PATCH", "/api/passages/P1", {"memo": SCRIPT})
    ann("POST", "/api/passages/P1/codings", {"layer": "aspect", "label": SCRIPT})
    ann("PUT", "/api/sources/night/overview", {"points": [f"{SCRIPT} [P1]"], "expected": ["Het licht gaat uit."]})
    length = len(NIGHT)
    ann("POST", "/api/sources/night/corrections", {"version": 1, "edits": [[length - 1, length - 1, SCRIPT]]})
    for address in ("/sources/night", "/sources/night?marks=1", "/", "/people"):
        shown = page(room, address)
        assert [
            box
            for box in shown.css("script")
            if not box.attributes.get("src") and box.attributes.get("type") != "application/json"
        ] == []
        assert shown.css("img") == []
        assert "alert(1)" in shown.html
    assert data(page(room, "/sources/night"), "page-data")["title"] == SCRIPT  # type: ignore[index]


@pytest.mark.parametrize("address", ["/sources/night", "/", "/people", "/import"])
def test_no_page_has_a_script_or_style_of_its_own_or_leaves_the_machine(room: House, address: str) -> None:
    shown = page(room, address)
    assert shown.css("style") == []
    for box in shown.css("*"):
        assert not [name for name in box.attributes if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action"):
            assert not re.match(r"(?i)\s*(https?:|//|javascript:)", box.attributes.get(name) or "")
    for box in shown.css("script, link, audio"):
        place = box.attributes.get("src") or box.attributes.get("href")
        if place and not place.startswith("/recordings"):
            answer = room.client("ann").get(place, headers={"Origin": ORIGIN})
            assert answer.status_code == 200, place


def test_the_style_sheet_of_a_study_draws_every_dimension_and_kind_of_its_frameworks(room: House) -> None:
    with room.study.as_("ann").pages._reader():
        styles = room.study.pages.styles()
    css = sheet(styles)
    assert [one.code for one in styles.dimensions][:3] == ["authorise", "perform", "flexibilise"]
    assert len(styles.dimensions) == 8
    for d in [*range(8), "n"]:
        for k in [0, 1, 2, "n"]:
            assert f"::highlight(d{d}k{k})" in css
    assert room.client("ann").get("/study.css").text == css


def test_colours_that_are_none_do_not_come_into_the_style_sheet(files: Addresses) -> None:
    content = sample()
    text = content.frameworks[0].text.replace('"#c24006"', '"red;} body{display:none"')
    assert text != content.frameworks[0].text
    from dataclasses import replace

    from spanveld.actions.theory import parse_framework

    evil = parse_framework(text, "frameworks/governance-tensions.yaml")
    with put(files(), replace(content, frameworks=(evil, *content.frameworks[1:]))) as study:
        css = sheet(study.pages.styles())
    assert "display" not in css
    assert "--d0-line: #c24006" in css

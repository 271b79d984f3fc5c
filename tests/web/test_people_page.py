"""The page of people and things as it leaves the server: everything of the study on it, and safe whatever stands in the study."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
PATHS = {
    "participant": "participants",
    "party": "parties",
    "sub_case": "sub-cases",
    "wave": "waves",
    "case": "cases",
    "coder": "coders",
}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def people(room: House, language: str = "en") -> LexborHTMLParser:
    return read_page(room, "/people", language=language)


def cells(row: LexborNode) -> dict[str, str]:
    """Column -> what stands in the row under it."""
    return {cell.attributes["data-name"] or "": " ".join(cell.text().split()) for cell in row.css("td[data-name]")}


def test_everybody_and_everything_that_the_study_knows_has_a_row(room: House) -> None:
    shown, ann = people(room), room.api("ann")
    for kind, path in PATHS.items():
        known = [thing[kind] for thing in ann("GET", f"/api/things/{path}")["things"]]
        assert [row.attributes["data-id"] for row in shown.css(f"#{path} tr[data-id]")] == known, kind


def test_parties_stand_by_their_name_with_a_link_to_their_row(room: House) -> None:
    shown = people(room)
    links = one(shown, "#participant-R2").css("a[href^='#party-']")
    assert [(link.text(), link.attributes["href"]) for link in links] == [
        ("Bibliotheek", "#party-LIB"),
        ("School", "#party-SCH"),
    ]
    for link in links:
        one(shown, link.attributes["href"] or "")


def test_a_row_says_in_which_sources_somebody_takes_part(room: House) -> None:
    shown = people(room)
    for name, source in (("R1", "night"), ("FN", "notes")):
        links = one(shown, f"#participant-{name}").css("a[href^='/sources/']")
        assert [link.attributes["href"] for link in links] == [f"/sources/{source}"]


def test_who_observed_is_shown_as_the_researcher(room: House) -> None:
    for language, said in (("en", "the researcher"), ("nl", "de onderzoeker")):
        shown = people(room, language)
        assert said in cells(one(shown, "#participant-FN")).values()
        assert said not in cells(one(shown, "#participant-R1")).values()


def test_what_is_listed_is_counted_too(room: House) -> None:
    shown = people(room)
    assert cells(one(shown, "#participant-R1"))["Sources"] == "1 night"
    assert cells(one(shown, "#party-LIB"))["Participants"].split() == ["2", "R1", "R2"]
    assert "0" not in cells(one(shown, "#party-SCH"))["Participants"].split()


def test_a_party_says_who_speaks_for_it(room: House) -> None:
    shown = people(room)
    members = one(shown, "#party-LIB").css("a[href^='#participant-']")
    assert [link.text() for link in members] == ["R1", "R2"]


def test_the_form_of_a_row_holds_what_the_interface_gives(room: House) -> None:
    shown, ann = people(room), room.api("ann")
    for kind, path in PATHS.items():
        for thing in ann("GET", f"/api/things/{path}")["things"]:
            row = next(row for row in shown.css(f"#{path} tr[data-id]") if row.attributes["data-id"] == thing[kind])
            values = json.loads(row.attributes["data-values"] or "")
            assert values == {name: thing[name] for name in values}, (kind, thing)


def test_every_field_of_a_form_has_a_label_and_only_columns_that_can_be_changed(room: House) -> None:
    shown, ann = people(room), room.api("ann")
    for kind, path in PATHS.items():
        template = one(shown, f"template#form-{kind}").html or ""
        form = LexborHTMLParser(template.replace("<template", "<div").replace("</template", "</div"))
        known = set(ann("GET", f"/api/things/{path}")["things"][0]) - {kind, "guid", "own"} | {"id"}
        names = [field.attributes["data-field"] or "" for field in form.css("[data-field]")]
        assert names
        assert set(names) <= known, kind
        for field in form.css("[data-field]"):
            assert one(field, "label, legend").text(strip=True)


def test_what_was_changed_by_the_interface_stands_in_the_row(room: House) -> None:
    ann = room.api("ann")
    ann("PATCH", "/api/things/participants/R1", {"values": {"function": "tuinman", "parties": ["SCH"]}}, key="one")
    row = one(people(room), "#participant-R1")
    assert {"tuinman", "School"} <= set(cells(row).values())


def test_a_thing_added_without_identifier_gets_one_and_a_row(room: House) -> None:
    name = room.api("ann")("POST", "/api/things/parties", {"values": {"name": "Buurthuis"}}, key="new")["id"]
    assert name
    row = next(row for row in people(room).css("#parties tr[data-id]") if row.attributes["data-id"] == name)
    assert "Buurthuis" in row.text()


def test_removing_what_others_rest_on_is_refused_until_it_is_asked_again(room: House) -> None:
    ann = room.api("ann")
    refused = ann("DELETE", "/api/things/parties/LIB", key="first", status=409)
    assert refused["error"]["code"] == "dependants"
    assert one(people(room), "#party-LIB")
    ann("DELETE", "/api/things/parties/LIB?with_dependants=1", key="second")
    shown = people(room)
    assert shown.css_first("#party-LIB") is None
    assert shown.css("a[href='#party-LIB']") == []


@pytest.mark.parametrize("path", sorted({*PATHS.values()} - {"cases"}))
def test_a_script_in_any_text_stands_as_text(room: House, path: str) -> None:
    ann = room.api("ann")
    thing = ann("GET", f"/api/things/{path}")["things"][0]
    texts = {name: SCRIPT for name, value in thing.items() if name in ("name", "function", "note", "role", "kind")}
    lists = {name: [SCRIPT] for name in ("aliases", "mentions") if name in thing}
    ann("POST", f"/api/things/{path}", {"id": "evil", "values": {**texts, **lists}}, key="evil")
    shown = people(room)
    assert shown.css("img") == []
    assert [
        script for script in shown.css("script") if "src" not in script.attributes and "alert" in script.text()
    ] == []
    row = next(row for row in shown.css(f"#{path} tr[data-id]") if row.attributes["data-id"] == "evil")
    assert SCRIPT in row.text()


def test_the_page_keeps_to_the_policy_and_speaks_dutch(room: House) -> None:
    english, dutch = people(room), people(room, "nl")
    for shown in (english, dutch):
        assert shown.css("[style], style") == []
        assert all(
            "src" in one.attributes or one.attributes.get("type") == "application/json" for one in shown.css("script")
        )
    assert one(english, "html").attributes["lang"] == "en"
    assert one(dutch, "html").attributes["lang"] == "nl"
    words = json.loads(one(dutch, "#words").text())
    assert words
    assert one(english, "h1").text() != one(dutch, "h1").text()


def test_the_way_to_the_first_page_and_where_one_is_are_told(room: House) -> None:
    shown = people(room)
    one(shown, "nav a[href='/']")
    assert one(shown, "nav a[aria-current='page']").attributes["href"] == "/people"


def test_nobody_comes_in_without_a_cookie(room: House) -> None:
    answer = room.client("").get("/people", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "participant-R1" not in answer.text

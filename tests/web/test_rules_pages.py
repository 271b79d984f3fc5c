"""Rules of the game and expectations as they leave the server, their twins and operations, and what plain forms change."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.model.records import FindingLink, RuleStrain
from tests.conftest import Addresses
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import one, read_page, words

HOUSE = "governance-tensions"
CORNER, LAMP = "five-dimensions:dim_corner", "five-dimensions:lamp_per_seat"
SCRIPT = "</script><script>alert(1)</script>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def hidden(form: LexborNode) -> dict[str, str]:
    """What a form sends along without being filled in."""
    return {
        each.attributes["name"] or "": each.attributes.get("value") or ""
        for each in form.css("input")
        if each.attributes.get("type") == "hidden"
    }


def post(room: House, address: str, /, **fields: object) -> tuple[int, str, str]:
    headers = {"Origin": ORIGIN, "Accept-Language": "en"}
    answer = room.client("ann").post(address, data=fields, headers=headers)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def point(room: House, name: str, coder: str = "ann") -> LexborHTMLParser:
    return read_page(room, f"/rules/point?at={quote(name)}", coder=coder)


def strains(room: House) -> list[RuleStrain]:
    return list(room.study.content().of(RuleStrain))


def links(room: House) -> set[tuple[str, str, str]]:
    return {(link.from_, link.relation, link.to) for link in room.study.content().of(FindingLink)}


def form_of(page: LexborHTMLParser, action: str, **holds: str) -> dict[str, str]:
    """The hidden fields of the form with this action that holds these values."""
    found = [hidden(form) for form in page.css(f'form[action="{action}"]')]
    return next(fields for fields in found if holds.items() <= fields.items())


def test_the_matrix_shows_a_sign_and_words_where_something_is_said_and_leads_there(room: House) -> None:
    page = read_page(room, "/rules")
    matrix = room.study.rules.matrix()
    rows = page.css("table.rules tbody tr:not(.dimension)")
    assert len(rows) == len(matrix.points)
    for row, shown in zip(rows, matrix.points, strict=True):
        assert shown.label in words(one(row, "th"))
        cells = row.css("td")
        assert [bool(cell.css_first("a")) for cell in cells] == [bool(state) for state in shown.cells]
    changed = one(page, "td.changed a")
    assert words(changed).endswith("proposition N1, changed")
    assert (changed.attributes["href"] or "").startswith(f"/rules/point?at={quote(CORNER, safe='')}")
    assert "27 of " in words(one(page, "#matrix-title")) or "28 of " in words(one(page, "#matrix-title"))


def test_every_proposed_link_on_the_page_carries_the_word_proposition(room: House) -> None:
    for language, word in (("en", "proposition "), ("nl", "propositie ")):
        page = read_page(room, "/rules", language=language)
        linked = [one for shown in room.study.rules.matrix().points for one in shown.strains]
        said = [words(one(strain, ".word")) for strain in page.css(".point .strain")]
        assert [text.startswith(word) for text in said] == [bool(strain.link) for strain in linked]


def test_a_number_of_passages_leads_to_the_query_that_finds_them(room: House) -> None:
    page = point(room, "F1")
    link = one(page, ".finding .about a")
    asked = parse_qs(urlsplit(link.attributes["href"] or "").query)["q"][0]
    assert words(link) == "1 for, 1 against"
    assert {row.passage for row in room.study.find(asked).rows} == {"P1", "P2"}
    chips = page.css(".finding .evidence")
    assert {words(chip).split()[0] for chip in chips} == {"P1", "P2"}
    assert [words(chip).split()[0] for chip in page.css(".evidence.against")] == ["P2"]


def test_a_proposal_is_confirmed_and_refused_by_one_button(room: House) -> None:
    page = point(room, f"{HOUSE}:A1")
    for link, decision in ((f"{HOUSE}:L01", "confirmed"), (f"{HOUSE}:L02", "refused")):
        fields = form_of(page, "/rules/decide", link=link, decision=decision)
        status, location, _ = post(room, "/rules/decide", **fields)
        assert (status, location) == (303, f"/rules/point?at={quote(HOUSE + ':A1', safe='')}")
    decided = {one.link: (one.decision, one.case) for one in strains(room)}
    assert decided[f"{HOUSE}:L01"] == ("confirmed", "C")
    assert decided[f"{HOUSE}:L02"] == ("refused", "C")


def test_a_proposal_is_changed_by_the_form_with_a_rule_and_handlings_of_ones_own(room: House) -> None:
    page = point(room, f"{HOUSE}:A1")
    form = next(form for form in page.css("form.decide") if hidden(form).get("link") == f"{HOUSE}:L01")
    fields: dict[str, object] = {**hidden(form), "decision": "changed", "rule": f"{HOUSE}:trust"}
    fields |= {"handlings": [f"{HOUSE}:give_room", f"{HOUSE}:scenarios"], "handled": "Praten.\r\nMeer praten."}
    fields |= {"passages": "P1, P2", "tried": "tried", "reason": "Hier wel."}
    assert post(room, "/rules/decide", **fields)[0] == 303
    (one_,) = [one for one in strains(room) if one.link == f"{HOUSE}:L01"]
    assert (one_.rule, one_.handled, one_.passages, one_.tried) == (
        f"{HOUSE}:trust",
        "Praten.\nMeer praten.",
        ("P1", "P2"),
        "tried",
    )
    assert set(one_.handlings) == {f"{HOUSE}:give_room", f"{HOUSE}:scenarios"}
    assert post(room, "/rules/decide", **fields)[0] == 303  # sent twice: made once
    assert len([one for one in strains(room) if one.link == f"{HOUSE}:L01"]) == 1


def test_the_catalogue_on_the_form_has_no_handling_that_keeps_a_pain_point_going(room: House) -> None:
    boxes = point(room, f"{HOUSE}:A1").css('form.decide:last-of-type input[name="handlings"]')
    offered = {box.attributes["value"] for box in boxes}
    assert f"{HOUSE}:give_room" in offered
    assert not offered & {
        f"{HOUSE}:{name}" for name in ("pass_to_board", "turn_down", "go_alone", "keep_silent", "keep_control")
    }


def test_findings_are_linked_and_unlinked_on_the_page_of_the_pain_point(room: House) -> None:
    before = links(room)
    fields = form_of(point(room, f"{HOUSE}:A1"), "/rules/link", relation="matches")
    assert post(room, "/rules/link", **fields, finding="F1")[0] == 303
    added = ("F1", "matches", f"{HOUSE}:A1")
    assert links(room) == before | {added}
    page = point(room, f"{HOUSE}:A1")
    assert "F3" in words(one(page, "section[aria-labelledby=handled-title]"))
    assert post(room, "/rules/unlink", **form_of(page, "/rules/unlink", finding="F1", relation="matches"))[0] == 303
    assert links(room) == before
    moved = room.client("ann").get("/rules/point?at=F2")
    assert moved.headers["location"] == f"/rules/point?at={quote(CORNER, safe='')}"


def test_what_is_refused_is_said_on_the_page_and_nothing_changes(room: House) -> None:
    before = room.study.content()
    fields = form_of(point(room, "F1"), "/rules/clear", rule=f"{HOUSE}:dialogue")
    room.study.as_("ben").rules.decide("confirmed", pain_point="F1", rule="dialogue", handled="Ben was eerst.")
    status, _, text = post(room, "/rules/clear", **fields)
    assert status == 409
    assert "ben changed" in text
    assert strains(room) != list(before.of(RuleStrain))
    own = {"at": "F1", "pain_point": "F1", "rule": f"{HOUSE}:trust", "passages": "P99"}
    status, _, text = post(room, "/rules/decide", **own)
    assert status == 409
    assert "There is no passage &#39;P99&#39; in this study." in text
    assert f"{HOUSE}:trust" not in {one.rule for one in strains(room)}


def test_a_form_from_elsewhere_changes_nothing(room: House) -> None:
    fields = {"at": "F1", "pain_point": "F1", "rule": f"{HOUSE}:trust"}
    for address in ("/rules/decide", "/rules/clear", "/rules/link", "/rules/unlink", "/expectations/link"):
        answer = room.client("ann").post(address, data=fields, headers={"Origin": "http://evil.example"})
        assert answer.status_code == 403, address
    assert room.client("").post("/rules/decide", data=fields, headers={"Origin": ORIGIN}).status_code in (401, 303)
    assert f"{HOUSE}:trust" not in {one.rule for one in strains(room)}


def test_words_of_people_are_shown_as_words(room: House) -> None:
    study = room.study.as_("ann")
    study.findings.edit("F1", statement=SCRIPT)
    study.rules.decide("confirmed", pain_point="F1", rule="dialogue", handled=SCRIPT, reason=SCRIPT)
    study.findings.link("F1", "reinforces", "F2")
    for address in ("/rules", "/rules/point?at=F1", "/rules?view=between", "/expectations"):
        page = read_page(room, address)
        assert "alert(1)" in (page.body.text() if page.body else "")
        assert not [
            script for script in page.css("script") if "alert" in script.text() and not script.attributes.get("type")
        ]


def test_dimensions_by_dimensions_have_each_link_in_its_cell(room: House) -> None:
    room.study.as_("ann").findings.unlink("F3", "responds_to", "F1")
    assert "No finding is linked" in words(one(read_page(room, "/rules?view=between"), "#answer"))
    room.study.as_("ann").findings.link("F1", "reinforces", "F3")
    table = one(read_page(room, "/rules?view=between"), "table.between")
    (row,) = [row for row in table.css("tbody tr") if row.css_first(".tie")]
    assert words(one(row, "th")) == "autoriseren"
    (cell,) = [cell for cell in row.css("td") if cell.css_first(".tie")]
    assert words(one(cell, ".relation")) == "reinforces"
    assert [words(link) for link in cell.css(".name")] == ["F1", "F3"]
    assert "P1" in words(cell)


def test_a_finding_is_linked_to_a_proposition_on_the_side_that_was_chosen(room: House) -> None:
    name = f"{HOUSE}:views_pile_up"
    fields = form_of(read_page(room, "/expectations"), "/expectations/link", to=name)
    assert post(room, "/expectations/link", **fields, finding="F1", relation="weakens")[:2] == (
        303,
        "/expectations#propositions",
    )
    assert ("F1", "weakens", name) in links(room)
    page = read_page(room, "/expectations")
    (article,) = [one for one in page.css("#propositions .point") if one.css_first(".side")]
    assert words(one(article, ".outcome")) == "findings against it, none for it"
    assert "proposition" in words(one(article, ".about"))
    fields = form_of(page, "/expectations/unlink", to=name)
    assert post(room, "/expectations/unlink", **fields)[0] == 303
    assert ("F1", "weakens", name) not in links(room)


def test_the_three_lists_say_what_was_expected_and_found(room: House) -> None:
    page = read_page(room, "/expectations")
    assert words(one(page, "#found h2")) == "Expected and found 1 of 14"
    assert "F2" in words(one(page, "#found"))
    assert words(one(page, "#not-found h2")) == "Expected, not found 13"
    assert words(one(page, "#unexpected h2")) == "Found, not expected 1"
    fields = form_of(page, "/expectations/link", finding="F1", relation="matches")
    assert post(room, "/expectations/link", **fields, to=f"{HOUSE}:A1")[0] == 303
    page = read_page(room, "/expectations")
    assert words(one(page, "#found h2")) == "Expected and found 2 of 14"
    assert words(one(page, "#unexpected h2")) == "Found, not expected 0"


@pytest.mark.parametrize(("path", "sheets"), [("/rules", 4), ("/rules?view=between", 1), ("/expectations", 4)])
def test_the_twins_hold_what_the_page_shows(room: House, path: str, sheets: int) -> None:
    client, (page, _, query) = room.client("ann"), path.partition("?")
    asked: dict[str, Any] = {"/rules": room.study.rules.matrix, "/rules?view=between": room.study.rules.between}
    part = asked.get(path, room.study.expectations)()
    assert client.get(f"{page}.json?{query}").json() == json.loads(json.dumps(part.as_json()))
    assert client.get(f"{page}.xlsx?{query}").content[:2] == b"PK"
    lines = list(csv.reader(io.StringIO(client.get(f"{page}.csv?{query}").text)))
    assert len(lines) == {"/rules": len(room.study.rules.matrix().points), "/expectations": 10}.get(path, 1) + 1
    refused = client.get(f"{page}.csv?{query}&sheet=none", headers={"Accept-Language": "en"})
    assert refused.text.partition("there is: ")[2].count(",") == sheets - 1


def test_what_there_is_not_is_told(room: House) -> None:
    for address in (
        "/rules?case=X",
        "/rules/point?at=X",
        "/rules/point?at=",
        "/expectations?case=X",
        "/rules.json?case=X",
    ):
        read_page(room, address, status=404)


def test_scripts_ask_and_change_the_same(room: House) -> None:
    ask = room.api("ann")
    assert [one["pain_point"] for one in ask("GET", "/api/rules")["points"]][-1] == CORNER
    assert ask("GET", "/api/rules/between")["dimensions"]["authorise"] == "autoriseren"
    assert len(ask("GET", "/api/expectations")["propositions"]) == 10
    body = {"decision": "confirmed", "link": "L01", "handled": "Praten."}
    made = ask("PUT", "/api/rules/decision", body, key="k1")
    assert made == {"strain": f"{HOUSE}:A1 {HOUSE}:power_balance"}
    assert ask("PUT", "/api/rules/decision", body, key="k1") == made
    assert [one.handled for one in strains(room) if one.link == f"{HOUSE}:L01"] == ["Praten."]
    ask("POST", "/api/rules/decision/clear", {"pain_point": f"{HOUSE}:A1", "rule": f"{HOUSE}:power_balance"})
    assert f"{HOUSE}:L01" not in {one.link for one in strains(room)}
    refused = ask("PUT", "/api/rules/decision", {"decision": "confirmed", "link": "L99"}, status=404)
    assert refused["error"]["message"].startswith("'L99' is no proposed link")


def test_the_journal_leads_to_what_was_decided(room: House) -> None:
    room.study.as_("ann").rules.decide("confirmed", link="L01")
    links = [link.attributes["href"] or "" for link in read_page(room, "/journal").css("a")]
    (link,) = {link for link in links if link.startswith("/rules/point")}
    moved = room.client("ann").get(link).headers["location"]
    assert "power_balance" in moved
    assert "proposition L01, confirmed" in words(one(read_page(room, moved.partition("#")[0]), "#strains"))

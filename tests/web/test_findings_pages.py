"""The pages of findings as they leave the server, and the interface by which they are changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.model.records import Evidence, Finding, FindingLink
from tests.conftest import Addresses
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import one, read_page

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
PAGES = ("/findings", "/findings/tray", "/findings/examples")


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, path: str, language: str = "en") -> LexborHTMLParser:
    return read_page(room, path, language=language)


def chips(card: LexborNode) -> dict[str, tuple[str, str]]:
    """Passage -> (what its chip says, where it leads)."""
    found = {}
    for chip in card.css("a.evidence"):
        passage = one(chip, ".vh").text().strip()
        found[passage] = (chip.text(deep=False).strip(), chip.attributes["href"] or "")
    return found


def evidence(room: House) -> dict[tuple[str, str], tuple[str, str]]:
    return {(tie.finding, tie.passage): (tie.stance, tie.note) for tie in room.study.content().of(Evidence)}


def test_a_chip_names_the_voice_says_whether_it_is_against_and_leads_into_the_text(room: House) -> None:
    card = one(shown(room, "/findings?dimension=authorise"), "#finding-F1")
    assert chips(card) == {
        "P1": ("R1", "/sources/night#passage-P1"),
        "P2": ("against: R1", "/sources/night#passage-P2"),
    }
    assert [chip.attributes["class"] for chip in card.css("a.evidence")] == ["evidence", "evidence against"]
    assert "Tegen" not in card.text()
    assert chips(one(shown(room, "/findings", "nl"), "#finding-F1"))["P2"][0] == "tegen: R1"


def test_an_open_finding_has_the_words_and_notes_and_its_address_says_that_it_is_open(room: House) -> None:
    closed = one(shown(room, "/findings"), "#finding-F1")
    assert closed.css_first("q") is None
    link = one(closed, "#open-F1").attributes["href"] or ""
    assert "open=F1" in link
    card = one(shown(room, link.partition("#")[0]), "#finding-F1")
    text = room.study.content().texts["night"]
    assert one(card, "q").text() == " ".join(text[0:15].split())
    assert one(card, ".note-on").text() == "kort"
    assert "open=" not in (one(card, "#open-F1").attributes["href"] or "")


def test_what_is_open_stays_open_whatever_else_is_opened_or_shown(room: House) -> None:
    room.study.findings.add("authorise", "pain_point", "Nog een.", finding="F4")
    page = shown(room, "/findings?open=F1&kind=pain_point")
    link = one(page, "#open-F4").attributes["href"] or ""
    assert "open=F1" in link
    assert "open=F4" in link
    assert "kind=pain_point" in link
    assert one(page, "input[name=open]").attributes["value"] == "F1"


def test_each_dimension_of_each_framework_has_its_board_with_its_own_kinds(room: House) -> None:
    tabs = {
        (tab.text(deep=False) or "").strip(): tab.attributes["href"] or ""
        for tab in shown(room, "/findings").css(".dimensions a")
    }
    assert len(tabs) == 8
    kinds = {
        label: [(head.attributes["id"] or "").removeprefix("kind-") for head in shown(room, where).css("section[id]")]
        for label, where in tabs.items()
    }
    assert ["pain_point", "handling", "works", "balance"] in kinds.values()
    assert ["strength", "weakness", "remedy", "verdict"] in kinds.values()
    assert one(shown(room, "/findings?dimension=light"), "#finding-F2 .about").text().startswith("F2")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_stands_in_a_study_is_text_on_every_page_of_findings(room: House, language: str) -> None:
    study = room.study.as_("ann")
    study.findings.add("authorise", "works", SCRIPT, finding="X", passages=["P5"])
    study.evidence.edit("X", "P5", note=SCRIPT)
    study.vignettes.add(SCRIPT, passages=["P5"], text=SCRIPT)
    for path in (*PAGES, "/findings?open=X", "/findings/examples?add=P5", f"/findings/tray?words={quote(SCRIPT)}"):
        text = room.client("ann").get(path, headers={"Accept": "text/html", "Accept-Language": language}).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert 'style="' not in text


def test_a_study_without_anything_says_what_to_do(room: House) -> None:
    for name in ("F1", "F2", "F3"):
        room.study.findings.remove(name, with_dependants=True)
    for name in ("V1", "V2", "V3"):
        room.study.vignettes.remove(name, with_dependants=True)
    assert shown(room, "/findings").css_first("section .none") is not None
    assert "None yet" in one(shown(room, "/findings/examples"), ".none").text()
    none = one(shown(room, "/findings/tray?words=nothing-like-it"), ".none").text()
    assert none == "No passage like that is without a finding."


def test_what_is_no_filter_is_not_found_and_odd_pages_are_pages(room: House) -> None:
    for path in ("/findings?dimension=heat", "/findings?wave=x", "/findings/tray?source=x", "/findings/tray?kind=x"):
        assert room.client("ann").get(path, headers={"Accept": "text/html"}).status_code == 404, path
    for odd in ("-1", "x", "999999999", "%F0", "1e9", "٣"):
        assert room.client("ann").get(f"/findings/tray?page={odd}", headers={"Accept": "text/html"}).status_code == 200
    for odd in ("x", "night:x:y", "none:1:2", ":", "night:end"):
        path = f"/findings/tray?words=a&after={odd}"
        assert room.client("ann").get(path, headers={"Accept": "text/html"}).status_code == 200, odd


def test_the_tray_offers_the_finding_for_which_it_was_opened(room: House) -> None:
    where = one(shown(room, "/findings"), "#finding-F1 .finding-tools a:nth-of-type(2)").attributes["href"] or ""
    page = shown(room, where)
    assert one(page, "#to").attributes["data-finding"] == "F1"
    assert one(page, "select[name=dimension] option[selected]").attributes["value"] == "tension/authorise"
    assert one(page, "select[name=kind] option[selected]").attributes["value"] == "kind/pain_point"


def test_examples_stand_as_the_report_has_them_and_passages_wait_for_one(room: House) -> None:
    page = shown(room, "/findings/examples?add=P5&add=P5&add=none")
    heads = [head.text() for head in page.css(".box h3")]
    assert heads == [box.heading for box in room.study.pages.vignettes().vignettes]
    assert [item.attributes["data-passage"] for item in page.css("#waiting [data-passage]")] == ["P5"]
    assert one(page, "#vignette-V1 .contrary").attributes["href"] == "/sources/notes#passage-P4"


# ------------------------------------------------------------------ the interface
def test_a_finding_is_stated_changed_and_removed(room: House) -> None:
    ann = room.api("ann")
    values = {"dimension": "light", "kind": "remedy", "statement": "Meer lampen.", "effect": "eases", "case": ""}
    made = ann("POST", "/api/findings", {"values": values, "passages": ["P5"]}, key="k1")["id"]
    assert ann("POST", "/api/findings", {"values": values, "passages": ["P5"]}, key="k1")["id"] == made
    ann("PATCH", f"/api/findings/{made}", {"values": {"statement": "Veel lampen.", "sub_case": "west"}})
    found = next(item for item in room.study.content().of(Finding) if item.finding == made)
    assert (found.statement, found.effect, found.sub_case) == ("Veel lampen.", "eases", "west")
    refusal = ann("DELETE", f"/api/findings/{made}", status=409)["error"]
    assert (refusal["code"], refusal["rests"]) == ("dependants", {"evidence": 1})
    ann("DELETE", f"/api/findings/{made}?with_dependants=1")
    assert all(item.finding != made for item in room.study.content().of(Finding))


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/findings", {"values": {"dimension": "light", "kind": "remedy"}}, 400),
        ("POST", "/api/findings", {"values": {"dimension": "light", "kind": "works", "statement": "x"}}, 409),
        ("POST", "/api/findings", {"values": {"dimension": "x", "kind": "works", "statement": "x"}}, 404),
        (
            "POST",
            "/api/findings",
            {"values": {"dimension": "light", "kind": "remedy", "statement": "x", "a": "b"}},
            400,
        ),
        ("PATCH", "/api/findings/F1", {"values": {"kind": "remedy"}}, 409),
        ("PATCH", "/api/findings/F9", {"values": {"statement": "x"}}, 404),
        ("PATCH", "/api/findings/F1", {"values": {"statement": ""}}, 409),
        ("POST", "/api/findings/F1/move", {"before": "F2", "after": "F3"}, 400),
        ("POST", "/api/findings/F1/evidence", {"passages": []}, 400),
        ("POST", "/api/findings/F1/evidence", {"passages": ["P9"]}, 404),
        ("POST", "/api/findings/F1/evidence", {"passages": ["P3"], "stance": "proves"}, 409),
        ("PATCH", "/api/findings/F1/evidence/P3", {"values": {"note": "x"}}, 404),
        ("PATCH", "/api/findings/F1/evidence/P1", {"values": {"passage": "P2"}}, 400),
        ("DELETE", "/api/findings/F1/evidence/P3", None, 404),
        ("POST", "/api/findings/F1/links", {"values": {"relation": "likes", "to": "F2"}}, 409),
        ("POST", "/api/findings/F1/links", {"values": {"relation": "weakens"}}, 400),
        ("POST", "/api/findings/F1/links", {"values": {"relation": "weakens", "to": "nowhere:x"}}, 404),
        ("DELETE", "/api/findings/F1/links?relation=weakens&to=F2", None, 404),
        ("POST", "/api/passages/P9/findings", {"finding": "F1"}, 404),
        ("POST", "/api/passages/P3/findings", {}, 400),
        ("POST", "/api/passages/@none/findings", {"finding": "F1"}, 404),
        ("GET", "/api/sources/none/findings", None, 404),
    ],
)
def test_bad_requests_are_refused_with_one_message_and_change_nothing(
    room: House, method: str, path: str, body: object, status: int
) -> None:
    before = room.study.newest()
    error = room.api("ann")(method, path, body, status=status)["error"]
    assert error["message"]
    assert room.study.newest() == before


def test_evidence_is_tied_several_at_once_changed_and_untied(room: House) -> None:
    ann = room.api("ann")
    ann("POST", "/api/findings/F3/evidence", {"passages": ["P3", "P5"], "stance": "qualifies"})
    ann("PATCH", "/api/findings/F3/evidence/P3", {"values": {"stance": "contradicts"}})
    ann("PATCH", "/api/findings/F3/evidence/P3", {"values": {"note": "Zie boven."}})
    assert evidence(room)["F3", "P3"] == ("contradicts", "Zie boven.")
    ann("DELETE", "/api/findings/F3/evidence/P5")
    assert ("F3", "P5") not in evidence(room)
    ann("POST", "/api/undo", {})
    assert evidence(room)["F3", "P5"] == ("qualifies", "")


def test_links_are_made_and_taken_away(room: House) -> None:
    ann = room.api("ann")
    items = ann("GET", "/api/findings?items=1")["items"]
    item = next(one for one in items if one["to"].startswith("governance-tensions:"))
    for to in ("F2", item["to"]):
        ann("POST", "/api/findings/F1/links", {"values": {"relation": "weakens", "to": to}})
        assert FindingLink("F1", "weakens", to) in [
            FindingLink(link.from_, link.relation, link.to) for link in room.study.content().of(FindingLink)
        ]
        ann("DELETE", f"/api/findings/F1/links?relation=weakens&to={quote(to)}")
    assert len(room.study.content().of(FindingLink)) == 2


def test_a_passage_goes_to_a_finding_from_its_text_and_says_on_how_many_it_rests(room: House) -> None:
    ann = room.api("ann")
    told = ann("POST", "/api/passages/P3/findings", {"finding": "F3", "stance": "contradicts"}, key="k2")
    assert (told["passage"]["findings"], told["finding"], told["source"]) == (1, "F3", "night")
    assert ann("POST", "/api/passages/P3/findings", {"finding": "F3", "stance": "contradicts"}, key="k2") == told
    values = {"dimension": "perform", "kind": "works", "statement": "Nieuw."}
    made = ann("POST", "/api/passages/P3/findings", {"values": values}, key="k3")
    assert made["passage"]["findings"] == 2
    assert ann("POST", "/api/passages/P3/findings", {"values": values}, key="k3")["finding"] == made["finding"]
    assert evidence(room)[made["finding"], "P3"] == ("supports", "")
    assert ann("DELETE", "/api/passages/P3/findings/F3")["passage"]["findings"] == 1


def test_a_passage_goes_to_a_finding_before_the_server_has_named_it(room: House) -> None:
    ann = room.api("ann")
    made = ann("POST", "/api/sources/night/passages", {"start": 3, "end": 9, "codes": ["aspect/cold"]}, key="made")
    told = ann("POST", "/api/passages/@made/findings", {"finding": "F1"}, key="tied")
    assert told["passage"]["passage"] == made["passage"]["passage"]
    assert ("F1", made["passage"]["passage"]) in evidence(room)


def test_a_passage_goes_into_an_example_from_its_text(room: House) -> None:
    ann = room.api("ann")
    ann("POST", "/api/passages/P5/findings", {"example": "V1"})
    assert [one.passage for one in room.study.pages.vignettes().box("V1").passages] == ["P3", "P4", "P5"]
    made = ann("POST", "/api/passages/P5/findings", {"title": "Wat anders", "values": {"case": "C"}}, key="k4")
    box = room.study.pages.vignettes().box(made["finding"])
    assert (box.title, box.case, [one.passage for one in box.passages]) == ("Wat anders", "C", ["P5"])


def seen(room: House, coder: str, method: str, path: str, body: object, sequence: int) -> int:
    headers = {"Accept": "application/json", "Origin": ORIGIN, "Spanveld-Seen": str(sequence)}
    return room.client(coder).request(method, path, json=body, headers=headers).status_code


def test_who_changes_what_another_changed_meanwhile_is_told_and_who_does_not_is_not(room: House) -> None:
    sequence = room.study.newest()
    ben = room.study.as_("ben")
    ben.findings.edit("F1", statement="Van Ben.")
    assert seen(room, "ann", "PATCH", "/api/findings/F1", {"values": {"statement": "Van Ann."}}, sequence) == 409
    assert next(one for one in room.study.content().of(Finding) if one.finding == "F1").statement == "Van Ben."
    sequence = room.study.newest()
    ben.evidence.add("F1", "P3")
    assert seen(room, "ann", "PATCH", "/api/findings/F1", {"values": {"statement": "Van Ann."}}, sequence) == 200
    assert seen(room, "ann", "PATCH", "/api/findings/F1/evidence/P1", {"values": {"note": "n"}}, sequence) == 200
    assert seen(room, "ann", "PATCH", "/api/findings/F1/evidence/P3", {"values": {"note": "n"}}, sequence) == 409
    assert seen(room, "ann", "DELETE", "/api/findings/F1?with_dependants=1", None, sequence) == 409
    assert ("F1", "P3") in evidence(room)


def test_words_of_scripts_come_with_every_page(room: House) -> None:
    for path in PAGES:
        words = json.loads(one(shown(room, path, "nl"), "#words").text())
        assert words["Cancel" if "Cancel" in words else "Leave it"]
        assert all(dutch for dutch in words.values())

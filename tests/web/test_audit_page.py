"""The audit as a page: sentences that lead to their passages, rules that are changed, and the same for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        study = found.study.as_("ann")
        study.auditing.change(reset=[each.rule for each in study.auditing.rules()])
        for start in (16, 20, 24):
            study.evidence.add(
                "F1", study.passages.add("night", start, start + 3, voices=["R1"], hedged=True), "supports"
            )
        yield found


def test_each_sentence_stands_under_its_finding_and_leads_to_its_passages(room: House) -> None:
    page = read_page(room, "/audit")
    found = room.study.audit(language="en")
    shown = {article.attributes["id"]: article for article in page.css("article")}
    assert list(shown) == [f"{each.kind}-{each.identifier}" for each in found.subjects]
    followed = 0
    for each in found.subjects:
        article = shown[f"{each.kind}-{each.identifier}"]
        assert each.label in words(one(article, "h3"))
        for said, line in zip(each.sentences, article.css(".remarks-of > li"), strict=True):
            assert said.sentence in words(line)
            assert said.weight_label in words(line)
            links = [link.attributes["href"] or "" for link in line.css("a")]
            chips = [link for link in links if link.startswith("/sources/")]
            expected = [f"/sources/{cited.source}#passage-{cited.passage}" for cited in said.passages]
            assert chips == expected or links == [link for link in links if link.startswith("/find?")]
            for link in links:
                if link.startswith("/find?"):
                    rows = room.study.find(parse_qs(urlsplit(link).query)["q"][0]).rows
                    assert {row.passage for row in rows} == {cited.passage for cited in said.passages}
                    followed += 1
    assert followed
    assert page.css("[style]") == []


def test_rule_weight_and_dimension_choose_what_is_shown(room: House) -> None:
    page = read_page(room, "/audit?rule=spoken_against")
    against = [
        each for each in room.study.audit().subjects if any(one.rule == "spoken_against" for one in each.sentences)
    ]
    assert [article.attributes["id"] for article in page.css("article")] == [
        f"{each.kind}-{each.identifier}" for each in against
    ]
    assert all("Those against" in words(line) for line in page.css(".remarks-of > li"))
    page = read_page(room, "/audit?dimension=light")
    subjects = room.study.audit().subjects
    expected = [f"{each.kind}-{each.identifier}" for each in subjects if each.dimension == "light"]
    assert [article.attributes["id"] for article in page.css("article")] == expected
    strong = read_page(room, "/audit?weight=strong")
    assert {line.attributes["class"] for line in strong.css(".remarks-of > li")} == {"strong"}
    assert "Nothing here answers to that." in words(one(read_page(room, "/audit?rule=lost_place"), "#answer"))


def test_a_count_of_a_rule_leads_to_as_many_findings(room: House) -> None:
    page = read_page(room, "/audit")
    links = page.css("#rules td.number a")
    assert links
    for link in links:
        led = read_page(room, (link.attributes["href"] or "").partition("#")[0])
        assert len(led.css("article")) == int(link.text())


def test_twins_hold_what_python_gives_and_what_was_chosen(room: House) -> None:
    client = room.client("ann")
    answer = client.get("/audit.json?finding=F1", headers={"Accept-Language": "nl"}).json()
    assert answer == room.study.audit(finding="F1", language="nl").as_json() | {
        key: answer[key] for key in ("subjects", "rules", "unmeasured")
    }
    assert [each["identifier"] for each in answer["subjects"]] == ["F1"]
    assert "Rust op één stem, R1." in client.get("/audit.csv?finding=F1", headers={"Accept-Language": "nl"}).text
    assert client.get("/audit.xlsx").content[:2] == b"PK"
    assert "few_voices" in client.get("/audit.csv?sheet=audit_rules").text


def test_rules_are_changed_together_or_not_at_all(room: House) -> None:
    api = room.api("ann")
    before = {one["rule"]: one for one in api("GET", "/api/audit/rules")}
    assert before["few_voices"]["says"] == "fewer than 3 respondents"
    body = {"limits": {"few_voices": 1}, "off": ["no_contrary"]}
    after = {one["rule"]: one for one in api("PUT", "/api/audit/rules", body, key="a1")}
    assert (after["few_voices"]["set_by"], after["no_contrary"]["off"]) == ("study", True)
    newest = room.study.newest()
    api("PUT", "/api/audit/rules", body, key="a1")
    assert room.study.newest() == newest
    refused = api("PUT", "/api/audit/rules", {"limits": {"hedged": 40}, "off": ["none"]}, status=404)
    assert "There is no audit rule 'none'" in refused["error"]["message"]
    api("PUT", "/api/audit/rules", {"limits": {"hedged": 0}}, status=409)
    assert room.study.newest() == newest
    row = one(read_page(room, "/audit"), "#rule-few_voices")
    assert row.parent is not None
    assert one(row.parent, "input[type=number]").attributes["value"] == "1"


def test_the_journal_says_so_and_leads_to_the_rule(room: House) -> None:
    room.study.as_("ann").auditing.set("few_voices", threshold=4)
    page = read_page(room, "/journal")
    assert "set rules of the evidence audit" in words(one(page, "main"))
    assert any(link.attributes["href"] == "/audit#rule-few_voices" for link in page.css("main a"))


def test_what_is_not_there_is_said(room: House) -> None:
    answer = room.client("ann").get("/audit?finding=F99", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no finding" in answer.text


def test_it_speaks_dutch_too(room: House) -> None:
    page = read_page(room, "/audit", language="nl")
    assert words(one(page, "h1")) == "Bewijsaudit"
    assert "Rests on" not in words(one(page, "#main"))
    assert "Rust op één stem, R1." in words(one(page, "#main"))

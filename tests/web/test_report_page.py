"""The report within the site: what the command writes, its citations leading into the texts, guarded by consents."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from spanveld.session.report import render_report, report_of
from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, query: str = "") -> LexborHTMLParser:
    return read_page(room, f"/report{query}")


def test_the_files_are_those_of_the_command(room: House) -> None:
    client, found = room.client("ann"), report_of(room.study)
    for ending in (".html", ".md"):
        assert client.get(f"/report{ending}").content == render_report(found, ending)
    word = docx.Document(io.BytesIO(client.get("/report.docx").content))
    assert any("De lamp gaat te vroeg uit." in cell.text for table in word.tables for cell in table._cells)
    assert client.get("/report.pdf").status_code == 404


def test_the_page_says_what_the_file_says(room: House) -> None:
    file = LexborHTMLParser(room.client("ann").get("/report.html").text)
    page = shown(room)
    assert [h.text(strip=True) for h in page.css(".report h2, .report h3")][1:] == [
        h.text(strip=True) for h in file.css("main h2, main h3")
    ]
    quotes = [quote.text() for quote in file.css("main blockquote")]
    assert quotes
    assert [quote.text() for quote in page.css(".report blockquote")] == quotes


def test_each_citation_leads_into_the_text_and_all_else_to_a_place_on_the_page(room: House) -> None:
    page = shown(room)
    ids = {node.attributes["id"] for node in page.css("[id]")}
    addresses = [link.attributes["href"] or "" for link in page.css(".report a")]
    assert "/sources/night#passage-P1" in addresses
    for address in addresses:
        assert address.startswith("/sources/") or address.removeprefix("#").replace("%3A", ":") in ids, address
    entry = next(f for f in page.css("figure") if f.attributes["id"] == "passage:P4")
    assert one(entry, "figcaption a").attributes["href"] == "/sources/notes#passage-P4"


def test_a_long_report_is_shown_a_chapter_at_a_time_with_links_between_them(
    room: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spanveld.session.report_page.LONG", 0)
    monkeypatch.setattr("spanveld.session.report_page.PIECE", 2)
    first = shown(room)
    assert len(first.css(".report section.sheet")) == 1
    seen, address, texts = 0, "/report", ""
    while address and seen < 50:
        page = shown(room, address.removeprefix("/report").partition("#")[0])
        texts += page.css_first(".report").text() if page.css_first(".report") else ""
        after = page.css_first(".beside-chapters a[rel=next]")
        address, seen = (after.attributes["href"] or "" if after else ""), seen + 1
    whole = LexborHTMLParser(room.client("ann").get("/report.html").text)
    assert all(quote.text() in texts for quote in whole.css("main blockquote"))
    assert seen > len(whole.css("main section.sheet"))


def test_words_outside_a_consent_are_not_shown_to_others_until_they_are_left_out(room: House) -> None:
    refused = shown(room, "?profile=public")
    assert refused.css(".report") == []
    assert "R1" in one(refused, ".warns").text()
    assert "--" not in one(refused, ".warns").text()
    without = one(refused, ".warns a").attributes["href"] or ""
    page = shown(room, without.removeprefix("/report"))
    assert "De lamp is uit." not in one(page, ".report").text()
    assert [a for a in page.css(".report a") if (a.attributes["href"] or "").startswith("/sources/")] == []
    answer = room.client("ann").get("/report.docx?profile=public", headers={"Accept": "text/html"})
    assert answer.status_code == 409


def test_it_warns_before_it_is_passed_on_and_tells_what_it_leaves_out(room: House) -> None:
    page = shown(room, "?wave=W1&dimension=authorise")
    assert "do not pass it on" in one(page, ".warns").text() or "geef haar niet door" in one(page, ".warns").text()
    facts = one(page, ".facts").text()
    assert "W1" in facts
    assert [h.text() for h in page.css(".report h2") if "Presteren" in h.text()] == []


def test_a_change_is_in_the_report_at_once(room: House) -> None:
    shown(room)
    room.study.as_("ann").findings.edit("F1", statement="De lamp gaat te laat uit.")
    assert "De lamp gaat te laat uit." in one(shown(room), ".report").text()


def test_the_page_keeps_to_the_policy(room: House) -> None:
    room.study.as_("ann").findings.edit("F1", statement="<img src=x onerror=alert(1)>")
    page = shown(room)
    assert page.css("[style], style, img, iframe") == []
    assert room.client("ann").get("/report.css").headers["content-type"].startswith("text/css")


def test_nobody_comes_in_without_a_cookie(room: House) -> None:
    for path in ("/report", "/report.docx", "/tables", "/tables.csv", "/memos", "/memos.csv"):
        assert room.client("").get(path, headers={"Accept": "text/html"}).status_code == 401

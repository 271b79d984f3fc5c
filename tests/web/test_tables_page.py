"""The findings tables as a page and as files for other programs: the same as the command prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from spanveld.cli.main import program
from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page


@pytest.fixture
def address(files: Addresses) -> str:
    return files()


@pytest.fixture
def room(address: str) -> Iterator[House]:
    with house(address) as found:
        yield found


def shown(room: House, query: str = "", language: str = "en") -> LexborHTMLParser:
    return read_page(room, f"/tables{query}", language=language)


FILTERS = ({}, {"dimension": "authorise"}, {"sub_case": "west"}, {"wave": "W1"}, {"dimension": "light", "wave": "W2"})


@pytest.mark.parametrize("format", ["json", "csv"])
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_twins_are_byte_for_byte_what_the_command_prints(
    room: House, address: str, format: str, filters: dict[str, str]
) -> None:
    words = [word for name, value in filters.items() for word in (f"--{name.replace('_', '-')}", value)]
    printed = CliRunner().invoke(program, ["table", address, "--format", format, *words])
    assert printed.exit_code == 0, printed.output
    answer = room.client("ann").get(f"/tables.{format}", params=filters)
    assert answer.status_code == 200
    assert answer.content == printed.stdout_bytes
    assert Path(address).exists()


def test_every_finding_has_a_row_below_its_dimension_and_leads_to_the_board(room: House) -> None:
    page = shown(room)
    rows = {row.attributes["id"]: row for row in page.css("tr[id^=finding-]")}
    assert set(rows) == {"finding-F1", "finding-F2", "finding-F3"}
    for name, row in rows.items():
        assert one(row, ".about a").attributes["href"] == f"/findings?open={(name or '').removeprefix('finding-')}"
    assert len(page.css("section.evidence-table")) == len(room.study.pages.dimensions())


def test_a_chip_of_one_passage_leads_into_its_text_and_says_what_it_does(room: House) -> None:
    row = one(shown(room), "#finding-F1")
    links = {link.text(strip=True): link for link in row.css("a.evidence")}
    assert links["R1"].attributes["href"] == "/sources/night#passage-P1"
    against = links["against: R1"]
    assert against.attributes["href"] == "/sources/night#passage-P2"
    assert "against" in (against.attributes["class"] or "")


def test_a_chip_of_several_passages_opens_a_list_with_their_words(room: House) -> None:
    room.study.as_("ann").evidence.add("F3", "P1")
    room.study.as_("ann").passages.add("night", 16, 48, passage="P9")
    room.study.as_("ann").evidence.add("F3", "P9", note="let op")
    row = one(shown(room, "?open=F3:supports:R1"), "#finding-F3")
    listed = one(row, "details.cited[open]")
    assert one(listed, "summary").text(strip=True).startswith("R1")
    assert [link.attributes["href"] for link in listed.css("a.evidence")] == [
        "/sources/night#passage-P1",
        "/sources/night#passage-P9",
    ]
    assert "De lamp is uit." in listed.text()
    assert "let op" in listed.text()
    assert shown(room).css("details.cited[open]") == []


def test_a_long_table_brings_the_words_of_a_list_when_it_is_opened(
    room: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spanveld.web.pages.tables.AT_ONCE", 0)
    ann = room.study.as_("ann")
    ann.passages.add("night", 16, 48, passage="P9")
    for passage in ("P1", "P9"):
        ann.evidence.add("F3", passage)
    closed = one(shown(room, "?wave=W1"), "#finding-F3 details.cited")
    more = closed.attributes["data-more"] or ""
    assert "De lamp" not in closed.text()
    assert one(closed, "p a").attributes["href"] == more
    opened = one(shown(room, "?" + more.partition("?")[2]), "#finding-F3 details.cited[open]")
    assert "De lamp is uit." in opened.text()
    assert "wave=W1" in more


def test_helpers_stand_in_words_and_a_narrow_ground_is_marked(room: House) -> None:
    row = one(shown(room), "#finding-F1 .strength")
    assert one(row, ".lacks").text() == "Rests on one voice (R1)"
    assert "1 kind of party" in row.text()
    assert one(shown(room), "#finding-F3 .none").text() == "no passages"


def test_filters_narrow_the_page_as_they_do_the_twins(room: House) -> None:
    page = shown(room, "?sub_case=west&dimension=light")
    assert [row.attributes["id"] for row in page.css("tr[id^=finding-]")] == ["finding-F2"]
    assert one(page, "select[name=dimension] option[selected]").attributes["value"] == "light"
    assert "west" in one(page, ".scope").text()
    assert "/tables.csv?dimension=light&sub_case=west" in [a.attributes["href"] for a in page.css(".ways a")]


@pytest.mark.parametrize("query", ["?wave=W9", "?dimension=none", "?sub_case=north"])
def test_what_is_not_there_is_not_found(room: House, query: str) -> None:
    for path in ("/tables", "/tables.json", "/report"):
        assert room.client("ann").get(path + query, headers={"Accept": "text/html"}).status_code == 404


def test_the_page_keeps_to_the_policy_and_speaks_dutch(room: House) -> None:
    room.study.as_("ann").findings.edit("F1", statement="<img src=x onerror=alert(1)>")
    for language in ("en", "nl"):
        page = shown(room, "", language)
        assert page.css("[style], style, img") == []
        assert all("src" in s.attributes or s.attributes.get("type") == "application/json" for s in page.css("script"))
    assert one(shown(room, "", "nl"), "h1").text() == "Bevindingentabellen"

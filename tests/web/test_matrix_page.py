"""The framework matrix as it leaves the server: heads, cells, why one is empty, its twins, and a cell written by a plain form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborNode

from spanveld.model.records import MatrixCell
from tests.conftest import Addresses
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import one, read_page, words

SCRIPT = "</script><script>alert(1)</script>\n\n<img src=x onerror=alert(2)>"
CELL = ("participant:R1", "tension/authorise")
PLACE = {"row": CELL[0], "column": CELL[1]}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def written(room: House) -> dict[tuple[str, str], str]:
    return {
        (cell.subject or f"level:{cell.level}", f"{cell.layer}/{cell.code}" if cell.code else cell.rule): cell.text
        for cell in room.study.content().of(MatrixCell)
    }


def hidden(form: LexborNode) -> dict[str, str]:
    return {each.attributes["name"] or "": each.attributes["value"] or "" for each in form.css("input")}


def post(room: House, coder: str = "ann", **fields: str) -> tuple[int, str, str]:
    answer = room.client(coder).post("/matrix/cell", data=fields, headers={"Origin": ORIGIN, "Accept-Language": "en"})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_every_count_leads_to_the_query_that_finds_just_those_passages(room: House) -> None:
    for query in ("", "?columns=aspects", "?rows=sources&columns=dimensions", "?rows=sources&columns=rules"):
        page = read_page(room, f"/matrix{query}")
        shown = [cell for cell in page.css(".cell") if cell.css_first(".found")]
        assert shown or "rules" in query
        for cell in shown:
            link = one(cell, ".found a")
            asked = parse_qs(urlsplit(link.attributes["href"] or "").query)["q"][0]
            found = room.study.find(asked)
            assert link.text(deep=False).split()[0] == str(found.evidence), asked
            chips = one(cell, ".chips").css("a.evidence")
            assert {chip.text() for chip in chips} <= {row.passage for row in found.rows}


def test_an_empty_cell_says_why_in_words_with_a_sign_and_the_signs_are_explained(room: House) -> None:
    for coder in ("ann", "ben"):
        room.study.as_(coder).sources.set_progress("night", "being_read")
    page = read_page(room, "/matrix?rows=sources&columns=dimensions")
    said = {words(why) for why in page.css(".cell .why")}
    assert "… not read yet" in said
    assert {words(line) for line in page.css(".signs li")} == said
    assert "Een bron" not in page.html  # type: ignore[operator]
    assert any(
        "nog niet gelezen" in words(why) for why in read_page(room, "/matrix?rows=sources", language="nl").css(".why")
    )


def test_words_that_look_like_markup_stay_words(room: House) -> None:
    room.study.matrix.write(*CELL, SCRIPT)
    for path in ("/matrix", "/matrix/cell?at=participant:R1%20tension/authorise"):
        page = read_page(room, path)
        assert not page.css("main img, main script")
    paragraphs = read_page(room, "/matrix").css(".summary")
    assert [paragraph.text() for paragraph in paragraphs if "alert" in paragraph.text()] == SCRIPT.split("\n\n")


def test_a_form_without_scripts_writes_the_cell_and_leads_back_to_the_same_matrix(room: House) -> None:
    form = one(read_page(room, "/matrix/cell?at=participant:R1%20tension/authorise&wave=W1"), "form.one-cell")
    fields = hidden(form)
    assert fields["wave"] == "W1"
    status, location, _ = post(room, **fields, text="Regel een.\r\n\r\nRegel twee.")
    assert status == 303
    assert location == "/matrix?wave=W1#matrix"
    assert written(room)["participant:R1", "tension/authorise"] == "Regel een.\n\nRegel twee."
    assert post(room, **{**fields, "text": "nogmaals"})[0] == 303
    assert written(room)["participant:R1", "tension/authorise"] == "Regel een.\n\nRegel twee.", "the same form twice"


def test_what_somebody_else_wrote_since_the_form_was_read_is_told_and_the_words_are_not_lost(room: House) -> None:
    form = one(read_page(room, "/matrix/cell?at=participant:R1%20tension/authorise"), "form.one-cell")
    fields = hidden(form)
    room.study.as_("ben").matrix.write(*CELL, "van ben")
    status, _, html = post(room, **fields, text="van ann")
    assert status == 409
    assert "van ann</textarea>" in html
    assert "ben changed" in html
    assert written(room)["participant:R1", "tension/authorise"] == "van ben"


def test_a_cell_is_written_once_under_its_key_and_not_over_what_others_wrote(room: House) -> None:
    ann = room.api("ann")
    for _ in range(2):
        answer = ann("PUT", "/api/matrix/cell", {**PLACE, "text": "een"}, key="k1")
        assert answer == {**PLACE, "text": "een"}
    assert [entry.action for entry in room.study.journal().entries].count("write cell") == 1
    refused = ann("PUT", "/api/matrix/cell", {**PLACE, "row": "participant:R9", "text": "x"}, key="k2", status=404)
    assert "R9" in refused["error"]["message"]
    ann("PUT", "/api/matrix/cell", {**PLACE, "text": ""}, key="k3")
    assert ("participant:R1", "tension/authorise") not in written(room)


def test_rows_and_columns_come_in_pages_and_the_twins_hold_all(room: House) -> None:
    with room.study._store.writing("ann") as work:
        for number in range(60):
            work.insert("participant", identifier=f"X{number}")
        work.record("add many", [])
    room.study.codes.create("aspect", "warm")
    first, last = read_page(room, "/matrix?columns=aspects"), read_page(room, "/matrix?columns=aspects&page=3&part=1")
    assert len(first.css(".matrix tbody tr")) == 25
    assert len(last.css(".matrix tbody tr")) == 13
    assert words(one(last, ".matrix tbody tr:last-child th")).startswith("FN")
    table = room.client("ann").get("/matrix.json?columns=aspects").json()
    assert len(table["cells"]) == table["rows_in_all"] == 63
    assert len(table["cells"][0]) == table["columns_in_all"]
    rows = list(csv.reader(io.StringIO(room.client("ann").get("/matrix.csv?columns=aspects").text)))
    assert len(rows) == 64
    for ending in ("xlsx", "docx"):
        assert room.client("ann").get(f"/matrix.{ending}?columns=aspects").content[:2] == b"PK"


@pytest.mark.parametrize("query", ["rows=apes", "columns=apes", "wave=1900", "sub_case=x", "coder=x"])
def test_what_there_is_not_is_told(room: House, query: str) -> None:
    read_page(room, f"/matrix?{query}", status=404)


def test_the_journal_leads_to_the_cell_that_was_written(room: House) -> None:
    room.study.as_("ann").matrix.write(*CELL, "R1 wil licht.")
    links = [link.attributes["href"] or "" for link in read_page(room, "/journal").css("a")]
    (link,) = {link for link in links if link.startswith("/matrix/cell")}
    assert "R1 wil licht." in one(read_page(room, link), "textarea").text()

"""The codebook's pages as they leave the server: every code with its counts, what is protected, safe whatever stands in the study."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import docx
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, path: str = "/codebook", language: str = "en") -> LexborHTMLParser:
    return read_page(room, path, language=language)


def test_every_code_has_a_place_with_its_counts_and_a_link_that_opens_it(room: House) -> None:
    page, book = shown(room), room.study.pages.codes()
    known = [line.code for layer in book.layers for line in layer.codes]
    assert [link.attributes["data-code"] for link in page.css(".codes a[data-code]")] == known
    cold = next(item for item in page.css(".code") if one(item, "a").attributes["data-code"] == "aspect/cold")
    said = words(one(cold, ".figures"))
    assert said.startswith("2 codings, 1 of 5 passages, 1 of 2 sources")
    assert "codings of the codes below it: 1" in said
    assert one(cold, "a").attributes["href"] == "/codebook?code=aspect%2Fcold#opened"


def test_numbers_open_the_passages_with_links_into_the_text(room: House) -> None:
    page = shown(room, "/codebook?code=aspect/cold")
    [passage] = page.css(".passages li")
    assert [link.attributes["href"] for link in passage.css("a.words")] == ["/sources/night#passage-P1"]
    assert "De lamp is uit." in words(passage)
    assert "Ook tocht?" in words(one(page, "ul.memos"))


@pytest.mark.parametrize(
    ("code", "said", "link"),
    [
        ("tension/authorise", "belongs to framework governance-tensions", "/codebook/frameworks"),
        ("room/west", "stands for a sub-case", "/people#sub-cases"),
    ],
)
def test_what_is_protected_says_why_and_where_it_is_changed(room: House, code: str, said: str, link: str) -> None:
    page = shown(room, f"/codebook?code={code}")
    assert said in words(one(page, ".protected"))
    assert one(page, ".protected a").attributes["href"] == link
    assert page.css("#rename, #merge, #remove, #up") == []
    assert shown(room, "/codebook?code=aspect/cold").css_first(".protected") is None


def test_a_filter_shows_what_has_the_words_with_what_stands_above_it(room: House) -> None:
    page = shown(room, "/codebook?q=frost")
    assert [link.attributes["data-code"] for link in page.css("a[data-code]")] == ["aspect/cold", "aspect/frost"]
    assert [link.attributes["data-code"] for link in page.css(".dim > .code-line a[data-code]")] == ["aspect/cold"]
    assert "q=frost" in (one(page, "a[data-code='aspect/frost']").attributes["href"] or "")
    assert "No code has these words." in words(one(shown(room, "/codebook?q=nothing+at+all"), "#tree"))


def test_a_code_that_was_merged_leads_to_what_took_its_place(room: House) -> None:
    room.study.as_("ann").codes.merge("aspect/draught", "aspect/cold")
    gone = one(shown(room, "/codebook?code=aspect/draught"), "#opened")
    assert "aspect/draught was merged into aspect/cold by ann." in words(gone)
    assert one(gone, "a").attributes["href"] == "/codebook?code=aspect%2Fcold#opened"
    assert "no code 'x' in layer 'aspect'" in words(one(shown(room, "/codebook?code=aspect/x"), "#opened"))


@pytest.mark.parametrize(
    "path", ["/codebook?code=aspect/cold&page=x", "/codebook?code=%00", "/codebook?page=-1&in=nobody"]
)
def test_odd_questions_get_a_page(room: House, path: str) -> None:
    one(shown(room, path), "#tree")


def test_scripts_in_any_text_stand_as_text(room: House) -> None:
    ann = room.study.as_("ann")
    ann.codes.create("aspect", "evil", label_nl=SCRIPT, label_en=SCRIPT, definition=SCRIPT)
    ann.memos.add(SCRIPT, subject="code:aspect/evil")
    for path in ("/codebook", "/codebook?code=aspect/evil", f"/codebook?q={SCRIPT}"):
        page = shown(room, path)
        assert page.css("img") == []
        assert [
            script for script in page.css("script") if "alert" in script.text() and "src" not in script.attributes
        ] == []


@pytest.mark.parametrize("path", ["/codebook", "/codebook?code=aspect/cold", "/codebook/frameworks"])
def test_the_pages_keep_to_the_policy_and_speak_dutch(room: House, path: str) -> None:
    english, dutch = shown(room, path), shown(room, path, "nl")
    for page in (english, dutch):
        assert page.css("[style], style") == []
        assert all(
            "src" in script.attributes or script.attributes.get("type") == "application/json"
            for script in page.css("script")
        )
        assert one(page, "nav a[aria-current='page']").attributes["href"] == "/codebook"
    assert one(english, "h1").text() != one(dutch, "h1").text()
    assert json.loads(one(dutch, "#words").text())


def test_the_twins_have_the_same_codes(room: House) -> None:
    client = room.client("ann")
    book = client.get("/codebook.json").json()
    assert book == client.get("/api/codes", headers={"Accept": "application/json"}).json()
    answer = client.get("/codebook.docx")
    assert 'filename="room-codebook.docx"' in answer.headers["content-disposition"]
    tables = docx.Document(io.BytesIO(answer.content)).tables
    cells = "\n".join(row.cells[0].text for table in tables for row in table.rows)
    for layer in book["layers"]:
        for line in layer["codes"]:
            assert line["code"] in cells
    assert "De lamp is uit" not in "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_frameworks_show_their_version_sources_and_what_nobody_read(room: House) -> None:
    page = shown(room, "/codebook/frameworks")
    house_framework = one(page, "#framework-governance-tensions")
    assert "version 1.0.0" in words(house_framework)
    assert "Ansell & Gash (2008)" in words(house_framework)
    assert "not read for this framework" in words(house_framework)
    assert page.css_first("#adopt-governance-tensions") is None
    one(page, "#adopt-simons-levers")


def test_nobody_comes_in_without_a_cookie(room: House) -> None:
    for path in ("/codebook", "/codebook.json", "/codebook.docx", "/codebook/frameworks"):
        assert room.client("").get(path, headers={"Accept": "text/html"}).status_code == 401


def test_the_codebook_is_taken_along_as_a_table(room: House) -> None:
    codes = [line.code for layer in room.study.pages.codes().layers for line in layer.codes]
    answer = room.client("ann").get("/codebook.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["code"] for row in rows] == codes
    [frost] = [row for row in rows if row["code"] == "aspect/frost"]
    assert (frost["parent"], frost["depth"], frost["path"].count(" / ")) == ("aspect/cold", "1", 1)
    book = openpyxl.load_workbook(io.BytesIO(room.client("ann").get("/codebook.xlsx").content))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == codes
    assert book.worksheets[1].max_row == len(room.study.pages.codes().layers) + 1
    assert [link.attributes["href"] for link in shown(room).css("a[download]")] == [
        "/codebook.docx",
        "/codebook.xlsx",
        "/codebook.csv",
    ]

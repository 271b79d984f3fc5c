"""Import and export by the pages and by their interface: looked at first, asked about, brought in, reported, and taken out."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Addresses
from tests.formats.exchange.refi_made import guid
from tests.session.samples import assert_sound, dump
from tests.small_project import project, unclear_project
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import one, words

READER = {"Accept": "text/html", "Accept-Language": "en", "Origin": ORIGIN}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return project(tmp_path / "keuken.qdpx")


def ask(room: House, address: str) -> LexborHTMLParser:
    answer = room.client("ann").get(address, headers=READER)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def post(room: House, address: str, **sent: Any) -> Any:
    return room.client("ann").post(address, headers=READER, **sent)


def look(room: House, file: Path) -> LexborHTMLParser:
    """The page with a project that waits."""
    answer = post(room, "/exchange", files={"file": (file.name, file.read_bytes())})
    assert answer.status_code == 303, answer.text
    return ask(room, answer.headers["location"])


def filled(page: LexborHTMLParser) -> dict[str, str]:
    """What a browser would send of the form of a project that waits, as it stands."""
    values: dict[str, str] = {}
    for box in one(page, "form.decide").css("input, select"):
        name, attributes = str(box.attributes["name"]), box.attributes
        if box.tag == "select":
            chosen = box.css("option[selected]") or box.css("option")[:1]
            values[name] = str(chosen[0].attributes["value"] or "")
        elif attributes.get("type") != "radio" or "checked" in attributes:
            values[name] = str(attributes["value"] or "")
    return values


def decide(room: House, page: LexborHTMLParser, do: str, **more: str) -> Any:
    address = str(one(page, "form.decide").attributes["action"])
    return post(room, address, data={**filled(page), "do": do, **more})


def quotes(room: House) -> dict[str, tuple[str, ...]]:
    """Words -> codes of the passages of the study."""
    return {row.quote: row.codes for row in room.study.as_("ann").find("source:*").rows}


def test_a_project_is_shown_and_nothing_is_written_before_that_is_said(room: House, file: Path) -> None:
    before = dump(room.study)
    page = look(room, file)
    rows = {
        words(one(row, "th")): [words(cell) for cell in row.css("td")] for row in page.css("#waiting .account tbody tr")
    }
    assert rows["passages (PlainTextSelection)"] == ["1", "1", "–", "–", "–"]
    assert "1 source, 2 codes, 1 passage, 1 coding" in words(one(page, "#would"))
    assert [words(one(row, "th")) for row in page.css(".mapping tbody tr")] == ["Samen", "Samen / Bellen"]
    assert one(page, "#layer").attributes["placeholder"] == "keuken"
    assert dump(room.study) == before


def test_what_is_said_of_it_is_shown_again_before_it_comes_in(room: House, file: Path) -> None:
    page = look(room, file)
    again = decide(room, page, "look", layer="elders", kind="interview", **{"user-0": "ben", "code-0": "-"})
    assert again.status_code == 303
    page = ask(room, again.headers["location"])
    said = filled(page)
    assert [said[name] for name in ("layer", "kind", "user-0", "code-0")] == ["elders", "interview", "ben", "-"]
    came = decide(room, page, "import")
    assert came.status_code == 303, came.text
    content = room.study.content()
    [passage] = [record for record in content.records["passage"] if record.guid == guid("mark")]
    assert passage.coder == "ben"
    assert quotes(room)["We bellen elkaar"] == ("elders/bellen",)
    [source] = [record for record in content.records["source"] if record.guid == guid("text")]
    assert source.kind == "interview"


def test_after_an_import_its_report_is_shown_and_stays_to_be_opened(room: House, file: Path) -> None:
    came = decide(room, look(room, file), "import")
    page = ask(room, came.headers["location"])
    assert "keuken.qdpx came in." in words(one(page, "#came-back"))
    newest = one(page, "article.import")
    assert "QualCoder 4.0" in words(newest)
    assert len(newest.css(".account tbody tr")) > 4
    closed = ask(room, "/exchange")
    assert closed.css("article.import .account") == []
    earlier = len(closed.css("article.import")) - 1
    opened = ask(room, str(one(closed, "article.import h3 a").attributes["href"]))
    assert "characters (code points)" in words(one(opened, "article.import .counting"))
    assert_sound(room.study)
    room.study.as_("ann").undo()
    assert len(ask(room, "/exchange").css("article.import")) == earlier


def test_codes_go_to_codes_of_the_study_where_that_is_said(room: House, file: Path) -> None:
    page = look(room, file)
    options = {option.attributes["value"] for option in page.css("#codes option")}
    assert {"-", "aspect/cold"} <= options
    assert decide(room, page, "import", **{"code-1": "aspect/cold"}).status_code == 303
    assert quotes(room)["We bellen elkaar"] == ("aspect/cold",)


def test_a_code_that_is_not_there_is_refused_and_what_was_said_stays(room: House, file: Path) -> None:
    before = dump(room.study)
    answer = decide(room, look(room, file), "import", layer="elders", **{"code-1": "aspect/warm"})
    assert answer.status_code == 409
    page = LexborHTMLParser(answer.text)
    assert "aspect/warm" in words(one(page, "#waiting .wrong"))
    assert filled(page)["layer"] == "elders"
    assert dump(room.study) == before


def test_a_source_that_is_not_clear_is_asked_about_with_the_words_of_both_readings(room: House, tmp_path: Path) -> None:
    page = look(room, unclear_project(tmp_path / "vreemd.qdpx"))
    asked = one(page, "fieldset.question")
    readings = asked.css(".reading")
    assert len(readings) == 2
    marked = [[words(mark) for mark in reading.css("mark")] for reading in readings]
    assert marked[0] != marked[1]
    assert all(marked)
    other = str(one(readings[1], "input").attributes["value"])
    came = decide(room, page, "look", **{"convention-0": other})
    page = ask(room, came.headers["location"])
    assert filled(page)["convention-0"] == other
    assert "chosen by a person" in words(one(page, ".counting"))
    assert decide(room, page, "import").status_code == 303
    assert set(marked[1]) <= set(quotes(room))


def test_conflicts_are_settled_on_the_page_before_anything_is_written(room: House, file: Path) -> None:
    decide(room, look(room, project(file, memo="Eerst.")), "import")
    [name] = [one.passage for one in room.study.content().records["passage"] if one.guid == guid("mark")]
    room.study.as_("ann").passages.edit(name, memo="Van hier.")
    before = dump(room.study)
    page = look(room, project(file, memo="Van daar."))
    assert "came in before" in words(one(page, ".again"))
    row = one(page, ".conflicts tbody tr")
    assert "Van hier." in words(row)
    assert "Van daar." in words(row)
    waits = decide(room, page, "import")
    assert "waiting=" in waits.headers["location"]
    assert dump(room.study) == before
    came = decide(room, page, "import", **{"settle-0": "theirs"})
    assert "import=" in came.headers["location"], came.headers["location"]
    [passage] = [one for one in room.study.content().records["passage"] if one.guid == guid("mark")]
    assert passage.memo == "Van daar."


def test_a_project_is_imported_once_though_it_is_sent_twice(room: House, file: Path) -> None:
    page = look(room, file)
    decide(room, page, "import")
    once = dump(room.study)
    assert decide(room, page, "import").status_code in (303, 404)
    assert dump(room.study) == once


@pytest.mark.parametrize("content", [b"", b"Geachte heer,", b"PK\x03\x04nothing"])
def test_what_is_no_project_is_refused_by_its_name(room: House, content: bytes) -> None:
    answer = post(room, "/exchange", files={"file": ("brief <b>.qdpx", content)})
    assert answer.status_code == 400
    page = LexborHTMLParser(answer.text)
    assert "brief <b>.qdpx cannot be read" in words(one(page, "#in .wrong"))
    assert "/tmp" not in answer.text
    assert post(room, "/exchange").status_code == 400


def test_a_project_that_waits_no_more_is_said_to_be_gone(room: House, file: Path) -> None:
    page = look(room, file)
    assert decide(room, page, "leave").headers["location"] == "/exchange"
    gone = decide(room, page, "import")
    assert gone.status_code == 404
    assert "choose it again" in words(one(LexborHTMLParser(gone.text), "#in .wrong"))


def test_the_study_goes_out_as_files(room: House) -> None:
    client = room.client("ann")
    page = ask(room, "/exchange")
    links = [str(link.attributes["href"]) for link in page.css("#out a[download]")]
    assert len(links) == 7
    for address in links:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert re.search("attachment; filename", answer.headers["content-disposition"])
        assert answer.content, address
    packed = client.get("/exchange/project.qdpx?for=nvivo").content
    assert "project.qde" in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    rows = list(csv.DictReader(io.StringIO(client.get("/exchange/passages.csv?q=voice:R1&context=5").text)))
    assert [row["passage"] for row in rows] == [row.passage for row in room.study.find("voice:R1").rows]
    assert client.get("/exchange/passages.csv?q=voice:nobody").status_code == 409


def test_what_a_program_drops_is_said_before_the_file_is_taken(room: House) -> None:
    page = ask(room, "/exchange?for=nvivo")
    assert words(one(page, "#drops h3")) == "What NVivo is known to drop"
    assert len(page.css("#drops li")) > 0
    assert page.css("a[href='/exchange/project.qdpx?for=nvivo']")
    assert ask(room, "/exchange?for=elsewhere").css("#drops") == []


def test_the_first_page_leads_to_import_and_export(room: House) -> None:
    assert one(ask(room, "/"), "#exchange a").attributes["href"] == "/exchange"


def test_the_interface_does_what_the_page_does(room: House, file: Path) -> None:
    api = room.api("ann")
    answer = room.client("ann").post(
        "/api/projects",
        files={"file": (file.name, file.read_bytes())},
        headers={**READER, "Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown["added"]["passage"] == 1
    address = f"/api/projects/{shown['token']}"
    before = dump(room.study)
    assert api("POST", address, {"layer": "elders", "dry_run": True})["added"]["layer"] == 1
    assert dump(room.study) == before
    came = api("POST", address, {"layer": "elders", "users": {guid("ann"): "ann"}}, key="k1")
    assert (came["exchange"], came["unsettled"]) != ("", 1)
    assert quotes(room)["We bellen elkaar"] == ("elders/bellen",)
    kept = api("GET", "/api/exchanges")[-1]
    assert (kept["exchange"], kept["file"], kept["layer"]) == (came["exchange"], "keuken.qdpx", "elders")
    assert kept["report"]["elements"]
    assert api("POST", address, {}, status=404)["error"]["code"] == "not_found"

"""Memos through the interface and on their page: written, changed, removed, taken back, refused where others were first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, query: str = "", language: str = "en") -> LexborHTMLParser:
    return read_page(room, f"/memos{query}", language=language)


def test_a_memo_is_written_changed_and_removed_each_as_one_step_of_undo(room: House) -> None:
    ann = room.api("ann")
    values = {"text": "Waarom hier?", "subject": "finding:F1", "kind": "theory"}
    name = ann("POST", "/api/memos", {"values": values}, key="a")["id"]
    (memo,) = ann("GET", "/api/memos?words=waarom")["memos"]
    today = datetime.now().astimezone().date().isoformat()
    assert (memo["memo"], memo["subject"], memo["author"], memo["date"]) == (name, "finding:F1", "ann", today)
    ann("PATCH", f"/api/memos/{name}", {"values": {"text": "Waarom daar?", "date": "2024"}}, key="b")
    assert ann("GET", "/api/memos?words=daar")["memos"][0]["date"] == "2024"
    ann("DELETE", f"/api/memos/{name}", key="c")
    assert ann("GET", "/api/memos?words=waarom")["found"] == 0
    for words in ("daar", "hier"):
        ann("POST", "/api/undo", key=f"undo {words}")
        assert ann("GET", f"/api/memos?words=waarom {words}")["found"] == 1
    ann("POST", "/api/undo", key="undo all")
    assert ann("GET", "/api/memos?words=waarom")["found"] == 0


def test_a_memo_asked_for_again_under_its_key_is_not_written_twice(room: House) -> None:
    ann = room.api("ann")
    first = ann("POST", "/api/memos", {"values": {"text": "Eens."}}, key="same")
    assert ann("POST", "/api/memos", {"values": {"text": "Eens."}}, key="same") == first
    assert ann("GET", "/api/memos?words=eens")["found"] == 1


def test_who_saw_a_memo_before_another_changed_it_is_told_and_changes_nothing(room: House) -> None:
    ann, ben = room.client("ann"), room.api("ben")
    name = room.api("ann")("POST", "/api/memos", {"values": {"text": "Eerst."}}, key="a")["id"]
    seen = room.study.newest()
    ben("PATCH", f"/api/memos/{name}", {"values": {"text": "Van ben."}}, key="b")
    headers = {"Accept": "application/json", "Accept-Language": "en", "Origin": str(ann.base_url)}
    late = ann.patch(
        f"/api/memos/{name}",
        json={"values": {"text": "Van ann."}},
        headers={**headers, "Spanveld-Request": "c", "Spanveld-Seen": str(seen)},
    )
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")
    assert [memo["text"] for memo in ben("GET", "/api/memos?words=van")["memos"]] == ["Van ben."]


def test_a_memo_on_a_finding_is_no_change_of_the_finding(room: House) -> None:
    """So that nobody who edits it meanwhile is refused."""
    seen = room.study.newest()
    room.api("ben")("POST", "/api/memos", {"values": {"text": "Kijk.", "subject": "finding:F1"}}, key="a")
    assert all("finding:F1" not in change.subjects for change in room.study.changes(seen))


def test_the_memo_that_a_passage_carries_is_changed_where_all_memos_are(room: House) -> None:
    ann = room.api("ann")
    ann("PATCH", "/api/memos/passage:P2", {"values": {"text": "Anders."}}, key="a")
    assert next(p.memo for p in room.study.content().records["passage"] if p.passage == "P2") == "Anders."
    refused = ann("PATCH", "/api/memos/passage:P2", {"values": {"kind": "theory"}}, key="b", status=409)
    assert "text only" in refused["error"]["message"]
    ann("DELETE", "/api/memos/passage:P2", key="c")
    assert ann("GET", "/api/memos?subject=passage:P2")["found"] == 0
    assert any(p.passage == "P2" for p in room.study.content().records["passage"])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/memos", {"values": {"text": "  "}}, 409),
        ("POST", "/api/memos", {"values": {"text": "Zo.", "subject": "turn:1"}}, 409),
        ("POST", "/api/memos", {"values": {"text": "Zo.", "mood": "x"}}, 400),
        ("POST", "/api/memos", {"values": {"text": "Zo.", "date": "yesterday"}}, 409),
        ("PATCH", "/api/memos/999", {"values": {"text": "Zo."}}, 404),
        ("PATCH", "/api/memos/x", {"values": {"text": "Zo."}}, 404),
        ("DELETE", "/api/memos/passage:P9", None, 404),
        ("GET", "/api/memos?on=turn", None, 409),
        ("GET", "/api/memos?page=two", None, 400),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message_and_changes_nothing(
    room: House, method: str, path: str, body: object, status: int
) -> None:
    before = room.study.newest()
    assert room.api("ann")(method, path, body, key="k" if method != "GET" else "", status=status)["error"]["message"]
    assert room.study.newest() == before


def test_each_memo_leads_to_what_it_is_on(room: House) -> None:
    wanted = {
        "finding:F1": "/findings?open=F1",
        "code:aspect/cold": "/codebook?code=aspect%2Fcold",
        "participant:R1": "/people#participant-R1",
        "source:night": "/sources/night",
        "passage:P1": "/sources/night#passage-P1",
        "": "/",
    }
    ann = room.api("ann")
    for subject, address in wanted.items():
        name = ann("POST", "/api/memos", {"values": {"text": f"Op {subject}.", "subject": subject}}, key=subject)["id"]
        row = next(row for row in shown(room).css("tr[data-id]") if row.attributes["data-id"] == name)
        assert one(row, "th a").attributes["href"] == address


def test_the_page_says_how_many_there_are_and_what_it_is_narrowed_to(room: House) -> None:
    room.api("ann")("POST", "/api/memos", {"values": {"text": "Sleutel."}}, key="a")
    page = shown(room, "?words=sleutel")
    total = room.api("ann")("GET", "/api/memos")["total"]
    assert one(page, "#memos-title .of").text() == f"1 of {total}"
    assert one(page, "input[name=words]").attributes["value"] == "sleutel"
    assert "/memos.csv?words=sleutel" in [link.attributes["href"] for link in page.css(".files a")]
    assert "No memo is like that" in one(shown(room, "?words=nergens"), "#memos").text()


def test_the_page_keeps_to_the_policy_whatever_a_memo_says(room: House) -> None:
    room.api("ann")("POST", "/api/memos", {"values": {"text": SCRIPT}}, key="evil")
    for language in ("en", "nl"):
        page = shown(room, "", language)
        assert page.css("[style], style, img") == []
        assert all("src" in s.attributes or s.attributes.get("type") == "application/json" for s in page.css("script"))
        assert any(SCRIPT in row.text() for row in page.css("td.words"))


def test_the_files_hold_what_the_page_shows(room: House) -> None:
    client = room.client("ann")
    room.api("ann")("POST", "/api/memos", {"values": {"text": "=2+2 sleutel", "subject": "source:night"}}, key="a")
    rows = list(csv.DictReader(io.StringIO(client.get("/memos.csv?words=sleutel").text)))
    assert [(row["subject"], row["text"]) for row in rows] == [("source:night", "'=2+2 sleutel")]
    word = docx.Document(io.BytesIO(client.get("/memos.docx?words=sleutel").content))
    assert any("sleutel" in paragraph.text for paragraph in word.paragraphs)
    assert "sleutel" in client.get("/memos.md?words=sleutel").text
    assert client.get("/memos.exe").status_code == 404

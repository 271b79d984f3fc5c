"""Sources on paper in the browser: to be printed, as Word, and the comments that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from spanveld.model import records as r
from tests.actions.supervisor import Supervisor
from tests.conftest import Addresses
from tests.session.samples import dump
from tests.web.doors import ORIGIN, House, house

PAGE = "/sources/night/comments"
HTML = {"Accept": "text/html", "Accept-Language": "en", "Origin": ORIGIN}


@pytest.fixture
def home(files: Addresses) -> Iterator[House]:
    with house(files()) as it:
        yield it


def written(home: House) -> bytes:
    """The Word file with an answer and a new comment in it."""
    client = home.client("ann")
    by = Supervisor(client.get("/sources/night/paper.docx").content)
    by.answer("passage P2 ", "Is dat zo? <b>")
    by.comment("hangt stil", "Wind?")
    return by.data


def sent(client: TestClient, content: bytes, page: str = PAGE, name: str = "terug.docx") -> tuple[int, str]:
    """What the page says of a file."""
    answer = client.post(page, files={"file": (name, BytesIO(content))}, headers=HTML)
    if answer.status_code == 303:  # so that Back comes to it again
        answer = client.get(answer.headers["location"], headers=HTML)
    return answer.status_code, answer.text


def memos(home: House) -> set[tuple[str, str]]:
    return {(memo.subject, memo.text) for memo in home.study.content().of(r.Memo) if memo.author == "Prof. Smit"}


def test_a_source_is_saved_as_word_under_its_name(home: House) -> None:
    answer = home.client("ann").get("/sources/night/paper.docx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="night.docx"'
    assert answer.content[:4] == b"PK\x03\x04"
    everybody = home.client("ann").get("/sources/night/paper.docx?coder=all")
    assert len(everybody.content) > len(answer.content)
    assert home.client("ann").get("/sources/nowhere/paper.docx").status_code == 404
    assert home.client("ann").get("/sources/night/paper.docx?coder=zoe").status_code == 404
    assert home.client("").get("/sources/night/paper.docx").status_code == 401


def test_the_printed_page_has_no_scripts_and_no_rules_within_it(home: House) -> None:
    answer = home.client("ann").get("/sources/night/paper", headers=HTML)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    sheet = re.search(r'href="(/sources/night/paper\.css\?\w+)"', answer.text)
    assert sheet
    assert "@page" in home.client("ann").get(sheet[1]).text
    assert 'href="/sources/night"' in answer.text


def test_pages_lead_to_the_paper(home: House) -> None:
    client = home.client("ann")
    reading, first = client.get("/sources/night", headers=HTML).text, client.get("/", headers=HTML).text
    for address in ("paper", "paper.docx", "comments"):
        assert f'href="/sources/night/{address}"' in reading
    assert f'href="{PAGE}"' in first


def test_a_file_is_shown_first_and_comes_in_on_a_second_step(home: House) -> None:
    client, before = home.client("ann"), dump(home.study)
    status, shown = sent(client, written(home))
    assert status == 200
    assert "2 of 2 comments are new" in shown
    assert "Is dat zo? &lt;b&gt;" in shown
    assert 'href="/sources/night#passage-P2"' in shown
    assert dump(home.study) == before
    form = re.search(r'action="(/sources/night/comments/[\w-]+)"', shown)
    key = re.search(r'name="key" value="([\w-]+)"', shown)
    assert form
    assert key
    for _ in range(2):  # sent again after a lost answer
        answer = client.post(form[1], data={"key": key[1], "author": ""}, headers=HTML)
        assert answer.status_code in (303, 409)
    assert memos(home) == {("passage:P2", "Is dat zo? <b>"), ("source:night", "Wind?\n\n«hangt stil» (¶3)")}
    assert len(home.study.journal().entries) == 2
    assert "Memos written: 2." in client.get(f"{PAGE}?came=2", headers=HTML).text
    assert "0 of 2 comments are new" in sent(client, written(home))[1]


def test_what_is_no_such_file_is_refused_with_one_message_and_the_page_stays(home: House) -> None:
    client = home.client("ann")
    status, shown = sent(client, b"nothing", name="../x.docx")
    assert status == 400
    assert "x.docx cannot be read: it is no Word file" in shown
    assert "/tmp" not in shown
    status, shown = sent(client, written(home), "/sources/notes/comments")
    assert "made of source &#39;night&#39;, not of &#39;notes&#39;" in shown
    assert sent(client, b"", name="")[0] == 400
    assert client.post(f"{PAGE}/gone", data={}, headers=HTML).status_code == 409
    assert client.get(f"{PAGE}?waiting=gone", headers=HTML).status_code == 409
    assert client.post(PAGE, files={"file": ("x.docx", b"x")}).status_code == 403


def test_scripts_ask_the_same_and_make_it_once(home: House) -> None:
    client, headers = home.client("ann"), {**HTML, "Accept": "application/json"}
    path = "/api/sources/night/comments"
    answer = client.post(path, files={"file": ("terug.docx", written(home))}, headers=headers)
    assert answer.status_code == 200, answer.text
    waiting = answer.json()
    assert [(one["passage"], one["how"]) for one in waiting["comments"]] == [("P2", "answer"), ("", "source")]
    api, place = home.api("ann"), f"{path}/{waiting['token']}"
    assert api("POST", place, {"dry_run": True})["written"] == 0
    assert memos(home) == set()
    assert api("POST", place, {}, key="once")["written"] == 2
    assert api("POST", place, {}, key="once")["written"] == 0
    api("POST", place, {}, status=404)
    assert len(memos(home)) == 2
    refused = client.post("/api/sources/notes/comments", files={"file": ("x.docx", written(home))}, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "refused")


def test_large_files_are_taken_where_comments_come_back_and_nowhere_else(home: House, tmp_path: Path) -> None:
    client = home.client("ann")
    large = b"PK\x03\x04" + bytes(2_000_000)
    assert sent(client, large)[0] == 400
    assert sent(client, large, "/sources/night/comments/x")[0] == 413

"""The memo as a page: it is shown with what it rests on, taken along as a file, and warned of before it is passed on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from spanveld.session import open_study
from tests.conftest import Addresses
from tests.views.memo_story import judged_demo
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration study, judged, and served."""
    place: Path = tmp_path_factory.mktemp("told")
    judged_demo(place).close()
    with open_study(place / "told.spanveld") as study:
        yield House(study)


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    """The sample study, of two frameworks, in which nobody agreed on anything."""
    with house(files()) as found:
        yield found


def shown(home: House, query: str = "", language: str = "en") -> LexborHTMLParser:
    return read_page(
        home, f"/board-memo{query}", coder="lotte" if home.study.show().study == "demo" else "ann", language=language
    )


def test_the_page_shows_the_memo_of_the_study_in_its_language_within_the_site_in_the_person_s(told: House) -> None:
    page = shown(told)
    memo = one(page, "article.memo")
    assert memo.attributes["lang"] == "nl"
    assert words(one(memo, "h2.memo-title")) == "Samenwerken rond de Veiligheidsregio Zwarneland"
    assert "Wat wringt, en hoe ermee wordt omgegaan" in words(memo)
    assert words(one(page, "h1")) == "Board memo"
    assert one(page, "nav.within a[aria-current=page]").attributes["href"] == "/board-memo"
    assert one(shown(told, "?language=en"), "article.memo").attributes["lang"] == "en"


def test_each_sentence_leads_to_the_passages_behind_it(told: House) -> None:
    page = shown(told)
    memo = told.study.board_memo()
    stated = [sentence for sentence in memo.sentences if sentence.states]
    rows = page.css(".traced li")
    assert [int(row.attributes["value"] or "") for row in rows] == [sentence.number for sentence in stated]
    for row, sentence in zip(rows, stated, strict=True):
        links = [a.attributes["href"] or "" for a in row.css("a.evidence")]
        assert [link.rpartition("#passage-")[2] for link in links] == [name for name, _ in sentence.ground.passages]
        assert all(
            link.startswith(f"/sources/{memo.facts.sources[name]}#")
            for link, (name, _) in zip(links, sentence.ground.passages, strict=True)
        )
    followed = told.client("lotte").get(links[0].partition("#")[0], headers={"Accept": "text/html"})
    assert followed.status_code == 200


def test_what_is_to_be_known_stands_above_it(told: House) -> None:
    said = words(one(shown(told, "?sub_case=ZV"), ".warns"))
    assert "Not there yet: agreed judgements." in said
    memo = told.study.board_memo(sub_case="ZV")
    for warning in memo.warnings:
        assert f"The quote {warning.passage} is of a role" in said
    assert "Left out for want of room" in words(one(shown(told), ".warns"))


def test_quotes_can_be_left_out(told: House) -> None:
    assert shown(told).css("article.memo blockquote")
    assert shown(told, "?leave_out_quotes=1").css("article.memo blockquote") == []


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("html", b"<!doctype html>")])
def test_it_can_be_taken_along(told: House, ending: str, start: bytes) -> None:
    answer = told.client("lotte").get(f"/board-memo.{ending}?language=en")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"] == f'attachment; filename="board-memo.{ending}"'
    assert told.client("lotte").get("/board-memo.pdf", headers={"Accept": "text/html"}).status_code == 404


def test_the_twins_hold_each_sentence_with_its_passages(told: House) -> None:
    data = json.loads(told.client("lotte").get("/board-memo.json").content)
    assert data == json.loads(json.dumps(told.study.board_memo().as_json()))
    table = told.client("lotte").get("/board-memo.csv").text
    assert table.lstrip("\ufeff").splitlines()[0] == "sentence,part,kind,text,rests_on,passage,stance,source"


def test_the_style_sheet_carries_the_footer_and_nothing_of_it_ends_the_string(told: House) -> None:
    link = one(shown(told), 'link[href^="/board-memo.css"]').attributes["href"] or ""
    sheet = told.client("lotte").get(link).text
    assert "Veiligheidsregio Zwarneland" in sheet
    forged = told.client("lotte").get('/board-memo.css?footer="}body{display:none').text
    assert "body{display" not in forged


def test_nothing_comes_without_signing_in(told: House) -> None:
    for path in ("/board-memo", "/board-memo.json", "/board-memo.csv", "/board-memo.docx", "/board-memo.html"):
        assert told.client("").get(path).status_code in (302, 303, 401, 403)


def test_a_study_without_judgements_and_with_two_frameworks_is_shown_with_what_lacks(room: House) -> None:
    page = shown(room, language="nl")
    assert "Er is nog geen gezamenlijk oordeel over" in words(one(page, "article.memo"))
    assert "Er is nog niet: gezamenlijke oordelen." in words(one(page, ".warns"))


def test_several_cases_are_asked_about_and_one_that_is_not_there_is_said(room: House) -> None:
    room.study.as_("ann").cases.add("C2", name="Tweede")
    page = shown(room)
    assert "this study has several: C, C2" in words(one(page, "[role=alert]"))
    assert [option.attributes["value"] for option in page.css("select[name=case] option")] == ["", "C", "C2"]
    assert page.css("article.memo") == []
    assert one(shown(room, "?case=C"), "article.memo")
    assert (
        room.client("ann").get("/board-memo.json").status_code == 400
        or room.client("ann").get("/board-memo.json").status_code == 409
    )

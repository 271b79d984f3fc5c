"""The page of what is left to do: each thing counted, explained, and led to the place where it is mended; the command says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.routing import Route

from spanveld.session.pages import TASKS
from spanveld.web.app import ROUTES
from tests.conftest import Addresses
from tests.session.samples import put, sample
from tests.web.doors import House, house
from tests.web.markup import read_page, words

HTML = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def page(room: House, address: str = "/to-do", coder: str = "ann") -> LexborHTMLParser:
    return read_page(room, address, coder=coder)


def places(shown: LexborHTMLParser, task: str) -> dict[str, str]:
    """What is named of a task -> where it leads."""
    links = shown.css(f"#{task} .places a")
    return {words(link.css("b")[0]): str(link.attributes["href"]) for link in links}


def test_each_task_says_how_many_of_how_many_and_leads_to_where_it_is_mended(room: House) -> None:
    room.study.participants.add("R7")
    room.study.parties.add("GEM", name="Gemeenten")
    room.study.codes.create("keyword", "stil")
    room.study.findings.add("light", "strength", "Nog niets.", finding="F9")
    shown = page(room)
    assert words(shown.css("#consent h2")[0]) == "2 of 3 Respondents without consent on record"
    assert places(shown, "consent") == {"R2": "/people#consent-R2", "R7": "/people#consent-R7"}
    assert places(shown, "unheard")["GEM"] == "/people#party-GEM"
    assert places(shown, "unused")["keyword/stil"] == "/codebook?code=keyword%2Fstil"
    assert places(shown, "unsupported")["F9"] == "/findings?open=F9"
    assert "notes" in places(shown, "overviews")


def test_incomplete_passages_lead_to_the_first_of_them_in_their_source(room: House) -> None:
    shown = page(room)
    assert set(places(shown, "incomplete").values()) <= {f"/sources/{name}#incomplete" for name in ("night", "notes")}
    counted = room.study.as_("ann").pages.home()
    assert sum(line.incomplete for line in counted.sources) == sum(
        int(words(found)) for found in shown.css("#incomplete .places .of")
    )


def test_what_is_mended_leaves_the_list_and_stands_among_what_is_in_order(room: House) -> None:
    ann = room.api("ann")
    assert "R2" in places(page(room), "consent")
    ann("PATCH", "/api/consents/R2", {"values": {"record": "yes", "quote": "no"}})
    shown = page(room)
    assert places(shown, "consent") == {}
    assert "Respondents without consent on record 0 of 2" in [words(line) for line in shown.css(".in-order li")]
    ann("PATCH", "/api/consents/R2", {"values": {"withdrawn_on": "2024-05-01"}})
    assert places(page(room), "withdrawn") == {"R2": "/people#consent-R2"}


def test_the_first_are_named_and_all_where_that_is_asked(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study:
        for number in range(30):
            study.sources.add(f"brief{number}", "Het is koud.", kind="document")
        room = House(study)
        assert len(places(page(room), "unread")) == 20
        more = str(page(room).css("#unread .more")[0].attributes["href"])
        assert more == "/to-do?all=unread#unread"
        assert len(places(page(room, more), "unread")) >= 30


def test_the_check_is_made_when_it_is_asked_for_and_says_what_is_wrong(room: House) -> None:
    assert page(room).css("#check [role=status]") == []
    assert words(page(room, "/to-do?check=1").css("#check [role=status]")[0]) == "Everything is as it was."
    with room.study._store.writing("") as work:
        row = work.rows("anchor")[0]
        work.connection.exec_driver_sql(
            'UPDATE anchor SET "end" = "end" - 1 WHERE passage_id = ?', (row["passage_id"],)
        )
    shown = page(room, "/to-do?check=1")
    assert words(shown.css("#check [role=status]")[0]).startswith("Wrong: 1")
    assert len(shown.css(".faults li")) == 1


def test_every_link_of_the_page_is_an_address_of_this_study(room: House) -> None:
    room.study.findings.add("light", "strength", "Nog niets.", finding="F9")
    paths = [route.path_regex for route in ROUTES if isinstance(route, Route)]
    for link in page(room).css("main a[href]"):
        path = str(link.attributes["href"]).partition("#")[0].partition("?")[0]
        assert not path or any(one.fullmatch(path) for one in paths), path


def test_the_command_says_what_the_page_says(room: House) -> None:
    found = room.study.as_("ann").pages.todo()
    shown = page(room)
    assert {task.task: str(task.left) for task in found.tasks if task.left} == {
        str(section.id): words(section.css("h2 b")[0]) for section in shown.css("section.to-do")
    }
    assert [task.task for task in found.tasks] == list(TASKS)

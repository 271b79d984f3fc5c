"""What the material covers as a page: the numbers of the study, each a way to what it counts, and the same for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from spanveld.formats.guide_file import GuideContent
from spanveld.model.records import Topic
from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words

VIEWS = ("topics", "sampling", "unheard", "aspects")


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, view: str, query: str = "", language: str = "en") -> LexborHTMLParser:
    return read_page(room, f"/coverage?view={view}{query}", language=language)


def with_topics(room: House) -> None:
    topics = tuple(Topic("", name, place + 1, label=name.title()) for place, name in enumerate(("light", "warmth")))
    study = room.study.as_("ann")
    study.topics.take(GuideContent("list", "1", "Lijst", topics), id="g1")
    study.topics.use("g1", "night")
    study.topics.mark("night", "light", "asked_spoken", note="de lamp")


def test_without_a_topic_list_it_says_how_to_get_one(room: House) -> None:
    answer = one(read_page(room, "/coverage"), "#answer")
    offered = room.study.topics.offered()
    assert offered
    assert {button.attributes["data-framework"] for button in answer.css("button.take")} == set(offered)
    assert "topics take" in words(answer)


def test_a_topic_shows_its_state_by_word_and_sign_with_the_talk_and_who_marked_it(room: House) -> None:
    with_topics(room)
    page = shown(room, "topics")
    row = next(row for row in page.css(".topics tbody tr") if words(row).startswith("R1"))
    asked, open_one = row.css("td")
    assert "asked_spoken" in (asked.attributes["class"] or "")
    said = words(asked)
    assert "asked and spoken of" in said
    assert "ann" in said
    assert "de lamp" in said
    assert one(asked, "a.evidence").attributes["href"] == "/sources/night"
    assert "not marked yet" in words(open_one) or "proposed" in words(open_one)
    counts = page.css("table")[1]
    links = {a.attributes["href"]: a.text() for a in counts.css("a")}
    assert links["/coverage?view=topics&topic=light&state=asked_spoken"] == "2"
    narrowed = shown(room, "topics", "&topic=light&state=asked_spoken")
    assert len(narrowed.css(".topics tbody tr")) == 2


def test_a_proposal_is_never_shown_as_a_mark(room: House) -> None:
    with_topics(room)
    found = room.study.coverage.topics(propose=True)
    for row in found.rows:
        for cell in row.cells:
            if cell.proposed:
                assert cell.state == "unmarked" or cell.marked < cell.of
    assert "proposed" not in words(one(shown(room, "topics", "&proposals=no"), ".topics"))


@pytest.mark.parametrize("view", ["sampling", "unheard", "aspects"])
def test_a_number_that_leads_to_a_query_finds_what_it_counts(room: House, view: str) -> None:
    page = shown(room, view)
    followed = 0
    for link in page.css("#answer td.number a"):
        address = urlsplit(link.attributes["href"] or "")
        if address.path != "/find":
            continue
        found = room.study.find(parse_qs(address.query)["q"][0], limit=0)
        if view != "aspects":  # there it counts codes
            assert int(link.text()) in (found.count, found.evidence), address.query
        followed += 1
    assert followed or view == "unheard"


@pytest.mark.parametrize("view", VIEWS)
def test_twins_hold_what_python_gives(room: House, view: str) -> None:
    client = room.client("ann")
    answer = client.get(f"/coverage.json?view={view}").json()
    expected = getattr(room.study.coverage, view)().as_json()
    assert answer.keys() == expected.keys()
    assert len(client.get(f"/coverage.csv?view={view}").text.splitlines()) >= 1
    assert client.get(f"/coverage.xlsx?view={view}").content[:2] == b"PK"


def test_the_drawing_has_its_table_and_says_with_what_seed_it_was_drawn(room: House) -> None:
    page = shown(room, "aspects", "&layer=aspect&orders=30&seed=9")
    assert len(page.css("svg[role=img] circle.dot")) == len(page.css("#answer tbody tr"))
    said = words(one(page, "figcaption"))
    assert "30" in said
    assert "seed 9" in said
    assert "saturation" not in words(one(page, "#main")).lower()
    assert page.css("[style]") == []


@pytest.mark.parametrize(
    "query",
    ["view=unheard&party=LIB", "view=sampling&case=nowhere", "view=aspects&layer=smell", "view=topics&guide=g9"],
)
def test_what_is_not_there_is_said(room: House, query: str) -> None:
    answer = room.client("ann").get(f"/coverage?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 404


@pytest.mark.parametrize("view", VIEWS)
def test_it_speaks_dutch_too(room: House, view: str) -> None:
    with_topics(room)
    page = shown(room, view, language="nl")
    assert words(one(page, "h1")) == "Dekking"
    assert "Coverage" not in words(one(page, "#main"))

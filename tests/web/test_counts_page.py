"""The page of counts: each number opens its passages, stands beside what it is of, and is the one that other programs get."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from tests.conftest import Addresses
from tests.web.doors import House, house
from tests.web.markup import one, read_page, words


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


VIEWS = (
    "codes&of=tension",
    "codes&of=aspect&order=count",
    "codes&of=finding&stance=supports",
    "by&by=level&of=tension",
    "by&by=voice&of=aspect&unit=marked&share=column",
    "by&by=source.kind&of=quality",
    "by&by=party.attr.leerlingen&of=finding&unit=sources",
    "together&of=aspect&relation=same",
    "together&of=aspect&with=mood&relation=near&distance=40",
    "together&of=tension&with=aspect&relation=turn&unit=evidence",
    "perspective&of=finding",
    "perspective&of=tension&group=party",
    "along&source=night",
)


def asked(address: str) -> str:
    return parse_qs(urlsplit(address).query)["q"][0]


def number(text: str) -> int:
    found = re.match(r"[\d,]+", text)
    assert found, text
    return int(found.group().replace(",", ""))


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_is_how_many_passages_its_link_finds(room: House, view: str) -> None:
    page = read_page(room, f"/counts?view={view}")
    study = room.study
    unit = re.search("unit=(\\w+)", view)
    opened = 0
    for link in page.css('main a[href^="/find"]'):
        count, found = number(words(link)), study.find(asked(link.attributes["href"] or ""), limit=0)
        known = {"marked": found.count, "evidence": found.evidence, "sources": found.sources}
        if view.startswith("perspective"):
            assert count <= len(found.voices)
        elif unit:
            assert count == known[unit.group(1)]
        else:
            assert count in (*known.values(), found.respondents)
        opened += 1
    assert opened > 0


def test_a_number_of_a_cell_stands_beside_that_of_its_row(room: House) -> None:
    page = read_page(room, "/counts?view=by&by=source&of=aspect&share=row")
    row = next(
        row for row in page.css(".answer tbody tr") if words(one(row, "th")) == "kou" or "cold" in words(one(row, "th"))
    )
    cells = [words(cell) for cell in row.css("td")]
    total = cells[-1]
    assert any(f"of {total} · " in cell for cell in cells[:-1])


def test_a_plot_has_a_name_and_its_table(room: House) -> None:
    for view in ("together&of=aspect", "perspective&of=tension", "along&source=night"):
        page = read_page(room, f"/counts?view={view}")
        drawing = one(page, "figure .plot svg[role=img]")
        assert (drawing.attributes["aria-label"] or "").strip()
        assert one(page, ".answer table")
        assert one(page, "figure .plot").attributes["tabindex"] == "0"
        assert "style=" not in (drawing.html or "")


def test_the_heatmap_shows_the_numbers_of_the_table(room: House) -> None:
    page = read_page(room, "/counts?view=together&of=aspect&relation=overlaps")
    drawn = [words(text) for text in page.css("svg text") if words(text).isdecimal()]
    listed = [str(number(words(cell))) for row in page.css("table.together tbody tr") for cell in row.css("td")[1:]]
    assert drawn == listed
    assert any(each != "0" for each in drawn)


def test_the_twins_hold_what_the_page_shows(room: House) -> None:
    client = room.client("ann")
    query = "view=by&by=level&of=tension"
    as_json = client.get(f"/counts.json?{query}").json()
    assert as_json == room.study.counts.by("level", "tension", language="en").as_json()
    cells = list(csv.DictReader(io.StringIO(client.get(f"/counts.csv?{query}&sheet=cells").text.lstrip("\ufeff"))))
    assert len(cells) == len(as_json["rows"]) * len(as_json["columns"])
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/counts.xlsx?{query}").content))
    assert len(book.sheetnames) >= 2


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("view=codes&of=nowhere", 404, "nowhere"),
        ("view=by&by=moon", 404, "moon"),
        ("view=by&unit=kilos", 409, "kilos"),
        ("view=codes&of=finding&stance=shouts", 404, "shouts"),
        ("view=codes&order=chance", 409, "chance"),
        ("view=together&relation=beneath", 409, "beneath"),
        ("view=together&relation=near&distance=99999", 409, "99999"),
        ("view=perspective&group=shoes", 409, "shoes"),
        ("view=along&source=S404", 404, "S404"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(room: House, query: str, status: int, says: str) -> None:
    page = read_page(room, f"/counts?{query}", status=status)
    assert says in words(one(page, "main"))


def test_a_view_that_is_not_there_is_the_first_one_and_other_pages_of_a_list_are_the_last(room: House) -> None:
    page = read_page(room, "/counts?view=everything&page=99")
    assert words(one(page, "nav.parts a[aria-current]")) == "How often"
    assert page.css(".answer tbody tr")


def test_the_page_speaks_the_language_of_its_reader(room: House) -> None:
    page = read_page(room, "/counts?view=by&by=source.kind&of=tension", language="nl")
    assert "veldnotities" in words(one(page, ".answer thead"))

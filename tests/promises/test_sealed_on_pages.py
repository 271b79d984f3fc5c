"""While a round is blind, no page, no file of a page and no address for scripts tells another what a mark says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.routing import Route

from spanveld.web.app import ROUTES
from tests.promises.sealed import CANARIES, LEFT, RIGHT, Twin, said, twin
from tests.web.doors import House

NAMED = {
    **{"source": "night", "assessment": "B1", "kind": "coder", "sequence": "LAST", "token": "none"},
}
"""What stands in the place of a name in an address."""
ENDINGS = {
    "/memos.{ending}": ("csv", "docx", "json"),
    "/report.{ending}": ("html", "docx", "md", "json"),
    "/board-memo.{ending}": ("html", "docx"),
}
ASKED = {
    "/journal": [
        "",
        *(f"?entry={number}" for number in range(1, 9)),
        "?at=LAST",
        "?action=give+mark",
        "?kind=assessment",
    ],
    "/journal/as-of.zip": ["?at=LAST", "?at=5"],
    "/journal/as-of": ["?at=LAST"],
    "/api/journal/{sequence}/undo-back": [""],
    "/judgements": ["", "?lang=nl", "?assessment=B1"],
    "/search": ["?q=lamp", "?q=nachteg"],
    "/find": ["?q=tension%3Aperform"],
    "/findings": ["", "?open=F1"],
    "/codebook": ["", "?code=aspect/cold"],
    "/matrix": ["", "?rows=cases"],
    "/matrix/cell": ["?at=case%3AC+tension%2Fauthorise"],
    "/api/codes/passages": ["?code=aspect/cold"],
    "/api/codes/merge": ["?code=aspect/cold&into=aspect/draught"],
    "/api/changes": ["?after=0"],
    "/api/queries/understood": ["?q=tension%3Aperform"],
    "/to-do": [""],
    "/exchange": ["", "?import=E1", "?for=nvivo"],
}
"""What is asked behind an address, where that is more than nothing."""
ENDLESS = {"/api/events"}
"""What never ends: it tells subjects of entries, as ``changes`` does."""
WITHOUT_STUDY = {"/enter", "/static/{digest}/{path:path}", "/api/openapi.json"}
ADDRESSES = sorted(
    route.path
    for route in ROUTES
    if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in ENDLESS | WITHOUT_STUDY
)
_NAME = re.compile(r"{(\w+)}")


def asked(address: str, last: int) -> Iterator[str]:
    """The addresses that are asked for one of the application's."""
    for ending in ENDINGS.get(address, ("",)):
        path = _NAME.sub(lambda name, ending=ending: NAMED.get(name[1], ending), address)  # type: ignore[misc]
        for query in ASKED.get(address, [""]):
            yield (path + query).replace("LAST", str(last))


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[Twin, House], tuple[Twin, House]]]:
    place = tmp_path_factory.mktemp("twins")
    with ExitStack() as open_studies:
        made = []
        for name, marks in (("one", LEFT), ("two", RIGHT)):
            each = twin(place / name, marks)
            open_studies.callback(each.study.close)
            made.append((each, House(each.study)))
        yield made[0], made[1]


def answers(each: Twin, house: House, coder: str, address: str, last: int) -> list[Any]:
    client, found = house.client(coder), []
    for one in asked(address, last):
        answer = client.get(one, headers={"Accept-Language": "en"})
        assert answer.status_code < 500, one
        assert "{" not in one
        found.append((one, answer.status_code, said(_without_nonce(answer.content), each)))
    return found


def _without_nonce(content: bytes) -> bytes:
    return re.sub(rb'(nonce|data-key|value)="[\w+/=-]{16,}"', b"", content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_an_address_answers_to_others_is_the_same_whatever_was_sealed(
    address: str, houses: tuple[tuple[Twin, House], tuple[Twin, House]]
) -> None:
    last = houses[0][0].study.newest()
    for coder in ("ben", "eve"):
        one, two = (answers(*each, coder, address, last) for each in houses)
        assert one == two
        assert not any(word in repr(one) for word in CANARIES)


def test_the_pages_that_matter_are_really_there(houses: tuple[tuple[Twin, House], tuple[Twin, House]]) -> None:
    """So that sameness is not that of two refusals."""
    each, house = houses[0]
    last = each.study.newest()
    for address in ("/journal", "/judgements", "/judgements/{assessment}", "/api/judgements", "/audit", "/board-memo"):
        assert {status for _, status, _ in answers(each, house, "ben", address, last)} == {200}, address


def test_nobody_gets_to_see_anything(houses: tuple[tuple[Twin, House], tuple[Twin, House]]) -> None:
    each, house = houses[0]
    for address in ADDRESSES:
        for _, status, content in answers(each, house, "", address, each.study.newest()):
            assert status != 200 or not any(word in repr(content) for word in CANARIES), address


def test_the_assessor_sees_the_own_mark_on_the_page(houses: tuple[tuple[Twin, House], tuple[Twin, House]]) -> None:
    _each, house = houses[0]
    assert "kanarie" in house.client("ann").get("/judgements/B1").text
    assert "kanarie" in house.client("ann").get("/api/judgements/B1").text

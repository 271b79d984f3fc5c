"""Pages of a study as tests read them."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.web.doors import House

__all__ = ["one", "read_page", "words"]


def read_page(
    room: House, address: str, *, coder: str = "ann", language: str = "en", status: int = 200
) -> LexborHTMLParser:
    """A page as a coder's browser gets it."""
    answer = room.client(coder).get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == status, answer.text
    return LexborHTMLParser(answer.text)


def one(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first that a selector finds; there has to be one."""
    found = node.css_first(selector)
    assert found is not None, selector
    return found


def words(node: LexborNode) -> str:
    """What stands in it, white space as one space."""
    return " ".join(node.text().split())

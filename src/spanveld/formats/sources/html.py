"""A web page or an html export -> the text that a person reads in it, without the page around it."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.formats.sources.archive import check_file
from spanveld.formats.sources.html_flow import Flow
from spanveld.formats.sources.html_source import check_shape, decode_html
from spanveld.formats.sources.layout import day_of
from spanveld.formats.sources.parts import Reading, Unreadable, check_length
from spanveld.model.errors import N_
from spanveld.model.text import fault_in

__all__ = ["read_html"]

_DATES = (
    "date", "dc.date", "dcterms.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "article:published_time",
    "datepublished", "created",
)  # fmt: skip


def read_html(path: Path) -> Reading:
    """The readable text of an html file; Unreadable where there is none.

    White space is as a browser shows it, save that list items have no bullets and pictures no text. What belongs to the page
    and not to the text (menus, side columns, hidden parts, forms) is left out, and a remark says how much of it.
    """
    check_file(path)
    source = decode_html(path.read_bytes())
    check_shape(source.text)
    parser = LexborHTMLParser(source.text)
    flow = Flow()
    root = parser.body
    if root is not None:
        flow.read(root)
    text, blocks, _ = flow.layout.finish()
    if fault_in(text):
        raise Unreadable(N_("it holds no plain text; open it in the program that made it and save it as text."))
    remarks = (*source.remarks, *flow.remarks())
    title, date = _title(parser), _date(parser)
    return Reading(
        check_length(text), blocks, remarks=remarks, encoding=source.encoding, format="html", title=title, date=date
    )


def _title(parser: LexborHTMLParser) -> str:
    found = parser.css_first("head > title")
    return "" if found is None else " ".join(found.text().split())


def _date(parser: LexborHTMLParser) -> str:
    """The day that the head of the page names, or the only ``<time>`` in its text; empty where neither is sure."""
    named: dict[str, str] = {}
    for meta in parser.css("head > meta"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if day := day_of(attributes.get("content") or ""):
            named.setdefault(name.lower(), day)
    for name in _DATES:
        if name in named:
            return named[name]
    times = {day_of(_moment(time)) for time in parser.css("time")}
    return times.pop() if len(times) == 1 else ""


def _moment(time: LexborNode) -> str:
    return time.attributes.get("datetime") or time.text()

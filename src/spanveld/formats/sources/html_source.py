"""The bytes of an html file -> its characters, and whether a parser can be trusted with them."""

from __future__ import annotations

import codecs
import re

from spanveld.formats.sources.archive import MOST_MARKS
from spanveld.formats.sources.encodings import Decoded, decode
from spanveld.formats.sources.parts import Remark, Unreadable
from spanveld.model.errors import N_, quoted
from spanveld.model.text import clean, fault_in

__all__ = ["DEEPEST", "check_shape", "decode_html"]

DEEPEST = 2000
"""Elements within each other; browsers themselves stop at some 500. The parser's work grows with the square of it."""
MOST_WORK = 500_000_000
"""Tags times the elements that are open at each: a page of 200,000 tags that lie 100 deep has 20 million."""
MOST_COPIES = 5_000_000
"""The same for elements such as ``<b>``: left open, each is made anew in every paragraph that follows."""

_HEAD = 4096
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{1,40})", re.IGNORECASE)
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WEB_ARCHIVE = re.compile(rb"(?:\A|\n)MIME-Version:.{0,2000}?multipart/related", re.IGNORECASE | re.DOTALL)
_LATIN = frozenset(("iso8859-1", "ascii"))
"""What a browser reads as Windows-1252, whatever the page calls it."""
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<(/?)([a-zA-Z][a-zA-Z0-9:-]*)", re.DOTALL | re.IGNORECASE)
_NEVER_OPEN = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption",
        "colgroup", "option", "optgroup", "rp", "rt",
    )
)  # fmt: skip
"""Elements without an end tag, or with one that is often left away."""
_LOOKS = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))


def decode_html(data: bytes) -> Decoded:
    """The characters of the file: by its byte order mark, by what its head says, or as those of any plain text."""
    head = data[:_HEAD]
    if _WEB_ARCHIVE.search(head):
        raise Unreadable(
            N_(
                "it is a web archive (mht), which is not read; open it in a browser or in Word and save it as html or docx."
            )
        )
    stated = _META.search(head) or _XML.search(head)
    if stated is None or head.startswith(_BYTE_ORDER_MARKS):
        return decode(data)
    name = stated.group(1).decode("ascii")
    encoding = _known(name)
    text = _strictly(data, encoding) if encoding else None
    if text is not None:
        return Decoded(text, encoding)
    found = decode(data)
    message = N_("It says that its encoding is {stated}, which does not fit; it was read as {encoding}.")
    return Decoded(
        found.text,
        found.encoding,
        found.guessed,
        (Remark(message, {"stated": quoted(name), "encoding": found.encoding}), *found.remarks),
    )


def _known(name: str) -> str:
    """The encoding as Python names it; empty for one that no page is written in (a page that says UTF-16 in ASCII is none)."""
    try:
        known = codecs.lookup(name)
        "a".encode(known.name)
    except (LookupError, ValueError, TypeError):
        return ""
    if known.name in _LATIN:
        return "cp1252"
    return "" if known.name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode")) else known.name


def _strictly(data: bytes, encoding: str) -> str | None:
    if b"\x00" in data:
        return None
    try:
        text = clean(data.decode(encoding))
    except (UnicodeError, ValueError):
        return None
    return None if fault_in(text) else text


def check_shape(text: str) -> None:
    """Unreadable where the page has more tags, or lies deeper within itself, than a text does: a parser could stall on it."""
    if text.count("<") > MOST_MARKS:
        raise Unreadable(N_("it is larger than any one text can be; split it into parts."))
    depth = looks = work = copies = 0
    for found in _TAG.finditer(text):
        name = (found[3] or "").lower()
        if not name:
            continue
        work += depth
        copies += looks
        if name not in _NEVER_OPEN:
            step = -1 if found[2] else 1
            depth = max(0, depth + step)
            looks = max(0, looks + step) if name in _LOOKS else looks
        if depth > DEEPEST or work > MOST_WORK or copies > MOST_COPIES:
            raise Unreadable(N_("its elements lie deeper within each other than those of any text; it was not read."))

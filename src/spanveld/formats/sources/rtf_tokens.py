"""The bytes of a Rich Text file -> its tokens: groups, control words and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "code_page", "tokens"]

TokenKind = Literal["open", "close", "word", "byte", "text"]

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(?:\r\n|\r|\n)|\\([^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
_CHARSETS = {
    0: "cp1252", 1: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {
    437: "cp437", 850: "cp850", 852: "cp852", 874: "cp874", 932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5",
    1361: "johab", 10000: "mac_roman", 65001: "utf-8", **{page: f"cp{page}" for page in range(1250, 1259)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """``word``: a control word or symbol with its number; ``byte``: one byte given by its code; ``text``: bytes as they stand."""

    kind: TokenKind
    word: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")
_LINE_END = Token("word", "par")


def code_page(charset: int | None = None, page: int | None = None) -> str:
    """The encoding of a font's character set, or of a code page, as Python names it; empty for that of the whole file."""
    return _CHARSETS.get(charset, "") if charset is not None else _PAGES.get(page or 1252, "cp1252")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in their order; what ``\\bin`` announces is passed over, and so are bytes that fit nowhere."""
    place = 0
    while found := _TOKEN.match(data, place):
        place = found.end()
        word, number, code, symbol, brace, text = found.groups()
        if text:
            yield Token("text", data=text)
        elif word:
            token = Token("word", word.decode("ascii"), None if number is None else int(number))
            if token.word == "bin":
                place += max(0, token.number or 0)
            yield token
        elif code:
            yield Token("byte", data=bytes((int(code, 16),)))
        elif brace:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol:
            yield Token("text", data=symbol) if symbol in b"\\{}" else Token("word", symbol.decode("latin-1"))
        elif found.group().startswith(b"\\"):
            yield _LINE_END

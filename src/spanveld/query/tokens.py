"""A query cut into words, quoted words and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spanveld.model.errors import N_, quoted
from spanveld.query.faults import QueryError
from spanveld.query.tree import KEYWORDS, Span

__all__ = ["BARE", "LONGEST", "Token", "quoted_word", "tokens_of"]

LONGEST = 10_000
"""Characters that a query may have."""

Sort = Literal["word", "quoted", "sign", "end"]

BARE = re.compile(r"[\w/*-]+", re.UNICODE)
"""A word that needs no quotes; dots part the words of a field, and are no part of them."""
_WORD = re.compile(r"[\w/*.-]+", re.UNICODE)
_SIGNS = "():,@"
_CLOSING = {'"': '"', "“": "”", "„": "”", "«": "»"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what it says, with quotes and escapes undone."""

    sort: Sort
    text: str
    span: Span

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these words, not quoted, in whatever capitals."""
        return self.sort == "word" and self.text.lower() in words

    @property
    def is_keyword(self) -> bool:
        return self.is_word(*KEYWORDS)

    def is_sign(self, sign: str) -> bool:
        """Whether this is that sign."""
        return self.sort == "sign" and self.text == sign


def quoted_word(text: str) -> str:
    """A word between quotes, as it is written in a query."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def tokens_of(query: str) -> list[Token]:
    """The pieces of a query, and one that stands for its end; QueryError where a character cannot stand where it does."""
    if len(query) > LONGEST:
        message = N_("At character {at}: a query has at most {most} characters; this one has {count}.")
        raise QueryError(message, query, LONGEST, LONGEST + 1, most=LONGEST, count=len(query))
    found: list[Token] = []
    place = 0
    while place < len(query):
        character = query[place]
        if character.isspace():
            place += 1
        elif character in _SIGNS:
            found.append(Token("sign", character, (place, place + 1)))
            place += 1
        elif character in _CLOSING:
            token = _quoted(query, place)
            found.append(token)
            place = token.span[1]
        elif match := _WORD.match(query, place):
            found.append(Token("word", match[0], match.span()))
            place = match.end()
        else:
            message = N_("At character {at}: {found} cannot stand here. Put words with such signs between quotes.")
            raise QueryError(message, query, place, place + 1, found=quoted(character))
    return [*found, Token("end", "", (len(query), len(query)))]


def _quoted(query: str, start: int) -> Token:
    closing, place, text = _CLOSING[query[start]], start + 1, []
    while place < len(query):
        character = query[place]
        if character == "\\" and place + 1 < len(query):
            text.append(query[place + 1])
            place += 2
        elif character == closing:
            return Token("quoted", "".join(text), (start, place + 1))
        else:
            text.append(character)
            place += 1
    message = N_("At character {at}: these quotes are not closed; put {sign} where the words end.")
    raise QueryError(message, query, start, len(query), sign=closing)

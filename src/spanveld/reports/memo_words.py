"""How a memo says things: sentences of the program's words around the study's own, shortened where they are long."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date

from spanveld.language.messages import LANGUAGES, Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.memo_lines import NOTHING, Kind, Piece, Sentence
from spanveld.reports.report_words import printable
from spanveld.reports.wording import capitalised, listed
from spanveld.views.board_memo_parts import Ground

__all__ = ["MemoWords", "closed", "shortened"]

_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_PLACES = re.compile(r"({\w+})")


def shortened(text: str, most: int) -> str:
    """The text on one line, cut after a word where it is longer than ``most`` characters.

    >>> shortened("one two three", 9)
    'one two …'
    """
    flat = " ".join(printable(text).split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1].rsplit(" ", 1)[0] if " " in flat[: most - 1] else flat[: most - 2]
    return f"{cut.rstrip(' ,;:.')} …"


def closed(text: str) -> str:
    """The text with a full stop, unless it ends in one already.

    >>> closed("It chafes"), closed("Does it?")
    ('It chafes.', 'Does it?')
    """
    return text if not text or _ENDS.search(text) else f"{text}."


@dataclass(frozen=True, slots=True)
class MemoWords:
    """The phrases of one memo, in its language."""

    language: str
    translate: Translate

    @classmethod
    def of(cls, language: str) -> MemoWords:
        """In this language; English where the program does not speak it."""
        known = language if language in LANGUAGES else "en"
        return cls(known, translator(known))

    def __call__(self, message: str, **values: object) -> str:
        """A message with its places filled."""
        return self.translate(message).format(**values)

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return listed(self.translate, items)

    def either(self, items: Iterable[str]) -> str:
        """``a, b or c``."""
        *most, last = list(items) or [""]
        return self(N_("{most} or {last}"), most=", ".join(most), last=last) if most else last

    def date(self, date: str) -> str:
        """A date in full."""
        year, month, day = (int(part) for part in date.split("-"))
        locale = {"nl": "nl_NL"}.get(self.language, "en_GB")
        return format_date(datetime.date(year, month, day), "d MMMM yyyy", locale=locale)

    def say(self, message: str, kind: Kind = "frame", ground: Ground = NOTHING, **values: str | Piece) -> Sentence:
        """A sentence: the message with its places filled; what is a ``Piece`` keeps whose words it is."""
        pieces = []
        for part in _PLACES.split(self.translate(message)):
            value = values.get(part[1:-1], part) if part.startswith("{") else part
            piece = value if isinstance(value, Piece) else Piece(value)
            if piece.text:
                pieces.append(piece)
        if pieces and not pieces[0].own:
            pieces[0] = Piece(capitalised(pieces[0].text))
        return Sentence(tuple(pieces), kind, ground)

    def own(self, text: str, kind: Kind, ground: Ground) -> Sentence:
        """A sentence in the study's own words."""
        return Sentence((Piece(closed(capitalised(text)), own=True),), kind, ground)

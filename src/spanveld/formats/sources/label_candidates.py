"""Where in a text a line begins as a speaker's turn may begin, in any of the ways in which people and programs write it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spanveld.formats.sources.parts import Block
from spanveld.formats.sources.speaker_labels import LONGEST_LABEL, Shape, is_small_name, key, shape
from spanveld.formats.sources.time_marks import TIME, milliseconds

__all__ = ["Candidate", "candidates"]

Style = Literal["colon", "marked", "timed", "dash", "cell", "alone"]

_BOLD = r"(?:\*{2,3}|__)"
_LINE = re.compile(
    rf"""
    [ \t]*
    (?:(?P<before>{TIME})[ \t]*(?:[-–—|][ \t]*)?)?
    (?:\d{{1,4}}(?:[.)][ \t]|\t))?
    (?P<bold>{_BOLD})?
    (?P<open>\[)?
    (?P<label>['’]?[^\W\d_](?:[^\n\t:()*|_–—\[\]\#]{{0,{LONGEST_LABEL - 2}}}?[^\s:()*|_–—\[\]\#])??(?:_\d{{1,3}})?)
    (?P<close>\])?
    (?:[ ]?\((?P<aside>[^()\n]{{1,60}})\))?
    (?:[ \t,–—-]*(?P<after>{TIME}))?
    (?P<closed>{_BOLD})?
    (?:
        (?P<colon>[ ]?:{_BOLD}?)
      | (?P<line>[ \t]*)$
      | (?P<dash>[ \t]+[-–—][ \t])
      | (?P<cell>\t)
      | (?(close)[ ]|(?(aside)[ ]|(?(after)[ ]|(?(closed)[ ]|(?!)))))
    )
    """,
    re.VERBOSE,
)
_A_TIME = re.compile(TIME)
_TIME_ALONE = re.compile(rf"[ \t]*(?!#){TIME}[ \t]*")
_TIME_NEXT = re.compile(rf"\n[ \t]*(?!#){TIME}[ \t]*(?=\n|\Z)")
_SEEN = 240
_BARE_LONG = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?(?![\d:])"
_LEAD = re.compile(rf"\s*(?:(?=[\[(#]|{_BARE_LONG}|{TIME}[ \t]*(?:[\t\n]|\Z)){TIME}\s*(?:[-–—:]\s)?)?\s*")
_LEAST: dict[Style, Shape] = {
    "colon": Shape.PHRASE,
    "marked": Shape.NAME,
    "timed": Shape.NAME,
    "dash": Shape.SPEAKER,
    "cell": Shape.NAME,
    "alone": Shape.SPEAKER,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin a turn: its label is text[start:end], what is said comes from ``said`` on.

    ``begin``: where all that belongs to the label begins, a time before it included. ``time``: in milliseconds, where one
    stands with the label. ``rest``: where the line ends.
    """

    begin: int
    start: int
    end: int
    said: int
    rest: int
    line: int
    label: str
    key: str
    shape: Shape
    style: Style
    time: int | None
    after_empty_line: bool
    in_cell: bool


def candidates(text: str, blocks: Sequence[Block], *, small: bool = False) -> tuple[list[Candidate], int]:
    """All lines that may begin a turn, and how many lines with words there are; headings and footnotes never begin one.

    ``small``: names without a capital too, where a colon follows.
    """
    apart = _Places([block for block in blocks if block.kind in ("heading", "footnote")])
    cells = _Places([block for block in blocks if block.kind == "cell"])
    found: list[Candidate] = []
    number = words = start = 0
    empty_before, time_before = True, -1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        number += 1
        if not text[start : min(end, start + _SEEN)].strip() and not text[start:end].strip():
            empty_before = True
        elif _TIME_ALONE.fullmatch(text, start, end):
            time_before = start
        else:
            words += 1
            if not apart.hold(start):
                begin = start if time_before < 0 else time_before
                candidate = _candidate(text, begin, start, end, number, empty_before, cells.hold(start), small)
                if candidate:
                    found.append(candidate)
            empty_before, time_before = False, -1
        start = end + 1
    return found, words


def _candidate(
    text: str, begin: int, start: int, end: int, line: int, empty: bool, in_cell: bool, small: bool
) -> Candidate | None:
    match = _LINE.match(text, start, min(end, start + _SEEN))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    shown = match["before"] or match["after"]
    if shown is None and match["aside"] and (inside := _A_TIME.fullmatch(f"({match['aside']})")):
        shown = inside.group()
    if shown is None and begin < start:
        shown = text[begin:start]
    looks = Shape.NAME if small and match["colon"] and is_small_name(match["label"]) else shape(match["label"])
    style = _style(text, match, end, looks, bool(match["after"] or (match["aside"] and shown)))
    if style is None or looks < _LEAST[style] or (style == "alone" and len(key(match["label"])) < 2):
        return None
    said = _LEAD.match(text, match.end())
    between = said.group() if said else ""
    if shown is None and (inside := _A_TIME.search(between)):
        shown = inside.group()
    return Candidate(
        begin=begin,
        start=match.start("label"),
        end=match.end("label"),
        said=said.end() if said else match.end(),
        rest=end,
        line=line,
        label=match["label"],
        key=key(match["label"]),
        shape=looks,
        style=style,
        time=milliseconds(shown) if shown else None,
        after_empty_line=empty,
        in_cell=in_cell or style == "cell",
    )


def _style(text: str, match: re.Match[str], end: int, looks: Shape, timed_after: bool) -> Style | None:
    """How the label is set apart from what is said; None where it is not."""
    if match["colon"] is not None:
        following = text[match.end() : match.end() + 1]
        glued = following.strip() and match["colon"][-1] == ":"
        return None if glued and (looks < Shape.SPEAKER or following in "/0123456789") else "colon"
    if match["line"] is not None:
        if match.end() != end:
            return None
        timed = timed_after or match["before"] or _TIME_NEXT.match(text, end)
        return "timed" if timed else "marked" if match["open"] or match["closed"] else "alone"
    if match["cell"] is not None:
        return "cell"
    if match["dash"] is not None:
        return "dash"
    if timed_after:
        return "timed"
    return "marked" if match["close"] or (match["bold"] and match["closed"]) else None


class _Places:
    """Whether a position lies in one of some blocks that do not overlap."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = sorted(blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]

    def hold(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and (position < self._blocks[at].end or position == self._blocks[at].start)

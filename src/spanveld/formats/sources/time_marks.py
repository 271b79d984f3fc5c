"""The times of a recording that stand in a transcript: ``[00:12:34]``, ``(12:34)``, ``#00:12:34-5#``, ``00:12:34``.

A time is believed only where it does not go back: times of day and of meetings stand in texts as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spanveld.formats.sources.parts import Remark, TimeMark
from spanveld.model.errors import N_

__all__ = ["TIME", "WrittenTime", "believed", "milliseconds", "time_marks", "usable", "written_times"]

_CLOCK = r"(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d(?:[.,]\d{1,3})?"
_TO = rf"(?:\x20?(?:-->|[-–—])\x20?{_CLOCK})?"
_F4 = r"[#]\d{1,2}:[0-5]\d:[0-5]\d(?:-\d{1,3})?[#]"
TIME = rf"(?:\[{_CLOCK}{_TO}\]|\({_CLOCK}{_TO}\)|{_F4}|(?<![\d:.]){_CLOCK}(?!\d|:\d))"
"""A time of a recording as people and programs write it, a regular expression without groups, blanks and ``#``."""

_TIME = re.compile(TIME)
_CLOCK_IN_IT = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,-](\d{1,3}))?")
_SAID = re.compile(r"[^\s:*\-–—]")
_LONGEST_NAME = 60
_SEEN = 200
_SENTENCE_END = (".", "?", "!", "…")
_FEWEST_WITHOUT_HOURS = 3
_SLIPS = 0.1


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time that stands in text[start:end], and the position at which it says that something is said."""

    start: int
    end: int
    mark: TimeMark
    certain: bool
    """Whether its form alone shows that it is a time of a recording; ``(12:34)`` may be a time of day."""


def time_marks(text: str) -> tuple[TimeMark, ...]:
    """The times of the recording, in the order of the text; none where they go back and forth.

    A time before what is said marks what follows it; one at the end of a paragraph, as f4 writes it, marks its own place.

    >>> time_marks("[00:00:05] Goedemorgen.")
    (TimeMark(position=11, milliseconds=5000),)
    """
    return believed(usable(written_times(text)))[0]


def usable(written: Sequence[WrittenTime]) -> list[TimeMark]:
    """The marks of the times that are certain by their form; the others as well where there are several of them."""
    uncertain = sum(not time.certain for time in written)
    return [time.mark for time in written if time.certain or uncertain >= _FEWEST_WITHOUT_HOURS]


def written_times(text: str) -> tuple[WrittenTime, ...]:
    """Every time in the text that may be one of a recording, believed or not."""
    found: list[WrittenTime] = []
    for match in _TIME.finditer(text):
        before = text[max(0, match.start() - _SEEN) : match.start()].rpartition("\n")[2].strip()
        after = text[match.end() : match.end() + _SEEN].partition("\n")[0].strip()
        shown = match.group()
        at_an_edge = not before or not after
        long = shown.count(":") >= 2
        certain = shown[0] in "[#" or (long and (at_an_edge or shown[0] == "("))
        if certain or (shown[0] == "(" and at_an_edge):
            position = _position(text, match, before, after)
            found.append(WrittenTime(match.start(), match.end(), TimeMark(position, milliseconds(shown)), certain))
    return tuple(found)


def _position(text: str, match: re.Match[str], before: str, after: str) -> int:
    at_end = len(before) > _LONGEST_NAME or before.endswith(_SENTENCE_END) or match.group()[0] == "#"
    following = _said_from(text, match.end())
    return match.start() if following == len(text) or (at_end and not after) else following


def _said_from(text: str, at: int) -> int:
    """The first character from ``at`` on that can be something said: no space, colon or sign of emphasis."""
    found = _SAID.search(text, at)
    return found.start() if found else len(text)


def milliseconds(shown: str) -> int:
    """The first time in it, in milliseconds; its last figures are tenths, hundredths or thousandths by their number.

    >>> milliseconds("#00:01:02-5#")
    62500
    """
    found = _CLOCK_IN_IT.search(shown)
    if found is None:
        raise ValueError(shown)
    hours, minutes, seconds, rest = found.groups()
    fraction = int((rest or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + fraction


def believed(marks: Iterable[TimeMark]) -> tuple[tuple[TimeMark, ...], tuple[Remark, ...]]:
    """The marks in the order of the text, those that go back left out, and what to say of it; none where many go back."""
    ordered = sorted(set(marks), key=lambda mark: (mark.position, mark.milliseconds))
    kept = _longest_rise(ordered)
    if len(kept) == len(ordered):
        return tuple(kept), ()
    wrong = next(mark for mark in ordered if mark not in set(kept))
    values = {"count": len(ordered) - len(kept), "time": clock(wrong.milliseconds)}
    if len(ordered) - len(kept) > _SLIPS * len(ordered):
        message = N_("{count} times in the text go back instead of on (the first: {time}); none was taken over.")
        return (), (Remark(message, values),)
    message = N_("{count} times in the text go back instead of on (the first: {time}); they were left out.")
    return tuple(kept), (Remark(message, values),)


def clock(time: int) -> str:
    """Milliseconds as ``h:mm:ss``."""
    return f"{time // 3_600_000}:{time // 60_000 % 60:02}:{time // 1000 % 60:02}"


def _longest_rise(marks: Sequence[TimeMark]) -> list[TimeMark]:
    """The longest choice of marks in which no time goes back."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, mark in enumerate(marks):
        length = bisect_right(lowest, mark.milliseconds)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [mark.milliseconds]
        ends[length : length + 1] = [index]
    kept: list[TimeMark] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.append(marks[at])
        at = before[at]
    return kept[::-1]

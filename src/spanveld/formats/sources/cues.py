"""The cues of a WebVTT or SubRip file: what is shown, when, and who says it where the file tells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, quoted

__all__ = ["Cue", "Fragment", "read_cues"]

_CLOCK = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_ARROW = "-->"
_NUMBER = re.compile(r"\s*\d+\s*")
_NO_CUES = re.compile(r"NOTE(?:\s.*)?|(?:STYLE|REGION)\s*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>|</v\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[a-z][^<>\n]{0,200}|\d[\d:.,]*)>|\{\\[^{}\n]{0,100}\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One line of a cue, or the part of it that one voice says; ``speaker`` is empty where no tag names one."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from ``start`` to ``end`` (milliseconds); ``line`` is where its times stand in the file."""

    start: int
    end: int
    line: int
    fragments: tuple[Fragment, ...]


def read_cues(text: str, notes: bool = True) -> list[Cue]:
    """All cues in the order of the file; Unreadable where the times of one cannot be read, or where there is none.

    The head of a WebVTT file is passed over, and its notes and styles where it has ``notes``. Words behind an empty line
    within a cue belong to it.
    """
    lines = text.split("\n")
    cues: list[Cue] = []
    for start, at, lines_of_cue in _parts(lines, notes):
        times = _times(start, at)
        fragments = tuple(_fragments(lines_of_cue))
        if fragments:
            cues.append(Cue(*times, at, fragments))
    if not cues:
        raise Unreadable(N_("it holds no subtitles, no line with times such as 00:00:01.000 --> 00:00:04.000."))
    return cues


def _parts(lines: Sequence[str], notes: bool) -> Iterator[tuple[str, int, list[str]]]:
    """The line with the times of each cue, its number, and the lines that belong to the cue."""
    times, number = "", 0
    shown: list[str] = []
    passed_over = True
    for at, line in enumerate(lines, start=1):
        begins = at == 1 or not lines[at - 2].strip()
        if _ARROW in line:
            if times:
                yield times, number, _without_name(shown)
            times, number, shown, passed_over = line, at, [], False
        elif notes and begins and _NO_CUES.fullmatch(line):
            passed_over = True
        elif not line.strip():
            passed_over = passed_over and not times
            shown.append("")
        elif not passed_over:
            shown.append(line)
    if times:
        yield times, number, shown


def _without_name(shown: list[str]) -> list[str]:
    """The lines of a cue without the number or name of the next one, which stands before that one's times."""
    if not shown or not shown[-1].strip():
        return shown
    alone = len(shown) > 1 and not shown[-2].strip()
    return shown[:-1] if alone or _NUMBER.fullmatch(shown[-1]) else shown


def _times(line: str, number: int) -> tuple[int, int]:
    found = _TIMES.fullmatch(line)
    if found is None:
        message = N_(
            "line {line}: {times} are no times of a subtitle; they look like 00:00:01.000 --> 00:00:04.000. Correct them."
        )
        raise Unreadable(message, line=number, times=quoted(line.strip()))
    groups = found.groups()
    return _milliseconds(groups[:4]), _milliseconds(groups[4:])


def _milliseconds(clock: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = (part or "0" for part in clock)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))


def _fragments(lines: Sequence[str]) -> Iterator[Fragment]:
    speaker = ""
    for line in lines:
        at = 0
        for voice in _VOICE.finditer(line):
            if said := _plain(line[at : voice.start()]):
                yield Fragment(said, speaker)
            speaker, at = _plain(voice[1] or ""), voice.end()
        if said := _plain(line[at:]):
            yield Fragment(said, speaker)


def _plain(shown: str) -> str:
    """The words without tags, their entities read and their white space made single spaces."""
    return " ".join(html.unescape(_TAG.sub("", shown)).replace("\ufeff", "").split())

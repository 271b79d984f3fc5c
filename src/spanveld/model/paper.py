"""What a source on paper bears so that it is known again when it comes back: marks that every word processor keeps.

A Word file says in its properties, and once more in its text, which study, source and text it was made of. The comment on a passage
ends with a line ``[spanveld passage K12 3f09ab 771c02]``: the passage, and a short sum of each line above, so that what was
written into the comment since can be told from what stood there. A hidden bookmark ``_sv120`` stands where line text[120:] begins.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "APART",
    "END",
    "MARK",
    "PREFIX",
    "PROPERTIES",
    "TEXT_STYLES",
    "Slip",
    "added",
    "line_sum",
    "on_paper",
    "slip_in",
    "tail",
    "tail_in",
]

PREFIX = "_sv"
"""A bookmark's name is this and the position at which its line begins; Word hides names that begin with a low line."""
END = f"{PREFIX}end"
"""The bookmark of the first paragraph after the text."""
TEXT_STYLES = (
    "SpanveldText",
    "SpanveldQuestion",
    "SpanveldReflection",
    "SpanveldHeading",
    "SpanveldItem",
    "SpanveldBlank",
)
"""Styles of paragraphs that are the text itself; between the first bookmark and the last, all others are beside it."""
APART = "SpanveldSpeaker"
"""The style of paragraphs within the text that are not of it."""
MARK = "SpanveldMark"
"""The style of characters within the text that are not of it."""
PROPERTIES = ("spanveld-study", "spanveld-source", "spanveld-text", "spanveld-sequence")
LONGEST_SEARCHED = 600
"""Characters of a line in which what stood there is looked for; the time grows with the square of them."""
_TAIL = re.compile(r"\[spanveld passage ([^\s\[\]]+)((?: [0-9a-f]{6})*)\]")
_SLIP = re.compile(r"\[spanveld ([0-9a-f-]{36}) ([^\s\[\]]+) ([0-9a-f]{64}) (\d+)\]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Of what a file was made: the study's GUID, the source, the SHA-256 of its text, and the journal's newest entry then."""

    study: str
    source: str
    text: str
    sequence: int

    def line(self) -> str:
        """The slip as it stands in the file for programs that keep no properties."""
        return f"[spanveld {self.study} {self.source} {self.text} {self.sequence}]"


def slip_in(text: str) -> Slip | None:
    """The first slip in a text."""
    found = _SLIP.search(text)
    return Slip(found[1], found[2], found[3], int(found[4])) if found else None


def on_paper(text: str) -> str:
    """The text as a document can hold it: characters that it cannot become spaces, one each, so that positions stay."""
    return _UNFIT.sub(" ", text)


def line_sum(line: str) -> str:
    """A short sum of a line of a comment, whatever its white space."""
    return hashlib.sha256(" ".join(line.split()).encode("utf-8", "replace")).hexdigest()[:6]


def tail(passage: str, lines: Iterable[str]) -> str:
    """The last line of the comment on a passage."""
    return f"[spanveld passage {' '.join([passage, *map(line_sum, lines)])}]"


def tail_in(line: str) -> tuple[str, tuple[str, ...], str] | None:
    """The passage and the sums that a line names, and what else stands on it; None where it is no such line."""
    found = _TAIL.search(line)
    if found is None:
        return None
    rest = f"{line[: found.start()].strip()} {line[found.end() :].strip()}".strip()
    return found[1], tuple(found[2].split()), rest


def added(lines: Sequence[str], sums: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What stands in a comment beside the lines with these sums, and the sums of lines that are gone.

    Of a line that goes on after (or begins before) what stood there, only the rest; one that was changed within, as a whole.
    """
    left, more = list(sums), []
    for line in lines:
        if (known := line_sum(line)) in left:
            left.remove(known)
        elif line.strip():
            more.append(line)
    kept = []
    for line in more:
        known, rest = _continued(line, left)
        if known:
            left.remove(known)
        if rest:
            kept.append(rest)
    return "\n".join(kept).strip(), tuple(left)


def _continued(line: str, sums: Sequence[str]) -> tuple[str, str]:
    """The sum of the longest beginning (else end) of a line that stood there, and the rest of the line."""
    if sums and len(line) <= LONGEST_SEARCHED:
        for cut in range(len(line) - 1, 0, -1):
            if (known := line_sum(line[:cut])) in sums and line[:cut].strip():
                return known, line[cut:].strip()
        for cut in range(1, len(line)):
            if (known := line_sum(line[cut:])) in sums and line[cut:].strip():
                return known, line[:cut].strip()
    return "", line.strip()

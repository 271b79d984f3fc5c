"""Whether a line begins as a new turn begins: readers that join the lines of a paragraph keep such a line apart."""

from __future__ import annotations

import re

from spanveld.formats.sources.label_candidates import candidates
from spanveld.formats.sources.speaker_labels import Shape
from spanveld.formats.sources.time_marks import TIME

__all__ = ["begins_turn"]

_TIME = re.compile(rf"\s*(?=[\[(#\d]){TIME}(?:\s|$)")
_SEEN = 240


def begins_turn(line: str) -> bool:
    """Whether the line has a short label with a colon, or a time of the recording, before what is said.

    >>> begins_turn("R4: Dat weet ik niet."), begins_turn("en dat is het punt: geld")
    (True, False)
    """
    start = line[:_SEEN]
    if ":" not in start and "\t" not in start and "]" not in start:
        return False
    if _TIME.match(start):
        return True
    found, _ = candidates(start, ())
    return bool(found) and found[0].shape >= Shape.NAME and found[0].style in ("colon", "marked", "timed")

"""Subtitles (vtt, srt) -> a text with a line a turn, its speakers and the times at which it is said.

    <v Karin Bos>Hoe gaat het</v>     Karin Bos: Hoe gaat het tussen jullie?
    <v Karin Bos>tussen jullie?</v>
    <v Jan Smit>Stroef.</v>           Jan Smit: Stroef.

Meeting programs cut what is said into fragments of a few seconds; those of one speaker are joined again. Captions that roll,
each showing the line before it once more, are taken once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from spanveld.formats.sources.cues import Cue, Fragment, read_cues
from spanveld.formats.sources.parts import Block, Reading, Remark, Said, TimeMark, check_length
from spanveld.formats.sources.plain import read_plain
from spanveld.formats.sources.speaker_labels import LONGEST_LABEL, Shape, is_interviewer, key, shape
from spanveld.formats.sources.time_marks import believed
from spanveld.model.errors import N_

__all__ = ["read_srt", "read_vtt"]

_PAUSE = 3000
"""Milliseconds of silence after which a new paragraph begins where nobody knows who speaks."""
_LABEL = re.compile(
    rf"\[?([^\W\d_][^:\[\]<>\n]{{0,{LONGEST_LABEL - 1}}}?)\]?(?:[ ]?\([^()]{{1,40}}\))?[ ]?:(?:[ ]+|\Z)"
)
_CHANGE = re.compile(r">>+[ ]*|[-–—][ ]+")
_ROLLING = 0.3
_LABELLED = 0.5


@dataclass(slots=True)
class _Turn:
    """What one speaker says in a row: words, each with the time at which they are shown."""

    speaker: str
    words: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment with its times. ``anew``: a sign in the file says that somebody else begins to speak."""

    start: int
    end: int
    text: str
    speaker: str
    anew: bool = False


def read_vtt(path: Path) -> Reading:
    """The text of a WebVTT file as Teams, Zoom, Meet and video sites write it; Unreadable where a time cannot be read."""
    return _read(path, "vtt")


def read_srt(path: Path) -> Reading:
    """The text of a SubRip file; Unreadable where a time cannot be read."""
    return _read(path, "srt")


def _read(path: Path, kind: str) -> Reading:
    decoded = read_plain(path)
    cues = read_cues(decoded.text, notes=kind == "vtt")
    once, doubled = _taken_once(cues)
    pieces = _with_speakers([piece for cue in once for piece in _pieces(cue)])
    reading = _laid_out(_turns(pieces))
    return replace(
        reading,
        remarks=(*decoded.remarks, *_on_doubled(doubled), *_on_unnamed(pieces), *reading.remarks),
        encoding=decoded.encoding,
        format=kind,
    )


def _taken_once(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """The cues without the lines that show once more what was shown before, and how many those were."""
    rolls = _rolls(cues)
    taken: list[Cue] = []
    doubled = 0
    shown: tuple[Fragment, ...] = ()
    before: Cue | None = None
    for cue in cues:
        fragments = cue.fragments
        if before is not None and (cue.start < before.end or (rolls and cue.start - before.end <= _PAUSE)):
            again = _shown_again(shown, fragments)
            doubled += again
            fragments = fragments[again:]
            fragments, grown = _without_growth(shown, fragments)
            doubled += grown
        shown, before = cue.fragments, cue
        if fragments:
            taken.append(replace(cue, fragments=fragments))
    return taken, doubled


def _rolls(cues: Sequence[Cue]) -> bool:
    """Whether the captions roll: many begin with what the one before them ended with, and go on."""
    pairs = list(pairwise(cues))
    rolling = sum(
        (len(b.fragments) > 1 and _shown_again(a.fragments, b.fragments) > 0) or _grows(a.fragments[-1], b.fragments[0])
        for a, b in pairs
    )
    return rolling > 1 and rolling >= _ROLLING * len(pairs)


def _shown_again(shown: Sequence[Fragment], fragments: Sequence[Fragment]) -> int:
    """How many lines at the start of a cue are the last ones of the cue before it."""
    sizes = range(min(len(shown), len(fragments)), 0, -1)
    return next((size for size in sizes if tuple(shown[-size:]) == tuple(fragments[:size])), 0)


def _grows(before: Fragment, after: Fragment) -> bool:
    return before.speaker == after.speaker and after.text.startswith(before.text + " ")


def _without_growth(shown: Sequence[Fragment], fragments: tuple[Fragment, ...]) -> tuple[tuple[Fragment, ...], int]:
    """The fragments without the words that the last shown one had already, where the first goes on from it."""
    if not shown or not fragments or not _grows(shown[-1], fragments[0]):
        return fragments, 0
    rest = fragments[0].text[len(shown[-1].text) :].strip()
    return (replace(fragments[0], text=rest), *fragments[1:]), 1


def _pieces(cue: Cue) -> Iterable[_Piece]:
    for fragment in cue.fragments:
        change = None if fragment.speaker else _CHANGE.match(fragment.text)
        text = fragment.text[change.end() :] if change and change.group().startswith(">") else fragment.text
        if text:
            yield _Piece(cue.start, cue.end, text, fragment.speaker, anew=change is not None)


def _with_speakers(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, where a label such as ``Jan Smit:`` stands before the words with it as the speaker; it goes on until the next."""
    if any(piece.speaker for piece in pieces):
        return list(pieces)
    labels = [_LABEL.match(piece.text) for piece in pieces]
    counted = Counter(key(label[1]) for label in labels if label and shape(label[1]) >= Shape.NAME)
    most = sum(counted.values()) >= _LABELLED * len(pieces)
    if sum(count > 1 for count in counted.values()) < 2 and not most:
        return list(pieces)
    speaker = ""
    found: list[_Piece] = []
    for piece, label in zip(pieces, labels, strict=True):
        if label and key(label[1]) in counted:
            speaker = label[1]
            piece = replace(piece, text=piece.text[label.end() :])
        elif piece.anew:
            speaker = ""
        if piece.text:
            found.append(replace(piece, speaker=speaker))
    return found


def _turns(pieces: Sequence[_Piece]) -> list[_Turn]:
    turns: list[_Turn] = []
    names: dict[str, str] = {}
    ended = 0
    for piece in pieces:
        speaker = names.setdefault(key(piece.speaker), piece.speaker) if piece.speaker else ""
        goes_on = turns and turns[-1].speaker == speaker and not (piece.anew and not speaker)
        if goes_on and not speaker and piece.start - ended > _PAUSE:
            goes_on = False
        if not goes_on:
            turns.append(_Turn(speaker))
        turns[-1].words.append((piece.text, piece.start))
        ended = max(ended, piece.end)
    return turns


def _laid_out(turns: Sequence[_Turn]) -> Reading:
    parts: list[str] = []
    at = 0
    blocks: list[Block] = []
    spoken: list[Said] = []
    marks: list[TimeMark] = []

    def write(text: str) -> int:
        nonlocal at
        parts.append(text)
        at += len(text)
        return at

    for number, turn in enumerate(turns):
        if number:
            write("\n\n")
        if turn.speaker:
            blocks.append(Block("speaker", at, at + len(turn.speaker)))
            write(f"{turn.speaker}: ")
        start = at
        for index, (words, time) in enumerate(turn.words):
            if index:
                write(" ")
            marks.append(TimeMark(at, time))
            write(words)
        if turn.speaker:
            spoken.append(Said(start, at, turn.speaker, is_interviewer(turn.speaker)))
    kept, remarks = believed(marks)
    return Reading(check_length("".join(parts)), tuple(blocks), tuple(spoken), kept, remarks=remarks)


def _on_doubled(doubled: int) -> tuple[Remark, ...]:
    message = N_("{count} lines that were shown twice, as rolling captions do, were taken once.")
    return (Remark(message, {"count": doubled}),) if doubled else ()


def _on_unnamed(pieces: Sequence[_Piece]) -> tuple[Remark, ...]:
    if not any(piece.speaker for piece in pieces):
        return (Remark(N_("The subtitles name no speakers; a paragraph is what is said without a pause.")),)
    unnamed = sum(not piece.speaker for piece in pieces)
    message = N_("Fragments that name no speaker stand in paragraphs of their own (number: {count}).")
    return (Remark(message, {"count": unnamed}),) if unnamed else ()

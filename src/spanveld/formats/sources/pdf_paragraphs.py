"""The lines of the pages -> paragraphs: where one ends, what is a heading, a list item or a note, and how lines are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from spanveld.formats.sources.line_starts import begins_turn
from spanveld.formats.sources.parts import Block, BlockKind
from spanveld.formats.sources.pdf_layout import RAISED, RAISED_END, Column, Line, Segment, columns

__all__ = ["Hyphens", "Paragraph", "body_size", "hyphens", "joined", "paragraphs", "written"]

_HEADING = 1.15
_LONGEST_HEADING = 250
_SMALL = 0.93
_INDENT = 0.7
_ENOUGH_LINES = 6
_NARROWEST = 12
"""In sizes of the letters: a text that has the page to itself is at least as wide, though all of its lines are shorter."""
_SPACED = 1.25
_BULLET = re.compile(r"[•‣▪◦●○■□➢❖✓∙⁃◆❑➔\ue000-\uf8ff][ \t]+|[•\ue000-\uf8ff](?=\w)")
_NOTE = re.compile(rf"(?:{RAISED}(\d{{1,3}}){RAISED_END}|\[?(\d{{1,3}})\]?(?=[ \t]))[ \t]*")
_MARK = re.compile(rf"{RAISED}(\d+){RAISED_END}")
_HYPHENS = ("-", "\N{HYPHEN}")
_SOFT = "\N{SOFT HYPHEN}"
_LAST_WORD = re.compile(r"[\w'’]+(?:[-\N{HYPHEN}][\w'’]+)*[-\N{HYPHEN}]\Z")
_WORD = re.compile(r"[^\W\d_]+")
_MANY_LINES = 100
_RARE = 0.01
_FIRST_WORD = re.compile(r"[\w'’]+")
_INNER_HYPHEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_CONJUNCTION = re.compile(r"(?:en|of|en/of|tot|noch|als|alsmede|dan wel|c\.q\.|and|or|und|oder)(?![\w-])")
_ENDED = (".", "!", "?", ":", "…", ";", "”", '"', "’", ")")
_STRONGLY_ENDED = (".", "!", "?", ":", "…")


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``runs`` says from which place in ``text`` on it stands on which page."""

    text: str
    kind: BlockKind | None
    level: int
    size: float
    free: float
    """How much room its last line leaves."""
    word: float
    """How wide its first word is."""
    opens: bool
    """Whether its first line is the first of a column."""
    runs: list[tuple[int, int]]


def body_size(pages: Sequence[Sequence[Segment]]) -> float:
    """The size of most letters."""
    letters: Counter[float] = Counter()
    for segments in pages:
        for segment in segments:
            letters[round(segment.size * 2) / 2] += len(segment.text)
    return letters.most_common(1)[0][0] if letters else 10.0


@dataclass(frozen=True, slots=True)
class Hyphens:
    """What a text tells about its hyphens at line ends."""

    compounds: frozenset[str] = frozenset()
    """Words with a hyphen that stand whole in a line."""
    words: frozenset[str] = frozenset()
    """Words without one."""
    real: bool = False
    """Whether a ``-`` at a line end belongs to its word, for the file parts no words, or with another sign."""


def hyphens(pages: Sequence[Sequence[Segment]]) -> Hyphens:
    """What the pages tell: a file in which hardly any line ends with a hyphen parts no words."""
    found: set[str] = set()
    words: set[str] = set()
    ends: Counter[str] = Counter()
    for segments in pages:
        for segment in segments:
            text = segment.text.lower()
            ends[text[-1:]] += 1
            words.update(_WORD.findall(text))
            if "-" in text:
                found.update(_INNER_HYPHEN.findall(text))
    lines = ends.total()
    rare = lines >= _MANY_LINES and ends["-"] < _RARE * lines
    return Hyphens(frozenset(found), frozenset(words), rare or bool(ends["\N{HYPHEN}"]))


def joined(text: str, line: str, known: Hyphens = Hyphens()) -> str:
    """A text that goes on in the next line.

    A hyphen at the line end goes where it only parts a word: between a letter and a small letter, unless the next word is a
    conjunction, or ``known`` tells otherwise.

    >>> joined("een samen-", "werking"), joined("veiligheids-", "en zorgbeleid"), joined("Noord-", "Holland")
    ('een samenwerking', 'veiligheids- en zorgbeleid', 'Noord-Holland')
    """
    if text.endswith(_SOFT):
        return text[:-1] + line
    if not text.endswith(_HYPHENS) or not text[-2:-1].isalnum():
        return f"{text} {line}"
    if _CONJUNCTION.match(line):
        return f"{text} {line}"
    if not line[:1].isalnum():
        return f"{text} {line}"
    last, first = _LAST_WORD.search(text), _FIRST_WORD.match(line)
    before, after = (last.group()[:-1] if last else "").lower(), (first.group() if first else "").lower()
    if not (text[-2].isalpha() and line[0].islower() and len(before) > 1) or f"{before}-{after}" in known.compounds:
        return text + line
    real = text[-1] == "-" and known.real and before + after not in known.words
    return text + line if real else text[:-1] + line


def paragraphs(pages: Sequence[tuple[int, Sequence[Segment]]]) -> list[Paragraph]:
    """The paragraphs of all pages (number, segments) in the order of reading; those that a page or column parts are joined.

    What comes a second time with the number of the page before stands apart on it, and nothing is joined to it.
    """
    segments = [found for _, found in pages]
    size, known = body_size(segments), hyphens(segments)
    laid = [(number, columns(found, size)) for number, found in pages]
    every = [column for _, found in laid for column in found]
    edges = _Edges(every)
    pitch = _pitch(every, edges, 1) or 1.25 * size
    found: list[Paragraph] = []
    last = 0
    for number, page in laid:
        for column in page:
            right = edges.right(column)
            own = _pitch([column], edges, _ENOUGH_LINES) or pitch
            for lines in _groups(column, right, size, own):
                new = _paragraph(lines, number, right, size, known)
                new.opens = lines[0] is column.lines[0] and number != last
                _take(found, new, known)
        last = number
    _level_headings(found)
    return found


def _take(found: list[Paragraph], new: Paragraph, known: Hyphens) -> None:
    """Adds a paragraph, or joins it to the one that it goes on from; notes at the foot of a page stand between the two."""
    place = len(found) - 1
    while place >= 0 and found[place].kind == "footnote" and new.kind != "footnote":
        place -= 1
    before = found[place] if place >= 0 else None
    if before is not None and _goes_on(before, new):
        whole = joined(before.text, new.text, known)
        before.runs.append((len(whole) - len(new.text), new.runs[0][1]))
        before.text, before.free = whole, new.free
    else:
        found.append(new)


def _goes_on(before: Paragraph, new: Paragraph) -> bool:
    """Whether a paragraph that begins a column or page goes on from the last one of the column or page before."""
    if (
        not new.opens
        or new.kind
        or before.kind not in (None, "list_item")
        or abs(before.size - new.size) > 0.06 * new.size
    ):
        return False
    if "\t" in new.text or begins_turn(new.text):
        return False
    if before.text.endswith((*_HYPHENS, _SOFT)) and before.text[-2:-1].isalpha():
        return True
    if before.text.endswith(_STRONGLY_ENDED):
        return False
    if before.free > 1.15 * new.word + 0.6 * new.size:  # its first word would have fitted
        return False
    return new.text[:1].islower() or not before.text.endswith(_ENDED)


class _Edges:
    """How far to the right the lines of a column go."""

    def __init__(self, every: Sequence[Column]) -> None:
        rights: dict[int, list[float]] = {}
        for column in every:
            if not column.split and len(column.lines) >= 5:
                rights.setdefault(_left(column), []).append(max(line.x1 for line in column.lines))
        self._usual = {left: median(found) for left, found in rights.items()}

    def right(self, column: Column) -> float:
        """The edge of this column; that of most pages where its own lines are short."""
        own = max(line.x1 for line in column.lines)
        if column.split:
            return own
        least = min(line.x0 for line in column.lines) + _NARROWEST * median(line.size for line in column.lines)
        return max(own, least, self._usual.get(_left(column), own))


def _left(column: Column) -> int:
    return round(min(line.x0 for line in column.lines) / 8)


def _pitch(every: Sequence[Column], edges: _Edges, fewest: int) -> float | None:
    """The distance between the lines of a paragraph: that after most full lines; None where those are too few to tell."""
    found: Counter[float] = Counter()
    for column in every:
        right = edges.right(column)
        for before, line in zip(column.lines, column.lines[1:], strict=False):
            if before.x1 + line.word + 0.2 * line.size > right and abs(before.size - line.size) < 0.5:
                found[round((before.y - line.y) * 2) / 2] += 1
    if sum(found.values()) < fewest:
        return None
    return found.most_common(1)[0][0]


def _groups(column: Column, right: float, size: float, pitch: float) -> Iterator[list[Line]]:
    """The lines of each paragraph of a column."""
    left = min(line.x0 for line in column.lines)
    current: list[Line] = []
    lines = column.lines
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if current and _begins(current, line, after, left, right, size, pitch):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _begins(
    current: Sequence[Line], line: Line, after: Line | None, left: float, right: float, size: float, pitch: float
) -> bool:
    """Whether the line begins a new paragraph after the lines of the current one."""
    before = current[-1]
    if abs(line.size - before.size) > 0.1 * max(line.size, before.size):
        return True
    distance = before.y - line.y
    if line.size >= _HEADING * size:
        return distance > 1.6 * line.size
    if distance > _SPACED * pitch + 0.5 or _BULLET.match(line.text):
        return True
    if line.cell is not None:
        return True
    if before.cell is not None and abs(line.x0 - before.cell) > _INDENT * line.size:
        return True
    ended = before.text.endswith(_ENDED)
    if begins_turn(line.text) and (ended or line.x0 < before.x0 - 1):
        return True
    hanging = _hangs(current)
    step = _INDENT * line.size
    if before.cell is None and line.x0 > before.x0 + step and not hanging:
        return after is None or after.x0 < line.x0 - step or ended
    if line.x0 < before.x0 - step and (len(current) > 1 or _BULLET.match(before.text)):
        return True
    if before.text.endswith((*_HYPHENS, _SOFT)):
        return False
    free = right - before.x1 - (line.word + 0.3 * line.size)
    return free > (0 if ended else 0.1 * (right - left)) + 0.5


def _hangs(current: Sequence[Line]) -> bool:
    """Whether lines after the first are set further in: after a bullet, a number or a name."""
    first = current[0].text
    return len(current) == 1 and bool(_BULLET.match(first) or re.match(r"\(?\w{1,3}[.)] ", first) or begins_turn(first))


def _paragraph(lines: Sequence[Line], page: int, right: float, size: float, known: Hyphens) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text, known)
    usual = median(line.size for line in lines)
    last = lines[-1]
    kind: BlockKind | None = None
    level = 0
    if bullet := _BULLET.match(text):
        kind, level, text = "list_item", 1, text[bullet.end() :]
    elif usual >= _HEADING * size and len(text) <= _LONGEST_HEADING and any(sign.isalpha() for sign in text):
        kind, text = "heading", text.replace("\t", " ")
    elif usual <= _SMALL * size and (note := _NOTE.match(text)):
        number = note[1] or note[2]
        kind, text = "footnote", f"[{number}] {text[note.end() :]}"
    return Paragraph(text, kind, level, usual, right - last.x1, lines[0].word, False, [(0, page)])


def _level_headings(found: Sequence[Paragraph]) -> None:
    """Larger letters, higher level."""
    sizes = sorted({round(paragraph.size) for paragraph in found if paragraph.kind == "heading"}, reverse=True)
    for paragraph in found:
        if paragraph.kind == "heading":
            paragraph.level = min(sizes.index(round(paragraph.size)) + 1, 9)


def written(found: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """The text, a paragraph a line, and its blocks: headings, list items, notes, and the pages that they stand on."""
    notes = {(paragraph.runs[0][1], _number(paragraph)) for paragraph in found if paragraph.kind == "footnote"}
    lines: list[str] = []
    blocks: list[Block] = []
    pages: list[tuple[int, int]] = []
    place = 0
    for paragraph in found:
        start, pieces = place, []
        for (begin, page), end in zip(paragraph.runs, [*(begin for begin, _ in paragraph.runs[1:]), None], strict=True):
            if not pages or pages[-1][0] != page:
                pages.append((page, place))
            piece = _resolved(paragraph.text[begin:end], page, notes)
            pieces.append(piece)
            place += len(piece)
        lines.append("".join(pieces))
        if paragraph.kind:
            blocks.append(Block(paragraph.kind, start, place, paragraph.level))
        place += 1
    text = "\n".join(lines)
    for (page, start), (_, end) in zip(pages, [*pages[1:], (0, len(text) + 1)], strict=True):
        trimmed = len(text[start:end].rstrip())
        blocks.append(Block("page", start, start + trimmed, page))
    return text, tuple(sorted(blocks, key=lambda block: (block.start, -block.end)))


def _number(paragraph: Paragraph) -> str:
    return paragraph.text[1 : paragraph.text.index("]")]


def _resolved(text: str, page: int, notes: set[tuple[int, str]]) -> str:
    """Raised digits as ``[1]`` where the page has a note of that number; else as digits."""
    if RAISED not in text and RAISED_END not in text:
        return text
    text = _MARK.sub(lambda found: f"[{found[1]}]" if (page, found[1]) in notes else found[1], text)
    return text.replace(RAISED, "").replace(RAISED_END, "")

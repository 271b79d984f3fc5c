"""Finds out how a program counted the positions in a text, and where the marked passages lie in the text as it is stored.

Programs count code points or UTF-16 units, a CRLF as one or as two, a byte order mark or not. What is known of the program
comes first; another way of counting takes its place only where it fits clearly better: its ends lie at the edges of words and
inside the text, and the names that programs give to selections, often the words themselves, match.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from spanveld.formats.exchange.conventions import is_own, prior, rivals
from spanveld.formats.exchange.project import Convention, Question, Reading, Resolved, Shown
from spanveld.formats.exchange.units import RawText, Ruler, raw_text
from spanveld.model.errors import N_, Remark

__all__ = ["Mark", "Placed", "agreed", "place", "settled_way"]

Span = tuple[int, int]

_FITS = 0.75
"""Of the ends and names a reading must fit at least so many for nobody to need to look."""
_ENOUGH = 2
"""A reading is clearly better than another from so much evidence on, an end at the edge of a word being 1."""
_ENOUGH_TO_CHANGE = 4
"""The same for a reading that is to take the place of what is known of the program."""
_AGAINST = 4
"""And it must have so many times the evidence of the other."""
_CERTAIN_OF = 20
"""So many passages of a project that are placed clearly settle how its other texts were counted."""
_SHOWN = 3
_SHOWN_WORDS = 160
_SHOWN_AROUND = 40
_CUT_NAME = 20
_LINKS = frozenset("_\u200d")
_PLAIN = "\u0300"
"""What comes before this does not join others to one character."""
_SKIN = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked passage as the file gives it: two numbers in a unit of its own, and its name."""

    raw_start: int | None
    raw_end: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The text as it is stored, and for each mark its half-open code points in it; None where it has no place there."""

    text: str
    spans: tuple[Span | None, ...]
    resolved: Resolved
    remarks: tuple[Remark, ...] = ()
    moved: int = 0
    """How many marks began or ended halfway a character."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What one way of counting makes of all marks: per mark whether it starts and ends at the edge of a word, whether its name
    fits, and whether an end had to be moved out of a character."""

    convention: Convention
    spans: tuple[Span | None, ...]
    starts: bytes
    ends: bytes
    named: bytes
    moved: bytes


def place(
    raw: bytes | str,
    marks: Sequence[Mark],
    *,
    origin: str,
    chosen: Convention | None = None,
    inline: bool = False,
    leaning: Convention | None = None,
) -> Placed:
    """Where the marks lie in the text, and how that was found out; Unreadable where the bytes are no text.

    ``inline``: the text stood in the XML (PlainTextContent). ``chosen``: a person says how it is counted. ``leaning``: how the other
    texts of the project were counted, which says more than the name of the program does.
    """
    source = raw_text(raw, inline=inline)
    first = chosen or leaning or prior(origin, inline=inline)
    if chosen is None and is_own(origin):
        return _as_written(source, marks, first)
    # one passage proves its place only once
    different = {mark: index for index, mark in enumerate(dict.fromkeys(marks))}
    names = [_bare(mark.name) for mark in different]
    tries = [_tried(source, different, names, first)]
    if chosen is None and marks:
        for convention in _differing(source, first):
            tried = _tried(source, different, names, convention)
            if all(tried.spans != other.spans for other in tries):
                tries.append(tried)
    weights = _weights(names, tries)
    best = tries[0]
    if len(tries) > 1:
        strongest = max(tries[1:], key=lambda tried: _evidence(tried, weights))
        if _beats(strongest, best, weights, _ENOUGH_TO_CHANGE):
            best = strongest
    others = sorted((tried for tried in tries if tried is not best), key=lambda tried: -_evidence(tried, weights))
    score = _score(best, weights)
    clear = not others or (
        all(_beats(best, other, weights, _ENOUGH) for other in others) and score is not None and score >= _FITS
    )
    where = [different[mark] for mark in marks]
    spans = tuple(best.spans[index] for index in where)
    inside = sum(span is not None for span in spans)
    resolved = Resolved(
        best.convention,
        score,
        others[0].convention if others else None,
        _score(others[0], weights) if others else None,
        clear,
        chosen is not None,
        inside,
        len(marks) - inside,
        None if clear else _question(source.text, best, others[0], weights),
    )
    moved = sum(best.moved[index] for index in where)
    return Placed(source.text, spans, resolved, tuple(_remarks(source, marks, moved, resolved)), moved)


def _as_written(source: RawText, marks: Sequence[Mark], convention: Convention) -> Placed:
    """The places in a text that this program wrote, of which nothing is to be found out."""
    tried = _tried(source, marks, None, convention)
    inside = len(marks) - tried.spans.count(None)
    resolved = Resolved(convention, inside=inside, outside=len(marks) - inside)
    moved = sum(tried.moved)
    return Placed(source.text, tried.spans, resolved, tuple(_remarks(source, marks, moved, resolved)), moved)


def settled_way(resolved: Sequence[Resolved]) -> Convention | None:
    """How a project counts, where the sources that are clear were all counted alike and hold enough passages."""
    sure = [one for one in resolved if one.clear and one.runner_up is not None]
    ways = {one.convention for one in sure}
    return ways.pop() if len(ways) == 1 and sum(one.inside for one in sure) >= _CERTAIN_OF else None


def agreed(resolved: Sequence[Resolved]) -> tuple[Resolved, ...]:
    """The sources of one project seen together: a source that fits the settled way is clear as well."""
    way = settled_way(resolved)
    return tuple(
        replace(one, clear=True, question=None)
        if not one.clear and one.convention == way and (one.score or 0) >= max(_FITS, one.runner_up_score or 0)
        else one
        for one in resolved
    )


def _differing(source: RawText, first: Convention) -> list[Convention]:
    """The other ways of counting that can make a difference in this text."""
    wide = max(source.body, default="") > "\uffff"
    ends = "\n" in source.body if source.inline else "\r\n" in source.body
    found = []
    for other in rivals(first):
        if other == first or (other.unit != first.unit and not wide and "utf8_bytes" not in (other.unit, first.unit)):
            continue
        if (other.crlf_is_one != first.crlf_is_one and not ends) or (
            other.bom_counts != first.bom_counts and not source.marks
        ):
            continue
        found.append(other)
    return found


def _tried(source: RawText, marks: Collection[Mark], names: Sequence[str] | None, convention: Convention) -> _Tried:
    """``names`` None: only the places, for which nothing needs to speak."""
    ruler, text = Ruler(source, convention), source.text
    spans: list[Span | None] = []
    starts, ends, named, moved = (bytearray(len(marks)) for _ in range(4))
    for index, mark in enumerate(marks):
        if mark.raw_start is None or mark.raw_end is None:
            spans.append(None)
            continue
        low, high = sorted((mark.raw_start, mark.raw_end))
        start, exact_start = ruler.to_text(low)
        end, exact_end = ruler.to_text(high, end=True)
        if start is None or end is None or start == end:
            spans.append(None)
            continue
        spans.append((start, end))
        moved[index] = not (exact_start and exact_end)
        if names is None:
            continue
        starts[index] = exact_start and _at_edge(text, start)
        ends[index] = exact_end and _at_edge(text, end)
        if name := names[index]:
            named[index] = _fits(name, text[start : min(end, start + 4 * len(name) + 1000)])
    return _Tried(convention, tuple(spans), bytes(starts), bytes(ends), bytes(named), bytes(moved))


def _at_edge(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    before, after = text[position - 1], text[position]
    if before < _PLAIN and after < _PLAIN:
        return not ((before.isalnum() or before == "_") and (after.isalnum() or after == "_"))
    if after in _SKIN or after == "\u200d" or before == "\u200d" or unicodedata.category(after)[0] == "M":
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isalnum() or character in _LINKS or unicodedata.category(character)[0] == "M"


def _bare(name: str) -> str:
    """A name without white space, which programs change, and without the sign that it was cut off."""
    bare = "".join(name.split())
    for cut in ("…", "..."):
        if bare.endswith(cut):
            return bare.removesuffix(cut) + "…"
    return bare


def _fits(name: str, words: str) -> bool:
    bare = "".join(words.split())
    if name.endswith("…"):
        return bool(name[:-1]) and (bare.startswith(name[:-1]) or bare == f"{name[:-1]}...")
    return bare == name or (len(name) >= _CUT_NAME and bare.startswith(name))


def _weights(names: Sequence[str], tries: Sequence[_Tried]) -> list[int]:
    """Per mark what a name that matches is worth; 0 where it matches under no way of counting, so that it holds no words."""
    weights = [0] * len(names)
    for index, name in enumerate(names):
        if name and any(tried.named[index] for tried in tries):
            weights[index] = 1 if len(name) < 4 else 3 if len(name) < 12 else 6
    return weights


def _evidence(tried: _Tried, weights: Sequence[int]) -> int:
    return (
        sum(tried.starts)
        + sum(tried.ends)
        + sum(weight for weight, named in zip(weights, tried.named, strict=True) if named)
    )


def _score(tried: _Tried, weights: Sequence[int]) -> float | None:
    names = sum(weight > 0 for weight in weights)
    total = 2 * len(weights) + names
    return (sum(tried.starts) + sum(tried.ends) + sum(tried.named)) / total if total else None


def _beats(one: _Tried, other: _Tried, weights: Sequence[int], enough: int) -> bool:
    """Whether what speaks for the one and not for the other is clearly more than the reverse."""
    pro = con = 0
    for index, weight in enumerate(weights):
        if one.spans[index] == other.spans[index]:
            continue
        for mine, theirs, worth in (
            (one.starts[index], other.starts[index], 1),
            (one.ends[index], other.ends[index], 1),
            (one.named[index], other.named[index], weight),
        ):
            if mine and not theirs:
                pro += worth
            elif theirs and not mine:
                con += worth
    return pro >= enough and pro >= _AGAINST * con


def _question(text: str, best: _Tried, other: _Tried, weights: Sequence[int]) -> Question:
    apart = [index for index in range(len(weights)) if best.spans[index] != other.spans[index]]
    count = min(_SHOWN, len(apart))
    picked = [apart[index * (len(apart) - 1) // max(1, count - 1)] for index in range(count)]
    return Question(
        tuple(
            Reading(
                tried.convention,
                _score(tried, weights),
                tuple(_shown(text, tried.spans[index]) for index in picked),
            )
            for tried in (best, other)
        )
    )


def _shown(text: str, span: Span | None) -> Shown | None:
    if span is None:
        return None
    start, end = span
    words = text[start:end]
    if len(words) > _SHOWN_WORDS:
        half = _SHOWN_WORDS // 2
        words = f"{words[:half]} … {words[-half:]}"
    return Shown(text[max(0, start - _SHOWN_AROUND) : start], words, text[end : end + _SHOWN_AROUND])


def _remarks(source: RawText, marks: Sequence[Mark], moved: int, resolved: Resolved) -> list[Remark]:
    remarks = []
    if source.encoding and source.encoding != "utf-8":
        message = (
            N_("The text is not UTF-8, which the standard asks; it was read as {encoding}, which is a guess.")
            if source.guessed
            else N_("The text is not UTF-8, which the standard asks; it was read as {encoding}.")
        )
        remarks.append(Remark(message, {"encoding": source.encoding}))
    numbers = [
        (mark.raw_start, mark.raw_end) for mark in marks if mark.raw_start is not None and mark.raw_end is not None
    ]
    empty = sum(start == end for start, end in numbers)
    turned = sum(start > end for start, end in numbers)
    for count, message in (
        (len(marks) - len(numbers), N_("Selections without numbers for their place: {count}.")),
        (empty, N_("Selections without characters, which begin where they end: {count}.")),
        (turned, N_("Selections that end before they begin; their two ends were exchanged: {count}.")),
        (
            resolved.outside - empty - (len(marks) - len(numbers)),
            N_("Selections that lie outside the text of {length} characters: {count}."),
        ),
        (moved, N_("Selections that begin or end halfway a character, which was taken whole: {count}.")),
    ):
        if count:
            remarks.append(Remark(message, {"count": count, "length": len(source.text)}))
    if resolved.score is not None and resolved.score < _FITS and len(marks) >= 3:
        remarks.append(
            Remark(
                N_("Only {share} % of the ends lie at the edge of a word; look whether the passages are right."),
                {"share": round(100 * resolved.score)},
            )
        )
    return remarks

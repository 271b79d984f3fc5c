"""What corrections really do to a text: each character carries its old position through the edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

__all__ = ["SENTENCE", "Edits", "Traced", "edits_of", "occurrences", "spans_of", "texts", "trace"]

SENTENCE = "De lamp is uit."
PIECES = ("één ", "e\u0301\u0301", "👩‍🚒", "🇳🇱🇧🇪", "\n", " ", "raam", "Raam ", "lamp", "x", "...", "\t")
NEW = ("Ω", "ж ", "日本", "👍🏽", "Ωж", "")
"""Replacements of characters that no text here has."""

Edits = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Traced:
    """The new text, and for each of its characters the old position it came from (None: typed anew) and the edit that typed it."""

    text: str
    origins: Sequence[int | None]
    typed_by: Sequence[int | None]

    def places(self, start: int, end: int) -> list[int]:
        """Where in the new text the characters of old[start:end] stand."""
        return [at for at, origin in enumerate(self.origins) if origin is not None and start <= origin < end]


def in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def trace(old: str, edits: Edits) -> tuple[Traced, Edits]:
    """Apply edits character by character; also the edits as they take effect: without what they leave as it was at their ends."""
    effective = []
    for start, end, text in sorted(edits):
        head = in_common(old[start:end], text)
        start, text = start + head, text[head:]
        tail = in_common(old[start:end][::-1], text[::-1])
        effective.append((start, end - tail, text[: len(text) - tail]))
    characters: list[tuple[str, int | None, int | None]] = []
    at = 0
    for number, (start, end, text) in enumerate(effective):
        characters += [(old[index], index, None) for index in range(at, start)]
        characters += [(character, None, number) for character in text]
        at = end
    characters += [(old[index], index, None) for index in range(at, len(old))]
    text = "".join(character for character, _, _ in characters)
    return Traced(text, [origin for _, origin, _ in characters], [number for _, _, number in characters]), effective


def occurrences(text: str, quote: str) -> int:
    """How often a quote occurs, overlapping occurrences too."""
    return sum(text.startswith(quote, at) for at in range(len(text)))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts in which one sentence occurs five times, between words, emoji and combining marks."""
    between = [draw(st.lists(st.sampled_from(PIECES), max_size=3).map("".join)) for _ in range(6)]
    return SENTENCE.join(between)


@st.composite
def edits_of(draw: st.DrawFn, old: str, replacements: st.SearchStrategy[str], *, most: int = 4) -> Edits:
    """Edits that do not overlap; many of them take or split whole sentences."""
    starts = [at for at in range(len(old)) if old.startswith(SENTENCE, at)]
    marks = [*starts, *(at + len(SENTENCE) for at in starts), 0, len(old)]
    place = st.one_of(st.integers(0, len(old)), st.sampled_from(marks))
    cuts = sorted(draw(st.lists(place, min_size=2, max_size=2 * most)))
    found: Edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not found or (start, end) > (found[-1][0], found[-1][1]):
            found.append((start, end, draw(replacements)))
    return found


def spans_of(old: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Spans of a text: of whole sentences, at its first and last character, the whole text, and any."""
    starts = [at for at in range(len(old)) if old.startswith(SENTENCE, at)]
    sentences = [(at, at + len(SENTENCE)) for at in starts]
    fixed = [*sentences, (0, 1), (len(old) - 1, len(old)), (0, len(old))]
    anywhere = st.tuples(st.integers(0, len(old) - 1), st.integers(1, len(old))).map(
        lambda pair: (min(pair), max(pair))
    )
    return st.lists(anywhere.filter(lambda pair: pair[0] < pair[1]), max_size=6).map(lambda more: [*fixed, *more])

"""What is searched for, where it stands in a text, and in what order it is shown: pure functions, the same for every database."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spanveld.language.folding import folded_in_place
from spanveld.language.keys import WORD, fold, keys_of, word_places
from spanveld.model.errors import N_, Refused, quoted

__all__ = ["Asked", "Snippet", "Term", "Wording", "outermost", "parse_words", "scores", "snippet_of", "spans_in"]

K1, B = 1.2, 0.75
"""How soon more of the same word stops to count, and how much the length of a paragraph does (as in BM25)."""
LEAST = 2
"""Letters at least of a part of a word that is searched for."""
_INSIDE = re.compile(r"\w['’]?\Z")
"""What stands before a place inside a word."""
_PIECE = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|(\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, words that follow each other (``words``), or with ``within`` a part of a word."""

    words: tuple[str, ...]
    within: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A term with the keys that it stands for: one after the other, or (``any_of``) one of these."""

    keys: tuple[str, ...] = ()
    any_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Snippet:
    """text[start:end] of what was found, and whether words were left out before and after it."""

    start: int
    end: int
    before: bool
    after: bool


def parse_words(words: str, *, phrase: bool = False, substring: bool = False) -> list[Term]:
    """The terms of a question: words, and phrases between quotation marks; all of it one phrase, or parts of words, where asked so.

    >>> parse_words('samen "de gemeente"')
    [Term(words=('samen',), within=False), Term(words=('de', 'gemeente'), within=False)]
    """
    if phrase and substring:
        raise Refused(N_("A search is for a phrase or for parts of words, not for both."))
    pieces = [words] if phrase else ["".join(found.groups(default="")) for found in _PIECE.finditer(words)]
    terms = [Term(tuple(WORD.findall(piece))) for piece in pieces]
    terms = [term for term in terms if term.words]
    if substring:
        terms = [Term((word,), True) for term in terms for word in term.words]
    if not terms:
        raise Refused(N_("{words} holds no word to search for."), words=quoted(words))
    short = next((term.words[0] for term in terms if term.within and len(fold(term.words[0])) < LEAST), None)
    if short is not None:
        raise Refused(
            N_("A part of a word needs {count} letters at least; {word} has fewer."), count=LEAST, word=quoted(short)
        )
    return list(dict.fromkeys(terms))


def spans_in(text: str, start: int, end: int, asked: Sequence[Asked]) -> list[tuple[int, int]]:
    """Where in text[start:end] something that was asked for stands, as half-open code points of the whole text.

    A phrase runs from its first word to its last; what lies inside something else that was found is left out.
    """
    keys = keys_of(WORD.findall(text, start, end))
    places = list(word_places(text, start, end))
    found: set[tuple[int, int]] = set()
    for one in asked:
        length = len(one.keys)
        for at, key in enumerate(keys):
            if key in one.any_of:
                found.add(places[at])
            elif length and key == one.keys[0] and tuple(keys[at : at + length]) == one.keys:
                found.add((places[at][0], places[at + length - 1][1]))
    return outermost(found)


def outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """These spans in their order, without those that lie inside another."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


class Wording(dict[str, int]):
    """A phrase as the forms in which its words are written: of each word of a text, where in the phrase it may stand (a bit each).

    >>> Wording([{"raad", "raden"}]).spans("De raad, de Raden.", 0, 18)
    [(3, 7), (12, 17)]
    """

    def __init__(self, forms: Sequence[Collection[str]]) -> None:
        super().__init__()
        self._forms = forms
        self._last = len(forms) - 1
        self._stem = _beginning(list(forms[0]))
        self._plain = {self._stem, self._stem.capitalize()} if len(self._stem) >= LEAST else set[str]()

    def __missing__(self, word: str) -> int:
        folded = fold(word)
        found = self[word] = sum(1 << place for place, its in enumerate(self._forms) if folded in its)
        return found

    def spans(self, text: str, start: int, end: int, count: int = 0) -> list[tuple[int, int]]:
        """Where in text[start:end] the phrase stands, as half-open code points of the whole text.

        ``count``: how often, where that is known. A single word need not be looked for in all its spellings then, once that many are found.
        """
        if count and not self._last and len(found := self._as_written(text, start, end)) == count:
            return found
        firsts = self._firsts(text, start, end)
        if not self._last:
            return [found.span() for found in firsts]
        return [(first.start(), stop) for first in firsts if (stop := self._end(text, first.end(), end))]

    def _as_written(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Where the word stands as it mostly is written: in small letters, or with a capital."""
        found = []
        for stem in self._plain:
            at = text.find(stem, start, end)
            while at >= 0:
                if not _INSIDE.search(text, max(start, at - 2), at):
                    word = WORD.match(text, at, end)
                    if word and self[word[0]] & 1:
                        found.append(word.span())
                at = text.find(stem, at + 1, end)
        return sorted(found)

    def _firsts(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words with which the phrase may begin."""
        flat = folded_in_place(text[start:end]) if len(self._stem) >= LEAST else None
        if flat is None:
            yield from (found for found in WORD.finditer(text, start, end) if self[found[0]] & 1)
            return
        at = flat.find(self._stem)
        while at >= 0:
            place = start + at
            if not _INSIDE.search(text, max(start, place - 2), place):
                found = WORD.match(text, place, end)
                if found and self[found[0]] & 1:
                    yield found
            at = flat.find(self._stem, at + 1)

    def _end(self, text: str, at: int, end: int) -> int:
        """Where the phrase ends whose first word ends here; 0 where other words follow."""
        for place in range(1, self._last + 1):
            found = WORD.search(text, at, end)
            if not found or not self[found[0]] >> place & 1:
                return 0
            at = found.end()
        return at


def _beginning(words: Sequence[str]) -> str:
    """What all of these words begin with."""
    least, most = min(words, default=""), max(words, default="")
    return next((least[:place] for place, letter in enumerate(least) if letter != most[place]), least)


def scores(found: Iterable[tuple[Sequence[int], int]], parts: int, words: int) -> list[float]:
    """How well each paragraph answers, by BM25: (how often each term stands there, how many words it has) of all that were found.

    ``parts`` paragraphs with ``words`` words were searched. A term that stands seldom in what was found weighs more.
    """
    items = list(found)
    if not items:
        return []
    slope = K1 * B * max(parts, 1) / max(words, 1)
    level, most = K1 * (1 - B), K1 + 1
    totals = [sum(column) for column in zip(*(counts for counts, _ in items), strict=True)]
    weights = [most * math.log(1 + (parts + 1) / (total + 1)) for total in totals]
    if len(weights) == 1:
        weight = weights[0]
        return [weight * count / (count + level + slope * size) for (count,), size in items]
    result = []
    for counts, size in items:
        length = level + slope * size
        result.append(sum(weight * count / (count + length) for weight, count in zip(weights, counts, strict=True)))
    return result


def snippet_of(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], width: int) -> Snippet:
    """The part of text[start:end], some ``width`` code points, in which most of the spans lie; whole words only."""
    if end - start <= width:
        return Snippet(start, end, False, False)
    best, most = spans[0][0], 0
    for place, (first, _) in enumerate(spans):
        inside = sum(last <= first + width * 3 // 4 for _, last in spans[place:])
        if inside > most:
            best, most = first, inside
    begin = max(start, min(best - width // 4, end - width))
    stop = min(end, max(begin + width, next(last for first, last in spans if first == best)))
    if begin > start:
        begin = min(best, _blank_after(text, begin))
    if stop < end:
        stop = max(next(last for first, last in spans if first == best), _blank_before(text, stop, begin))
    return Snippet(begin, stop, begin > start, stop < end)


def _blank_after(text: str, at: int) -> int:
    found = re.compile(r"\s\S").search(text, at - 1)
    return found.start() + 1 if found else at


def _blank_before(text: str, at: int, least: int) -> int:
    while at > least and not text[at].isspace():
        at -= 1
    return at

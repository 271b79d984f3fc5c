"""Where the spellings of a table stand in a text, and what takes their place.

A spelling is found as whole words, the longest first; with its own capitals, unless it is written without any or ``any_case``
says otherwise. A possessive 's stays outside. What is a stand-in already is left alone. Nothing is found across a line end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spanveld.analysis.stand_ins import label_of, stand_in_spans
from spanveld.language.word_lists import word_list

__all__ = ["Hit", "Replacer", "Rule", "normal"]

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
"""Combining marks, which belong to the letter before them."""
_WORD = re.compile(rf"\w[\w{_MARKS}]*")
_APOSTROPHES = "'’‘"
_FURTHEST = 80
"""How far before a name its title is looked for, in code points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A spelling and what stands for it; empty: the spelling stays as it is, and so does what stands inside it."""

    found: str
    replacement: str
    any_case: bool = False

    @property
    def ignores_case(self) -> bool:
        """Whether capitals make no difference."""
        return self.any_case or self.found == self.found.lower()


@dataclass(frozen=True, slots=True)
class Hit:
    """text[start:end] becomes ``replacement`` (empty: stays), because of the rule for ``found``. ``name`` is where the spelling starts."""

    start: int
    end: int
    replacement: str
    found: str
    name: int


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: Rule
    lead: int
    length: int
    pattern: re.Pattern[str]


def normal(spelling: str) -> str:
    """What two ways of writing one spelling have in common: composed, straight apostrophes, one blank between words."""
    plain = unicodedata.normalize("NFC", " ".join(spelling.split()))
    return plain.translate(dict.fromkeys(map(ord, _APOSTROPHES), "'"))


class Replacer:
    """Applies rules to texts; ``known`` are stand-ins that are left alone, beside those that can be told by their form.

    >>> Replacer([Rule("Jansen", "[burgemeester A]")]).apply("Burgemeester Jansen's plan, zei Jansen.")
    "[burgemeester A]'s plan, zei [burgemeester A]."
    """

    def __init__(self, rules: Iterable[Rule], known: Collection[str] = ()) -> None:
        self.rules: Sequence[Rule] = tuple(rules)
        self.known = frozenset(known) | {rule.replacement for rule in self.rules if label_of(rule.replacement)}
        by_word: dict[str, list[_Entry]] = defaultdict(list)
        for rule in self.rules:
            for form in sorted({unicodedata.normalize(form, rule.found) for form in ("NFC", "NFD")} | {rule.found}):
                if entry := _entry(rule, form):
                    by_word[entry[0]].append(entry[1])
        self._by_word = {
            word: sorted(entries, key=lambda entry: (-entry.length, entry.rule.ignores_case))
            for word, entries in by_word.items()
        }

    def hits(self, text: str) -> Iterator[Hit]:
        """All places of the spellings in a text, in order and disjoint; also of those that stay."""
        protected = stand_in_spans(text, self.known)
        last = 0
        for word in _WORD.finditer(text):
            for entry in self._by_word.get(word.group().casefold(), ()):
                start = word.start() - entry.lead
                match = entry.pattern.match(text, start) if start >= last else None
                if match is None or _cuts(match.span(), protected):
                    continue
                title = _title_start(text, last, start, entry.rule.replacement)
                last = match.end()
                yield Hit(title, last, entry.rule.replacement, entry.rule.found, start)
                break

    def edits(self, text: str) -> list[tuple[int, int, str]]:
        """The edits (start, end, replacement) that put stand-ins in the place of the spellings."""
        return [(hit.start, hit.end, hit.replacement) for hit in self.hits(text) if hit.replacement]

    def apply(self, text: str) -> str:
        """The text with the stand-ins in it."""
        for start, end, replacement in reversed(self.edits(text)):
            text = text[:start] + replacement + text[end:]
        return text


def _entry(rule: Rule, form: str) -> tuple[str, _Entry] | None:
    """The first word of a spelling, by which its places are looked up, and how it is matched there."""
    spelled = " ".join(form.split())
    first = _WORD.search(spelled)
    if first is None:
        return None
    words = r"[^\S\n]+".join("".join(map(_literal, word)) for word in spelled.split(" "))
    flags = re.IGNORECASE if rule.ignores_case else 0
    pattern = re.compile(rf"(?<![\w{_MARKS}]){words}(?![\w{_MARKS}])", flags)
    return first.group().casefold(), _Entry(rule, first.start(), len(spelled), pattern)


def _literal(character: str) -> str:
    return f"[{_APOSTROPHES}]" if character in _APOSTROPHES else re.escape(character)


def _cuts(span: tuple[int, int], protected: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in a stand-in or cuts into one; the whole of one may be replaced."""
    start, end = span
    for place in range(max(bisect_right(protected, (start, start)) - 1, 0), len(protected)):
        low, high = protected[place]
        if low >= end:
            return False
        if start < high and not (start <= low and high <= end):
            return True
    return False


def _title_start(text: str, last: int, start: int, replacement: str) -> int:
    """Where what is replaced begins: before the name where its title, which the stand-in says too, stands right before it."""
    label = label_of(replacement)
    before = _title(label).search(text, max(last, start - _FURTHEST), start) if label else None
    return before.start() if before else start


@lru_cache(maxsize=1024)
def _title(label: str) -> re.Pattern[str]:
    words = r"[^\S\n]+".join(map(re.escape, label.split()))
    forms = "|".join(map(re.escape, sorted(word_list("forms_of_address"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w){words}(?:[^\S\n]+(?:{forms}))*[^\S\n]+$", re.IGNORECASE)

"""A text while its names are looked for: its words, which of them are spoken for, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spanveld.language.spans import Entity, Kind
from spanveld.language.word_lists import common_words, surname_cores, word_list
from spanveld.language.words import Word, is_capital, is_shout, phrase_at, spoken_form, words_of

__all__ = ["Reading"]


class Reading:
    """The words of one text and the names found so far; a word belongs to one name at most.

    Places of words are indexes into ``words``; pairs of them are half-open.
    """

    def __init__(self, text: str, taken: Iterable[tuple[int, int]] = (), language: str = "nl") -> None:
        self.text = text
        self.words: Sequence[Word] = words_of(text)
        self.found: list[Entity] = []
        self.common = common_words(language)
        self.verbs = word_list("verbs")
        self.first_names = word_list("first_names")
        self.surnames = word_list("surnames")
        self.cores = surname_cores()
        self.places = word_list("places")
        self.functions = word_list("functions")
        self.forms = word_list("forms_of_address")
        self.in_small = frozenset(word.text for word in self.words if word.text[0].islower())
        self.taken = self._covered(taken)

    def _covered(self, spans: Iterable[tuple[int, int]]) -> list[bool]:
        taken = [False] * len(self.words)
        waiting = sorted(spans, reverse=True)
        for place, word in enumerate(self.words):
            while waiting and waiting[-1][1] <= word.start:
                waiting.pop()
            taken[place] = bool(waiting) and waiting[-1][0] < word.end
        return taken

    def take(self, kind: Kind, start: int, end: int, rule: str) -> None:
        """Words ``start`` up to ``end`` are one name; a possessive 's after an apostrophe stays outside it."""
        begin, stop = self.words[start].start, self.words[end - 1].end
        if stop - begin > 2 and self.text[stop - 2 : stop] in ("'s", "’s"):
            stop -= 2
        self.found.append(Entity(kind, begin, stop, self.text[begin:stop], rule))
        self.taken[start:end] = [True] * (end - start)

    def free(self, place: int) -> bool:
        """Whether there is a word at this place that belongs to no name yet."""
        return 0 <= place < len(self.words) and not self.taken[place]

    def follows(self, place: int) -> bool:
        """Whether a free word stands here, parted by one blank from the word before."""
        return self.free(place) and self.words[place].joined

    def capital_before(self, place: int) -> bool:
        """Whether a free word with a capital stands before this one, parted by one blank."""
        return self.words[place].joined and self.free(place - 1) and self.capital(place - 1)

    def small(self, place: int) -> str:
        """The word at this place in lower case; empty where there is none."""
        return self.words[place].text.lower() if 0 <= place < len(self.words) else ""

    def capital(self, place: int) -> bool:
        """Whether the word at this place begins with a capital."""
        return is_capital(self.words[place])

    def everyday(self, place: int) -> bool:
        """Whether a word is one of every day, by the list or because this text writes it without a capital."""
        small = self.small(place)
        return small in self.common or small in self.in_small

    def doubtful(self, place: int) -> bool:
        """Whether the capital of this word may be no more than the start of a sentence."""
        return self.words[place].opens and self.everyday(place)

    def title(self, place: int) -> bool:
        """Whether a function or form of address stands here."""
        small = self.small(place)
        return small in self.functions or small in self.forms

    def first_name(self, place: int) -> bool:
        """Whether a first name with its capital stands here."""
        return self.capital(place) and spoken_form(self.words[place].text, self.first_names) != ""

    def surname(self, place: int) -> bool:
        """Whether the core of a known surname stands here, a hyphen or possessive undone."""
        text = self.words[place].text
        first, _, last = text.partition("-")
        return self.capital(place) and (
            spoken_form(text, self.cores) != "" or (first in self.cores and last not in self.places)
        )

    def shout(self, place: int) -> bool:
        """Whether an abbreviation in capitals stands here."""
        return is_shout(self.words[place])

    def phrase(self, place: int, name: str) -> int:
        """How many free words from here on are an entry of a list; 0 if none, or if it is an everyday word at a sentence's start."""
        count = phrase_at(self.text, self.words, place, name)
        if not count or any(self.taken[place : place + count]):
            return 0
        return 0 if count == 1 and self.doubtful(place) else count

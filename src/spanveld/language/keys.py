"""Words and the keys by which they are searched: Dutch and English forms of a word share one key, diacritics and case do not count.

    [text[start:end] for start, end in word_places(text)]      the words of a text with their places
    key("Gemeenten"), key("coördinaties"), key("children")      'gemeente', 'coordinatie', 'child'

The same keys stand in the index of either kind of database, so both find the same. A word that both languages have is taken as
Dutch. Lemmas come from simplemma. Its tables are read when a word comes up whose key is not known yet, packed, which takes 10 MB; for
texts as a whole (``expect_many``) unpacked: ten times as fast and large, and let go of a minute after they were last needed, or at
``release()``.
"""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version

__all__ = [
    "WORD",
    "expect_many",
    "fold",
    "key",
    "keys_of",
    "learn",
    "phrase_parts",
    "release",
    "unknown",
    "version_of_keys",
    "warm",
    "word_places",
]

WORD = re.compile(r"\w+(?:[\u0300-\u036f]+\w*|['’]\w+)*")
"""A word: letters, digits and underscores, accents that stand apart, an apostrophe inside. A hyphen parts words: both are found."""
_STARRED = re.compile(r"[\w*]+(?:'[\w*]+)*")
LANGUAGES = ("nl", "en")
RULES = "1"
"""Changes where this module gives other keys than before."""
LONGEST = 100
"""Characters of a key at most (PostgreSQL takes no lexeme of more than 2 KB)."""
KNOWN_AT_REST = 20_000
"""Keys that are remembered while the tables are not there."""
GRACE = 60.0
"""Seconds for which the tables stay after they were last needed."""
LEAST_HEAD, LEAST_FRONT = 5, 3
"""Letters at least of the last and the first part of a Dutch compound that no table has."""
_APOSTROPHES = str.maketrans("’", "'")
_POSSESSIVE = re.compile("'s?$")
_lock = threading.RLock()


class _Known(dict[str, str]):
    """Words and folded words -> their keys, worked out when they are asked for."""

    def __missing__(self, word: str) -> str:
        folded = fold(word)
        with _lock:
            found = self[folded] if folded != word else _tables().key(folded)
            self[word] = found
        return found


_known = _Known()
_accented: dict[str, str] = {}
"""Folded words -> the words with accents that the tables have."""


def word_places(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the words of text[start:end] are, as half-open code points of the whole text."""
    for found in WORD.finditer(text, start, len(text) if end is None else end):
        yield found.span()


def fold(word: str) -> str:
    """A word without case and diacritics; letters that are written as one (ĳ, ﬁ) become two.

    >>> fold("Coördinatie"), fold("Één"), fold("e\\u0301e\\u0301n")
    ('coordinatie', 'een', 'een')
    """
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold()).casefold()
    return "".join(c for c in parted if not unicodedata.combining(c))


def phrase_parts(phrase: str, *, pattern: bool = False) -> list[str]:
    """The words of a phrase; of a ``pattern`` folded, each ``*`` in them standing for any letters.

    >>> phrase_parts("de 'Raad'"), phrase_parts("Één-wet*", pattern=True), phrase_parts("**", pattern=True)
    (['de', 'Raad'], ['een', 'wet*'], [])
    """
    if not pattern:
        return WORD.findall(phrase)
    return [part for part in _STARRED.findall(fold(phrase)) if part.strip("*'")]


def key(word: str) -> str:
    """The key of a word; it depends on the folded word alone.

    >>> key("liepen") == key("lopen"), key("IDEEEN") == key("idee")
    (True, True)
    """
    return _known[word]


def keys_of(words: Iterable[str]) -> list[str]:
    """The keys of many words, in their order."""
    return list(map(_known.__getitem__, words))


def learn(known: Mapping[str, str]) -> None:
    """Take over keys of folded words that were worked out before, by the same ``version_of_keys``."""
    _known.update(known)


def unknown(words: Iterable[str]) -> list[str]:
    """Of these words, folded, those whose keys the tables would have to tell."""
    return sorted({folded for word in words if word not in _known and (folded := fold(word)) not in _known})


@lru_cache
def version_of_keys() -> str:
    """What keys depend on: the rules of this module and the tables; keys of another version must be made anew."""
    return f"{RULES}/{unicodedata.unidata_version}/{version('simplemma')}"


def expect_many() -> None:
    """Words of whole texts will come: have the tables unpacked for a while."""
    with _lock:
        _Unpacked.held()


def release() -> None:
    """Let go of the unpacked tables, and of keys that would take room."""
    with _lock:
        _Unpacked.drop()
        if len(_known) > KNOWN_AT_REST:
            _known.clear()


def warm() -> None:
    """Read the packed tables beside what is going on, so that a word that comes up soon need not wait for them."""
    if not _packed.cache_info().currsize:
        threading.Thread(target=_read_packed, name="lemmas", daemon=True).start()


def _read_packed() -> None:
    with _lock:
        _packed()


def _tables() -> _Tables:
    return _Unpacked.held() if _Unpacked.present is not None else _packed()


class _Tables:
    """The lemmas of both languages."""

    def __init__(self, dictionaries: Sequence[Mapping[str, str]]) -> None:
        from simplemma.strategies import RulesStrategy

        self._dictionaries = dictionaries
        self._rules = RulesStrategy()
        if not _accented:
            for dictionary in dictionaries:
                for word in dictionary:
                    if not word.isascii():
                        _accented.setdefault(fold(word), word)

    def key(self, folded: str) -> str:
        """The key of a folded word."""
        plain = _POSSESSIVE.sub("", folded) if "'" in folded else folded
        found = self._settled(folded) or (plain != folded and self._settled(plain)) or self._guessed(plain)
        if not found.isalnum():
            found = "".join(filter(str.isalnum, found)) or "".join(filter(str.isalnum, folded))
        return found[:LONGEST] or f"u{ord(folded[:1] or '_'):x}"

    def _settled(self, folded: str) -> str:
        """The lemma of a word, looked up until it stays the same; empty where no table has the word.

        Where lemmas lead round in a ring (loop -> lopen -> loop), all of the ring share the first by the alphabet.
        """
        path = [folded]
        while lemma := self._listed(path[-1]):
            if lemma in path:
                return min(path[path.index(lemma) :])
            path.append(lemma)
        return path[-1] if len(path) > 1 else ""

    def _listed(self, word: str) -> str:
        for dictionary in self._dictionaries:
            for form in (word, word.capitalize()):
                if found := dictionary.get(form):
                    return fold(found)
        accented = _accented.get(word, "")
        return fold(next(filter(None, (each.get(accented) for each in self._dictionaries)), "")) if accented else ""

    def _guessed(self, word: str) -> str:
        """The key of a word that no table has: a Dutch compound gets the lemma of its last part, the longest that is known."""
        if len(word) > LONGEST or not word.isalpha():
            return word
        known = self._dictionaries[0].get
        for at in range(LEAST_FRONT, len(word) - LEAST_HEAD + 1):
            if known(word[at:]):
                return word[:at] + self._settled(word[at:])
        return next((fold(found) for each in LANGUAGES if (found := self._rules.get_lemma(word, each))), word)


@lru_cache
def _packed() -> _Tables:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    factory = StreamDictionaryFactory()
    return _Tables([factory.get_dictionary(language) for language in LANGUAGES])


class _Unpacked:
    """The tables unpacked, for a while."""

    present: _Tables | None = None
    _clock: threading.Timer | None = None
    _used = 0.0

    @classmethod
    def held(cls) -> _Tables:
        """The tables, unpacked where they are not."""
        cls._used = time.monotonic()
        if cls.present is None:
            from simplemma.strategies.dictionaries import DefaultDictionaryFactory

            factory = DefaultDictionaryFactory()
            cls.present = _Tables([factory.get_dictionary(language) for language in LANGUAGES])
            cls._watch()
        return cls.present

    @classmethod
    def _watch(cls) -> None:
        """Let them go once nobody has needed them for a while."""
        with _lock:
            rest = cls._used + GRACE - time.monotonic()
            if rest <= 0:
                release()
            elif cls.present is not None:
                cls._clock = threading.Timer(rest, cls._watch)
                cls._clock.daemon = True
                cls._clock.start()

    @classmethod
    def drop(cls) -> None:
        """Let them go."""
        if cls._clock is not None:
            cls._clock.cancel()
        cls.present = cls._clock = None

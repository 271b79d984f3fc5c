"""The word lists that the rules for names lean on: plain text files in ``lists/``, one entry a line, read when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

__all__ = ["common_words", "phrases", "surname_cores", "word_list"]


@lru_cache
def word_list(name: str) -> frozenset[str]:
    """The entries of ``lists/NAME.txt``.

    >>> "Marieke" in word_list("first_names")
    True
    """
    return frozenset(_entries(name))


@lru_cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """The entries of a list by their first word, longest first, so that 'Wijk bij Duurstede' is tried before 'Wijk'."""
    by_first_word: dict[str, list[str]] = {}
    for entry in _entries(name):
        by_first_word.setdefault(entry.split(" ", 1)[0], []).append(entry)
    return {word: tuple(sorted(entries, key=len, reverse=True)) for word, entries in by_first_word.items()}


@lru_cache
def surname_cores() -> frozenset[str]:
    """The surnames that can be told without what comes before their capital: 'Vries' of 'de Vries', but not 'Wel' of 'van Wel'."""
    everyday = word_list("common_words_nl")
    parts = (entry.rpartition(" ") for entry in _entries("surnames"))
    return frozenset(core for before, _, core in parts if not before or core.lower() not in everyday)


@lru_cache
def common_words(language: str) -> frozenset[str]:
    """Everyday words in lower case; a text in another language than Dutch has English ones as well."""
    dutch = word_list("common_words_nl")
    return dutch if language == "nl" else dutch | word_list("common_words_en")


def _entries(name: str) -> Iterator[str]:
    text = (files("spanveld.language") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return iter(text.splitlines())

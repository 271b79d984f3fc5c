"""The words in which the shape of a framework file is written: texts, identifiers, lists, records.

A shape is checked with ``shape.check(value, path, context)``: each fault is noted in the context, nothing is raised,
and what is around a fault is checked as well.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from spanveld.formats.framework_problems import ProblemList
from spanveld.formats.framework_yaml import join
from spanveld.model.errors import N_
from spanveld.model.framework import Source

__all__ = [
    "IDENTIFIER",
    "Anything",
    "Choice",
    "Context",
    "Flag",
    "Identifier",
    "Keyed",
    "Many",
    "Name",
    "Record",
    "Shape",
    "Text",
    "Version",
    "Whole",
    "Words",
    "nearest",
    "parse_sources",
]

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_VERSION = re.compile(r"(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}")


@dataclass(frozen=True, slots=True)
class Context:
    """Where faults go, the languages in which every text must stand, and the references that a source may name."""

    problems: ProblemList
    languages: tuple[str, ...]
    references: frozenset[str]
    sourced: bool = False
    """Whether something around the value has a source, which the value then inherits."""

    def inside(self, sourced: bool) -> Context:
        """The context for what is inside an entry that has a source of its own or not."""
        return Context(self.problems, self.languages, self.references, self.sourced or sourced)


class Shape(Protocol):
    """What a value of the file must look like."""

    def check(self, value: object, path: str, context: Context) -> None: ...


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is probably a misspelling of."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else None


def parse_sources(text: str) -> tuple[Source, ...]:
    """The sources of an entry: ``reference, place`` each, separated by ``;``.

    >>> parse_sources("moore-2013, p. 113; own")
    (Source(reference='moore-2013', place='p. 113'), Source(reference='own', place=''))
    """
    parts = (part.partition(",") for part in text.split(";"))
    return tuple(Source(reference.strip(), place.strip()) for reference, _, place in parts)


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is not empty, the same in every language."""

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, str):
            context.problems.add(path, _shown(value), N_("should be a text (put it between quotes)"))
        elif not value.strip():
            context.problems.add(path, None, N_("is empty"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text in each language of the framework: ``{en: ..., nl: ...}``."""

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, dict):
            reason = N_("should be a text in each language of the framework, like {{{example}}}")
            example = ", ".join(f"{language}: ..." for language in context.languages)
            context.problems.add(path, _shown(value), reason, example=example)
            return
        for language in context.languages:
            if language not in value:
                context.problems.add(join(path, language), None, N_("is missing: each text stands in every language"))
        for language, text in value.items():
            if language not in context.languages:
                context.problems.add(join(path, language), language, N_("is not a language of this framework"))
            else:
                Words().check(text, join(path, language), context)


@dataclass(frozen=True, slots=True)
class Name:
    """Either one text for all languages (a name) or a text in each."""

    def check(self, value: object, path: str, context: Context) -> None:
        shape: Shape = Words() if isinstance(value, str) else Text()
        shape.check(value, path, context)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Letters, digits, ``_``, ``.`` and ``-``, beginning with a letter or digit."""

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, str):
            context.problems.add(path, _shown(value), N_("should be an identifier (put it between quotes)"))
        elif not IDENTIFIER.fullmatch(value):
            reason = N_("is not an identifier: letters, digits, _ . and - are allowed, and a letter or digit first")
            context.problems.add(path, value or "''", reason)


@dataclass(frozen=True, slots=True)
class Version:
    """Three numbers, as in semantic versioning."""

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, str) or not _VERSION.fullmatch(value):
            context.problems.add(path, _shown(value), N_("is not a version of three numbers, like 1.0.0"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words or numbers."""

    allowed: tuple[str | int, ...]

    def check(self, value: object, path: str, context: Context) -> None:
        if isinstance(value, bool) or value not in self.allowed:
            allowed = ", ".join(map(str, self.allowed))
            context.problems.add(path, _shown(value), N_("should be one of: {allowed}"), allowed=allowed)


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, bool):
            context.problems.add(path, _shown(value), N_("should be true or false"))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int = -100
    most: int = 100

    def check(self, value: object, path: str, context: Context) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            context.problems.add(path, _shown(value), N_("should be a whole number"))
        elif not self.least <= value <= self.most:
            reason = N_("should lie between {least} and {most}")
            context.problems.add(path, value, reason, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Anything:
    """No demand."""

    def check(self, value: object, path: str, context: Context) -> None:
        return


@dataclass(frozen=True, slots=True)
class Many:
    """A list; entries that have an ``id`` (or another ``key``) have each a different one."""

    of: Shape
    least: int = 0
    key: str = "id"

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, list):
            context.problems.add(path, _shown(value), N_("should be a list"))
            return
        if len(value) < self.least:
            context.problems.add(path, None, N_("should have at least {least} entries"), least=self.least)
        for number, entry in enumerate(value):
            self.of.check(entry, join(path, number), context)
        self._check_twice(value, path, context)

    def _check_twice(self, entries: list[object], path: str, context: Context) -> None:
        first: dict[object, str] = {}
        for number, entry in enumerate(entries):
            id = entry.get(self.key) if isinstance(entry, dict) else entry
            if not isinstance(id, str | int):
                continue
            place = join(path, number)
            if id in first:
                where = join(place, self.key) if isinstance(entry, dict) else place
                context.problems.add(where, id, N_("is there twice; the first is {first}"), first=first[id])
            first.setdefault(id, place)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table whose keys are free identifiers."""

    of: Shape

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, dict):
            context.problems.add(path, _shown(value), N_("should be a table of keys and values"))
            return
        for key, entry in value.items():
            Identifier().check(key, join(path, key), context)
            self.of.check(entry, join(path, key), context)


@dataclass(frozen=True, slots=True)
class Record:
    """An entry with known keys.

    Every entry may have a ``source`` that names a reference, and ``checked``. ``cited``: it, or something around it,
    must have a source.
    """

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)
    cited: bool = False

    def check(self, value: object, path: str, context: Context) -> None:
        if not isinstance(value, dict):
            context.problems.add(path, _shown(value), N_("should be an entry with keys and values"))
            return
        shapes = {**self.required, **self.optional, "source": Anything(), "checked": Flag()}
        self._check_keys(value, path, shapes, context)
        sourced = _check_source(value, path, context)
        if self.cited and not sourced and not context.sourced:
            context.problems.add(path, _called(value), N_("has no source"))
        inside = context.inside(sourced)
        for key, entry in value.items():
            if key in shapes:
                shapes[key].check(entry, join(path, key), inside)

    def _check_keys(self, value: dict[str, object], path: str, shapes: Mapping[str, Shape], context: Context) -> None:
        for key in self.required:
            if key not in value:
                context.problems.add(join(path, key), None, N_("is missing"))
        for key in value:
            if key in shapes:
                continue
            likely = nearest(key, shapes)
            if likely:
                context.problems.add(join(path, key), key, N_("is not a key that is known here"), likely)
            else:
                reason = N_("is not a key that is known here; known are: {known}")
                context.problems.add(join(path, key), key, reason, known=", ".join(shapes))


def _check_source(entry: Mapping[str, object], path: str, context: Context) -> bool:
    """Note the faults of an entry's source; whether it has one."""
    if "source" not in entry:
        return False
    text, place = entry["source"], join(path, "source")
    if not isinstance(text, str) or not text.strip():
        context.problems.add(place, _shown(text), N_("should be a text like: reference, page; reference, section"))
        return True
    for source in parse_sources(text):
        if source.reference not in context.references:
            context.problems.add(place, source.reference, N_("is not one of the references of this framework"))
    return True


def _called(entry: Mapping[str, object]) -> object:
    return entry.get("id") if isinstance(entry.get("id"), str) else None


def _shown(value: object) -> str:
    """A value as the message shows it; what has no words of its own is named as YAML writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value or "''"
    return str(value)

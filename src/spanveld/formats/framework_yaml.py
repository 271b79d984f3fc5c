"""YAML -> plain data, the strict and small part of YAML that a person writes by hand.

``read_yaml(text, name)`` gives dict, list, str, int, float, bool and None with the line of each path, or raises
``FrameworkFileError`` with one message. Refused are duplicate keys, anchors and tags, U+0000 and lone surrogates, more
than one document, and nesting deeper than ``DEEPEST``. Only ``true`` and ``false`` are booleans (``no`` is a text),
dates are texts, and keys are always texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from spanveld.formats.framework_problems import FrameworkFileError, FrameworkProblem
from spanveld.model.errors import N_

__all__ = ["DEEPEST", "Document", "join", "read_yaml"]

DEEPEST = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain data, and path -> 1-based line (``""`` is the document itself)."""

    data: object
    lines: dict[str, int]


def join(path: str, key: str | int) -> str:
    """The path of an entry: ``join("layers", 2)`` is ``layers[2]``, ``join("layers[2]", "id")`` is ``layers[2].id``."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def read_yaml(text: str, name: str) -> Document:
    """The data of one YAML document; ``name`` is the file's name in messages. Raises ``FrameworkFileError``."""
    bad = _FORBIDDEN.search(text)
    if bad:
        _refuse_character(name, bad.group(), text.count("\n", 0, bad.start()) + 1)
    return _Builder(text, name).document()


def _refuse(name: str, line: int, path: str, value: str, reason: str, **values: object) -> NoReturn:
    raise FrameworkFileError([FrameworkProblem(name, path, value, reason, values, line)])


def _line(event: yaml.Event) -> int:
    """The 1-based line on which an event begins."""
    return event.start_mark.line + 1 if event.start_mark else 0


def _refuse_character(name: str, character: str, line: int, path: str = "") -> NoReturn:
    code = f"{ord(character):04X}"
    _refuse(name, line, path, "", N_("has the character U+{code}, which no text may hold"), code=code)


class _Builder:
    """Builds the data from the parser's events, so that each path gets its line and nothing is constructed unseen."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.events = self._events(text)
        self.lines: dict[str, int] = {}

    def _events(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            problem = error.problem or error.context or "-"
            _refuse(self.name, line, "", "", N_("is not YAML: {problem}"), problem=problem)
        except yaml.YAMLError as error:
            _refuse(self.name, 0, "", "", N_("is not YAML: {problem}"), problem=" ".join(str(error).split()))

    def document(self) -> Document:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            _refuse(self.name, 0, "", "", N_("is empty"))
        data = self.value(next(self.events), "", 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            _refuse(self.name, _line(after), "", "", N_("has a second document; a framework file has one"))
        return Document(data, self.lines)

    def value(self, event: yaml.Event, path: str, depth: int) -> object:
        line = _line(event)
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(self.name, line, path, "", N_("has an anchor or alias (& or *); write the text out"))
        if getattr(event, "tag", None) not in (None, "!"):
            _refuse(self.name, line, path, "", N_("has a tag (!); a framework file has none"))
        if depth > DEEPEST:
            _refuse(self.name, line, "", "", N_("is nested deeper than {deepest} levels"), deepest=DEEPEST)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth)
        return self.mapping(path, depth)

    def scalar(self, event: yaml.ScalarEvent, path: str) -> object:
        text: str = event.value
        bad = _FORBIDDEN.search(text)
        if bad:
            _refuse_character(self.name, bad.group(), _line(event), path)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text) and len(text) < 20:
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def sequence(self, path: str, depth: int) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.value(event, join(path, len(values)), depth + 1))
        return values

    def mapping(self, path: str, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                _refuse(self.name, line, path, "", N_("has a key that is not a word"))
            key: str = event.value
            self.scalar(event, join(path, key))
            if key in values:
                first = self.lines[join(path, key)]
                _refuse(self.name, line, path, key, N_("is there twice; the first is on line {first}"), first=first)
            self.lines[join(path, key)] = line
            values[key] = self.value(next(self.events), join(path, key), depth + 1)
        return values

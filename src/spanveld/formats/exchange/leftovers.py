"""What of a project has no place in a study: as JSON in records of the kind ``foreign``, and back as values of a project.

A row says of one GUID, and of one kind of element, what is kept. Whole things stand there as ``data_of`` writes them; of a thing
that is in the study too only what the study cannot hold.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from spanveld.model.study import StudyContent

__all__ = ["Leftovers", "again_guid", "data_of", "description_guid", "value_of", "whole_guid"]

Value = TypeVar("Value")
PROJECT = "Project"
"""What is kept of the project itself has this for its element, and no GUID."""


def description_guid(guid: str) -> str:
    """The GUID of the memo that is the description of a thing."""
    return str(uuid5(UUID(guid), "description"))


def whole_guid(source: str) -> str:
    """The GUID of the passage over a whole text that stands for the codings of a source."""
    return str(uuid5(UUID(source), "whole"))


def again_guid(selection: str, number: int) -> str:
    """The GUID of the ``number``-th further passage over the same words, for a code that the first cannot carry."""
    return str(uuid5(UUID(selection), f"again:{number}"))


def data_of(value: Any) -> Any:
    """A value of a project as plain data, without what is as it is by default.

    >>> from spanveld.formats.exchange.project import Stamp
    >>> data_of(Stamp(created="2024-01-02T03:04:05Z"))
    {'created': '2024-01-02T03:04:05Z'}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: data_of(held) for name, held, default in given if held != default and held not in ("", ())}
    if isinstance(value, Mapping):
        return {str(name): data_of(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [data_of(each) for each in value]
    return value


def value_of(cls: type[Value], data: Mapping[str, Any]) -> Value:
    """The value that ``data_of`` wrote; names that the class does not have are passed by."""
    known: Any = cls
    hints = _hints(known)
    return cls(**{name: _built(hints[name], each) for name, each in data.items() if name in hints})


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (field.name, field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default)
        for field in dataclasses.fields(cls)
    )


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return {field.name: get_type_hints(cls)[field.name] for field in dataclasses.fields(cls)}


def _built(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in (UnionType, Literal):
        inner = [each for each in get_args(hint) if each is not NoneType]
        return data if data is None or origin is Literal else _built(inner[0], data)
    if origin is tuple:
        return tuple(_built(get_args(hint)[0], each) for each in data)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return value_of(hint, data)
    return data


class Leftovers:
    """What a study keeps of the projects that were brought into it, by the GUID of the thing; of the newest import where several say it."""

    def __init__(self, content: StudyContent) -> None:
        self._by_item: dict[str, dict[str, Any]] = defaultdict(dict)
        order = {each.exchange: number for number, each in enumerate(content.records.get("exchange", ()))}
        rows = sorted(content.records.get("foreign", ()), key=lambda row: order.get(row.exchange, -1))
        for row in rows:
            data = _read(row.content)
            if isinstance(data, Mapping):
                self._by_item[row.item][row.element] = data

    def of(self, item: str) -> Mapping[str, Any]:
        """Element -> what is kept of the thing with this GUID ("": of the project)."""
        return self._by_item.get(item, {})

    def extras(self, item: str, element: str) -> Mapping[str, Any]:
        """What one kind of element keeps of a thing; empty where there is nothing."""
        found = self.of(item).get(element, {})
        return found if isinstance(found, Mapping) else {}

    def all(self, element: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The GUIDs of which an element of this kind is kept, and what it is."""
        for item, elements in self._by_item.items():
            if element in elements:
                yield item, elements[element]


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None  # a person may write anything into the study folder

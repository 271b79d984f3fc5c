"""Values as JSON text: dataclasses as objects, all else as it is."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["json_text"]


def json_text(value: Any) -> str:
    """A value as JSON, without spaces; dataclasses and mappings in it become objects.

    >>> @dataclasses.dataclass
    ... class Point:
    ...     x: int
    >>> json_text([Point(1)])
    '[{"x":1}]'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))

"""What stands in a sealed mark: one text with the whole mark, which only its assessor gets to see.

content = sealed({"best": -2, "low": -3, "high": -1, "rationale": "two voices", "evidence": {"passage:K12": "supports"}})
opened(content)["best"]                 -2
in_words(content, str.upper)            the same mark, each text that a person wrote changed by a function
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from spanveld.model.scale import reasoned, with_reason

__all__ = ["MARK", "OWNERS", "in_words", "opened", "sealed", "texts_of", "without_subjects"]

CELLS = ("reason", "method", "coherence", "adequacy", "relevance")
"""Fields that hold ``id: words``."""
MARK = (
    *("best", "low", "high", "answer", "reason", "tension_strength", "grade"),
    *("method", "coherence", "adequacy", "relevance", "rationale", "evidence"),
)
"""The fields of a mark; ``evidence`` maps ``passage:ID`` or ``finding:ID`` to a stance."""
OWNERS = {("sealed_mark", "content"): "assessor"}
"""Columns (table, column) that only one coder gets to see -> the column that says who."""


def sealed(values: Mapping[str, Any]) -> str:
    """A mark as the one text that is stored; fields that say nothing are left out.

    >>> sealed({"low": -1, "best": 0, "grade": ""})
    '{"best": 0, "low": -1}'
    """
    said = {name: values[name] for name in MARK if values.get(name) not in (None, "", {})}
    if "evidence" in said:
        said["evidence"] = dict(sorted(said["evidence"].items()))
    return json.dumps(said, ensure_ascii=False)


def opened(content: str) -> dict[str, Any]:
    """The fields of a mark; none of a content that is empty, as others see it. ValueError where it is no mark."""
    if not content:
        return {}
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError(content)
    return found


def texts_of(content: str) -> Iterator[str]:
    """The texts that a person wrote in it; of what is no mark, all of it."""
    found: list[str] = []
    in_words(content, lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    yield from found


def in_words(content: str, change: Callable[[str], str]) -> str:
    """The same mark with each text that a person wrote changed; ids, places on the scale and links stay as they are."""
    try:
        values = opened(content)
    except ValueError:
        return change(content)
    made = dict(values)
    for name, value in values.items():
        if isinstance(value, str) and name in CELLS:
            id, words = reasoned(value)
            made[name] = with_reason(id, change(words)) if words else value
        elif isinstance(value, str) and name == "rationale":
            made[name] = change(value)
    return content if made == values else json.dumps(made, ensure_ascii=False)


def without_subjects(content: str, gone: frozenset[str]) -> str:
    """The same mark without the links to these subjects (``kind:identifier``)."""
    try:
        values = opened(content)
    except ValueError:
        return content
    evidence = values.get("evidence")
    if not isinstance(evidence, dict) or gone.isdisjoint(evidence):
        return content
    return sealed({**values, "evidence": {name: stance for name, stance in evidence.items() if name not in gone}})

"""What differs between two versions of a framework, part by part.

>>> [str(change) for change in differences(old, new)]    # doctest: +SKIP
['~ code tension/perform: label', '+ code stage/evaluation', '- rule small_wins']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from spanveld.model.errors import N_
from spanveld.model.framework import Framework

__all__ = ["PARTS", "Difference", "Sign", "as_data", "differences"]

Sign = Literal["+", "-", "~"]
Data = Mapping[str, Any]

PARTS = {
    part: part
    for part in (
        N_("framework"),
        N_("reference"),
        N_("layer"),
        N_("code"),
        N_("kind of finding"),
        N_("completeness rule"),
        N_("drawing style"),
        N_("conceptual model"),
        N_("dimension"),
        N_("driver"),
        N_("possible pain point"),
        N_("scale"),
        N_("sub-dimension"),
        N_("rule of the game"),
        N_("handling"),
        N_("link"),
        N_("notes on links"),
        N_("proposition"),
        N_("table"),
        N_("topic list"),
        N_("topic"),
        N_("vocabulary"),
    )
}
"""The parts that are compared, in the order in which differences are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that was added (+), removed (-) or changed (~, then ``what`` names its keys in the file).

    ``name`` is ``layer/code`` for a code, ``dimension/sub-dimension`` for one of the scale, empty for a part that a framework has once.
    """

    sign: Sign
    part: str
    name: str = ""
    what: tuple[str, ...] = ()

    def __str__(self) -> str:
        changed = f": {', '.join(self.what)}" if self.what else ""
        return f"{' '.join(filter(None, (self.sign, self.part, self.name)))}{changed}"


def as_data(change: Difference) -> dict[str, Any]:
    """A difference as plain data."""
    return {"sign": change.sign, "part": change.part, "name": change.name, "what": list(change.what)}


def differences(old: Framework, new: Framework) -> list[Difference]:
    """All that differs in the two files but format and version, in the order of ``PARTS``."""
    before, after = _parts(old.content), _parts(new.content)
    return [change for part in PARTS for change in _compare(part, before[part], after[part])]


def _compare(part: str, old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Difference]:
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield Difference("-", part, name)
        elif name not in old:
            yield Difference("+", part, name)
        elif changed := _changed(old[name], new[name]):
            yield Difference("~", part, name, changed)


def _changed(old: Data, new: Data) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key))


def _parts(content: Data) -> dict[str, dict[str, Data]]:
    """Part -> name -> what the file says of it, without what is compared as a part of its own."""
    layers, dimensions = _entries(content, "layers"), _entries(content, "dimensions")
    scale, topics = content.get("scale") or {}, content.get("topic_list") or {}
    judged = _entries(scale, "dimensions")
    found: dict[str, dict[str, Data]] = {
        "framework": {"": {key: content.get(key) for key in _OF_THE_WHOLE}},
        "layer": _named(layers, without=("codes",)),
        "code": _inside(layers, "codes"),
        "drawing style": _once(content, "styles"),
        "conceptual model": _once(content, "conceptual_model"),
        "dimension": _named(dimensions, without=("drivers", "pain_points")),
        "driver": _named(item for entry in dimensions for item in _entries(entry, "drivers")),
        "possible pain point": _named(item for entry in dimensions for item in _entries(entry, "pain_points")),
        "scale": _scale(scale, judged),
        "sub-dimension": _inside(judged, "sub_dimensions"),
        "notes on links": _once(content, "link_notes"),
        "topic list": {"": _without(topics, ("topics",))} if topics else {},
        "topic": _named(_entries(topics, "topics")),
        "vocabulary": {
            f"{name}/{entry['id']}": entry
            for name in content.get("vocabularies") or {}
            for entry in content["vocabularies"][name]
        },
    }
    return found | {part: _named(_entries(content, key)) for part, key in _LISTS.items()}


_OF_THE_WHOLE = ("label", "languages", "summary", "guidance", "status")
_LISTS = {
    "reference": "references",
    "kind of finding": "finding_kinds",
    "completeness rule": "completeness",
    "rule of the game": "rules",
    "handling": "handlings",
    "link": "links",
    "proposition": "propositions",
    "table": "tables",
}


def _entries(holder: Data, key: str) -> list[Data]:
    return list(holder.get(key) or ())


def _named(entries: Iterable[Data], without: tuple[str, ...] = ()) -> dict[str, Data]:
    return {entry["id"]: _without(entry, without) for entry in entries}


def _inside(holders: Iterable[Data], key: str) -> dict[str, Data]:
    return {f"{holder['id']}/{entry['id']}": entry for holder in holders for entry in _entries(holder, key)}


def _without(entry: Data, keys: tuple[str, ...]) -> Data:
    return {key: value for key, value in entry.items() if key not in keys}


def _once(content: Data, key: str) -> dict[str, Data]:
    return {"": content[key]} if content.get(key) else {}


def _scale(scale: Data, judged: list[Data]) -> dict[str, Data]:
    """The scale as a whole, and what it says of each dimension."""
    if not scale:
        return {}
    return {"": _without(scale, ("dimensions",)), **_named(judged, without=("sub_dimensions",))}

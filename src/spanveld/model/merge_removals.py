"""What one copy of a study removed and the other built on: found, put to a person, and carried through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spanveld.model.kinds import Column
from spanveld.model.merge_fields import what_of
from spanveld.model.merge_matching import Item
from spanveld.model.merge_names import references
from spanveld.model.merge_values import GONE, KEPT, OURS, THEIRS, Settling, Side

__all__ = ["Removals", "names_of", "swept"]

Place = tuple[str, str]
"""Kind and name of a thing."""


def names_of(item: Item) -> Iterable[Place]:
    """What records may call the thing."""
    if item.kind.identified or item.kind.name == "code":
        yield item.kind.name, item.name


@dataclass(slots=True)
class Removals:
    """Decides of each thing that one copy removed whether it goes."""

    items: Sequence[Item]
    settling: Settling
    sub_case_layers: frozenset[str]
    dimensions: Mapping[str, Any]
    keep: bool
    """Whether what is gone in theirs stays."""
    gone: list[str] = field(default_factory=list)
    _removed: dict[Place, Item] = field(default_factory=dict)
    _built_on: set[Place] = field(default_factory=set)
    _stays: dict[int, bool] = field(default_factory=dict)

    def decide(self) -> None:
        """Set ``merged`` of all things of which one copy has no version any more."""
        lone = [item for item in self.items if item.base is not None and (item.ours is None) != (item.theirs is None)]
        for item in lone:
            for place in names_of(item):
                self._removed[place] = item
        self._find_built_on()
        contested = self._contested(lone)
        for item in lone:
            remover: Side = THEIRS if item.theirs is None else OURS
            left = item.ours if remover == THEIRS else item.theirs
            parents = [parent for parent in self._rests_on(item, left) if self._remover(parent) == remover]
            if remover == THEIRS and self.keep:
                stays = True
                self.gone.append(what_of(item.kind, left))
            elif parents:
                stays = all(self._stays.get(id(parent), False) for parent in parents)
            elif id(item) in contested:
                keeping = OURS if remover == THEIRS else THEIRS
                shown = (GONE, KEPT) if remover == OURS else (KEPT, GONE)
                stays = self.settling.side(what_of(item.kind, left), "", "", *shown) == keeping
            else:
                stays = False
            self._stays[id(item)] = stays
            item.merged = left if stays else None

    @staticmethod
    def _remover(item: Item) -> Side:
        return THEIRS if item.theirs is None else OURS

    def _find_built_on(self) -> None:
        """What a copy refers to anew though the other removed it."""
        if not self._removed:
            return
        for item in self.items:
            for record in (item.ours, item.theirs):
                if record is None or record is item.base or record == item.base:
                    continue
                known = set() if item.base is None else {place[1:] for place in self._references(item, item.base)}
                for column, kind, name in self._references(item, record):
                    target = self._removed.get((kind, name))
                    if target is None or ((kind, name) in known and not _needed(item, column)):
                        continue
                    if (target.ours is None) == (record is item.theirs):
                        self._built_on.add((kind, name))

    def _contested(self, lone: Sequence[Item]) -> set[int]:
        """The removed things that the other copy changed or built on, and all that these rest on."""
        found: set[int] = set()
        waiting = [item for item in lone if _differs(item) or any(place in self._built_on for place in names_of(item))]
        while waiting:
            item = waiting.pop()
            if id(item) in found:
                continue
            found.add(id(item))
            left = item.ours if item.theirs is None else item.theirs
            waiting += [parent for parent in self._rests_on(item, left) if self._remover(parent) == self._remover(item)]
        return found

    def _rests_on(self, item: Item, record: Any) -> list[Item]:
        """The removed things without which the record cannot be."""
        return [
            target
            for column, kind, name in self._references(item, record)
            if (target := self._removed.get((kind, name))) is not None and target is not item and _needed(item, column)
        ]

    def _references(self, item: Item, record: Any) -> Iterable[tuple[Column, str, str]]:
        return references(item.kind, record, self.sub_case_layers, self.dimensions)


def _differs(item: Item) -> bool:
    """Whether the copy that has the thing still changed it."""
    left = item.ours if item.theirs is None else item.theirs
    return bool(replace(left, guid="", own={}) != replace(item.base, guid="", own={}) or left.own != item.base.own)


def _needed(item: Item, column: Column) -> bool:
    """Whether a record cannot be without what the column refers to."""
    if column.type in ("references", "voices"):
        return False
    return column.required or column.type in ("subject", "link", "layer") or column.name in item.kind.key


def swept(
    items: Sequence[Item], known: set[Place], sub_case_layers: frozenset[str], dimensions: Mapping[str, Any]
) -> list[Item]:
    """Clear references to what is not there in what stays, and take out what cannot be without it; what went so.

    ``known``: what is there beside the things themselves. Items come kind by kind, each after those it refers to.
    """
    there = set(known)
    for item in items:
        if item.merged is not None and item.kind.name == "code":
            there.update(names_of(item))  # codes refer to each other
    dropped = []
    for item in items:
        if item.merged is None:
            continue
        values: dict[str, Any] = {}
        for column, kind, name in references(item.kind, item.merged, sub_case_layers, dimensions):
            if (kind, name) in there:
                continue
            if _needed(item, column):
                dropped.append(item)
                values = {}
                break
            now = values.get(column.attribute, getattr(item.merged, column.attribute))
            listed = column.type in ("references", "voices")
            values[column.attribute] = tuple(each for each in now if each != name) if listed else ""
        else:
            if values:
                item.merged = replace(item.merged, **values)
            there.update(names_of(item))
            continue
        item.merged = None
    return dropped

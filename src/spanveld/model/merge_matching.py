"""Which things of two copies of a study, and of what both were, are one: by GUID, then by name, then by what they are.

Nothing is guessed: what could be another thing stays apart, under another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.kinds import Kind
from spanveld.model.merge_fields import same_thing
from spanveld.model.merge_names import key_of
from spanveld.model.names import guid_of

__all__ = ["OTHER", "Item", "Matching"]

OTHER = "other"
"""Stands in the GUIDs of things of another copy of which nothing tells how it came to be."""
BY_CONTENT = ("source", "code", "passage", "finding", "vignette", "saved_query")
"""Kinds of which a thing made in both copies is known by what it says, whatever it is called."""
LOOSE = {"memo": 4, "turn": 3}
"""Kinds of which a changed record has another key -> so many columns of the key stay."""
Key = Callable[[Any], Hashable]


@dataclass(slots=True)
class Item:
    """One thing: its versions (None: not there), its number among ours (-1: none), and what becomes of it (None: it goes)."""

    kind: Kind
    base: Any = None
    ours: Any = None
    theirs: Any = None
    at: int = -1
    name: str = ""
    merged: Any = None
    their_name: str = ""
    """What theirs calls it."""


@dataclass(slots=True)
class Matching:
    """How things are known again. ``root`` is the study's GUID.

    ``salts`` tell copies (ours, theirs, base) apart since they parted: what a copy made since, under a name that is not among ``parted``
    (kind -> names), is not what another made under that name. Empty salts: nothing tells that.
    """

    root: str
    salts: Mapping[str, str]
    parted: Mapping[str, frozenset[str]]

    def items(
        self,
        kind: Kind,
        base: Sequence[Any],
        ours: Sequence[Any],
        theirs: Sequence[Any],
        *,
        only_case: str,
        exclusive: frozenset[str],
        content: Mapping[str, Callable[[Any], Hashable]],
    ) -> list[Item]:
        """The things of a kind, ours in their order first. ``content``: copy (ours, theirs) -> what of a record makes it known."""
        items = [Item(kind, ours=record, at=at) for at, record in enumerate(ours) if record is not None]
        lone_base = [Item(kind, base=record) for record in base if record is not None]
        lone_theirs = [Item(kind, theirs=record) for record in theirs if record is not None]
        named = kind.identified or kind.name == "code"
        keys = [] if named else self._keys(kind, only_case, exclusive)
        for key in keys:
            _join(items, lone_base, "ours", "base", key)
        if named:
            self._join_named(kind, items, lone_base, "ours", "base")
        both = [item for item in items if item.base is not None] + lone_base
        for key in keys:
            _join(both, lone_theirs, "base", "theirs", key)
        if named:
            self._join_named(kind, both, lone_theirs, "base", "theirs")
        new = [item for item in items if item.base is None]
        if named:
            self._join_new(kind, new, lone_theirs, content)
        else:
            for key in keys if kind.name != "memo" else keys[:-1]:
                _join(new, lone_theirs, "ours", "theirs", key, apart=_other_point)
        return [*items, *lone_base, *lone_theirs]

    def _join_named(self, kind: Kind, into: list[Item], lone: list[Item], left: str, right: str) -> None:
        """Things of which both versions come from what the copies were."""
        _join(into, lone, left, right, _given)
        one, other = self._tagged(kind, left, with_guid=True), self._tagged(kind, right, with_guid=True)
        _join(into, lone, left, right, one, other)
        _join(into, lone, left, right, self._known(kind, left), self._known(kind, right), apart=_contradict)
        _join(into, lone, left, right, self._tagged(kind, left), self._tagged(kind, right), apart=_contradict)

    def _join_new(
        self, kind: Kind, new: list[Item], theirs: list[Item], content: Mapping[str, Callable[[Any], Hashable]]
    ) -> None:
        """Things that neither copy has from what both were."""
        _join(new, theirs, "ours", "theirs", self._known(kind, "ours"), self._known(kind, "theirs", OTHER))
        if self.salts.get("theirs"):
            _join(new, theirs, "ours", "theirs", _name(kind), apart=lambda a, b: not same_thing(kind, a, b))
        else:
            _join(new, theirs, "ours", "theirs", _nameless_guid(kind), apart=lambda a, b: not _plausible(kind, a, b))
        if kind.name in BY_CONTENT:
            _join(new, theirs, "ours", "theirs", content["ours"], content["theirs"], apart=_contradict)

    def _tagged(self, kind: Kind, copy: str, *, with_guid: bool = False) -> Key:
        """The name of a record, and of which copy it is where it came after they parted (and the GUID that was given)."""
        salt, parted = self.salts.get(copy, ""), self.parted.get(kind.name, frozenset())

        def key(record: Any) -> Hashable:
            name = _own_name(kind, record)
            tag = salt if salt and name not in parted else ""
            return (tag, name, record.guid) if with_guid else (tag, name)

        return key

    def _known(self, kind: Kind, copy: str, without: str = "") -> Key:
        """The GUID of a record of a copy; ``without``: what tells the copy apart where nothing else does."""
        return lambda record: record.guid or self.guid(kind, record, copy, without)

    def guid(self, kind: Kind, record: Any, copy: str, without: str = "") -> str:
        """The GUID of a record to which none was given."""
        name = _own_name(kind, record)
        salt = self.salts.get(copy, "") or without
        known = not salt or name in self.parted.get(kind.name, frozenset())
        return guid_of(self.root, kind.name, name if known else f"{salt}/{name}")

    def _keys(self, kind: Kind, only_case: str, exclusive: frozenset[str]) -> list[Key]:
        """By what records without a name of their own are known, the surest first."""

        def key(record: Any) -> Hashable:
            if kind.name == "coding" and record.layer in exclusive:
                return record.passage, record.layer, record.coder
            return key_of(kind, record, only_case)

        loose = LOOSE.get(kind.name)
        keys: list[Key] = [_given, key]
        return [*keys, lambda record: key_of(kind, record)[:loose]] if loose else keys


def _join(
    into: list[Item],
    lone: list[Item],
    left: str,
    right: str,
    key: Key,
    right_key: Key | None = None,
    *,
    apart: Callable[[Any, Any], bool] = lambda one, other: False,
) -> None:
    """Join items that have only the ``right`` version to the first of ``into`` that lacks it and has the same key."""
    if not lone or not into:
        return
    waiting: dict[Hashable, list[Item]] = defaultdict(list)
    for item in reversed(into):
        record = getattr(item, left)
        if record is not None and getattr(item, right) is None and (known := key(record)) is not None:
            waiting[known].append(item)
    rest = []
    for other in lone:
        record = getattr(other, right)
        known = (right_key or key)(record)
        found = waiting.get(known) if known is not None else None
        if found and not apart(getattr(found[-1], left), record):
            setattr(found.pop(), right, record)
        else:
            rest.append(other)
    lone[:] = rest


def _own_name(kind: Kind, record: Any) -> str:
    return f"{record.layer}/{record.code}" if kind.name == "code" else str(getattr(record, kind.columns[0].attribute))


def _given(record: Any) -> Hashable:
    """The GUID that was given."""
    return record.guid or None


def _name(kind: Kind) -> Key:
    return lambda record: _own_name(kind, record)


def _nameless_guid(kind: Kind) -> Key:
    """The name of what was given no GUID."""
    return lambda record: None if record.guid else _own_name(kind, record)


def _contradict(one: Any, other: Any) -> bool:
    """Whether two GUIDs were given, and say that these are two things."""
    return bool(one.guid and other.guid and one.guid != other.guid)


def _other_point(one: Any, other: Any) -> bool:
    """Whether these are two main points that only stand in the same place of their lists."""
    text, position = getattr(one, "text", None), getattr(one, "position", None)
    return text is not None and position is not None and hasattr(one, "theme") and text != other.text


def _plausible(kind: Kind, one: Any, other: Any) -> bool:
    """Whether two things of one name can be one thing, where nothing tells what both copies were."""
    if kind.name == "passage":
        if one.source != other.source or one.coder != other.coder:
            return False
        return one.start is None or other.start is None or (one.start < other.end and other.start < one.end)
    if kind.name == "finding":
        return bool((one.case, one.dimension) == (other.case, other.dimension))
    return True

"""One thing out of its versions in two copies of a study and in what both were: field by field, and what only a person can settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.model.kinds import Column, Kind
from spanveld.model.merge_values import THEIRS, Settling
from spanveld.model.names import natural
from spanveld.model.sealed import OWNERS

__all__ = ["QUIET", "merged_mapping", "merged_record", "merged_value", "same_thing", "what_of"]

TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "passage": (("start", "end", "doubt"),),
    "judgement": (("best", "low", "high", "answer"),),
    "assessment": (("phase", "round", "opened", "closed", "reopened", "basis"),),
    "finding": (("dimension", "kind"),),
}
"""Columns that say one thing together, and are taken from one copy."""
QUIET = {("coding", "created"), ("source", "file"), ("source", "original")}
"""Columns that tell of a copy and not of the study: ours stays."""
ORDER = ("position",)
"""Columns that say where a thing stands in a list; two things may be one though these differ."""
MISSING = object()


def merged_record(kind: Kind, base: Any, ours: Any, theirs: Any, settling: Settling, derived: str) -> Any:
    """The record that two copies of it come to; ``base`` is None where both made it. ``derived``: the GUID of ours if none was given."""
    values: dict[str, Any] = {}
    what = what_of(kind, ours)
    for columns in _fields(kind):
        names = [column.attribute for column in columns]
        one, two = (tuple(getattr(record, name) for name in names) for record in (ours, theirs))
        if one == two:
            continue
        was = None if base is None else tuple(getattr(base, name) for name in names)
        for name, value in zip(names, _chosen(kind, columns, what, was, one, two, settling), strict=True):
            values[name] = value
    if not ours.guid and theirs.guid and theirs.guid != derived:
        values["guid"] = theirs.guid
    if ours.own != theirs.own:
        values["own"] = merged_mapping(what, {} if base is None else base.own, ours.own, theirs.own, settling)
    return replace(ours, **values) if any(getattr(ours, name) != value for name, value in values.items()) else ours


def _fields(kind: Kind) -> Iterator[tuple[Column, ...]]:
    """The columns of a kind, those that say one thing together in one; without the identifier."""
    together = TOGETHER.get(kind.name, ())
    grouped = {name for names in together for name in names}
    own_name = kind.columns[0].name if kind.identified else "code" if kind.name == "code" else ""
    for column in kind.columns:
        if column.name not in grouped and column.name != own_name:
            yield (column,)
    for names in together:
        yield tuple(kind.column(name) for name in names)


def _chosen(
    kind: Kind, columns: tuple[Column, ...], what: str, base: Any, ours: Any, theirs: Any, settling: Settling
) -> Sequence[Any]:
    """The values that go, where ours and theirs differ."""
    first = columns[0]
    if (kind.name, first.name) in QUIET:
        return ours if ours[0] else theirs  # type: ignore[no-any-return]
    if base is not None and ours == base:
        return theirs  # type: ignore[no-any-return]
    if base is not None and theirs == base:
        return ours  # type: ignore[no-any-return]
    if first.is_list and None not in (ours[0], theirs[0]):
        return (_lists((base and base[0]) or (), ours[0], theirs[0]),)
    if base is None and not any(map(_says, ours)):
        return theirs  # type: ignore[no-any-return]
    if base is None and not any(map(_says, theirs)):
        return ours  # type: ignore[no-any-return]
    shown = [value[0] if value is not None and len(value) == 1 else value for value in (base, ours, theirs)]
    name = "+".join(column.name for column in columns)
    sealed = (kind.name, first.name) in OWNERS
    return theirs if settling.side(what, name, *shown, sealed=sealed) == THEIRS else ours  # type: ignore[no-any-return]


def _says(value: Any) -> bool:
    return value is not None and value != "" and value != ()


def _lists(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What both lists hold, without what either took out of the list as it was."""
    gone = {each for each in base if each not in ours or each not in theirs}
    return tuple(sorted(({*ours, *theirs}) - gone, key=natural))


def merged_mapping(
    what: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], settling: Settling
) -> dict[str, Any]:
    """Columns that the format does not know, put together."""
    found = {}
    for name in {**ours, **theirs}:
        was, one, two = (each.get(name, MISSING) for each in (base, ours, theirs))
        value = merged_value(what, name, was, one, two, settling)
        if value is not MISSING:
            found[name] = value
    return found


def merged_value(what: str, name: str, base: Any, ours: Any, theirs: Any, settling: Settling) -> Any:
    """One value out of three; ``MISSING`` stands for none."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    shown = ["" if value is MISSING else value for value in (base, ours, theirs)]
    return theirs if settling.side(what, name, *shown) == THEIRS else ours


def same_thing(kind: Kind, one: Any, other: Any) -> bool:
    """Whether two records say the same, whatever they are called and wherever they stand in a list."""
    own_name = kind.columns[0].name if kind.identified else ""
    return all(
        getattr(one, column.attribute) == getattr(other, column.attribute)
        for column in kind.columns
        if column.name != own_name and column.name not in ORDER and (kind.name, column.name) not in QUIET
    )


def what_of(kind: Kind, record: Any) -> str:
    """``kind:name`` of a record, for a person to find it by; no words that a person wrote."""
    if kind.identified:
        return f"{kind.name}:{getattr(record, kind.columns[0].attribute)}"
    columns = [kind.column(name) for name in kind.key]
    values = [getattr(record, column.attribute) for column in columns if not column.private]
    return f"{kind.name}:" + "/".join("" if value is None else str(value) for value in values).rstrip("/")

"""A plan out of what became of each thing: what is to be added, changed and removed here, and the study as it will be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.model.kinds import KINDS, Kind
from spanveld.model.merge_cases import CASED
from spanveld.model.merge_fields import merged_mapping, merged_value, what_of
from spanveld.model.merge_matching import Item
from spanveld.model.merge_names import key_of
from spanveld.model.merge_values import OURS, Edited, MergePlan, Renamed, Settling
from spanveld.model.study import StudyContent

__all__ = ["outcome"]

HEADING = ("title", "language", "ethics", "keep_until")


def outcome(
    ours: StudyContent,
    copies: Mapping[str, StudyContent],
    items: Sequence[Item],
    settling: Settling,
    renamed: Sequence[Renamed],
    gone: Sequence[str],
    texts: Mapping[str, str],
    *,
    heading: bool,
) -> MergePlan:
    """The plan; ``ours`` is our copy as it is, ``copies`` as they were compared, ``texts`` those that sources are to have."""
    theirs = copies["theirs"]
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_kind[item.kind.name].append(item)
    originals = _files(by_kind["source"], theirs, ours)
    additions: dict[str, list[Any]] = {}
    changes: dict[str, list[Edited]] = {}
    removals: dict[str, list[int]] = {}
    records: dict[str, tuple[Any, ...]] = {}
    for name, kind in KINDS.items():
        mine = _one_of_each(kind, by_kind[name], settling)
        added = [item.merged for item in mine if item.ours is None and item.merged is not None]
        edited = [
            Edited(item.at, item.ours, item.merged)
            for item in mine
            if item.ours is not None and item.merged is not None and item.merged != _written(ours, kind, item)
        ]
        there = {item.at for item in mine if item.ours is not None and item.merged is not None}
        moved_away = {item.at for item in mine if item.ours is not None}
        lost = [at for at in range(len(ours.records.get(name, ()))) if at not in there and at in moved_away]
        if kind.on_text and lost:  # what came to lie in one place by a correction is one already
            kept = {key_of(kind, item.ours) for item in mine if item.at in there}
            lost = [item.at for item in mine if item.at in lost and key_of(kind, item.ours) not in kept]
        if added:
            additions[name] = added
        if edited:
            changes[name] = edited
        if lost:
            removals[name] = lost
        records[name] = (*(item.merged for item in mine if item.ours is not None and item.merged is not None), *added)
    present = {record.source for record in records["source"]}
    final = {source: text for source, text in texts.items() if source in present}
    corrected = {source: text for source, text in final.items() if source in ours.texts and ours.texts[source] != text}
    values = _heading(copies, settling) if heading else {}
    merged = replace(
        ours,
        records=records,
        texts=final,
        originals={source: data for source, data in {**ours.originals, **originals}.items() if source in present},
        **values,
    )
    return MergePlan(
        ours=ours,
        merged=merged,
        additions=additions,
        changes=changes,
        removals=removals,
        texts=corrected,
        files={source: data for source, data in originals.items() if source in present},
        conflicts=tuple(settling.conflicts),
        renamed=tuple(renamed),
        gone=tuple(gone),
        lying={
            name: {item.at: item.ours for item in by_kind[name] if item.ours is not None}
            for name, kind in KINDS.items()
            if kind.on_text
        },
        heading={name: value for name, value in values.items() if value != getattr(ours, name)},
    )


def _written(ours: StudyContent, kind: Kind, item: Item) -> Any:
    """Our record as it stands once the texts are corrected, in the words of the merged study, before anything else is changed."""
    now = ours.records[kind.name][item.at]
    if kind.name == "code":
        return now
    left_out = {attribute: "" for name, attribute in CASED if name == kind.name and not getattr(now, attribute)}
    return replace(item.ours, **left_out) if left_out else item.ours


def _one_of_each(kind: Kind, items: list[Item], settling: Settling) -> list[Item]:
    """The things of a kind; where two come to have one key, one of them goes, and a main point gets the next free place."""
    if kind.identified:
        return items
    seen: dict[tuple[Any, ...], Item] = {}
    for item in sorted(items, key=lambda item: item.ours is None):
        if item.merged is None:
            continue
        key = key_of(kind, item.merged)
        if key in seen and kind.key[-1] == "position":
            number = item.merged.position or 0
            while (*key[:-1], number) in seen:
                number += 1
            item.merged = replace(item.merged, position=number)
            key = key_of(kind, item.merged)
        first = seen.setdefault(key, item)
        if first is item:
            continue
        if first.merged == item.merged or _side(kind, first.merged, item.merged, settling) == OURS:
            item.merged = None
        else:
            first.merged, seen[key] = None, item
    return items


def _side(kind: Kind, one: Any, other: Any, settling: Settling) -> str:
    """Which of two records goes that came to have the same key."""
    columns = [column for column in kind.columns if column.name not in kind.key]
    shown = [tuple(getattr(record, column.attribute) for column in columns) for record in (one, other)]
    return settling.side(what_of(kind, one), "+".join(column.name for column in columns), "", *shown)


def _files(sources: Sequence[Item], theirs: StudyContent, ours: StudyContent) -> dict[str, bytes]:
    """Give sources that come in files that no other has; the bytes of files that texts were taken from, by source."""
    taken = {
        name.casefold() for source in ours.records.get("source", ()) for name in (source.file, source.original) if name
    }
    found: dict[str, bytes] = {}
    for item in sources:
        if item.theirs is None or item.merged is None:
            continue
        data = theirs.originals.get(item.their_name or item.name)
        if item.ours is None:
            file = _free(item.merged.file, f"sources/{item.name}.txt", taken)
            original = (
                _free(item.merged.original, f"originals/{item.name}{_ending(item.merged.original)}", taken)
                if data is not None
                else ""
            )
            item.merged = replace(item.merged, file=file, original=original)
        elif data is not None and item.name not in ours.originals and not item.ours.original and item.base is None:
            item.merged = replace(item.merged, original=_free(item.theirs.original, f"originals/{item.name}", taken))
        else:
            continue
        if data is not None:
            found[item.name] = data
    return found


def _free(path: str, plain: str, taken: set[str]) -> str:
    """The path, or where another has it ``plain``, with a number where that is taken too."""
    wanted, number = path or plain, 2
    if wanted.casefold() in taken:
        wanted = plain
    stem, dot, ending = wanted.rpartition(".")
    while wanted.casefold() in taken:
        wanted, number = f"{stem}-{number}{dot}{ending}", number + 1
    taken.add(wanted.casefold())
    return wanted


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else ""


def _heading(copies: Mapping[str, StudyContent], settling: Settling) -> dict[str, Any]:
    """Title, language and the like of the study itself, put together."""
    base, ours, theirs = copies["base"], copies["ours"], copies["theirs"]
    what = f"study:{ours.id}"
    values: dict[str, Any] = {}
    for name in HEADING:
        was, one, two = (getattr(content, name) for content in (base, ours, theirs))
        if was == "" and one and not two:
            values[name] = one
        else:
            values[name] = merged_value(what, name, was, one, two, settling)
    values["own"] = merged_mapping(what, base.own, ours.own, theirs.own, settling)
    return values

"""What is kept of imported projects, in an erasure: what belongs to things that go, and names and words in what stays."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from spanveld.actions.erasing_known import Known, Scope
from spanveld.model.journal import canonical
from spanveld.store.schema import CONTENT_TABLES

__all__ = ["JSON_FIELDS", "foreign_goes", "without_words"]

JSON_FIELDS = frozenset((("foreign", "content"), ("exchange", "account")))
"""Fields that hold JSON in which words may stand."""
DIGESTS = "Said"
"""The element that holds no words, but digests of what was said."""


def foreign_goes(known: Known, scope: Scope) -> None:
    """What is kept of a thing that goes, goes; its GUIDs, and what is known of texts that get blanks, go out of the rest."""
    work, by_table = known.work, defaultdict(set)
    if not work.count("exchange"):
        return
    for table, key in scope.deletes:
        if "guid" in CONTENT_TABLES[table].c:
            by_table[table].add(key[0])
    gone = {
        guid
        for table, numbers in by_table.items()
        for number, guid in work.values(table, "id", "guid")
        if guid and number in numbers
    }
    edited = [number for number in scope.edits if number not in scope.whole]
    blanked = work.values("source", "guid", id=edited) if edited else []
    scope.foreign = frozenset(gone | {f"{guid}:text" for (guid,) in blanked if guid})
    for number, item in work.values("foreign", "id", "item") if gone else ():
        if item in gone:
            scope.deletes[("foreign", (number,))] = None


def without_words(text: str, element: str, gone: Collection[str], blanked: Callable[[str], str]) -> str:
    """The JSON text without the GUIDs that go (and what is kept under them), and with its words blanked; as it is where nothing changes."""
    try:
        data = json.loads(text)
    except ValueError:
        return blanked(text)
    cleaned = _without(data, gone, (lambda words: words) if element == DIGESTS else blanked)
    return text if cleaned == data else canonical(cleaned)


def _without(data: Any, gone: Collection[str], blanked: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {name: _without(each, gone, blanked) for name, each in data.items() if not _is_of(name, gone)}
    if isinstance(data, list):
        return [_without(each, gone, blanked) for each in data if not (isinstance(each, str) and each in gone)]
    if isinstance(data, str):
        return "" if data in gone else blanked(data)
    return data


def _is_of(name: str, gone: Collection[str]) -> bool:
    """Whether a key is a GUID that goes, or begins with one (``GUID:codes``)."""
    return name in gone or name.partition(":")[0] in gone

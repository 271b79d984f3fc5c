"""Fields of things that stay in which names or words of somebody who is erased stand: in memos, statements, titles, own columns."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from spanveld.actions.erasing_foreign import JSON_FIELDS, without_words
from spanveld.actions.erasing_known import FieldChange, Known, Scope, Span
from spanveld.model.journal import canonical
from spanveld.model.kinds import KINDS
from spanveld.model.sealed import OWNERS, in_words, without_subjects
from spanveld.store.schema import CONTENT_TABLES
from spanveld.store.work import Row

__all__ = ["sweep"]

NAMES_ONLY = ("guide", "topic")
"""Tables of the researcher's own questions: in these only names are looked for."""
UNSWEPT = ("framework", "coder", "speaker")
"""Tables of others' words and names."""


def sweep(known: Known, scope: Scope) -> None:
    """The fields of everything that stays in which names or words stand."""
    if scope.traces.empty:
        return
    scope.gone = {known.passages[number]["identifier"] for number in scope.passages}
    for table in ("study", *CONTENT_TABLES):
        if table in UNSWEPT:
            continue
        columns = _private_columns(table)
        for row in known.work.rows(table) if columns else ():
            key = (row.get("id", 0),)
            if (table, key) in scope.deletes or (table == "code" and row["origin"] == "framework"):
                continue
            for column in columns:
                if (table, column) != ("party", "name") and row[column]:
                    scope.fields += _without(scope, table, key, column, row)
    _distinct_files(known, scope)


def _private_columns(table: str) -> list[str]:
    if table == "study":
        return ["title", "own"]
    return [column.name for column in CONTENT_TABLES[table].c if column.info.get("private")]


def _without(scope: Scope, table: str, key: tuple[int, ...], column: str, row: Row) -> Iterator[FieldChange]:
    theirs = scope.shared.get(_owner(table, row), frozenset())
    look = partial(scope.traces.of_names if table in NAMES_ONLY else scope.traces.spans, theirs=theirs)
    name = str(row.get("identifier") or key[0] or "")
    kind = KINDS.get(table)
    if (table, column) in OWNERS:
        text = in_words(row[column], lambda words: scope.traces.blanked(words, scope.marker, theirs))
        text = without_subjects(text, _gone(scope))
        hits = int(text != row[column])
    elif (table, column) in JSON_FIELDS:
        blanked = partial(scope.traces.blanked, marker=scope.marker, theirs=theirs)
        text = without_words(row[column], row.get("element", ""), scope.foreign, blanked)
        hits = int(text != row[column])
    elif column == "own" or (kind and kind.column(column).type in ("words", "lines")):
        value = json.loads(row[column])
        if isinstance(value, list):
            kept: Any = [item for item in value if not look(item)]
            hits = len(value) - len(kept)
            text = json.dumps(kept, ensure_ascii=False) if kept else ""
        else:
            hits, text = len(look(row[column])), canonical(_cleaned(scope, value, theirs))
    else:
        places = look(row[column])
        hits, text = len(places), _blank(row[column], places, scope.marker)
        if hits and (table, column) == ("source", "file"):
            text = f"sources/{row['identifier']}.txt"
    if hits:
        yield FieldChange(table, key, column, text, hits, name)


def _gone(scope: Scope) -> frozenset[str]:
    """The passages that go, as sealed marks name them."""
    return frozenset(f"passage:{name}" for name in scope.gone)


def _owner(table: str, row: Row) -> int:
    """The participant whose own row it is; 0 where it is nobody's."""
    if table == "participant":
        return int(row["id"])
    if table == "attribute":
        return int(row["subject_id"]) if row["subject_kind"] == "participant" else 0
    return int(row.get("participant_id") or 0)


def _cleaned(scope: Scope, value: Any, theirs: Collection[str]) -> Any:
    """Any JSON value with the words taken out of its texts."""
    if isinstance(value, dict):
        return {name: _cleaned(scope, item, theirs) for name, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(scope, item, theirs) for item in value]
    return scope.traces.blanked(value, scope.marker, theirs) if isinstance(value, str) else value


def _blank(text: str, spans: Sequence[Span], marker: str) -> str:
    for start, end in reversed(spans):
        text = text[:start] + marker + text[end:]
    return text


def _distinct_files(known: Known, scope: Scope) -> None:
    """No two sources may have one file in a study folder."""
    taken = {name.casefold() for (name,) in known.work.values("source", "file")}
    for place, change in enumerate(scope.fields):
        if (change.table, change.column) != ("source", "file"):
            continue
        value, number = change.value, 2
        while value.casefold() in taken:
            value, number = change.value.removesuffix(".txt") + f"-{number}.txt", number + 1
        taken.add(value.casefold())
        scope.fields[place] = FieldChange(change.table, change.key, change.column, value, change.places, change.name)

"""One entry of the journal, opened: each row that it changed, before and after, in names instead of numbers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.journal import is_reference
from spanveld.model.sealed import OWNERS
from spanveld.store import journal
from spanveld.store.journal_pages import lines, stack_of
from spanveld.store.names import named
from spanveld.store.past_words import quotes_at, words_of
from spanveld.store.records import Reader
from spanveld.store.schema import CONTENT_TABLES
from spanveld.views.journal_page import JournalEntry, journal_lines

__all__ = ["ChangedField", "ChangedRow", "OpenedEntry", "opened_entry"]

ON_A_PAGE = 100
"""Rows of an entry that are shown at once."""
HIDDEN = ("id", "guid", "checksum", "sha256", "erasable_id", "change_id", "digest", "body", "blob_id", "voiced")
"""Columns that say nothing to a person."""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A column of a row before and after; None: there was, or is, no row; ``erased``: which of the two were erased since.

    ``sealed``: what it holds is told to nobody (before, after: "…" where there is anything).
    """

    name: str
    before: str | None
    after: str | None
    erased: tuple[bool, bool] = (False, False)
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that an entry ``added``, ``changed`` or ``removed``: of which table, and what it is called."""

    table: str
    name: str
    how: str
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """An entry with what it changed. ``tables``: how many rows of each; ``rows`` are those of ``page``.

    ``numbers``: what is known of a change of a whole study (its files, what an erasure took); ``hash`` and ``previous`` chain it.
    """

    entry: JournalEntry
    tables: Mapping[str, int]
    numbers: Mapping[str, int]
    rows: tuple[ChangedRow, ...]
    page: int
    pages: int
    hash: str
    previous: str


def opened_entry(reader: Reader, sequence: int, *, page: int = 1, actor: str = "") -> OpenedEntry | None:
    """An entry with a page of the rows that it changed; None where the journal has none of that number."""
    connection, study_id = reader.connection, reader.study_id
    found = journal.entry(connection, study_id, sequence)
    if found is None:
        return None
    stack = stack_of(connection, study_id, actor, down_to=sequence)
    line = journal_lines(reader, lines(connection, study_id, [sequence]), stack)[0]
    data, bulk = found.changes, dict[str, Any]()
    if isinstance(data, dict):
        data, bulk = data["rows"], data["bulk"]
    pages = max(1, -(-len(data) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = data[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    numbers = bulk.get("counts") or bulk.get("files") or {}
    return OpenedEntry(
        line,
        dict(Counter(table for table, *_ in data)),
        {name: count for name, count in numbers.items() if isinstance(count, int) and count},
        tuple(_Opening(reader, data, shown).rows()),
        page,
        pages,
        found.hash,
        found.previous,
    )


class _Opening:
    """Puts names and words in the place of numbers."""

    def __init__(self, reader: Reader, data: Sequence[Any], shown: Sequence[Any]) -> None:
        self.reader, self.shown = reader, shown
        images = [image for _, _, before, after in shown for image in (before, after) if image]
        self.words = words_of(
            reader.connection,
            reader.study_id,
            {value["erasable"] for image in images for value in image.values() if is_reference(value)},
        )
        self.here: dict[tuple[str, int], str] = {}
        """What things are called of which the entry itself holds an image."""
        for table, key, before, after in data:
            for image in (before, after):
                if image and isinstance(image.get("identifier"), str) and key:
                    self.here[table, key[-1]] = image["identifier"]
        self.names = self._names(shown)
        self.quotes = quotes_at(
            reader.connection,
            reader.study_id,
            {
                (after["text_id"], after["start"], after["end"])
                for table, _, _, after in shown
                if table == "anchor" and _full(after)
            },
        )

    def rows(self) -> Iterator[ChangedRow]:
        """The rows, as they stand in the entry."""
        for table, key, before, after in self.shown:
            how = "added" if before is None else "removed" if after is None else "changed"
            name = self._called(table, key, {**(before or {}), **(after or {})})
            yield ChangedRow(table, name, how, tuple(self._fields(table, before, after)))

    def _fields(self, table: str, before: Any, after: Any) -> Iterator[ChangedField]:
        left, right = self._values(table, before), self._values(table, after)
        for name in dict.fromkeys([*(left or {}), *(right or {})]):
            old, new = (None if side is None else side.get(name, ("", False)) for side in (left, right))
            if (old is None or not old[0]) and (new is None or not new[0]):
                continue
            said = (None if old is None else old[0], None if new is None else new[0])
            sealed = (table, name) in OWNERS
            yield ChangedField(name, *said, erased=(bool(old and old[1]), bool(new and new[1])), sealed=sealed)

    def _values(self, table: str, image: Any) -> dict[str, tuple[str, bool]] | None:
        """Column -> what it held in words, and whether that was erased."""
        if image is None:
            return None
        found: dict[str, tuple[str, bool]] = {}
        for name, value in image.items():
            if name in HIDDEN or name == "subject_kind" or (name == "own" and not value):
                continue
            if (table, name) in OWNERS:
                found[name] = ("…" if value else "", False)
            elif is_reference(value):
                words = self.words.get(value["erasable"])
                found[name] = (_plain(words), False) if words is not None else ("", True)
                if words is None:
                    found[name] = ("…", True)
            elif name == "subject_id":
                kind = image.get("subject_kind") or ""
                found["subject"] = (f"{kind}: {self._name(kind, value)}" if kind and value is not None else "", False)
            elif (target := _target(table, name)) and value is not None:
                found[name.removesuffix("_id")] = (self._name(target, value), False)
            else:
                found[name.removesuffix("_id")] = (_plain(value), False)
        if table == "anchor" and _full(image):
            quote = self.quotes.get((image["text_id"], image["start"], image["end"]))
            found["words"] = (quote, False) if quote is not None else ("…", True)
        return found

    def _called(self, table: str, key: Sequence[int], image: Mapping[str, Any]) -> str:
        if table == "study":
            return ""
        target = CONTENT_TABLES.get(table)
        if target is not None and "identifier" in target.c and key:
            return self._name(table, key[-1])
        for column in ("passage_id", "finding_id", "source_id", "participant_id", "text_id"):
            if image.get(column) is not None and (owner := _target(table, column)):
                return self._name(owner, image[column])
        return str(key[-1]) if key and table == "memo" else ""

    def _name(self, table: str, number: int) -> str:
        if table == "code" and number in self.reader.codes:
            return "/".join(self.reader.codes[number])
        if table == "layer" and number in self.reader.layers:
            return self.reader.layers[number]
        return self.here.get((table, number)) or self.names.get((table, number)) or f"#{number}"

    def _names(self, shown: Iterable[Any]) -> dict[tuple[str, int], str]:
        wanted: dict[str, set[int]] = defaultdict(set)
        for table, key, before, after in shown:
            if key and table in CONTENT_TABLES:
                wanted[table].add(key[-1])
            for image in (before, after):
                for name, value in (image or {}).items():
                    if name == "subject_id" and value is not None and image.get("subject_kind"):
                        wanted[image["subject_kind"]].add(value)
                    elif value is not None and (target := _target(table, name)):
                        wanted[target].add(value)
        connection, study_id = self.reader.connection, self.reader.study_id
        found = {
            (table, number): name
            for table, numbers in wanted.items()
            for number, name in named(connection, study_id, table, numbers).items()
        }
        if "text" in wanted:
            sources = self.reader.names("source")
            for row in self.reader.rows("text"):
                if row.id in wanted["text"] and row.source_id in sources:
                    found["text", row.id] = sources[row.source_id]
        return found


def _target(table: str, name: str) -> str:
    """The table to which a column refers; empty where it is no reference."""
    if table not in CONTENT_TABLES or not name.endswith("_id"):
        return ""
    for key in CONTENT_TABLES[table].foreign_key_constraints:
        if key.info.get("column") == name:
            return str(key.elements[0].column.table.name)
    return ""


def _full(image: Any) -> bool:
    return bool(image) and all(image.get(name) is not None for name in ("text_id", "start", "end"))


def _plain(value: Any) -> str:
    """A stored value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            read = json.loads(value)
        except ValueError:
            return value
        if isinstance(read, list) and all(isinstance(item, str) for item in read):
            return "; ".join(read)
        if isinstance(read, dict):
            return "; ".join(f"{name}: {item}" for name, item in read.items())
    return str(value)

"""The fields of a study, beside its texts, in which a person's words or a name may stand, and the identifiers of its things."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from spanveld.model.kinds import KINDS
from spanveld.store.records import Reader
from spanveld.store.schema import CONTENT_TABLES

__all__ = ["PrivateField", "identifiers", "in_words", "private_fields", "texts_in"]

OF_RESEARCHERS = ("coder", "layer")
"""Kinds that name researchers and theory, nobody who is studied."""
FILES = ("file", "original", "recording")
"""Columns that hold names of files."""
KEPT = (("foreign", "content"), ("exchange", "account"))
"""Columns that hold JSON of imported projects."""
DIGESTS = "Said"
"""What is kept of a project under this name are digests: no words."""
_SMALL = frozenset({"de", "den", "der", "het", "ten", "ter", "van", "von"})


@dataclass(frozen=True, slots=True)
class PrivateField:
    """A column of a row. ``where`` says of what (``memo 3``), ``column`` which, ``value`` is what is stored (JSON where ``is_json``)."""

    table: str
    key: tuple[int, ...]
    column: str
    where: str
    value: str = field(repr=False)
    is_json: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it names a file."""
        return self.table == "source" and self.column in FILES

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that stand in it."""
        return tuple(texts_in(json.loads(self.value))) if self.is_json else (self.value,)


def texts_in(value: Any) -> Iterator[str]:
    """All texts inside a JSON value, the names of its keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


def in_words(name: str) -> str:
    """A file name or identifier as words with capitals, so that names can be seen in it.

    >>> in_words("sources/interview_jan-de-vries.txt")
    'Interview Jan de Vries'
    """
    words = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.sub("^(?:sources|originals)/", "", name))
    parts = [word for word in re.split(r"[\W_]+", words) if word]
    return " ".join(word if word in _SMALL or word != word.lower() else word.capitalize() for word in parts)


def private_fields(reader: Reader) -> Iterator[PrivateField]:
    """Every private field that holds something, in the order of kinds and rows. Texts are no fields; neither are coders."""
    yield from _of_row("study", reader.study, (), "study", {"title": False, "own": True})
    for name, kind in KINDS.items():
        if name in OF_RESEARCHERS:
            continue
        columns = {column.name: column.type in ("words", "lines") for column in kind.columns if column.private}
        columns = {column: words for column, words in columns.items() if column in CONTENT_TABLES[name].c}
        for row in reader.rows(name):
            if name == "code" and row.origin != "study":
                continue
            if name == "foreign" and row.element == DIGESTS:
                continue
            if kind.on_text and row.text_id not in reader.current_texts:
                continue
            yield from _of_row(name, row, (row.id,), _where(name, row, reader), {**columns, "own": True})


def identifiers(reader: Reader) -> Iterator[tuple[str, str]]:
    """(where, identifier) of everything that a person named, coders left out: also codes, and themes of summaries."""
    for name, kind in KINDS.items():
        if kind.identified and name not in OF_RESEARCHERS:
            yield from ((name, identifier) for identifier in reader.names(name).values())
    for row in reader.rows("code"):
        if row.origin == "study":
            yield "code", row.identifier
    for theme in dict.fromkeys(row.theme for row in reader.rows("summary")):
        if theme:
            yield "summary", theme


def _of_row(table: str, row: Any, key: tuple[int, ...], where: str, columns: dict[str, bool]) -> Iterator[PrivateField]:
    for column, is_json in columns.items():
        value = getattr(row, column)
        if value:
            yield PrivateField(table, key, column, where, value, is_json or _holds_json(table, column, value))


def _holds_json(table: str, column: str, value: str) -> bool:
    """Whether it is what is kept of an imported project; a person may have written anything else there."""
    if (table, column) not in KEPT:
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def _where(kind: str, row: Any, reader: Reader) -> str:
    shown = kind.replace("_", " ")
    if kind == "attribute":
        return f"{shown} {reader.subject(row.subject_kind, row.subject_id)} {row.name}"
    if kind == "topic":
        return f"{shown} {row.topic}"
    if kind == "consent":
        return f"{shown} {reader.names('participant')[row.participant_id]}"
    return f"{shown} {row.identifier}" if hasattr(row, "identifier") else f"{shown} {row.id}"

"""Records and the rows that they are in the study as it is: which id a record has, and what things are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spanveld.actions.theory import parse_framework
from spanveld.model.kinds import KINDS, Kind
from spanveld.store.content import StudyNames
from spanveld.store.records import Reader
from spanveld.store.work import Work

__all__ = ["current_rows", "numbers_of", "record_ids"]


def record_ids(work: Work, kind: Kind) -> list[int]:
    """The ids of a kind's records, in the order in which the study's content has them."""
    return [row.id for row in _rows(_reader(work), kind)]


def current_rows(work: Work, kind: Kind) -> Iterator[tuple[int, Any]]:
    """The records of a kind with their ids."""
    reader = _reader(work)
    return zip([row.id for row in _rows(reader, kind)], reader.records(kind), strict=True)


def numbers_of(work: Work) -> tuple[StudyNames, dict[str, int]]:
    """Identifiers -> ids of all there is, and source -> id of its current text."""
    reader, names = _reader(work), StudyNames()
    for name, kind in KINDS.items():
        if kind.identified and name != "layer":
            names.ids[name] = {identifier: number for number, identifier in reader.names(name).items()}
    names.ids["layer"] = {name: number for number, name in reader.layers.items()}
    names.codes = {pair: number for number, pair in reader.codes.items()}
    names.dimensions = {name: number for number, name in reader.dimensions.items()}
    sources = reader.names("source")
    return names, {sources[row.source_id]: number for number, row in reader.current_texts.items()}


def _rows(reader: Reader, kind: Kind) -> list[Any]:
    rows = reader.rows(kind.name)
    if kind.name == "layer":
        return [row for row in rows if row.framework_id is None]
    if kind.name == "code":
        return [row for row in rows if row.origin == "study"]
    return [row for row in rows if row.text_id in reader.current_texts] if kind.on_text else list(rows)


def _reader(work: Work) -> Reader:
    return Reader(work.connection, work.study_id, parse_framework)

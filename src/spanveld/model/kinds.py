"""What a column of a record can hold, and how a record class declares its columns.

One declaration serves the study folder (reading, checking, writing), the store (rows) and the reference pages.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

ColumnType = Literal[
    "identifier",  # the thing's own name, unique among its kind
    "text",  # anything a person wrote
    "words",  # a set of texts
    "lines",  # texts in an order, a line each
    "number",  # a whole number, may be negative
    "offset",  # a position in a text: code points from its start, not negative
    "flag",  # 1, 0 or not given
    "choice",  # one of a fixed list
    "date",  # YYYY, YYYY-MM or YYYY-MM-DD
    "moment",  # ISO 8601 date or date and time
    "reference",  # the identifier of another thing
    "references",  # several of them
    "voices",  # participants; "-" for nobody's; empty where the turns say whose
    "layer",  # a layer, `framework/layer` where two frameworks use one name
    "code",  # a code of the layer in the same row
    "dimension",  # a code of a layer with role dimension, qualified where needed
    "subject",  # `kind:identifier` of any thing
    "link",  # a finding, or `framework:item`
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of record, under the name that the study folder gives it."""

    name: str
    attribute: str
    type: ColumnType
    to: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    private: bool = False

    @property
    def is_list(self) -> bool:
        """Whether a cell holds a list with ``;`` between its items."""
        return self.type in ("words", "references", "voices")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its class, its file in the study folder, its columns and the key that makes it unique."""

    name: str
    record: type[Any]
    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    on_text: bool = False
    """Whether it hangs on one version of a source's text, and not on the source."""

    @property
    def identified(self) -> bool:
        """Whether the thing has an identifier of its own (and not only a key of several columns)."""
        return self.columns[0].type == "identifier"

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where the kind has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def column(
    type: ColumnType,
    *,
    name: str = "",
    to: str = "",
    choices: tuple[str, ...] = (),
    required: bool = False,
    private: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """A dataclass field that is a column of the record.

    ``private``: a person's words or a name, kept out of the journal's chain so that it can be erased.
    """
    if default is dataclasses.MISSING:
        default = {
            "words": (),
            "lines": (),
            "references": (),
            "voices": None,
            "number": None,
            "offset": None,
            "flag": None,
        }.get(type, "")
    settings = {"type": type, "name": name, "to": to, "choices": choices, "required": required, "private": private}
    return dataclasses.field(default=default, metadata={"column": settings})


KINDS: dict[str, Kind] = {}

Record = TypeVar("Record")


def kind(
    name: str, file: str, key: tuple[str, ...], order: tuple[str, ...] = (), *, on_text: bool = False
) -> Callable[[type[Record]], type[Record]]:
    """Register a record class as a kind of the study folder; ``order`` are the columns rows are sorted by (the key, unless given).

    ``on_text``: the record lies in its source's text, and a correction of the text moves it.
    """

    def register(record: type[Record]) -> type[Record]:
        columns = []
        for field in dataclasses.fields(record):  # type: ignore[arg-type]
            if "column" in field.metadata:
                settings = dict(field.metadata["column"])
                columns.append(Column(attribute=field.name, **{**settings, "name": settings["name"] or field.name}))
        KINDS[name] = Kind(name, record, file, tuple(columns), key, order or key, on_text)
        return record

    return register

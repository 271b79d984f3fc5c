"""Rows back into records: the whole study as one value, or the records of one kind.

The counterpart of ``content``: what that module takes apart, this one puts together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, case, func, literal, select

from spanveld.model.framework import Framework
from spanveld.model.framework_names import QualifiedName, shortest
from spanveld.model.kinds import Column, Kind
from spanveld.model.names import natural
from spanveld.model.records import KINDS
from spanveld.model.sealed import OWNERS
from spanveld.model.study import StudyContent
from spanveld.store.content import offered_layers
from spanveld.store.schema import erasable, link_table_of, study, table_of

__all__ = ["Reader", "read_content"]

Parse = Callable[[str, str], Framework]
Stored = dict[str, Sequence[Any]]
NO_OWN: dict[str, Any] = {}
"""Shared by all records without columns of their own."""
UNPLACED = ("finding", "summary", "topic", "vignette", "vignette_passage")
"""Tables of which a position may be left out, so that the database's order by it says nothing."""


def read_content(connection: Connection, study_id: int, parse: Parse, *, viewer: str = "") -> StudyContent:
    """Everything of a study but its journal and superseded texts, as ``viewer`` (a coder) may see it.

    ``parse`` makes a framework of its frozen text.
    """
    reader = Reader(connection, study_id, parse, viewer)
    row = reader.study
    return StudyContent(
        id=row.identifier,
        title=row.title,
        language=row.language,
        guid=row.guid,
        frameworks=tuple(reader.frameworks.values()),
        records={name: tuple(reader.records(kind)) for name, kind in KINDS.items()},
        texts=reader.texts,
        own=json.loads(row.own) if row.own else {},
        originals=reader.originals,
        ethics=row.ethics,
        keep_until=row.keep_until,
    )


@dataclass
class Reader:
    """Reads records of one study in one transaction; what several kinds need is read once.

    What is sealed stays so, but for what ``viewer`` (a coder) sealed.
    """

    connection: Connection
    study_id: int
    parse: Parse
    viewer: str = ""
    _names: dict[str, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def study(self) -> Any:
        """The row of the study itself."""
        return self.connection.execute(select(study).where(study.c.study_id == self.study_id)).one()

    def heading(self) -> dict[str, str]:
        """What every view opens with: the study's identifier, title and language."""
        return {"study": self.study.identifier, "title": self.study.title, "language": self.study.language}

    def rows(self, table: str) -> Sequence[Any]:
        """All rows of a table of this study, in the order of their key."""
        source = table_of(table)
        keys = [column for column in source.primary_key.columns if column.name != "study_id"]
        if "position" in source.c and table not in UNPLACED:
            keys = [source.c.position, *keys]
        shown = [self._shown(table, column) for column in source.c]
        return self.connection.execute(select(*shown).where(source.c.study_id == self.study_id).order_by(*keys)).all()

    @cached_property
    def marked(self) -> set[int]:
        """The numbers of the sealed marks that say anything: that may be known of others' too."""
        marks = table_of("sealed_mark")
        found = select(marks.c.id).where(marks.c.study_id == self.study_id, marks.c.content != "")
        return set(self.connection.execute(found).scalars())

    def _shown(self, table: str, column: Any) -> Any:
        """A column as the viewer may see it: what another sealed is empty."""
        if (table, column.name) not in OWNERS:
            return column
        coder, owner = table_of("coder"), table_of(table).c[f"{OWNERS[table, column.name]}_id"]
        own = select(coder.c.id).where(coder.c.study_id == self.study_id, coder.c.identifier == self.viewer)
        return case((owner.in_(own), column), else_=literal("")).label(column.name)

    def count(self, table: str) -> int:
        """How many rows of a table this study has."""
        source = table_of(table)
        query = select(func.count()).select_from(source).where(source.c.study_id == self.study_id)
        return int(self.connection.execute(query).scalar_one())

    def names(self, table: str) -> dict[int, str]:
        """Ids of a table -> identifiers."""
        if table not in self._names:
            source = table_of(table)
            found = select(source.c.id, source.c.identifier).where(source.c.study_id == self.study_id)
            self._names[table] = {row[0]: row[1] for row in self.connection.execute(found)}
        return self._names[table]

    @cached_property
    def frameworks(self) -> dict[int, Framework]:
        """The adopted frameworks by their id in this study, in order."""
        rows = self.rows("framework")
        return {row.id: self.parse(row.body, f"frameworks/{row.identifier}.yaml") for row in rows}

    @cached_property
    def layer_rows(self) -> dict[int, Any]:
        """The rows of the layers by id."""
        return {row.id: row for row in self.rows("layer")}

    @cached_property
    def layers(self) -> dict[int, str]:
        """Ids of layers -> canonical names."""
        adopted = {number: item.id for number, item in self.frameworks.items()}
        own = [row.identifier for row in self.layer_rows.values() if row.framework_id is None]
        offered = offered_layers(self.frameworks.values(), own)
        owners = {number: adopted.get(row.framework_id, "") for number, row in self.layer_rows.items()}
        return {
            number: shortest(QualifiedName(owners[number], row.identifier), offered)
            for number, row in self.layer_rows.items()
        }

    @cached_property
    def code_rows(self) -> dict[int, Any]:
        """The rows of the codes by id."""
        return {row.id: row for row in self.rows("code")}

    @cached_property
    def codes(self) -> dict[int, tuple[str, str]]:
        """Ids of codes -> (canonical name of the layer, code)."""
        return {number: (self.layers[row.layer_id], row.identifier) for number, row in self.code_rows.items()}

    @cached_property
    def dimensions(self) -> dict[int, str]:
        """Ids of the codes that are dimensions -> canonical names, in the order of frameworks and codes."""
        adopted = {number: item.id for number, item in self.frameworks.items()}
        judged: list[tuple[str, int, str]] = []
        by_framework: dict[str, list[str]] = defaultdict(list)
        for layer_id, layer in self.layer_rows.items():
            if layer.role == "dimension":
                owner = adopted.get(layer.framework_id, "")
                for number, code in self.code_rows.items():
                    if code.layer_id == layer_id:
                        judged.append((owner, number, code.identifier))
                        by_framework[owner].append(code.identifier)
        return {number: shortest(QualifiedName(owner, name), by_framework) for owner, number, name in judged}

    @cached_property
    def current_texts(self) -> dict[int, Any]:
        """Ids of the newest texts -> their rows."""
        return {row.id: row for row in self.rows("text") if not row.superseded}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Sources -> their current texts."""
        found = select(erasable.c.id, erasable.c.body).where(
            erasable.c.study_id == self.study_id,
            erasable.c.id.in_(
                select(table_of("text").c.erasable_id).where(
                    table_of("text").c.study_id == self.study_id, table_of("text").c.superseded == 0
                )
            ),
        )
        bodies = {row[0]: row[1] for row in self.connection.execute(found)}
        sources = self.names("source")
        return {sources[row.source_id]: bodies[row.erasable_id] or "" for row in self.current_texts.values()}

    @cached_property
    def originals(self) -> dict[str, bytes]:
        """Sources -> the files that their texts were taken from, where these were kept."""
        original, kept = table_of("original"), table_of("blob")
        same = (original.c.study_id == kept.c.study_id) & (original.c.blob_id == kept.c.id)
        found = select(original.c.source_id, kept.c.body).join_from(original, kept, same)
        rows = self.connection.execute(found.where(original.c.study_id == self.study_id, kept.c.body.is_not(None)))
        sources = self.names("source")
        return {sources[row[0]]: row[1] for row in rows}

    @cached_property
    def anchors(self) -> dict[int, tuple[int, int]]:
        """Ids of passages -> where they lie in the current text."""
        anchor = table_of("anchor")
        found = select(anchor.c.text_id, anchor.c.passage_id, anchor.c.start, anchor.c.end)
        rows = self.connection.execute(found.where(anchor.c.study_id == self.study_id))
        current = self.current_texts
        return {passage: (start, end) for text_id, passage, start, end in rows if text_id in current}

    def records(self, kind: Kind) -> Iterator[Any]:
        """The records of one kind, made a column at a time."""
        table = table_of(kind.name)
        rows: Sequence[Any] = self.rows(kind.name)
        if kind.name == "layer":
            rows = [row for row in rows if row.framework_id is None]
        elif kind.name == "code":
            rows = [row for row in rows if row.origin == "study"]
        elif kind.on_text:
            rows = [row for row in rows if row.text_id in self.current_texts]
        if not rows:
            return iter(())
        stored: Stored = dict(zip(table.c.keys(), zip(*rows, strict=True), strict=True))
        values = [self.values(kind, column, stored) for column in kind.columns]
        owns = [json.loads(own) if own else NO_OWN for own in stored["own"]]
        return map(kind.record, *values, stored["guid"], owns)

    def values(self, kind: Kind, column: Column, stored: Stored) -> Sequence[Any]:
        """The values of one column of the records, from the columns that are stored."""
        name = column.name
        match column.type:
            case "identifier":
                return stored["identifier"]
            case "reference" if kind.on_text and name == "source":
                sources, texts = self.names("source"), self.current_texts
                return [sources[texts[number].source_id] for number in stored["text_id"]]
            case "reference":
                names = self.names(column.to)
                return ["" if number is None else names[number] for number in stored[f"{name}_id"]]
            case "references" | "voices":
                return self.linked(kind, column, stored)
            case "layer" if kind.name == "code":
                return [self.layers[number] for number in stored["layer_id"]]
            case "layer" | "code":
                side = ("layer", "code").index(column.type)
                codes = {number: pair[side] for number, pair in self.codes.items()}
                numbers = stored["parent_id" if kind.name == "code" else "code_id"]
                return ["" if number is None else codes[number] for number in numbers]
            case "dimension":
                judged = self.dimensions
                return ["" if number is None else judged[number] for number in stored["dimension_id"]]
            case "subject":
                return list(map(self.subject, stored["subject_kind"], stored["subject_id"]))
            case "link":
                findings = self.names("finding")
                pairs = zip(stored["item"], stored["to_id"], strict=True)
                return [item or findings[number] for item, number in pairs]
            case "words":
                return [tuple(sorted(json.loads(value), key=natural)) if value else () for value in stored[name]]
            case "lines":
                return [tuple(json.loads(value)) if value else () for value in stored[name]]
            case "flag":
                return [None if value is None else bool(value) for value in stored[name]]
            case "offset" if kind.name == "passage":
                side = ("start", "end").index(name)
                places = {number: place[side] for number, place in self.anchors.items()}
                return [places.get(number) for number in stored["id"]]
            case "text" if (kind.name, name) == ("code", "code"):
                return stored["identifier"]
            case _:
                return stored[name]

    def linked(self, kind: Kind, column: Column, stored: Stored) -> list[Any]:
        """The identifiers behind a column that lists things, in natural order."""
        names, found = self.names(column.to), defaultdict(list)
        table = link_table_of(kind.name, column.name)
        owner, other = table.c[f"{kind.name}_id"], table.c[f"{column.to}_id"]
        for number, item in self.connection.execute(select(owner, other).where(table.c.study_id == self.study_id)):
            found[number].append(item)
        lists = {number: tuple(sorted(map(names.__getitem__, items), key=natural)) for number, items in found.items()}
        given = [lists.get(number, ()) for number in stored["id"]]
        if column.type == "references":
            return given
        return [None if how == "turns" else voices for how, voices in zip(stored["voiced"], given, strict=True)]

    def subject(self, kind: str, number: int | None) -> str:
        """``kind:identifier`` of what a row is about."""
        if not kind or number is None:
            return ""
        if kind == "code":
            return "code:" + "/".join(self.codes[number])
        return f"{kind}:{self.names(kind)[number]}"

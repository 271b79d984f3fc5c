"""A whole study in and out of the tables, set by set.

``write_content`` puts the records of a study into empty tables, a column at a time; ``read_content`` gives them back. Both
follow the declarations of ``model.kinds``; what the store keeps otherwise than the folder (texts, anchors, codes of layers,
who speaks) is spelled out here.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from spanveld.model.framework import Framework
from spanveld.model.framework_names import QualifiedName, layer_names, shortest
from spanveld.model.journal import canonical, salted
from spanveld.model.kinds import Column, Kind
from spanveld.model.records import KINDS, Layer
from spanveld.model.study import StudyContent
from spanveld.model.text import checksum, sha256
from spanveld.store.bulk import indexed_after, insert_rows
from spanveld.store.schema import BULK_ORDER, erasable, link_table_of, table_of

__all__ = ["RowMakers", "StudyNames", "offered_layers", "write_content"]

MANY = 10_000
"""Records above which a study is written before the indexes of its tables are."""
TakeIds = Callable[[str, int], int]


def offered_layers(frameworks: Iterable[Framework], own: Iterable[str]) -> dict[str, list[str]]:
    """Framework id (empty: the study) -> the ids of its layers, as ``framework_names.resolve`` wants them."""
    names = layer_names(frameworks)
    if own := list(own):
        names[""] = own
    return names


@dataclass(slots=True)
class StudyNames:
    """Identifiers -> ids of a study being written. Codes are known by (layer, code), dimensions by their canonical name."""

    ids: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)

    def subject(self, subject: str) -> tuple[str, int | None]:
        """(kind, id) of ``kind:identifier``; ("", None) for no subject."""
        kind, _, name = subject.partition(":")
        if not kind:
            return "", None
        if kind == "code":
            layer, _, code = name.rpartition("/")
            return kind, self.codes[layer, code]
        return kind, self.ids[kind][name]


def write_content(connection: Connection, study_id: int, content: StudyContent, take: TakeIds, moment: str) -> None:
    """Write every record of a study that has none yet; references were checked before.

    ``take`` gives the first of so many fresh ids of a table; ``moment`` is when the texts came in.
    """
    writer = _Writer(connection, study_id, content, take, StudyNames())
    many = sum(map(len, content.records.values())) > MANY
    with indexed_after(connection, BULK_ORDER if many else ()):
        writer.frameworks()
        for name, kind in KINDS.items():
            match name:
                case "layer":
                    writer.layers()
                case "source":
                    writer.records(kind)
                    writer.texts(moment)
                    writer.originals()
                case "code":
                    writer.codes()
                case "passage":
                    writer.records(kind)
                    writer.anchors()
                case _:
                    writer.records(kind)


@dataclass(slots=True)
class RowMakers:
    """Makes rows of records whose references are known by name; ``texts_of`` maps sources to the ids of their current texts."""

    names: StudyNames
    texts_of: Mapping[str, int]

    def makers(self, kind: Kind) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """The table's columns, each with the function that makes its value of a record."""
        for column in kind.columns:
            yield from self.column(kind, column)
        if kind.name in ("case", "sub_case", "wave", "coder"):
            positions = count()
            yield "position", lambda _record: next(positions)
        yield "guid", attrgetter("guid")
        yield "own", _own

    def column(self, kind: Kind, column: Column) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        get = attrgetter(column.attribute)
        match column.type:
            case "identifier":
                yield "identifier", get
            case "reference" if kind.on_text and column.name == "source":
                texts_of = self.texts_of
                yield "text_id", lambda record: texts_of[record.source]
            case "reference":
                ids = self.names.ids[column.to]
                yield f"{column.name}_id", (lambda record: ids[name] if (name := get(record)) else None)
            case "code":
                codes = self.names.codes
                yield "code_id", lambda record: codes[record.layer, record.code] if record.code else None
            case "dimension":
                dimensions = self.names.dimensions
                yield "dimension_id", lambda record: dimensions[record.dimension] if record.dimension else None
            case "subject":
                yield "subject_kind", lambda record: self.names.subject(record.subject)[0]
                yield "subject_id", lambda record: self.names.subject(record.subject)[1]
            case "link":
                findings = self.names.ids["finding"]
                yield "to_id", lambda record: None if ":" in (to := get(record)) else findings[to]
                yield "item", lambda record: to if ":" in (to := get(record)) else ""
            case "words" | "lines":
                yield column.name, lambda record: json.dumps(get(record), ensure_ascii=False) if get(record) else ""
            case "flag":
                yield column.name, lambda record: None if (value := get(record)) is None else int(value)
            case "voices":
                yield "voiced", voiced_of
            case "offset" if kind.on_text:
                yield column.name, get
            case "layer" | "offset" | "references":
                pass
            case _:
                yield column.name, get


@dataclass(slots=True)
class _Writer:
    connection: Connection
    study_id: int
    content: StudyContent
    take: TakeIds
    names: StudyNames
    texts_of: dict[str, int] = field(default_factory=dict)
    layer_ids: dict[str, int] = field(default_factory=dict)

    def put(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        insert_rows(self.connection, table_of(table), ("study_id", *columns), ((self.study_id, *row) for row in rows))

    # ------------------------------------------------------------------ frameworks, layers, codes
    def frameworks(self) -> None:
        first = self.take("framework", len(self.content.frameworks))
        rows = []
        for position, framework in enumerate(self.content.frameworks):
            number = self.names.ids["framework"][framework.id] = first + position
            rows.append((number, framework.id, framework.version, framework.digest, position, framework.text))
        self.put("framework", ("id", "identifier", "version", "digest", "position", "body"), rows)

    def layers(self) -> None:
        own: Sequence[Layer] = self.content.of(Layer)
        offered = offered_layers(self.content.frameworks, (layer.layer for layer in own))
        shipped = [(framework, layer) for framework in self.content.frameworks for layer in framework.layers]
        first = self.take("layer", len(shipped) + len(own))
        rows: list[tuple[Any, ...]] = []
        for number, (framework, layer) in enumerate(shipped, first):
            self.layer_ids[shortest(QualifiedName(framework.id, layer.id), offered)] = number
            flags = (int(layer.open), int(layer.exclusive))
            rows.append(
                (
                    number,
                    layer.id,
                    layer.role,
                    *flags,
                    self.names.ids["framework"][framework.id],
                    number - first,
                    "",
                    "",
                )
            )
        for number, record in enumerate(own, first + len(shipped)):
            self.layer_ids[record.layer] = number
            flags = (int(bool(record.open)), int(bool(record.exclusive)))
            rows.append(
                (number, record.layer, record.role or "none", *flags, None, number - first, record.guid, _own(record))
            )
        columns = ("id", "identifier", "role", "open", "exclusive", "framework_id", "position", "guid", "own")
        self.put("layer", columns, rows)

    def codes(self) -> None:
        """Codes of frameworks, the sub-cases as codes of the layers with that role, and the study's own."""
        offered = offered_layers(self.content.frameworks, (layer.layer for layer in self.content.of(Layer)))
        planned: list[tuple[str, str, str, str, str, str, str, str, str, str]] = []
        judged: list[tuple[str, str, str]] = []
        sub_cases = self.content.records.get("sub_case", ())
        for framework in self.content.frameworks:
            for layer in framework.layers:
                name = shortest(QualifiedName(framework.id, layer.id), offered)
                for code in layer.codes:
                    texts = (code.labels.get("en", ""), code.labels.get("nl", ""), code.definition.get("en", ""))
                    planned.append((name, code.id, code.parent, "framework", *texts, "", "", ""))
                    if layer.role == "dimension":
                        judged.append((framework.id, name, code.id))
                if layer.role == "sub_case":
                    planned += [
                        (name, item.sub_case, "", "sub_case", item.name, item.name, "", "", "", "")
                        for item in sub_cases
                    ]
        for own in self.content.of(Layer):
            if own.role == "sub_case":
                planned += [
                    (own.layer, item.sub_case, "", "sub_case", item.name, item.name, "", "", "", "")
                    for item in sub_cases
                ]
        judging = {own.layer: "" for own in self.content.of(Layer) if own.role == "dimension"}
        for framework in self.content.frameworks:
            for layer in framework.with_role("dimension"):
                judging[shortest(QualifiedName(framework.id, layer.id), offered)] = framework.id
        for record in self.content.records.get("code", ()):
            texts = (record.label_en, record.label_nl, record.definition)
            planned.append((record.layer, record.code, record.parent, "study", *texts, record.guid, _own(record), ""))
            if record.layer in judging:
                judged.append((judging[record.layer], record.layer, record.code))
        first = self.take("code", len(planned))
        for number, (layer_name, code_id, *_) in enumerate(planned, first):
            self.names.codes[layer_name, code_id] = number
        by_framework: dict[str, list[str]] = defaultdict(list)
        for framework_id, _, code_id in judged:
            by_framework[framework_id].append(code_id)
        for framework_id, layer_name, code_id in judged:
            name = shortest(QualifiedName(framework_id, code_id), by_framework)
            self.names.dimensions[name] = self.names.codes[layer_name, code_id]
        order: dict[str, Iterator[int]] = defaultdict(count)
        rows = []
        for number, (layer_name, code_id, parent, origin, en, nl, definition, guid, own_columns, _) in enumerate(
            planned, first
        ):
            place = (self.layer_ids[layer_name], self.names.codes.get((layer_name, parent)), next(order[layer_name]))
            rows.append((number, code_id, *place, origin, en, nl, definition, guid, own_columns))
        columns = (
            "id",
            "identifier",
            "layer_id",
            "parent_id",
            "position",
            "origin",
            "label_en",
            "label_nl",
            "definition",
        )
        self.put("code", (*columns, "guid", "own"), sorted(rows, key=_depth(rows)))

    # ------------------------------------------------------------------ texts and places
    def texts(self, moment: str) -> None:
        sources = [record.source for record in self.content.records.get("source", ())]
        first_text, first_body = self.take("text", len(sources)), self.take("erasable", len(sources))
        bodies, rows = [], []
        for number, source in enumerate(sources):
            body, salt = self.content.texts[source], secrets.token_bytes(16)
            self.texts_of[source] = first_text + number
            bodies.append((self.study_id, first_body + number, salt, body, salted(salt, body)))
            place = (first_text + number, self.names.ids["source"][source], 1, 0, first_body + number)
            rows.append((*place, sha256(body), len(body), moment))

        insert_rows(self.connection, erasable, ("study_id", "id", "salt", "body", "digest"), bodies)
        self.put(
            "text", ("id", "source_id", "version", "superseded", "erasable_id", "sha256", "length", "created"), rows
        )

    def originals(self) -> None:
        """Write the files that texts were taken from."""
        originals, sources = self.content.originals, self.names.ids["source"]
        first, blob = self.take("original", len(originals)), self.take("blob", len(originals))
        kept = enumerate(originals.values(), blob)
        self.put("blob", ("id", "body", "digest"), ((at, data, hashlib.sha256(data).hexdigest()) for at, data in kept))
        rows = ((first + at, sources[source], blob + at) for at, source in enumerate(originals))
        self.put("original", ("id", "source_id", "blob_id"), rows)

    def anchors(self) -> None:
        texts, numbers, places = self.content.texts, self.names.ids["passage"], self.texts_of
        self.put(
            "anchor",
            ("text_id", "passage_id", "start", "end", "checksum", "fate"),
            (
                (
                    places[p.source],
                    numbers[p.passage],
                    p.start,
                    p.end,
                    checksum(texts[p.source], p.start, p.end),
                    "coded",
                )
                for p in self.content.records.get("passage", ())
                if p.start is not None
            ),
        )

    # ------------------------------------------------------------------ everything else
    def records(self, kind: Kind) -> None:
        records = self.content.records.get(kind.name, ())
        if not records:
            return
        first = self.take(kind.name, len(records))
        if kind.identified:
            names = map(attrgetter(kind.columns[0].attribute), records)
            self.names.ids[kind.name] = dict(zip(names, count(first), strict=False))
        makers = dict(RowMakers(self.names, self.texts_of).makers(kind))
        values = (map(maker, records) for maker in makers.values())
        rows = zip(repeat(self.study_id), count(first), *values, strict=False)
        insert_rows(self.connection, table_of(kind.name), ("study_id", "id", *makers), rows)
        for column in kind.columns:
            if column.type in ("references", "voices"):
                self.links(kind, column, records, first)

    def links(self, kind: Kind, column: Column, records: Sequence[Any], first: int) -> None:
        ids, get = self.names.ids[column.to], attrgetter(column.attribute)
        pairs = ((number, ids[name]) for number, record in enumerate(records, first) for name in get(record) or ())
        table = link_table_of(kind.name, column.name)
        columns = ("study_id", f"{kind.name}_id", f"{column.to}_id")
        insert_rows(self.connection, table, columns, ((self.study_id, *pair) for pair in pairs))


def voiced_of(passage: Any) -> str:
    """How the voices of a passage are known: ``turns`` (whoever speaks there), ``given``, or ``nobody``."""
    if passage.voices is None:
        return "turns"
    return "given" if passage.voices else "nobody"


def _own(record: Any) -> str:
    own: Mapping[str, Any] = record.own
    return canonical(own) if own else ""


def _depth(rows: Sequence[tuple[Any, ...]]) -> Callable[[tuple[Any, ...]], tuple[int, int]]:
    """Sorts codes so that each comes after its parent."""
    parents = {row[0]: row[3] for row in rows}

    def depth(row: tuple[Any, ...]) -> tuple[int, int]:
        steps, at = 0, row[3]
        while at is not None:
            steps, at = steps + 1, parents.get(at)
        return steps, row[0]

    return depth

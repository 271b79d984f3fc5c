"""What all parts of a report draw on, read once: the findings with their passages, every passage in its place, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spanveld.model.framework import Framework, in_language
from spanveld.model.marks import Mark
from spanveld.model.records import KINDS
from spanveld.store.marks import SourceRow, marks, sources
from spanveld.store.records import Reader
from spanveld.views.findings import FindingsTables, findings_tables
from spanveld.views.report_disclosure import Edition, edition_of
from spanveld.views.report_parts import MemoLine, Profile

__all__ = ["Base", "base_of", "vocabulary_labels"]

PRIVATE_MEMOS = ("reflexive", "ethics")
"""Kinds of memos that stay with those who do the research."""


@dataclass
class Base:
    """One study as a report reads it, in one edition."""

    reader: Reader
    tables: FindingsTables
    edition: Edition
    labels: Mapping[str, str]

    @property
    def language(self) -> str:
        """The language of the study."""
        return self.tables.language

    @cached_property
    def marks(self) -> dict[int, Mark]:
        """All passages by their number."""
        return marks(self.reader.connection, self.reader.study_id)

    @cached_property
    def evidence(self) -> dict[str, Mark]:
        """The passages that are evidence by their identifier."""
        placed = marks(self.reader.connection, self.reader.study_id, "evidence")
        return {mark.passage: mark for mark in placed.values()}

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        """The sources by identifier."""
        return {row.source: row for row in sources(self.reader.connection, self.reader.study_id).values()}

    @cached_property
    def codings(self) -> Sequence[Any]:
        """The rows of all codings."""
        return self.reader.rows("coding")

    @cached_property
    def names_of(self) -> dict[str, dict[str, str]]:
        """Kind of thing -> identifier -> its name, for things that have both."""
        kinds = ("case", "sub_case", "wave", "coder", "party")
        return {kind: {row.identifier: row.name for row in self.reader.rows(kind)} for kind in kinds}

    def name(self, kind: str, identifier: str) -> str:
        """The name of a thing, its identifier where it has none; respondents' numbers taken out."""
        return self.edition.text(self.names_of[kind].get(identifier, "") or identifier)

    def label(self, identifier: str) -> str:
        """The label of an entry of a vocabulary."""
        return self.labels.get(identifier) or identifier.replace("_", " ")

    @cached_property
    def _memos(self) -> dict[tuple[str, int | None], list[Any]]:
        found: dict[tuple[str, int | None], list[Any]] = {}
        for row in self.reader.rows("memo"):
            found.setdefault((row.subject_kind, row.subject_id), []).append(row)
        return found

    def memos(self, kind: str, number: int | None) -> tuple[MemoLine, ...]:
        """The memos on a thing that this edition tells: all for research, else those on the matter that name nobody."""
        rows = sorted(self._memos.get((kind, number), ()), key=lambda row: (row.date, row.id))
        lines = (
            MemoLine(
                row.kind, row.date, self.names_of["coder"].get(row.author) or row.author, self.edition.note(row.text)
            )
            for row in rows
            if self.edition.open or row.kind not in PRIVATE_MEMOS
        )
        return tuple(line for line in lines if line.text)

    def dimension_layer(self, code_id: int) -> str:
        """What a dimension is called in its framework: the label of its layer; empty for a layer without one."""
        layer = self.reader.layer_rows[self.reader.code_rows[code_id].layer_id]
        framework = self.reader.frameworks.get(layer.framework_id)
        return framework.layer(layer.identifier).label(self.language) if framework else ""

    def code_label(self, number: int) -> str:
        """The label of a code in the study's language."""
        row = self.reader.code_rows[number]
        first, second = (row.label_nl, row.label_en) if self.language == "nl" else (row.label_en, row.label_nl)
        return self.edition.text(first or second or row.identifier.replace("_", " "))

    def code_definition(self, number: int) -> str:
        """What a code means: by its framework in the study's language, else by the study itself."""
        row = self.reader.code_rows[number]
        layer = self.reader.layer_rows[row.layer_id]
        framework = self.reader.frameworks.get(layer.framework_id)
        if framework is not None and row.origin == "framework":
            return in_language(framework.layer(layer.identifier).code(row.identifier).definition, self.language)
        return self.edition.text(row.definition)


def base_of(reader: Reader, *, profile: Profile, leave_out_quotes: bool) -> Base:
    """Read what a report is made from; ``QuotesNotCovered`` where this edition would print words outside the consent."""
    tables = findings_tables(reader, **reader.heading(), with_passages=True)
    labels = vocabulary_labels(reader.frameworks.values(), tables.language)
    rows = sources(reader.connection, reader.study_id).values()
    edition = edition_of(
        tables,
        list(reader.records(KINDS["consent"])),
        {row.source: row.participants for row in rows},
        profile=profile,
        leave_out_quotes=leave_out_quotes,
        levels=_entries(reader.frameworks.values(), "levels"),
        labels=labels,
    )
    return Base(reader, tables, edition, labels)


def vocabulary_labels(frameworks: Iterable[Framework], language: str) -> dict[str, str]:
    """Identifier -> label of every entry of the frameworks' vocabularies."""
    found: dict[str, str] = {}
    for framework in frameworks:
        vocabularies = framework.section("vocabularies")
        for name in vocabularies if isinstance(vocabularies, Mapping) else ():
            for entry in framework.vocabulary(name):
                label = entry.get("label")
                if isinstance(label, Mapping):
                    found.setdefault(str(entry["id"]), in_language(label, language))
    return found


def _entries(frameworks: Iterable[Framework], vocabulary: str) -> list[str]:
    found = [str(entry["id"]) for framework in frameworks for entry in framework.vocabulary(vocabulary)]
    return list(dict.fromkeys(found))

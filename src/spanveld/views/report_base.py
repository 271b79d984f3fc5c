"""What all parts of a report draw on, read once: the findings with their passages, every passage in its place, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from spanveld.model.framework import Framework, in_language
from spanveld.model.marks import Mark
from spanveld.model.records import KINDS
from spanveld.store.marks import SourceRow, marks, sources
from spanveld.store.records import Reader
from spanveld.views.findings import FindingsTables, Quoted, findings_tables
from spanveld.views.overview import Overview, overview
from spanveld.views.report_disclosure import Edition, edition_of, quoted_in
from spanveld.views.report_parts import MemoLine, Profile
from spanveld.views.vignettes import Gathered, gathered, narrowed

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
    vignettes: Gathered
    only: Mapping[str, str] = field(default_factory=dict)

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
        """The passages that are evidence, or stand in a vignette, by their identifier."""
        placed = marks(self.reader.connection, self.reader.study_id, "evidence")
        boxed = {quoted.mark.passage: quoted.mark for quoted in self.vignettes.passages.values()}
        return {**boxed, **{mark.passage: mark for mark in placed.values()}}

    @cached_property
    def quoted(self) -> dict[str, Quoted]:
        """The passages that the report quotes by their identifier, in the order of sources and places."""
        return quoted_in(self.tables, _boxed(self.vignettes))

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        """The sources by identifier."""
        return {row.source: row for row in sources(self.reader.connection, self.reader.study_id).values()}

    @cached_property
    def glance(self) -> Overview:
        """The study at a glance; it reads every text."""
        return overview(self.reader, **self.reader.heading(), placed=self.marks)

    @cached_property
    def worked(self) -> dict[str, set[str]]:
        """Source -> the coders who marked or coded in it."""
        coders, worked = self.reader.names("coder"), {source: set[str]() for source in self.sources}
        for mark in self.marks.values():
            if mark.coder:
                worked[mark.source].add(mark.coder)
        for row in self.codings:
            if row.coder_id is not None:
                worked[self.marks[row.passage_id].source].add(coders[row.coder_id])
        return worked

    @cached_property
    def incomplete(self) -> dict[str, list[str]]:
        """Rule of a framework -> the passages whose codes break it; only rules that are broken."""
        reader, named = self.reader, self.reader.code_rows
        coded: dict[int | None, dict[int, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        pairs = {
            number: (reader.layer_rows[code.layer_id].identifier, code.identifier) for number, code in named.items()
        }
        owner = {number: reader.layer_rows[code.layer_id].framework_id for number, code in named.items()}
        for row in self.codings:
            coded[owner[row.code_id]][row.passage_id].add(pairs[row.code_id])
        found: dict[str, list[str]] = {}
        for number, framework in reader.frameworks.items():
            broken: dict[frozenset[tuple[str, str]], list[str]] = {}
            for passage, its in coded[number].items():
                key = frozenset(its)
                if key not in broken:
                    broken[key] = [rule.label(self.language) for rule in framework.broken(its)]
                for label in broken[key]:
                    found.setdefault(label, []).append(self.marks[passage].passage)
        return found

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


def base_of(
    reader: Reader, *, profile: Profile, leave_out_quotes: bool, filters: Mapping[str, str] | None = None
) -> Base:
    """Read what a report is made from; ``QuotesNotCovered`` where this edition would print words outside the consent.

    ``filters``: of the findings, only this dimension, and only evidence of this sub_case or wave.
    """
    only = {"dimension": "", "sub_case": "", "wave": "", **(filters or {})}
    tables = findings_tables(reader, **reader.heading(), **only, with_passages=True)
    labels = vocabulary_labels(reader.frameworks.values(), tables.language)
    rows = sources(reader.connection, reader.study_id).values()
    judged = {table.dimension.dimension for table in tables.tables} if only["dimension"] else ()
    boxes = narrowed(reader, gathered(reader), dimensions=judged, sub_case=only["sub_case"], wave=only["wave"])
    edition = edition_of(
        tables,
        list(reader.records(KINDS["consent"])),
        {row.source: row.participants for row in rows},
        profile=profile,
        leave_out_quotes=leave_out_quotes,
        levels=_entries(reader.frameworks.values(), "levels"),
        labels=labels,
        also=_boxed(boxes),
    )
    return Base(reader, tables, edition, labels, boxes, only)


def _boxed(boxes: Gathered) -> list[Quoted]:
    """The passages of vignettes as findings tables have theirs."""
    return [
        Quoted(
            item.mark.passage,
            item.source.source,
            item.source.title,
            item.source.kind,
            item.mark.start,
            item.mark.end,
            item.quote,
            item.mark.voices,
            item.mark.hedged,
            "",
            item.doubt,
        )
        for item in boxes.passages.values()
    ]


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

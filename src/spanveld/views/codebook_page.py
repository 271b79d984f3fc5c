"""The codebook as a page, a command or a file shows it: per layer a tree of codes with what they mean and how often they were given."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.framework import Framework, FrameworkCode, Layer, Role, in_language
from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.code_counts import CodeCount, CodeCounts, KeptCodeCounts
from spanveld.store.coded_passages import memos_of_codes
from spanveld.store.records import Reader

__all__ = ["CodeLine", "CodebookPage", "LayerPart", "cited_works", "codebook_page", "matching", "searched"]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code. ``origin``: framework, study or sub_case; ``depth``: how many codes it stands below, from 0.

    ``examples``: examples of use that the framework gives; ``citations``: where the framework has it from. ``below``: codings of the
    codes below it, all together. ``first`` and ``last``: of the study's own codes beside it.
    """

    code: str
    identifier: str
    label: str
    label_en: str
    label_nl: str
    definition: str
    parent: str
    depth: int
    origin: str
    examples: tuple[str, ...]
    citations: tuple[str, ...]
    checked: bool
    codings: int
    passages: int
    sources: int
    below: int
    memos: int
    children: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class LayerPart:
    """A layer with its codes, each followed by those below it. ``framework``: id and version, empty for a layer of the study's own.

    ``own``: whether the study may add codes of its own.
    """

    layer: str
    label: str
    definition: str
    role: Role
    framework: str
    exclusive: bool
    open: bool
    own: bool
    codings: int
    codes: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """A study's codebook; true up to journal entry ``sequence``. ``passages`` and ``sources``: how many there are in all."""

    study: str
    title: str
    language: str
    actor: str
    sequence: int
    passages: int
    sources: int
    layers: tuple[LayerPart, ...]

    def code(self, name: str) -> CodeLine | None:
        """One of its codes by ``layer/code``."""
        return next((line for layer in self.layers for line in layer.codes if line.code == name), None)

    def layer_of(self, name: str) -> LayerPart | None:
        """The layer of a code."""
        return next((layer for layer in self.layers if any(line.code == name for line in layer.codes)), None)


def codebook_page(reader: Reader, kept: KeptCodeCounts, *, actor: str = "") -> CodebookPage:
    """The codebook, in the study's language; ``kept`` is what was counted before."""
    counts = kept.of(reader.connection, reader.study_id)
    memos = memos_of_codes(reader.connection, reader.study_id)
    by_layer: dict[int, list[Any]] = defaultdict(list)
    for row in reader.code_rows.values():
        by_layer[row.layer_id].append(row)
    layers = tuple(
        _layer(reader, number, row, by_layer.get(number, []), counts, memos)
        for number, row in reader.layer_rows.items()
    )
    return CodebookPage(
        **reader.heading(),
        actor=actor,
        sequence=journal.newest(reader.connection, reader.study_id),
        passages=counts.passages,
        sources=counts.sources,
        layers=layers,
    )


def _layer(
    reader: Reader, number: int, row: Any, codes: Sequence[Any], counts: CodeCounts, memos: Mapping[int, int]
) -> LayerPart:
    language = reader.study.language
    framework = reader.frameworks.get(row.framework_id)
    declared = framework.layer(row.identifier) if framework else None
    works = cited_works(framework, language) if framework else {}
    lines = tuple(_Tree(reader.layers[number], codes, declared, works, language, counts.codes, memos).lines())
    return LayerPart(
        layer=reader.layers[number],
        label=declared.label(language) if declared else row.identifier,
        definition=in_language(declared.definition, language) if declared else "",
        role=row.role,
        framework=f"{framework.id} {framework.version}" if framework else "",
        exclusive=bool(row.exclusive),
        open=bool(row.open),
        own=bool(row.open) and row.role != "sub_case",
        codings=sum(line.codings for line in lines),
        codes=lines,
    )


@dataclass(slots=True)
class _Tree:
    """The codes of one layer, about to be put in order."""

    layer: str
    rows: Sequence[Any]
    declared: Layer | None
    works: Mapping[str, str]
    language: str
    counts: Mapping[int, CodeCount]
    memos: Mapping[int, int]

    def lines(self) -> Iterator[CodeLine]:
        """The codes as they stand below each other."""
        theory = {code.id: code for code in self.declared.codes} if self.declared else {}
        order = {name: place for place, name in enumerate(theory)}
        below: dict[int | None, list[Any]] = defaultdict(list)
        for row in sorted(
            self.rows,
            key=lambda row: (order.get(row.identifier, len(order)), row.position or 0, natural(row.identifier)),
        ):
            below[row.parent_id].append(row)
        names = {row.id: f"{self.layer}/{row.identifier}" for row in self.rows}

        def codings(number: int) -> int:
            return sum(self.counts.get(row.id, CodeCount()).codings + codings(row.id) for row in below[number])

        def walk(parent: int | None, depth: int) -> Iterator[CodeLine]:
            own = [row.id for row in below[parent] if row.origin == "study"]
            for row in below[parent]:
                count = self.counts.get(row.id, CodeCount())
                yield CodeLine(
                    code=names[row.id],
                    identifier=row.identifier,
                    parent=names[row.parent_id] if row.parent_id is not None else "",
                    depth=depth,
                    origin=row.origin,
                    codings=count.codings,
                    passages=count.passages,
                    sources=count.sources,
                    below=codings(row.id),
                    memos=self.memos.get(row.id, 0),
                    children=len(below[row.id]),
                    first=row.id == next(iter(own), None),
                    last=row.id == next(reversed(own), None),
                    **self._said(row, theory.get(row.identifier)),
                )
                yield from walk(row.id, depth + 1)

        return walk(None, 0)

    def _said(self, row: Any, code: FrameworkCode | None) -> dict[str, Any]:
        """What a code is called and means: in the framework's words where it is the framework's."""
        own = row.label_nl if self.language == "nl" else row.label_en
        said: dict[str, Any] = {
            "label": own or row.label_en or row.label_nl or row.identifier,
            "label_en": row.label_en,
            "label_nl": row.label_nl,
            "definition": row.definition or "",
            "examples": (),
            "citations": (),
            "checked": True,
        }
        if code is None:
            return said
        return said | {
            "label": code.label(self.language),
            "definition": in_language(code.definition, self.language),
            "examples": tuple(in_language(example, self.language) for example in code.examples),
            "citations": tuple(
                ", ".join(filter(None, (self.works.get(source.reference, source.reference), source.place)))
                for source in code.sources
            ),
            "checked": code.checked,
        }


def cited_works(framework: Framework, language: str) -> Mapping[str, str]:
    """Reference of a framework -> how the work is cited."""
    found: dict[str, str] = {}
    works: Any = framework.section("references") or ()
    for work in works:
        cite = work.get("cite") or work["id"]
        found[str(work["id"])] = in_language(cite, language) if isinstance(cite, Mapping) else str(cite)
    return found


def searched(text: str) -> str:
    """A text as it is searched: without regard to case and to accents.

    >>> searched("Coördinatie")
    'coordinatie'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def matching(words: str) -> Callable[[CodeLine], bool]:
    """Whether a code has all of some words in its labels, identifier or definition; every code has none at all."""
    wanted = searched(words).split()

    def has(line: CodeLine) -> bool:
        text = searched(
            "\n".join((line.label, line.label_nl, line.label_en, line.identifier, line.definition, *line.examples))
        )
        return all(word in text for word in wanted)

    return has

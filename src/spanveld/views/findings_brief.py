"""Findings in short, and what can be stated: what a finding is chosen from, beside a text or a list of passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spanveld.language.messages import translator
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import FindingKind
from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.board import ties_in
from spanveld.store.records import Reader
from spanveld.views.theory import dimensions_of
from spanveld.views.vignettes import numbered

__all__ = [
    "BoardDimension",
    "BoardKind",
    "Brief",
    "ExampleBrief",
    "FindingsAndKinds",
    "FindingsOfSource",
    "LinkTarget",
    "TieOf",
    "dimensions_on_board",
    "findings_and_kinds",
    "findings_of_source",
    "in_order",
]


@dataclass(frozen=True, slots=True)
class BoardKind:
    """A kind of finding; ``gathers``: the codes (``layer/code``) of whose passages it is made."""

    kind: str
    label: str
    plural: str
    definition: str
    has_effect: bool
    gathers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardDimension:
    """What findings are about; ``code`` is how it stands on passages (``layer/code``), ``findings`` how many there are on it."""

    dimension: str
    code: str
    label: str
    kinds: tuple[BoardKind, ...]
    findings: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A finding in short; ``code`` and ``gathers`` are codes that passages of it carry."""

    finding: str
    statement: str
    dimension: str
    dimension_label: str
    kind: str
    kind_label: str
    sub_case: str
    code: str
    gathers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a finding can be linked to: ``framework:item``."""

    to: str
    label: str


@dataclass(frozen=True, slots=True)
class ExampleBrief:
    """A vignette in short; ``heading`` as the report has it, with its number."""

    vignette: str
    heading: str


@dataclass(frozen=True, slots=True)
class FindingsAndKinds:
    """All findings in their order, what can be stated, and the items of frameworks that findings can be linked to."""

    sequence: int
    findings: tuple[Brief, ...]
    dimensions: tuple[BoardDimension, ...]
    items: tuple[LinkTarget, ...]


@dataclass(frozen=True, slots=True)
class TieOf:
    """That a passage is evidence for a finding."""

    passage: str
    finding: str
    stance: str
    note: str


@dataclass(frozen=True, slots=True)
class FindingsOfSource:
    """All findings in their order, what can be stated, which passages of one source are evidence for what, and the vignettes."""

    sequence: int
    findings: tuple[Brief, ...]
    dimensions: tuple[BoardDimension, ...]
    ties: tuple[TieOf, ...]
    examples: tuple[ExampleBrief, ...]


def dimensions_on_board(reader: Reader, language: str, rows: Iterable[Any] = ()) -> list[BoardDimension]:
    """The dimensions of a study with their kinds of findings, and how many of some findings (rows) are on each."""
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        counts[row.dimension_id] += 1
    return [
        BoardDimension(
            item.dimension,
            "/".join(reader.codes[item.code_id]),
            item.label,
            tuple(_kinds(reader, item.code_id, language)),
            counts[item.code_id],
        )
        for item in dimensions_of(reader, language)
    ]


def _kinds(reader: Reader, code: int, language: str) -> Iterator[BoardKind]:
    """The kinds of findings about a dimension, in the order of its framework."""
    owner = reader.layer_rows[reader.code_rows[code].layer_id].framework_id
    framework = reader.frameworks.get(owner)
    if framework is None:
        return
    beside = [
        reader.layers[number]
        for number, row in reader.layer_rows.items()
        if row.role == "kind" and row.framework_id == owner
    ]
    for kind in framework.finding_kinds:
        gathers = tuple(f"{layer}/{name}" for layer in beside[:1] for name in kind.gathers)
        yield BoardKind(
            kind.id, kind.label(language), kind.plural(language), _says(kind, language), kind.has_effect, gathers
        )


def _says(kind: FindingKind, language: str) -> str:
    return kind.definition.get(language) or kind.definition.get("en", "")


def findings_and_kinds(reader: Reader, *, items: bool = False) -> FindingsAndKinds:
    """All findings in short; ``items``: also what of the frameworks they can be linked to."""
    briefs, known = _briefs(reader)
    language = reader.study.language
    targets = (
        LinkTarget(f"{framework.id}:{item.id}", item.label(language))
        for framework in reader.frameworks.values()
        for item in framework.items()
    )
    newest = journal.newest(reader.connection, reader.study_id)
    return FindingsAndKinds(newest, briefs, known, tuple(targets) if items else ())


def findings_of_source(reader: Reader, source: str) -> FindingsOfSource:
    """All findings in short, with the passages of a source that are evidence; NotFound where the study has no such source."""
    if source not in reader.names("source").values():
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    briefs, known = _briefs(reader)
    found = [TieOf(*row) for row in ties_in(reader.connection, reader.study_id, source)]
    place = {one.finding: number for number, one in enumerate(briefs)}
    found.sort(key=lambda one: (natural(one.passage), place.get(one.finding, 0)))
    newest = journal.newest(reader.connection, reader.study_id)
    return FindingsOfSource(newest, briefs, known, tuple(found), tuple(_examples(reader)))


def _examples(reader: Reader) -> Iterator[ExampleBrief]:
    translate = translator(reader.study.language)
    for row, number in numbered(reader):
        heading = translate(N_("Example {number}: {title}")).format(number=number, title=row.title)
        yield ExampleBrief(row.identifier, heading)


def _briefs(reader: Reader) -> tuple[tuple[Brief, ...], tuple[BoardDimension, ...]]:
    rows = in_order(reader.rows("finding"))
    known = dimensions_on_board(reader, reader.study.language, rows)
    by_name = {one.dimension: one for one in known}
    themes = reader.names("sub_case")
    briefs = []
    for row in rows:
        its = by_name[reader.dimensions[row.dimension_id]]
        kind = next((one for one in its.kinds if one.kind == row.kind), None)
        briefs.append(
            Brief(
                row.identifier,
                row.statement,
                its.dimension,
                its.label,
                row.kind,
                kind.label if kind else row.kind,
                themes.get(row.sub_case_id, ""),
                its.code,
                kind.gathers if kind else (),
            )
        )
    return tuple(briefs), tuple(known)


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Rows of findings in the order of the study."""
    return sorted(rows, key=lambda row: (row.position is None, row.position or 0, natural(row.identifier)))

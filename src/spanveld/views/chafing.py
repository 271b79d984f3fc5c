"""What rules of the game and expectations rest on: the findings of a case with their passages, and how they bear on each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.analysis.evidence import count_passages
from spanveld.language.messages import translator
from spanveld.model.chafing import handling_kinds, pain_point_kinds
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import Framework, Item, in_language
from spanveld.model.marks import Mark
from spanveld.model.names import natural
from spanveld.model.records import STANCES
from spanveld.store.marks import marks, people
from spanveld.store.quotes import passage_numbers, quoted_passages
from spanveld.store.records import Reader
from spanveld.views.asked_for import one_of, written
from spanveld.views.findings_board import citation_of
from spanveld.views.findings_brief import in_order
from spanveld.views.theory import Dimension, dimensions_of

__all__ = ["Chafing", "Cited", "Found", "PossiblePoint", "chafing_of", "cited_passages", "query_of", "source_text"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage: where it lies, whose word it is, and what it does to the finding (``stance``; empty: it was named by itself)."""

    passage: str
    source: str
    citation: str
    stance: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its passages. ``counts``: passages as evidence by stance; ``query`` finds them all (empty: there is none)."""

    finding: str
    kind: str
    kind_label: str
    dimension: str
    dimension_label: str
    statement: str
    sub_case: str
    effect: str
    counts: Mapping[str, int]
    passages: tuple[Cited, ...]
    query: str


@dataclass(frozen=True, slots=True)
class PossiblePoint:
    """A pain point that a framework says may be met. ``item``: framework:id; ``checked``: somebody read the source for it."""

    item: str
    label: str
    says: str
    dimension: str
    dimension_label: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Chafing:
    """The ground of a view of one case. ``links``: (from, relation, to) between its findings, and to items of frameworks.

    ``codes``: framework -> number of the code of a dimension -> its id. ``chafes``, ``handles``: findings of such a kind.
    """

    case: str
    cases: Mapping[str, str]
    dimensions: Sequence[Dimension]
    frameworks: Mapping[str, Framework]
    findings: Mapping[str, Found]
    points: Mapping[str, PossiblePoint]
    chafes: frozenset[str]
    handles: frozenset[str]
    links: Sequence[tuple[str, str, str]]
    codes: Mapping[str, Mapping[int, str]]
    language: str

    def to(self, target: str, *relations: str) -> tuple[Found, ...]:
        """The findings that bear on a finding or an item by one of these relations, in the study's order."""
        names = {here for here, relation, there in self.links if there == target and relation in relations}
        return tuple(found for name, found in self.findings.items() if name in names)

    def matches(self, finding: str) -> tuple[str, ...]:
        """The possible pain points that a finding matches."""
        return tuple(there for here, relation, there in self.links if (here, relation) == (finding, "matches"))

    def matched(self) -> frozenset[str]:
        """The findings that match a possible pain point."""
        return frozenset(here for here, relation, there in self.links if relation == "matches" and there in self.points)

    def points_found(self) -> tuple[Found, ...]:
        """The findings that are pain points: of a kind that says so, that match one, or that a finding responds to."""
        answered = {there for _, relation, there in self.links if relation == "responds_to"}
        wanted = self.chafes | self.matched() | (answered - self.handles)
        return tuple(found for name, found in self.findings.items() if name in wanted)

    def item(self, name: str) -> Item | None:
        """An item of a framework by ``framework:item``; None where it is gone."""
        owner, _, id = name.partition(":")
        items = self.frameworks[owner].items() if owner in self.frameworks else ()
        return next((item for item in items if item.id == id), None)

    def label(self, name: str) -> str:
        """What an item is called in the study's language; its name where it is gone."""
        item = self.item(name)
        return item.label(self.language) if item else name

    def dimension_of(self, owner: str, id: str) -> tuple[str, str]:
        """A dimension of a framework by its id: its name in the study, and its label."""
        number = next((number for number, code in self.codes.get(owner, {}).items() if code == id), None)
        found = next((each for each in self.dimensions if each.code_id == number), None)
        return (found.dimension, found.label) if found else (id, id)


def chafing_of(reader: Reader, case: str = "") -> Chafing:
    """The ground of a case (left out: the first); NotFound where the study has no such case."""
    cases = {row.identifier: row.name or row.identifier for row in reader.rows("case")}
    if case and case not in cases:
        raise NotFound(
            N_("There is no case '{name}' in this study; it has: {known}."),
            name=case,
            known=", ".join(sorted(cases, key=natural)) or "-",
        )
    chosen = case or next(iter(cases), "")
    language = reader.study.language
    dimensions = dimensions_of(reader, language)
    rows = [row for row in in_order(reader.rows("finding")) if reader.names("case").get(row.case_id, chosen) == chosen]
    findings = _findings(reader, rows, {each.code_id: each for each in dimensions})
    frameworks = {framework.id: framework for framework in reader.frameworks.values()}
    codes: dict[str, dict[int, str]] = {name: {} for name in frameworks}
    owners: dict[int, Framework] = {}
    for each in dimensions:
        code = reader.code_rows[each.code_id]
        owner = reader.frameworks.get(reader.layer_rows[code.layer_id].framework_id)
        if owner is not None:
            codes[owner.id][each.code_id] = code.identifier
            owners[each.code_id] = owner
    chafes, handles = set(), set()
    for row in rows:
        owner = owners.get(row.dimension_id)
        if owner is not None:
            if row.kind in {kind.id for kind in pain_point_kinds(owner)}:
                chafes.add(row.identifier)
            if row.kind in {kind.id for kind in handling_kinds(owner)}:
                handles.add(row.identifier)
    names = reader.names("finding")
    ties = [(names[row.from_id], row.relation, row.item or names[row.to_id]) for row in reader.rows("finding_link")]
    links = [tie for tie in ties if tie[0] in findings and (":" in tie[2] or tie[2] in findings)]
    return Chafing(
        chosen,
        cases,
        dimensions,
        frameworks,
        findings,
        dict(_points(frameworks, dimensions, codes, language)),
        frozenset(chafes),
        frozenset(handles),
        links,
        codes,
        language,
    )


def _points(
    frameworks: Mapping[str, Framework],
    dimensions: Sequence[Dimension],
    codes: Mapping[str, Mapping[int, str]],
    language: str,
) -> Iterable[tuple[str, PossiblePoint]]:
    """What the frameworks say may be met, in the order of their dimensions."""
    for framework in frameworks.values():
        for item in framework.items("pain_points"):
            judged = next((one for one in dimensions if codes[framework.id].get(one.code_id) == item.dimension), None)
            says = item.content.get("definition")
            name = f"{framework.id}:{item.id}"
            yield (
                name,
                PossiblePoint(
                    name,
                    item.label(language),
                    in_language(says, language) if isinstance(says, Mapping) else "",
                    judged.dimension if judged else item.dimension,
                    judged.label if judged else item.dimension,
                    source_text(framework, item, language),
                    item.checked,
                ),
            )


def source_text(framework: Framework, item: Item, language: str) -> str:
    """Where an item was read, in words."""
    cites = {}
    references = framework.section("references")
    for entry in references if isinstance(references, list) else ():
        cite = entry.get("cite", entry["id"])
        cites[entry["id"]] = in_language(cite, language) if isinstance(cite, Mapping) else str(cite)
    return "; ".join(
        ", ".join(filter(None, (cites.get(source.reference, source.reference), source.place)))
        for source in item.sources
    )


def _findings(reader: Reader, rows: Sequence[Any], dimensions: Mapping[int, Dimension]) -> dict[str, Found]:
    connection, study_id = reader.connection, reader.study_id
    placed = marks(connection, study_id, "evidence")
    everyone, translate = people(connection, study_id), translator(reader.study.language)
    ties: dict[int, list[tuple[str, Mark]]] = defaultdict(list)
    for tie in reader.rows("evidence"):
        if tie.passage_id in placed:
            ties[tie.finding_id].append((tie.stance, placed[tie.passage_id]))
    themes = reader.names("sub_case")
    found = {}
    for row in rows:
        its = sorted(
            ties[row.id],
            key=lambda tie: (STANCES.index(tie[0]), natural(tie[1].source), tie[1].start or 0, natural(tie[1].passage)),
        )
        judged = dimensions[row.dimension_id]
        found[row.identifier] = Found(
            row.identifier,
            row.kind,
            judged.kind(row.kind).label,
            judged.dimension,
            judged.label,
            row.statement,
            themes.get(row.sub_case_id, ""),
            row.effect,
            {stance: count_passages(mark for said, mark in its if said == stance) for stance in STANCES},
            tuple(
                Cited(mark.passage, mark.source, citation_of(mark, everyone, translate), stance) for stance, mark in its
            ),
            query_of(row.identifier) if its else "",
        )
    return found


def query_of(*findings: str) -> str:
    """What finds the passages of findings; empty where there are none."""
    return written(one_of("finding", *findings)) if findings else ""


def cited_passages(reader: Reader, names: Iterable[str]) -> dict[str, Cited]:
    """Passages that were named by themselves."""
    numbers = passage_numbers(reader.connection, reader.study_id, names)
    if not numbers:
        return {}
    everyone, translate = people(reader.connection, reader.study_id), translator(reader.study.language)
    quoted = quoted_passages(reader.connection, reader.study_id, numbers.values())
    return {
        name: Cited(name, quoted[number].mark.source, citation_of(quoted[number].mark, everyone, translate), "")
        for name, number in numbers.items()
    }

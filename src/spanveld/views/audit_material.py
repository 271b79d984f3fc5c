"""What the audit looks at: the evidence of each finding, and of each assessment, read once for the whole study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.analysis.audit import Subject
from spanveld.model.framework import in_language
from spanveld.model.names import natural
from spanveld.store.columns import KeptColumns
from spanveld.store.marks import parties
from spanveld.store.records import Reader
from spanveld.store.schema import link_table_of
from spanveld.views.audit_words import AuditWords
from spanveld.views.evidence_helpers import Grounds
from spanveld.views.findings_brief import in_order
from spanveld.views.judgements_evidence import Material
from spanveld.views.theory import Dimension, dimensions_of

__all__ = ["AuditMaterial", "Ground", "material_of"]

Tie = tuple[str, str]
"""A passage and its stance."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What one finding or assessment rests on; ``heading``: what it is, ``framework``: whose dimension it is about.

    ``finding``: its identifier, where it is one.
    """

    heading: Mapping[str, Any]
    framework: str
    finding: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class AuditMaterial:
    """All of it; ``known``: the passages."""

    grounds: tuple[Ground, ...]
    known: Grounds
    coded_sub_cases: bool
    language: str
    persons: Mapping[str, tuple[str, str]]
    levels: Mapping[str, str]
    party_kinds: Mapping[str, str]
    parties: Mapping[str, str]
    sources: Mapping[str, str]

    def words(self, *, named: bool) -> AuditWords:
        """What sentences are made with."""
        return AuditWords(
            self.language,
            self.known.people,
            named,
            self.persons,
            self.levels,
            self.party_kinds,
            self.parties,
            self.sources,
        )


def material_of(
    reader: Reader, language: str, *, kept: KeptColumns | None, finding: str, assessment: str
) -> AuditMaterial:
    """What there is to audit: of one finding or assessment where it is named, else of all, findings first."""
    read = _Reading(reader, language)
    one = bool(finding or assessment)
    findings = [row for row in read.findings if not one or row.identifier == finding]
    assessments = [row for row in reader.rows("assessment") if not one or row.identifier == assessment]
    wanted = {row.id for row in findings}
    of_findings = {row.id: read.evidence[row.id] for row in (read.findings if assessments else findings)}
    linked = {row.id: read.linked(row) for row in assessments}
    numbers = {number for ties in of_findings.values() for number, _ in ties}
    numbers |= {number for links in linked.values() for kind, number, _ in links if kind == "passage"}
    known = Grounds.of(reader, numbers, kept=kept)
    grounds = [read.finding(row, known) for row in findings if row.id in wanted]
    grounds += [read.assessment(row, linked[row.id], known) for row in assessments]
    return AuditMaterial(
        tuple(grounds),
        known,
        read.coded_sub_cases,
        language,
        _persons(reader, language),
        _labels(reader, "levels", language),
        _labels(reader, "party_kinds", language),
        {each.party: each.name for each in parties(reader.connection, reader.study_id)},
        {row.identifier: row.title for row in reader.rows("source")},
    )


class _Reading:
    """Rows that several grounds need, read once."""

    def __init__(self, reader: Reader, language: str) -> None:
        self.reader = reader
        self.dimensions = {each.code_id: each for each in dimensions_of(reader, language)}
        place = {number: order for order, number in enumerate(self.dimensions)}
        self.findings = sorted(
            in_order(reader.rows("finding")), key=lambda row: place.get(row.dimension_id, len(place))
        )
        self.evidence: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in reader.rows("evidence"):
            self.evidence[row.finding_id].append((row.passage_id, row.stance))
        self.cases, self.sub_cases = reader.names("case"), reader.names("sub_case")
        self.waves, self.homes = reader.names("wave"), _homes(reader)
        themes = {number for number, row in reader.layer_rows.items() if row.role == "sub_case"}
        self.coded_sub_cases = any(row.layer_id in themes for row in reader.code_rows.values())
        self.sources = reader.count("source")
        self.searched = {row.assessment_id for row in reader.rows("contrary_search")}
        self.judged = Material(reader)
        self.assessors: dict[int, int] = defaultdict(int)
        for row in reader.rows(link_table_of("assessment", "assessors").name):
            self.assessors[row.assessment_id] += 1

    def linked(self, assessment: Any) -> list[tuple[str, int, str]]:
        """(kind, number, stance) of what the agreed judgements of an assessment were linked to: on the dimension and on its parts."""
        agreed = self.judged.agreed(self.judged.key(assessment)).values()
        return [(*subject, stance) for row in agreed for subject, stance in self.judged.links(row)]

    def finding(self, row: Any, known: Grounds) -> Ground:
        dimension = self.dimensions.get(row.dimension_id)
        ties = [(known.names[number], stance) for number, stance in self.evidence[row.id]]
        kind = dimension.kind(row.kind) if dimension else None
        sub_case = self.sub_cases.get(row.sub_case_id, "")
        heading = {
            **_heading("finding", row.identifier, row.statement, dimension),
            "finding_kind": row.kind,
            "finding_kind_label": kind.label if kind else row.kind,
            "case": self.case(row),
            "sub_case": sub_case,
            "wave": "",
            "linked": False,
        }
        subject = self.subject(ties, known, self.case(row), sub_case)
        return Ground(heading, self.framework(row.dimension_id), row.identifier, subject)

    def assessment(self, row: Any, linked: Sequence[tuple[str, int, str]], known: Grounds) -> Ground:
        dimension = self.dimensions.get(row.dimension_id)
        sub_case, wave = self.sub_cases.get(row.sub_case_id, ""), self.waves.get(row.wave_id, "")
        ties: list[Tie] = []
        if linked:
            for kind, number, stance in linked:
                through = [(number, "supports")] if kind == "passage" else self.evidence[number]
                its = [(known.names[each], _through(stance, of_passage)) for each, of_passage in through]
                ties += its if kind == "passage" else _in_scope(its, known, sub_case, wave)
        else:
            for finding in self.in_view(row, sub_case):
                its = [(known.names[number], stance) for number, stance in self.evidence[finding.id]]
                ties += _in_scope(its, known, sub_case, wave)
        heading = {
            **_heading("assessment", row.identifier, dimension.label if dimension else "", dimension),
            "finding_kind": "",
            "finding_kind_label": "",
            "case": self.case(row),
            "sub_case": sub_case,
            "wave": wave,
            "linked": bool(linked),
        }
        judges = {"assessors": self.assessors[row.id], "searched": row.id in self.searched}
        subject = self.subject(ties, known, self.case(row), sub_case, **judges)
        return Ground(heading, self.framework(row.dimension_id), "", subject)

    def in_view(self, assessment: Any, sub_case: str) -> Iterable[Any]:
        """The findings that an assessment has in view: on its dimension, in its case, and of no other sub-case."""
        case = self.case(assessment)
        for row in self.findings:
            own = self.sub_cases.get(row.sub_case_id, "")
            here = row.dimension_id == assessment.dimension_id and case in ("", self.case(row))
            if here and not (sub_case and own and own != sub_case):
                yield row

    def subject(self, ties: Sequence[Tie], known: Grounds, case: str, sub_case: str, **more: Any) -> Subject:
        by_stance: dict[str, list[str]] = defaultdict(list)
        for passage, stance in ties:
            by_stance[stance].append(passage)
        return Subject(
            support=known.helpers(by_stance["supports"]),
            against=known.helpers(by_stance["contradicts"]),
            contrary=known.helpers([*by_stance["qualifies"], *by_stance["contradicts"]]),
            people=known.people,
            homes=self.homes.get(case, frozenset()),
            sub_case=sub_case,
            sources=self.sources,
            sub_cases=len(self.sub_cases),
            **more,
        )

    def case(self, row: Any) -> str:
        """The case of a finding or assessment: the one it names, else the study's only one."""
        only = next(iter(self.cases.values())) if len(self.cases) == 1 else ""
        return self.cases.get(row.case_id, "") or only

    def framework(self, dimension_id: int) -> str:
        """The id of the framework that brings a dimension."""
        code = self.reader.code_rows.get(dimension_id)
        framework = self.reader.frameworks.get(self.reader.layer_rows[code.layer_id].framework_id) if code else None
        return framework.id if framework else ""


def _heading(kind: str, identifier: str, label: str, dimension: Dimension | None) -> dict[str, str]:
    name, its = (dimension.dimension, dimension.label) if dimension else ("", "")
    return {"kind": kind, "identifier": identifier, "label": label, "dimension": name, "dimension_label": its}


def _through(stance: str, of_passage: str) -> str:
    """How a passage stands to a judgement that was linked to its finding.

    What supports a finding stands as the finding does; what speaks against one that supports speaks against the judgement too; what
    speaks against one that does not support is no support, and qualifies.
    """
    if of_passage == "supports":
        return stance
    return of_passage if stance == "supports" else "qualifies"


def _in_scope(ties: Iterable[Tie], known: Grounds, sub_case: str, wave: str) -> list[Tie]:
    """The ties to passages of a sub-case and wave."""
    marks = ((tie, known.pieces[tie[0]].mark) for tie in ties)
    return [
        tie for tie, mark in marks if (not sub_case or sub_case in mark.sub_cases) and (not wave or wave == mark.wave)
    ]


def _homes(reader: Reader) -> dict[str, frozenset[str]]:
    """Case -> the parties that are the case itself: of the same identifier, or called by the same name."""
    rows = reader.rows("party")
    return {
        case.identifier: frozenset(
            party.identifier
            for party in rows
            if party.identifier == case.identifier or (case.name and party.name.casefold() == case.name.casefold())
        )
        for case in reader.rows("case")
    }


def _labels(reader: Reader, vocabulary: str, language: str) -> dict[str, str]:
    """The entries of a vocabulary of the adopted frameworks with their labels."""
    return {id: in_language(label, language) for id, label in _entries(reader, vocabulary, "label")}


def _persons(reader: Reader, language: str) -> dict[str, tuple[str, str]]:
    """Level -> how one person of it is called, and several; where a framework has no words for both, not there."""
    one = {id: in_language(label, language) for id, label in _entries(reader, "levels", "person")}
    many = {id: in_language(label, language) for id, label in _entries(reader, "levels", "persons")}
    return {id: (one[id], many[id]) for id in sorted(one.keys() & many.keys(), key=natural)}


def _entries(reader: Reader, vocabulary: str, key: str) -> Iterable[tuple[str, Mapping[str, str]]]:
    known: dict[str, Mapping[str, str]] = {}
    for framework in reader.frameworks.values():
        for entry in framework.vocabulary(vocabulary):
            label = entry.get(key)
            if isinstance(label, Mapping):
                known.setdefault(str(entry["id"]), label)
    return known.items()

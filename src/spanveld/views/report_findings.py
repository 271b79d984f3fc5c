"""The findings of a report, dimension by dimension, and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.analysis.evidence import Ground, TopVoice
from spanveld.model.records import STANCES
from spanveld.views.findings import FindingRow, FindingsTable, Stance
from spanveld.views.report_balance import balances_of
from spanveld.views.report_base import Base
from spanveld.views.report_parts import BoxPart, Citation, FindingPart, LinkLine, SectionPart, StancePart, Tied

__all__ = ["sections_of"]


def sections_of(base: Base, boxes: Sequence[BoxPart] = ()) -> tuple[SectionPart, ...]:
    """A section for each dimension, its findings in the order of the framework's kinds and of their position, with its boxes."""
    carried: dict[int, set[int]] = defaultdict(set)
    for row in base.codings:
        carried[row.code_id].add(row.passage_id)
    rows = {row.identifier: row for row in base.reader.rows("finding")}
    links = _links(base, rows)
    balances = balances_of(base)
    several_cases = len(base.names_of["case"]) > 1
    return tuple(
        SectionPart(
            table.dimension.dimension,
            table.dimension.label,
            base.dimension_layer(table.dimension.code_id),
            base.code_definition(table.dimension.code_id),
            len(carried[table.dimension.code_id]),
            tuple(_finding(base, row, rows[row.finding], links, several_cases) for row in _by_kind(table)),
            tuple(box for box in boxes if box.dimension == table.dimension.dimension),
            balances.get(table.dimension.dimension, ()),
        )
        for table in base.tables.tables
    )


def _by_kind(table: FindingsTable) -> Iterator[FindingRow]:
    known = [kind.kind for kind in table.dimension.kinds]
    others = [row.kind for row in table.rows if row.kind not in known]
    for kind in dict.fromkeys([*known, *others]):
        yield from (row for row in table.rows if row.kind == kind)


def _finding(
    base: Base, row: FindingRow, record: Any, links: Mapping[str, Sequence[LinkLine]], with_case: bool
) -> FindingPart:
    case = base.reader.names("case").get(record.case_id, "") if with_case else ""
    return FindingPart(
        base.edition.findings[row.finding],
        row.label,
        row.plural,
        base.edition.text(row.statement),
        base.name("case", case) if case else "",
        base.name("sub_case", row.sub_case) if row.sub_case else "",
        row.effect,
        {stance: _stance(base, stance, row.stances[stance]) for stance in STANCES},
        _ground(base, row.ground),
        tuple(links.get(row.finding, ())),
        base.memos("finding", record.id),
    )


def _stance(base: Base, stance: str, its: Stance) -> StancePart:
    edition = base.edition
    citations = []
    for voice in edition.cited(its.voices):
        people = {one for one in its.voices if edition.key.get(one, one) == voice}
        first = next(item.passage for item in its.quoted if people.intersection(item.voices))
        citations.append(Citation(voice, len(people), edition.passages[first]))
    voiceless = next((edition.passages[item.passage] for item in its.quoted if not item.voices), "")
    tied = (Tied(edition.passages[item.passage], edition.note(item.note)) for item in its.quoted)
    return StancePart(stance, its.passages, tuple(citations), voiceless, tuple(tied))


def _ground(base: Base, ground: Ground) -> Ground:
    """The same counts, voices by the names of this edition (a respondent each, so that they can still be counted)."""
    key = base.edition.key
    top = ground.top_voice
    if top is not None:
        top = TopVoice(key.get(top.voice, top.voice), top.passages, top.of)
    return replace(ground, respondents=tuple(key[voice] for voice in ground.respondents), top_voice=top)


def _links(base: Base, rows: Mapping[str, Any]) -> dict[str, list[LinkLine]]:
    """Finding -> the lines that tell what it bears on, and what bears on it."""
    found: dict[str, list[LinkLine]] = defaultdict(list)
    names = base.reader.names("finding")
    printed = base.edition.findings
    for row in base.reader.rows("finding_link"):
        one = names[row.from_id]
        if row.item:
            found[one].append(_to_item(base, row.relation, row.item))
            continue
        other = names[row.to_id]
        if one in printed and other in printed:
            statement = base.edition.text(rows[other].statement)
            found[one].append(LinkLine(row.relation, True, printed[other], statement, ""))
            statement = base.edition.text(rows[one].statement)
            found[other].append(LinkLine(row.relation, False, printed[one], statement, ""))
    return {name: sorted(lines, key=lambda line: not line.outgoing) for name, lines in found.items()}


def _to_item(base: Base, relation: str, reference: str) -> LinkLine:
    """A link to an item of a framework, ``framework:item``; by its reference where the frozen copy does not have it."""
    owner, _, name = reference.partition(":")
    for framework in base.reader.frameworks.values():
        if framework.id == owner:
            for item in framework.items():
                if item.id == name:
                    return LinkLine(relation, True, "", item.label(base.language), framework.label(base.language))
    return LinkLine(relation, True, "", reference, "")

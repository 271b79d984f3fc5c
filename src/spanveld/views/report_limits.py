"""The figures of a study from which its limits follow."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spanveld.analysis.evidence import count_passages
from spanveld.analysis.limits import Facts, Limit, RowFacts, limits
from spanveld.model.records import STANCES
from spanveld.views.findings import FindingRow, FindingsTable
from spanveld.views.report_base import Base
from spanveld.views.report_material import respondents_in

__all__ = ["limits_of"]


def limits_of(base: Base) -> tuple[Limit, ...]:
    """The limits that the data show, names and labels as this edition prints them."""
    found = limits(_facts(base), smallest=base.edition.smallest)
    return tuple(_named(base, limit) for limit in found)


def _facts(base: Base) -> Facts:
    everything = list(base.marks.values())
    worked = base.worked
    marked = {mark.source for mark in everything}
    waves = Counter(row.wave for row in base.sources.values() if row.wave)
    return Facts(
        respondents=tuple(respondents_in(base).values()),
        unheard=tuple(base.edition.text(party.name or party.party) for party in base.glance.unheard),
        source_kinds=Counter(mark.kind for mark in everything),
        passages=count_passages(everything),
        hedged=count_passages(mark for mark in everything if mark.hedged),
        voiceless=count_passages(mark for mark in everything if not mark.voices),
        rows=tuple(_row(base, row) for table in base.tables.tables for row in table.rows),
        waves={wave: waves[wave] for wave in base.names_of["wave"] if waves[wave]},
        dimensions={table.dimension.label: _support(base, table) for table in base.tables.tables},
        sources=len(base.sources),
        uncoded=tuple(source for source, coders in worked.items() if not coders and source not in marked),
        coders=len({coder for coders in worked.values() for coder in coders}),
        coded_sources=sum(bool(coders) for coders in worked.values()),
        double_coded=sum(len(coders) > 1 for coders in worked.values()),
        incomplete=len({passage for passages in base.incomplete.values() for passage in passages}),
        doubts=sum(mark.start is None for mark in everything),
        left_out=len(base.edition.left_out),
    )


def _row(base: Base, row: FindingRow) -> RowFacts:
    support, *contrary = (row.stances[stance] for stance in STANCES)
    waves = {base.evidence[item.passage].wave for item in support.quoted}
    against = sum(stance.passages for stance in contrary)
    return RowFacts(base.edition.findings[row.finding], row.ground, against, frozenset(waves))


def _support(base: Base, table: FindingsTable) -> int:
    """How many passages support the findings of a dimension, each once; -1 where it has no findings."""
    passages = {item.passage for row in table.rows for item in row.stances[STANCES[0]].quoted}
    return count_passages(base.evidence[name] for name in passages) if table.rows else -1


def _named(base: Base, limit: Limit) -> Limit:
    """The limit with names that a reader knows in the place of identifiers."""
    match limit.kind:
        case "one_party":
            return replace(limit, names=tuple(base.name("party", name) for name in limit.names))
        case "one_level":
            return replace(limit, names=tuple(base.label(name) for name in limit.names))
        case "one_wave":
            return replace(limit, names=tuple(base.name("wave", name) for name in limit.names))
        case "uncoded_sources":
            return replace(limit, names=limit.names if base.edition.open else ())
        case _:
            return limit

"""What a study's own figures say against leaning on it too much: each limit with its numbers, none with an opinion.

    for limit in limits(facts):
        print(limit.kind, limit.numbers, limit.names)

Which words a limit gets is up to the report; ``LIMITS`` lists all there are, in the order in which they are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spanveld.analysis.evidence import Ground
from spanveld.model.marks import Person

__all__ = ["LIMITS", "Facts", "Limit", "RowFacts", "limits"]

LIMITS = (
    "no_respondents",
    "one_party",
    "one_level",
    "unheard",
    "one_source_kind",
    "mostly_one_source_kind",
    "findings_on_one_source_kind",
    "no_support",
    "no_voice",
    "one_voice",
    "two_voices",
    "half_one_voice",
    "no_contrary",
    "hedged",
    "findings_hedged",
    "voiceless",
    "one_wave",
    "thin_dimension",
    "empty_dimension",
    "uncoded_sources",
    "one_coder",
    "double_coded",
    "incomplete",
    "doubts",
    "left_out",
)
MOSTLY = 0.8
"""From which share of all passages one kind of source is said to be most of the material."""
HALF = 0.5
ENOUGH = 4
"""From how many passages on a share of one voice says something."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A finding as limits see it: what supports it, how many passages go against it, and the waves of its support."""

    finding: str
    ground: Ground
    contrary: int
    waves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a study. ``dimensions``: label -> passages that support its findings; -1 where it has no findings."""

    respondents: Sequence[Person]
    unheard: Sequence[str]
    source_kinds: Mapping[str, int]
    passages: int
    hedged: int
    voiceless: int
    rows: Sequence[RowFacts]
    waves: Mapping[str, int]
    dimensions: Mapping[str, int]
    sources: int
    uncoded: Sequence[str]
    coders: int
    coded_sources: int
    double_coded: int
    incomplete: int
    doubts: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: which, its numbers (``count`` of ``all``), what it is about, and the findings it touches."""

    kind: str
    count: int = 0
    all: int = 0
    names: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def limits(facts: Facts, *, smallest: int = 1) -> tuple[Limit, ...]:
    """The limits that the figures show, in the order of ``LIMITS``.

    ``smallest``: a count of people below this is not told, nor one that leaves fewer than this over.
    """
    found = [*_people(facts, smallest), *_material(facts), *_findings(facts), *_coding(facts)]
    return tuple(sorted(found, key=lambda limit: LIMITS.index(limit.kind)))


def _people(facts: Facts, smallest: int) -> Iterator[Limit]:
    total = len(facts.respondents)
    if not total:
        yield Limit("no_respondents")
        return
    parties = Counter(party for person in facts.respondents for party in set(person.parties))
    levels = Counter(person.level for person in facts.respondents if person.level)
    for kind, counts in (("one_party", parties), ("one_level", levels)):
        if counts:
            name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
            if count > HALF * total and _may_tell(count, total, smallest):
                yield Limit(kind, count, total, (name,))


def _may_tell(count: int, total: int, smallest: int) -> bool:
    return count >= smallest and (count == total or total - count >= smallest)


def _material(facts: Facts) -> Iterator[Limit]:
    if facts.unheard:
        yield Limit("unheard", len(facts.unheard), names=tuple(facts.unheard))
    total = sum(facts.source_kinds.values())
    if total:
        name, count = min(facts.source_kinds.items(), key=lambda item: (-item[1], item[0]))
        if count == total:
            yield Limit("one_source_kind", count, total, (name,))
        elif count >= MOSTLY * total:
            yield Limit("mostly_one_source_kind", count, total, (name,))
    if facts.hedged:
        yield Limit("hedged", facts.hedged, facts.passages)
    if facts.voiceless:
        yield Limit("voiceless", facts.voiceless, facts.passages)
    if facts.uncoded:
        yield Limit("uncoded_sources", len(facts.uncoded), facts.sources, tuple(facts.uncoded))


def _findings(facts: Facts) -> Iterator[Limit]:
    rows = facts.rows
    supported = [row for row in rows if row.ground.passages]

    def those(kind: str, chosen: Sequence[RowFacts], among: Sequence[RowFacts] = rows) -> Iterator[Limit]:
        if chosen:
            yield Limit(kind, len(chosen), len(among), findings=tuple(row.finding for row in chosen))

    yield from those("no_support", [row for row in rows if not row.ground.passages])
    for kind, count in (("no_voice", 0), ("one_voice", 1), ("two_voices", 2)):
        yield from those(kind, [row for row in supported if len(row.ground.respondents) == count])
    yield from those("half_one_voice", [row for row in supported if _leans_on_one(row)])
    yield from those("no_contrary", [row for row in supported if not row.contrary])
    yield from those("findings_hedged", [row for row in supported if row.ground.hedged >= HALF * row.ground.passages])
    if len(facts.source_kinds) > 1:
        yield from those("findings_on_one_source_kind", [row for row in supported if len(row.ground.source_kinds) == 1])
    if len(facts.waves) > 1:
        yield from _waves(facts, supported)
    yield from _dimensions(facts)


def _leans_on_one(row: RowFacts) -> bool:
    """Whether more than two speak, and one of them in half of the passages or more."""
    top, respondents = row.ground.top_voice, row.ground.respondents
    return top is not None and len(respondents) > 2 and top.of >= ENOUGH and top.passages >= HALF * top.of


def _waves(facts: Facts, supported: Sequence[RowFacts]) -> Iterator[Limit]:
    """For each wave: the findings whose support is of that wave alone."""
    for wave in facts.waves:
        chosen = [row.finding for row in supported if row.waves == {wave}]
        if chosen:
            yield Limit("one_wave", len(chosen), len(facts.rows), (wave,), tuple(chosen))


def _dimensions(facts: Facts) -> Iterator[Limit]:
    filled = {name: count for name, count in facts.dimensions.items() if count >= 0}
    empty = [name for name, count in facts.dimensions.items() if count < 0]
    if filled and empty:
        yield Limit("empty_dimension", len(empty), len(facts.dimensions), tuple(empty))
    most = max(filled.values(), default=0)
    for name, count in filled.items():
        if count < HALF * most:
            yield Limit("thin_dimension", count, most, (name,))


def _coding(facts: Facts) -> Iterator[Limit]:
    if facts.coders == 1:
        yield Limit("one_coder", facts.coded_sources, facts.coded_sources)
    elif facts.coders > 1 and facts.double_coded < facts.coded_sources:
        yield Limit("double_coded", facts.double_coded, facts.coded_sources)
    for kind in ("incomplete", "doubts", "left_out"):
        if count := getattr(facts, kind):
            yield Limit(kind, count, facts.passages)

"""The cited passages of a report: all of them, each once, by source and in the order of their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from spanveld.model.names import natural
from spanveld.model.records import SOURCE_KINDS, STANCES
from spanveld.views.findings import Quoted
from spanveld.views.report_base import Base
from spanveld.views.report_boxes import boxes_by_passage
from spanveld.views.report_disclosure import SPOKEN
from spanveld.views.report_material import layer_label
from spanveld.views.report_parts import PassagePart, SourcePart

__all__ = ["passages_of", "sources_of"]


def passages_of(base: Base) -> dict[str, PassagePart]:
    """The cited passages by the name that they are printed under."""
    rows = {row.identifier: row for row in base.reader.rows("passage")}
    cited, boxed = base.quoted, boxes_by_passage(base)
    codes, used = _codes(base, {rows[name].id for name in cited}), _evidence_for(base)
    parts = (
        _passage(base, quoted, rows[name], codes[rows[name].id], used[name], boxed.get(name, ()))
        for name, quoted in cited.items()
    )
    return {part.passage: part for part in parts}


def _passage(
    base: Base,
    quoted: Quoted,
    row: Any,
    codes: Mapping[str, list[str]],
    used: list[tuple[str, str]],
    boxes: Sequence[str],
) -> PassagePart:
    edition = base.edition
    printed = quoted.passage not in edition.left_out
    against = edition.objections.get(quoted.passage, ()) if edition.open or not printed else ()
    return PassagePart(
        passage=edition.passages[quoted.passage],
        quote=edition.text(quoted.quote) if printed else "",
        printed=printed,
        objections=tuple(dict.fromkeys(reason for who, reason in against if who in edition.consents or not printed)),
        source_kind=base.evidence[quoted.passage].kind,
        voices=edition.cited(quoted.voices),
        hedged=quoted.hedged,
        doubt=quoted.doubt,
        coder=base.name("coder", base.evidence[quoted.passage].coder) if base.evidence[quoted.passage].coder else "",
        codes=tuple((layer, tuple(labels)) for layer, labels in codes.items()),
        memo=row.memo if edition.open else "",
        evidence_for=tuple(used),
        boxes=tuple(boxes),
    )


def _codes(base: Base, passages: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """For these passages: number -> label of a layer -> labels of its codes on it, both in their order."""
    layers = {number: layer_label(base, number) for number in base.reader.layer_rows}
    order = {number: place for place, number in enumerate(layers)}
    on: dict[int, set[int]] = defaultdict(set)
    for row in base.codings:
        if row.passage_id in passages:
            on[row.passage_id].add(row.code_id)
    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for passage, codes in on.items():
        placed = (
            (order[base.reader.code_rows[code].layer_id], base.reader.code_rows[code].position, code) for code in codes
        )
        for _, _, code in sorted(placed):
            labels = found[passage].setdefault(layers[base.reader.code_rows[code].layer_id], [])
            labels.append(base.code_label(code))
    return found


def _evidence_for(base: Base) -> dict[str, list[tuple[str, str]]]:
    """Passage -> (finding, stance) of all that it is evidence for."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for table in base.tables.tables:
        for row in table.rows:
            for stance in STANCES:
                for item in row.stances[stance].quoted:
                    found[item.passage].append((base.edition.findings[row.finding], stance))
    return found


def sources_of(base: Base) -> tuple[SourcePart, ...]:
    """The sources with cited passages; in other editions than the researchers', talks are told apart by role group only."""
    gathered: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for quoted in base.quoted.values():
        gathered[_place(base, quoted)].append(quoted.passage)
    return tuple(_source(base, place, gathered[place]) for place in sorted(gathered))


def _place(base: Base, quoted: Quoted) -> tuple[Any, ...]:
    """Where a passage stands in the appendix, as a sort key that ends with the source or the voices it goes by."""
    if base.edition.open:
        return (natural(quoted.source), quoted.source, ())
    row = base.sources[quoted.source]
    kind = SOURCE_KINDS.index(row.kind) if row.kind in SOURCE_KINDS else len(SOURCE_KINDS)
    if not _is_personal(base, quoted.source):
        return ((), kind, quoted.source, ())
    voices = list(base.edition.voices)
    key = base.edition.cited(quoted.voices or row.participants)
    return ((), kind, "", tuple(voices.index(voice) for voice in key))


def _is_personal(base: Base, source: str) -> bool:
    """Whether a source's title, date or place in a row could give away who speaks in it."""
    row = base.sources[source]
    people = base.tables.people
    return row.kind in SPOKEN or any(name in people and not people[name].is_observer for name in row.participants)


def _source(base: Base, place: tuple[Any, ...], passages: list[str]) -> SourcePart:
    *_, source, numbers = place
    named = [base.edition.passages[name] for name in passages]
    if source:
        row = base.sources[source]
        wave = base.name("wave", row.wave) if row.wave else ""
        shown = base.edition.open
        return SourcePart(
            source if shown else "",
            row.kind,
            base.edition.text(row.title),
            row.date,
            wave,
            base.edition.cited(row.participants),
            tuple(named),
            base.memos("source", row.id) if shown else (),
        )
    voices = tuple(list(base.edition.voices)[number] for number in numbers)
    kind = base.sources[base.evidence[passages[0]].source].kind
    return SourcePart("", kind, "", "", "", voices, tuple(sorted(named, key=natural)), ())

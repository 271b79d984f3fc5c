"""The first page of a study: its sources with how far each is, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.marks import people, sources
from spanveld.store.records import Reader
from spanveld.store.tallies import KeptTallies, Rules, SourceTally

__all__ = ["Home", "LayerName", "SourceOnShelf", "home"]

NOTHING = SourceTally()
"""Of a source in which nothing was done yet."""


@dataclass(frozen=True, slots=True)
class LayerName:
    """A layer and what it is called."""

    layer: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceOnShelf:
    """A source on the first page.

    ``reading``: unread, being_read or read, for the actor; ``passages`` and ``by_layer`` (layer -> how many of them carry one of its
    codes); ``incomplete``: passages that break a rule of a framework; ``points`` of its overview; ``doubts``: passages without a place.
    """

    source: str
    kind: str
    title: str
    date: str
    wave: str
    sub_cases: tuple[str, ...]
    people: tuple[Mapping[str, Any], ...]
    length: int
    reading: str
    coders: tuple[str, ...]
    passages: int
    by_layer: Mapping[str, int]
    incomplete: int
    points: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Home:
    """A study's first page; true up to journal entry ``sequence``."""

    study: str
    title: str
    language: str
    actor: str
    sequence: int
    layers: tuple[LayerName, ...]
    sources: tuple[SourceOnShelf, ...]
    frameworks: tuple[str, ...]


def home(reader: Reader, tallies: KeptTallies, *, actor: str = "") -> Home:
    """The first page, as it is for ``actor``; ``tallies`` are what was counted before."""
    connection, study_id = reader.connection, reader.study_id
    language = reader.study.language
    counted = tallies.of(connection, study_id, _rules(reader))
    everyone = people(connection, study_id)
    coders = reader.names("coder")
    me = next((number for number, name in coders.items() if name == actor), 0)
    layers = [LayerName(name, _label(reader, number, language)) for number, name in reader.layers.items()]
    lines = []
    for number, source in sources(connection, study_id).items():
        tally = counted.get(number, NOTHING)
        state = tally.progress.get(me) or ("being_read" if me in tally.coders else "unread")
        speaking = [everyone[name] for name in source.participants]
        lines.append(
            SourceOnShelf(
                source=source.source,
                kind=source.kind,
                title=source.title,
                date=source.date,
                wave=source.wave,
                sub_cases=source.sub_cases,
                people=tuple(
                    {"participant": one.participant, "function": one.function, "parties": list(one.parties)}
                    for one in speaking
                ),
                length=source.length,
                reading=state,
                coders=tuple(sorted((coders[coder] for coder in tally.coders), key=natural)),
                passages=tally.passages,
                by_layer={reader.layers[layer]: count for layer, count in tally.by_layer.items()},
                incomplete=tally.incomplete,
                points=tally.overview,
                doubts=tally.doubts,
            )
        )
    return Home(
        **reader.heading(),
        actor=actor,
        sequence=journal.newest(connection, study_id),
        layers=tuple(layers),
        sources=tuple(sorted(lines, key=lambda line: natural(line.source))),
        frameworks=tuple(f"{item.id} {item.version}" for item in reader.frameworks.values()),
    )


def _label(reader: Reader, number: int, language: str) -> str:
    row = reader.layer_rows[number]
    framework = reader.frameworks.get(row.framework_id)
    return framework.layer(row.identifier).label(language) if framework else str(row.identifier)


def _rules(reader: Reader) -> Rules:
    """What the adopted frameworks ask of a passage, as tallies need it."""
    owners = {number: row.framework_id for number, row in reader.layer_rows.items()}
    plain = {number: row.identifier for number, row in reader.layer_rows.items()}
    layer_of = {number: row.layer_id for number, row in reader.code_rows.items()}
    ruled = {
        (owner, selector.layer)
        for owner, framework in reader.frameworks.items()
        for rule in framework.completeness
        for selector in (rule.when, rule.needs)
    }
    decisive = {
        number: (plain[row.layer_id], row.identifier)
        for number, row in reader.code_rows.items()
        if (owners[row.layer_id], plain[row.layer_id]) in ruled
    }

    @cache
    def lacking(codes: frozenset[int]) -> bool:
        return any(
            framework.broken({decisive[code] for code in codes if owners[layer_of[code]] == owner})
            for owner, framework in reader.frameworks.items()
        )

    key = (
        tuple((owner, framework.digest) for owner, framework in reader.frameworks.items()),
        tuple(sorted(decisive.items())),
    )
    deciding = frozenset(decisive)
    return Rules(key, layer_of, lambda codes: lacking(codes & deciding))

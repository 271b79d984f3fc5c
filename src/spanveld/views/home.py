"""The first page of a study: its sources with how far each is, and what is left to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.marks import people, sources
from spanveld.store.records import Reader
from spanveld.store.tallies import coded, tallies

__all__ = ["Home", "LayerName", "SourceOnShelf", "home"]


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

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def home(reader: Reader, *, actor: str = "") -> Home:
    """The first page, as it is for ``actor``."""
    connection, study_id = reader.connection, reader.study_id
    language = reader.study.language
    counted = tallies(connection, study_id)
    everyone = people(connection, study_id)
    broken, by_layer = _from_codes(reader)
    layers = [LayerName(name, _label(reader, number, language)) for number, name in reader.layers.items()]
    lines = []
    for number, source in sources(connection, study_id).items():
        state = counted.progress.get(number, {}).get(actor)
        if state is None:
            state = "being_read" if actor in counted.coders.get(number, ()) else "unread"
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
                coders=tuple(sorted(counted.coders.get(number, ()), key=natural)),
                passages=counted.passages.get(number, 0),
                by_layer=dict(by_layer.get(number, {})),
                incomplete=broken.get(number, 0),
                points=counted.overviews.get(number, 0),
                doubts=counted.doubts.get(number, 0),
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


def _from_codes(reader: Reader) -> tuple[Counter[int], dict[int, Counter[str]]]:
    """Source's number -> how many of its passages break a rule of a framework; and how many carry a code of each layer."""
    owners = {number: row.framework_id for number, row in reader.layer_rows.items()}
    plain = {number: row.identifier for number, row in reader.layer_rows.items()}
    layer_of = {number: row.layer_id for number, row in reader.code_rows.items()}
    names = {number: (plain[row.layer_id], row.identifier) for number, row in reader.code_rows.items()}
    ruled = {
        (owner, selector.layer)
        for owner, framework in reader.frameworks.items()
        for rule in framework.completeness
        for selector in (rule.when, rule.needs)
    }
    decisive = {code for code, layer in layer_of.items() if (owners[layer], plain[layer]) in ruled}

    @cache
    def breaks(codes: frozenset[int]) -> bool:
        """Whether a passage with these codes of the layers that rules speak of breaks one."""
        return any(
            framework.broken({names[code] for code in codes if owners[layer_of[code]] == owner})
            for owner, framework in reader.frameworks.items()
        )

    incomplete: Counter[int] = Counter()
    by_layer: dict[int, Counter[str]] = defaultdict(Counter)
    for (source, codes), count in coded(reader.connection, reader.study_id).items():
        for layer in {layer_of[code] for code in codes}:
            by_layer[source][reader.layers[layer]] += count
        if breaks(codes & decisive):
            incomplete[source] += count
    return incomplete, by_layer

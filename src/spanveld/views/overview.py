"""What a study holds: counts, sources, and who is spoken of but was never heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.analysis.mentions import mentions_in
from spanveld.model.marks import Mark
from spanveld.model.names import natural
from spanveld.store.marks import marks, parties, people, sources, texts_of
from spanveld.store.records import Reader

__all__ = ["Overview", "SourceLine", "UnheardParty", "overview"]

COUNTED = (
    "case",
    "sub_case",
    "wave",
    "coder",
    "party",
    "participant",
    "source",
    "passage",
    "coding",
    "finding",
    "evidence",
    "vignette",
    "memo",
    "matrix_cell",
    "saved_query",
    "assessment",
    "judgement",
    "rule_strain",
    "exchange",
)


@dataclass(frozen=True, slots=True)
class UnheardParty:
    """A party that coded text speaks of, with no voice in the study; ``passages`` that mention it and ``hits`` of its words."""

    party: str
    name: str
    kind: str
    passages: int
    hits: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source at a glance; ``words`` and ``characters`` of its current text."""

    source: str
    kind: str
    title: str
    date: str
    wave: str
    participants: tuple[str, ...]
    words: int
    characters: int
    passages: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A study at a glance. ``doubts``: passages whose place was lost in a correction."""

    study: str
    title: str
    language: str
    frameworks: tuple[str, ...]
    counts: Mapping[str, int]
    sources_by_kind: Mapping[str, int]
    words: int
    sources: tuple[SourceLine, ...]
    unheard: tuple[UnheardParty, ...]
    doubts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def overview(
    reader: Reader, *, study: str, title: str, language: str, placed: Mapping[int, Mark] | None = None
) -> Overview:
    """The study at a glance; ``placed``: its passages, where somebody read them already."""
    connection, study_id = reader.connection, reader.study_id
    known = sources(connection, study_id)
    placed = marks(connection, study_id) if placed is None else placed
    spoken_of = {party.party: party for party in parties(connection, study_id)}
    heard = _heard(people(connection, study_id), placed)
    words = {name: party.mentions for name, party in spoken_of.items() if party.mentions and name not in heard}
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mark in placed.values():
        if mark.start is not None and mark.end is not None:
            spans[mark.source].append((mark.start, mark.end))
    marked = Counter(mark.source for mark in placed.values())
    lines, passages, hits = [], Counter[str](), Counter[str]()
    for source in sorted(known.values(), key=lambda item: natural(item.source)):
        body = texts_of(connection, study_id, [source.text_id])[source.text_id]
        for party, found in mentions_in(body, spans[source.source], words).items():
            passages[party] += found.passages
            hits[party] += found.hits
        facts = (source.source, source.kind, source.title, source.date, source.wave, source.participants)
        lines.append(SourceLine(*facts, len(body.split()), source.length, marked[source.source]))
    unheard = [
        UnheardParty(name, spoken_of[name].name, spoken_of[name].kind, passages[name], hits[name])
        for name in words
        if hits[name]
    ]
    return Overview(
        study=study,
        title=title,
        language=language,
        frameworks=tuple(f"{item.id} {item.version}" for item in reader.frameworks.values()),
        counts={name: reader.count(name) for name in COUNTED},
        sources_by_kind=dict(sorted(Counter(line.kind for line in lines).items())),
        words=sum(line.words for line in lines),
        sources=tuple(lines),
        unheard=tuple(sorted(unheard, key=lambda item: (-item.hits, natural(item.party)))),
        doubts=tuple(sorted((mark.passage for mark in placed.values() if mark.start is None), key=natural)),
    )


def _heard(everyone: Mapping[str, Any], placed: Mapping[int, Any]) -> set[str]:
    """The parties whose people are a voice of some passage; the researcher stands for none."""
    voices = {voice for mark in placed.values() for voice in mark.voices}
    return {
        party
        for voice in voices
        if voice in everyone and not everyone[voice].is_observer
        for party in everyone[voice].parties
    }

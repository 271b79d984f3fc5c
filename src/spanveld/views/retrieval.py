"""What a query finds: how many passages, in how many sources, in whose voices, and the rows that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from spanveld.analysis.counting import as_evidence, as_evidence_by, evidence_in
from spanveld.model.columns import KIND_OF, Bools, Columns, Ints, Pairs
from spanveld.model.names import natural
from spanveld.query.answering import Budget, answer
from spanveld.query.checking import check
from spanveld.query.parsing import parse
from spanveld.query.printing import show
from spanveld.query.words import Words
from spanveld.store.columns import KeptColumns
from spanveld.store.contexts import Place, quotes
from spanveld.store.records import Reader
from spanveld.views.frames import data_frame
from spanveld.views.query_words import words_of
from spanveld.views.scanning import Scan

__all__ = ["Asked", "Found", "FoundPassage", "VoiceCount", "ask", "find", "shown_of"]

AT_A_TIME = 2_000
"""Passages that are read at once."""


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """A voice: in how many of the passages found, as ``marked`` and as ``evidence``; ``observer``: it is the researcher's notes."""

    voice: str
    marked: int
    evidence: int
    observer: bool


class FoundPassage(NamedTuple):
    """A passage that a query found: text[start:end] in code points, None where its place is in doubt.

    ``kind``: of the source its claim comes from. ``codes`` are ``layer/code``. ``attributes``: those of its source.
    """

    passage: str
    source: str
    source_title: str
    kind: str
    start: int | None
    end: int | None
    before: str
    quote: str
    after: str
    voices: tuple[str, ...]
    codes: tuple[str, ...]
    coder: str
    hedged: bool
    wave: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found in a study.

    ``count`` passages as marked, of ``count_of`` in the study; ``evidence`` and ``evidence_of``: the same with overlapping passages of
    different coders counted once. ``sources`` of ``sources_of``. ``respondents``: voices without the researcher's notes, of the
    ``respondents_of`` in the study. ``voiced`` (``voiced_evidence``): passages found that have a voice, of which each voice has its share.
    ``rows`` are those from ``offset`` on, in the order of source and place.
    """

    study: str
    language: str
    query: str
    count: int
    count_of: int
    evidence: int
    evidence_of: int
    sources: int
    sources_of: int
    respondents: int
    respondents_of: int
    voiced: int
    voiced_evidence: int
    voices: tuple[VoiceCount, ...]
    offset: int
    rows: tuple[FoundPassage, ...]

    def as_json(self) -> dict[str, Any]:
        """The counts each beside what they are of, then the rows."""
        return {
            "study": self.study,
            "query": self.query,
            "passages": {"marked": self.count, "of": self.count_of},
            "evidence": {"passages": self.evidence, "of": self.evidence_of},
            "sources": {"count": self.sources, "of": self.sources_of},
            "respondents": {"count": self.respondents, "of": self.respondents_of},
            "voiced": {"marked": self.voiced, "evidence": self.voiced_evidence},
            "voices": [asdict(voice) for voice in self.voices],
            "offset": self.offset,
            "rows": self.to_rows(),
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """The rows as plain values, a dictionary each."""
        return [
            {**row._asdict(), "voices": list(row.voices), "codes": list(row.codes), "attributes": dict(row.attributes)}
            for row in self.rows
        ]

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows(), FoundPassage._fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was asked: the rows of the columns that it found, sources in natural order, and what to show them with."""

    query: str
    columns: Columns
    words: Words
    rows: Ints
    found: Bools

    @property
    def attributes(self) -> list[str]:
        """The attributes that the sources of these passages have."""
        sources = np.unique(self.columns.source[self.rows]).tolist()
        names = {name for source in sources for name in self.words.source_attributes.get(source, ())}
        return sorted(names, key=natural)

    @property
    def people(self) -> tuple[list[str], Mapping[str, Mapping[str, str]]]:
        """What is known of voices: the names of columns (``voice.level``, ``voice.attr.NAME``), and voice -> column -> value.

        The columns are those in which something is known of a voice of these passages; parties are separated by ``,``.
        """
        heard = self.columns.voices
        numbers = set(np.unique(heard.thing[self.found[heard.passage]]).tolist())
        parties = {party.number: party.name for party in self.words.parties}
        known: dict[str, dict[str, str]] = {}
        for person in self.words.people:
            if person.number in numbers:
                its = self.words.person_attributes.get(person.number, {})
                known[person.name] = {
                    "voice.level": person.level,
                    "voice.parties": ",".join(parties[number] for number in person.parties),
                    **{f"voice.attr.{name}": value for name, value in its.items()},
                }
        names = {name for its in known.values() for name, value in its.items() if value}
        fixed = [name for name in ("voice.level", "voice.parties") if name in names]
        return [*fixed, *sorted(names - set(fixed), key=natural)], known


def ask(reader: Reader, kept: KeptColumns, query: str, budget: Budget) -> Asked:
    """Ask a study a query; QueryError where that cannot be read or does not fit the study, TooMuch where it costs too much."""
    columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    tree = parse(query)
    plan = check(tree, words, query)
    found = answer(plan, columns, words.rules, Scan(reader, kept.indexed), budget)
    return Asked(show(tree), columns, words, _in_order(columns, words, np.flatnonzero(found).astype(np.int32)), found)


def find(
    reader: Reader, kept: KeptColumns, query: str, *, limit: int | None, offset: int, context: int, budget: Budget
) -> Found:
    """What a query finds: counts, and at most ``limit`` rows from ``offset`` on, each with ``context`` characters on either side."""
    asked = ask(reader, kept, query, budget)
    columns, words = asked.columns, asked.words
    rows = np.flatnonzero(asked.found).astype(np.int32)
    voices, voiced, voiced_evidence = _voices(columns, words, asked.found)
    study = reader.study
    shown = asked.rows[offset:] if limit is None else asked.rows[offset : offset + limit]
    return Found(
        study=study.identifier,
        language=study.language,
        query=asked.query,
        count=len(rows),
        count_of=len(columns),
        evidence=as_evidence(columns, rows),
        evidence_of=evidence_in(columns),
        sources=len(np.unique(columns.source[rows])),
        sources_of=len(words.sources),
        respondents=sum(not voice.observer for voice in voices),
        respondents_of=sum(not person.observer for person in words.people),
        voiced=voiced,
        voiced_evidence=voiced_evidence,
        voices=voices,
        offset=offset,
        rows=tuple(shown_of(reader, asked, shown, context)),
    )


def shown_of(
    reader: Reader, asked: Asked, rows: Ints, context: int, budget: Budget | None = None
) -> Iterator[FoundPassage]:
    """Rows of an answer with all that is shown of them, a few at a time; it is paid from the budget."""
    shower = _Shower(reader, asked, context)
    for first in range(0, len(rows), AT_A_TIME):
        part = rows[first : first + AT_A_TIME]
        if budget is not None:
            budget.pay(len(part))
        yield from shower.shown(part)


def _voices(columns: Columns, words: Words, found: Bools) -> tuple[tuple[VoiceCount, ...], int, int]:
    """Each voice with its passages, and how many of the passages have one, as marked and as evidence."""
    heard = found[columns.voices.passage]
    rows, people = columns.voices.passage[heard], columns.voices.thing[heard]
    numbers, owner = np.unique(people, return_inverse=True)
    marked = np.bincount(owner, minlength=len(numbers)).tolist()
    evidence = as_evidence_by(columns, rows, owner.astype(np.int32), len(numbers)).tolist()
    known = {person.number: person for person in words.people}
    counts = [
        VoiceCount(known[number].name, marked[place], evidence[place], known[number].observer)
        for place, number in enumerate(numbers.tolist())
    ]
    counts.sort(key=lambda count: (-count.evidence, -count.marked, natural(count.voice)))
    voiced = np.unique(rows)
    return tuple(counts), len(voiced), as_evidence(columns, voiced)


def _in_order(columns: Columns, words: Words, rows: Ints) -> Ints:
    """The rows with their sources in natural order."""
    numbers = [source.number for source in words.sources]
    rank = np.zeros(max(numbers, default=0) + 1, np.int32)
    rank[numbers] = np.arange(len(numbers), dtype=np.int32)
    ordered: Ints = rows[np.argsort(rank[columns.source[rows]], kind="stable")]
    return ordered


class _Shower:
    """Puts rows of an answer into words."""

    def __init__(self, reader: Reader, asked: Asked, context: int) -> None:
        self.reader, self.columns, self.context = reader, asked.columns, context
        words = asked.words
        self.sources = {source.number: source for source in words.sources}
        self.attributes = words.source_attributes
        self.people = {person.number: person.name for person in words.people}
        self.rank = {person.number: place for place, person in enumerate(words.people)}
        self.coders = {coder.number: coder.name for coder in words.coders}
        self.codes = {code.number: f"{layer.name}/{code.code}" for layer in words.layers for code in layer.codes}

    def shown(self, rows: Ints) -> Iterator[FoundPassage]:
        columns = self.columns
        numbers, sources = columns.number[rows].tolist(), columns.source[rows].tolist()
        starts, ends = columns.start[rows].tolist(), columns.end[rows].tolist()
        places = [Place(*place) for place in zip(numbers, sources, starts, ends, strict=True)]
        said = quotes(self.reader.connection, self.reader.study_id, places, self.context)
        facts = zip(
            *(rows.tolist(), numbers, sources, starts, ends, columns.kind[rows].tolist()),
            *(columns.coder[rows].tolist(), columns.hedged[rows].tolist()),
            strict=True,
        )
        voices, coded = _hanging(columns.voices, rows), _hanging(columns.codings, rows)
        for row, number, its_source, start, end, kind, coder, hedged in facts:
            passage, before, quote, after = said[number]
            source, placed, heard = self.sources[its_source], start >= 0, voices[row]
            yield FoundPassage(
                passage,
                source.name,
                source.title,
                KIND_OF[kind],
                start if placed else None,
                end if placed else None,
                before,
                quote,
                after,
                tuple([self.people[one] for one in sorted(heard, key=self.rank.__getitem__)]) if heard else (),
                tuple(dict.fromkeys([self.codes[one] for one in coded[row]])),
                self.coders.get(coder, ""),
                hedged,
                source.wave,
                self.attributes.get(its_source, {}),
            )


def _hanging(pairs: Pairs, rows: Ints) -> Mapping[int, Sequence[int]]:
    """Row -> the things that hang on it."""
    first, last = np.searchsorted(pairs.passage, rows, "left"), np.searchsorted(pairs.passage, rows, "right")
    counts = last - first
    ends = np.cumsum(counts)
    things = pairs.thing[np.repeat(last - ends, counts) + np.arange(int(counts.sum()))].tolist()
    between = zip(rows.tolist(), (ends - counts).tolist(), ends.tolist(), strict=True)
    return {row: things[start:end] for row, start, end in between}

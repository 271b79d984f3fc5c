"""Parties that are spoken about and not heard: what coders say a passage is about, and the words by which texts speak of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.counting import as_evidence, as_evidence_by, evidence_in
from spanveld.analysis.mentions import Mentioned, mentioned_in
from spanveld.model.columns import Columns, Ints
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.query.words import Words
from spanveld.store.columns import KeptColumns
from spanveld.store.marks import PartyRow, parties, texts_of
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking
from spanveld.views.asked_for import one_of, written
from spanveld.views.frames import data_frame
from spanveld.views.query_words import words_of
from spanveld.views.retrieval import Asked, FoundPassage, shown_of
from spanveld.views.theory import vocabulary_labels

__all__ = ["SpeaksAbout", "SpokenAbout", "UnheardCoverage", "unheard_coverage"]

Key = tuple[int, bytes, tuple[tuple[str, tuple[str, ...]], ...]]
_MENTIONS: WeakKeyDictionary[KeptColumns, dict[int, tuple[Key, Mapping[str, Mentioned]]]] = WeakKeyDictionary()
"""What was found in each source, with what it was found in and looked for: counted anew where one of these changed."""


CONTEXT = 120
"""Characters that are shown on either side of a passage."""


@dataclass(frozen=True, slots=True)
class SpeaksAbout:
    """Somebody who speaks about a party, in how many passages (as evidence)."""

    voice: str
    evidence: int
    observer: bool


@dataclass(frozen=True, slots=True)
class SpokenAbout:
    """A party without a voice in any passage. Passages as evidence: overlapping ones of different coders count once.

    ``about``: passages that a coder said speak of it, which ``query`` finds; ``mentioned``: passages with a word of it (``hits`` such
    words); ``passages``: either, ``marked`` as they were marked, in ``sources``. ``voices``: whose words these are; ``voiceless``: of
    nobody. ``turns``: somebody of it speaks in a text, in which nothing of that is marked.
    """

    party: str
    name: str
    kind: str
    kind_label: str
    about: int
    mentioned: int
    hits: int
    passages: int
    marked: int
    sources: int
    voices: tuple[SpeaksAbout, ...]
    voiceless: int
    turns: bool
    query: str


@dataclass(frozen=True, slots=True)
class UnheardCoverage:
    """Parties spoken about and not heard, most first, of ``parties_of`` in the study, of which ``heard`` have a voice.

    ``silent``: parties that are neither heard nor spoken about. ``passages_of``: passages as evidence in the study. ``party``: the one
    whose passages are the ``rows`` from ``offset`` on, of the ``of`` there are; ``voice``: those of one voice alone.
    """

    study: str
    title: str
    language: str
    parties: tuple[SpokenAbout, ...]
    silent: tuple[str, ...]
    heard: int
    parties_of: int
    passages_of: int
    party: str
    voice: str
    of: int
    offset: int
    rows: tuple[FoundPassage, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The parties, a dictionary each."""
        return [asdict(party) for party in self.parties]

    def to_pandas(self) -> Any:
        """The parties as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def unheard_coverage(
    reader: Reader,
    kept: KeptColumns,
    speaking: KeptSpeaking,
    *,
    party: str = "",
    voice: str = "",
    limit: int = 50,
    offset: int = 0,
) -> UnheardCoverage:
    """Parties spoken about and not heard; of ``party`` also passages that speak of it (NotFound where it is not one of them).

    ``voice``: of these only passages that are the word of this participant, or with ``-`` of nobody.
    """
    columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    labels = vocabulary_labels(reader, "party_kinds")
    known = {each.party: each for each in parties(reader.connection, reader.study_id)}
    heard = _heard(columns, words)
    open_ones = {name: each for name, each in known.items() if name not in heard}
    mentions = _mentions(reader, kept, columns, open_ones)
    about = _about(columns, words)
    turns = speaking.of(reader.connection, reader.study_id).turns
    speakers = {person for its in turns.values() for person in its}
    numbers = {each.name: each.number for each in words.parties}
    speaks = {
        number for each in words.people if not each.observer and each.number in speakers for number in each.parties
    }
    found, silent, rows_of = [], [], {}
    for name, each in open_ones.items():
        coded, said, hits = about.get(name, _NONE), *mentions.get(name, (_NONE, 0))
        rows_of[name] = np.union1d(coded, said).astype(np.int32)
        if not len(rows_of[name]):
            silent.append(name)
            continue
        found.append(
            SpokenAbout(
                party=name,
                name=each.name,
                kind=each.kind,
                kind_label=labels.get(each.kind, each.kind),
                about=as_evidence(columns, coded),
                mentioned=as_evidence(columns, said),
                hits=hits,
                passages=as_evidence(columns, rows_of[name]),
                marked=len(rows_of[name]),
                sources=len(np.unique(columns.source[rows_of[name]])),
                **_voices(columns, words, rows_of[name]),
                turns=numbers[name] in speaks,
                query=written(one_of("about", name)),
            )
        )
    if party and party not in {each.party for each in found}:
        named = ", ".join(sorted((each.party for each in found), key=natural)) or "-"
        raise NotFound(
            N_("'{name}' is no party that is spoken about and not heard; those are: {known}."), name=party, known=named
        )
    rows = _of_voice(columns, words, rows_of[party], voice) if party else _NONE
    page = _in_order(columns, words, rows)[offset : offset + limit]
    asked = Asked("", columns, words, page, columns.none())
    return UnheardCoverage(
        **reader.heading(),
        parties=tuple(sorted(found, key=lambda each: (-each.passages, -each.hits, natural(each.party)))),
        silent=tuple(sorted(silent, key=natural)),
        heard=len(heard),
        parties_of=len(known),
        passages_of=evidence_in(columns),
        party=party,
        voice=voice,
        of=len(rows),
        offset=offset,
        rows=tuple(shown_of(reader, asked, page, CONTEXT)),
    )


_NONE = np.empty(0, np.int32)


def _of_voice(columns: Columns, words: Words, rows: Ints, voice: str) -> Ints:
    """The rows that are the word of this participant ("-": of nobody; "": all)."""
    if not voice:
        return rows
    spoken = columns.voices
    if voice == "-":
        return np.setdiff1d(rows, spoken.passage)
    number = next((person.number for person in words.people if person.name == voice), 0)
    return np.intersect1d(rows, spoken.passage[spoken.thing == number])


def _in_order(columns: Columns, words: Words, rows: Ints) -> Ints:
    """The rows with their sources in natural order."""
    place = {source.number: place for place, source in enumerate(words.sources)}
    return np.array(sorted(rows.tolist(), key=lambda row: (place[int(columns.source[row])], row)), np.int32)


def _heard(columns: Columns, words: Words) -> set[str]:
    """The parties of which a participant is the voice of a passage; the researcher stands for none."""
    voices = set(np.unique(columns.voices.thing).tolist())
    numbers = {
        number for each in words.people if not each.observer and each.number in voices for number in each.parties
    }
    return {party.name for party in words.parties if party.number in numbers}


def _about(columns: Columns, words: Words) -> Mapping[str, Ints]:
    """Party -> the rows that a coder said speak of it."""
    names = {party.number: party.name for party in words.parties}
    order = np.argsort(columns.about.thing, kind="stable")
    things, rows = columns.about.thing[order], columns.about.passage[order]
    numbers, first = np.unique(things, return_index=True)
    return dict(zip((names[number] for number in numbers.tolist()), np.split(rows, first[1:]), strict=False))


def _voices(columns: Columns, words: Words, rows: Ints) -> dict[str, Any]:
    """Whose words these passages are, most first, and how many are nobody's."""
    within = columns.none()
    within[rows] = True
    spoken = within[columns.voices.passage]
    its, people = columns.voices.passage[spoken], columns.voices.thing[spoken]
    numbers, owner = np.unique(people, return_inverse=True)
    counts = as_evidence_by(columns, its, owner.astype(np.int32), len(numbers)).tolist()
    known = {person.number: person for person in words.people}
    voices = [
        SpeaksAbout(known[number].name, count, known[number].observer)
        for number, count in zip(numbers.tolist(), counts, strict=True)
    ]
    voices.sort(key=lambda voice: (-voice.evidence, natural(voice.voice)))
    within[its] = False
    return {"voices": tuple(voices), "voiceless": as_evidence(columns, np.flatnonzero(within).astype(np.int32))}


def _mentions(
    reader: Reader, kept: KeptColumns, columns: Columns, wanted: Mapping[str, PartyRow]
) -> Mapping[str, tuple[Ints, int]]:
    """Party -> the rows with a word of it, and how many such words there are."""
    words = tuple((name, party.mentions) for name, party in wanted.items() if party.mentions)
    rows: dict[str, list[int]] = defaultdict(list)
    hits: dict[str, int] = defaultdict(int)
    if not words:
        return {}
    for first, found in _by_source(reader, kept, columns, words):
        for name, its in found.items():
            rows[name].extend(first + place for place in its.passages)
            hits[name] += its.hits
    return {name: (np.array(sorted(its), np.int32), hits[name]) for name, its in rows.items()}


def _by_source(
    reader: Reader, kept: KeptColumns, columns: Columns, words: tuple[tuple[str, tuple[str, ...]], ...]
) -> Iterator[tuple[int, Mapping[str, Mentioned]]]:
    """The first row of each source with what its passages mention; of sources and words as they were, what was found then."""
    memory = _MENTIONS.setdefault(kept, {})
    texts = {row.source_id: number for number, row in reader.current_texts.items()}
    sources, first = np.unique(columns.source, return_index=True)
    last = [*first[1:].tolist(), len(columns)][: len(first)]
    for source, begin, end in zip(sources.tolist(), first.tolist(), last, strict=True):
        end = begin + int(np.count_nonzero(columns.placed[begin:end]))
        places = columns.start[begin:end].tobytes() + columns.end[begin:end].tobytes()
        key: Key = (texts[source], places, words)
        known = memory.get(source)
        if known is None or known[0] != key:
            body = texts_of(reader.connection, reader.study_id, [texts[source]])[texts[source]]
            spans: Sequence[tuple[int, int]] = list(
                zip(columns.start[begin:end].tolist(), columns.end[begin:end].tolist(), strict=True)
            )
            memory[source] = known = (key, mentioned_in(body, spans, dict(words)))
        yield begin, known[1]

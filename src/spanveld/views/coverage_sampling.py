"""Who was chosen and how, who proposed whom, and which kinds of party and levels are heard or missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.heard import HeardCount, count_heard, passages_of
from spanveld.model.columns import Bools, Columns
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER
from spanveld.query.choosing import with_children
from spanveld.query.tree import Node
from spanveld.query.words import Words
from spanveld.store import journal
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking, Speaking
from spanveld.views.asked_for import in_sub_case, one_of, written
from spanveld.views.frames import data_frame
from spanveld.views.query_words import words_of
from spanveld.views.theory import vocabulary_labels

__all__ = ["HeardIn", "PartyGroup", "SampledPerson", "SamplingCoverage", "Scope", "Status", "sampling_coverage"]

Status = Literal["heard", "not_heard", "nobody", "missing"]
"""``heard``: somebody of it; ``not_heard``: participants without words; ``nobody``: parties without one; ``missing``: no party."""
_PARTS = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: a case and a sub-case, or all ("")."""

    case: str
    sub_case: str


@dataclass(frozen=True, slots=True)
class HeardIn:
    """In one sub-case: how many ``people`` are a voice or have a turn, in how many passages; ``query`` finds these."""

    sub_case: str
    people: int
    marked: int
    evidence: int
    query: str


@dataclass(frozen=True, slots=True)
class SampledPerson:
    """A respondent: how chosen (``sampling``, labelled), by whose proposal (``proposers`` are participants), whom it proposed in turn.

    ``marked`` passages (``evidence``: with overlapping ones of different coders once) are its word; ``speaks``: it has a turn;
    ``sources`` it takes part in. ``depth``: how many proposals away from somebody whom no participant proposed.
    """

    participant: str
    function: str
    level: str
    level_label: str
    parties: tuple[str, ...]
    party_kinds: tuple[str, ...]
    sub_cases: tuple[str, ...]
    sampling: str
    sampling_label: str
    proposed_by: str
    proposers: tuple[str, ...]
    proposed: tuple[str, ...]
    depth: int
    sources: tuple[str, ...]
    speaks: bool
    marked: int
    evidence: int
    query: str


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """A kind of party, or a level. ``known``: a framework's vocabulary has it; ``parties`` of it in the study.

    ``people``: participants of it; ``heard`` of them are a voice of a passage or have a turn, in ``marked`` passages. ``about``: passages
    that a coder said speak of its parties.
    """

    group: str
    label: str
    known: bool
    status: Status
    parties: tuple[str, ...]
    people: tuple[str, ...]
    heard: tuple[str, ...]
    marked: int
    evidence: int
    query: str
    within: tuple[HeardIn, ...]


@dataclass(frozen=True, slots=True)
class SamplingCoverage:
    """The sample of a study within ``scope``. ``ways``: how chosen -> participants; ``roots``: those whom no participant proposed but
    who proposed others. ``voiced``: passages in scope that have a voice, of ``passages``.
    """

    study: str
    title: str
    language: str
    scope: Scope
    cases: Mapping[str, str]
    sub_cases: Mapping[str, str]
    people: tuple[SampledPerson, ...]
    ways: tuple[tuple[str, str, int], ...]
    roots: tuple[str, ...]
    kinds: tuple[PartyGroup, ...]
    levels: tuple[PartyGroup, ...]
    passages: int
    voiced: int

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The participants, a dictionary each."""
        return [asdict(person) for person in self.people]

    def to_pandas(self) -> Any:
        """The participants as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


_KEPT: WeakKeyDictionary[KeptColumns, dict[Scope, tuple[int, SamplingCoverage]]] = WeakKeyDictionary()
"""What was counted last, with the newest entry of the journal then."""


def sampling_coverage(
    reader: Reader, kept: KeptColumns, speaking: KeptSpeaking, *, case: str = "", sub_case: str = ""
) -> SamplingCoverage:
    """The sample; of a case or a sub-case alone where one is named (NotFound where the study has none of that name)."""
    scope, newest = Scope(case, sub_case), journal.newest(reader.connection, reader.study_id)
    memory = _KEPT.setdefault(kept, {})
    known = memory.get(scope)
    if known is None or known[0] != newest:
        columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
        speaks = speaking.of(reader.connection, reader.study_id)
        known = memory[scope] = (newest, _Sample(reader, columns, words, speaks, scope).made())
    return known[1]


class _Sample:
    """One answer under way."""

    def __init__(self, reader: Reader, columns: Columns, words: Words, speaking: Speaking, scope: Scope) -> None:
        self.reader, self.columns, self.words, self.scope = reader, columns, words, scope
        for name, known, message in (
            (scope.case, words.cases, N_("There is no case '{name}' in this study; it has: {known}.")),
            (scope.sub_case, words.sub_cases, N_("There is no sub-case '{name}' in this study; it has: {known}.")),
        ):
            if name and name not in {each.name for each in known}:
                raise NotFound(message, name=name, known=", ".join(each.name for each in known) or "-")
        self.respondents = [person for person in words.people if not person.observer]
        self.kind_of = {party.number: party.kind for party in words.parties}
        self.sub_case_codes = {
            code.number: code.code for layer in words.layers if layer.role == "sub_case" for code in layer.codes
        }
        of_case = [source for source in words.sources if scope.case in ("", source.case)]
        chosen = [source for source in of_case if not scope.sub_case or scope.sub_case in source.sub_cases]
        self.sources = {source.number for source in chosen}
        self.turns = {number: people for number, people in speaking.turns.items() if number in self.sources}
        self.part: dict[int, list[str]] = defaultdict(list)
        for source in chosen:
            for person in speaking.part.get(source.number, ()):
                self.part[person].append(source.name)
        self.in_case = np.isin(columns.source, np.array([source.number for source in of_case], np.int32))
        self.within = self.in_case & self.of_sub_case(scope.sub_case) if scope.sub_case else self.in_case

    def of_sub_case(self, name: str) -> Bools:
        """The passages of a sub-case: by their code, else by their source."""
        layers = [layer for layer in self.words.layers if layer.role == "sub_case"]
        own = [with_children(layer, [code.number for code in layer.codes if code.code == name]) for layer in layers]
        codes = np.array(sorted(frozenset[int]().union(*own)), np.int32)
        sources = np.array([each.number for each in self.words.sources if name in each.sub_cases], np.int32)
        return passages_of(self.columns, codes, sources, all_coded=np.array(list(self.sub_case_codes), np.int32))

    def query(self, condition: Node, sub_case: str = "") -> str:
        wanted = sub_case or self.scope.sub_case
        of_case = one_of("case", self.scope.case) if self.scope.case else None
        theme = in_sub_case(wanted, coded_too=bool(self.sub_case_codes)) if wanted else None
        return written(condition, of_case, theme)

    def made(self) -> SamplingCoverage:
        people = list(self._people())
        heading = self.reader.heading()
        heard = {person for its in self.turns.values() for person in its}
        counts = Counter(person.sampling for person in people)
        labels = self._labels("sampling")
        ways = [*labels, *sorted(name for name in counts if name and name not in labels), ""]
        voiced = self.columns.none()
        voiced[self.columns.voices.passage] = True
        return SamplingCoverage(
            **heading,
            scope=self.scope,
            cases=self._names("case"),
            sub_cases=self._names("sub_case"),
            people=tuple(people),
            ways=tuple((way, labels.get(way, way), counts[way]) for way in ways if counts[way] or way in labels),
            roots=tuple(person.participant for person in people if person.proposed and not person.proposers),
            kinds=tuple(self._kinds(heard)),
            levels=tuple(self._levels(heard)),
            passages=int(np.count_nonzero(self.within)),
            voiced=int(np.count_nonzero(self.within & voiced)),
        )

    def _names(self, kind: str) -> dict[str, str]:
        return {row.identifier: row.name or row.identifier for row in self.reader.rows(kind)}

    def _labels(self, vocabulary: str) -> dict[str, str]:
        return vocabulary_labels(self.reader, vocabulary)

    # ------------------------------------------------------------------ persons
    def _people(self) -> Iterator[SampledPerson]:
        rows = {row.identifier: row for row in self.reader.rows("participant")}
        themes = self._themes()
        names = {party.number: party.name for party in self.words.parties}
        proposers = {each.name: _proposers(rows[each.name], rows) for each in self.respondents}
        proposed: dict[str, list[str]] = defaultdict(list)
        for name, its in proposers.items():
            for proposer in its:
                proposed[proposer].append(name)
        groups = {person.number: [place] for place, person in enumerate(self.respondents)}
        counted = count_heard(self.columns, self.within, groups, len(self.respondents))
        levels, ways = self._labels("levels"), self._labels("sampling")
        speaking = {person for its in self.turns.values() for person in its}
        for person, count in zip(self.respondents, counted, strict=True):
            row = rows[person.name]
            its_themes = tuple(sorted(themes[person.number], key=natural))
            if not self._in_scope(person.number, its_themes, count):
                continue
            yield SampledPerson(
                participant=person.name,
                function=row.function,
                level=person.level,
                level_label=levels.get(person.level, person.level),
                parties=tuple(names[number] for number in person.parties),
                party_kinds=tuple(dict.fromkeys(filter(None, map(self.kind_of.__getitem__, person.parties)))),
                sub_cases=its_themes,
                sampling=row.sampling,
                sampling_label=ways.get(row.sampling, row.sampling),
                proposed_by=row.proposed_by,
                proposers=proposers[person.name],
                proposed=tuple(proposed[person.name]),
                depth=_depth(person.name, proposers),
                sources=tuple(sorted(self.part[person.number], key=natural)),
                speaks=person.number in speaking,
                marked=count.marked,
                evidence=count.evidence,
                query=self.query(one_of("voice", person.name)),
            )

    def _themes(self) -> Mapping[int, list[str]]:
        names = self.reader.names("sub_case")
        found: dict[int, list[str]] = defaultdict(list)
        for row in self.reader.rows("participant_sub_cases"):
            found[row.participant_id].append(names[row.sub_case_id])
        return found

    def _in_scope(self, number: int, themes: Sequence[str], count: HeardCount) -> bool:
        """Whether a person belongs to what is looked at: named for it, takes part in a source of it, or is a voice in it."""
        if self.scope == Scope("", ""):
            return True
        named = self.scope.sub_case in themes if self.scope.sub_case else False
        return named or bool(self.part[number]) or count.marked > 0

    # ------------------------------------------------------------------ groups
    def _kinds(self, speaking: Iterable[int]) -> Iterator[PartyGroup]:
        known = self._labels("party_kinds")
        parties: dict[str, list[str]] = defaultdict(list)
        for party in self.words.parties:
            parties[party.kind].append(party.name)
        groups = {each.number: [self.kind_of[number] for number in each.parties] for each in self.respondents}
        yield from self._groups("party.kind", known, parties, groups, frozenset(speaking))

    def _levels(self, speaking: Iterable[int]) -> Iterator[PartyGroup]:
        known = {name: label for name, label in self._labels("levels").items() if name != OBSERVER}
        groups = {each.number: [each.level] for each in self.respondents}
        yield from self._groups("level", known, {}, groups, frozenset(speaking))

    def _groups(
        self,
        field: str,
        known: Mapping[str, str],
        parties: Mapping[str, Sequence[str]],
        groups: Mapping[int, Sequence[str]],
        speaking: frozenset[int],
    ) -> Iterator[PartyGroup]:
        """The groups of the vocabulary in its order, then those in use beside it."""
        used = {group for its in groups.values() for group in its} | set(parties)
        names = [*known, *sorted(used - known.keys() - {""}, key=natural)]
        places = {name: place for place, name in enumerate(names)}
        by_place = {person: [places[group] for group in its if group] for person, its in groups.items()}
        counted = count_heard(self.columns, self.within, by_place, len(names))
        apart = {theme.name: self._apart(theme.name, by_place, len(names)) for theme in self._shown_themes()}
        called = {person.number: person.name for person in self.respondents}
        for name, place in places.items():
            people = [person for person, its in by_place.items() if place in its]
            heard = [person for person in people if person in speaking or person in counted[place].people]
            there = tuple(parties.get(name, ()))
            yield PartyGroup(
                group=name,
                label=known.get(name, name),
                known=name in known,
                status="heard" if heard else "not_heard" if people else "nobody" if there else "missing",
                parties=there,
                people=tuple(called[person] for person in people),
                heard=tuple(called[person] for person in heard),
                marked=counted[place].marked,
                evidence=counted[place].evidence,
                query=self.query(one_of(field, name)),
                within=tuple(
                    HeardIn(theme, *its[place], self.query(one_of(field, name), theme)) for theme, its in apart.items()
                ),
            )

    def _shown_themes(self) -> Sequence[Any]:
        return [] if self.scope.sub_case else self.words.sub_cases

    def _apart(self, theme: str, groups: Mapping[int, Sequence[int]], size: int) -> list[tuple[int, int, int]]:
        """Of each group in one sub-case: people heard, passages as marked and as evidence."""
        counted = count_heard(self.columns, self.in_case & self.of_sub_case(theme), groups, size)
        sources = {each.number for each in self.words.sources if theme in each.sub_cases}
        speaking = {person for number, its in self.turns.items() if number in sources for person in its}
        heard = [
            set(count.people) | {person for person in speaking if place in groups.get(person, ())}
            for place, count in enumerate(counted)
        ]
        return [(len(people), count.marked, count.evidence) for people, count in zip(heard, counted, strict=True)]


def _proposers(row: Any, people: Mapping[str, Any]) -> tuple[str, ...]:
    """The participants that a proposal names, where it names nothing else."""
    names = [name for name in _PARTS.split(row.proposed_by.strip()) if name]
    return tuple(names) if names and all(name in people and name != row.identifier for name in names) else ()


def _depth(name: str, proposers: Mapping[str, Sequence[str]]) -> int:
    """How many proposals away somebody is from one whom nobody proposed; a circle is not gone round twice."""
    depth, seen, now = 0, {name}, list(proposers.get(name, ()))
    while now:
        depth += 1
        seen.update(now)
        now = [each for one in now for each in proposers.get(one, ()) if each not in seen]
    return depth

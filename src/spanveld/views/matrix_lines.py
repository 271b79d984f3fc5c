"""The rows of the framework matrix: participants, sources, parties, levels, cases or waves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from spanveld.analysis.hanging import Hanging, expanded
from spanveld.model.columns import Columns, Pairs
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER
from spanveld.query.tree import Node
from spanveld.store.matrix_rows import levels_written
from spanveld.store.records import Reader
from spanveld.store.speaking import Speaking
from spanveld.views.counts_ground import Ground, term

__all__ = ["LEVEL", "ROWS_OF", "RowLine", "RowsOf", "hanging_of", "rows_of"]

RowsOf = Literal["participants", "sources", "parties", "levels", "cases", "waves"]
ROWS_OF: tuple[RowsOf, ...] = get_args(RowsOf)
LEVEL = "level"
"""What the name of a row begins with that is a level of participants."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row: its name (``participant:R1``, ``level:board``), what it is called, and what else is known of it.

    ``key``: the number of the thing, or the level's name. ``things``: the numbers of the participants, or of the sources, that it stands
    for. ``sources``: where it could have something to say. ``observer``: it is the researcher's own notes.
    """

    row: str
    label: str
    about: str
    key: int | str
    things: frozenset[int]
    sources: frozenset[int]
    query: Node
    observer: bool = False

    @property
    def kind(self) -> str:
        """The kind of the thing; empty for a level."""
        kind = self.row.partition(":")[0]
        return "" if kind == LEVEL else kind


def rows_of(reader: Reader, ground: Ground, speaking: Speaking, wanted: RowsOf) -> list[RowLine]:
    """All rows of that sort, in the order of the study; the researcher's own notes come last."""
    makers: Mapping[RowsOf, Callable[[], list[RowLine]]] = {
        "participants": lambda: _people(ground, speaking),
        "sources": lambda: _sources(ground),
        "parties": lambda: _parties(ground, speaking),
        "levels": lambda: _levels(reader, ground, speaking),
        "cases": lambda: _of_sources(ground, "case"),
        "waves": lambda: _of_sources(ground, "wave"),
    }
    return makers[wanted]()


def hanging_of(columns: Columns, shown: Sequence[RowLine], wanted: RowsOf) -> Hanging:
    """The rows as what hangs on passages: by who speaks there, or by the source."""
    pairs = np.array([(thing, place) for place, line in enumerate(shown) for thing in line.things], np.int32)
    table = pairs.reshape(-1, 2)
    things = Hanging.of(table[:, 0], table[:, 1], len(shown))
    if wanted in ("sources", "cases", "waves"):
        passage, row = expanded(columns.source, things)
        return Hanging.of(passage, row, len(shown))
    at, row = expanded(columns.voices.thing, things)
    return Hanging.of(columns.voices.passage[at], row, len(shown))


# ------------------------------------------------------------------ by who speaks
def _people(ground: Ground, speaking: Speaking) -> list[RowLine]:
    where = _where(ground.columns, speaking)
    functions, levels = ground.labels["function"], ground.labels["level"]
    found = []
    for person in sorted(ground.words.people, key=lambda person: person.observer):
        about = functions.get(person.name) or levels.get(person.level) or person.level
        number = person.number
        query = term(("voice",), person.name)
        found.append(
            RowLine(
                f"participant:{person.name}",
                person.name,
                about,
                number,
                frozenset((number,)),
                where(number),
                query,
                person.observer,
            )
        )
    return found


def _parties(ground: Ground, speaking: Speaking) -> list[RowLine]:
    """The parties, also those that nobody speaks for."""
    where, kinds = _where(ground.columns, speaking), ground.labels["party_kind"]
    members: dict[int, set[int]] = defaultdict(set)
    for person in ground.words.people:
        for party in person.parties if not person.observer else ():
            members[party].add(person.number)
    return [
        RowLine(
            f"party:{party.name}",
            party.aliases[0] if party.aliases else party.name,
            kinds.get(party.kind) or party.kind,
            party.number,
            frozenset(members[party.number]),
            where(*members[party.number]),
            term(("party",), party.name),
        )
        for party in ground.words.parties
    ]


def _levels(reader: Reader, ground: Ground, speaking: Speaking) -> list[RowLine]:
    """The levels of participants, and those in whose row something was written."""
    where, labels = _where(ground.columns, speaking), ground.labels["level"]
    people: dict[str, set[int]] = defaultdict(set)
    for person in ground.words.people:
        if person.level:
            people[person.level].add(person.number)
    names = {*people, *levels_written(reader.connection, reader.study_id)}
    rank = {each.name: place for place, each in enumerate(ground.words.levels)}
    ordered = sorted(names, key=lambda name: (name == OBSERVER, rank.get(name, len(rank)), natural(name)))
    return [
        RowLine(
            *(f"{LEVEL}:{name}", labels.get(name) or name, name if labels.get(name) else "", name),
            *(frozenset(people[name]), where(*people[name]), term(("level",), name), name == OBSERVER),
        )
        for name in ordered
    ]


def _where(columns: Columns, speaking: Speaking) -> Callable[..., frozenset[int]]:
    """The sources in which somebody takes part, or is a voice."""
    found: dict[int, set[int]] = defaultdict(set)
    for source, people in speaking.part.items():
        for person in people:
            found[person].add(source)
    for person, source in _heard(columns, columns.voices):
        found[person].add(source)
    return lambda *people: frozenset(source for person in people for source in found.get(person, ()))


def _heard(columns: Columns, voices: Pairs) -> Iterable[tuple[int, int]]:
    """(participant, source) of every voice, each once."""
    if not len(voices):
        return []
    width = int(columns.source.max()) + 1
    keys = np.unique(voices.thing.astype(np.int64) * width + columns.source[voices.passage])
    return zip((keys // width).tolist(), (keys % width).tolist(), strict=True)


# ------------------------------------------------------------------ by source
def _sources(ground: Ground) -> list[RowLine]:
    return [
        RowLine(
            *(f"source:{source.name}", source.name, source.title, source.number),
            *(frozenset((source.number,)), frozenset((source.number,)), term(("source",), source.name)),
        )
        for source in ground.words.sources
    ]


def _of_sources(ground: Ground, kind: Literal["case", "wave"]) -> list[RowLine]:
    members: dict[str, set[int]] = defaultdict(set)
    for source in ground.words.sources:
        members[source.case if kind == "case" else source.wave].add(source.number)
    found = []
    for thing in ground.words.cases if kind == "case" else ground.words.waves:
        its = frozenset(members[thing.name])
        label = thing.aliases[0] if thing.aliases else thing.name
        about = thing.name if thing.aliases else ""
        found.append(RowLine(f"{kind}:{thing.name}", label, about, thing.number, its, its, term((kind,), thing.name)))
    return found

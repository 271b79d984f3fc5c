"""Passages in their places, read set by set: all of a study, of one source, or those that are evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from spanveld.model.marks import Mark, Person, Speech, Spoken, source_kind
from spanveld.model.records import REFLECTION, VOICELESS
from spanveld.store.schema import CONTENT_TABLES
from spanveld.store.statements import prepared

__all__ = ["PartyRow", "SourceRow", "Which", "marks", "parties", "people", "sources", "texts_of"]

Which = Literal["all", "evidence"]

# CROSS JOIN fixes the order of a join in SQLite: with study_id leading every index and no statistics, it would pick another.
_PASSAGES = {
    "all": """
        SELECT p.id, p.identifier, p.source_id, p.coder_id, p.voiced, p.hedged, p.basis, a.start, a."end"
        FROM passage p LEFT JOIN text t ON t.study_id = p.study_id AND t.id = (SELECT x.id FROM text x
            WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1)
        LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id
        WHERE p.study_id = :study""",
    "evidence": """
        SELECT p.id, p.identifier, p.source_id, p.coder_id, p.voiced, p.hedged, p.basis, a.start, a."end"
        FROM (SELECT DISTINCT passage_id FROM evidence WHERE study_id = :study) e CROSS JOIN passage p
        LEFT JOIN text t ON t.study_id = p.study_id AND t.id = (SELECT x.id FROM text x
            WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1)
        LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id
        WHERE p.study_id = :study AND p.id = e.passage_id""",
}
_SUB_CASES = """
    SELECT k.passage_id, c.identifier FROM layer l CROSS JOIN code c CROSS JOIN coding k
    WHERE l.study_id = :study AND l.role = 'sub_case' AND c.study_id = :study AND c.layer_id = l.id
    AND k.study_id = :study AND k.code_id = c.id"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is known of a source; ``length`` in code points of its current text, ``text_id`` its number."""

    id: int
    source: str
    kind: str
    title: str
    date: str
    wave: str
    participants: tuple[str, ...]
    sub_cases: tuple[str, ...]
    text_id: int
    length: int


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with the words by which texts speak of it."""

    party: str
    name: str
    kind: str
    mentions: tuple[str, ...]


def _all(connection: Connection, statement: str, study_id: int) -> Sequence[Any]:
    return connection.execute(prepared(statement), {"study": study_id}).all()


def _lists(connection: Connection, study_id: int, table: str, owner: str, other: str) -> Mapping[int, list[str]]:
    """Owner's id -> the identifiers it lists."""
    quoted = f'"{other}"' if other == "case" else other
    found: dict[int, list[str]] = defaultdict(list)
    statement = f"""SELECT l.{owner}_id, o.identifier FROM {table} l CROSS JOIN {quoted} o
        WHERE l.study_id = :study AND o.study_id = :study AND o.id = l.{other}_id ORDER BY l.{owner}_id, o.id"""
    assert table in CONTENT_TABLES
    for number, name in _all(connection, statement, study_id):
        found[number].append(name)
    return found


def people(connection: Connection, study_id: int) -> dict[str, Person]:
    """The participants by identifier."""
    kinds = {
        row.identifier: row.kind
        for row in _all(connection, "SELECT identifier, kind FROM party WHERE study_id = :study", study_id)
    }
    belongs = _lists(connection, study_id, "participant_parties", "participant", "party")
    rows = _all(
        connection,
        "SELECT id, identifier, function, level FROM participant WHERE study_id = :study ORDER BY id",
        study_id,
    )
    found = {}
    for row in rows:
        parties = tuple(belongs.get(row.id, ()))
        its_kinds = tuple(sorted({kinds[party] for party in parties if kinds[party]}))
        found[row.identifier] = Person(row.identifier, row.function, row.level, parties, its_kinds)
    return found


def parties(connection: Connection, study_id: int) -> list[PartyRow]:
    """The parties in the order in which they came in."""
    rows = _all(
        connection, "SELECT identifier, name, kind, mentions FROM party WHERE study_id = :study ORDER BY id", study_id
    )
    return [PartyRow(row.identifier, row.name, row.kind, tuple(json.loads(row.mentions or "[]"))) for row in rows]


def sources(connection: Connection, study_id: int) -> dict[int, SourceRow]:
    """The sources by their number."""
    speakers = _lists(connection, study_id, "source_participants", "source", "participant")
    themes = _lists(connection, study_id, "source_sub_cases", "source", "sub_case")
    waves = dict(
        tuple(row) for row in _all(connection, "SELECT id, identifier FROM wave WHERE study_id = :study", study_id)
    )
    rows = _all(
        connection,
        """SELECT s.id, s.identifier, s.kind, s.title, s.date, s.wave_id, t.id AS text_id, t.length
        FROM source s CROSS JOIN text t WHERE s.study_id = :study AND t.study_id = :study AND t.source_id = s.id
        AND t.superseded = 0 ORDER BY s.id""",
        study_id,
    )
    return {
        row.id: SourceRow(
            row.id,
            row.identifier,
            row.kind,
            row.title,
            row.date,
            waves.get(row.wave_id, ""),
            tuple(speakers.get(row.id, ())),
            tuple(themes.get(row.id, ())),
            row.text_id,
            row.length,
        )
        for row in rows
    }


def turns(connection: Connection, study_id: int) -> dict[int, list[Spoken]]:
    """Text's number -> who speaks where in it, in order."""
    names = dict(
        tuple(row)
        for row in _all(connection, "SELECT id, identifier FROM participant WHERE study_id = :study", study_id)
    )
    found: dict[int, list[Spoken]] = defaultdict(list)
    rows = _all(
        connection,
        'SELECT text_id, start, "end", participant_id, role FROM turn WHERE study_id = :study ORDER BY text_id, start',
        study_id,
    )
    for text_id, start, end, participant, role in rows:
        speaker = "" if role in VOICELESS else names.get(participant, "")
        found[text_id].append(Spoken(start, end, speaker, role == REFLECTION))
    return found


def marks(connection: Connection, study_id: int, which: Which = "all") -> dict[int, Mark]:
    """Passages by their number, their voices worked out."""
    known, spoken = sources(connection, study_id), turns(connection, study_id)
    speech = {row.id: Speech(spoken.get(row.text_id), row.participants) for row in known.values()}
    given = _lists(connection, study_id, "passage_voices", "passage", "participant")
    coders = dict(
        tuple(row) for row in _all(connection, "SELECT id, identifier FROM coder WHERE study_id = :study", study_id)
    )
    coded: dict[int, set[str]] = defaultdict(set)
    for number, name in _all(connection, _SUB_CASES, study_id):
        coded[number].add(name)
    found = {}
    for number, name, source_id, coder, voiced, hedged, basis, start, end in _all(
        connection, _PASSAGES[which], study_id
    ):
        source = known[source_id]
        if voiced != "turns":
            voices = tuple(given.get(number, ())) if voiced == "given" else ()
        elif start is None:
            voices = ()
        else:
            voices = speech[source_id].voices(start, end)
        if start is not None and speech[source_id].reflected(start, end):
            voices = ()
        found[number] = Mark(
            name,
            source.source,
            start,
            end,
            coders.get(coder, ""),
            voices,
            source_kind(basis, source.kind),
            bool(hedged),
            source.wave,
            frozenset(coded[number]) if number in coded else frozenset(source.sub_cases),
        )
    return found


def texts_of(connection: Connection, study_id: int, text_ids: Sequence[int]) -> dict[int, str]:
    """Text's number -> its body; a few at a time, so that a large study is not held in memory at once."""
    found = {}
    for number in text_ids:
        statement = """SELECT e.body FROM text t CROSS JOIN erasable e
            WHERE t.study_id = :study AND t.id = :text AND e.study_id = :study AND e.id = t.erasable_id"""
        body = connection.execute(prepared(statement), {"study": study_id, "text": number}).scalar_one_or_none()
        found[number] = body or ""
    return found

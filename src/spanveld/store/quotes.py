"""A few passages, with their words and voices, without reading whole texts or everything that was coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from spanveld.model.marks import Mark, Speech, Spoken, source_kind
from spanveld.model.records import REFLECTION, VOICELESS
from spanveld.store.marks import SourceRow, sources
from spanveld.store.statements import in_parts, prepared

__all__ = ["QuotedPassage", "passage_numbers", "quoted_passages"]


# CROSS JOIN fixes the order of a join in SQLite: with study_id leading every index and no statistics, it would pick another.
_PLACES = """
    SELECT p.id, p.identifier, p.source_id, k.identifier, p.voiced, p.form, p.hedged, p.basis, p.doubt, a.start, a."end",
        t.id, substr(e.body, a.start + 1, a."end" - a.start)
    FROM passage p LEFT JOIN coder k ON k.study_id = p.study_id AND k.id = p.coder_id
    LEFT JOIN text t ON t.study_id = p.study_id AND t.id = (SELECT x.id FROM text x
        WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1)
    LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = t.id AND a.passage_id = p.id
    LEFT JOIN erasable e ON e.study_id = p.study_id AND e.id = t.erasable_id
    WHERE p.study_id = :study AND p.id IN :some"""
_VOICES = """
    SELECT l.passage_id, o.identifier FROM passage_voices l CROSS JOIN participant o
    WHERE l.study_id = :study AND l.passage_id IN :some AND o.study_id = :study AND o.id = l.participant_id
    ORDER BY l.passage_id, o.id"""
_TURNS = """
    SELECT r.text_id, r.start, r."end", o.identifier, r.role FROM turn r LEFT JOIN participant o
    ON o.study_id = r.study_id AND o.id = r.participant_id
    WHERE r.study_id = :study AND r.text_id IN :some ORDER BY r.text_id, r.start"""
_THEMES = """
    SELECT k.passage_id, c.identifier FROM coding k CROSS JOIN code c CROSS JOIN layer l
    WHERE k.study_id = :study AND k.passage_id IN :some AND c.study_id = :study AND c.id = k.code_id
    AND l.study_id = :study AND l.id = c.layer_id AND l.role = 'sub_case'"""
_NUMBERS = "SELECT id, identifier FROM passage WHERE study_id = :study AND identifier IN :some"


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage with its words. ``mark.start`` is None and ``quote`` what it was where its place is in doubt."""

    mark: Mark
    source: SourceRow
    quote: str
    form: str
    doubt: bool


def quoted_passages(connection: Connection, study_id: int, numbers: Iterable[int]) -> dict[int, QuotedPassage]:
    """These passages by their number, voices worked out as ``marks`` does."""
    rows = list(_all(connection, _PLACES, study_id, numbers))
    if not rows:
        return {}
    known = sources(connection, study_id)
    chosen = [row[0] for row in rows]
    given: dict[int, list[str]] = defaultdict(list)
    for number, name in _all(connection, _VOICES, study_id, chosen):
        given[number].append(name)
    themes: dict[int, set[str]] = defaultdict(set)
    for number, name in _all(connection, _THEMES, study_id, chosen):
        themes[number].add(name)
    turns: dict[int, list[Spoken]] = defaultdict(list)
    for text_id, start, end, name, role in _all(connection, _TURNS, study_id, {row[11] for row in rows}):
        speaker = "" if role in VOICELESS else name or ""
        turns[text_id].append(Spoken(start, end, speaker, role == REFLECTION))
    speech = {row[2]: Speech(turns.get(row[11]), known[row[2]].participants) for row in rows}
    found = {}
    for number, name, source_id, coder, voiced, form, hedged, basis, lost, start, end, _, quote in rows:
        source, said = known[source_id], speech[source_id]
        voices: tuple[str, ...] = ()
        if voiced == "given":
            voices = tuple(given[number])
        elif voiced == "turns" and start is not None:
            voices = said.voices(start, end)
        if start is not None and said.reflected(start, end):
            voices = ()
        mark = Mark(
            name,
            source.source,
            start,
            end,
            coder or "",
            voices,
            source_kind(basis, source.kind),
            bool(hedged),
            source.wave,
            frozenset(themes[number]) if number in themes else frozenset(source.sub_cases),
        )
        found[number] = QuotedPassage(mark, source, lost if start is None else quote or "", form, start is None)
    return found


def passage_numbers(connection: Connection, study_id: int, names: Iterable[str]) -> dict[str, int]:
    """Identifiers of passages -> their numbers; names that are no passage are left out."""
    return {name: number for number, name in _all(connection, _NUMBERS, study_id, names)}


def _all(connection: Connection, statement: str, study_id: int, some: Iterable[Any]) -> Iterator[Any]:
    """The rows of a statement for some numbers or names, a part of these at a time."""
    asked = prepared(statement, "some")
    for part in in_parts(sorted(set(some))):
        yield from connection.execute(asked, {"study": study_id, "some": part})

"""Whose words were found: the sources that a search is limited to, and what memos, statements and main points are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, text

__all__ = ["About", "SearchedSource", "SourceFilter", "about", "searched_sources"]

_SOME = 500
_SOURCES = """SELECT s.id, s.identifier, s.title, s.kind, t.id AS text_id, t.version FROM source s
    LEFT JOIN text t ON t.study_id = s.study_id AND t.source_id = s.id AND t.superseded = 0 WHERE s.study_id = :study {only}"""
_PEOPLE = """AND EXISTS (SELECT 1 FROM source_participants l CROSS JOIN participant p {more}
    WHERE l.study_id = :study AND l.source_id = s.id AND p.study_id = :study AND p.id = l.participant_id {only})"""
_ONLY = {
    "source": "AND s.identifier = :source",
    "kind": "AND s.kind = :kind",
    "wave": "AND s.wave_id = (SELECT w.id FROM wave w WHERE w.study_id = :study AND w.identifier = :wave)",
    "sub_case": """AND EXISTS (SELECT 1 FROM source_sub_cases l CROSS JOIN sub_case c WHERE l.study_id = :study AND l.source_id = s.id
        AND c.study_id = :study AND c.id = l.sub_case_id AND c.identifier = :sub_case)""",
    "participant": _PEOPLE.format(more="", only="AND p.identifier = :participant"),
    "party": _PEOPLE.format(
        more="CROSS JOIN participant_parties m CROSS JOIN party y",
        only="""AND m.study_id = :study AND m.participant_id = p.id AND y.study_id = :study AND y.id = m.party_id
        AND y.identifier = :party""",
    ),
    "level": _PEOPLE.format(more="", only="AND p.level = :level"),
}
_ABOUT = {
    "summary": """SELECT t.id, 'source', s.identifier, t.source_id FROM summary t CROSS JOIN source s
        WHERE t.study_id = :study AND t.id IN :numbers AND s.study_id = :study AND s.id = t.source_id""",
    "passage": """SELECT t.id, 'passage', t.identifier, t.source_id FROM passage t
        WHERE t.study_id = :study AND t.id IN :numbers""",
    "finding": """SELECT t.id, 'finding', t.identifier, NULL FROM finding t WHERE t.study_id = :study AND t.id IN :numbers""",
    "memo": "SELECT t.id, t.subject_kind, t.subject_id, NULL FROM memo t WHERE t.study_id = :study AND t.id IN :numbers",
}
_SUBJECTS = {
    "code": """SELECT t.id, l.identifier || '/' || t.identifier, NULL FROM code t CROSS JOIN layer l
        WHERE t.study_id = :study AND t.id IN :numbers AND l.study_id = :study AND l.id = t.layer_id""",
    "passage": "SELECT t.id, t.identifier, t.source_id FROM passage t WHERE t.study_id = :study AND t.id IN :numbers",
    "source": "SELECT t.id, t.identifier, t.id FROM source t WHERE t.study_id = :study AND t.id IN :numbers",
}
_NAMED = ("case", "sub_case", "wave", "coder", "party", "participant", "finding")


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Only sources of which all this holds; what is empty does not count. Of ``participant``, ``party``, ``level``: who takes part."""

    source: str = ""
    kind: str = ""
    wave: str = ""
    sub_case: str = ""
    participant: str = ""
    party: str = ""
    level: str = ""

    def given(self) -> dict[str, str]:
        """What is asked of a source, by name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


@dataclass(frozen=True, slots=True)
class SearchedSource:
    """A source that is searched; ``text_id`` and ``version`` of its newest text, None where that was erased."""

    id: int
    source: str
    title: str
    kind: str
    text_id: int | None
    version: int | None


@dataclass(frozen=True, slots=True)
class About:
    """What words are about: ``kind:identifier`` (empty: the study), and the number of the source that this is in."""

    subject: str
    source_id: int | None


def searched_sources(connection: Connection, study_id: int, only: SourceFilter) -> dict[int, SearchedSource]:
    """The sources of which all this holds, by their number."""
    given = only.given()
    rows = connection.execute(_sources(tuple(given)), {"study": study_id, **given})
    return {row[0]: SearchedSource(*row) for row in rows}


@cache
def _sources(names: tuple[str, ...]) -> TextClause:
    return text(_SOURCES.format(only=" ".join(_ONLY[name] for name in names)))


def about(connection: Connection, study_id: int, owners: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], About]:
    """(table, id) of memos, passages, findings and summaries -> what they are about."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for table, number in owners:
        wanted[table].add(number)
    found: dict[tuple[str, int], About] = {}
    notes: dict[tuple[str, int], list[int]] = defaultdict(list)
    for table, numbers in wanted.items():
        for number, kind, name, source in _rows(connection, study_id, _ABOUT[table], numbers):
            if table == "memo" and kind:
                notes[kind, name].append(number)
            elif table == "memo":
                found[table, number] = About("", None)
            else:
                found[table, number] = About(f"{kind}:{name}", source)
    subjects: dict[str, set[int]] = defaultdict(set)
    for kind, number in notes:
        subjects[kind].add(number)
    for kind, numbers in subjects.items():
        for number, name, source in _rows(connection, study_id, _subjects(kind), numbers):
            for memo in notes[kind, number]:
                found["memo", memo] = About(f"{kind}:{name}", source)
    return found


def _subjects(kind: str) -> str:
    assert kind in _SUBJECTS or kind in _NAMED
    return _SUBJECTS.get(
        kind, f'SELECT t.id, t.identifier, NULL FROM "{kind}" t WHERE t.study_id = :study AND t.id IN :numbers'
    )


def _rows(connection: Connection, study_id: int, statement: str, numbers: Iterable[int]) -> Iterable[Any]:
    ordered, prepared = sorted(numbers), text(statement).bindparams(bindparam("numbers", expanding=True))
    for start in range(0, len(ordered), _SOME):
        values = {"study": study_id, "numbers": ordered[start : start + _SOME]}
        yield from connection.execute(prepared, values)

"""Who speaks in which source: kept while a study is open, and read anew where the journal says that turns or sources changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from spanveld.model.records import VOICELESS
from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.statements import in_parts, prepared

__all__ = ["KeptSpeaking", "Speaking", "turns_of"]

TABLES = frozenset(("turn", "text", "source", "source_participants", "participant"))
"""Tables by a change of which somebody may speak elsewhere."""

_VOICELESS = ", ".join(f"'{role}'" for role in VOICELESS)
_TURNS = prepared(
    f"""SELECT DISTINCT t.source_id, u.participant_id FROM text t CROSS JOIN turn u
    WHERE t.study_id = :study AND t.superseded = 0 AND u.study_id = :study AND u.text_id = t.id
    AND u.participant_id IS NOT NULL AND u.role NOT IN ({_VOICELESS})"""
)
_TAKING_PART = prepared("SELECT source_id, participant_id FROM source_participants WHERE study_id = :study")
_ASKED = prepared(
    """SELECT DISTINCT t.source_id FROM text t CROSS JOIN turn u
    WHERE t.study_id = :study AND t.superseded = 0 AND u.study_id = :study AND u.text_id = t.id AND u.role = 'interviewer'"""
)


@dataclass(frozen=True, slots=True)
class Speaking:
    """Source's number -> the numbers of participants: ``turns`` of whom have words in its current text; who takes ``part`` in it, with
    or without. ``asked``: sources in which an interviewer has turns.
    """

    turns: Mapping[int, frozenset[int]]
    part: Mapping[int, frozenset[int]]
    asked: frozenset[int]


class KeptSpeaking:
    """Who speaks where in one study."""

    def __init__(self) -> None:
        self._kept: Kept[Speaking] = Kept()

    def of(self, connection: Connection, study_id: int) -> Speaking:
        """It as the study is in this transaction."""

        def patched(found: Speaking, rows: Sequence[ChangedRow]) -> Speaking:
            return _read(connection, study_id) if any(row[0] in TABLES for row in rows) else found

        return self._kept.of(connection, study_id, lambda: _read(connection, study_id), patched)


def _read(connection: Connection, study_id: int) -> Speaking:
    values = {"study": study_id}
    turns: dict[int, set[int]] = defaultdict(set)
    for source, participant in connection.execute(_TURNS, values):
        turns[source].add(participant)
    part = {source: set(people) for source, people in turns.items()}
    for source, participant in connection.execute(_TAKING_PART, values):
        part.setdefault(source, set()).add(participant)
    asked = frozenset(connection.execute(_ASKED, values).scalars())
    return Speaking(_frozen(turns), _frozen(part), asked)


def _frozen(found: Mapping[int, set[int]]) -> Mapping[int, frozenset[int]]:
    return {source: frozenset(people) for source, people in found.items()}


_OF_TEXTS = prepared(
    """SELECT id, text_id, start, "end", participant_id, role FROM turn WHERE study_id = :study AND text_id IN :texts""",
    "texts",
)


def turns_of(connection: Connection, study_id: int, texts: Sequence[int]) -> list[Any]:
    """The turns of some texts, by number."""
    parts = in_parts(texts)
    return [row for part in parts for row in connection.execute(_OF_TEXTS, {"study": study_id, "texts": part})]

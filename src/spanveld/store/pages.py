"""What a page that a person reads a source on shows beside text and passages: who speaks as what, parts, times, main points.

Like ``documents``, each statement starts from the source or its newest text, so that the cost depends on the source alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from spanveld.model.errors import N_, NotFound
from spanveld.model.text import fault_in

__all__ = ["PageRows", "TurnRow", "original_of", "page_rows", "source_of_passage"]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Who speaks in text[start:end], and in what role."""

    start: int
    end: int
    participant: str
    role: str


@dataclass(frozen=True, slots=True)
class PageRows:
    """Positions are code points of the newest text. ``passages``: passage -> (voiced, parties it speaks of, findings it is evidence for).

    ``doubtful``: passages that a correction left without a place, with what they marked. ``progress``: coder -> state.
    """

    date: str
    place: str
    case: str
    wave: str
    sub_cases: tuple[str, ...]
    participants: tuple[str, ...]
    recording: str
    has_original: bool
    sha256: str
    turns: tuple[TurnRow, ...]
    blocks: tuple[tuple[int, int, str, int | None], ...]
    time_marks: tuple[tuple[int, int], ...]
    overview: tuple[str, ...]
    passages: Mapping[str, tuple[str, tuple[str, ...], int]]
    doubtful: Mapping[str, str]
    progress: Mapping[str, str]


_STATEMENTS = {
    "source": """SELECT s.id, s.date, s.place, s.recording, c.identifier AS case_name, w.identifier AS wave, t.id AS text_id, t.sha256,
        (SELECT COUNT(*) FROM original o WHERE o.study_id = :study AND o.source_id = s.id) AS originals
        FROM source s LEFT JOIN "case" c ON c.study_id = s.study_id AND c.id = s.case_id
        LEFT JOIN wave w ON w.study_id = s.study_id AND w.id = s.wave_id
        LEFT JOIN text t ON t.study_id = s.study_id AND t.source_id = s.id AND t.superseded = 0
        WHERE s.study_id = :study AND s.identifier = :source""",
    "sub_cases": """SELECT c.identifier FROM source_sub_cases l CROSS JOIN sub_case c
        WHERE l.study_id = :study AND l.source_id = :source AND c.study_id = :study AND c.id = l.sub_case_id ORDER BY c.id""",
    "participants": """SELECT p.identifier FROM source_participants l CROSS JOIN participant p
        WHERE l.study_id = :study AND l.source_id = :source AND p.study_id = :study AND p.id = l.participant_id ORDER BY p.id""",
    "turns": """SELECT u.start, u."end", u.role, p.identifier FROM turn u
        LEFT JOIN participant p ON p.study_id = u.study_id AND p.id = u.participant_id
        WHERE u.study_id = :study AND u.text_id = :text ORDER BY u.start, u."end" """,
    "blocks": """SELECT start, "end", kind, level FROM block
        WHERE study_id = :study AND text_id = :text ORDER BY start, "end" DESC""",
    "time_marks": """SELECT at, milliseconds FROM time_mark WHERE study_id = :study AND text_id = :text ORDER BY at, milliseconds""",
    "overview": """SELECT text FROM summary WHERE study_id = :study AND source_id = :source AND theme = '' ORDER BY position, id""",
    "voiced": """SELECT p.identifier, p.id, p.voiced FROM anchor a CROSS JOIN passage p
        WHERE a.study_id = :study AND a.text_id = :text AND p.study_id = :study AND p.id = a.passage_id""",
    "about": """SELECT b.passage_id, y.identifier FROM anchor a CROSS JOIN passage_about b CROSS JOIN party y
        WHERE a.study_id = :study AND a.text_id = :text AND b.study_id = :study AND b.passage_id = a.passage_id
        AND y.study_id = :study AND y.id = b.party_id ORDER BY y.id""",
    "findings": """SELECT e.passage_id, COUNT(*) FROM anchor a CROSS JOIN evidence e
        WHERE a.study_id = :study AND a.text_id = :text AND e.study_id = :study AND e.passage_id = a.passage_id GROUP BY e.passage_id""",
    "doubtful": """SELECT identifier, doubt FROM passage WHERE study_id = :study AND source_id = :source AND doubt <> ''""",
    "progress": """SELECT k.identifier, r.state FROM progress r CROSS JOIN coder k
        WHERE r.study_id = :study AND r.source_id = :source AND k.study_id = :study AND k.id = r.coder_id""",
}
_PREPARED = {name: text(statement) for name, statement in _STATEMENTS.items()}


def page_rows(connection: Connection, study_id: int, source: str) -> PageRows:
    """What is known of a source beside its text and passages; NotFound where the study has none of that name."""

    def read(name: str, **values: Any) -> Sequence[Any]:
        return connection.execute(_PREPARED[name], {"study": study_id, **values}).all()

    found = [] if fault_in(source) else read("source", source=source)
    if not found:
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    head = found[0]
    parties: dict[int, list[str]] = defaultdict(list)
    for number, party in read("about", text=head.text_id):
        parties[number].append(party)
    findings = {row[0]: int(row[1]) for row in read("findings", text=head.text_id)}
    return PageRows(
        date=head.date,
        place=head.place,
        case=head.case_name or "",
        wave=head.wave or "",
        sub_cases=tuple(row[0] for row in read("sub_cases", source=head.id)),
        participants=tuple(row[0] for row in read("participants", source=head.id)),
        recording=head.recording,
        has_original=bool(head.originals),
        sha256=head.sha256 or "",
        turns=tuple(
            TurnRow(row.start, row.end, row.identifier or "", row.role) for row in read("turns", text=head.text_id)
        ),
        blocks=tuple((row.start, row.end, row.kind, row.level) for row in read("blocks", text=head.text_id)),
        time_marks=tuple((row[0], row[1]) for row in read("time_marks", text=head.text_id)),
        overview=tuple(row[0] for row in read("overview", source=head.id)),
        passages={
            row.identifier: (row.voiced, tuple(parties.get(row.id, ())), findings.get(row.id, 0))
            for row in read("voiced", text=head.text_id)
        },
        doubtful=dict(tuple(row) for row in read("doubtful", source=head.id)),
        progress=dict(tuple(row) for row in read("progress", source=head.id)),
    )


def source_of_passage(connection: Connection, study_id: int, passage: str) -> str:
    """The source in which a passage lies; NotFound where the study has none of that name."""
    statement = """SELECT s.identifier FROM passage p CROSS JOIN source s
        WHERE p.study_id = :study AND p.identifier = :passage AND s.study_id = :study AND s.id = p.source_id"""
    found = None
    if not fault_in(passage):
        found = connection.execute(text(statement), {"study": study_id, "passage": passage}).scalar_one_or_none()
    if found is None:
        raise NotFound(N_("There is no passage '{passage}' in this study."), passage=passage)
    return str(found)


def original_of(connection: Connection, study_id: int, source: str) -> tuple[str, bytes]:
    """Name and bytes of the file that a source's text was taken from; NotFound where it was not kept, or is erased."""
    statement = """SELECT s.original, b.body FROM source s CROSS JOIN original o CROSS JOIN blob b
        WHERE s.study_id = :study AND s.identifier = :source AND o.study_id = :study AND o.source_id = s.id
        AND b.study_id = :study AND b.id = o.blob_id AND b.body IS NOT NULL"""
    found = None
    if not fault_in(source):
        found = connection.execute(text(statement), {"study": study_id, "source": source}).first()
    if found is None:
        raise NotFound(N_("The study does not hold the file of source '{source}'."), source=source)
    return str(found[0]), bytes(found[1])

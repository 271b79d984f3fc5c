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

__all__ = ["PageRows", "PassageRows", "original_of", "page_rows", "passage_rows", "source_of_passage"]


@dataclass(frozen=True, slots=True)
class PageRows:
    """Positions are code points of the newest text. ``about``: passage -> parties it speaks of; ``findings``: -> how many rest on it.

    ``doubtful``: passages that a correction left without a place, with what they marked. ``progress``: coder -> state.
    ``people``: participant -> (function, parties) of those who take part or speak.
    """

    date: str
    place: str
    case: str
    wave: str
    sub_cases: tuple[str, ...]
    people: Mapping[str, tuple[str, tuple[str, ...]]]
    recording: str
    has_original: bool
    sha256: str
    blocks: tuple[tuple[int, int, str, int | None], ...]
    time_marks: tuple[tuple[int, int], ...]
    overview: tuple[str, ...]
    about: Mapping[str, tuple[str, ...]]
    findings: Mapping[str, int]
    doubtful: Mapping[str, str]
    progress: Mapping[str, str]


_STATEMENTS = {
    "source": """SELECT s.id, s.date, s.place, s.recording, c.identifier AS case_name, w.identifier AS wave, t.id AS text_id, t.sha256,
        (SELECT COUNT(*) FROM original o WHERE o.study_id = :study AND o.source_id = s.id) AS originals
        FROM source s LEFT JOIN "case" c ON c.study_id = s.study_id AND c.id = s.case_id
        LEFT JOIN wave w ON w.study_id = s.study_id AND w.id = s.wave_id
        LEFT JOIN text t ON t.study_id = s.study_id AND t.source_id = s.id AND t.superseded = 0
        WHERE s.study_id = :study AND s.identifier = :source""",
    "lists": """SELECT 'sub_case' AS what, 0 AS place, c.id, c.identifier AS name, '' AS said
        FROM source_sub_cases l CROSS JOIN sub_case c
        WHERE l.study_id = :study AND l.source_id = :source AND c.study_id = :study AND c.id = l.sub_case_id
        UNION ALL SELECT 'overview', position, id, text, '' FROM summary
        WHERE study_id = :study AND source_id = :source AND theme = ''
        UNION ALL SELECT 'doubtful', 0, id, identifier, doubt FROM passage
        WHERE study_id = :study AND source_id = :source AND doubt <> ''
        UNION ALL SELECT 'progress', 0, r.id, k.identifier, r.state FROM progress r CROSS JOIN coder k
        WHERE r.study_id = :study AND r.source_id = :source AND k.study_id = :study AND k.id = r.coder_id""",
    "parts": """SELECT start, "end", kind, level FROM block WHERE study_id = :study AND text_id = :text
        UNION ALL SELECT at, at, '', milliseconds FROM time_mark WHERE study_id = :study AND text_id = :text""",
    "people": """SELECT p.id, p.identifier, p.function, y.id, y.identifier FROM (
            SELECT l.participant_id FROM source_participants l WHERE l.study_id = :study AND l.source_id = :source
            UNION SELECT u.participant_id FROM turn u WHERE u.study_id = :study AND u.text_id = :text
        ) w CROSS JOIN participant p
        LEFT JOIN participant_parties m ON m.study_id = p.study_id AND m.participant_id = p.id
        LEFT JOIN party y ON y.study_id = m.study_id AND y.id = m.party_id
        WHERE p.study_id = :study AND p.id = w.participant_id""",
    "ties": """SELECT p.identifier, y.id, y.identifier, 0 FROM anchor a CROSS JOIN passage_about b CROSS JOIN passage p CROSS JOIN party y
        WHERE a.study_id = :study AND a.text_id = :text AND b.study_id = :study AND b.passage_id = a.passage_id
        AND p.study_id = :study AND p.id = a.passage_id AND y.study_id = :study AND y.id = b.party_id
        UNION ALL SELECT p.identifier, 0, '', COUNT(*) FROM anchor a CROSS JOIN evidence e CROSS JOIN passage p
        WHERE a.study_id = :study AND a.text_id = :text AND e.study_id = :study AND e.passage_id = a.passage_id
        AND p.study_id = :study AND p.id = a.passage_id GROUP BY p.identifier""",
}
"""What a page asks in few statements: each costs as much to send as to answer."""
_OF_PASSAGE = {
    "place": """SELECT p.id, p.doubt, t.id AS text_id FROM passage p CROSS JOIN text t
        WHERE p.study_id = :study AND p.identifier = :passage
        AND t.study_id = :study AND t.source_id = p.source_id AND t.superseded = 0""",
    "ties": _STATEMENTS["ties"].replace("a.text_id = :text", "a.text_id = :text AND a.passage_id = :passage"),
}
_PREPARED_OF_PASSAGE = {name: text(statement) for name, statement in _OF_PASSAGE.items()}
_PREPARED = {name: text(statement) for name, statement in _STATEMENTS.items()}


def page_rows(connection: Connection, study_id: int, source: str) -> PageRows:
    """What is known of a source beside its text and passages; NotFound where the study has none of that name."""

    def read(name: str, **values: Any) -> Sequence[Any]:
        return connection.execute(_PREPARED[name], {"study": study_id, **values}).all()

    found = [] if fault_in(source) else read("source", source=source)
    if not found:
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    head = found[0]
    lists: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for what, *rest in sorted(read("lists", source=head.id), key=lambda row: (row[0], row[1] or 0, row[2])):
        lists[what].append(tuple(rest[2:]))
    about, findings = _ties(read("ties", text=head.text_id))
    parts = read("parts", text=head.text_id)
    return PageRows(
        date=head.date,
        place=head.place,
        case=head.case_name or "",
        wave=head.wave or "",
        sub_cases=tuple(name for name, _ in lists["sub_case"]),
        people=_people(read("people", source=head.id, text=head.text_id)),
        recording=head.recording,
        has_original=bool(head.originals),
        sha256=head.sha256 or "",
        blocks=tuple(sorted((tuple(row) for row in parts if row[2]), key=lambda block: (block[0], -block[1]))),
        time_marks=tuple(sorted((row[0], row[3]) for row in parts if not row[2])),
        overview=tuple(text for text, _ in lists["overview"]),
        about=about,
        findings=findings,
        doubtful=dict(lists["doubtful"]),
        progress=dict(lists["progress"]),
    )


def _people(rows: Sequence[Any]) -> dict[str, tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _, name, function, _, party in sorted(rows, key=lambda row: (row[0], row[3] or 0)):
        parties = found[name][1] if name in found else ()
        found[name] = (function, (*parties, party) if party else parties)
    return found


def _ties(rows: Sequence[Any]) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Passage -> the parties it speaks of, and passage -> how many findings rest on it."""
    about: dict[str, tuple[str, ...]] = {}
    findings = {}
    for passage, number, party, count in sorted(rows, key=lambda row: row[1]):
        if number:
            about[passage] = (*about.get(passage, ()), party)
        else:
            findings[passage] = int(count)
    return about, findings


@dataclass(frozen=True, slots=True)
class PassageRows:
    """Of one passage: the parties it speaks of, how many findings rest on it, and whether a correction left it without a place."""

    about: tuple[str, ...]
    findings: int
    doubtful: bool


def passage_rows(connection: Connection, study_id: int, passage: str) -> PassageRows | None:
    """What is known of a passage beside text and codes; None where the study has none of that name."""
    known = {"study": study_id, "passage": passage}
    place = None if fault_in(passage) else connection.execute(_PREPARED_OF_PASSAGE["place"], known).first()
    if place is None:
        return None
    asked = {"study": study_id, "text": place.text_id, "passage": place.id}
    about, findings = _ties(connection.execute(_PREPARED_OF_PASSAGE["ties"], asked).all())
    return PassageRows(about.get(passage, ()), findings.get(passage, 0), bool(place.doubt))


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

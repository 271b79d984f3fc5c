"""One source as a reader opens it: its text, its turns, its passages with their codes.

The cost depends on the source alone, not on the size of the study: each statement starts from the text's own anchors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from spanveld.model.errors import N_, NotFound
from spanveld.model.marks import Spoken, in_reflection, voices_at
from spanveld.model.records import REFLECTION, VOICELESS
from spanveld.model.text import fault_in

__all__ = ["CodeOn", "Document", "DocumentPassage", "document"]


@dataclass(frozen=True, slots=True)
class CodeOn:
    """A code on a passage: the names of its framework (empty: the study's own), layer and code, and who put it there."""

    framework: str
    layer: str
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class DocumentPassage:
    """A passage of the opened source: text[start:end], half-open, in code points."""

    passage: str
    start: int
    end: int
    coder: str
    voices: tuple[str, ...]
    form: str
    hedged: bool | None
    basis: str
    memo: str
    codes: tuple[CodeOn, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its current text; ``version`` counts corrections from 1."""

    source: str
    kind: str
    title: str
    version: int
    text: str
    turns: tuple[Spoken, ...]
    passages: tuple[DocumentPassage, ...]


STATEMENTS = {
    "source": """SELECT s.id, s.kind, s.title, t.id AS text_id, t.version, e.body
        FROM source s CROSS JOIN text t CROSS JOIN erasable e
        WHERE s.study_id = :study AND s.identifier = :source AND t.study_id = :study AND t.id = (SELECT x.id FROM text x
            WHERE x.study_id = :study AND x.source_id = s.id ORDER BY x.version DESC LIMIT 1)
        AND e.study_id = :study AND e.id = t.erasable_id""",
    "turns": """SELECT u.start, u."end", u.role, p.identifier FROM turn u
        LEFT JOIN participant p ON p.study_id = u.study_id AND p.id = u.participant_id
        WHERE u.study_id = :study AND u.text_id = :text ORDER BY u.start""",
    "speakers": """SELECT p.identifier FROM source_participants l CROSS JOIN participant p
        WHERE l.study_id = :study AND l.source_id = :source AND p.study_id = :study AND p.id = l.participant_id""",
    "passages": """SELECT p.id, p.identifier, a.start, a."end", k.identifier AS coder, p.voiced, p.form, p.hedged, p.basis, p.memo
        FROM anchor a CROSS JOIN passage p LEFT JOIN coder k ON k.study_id = p.study_id AND k.id = p.coder_id
        WHERE a.study_id = :study AND a.text_id = :text AND p.study_id = :study AND p.id = a.passage_id""",
    "voices": """SELECT v.passage_id, p.identifier FROM anchor a CROSS JOIN passage_voices v CROSS JOIN participant p
        WHERE a.study_id = :study AND a.text_id = :text AND v.study_id = :study AND v.passage_id = a.passage_id
        AND p.study_id = :study AND p.id = v.participant_id""",
    "codes": """SELECT k.passage_id, k.id, f.identifier AS framework, l.identifier AS layer, c.identifier AS code, w.identifier AS coder
        FROM anchor a CROSS JOIN coding k CROSS JOIN code c CROSS JOIN layer l
        LEFT JOIN framework f ON f.study_id = l.study_id AND f.id = l.framework_id
        LEFT JOIN coder w ON w.study_id = k.study_id AND w.id = k.coder_id
        WHERE a.study_id = :study AND a.text_id = :text AND k.study_id = :study AND k.passage_id = a.passage_id
        AND c.study_id = :study AND c.id = k.code_id AND l.study_id = :study AND l.id = c.layer_id""",
}
"""The statements by what they read. CROSS JOIN fixes their order in SQLite, which without statistics would pick another."""
_PREPARED = {name: text(statement) for name, statement in STATEMENTS.items()}


def document(connection: Connection, study_id: int, source: str) -> Document:
    """Open a source by its identifier; NotFound where the study has none of that name."""

    def read(name: str, **values: Any) -> Sequence[Any]:
        return connection.execute(_PREPARED[name], {"study": study_id, **values}).all()

    found = [] if fault_in(source) else read("source", source=source)
    if not found:
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    head = found[0]
    turns = tuple(
        Spoken(row.start, row.end, "" if row.role in VOICELESS else row.identifier or "", row.role == REFLECTION)
        for row in read("turns", text=head.text_id)
    )
    thoughts = [turn for turn in turns if turn.reflection]
    speakers = [row.identifier for row in read("speakers", source=head.id)]
    given, codes = defaultdict(list), defaultdict(list)
    for row in read("voices", text=head.text_id):
        given[row.passage_id].append(row.identifier)
    rows = read("passages", text=head.text_id)
    coders = {row.id: row.coder or "" for row in rows}
    for row in sorted(read("codes", text=head.text_id), key=lambda row: row.id):
        coder = row.coder or coders[row.passage_id]
        codes[row.passage_id].append(CodeOn(row.framework or "", row.layer, row.code, coder))
    passages = []
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.id)):
        voices = tuple(given[row.id]) if row.voiced == "given" else ()
        if row.voiced == "turns":
            voices = voices_at(row.start, row.end, turns or None, speakers)
        if thoughts and in_reflection(row.start, row.end, thoughts):
            voices = ()
        hedged = None if row.hedged is None else bool(row.hedged)
        facts = (row.identifier, row.start, row.end, row.coder or "", voices, row.form, hedged, row.basis, row.memo)
        passages.append(DocumentPassage(*facts, tuple(codes[row.id])))
    return Document(source, head.kind, head.title, head.version, head.body or "", turns, tuple(passages))

"""One source as a reader opens it: its text, its turns, its passages with their codes.

The cost depends on the source alone, not on the size of the study: each statement starts from the text's own anchors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text

from spanveld.model.errors import N_, NotFound
from spanveld.model.marks import Speech, Spoken
from spanveld.model.records import REFLECTION, VOICELESS
from spanveld.model.text import fault_in

__all__ = ["CodeOn", "Document", "DocumentPassage", "Turn", "document"]


@dataclass(frozen=True, slots=True)
class CodeOn:
    """A code on a passage: the names of its framework (empty: the study's own), layer and code, and who put it there."""

    framework: str
    layer: str
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in text[start:end], and in what role; empty where nobody knows."""

    start: int
    end: int
    participant: str
    role: str


@dataclass(frozen=True, slots=True)
class DocumentPassage:
    """A passage of the opened source: text[start:end], half-open, in code points; ``voiced`` says where its voices come from."""

    passage: str
    start: int
    end: int
    coder: str
    voices: tuple[str, ...]
    voiced: str
    form: str
    hedged: bool | None
    basis: str
    memo: str
    codes: tuple[CodeOn, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its current text; ``version`` counts corrections from 1, ``speakers`` are its participants."""

    source: str
    kind: str
    title: str
    version: int
    text: str
    speakers: tuple[str, ...]
    turns: tuple[Turn, ...]
    passages: tuple[DocumentPassage, ...]


STATEMENTS = {
    "source": """SELECT s.id, s.kind, s.title, t.id AS text_id, t.version, e.body
        FROM source s CROSS JOIN text t CROSS JOIN erasable e
        WHERE s.study_id = :study AND s.identifier = :source AND t.study_id = :study AND t.id = (SELECT x.id FROM text x
            WHERE x.study_id = :study AND x.source_id = s.id ORDER BY x.version DESC LIMIT 1)
        AND e.study_id = :study AND e.id = t.erasable_id""",
    "turns": """SELECT u.start, u."end", p.identifier, u.role FROM turn u
        LEFT JOIN participant p ON p.study_id = u.study_id AND p.id = u.participant_id
        WHERE u.study_id = :study AND u.text_id = :text ORDER BY u.start, u."end" """,
    "speakers": """SELECT p.identifier FROM source_participants l CROSS JOIN participant p
        WHERE l.study_id = :study AND l.source_id = :source AND p.study_id = :study AND p.id = l.participant_id
        ORDER BY p.id""",
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
_OF_ONE = {
    name: text(STATEMENTS[name].replace("a.text_id = :text", "a.text_id = :text AND a.passage_id = :passage"))
    for name in ("passages", "voices", "codes")
}
_PASSAGE = text("SELECT id FROM passage WHERE study_id = :study AND identifier = :passage")


def document(connection: Connection, study_id: int, source: str, *, only: str = "") -> Document:
    """Open a source by its identifier, with all its passages or ``only`` one; NotFound where the study has none of that name."""
    statements = {**_PREPARED, **_OF_ONE} if only else _PREPARED
    number = None
    if only and not fault_in(only):
        number = connection.execute(_PASSAGE, {"study": study_id, "passage": only}).scalar_one_or_none()

    def read(name: str, **values: Any) -> Sequence[Any]:
        if only and name in _OF_ONE:
            values["passage"] = number
        return connection.execute(statements[name], {"study": study_id, **values}).all()

    found = [] if fault_in(source) else read("source", source=source)
    if not found:
        raise NotFound(N_("There is no source '{source}' in this study."), source=source)
    head = found[0]
    turns = tuple(Turn(start, end, who or "", role) for start, end, who, role in read("turns", text=head.text_id))
    speakers = tuple(row[0] for row in read("speakers", source=head.id))
    rows = sorted(read("passages", text=head.text_id), key=itemgetter(2, 3, 0))
    codes = _codes(read("codes", text=head.text_id), {row[0]: row[4] or "" for row in rows})
    given: dict[int, list[str]] = defaultdict(list)
    if any(row[5] == "given" for row in rows):
        for number, participant in read("voices", text=head.text_id):
            given[number].append(participant)
    speech = _speech(turns, speakers)
    passages = []
    for number, name, start, end, coder, voiced, form, hedged, basis, memo in rows:
        if speech.reflected(start, end):
            voices: tuple[str, ...] = ()
        elif voiced == "turns":
            voices = speech.voices(start, end)
        else:
            voices = tuple(given.get(number, ())) if voiced == "given" else ()
        unsure = None if hedged is None else bool(hedged)
        facts = (name, start, end, coder or "", voices, voiced, form, unsure, basis, memo)
        passages.append(DocumentPassage(*facts, tuple(codes.get(number, ()))))
    return Document(source, head.kind, head.title, head.version, head.body or "", speakers, turns, tuple(passages))


def _speech(turns: Sequence[Turn], speakers: Sequence[str]) -> Speech:
    spoken = [
        Spoken(turn.start, turn.end, "" if turn.role in VOICELESS else turn.participant, turn.role == REFLECTION)
        for turn in turns
    ]
    return Speech(spoken or None, speakers)


def _codes(rows: Sequence[Any], coders: dict[int, str]) -> dict[int, list[CodeOn]]:
    """Passage's number -> its codes in the order in which they were given; ``coders``: who marked each passage."""
    found: dict[int, list[CodeOn]] = defaultdict(list)
    known: dict[tuple[str, ...], CodeOn] = {}
    for passage, _, framework, layer, code, coder in sorted(rows, key=itemgetter(1)):
        key = (framework or "", layer, code, coder or coders[passage])
        if key not in known:
            known[key] = CodeOn(*key)
        found[passage].append(known[key])
    return found

"""The passages that carry a code: all of them briefly, and a few with their words. Each statement starts from the code or from passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from spanveld.store.statements import in_parts, prepared

__all__ = [
    "LONGEST_QUOTE",
    "Carrier",
    "CarrierRow",
    "CodeMemo",
    "carriers",
    "memos_of_codes",
    "memos_on",
    "names_of",
    "with_words",
]

LONGEST_QUOTE = 600
"""Characters of a passage that are read at most; what is longer is cut."""


class CarrierRow(NamedTuple):
    """A passage that carries a code: its number, its source, where it begins (None: its place is in doubt), and its newest coding."""

    passage: int
    source: str
    start: int | None
    coding: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """A passage with its words, cut at ``LONGEST_QUOTE``; ``codes``: (number of the code, coder) of all that it carries."""

    passage: str
    source: str
    coder: str
    quote: str
    cut: bool
    placed: bool
    codes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CodeMemo:
    """A memo on a code."""

    memo: int
    kind: str
    date: str
    author: str
    text: str


_STATEMENTS = {
    "carriers": """SELECT k.id, k.passage_id, p.source_id, a.start
        FROM coding k CROSS JOIN passage p LEFT JOIN anchor a ON a.study_id = p.study_id AND a.text_id = (SELECT x.id FROM text x
            WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1) AND a.passage_id = p.id
        WHERE k.study_id = :study AND k.code_id = :code AND p.study_id = :study AND p.id = k.passage_id""",
    "passages": """SELECT p.id, p.identifier, s.identifier AS source, c.identifier AS coder, p.doubt
        FROM passage p CROSS JOIN source s LEFT JOIN coder c ON c.study_id = p.study_id AND c.id = p.coder_id
        WHERE p.study_id = :study AND p.id IN :passages AND s.study_id = :study AND s.id = p.source_id""",
    "words": """SELECT a.passage_id, a."end" - a.start AS length, SUBSTR(e.body, a.start + 1,
            CASE WHEN a."end" - a.start > :most THEN :most ELSE a."end" - a.start END) AS words
        FROM passage p CROSS JOIN anchor a CROSS JOIN text t CROSS JOIN erasable e
        WHERE p.study_id = :study AND p.id IN :passages AND a.study_id = :study AND a.passage_id = p.id
        AND a.text_id = (SELECT x.id FROM text x
            WHERE x.study_id = p.study_id AND x.source_id = p.source_id ORDER BY x.version DESC LIMIT 1)
        AND t.study_id = :study AND t.id = a.text_id AND e.study_id = :study AND e.id = t.erasable_id""",
    "codes": """SELECT k.passage_id, k.code_id, w.identifier, k.id FROM passage p CROSS JOIN coding k
        LEFT JOIN coder w ON w.study_id = k.study_id AND w.id = k.coder_id
        WHERE p.study_id = :study AND p.id IN :passages AND k.study_id = :study AND k.passage_id = p.id""",
    "names": "SELECT id, identifier FROM passage WHERE study_id = :study AND id IN :passages",
    "memos": """SELECT id, kind, date, author, text FROM memo
        WHERE study_id = :study AND subject_kind = 'code' AND subject_id = :code ORDER BY id""",
    "memo_counts": """SELECT subject_id, COUNT(*) FROM memo WHERE study_id = :study AND subject_kind = 'code' GROUP BY subject_id""",
}
"""CROSS JOIN fixes the order of a join in SQLite, which without statistics would pick another."""
_PREPARED = {
    name: prepared(statement, *(["passages"] if ":passages" in statement else []))
    for name, statement in _STATEMENTS.items()
}


def carriers(connection: Connection, study_id: int, code: int, sources: Mapping[int, str]) -> list[CarrierRow]:
    """The passages that carry a code (by its number), in no order; ``sources``: their numbers -> identifiers."""
    found: dict[int, CarrierRow] = {}
    for coding, passage, source, start in connection.execute(
        _PREPARED["carriers"], {"study": study_id, "code": code}
    ).all():
        if passage not in found or found[passage].coding < coding:
            found[passage] = CarrierRow(passage, sources[source], start, coding)
    return list(found.values())


def names_of(connection: Connection, study_id: int, passages: Sequence[int]) -> list[str]:
    """The identifiers of passages, in their order."""
    known: dict[int, str] = {}
    for some in in_parts(passages):
        rows = connection.execute(_PREPARED["names"], {"study": study_id, "passages": some})
        known.update((row[0], row[1]) for row in rows)
    return [known[number] for number in passages]


def memos_on(connection: Connection, study_id: int, code: int) -> list[CodeMemo]:
    """The memos on a code (by its number), in the order in which they came."""
    return [CodeMemo(*row) for row in connection.execute(_PREPARED["memos"], {"study": study_id, "code": code})]


def memos_of_codes(connection: Connection, study_id: int) -> dict[int, int]:
    """Code's number -> how many memos it has."""
    return {row[0]: row[1] for row in connection.execute(_PREPARED["memo_counts"], {"study": study_id})}


def with_words(connection: Connection, study_id: int, passages: Sequence[int]) -> dict[int, Carrier]:
    """Passages by their numbers, with what they say; of one whose place is in doubt, what it marked last."""
    if not passages:
        return {}

    def read(name: str, **values: Any) -> Sequence[Any]:
        return connection.execute(_PREPARED[name], {"study": study_id, "passages": list(passages), **values}).all()

    words = {row.passage_id: row for row in read("words", most=LONGEST_QUOTE)}
    rows = read("passages")
    coders = {row.id: row.coder or "" for row in rows}
    codes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for passage, code, coder, _ in sorted(read("codes"), key=lambda row: int(row.id)):
        codes[passage].append((code, coder or coders[passage]))
    found = {}
    for row in rows:
        said = words.get(row.id)
        quote = str(row.doubt or "")[:LONGEST_QUOTE] if said is None else said.words or ""
        length = len(row.doubt or "") if said is None else int(said.length)
        found[row.id] = Carrier(
            passage=row.identifier,
            source=row.source,
            coder=coders[row.id],
            quote=quote,
            cut=length > LONGEST_QUOTE,
            placed=said is not None,
            codes=tuple(codes[row.id]),
        )
    return found

"""The paragraphs that were found, read where the index says that they lie; of a text no more is made into characters than these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, TextClause

from spanveld.store.fulltext import CUT, numbers_in
from spanveld.store.statements import prepared

__all__ = ["Paragraph", "found_paragraphs"]

AT_A_TIME = 20
"""Texts held at once."""
_WORDS = {
    "text": (
        """CROSS JOIN text t CROSS JOIN erasable e
        WHERE t.study_id = :study AND t.id = o.owner_id AND e.study_id = :study AND e.id = t.erasable_id""",
        "e.body",
    ),
    "memo": ("CROSS JOIN memo t WHERE t.study_id = :study AND t.id = o.owner_id", "t.text"),
    "passage": ("CROSS JOIN passage t WHERE t.study_id = :study AND t.id = o.owner_id", "t.memo"),
    "finding": ("CROSS JOIN finding t WHERE t.study_id = :study AND t.id = o.owner_id", "t.statement"),
    "summary": ("CROSS JOIN summary t WHERE t.study_id = :study AND t.id = o.owner_id", "t.text"),
}


class Paragraph(NamedTuple):
    """Words that begin at a code point of the whole; ``number``: the how manieth line they are, blank ones left out."""

    words: str
    start: int
    number: int


def found_paragraphs(
    connection: Connection, study_id: int, kind: str, wanted: Mapping[int, Sequence[int]]
) -> Iterator[tuple[int, list[Paragraph]]]:
    """Of rows of a table these paragraphs, by their numbers in the index; in no certain order of the rows."""
    statement, owners = _statement(kind, connection.dialect.name == "sqlite"), sorted(wanted)
    for first in range(0, len(owners), AT_A_TIME):
        values = {"study": study_id, "kind": kind, "some": owners[first : first + AT_A_TIME]}
        for owner, packed, body in connection.execute(statement, values).all():
            yield owner, _read(packed, body, wanted[owner])


def _read(packed: bytes, body: bytes, parts: Sequence[int]) -> list[Paragraph]:
    numbers, found = numbers_in(packed), []
    count = len(numbers) // 3
    for part in parts:
        start, octet, filled = numbers[part::count]
        end = len(body) if part == count - 1 else numbers[count + part + 1] - (start < CUT)
        found.append(Paragraph(str(body[octet:end], "utf-8"), start % CUT, filled + 1))
    return found


@cache
def _statement(kind: str, on_file: bool) -> TextClause:
    joined, words = _WORDS[kind]
    octets = f"CAST({words} AS BLOB)" if on_file else f"convert_to({words}, 'UTF8')"
    return prepared(
        f"""SELECT o.owner_id, substr(o.lengths, length(o.lengths) / 4 + 1), {octets} FROM search_owner o {joined}
        AND o.study_id = :study AND o.kind = :kind AND o.owner_id IN :some""",
        "some",
    )

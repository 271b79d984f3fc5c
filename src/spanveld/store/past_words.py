"""Words that the journal keeps beside its chain, and words of any version of a text: a few at a time."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, text

from spanveld.store.schema import erasable
from spanveld.store.statements import in_parts

__all__ = ["quotes_at", "words_of"]

LONGEST = 600
_QUOTE = text(
    """SELECT SUBSTR(e.body, :start + 1, :length) FROM text t CROSS JOIN erasable e
    WHERE t.study_id = :study AND t.id = :text AND e.study_id = :study AND e.id = t.erasable_id"""
)


def words_of(connection: Connection, study_id: int, numbers: Collection[int]) -> dict[int, str]:
    """Number -> words kept under it; none where they were erased."""
    found: dict[int, str] = {}
    for some in in_parts(sorted(numbers)):
        chosen = select(erasable.c.id, erasable.c.body).where(
            erasable.c.study_id == study_id,
            erasable.c.id.in_(some),
            erasable.c.body.is_not(None),
        )
        found.update((row.id, row.body) for row in connection.execute(chosen))
    return found


def quotes_at(
    connection: Connection, study_id: int, places: Collection[tuple[int, int, int]]
) -> dict[tuple[int, int, int], str]:
    """(text's number, start, end) -> the words there, cut where they are many; none where the text is not there or was erased."""
    found = {}
    for place in sorted(places):
        number, start, end = place
        length = min(end - start, LONGEST)
        values = {"study": study_id, "text": number, "start": start, "length": length}
        words = connection.execute(_QUOTE, values).scalar_one_or_none()
        if words is not None:
            found[place] = words + ("…" if length < end - start else "")
    return found

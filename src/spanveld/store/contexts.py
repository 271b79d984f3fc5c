"""What passages say, for the few that are shown: their words with what stands around them, and which memos are on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

__all__ = ["Place", "QuoteRow", "passages_of_memos", "quotes", "texts_of_sources"]

AT_A_TIME = 20
"""Texts held at once."""
NUMBERS = 1_000
"""Passages asked for by number in one statement."""

_NAMES = text("SELECT id, identifier, doubt FROM passage WHERE study_id = :study AND id IN :some").bindparams(
    bindparam("some", expanding=True)
)
_TEXTS = text(
    """SELECT s.id, e.body FROM source s CROSS JOIN text t CROSS JOIN erasable e
    WHERE s.study_id = :study AND s.id IN :some AND t.study_id = :study AND t.id = (SELECT x.id FROM text x
        WHERE x.study_id = :study AND x.source_id = s.id ORDER BY x.version DESC LIMIT 1)
    AND e.study_id = :study AND e.id = t.erasable_id"""
).bindparams(bindparam("some", expanding=True))
_MEMOS = text("SELECT id, subject_id FROM memo WHERE study_id = :study AND subject_kind = 'passage'")


class Place(NamedTuple):
    """Where a passage lies: half-open code points of the current text of a source; start -1 where that is in doubt."""

    passage: int
    source: int
    start: int
    end: int


class QuoteRow(NamedTuple):
    """A passage's identifier and words; a passage whose place is in doubt has only the words it once marked."""

    passage: str
    before: str
    quote: str
    after: str


def quotes(connection: Connection, study_id: int, passages: Sequence[Place], context: int) -> Mapping[int, QuoteRow]:
    """Passage's number -> its words, with at most ``context`` characters on either side; each text is read once."""
    named = {}
    for first in range(0, len(passages), NUMBERS):
        values = {"study": study_id, "some": [place.passage for place in passages[first : first + NUMBERS]]}
        named.update({number: (name, doubt) for number, name, doubt in connection.execute(_NAMES, values).all()})
    found, by_source = {}, defaultdict(list)
    for place in passages:
        name, doubt = named[place.passage]
        found[place.passage] = QuoteRow(name, "", doubt, "")
        if place.start >= 0:
            by_source[place.source].append(place)
    for source, body in texts_of_sources(connection, study_id, list(by_source)):
        for passage, _, start, end in by_source[source]:
            before = body[max(0, start - context) : start]
            found[passage] = QuoteRow(named[passage][0], before, body[start:end], body[end : end + context])
    return found


def texts_of_sources(connection: Connection, study_id: int, sources: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The current texts of sources, a few at a time, each with its source's number."""
    for first in range(0, len(sources), AT_A_TIME):
        values = {"study": study_id, "some": sources[first : first + AT_A_TIME]}
        for number, body in connection.execute(_TEXTS, values).all():
            yield number, body or ""


def passages_of_memos(connection: Connection, study_id: int) -> dict[int, int]:
    """The numbers of memos on passages -> their passage's number."""
    return {row[0]: row[1] for row in connection.execute(_MEMOS, {"study": study_id})}

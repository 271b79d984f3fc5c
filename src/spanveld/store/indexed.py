"""What is indexed of a study and what a search asks of its sources, kept while the study is open."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, text

from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.fulltext import numbers_in, state
from spanveld.store.searched import About, SearchedSource, SourceFilter, searched_sources

__all__ = ["KeptIndex", "Owner", "Scope"]

FILTERS = 8
"""Choices of sources that are remembered."""


@dataclass(frozen=True, eq=False)
class Owner:
    """What is indexed: a row of a table, how many paragraphs and words it has, and the words of each paragraph (``sizes``)."""

    kind: str
    id: int
    parts: int
    words: int
    packed: bytes

    @cached_property
    def sizes(self) -> array[int]:
        """The words of each paragraph."""
        return numbers_in(self.packed)


@dataclass(frozen=True, eq=False)
class Scope:
    """Where a search looks: ``known``, number in the index -> what has it, in these ``sources``; what belongs to none is known too.

    ``texts``: of each text that is searched what it is about. ``place``: of each source its place among them all, in natural order.
    """

    known: Mapping[int, Owner]
    sources: Mapping[int, SearchedSource]
    texts: Mapping[int, About]
    place: Mapping[int, int]
    parts: int
    words: int


class KeptIndex:
    """The index of one study, as it was when somebody last asked; read anew where the study or its index changed since."""

    def __init__(self) -> None:
        self._owners: tuple[object, dict[int, Owner]] | None = None
        self._scopes: tuple[object, dict[tuple[tuple[str, ...], SourceFilter], Scope]] | None = None

    def scope(
        self,
        connection: Connection,
        study_id: int,
        kinds: Sequence[str],
        only: SourceFilter = SourceFilter(),  # noqa: B008 - a frozen value
    ) -> Scope:
        """What a search in these tables of the index, and in these sources, looks at."""
        moment = (journal.newest(connection, study_id), state(connection, study_id))
        kept = self._scopes
        if kept is None or kept[0] != moment or len(kept[1]) >= FILTERS:
            kept = self._scopes = (moment, {})
        name = (tuple(kinds), only)
        if name not in kept[1]:
            kept[1][name] = self._read(connection, study_id, name, moment)
        return kept[1][name]

    def _read(
        self, connection: Connection, study_id: int, name: tuple[tuple[str, ...], SourceFilter], moment: object
    ) -> Scope:
        kinds, only = name
        owners = self._owners
        if owners is None or owners[0] != moment:
            rows = connection.execute(_OWNERS, {"study": study_id})
            owners = self._owners = (moment, {row[0]: Owner(*row[1:]) for row in rows})
        sources = searched_sources(connection, study_id, only)
        texts = {
            source.text_id: About(f"source:{source.source}", number)
            for number, source in sources.items()
            if source.text_id is not None
        }
        known = {
            number: owner
            for number, owner in owners[1].items()
            if owner.kind in kinds and (owner.kind != "text" or owner.id in texts)
        }
        order = sorted(sources, key=lambda number: natural(sources[number].source))
        return Scope(
            known,
            sources,
            texts,
            {number: place for place, number in enumerate(order)},
            sum(owner.parts for owner in known.values()),
            sum(owner.words for owner in known.values()),
        )


_OWNERS = text(
    """SELECT number, kind, owner_id, parts, words, substr(lengths, 1, length(lengths) / 4)
    FROM search_owner WHERE study_id = :study"""
)

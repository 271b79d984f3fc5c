"""``study.counts``; what counts are made with is loaded when somebody first asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from spanveld.actions.theory import parse_framework
from spanveld.session.acting import Group
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.session.counted import (
        Along,
        Choices,
        CrossTable,
        Frequencies,
        Perspective,
        SpokenWords,
        TogetherTable,
    )
    from spanveld.views.counts_ground import Ground

__all__ = ["Counts"]


class Counts(Group):
    """How often: codes and findings, by attributes, together, by voices. ``language``: of labels and notes, else the study's.

    ``of`` are layers by name, or ``finding``; where none is named, the layer of the dimensions.
    """

    def choices(self, *, language: str = "") -> Choices:
        """What can be counted in this study."""
        from spanveld.session.counted import Choices
        from spanveld.views.counts_by import attributes

        with self._ground(language) as (_, ground):
            sources = [(each.name, each.title) for each in ground.words.sources]
            usual = ground.usual()[0]
            return Choices(ground.layers(), usual, attributes(ground), sources, len(ground.words.findings))

    def codes(self, *of: str, language: str = "", **values: Any) -> Frequencies:
        """How often codes or findings occur; other values: stance, order (book, count, name)."""
        from spanveld.views.counts import frequencies

        with self._ground(language) as (reader, ground):
            return frequencies(ground, _named(reader), of=of or ground.usual(), **values)

    def by(self, attribute: str, *of: str, language: str = "", **values: Any) -> CrossTable:
        """Codes or findings by an attribute such as ``wave``, ``level`` or ``source.attr.NAME``; values as for ``codes``, and unit."""
        from spanveld.views.counts import by_attribute

        with self._ground(language) as (reader, ground):
            return by_attribute(ground, _named(reader), of=of or ground.usual(), by=attribute, **values)

    def together(self, *of: str, language: str = "", **values: Any) -> TogetherTable:
        """Which codes occur together; other values: other (layers of the columns), relation (same, overlaps, near, turn), distance, unit
        (marked, evidence), order.
        """
        from spanveld.views.counts_together import together

        with self._ground(language) as (reader, ground):
            return together(reader, ground, of=of or ground.usual(), **values)

    def words(self, *, language: str = "") -> SpokenWords:
        """How many words are whose."""
        from spanveld.views.counts_words import words_spoken

        with self._ground(language) as (reader, ground):
            return words_spoken(reader, self.store.columns, ground)

    def perspective(self, *of: str, language: str = "", **values: Any) -> Perspective:
        """Of how many voices of each level (``by``: or kind of party, or party) codes or findings are; other values as for ``codes``."""
        from spanveld.views.counts_perspective import perspective

        with self._ground(language) as (reader, ground):
            return perspective(ground, _named(reader), of=of or ground.usual(), **values)

    def along(self, source: str, *of: str, language: str = "") -> Along:
        """Where the codes of layers (all of them, unless named) lie along a source."""
        from spanveld.views.counts_along import along

        with self._ground(language) as (reader, ground):
            return along(reader, ground, source, of=of)

    @contextmanager
    def _ground(self, language: str) -> Iterator[tuple[Reader, Ground]]:
        from spanveld.views.counts_ground import ground_of

        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            yield reader, ground_of(reader, self.store.columns, language)


def _named(reader: Reader) -> str:
    return str(reader.study.identifier)

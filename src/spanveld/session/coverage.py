"""``study.coverage``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from spanveld.actions.theory import parse_framework
from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused
from spanveld.model.records import TOPIC_STATES
from spanveld.session.acting import Group
from spanveld.store.records import Reader
from spanveld.views.coverage_words import COUNTED_ONCE, GROUP_STATES, HAS_TURNS, JOINED, MARKS, ORDER_ONLY, STATES

if TYPE_CHECKING:
    from spanveld.reports.lines import Line
    from spanveld.session.study import Study
    from spanveld.views.coverage_aspects import AspectsCoverage
    from spanveld.views.coverage_sampling import SamplingCoverage
    from spanveld.views.coverage_topics import TopicsCoverage
    from spanveld.views.coverage_unheard import UnheardCoverage
    from spanveld.views.sheets import Sheet

    Part = TopicsCoverage | SamplingCoverage | UnheardCoverage | AspectsCoverage
else:
    Part = Any

__all__ = [
    "COUNTED_ONCE",
    "GROUP_STATES",
    "HAS_TURNS",
    "JOINED",
    "MARKS",
    "MOST_ROWS",
    "ORDER_ONLY",
    "STATES",
    "TOPIC_STATES",
    "VIEWS",
    "Coverage",
    "Part",
    "asked_part",
    "coverage_lines",
    "coverage_sheets",
]

VIEWS = ("topics", "sampling", "unheard", "aspects")
MOST_ROWS = 10_000
"""Rows that are given at a time."""


class Coverage(Group):
    """What the material of a study covers: topics asked, people and parties heard, parties only spoken about, when codes came up."""

    def topics(
        self,
        *,
        guide: str = "",
        topic: str = "",
        state: str = "",
        limit: int = MOST_ROWS,
        offset: int = 0,
        propose: bool | None = None,
    ) -> TopicsCoverage:
        """Participants by topics, of all versions of the topic list or of ``guide`` alone; where a ``topic`` is in a ``state``, or all.

        Marks of coders are joined over the talks of a participant. ``propose``: read the wording of talks without marks for proposals,
        which are shown as such; None: where they are few.
        """
        from spanveld.views.coverage_topics import topics_coverage

        _check(limit, offset)
        with self._reader() as reader:
            asked = {"guide": guide, "topic": topic, "state": state}
            return topics_coverage(reader, self.store.speaking, **asked, limit=limit, offset=offset, propose=propose)

    def sampling(self, *, case: str = "", sub_case: str = "") -> SamplingCoverage:
        """Who was chosen and how, who proposed whom, which kinds of party and levels are heard or missing; of a case or sub-case alone."""
        from spanveld.views.coverage_sampling import sampling_coverage

        with self._reader() as reader:
            return sampling_coverage(reader, self.store.columns, self.store.speaking, case=case, sub_case=sub_case)

    def unheard(self, *, party: str = "", voice: str = "", limit: int = 50, offset: int = 0) -> UnheardCoverage:
        """Parties that are spoken about and are no voice of any passage; with ``party`` also the passages that speak of it.

        ``voice``: of those only the words of this participant, or with ``-`` of nobody.
        """
        from spanveld.views.coverage_unheard import unheard_coverage

        _check(limit, offset)
        with self._reader() as reader:
            return unheard_coverage(
                reader, self.store.columns, self.store.speaking, party=party, voice=voice, limit=limit, offset=offset
            )

    def aspects(self, *, layer: str = "", orders: int = 200, seed: int = 1) -> AspectsCoverage:
        """New codes of a layer (left out: the first with role term) per source in the order of collection.

        The band shows how many there would be in ``orders`` other orders of the sources, drawn by ``seed``.
        """
        from spanveld.views.coverage_aspects import aspects_coverage

        with self._reader() as reader:
            return aspects_coverage(reader, self.store.columns, layer=layer, orders=orders, seed=seed)

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        with self.store.reading() as connection:
            yield Reader(connection, self.store.study_id, parse_framework)


def _check(limit: int, offset: int) -> None:
    for name, number, most in (("limit", limit, MOST_ROWS), ("offset", offset, 2**31)):
        if not 0 <= number <= most:
            raise Refused(
                N_("'{name}' is a number from 0 to {most}, not {number}."), name=name, most=most, number=number
            )


def asked_part(study: Study, view: str, *, limit: int = MOST_ROWS, offset: int = 0, **values: Any) -> Part:
    """One of the views by its name; ``limit`` and ``offset`` where it has rows to turn."""
    turned = {"limit": limit, "offset": offset} if view in ("topics", "unheard") else {}
    found: Part = getattr(study.coverage, view)(**turned, **values)
    return found


def coverage_sheets(parts: Sequence[Part], translate: Translate) -> list[Sheet]:
    """The tables of answers, to be written to files or made data frames of."""
    from spanveld.views.coverage_sheets import sheets_of

    return [sheet for part in parts for sheet in sheets_of(part, translate)]


def coverage_lines(part: Part, translate: Translate, *, width: int) -> Iterator[Line]:
    """An answer as lines of text."""
    from spanveld.reports.coverage_text import lines

    return lines(part, translate, width=width)

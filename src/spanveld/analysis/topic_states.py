"""What became of a topic for one participant, joined from the talks that the participant took part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spanveld.model.records import TOPIC_STATES

__all__ = ["OPEN_STATES", "JoinTalks", "Talk", "TopicCell", "joined"]

OPEN_STATES = ("unmarked", "not_in_list", "no_talk")
"""What a cell is without a mark: nobody said yet; the list of none of the talks has the topic; there is no talk."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A source in which topics are asked: the ``topics`` of its list (None: nobody said by which list it was held), topic -> mark."""

    source: str
    topics: frozenset[str] | None
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicCell:
    """A topic for a participant: one of ``TOPIC_STATES`` or ``OPEN_STATES``.

    ``marked``: how many of the ``of`` talks that the topic could come up in bear a mark; ``states``: source -> mark, or "" without one.
    """

    state: str
    marked: int
    of: int
    states: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        """Whether the talks bear different marks."""
        return len({state for _, state in self.states if state}) > 1


def joined(states: Iterable[str]) -> str:
    """One state for several marks: the first in the order of ``TOPIC_STATES`` that is among them.

    So what was spoken of in one talk is spoken of, whatever other talks are silent about; 'not asked' stays where no talk asked.

    >>> joined(["not_asked", "asked_nothing"])
    'asked_nothing'
    """
    return min(states, key=TOPIC_STATES.index)


@dataclass(frozen=True, slots=True)
class JoinTalks:
    """Joins talks topic by topic, for these topics."""

    topics: Sequence[str]

    def __call__(self, talks: Sequence[Talk]) -> dict[str, TopicCell]:
        """Topic -> its cell, for who took part in these talks."""
        return {topic: self._cell(topic, talks) for topic in self.topics}

    @staticmethod
    def _cell(topic: str, talks: Sequence[Talk]) -> TopicCell:
        could = [talk for talk in talks if topic in talk.marks or talk.topics is None or topic in talk.topics]
        states = tuple((talk.source, talk.marks.get(topic, "")) for talk in could)
        marks = [state for _, state in states if state]
        if marks:
            state = joined(marks)
        elif could:
            state = "unmarked"
        else:
            state = "not_in_list" if talks else "no_talk"
        return TopicCell(state, len(marks), len(could), states)

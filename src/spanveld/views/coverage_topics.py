"""Which topics came up with whom: participants by topics, marked by coders, joined over talks, with what the wording suggests beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from spanveld.analysis.topic_states import OPEN_STATES, JoinTalks, Talk, TopicCell, joined
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER, TOPIC_STATES
from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking
from spanveld.views.frames import data_frame
from spanveld.views.topics import SourceTopics, TopicList, TopicState, topic_list

__all__ = [
    "GuideLine",
    "ParticipantTopics",
    "TalkTopic",
    "TopicColumn",
    "TopicOfParticipant",
    "TopicsCoverage",
    "topics_coverage",
]

MOST_PROPOSED = 40
"""Talks without all their marks of which the wording is read for one answer, unless more was asked for."""


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A version of the topic list: when and why it was made, its topics, and how many talks were held by it."""

    guide: str
    title: str
    version: str
    date: str
    reason: str
    topics: tuple[str, ...]
    talks: int


@dataclass(frozen=True, slots=True)
class TopicColumn:
    """A topic, with the versions of the list that have it; ``states``: state -> in how many of all rows."""

    topic: str
    label: str
    kind: str
    guides: tuple[str, ...]
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TalkTopic:
    """A topic in one talk: the mark of ``coder`` ("" without one), or what the wording suggests of it.

    ``quote``: the turn that it rests on, in paragraph ``paragraph`` of the text (0: nothing in the wording is like it); ``like``: the line
    of the list that it is like.
    """

    source: str
    title: str
    state: str
    coder: str
    note: str
    proposed: str = ""
    quote: str = ""
    like: str = ""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class TopicOfParticipant:
    """A topic for a participant: ``state`` joined from ``marked`` of the ``of`` talks in which it could come up.

    ``state`` is one of the five, or unmarked, not_in_list, no_talk. ``differs``: the talks bear different marks. ``proposed``: what the
    wording of the other talks suggests, joined in the same way; a proposal, whatever it says.
    """

    topic: str
    state: str
    marked: int
    of: int
    differs: bool
    proposed: str
    talks: tuple[TalkTopic, ...]


@dataclass(frozen=True, slots=True)
class ParticipantTopics:
    """A participant, or (without one) a talk of which nobody knows who took part."""

    participant: str
    function: str
    level: str
    talks: tuple[str, ...]
    cells: tuple[TopicOfParticipant, ...]


@dataclass(frozen=True, slots=True)
class TopicsCoverage:
    """Participants by topics: the ``rows`` from ``offset`` on of the ``of`` that were asked for, of ``every`` there are.

    ``guide``: of this version of the list alone. ``unlisted``: talks of which nobody said by which version they were held.
    ``proposed``: whether the wording was read for proposals.
    """

    study: str
    title: str
    language: str
    guide: str
    guides: tuple[GuideLine, ...]
    topics: tuple[TopicColumn, ...]
    rows: tuple[ParticipantTopics, ...]
    of: int
    every: int
    offset: int
    talks: int
    unlisted: tuple[str, ...]
    proposed: bool

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """A row a participant, a column a topic, the state in it."""
        return [
            {
                "participant": row.participant,
                "talks": list(row.talks),
                **{cell.topic: cell.state for cell in row.cells},
            }
            for row in self.rows
        ]

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def topics_coverage(
    reader: Reader,
    speaking: KeptSpeaking,
    *,
    guide: str = "",
    topic: str = "",
    state: str = "",
    limit: int,
    offset: int,
    propose: bool | None,
) -> TopicsCoverage:
    """Participants by topics; NotFound where ``guide`` is no version of the list, or ``topic`` is in none.

    With ``topic`` and ``state`` only rows in which that topic is in that state. ``propose``: read the wording of talks for proposals;
    None: where few of them lack marks.
    """
    heading = reader.heading()
    known = _kept(reader, speaking, guide)
    found, people, cells = known.found, known.people, known.cells
    names = [column.topic for column in known.columns]
    if topic or state:
        _check(topic, state, names)
        both = [(row, its) for row, its in zip(people, cells, strict=True) if its[topic].state == state]
        people, cells = [row for row, _ in both], [its for _, its in both]
    chosen = slice(offset, offset + limit)
    shown, whole = people[chosen], known.held
    open_talks = _unmarked(cells[chosen])
    wanted = bool(open_talks) and (propose or (propose is None and len(open_talks) <= MOST_PROPOSED))
    if wanted:
        asked = topic_list(reader, study=found.study, language=found.language, only=open_talks)
        whole = {**whole, **{source.source: source for source in asked.sources}}
    talks = {name for row in shown for name in row.talks}
    states = {name: {state.topic: state for state in whole[name].topics} for name in talks}
    return TopicsCoverage(
        study=found.study,
        title=heading["title"],
        language=found.language,
        guide=guide,
        guides=tuple(_line(found, each.guide) for each in found.guides),
        topics=known.columns,
        rows=tuple(
            replace(row, cells=tuple(_cell(name, its[name], whole, states) for name in names))
            for row, its in zip(shown, cells[chosen], strict=True)
        ),
        of=len(people),
        every=len(known.people),
        offset=offset,
        talks=len(known.held),
        unlisted=tuple(source.source for source in found.sources if not source.guides),
        proposed=wanted,
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    """The marks of all talks that are looked at, joined by participant; true at entry ``sequence`` of the journal."""

    sequence: int
    found: TopicList
    held: Mapping[str, SourceTopics]
    columns: tuple[TopicColumn, ...]
    people: list[ParticipantTopics]
    cells: list[dict[str, TopicCell]]


_KEPT: WeakKeyDictionary[KeptSpeaking, dict[str, _Joined]] = WeakKeyDictionary()
"""What was joined last, by version of the list; nothing of it holds any more where the journal has a newer entry."""


def _kept(reader: Reader, speaking: KeptSpeaking, guide: str) -> _Joined:
    memory = _KEPT.setdefault(speaking, {})
    newest = journal.newest(reader.connection, reader.study_id)
    known = memory.get(guide)
    if known is None or known.sequence != newest:
        known = memory[guide] = _join(reader, speaking, guide, newest)
    return known


def _join(reader: Reader, speaking: KeptSpeaking, guide: str, sequence: int) -> _Joined:
    heading = reader.heading()
    found = topic_list(reader, study=heading["study"], language=heading["language"], propose=False)
    if guide:
        found.guide(guide)
    held = [source for source in found.sources if not guide or guide in source.guides]
    columns = _columns(found, held, guide)
    people = list(_people(reader, speaking, held))
    names = [column.topic for column in columns]
    lists = {each.guide: frozenset(topic.topic for topic in each.topics) for each in found.guides}
    talks = {source.source: _talk(source, lists, names) for source in held}
    join = JoinTalks(names)
    cells = [join([talks[name] for name in row.talks]) for row in people]
    counts: Mapping[str, Counter[str]] = {name: Counter(its[name].state for its in cells) for name in names}
    counted = tuple(replace(column, states=dict(counts[column.topic])) for column in columns)
    return _Joined(sequence, found, {source.source: source for source in held}, counted, people, cells)


def _check(topic: str, state: str, names: Sequence[str]) -> None:
    if topic not in names:
        raise NotFound(
            N_("There is no topic '{name}' here; there is: {known}."), name=topic, known=", ".join(names) or "-"
        )
    if state not in (known := (*TOPIC_STATES, *OPEN_STATES)):
        raise NotFound(N_("There is no state '{name}'; there is: {known}."), name=state, known=", ".join(known))


def _line(found: TopicList, name: str) -> GuideLine:
    guide = found.guide(name)
    talks = sum(name in source.guides for source in found.sources)
    topics = tuple(topic.topic for topic in guide.topics)
    return GuideLine(name, guide.title, guide.version, guide.date, guide.reason, topics, talks)


def _columns(found: TopicList, held: Iterable[SourceTopics], guide: str) -> list[TopicColumn]:
    """The topics of all versions, each once, by its newest wording; then those that only bear marks."""
    known: dict[str, TopicColumn] = {}
    for each in found.guides:
        for topic in each.topics if guide in ("", each.guide) else ():
            versions = (*known[topic.topic].guides, each.guide) if topic.topic in known else (each.guide,)
            known[topic.topic] = TopicColumn(topic.topic, topic.label or topic.topic, topic.kind, versions, {})
    for source in held:
        for state in source.topics:
            if state.state and not guide:
                known.setdefault(state.topic, TopicColumn(state.topic, state.label, "", (), {}))
    return list(known.values())


def _people(reader: Reader, speaking: KeptSpeaking, held: Sequence[SourceTopics]) -> Iterator[ParticipantTopics]:
    """The participants who take part in talks, or may yet; then the talks of which nobody knows who took part."""
    part = speaking.of(reader.connection, reader.study_id).part
    numbers = {name: number for number, name in reader.names("source").items()}
    talks: dict[int, list[str]] = defaultdict(list)
    for source in held:
        for person in part.get(numbers[source.source], ()):
            talks[person].append(source.source)
    rows = sorted(reader.rows("participant"), key=lambda row: natural(row.identifier))
    respondents = [row for row in rows if row.level != OBSERVER]
    for row in respondents:
        yield ParticipantTopics(row.identifier, row.function, row.level, tuple(talks[row.id]), ())
    known = {name for row in respondents for name in talks[row.id]}
    for source in held:
        if source.source not in known:
            yield ParticipantTopics("", "", "", (source.source,), ())


def _talk(source: SourceTopics, lists: Mapping[str, frozenset[str]], names: Sequence[str]) -> Talk:
    topics = frozenset[str]().union(*(lists[guide] for guide in source.guides)) if source.guides else None
    marks = {state.topic: state.state for state in source.topics if state.state and state.topic in names}
    return Talk(source.source, topics, marks)


def _unmarked(cells: Iterable[Mapping[str, TopicCell]]) -> list[str]:
    """The talks in which some topic bears no mark."""
    return sorted(
        {source for row in cells for cell in row.values() for source, state in cell.states if not state}, key=natural
    )


def _cell(
    topic: str,
    cell: TopicCell,
    sources: Mapping[str, SourceTopics],
    states: Mapping[str, Mapping[str, TopicState]],
) -> TopicOfParticipant:
    talks = tuple(_talk_topic(sources[name], states[name].get(topic)) for name, _ in cell.states)
    proposed = [talk.proposed for talk in talks if talk.proposed and not talk.state]
    return TopicOfParticipant(
        topic, cell.state, cell.marked, cell.of, cell.differs, joined(proposed) if proposed else "", talks
    )


def _talk_topic(source: SourceTopics, state: TopicState | None) -> TalkTopic:
    if state is None:
        return TalkTopic(source.source, source.title, "", "", "")
    if state.state:
        return TalkTopic(source.source, source.title, state.state, state.coder, state.note)
    return TalkTopic(
        *(source.source, source.title, "", "", "", state.proposed),
        quote=state.quote,
        like=state.like,
        paragraph=state.paragraph,
    )

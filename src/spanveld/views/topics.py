"""The topic list of a study, and what became of each topic in each source: marked by a coder, or proposed by the wording."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from spanveld.analysis.asked import Proposal, Said, Wording, proposals
from spanveld.model.errors import N_, NotFound
from spanveld.model.kinds import KINDS
from spanveld.model.names import natural
from spanveld.model.records import Coverage, Source, Topic
from spanveld.store.marks import texts_of
from spanveld.store.records import Reader
from spanveld.store.speaking import turns_of

__all__ = ["GuideView", "SourceTopics", "TopicList", "TopicState", "topic_list"]

TALKS = ("interview", "meeting")
"""Kinds of sources in which topics are asked."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """A version of the topic list, with its topics in order and the sources that were held by it."""

    guide: str
    title: str
    version: str
    date: str
    reason: str
    topics: tuple[Topic, ...]
    sources: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names; of topics what a guide file has."""
        fields = ("topic", "kind", "label", "questions", "probes", "note")
        topics = [{name: getattr(topic, name) for name in fields} for topic in self.topics]
        heading = {name: getattr(self, name) for name in ("guide", "title", "version", "date", "reason")}
        return {**heading, "topics": topics, "sources": list(self.sources)}


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic in a source. ``state`` is the mark of ``coder`` ("" without one); ``proposed`` what the wording suggests ("": nothing can).

    The turn that suggests it is text[start:end], whose words are ``quote``, in ``paragraph`` (from 1, 0 without one); ``like`` is the
    line of the guide that it is like.
    """

    topic: str
    label: str
    state: str = ""
    coder: str = ""
    note: str = ""
    proposed: str = ""
    likeness: float = 0.0
    start: int = 0
    end: int = 0
    quote: str = ""
    like: str = ""
    words: tuple[str, ...] = ()
    paragraph: int = 0

    @property
    def to_accept(self) -> bool:
        """Whether there is a proposal that rests on words, and no mark yet."""
        return not self.state and self.end > 0


@dataclass(frozen=True, slots=True)
class SourceTopics:
    """What became of the topics in one source. ``named``: its guides are given; else it is taken to be held by the only one."""

    source: str
    title: str
    date: str
    guides: tuple[str, ...]
    named: bool
    interviewer_turns: int
    topics: tuple[TopicState, ...]


@dataclass(frozen=True, slots=True)
class TopicList:
    """The guides of a study, oldest first, and the sources in which topics are asked."""

    study: str
    language: str
    guides: tuple[GuideView, ...]
    sources: tuple[SourceTopics, ...]

    def guide(self, name: str) -> GuideView:
        """A guide by its identifier; NotFound where there is none."""
        for guide in self.guides:
            if guide.guide == name:
                return guide
        raise NotFound(N_("There is no guide '{name}' in this study; it has: {known}."), name=name, known=_named(self))

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        sources = [asdict(source) for source in self.sources]
        return {
            "study": self.study,
            "language": self.language,
            "guides": [item.as_json() for item in self.guides],
            "sources": sources,
        }


def _named(found: TopicList) -> str:
    return ", ".join(guide.guide for guide in found.guides) or "-"


def topic_list(
    reader: Reader, *, study: str, language: str, only: Sequence[str] = (), propose: bool = True
) -> TopicList:
    """The topic list of a study; of the sources ``only`` those named (NotFound where the study has none of that name).

    Sources are shown that are interviews or meetings, were held by a guide, or bear a mark.
    """
    known = sorted(reader.records(KINDS["source"]), key=lambda item: natural(item.source))
    names = {item.source for item in known}
    for name in only:
        if name not in names:
            raise NotFound(N_("There is no source '{source}' in this study."), source=name)
    guides = _guides(reader, known)
    marks: dict[str, dict[str, Coverage]] = defaultdict(dict)
    for mark in reader.records(KINDS["coverage"]):
        marks[mark.source][mark.topic] = mark
    shown = [
        item
        for item in known
        if (item.source in only if only else item.kind in TALKS or item.guides or item.source in marks)
    ]
    texts = {reader.names("source")[row.source_id]: number for number, row in reader.current_texts.items()}
    asked = [texts[item.source] for item in shown if item.source in texts] if propose and guides else []
    turns = _turns(reader, asked, everything=not only)
    sources = [
        _source(reader, item, guides, marks[item.source], turns.get(texts[item.source], []), texts[item.source])
        for item in (shown if guides else ())
        if item.source in texts
    ]
    return TopicList(study, language, tuple(guides.values()), tuple(sources))


def _guides(reader: Reader, sources: Sequence[Source]) -> dict[str, GuideView]:
    names = reader.names("guide")
    topics: dict[str, list[tuple[int, int, Topic]]] = defaultdict(list)
    for row in reader.rows("topic"):
        asked = (tuple(json.loads(row.questions or "[]")), tuple(json.loads(row.probes or "[]")))
        topic = Topic(names[row.guide_id], row.topic, row.position, row.kind, row.label, *asked, note=row.note)
        topics[names[row.guide_id]].append((row.position or 0, row.id, topic))
    found = {}
    for row in reader.rows("guide"):
        held = tuple(item.source for item in sources if row.identifier in item.guides)
        ordered = tuple(topic for _, _, topic in sorted(topics[row.identifier], key=lambda entry: entry[:2]))
        heading = (row.identifier, row.title, row.version, row.date, row.reason)
        found[row.identifier] = GuideView(*heading, ordered, held)
    return found


def _turns(reader: Reader, texts: Sequence[int], *, everything: bool) -> Mapping[int, list[Any]]:
    """Text's number -> its turns of interviewer and respondents, in the order of the text; ``everything``: these are most texts."""
    found: dict[int, list[Any]] = defaultdict(list)
    if not texts:
        return found
    rows = reader.rows("turn") if everything else turns_of(reader.connection, reader.study_id, texts)
    for row in rows:
        if row.role in ("interviewer", "respondent") or (row.participant_id is not None and not row.role):
            found[row.text_id].append(row)
    return {number: sorted(rows, key=lambda row: (row.start, row.end, row.id)) for number, rows in found.items()}


def _source(
    reader: Reader,
    source: Source,
    guides: Mapping[str, GuideView],
    marks: Mapping[str, Coverage],
    turns: Sequence[Any],
    text_id: int,
) -> SourceTopics:
    named = bool(source.guides)
    held = source.guides or (tuple(guides) if len(guides) == 1 else ())
    topics = {topic.topic: topic for guide in held for topic in guides[guide].topics}
    asked = sum(turn.role == "interviewer" for turn in turns)
    body = texts_of(reader.connection, reader.study_id, [text_id])[text_id] if asked and topics else ""
    suggested = _proposed(tuple(topics.values()), turns, body)
    labels = {name: topic.label for name, topic in topics.items()} | {
        name: name for name in marks if name not in topics
    }
    states = tuple(_state(name, label, marks.get(name), suggested.get(name), body) for name, label in labels.items())
    return SourceTopics(source.source, source.title, source.date, held, named, asked, states)


def _proposed(topics: Sequence[Topic], turns: Sequence[Any], body: str) -> dict[str, Proposal]:
    if not body:
        return {}
    guide = [Wording(item.topic, item.label, (*item.questions, *item.probes)) for item in topics]
    said = [Said(turn.start, turn.end, turn.role == "interviewer", body[turn.start : turn.end]) for turn in turns]
    return {found.topic: found for found in proposals(guide, said)}


def _state(topic: str, label: str, mark: Coverage | None, proposal: Proposal | None, body: str) -> TopicState:
    found = TopicState(topic, label)
    if mark is not None:
        found = replace(found, state=mark.state, coder=mark.coder, note=mark.note)
    if proposal is None:
        return found
    return replace(
        found,
        proposed=proposal.state,
        likeness=proposal.likeness,
        start=proposal.start,
        end=proposal.end,
        quote=body[proposal.start : proposal.end],
        like=proposal.line,
        words=proposal.words,
        paragraph=_paragraph(body, proposal.start) if proposal.end else 0,
    )


def _paragraph(body: str, place: int) -> int:
    """The number of the paragraph that a place lies in, as the reading page counts them."""
    return sum(bool(line.strip()) for line in body[:place].split("\n")[:-1]) + 1

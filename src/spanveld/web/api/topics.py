"""The topic list: a framework's own taken in, and topics marked as what became of them in a talk."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class GuideIn(Body):
    """A framework that the study adopted and that has a topic list."""

    framework: str


class MarkIn(Body):
    """What became of a topic in a source: one of the five states, or an empty one to take the mark away."""

    source: str
    topic: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakenGuide:
    """The version of the topic list that the study has now."""

    guide: str


@dataclass(frozen=True, slots=True)
class MarkedTopic:
    """A topic of a source as it is marked now."""

    source: str
    topic: str
    state: str
    note: str


def _take(call: Call) -> TakenGuide:
    if call.made is not None:
        return TakenGuide(call.made.subject)
    return TakenGuide(call.study.topics.take(f"framework:{call.body.framework}"))


def _mark(call: Call) -> MarkedTopic:
    body = call.body
    if call.made is None:
        topics = call.having_seen(f"source:{body.source}").topics
        if body.state:
            topics.mark(body.source, body.topic, body.state, note=body.note.strip())
        else:
            topics.unmark(body.source, body.topic)
    return MarkedTopic(body.source, body.topic, body.state, body.note.strip() if body.state else "")


OPERATIONS = (
    Operation("POST", "/api/topics", _take, "Take the topic list of a framework in.", GuideIn, TakenGuide),
    Operation(
        "PUT", "/api/topics/mark", _mark, "Mark a topic of a source, or take its mark away.", MarkIn, MarkedTopic
    ),
)

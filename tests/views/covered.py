"""Studies with topic lists, marks, samples and parties that are spoken of; and what they cover, counted once more in few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from spanveld.model import records as r
from spanveld.model.study import StudyContent
from tests.query.by_hand import ByHand
from tests.query.crowded import crowded

__all__ = ["CoveredByHand", "covered"]

TOPICS = ("opening", "picture", "costs", "old")
DATES = ("", "2023", "2023-02", "2023-02-10", "2024-01-01")
LISTS = {"g1": ("opening", "picture"), "g2": ("picture", "costs")}


@st.composite
def covered(draw: st.DrawFn) -> StudyContent:
    """A crowded study with all that coverage looks at."""
    content = draw(crowded())

    def any_of(*items: Any) -> Any:
        return draw(st.sampled_from(items))

    def few(items: Any) -> tuple[Any, ...]:
        return tuple(draw(st.lists(st.sampled_from(items), max_size=2, unique=True)))

    lists = any_of((), ("g1",), ("g1", "g2"))
    sources = tuple(
        replace(each, date=any_of(*DATES), guides=few(lists) if lists else ()) for each in content.of(r.Source)
    )
    marks = {(source.source, topic): any_of("", "", *r.TOPIC_STATES) for source in sources for topic in TOPICS}
    names = [person.participant for person in content.of(r.Participant)]
    people = tuple(
        replace(
            each,
            sampling=any_of("", "purposive", "snowball", "by chance"),
            proposed_by=any_of("", "", *names, "R1; R2", "een collega"),
            sub_cases=few(("east", "west")),
        )
        for each in content.of(r.Participant)
    )
    parties = tuple(
        replace(each, mentions=few(("raad", "één", "de raad", "E\u0301e\u0301n", "ja"))) for each in content.of(r.Party)
    )
    values = {
        "source": sources,
        "participant": people,
        "party": (*parties, r.Party("ORG", mentions=("ja",))),
        "guide": tuple(map(r.Guide, lists)),
        "topic": tuple(
            r.Topic(guide, topic, place + 1, label=topic.title())
            for guide in lists
            for place, topic in enumerate(LISTS[guide])
        ),
        "coverage": tuple(
            r.Coverage(source, topic, state, any_of("", "ann", "ben"))
            for (source, topic), state in marks.items()
            if state
        ),
    }
    return replace(content, records={**content.records, **values})


class CoveredByHand(ByHand):
    """What such a study covers, slow and plain."""

    TOPIC_KINDS = ("interview", "meeting")

    # ------------------------------------------------------------------ topics
    def takes_part(self, person: str, source: str) -> bool:
        return person in self.sources[source].participants or self.has_turn(person, [source])

    def has_turn(self, person: str, sources: Iterable[str]) -> bool:
        return any(
            turn.participant == person and turn.source in sources and turn.role not in ("interviewer", "reflection")
            for turn in self.content.of(r.Turn)
        )

    def talks(self, guide: str = "") -> list[str]:
        if not self.content.of(r.Guide):
            return []
        marked = {mark.source for mark in self.content.of(r.Coverage)}
        shown = [
            name
            for name, source in self.sources.items()
            if source.kind in self.TOPIC_KINDS or source.guides or name in marked
        ]
        return [name for name in shown if not guide or guide in self.guides_of(name)]

    def guides_of(self, source: str) -> tuple[str, ...]:
        all_of_them = tuple(guide.guide for guide in self.content.of(r.Guide))
        return self.sources[source].guides or (all_of_them if len(all_of_them) == 1 else ())

    def state(self, talks: list[str], topic: str) -> str:
        marks = [mark.state for mark in self.content.of(r.Coverage) if mark.source in talks and mark.topic == topic]
        for state in r.TOPIC_STATES:
            if state in marks:
                return state
        if not talks:
            return "no_talk"
        for talk in talks:
            guides = self.guides_of(talk)
            if not guides or any(each.guide in guides and each.topic == topic for each in self.content.of(r.Topic)):
                return "unmarked"
        return "not_in_list"

    # ------------------------------------------------------------------ who is heard
    def of_sub_case(self, passage: r.Passage, theme: str) -> bool:
        own = {code for layer, code, _ in self.codes(passage) if layer in ("sub_case", "room")}
        return theme in own if own else theme in self.sources[passage.source].sub_cases

    def case_of(self, source: str) -> str:
        return self.sources[source].case

    def within(self, case: str = "", theme: str = "") -> list[str]:
        return [
            name
            for name, passage in self.passages.items()
            if case in ("", self.case_of(passage.source)) and (not theme or self.of_sub_case(passage, theme))
        ]

    def respondents(self) -> list[str]:
        return [name for name, person in self.people.items() if person.level != "observer"]

    def kinds_of(self, person: str) -> set[str]:
        return {self.parties[party].kind for party in self.people[person].parties}

    # ------------------------------------------------------------------ who is spoken of
    def mentions(self, passage: r.Passage, party: str) -> list[int]:
        if passage.start is None or passage.end is None:
            return []
        text, words = self.content.texts[passage.source], self.parties[party].mentions
        found, at = [], 0
        while words and at < len(text):
            hits = [
                match.end()
                for word in words
                if (match := re.compile(re.escape(word) + r"(?!\w)", re.IGNORECASE).match(text, at))
                and not (at and re.match(r"\w", text[at - 1]))
            ]
            if hits and passage.start <= at and max(hits) <= passage.end:
                found.append(at)
            at = max(hits, default=at + 1)
        return found

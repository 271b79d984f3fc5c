"""What an erasure touches, by number, and what is looked up once to work that out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spanveld.model.records import OBSERVER
from spanveld.model.traces import Traces, merged
from spanveld.store.work import Row, Work
from spanveld.views.erasure import ErasurePlan

__all__ = ["FieldChange", "Known", "Place", "Scope", "Span", "known_of", "subtract"]

Span = tuple[int, int]
"""start, end (code points), half-open."""
Place = tuple[str, tuple[int, ...]]
"""A table, and the key of a row in it."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is written anew without the words."""

    table: str
    key: tuple[int, ...]
    column: str
    value: str
    places: int
    name: str


@dataclass(slots=True)
class Scope:
    """All that an erasure touches, by number. ``edits``: source -> the places of its current text that are blanked.

    ``gone``: the passages that go, by name; ``sealed``: words of sealed marks, of which the plan tells nothing.
    ``shared``: participant -> parts of the names looked for that are this one's name too. ``foreign``: GUIDs of what goes, and further keys
    under which something of imported projects is kept that goes.
    """

    subject: str
    marker: str
    traces: Traces
    participant: int | None = None
    shared: Mapping[int, frozenset[str]] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    edits: dict[int, list[Span]] = field(default_factory=dict)
    passages: set[int] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    foreign: frozenset[str] = frozenset()
    deletes: dict[Place, None] = field(default_factory=dict)
    clears: list[tuple[str, tuple[int, ...], str]] = field(default_factory=list)
    fields: list[FieldChange] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    sealed: set[int] = field(default_factory=set)
    files: set[int] = field(default_factory=set)
    originals: set[int] = field(default_factory=set)
    plan: ErasurePlan = field(default_factory=lambda: ErasurePlan("", "en"))


@dataclass(slots=True)
class Known:
    """What is looked up once: the current texts, and who belongs where."""

    work: Work
    texts: dict[int, Row]
    names: dict[int, str]
    kinds: dict[int, str]
    observers: set[int]
    linked: dict[int, set[int]]
    turns: dict[int, list[Row]]
    given: dict[int, set[int]]
    passages: dict[int, Row]
    anchors: dict[int, Row]

    def body(self, source: int) -> str:
        return self.work.body(self.texts[source]["erasable_id"]) or ""


def known_of(work: Work) -> Known:
    texts = {row["source_id"]: row for row in work.rows("text", superseded=0)}
    by_text = {row["id"]: source for source, row in texts.items()}
    linked, turns, given = defaultdict(set), defaultdict(list), defaultdict(set)
    for source, person in work.values("source_participants", "source_id", "participant_id"):
        linked[source].add(person)
    for turn in work.rows("turn"):
        turns[turn["text_id"]].append(turn)
    for passage, person in work.values("passage_voices", "passage_id", "participant_id"):
        given[passage].add(person)
    found = work.values("source", "id", "identifier", "kind")
    return Known(
        work,
        texts,
        {number: name for number, name, _ in found},
        {number: kind for number, _, kind in found},
        {number for (number,) in work.values("participant", "id", level=OBSERVER)},
        linked,
        turns,
        given,
        {row["id"]: row for row in work.rows("passage")},
        {row["passage_id"]: row for row in work.rows("anchor") if row["text_id"] in by_text},
    )


def subtract(span: Span, others: Iterable[Span]) -> list[Span]:
    """What is left of a span without the others.

    >>> subtract((0, 10), [(2, 4)])
    [(0, 2), (4, 10)]
    """
    left, at = [], span[0]
    for start, end in merged(others):
        if start >= span[1] or end <= at:
            continue
        if start > at:
            left.append((at, start))
        at = max(at, end)
    return [*left, (at, span[1])] if at < span[1] else left

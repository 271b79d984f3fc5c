"""Words per voice: how much of what was said is whose, beside the passages of which it is a voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.hanging import Hanging
from spanveld.analysis.tallying import tally
from spanveld.analysis.words_spoken import PARTS, SpokenTurn, WordsOfText, words_of_text
from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.query.printing import show
from spanveld.store.columns import KeptColumns
from spanveld.store.contexts import texts_of_sources
from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.records import Reader
from spanveld.store.schema import link_table_of
from spanveld.views.counts import share
from spanveld.views.counts_ground import Ground, term
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["PART_LABELS", "SpokenWords", "VoiceWords", "words_spoken"]

PART_LABELS: Mapping[str, str] = {
    "interviewer": N_("said by an interviewer"),
    "thoughts": N_("the researcher's own thoughts"),
    "unknown": N_("in turns whose speaker is not known"),
    "outside": N_("outside every turn"),
    "unassigned": N_("in sources without turns, whose speaker cannot be told by their participants"),
}
HOW = (
    N_(
        "A word is what stands between blanks and has a letter or a digit in it; it belongs to the turns in which it begins."
    ),
    N_("Where a source has no turns, its words are those of its participant if it has exactly one."),
    N_("Shares are of the words of all respondents; what two say at once is each one's, and counts once in all."),
    N_("Passages are those of which the respondent is a voice, of all passages that have a voice of a respondent."),
)


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """A participant's ``words`` in so many ``sources``, and the passages of which it is a voice; ``query`` finds these."""

    voice: str
    label: str
    observer: bool
    words: int
    sources: int
    evidence: int
    marked: int
    query: str


@dataclass(frozen=True, eq=False, slots=True)
class SpokenWords:
    """Words by voice, the most first; the researcher's notes stand apart. ``respondents``: words that are a respondent's.

    ``total``: all words of all texts; ``nobody``: those that cannot be assigned, by why; ``evidence`` and ``marked``: passages that have a
    respondent as a voice.
    """

    study: str
    translate: Translate
    voices: Sequence[VoiceWords]
    observers: Sequence[VoiceWords]
    total: int
    respondents: int
    nobody: Mapping[str, int]
    evidence: int
    marked: int

    def sheet(self) -> Sheet:
        """A row a voice, then the researcher's notes and what is nobody's."""
        _ = self.translate
        columns = [Column("voice", _(N_("voice"))), Column("label", _(N_("Called")))]
        columns += [Column("words", _(N_("words")), "count"), Column("words_of", _(N_("of")), "count")]
        columns += [Column("share", _(N_("share")), "share"), Column("sources", _(N_("sources")), "count")]
        columns += [
            Column("evidence", _(N_("passages as evidence")), "count"),
            Column("evidence_of", _(N_("of")), "count"),
        ]
        columns += [Column("marked", _(N_("passages as marked")), "count"), Column("marked_of", _(N_("of")), "count")]
        columns.append(Column("query", _(N_("query"))))
        rows: list[list[Cell]] = []
        for one in self.voices:
            row: list[Cell] = [one.voice, one.label, one.words, self.respondents, share(one.words, self.respondents)]
            rows.append([*row, one.sources, one.evidence, self.evidence, one.marked, self.marked, one.query])
        for one in self.observers:
            row = [one.voice, _(N_("the researcher's notes")), one.words, None, None]
            rows.append([*row, one.sources, one.evidence, None, one.marked, None, one.query])
        for part in PARTS:
            if count := self.nobody.get(part, 0):
                rows.append(["", _(PART_LABELS[part]), count, *[None] * 7, ""])
        return Sheet("words", _(N_("Words per voice")), columns, rows, [_(note) for note in HOW])

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables, the one that is read first."""
        return (self.sheet(),)

    def as_json(self) -> dict[str, Any]:
        """The voices with their words and passages, and what is nobody's."""

        def told(one: VoiceWords) -> dict[str, Any]:
            return {
                "voice": one.voice,
                "label": one.label,
                "words": one.words,
                "sources": one.sources,
                "evidence": one.evidence,
                "marked": one.marked,
                "query": one.query,
            }

        return {
            "study": self.study,
            "words": {"total": self.total, "of_respondents": self.respondents, "of_nobody": dict(self.nobody)},
            "voiced": {"evidence": self.evidence, "marked": self.marked},
            "voices": [told(one) for one in self.voices],
            "observers": [told(one) for one in self.observers],
        }

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return self.sheet().to_pandas()


@dataclass(frozen=True, eq=False, slots=True)
class _Counted:
    """What a source's words rested on when they were counted, and their count."""

    rests_on: tuple[Any, ...]
    text: WordsOfText


Counted = Mapping[int, _Counted]
_KEPT: WeakKeyDictionary[KeptColumns, Kept[Counted]] = WeakKeyDictionary()
TABLES = frozenset(("turn", "text", "source", "source_participants"))
"""Tables by a change of which words may be somebody else's."""


def words_spoken(reader: Reader, kept: KeptColumns, ground: Ground) -> SpokenWords:
    """How many words are whose; counted once, and anew only in sources whose text or turns changed."""
    observers = frozenset(person.number for person in ground.words.people if person.observer)

    def patched(found: Counted, rows: Sequence[ChangedRow]) -> Counted:
        return _counted(reader, observers, found) if any(row[0] in TABLES for row in rows) else found

    keeper = _KEPT.setdefault(kept, Kept())
    counted = keeper.of(reader.connection, reader.study_id, lambda: _counted(reader, observers, {}), patched, observers)
    texts = [each.text for each in counted.values()]
    nobody = {part: count for part in PARTS if (count := sum(text.nobody.get(part, 0) for text in texts))}
    voices = list(_voices(ground, texts))
    heard = ground.voices.rows
    whole = tally(ground.columns, heard, np.zeros(len(heard), np.int32), 1, heard[:0], heard[:0])
    return SpokenWords(
        *(str(reader.study.identifier), ground.translate),
        [one for one in voices if not one.observer],
        [one for one in voices if one.observer],
        sum(text.total for text in texts),
        sum(text.respondents for text in texts),
        nobody,
        *(int(whole.evidence[0]), int(whole.marked[0])),
    )


def _voices(ground: Ground, texts: Sequence[WordsOfText]) -> Iterator[VoiceWords]:
    """Every participant, the one with most words first."""
    words: Counter[int] = Counter()
    sources: Counter[int] = Counter()
    for text in texts:
        words.update(text.voices)
        sources.update(text.voices.keys())
    pairs = ground.columns.voices
    most = max((person.number for person in ground.words.people), default=0) + 1
    heard = Hanging.of(pairs.passage, pairs.thing, most)
    counts = tally(ground.columns, heard.passage, heard.thing, most, heard.passage[:0], heard.passage[:0])
    people = sorted(ground.words.people, key=lambda one: (-words[one.number], -int(counts.evidence[one.number])))
    for person in people:
        at = person.number
        yield VoiceWords(
            *(person.name, ground.labels["function"].get(person.name, ""), person.observer, words[at], sources[at]),
            *(int(counts.evidence[at]), int(counts.marked[at]), show(term(("voice",), person.name))),
        )


def _counted(reader: Reader, observers: frozenset[int], known: Counted) -> Counted:
    """The words of every source; of those that rest on the same as before, what is known."""
    turns: dict[int, list[SpokenTurn]] = defaultdict(list)
    for row in reader.rows("turn"):
        turns[row.text_id].append(SpokenTurn(row.start, row.end, row.participant_id or 0, row.role))
    people: dict[int, list[int]] = defaultdict(list)
    for row in reader.rows(link_table_of("source", "participants").name):
        people[row.source_id].append(row.participant_id)
    found: dict[int, _Counted] = {}
    stale: dict[int, tuple[Any, ...]] = {}
    for number, text in reader.current_texts.items():
        rests_on = (number, tuple(turns[number]), tuple(people[text.source_id]))
        before = known.get(text.source_id)
        if before is not None and before.rests_on == rests_on:
            found[text.source_id] = before
        else:
            stale[text.source_id] = rests_on
    for source, body in texts_of_sources(reader.connection, reader.study_id, sorted(stale)):
        _, its, participants = stale[source]
        found[source] = _Counted(stale[source], words_of_text(body, its, participants, observers))
    return found

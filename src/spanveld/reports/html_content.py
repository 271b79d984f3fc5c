"""What the HTML report shows, worked out from the views: rows with chips, passages with their voices, people with their counts.

Anchors hold a colon, which no identifier may, so that two of them never meet: ``finding:T4.P1``, ``passages:T4.P1``,
``evidence:T4.P1:K022``, ``voice:R1``, and ``passage:K022`` where a passage stands for the first time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spanveld.model.errors import N_
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.model.records import STANCES
from spanveld.reports.wording import CONTRARY, Wording, by_kind, capitalised, listed
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables, Quoted

__all__ = ["Card", "Chip", "Content", "Respondent", "Row", "Section", "StanceGroup", "Voice", "content_of"]

_PARAGRAPH = re.compile(r"\n\s*\n|(?<=[.!?:…”’\"'])\s*\n")
HEADINGS = {"supports": N_("Supports"), "qualifies": N_("Qualifies"), "contradicts": N_("Contradicts")}


@dataclass(frozen=True, slots=True)
class Chip:
    """A citation: who, the stance where it is not support, and the first passage that it leads to (empty: to none)."""

    text: str
    stance: str
    target: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word a passage is: the name it is cited by, what the person does, and where the person stands in the report."""

    name: str
    function: str
    target: str


@dataclass(frozen=True, slots=True)
class Card:
    """A quoted passage in its paragraphs. ``own_anchor`` is empty where the passage stood in the report before."""

    quoted: Quoted
    paragraphs: tuple[str, ...]
    kind: str
    voices: tuple[Voice, ...]
    anchor: str
    own_anchor: str


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The passages of one stance towards a finding; ``count`` by the counting rule (overlaps of coders once)."""

    stance: str
    heading: str
    count: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a findings table; ``counts`` says how many passages each stance has."""

    finding: str
    statement: str
    sub_case: str
    effect: str
    chips: tuple[Chip, ...]
    counts: str
    narrow: str
    ground: str
    groups: tuple[StanceGroup, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A dimension: its table by kind of finding."""

    anchor: str
    heading: str
    caption: str
    kinds: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def rows(self) -> list[Row]:
        """All rows, in the order of the table."""
        return [row for _, rows in self.kinds for row in rows]


@dataclass(frozen=True, slots=True)
class Respondent:
    """A participant, with how many passages of this report are its word."""

    person: Person
    parties: str
    level: str
    passages: int


@dataclass(frozen=True, slots=True)
class Content:
    """The whole report. ``passages``: how many different passages stand in it."""

    sections: tuple[Section, ...]
    respondents: tuple[Respondent, ...]
    observers: tuple[Respondent, ...]
    passages: int


def content_of(tables: FindingsTables, wording: Wording) -> Content:
    """Work out everything that the report shows."""
    seen: set[str] = set()
    sections = tuple(_section(table, wording, seen) for table in tables.tables)
    voiced = _voiced(tables)
    people = sorted(tables.people.values(), key=lambda person: natural(person.participant))
    everyone = [_respondent(person, voiced[person.participant], wording) for person in people]
    return Content(
        sections,
        tuple(item for item in everyone if not item.person.is_observer),
        tuple(item for item in everyone if item.person.is_observer),
        len(seen),
    )


def _section(table: FindingsTable, wording: Wording, seen: set[str]) -> Section:
    kinds = tuple((label, tuple(_row(row, wording, seen) for row in rows)) for label, rows in by_kind(table))
    caption = listed(wording.translate, (f"{label[:1].lower()}{label[1:]}" for label, _ in kinds))
    return Section(
        f"dimension:{table.dimension.dimension}", capitalised(table.dimension.label), capitalised(caption), kinds
    )


def _row(row: FindingRow, wording: Wording, seen: set[str]) -> Row:
    counts = [wording.passages(row.stances["supports"].passages)]
    for stance in CONTRARY:
        if number := row.stances[stance].passages:
            counts.append(f"{wording.translate(CONTRARY[stance])} {number}")
    groups = tuple(_group(row, stance, wording, seen) for stance in STANCES if row.stances[stance].passages)
    chips = tuple(chip for stance in STANCES for chip in _chips(row, stance, wording))
    effect, narrow, ground = wording.effect(row), wording.narrow(row), wording.ground(row)
    return Row(row.finding, row.statement, row.sub_case, effect, chips, ", ".join(counts), narrow, ground, groups)


def _chips(row: FindingRow, stance: str, wording: Wording) -> Iterator[Chip]:
    """A chip for each voice that is cited, and one for the passages without any."""
    quoted = row.stances[stance].quoted
    word = f"{wording.translate(CONTRARY[stance])}: " if stance in CONTRARY else ""
    for name in wording.cited(row.stances[stance].voices):
        its = [item for item in quoted if name in wording.cited(item.voices)]
        yield Chip(f"{word}{name}", stance, _anchor(row, its))
    voiceless = [item for item in quoted if not item.voices]
    if voiceless or (row.stances[stance].passages and not row.stances[stance].voices):
        yield Chip(f"{word}{wording.translate(N_('no voice'))}", stance, _anchor(row, voiceless))


def _anchor(row: FindingRow, quoted: Sequence[Quoted]) -> str:
    return f"evidence:{row.finding}:{quoted[0].passage}" if quoted else ""


def _group(row: FindingRow, stance: str, wording: Wording, seen: set[str]) -> StanceGroup:
    its = row.stances[stance]
    cards = tuple(_card(row, item, wording, seen) for item in its.quoted)
    return StanceGroup(stance, wording.translate(HEADINGS[stance]), wording.passages(its.passages), cards)


def _card(row: FindingRow, quoted: Quoted, wording: Wording, seen: set[str]) -> Card:
    own = "" if quoted.passage in seen else f"passage:{quoted.passage}"
    seen.add(quoted.passage)
    voices = tuple(_voice(voice, wording) for voice in quoted.voices)
    anchor, kind = f"evidence:{row.finding}:{quoted.passage}", wording.source_kind(quoted.source_kind)
    return Card(quoted, paragraphs(quoted.quote), kind, voices, anchor, own)


def paragraphs(quote: str) -> tuple[str, ...]:
    """A quote as it is read: lines that break off in mid-sentence run on, other line ends stay.

    >>> paragraphs("One line that\\nruns on.\\nAnother.")
    ('One line that runs on.', 'Another.')
    """
    return tuple(" ".join(part.split()) for part in _PARAGRAPH.split(quote) if part.strip())


def _voice(voice: str, wording: Wording) -> Voice:
    person = wording.people.get(voice)
    function = person.function if person is not None and not person.is_observer else ""
    return Voice(wording.voice(voice), function, f"voice:{voice}" if person is not None else "")


def _respondent(person: Person, passages: int, wording: Wording) -> Respondent:
    return Respondent(person, ", ".join(person.parties), wording.label(person.level) if person.level else "", passages)


def _voiced(tables: FindingsTables) -> Counter[str]:
    """Voice -> how many different passages of the report are its word."""
    quoted = {
        item.passage: item.voices
        for table in tables.tables
        for row in table.rows
        for its in row.stances.values()
        for item in its.quoted
    }
    return Counter(voice for voices in quoted.values() for voice in voices)

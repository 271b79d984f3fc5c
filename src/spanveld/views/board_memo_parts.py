"""What a memo for a board or council tells, as plain values; the words are up to the forms.

Everything that states a finding names what it rests on: ``subjects`` (``finding:F1``, ``assessment:A1``, ``party:P1``) and passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from spanveld.views.standings import Standing

__all__ = [
    "Ground",
    "MemoDimension",
    "MemoFacts",
    "MemoFinding",
    "MemoPart",
    "MemoQuote",
    "MemoStanding",
    "QuoteWarning",
    "Try",
    "Unheard",
    "Untold",
]

MemoPart = Literal["chafes", "handled", "well", "verdict"]
Tied = tuple[str, str]
"""A passage, and how it bears on what is said (a stance)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence rests on: things of the study, and the passages behind them with their stance."""

    subjects: tuple[str, ...]
    passages: tuple[Tied, ...]


@dataclass(frozen=True, slots=True)
class MemoFinding:
    """A finding: ``part`` says where it belongs. ``few``: it rests on two voices or fewer; ``against``: passages speak against it."""

    finding: str
    part: MemoPart
    plural: str
    text: str
    effect: str
    few: bool
    against: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class MemoQuote:
    """A passage in its speakers' words; ``role``: what they are cited as (empty: respondents)."""

    passage: str
    text: str
    role: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class QuoteWarning:
    """A quote by which a reader may know who speaks: fewer than three of that role were heard. ``people``: how many were."""

    passage: str
    source: str
    role: str
    people: int
    alone: bool
    """Whether even all who were heard together are fewer than three."""


@dataclass(frozen=True, slots=True)
class MemoStanding:
    """Where a dimension stands; ``sub_case`` and ``wave`` by their names. ``before``: what was agreed in the wave before (its name)."""

    standing: Standing
    sub_case: str
    wave: str
    before: Standing | None
    before_wave: str
    stale: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class MemoDimension:
    """A dimension with all that is told of it."""

    dimension: str
    label: str
    question: str
    findings: tuple[MemoFinding, ...]
    standings: tuple[MemoStanding, ...]
    quotes: tuple[MemoQuote, ...]

    def of(self, part: str) -> Sequence[MemoFinding]:
        """Its findings of one part."""
        return [finding for finding in self.findings if finding.part == part]


@dataclass(frozen=True, slots=True)
class Try:
    """What could be done about a pain point, as the researcher confirmed it: which rule it strains, what to try, when, how it tips over.

    ``tips``: what the other side of the scale looks like, and of what. ``tried``: what came of it here.
    """

    pain_point: str
    rule: str
    handlings: tuple[str, ...]
    when: str
    tips: tuple[str, str]
    tried: str
    handled: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Unheard:
    """A party of which nobody was heard; with a ground where it is spoken about."""

    party: str
    name: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Untold:
    """Something that the memo does not tell, and why not: ``no_passage``, ``no_agreement``."""

    subject: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class MemoFacts:
    """All that a memo can tell. ``state``: the date up to which the study is told; ``language``: that of the memo.

    ``heading`` and ``warning``: how the framework introduces what it proposes. ``notes``: what it says of the grade of evidence.
    ``sources``: passage -> its source. ``roles``: level -> its label.
    ``unprinted``: subjects and passages whose names hold a respondent's, for no eye outside.
    """

    study: str
    title: str
    language: str
    study_language: str
    state: str
    case: str
    sub_case: str
    wave: str
    dimensions: tuple[MemoDimension, ...]
    tries: tuple[Try, ...]
    heading: str
    warning: str
    notes: tuple[str, ...]
    unheard: tuple[Unheard, ...]
    has_parties: bool
    untold: tuple[Untold, ...]
    warnings: tuple[QuoteWarning, ...]
    quotes_left_out: bool
    sources: Mapping[str, str]
    roles: Mapping[str, str]
    unprinted: frozenset[str]

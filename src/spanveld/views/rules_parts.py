"""The parts of the matrix of rules of the game: its rows, columns and cells, and what its agenda says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from spanveld.model.errors import N_
from spanveld.views.chafing import Cited, Found, PossiblePoint
from spanveld.views.frames import data_frame

__all__ = [
    "STATES",
    "WHAT_LACKS",
    "Handling",
    "Lack",
    "Rule",
    "RulePoint",
    "RulesMatrix",
    "State",
    "Strain",
    "TipsOver",
]

State = Literal["confirmed", "own", "changed", "proposed", "refused"]
STATES: dict[State, str] = {
    "confirmed": N_("confirmed"),
    "own": N_("added by the researcher"),
    "changed": N_("changed"),
    "proposed": N_("not decided yet"),
    "refused": N_("refused"),
}
"""What became of a link between a pain point and a rule; of several in one cell the first stands for it."""
STANDS = ("confirmed", "own", "changed")
WHAT_LACKS = {
    "no_rule": N_("no rule of the game said to be strained"),
    "undecided": N_("proposition not decided on"),
    "not_handled": N_("how it is handled now: nobody said"),
    "no_handling": N_("nothing from the catalogue that may be tried"),
    "no_passage": N_("no passage shows it"),
    "responds_to_nothing": N_("responds to no pain point yet"),
    "no_pain_point": N_("no pain point of this case strains it"),
}
"""What is on the agenda: what a cell, a pain point, a rule or a handling lacks."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the game, as a column."""

    rule: str
    label: str
    note: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Handling:
    """A handling that the catalogue offers, never one that keeps a pain point going."""

    handling: str
    label: str
    note: str
    checked: bool


@dataclass(frozen=True, slots=True)
class TipsOver:
    """To which side it leads when it is overdone: the dimension, its part, ``side`` -1 or 1, that side in words, and its anchor."""

    dimension: str
    dimension_label: str
    part: str
    part_label: str
    side: int
    said: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Strain:
    """Where a pain point strains a rule. ``link``: the proposal of the framework (framework:item; empty: the researcher's own).

    ``handled``: how it is handled now, in the researcher's words; ``offers``: what may be tried, ``when`` and what it tips over to;
    ``passages``: those that the researcher named for it.
    """

    pain_point: str
    rule: str
    rule_label: str
    state: State
    link: str
    proposal: str
    when: str
    tips_over: TipsOver | None
    offers: tuple[Handling, ...]
    source: str
    checked: bool
    reason: str
    handled: str
    tried: str
    passages: tuple[Cited, ...]

    @property
    def stands(self) -> bool:
        """Whether the researcher says that it is so."""
        return self.state in STANDS


@dataclass(frozen=True, slots=True)
class RulePoint:
    """A pain point, as a row: one that a framework says may be met, with the ``findings`` that match it, or a finding by itself.

    ``cells``: a state a rule, empty where nothing is said. ``handled_by``: findings that respond to it.
    """

    pain_point: str
    label: str
    says: str
    dimension: str
    dimension_label: str
    possible: PossiblePoint | None
    findings: tuple[Found, ...]
    handled_by: tuple[Found, ...]
    strains: tuple[Strain, ...]
    cells: tuple[State | Literal[""], ...]
    query: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A point of the agenda: what is lacking (see ``WHAT_LACKS``), and of which pain point, rule or finding."""

    what: str
    pain_point: str
    rule: str
    finding: str
    label: str


@dataclass(frozen=True, slots=True)
class RulesMatrix:
    """The matrix of one case, true up to journal entry ``sequence``. ``cases``: all by identifier, with their names.

    ``heading`` and ``warning`` are what the framework says of its own proposals; ``catalogue`` all handlings that may be tried.
    ``links``: (finding, relation, to) between findings and items.
    """

    study: str
    title: str
    language: str
    sequence: int
    case: str
    cases: Mapping[str, str]
    heading: str
    warning: str
    rules: tuple[Rule, ...]
    catalogue: tuple[Handling, ...]
    points: tuple[RulePoint, ...]
    agenda: tuple[Lack, ...]
    links: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The strained rules, a dictionary each."""
        return [asdict(strain) for point in self.points for strain in point.strains]

    def to_pandas(self) -> Any:
        """The strained rules as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())

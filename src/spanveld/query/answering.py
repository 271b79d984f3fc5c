"""A checked query answered: which passages it finds, by columns, and by hits that whoever asks looks up in texts and memos.

What is cheap is asked first, and the rest only of the passages that are left; each step is paid from a ``Budget``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from spanveld.model.columns import Bools, Columns, Hits, Ints, Pairs, place_keys
from spanveld.model.errors import N_
from spanveld.query import plan
from spanveld.query.faults import Stopped, TooMuch
from spanveld.query.lying import Spans, lying
from spanveld.query.plan import Plan
from spanveld.query.tree import SAME_TURN
from spanveld.query.words import Rule

__all__ = ["Budget", "Searching", "answer"]

MOST_WORK = 2_000_000_000
"""Rows and characters that one query may look at."""


@dataclass(slots=True)
class Budget:
    """What a query may still cost: ``work`` in rows and characters looked at, and ``deadline``, a moment of ``time.monotonic()``.

    ``stopped`` says whether whoever asked has gone.
    """

    work: int = MOST_WORK
    deadline: float = float("inf")
    stopped: Callable[[], bool] = lambda: False

    def pay(self, work: int) -> None:
        """Take work off; TooMuch where nothing is left, or the deadline has passed; Stopped where nobody waits for the answer."""
        self.work -= work
        if self.stopped():
            raise Stopped(N_("This query was stopped: nobody waits for its answer any more."))
        if self.work < 0:
            raise TooMuch(
                N_(
                    "This query asks more work than one query may. Ask less at a time: fewer conditions, or fewer sources."
                )
            )
        if time.monotonic() > self.deadline:
            raise TooMuch(
                N_("This query took too long and was stopped. Ask less at a time: fewer conditions, or fewer sources.")
            )


class Searching(Protocol):
    """Looks phrases up; what it costs is paid from the budget."""

    def hits(self, said: plan.Said, sources: Ints, budget: Budget) -> Hits:
        """Where the phrase stands in the current texts of these sources."""
        ...

    def turns(self, sources: Ints, budget: Budget) -> Hits:
        """Where somebody speaks in the current texts of these sources: turns, whoever's."""
        ...

    def memos(self, said: plan.Said, budget: Budget) -> Ints:
        """The numbers of the passages with a memo that holds the phrase."""
        ...


def answer(query: Plan, columns: Columns, rules: tuple[Rule, ...], searching: Searching, budget: Budget) -> Bools:
    """Which passages (rows of the columns) a query finds; TooMuch where it costs more than the budget holds."""
    return _Asker(columns, rules, searching, budget).ask(query, columns.all())


@dataclass(frozen=True)
class _Asker:
    """Answers the parts of one query. Each answer is within the rows that were asked about."""

    columns: Columns
    rules: tuple[Rule, ...]
    searching: Searching
    budget: Budget

    def ask(self, query: Plan, within: Bools) -> Bools:
        self.budget.pay(len(self.columns))
        match query:
            case plan.All(parts):
                for part in sorted(parts, key=_cost):
                    if not within.any():
                        break
                    within = self.ask(part, within)
                return within
            case plan.Any(parts):
                found = self.columns.none()
                for part in sorted(parts, key=_cost):
                    found |= self.ask(part, within & ~found)
                return found
            case plan.None_(part):
                return within & ~self.ask(part, within)
            case plan.Reach():
                return self.reach(query, within)
            case plan.Said():
                return self.said(query, within)
            case _:
                return within & self.marked(query)

    def marked(self, query: Plan) -> Bools:
        """What one look at the columns tells."""
        columns = self.columns
        match query:
            case plan.CodedAs(codes, coders):
                self.budget.pay(len(columns.codings))
                return self.on(columns.codings, codes, coders)
            case plan.Spoken(people):
                self.budget.pay(len(columns.voices))
                return self.on(columns.voices, people)
            case plan.About(parties):
                self.budget.pay(len(columns.about))
                return self.on(columns.about, parties)
            case plan.Evidence(findings, stances):
                self.budget.pay(len(columns.evidence))
                return self.on(columns.evidence, findings, stances)
            case plan.In(column, numbers):
                found: Bools = _among(getattr(columns, column), numbers)
                return found
            case plan.Holds(flag):
                return _FLAGS[flag](self)
            case _:
                raise AssertionError(query)

    def on(self, pairs: Pairs, things: frozenset[int] | None, by: frozenset[int] | None = None) -> Bools:
        """The rows on which one of these things hangs, tied by one of those."""
        wanted = np.ones(len(pairs), np.bool_) if things is None else _among(pairs.thing, things)
        if by is not None:
            wanted &= _among(pairs.by, by)
        found = self.columns.none()
        found[pairs.passage[wanted]] = True
        return found

    def incomplete(self) -> Bools:
        """Passages that break a rule, by what their own coder put on them."""
        columns = self.columns
        self.budget.pay(len(columns.codings) * (1 + len(self.rules)))
        own = columns.codings.by == columns.coder[columns.codings.passage]
        passage, code = columns.codings.passage[own], columns.codings.thing[own]
        found = columns.none()
        for rule in self.rules:
            broken = columns.none()
            broken[passage[_among(code, rule.when)]] = True
            broken[passage[_among(code, rule.needs)]] = False
            found |= broken
        return found

    # ------------------------------------------------------------------ places and words
    def reach(self, query: plan.Reach, within: Bools) -> Bools:
        columns = self.columns
        left = self.ask(query.left, within & columns.placed)
        if not left.any():
            return left
        sources = np.zeros(int(columns.source.max(initial=0)) + 1, np.bool_)
        sources[columns.source[left]] = True
        right = self.ask(query.right, sources[columns.source] & columns.placed)
        self.budget.pay(int(left.sum()) + int(right.sum()))
        found = columns.none()
        if query.relation == SAME_TURN:
            found[left] = self.in_same_turn(self.spans(left), np.unique(columns.source[left]), self.spans(right))
        else:
            found[left] = lying(self.spans(left), query.relation, query.distance, self.spans(right))
        return found

    def in_same_turn(self, left: Spans, sources: Ints, right: Spans) -> Bools:
        """Which of the left spans touch a turn that one of the right touches too."""
        turns = self.searching.turns(sources, self.budget)
        self.budget.pay(len(turns.source))
        spoken = Spans(place_keys(turns.source, turns.start), place_keys(turns.source, turns.end))
        touched = lying(spoken, "overlaps", None, right)
        return lying(left, "overlaps", None, Spans(spoken.start[touched], spoken.end[touched]))

    def spans(self, rows: Bools) -> Spans:
        return Spans(self.columns.starts[rows], self.columns.ends[rows])

    def said(self, query: plan.Said, within: Bools) -> Bools:
        columns = self.columns
        if query.memo:
            return within & np.isin(columns.number, self.searching.memos(query, self.budget))
        asked = within & columns.placed
        if not asked.any():
            return asked
        hits = self.searching.hits(query, np.unique(columns.source[asked]), self.budget)
        spoken = Spans(place_keys(hits.source, hits.start), place_keys(hits.source, hits.end))
        self.budget.pay(len(spoken) + int(asked.sum()))
        found = columns.none()
        found[asked] = lying(self.spans(asked), "contains", None, spoken)
        return found


_FLAGS: dict[plan.Flag, Callable[[_Asker], Bools]] = {
    "hedged": lambda asker: asker.columns.hedged,
    "incomplete": _Asker.incomplete,
    "unused": lambda asker: ~asker.on(asker.columns.evidence, None),
    "memo": lambda asker: asker.columns.memo,
    "doubt": lambda asker: ~asker.columns.placed,
}


def _among(numbers: Ints, wanted: frozenset[int]) -> Bools:
    """Which of these numbers are wanted."""
    if len(wanted) == 1:
        found: Bools = numbers == next(iter(wanted))
        return found
    marked = np.zeros(max(int(numbers.max(initial=0)), max(wanted, default=0)) + 1, np.bool_)
    marked[list(wanted)] = True
    return marked[numbers]


def _cost(query: Plan) -> int:
    """What a part costs beside the others: a look at columns, a sweep over places, a look into texts."""
    match query:
        case plan.All(parts) | plan.Any(parts):
            return max(map(_cost, parts))
        case plan.None_(part):
            return _cost(part)
        case plan.Reach(left, _, _, right):
            return max(2, _cost(left), _cost(right))
        case plan.Said():
            return 3
        case _:
            return 1

"""Quotes for a memo: which passage may stand for a dimension, how its speaker is called, and whether that gives somebody away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from spanveld.analysis.disclosure import SMALLEST_GROUP, RoleGroup, role_groups
from spanveld.model.marks import Person
from spanveld.views.board_memo_parts import Ground, MemoQuote, QuoteWarning
from spanveld.views.findings import Quoted

__all__ = ["Roles", "quote_of"]

SHORTEST, LONGEST = 25, 260
"""How long the words of a quote may be; a whole thought, and no more than a few lines."""


class Roles:
    """The role groups of those who were heard in what the memo is about; ``order`` is that of the levels."""

    def __init__(self, people: Mapping[str, Person], heard: Collection[str], order: Sequence[str]) -> None:
        self.people = {name: one for name, one in people.items() if name in heard and not one.is_observer}
        self.groups = role_groups(self.people.values(), order)
        self.of: dict[str, RoleGroup] = {name: group for group in self.groups for name in group.people}

    def warnings(self, quoted: Quoted) -> Iterator[QuoteWarning]:
        """A warning for each role among its speakers of which fewer than three people were heard."""
        for level in dict.fromkeys(self.people[voice].level for voice in quoted.voices if voice in self.people):
            same = sum(person.level == level for person in self.people.values())
            if same < SMALLEST_GROUP:
                alone = len(self.people) < SMALLEST_GROUP
                yield QuoteWarning(quoted.passage, quoted.source, level, same, alone)

    def role(self, quoted: Quoted) -> tuple[str, ...]:
        """The levels that its speakers are cited by; empty where only "respondents" hides them."""
        groups = {self.of[voice].levels for voice in quoted.voices if voice in self.of}
        return next(iter(groups)) if len(groups) == 1 else ()


def quote_of(
    candidates: Sequence[Quoted],
    roles: Roles,
    objections: Collection[str],
    clean: Callable[[str], str],
    subject: Callable[[str], tuple[str, str]],
) -> tuple[MemoQuote, list[QuoteWarning]] | None:
    """The first passage that may be printed: in the words of respondents who agreed, sure of itself, neither a scrap nor a page.

    One of a role group that hides its speaker goes before one that does not, and whole sentences before pieces
    of one. ``subject``: passage -> (what it is evidence for, stance).
    """
    fit = [item for item in candidates if _may(item, roles, objections)]
    fit.sort(key=lambda item: (any(roles.warnings(item)), not _whole(item.quote.strip())))
    for item in fit:
        behind, stance = subject(item.passage)
        words = clean(" ".join(item.quote.split()))
        ground = Ground((behind,), ((item.passage, stance),))
        return MemoQuote(item.passage, words, roles.role(item), ground), list(roles.warnings(item))
    return None


def _whole(words: str) -> bool:
    """Whether it begins and ends as a sentence does."""
    return words[:1].isupper() and words[-1:] in ".!?"


def _may(item: Quoted, roles: Roles, objections: Collection[str]) -> bool:
    return (
        bool(item.voices)
        and all(voice in roles.people for voice in item.voices)
        and item.passage not in objections
        and not item.doubt
        and not item.hedged
        and SHORTEST <= len(item.quote.strip()) <= LONGEST
    )

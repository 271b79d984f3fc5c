"""What a set of passages adds up to as evidence: whose words, from which parties and sources, how much of it hedged, who was not heard.

These are the computed helpers beside a judgement. They are counted and shown, and set nothing. ``Share.passages`` are the identifiers of
the passages behind a number, so that each number can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spanveld.analysis.evidence import cited, count_passages
from spanveld.model.marks import Mark, Person
from spanveld.model.names import natural

__all__ = ["INFERRED", "Helpers", "Piece", "Share", "helpers"]

INFERRED = ("inference", "author", "absence")
"""Bases of a passage by which its claim is the researcher's own, and not that of a respondent, a note or a document."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as a piece of evidence; ``about``: the parties it speaks of, as a coder said or by a word of theirs."""

    mark: Mark
    basis: str = ""
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """In how many passages (as evidence) something is so, ``of`` how many; ``name`` is whose share it is, ``passages`` which these are."""

    name: str
    count: int
    of: int
    passages: tuple[str, ...] = ()

    @property
    def percent(self) -> float:
        """From 0 to 100; 0 of nothing."""
        return 100 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Helpers:
    """What some passages add up to. Overlapping passages of different coders count once, in each number and in what it is a part of.

    ``marked``: all passages by identifier, and ``passages`` how many these are as evidence: that is what ``sources``, ``source_kinds``,
    ``sub_cases``, ``hedged``, ``inferred``, ``voiceless``, ``doubt``, ``silent`` and ``absent`` are shares of. ``voices``, ``respondents``
    (voices without the researcher), ``party_kinds``, ``organisations``, ``levels`` (of respondents), ``field_notes`` and ``top_voice`` are
    shares of the ``voiced`` passages. ``silent``: parties spoken about that are the voice of no passage of the study; ``absent``: parties
    spoken about that are heard elsewhere in the study, and not here. Every list has the largest share first.
    """

    passages: int
    marked: tuple[str, ...]
    sources: tuple[Share, ...]
    source_kinds: tuple[Share, ...]
    sub_cases: tuple[Share, ...]
    voiced: Share
    voices: tuple[Share, ...]
    respondents: tuple[Share, ...]
    organisations: tuple[Share, ...]
    party_kinds: tuple[Share, ...]
    levels: tuple[Share, ...]
    field_notes: Share
    top_voice: Share | None
    hedged: Share
    inferred: Share
    voiceless: Share
    doubt: Share
    silent: tuple[Share, ...]
    absent: tuple[Share, ...]


def helpers(pieces: Sequence[Piece], people: Mapping[str, Person], heard: Collection[str]) -> Helpers:
    """The helpers of some passages; ``people`` by identifier, ``heard``: the parties that are a voice anywhere in the study."""
    marks = [piece.mark for piece in pieces]
    whole, voiced = count_passages(marks), count_passages(mark for mark in marks if mark.voices)
    persons = {voice: people[voice] for voice in cited(marks) if voice in people}
    speaking = {voice: person for voice, person in persons.items() if not person.is_observer}
    observers = {voice for voice, person in persons.items() if person.is_observer}

    def share(name: str, holds: Callable[[Piece], bool], of: int) -> Share:
        its = [piece.mark for piece in pieces if holds(piece)]
        # two passages that a third ties into one place count as two without it: a part is never more than its whole
        return Share(name, min(count_passages(its), of), of, _named(its))

    def shares(names: Callable[[Piece], Iterable[str]], of: int) -> tuple[Share, ...]:
        found = dict.fromkeys(name for piece in pieces for name in names(piece))
        each = [share(name, lambda piece, name=name: name in set(names(piece)), of) for name in found]  # type: ignore[misc]
        return tuple(sorted(each, key=lambda one: (-one.count, natural(one.name))))

    def of_speakers(belongs: Callable[[Person], Iterable[str]]) -> Callable[[Piece], Iterable[str]]:
        return lambda piece: [
            name for voice in piece.mark.voices if voice in speaking for name in belongs(speaking[voice]) if name
        ]

    voices = shares(lambda piece: piece.mark.voices, voiced)
    here = {party for person in speaking.values() for party in person.parties}
    return Helpers(
        passages=whole,
        marked=_named(marks),
        sources=shares(lambda piece: (piece.mark.source,), whole),
        source_kinds=shares(lambda piece: (piece.mark.kind,), whole),
        sub_cases=shares(lambda piece: piece.mark.sub_cases, whole),
        voiced=share("", lambda piece: bool(piece.mark.voices), whole),
        voices=voices,
        respondents=tuple(one for one in voices if one.name not in observers),
        organisations=shares(of_speakers(lambda person: person.parties), voiced),
        party_kinds=shares(of_speakers(lambda person: person.party_kinds), voiced),
        levels=shares(of_speakers(lambda person: (person.level,)), voiced),
        field_notes=share("", lambda piece: not observers.isdisjoint(piece.mark.voices), voiced),
        top_voice=voices[0] if voices else None,
        hedged=share("", lambda piece: piece.mark.hedged, whole),
        inferred=share("", lambda piece: piece.basis in INFERRED, whole),
        voiceless=share("", lambda piece: not piece.mark.voices, whole),
        doubt=share("", lambda piece: piece.mark.start is None, whole),
        silent=shares(lambda piece: [party for party in piece.about if party not in heard], whole),
        absent=shares(lambda piece: [party for party in piece.about if party in heard and party not in here], whole),
    )


def _named(marks: Iterable[Mark]) -> tuple[str, ...]:
    return tuple(sorted((mark.passage for mark in marks), key=natural))

"""Counting evidence: how many passages, whose voices, and how narrow the ground is that a finding stands on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spanveld.model.marks import Mark, Person
from spanveld.model.names import natural

__all__ = ["Ground", "TopVoice", "cited", "count_passages", "ground_of"]


@dataclass(frozen=True, slots=True)
class TopVoice:
    """The voice in most of the passages: in ``passages`` of the ``of`` that have a voice."""

    voice: str
    passages: int
    of: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement rests on, computed from the passages that support it.

    ``respondents``: voices without the researcher's own notes. ``passages`` is the denominator of ``hedged`` and ``voiceless``.
    """

    respondents: tuple[str, ...]
    party_kinds: tuple[str, ...]
    source_kinds: tuple[str, ...]
    top_voice: TopVoice | None
    passages: int
    hedged: int
    voiceless: int


def count_passages(marks: Iterable[Mark]) -> int:
    """How many passages these are as evidence: overlapping passages of different coders count once.

    Passages of a source that overlap, directly or through others, form a group; a group counts as often as the coder who marked
    most in it, so that a second coder's work on the same words never makes evidence look broader than one coder found it.
    """
    by_source: dict[str, list[Mark]] = defaultdict(list)
    apart = 0
    for mark in marks:
        if mark.start is None:
            apart += 1
        else:
            by_source[mark.source].append(mark)
    return apart + sum(_count_in_source(group) for group in by_source.values())


def _count_in_source(marks: Sequence[Mark]) -> int:
    if len({mark.coder for mark in marks}) == 1:
        return len(marks)
    total, reach = 0, -1
    counts: Counter[str] = Counter()
    for mark in sorted(marks, key=lambda mark: (mark.start or 0, mark.end or 0)):
        if (mark.start or 0) >= reach:
            total += max(counts.values(), default=0)
            counts.clear()
        counts[mark.coder] += 1
        reach = max(reach, mark.end or 0)
    return total + max(counts.values(), default=0)


def cited(marks: Iterable[Mark]) -> tuple[str, ...]:
    """The voices of passages in the order of a citation: numbered ones first, each group in natural order."""
    voices = {voice for mark in marks for voice in mark.voices}
    return tuple(
        sorted(voices, key=lambda voice: (not any(character.isdigit() for character in voice), natural(voice)))
    )


def ground_of(marks: Sequence[Mark], people: Mapping[str, Person]) -> Ground:
    """What these passages add up to; each count follows the rule of ``count_passages``."""

    def count(wanted: Callable[[Mark], bool]) -> int:
        return count_passages(mark for mark in marks if wanted(mark))

    voices = cited(marks)
    respondents = tuple(voice for voice in voices if voice in people and not people[voice].is_observer)
    kinds = {kind for voice in respondents for kind in people[voice].party_kinds}
    voiced = count(lambda mark: bool(mark.voices))
    shares = [(count(lambda mark, voice=voice: voice in mark.voices), voice) for voice in voices]  # type: ignore[misc]
    top = max(shares, key=lambda share: share[0], default=None)
    return Ground(
        respondents=respondents,
        party_kinds=tuple(sorted(kinds)),
        source_kinds=tuple(sorted({mark.kind for mark in marks})),
        top_voice=None if top is None else TopVoice(top[1], top[0], voiced),
        passages=count_passages(marks),
        hedged=count(lambda mark: mark.hedged),
        voiceless=count(lambda mark: not mark.voices),
    )

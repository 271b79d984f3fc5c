"""The evidence audit of one finding or judgement: which rules hold for what it rests on, by how much, and for which passages.

Pure: the rules are those of ``model.audit_rules``, their limits are handed in, and nothing is put into words here. A rule that would say
in other words what another said already is silent: who has one voice need not hear that it is of one level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spanveld.analysis.ground_helpers import Helpers, Share
from spanveld.model.audit_rules import RULES
from spanveld.model.marks import Person

__all__ = ["Remark", "Subject", "remarks"]

MANY = 2
"""From how many respondents, passages or sub-cases on it makes sense to say that they are all alike."""
LEAST_OF_SHARE = 3
"""From how many passages on it says something that most are of one voice or one sub-case."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A finding or judgement: what supports it, what contradicts it (``against``), and ``contrary``: what qualifies or contradicts it.

    ``homes``: the parties that are the case itself, so that others are from outside. ``sub_case``: the one that it is about.
    ``sources`` and ``sub_cases``: how many the study has. ``assessors``: how many judge it; None of a finding. ``searched``: somebody
    looked for what speaks against it, and logged that.
    """

    support: Helpers
    against: Helpers
    contrary: Helpers
    people: Mapping[str, Person] = field(default_factory=dict)
    homes: frozenset[str] = frozenset()
    sub_case: str = ""
    sources: int = MANY
    sub_cases: int = MANY
    assessors: int | None = None
    searched: bool = False

    @property
    def respondents(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.support.respondents)

    @property
    def outsiders(self) -> tuple[Share, ...]:
        """The respondents who belong to a party, and to none that is the case itself."""
        parties = {name: set(self.people[name].parties) for name in self.respondents if name in self.people}
        return tuple(
            one for one in self.support.respondents if parties.get(one.name) and not parties[one.name] & self.homes
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that holds: ``count`` (of ``of``) is what its limit is about, ``names`` are whom or what it speaks of, ``passages`` which."""

    rule: str
    count: int
    of: int
    names: tuple[str, ...]
    passages: tuple[str, ...]


def remarks(subject: Subject, limits: Mapping[str, int]) -> list[Remark]:
    """What is to be said of a subject, in the order of the rules; a rule without a limit is left out."""
    found: dict[str, Remark] = {}
    for rule in RULES:
        if rule in limits and (remark := _CHECKS[rule](subject, limits[rule], found)) is not None:
            found[rule] = remark
    return list(found.values())


Check = Callable[[Subject, int, Mapping[str, Remark]], Remark | None]


def _few_passages(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    support = subject.support
    return _fewer("few_passages", support.passages, limit, (), support.marked)


def _few_voices(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    support = subject.support
    if not support.passages:
        return None
    passages = support.voiced.passages or support.marked
    return _fewer("few_voices", len(subject.respondents), limit, subject.respondents, passages)


def _silent_party(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    return _spoken_of("silent_party", subject.support.silent, limit, subject.support.passages)


def _absent_party(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    if not subject.respondents:
        return None
    return _spoken_of("absent_party", subject.support.absent, limit, subject.support.passages)


def _outweighed(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    against, support = subject.against, subject.support
    if not support.passages or not against.passages or 100 * against.passages < limit * support.passages:
        return None
    return Remark("outweighed", against.passages, support.passages, (), against.marked)


def _one_organisation(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    named = [name for name in subject.respondents if name in subject.people and subject.people[name].parties]
    if len(subject.respondents) < MANY or len(named) < len(subject.respondents):
        return None
    return _kinds("one_organisation", subject.support.organisations, limit)


def _one_party_kind(subject: Subject, limit: int, found: Mapping[str, Remark]) -> Remark | None:
    kinds = subject.support.party_kinds
    if len(subject.respondents) < MANY or (found.get("one_organisation") or _NOTHING).count == 1 or not kinds:
        return None
    every = all(name in subject.people and subject.people[name].party_kinds for name in subject.respondents)
    return _kinds("one_party_kind", kinds, limit) if every else None


def _no_outside_party(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    if not subject.homes or not subject.respondents:
        return None
    outside = subject.outsiders
    passages = _passages(outside) or subject.support.voiced.passages
    return _fewer("no_outside_party", len(outside), limit, tuple(one.name for one in outside), passages)


def _one_voice(subject: Subject, limit: int, found: Mapping[str, Remark]) -> Remark | None:
    top = subject.support.top_voice
    if top is None or "few_voices" in found or len(subject.support.voices) < MANY or top.of < LEAST_OF_SHARE:
        return None
    return _share("one_voice", top, limit)


def _one_sub_case(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    most = next(iter(subject.support.sub_cases), None)
    if most is None or subject.sub_cases < MANY or subject.support.passages < LEAST_OF_SHARE:
        return None
    return _share("one_sub_case", most, limit) if most.name != subject.sub_case else None


def _one_source(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    if subject.sources < MANY or subject.support.passages < MANY:
        return None
    return _kinds("one_source", subject.support.sources, limit)


def _one_source_kind(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    return _kinds("one_source_kind", subject.support.source_kinds, limit)


def _hedged(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    return _share("hedged", subject.support.hedged, limit)


def _own_inference(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    return _share("own_inference", subject.support.inferred, limit)


def _one_level(subject: Subject, limit: int, found: Mapping[str, Remark]) -> Remark | None:
    every = all(name in subject.people and subject.people[name].level for name in subject.respondents)
    if len(subject.respondents) < MANY or "few_voices" in found or not every:
        return None
    return _kinds("one_level", subject.support.levels, limit)


def _voiceless(subject: Subject, limit: int, found: Mapping[str, Remark]) -> Remark | None:
    silent, inferred = subject.support.voiceless, found.get("own_inference")
    if not subject.support.voiced.count or (inferred and set(silent.passages) <= set(inferred.passages)):
        return None
    return _share("voiceless", silent, limit)


def _spoken_against(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    against = subject.against
    if against.passages < limit:
        return None
    names = tuple(one.name for one in against.respondents)
    return Remark("spoken_against", against.passages, against.passages, names, against.marked)


def _no_contrary(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    if subject.searched or not subject.support.passages:
        return None
    return _fewer(
        "no_contrary", subject.contrary.passages, limit, (), subject.contrary.marked or subject.support.marked
    )


def _lost_place(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    lost = subject.support.doubt
    return Remark("lost_place", lost.count, lost.of, (), lost.passages) if lost.count >= limit else None


def _few_assessors(subject: Subject, limit: int, _: Mapping[str, Remark]) -> Remark | None:
    if subject.assessors is None:
        return None
    return _fewer("few_assessors", subject.assessors, limit, (), subject.support.marked)


_CHECKS: Mapping[str, Check] = {
    "few_passages": _few_passages,
    "few_voices": _few_voices,
    "silent_party": _silent_party,
    "outweighed": _outweighed,
    "one_organisation": _one_organisation,
    "no_outside_party": _no_outside_party,
    "one_voice": _one_voice,
    "one_sub_case": _one_sub_case,
    "one_source": _one_source,
    "one_source_kind": _one_source_kind,
    "hedged": _hedged,
    "own_inference": _own_inference,
    "few_assessors": _few_assessors,
    "one_party_kind": _one_party_kind,
    "one_level": _one_level,
    "voiceless": _voiceless,
    "absent_party": _absent_party,
    "spoken_against": _spoken_against,
    "no_contrary": _no_contrary,
    "lost_place": _lost_place,
}
"""How each rule is looked at. The third thing that a check gets is what was found before it."""
_NOTHING = Remark("", 0, 0, (), ())


def _fewer(rule: str, count: int, limit: int, names: tuple[str, ...], passages: tuple[str, ...]) -> Remark | None:
    return Remark(rule, count, count, names, passages) if count < limit else None


def _kinds(rule: str, shares: tuple[Share, ...], limit: int) -> Remark | None:
    """Fewer different ones than the limit, and at least one."""
    if not shares or len(shares) >= limit:
        return None
    return Remark(rule, len(shares), len(shares), tuple(one.name for one in shares), _passages(shares))


def _share(rule: str, share: Share, limit: int) -> Remark | None:
    if not share.count or 100 * share.count < limit * share.of:
        return None
    return Remark(rule, share.count, share.of, (share.name,) if share.name else (), share.passages)


def _spoken_of(rule: str, parties: tuple[Share, ...], limit: int, of: int) -> Remark | None:
    its = tuple(one for one in parties if one.count >= limit)
    if not its:
        return None
    return Remark(rule, its[0].count, of, tuple(one.name for one in its), _passages(its))


def _passages(shares: Iterable[Share]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage for share in shares for passage in share.passages))

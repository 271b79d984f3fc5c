"""What one edition of a report may say of whom: how voices are cited, which words may be quoted, what is taken out of texts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spanveld.analysis.disclosure import (
    RoleGroup,
    consent_in_force,
    neutral_names,
    objection_to_quotes,
    role_groups,
    tells_a_function,
    without_numbers,
)
from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused, Translate
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.model.records import Consent
from spanveld.views.findings import FindingsTables, Quoted
from spanveld.views.report_parts import Profile, VoiceName

__all__ = ["SPOKEN", "Edition", "QuotesNotCovered", "edition_of", "quoted_in"]

SPOKEN = ("interview", "meeting", "survey")
"""Kinds of sources whose words are their participants', also where no voice is given."""


class QuotesNotCovered(Refused):
    """Words that this edition would print are outside the consent of who spoke them; ``people`` says of whom, how many, why."""

    hint = N_(
        "--leave-out-quotes prints their numbers without the words; --profile research is for those who do the research."
    )

    def __init__(self, people: Mapping[tuple[str, str], int], passages: int) -> None:
        self.people = people
        super().__init__(
            N_("Nothing was written: {count} passages hold words that may not be printed in this report."),
            count=passages,
        )

    def text(self, translate: Translate = lambda message: message) -> str:
        """A line a person, then what to do."""
        lines = []
        for (participant, reason), count in sorted(self.people.items(), key=lambda item: natural(item[0][0])):
            message = (
                N_("{participant}: {reason} ({count} passage)")
                if count == 1
                else N_("{participant}: {reason} ({count} passages)")
            )
            lines.append(translate(message).format(participant=participant, reason=translate(reason), count=count))
        return "\n".join([*lines, super().text(translate)])


@dataclass(frozen=True, slots=True)
class Edition:
    """How one profile shows people and their words.

    ``open``: for the researchers, who see numbers, functions and dates. ``text`` takes the numbers of respondents out of a text.
    ``key``: participant -> the voice that it is cited by. ``objections``: passage -> why its words should not go outside.
    """

    profile: Profile
    groups: tuple[RoleGroup, ...]
    key: Mapping[str, str]
    voices: Mapping[str, VoiceName]
    text: Callable[[str], str]
    passages: Mapping[str, str]
    findings: Mapping[str, str]
    objections: Mapping[str, tuple[tuple[str, str], ...]]
    left_out: frozenset[str]
    consents: Mapping[str, Consent]
    functions: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether this is the edition for those who do the research."""
        return self.profile == "research"

    def note(self, text: str) -> str:
        """A note of a researcher as this edition prints it: empty for the public, and where it tells who somebody is.

        Notes are written for colleagues: one with a number or a function in it stays with them.
        """
        if self.open:
            return text
        if self.profile == "public" or tells_a_function(text, self.functions) or self.text(text) != text:
            return ""
        return text

    @property
    def smallest(self) -> int:
        """The smallest count of people that is told."""
        return 1 if self.open else 3

    def cited(self, voices: Iterable[str]) -> tuple[str, ...]:
        """Voices as this edition cites them, each once, in the order of ``self.voices``."""
        keys = {self.key.get(voice, voice) for voice in voices}
        return tuple(key for key in self.voices if key in keys)


def quoted_in(tables: FindingsTables, also: Iterable[Quoted] = ()) -> dict[str, Quoted]:
    """The passages behind all findings, and others that are quoted, by identifier, in the order of sources and places."""
    found = {item.passage: item for item in also}
    found |= {
        item.passage: item
        for table in tables.tables
        for row in table.rows
        for stance in row.stances.values()
        for item in stance.quoted
    }
    in_place = sorted(found.values(), key=lambda item: (natural(item.source), item.start or 0, natural(item.passage)))
    return {item.passage: item for item in in_place}


def edition_of(
    tables: FindingsTables,
    consents: Iterable[Consent],
    speakers: Mapping[str, Sequence[str]],
    *,
    profile: Profile,
    leave_out_quotes: bool,
    levels: Sequence[str],
    labels: Mapping[str, str],
    also: Iterable[Quoted] = (),
) -> Edition:
    """The rules of one edition; QuotesNotCovered where it would print words outside the consent.

    ``speakers``: source -> its participants. ``levels`` gives the order of levels, ``labels`` their names. ``also``: passages that
    are quoted beside those behind findings.
    """
    people, quoted = tables.people, quoted_in(tables, also)
    in_force = consent_in_force(consents)
    objections = _objections(quoted.values(), people, in_force, speakers)
    strict = profile != "research"
    if strict and objections and not leave_out_quotes:
        raise QuotesNotCovered(_by_person(objections), len(objections))
    respondents = sorted((name for name, person in people.items() if not person.is_observer), key=natural)
    groups = role_groups(people.values(), levels) if strict else ()
    key, voices = _voices(people, groups, labels)
    translate = translator(tables.language)
    findings = [row.finding for table in tables.tables for row in table.rows]
    if not strict:
        names = {name: name for name in quoted}, {name: name for name in findings}
    else:
        shuffled = sorted(quoted, key=lambda name: hashlib.sha256(name.encode()).digest())
        names = dict(neutral_names(shuffled, respondents, "p")), dict(neutral_names(findings, respondents, "F"))
    return Edition(
        profile,
        groups,
        key,
        voices,
        without_numbers(respondents, translate(N_("respondent")), translate(N_("respondents"))) if strict else str,
        *names,
        objections,
        frozenset(objections) if leave_out_quotes else frozenset(),
        in_force,
        tuple(person.function for person in people.values() if not person.is_observer),
    )


def _objections(
    quoted: Iterable[Quoted],
    people: Mapping[str, Person],
    consents: Mapping[str, Consent],
    speakers: Mapping[str, Sequence[str]],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Passage -> (participant, why not) for each whose word it is and who did not agree to be quoted."""
    found = {}
    for item in quoted:
        whose = item.voices or (speakers.get(item.source, ()) if item.source_kind in SPOKEN else ())
        against = [
            (voice, reason)
            for voice in whose
            if voice in people and not people[voice].is_observer
            if (reason := objection_to_quotes(consents.get(voice)))
        ]
        if against:
            found[item.passage] = tuple(against)
    return found


def _by_person(objections: Mapping[str, Iterable[tuple[str, str]]]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for against in objections.values():
        for one in against:
            counts[one] += 1
    return dict(counts)


def _voices(
    people: Mapping[str, Person], groups: Sequence[RoleGroup], labels: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, VoiceName]]:
    """Participant -> voice, and the voices in the order of citations: respondents or groups, then the researcher."""
    in_order = sorted(people.values(), key=lambda person: natural(person.participant))
    observers = [person for person in in_order if person.is_observer]
    if groups:
        named = {
            f"group{number}": VoiceName(
                f"group{number}", tuple(labels.get(level, level) for level in group.levels), len(group.people)
            )
            for number, group in enumerate(groups, 1)
        }
        key = {one: f"group{number}" for number, group in enumerate(groups, 1) for one in group.people}
    else:
        respondents = [person.participant for person in in_order if not person.is_observer]
        named = {name: VoiceName(name, (name,), 1) for name in respondents}
        key = {name: name for name in respondents}
    for person in observers:
        key[person.participant] = "notes"
    if observers:
        named["notes"] = VoiceName("notes", tuple(person.participant for person in observers), len(observers), True)
    return key, named

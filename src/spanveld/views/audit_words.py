"""The sentences of the evidence audit: what a rule found, as a careful reader would say it, in the language of who reads.

A phrase has its finding or judgement as subject ("rests on two directors, R5 and R9"), or stands alone; it has no capital and no full stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spanveld.analysis.audit import Remark, Subject
from spanveld.language.messages import Translate, translator
from spanveld.language.number_words import spelled
from spanveld.model.errors import N_
from spanveld.model.marks import Person
from spanveld.model.names import natural

__all__ = ["SOURCE_KINDS", "AuditWords", "as_sentence"]

SOURCE_KINDS = {
    "interview": N_("interviews"),
    "field_notes": N_("field notes"),
    "document": N_("documents"),
    "meeting": N_("meetings"),
    "survey": N_("surveys"),
}
NAMED = 5
"""How many parties or people are named; the others are counted."""


def as_sentence(phrase: str) -> str:
    """A phrase of the audit as a sentence.

    >>> as_sentence("rests on no voice")
    'Rests on no voice.'
    """
    return f"{phrase[:1].upper()}{phrase[1:]}."


@dataclass(frozen=True, slots=True)
class AuditWords:
    """What phrases are made with. ``persons``: level -> how one person and several of it are called; the others: names and labels.

    ``named`` False: no respondent and no source is named, for readers who may not know who spoke.
    """

    language: str
    people: Mapping[str, Person]
    named: bool = True
    persons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    party_kinds: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def phrase(self, remark: Remark, subject: Subject) -> str:
        """What a rule found about a subject."""
        return _PHRASES[remark.rule](self, remark, subject)

    # ------------------------------------------------------------------ parts of phrases
    @property
    def translate(self) -> Translate:
        return translator(self.language)

    def say(self, message: str, **values: object) -> str:
        return self.translate(message).format(**{name: self._value(value) for name, value in values.items()})

    def count(self, one: str, many: str, count: int, **values: object) -> str:
        """A phrase with ``{count}`` spelled out, for one or for several."""
        return self.say(one if count == 1 else many, count=count, **values)

    def _value(self, value: object) -> object:
        return spelled(value, self.language) if isinstance(value, int) else value

    def listed(self, names: Iterable[str]) -> str:
        """``a, b and c``; of many the first, and how many others there are."""
        every = list(names)
        if len(every) > NAMED + 1:
            left = len(every) - NAMED
            every = [*every[:NAMED], self.say(N_("{count} others"), count=left)]
        *most, last = every or [""]
        return self.say(N_("{most} and {last}"), most=", ".join(most), last=last) if most else last

    def passages(self, count: int) -> str:
        return self.count(N_("{count} passage"), N_("{count} passages"), count)

    def voices(self, names: Iterable[str]) -> str:
        return self.listed(sorted(names, key=natural))

    def part(self, remark: Remark, whole: str, half: str, one: str, many: str, **values: object) -> str:
        """A share in words: all of it, half of it, or so many of so many."""
        if remark.count == remark.of:
            return self.say(whole, of=remark.of, **values)
        if 2 * remark.count == remark.of:
            return self.say(half, of=remark.of, **values)
        return self.count(one, many, remark.count, of=remark.of, **values)

    def level(self, names: Sequence[str]) -> str:
        """The level that all of some respondents are of; empty where they differ."""
        found = {self.people[name].level if name in self.people else "" for name in names}
        return found.pop() if len(found) == 1 else ""

    def respondents(self, names: Sequence[str]) -> str:
        """``two directors, R5 and R9``; voices, where they are not all of one level that has a word for its people."""
        one, many = self.persons.get(self.level(names), ("", ""))
        if one and many:
            noun = self.say(N_("{count} {people}"), count=len(names), people=one if len(names) == 1 else many)
        else:
            noun = self.count(N_("{count} voice"), N_("{count} voices"), len(names))
        return self.say(N_("{what}, {names}"), what=noun, names=self.voices(names)) if self.named else noun

    def source_kind(self, kind: str) -> str:
        return self.say(SOURCE_KINDS[kind]) if kind in SOURCE_KINDS else kind.replace("_", " ")


Phrase = Callable[[AuditWords, Remark, Subject], str]


def _few_passages(words: AuditWords, remark: Remark, _: Subject) -> str:
    if not remark.count:
        return words.say(N_("no passage supports it"))
    return words.count(N_("rests on {count} passage"), N_("rests on {count} passages"), remark.count)


def _few_voices(words: AuditWords, remark: Remark, subject: Subject) -> str:
    notes = bool(subject.support.field_notes.count)
    if not remark.count:
        return words.say(N_("rests on the field notes alone") if notes else N_("rests on no voice"))
    people = words.respondents(remark.names)
    if notes:
        return words.say(N_("rests on {people}, beside the field notes"), people=people)
    return words.say(N_("rests on {people}"), people=people)


def _silent_party(words: AuditWords, remark: Remark, _: Subject) -> str:
    parties = words.listed(words.parties.get(name) or name for name in remark.names)
    return words.say(N_("says something about {parties}, of whom none was heard"), parties=parties)


def _absent_party(words: AuditWords, remark: Remark, _: Subject) -> str:
    parties = words.listed(words.parties.get(name) or name for name in remark.names)
    return words.say(N_("says something about {parties}, heard elsewhere in the study and not here"), parties=parties)


def _outweighed(words: AuditWords, remark: Remark, _: Subject) -> str:
    if remark.count == remark.of:
        return words.say(N_("as much contradicts it as supports it: {passages}"), passages=words.passages(remark.count))
    against = words.count(N_("{count} passage contradicts it"), N_("{count} passages contradict it"), remark.count)
    support = words.count(N_("{count} supports it"), N_("{count} support it"), remark.of)
    return words.say(N_("{what}, {names}"), what=against, names=support)


def _one_organisation(words: AuditWords, remark: Remark, subject: Subject) -> str:
    names = words.listed(words.parties.get(name) or name for name in remark.names)
    if remark.count > 1:
        return words.say(
            N_("the respondents come from {count} organisations, {names}"), count=remark.count, names=names
        )
    if len(subject.respondents) == 2:
        return words.say(N_("both respondents come from one organisation, {names}"), names=names)
    return words.say(
        N_("all {count} respondents come from one organisation, {names}"), count=len(subject.respondents), names=names
    )


def _one_party_kind(words: AuditWords, remark: Remark, _: Subject) -> str:
    names = words.listed(words.party_kinds.get(name, name.replace("_", " ")) for name in remark.names)
    return words.count(
        N_("the respondents come from {count} kind of party, {names}"),
        N_("the respondents come from {count} kinds of party, {names}"),
        remark.count,
        names=names,
    )


def _no_outside_party(words: AuditWords, remark: Remark, _: Subject) -> str:
    if not remark.count:
        return words.say(N_("no outside party was heard"))
    phrase = words.count(
        N_("only {count} respondent comes from an outside party"),
        N_("only {count} respondents come from outside parties"),
        remark.count,
    )
    return words.say(N_("{what}, {names}"), what=phrase, names=words.voices(remark.names)) if words.named else phrase


def _one_voice(words: AuditWords, remark: Remark, _: Subject) -> str:
    (voice,) = remark.names
    person = words.people.get(voice)
    if person is not None and person.is_observer:
        message = N_("the field notes are behind {count} of the {of} passages that have a voice")
        return words.say(message, count=remark.count, of=remark.of)
    message = N_("{voice} speaks in {count} of the {of} passages that have a voice")
    if remark.count == remark.of:
        message = N_("{voice} speaks in all {of} passages that have a voice")
    who = voice if words.named else words.say(N_("one person"))
    return words.say(message, voice=who, count=remark.count, of=remark.of)


def _one_sub_case(words: AuditWords, remark: Remark, _: Subject) -> str:
    (theme,) = remark.names
    return words.part(
        remark,
        N_("all {of} passages come from sub-case {sub_case}"),
        N_("half of it comes from sub-case {sub_case}"),
        N_("{count} of {of} passages comes from sub-case {sub_case}"),
        N_("{count} of {of} passages come from sub-case {sub_case}"),
        sub_case=theme,
    )


def _one_source(words: AuditWords, remark: Remark, _: Subject) -> str:
    phrase = words.count(
        N_("all of it comes from {count} source"), N_("all of it comes from {count} sources"), remark.count
    )
    names = words.listed(words.sources.get(name) or name for name in remark.names)
    return words.say(N_("{what}, {names}"), what=phrase, names=names) if words.named else phrase


def _one_source_kind(words: AuditWords, remark: Remark, _: Subject) -> str:
    names = words.listed(map(words.source_kind, remark.names))
    return words.count(
        N_("rests on {count} source kind, {names}"),
        N_("rests on {count} source kinds, {names}"),
        remark.count,
        names=names,
    )


def _hedged(words: AuditWords, remark: Remark, _: Subject) -> str:
    return words.part(
        remark,
        N_("all of it is hedged"),
        N_("half of it is hedged"),
        N_("{count} of {of} passages is hedged"),
        N_("{count} of {of} passages are hedged"),
    )


def _own_inference(words: AuditWords, remark: Remark, _: Subject) -> str:
    return words.part(
        remark,
        N_("all of it is the researcher's own inference"),
        N_("half of it is the researcher's own inference"),
        N_("{count} of {of} passages is the researcher's own inference"),
        N_("{count} of {of} passages are the researcher's own inference"),
    )


def _voiceless(words: AuditWords, remark: Remark, _: Subject) -> str:
    return words.part(
        remark,
        N_("none of it has a voice"),
        N_("half of it has no voice"),
        N_("{count} of {of} passages has no voice"),
        N_("{count} of {of} passages have no voice"),
    )


def _one_level(words: AuditWords, remark: Remark, subject: Subject) -> str:
    labels = words.listed(words.levels.get(name) or name.replace("_", " ") for name in remark.names)
    respondents, (_, many) = len(subject.respondents), words.persons.get(remark.names[0], ("", ""))
    if remark.count == 1 and many:
        if respondents == 2:
            return words.say(N_("both respondents are {people}"), people=many)
        return words.say(N_("all {count} respondents are {people}"), count=respondents, people=many)
    return words.count(
        N_("the respondents are of {count} level, {levels}"),
        N_("the respondents are of {count} levels, {levels}"),
        remark.count,
        levels=labels,
    )


def _spoken_against(words: AuditWords, remark: Remark, subject: Subject) -> str:
    names = sorted(remark.names, key=natural) if words.named else []
    if remark.names and not words.named:
        names = [words.respondents(remark.names)]
    if subject.against.field_notes.count:
        names.append(words.say(N_("the field notes")))
    voiced, voiceless = subject.against.voiced.count, subject.against.voiceless.count
    if not names:
        return words.count(
            N_("{count} passage without a voice contradicts it"),
            N_("{count} passages without a voice contradict it"),
            remark.count,
        )
    spoken = words.say(
        N_("those against: {names}, in {passages}"), names=words.listed(names), passages=words.passages(voiced)
    )
    if not voiceless:
        return spoken
    return words.say(N_("{what}, and {count} without a voice"), what=spoken, count=voiceless)


def _no_contrary(words: AuditWords, remark: Remark, _: Subject) -> str:
    if not remark.count:
        return words.say(N_("nothing that qualifies or contradicts it was linked"))
    return words.count(
        N_("only {count} passage qualifies or contradicts it"),
        N_("only {count} passages qualify or contradict it"),
        remark.count,
    )


def _lost_place(words: AuditWords, remark: Remark, _: Subject) -> str:
    return words.count(
        N_("{count} passage lost its place when a text was corrected"),
        N_("{count} passages lost their place when a text was corrected"),
        remark.count,
    )


def _few_assessors(words: AuditWords, remark: Remark, _: Subject) -> str:
    if not remark.count:
        return words.say(N_("nobody was asked to judge it"))
    return words.count(N_("is judged by {count} assessor"), N_("is judged by {count} assessors"), remark.count)


_PHRASES: Mapping[str, Phrase] = {
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

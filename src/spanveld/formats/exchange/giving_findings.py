"""Findings, boxes and judgements as notes that a person can read in any program, tied to the passages that they rest on.

The program itself reads none of them back: what they say stands in the note of ``own_note``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.giving_notes import ONE_WAY, Written, grouped, note_of
from spanveld.formats.exchange.project import Link
from spanveld.formats.exchange.refi.xml_text import flat
from spanveld.model import records
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import Framework, in_language
from spanveld.model.framework_names import AmbiguousName, UnknownName, find_dimension, find_finding_kind
from spanveld.model.records import AGREED
from spanveld.model.scale import Scale, reasoned, scale_of

__all__ = ["add_findings"]

QUOTED = 200
"""Characters of a passage that a note quotes."""
_STANCES = {"supports": N_("supports"), "qualifies": N_("qualifies"), "contradicts": N_("contradicts")}
_EFFECTS = {"eases": N_("eases"), "none": N_("no effect"), "hampers": N_("hampers"), "unclear": N_("unclear")}
_RELATIONS = {
    "responds_to": N_("responds to"),
    "reinforces": N_("reinforces"),
    "weakens": N_("weakens"),
    "matches": N_("matches"),
}
_JUDGED = ("case", "sub_case", "wave", "dimension", "sub_dimension", "assessor", "round")
_PARTS = (
    ("grade", N_("Evidence: {words}")),
    ("tension_strength", N_("Strength: {words}")),
    ("method", N_("Method: {words}")),
    ("coherence", N_("Coherence: {words}")),
    ("adequacy", N_("Adequacy: {words}")),
    ("relevance", N_("Relevance: {words}")),
    ("rationale", N_("Why: {words}")),
)


def add_findings(ground: Ground, written: Written) -> None:
    """Adds a note for each finding, box and judgement, with the ties to their passages."""
    _Findings(ground, written).add()


class _Findings:
    def __init__(self, ground: Ground, written: Written) -> None:
        self.ground = ground
        self.say = ground.say
        self.made = written
        content = ground.content
        self.passages = {each.passage: each for each in content.records.get("passage", ())}
        self.findings = {each.finding: ground.guids.of("finding", each) for each in content.records.get("finding", ())}
        self.names: dict[str, dict[str, str]] = {
            kind: {getattr(each, kind): each.name for each in content.records.get(kind, ())}
            for kind in ("case", "sub_case", "wave", "coder")
        }
        self.scales: dict[str, Scale | None] = {each.id: scale_of(each) for each in content.frameworks}

    def add(self) -> None:
        content = self.ground.content
        evidence = grouped(content.records.get("evidence", ()), "finding")
        links = grouped(content.records.get("finding_link", ()), "from_")
        for finding in content.records.get("finding", ()):
            self.finding(finding, evidence.get((finding.finding,), []), links.get((finding.finding,), []))
        quotes = grouped(content.records.get("vignette_passage", ()), "vignette")
        for vignette in content.records.get("vignette", ()):
            self.vignette(vignette, quotes.get((vignette.vignette,), []))
        weighed = grouped(content.records.get("judgement_evidence", ()), *_JUDGED)
        for judgement in content.records.get("judgement", ()):
            key = tuple(getattr(judgement, name) for name in _JUDGED)
            self.judgement(judgement, weighed.get(key, []))

    def finding(
        self, finding: records.Finding, evidence: list[records.Evidence], links: list[records.FindingLink]
    ) -> None:
        guid = self.findings[finding.finding]
        lines = [finding.statement, self.place(finding)]
        if finding.effect:
            lines.append(self.say(N_("Effect: {effect}")).format(effect=self.say(_EFFECTS[finding.effect])))
        for one in evidence:
            lines.append(self.quote(self.say(_STANCES[one.stance]), one.passage, one.note))
            self.tie(self.ground.guids.of("evidence", one), guid, one.passage, self.say(_STANCES[one.stance]))
        for link in links:
            relation = self.say(_RELATIONS[link.relation])
            lines.append(f"{relation}: {link.to}")
            if link.to in self.findings:
                own = self.ground.guids.of("finding_link", link)
                self.made.links.append(Link(own, relation, ONE_WAY, origin=guid, target=self.findings[link.to]))
        name = f"{finding.finding}: {self.kind(finding.kind)}, {self.dimension(finding.dimension)}"
        self.made.notes.append(note_of(guid, name, lines))

    def vignette(self, vignette: records.Vignette, quotes: list[records.VignettePassage]) -> None:
        guid = self.ground.guids.of("vignette", vignette)
        lines = [vignette.text]
        for one in quotes:
            lines.append(self.quote("", one.passage, one.note))
            self.tie(self.ground.guids.of("vignette_passage", one), guid, one.passage, "")
        self.made.notes.append(note_of(guid, vignette.title, lines))

    def judgement(self, judgement: records.Judgement, weighed: list[records.JudgementEvidence]) -> None:
        guid = self.ground.guids.of("judgement", judgement)
        lines = [*self.judged(judgement)]
        for one in weighed:
            kind, _, name = one.subject.partition(":")
            stance = self.say(_STANCES[one.stance])
            lines.append(self.quote(stance, name, "") if kind == "passage" else f"{stance}: {name}")
            own = self.ground.guids.of("judgement_evidence", one)
            if kind == "passage":
                self.tie(own, guid, name, stance)
            elif name in self.findings:
                self.made.links.append(Link(own, stance, ONE_WAY, origin=guid, target=self.findings[name]))
        who = self.names["coder"].get(judgement.assessor) or judgement.assessor
        dimension = self.dimension(judgement.dimension)
        about = f"{dimension} ({judgement.sub_dimension})" if judgement.sub_dimension else dimension
        if judgement.round == AGREED or judgement.agreed:
            name = self.say(N_("Judgement that was agreed: {dimension}")).format(dimension=about)
        elif judgement.round:
            name = self.say(N_("Judgement: {dimension}, {assessor}, round {round}")).format(
                dimension=about, assessor=who, round=judgement.round
            )
        else:
            name = self.say(N_("Judgement: {dimension}, {assessor}")).format(dimension=about, assessor=who)
        self.made.notes.append(note_of(guid, name, lines, self.ground.coder(judgement.assessor)))

    def judged(self, judgement: records.Judgement) -> Iterator[str]:
        """What a judgement says, line by line."""
        scale = self.scale(judgement.dimension)
        yield self.place(judgement)
        if judgement.best is not None:
            words = ""
            if scale is not None and scale.has(judgement.best):
                words = in_language(scale.position(judgement.best).labels, self.ground.language)
            at = signed(judgement.best)
            if judgement.low is not None and judgement.high is not None and judgement.low != judgement.high:
                at = self.say(N_("{best} ({low} to {high})")).format(
                    best=at, low=signed(judgement.low), high=signed(judgement.high)
                )
            yield self.say(N_("Place on the scale: {place}")).format(place=f"{at}: {words}" if words else at)
        elif judgement.answer:
            other = scale.other(judgement.answer) if scale else None
            said = other.label(self.ground.language) if other else judgement.answer
            yield self.say(N_("No place on the scale: {answer}")).format(answer=said)
        if judgement.reason:
            yield self.say(N_("Because: {words}")).format(words=_spoken(judgement.reason))
        for column, message in _PARTS:
            if words := getattr(judgement, column):
                yield self.say(message).format(words=_spoken(words))

    def place(self, record: Any) -> str:
        """Case, sub-case and wave."""
        named = [
            self.names[kind].get(value) or value
            for kind in ("case", "sub_case", "wave")
            if (value := getattr(record, kind, ""))
        ]
        return ", ".join(named)

    def quote(self, stance: str, passage: str, note: str) -> str:
        """A passage with its first words and what is said of it."""
        found = self.passages[passage]
        text = self.ground.content.texts.get(found.source, "")
        words = found.doubt if found.start is None else text[found.start : found.end]
        shown = flat(words, QUOTED)
        said = f"{stance}: " if stance else ""
        more = f" ({flat(note, QUOTED)})" if note else ""
        return f"{said}{passage} \N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK}{more}"

    def tie(self, guid: str, note: str, passage: str, name: str) -> None:
        if (target := self.ground.given.get(passage)) is not None:
            self.made.links.append(Link(guid, name, ONE_WAY, origin=note, target=target))

    def dimension(self, name: str) -> str:
        try:
            return find_dimension(name, self.ground.content.frameworks)[1].label(self.ground.language) or name
        except (NotFound, UnknownName, AmbiguousName):
            return name

    def kind(self, name: str) -> str:
        try:
            return find_finding_kind(name, self.ground.content.frameworks)[1].label(self.ground.language) or name
        except (NotFound, UnknownName, AmbiguousName):
            return name

    def scale(self, dimension: str) -> Scale | None:
        try:
            framework: Framework = find_dimension(dimension, self.ground.content.frameworks)[0]
        except (NotFound, UnknownName, AmbiguousName):
            return None
        return self.scales.get(framework.id)


def signed(at: int) -> str:
    """A position with its sign."""
    return f"\N{MINUS SIGN}{-at}" if at < 0 else f"+{at}" if at else "0"


def _spoken(cell: str) -> str:
    """A cell ``id: words`` without its colon where no words follow."""
    id, words = reasoned(cell)
    return ": ".join(filter(None, (id, words)))

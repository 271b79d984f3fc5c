"""The evidence audit of a study: what a careful reader should know of the ground of each finding and each assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from spanveld.analysis.audit import Remark, Subject, remarks
from spanveld.analysis.ground_helpers import Helpers
from spanveld.language.messages import LANGUAGES, translator
from spanveld.model.audit_rules import RULES, WEIGHTS, Weight
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.views.audit_material import AuditMaterial, Ground, material_of
from spanveld.views.audit_queries import query_of, tied_query
from spanveld.views.audit_settings import RuleShown, Warned, limits_of, rules_shown, unmeasured, warned
from spanveld.views.audit_words import AuditWords, as_sentence
from spanveld.views.findings_board import citation_of

__all__ = ["Audit", "AuditSentence", "AuditSubject", "CitedPassage", "RuleShown", "Suggested", "audit"]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage behind a sentence: where it is read, and how it is cited."""

    passage: str
    source: str
    citation: str


@dataclass(frozen=True, slots=True)
class AuditSentence:
    """What a rule found. ``text`` is the phrase, ``sentence`` the same with its capital and full stop.

    ``count`` of ``of`` is what the limit ``threshold`` is about. ``component`` and ``concern``: the concern that a warning of the framework
    suggests, where it has one. ``query`` finds exactly ``passages``, where the retrieval language can say that.
    """

    rule: str
    weight: Weight
    weight_label: str
    text: str
    sentence: str
    count: int
    of: int
    threshold: int
    component: str
    component_label: str
    concern: str
    concern_label: str
    passages: tuple[CitedPassage, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """At least this concern about a component is suggested, by these rules; a person decides."""

    component: str
    label: str
    concern: str
    concern_label: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """A ``finding`` or ``assessment`` with what is to be said of its ground; ``label``: the statement, or what is judged.

    ``linked``, of an assessment: it rests on what the agreed judgement was linked to; else on the findings in its scope. ``support``,
    ``against``: how many passages (as evidence), and the queries that find them; ``helpers``: of those that support it.
    """

    kind: str
    identifier: str
    label: str
    dimension: str
    dimension_label: str
    finding_kind: str
    finding_kind_label: str
    case: str
    sub_case: str
    wave: str
    linked: bool
    support: int
    support_query: str
    against: int
    against_query: str
    sentences: tuple[AuditSentence, ...]
    suggested: tuple[Suggested, ...]
    helpers: Helpers


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of a study, or of one of its findings or assessments; ``unmeasured``: warnings of frameworks that no rule measures."""

    study: str
    title: str
    language: str
    subjects: tuple[AuditSubject, ...]
    rules: tuple[RuleShown, ...]
    unmeasured: tuple[str, ...]

    def of(self, kind: str, identifier: str) -> AuditSubject | None:
        """One ``finding`` or ``assessment``; None where the audit does not hold it."""
        return next((one for one in self.subjects if (one.kind, one.identifier) == (kind, identifier)), None)

    def narrowed(self, wanted: Callable[[AuditSubject], bool]) -> Audit:
        """The same of some findings and assessments alone."""
        return replace(self, subjects=tuple(filter(wanted, self.subjects)))

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def audit(
    reader: Reader,
    *,
    kept: KeptColumns | None = None,
    finding: str = "",
    assessment: str = "",
    language: str = "",
    named: bool = True,
) -> Audit:
    """The audit; NotFound for a finding or assessment that the study does not have.

    ``language`` of the sentences: that of the study where none is given. ``named`` False: no respondent is named.
    """
    spoken = language if language in LANGUAGES else reader.study.language
    for kind, name in (("finding", finding), ("assessment", assessment)):
        if name and name not in reader.names(kind).values():
            known = ", ".join(sorted(reader.names(kind).values(), key=natural)) or "-"
            message = N_("There is no {kind} '{name}' in this study; known are: {known}.")
            raise NotFound(message, kind=kind, name=name, known=known)
    material = material_of(reader, spoken, kept=kept, finding=finding, assessment=assessment)
    words = material.words(named=named)
    warnings = warned(reader, spoken)
    limits = limits_of(reader, warnings)
    return Audit(
        **reader.heading(),
        subjects=tuple(_audited(each, material, words, warnings, limits[each.framework]) for each in material.grounds),
        rules=rules_shown(reader, warnings, translator(spoken)),
        unmeasured=unmeasured(warnings),
    )


def _audited(
    ground: Ground,
    material: AuditMaterial,
    words: AuditWords,
    warnings: Sequence[Warned],
    limits: Mapping[str, int],
) -> AuditSubject:
    subject = ground.subject
    suggestions = {each.rule: each for each in warnings if each.framework == ground.framework}
    sentences = tuple(
        _sentence(remark, subject, ground, material, words, suggestions.get(remark.rule), limits[remark.rule])
        for remark in remarks(subject, limits)
    )
    return AuditSubject(
        **ground.heading,
        support=subject.support.passages,
        support_query=tied_query(ground.finding, "supports") if subject.support.passages else "",
        against=subject.against.passages,
        against_query=tied_query(ground.finding, "contradicts") if subject.against.passages else "",
        sentences=sentences,
        suggested=tuple(_suggested(sentences, suggestions.values())),
        helpers=subject.support,
    )


def _sentence(
    remark: Remark,
    subject: Subject,
    ground: Ground,
    material: AuditMaterial,
    words: AuditWords,
    warning: Warned | None,
    limit: int,
) -> AuditSentence:
    phrase, weight = words.phrase(remark, subject), RULES[remark.rule].weight
    return AuditSentence(
        rule=remark.rule,
        weight=weight,
        weight_label=words.say(WEIGHTS[weight]),
        text=phrase,
        sentence=as_sentence(phrase),
        count=remark.count,
        of=remark.of,
        threshold=limit,
        component=warning.component if warning else "",
        component_label=warning.component_label if warning else "",
        concern=warning.concern if warning else "",
        concern_label=warning.concern_label if warning else "",
        passages=tuple(_cited(name, material, words) for name in remark.passages),
        query=query_of(
            remark,
            ground.finding,
            voiced=bool(subject.support.voiced.count),
            coded_sub_cases=material.coded_sub_cases,
        ),
    )


def _cited(name: str, material: AuditMaterial, words: AuditWords) -> CitedPassage:
    mark = material.known.pieces[name].mark
    return CitedPassage(
        name, mark.source, citation_of(mark, material.known.people, words.translate) if words.named else ""
    )


def _suggested(sentences: Sequence[AuditSentence], warnings: Iterable[Warned]) -> Iterable[Suggested]:
    """Of each component the weightiest concern that is suggested, in the order of the framework's components."""
    found: dict[str, list[Warned]] = {}
    said = {each.rule for each in sentences}
    for warning in warnings:
        if warning.rule in said and warning.component and warning.concern:
            found.setdefault(warning.component, []).append(warning)
    for component, its in sorted(found.items(), key=lambda pair: pair[1][0].component_place):
        most = max(its, key=lambda each: each.concern_place)
        rules = tuple(each.rule for each in its)
        yield Suggested(component, most.component_label, most.concern, most.concern_label, rules)

"""What the evidence of an assessment adds up to: counted and shown beside the judgement, with the passages behind every number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.views.audit import AuditSentence
from spanveld.views.audit_words import SOURCE_KINDS
from spanveld.views.judgements import AssessmentView
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.pages.forms import Cast, number

__all__ = ["Ground", "Grounds", "grounds_of"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A number with what it is a part of, and the passages behind it (name, address)."""

    name: str
    count: str
    of: str
    passages: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """``linked``: it is about what the agreed judgement was linked to, else about the findings in its scope.

    ``sentences``: what the audit says, with its weight, a suggestion, and where its passages are.
    """

    linked: bool
    passages: str
    sentences: Sequence[tuple[str, str, str, str, Sequence[tuple[str, str]]]]
    lines: Sequence[tuple[str, Sequence[Ground]]]


def grounds_of(study: Study, view: AssessmentView, cast: Cast, language: str, _: Translate) -> Grounds | None:
    """None where there is nothing to count."""
    found = study.audit(assessment=view.assessment, language=language).of("assessment", view.assessment)
    if found is None:
        return None
    its = found.helpers
    sources = {
        one.identifier: one.source
        for item in (*view.evidence_for, *view.evidence_against, *view.not_weighed)
        for one in (item, *item.passages)
        if one.subject_kind == "passage"
    }

    def ground(share: Any, name: str) -> Ground:
        passages = [(one, passage_address(sources[one], one)) for one in share.passages if one in sources]
        return Ground(name, number(share.count, language), number(share.of, language), passages)

    def each(shares: Iterable[Any], label: Callable[[str], str] = str) -> list[Ground]:
        return [ground(share, label(share.name)) for share in shares]

    def one(share: Any, name: str) -> list[Ground]:
        return [ground(share, name)] if share.count else []

    lines = [
        (_(N_("Voices")), each(its.voices)),
        (_(N_("Organisations")), each(its.organisations, lambda name: cast.called("party", name))),
        (_(N_("Kinds of party")), each(its.party_kinds, _label(cast.vocabularies.get("party_kinds", {})))),
        (_(N_("Levels")), each(its.levels, _label(cast.vocabularies.get("levels", {})))),
        (_(N_("Sources")), each(its.sources)),
        (_(N_("Kinds of source")), each(its.source_kinds, lambda kind: _(SOURCE_KINDS.get(kind, kind)))),
        (_(N_("Sub-cases")), each(its.sub_cases)),
        (
            _(N_("How it was said")),
            [
                *one(its.hedged, _(N_("hedged"))),
                *one(its.inferred, _(N_("the researcher's own inference"))),
                *one(its.voiceless, _(N_("without a voice"))),
                *one(its.field_notes, _(N_("from field notes"))),
            ],
        ),
        (
            _(N_("Spoken about, not heard here")),
            each((*its.silent, *its.absent), lambda name: cast.called("party", name)),
        ),
    ]
    return Grounds(
        found.linked,
        number(its.passages, language),
        [_sentence(said, _) for said in found.sentences],
        [(title, grounds) for title, grounds in lines if grounds],
    )


def _label(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda name: words.get(name, name)


def _sentence(said: AuditSentence, _: Translate) -> tuple[str, str, str, str, Sequence[tuple[str, str]]]:
    suggests = (
        _(N_("suggests for {component}: at least {concern}")).format(
            component=said.component_label, concern=said.concern_label
        )
        if said.component_label
        else ""
    )
    return (
        said.sentence,
        said.weight_label,
        suggests,
        with_query("/find", {"q": said.query}) if said.query else "",
        [(cited.citation, passage_address(cited.source, cited.passage)) for cited in said.passages],
    )

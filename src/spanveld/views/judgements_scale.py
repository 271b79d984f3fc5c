"""The scale of a dimension as it is shown, in one language."""

from __future__ import annotations

from collections.abc import Iterable

from spanveld.language.messages import translator
from spanveld.model.errors import N_, Refused
from spanveld.model.scale import Named, Scale, scale_of
from spanveld.store.records import Reader
from spanveld.views.judgements import AnswerShown, Choice, ComponentShown, PositionShown, ScaleShown

__all__ = ["dimension_scale", "labelled", "scale_of_dimension", "shown_scale"]

CANNOT_JUDGE = "cannot_judge"
"""The answer that is open to every assessor, also where a framework names no answers beside positions."""


def scale_of_dimension(reader: Reader, code_id: int) -> Scale | None:
    """The scale of the framework that brings a dimension; None where that has none."""
    framework = reader.frameworks.get(reader.layer_rows[reader.code_rows[code_id].layer_id].framework_id)
    return None if framework is None else scale_of(framework)


def dimension_scale(reader: Reader, code_id: int) -> Scale:
    """The same; Refused where there is none."""
    scale = scale_of_dimension(reader, code_id)
    if scale is None:
        raise Refused(
            N_("'{dimension}' has no scale in its framework, so it cannot be judged."),
            dimension=reader.dimensions.get(code_id, "-"),
        )
    return scale


def shown_scale(scale: Scale, language: str) -> ScaleShown:
    """A scale in one language."""

    def said(labels: object) -> str:
        return Named("", labels).label(language) if labels else ""  # type: ignore[arg-type]

    answers = [
        AnswerShown(
            other.id,
            other.label(language),
            other.reason_required,
            other.dimension_only,
            _choices(other.reasons, language),
        )
        for other in scale.others
    ]
    if not answers:
        answers = [AnswerShown(CANNOT_JUDGE, translator(language)(N_("cannot judge")), True, False, ())]
    grading = scale.grading
    return ScaleShown(
        scale.framework,
        said(scale.object),
        said(scale.sign_rule),
        said(scale.zero),
        said(scale.note),
        tuple(
            PositionShown(position.at, position.label(language), scale.band(position.at).label(language))
            for position in scale.positions
        ),
        scale.lowest,
        scale.highest,
        tuple(answers),
        said(scale.strength),
        _choices(scale.strengths, language),
        said(grading.note),
        _choices(grading.grades, language),
        _choices(grading.concerns, language),
        tuple(ComponentShown(one.id, one.label(language), said(one.definition)) for one in grading.components),
    )


def labelled(named: Iterable[Choice], id: str) -> str:
    """The label of what was chosen; its id where the framework does not have it."""
    return next((one.label for one in named if one.id == id), id)


def _choices(named: Iterable[Named], language: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.id, one.label(language)) for one in named)

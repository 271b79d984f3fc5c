"""What must hold before a judgement is closed: the framework's closing rules, and what the program asks of every judgement.

Rules look at what people gave; none of them makes, moves or combines positions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.model.scale import Grading, Scale, reasoned

__all__ = ["ASKED", "Given", "Lacks", "lacking"]

CONTRARY, WIDTH = "contrary", "width"
"""Closing rules of a framework whose condition is code, by their id."""
NOT_SEARCHED = N_(
    "Nothing that contradicts or qualifies it is linked to the agreed judgement, and no logged search says that there is none."
)
ASKED = ("agreed", "rationale", "grade", "both_poles", "scope")
"""What the program asks itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """A judgement as the rules look at it; ``concerns``: component -> its cell; ``stances`` of what was linked."""

    best: int | None = None
    low: int | None = None
    high: int | None = None
    answer: str = ""
    grade: str = ""
    concerns: Mapping[str, str] = field(default_factory=dict)
    rationale: str = ""
    stances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lacks:
    """A rule that is not met: its id, and what lacks as a msgid with what fills it."""

    rule: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def lacking(
    scale: Scale,
    agreed: Mapping[str, Given],
    *,
    names: Mapping[str, str],
    language: str,
    searches: Sequence[tuple[int, str]],
    answered: Collection[str],
) -> list[Lacks]:
    """Everything that still lacks. ``agreed``: sub-dimension (empty: the dimension itself) -> what was agreed on it.

    ``names``: sub-dimension -> label; ``searches``: (passages found, note); ``answered``: the questions of the scope with an answer.
    """
    return list(_lacking(scale, agreed, names, language, searches, answered))


def _lacking(
    scale: Scale,
    agreed: Mapping[str, Given],
    names: Mapping[str, str],
    language: str,
    searches: Sequence[tuple[int, str]],
    answered: Collection[str],
) -> Iterator[Lacks]:
    missing = [
        question.label(language) for question in scale.scope if question.required and question.id not in answered
    ]
    if missing:
        yield Lacks("scope", N_("The scope lacks an answer to: {questions}."), {"questions": "; ".join(missing)})
    whole = agreed.get("")
    if whole is None:
        yield Lacks("agreed", N_("There is no agreed judgement on the dimension itself."))
        return
    if not whole.rationale:
        yield Lacks("rationale", N_("The agreed judgement has no rationale."))
    other = scale.other(whole.answer) if whole.answer else None
    placed = whole.best is not None or (other is not None and other.dimension_only)
    if placed:
        yield from _graded(scale.grading, whole, language)
        if scale.rule(CONTRARY) and not _contrary(whole, searches):
            yield Lacks(CONTRARY, NOT_SEARCHED)
    if other is not None and (other.most is not None or other.least is not None):
        yield from _poles(agreed, other.most, other.least)
    rule = scale.rule(WIDTH)
    if rule is not None and rule.min_width is not None:
        for part, given in agreed.items():
            if given.grade not in rule.grades or given.low is None or given.high is None:
                continue
            if given.high - given.low < rule.min_width:
                values = {
                    "part": names.get(part, part),
                    "grade": _label(scale.grading.grades, given.grade, language),
                    "width": rule.min_width,
                    "low": given.low,
                    "high": given.high,
                }
                yield Lacks(
                    WIDTH,
                    N_(
                        "With evidence grade '{grade}' on {part}, high must lie {width} or more above low; they are {high} and {low}."
                    ),
                    values,
                )


def _graded(grading: Grading, given: Given, language: str) -> Iterator[Lacks]:
    """A grade where the framework has grades, and each of its components with a concern; words where there is one."""
    if grading.grades and not given.grade:
        yield Lacks("grade", N_("The agreed judgement has no evidence grade."))
    least = grading.concerns[0].id if grading.concerns else ""
    without, bare = [], []
    for component in grading.components:
        concern, words = reasoned(given.concerns.get(component.id, ""))
        if not concern:
            without.append(component.id)
        elif not words and concern != least:
            bare.append(component.id)
    if without and grading.concerns:
        yield Lacks(
            "grade", N_("The evidence grade lacks what is said of: {components}."), {"components": ", ".join(without)}
        )
    if bare:
        yield Lacks("grade", N_("Say what the concern is, of: {components}."), {"components": ", ".join(bare)})


def _contrary(given: Given, searches: Sequence[tuple[int, str]]) -> bool:
    against = set(STANCES[1:])
    return bool(given.stances & against) or any(not found or note for found, note in searches)


def _poles(agreed: Mapping[str, Given], most: int | None, least: int | None) -> Iterator[Lacks]:
    parts = [given.best for part, given in agreed.items() if part and given.best is not None]
    if most is not None and not any(best <= most for best in parts):
        yield Lacks("both_poles", N_("No part was agreed at {position} or lower."), {"position": most})
    if least is not None and not any(best >= least for best in parts):
        yield Lacks("both_poles", N_("No part was agreed at {position} or higher."), {"position": least})


def _label(named: Sequence[object], id: str, language: str) -> str:
    return next((item.label(language) for item in named if getattr(item, "id", "") == id), id)  # type: ignore[attr-defined]

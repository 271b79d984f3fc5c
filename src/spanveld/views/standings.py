"""Where each dimension stands on its scale, as people agreed: what reports and memos print of judgements.

It reads judgements that lie open alone; marks of a blind round that is still open are never read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.framework import Framework, in_language
from spanveld.model.names import natural
from spanveld.model.records import AGREED, KINDS, Assessment, Judgement
from spanveld.model.scale import Component, Named, Scale, reasoned, scale_of
from spanveld.store.records import Reader

__all__ = [
    "ASKED",
    "CHOICE",
    "LAW",
    "OUTCOME",
    "Answer",
    "Concern",
    "Given",
    "PartStanding",
    "Standing",
    "standings_of",
]

LAW, CHOICE, OUTCOME, ASKED = "fixed_by_law", "fixed_by_choice", "outcome", "asked_of_board"
"""Questions of a scope that stand apart from it: what the law fixes, what is choice, how the issue turned out, what a board is asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question of the scope, both in words."""

    question: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A component of the evidence grade: its name, how great the concern is, and why."""

    label: str
    concern: str
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of a dimension or a part: a place (``best`` with ``low`` to ``high``) or an ``answer`` instead; labels in words.

    ``subjects``: what it was weighed on, ``passage:K1`` or ``finding:F1`` -> stance. ``assessor``: who gave or entered it.
    """

    assessor: str
    round: str
    best: int | None
    low: int | None
    high: int | None
    answer: str
    answer_label: str
    reason: str
    reason_words: str
    strength: str
    grade: str
    concerns: tuple[Concern, ...]
    rationale: str
    subjects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A dimension (``sub_dimension`` empty) or a part of it: what was agreed, and the marks of the last round before that.

    ``code``: the dimension as its framework calls it.
    """

    code: str
    sub_dimension: str
    label: str
    agreed: Given | None
    marks: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One dimension of a case, sub-case and wave (by identifier); ``parts``: first the dimension itself.

    ``assessment`` is empty for judgements that nobody opened an assessment for. ``phase``: how far it is. ``assessors``: who judge.
    """

    assessment: str
    case: str
    sub_case: str
    wave: str
    dimension: str
    code_id: int
    label: str
    scale: Scale | None
    phase: str
    closed: str
    assessors: tuple[str, ...]
    scope: tuple[Answer, ...]
    parts: tuple[PartStanding, ...]

    @property
    def agreed(self) -> Given | None:
        """What was agreed on the dimension itself."""
        return self.parts[0].agreed if self.parts else None

    @property
    def subject(self) -> str:
        """What a sentence about it names as its ground: ``assessment:A1``, else its case, sub-case, wave and dimension."""
        if self.assessment:
            return f"assessment:{self.assessment}"
        return "judgement:" + "/".join((self.case, self.sub_case, self.wave, self.dimension))

    @property
    def one_assessor(self) -> bool:
        """Whether one person judged, so that nobody checked it."""
        return len(self.assessors) == 1

    def answer_to(self, question: str) -> str:
        """The answer to a question of the scope; empty where there is none."""
        return next((each.answer for each in self.scope if each.question == question), "")


def standings_of(
    reader: Reader, language: str, *, case: str = "", sub_case: str = "", wave: str = ""
) -> tuple[Standing, ...]:
    """Everything that is judged, by dimension, then case, sub-case and wave; of one case, sub-case or wave where it is named."""
    maker = _Maker(reader, language)
    order = {name: place for place, name in enumerate(reader.dimensions.values())}
    found = [
        standing
        for standing in maker.all()
        if (not case or standing.case in ("", case))
        and (not sub_case or standing.sub_case == sub_case)
        and (not wave or standing.wave == wave)
    ]
    found.sort(
        key=lambda one: (
            order.get(one.dimension, len(order)),
            natural(one.case),
            natural(one.sub_case),
            natural(one.wave),
        )
    )
    return tuple(found)


Place = tuple[str, str, str, str]


class _Maker:
    """Reads the records once, and makes standings of them."""

    def __init__(self, reader: Reader, language: str) -> None:
        self.reader, self.language = reader, language
        self.numbers = {name: number for number, name in reader.dimensions.items()}
        self.scales: dict[str, Scale | None] = {}
        self.marks: dict[Place, list[Judgement]] = defaultdict(list)
        for row in reader.records(KINDS["judgement"]):
            self.marks[row.case, row.sub_case, row.wave, row.dimension].append(row)
        self.weighed: dict[tuple[Place, str, str, str], dict[str, str]] = defaultdict(dict)
        for each in reader.records(KINDS["judgement_evidence"]):
            place = each.case, each.sub_case, each.wave, each.dimension
            self.weighed[place, each.sub_dimension, each.assessor, each.round][each.subject] = each.stance
        self.answers: dict[str, dict[str, str]] = defaultdict(dict)
        for answer in reader.records(KINDS["assessment_scope"]):
            self.answers[answer.assessment][answer.question] = answer.answer

    def all(self) -> Iterator[Standing]:
        opened = set()
        for row in self.reader.records(KINDS["assessment"]):
            place = row.case, row.sub_case, row.wave, row.dimension
            opened.add(place)
            yield self.standing(place, row)
        for place in self.marks:
            if place not in opened:
                yield self.standing(place, None)

    def standing(self, place: Place, row: Assessment | None) -> Standing:
        framework, code = self.owner(place[3])
        scale = self.scale(framework)
        rows = self.marks.get(place, [])
        judged = scale.judged(code) if scale else None
        labels = {part.id: part.label(self.language) for part in judged.parts} if judged else {}
        label = self.code_label(place[3], framework, code)
        names = dict.fromkeys(["", *labels, *(row.sub_dimension for row in rows)])
        parts = (self.part(place, code, name, labels.get(name, name) or label, rows, scale) for name in names)
        given = dict.fromkeys(each.assessor for each in rows)
        assessors = row.assessors if row is not None else tuple(sorted(given, key=natural))
        return Standing(
            row.assessment if row else "",
            *place,
            code_id=self.numbers.get(place[3], 0),
            label=label,
            scale=scale,
            phase=row.phase if row else "",
            closed=(row.closed if row else "")[:10],
            assessors=assessors,
            scope=tuple(self.scope(row.assessment, framework, scale)) if row else (),
            parts=tuple(part for part in parts if not part.sub_dimension or part.agreed or part.marks),
        )

    def owner(self, dimension: str) -> tuple[Framework | None, str]:
        """The framework that brings a dimension, and its code there."""
        number = self.numbers.get(dimension)
        if number is None:
            return None, dimension
        code = self.reader.code_rows[number]
        return self.reader.frameworks.get(self.reader.layer_rows[code.layer_id].framework_id), code.identifier

    def scale(self, framework: Framework | None) -> Scale | None:
        if framework is None:
            return None
        if framework.id not in self.scales:
            self.scales[framework.id] = scale_of(framework)
        return self.scales[framework.id]

    def code_label(self, dimension: str, framework: Framework | None, code: str) -> str:
        if framework is not None:
            for each in framework.dimensions():
                if each.id == code:
                    return each.label(self.language)
        row: Any = self.reader.code_rows.get(self.numbers.get(dimension, -1))
        if row is None:
            return dimension
        first, second = (row.label_nl, row.label_en) if self.language == "nl" else (row.label_en, row.label_nl)
        return str(first or second or row.identifier.replace("_", " "))

    def part(
        self, place: Place, code: str, name: str, label: str, rows: Sequence[Judgement], scale: Scale | None
    ) -> PartStanding:
        its = [row for row in rows if row.sub_dimension == name]
        agreed = next((row for row in its if row.agreed or row.round == AGREED), None)
        rounds = sorted({row.round for row in its if row is not agreed and row.round != AGREED}, key=natural)
        last = [row for row in its if rounds and row.round == rounds[-1] and row is not agreed]
        last.sort(key=lambda row: natural(row.assessor))
        return PartStanding(
            code,
            name,
            label,
            self.given(place, agreed, scale) if agreed is not None else None,
            tuple(self.given(place, row, scale) for row in last),
        )

    def given(self, place: Place, row: Judgement, scale: Scale | None) -> Given:
        language = self.language
        other = scale.other(row.answer) if scale and row.answer else None
        id_, words = reasoned(row.reason)
        reasons = other.reasons if other else ()
        return Given(
            row.assessor,
            row.round,
            row.best,
            row.low,
            row.high,
            row.answer,
            other.label(language) if other else row.answer.replace("_", " "),
            _label(reasons, id_, language),
            words,
            _label(scale.strengths if scale else (), row.tension_strength, language),
            _label(scale.grading.grades if scale else (), row.grade, language),
            tuple(self.concerns(row, scale.grading.components, scale.grading.concerns)) if scale else (),
            row.rationale,
            self.weighed.get((place, row.sub_dimension, row.assessor, row.round), {}),
        )

    def concerns(self, row: Judgement, components: Sequence[Component], concerns: Sequence[Named]) -> Iterator[Concern]:
        for component in components:
            cell = getattr(row, component.id, "")
            if cell:
                id_, words = reasoned(cell)
                yield Concern(component.label(self.language), _label(concerns, id_, self.language), words)

    def scope(self, assessment: str, framework: Framework | None, scale: Scale | None) -> Iterator[Answer]:
        answers = dict(self.answers.get(assessment, {}))
        for question in scale.scope if scale else ():
            answer = answers.pop(question.id, "")
            if answer:
                shown = self.in_words(framework, question.layer, question.vocabulary, answer)
                yield Answer(question.id, question.label(self.language), shown)
        for name, answer in answers.items():
            yield Answer(name, "" if name == ASKED else name.replace("_", " "), answer)

    def in_words(self, framework: Framework | None, layer: str, vocabulary: str, answer: str) -> str:
        """The label of a code or of an entry; free words as they are."""
        if framework is None:
            return answer
        if layer:
            known = next((each for each in framework.layers if each.id == layer), None)
            for code in known.codes if known else ():
                if code.id == answer:
                    return code.label(self.language)
        for entry in framework.vocabulary(vocabulary) if vocabulary else ():
            label = entry.get("label")
            if entry["id"] == answer and isinstance(label, Mapping):
                return in_language(label, self.language)
        return answer


def _label(items: Iterable[Named], id_: str, language: str) -> str:
    return next((item.label(language) for item in items if item.id == id_), id_.replace("_", " "))

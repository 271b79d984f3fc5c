"""The scale of a framework, on which people judge: its positions, bands, anchors, and what goes with a judgement.

Nothing here computes a position: positions are ordinal and given by people::

    scale = scale_of(framework)                the scale, or None where the framework has none
    scale.band(-1).label("nl")                 what a board reads instead of the number
    scale.judged("perform").parts              the sub-dimensions of a dimension
    reasoned("moderate: one interviewer")      ("moderate", "one interviewer"), as a cell of a judgement holds it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spanveld.model.framework import Framework, Labels, in_language

__all__ = [
    "Anchor",
    "Band",
    "ClosingRule",
    "Component",
    "Grading",
    "Judged",
    "Named",
    "Other",
    "Position",
    "Question",
    "Scale",
    "Warning",
    "reasoned",
    "scale_of",
    "with_reason",
]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a text in each language."""

    id: str
    labels: Labels

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the scale; 0 is the middle. ``between``: the two it lies between, where it has no words of its own."""

    at: int
    labels: Labels
    between: tuple[int, ...] = ()

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Band:
    """What a run of positions, ``low`` to ``high`` with both ends, is called to those who do not read numbers."""

    low: int
    high: int
    labels: Labels

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The framework's own words at a position of a dimension or sub-dimension."""

    at: int
    labels: Labels

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Judged(Named):
    """A dimension (``parts``: its sub-dimensions) or a sub-dimension, with its anchors, lowest first.

    ``question`` is what is asked of it, ``caution`` what is easily taken for the other side.
    """

    anchors: tuple[Anchor, ...] = ()
    parts: tuple[Judged, ...] = ()
    question: Labels = field(default_factory=dict)
    caution: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other(Named):
    """An answer instead of a position. ``least``/``most``: it asks for a part at most ``most`` and one at least ``least``."""

    reason_required: bool = False
    reasons: tuple[Named, ...] = ()
    dimension_only: bool = False
    most: int | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Question(Named):
    """A question of the scope; its answers are codes of ``layer``, entries of ``vocabulary``, or free words where both are empty."""

    required: bool = False
    layer: str = ""
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class ClosingRule(Named):
    """What must hold before a judgement is closed. ``min_width`` (positions) holds for ``grades``; ``after_days`` for another reading."""

    min_width: int | None = None
    grades: tuple[str, ...] = ()
    after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Component(Named):
    """A part of the evidence grade; ``definition`` is the question it answers."""

    definition: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warning(Named):
    """A warning of the audit that suggests at least a ``concern`` about a ``component``, with the framework's own limits."""

    component: str = ""
    concern: str = ""
    fewer_than: int | None = None
    share_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Grading:
    """How strong evidence is called: grades, concerns (least first), components, warnings. Empty where the framework has none."""

    note: Labels = field(default_factory=dict)
    grades: tuple[Named, ...] = ()
    concerns: tuple[Named, ...] = ()
    components: tuple[Component, ...] = ()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """``object`` is what there is too little or too much of: it is printed wherever a position is."""

    framework: str
    object: Labels
    positions: tuple[Position, ...]
    bands: tuple[Band, ...]
    dimensions: tuple[Judged, ...]
    zero: Labels = field(default_factory=dict)
    sign_rule: Labels = field(default_factory=dict)
    note: Labels = field(default_factory=dict)
    strength: Labels = field(default_factory=dict)
    strengths: tuple[Named, ...] = ()
    others: tuple[Other, ...] = ()
    scope: tuple[Question, ...] = ()
    rules: tuple[ClosingRule, ...] = ()
    grading: Grading = field(default_factory=Grading)

    @property
    def lowest(self) -> int:
        return self.positions[0].at

    @property
    def highest(self) -> int:
        return self.positions[-1].at

    def has(self, at: int) -> bool:
        """Whether this is a position of the scale."""
        return any(position.at == at for position in self.positions)

    def position(self, at: int) -> Position:
        """KeyError for what is no position of the scale."""
        for position in self.positions:
            if position.at == at:
                return position
        raise KeyError(at)

    def band(self, at: int) -> Band:
        """The band of a position; where the framework has no bands, the words of the position itself."""
        for band in self.bands:
            if band.low <= at <= band.high:
                return band
        return Band(at, at, self.position(at).labels)

    def judged(self, dimension: str, part: str = "") -> Judged | None:
        """A dimension by the id of its code, or a sub-dimension of it; None where the scale does not judge it."""
        found = next((each for each in self.dimensions if each.id == dimension), None)
        return found if found is None or not part else next((each for each in found.parts if each.id == part), None)

    def other(self, answer: str) -> Other | None:
        """An answer instead of a position, by its id."""
        return next((each for each in self.others if each.id == answer), None)

    def rule(self, id: str) -> ClosingRule | None:
        """A closing rule by its id; None where the framework does not have it."""
        return next((each for each in self.rules if each.id == id), None)


def reasoned(cell: str) -> tuple[str, str]:
    """The id and the words of a cell ``id: words``, as judgements hold concerns and reasons; ("", cell) where it has no id.

    >>> reasoned("thin: two remarks in passing")
    ('thin', 'two remarks in passing')
    >>> reasoned("not asked about")
    ('', 'not asked about')
    """
    id, colon, words = cell.partition(":")
    if colon and id and all(letter.islower() or letter.isdigit() or letter == "_" for letter in id):
        return id, words.strip()
    return "", cell


def with_reason(id: str, words: str) -> str:
    """The cell of an id and words; the other way round of ``reasoned``.

    >>> with_reason("thin", "two remarks"), with_reason("thin", ""), with_reason("", "two remarks")
    ('thin: two remarks', 'thin:', 'two remarks')
    """
    words = words.strip()
    if not id:
        return words
    return f"{id}: {words}" if words else f"{id}:"


def scale_of(framework: Framework) -> Scale | None:
    """The scale of a framework as its file has it; None where it has none."""
    data = framework.section("scale")
    if not isinstance(data, Mapping) or not data.get("positions"):
        return None
    grade = data.get("evidence_grade") or {}
    strength = data.get("strength") or {}
    labels = {code.id: code.labels for code in framework.dimensions()}
    return Scale(
        framework=framework.id,
        object=data.get("object") or {},
        positions=tuple(
            Position(entry["at"], entry["label"], tuple(entry.get("between") or ())) for entry in data["positions"]
        ),
        bands=tuple(Band(entry["from"], entry["to"], entry["label"]) for entry in data.get("bands") or ()),
        dimensions=tuple(_judged(entry, labels.get(entry["id"], {})) for entry in data.get("dimensions") or ()),
        zero=(data.get("zero") or {}).get("label") or {},
        sign_rule=data.get("sign_rule") or {},
        note=data.get("note") or {},
        strength=strength.get("label") or {},
        strengths=tuple(_each_named(strength, "values")),
        others=tuple(_other(entry) for entry in data.get("other_answers") or ()),
        scope=tuple(
            Question(
                entry["id"],
                entry["label"],
                bool(entry.get("required")),
                entry.get("layer", ""),
                entry.get("vocabulary", ""),
            )
            for entry in data.get("scope") or ()
        ),
        rules=tuple(
            ClosingRule(
                entry["id"],
                entry["label"],
                entry.get("min_width"),
                tuple(entry.get("grades") or ()),
                entry.get("after_days"),
            )
            for entry in data.get("closing_rules") or ()
        ),
        grading=Grading(
            note=grade.get("note") or {},
            grades=tuple(_each_named(grade, "values")),
            concerns=tuple(_each_named(grade, "concerns")),
            components=tuple(
                Component(entry["id"], entry["label"], entry.get("definition") or {})
                for entry in grade.get("components") or ()
            ),
            warnings=tuple(
                Warning(
                    entry["id"],
                    entry["label"],
                    entry.get("component", ""),
                    entry.get("concern", ""),
                    entry.get("fewer_than"),
                    entry.get("share_percent"),
                )
                for entry in grade.get("warnings") or ()
            ),
        ),
    )


def _each_named(data: Mapping[str, Any], key: str) -> Iterator[Named]:
    return (Named(entry["id"], entry["label"]) for entry in data.get(key) or ())


def _judged(entry: Mapping[str, Any], labels: Labels) -> Judged:
    return Judged(
        entry["id"],
        entry.get("label") or labels,
        tuple(Anchor(anchor["at"], anchor["label"]) for anchor in entry.get("anchors") or ()),
        tuple(_judged(part, {}) for part in entry.get("sub_dimensions") or ()),
        entry.get("question") or {},
        entry.get("caution") or {},
    )


def _other(entry: Mapping[str, Any]) -> Other:
    requires = entry.get("requires") or {}
    return Other(
        entry["id"],
        entry["label"],
        bool(entry.get("reason_required")),
        tuple(_each_named(entry, "reasons")),
        bool(entry.get("dimension_only")),
        requires.get("one_at_most"),
        requires.get("one_at_least"),
    )

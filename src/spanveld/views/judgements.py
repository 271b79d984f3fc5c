"""Judgements as they are shown, and as JSON. What somebody else gave in a blind round is ``sealed``: that it is there, no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from spanveld.model.errors import Translate, filled

__all__ = [
    "AnchorShown",
    "AnswerShown",
    "AssessmentLine",
    "AssessmentView",
    "AssessorShown",
    "Choice",
    "ComponentShown",
    "Concern",
    "Example",
    "JudgedPart",
    "Judgements",
    "LooseJudgements",
    "Mark",
    "OpenRule",
    "PartLine",
    "PositionShown",
    "ScaleShown",
    "ScopeShown",
    "Search",
    "StaleChange",
    "Weighed",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from, by its id."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PositionShown:
    """A position with its own words, and what it is called to those who do not read numbers."""

    at: int
    label: str
    band: str


@dataclass(frozen=True, slots=True)
class AnswerShown(Choice):
    """An answer instead of a position; ``reasons`` to choose from, where it has any."""

    reason_required: bool
    dimension_only: bool
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ComponentShown(Choice):
    """A part of the evidence grade, with the question it answers."""

    definition: str


@dataclass(frozen=True, slots=True)
class ScaleShown:
    """A scale with all that goes with a judgement on it; ``object`` is printed wherever a position is."""

    framework: str
    object: str
    sign_rule: str
    zero: str
    note: str
    positions: tuple[PositionShown, ...]
    lowest: int
    highest: int
    answers: tuple[AnswerShown, ...]
    strength: str
    strengths: tuple[Choice, ...]
    grade_note: str
    grades: tuple[Choice, ...]
    concerns: tuple[Choice, ...]
    components: tuple[ComponentShown, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage or finding that bears on a judgement: its words, where they stand, whose they are.

    ``stance``: as it was weighed; of a passage in ``passages`` towards its finding; empty where nobody weighed it. ``label``: the kind of
    a finding. ``by``: the assessors who weighed it so.
    """

    subject_kind: str
    identifier: str
    words: str
    source: str
    voices: tuple[str, ...]
    stance: str
    start: int | None = None
    end: int | None = None
    label: str = ""
    by: tuple[str, ...] = ()
    passages: tuple[Weighed, ...] = ()

    @property
    def subject(self) -> str:
        """``kind:identifier``, as it is linked."""
        return f"{self.subject_kind}:{self.identifier}"


@dataclass(frozen=True, slots=True)
class Concern:
    """What is said of one component of the evidence grade."""

    component: str
    label: str
    concern: str
    concern_label: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one assessor gave in one round, or (``agreed``) what all agreed on. Of a ``sealed`` one nothing else is told.

    ``role`` and ``affiliation`` are the assessor's; ``best_label`` and ``band`` are the words of the position.
    """

    assessor: str
    name: str
    role: str
    affiliation: str
    round: str
    sub_dimension: str
    best: int | None = None
    low: int | None = None
    high: int | None = None
    best_label: str = ""
    band: str = ""
    answer: str = ""
    answer_label: str = ""
    reason: str = ""
    reason_label: str = ""
    reason_words: str = ""
    strength: str = ""
    strength_label: str = ""
    grade: str = ""
    grade_label: str = ""
    concerns: tuple[Concern, ...] = ()
    rationale: str = ""
    agreed: bool = False
    sealed: bool = False
    evidence: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class AnchorShown:
    """The framework's own words at a position."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that the team pinned to a position."""

    position: int
    passage: str
    words: str
    source: str
    voices: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A dimension (``sub_dimension`` empty) or a part of it. ``previous``: what was agreed (else the only mark) in the wave before.

    ``marks``: by round and assessor, without the agreed one.
    """

    dimension: str
    sub_dimension: str
    label: str
    anchors: tuple[AnchorShown, ...]
    question: str
    caution: str
    marks: tuple[Mark, ...]
    agreed: Mark | None
    previous: Mark | None
    previous_wave: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class AssessorShown:
    """Who judges. ``given``: whether the dimension has a mark of the round that is open (or was last)."""

    coder: str
    name: str
    role: str
    affiliation: str
    given: bool


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """A question of the scope and its answer; ``choices`` where the answer is one of them. ``own``: the program's own question."""

    question: str
    label: str
    required: bool
    answer: str
    answer_label: str
    choices: tuple[Choice, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A logged search for what speaks against a judgement; ``found`` counts passages."""

    sub_dimension: str
    query: str
    found: int
    searched: str
    coder: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule of closing that is not met yet; ``label`` is the framework's own wording (empty where the program asks it)."""

    rule: str
    label: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = lambda message: message) -> str:
        """What lacks, in the reader's language."""
        return filled(self.message, self.values, translate)


@dataclass(frozen=True, slots=True)
class StaleChange:
    """What is not as it was when the assessment was closed: ``came``, ``went`` or ``changed``; ``finding`` it is evidence for."""

    change: str
    subject: str
    finding: str
    words: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One assessment with everything that an assessor looks at. ``parts``: the dimension itself first.

    ``weighed_by``: whose links the lists show: ``agreed``, the coder who looks, or empty for those of all. ``hidden_layers`` are not
    shown while the round is blind. ``may``: what the coder who looks can do now: scope, assessors, start, mark, reveal, search, agree,
    link, close, reopen, again, remove.
    """

    study: str
    title: str
    language: str
    sequence: int
    assessment: str
    case: str
    case_label: str
    sub_case: str
    sub_case_label: str
    wave: str
    wave_label: str
    dimension: str
    label: str
    code_id: int
    code: str
    phase: str
    round: int
    opened: str
    closed: str
    reopened: str
    scale: ScaleShown
    scope: tuple[ScopeShown, ...]
    assessors: tuple[AssessorShown, ...]
    parts: tuple[JudgedPart, ...]
    evidence_for: tuple[Weighed, ...]
    evidence_against: tuple[Weighed, ...]
    not_weighed: tuple[Weighed, ...]
    weighed_by: str
    searches: tuple[Search, ...]
    open_rules: tuple[OpenRule, ...]
    stale: tuple[StaleChange, ...]
    may: tuple[str, ...]
    actor: str
    hidden_layers: tuple[str, ...] = ()

    @property
    def agreed(self) -> Mark | None:
        """The agreed judgement of the dimension."""
        return self.parts[0].agreed

    @property
    def passages(self) -> tuple[str, ...]:
        """All passages in view: linked, and those of the findings."""
        items = (*self.evidence_for, *self.evidence_against, *self.not_weighed)
        own = [item.identifier for item in items if item.subject_kind == "passage"]
        inside = [item.identifier for found in items for item in found.passages]
        return tuple(dict.fromkeys((*own, *inside)))

    def as_json(self, translate: Translate = lambda message: message) -> dict[str, Any]:
        """Everything as plain data; what lacks for closing in the reader's words."""
        data = asdict(self)
        data["open_rules"] = [
            {"rule": rule.rule, "label": rule.label, "words": rule.text(translate)} for rule in self.open_rules
        ]
        return data


@dataclass(frozen=True, slots=True)
class PartLine:
    """A dimension or a part of it in an overview: what was agreed, else how many marks lie open."""

    sub_dimension: str
    label: str
    agreed: Mark | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment in the overview. ``given``: assessors with a mark of this round on the dimension; ``stale``: changes since closing.

    ``parts``: the dimension itself first; their marks are those of the last round that lies open.
    """

    assessment: str
    case: str
    case_label: str
    sub_case: str
    sub_case_label: str
    wave: str
    wave_label: str
    dimension: str
    label: str
    phase: str
    round: int
    opened: str
    closed: str
    scale: ScaleShown
    assessors: tuple[AssessorShown, ...]
    given: int
    parts: tuple[PartLine, ...]
    stale: int

    @property
    def agreed(self) -> Mark | None:
        """The agreed judgement of the dimension."""
        return self.parts[0].agreed


@dataclass(frozen=True, slots=True)
class LooseJudgements:
    """Judgements without an assessment, as an older folder brought them; ``scale`` None where the framework has none."""

    case: str
    case_label: str
    sub_case: str
    sub_case_label: str
    wave: str
    wave_label: str
    dimension: str
    label: str
    scale: ScaleShown | None
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class Judgements:
    """All assessments of a study, by case, sub-case, dimension and wave; then judgements that belong to none."""

    study: str
    title: str
    language: str
    sequence: int
    assessments: tuple[AssessmentLine, ...]
    loose: tuple[LooseJudgements, ...]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return asdict(self)

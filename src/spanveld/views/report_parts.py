"""The parts of a report, as plain values: what is told, in which order, about whom; the words are up to the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from spanveld.analysis.evidence import Ground
from spanveld.analysis.limits import Limit
from spanveld.views.report_balance_parts import BalancePart

__all__ = [
    "PROFILES",
    "BoxPart",
    "BoxPiece",
    "Citation",
    "CoderLine",
    "Count",
    "FindingPart",
    "GroupLine",
    "KindOfSource",
    "LayerCount",
    "LayerPart",
    "Limit",
    "LinkLine",
    "MaterialPart",
    "MeaningLine",
    "MemoLine",
    "PassagePart",
    "Profile",
    "Report",
    "RespondentLine",
    "SectionPart",
    "SourcePart",
    "StancePart",
    "Theory",
    "Tied",
    "VoiceName",
    "WaveName",
]

Profile = Literal["research", "organisation", "public"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
"""For whom a report is: those who do the research, the organisation that was studied, everybody."""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """How a voice is cited: by ``names`` (the respondent, or the labels of a role group; empty for all respondents together).

    ``people``: how many respondents go by it. ``observer``: the researcher, cited as field notes.
    """

    voice: str
    names: tuple[str, ...]
    people: int
    observer: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A voice in a citation: how many ``people`` of it speak, and the first ``passage`` in which one does."""

    voice: str
    people: int
    passage: str


@dataclass(frozen=True, slots=True)
class Tied:
    """A passage behind a finding, with the researcher's note on the tie."""

    passage: str
    note: str


@dataclass(frozen=True, slots=True)
class StancePart:
    """The evidence of one stance: ``count`` passages by the counting rule. ``voiceless``: the first one without a voice."""

    stance: str
    count: int
    citations: tuple[Citation, ...]
    voiceless: str
    tied: tuple[Tied, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """How a finding bears on another (``finding``), or on an item of a ``theory``; not ``outgoing``: the other bears on it."""

    relation: str
    outgoing: bool
    finding: str
    label: str
    theory: str


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A researcher's note."""

    kind: str
    date: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding with all that is told of it. In ``ground``, voices are those of ``Report.voices``."""

    finding: str
    label: str
    plural: str
    statement: str
    case: str
    sub_case: str
    effect: str
    stances: Mapping[str, StancePart]
    ground: Ground
    links: tuple[LinkLine, ...]
    memos: tuple[MemoLine, ...]


@dataclass(frozen=True, slots=True)
class BoxPiece:
    """A stretch of a box's text; with a ``passage`` it is a citation of it and has no ``text``. ``against``: it objects."""

    text: str
    passage: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class BoxPart:
    """A vignette: its number (``1a``), the researcher's text, and the passages that stand in it with the notes on them."""

    number: str
    title: str
    case: str
    sub_case: str
    dimension: str
    pieces: tuple[BoxPiece, ...]
    tied: tuple[Tied, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A dimension: what it is called in its layer (``layer``), what it means, how many passages carry it, its findings by kind.

    ``boxes``: the vignettes about it; ``balances``: where it stands on its scale.
    """

    dimension: str
    label: str
    layer: str
    definition: str
    passages: int
    findings: tuple[FindingPart, ...]
    boxes: tuple[BoxPart, ...]
    balances: tuple[BalancePart, ...] = ()


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A cited passage. ``printed`` is false where its words are left out; ``objections`` say why they should not go outside.

    ``boxes``: the numbers of the vignettes in which it stands.
    """

    passage: str
    quote: str
    printed: bool
    objections: tuple[str, ...]
    source_kind: str
    voices: tuple[str, ...]
    hedged: bool
    doubt: bool
    coder: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    memo: str
    evidence_for: tuple[tuple[str, str], ...]
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Cited passages that stand together: those of one source, or (``source`` empty) those of several that may not be told apart."""

    source: str
    kind: str
    title: str
    date: str
    wave: str
    voices: tuple[str, ...]
    passages: tuple[str, ...]
    memos: tuple[MemoLine, ...]


@dataclass(frozen=True, slots=True)
class Theory:
    """An adopted framework."""

    framework: str
    version: str
    label: str


@dataclass(frozen=True, slots=True)
class WaveName:
    """A moment of measuring."""

    wave: str
    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something; None where that is not told."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class KindOfSource:
    """Sources of one kind: how many in each wave (the last number: in none), their words, and the passages marked in them."""

    kind: str
    by_wave: tuple[int, ...]
    words: int
    passages: int


@dataclass(frozen=True, slots=True)
class CoderLine:
    """Who coded, and how much."""

    coder: str
    name: str
    role: str
    affiliation: str
    sources: int
    passages: int
    codings: int


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How a layer was used: codes ``used`` of those ``offered``, codings, and the passages that carry one."""

    label: str
    used: int
    offered: int
    codings: int
    passages: int


@dataclass(frozen=True, slots=True)
class MaterialPart:
    """What was gathered and how it was coded. ``incomplete``: a rule of a framework -> passages that break it.

    ``double_coded`` of ``coded`` sources were worked on by more than one coder; ``consents`` of the respondents have one on record,
    and ``quotable`` of those let their words be quoted.
    """

    waves: tuple[WaveName, ...]
    sources: tuple[KindOfSource, ...]
    words: int
    respondents: int
    levels: tuple[Count, ...]
    party_kinds: tuple[Count, ...]
    sampling: tuple[Count, ...]
    coders: tuple[CoderLine, ...]
    coded: int
    double_coded: int
    layers: tuple[LayerCount, ...]
    passages: int
    incomplete: tuple[Count, ...]
    doubts: tuple[str, ...]
    consents: int
    quotable: int
    memos: tuple[MemoLine, ...]


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """A respondent. ``marks``: what the consent keeps from others (``function``, ``quotes``, ``withdrawn``, ``none``)."""

    participant: str
    function: str
    parties: tuple[str, ...]
    level: str
    sampling: str
    sources: int
    passages: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A role group: the voice that it is cited by, how many respondents it has, and the passages that are their word."""

    voice: str
    people: int
    passages: int


@dataclass(frozen=True, slots=True)
class MeaningLine:
    """A code that was used: what it means, and how many passages carry it. ``depth`` counts the codes above it."""

    code: str
    label: str
    definition: str
    passages: int
    depth: int


@dataclass(frozen=True, slots=True)
class LayerPart:
    """The codes that were used of one layer; ``unused`` are labels of codes that were offered."""

    label: str
    definition: str
    codes: tuple[MeaningLine, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. ``state``: the date up to which the study is told; ``passages`` by the name that they are printed under.

    ``boxes``: the vignettes that are about no dimension. ``left_out``: how many passages are printed without their words.
    ``labels``: those of the frameworks' vocabularies. ``scope``: (dimension, sub_case or wave; its name) of what alone is told of findings.
    """

    study: str
    title: str
    language: str
    profile: Profile
    state: str
    cases: tuple[str, ...]
    theories: tuple[Theory, ...]
    material: MaterialPart
    respondents: tuple[RespondentLine, ...]
    groups: tuple[GroupLine, ...]
    sections: tuple[SectionPart, ...]
    boxes: tuple[BoxPart, ...]
    limits: tuple[Limit, ...]
    sources: tuple[SourcePart, ...]
    passages: Mapping[str, PassagePart]
    layers: tuple[LayerPart, ...]
    voices: Mapping[str, VoiceName]
    labels: Mapping[str, str]
    left_out: int
    scope: tuple[tuple[str, str], ...] = ()

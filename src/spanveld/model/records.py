"""The things a study consists of, as plain values that name each other by identifier.

Each class is one file (or one list of ``study.yaml``) of the study folder; its fields are the columns in their canonical
order. Offsets are half-open, in Unicode code points of the source's current text. ``guid`` is empty unless one was given;
``own`` holds columns that the format does not know and that go back to their file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import KINDS, column, kind

__all__ = [
    "BASES",
    "KINDS",
    "NOBODY",
    "OBSERVER",
    "OPENING_ORDER",
    "SOURCE_KINDS",
    "STANCES",
    "Attribute",
    "Case",
    "Code",
    "Coder",
    "Coding",
    "Consent",
    "Evidence",
    "Finding",
    "FindingLink",
    "Judgement",
    "JudgementEvidence",
    "Layer",
    "Memo",
    "Participant",
    "Party",
    "Passage",
    "Source",
    "SubCase",
    "Summary",
    "Turn",
    "Wave",
]

NOBODY = "-"
"""What ``voices`` of a passage says where it is nobody's word."""
OBSERVER = "observer"
"""The level of the participant who is the researcher: cited as field notes, no respondent and no party."""

SOURCE_KINDS = ("interview", "field_notes", "document", "meeting", "survey")
STANCES = ("supports", "qualifies", "contradicts")
BASES = ("resp", "resp_group", "resp_unnumbered", "fieldnote", "document", "inference", "author", "absence")
ROLES = ("dimension", "kind", "term", "sub_case", "lean", "none")
YES_NO = ("yes", "no")
NOTHING: Mapping[str, str] = {}


@kind("case", "study.yaml", ("case",))
@dataclass(frozen=True, slots=True)
class Case:
    """An organisation or network that is studied."""

    case: str = column("identifier", name="id", required=True, default="")
    name: str = column("text", private=True)
    kind: str = column("text")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("sub_case", "study.yaml", ("sub_case",))
@dataclass(frozen=True, slots=True)
class SubCase:
    """A theme or file within a case."""

    sub_case: str = column("identifier", name="id", required=True, default="")
    case: str = column("reference", to="case")
    name: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("wave", "study.yaml", ("wave",))
@dataclass(frozen=True, slots=True)
class Wave:
    """A moment of measuring; ``from`` and ``to`` are dates."""

    wave: str = column("identifier", name="id", required=True, default="")
    name: str = column("text", private=True)
    from_: str = column("date", name="from")
    to: str = column("date")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("coder", "study.yaml", ("coder",))
@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who codes or judges."""

    coder: str = column("identifier", name="id", required=True, default="")
    name: str = column("text", private=True)
    role: str = column("text")
    affiliation: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("layer", "study.yaml", ("layer",))
@dataclass(frozen=True, slots=True)
class Layer:
    """A dimension of coding that the study adds to those of its frameworks."""

    layer: str = column("identifier", name="id", required=True, default="")
    role: str = column("choice", choices=ROLES, default="none")
    open: bool | None = column("flag", default=True)
    exclusive: bool | None = column("flag", default=False)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("party", "parties.csv", ("party",))
@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in the network; ``mentions`` are the words by which texts speak of it."""

    party: str = column("identifier", required=True)
    name: str = column("text", private=True)
    kind: str = column("text")
    aliases: tuple[str, ...] = column("words", private=True)
    mentions: tuple[str, ...] = column("words", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("participant", "participants.csv", ("participant",))
@dataclass(frozen=True, slots=True)
class Participant:
    """A person who speaks, or the researcher (level ``observer``)."""

    participant: str = column("identifier", required=True)
    function: str = column("text", private=True)
    parties: tuple[str, ...] = column("references", to="party")
    level: str = column("text")
    sub_cases: tuple[str, ...] = column("references", to="sub_case")
    sampling: str = column("text")
    proposed_by: str = column("text", private=True)
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("source", "sources.csv", ("source",))
@dataclass(frozen=True, slots=True)
class Source:
    """An interview, field notes, a document, a meeting or a survey; its text stands in ``file``."""

    source: str = column("identifier", required=True)
    kind: str = column("choice", choices=SOURCE_KINDS, required=True)
    file: str = column("text", required=True, private=True)
    title: str = column("text", private=True)
    date: str = column("date")
    case: str = column("reference", to="case")
    wave: str = column("reference", to="wave")
    participants: tuple[str, ...] = column("references", to="participant")
    sub_cases: tuple[str, ...] = column("references", to="sub_case")
    recording: str = column("text", private=True)
    classification: str = column("text")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("turn", "turns.csv", ("source", "start", "end", "participant"))
@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks where in a source; an interviewer's turn is nobody's voice."""

    source: str = column("reference", to="source", required=True)
    start: int = column("offset", required=True)
    end: int = column("offset", required=True)
    participant: str = column("reference", to="participant")
    role: str = column("choice", choices=("interviewer", "respondent"))
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("code", "codes.csv", ("layer", "code"))
@dataclass(frozen=True, slots=True)
class Code:
    """A value of a layer that the study itself added."""

    layer: str = column("layer", required=True)
    code: str = column("text", required=True)
    parent: str = column("code")
    label_en: str = column("text", private=True)
    label_nl: str = column("text", private=True)
    definition: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("passage", "passages.csv", ("passage",))
@dataclass(frozen=True, slots=True)
class Passage:
    """Something marked in a source, by one coder.

    ``voices`` None: whoever speaks there (turns, else the source's only participant); empty: nobody's word.
    ``doubt``: the quote of a passage that a correction of the text left without a place; start and end are then None.
    """

    passage: str = column("identifier", required=True)
    source: str = column("reference", to="source", required=True)
    start: int | None = column("offset", required=True)
    end: int | None = column("offset", required=True)
    coder: str = column("reference", to="coder")
    voices: tuple[str, ...] | None = column("voices", to="participant")
    about: tuple[str, ...] = column("references", to="party")
    form: str = column("choice", choices=("verbatim", "condensed"))
    hedged: bool | None = column("flag")
    basis: str = column("choice", choices=BASES)
    memo: str = column("text", private=True)
    doubt: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("coding", "codings.csv", ("passage", "layer", "code", "coder"))
@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one passage by one coder (empty: the passage's)."""

    passage: str = column("reference", to="passage", required=True)
    layer: str = column("layer", required=True)
    code: str = column("code", required=True)
    coder: str = column("reference", to="coder")
    created: str = column("moment")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("finding", "findings.csv", ("finding",), order=("position", "finding"))
@dataclass(frozen=True, slots=True)
class Finding:
    """A statement of the researcher about one dimension of a case."""

    finding: str = column("identifier", required=True)
    case: str = column("reference", to="case")
    dimension: str = column("dimension", required=True)
    kind: str = column("text", required=True)
    sub_case: str = column("reference", to="sub_case")
    position: int | None = column("number")
    statement: str = column("text", required=True, private=True)
    effect: str = column("choice", choices=("eases", "none", "hampers", "unclear"))
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("finding_link", "finding_links.csv", ("from", "relation", "to"))
@dataclass(frozen=True, slots=True)
class FindingLink:
    """How a finding bears on another finding, or on an item of a framework."""

    from_: str = column("reference", name="from", to="finding", required=True)
    relation: str = column("choice", choices=("responds_to", "reinforces", "weakens", "matches"), required=True)
    to: str = column("link", required=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("evidence", "evidence.csv", ("finding", "passage"))
@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports, qualifies or contradicts a finding."""

    finding: str = column("reference", to="finding", required=True)
    passage: str = column("reference", to="passage", required=True)
    stance: str = column("choice", choices=STANCES, required=True)
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("judgement", "judgements.csv", ("case", "sub_case", "wave", "dimension", "sub_dimension", "assessor", "round"))
@dataclass(frozen=True, slots=True)
class Judgement:
    """A place on the framework's scale, given by one assessor in one round."""

    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    wave: str = column("reference", to="wave")
    dimension: str = column("dimension", required=True)
    sub_dimension: str = column("text")
    assessor: str = column("reference", to="coder", required=True)
    round: str = column("text")
    best: int | None = column("number")
    low: int | None = column("number")
    high: int | None = column("number")
    answer: str = column("choice", choices=("cannot_judge", "both_poles", "not_applicable"))
    reason: str = column("text", private=True)
    tension_strength: str = column("text")
    grade: str = column("text")
    method: str = column("text", private=True)
    coherence: str = column("text", private=True)
    adequacy: str = column("text", private=True)
    relevance: str = column("text", private=True)
    rationale: str = column("text", private=True)
    agreed: bool | None = column("flag")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind(
    "judgement_evidence",
    "judgement_evidence.csv",
    ("case", "sub_case", "wave", "dimension", "sub_dimension", "assessor", "round", "subject"),
)
@dataclass(frozen=True, slots=True)
class JudgementEvidence:
    """A passage or finding that an assessor weighed in a judgement."""

    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    wave: str = column("reference", to="wave")
    dimension: str = column("dimension", required=True)
    sub_dimension: str = column("text")
    assessor: str = column("reference", to="coder", required=True)
    round: str = column("text")
    subject: str = column("subject", choices=("passage", "finding"), required=True)
    stance: str = column("choice", choices=STANCES, required=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("summary", "summaries.csv", ("source", "theme", "position"))
@dataclass(frozen=True, slots=True)
class Summary:
    """A main point of a source: of the whole (the overview), or on a theme."""

    source: str = column("reference", to="source", required=True)
    theme: str = column("text")
    position: int | None = column("number")
    text: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("attribute", "attributes.csv", ("subject", "name"))
@dataclass(frozen=True, slots=True)
class Attribute:
    """A named value of a source, participant, party or case."""

    subject: str = column("subject", choices=("source", "participant", "party", "case"), required=True)
    name: str = column("text", required=True)
    value: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("memo", "memos.csv", ("subject", "kind", "date", "author", "text"))
@dataclass(frozen=True, slots=True)
class Memo:
    """A note of a researcher on anything, or (no subject) on the study."""

    subject: str = column(
        "subject",
        choices=("case", "sub_case", "wave", "coder", "party", "participant", "source", "passage", "finding", "code"),
    )
    kind: str = column("choice", choices=("note", "method", "theory", "reflexive", "ethics"))
    date: str = column("date")
    author: str = column("text", private=True)
    text: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("consent", "consents.csv", ("participant", "version"))
@dataclass(frozen=True, slots=True)
class Consent:
    """What a participant agreed to, per use."""

    participant: str = column("reference", to="participant", required=True)
    version: str = column("text")
    basis: str = column("text", private=True)
    record: str = column("choice", choices=YES_NO)
    quote: str = column("choice", choices=YES_NO)
    name_function: str = column("choice", choices=YES_NO)
    deposit: str = column("choice", choices=YES_NO)
    ask_again: str = column("choice", choices=YES_NO)
    keep_until: str = column("date")
    given_on: str = column("date")
    withdrawn_on: str = column("date")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


OPENING_ORDER = tuple(KINDS)
"""The kinds in an order in which each comes after those it refers to."""

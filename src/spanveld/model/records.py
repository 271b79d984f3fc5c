"""The things a study consists of, as plain values that name each other by identifier.

Each class is one file (or one list of ``study.yaml``) of the study folder; its fields are the columns in their canonical
order. Offsets are half-open, in Unicode code points of the source's current text. ``guid`` is empty unless one was given;
``own`` holds columns that the format does not know and that go back to their file.
"""

from __future__ import annotations

from spanveld.model.kinds import KINDS

# The kinds open in this order, each after those it refers to.
# isort: off
from spanveld.model.material_records import (
    BLOCK_KINDS,
    NOTHING,
    READING_STATES,
    REFLECTION,
    SOURCE_KINDS,
    TOPIC_STATES,
    TURN_ROLES,
    VOICELESS,
    Block,
    Case,
    Coder,
    Coverage,
    Guide,
    Layer,
    Participant,
    Party,
    Progress,
    Source,
    Speaker,
    SubCase,
    TimeMark,
    Topic,
    Turn,
    Wave,
)
from spanveld.model.coding_records import BASES, STANCES, Code, Coding, Evidence, Finding, FindingLink, Passage
from spanveld.model.vignette_records import Vignette, VignettePassage
from spanveld.model.judgement_records import Judgement, JudgementEvidence
from spanveld.model.assessment_records import (
    AGREED,
    PHASES,
    AnchorExample,
    Assessment,
    AssessmentScope,
    AuditSetting,
    ContrarySearch,
    SealedMark,
)
from spanveld.model.rule_records import RuleStrain
from spanveld.model.note_records import Attribute, Consent, Memo, Summary
from spanveld.model.asking_records import MatrixCell, SavedQuery
from spanveld.model.exchange_records import Exchange, Foreign
# isort: on

__all__ = [
    "AGREED",
    "BASES",
    "BLOCK_KINDS",
    "KINDS",
    "NOBODY",
    "NOTHING",
    "OBSERVER",
    "OPENING_ORDER",
    "PHASES",
    "READING_STATES",
    "REFLECTION",
    "SOURCE_KINDS",
    "STANCES",
    "TOPIC_STATES",
    "TURN_ROLES",
    "VOICELESS",
    "AnchorExample",
    "Assessment",
    "AssessmentScope",
    "Attribute",
    "AuditSetting",
    "Block",
    "Case",
    "Code",
    "Coder",
    "Coding",
    "Consent",
    "ContrarySearch",
    "Coverage",
    "Evidence",
    "Exchange",
    "Finding",
    "FindingLink",
    "Foreign",
    "Guide",
    "Judgement",
    "JudgementEvidence",
    "Layer",
    "MatrixCell",
    "Memo",
    "Participant",
    "Party",
    "Passage",
    "Progress",
    "RuleStrain",
    "SavedQuery",
    "SealedMark",
    "Source",
    "Speaker",
    "SubCase",
    "Summary",
    "TimeMark",
    "Topic",
    "Turn",
    "Vignette",
    "VignettePassage",
    "Wave",
]

NOBODY = "-"
"""What ``voices`` of a passage says where it is nobody's word."""
OBSERVER = "observer"
"""The level of the participant who is the researcher: cited as field notes, no respondent and no party."""
OPENING_ORDER = tuple(KINDS)
"""The kinds in an order in which each comes after those it refers to."""

"""What is studied, who speaks, and the sources with the parts of their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

SOURCE_KINDS = ("interview", "field_notes", "document", "meeting", "survey")
SPEAKER_ROLES = ("interviewer", "respondent")
REFLECTION = "reflection"
"""The role of a turn that is what the researcher thought."""
VOICELESS = ("interviewer", REFLECTION)
"""Roles of turns that are nobody's voice."""
TURN_ROLES = ("interviewer", "respondent", REFLECTION)
BLOCK_KINDS = ("heading", "list_item", "cell", "page", "footnote", "speaker", "question", "quote")
TOPIC_STATES = ("asked_spoken", "spoken_unasked", "asked_nothing", "not_asked", "not_applicable")
READING_STATES = ("being_read", "read")
"""How far a coder is with a source; nothing noted: as its passages tell."""
ROLES = ("dimension", "kind", "term", "sub_case", "lean", "none")
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


@kind("speaker", "speakers.csv", ("label",))
@dataclass(frozen=True, slots=True)
class Speaker:
    """How a file names somebody who speaks: the same label in every file is the same participant."""

    label: str = column("text", required=True, private=True)
    participant: str = column("reference", to="participant")
    role: str = column("choice", choices=SPEAKER_ROLES)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("guide", "guides.csv", ("guide",))
@dataclass(frozen=True, slots=True)
class Guide:
    """One version of the topic list by which interviews are held; ``reason``: why it differs from the one before."""

    guide: str = column("identifier", required=True)
    title: str = column("text", private=True)
    version: str = column("text")
    date: str = column("date")
    reason: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("topic", "topics.csv", ("guide", "topic"), order=("guide", "position", "topic"))
@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a guide: what is asked about it, and what is asked on."""

    guide: str = column("reference", to="guide", required=True)
    topic: str = column("text", required=True)
    position: int | None = column("number")
    kind: str = column("text")
    label: str = column("text", private=True)
    questions: tuple[str, ...] = column("lines", private=True)
    probes: tuple[str, ...] = column("lines", private=True)
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("source", "sources.csv", ("source",))
@dataclass(frozen=True, slots=True)
class Source:
    """An interview, field notes, a document, a meeting or a survey; its text stands in ``file``.

    ``occasion`` is the kind of meeting, ``guides`` the versions of the topic list by which it was held. ``original``: where the
    file that the text was taken from stands in the study folder. ``pseudonymised``: the day on which names in its text were
    last replaced and the text was reviewed.
    """

    source: str = column("identifier", required=True)
    kind: str = column("choice", choices=SOURCE_KINDS, required=True)
    file: str = column("text", required=True, private=True)
    title: str = column("text", private=True)
    date: str = column("date")
    case: str = column("reference", to="case")
    wave: str = column("reference", to="wave")
    participants: tuple[str, ...] = column("references", to="participant")
    sub_cases: tuple[str, ...] = column("references", to="sub_case")
    place: str = column("text", private=True)
    occasion: str = column("text", private=True)
    guides: tuple[str, ...] = column("references", to="guide")
    recording: str = column("text", private=True)
    classification: str = column("text")
    original: str = column("text", private=True)
    pseudonymised: str = column("date")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("turn", "turns.csv", ("source", "start", "end", "participant"), on_text=True)
@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks where in a source.

    An interviewer's turn is nobody's voice, and neither is a reflection: what the researcher thought, apart from what was seen.
    """

    source: str = column("reference", to="source", required=True)
    start: int = column("offset", required=True)
    end: int = column("offset", required=True)
    participant: str = column("reference", to="participant")
    role: str = column("choice", choices=TURN_ROLES)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("block", "blocks.csv", ("source", "start", "end", "kind"), on_text=True)
@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text that is no plain paragraph.

    ``level``: of a heading 1 to 9, of a list item its depth, of a page its number. ``row`` and ``cell``: where a cell stands in
    its table, from 1.
    """

    source: str = column("reference", to="source", required=True)
    start: int = column("offset", required=True)
    end: int = column("offset", required=True)
    kind: str = column("choice", choices=BLOCK_KINDS, required=True)
    level: int | None = column("number")
    row: int | None = column("number")
    cell: int | None = column("number")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("time_mark", "time_marks.csv", ("source", "at", "milliseconds"), on_text=True)
@dataclass(frozen=True, slots=True)
class TimeMark:
    """The recording is at ``milliseconds`` where text[at] is said."""

    source: str = column("reference", to="source", required=True)
    at: int = column("offset", required=True)
    milliseconds: int | None = column("number", required=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("coverage", "coverage.csv", ("source", "topic"))
@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a topic was asked in a source, and whether it was spoken of: as a coder says."""

    source: str = column("reference", to="source", required=True)
    topic: str = column("text", required=True)
    state: str = column("choice", choices=TOPIC_STATES, required=True)
    coder: str = column("reference", to="coder")
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("progress", "progress.csv", ("source", "coder"))
@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is with reading a source, where the coder said so."""

    source: str = column("reference", to="source", required=True)
    coder: str = column("reference", to="coder", required=True)
    state: str = column("choice", choices=READING_STATES, required=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

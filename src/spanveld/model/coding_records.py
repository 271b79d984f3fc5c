"""What is marked in sources, and what is found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

STANCES = ("supports", "qualifies", "contradicts")
BASES = ("resp", "resp_group", "resp_unnumbered", "fieldnote", "document", "inference", "author", "absence")


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

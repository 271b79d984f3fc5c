"""What researchers write beside the texts, and what participants agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

YES_NO = ("yes", "no")


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

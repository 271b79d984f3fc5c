"""The forms by which people, things and sources are described: their fields, from what the study knows of each kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.model.records import KINDS
from spanveld.session import Study

__all__ = [
    "CHOICES",
    "CONSENT_FIELDS",
    "FORM_WORDS",
    "LABELS",
    "SOURCE_FIELDS",
    "Cast",
    "Field",
    "Option",
    "cast_of",
    "fields_of",
    "number",
    "values_json",
    "whole_number",
]

FieldType = Literal["line", "paragraph", "lines", "date", "select", "checks"]
SOURCE_FIELDS = ("title", "date", "participants", "sub_cases", "wave", "case", "place", "recording")
"""What of a source can be changed on the first page."""
LABELS = {
    "affiliation": N_("Affiliation"),
    "aliases": N_("Also called"),
    "ask_again": N_("Is asked before quoting"),
    "basis": N_("How it was given"),
    "case": N_("Case"),
    "date": N_("Date"),
    "deposit": N_("Text may go to an archive"),
    "from_": N_("From"),
    "function": N_("Function"),
    "given_on": N_("Given on"),
    "keep_until": N_("Keep until"),
    "kind": N_("Kind"),
    "level": N_("Level"),
    "mentions": N_("Words by which texts speak of it"),
    "name": N_("Name"),
    "name_function": N_("Function may be named"),
    "note": N_("Note"),
    "participants": N_("Participants"),
    "parties": N_("Parties"),
    "place": N_("Place"),
    "proposed_by": N_("Proposed by"),
    "quote": N_("Words may be quoted"),
    "record": N_("Talk may be kept and coded"),
    "recording": N_("Recording"),
    "role": N_("Role"),
    "sampling": N_("Sampling"),
    "sub_cases": N_("Sub-cases"),
    "title": N_("Title"),
    "to": N_("Until"),
    "version": N_("Version"),
    "wave": N_("Wave"),
    "withdrawn_on": N_("Withdrawn on"),
}
HINTS = {
    "date": N_("A year, a month or a day: YYYY, YYYY-MM or YYYY-MM-DD"),
    "lines": N_("One on each line"),
    "recording": N_("Where the file is; it stays there"),
}
VOCABULARIES = {
    ("party", "kind"): "party_kinds",
    ("case", "kind"): "party_kinds",
    ("participant", "level"): "levels",
    ("participant", "sampling"): "sampling",
}
"""Columns that a framework has words for."""
PARAGRAPHS = ("note",)
CHOICES = {"yes": N_("yes"), "no": N_("no")}
CONSENT_FIELDS = (
    *(
        "version",
        "given_on",
        "record",
        "quote",
        "name_function",
        "deposit",
        "ask_again",
        "keep_until",
        "withdrawn_on",
        "basis",
    ),
)
"""What of a consent can be noted."""
ROOM: Mapping[FieldType, int] = {"lines": 1, "checks": 2, "paragraph": 3}
"""Fields that take more room than a line, in the order in which they stand below the others."""
FORM_WORDS = (
    N_("Added: {name}."),
    N_("Dark"),
    N_("Leave it"),
    N_("Light"),
    N_("Remove it all the same"),
    N_("Removed: {name}."),
    N_("Save or cancel what you are changing first."),
    N_("Saved: {name}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("That cannot be read as a date."),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
    N_("Undone: {action}."),
)
"""What the scripts of these forms say."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``name`` is the attribute of the record that it changes."""

    name: str
    label: str
    type: FieldType
    hint: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a study is about, by identifier, and the words that its frameworks have for them (vocabulary -> id -> label)."""

    case: Mapping[str, Mapping[str, Any]]
    sub_case: Mapping[str, Mapping[str, Any]]
    wave: Mapping[str, Mapping[str, Any]]
    coder: Mapping[str, Mapping[str, Any]]
    party: Mapping[str, Mapping[str, Any]]
    participant: Mapping[str, Mapping[str, Any]]
    vocabularies: Mapping[str, Mapping[str, str]]

    def things(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """All of a kind."""
        found: Mapping[str, Mapping[str, Any]] = getattr(self, kind)
        return found

    def called(self, kind: str, identifier: str) -> str:
        """What a thing is called: its name, else its identifier."""
        return str(self.things(kind).get(identifier, {}).get("name") or identifier)

    def label(self, kind: str, attribute: str, value: str) -> str:
        """A value in the framework's words, where it has one for it."""
        return self.vocabularies.get(VOCABULARIES.get((kind, attribute), ""), {}).get(value, value)

    def options(self, kind: str) -> tuple[Option, ...]:
        """The things of a kind to choose from."""
        return tuple(Option(name, self._described(kind, name, thing)) for name, thing in self.things(kind).items())

    def _described(self, kind: str, name: str, thing: Mapping[str, Any]) -> str:
        said = thing.get("function") if kind == "participant" else thing.get("name")
        return f"{name} · {said}" if said else name


def cast_of(study: Study) -> Cast:
    """What a study knows of people and things, with the vocabularies of its frameworks in its language."""
    kinds = ("case", "sub_case", "wave", "coder", "party", "participant")
    things = {kind: {str(row[kind]): row for row in study.pages.things(kind)} for kind in kinds}
    language = study.language
    words: dict[str, dict[str, str]] = {}
    for framework in study.frameworks():
        for name in set(VOCABULARIES.values()):
            for entry in framework.vocabulary(name):
                labels = entry.get("label")
                label = str(labels.get(language) or next(iter(labels.values()))) if isinstance(labels, Mapping) else ""
                words.setdefault(name, {}).setdefault(str(entry["id"]), label or str(entry["id"]))
    return Cast(**things, vocabularies=words)


def fields_of(kind: str, cast: Cast, translate: Translate, only: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields of a kind of thing but for its identifier, or just those named: short ones first, then those that take room."""
    columns = {column.attribute: column for column in KINDS[kind].columns if column.type != "identifier"}
    found = []
    for name in only or columns:
        column, hint, options = columns[name], "", tuple[Option, ...]()
        type: FieldType = "line"
        if column.type in ("reference", "references"):
            if not (options := cast.options(column.to)):
                continue
            type = "select" if column.type == "reference" else "checks"
        elif column.type == "date":
            type, hint = "date", translate(HINTS["date"])
        elif column.type == "words":
            type, hint = "lines", translate(HINTS["lines"])
        elif vocabulary := cast.vocabularies.get(VOCABULARIES.get((kind, name), "")):
            used = {str(thing[name]) for thing in cast.things(kind).values() if thing[name]}
            more = sorted(used - set(vocabulary), key=natural)
            type, options = (
                "select",
                tuple(Option(*pair) for pair in [*vocabulary.items(), *zip(more, more, strict=True)]),
            )
        elif column.type == "choice":
            type, options = "select", tuple(Option(one, translate(CHOICES.get(one, one))) for one in column.choices)
        elif name in PARAGRAPHS:
            type = "paragraph"
        if name in HINTS:
            hint = translate(HINTS[name])
        found.append(Field(name, translate(LABELS[name]), type, hint, options))
    return tuple(sorted(found, key=lambda field: ROOM.get(field.type, 0)))


def values_json(thing: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """The values of a thing for its form, as JSON."""
    return json.dumps({field.name: thing[field.name] for field in fields}, ensure_ascii=False)


def number(count: int, language: str) -> str:
    """A whole number as it is written in a language.

    >>> number(12345, "nl")
    '12.345'
    """
    written = f"{count:,}"
    return written.replace(",", ".") if language == "nl" else written


def whole_number(said: str) -> int:
    """A whole number as an address says it; 0 where it says none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0

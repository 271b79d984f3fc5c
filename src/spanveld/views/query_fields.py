"""What can be asked of a study, to choose from: the fields of the retrieval language with the values that they can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spanveld.model.columns import BASIS_OF, FORM_OF, KIND_OF, STANCE_OF
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.query.checking import FIELDS, FLAGS, LAYER
from spanveld.query.printing import show
from spanveld.query.tree import Term
from spanveld.query.words import AttributesOf, Named, Words
from spanveld.views.codebook import LayerEntry

__all__ = ["FieldChoice", "FieldGroup", "ValueChoice", "field_groups"]

MOST_VALUES = 400
"""Values that a field offers; where there are more, the first."""


@dataclass(frozen=True, slots=True)
class ValueChoice:
    """A value as it is written, and what it is called."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field as it is written in a query. ``label`` is a message, but for layers and attributes. ``mark``: it has no values."""

    field: str
    label: str
    values: tuple[ValueChoice, ...] = ()
    mark: bool = False


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together; ``label`` is a message."""

    label: str
    fields: tuple[FieldChoice, ...]


def field_groups(words: Words, layers: Sequence[LayerEntry]) -> tuple[FieldGroup, ...]:
    """All fields of a study; ``layers`` are those of its codebook, in its language."""
    groups = (
        FieldGroup(N_("Codes"), tuple(_layers(layers))),
        FieldGroup(
            N_("Who says it"),
            (
                FieldChoice("voice", N_("Voice"), _plain(person.name for person in words.people)),
                FieldChoice("level", N_("Level of the voice"), _named(words.levels, (p.level for p in words.people))),
                FieldChoice("party", N_("Party of the voice"), _named(words.parties)),
                FieldChoice(
                    "party.kind",
                    N_("Kind of party of the voice"),
                    _named(words.party_kinds, (p.kind for p in words.parties)),
                ),
                FieldChoice("about", N_("Party it speaks of"), _named(words.parties)),
            ),
        ),
        FieldGroup(
            N_("Words"),
            (FieldChoice("text", N_("Words in the passage")), FieldChoice("memo", N_("Words in a memo on it"))),
        ),
        FieldGroup(
            N_("Where it stands"),
            (
                FieldChoice(
                    "source", N_("Source"), tuple(ValueChoice(s.name, s.title) for s in words.sources[:MOST_VALUES])
                ),
                FieldChoice("source.kind", N_("Kind of source"), _plain(filter(None, KIND_OF))),
                FieldChoice("source.sub_case", N_("Sub-case of the source"), _named(words.sub_cases)),
                FieldChoice("wave", N_("Wave"), _named(words.waves)),
                FieldChoice("case", N_("Case"), _named(words.cases)),
            ),
        ),
        FieldGroup(
            N_("How it was marked"),
            (
                FieldChoice("coder", N_("Coder"), _named(words.coders)),
                FieldChoice("form", N_("Form"), _plain(filter(None, FORM_OF))),
                FieldChoice("basis", N_("Basis of its claim"), _plain(filter(None, BASIS_OF))),
                FieldChoice("finding", N_("Evidence for finding"), _named(words.findings)),
                FieldChoice("stance", N_("Stance towards a finding"), _plain(filter(None, STANCE_OF))),
            ),
        ),
        FieldGroup(N_("Marks"), tuple(FieldChoice(name, label, mark=True) for name, label in MARKS.items())),
        FieldGroup(N_("Attributes"), tuple(_attributes(words))),
    )
    return tuple(group for group in groups if group.fields)


MARKS = {
    "hedged": N_("said with reserve"),
    "incomplete": N_("lacks a code that it needs"),
    "unused": N_("evidence for no finding yet"),
    "doubt": N_("place in doubt"),
}


def _layers(layers: Sequence[LayerEntry]) -> Iterator[FieldChoice]:
    for layer in layers:
        if layer.layer == "sub_case" and layer.role == "sub_case":
            name: tuple[str, ...] = ("sub_case",)
        else:
            name = (LAYER, layer.layer) if layer.layer in (*FIELDS, *FLAGS) else (layer.layer,)
        values = tuple(ValueChoice(code.code.rpartition("/")[2], code.label) for code in layer.codes[:MOST_VALUES])
        yield FieldChoice(show(Term(name)), layer.label, values)


def _attributes(words: Words) -> Iterator[FieldChoice]:
    held: tuple[tuple[str, AttributesOf], ...] = (
        ("source.attr", words.source_attributes),
        ("case.attr", words.case_attributes),
        ("voice.attr", words.person_attributes),
        ("party.attr", words.party_attributes),
    )
    for of, attributes in held:
        values: dict[str, set[str]] = {}
        for its in attributes.values():
            for name, value in its.items():
                values.setdefault(name, set()).add(value)
        for name in sorted(values, key=natural):
            field = show(Term((*of.split("."), name)))
            yield FieldChoice(field, field, _plain(sorted(values[name], key=natural)))


def _plain(names: Iterable[str]) -> tuple[ValueChoice, ...]:
    return tuple(map(ValueChoice, dict.fromkeys(names)))[:MOST_VALUES]


def _named(things: Iterable[Named], used: Iterable[str] = ()) -> tuple[ValueChoice, ...]:
    """Things by identifier and name, then names in use that are none of them."""
    found = {thing.name: next(iter(thing.aliases), "") for thing in things}
    for name in sorted({name for name in used if name}, key=natural):
        found.setdefault(name, "")
    return tuple(ValueChoice(name, label) for name, label in found.items())[:MOST_VALUES]

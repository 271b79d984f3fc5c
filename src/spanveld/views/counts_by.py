"""Attributes that codes can be counted by: of the passage, of its source, and of its voices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spanveld.analysis.hanging import Hanging, expanded
from spanveld.analysis.tallying import Spoken
from spanveld.model.columns import KIND_OF, Ints
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.query.tree import Not
from spanveld.query.words import AttributesOf, Words
from spanveld.views.counts_ground import Axis, Ground, Line, any_of, marked_among, term

__all__ = ["ATTRIBUTES", "SOURCE_KINDS", "Attribute", "attribute", "attributes", "lines_of"]

SOURCE_KINDS = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}
ATTRIBUTES: Mapping[str, str] = {
    "source.kind": N_("Kind of source"),
    "wave": N_("Wave"),
    "case": N_("Case"),
    "sub_case": N_("Sub-case of the passage"),
    "source.sub_case": N_("Sub-case of the source"),
    "source": N_("Source"),
    "voice": N_("Participant"),
    "level": N_("Level"),
    "party": N_("Party"),
    "party.kind": N_("Kind of party"),
    "coder": N_("Coder"),
}
"""What codes can be counted by beside the study's own attributes, by its name in a query."""
OWN = {
    "source.attr": N_("{name} of the source"),
    "voice.attr": N_("{name} of the participant"),
    "party.attr": N_("{name} of the party"),
    "case.attr": N_("{name} of the case"),
}


@dataclass(frozen=True, eq=False, slots=True)
class Attribute(Axis):
    """An attribute with its values; the last line is that of passages without any. ``spoken``: who has which, where it is one of people."""

    spoken: Spoken | None = None


def attributes(ground: Ground) -> dict[str, str]:
    """All that this study's codes can be counted by, with what it is called."""
    found = {name: ground.translate(label) for name, label in ATTRIBUTES.items()}
    for of, label in OWN.items():
        for name in sorted({each for held in _held(ground, of).values() for each in held}, key=natural):
            found[f"{of}.{name}"] = ground.translate(label).format(name=name)
    return found


def attribute(ground: Ground, name: str) -> Attribute:
    """An attribute by its name; NotFound where this study has none that is called so."""
    known = attributes(ground)
    if name not in known:
        message = N_("Codes cannot be counted by '{name}'; they can by: {known}.")
        raise NotFound(message, name=name, known=", ".join(known))
    key = ("by", name)
    if key not in ground.axes:
        ground.axes[key] = _Maker(ground, name, known[name]).made()
    found = ground.axes[key]
    assert isinstance(found, Attribute)
    return found


def lines_of(ground: Ground, name: str, values: Iterable[str]) -> list[Line]:
    """Some values of an attribute in its order, with what they are called."""
    maker = _Maker(ground, name, name)
    return [Line(value, maker.called(value), term(maker.field, value)) for value in maker.in_order(values)]


def _held(ground: Ground, of: str) -> AttributesOf:
    words = ground.words
    held: Mapping[str, AttributesOf] = {
        "source.attr": words.source_attributes,
        "voice.attr": words.person_attributes,
        "party.attr": words.party_attributes,
        "case.attr": words.case_attributes,
    }
    return held[of]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one attribute; values are listed in the order of the study, those that nothing has are left out."""

    ground: Ground
    name: str
    label: str

    def made(self) -> Attribute:
        of, own = self._own()
        makers: dict[str, Callable[[], Attribute]] = {
            "source.kind": self.kind,
            "sub_case": self.theme,
            "coder": self.coder,
            "wave": lambda: self.of_sources([(s.number, s.wave) for s in self.words.sources]),
            "case": lambda: self.of_sources([(s.number, s.case) for s in self.words.sources]),
            "source": lambda: self.of_sources([(s.number, s.name) for s in self.words.sources]),
            "source.sub_case": lambda: self.of_sources(
                [(s.number, theme) for s in self.words.sources for theme in s.sub_cases]
            ),
            "voice": lambda: self.of_people([(p.number, p.name) for p in self.words.people]),
            "level": lambda: self.of_people([(p.number, p.level) for p in self.words.people]),
            "party": lambda: self.of_people(self.by_party({each.number: each.name for each in self.words.parties})),
            "party.kind": lambda: self.of_people(
                self.by_party({each.number: each.kind for each in self.words.parties})
            ),
        }
        if not own:
            return makers[self.name]()
        held = {number: known[own] for number, known in _held(self.ground, of).items() if own in known}
        if of == "source.attr":
            return self.of_sources(list(held.items()))
        if of == "case.attr":
            cases = {case.name: held[case.number] for case in self.words.cases if case.number in held}
            return self.of_sources([(s.number, cases[s.case]) for s in self.words.sources if s.case in cases])
        return self.of_people(list(held.items()) if of == "voice.attr" else self.by_party(held))

    @property
    def words(self) -> Words:
        return self.ground.words

    def _own(self) -> tuple[str, str]:
        """Of what it is an attribute that the study itself gave, and its name; two empty texts where it is none."""
        for of in OWN:
            if self.name.startswith(f"{of}."):
                return of, self.name.removeprefix(f"{of}.")
        return "", ""

    @property
    def field(self) -> tuple[str, ...]:
        of, own = self._own()
        return (*of.split("."), own) if own else tuple(self.name.split("."))

    # ------------------------------------------------------------------ of the passage
    def kind(self) -> Attribute:
        kinds = self.ground.columns.kind
        used = [place for place in range(1, len(KIND_OF)) if np.any(kinds == place)]
        return self.by_number([KIND_OF[place] for place in used], marked_among(used, len(KIND_OF))[kinds])

    def coder(self) -> Attribute:
        coder = self.ground.columns.coder
        used = [each for each in self.words.coders if np.any(coder == each.number)]
        place_of = marked_among([each.number for each in used], int(coder.max(initial=0)))
        place_of[0] = -1
        return self.by_number([each.name for each in used], place_of[coder])

    def by_number(self, names: Sequence[str], value: Ints) -> Attribute:
        rows = np.flatnonzero(value >= 0).astype(np.int32)
        return self.finished(names, Hanging(rows, value[rows], len(names)))

    def theme(self) -> Attribute:
        layers = [layer for layer in self.words.layers if layer.role == "sub_case"]
        numbers: dict[str, list[int]] = {}
        for layer in layers:
            for code in layer.codes:
                numbers.setdefault(code.code, []).append(code.number)
        coded = self.ground.coded
        present = set(np.unique(coded.thing).tolist())
        names = [name for name, its in numbers.items() if present & set(its)]
        place_of = np.full(
            max([coded.things - 1, *(each for its in numbers.values() for each in its)]) + 1, -1, np.int32
        )
        for place, name in enumerate(names):
            place_of[numbers[name]] = place
        value = place_of[coded.thing]
        kept = value >= 0
        return self.finished(names, Hanging.of(coded.passage[kept], value[kept], len(names)))

    # ------------------------------------------------------------------ of the source, of the voices
    def of_sources(self, pairs: Sequence[tuple[int, str]]) -> Attribute:
        names, hanging = self.listed(pairs, set(np.unique(self.ground.columns.source).tolist()))
        passage, value = expanded(self.ground.columns.source, hanging)
        return self.finished(names, Hanging(passage, value, len(names)))

    def of_people(self, pairs: Sequence[tuple[int, str]]) -> Attribute:
        columns = self.ground.columns
        names, hanging = self.listed(pairs, set(np.unique(columns.voices.thing).tolist()))
        place, value = expanded(columns.voices.thing, hanging)
        passage, person = columns.voices.passage[place], columns.voices.thing[place]
        found = self.finished(names, Hanging.of(passage, value, len(names)))
        bare = np.ones(len(columns), np.bool_)
        bare[passage] = False
        rest = bare[columns.voices.passage]
        passage = np.concatenate((passage, columns.voices.passage[rest]))
        value = np.concatenate((value, np.full(int(rest.sum()), len(names), np.int32)))
        person = np.concatenate((person, columns.voices.thing[rest]))
        heard = ~np.isin(person, [each.number for each in self.words.people if each.observer])
        spoken = Spoken(passage[heard], value[heard], person[heard])
        return Attribute(found.name, found.label, found.lines, found.hanging, found.base, spoken)

    def by_party(self, values: Mapping[int, str]) -> list[tuple[int, str]]:
        """People with what their parties have; the researcher speaks for none."""
        people = [person for person in self.words.people if not person.observer]
        return [(p.number, values[party]) for p in people for party in p.parties if party in values]

    def listed(self, pairs: Iterable[tuple[int, str]], used: set[int]) -> tuple[list[str], Hanging]:
        """The values that things in use have, in order, and which thing has which."""
        held = [(number, value) for number, value in pairs if value and number in used]
        names = self.in_order({value for _, value in held})
        place = {name: at for at, name in enumerate(names)}
        number = np.array([number for number, _ in held], np.int32)
        return names, Hanging.of(number, np.array([place[value] for _, value in held], np.int32), len(names))

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Values as the study orders them: levels and kinds of party as their framework does, others by name."""
        vocabulary = {"level": self.words.levels, "party.kind": self.words.party_kinds}.get(self.name, ())
        rank = {each.name: place for place, each in enumerate(vocabulary)}
        return sorted(names, key=lambda name: (rank.get(name, len(rank)), natural(name)))

    # ------------------------------------------------------------------ put together
    def finished(self, names: Sequence[str], hanging: Hanging) -> Attribute:
        lines = [Line(name, self.called(name), term(self.field, name)) for name in names]
        missing = Line("", self.ground.translate(N_("none")), Not(any_of(self.field)))
        whole = hanging.with_rest(len(self.ground.columns))
        return Attribute(self.name, self.label, [*lines, missing], whole, any_of(self.field))

    def called(self, name: str) -> str:
        """What a value is called."""
        labels, words = self.ground.labels, self.words
        things = {"wave": words.waves, "case": words.cases, "party": words.parties, "coder": words.coders}
        if self.name == "source.kind":
            return self.ground.translate(SOURCE_KINDS[name])
        if self.name in ("sub_case", "source.sub_case"):
            return labels["sub_case"].get(name) or name
        if self.name in ("level", "party.kind"):
            return labels[self.name.replace(".", "_")].get(name) or name
        if self.name == "source":
            return next((f"{s.name} {s.title}".strip() for s in words.sources if s.name == name), name)
        if self.name == "voice":
            function = labels["function"].get(name, "")
            return f"{name} ({function})" if function else name
        for thing in things.get(self.name, ()):
            if thing.name == name and thing.aliases:
                return thing.aliases[0]
        return name

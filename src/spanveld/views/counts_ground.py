"""What counts are made of: the codes of layers, or findings, each with the query that finds its passages; kept while a study is open."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.hanging import Hanging, with_above
from spanveld.analysis.tallying import voices_among
from spanveld.language.messages import Translate, translator
from spanveld.model.columns import STANCE_OF, Columns, Ints
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import in_language
from spanveld.query.checking import FIELDS, FLAGS, LAYER
from spanveld.query.tree import Node, Term, Value, some
from spanveld.query.words import LayerWords, Words
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.views.query_words import words_of

__all__ = [
    "FINDINGS",
    "Axis",
    "Ground",
    "LayerLine",
    "Line",
    "any_of",
    "forget_answers",
    "ground_of",
    "marked_among",
    "term",
]

FINDINGS = "finding"
"""What stands where a layer could, to count findings."""


MOST_ANSWERS = 24
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its name for programs, its label for people, how deep it lies, and the query that finds its passages."""

    name: str
    label: str
    query: Node
    depth: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Axis:
    """Lines, and which of them hang on which passages; ``base`` finds the passages on which one does."""

    name: str
    label: str
    lines: Sequence[Line]
    hanging: Hanging
    base: Node


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A layer to choose: its name, label and number of codes."""

    name: str
    label: str
    codes: int


def term(field: Iterable[str], *values: str, by: str = "") -> Term:
    """A condition on a field."""
    return Term(tuple(field), tuple(map(Value, values)), Value(by) if by else None)


def any_of(field: Iterable[str], by: str = "") -> Term:
    """A field that holds anything."""
    return Term(tuple(field), (Value("*", True),), Value(by) if by else None)


@dataclass(frozen=True, eq=False)
class Ground:
    """A study's columns and words with what things are called in one language; kept until one of these changes."""

    columns: Columns
    words: Words
    language: str
    codes: Mapping[int, Sequence[tuple[int, int]]]
    """Layer's place in ``words`` -> its codes (number, depth) in the order of the codebook."""
    labels: Mapping[str, Mapping[Any, str]]
    """Kind of thing (code, layer, finding, level, party_kind) -> number or identifier -> what it is called."""
    coded: Hanging
    """Codes by their numbers, with those that lie above them."""
    voices: Hanging
    axes: dict[tuple[str, ...], Axis] = field(default_factory=dict)
    counted: dict[Hashable, Any] = field(default_factory=dict)
    """What was counted already, by what was asked."""

    @property
    def translate(self) -> Translate:
        """Messages in the language."""
        return translator(self.language)

    def layers(self) -> list[LayerLine]:
        """The layers that have codes."""
        return [
            LayerLine(layer.name, self.labels["layer"].get(layer.name, layer.name), len(layer.codes))
            for layer in self.words.layers
            if layer.codes
        ]

    def usual(self) -> tuple[str, ...]:
        """The layer that is counted where none is named: that of the dimensions, else the first with codes, else findings."""
        ranked = sorted(
            (layer for layer in self.words.layers if layer.codes), key=lambda layer: layer.role != "dimension"
        )
        return (ranked[0].name,) if ranked else (FINDINGS,)

    def once(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted under a key, or what counting gives; a few answers are kept."""
        found: T | None = self.counted.get(key)
        if found is None:
            found = count()
            while len(self.counted) >= MOST_ANSWERS:
                self.counted.pop(next(iter(list(self.counted)), None), None)
            self.counted[key] = found
        return found

    # ------------------------------------------------------------------ rows
    def rows(self, *names: str, stance: str = "") -> Axis:
        """The codes of these layers, or findings (``finding``; with a ``stance``, evidence of that stance). NotFound for any other name."""
        key = (*names, "@", stance)
        if key not in self.axes:
            self.axes[key] = self._findings(stance) if names == (FINDINGS,) else self._layers(names)
        return self.axes[key]

    def layer(self, name: str) -> int:
        """The place of the layer that a name stands for."""
        found = self.words.layers_called(name.removeprefix(f"{LAYER}."))
        if len(found) != 1:
            known = ", ".join([FINDINGS, *(layer.name for layer in self.words.layers)])
            raise NotFound(N_("There is no layer '{name}' to count by; there is: {known}."), name=name, known=known)
        return self.words.layers.index(found[0])

    def _layers(self, names: Sequence[str]) -> Axis:
        places = list(dict.fromkeys(map(self.layer, names)))
        lines: list[Line] = []
        numbers: list[int] = []
        for place in places:
            layer = self.words.layers[place]
            named = {code.number: code.code for code in layer.codes}
            for number, depth in self.codes[place]:
                code = named[number]
                name = code if len(places) == 1 else f"{layer.name}/{code}"
                query = term(layer_field(layer), code)
                lines.append(Line(name, self.labels["code"].get(number) or code, query, depth))
                numbers.append(number)
        place_of = np.full(max(self.coded.things, max(numbers, default=0) + 1), -1, np.int32)
        place_of[numbers] = np.arange(len(numbers), dtype=np.int32)
        thing = place_of[self.coded.thing]
        kept = thing >= 0
        hanging = Hanging(self.coded.passage[kept], thing[kept], len(numbers))
        layers = [self.words.layers[place] for place in places]
        bases = [any_of(layer_field(layer)) for layer in layers]
        label = ", ".join(self.labels["layer"].get(layer.name, layer.name) for layer in layers)
        return Axis(" ".join(layer.name for layer in layers), label, lines, hanging, some(bases))

    def _findings(self, stance: str) -> Axis:
        if stance and stance not in STANCE_OF:
            known = ", ".join(STANCE_OF[1:])
            raise NotFound(N_("There is no stance '{name}'; there is: {known}."), name=stance, known=known)
        ties = self.columns.evidence
        kept = ties.by == STANCE_OF.index(stance) if stance else np.ones(len(ties), np.bool_)
        findings = self.words.findings
        place_of = np.zeros(max((each.number for each in findings), default=0) + 1, np.int32)
        place_of[[each.number for each in findings]] = np.arange(len(findings), dtype=np.int32)
        lines = [
            Line(
                each.name, self.labels["finding"].get(each.number) or each.name, term((FINDINGS,), each.name, by=stance)
            )
            for each in findings
        ]
        hanging = Hanging.of(ties.passage[kept], place_of[ties.thing[kept]], len(findings))
        return Axis(FINDINGS, self.translate(N_("Finding")), lines, hanging, any_of((FINDINGS,), by=stance))


def layer_field(layer: LayerWords) -> tuple[str, ...]:
    """How a query names a layer."""
    return (LAYER, layer.name) if layer.name in {**FIELDS, **FLAGS} else (layer.name,)


_KEPT: WeakKeyDictionary[KeptColumns, dict[str, Ground]] = WeakKeyDictionary()
_LOCK = Lock()


def forget_answers(kept: KeptColumns) -> None:
    """Forget what was counted; the columns and what hangs on them stay."""
    for ground in list(_KEPT.get(kept, {}).values()):
        ground.counted.clear()


def ground_of(reader: Reader, kept: KeptColumns, language: str = "") -> Ground:
    """What the study's counts are made of, in a language (the study's, unless one is named)."""
    columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    language = language or reader.study.language
    with _LOCK:
        by_language = _KEPT.setdefault(kept, {})
        found = by_language.get(language)
    if found is None or found.columns is not columns or found.words is not words:
        found = _made(reader, columns, words, language)
        with _LOCK:
            by_language[language] = found
    return found


def _made(reader: Reader, columns: Columns, words: Words, language: str) -> Ground:
    above = {code.number: code.parent for layer in words.layers for code in layer.codes if code.parent}
    every = [code.number for layer in words.layers for code in layer.codes]
    most = max([*every, int(columns.codings.thing.max(initial=0))], default=0)
    place, thing = with_above(columns.codings.thing, above, most)
    return Ground(
        columns,
        words,
        language,
        {place: _in_order(reader, layer) for place, layer in enumerate(words.layers)},
        _labels(reader, words, language),
        Hanging.of(columns.codings.passage[place], thing, most + 1),
        voices_among(columns, frozenset(person.number for person in words.people if person.observer)),
    )


def _in_order(reader: Reader, layer: LayerWords) -> list[tuple[int, int]]:
    """The codes of a layer with their depth, each below the one that it belongs to."""
    mine = {code.number: code.parent for code in layer.codes}
    below: dict[int, list[int]] = {}
    for number in reader.code_rows:
        if number in mine:
            below.setdefault(mine[number], []).append(number)
    found: list[tuple[int, int]] = []
    waiting = [(number, 0) for number in reversed(below.get(0, []))]
    while waiting:
        number, depth = waiting.pop()
        found.append((number, depth))
        waiting.extend((each, depth + 1) for each in reversed(below.get(number, [])))
    return found


def _labels(reader: Reader, words: Words, language: str) -> Mapping[str, Mapping[Any, str]]:
    own, other = ("label_nl", "label_en") if language == "nl" else ("label_en", "label_nl")
    codes = {number: getattr(row, own) or getattr(row, other) for number, row in reader.code_rows.items()}
    themes = {row.identifier: row.name for row in reader.rows("sub_case")}
    layers = {}
    for number, row in reader.layer_rows.items():
        framework = reader.frameworks.get(row.framework_id)
        layers[reader.layers[number]] = framework.layer(row.identifier).label(language) if framework else row.identifier
        if row.role == "sub_case":
            codes.update(
                {
                    each.id: themes.get(each.identifier, "")
                    for each in reader.code_rows.values()
                    if each.layer_id == number
                }
            )
    return {
        "code": codes,
        "layer": layers,
        "finding": {row.id: row.statement for row in reader.rows("finding")},
        "level": _vocabulary(reader, "levels", language),
        "party_kind": _vocabulary(reader, "party_kinds", language),
        "sub_case": themes,
        "function": {row.identifier: row.function for row in reader.rows("participant")},
    }


def _vocabulary(reader: Reader, name: str, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for framework in reader.frameworks.values():
        for entry in framework.vocabulary(name):
            labels = entry.get("label")
            if isinstance(labels, Mapping):
                found.setdefault(str(entry["id"]), in_language(labels, language))
    return found


def marked_among(numbers: Sequence[int], highest: int) -> Ints:
    """A table that gives for each of some numbers its place among them, -1 for any other."""
    found = np.full(max(highest, max(numbers, default=0)) + 1, -1, np.int32)
    found[list(numbers)] = np.arange(len(numbers), dtype=np.int32)
    return found

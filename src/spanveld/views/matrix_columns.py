"""The columns of the framework matrix: codes of layers by their role, of any one layer, or rules of the game that findings bear on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.hanging import Hanging, expanded, with_above
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import Framework
from spanveld.query.tree import Node, Term, Value
from spanveld.store.matrix_rows import items_written, links_to_items
from spanveld.store.records import Reader
from spanveld.views.counts_ground import Ground, layer_field, term

__all__ = ["OF_ROLES", "RULES", "ColumnLine", "choices", "columns_of", "crossed_by", "given_by"]

OF_ROLES = {"dimensions": "dimension", "kinds": "kind", "aspects": "term"}
"""Columns that are the codes of all layers with a role."""
RULES = "rules"
SECTION = "rules"
"""The part of a framework with its rules of the game."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: its name (``layer/code``, or ``framework:item``), label and meaning.

    ``code``: the number of its code, else 0; ``item``, with the numbers of the ``findings`` that bear on it. ``topics``: those of a topic
    list that ask for it. ``query`` finds its passages (None: nothing bears on it).
    """

    column: str
    label: str
    about: str
    depth: int
    code: int
    item: str
    findings: tuple[int, ...]
    topics: frozenset[str]
    query: Node | None


def choices(reader: Reader, ground: Ground) -> dict[str, str]:
    """What the columns of this study's matrix can be, with what each is called ("": by a word of the program)."""
    found: dict[str, str] = {}
    layers = [layer for layer in ground.words.layers if layer.codes]
    for name, role in OF_ROLES.items():
        if any(layer.role == role for layer in layers):
            found[name] = ""
    if any(_rules(framework) for framework in reader.frameworks.values()):
        found[RULES] = ""
    for layer in layers:
        alone = [name for name, role in OF_ROLES.items() if role == layer.role]
        if not alone or sum(other.role == layer.role for other in layers) > 1:
            name = f"layer:{layer.name}" if layer.name in found else layer.name
            found[name] = ground.labels["layer"].get(layer.name) or layer.name
    return found


def columns_of(reader: Reader, ground: Ground, wanted: str) -> list[ColumnLine]:
    """The columns that were asked for, in the order of the codebook or the frameworks; NotFound for what this study does not have."""
    known = choices(reader, ground)
    if wanted == RULES and wanted in known:
        return list(_of_rules(reader, ground))
    kept = _KEPT.setdefault(ground, {})
    if wanted not in kept:
        kept[wanted] = list(_of_codes(reader, ground, wanted, known))
    return kept[wanted]


_KEPT: WeakKeyDictionary[Ground, dict[str, list[ColumnLine]]] = WeakKeyDictionary()


def _of_codes(reader: Reader, ground: Ground, wanted: str, known: Collection[str]) -> Iterator[ColumnLine]:
    """The codes of layers with a role, or of one layer; made once for each state of the codebook."""
    if wanted in OF_ROLES and wanted in known:
        return _of_layers(reader, ground, lambda layer: layer.role == OF_ROLES[wanted])
    name = wanted.removeprefix("layer:")
    found = ground.words.layers_called(name) if wanted not in (*OF_ROLES, RULES) else []
    if len(found) != 1:
        message = N_("The columns of the matrix cannot be '{name}'; they can be: {known}.")
        raise NotFound(message, name=wanted, known=", ".join(known))
    return _of_layers(reader, ground, lambda layer: layer is found[0])


def crossed_by(ground: Ground, shown: Sequence[ColumnLine], coder: int) -> Hanging:
    """The columns as what hangs on passages; from codes that one coder gave, where ``coder`` is not 0."""
    of_code = {line.code: place for place, line in enumerate(shown) if line.code}
    if of_code:
        return _by_code(ground, of_code, len(shown), coder)
    pairs = [(finding, place) for place, line in enumerate(shown) for finding in line.findings]
    by_finding = Hanging.of(*_pair(pairs), len(shown))
    ties = ground.columns.evidence
    at, column = expanded(ties.thing, by_finding)
    passage = ties.passage[at]
    if coder:
        own = ground.columns.coder[passage] == coder
        passage, column = passage[own], column[own]
    return Hanging.of(passage, column, len(shown))


def _pair(pairs: Sequence[tuple[int, int]]) -> tuple[Any, Any]:
    table = np.array(pairs, np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _by_code(ground: Ground, place: Mapping[int, int], columns: int, coder: int) -> Hanging:
    passage, thing = ground.coded.passage, ground.coded.thing
    if coder:
        codings = ground.columns.codings
        own = codings.by == coder
        above = {code.number: code.parent for layer in ground.words.layers for code in layer.codes if code.parent}
        most = max([*place, *above, int(codings.thing.max(initial=0))])
        at, thing = with_above(codings.thing[own], above, most)
        passage = codings.passage[own][at]
    column_of = np.full(max([*place, int(thing.max(initial=0))]) + 1, -1, np.int32)
    column_of[list(place)] = list(place.values())
    column = column_of[thing]
    return Hanging.of(passage[column >= 0], column[column >= 0], columns)


# ------------------------------------------------------------------ codes
def _of_layers(reader: Reader, ground: Ground, wanted: Callable[[Any], bool]) -> Iterator[ColumnLine]:
    asked = _asked_for(reader)
    for place, layer in enumerate(ground.words.layers):
        if not wanted(layer):
            continue
        named = {code.number: code.code for code in layer.codes}
        below = _below({code.number: code.parent for code in layer.codes})
        for number, depth in ground.codes[place]:
            topics = frozenset[str]().union(*(asked.get(each, ()) for each in (number, *below.get(number, ()))))
            query = term(layer_field(layer), named[number])
            label = ground.labels["code"].get(number) or named[number]
            about = _definition(reader, number)
            yield ColumnLine(f"{layer.name}/{named[number]}", label, about, depth, number, "", (), topics, query)


def _below(parents: Mapping[int, int]) -> Mapping[int, set[int]]:
    """Code -> all that lies below it."""
    found: dict[int, set[int]] = defaultdict(set)
    for code in parents:
        at, seen = parents[code], {code}
        while at and at not in seen:
            found[at].add(code)
            seen.add(at)
            at = parents.get(at, 0)
    return found


def _definition(reader: Reader, number: int) -> str:
    code = reader.code_rows[number]
    framework = reader.frameworks.get(reader.layer_rows[code.layer_id].framework_id)
    if framework is not None and code.origin == "framework":
        shipped = framework.layer(reader.layer_rows[code.layer_id].identifier).codes
        for each in shipped:
            if each.id == code.identifier:
                return each.definition.get(reader.study.language, "") or str(code.definition)
    return str(code.definition)


def _asked_for(reader: Reader) -> Mapping[int, set[str]]:
    """Code's number -> the topics of the adopted frameworks' lists whose answers are expected there, or that probe for it."""
    found: dict[int, set[str]] = defaultdict(set)
    numbers: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for number, row in reader.code_rows.items():
        layer = reader.layer_rows[row.layer_id]
        if layer.framework_id is not None:
            numbers[layer.framework_id, layer.identifier][row.identifier] = number
    for owner, framework in reader.frameworks.items():
        for topic, layer_name, codes in _targets(framework):
            known = numbers[owner, layer_name]
            for code in codes or known:
                if code in known:
                    found[known[code]].add(topic)
    return found


def _targets(framework: Framework) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Topic, layer and codes (none: all of the layer) to which the framework's list maps it."""
    listed: Any = framework.section("topic_list") or {}
    kinds, dimensions = framework.the_layer("kind"), framework.the_layer("dimension")
    for topic in listed.get("topics", ()):
        if dimensions is not None and (probes := topic.get("probes_by_dimension")):
            yield topic["id"], dimensions.id, tuple(probes)
        for target in topic.get("maps_to") or ():
            if "layer" in target:
                yield topic["id"], target["layer"], target.get("codes") or ()
            elif kinds is not None:
                gathers = [kind.gathers for kind in framework.finding_kinds if kind.id == target.get("finding_kind")]
                yield from ((topic["id"], kinds.id, codes) for codes in gathers if codes)


# ------------------------------------------------------------------ rules of the game
def _rules(framework: Framework) -> list[str]:
    return [f"{framework.id}:{item.id}" for item in framework.items(SECTION)]


def _of_rules(reader: Reader, ground: Ground) -> Iterator[ColumnLine]:
    """The rules of the adopted frameworks, and other items of theirs in whose column something was written."""
    written = set(items_written(reader.connection, reader.study_id))
    links = links_to_items(reader.connection, reader.study_id)
    names = {each.number: each.name for each in ground.words.findings}
    for framework in reader.frameworks.values():
        for item in framework.items():
            name = f"{framework.id}:{item.id}"
            if item.section != SECTION and name not in written:
                continue
            findings = tuple(links.get(name, ()))
            values = tuple(Value(names[each]) for each in findings)
            query = Term(("finding",), values) if values else None
            yield ColumnLine(name, item.label(reader.study.language), "", 0, 0, name, findings, frozenset(), query)


def given_by(query: Node, coder: str) -> Node:
    """A condition on codes, that one coder gave them."""
    return replace(query, by=Value(coder)) if isinstance(query, Term) else query

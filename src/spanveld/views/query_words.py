"""What a study offers to ask for, put together for the retrieval language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from spanveld.model.framework import Framework, Layer, Selector
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER
from spanveld.query.words import (
    AttributesOf,
    CodeWords,
    LayerWords,
    Named,
    PersonWords,
    Rule,
    SourceWords,
    Words,
)
from spanveld.store.records import Reader
from spanveld.store.schema import link_table_of

__all__ = ["words_of"]


def words_of(reader: Reader) -> Words:
    """The fields and values of a study, in natural order of their names."""
    attributes = _attributes(reader)
    return Words(
        layers=tuple(_layers(reader)),
        people=tuple(_people(reader)),
        parties=_things(reader, "party"),
        sources=tuple(_sources(reader)),
        coders=_things(reader, "coder"),
        findings=_things(reader, "finding"),
        cases=_things(reader, "case"),
        sub_cases=_things(reader, "sub_case"),
        waves=_things(reader, "wave"),
        levels=tuple(_vocabulary(reader, "levels")),
        party_kinds=tuple(_vocabulary(reader, "party_kinds")),
        source_attributes=attributes["source"],
        person_attributes=attributes["participant"],
        party_attributes=attributes["party"],
        case_attributes=attributes["case"],
        rules=tuple(_rules(reader)),
    )


def _things(reader: Reader, kind: str) -> tuple[Named, ...]:
    """Things with the names that people know them by."""
    found = []
    for row in reader.rows(kind):
        called = [getattr(row, "name", ""), *json.loads(getattr(row, "aliases", "") or "[]")]
        aliases = tuple(name for name in dict.fromkeys(called) if name and name != row.identifier)
        found.append(Named(row.id, row.identifier, aliases, getattr(row, "kind", "") if kind == "party" else ""))
    return tuple(sorted(found, key=lambda thing: natural(thing.name)))


def _links(reader: Reader, kind: str, column: str, to: str) -> Mapping[int, list[int]]:
    """A thing's number -> the numbers of those it lists."""
    table = link_table_of(kind, column)
    found: dict[int, list[int]] = defaultdict(list)
    for row in reader.rows(table.name):
        found[getattr(row, f"{kind}_id")].append(getattr(row, f"{to}_id"))
    return found


def _people(reader: Reader) -> list[PersonWords]:
    parties = _links(reader, "participant", "parties", "party")
    found = [
        PersonWords(row.id, row.identifier, row.level, tuple(parties.get(row.id, ())), row.level == OBSERVER)
        for row in reader.rows("participant")
    ]
    return sorted(found, key=lambda person: natural(person.name))


def _sources(reader: Reader) -> list[SourceWords]:
    themes = _links(reader, "source", "sub_cases", "sub_case")
    waves, cases, sub_cases = reader.names("wave"), reader.names("case"), reader.names("sub_case")
    only = next(iter(cases.values())) if len(cases) == 1 else ""
    found = [
        SourceWords(
            row.id,
            row.identifier,
            row.title,
            waves.get(row.wave_id, ""),
            cases.get(row.case_id, "") or only,
            frozenset(sub_cases[number] for number in themes.get(row.id, ())),
        )
        for row in reader.rows("source")
    ]
    return sorted(found, key=lambda source: natural(source.name))


def _attributes(reader: Reader) -> Mapping[str, AttributesOf]:
    """Kind of thing -> number -> its attributes."""
    found: dict[str, dict[int, dict[str, str]]] = defaultdict(dict)
    for row in reader.rows("attribute"):
        found[row.subject_kind].setdefault(row.subject_id, {})[row.name] = row.value
    return found


def _vocabulary(reader: Reader, name: str) -> Iterable[Named]:
    """The entries of a vocabulary of the adopted frameworks, with their labels."""
    for framework in reader.frameworks.values():
        for entry in framework.vocabulary(name):
            labels = entry.get("label")
            called = tuple(map(str, labels.values())) if isinstance(labels, Mapping) else ()
            yield Named(0, str(entry["id"]), called)


def _layers(reader: Reader) -> Iterable[LayerWords]:
    by_layer: dict[int, list[Any]] = defaultdict(list)
    for row in reader.code_rows.values():
        by_layer[row.layer_id].append(row)
    for number, row in reader.layer_rows.items():
        framework = reader.frameworks.get(row.framework_id)
        declared = _declared(framework, row.identifier)
        theory = {code.id: tuple(code.labels.values()) for code in declared.codes} if declared else {}
        codes = [
            CodeWords(
                each.id,
                each.identifier,
                _called(each.identifier, (*theory.get(each.identifier, ()), each.label_en, each.label_nl)),
                each.parent_id or 0,
            )
            for each in by_layer[number]
        ]
        yield LayerWords(
            reader.layers[number],
            f"{framework.id}/{row.identifier}" if framework else row.identifier,
            row.role,
            tuple(declared.labels.values()) if declared else (),
            tuple(sorted(codes, key=lambda code: natural(code.code))),
        )


def _called(identifier: str, labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(label for label in dict.fromkeys(labels) if label and label != identifier)


def _declared(framework: Framework | None, layer: str) -> Layer | None:
    return framework.layer(layer) if framework else None


def _rules(reader: Reader) -> Iterable[Rule]:
    """What the adopted frameworks ask of a passage, in numbers of codes."""
    numbers: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for row in reader.code_rows.values():
        layer = reader.layer_rows[row.layer_id]
        if layer.framework_id is not None:
            numbers[layer.framework_id, layer.identifier][row.identifier] = row.id

    def chosen(owner: int, selector: Selector) -> frozenset[int]:
        known = numbers[owner, selector.layer]
        return frozenset(number for code, number in known.items() if not selector.codes or code in selector.codes)

    for owner, framework in reader.frameworks.items():
        for rule in framework.completeness:
            yield Rule(chosen(owner, rule.when), chosen(owner, rule.needs))

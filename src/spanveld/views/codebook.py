"""The layers and codes of a study as whoever codes needs them: labels, order, keys, and how each is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.framework import Framework, FrameworkCode, Layer, Role
from spanveld.model.names import natural
from spanveld.store.marks import parties, people
from spanveld.store.records import Reader

__all__ = ["CodeEntry", "Codebook", "LayerEntry", "PadKey", "codebook"]

PAD_KEYS = "123456789"
ROWS_SHOWN = 3
"""How many dimensions the keys reach at a time where each has several kinds."""
RESERVED = "cevxzmnopsbkhtf"
"""Letters that the page has for other things than a layer."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code. ``style``: of a dimension or kind its place among them, from 0, by which it is drawn; else -1."""

    code: str
    label: str
    definition: str
    parent: str
    letter: str
    style: int


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """A layer with its codes. ``key``: the letter that opens it on the page; empty where it has none."""

    layer: str
    role: Role
    label: str
    exclusive: bool
    open: bool
    off_by_default: bool
    key: str
    codes: tuple[CodeEntry, ...]


@dataclass(frozen=True, slots=True)
class PadKey:
    """A key that gives codes at once; ``dimension`` and ``kind`` are styles, -1 for none; ``key`` is empty beyond the ninth."""

    key: str
    codes: tuple[str, ...]
    label: str
    dimension: int
    kind: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """What can be given to a passage, in the study's language; ``participants`` and ``parties`` as they may be named."""

    language: str
    layers: tuple[LayerEntry, ...]
    pad: tuple[PadKey, ...]
    participants: tuple[Mapping[str, Any], ...]
    parties: tuple[Mapping[str, Any], ...]
    coders: tuple[str, ...]
    actor: str


def codebook(reader: Reader, *, actor: str = "") -> Codebook:
    """The layers and codes of a study; ``actor`` is the coder who works with them."""
    language = reader.study.language
    layers = tuple(_layers(reader, language))
    everyone = people(reader.connection, reader.study_id).values()
    named = parties(reader.connection, reader.study_id)
    return Codebook(
        language=language,
        layers=layers,
        pad=tuple(_pad(reader, layers)),
        participants=tuple(
            {"participant": person.participant, "function": person.function, "parties": list(person.parties)}
            for person in sorted(everyone, key=lambda person: natural(person.participant))
        ),
        parties=tuple(
            {"party": one.party, "name": one.name or one.party, "mentions": list(one.mentions)} for one in named
        ),
        coders=tuple(sorted(reader.names("coder").values(), key=natural)),
        actor=actor,
    )


def _layers(reader: Reader, language: str) -> list[LayerEntry]:
    taken = set(RESERVED)
    by_layer: dict[int, list[Any]] = {}
    for row in reader.code_rows.values():
        by_layer.setdefault(row.layer_id, []).append(row)
    entries = []
    styled = {"dimension": 0, "kind": 0}
    for number, row in reader.layer_rows.items():
        framework = reader.frameworks.get(row.framework_id)
        declared = _declared(framework, row.identifier)
        name, label = reader.layers[number], declared.label(language) if declared else row.identifier
        closed = row.role in ("none", "lean") and not row.open
        key = next(
            (letter for letter in label.casefold() if letter.isascii() and letter.isalpha() and letter not in taken), ""
        )
        key = key if closed else ""
        taken.add(key)
        codes = _codes(
            reader,
            name,
            declared,
            by_layer.get(number, []),
            row.role,
            language,
            _letters(framework, language),
            styled.get(row.role, -1),
        )
        if row.role in styled:
            styled[row.role] += len(codes)
        off = bool(declared and declared.off_by_default)
        entries.append(LayerEntry(name, row.role, label, bool(row.exclusive), bool(row.open), off, key, tuple(codes)))
    return entries


def _declared(framework: Framework | None, layer: str) -> Layer | None:
    return framework.layer(layer) if framework else None


def _letters(framework: Framework | None, language: str) -> Mapping[str, str]:
    """Dimension -> the letter by which the framework draws it."""
    styles = framework.section("styles") if framework else None
    drawn = styles.get("dimensions", ()) if isinstance(styles, Mapping) else ()
    return {
        item["code"]: item["letter"].get(language) or next(iter(item["letter"].values()))
        for item in drawn
        if item.get("letter")
    }


def _codes(
    reader: Reader,
    layer: str,
    declared: Layer | None,
    rows: Sequence[Any],
    role: str,
    language: str,
    letters: Mapping[str, str],
    first: int,
) -> list[CodeEntry]:
    theory: dict[str, FrameworkCode] = {code.id: code for code in declared.codes} if declared else {}
    order = {name: place for place, name in enumerate(theory)}
    rows = sorted(
        rows, key=lambda row: (order.get(row.identifier, len(order)), row.position or 0, natural(row.identifier))
    )
    names = {row.id: row.identifier for row in rows}
    entries = []
    for place, row in enumerate(rows):
        code = theory.get(row.identifier)
        own = row.label_nl if language == "nl" else row.label_en
        label = code.label(language) if code else own or row.label_en or row.label_nl or row.identifier
        definition = code.definition.get(language) or code.definition.get("en", "") if code else row.definition
        letter = (letters.get(row.identifier) or label[:1].upper()) if role == "dimension" else ""
        parent = names.get(row.parent_id, "")
        entries.append(
            CodeEntry(
                code=f"{layer}/{row.identifier}",
                label=label,
                definition=definition or "",
                parent=f"{layer}/{parent}" if parent else "",
                letter=letter,
                style=first + place if first >= 0 else -1,
            )
        )
    return entries


def _pad(reader: Reader, layers: Sequence[LayerEntry]) -> list[PadKey]:
    """The grid of dimensions and kinds of the first framework that judges, and (key 0) a kind that may stand alone."""
    judged = next((layer for layer in layers if layer.role == "dimension"), None)
    if judged is None:
        return []
    owner = next(number for number, name in reader.layers.items() if name == judged.layer)
    framework_id = reader.layer_rows[owner].framework_id
    beside = [
        reader.layers[number]
        for number, row in reader.layer_rows.items()
        if row.role == "kind" and row.framework_id == framework_id
    ]
    kinds = next((layer.codes for layer in layers if layer.layer in beside), ())
    keys = iter(PAD_KEYS)
    pad = []
    for dimension in judged.codes:
        reached = not kinds or dimension.style < ROWS_SHOWN
        for kind in kinds or (None,):
            codes = (dimension.code,) if kind is None else (dimension.code, kind.code)
            label = dimension.label if kind is None else f"{dimension.label}: {kind.label}"
            key = next(keys, "") if reached else ""
            pad.append(PadKey(key, codes, label, dimension.style, -1 if kind is None else kind.style))
    framework = reader.frameworks.get(framework_id)
    if framework is not None:
        for kind in kinds:
            layer, _, code = kind.code.rpartition("/")
            if not framework.broken({(layer.rpartition("/")[2], code)}):
                pad.append(PadKey("0", (kind.code,), kind.label, -1, kind.style))
                break
    return pad

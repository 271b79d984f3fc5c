"""The layers of a study as trees of codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.project import Code
from spanveld.formats.exchange.refi.xml_text import legal
from spanveld.model import records
from spanveld.model.framework import Framework, Layer, in_language

__all__ = ["codes_of"]


def codes_of(ground: Ground, notes: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[Code, ...]:
    """All codes: a folder for each framework and for each layer, and the codes of the layer in it.

    The codes of a layer that was made for another program's project stand at the top, as they did there. ``notes``: the notes on a
    code, by layer and code.
    """
    return tuple(_as_tree(list(_Codes(ground, notes).all())))


def _as_tree(codes: list[Code]) -> Iterator[Code]:
    """Each code with all below it before the next, as a file has them."""
    below: dict[str, list[Code]] = defaultdict(list)
    known = {code.guid for code in codes}
    for code in codes:
        below[code.parent if code.parent in known else ""].append(code)
    open_ = below[""][::-1]
    while open_:
        code = open_.pop()
        yield code
        open_ += below.get(code.guid, [])[::-1]


class _Codes:
    def __init__(self, ground: Ground, notes: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        self.ground = ground
        self.notes = notes
        self.own: dict[str, list[records.Code]] = defaultdict(list)
        for code in ground.content.records.get("code", ()):
            self.own[ground.guids.layer_name(code.layer)].append(code)
        self.sub_cases = ground.content.records.get("sub_case", ())
        self.arrived = {each.layer for each in ground.content.records.get("exchange", ())}

    def all(self) -> Iterator[Code]:
        ground = self.ground
        for framework in ground.content.frameworks:
            layers = [layer for layer in framework.layers if self.wanted(f"{framework.id}/{layer.id}")]
            if layers:
                folder = ground.guids.named("framework", framework.id)
                yield Code(folder, framework.label(ground.language) or framework.id, codable=False)
                for layer in layers:
                    yield from self.of_framework(framework, layer, folder)
        for own in ground.content.records.get("layer", ()):
            if self.wanted(own.layer):
                yield from self.of_study(own)

    def wanted(self, layer: str) -> bool:
        return not self.ground.layers or layer in self.ground.layers

    def of_framework(self, framework: Framework, layer: Layer, above: str) -> Iterator[Code]:
        full = f"{framework.id}/{layer.id}"
        folder = self.ground.guids.named("layer", full)
        yield self.with_notes(
            Code(
                folder,
                layer.label(self.ground.language) or layer.id,
                above,
                False,
                description=in_language(layer.definition, self.ground.language),
            ),
            full,
            "",
        )
        if layer.from_study or layer.role == "sub_case":
            yield from self.of_sub_cases(full, folder)
        for code in layer.codes:
            parent = self.ground.code(full, code.parent) if code.parent else folder
            made = Code(
                self.ground.code(full, code.id),
                code.label(self.ground.language) or code.id,
                parent,
                description=in_language(code.definition, self.ground.language),
            )
            yield self.with_notes(made, full, code.id)
        yield from self.added(full, folder)

    def of_study(self, layer: records.Layer) -> Iterator[Code]:
        folder = "" if layer.layer in self.arrived else self.ground.guids.of("layer", layer)
        if folder:
            yield Code(folder, layer.layer, codable=False)
        if layer.role == "sub_case":
            yield from self.of_sub_cases(layer.layer, folder)
        yield from self.added(layer.layer, folder)

    def of_sub_cases(self, layer: str, folder: str) -> Iterator[Code]:
        for one in self.sub_cases:
            made = Code(self.ground.code(layer, one.sub_case), one.name or one.sub_case, folder)
            yield self.with_notes(made, layer, one.sub_case)

    def added(self, layer: str, folder: str) -> Iterator[Code]:
        """The codes that the study added to a layer."""
        nl = self.ground.language == "nl"
        for one in self.own.get(layer, ()):
            label = (one.label_nl or one.label_en) if nl else (one.label_en or one.label_nl)
            parent = self.ground.code(layer, one.parent) if one.parent else folder
            made = Code(self.ground.code(layer, one.code), label or one.code, parent, description=one.definition)
            yield self.with_notes(made, layer, one.code)

    def with_notes(self, code: Code, layer: str, name: str) -> Code:
        """The code with its notes, and with what another program says of it."""
        extras = self.ground.left.extras(code.guid, "Code")
        return replace(
            code,
            name=code.name if legal(code.name).strip() else legal(name).strip() or code.guid[:8],
            codable=code.codable and extras.get("codable", True) is not False,
            colour=str(extras.get("colour", "")),
            notes=self.notes.get((layer, name), ()),
        )

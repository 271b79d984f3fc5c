"""What each code that was used means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spanveld.model.framework import in_language
from spanveld.model.names import natural
from spanveld.views.report_base import Base
from spanveld.views.report_material import layer_label
from spanveld.views.report_parts import LayerPart, MeaningLine

__all__ = ["layers_of"]


def layers_of(base: Base) -> tuple[LayerPart, ...]:
    """The layers in which something was coded, with the codes used: a child below its parent, else in the order of the layer."""
    carried: dict[int, set[int]] = defaultdict(set)
    for row in base.codings:
        carried[row.code_id].add(row.passage_id)
    return tuple(part for number in base.reader.layer_rows if (part := _layer(base, number, carried)).codes)


def _layer(base: Base, number: int, carried: dict[int, set[int]]) -> LayerPart:
    row = base.reader.layer_rows[number]
    framework = base.reader.frameworks.get(row.framework_id)
    definition = in_language(framework.layer(row.identifier).definition, base.language) if framework else ""
    codes = [code for code in base.reader.code_rows.values() if code.layer_id == number]
    given = [code.id for code in sorted(codes, key=lambda code: (code.position, code.id)) if code.origin == "framework"]
    added = [code.id for code in codes if code.origin != "framework"]
    order = given + sorted(added, key=lambda code: natural(base.code_label(code).casefold()))
    lines = tuple(_lines(base, order, None, 0, carried))
    unused = () if row.open else tuple(base.code_label(code) for code in order if not carried[code])
    return LayerPart(layer_label(base, number), definition, lines, unused)


def _lines(
    base: Base, order: list[int], parent: int | None, depth: int, carried: dict[int, set[int]]
) -> Iterator[MeaningLine]:
    """The codes below a parent that were used, or that have one below them that was."""
    for number in order:
        row = base.reader.code_rows[number]
        if row.parent_id != parent:
            continue
        below = list(_lines(base, order, number, depth + 1, carried))
        if carried[number] or below:
            definition = base.code_definition(number)
            yield MeaningLine(row.identifier, base.code_label(number), definition, len(carried[number]), depth)
        yield from below

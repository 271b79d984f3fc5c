"""The shape of a framework file, key by key. ``docs/reference/framework-format.md`` explains each key."""

from __future__ import annotations

from spanveld.formats.framework_schema import (
    Choice,
    Flag,
    Identifier,
    Keyed,
    Many,
    Name,
    Record,
    Shape,
    Text,
    Version,
    Whole,
    Words,
)
from spanveld.model.framework import ROLES

__all__ = ["FRAMEWORK"]

_STATUS = Choice(("proposition", "settled"))
_IDS = Many(Identifier())
_TEXTS = Many(Text())


def _item(**optional: Shape) -> Record:
    """An entry of the theory: an id, a label, and a source of its own or from what holds it."""
    common: dict[str, Shape] = {"definition": Text(), "note": Text(), "origin": Identifier(), "status": _STATUS}
    return Record({"id": Identifier(), "label": Text()}, {**common, **optional}, cited=True)


_WORKS = Choice(("article", "book", "chapter", "report", "thesis", "web", "own"))
_REFERENCE = Record(
    {"id": Identifier(), "kind": _WORKS, "cite": Name()},
    {"full": Words(), "doi": Words(), "url": Words(), "note": Text()},
)

_CODE = _item(parent=Identifier(), examples=_TEXTS, side=Choice((-1, 0, 1)))

_LAYER = Record(
    {"id": Identifier(), "role": Choice(ROLES), "label": Text()},
    {
        "definition": Text(),
        "exclusive": Flag(),
        "open": Flag(),
        "from_study": Flag(),
        "off_by_default": Flag(),
        "hidden_when_blind": Flag(),
        "codes": Many(_CODE),
    },
)

_FINDING_KIND = Record(
    {"id": Identifier(), "label": Text(), "plural": Text()},
    {"definition": Text(), "gathers": _IDS, "has_effect": Flag(), "verdict": Flag()},
    cited=True,
)

_SELECTOR = Record({}, {"layer": Identifier(), "role": Choice(ROLES), "codes": Many(Identifier(), least=1)})

_COMPLETENESS = Record({"id": Identifier(), "when": _SELECTOR, "needs": _SELECTOR, "label": Text()}, cited=True)

_CONCEPTUAL_MODEL = Record(
    {"nodes": Many(_item(members=Many(Record({"id": Identifier(), "label": Text()}))), least=1)},
    {
        "edges": Many(
            Record(
                {"from": Identifier(), "to": Identifier(), "kind": Identifier(), "label": Text()},
                {"note": Text()},
                cited=True,
            )
        ),
        "expectation": Text(),
        "assumption": Text(),
    },
)

_DIMENSION = Record(
    {"id": Identifier(), "summary": Text()},
    {"rooted_in": Text(), "drivers": Many(_item()), "pain_points": Many(_item())},
    cited=True,
)

_COLOURS = Record({"line": Words(), "fill": Words(), "pale": Words()})
_STYLES = Record(
    {},
    {
        "dimensions": Many(
            Record(
                {"code": Identifier(), "letter": Text(), "lane": Whole(1, 9), "light": _COLOURS, "dark": _COLOURS},
                {"hue": Text()},
            ),
            key="code",
        ),
        "kinds": Many(
            Record(
                {
                    "code": Identifier(),
                    "fill": Choice(("full", "pale", "none")),
                    "line": Choice(("solid", "dashed", "dotted")),
                }
            ),
            key="code",
        ),
        "neutral": Record({"light": _COLOURS, "dark": _COLOURS}),
    },
)

_VALUE = Record({"id": Identifier(), "label": Text()})
_ANSWER = _item(
    reason_required=Flag(),
    reasons=Many(_VALUE),
    dimension_only=Flag(),
    requires=Record({"one_at_most": Whole(), "one_at_least": Whole()}),
)
_SCOPE = _item(required=Flag(), layer=Identifier(), vocabulary=Identifier(), free_text=Flag())
_CLOSING_RULE = _item(min_width=Whole(0), grades=_IDS, after_days=Whole(0, 1000))
_WARNING = _item(component=Identifier(), concern=Identifier(), fewer_than=Whole(0), share_percent=Whole(0))
_SUB_DIMENSION = _item(
    anchors=Many(Record({"at": Whole(), "label": Text()}), key="at"),
    basis=Record(dict.fromkeys(("left", "centre", "right"), Choice(("source", "derived", "proposition")))),
    caution=Text(),
)
_SCALE = Record(
    {
        "object": Text(),
        "positions": Many(Record({"at": Whole(), "label": Text()}, {"between": Many(Whole())}), least=3, key="at"),
        "dimensions": Many(
            Record(
                {"id": Identifier(), "question": Text(), "sub_dimensions": Many(_SUB_DIMENSION)},
                {"anchors": Many(Record({"at": Whole(), "label": Text()}), key="at")},
                cited=True,
            )
        ),
    },
    {
        "status": _STATUS,
        "note": Text(),
        "sign_rule": Text(),
        "zero": Record({"label": Text()}, cited=True),
        "format": Record({"label": Text()}, cited=True),
        "bands": Many(Record({"from": Whole(), "to": Whole(), "label": Text()}), key=""),
        "strength": Record({"label": Text(), "values": Many(_VALUE, least=2)}, cited=True),
        "other_answers": Many(_ANSWER),
        "scope": Many(_SCOPE),
        "closing_rules": Many(_CLOSING_RULE),
        "evidence_grade": Record(
            {"label": Text(), "values": Many(_VALUE, least=2), "components": Many(_item(), least=1)},
            {"note": Text(), "concerns": Many(_VALUE), "warnings": Many(_WARNING)},
            cited=True,
        ),
    },
    cited=False,
)

_LINK = Record(
    {"id": Identifier(), "from": Identifier(), "strains": Identifier(), "try": _IDS, "when": Text()},
    {
        "tips_over": Record({"dimension": Identifier(), "sub_dimension": Identifier(), "side": Choice((-1, 1))}),
        "seen": _IDS,
        "basis": Many(Choice(("source", "case", "literature", "own")), least=1),
        "status": _STATUS,
        "note": Text(),
    },
    cited=True,
)
_LINK_NOTES = Record({}, {"status": _STATUS, "heading": Text(), "warning": Text(), "test_over_time": Text()})

_TOPIC = _item(
    kind=Choice(("opening", "core", "optional", "variant", "closing")),
    reason=Text(),
    maps_to=Many(Record({}, {"layer": Identifier(), "codes": _IDS, "finding_kind": Identifier()})),
    for_levels=_IDS,
    questions=_TEXTS,
    probes=_TEXTS,
    probes_by_dimension=Keyed(_TEXTS),
    variants=Keyed(_TEXTS),
    sub_case_probe=Text(),
    checks=_TEXTS,
    avoid=_TEXTS,
)
_TOPIC_LIST = Record(
    {"id": Identifier(), "label": Text(), "topics": Many(_TOPIC, least=1)},
    {
        "kind": Identifier(),
        "status": _STATUS,
        "note": Text(),
        "rules": Many(_item(reason=Text())),
        "states": Many(_VALUE),
        "hidden_from_respondent": _IDS,
    },
)

_TABLE = Record(
    {
        "id": Identifier(),
        "label": Text(),
        "rows": Identifier(),
        "columns": Identifier(),
        "cells": Many(Record({"row": Identifier(), "column": Identifier(), "label": Text()}, cited=True), key=""),
    },
    {"note": Text()},
)

FRAMEWORK = Record(
    {
        "format": Choice((1,)),
        "id": Identifier(),
        "version": Version(),
        "label": Text(),
        "languages": Many(Identifier(), least=1),
        "references": Many(_REFERENCE, least=1),
        "layers": Many(_LAYER, least=1),
    },
    {
        "summary": Text(),
        "guidance": _TEXTS,
        "status": _STATUS,
        "finding_kinds": Many(_FINDING_KIND),
        "completeness": Many(_COMPLETENESS),
        "conceptual_model": _CONCEPTUAL_MODEL,
        "dimensions": Many(_DIMENSION),
        "styles": _STYLES,
        "scale": _SCALE,
        "rules": Many(_item(about=Many(Words()))),
        "handlings": Many(_item(keeps_going=Flag())),
        "links": Many(_LINK),
        "link_notes": _LINK_NOTES,
        "propositions": Many(_item(about=Many(Words()))),
        "tables": Many(_TABLE),
        "topic_list": _TOPIC_LIST,
        "vocabularies": Keyed(Many(_item(researcher=Flag(), person=Text(), persons=Text()))),
    },
)

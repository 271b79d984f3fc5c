"""What the study has already of a project that comes in: things by GUID, names that are taken, and how a text may stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from spanveld.formats.exchange.guids import Guids
from spanveld.formats.exchange.leftovers import Leftovers
from spanveld.formats.study_folder.cells import parser
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.naming import Naming
from spanveld.model.kinds import KINDS
from spanveld.model.names import is_identifier, name_for
from spanveld.model.study import StudyContent
from spanveld.model.text import clean, fault_in

__all__ = ["Known", "code_like", "date_in", "moment_in", "sound", "sound_text"]

NAMED = ("coder", "source", "participant", "party", "case", "sub_case")
"""Kinds of things of which the GUID is known also where none was given."""
GIVEN = ("passage", "memo", "attribute", "coding", "layer")
"""Kinds of which it is known only where it was given: one that the study itself makes is of no use to a project that is not the study's."""
_CODE = re.compile(r"[A-Za-z]{0,3}[-_.]?\d{1,5}[a-z]?")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class Known:
    """The study as it is; ``own``: the project is an export of this program, so that every GUID of the study may stand in it."""

    def __init__(self, ours: StudyContent, *, own: bool = False) -> None:
        self.ours = ours
        self.guids = Guids(ours)
        self.left = Leftovers(ours)
        layers = ours.records.get("layer", ())
        self.naming = Naming(ours.frameworks, ((each.layer, each.role, bool(each.exclusive)) for each in layers), True)
        self.sub_cases = {each.sub_case for each in ours.records.get("sub_case", ())}
        self.codes: dict[str, tuple[str, str]] = {}
        self.code_records: dict[tuple[str, str], Any] = {}
        self.layers: dict[str, str] = {}
        self._things: dict[str, dict[str, Any]] = defaultdict(dict)
        self._taken: dict[str, set[str]] = defaultdict(set)
        self._next: dict[str, int] = {}
        for kind in (*NAMED, *GIVEN):
            always = own or kind in NAMED
            for record in ours.records.get(kind, ()):
                if always or record.guid:
                    self._things[self.guids.of(kind, record)][kind] = record
        self._know_codes()

    def _know_codes(self) -> None:
        for layer, code, _ in self.naming_codes():
            self.codes[self.guids.code(layer, code)] = layer, code
        for layer in self._sub_case_layers():
            for name in self.sub_cases:
                self.codes[self.guids.code(layer, name)] = layer, name
        for record in self.ours.records.get("code", ()):
            found = self.naming.layer(record.layer)
            if found is not None:
                found.added.add(record.code)
            self.code_records[record.layer, record.code] = record
            self.codes[self.guids.of("code", record)] = record.layer, record.code
        for framework in self.ours.frameworks:
            for shipped in framework.layers:
                self.layers[self.guids.named("layer", f"{framework.id}/{shipped.id}")] = self.guids_layer(
                    framework.id, shipped.id
                )
        for record in self.ours.records.get("layer", ()):
            self.layers[self.guids.of("layer", record)] = record.layer

    def _sub_case_layers(self) -> list[str]:
        """The layers of which the codes are the study's sub-cases."""
        shipped = [
            self.guids_layer(framework.id, layer.id) for framework in self.ours.frameworks for layer in framework.layers
        ]
        own = [each.layer for each in self.ours.records.get("layer", ())]
        return [name for name in (*shipped, *own) if (found := self.naming.layer(name)) is not None and found.sub_cases]

    def guids_layer(self, framework: str, layer: str) -> str:
        """A framework's layer as records of the study name it."""
        found = self.naming.layer(f"{framework}/{layer}")
        return found.spelling if found else layer

    def naming_codes(self) -> list[tuple[str, str, str]]:
        """(layer, code, label) of the codes that the frameworks bring."""
        return [
            (self.guids_layer(framework.id, layer.id), code.id, code.labels.get(self.ours.language, code.id))
            for framework in self.ours.frameworks
            for layer in framework.layers
            for code in layer.codes
        ]

    def thing(self, kind: str, guid: str) -> Any:
        """The study's thing of this kind and GUID; None where it has none."""
        found = self._things.get(guid)
        return found.get(kind) if found else None

    def kind_of(self, guid: str, kinds: tuple[str, ...]) -> str:
        """Which of these kinds the thing with this GUID is; empty where it is none of them."""
        found: Mapping[str, Any] = self._things.get(guid, {})
        return next((kind for kind in kinds if kind in found), "")

    def has_code(self, layer: str, code: str) -> bool:
        """Whether the layer is known and has this code."""
        found = self.naming.layer(layer)
        known = self.naming.codes(found, self.sub_cases) if found else None
        return known is not None and code in known

    # ------------------------------------------------------------------ names
    def fresh(self, kind: str, wanted: str = "") -> str:
        """A name that no thing of the kind has: the wanted one where it is free, else the next free number."""
        taken = self._names(kind)
        name = wanted if wanted and is_identifier(wanted) and wanted.casefold() not in taken else ""
        if not name:
            number = self._next.get(kind, 1)
            while str(number) in taken:
                number += 1
            name, self._next[kind] = str(number), number + 1
        taken.add(name.casefold())
        return name

    def is_free(self, kind: str, name: str) -> bool:
        """Whether no thing of the kind has the name, in whatever case."""
        return name.casefold() not in self._names(kind)

    def slug(self, kind: str, label: str) -> str:
        """A free name that is made of a label."""
        taken = self._names(kind)
        name = name_for(label, taken)
        taken.add(name.casefold())
        return name

    def _names(self, kind: str) -> set[str]:
        if kind not in self._taken:
            attribute = KINDS[kind].columns[0].attribute
            self._taken[kind] = {getattr(each, attribute).casefold() for each in self.ours.records.get(kind, ())}
        return self._taken[kind]


def code_like(label: str) -> str:
    """The label where it is a number or code (R4, N12) and not a name, which may not stand in the journal; else empty."""
    return label if _CODE.fullmatch(label) else ""


def sound(text: str) -> str:
    """A text as a field of a record can hold it: ``\\n`` line ends, and U+FFFD for what no text may hold."""
    return _UNFIT.sub("\ufffd", clean(text)) if text else ""


def sound_text(text: str) -> str:
    """The text of a source, of the same length as it was, so that positions hold."""
    return _UNFIT.sub("\ufffd", text) if fault_in(text) else text


_parse_moment = parser(KINDS["coding"].column("created"))
_parse_date = parser(KINDS["memo"].column("date"))


@cache
def moment_in(text: str) -> str:
    """The moment itself; empty where it is none."""
    return text if _passes(_parse_moment, text) else ""


def date_in(text: str) -> str:
    """The day of a moment; empty where it is none."""
    return text[:10] if _passes(_parse_date, text[:10]) else ""


def _passes(parse: Any, text: str) -> bool:
    try:
        return bool(text) and parse(text) is not None
    except CellFault:
        return False

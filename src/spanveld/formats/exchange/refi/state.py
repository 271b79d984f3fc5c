"""What is known while a REFI-QDA project is read: its files, the GUIDs given out, and the account of what was found."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from spanveld.formats.exchange.counting import Counting
from spanveld.formats.exchange.project import Coding, Kept, Resolved, Stamp, Value
from spanveld.formats.exchange.refi.container import NAMESPACES, Container, split_tag
from spanveld.formats.exchange.refi.values import NAMES, Guids, children, local, references
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.model.errors import N_

__all__ = ["AUDIT", "Parts", "State"]

AUDIT = frozenset({"guid", "name", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"})
_VALUES = {
    "TextValue": "Text",
    "BooleanValue": "Boolean",
    "IntegerValue": "Integer",
    "FloatValue": "Float",
    "DateValue": "Date",
    "DateTimeValue": "DateTime",
}
_ORDER = {
    name: place
    for place, name in enumerate(
        (
            *("Description", "PlainTextContent", "SyncPoint", "PlainTextSelection", "TranscriptSelection", "CodeRef"),
            *("Coding", "NoteRef", "VariableValue", "Vertex", "Edge"),
        )
    )
}
"""The order in which the schema wants the parts of what is kept; what it does not know comes last, as it stood."""
_NO_COLLECTION: tuple[()] = ()
Parts = Mapping[str, Sequence[etree._Element]]
"""The children of an element by name."""


@dataclass(slots=True)
class State(Counting):
    """A reading under way."""

    container: Container
    choices: ReadingChoices
    guids: Guids
    origin: str = ""
    kept: list[Kept] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """The paths of files that the project names."""
    users: Counter[str] = field(default_factory=Counter)
    """How often things name each user."""
    resolved: dict[str, Resolved] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    """The path of the text file of each source that has one, to place more marks in it."""
    _unknown: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict)
    """The attributes that are not known, by the element and all of its attributes."""

    def parts(
        self,
        element: etree._Element,
        known: Collection[str],
        guid: str,
        attributes: Collection[str] = _NO_COLLECTION,
    ) -> dict[str, list[etree._Element]]:
        """The children by name; those that are not known are kept as they stand, unknown attributes are named in the report."""
        parts: dict[str, list[etree._Element]] = {}
        for child in element:
            name = NAMES.get(child.tag) or local(child)
            if name in known:
                if name in parts:
                    parts[name].append(child)
                else:
                    parts[name] = [child]
            elif name:
                self.keep(child, guid)
        keys = (element.tag, *element.keys())
        unknown = self._unknown.get(keys)
        if unknown is None:
            unknown = tuple(
                key for key in map(str, keys[1:]) if key not in AUDIT and key not in attributes and key[0] != "{"
            )
            self._unknown[keys] = unknown
        for key in unknown:
            self.reasons.add(
                N_("Attributes that are not of the standard, which were left out: {count} ({examples})."),
                f"{local(element)}/{key}",
            )
        return parts

    def keep(self, element: etree._Element, of: str, counted: bool = True) -> None:
        """Keeps an element that no value holds as it stands, so that it can be written back."""
        name = local(element)
        self.guids.count()
        if counted:
            self.found(name)
            self.became(name, "kept")
        whole = _as_the_standard(copy.deepcopy(element))
        xml = etree.tostring(whole, encoding="unicode")
        self.kept.append(Kept(name, self.guids.given(element.get("guid")), xml, of))
        if counted:
            self.reasons.add(
                N_("Elements without a counterpart in a study, which are kept and written back: {count} ({examples})."),
                name,
            )

    def stamp(self, element: etree._Element) -> Stamp:
        """Who made and changed a thing; the maker is counted among the users that are named."""
        made = self.guids.stamp(element)
        if made.creator:
            self.users[made.creator] += 1
        return made

    def notes(self, parts: Parts) -> tuple[str, ...]:
        """The notes that a thing names."""
        if "NoteRef" not in parts:
            return ()
        found = references(parts["NoteRef"], self.guids)
        self.found("NoteRef", len(found))
        return found

    def keep_graph(self, element: etree._Element) -> None:
        """Keeps a drawing; what stands in it is counted by itself."""
        for name, _ in children(element):
            self.found(name)
            self.became(name, "kept")
        self.keep(element, "")

    def codings(self, parts: Parts) -> tuple[Coding, ...]:
        """The codings of a thing; one that names no code is lost."""
        if "Coding" not in parts:
            return ()
        made = []
        self.found("Coding", len(parts["Coding"]))
        for child in parts["Coding"]:
            guid = self.guids.claim(child)
            within = self.parts(child, ("CodeRef", "NoteRef"), guid)
            code = references(within.get("CodeRef", ()), self.guids)
            if not code:
                self.became("Coding", "dropped")
                self.reasons.add(N_("Codings that name no code, which were left out: {count} ({examples})."), guid)
                continue
            if len(code) > 1:
                self.reasons.add(
                    N_("Codings that name several codes, of which the first was taken: {count} ({examples})."), guid
                )
            by = self.stamp(child)
            made.append(Coding(guid, code[0], by.creator, by.created, self.notes(within)))
        return tuple(made)

    def values(self, parts: Parts) -> tuple[Value, ...]:
        """The values of variables in a case or source, as they stand in the file."""
        made = []
        for child in parts.get("VariableValue", ()):
            self.found("VariableValue")
            within = self.parts(child, ("VariableRef", *_VALUES), "")
            variable = references(within.get("VariableRef", ()), self.guids)
            if not variable:
                self.became("VariableValue", "dropped")
                self.reasons.add(N_("Values that name no variable, which were left out: {count} ({examples})."))
                continue
            kind = next((name for name in within if name in _VALUES), "")
            made.append(Value(variable[0], (within[kind][0].text or "") if kind else "", _VALUES.get(kind, "Text")))
        return tuple(made)


def _as_the_standard(element: etree._Element) -> etree._Element:
    """A kept element in the namespace of the standard and with its parts in the order of the schema, whatever wrote it."""
    element.tail = None
    for one in list(element.iter()):
        space, name = split_tag(one)
        if not space or space.startswith(NAMESPACES[0]):
            one.tag = f"{{{NAMESPACES[0]}1.0}}{name}"
        if len(one) > 1:
            one[:] = sorted(one, key=lambda part: _ORDER.get(local(part), len(_ORDER)))
    etree.cleanup_namespaces(element)
    return element

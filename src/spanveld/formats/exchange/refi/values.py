"""The small values in the XML of REFI-QDA: names of elements, GUIDs, stamps, numbers; and the reasons that the report is made of."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from spanveld.formats.exchange.counting import Reasons
from spanveld.formats.exchange.project import Stamp
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_

__all__ = ["NAMES", "Guids", "children", "description", "integer", "local", "references", "truth"]

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:spanveld:exchange:no-guid")
MOST_THINGS = 2_000_000
"""So many may stand in one project: a million codings; each needs half a kilobyte of memory."""
_INTEGER = re.compile(r"\s*[+-]?\d{1,15}\s*", re.ASCII)
_DECIMAL = re.compile(r"\s*[+-]?\d{1,15}\.\d{0,15}\s*", re.ASCII)


NAMES = {
    f"{{urn:QDA-XML:project:1.0}}{name}": name
    for name in (
        "PlainTextSelection",
        "Coding",
        "CodeRef",
        "Description",
        "NoteRef",
        "VariableValue",
        "VariableRef",
        "SyncPoint",
    )
}
"""What there is most of."""


def local(element: etree._Element) -> str:
    """The element's name without its namespace; "" for what is no element."""
    tag = element.tag
    known = NAMES.get(tag)
    if known is not None:
        return known
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The elements in it, each with its name, in the order of the file."""
    for child in element:
        if name := local(child):
            yield name, child


def description(parts: Mapping[str, Sequence[etree._Element]]) -> str:
    """The text of the Description among the parts of an element."""
    found = parts.get("Description")
    return (found[0].text or "") if found else ""


def integer(value: str | None) -> int | None:
    """A whole number as the file writes it; None where there is none. What is written with a point is rounded."""
    if value is None:
        return None
    if len(value) < 10 and value.isascii() and value.isdigit():
        return int(value)
    if _INTEGER.fullmatch(value):
        return int(value)
    return round(float(value)) if _DECIMAL.fullmatch(value) else None


def truth(value: str | None, otherwise: bool) -> bool:
    """A truth value as XML writes it."""
    return otherwise if value is None else value.strip().lower() not in ("false", "0", "no")


@dataclass(slots=True)
class Guids:
    """The GUIDs of one project: lower case, without braces, no two alike."""

    seed: str
    reasons: Reasons
    _others: int = 0
    _taken: dict[str, str] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)
    _stamps: dict[tuple[str, str, str, str], Stamp] = field(default_factory=dict)

    def given(self, raw: str | None) -> str:
        """The GUID that an attribute means; what is none gives one of its own, the same each time; "" where nothing stands."""
        if not raw:
            return ""
        if _GUID.fullmatch(raw):
            return raw
        text = raw.strip().strip("{}").strip().lower()
        if not text:
            return ""
        if _GUID.fullmatch(text):
            return text
        return str(uuid.uuid5(_SPACE, f"{self.seed}\n{raw.strip()}"))

    def count(self) -> None:
        """Counts a thing that is kept without a claim to a GUID."""
        self._others += 1
        if len(self._taken) + self._others >= MOST_THINGS:
            raise too_many()

    def share(self, guids: Iterable[str]) -> None:
        """Lets these be claimed once more: the same thing stands in the file twice. Nothing given: no longer."""
        shared = set(guids)
        self._shared = self._shared | shared if shared else shared

    def claim(self, element: etree._Element, twin: str = "") -> str:
        """The GUID of a thing, which no other thing of the project has, but one of the kind ``twin``."""
        name = local(element)
        raw: str | None = element.get("guid")
        if len(self._taken) + self._others >= MOST_THINGS:
            raise too_many()
        if raw is not None and raw not in self._taken and _GUID.fullmatch(raw):  # nearly all of them
            self._taken[raw] = name
            return raw
        guid = self.given(raw)
        if not guid:
            self.reasons.add(N_("Elements without a GUID were given one: {count} ({examples})."), name)
            guid = str(uuid.uuid5(_SPACE, f"{self.seed}\n{name}\n{len(self._taken)}"))
        elif guid != raw and guid != (raw or "").strip().strip("{}").strip().lower():
            self.reasons.add(
                N_("Of identifiers that are no GUIDs, GUIDs were made, the same each time: {count} ({examples})."),
                (raw or "").strip()[:40],
            )
        before = self._taken.get(guid)
        if before is not None and guid in self._shared:
            self._shared.discard(guid)
        elif before is not None and before != twin:
            self.reasons.add(
                N_("Things with the GUID of another thing were given a new one: {count} ({examples})."), name
            )
            number = 2
            while (made := str(uuid.uuid5(_SPACE, f"{guid}\n{name}\n{number}"))) in self._taken:
                number += 1
            guid = made
        self._taken[guid] = name
        return guid

    def stamp(self, element: etree._Element) -> Stamp:
        """Who made and changed the thing, and when, as its attributes say."""
        get = element.get
        found = (
            get("creatingUser", ""),
            get("creationDateTime", ""),
            get("modifyingUser", ""),
            get("modifiedDateTime", ""),
        )
        made = self._stamps.get(found)
        if made is None:
            creator, created, modifier, modified = found
            made = Stamp(self.given(creator), created.strip(), self.given(modifier), modified.strip())
            self._stamps[found] = made
        return made


def too_many() -> Unreadable:
    """The refusal of a project that would fill the memory."""
    return Unreadable(
        N_("it holds more than {most} things (codes, selections, codings, ...), and a study may not; split it."),
        most=MOST_THINGS,
    )


def references(found: Iterable[etree._Element], guids: Guids) -> tuple[str, ...]:
    """The GUIDs that these elements lead to: ``targetGUID``, else ``guid``, else their text."""
    targets = []
    for child in found:
        guid = guids.given(child.get("targetGUID") or child.get("guid") or (child.text or "").strip())
        if guid:
            targets.append(guid)
    return tuple(targets)

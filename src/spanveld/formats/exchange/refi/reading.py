"""Reads a REFI-QDA project (.qdpx, .qde) or code book (.qdc), whatever the order of its elements and whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spanveld.formats.exchange.counting import Reasons
from spanveld.formats.exchange.project import (
    Case,
    Code,
    CodeSet,
    Link,
    Note,
    Project,
    Source,
    Stamp,
    User,
    Variable,
)
from spanveld.formats.exchange.refi.container import Container, is_refi, opened, root_of, split_tag
from spanveld.formats.exchange.refi.finishing import finish
from spanveld.formats.exchange.refi.schema_check import LARGEST_CHECKED, departures
from spanveld.formats.exchange.refi.sources import SOURCES, note, source
from spanveld.formats.exchange.refi.state import State
from spanveld.formats.exchange.refi.values import Guids, children, description, local, references, truth
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.sources.archive import iterate_xml
from spanveld.formats.sources.parts import Unreadable
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.model.errors import N_, quoted

__all__ = ["RefiReader"]

_STANDARD = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
_WRAPPERS = ("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")
_THINGS = ("User", "Codes", "Variable", "Case", *SOURCES, "Note", "Link", "Set", "Graph")
_ASKED = tuple(f"{{*}}{name}" for name in _THINGS)
_OF_ROOT = (
    "name",
    "origin",
    "creatingUserGUID",
    "creationDateTime",
    "modifyingUserGUID",
    "modifiedDateTime",
    "basePath",
)
_SNIFFED = 64 * 1024


class RefiReader:
    """The reader of REFI-QDA."""

    name = "refi"

    def recognises(self, path: Path) -> bool:
        """Whether the file is one, by what is in it."""
        return is_refi(path)

    def read(self, path: Path, choices: ReadingChoices) -> Project:
        """The project; Unreadable where the file is damaged or made to do harm."""
        with opened(path) as container, no_collecting():
            return _Reading(container, choices).read()


class _Reading:
    """One file being read."""

    def __init__(self, container: Container, choices: ReadingChoices) -> None:
        reasons = Reasons()
        self.state = State(container, choices, Guids("", reasons), reasons=reasons)
        self.name = ""
        self.stamp = Stamp()
        self.description = ""
        self.notes_of_project: tuple[str, ...] = ()
        self.users: list[User] = []
        self.codes: list[Code] = []
        self.variables: list[Variable] = []
        self.cases: list[Case] = []
        self.sources: list[Source] = []
        self.notes: list[Note] = []
        self.links: list[Link] = []
        self.sets: list[CodeSet] = []
        self._headed = False
        self._kind = ""
        """Project or CodeBook, where it is of the version that the schema is of."""

    def read(self) -> Project:
        """All of it, in one pass over the XML."""
        container = self.state.container
        with container.xml() as stream:
            found = root_of(stream.read(_SNIFFED))
        for element in self._elements(found is not None):
            if not self._headed:
                self._head(element.getroottree().getroot())
            self._take(local(element), element)
        for name in container.others:
            self.state.account.remark(
                N_("The file holds one more project, {name}, which was not read."), name=quoted(name)
            )
        self._compare()
        made = Project(
            name=self.name,
            origin=self.state.origin,
            format=RefiReader.name,
            stamp=self.stamp,
            description=self.description,
            notes_of_project=self.notes_of_project,
            users=tuple(self.users),
            codes=tuple(self.codes),
            variables=tuple(self.variables),
            cases=tuple(self.cases),
            sources=tuple(self.sources),
            notes=tuple(self.notes),
            links=tuple(self.links),
            sets=tuple(self.sets),
        )
        return finish(self.state, made)

    def _compare(self) -> None:
        """Says where the XML is not as the schema asks; that of another version has no schema here."""
        container = self.state.container
        if self._kind and container.xml_size() <= LARGEST_CHECKED:
            with container.xml() as stream:
                if (found := departures(stream, self._kind)) is not None:
                    self.state.account.remarks.insert(0, found)

    def _elements(self, known: bool) -> Iterator[etree._Element]:
        container = self.state.container
        with container.xml() as stream:
            yield from iterate_xml(stream, container.main, _ASKED, self._pass)
        if not (known or self._headed):
            raise _no_project(container)

    def _head(self, root: etree._Element) -> None:
        """What stands at the root, which the reading of everything else needs."""
        self._headed = True
        space, kind = split_tag(root)
        if kind not in ("Project", "CodeBook"):
            raise _no_project(self.state.container)
        self._kind = kind if space in _STANDARD else ""
        if space not in _STANDARD:
            standard = next((one for one in _STANDARD if space.startswith(one.rpartition(":")[0])), _STANDARD[0])
            self.state.account.remark(
                N_("The file names the format {name}; the standard is {standard}. It was read all the same."),
                name=quoted(space or "-"),
                standard=standard,
            )
        state = self.state
        state.origin = root.get("origin", "")
        state.container.base = root.get("basePath", "")
        self.name = root.get("name", "") or (state.container.path.stem if kind == "CodeBook" else "")
        state.guids.seed = f"{state.origin}\n{root.get('name', '')}"
        for key in map(str, root.attrib):
            if key not in _OF_ROOT and not key.startswith("{"):
                state.reasons.add(
                    N_("Attributes that are not of the standard, which were left out: {count} ({examples})."),
                    f"{kind}/{key}",
                )
        self.stamp = Stamp(
            state.guids.given(root.get("creatingUserGUID")),
            root.get("creationDateTime", ""),
            state.guids.given(root.get("modifyingUserGUID")),
            root.get("modifiedDateTime", ""),
        )
        state.found(kind)

    def _pass(self, element: etree._Element) -> None:
        """An element that nobody asked for: a wrapper, the project's own description and notes, or what is unknown."""
        name, parent = local(element), element.getparent()
        if parent is None:
            if not self._headed:
                self._head(element)
            for _, child in children(element):
                self._pass(child)
        elif name in _THINGS and not len(element) and not element.attrib:
            pass  # what was asked for, emptied
        elif name in _WRAPPERS:
            for _, child in children(element):
                self._pass(child)
        elif name == "Description" and local(parent) == "Project":
            self.description = element.text or ""
        elif name == "NoteRef" and local(parent) == "Project":
            self.state.found("NoteRef")
            target = self.state.guids.given(element.get("targetGUID"))
            self.notes_of_project += (target,) if target else ()
        elif name:
            self.state.keep(element, "")

    def _take(self, name: str, element: etree._Element) -> None:
        if name in SOURCES:
            self.sources.extend(source(self.state, element))
        elif name == "Codes":
            self._codes(element, "")
        elif name == "Note":
            self.notes.append(note(self.state, element))
        elif name == "Graph":
            self.state.keep_graph(element)
        else:
            getattr(self, f"_{name.lower()}")(element)

    def _user(self, element: etree._Element) -> None:
        state = self.state
        state.found("User")
        guid = state.guids.claim(element)
        state.parts(element, (), guid, ("id",))
        self.users.append(User(guid, element.get("name", ""), element.get("id", "")))

    def _codes(self, element: etree._Element, parent: str) -> None:
        """The codes in an element and those below them; elements lie at most 256 deep, so that this ends."""
        state = self.state
        for name, child in children(element):
            if name != "Code":
                if not parent:
                    state.keep(child, "")
                continue
            state.found("Code")
            guid = state.guids.claim(child, twin="Case")
            parts = state.parts(child, ("Description", "NoteRef", "Code"), guid, ("isCodable", "color"))
            called = child.get("name", "")
            if not called.strip():
                called = guid[:8]
                state.became("Code", "changed")
                state.reasons.add(
                    N_("Codes without a name, which are called by their GUID: {count} ({examples})."), called
                )
            self.codes.append(
                Code(
                    guid,
                    called,
                    parent,
                    truth(child.get("isCodable"), True),
                    child.get("color", ""),
                    description(parts),
                    state.notes(parts),
                )
            )
            self._codes(child, guid)

    def _variable(self, element: etree._Element) -> None:
        state = self.state
        state.found("Variable")
        guid = state.guids.claim(element)
        parts = state.parts(element, ("Description",), guid, ("typeOfVariable",))
        kind = element.get("typeOfVariable", "Text")
        self.variables.append(Variable(guid, element.get("name", ""), kind, description(parts)))

    def _case(self, element: etree._Element) -> None:
        state = self.state
        state.found("Case")
        guid = state.guids.claim(element, twin="Code")
        refs = ("CodeRef", "SourceRef", "SelectionRef")
        parts = state.parts(element, ("Description", "VariableValue", *refs), guid)
        found = {name: references(parts[name], state.guids) for name in refs if name in parts}
        for name, guids in found.items():
            state.found(name, len(guids))
        self.cases.append(
            Case(
                guid,
                element.get("name", ""),
                description(parts),
                found.get("CodeRef", ()),
                state.values(parts),
                found.get("SourceRef", ()),
                found.get("SelectionRef", ()),
            )
        )

    def _link(self, element: etree._Element) -> None:
        state = self.state
        state.found("Link")
        guid = state.guids.claim(element)
        parts = state.parts(element, ("NoteRef",), guid, ("direction", "color", "originGUID", "targetGUID"))
        self.links.append(
            Link(
                guid,
                element.get("name", ""),
                element.get("direction", ""),
                element.get("color", ""),
                state.guids.given(element.get("originGUID")),
                state.guids.given(element.get("targetGUID")),
                state.notes(parts),
            )
        )

    def _set(self, element: etree._Element) -> None:
        state = self.state
        state.found("Set")
        guid = state.guids.claim(element)
        members = ("MemberCode", "MemberSource", "MemberNote")
        parts = state.parts(element, ("Description", *members), guid)
        found = {name: references(parts[name], state.guids) for name in members if name in parts}
        for name, guids in found.items():
            state.found(name, len(guids))
        self.sets.append(
            CodeSet(
                guid,
                element.get("name", ""),
                description(parts),
                found.get("MemberCode", ()),
                found.get("MemberSource", ()),
                found.get("MemberNote", ()),
            )
        )


def _no_project(container: Container) -> Unreadable:
    return Unreadable(
        N_(
            "its part {part} is no project or code book of REFI-QDA (its root is neither Project nor CodeBook);"
            " export it anew from its program."
        ),
        part=quoted(container.main),
    )

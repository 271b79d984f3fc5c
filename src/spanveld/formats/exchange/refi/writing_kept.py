"""What came from another program and has no value here (graphs, transcripts, ...): which of it can go back, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from lxml import etree

from spanveld.formats.exchange.project import Kept

__all__ = ["PLACES", "bare", "returning", "schema"]

NAMESPACE = "urn:QDA-XML:project:1.0"
PLACES = {
    "Graph": "<Graphs>{0}</Graphs>",
    "Transcript": '<Sources><AudioSource guid="{1}">{0}</AudioSource></Sources>',
    "TextDescription": '<Sources><PictureSource guid="{1}">{0}</PictureSource></Sources>',
    "Representation": '<Sources><PDFSource guid="{1}">{0}</PDFSource></Sources>',
}
"""Kinds of elements that go back, each with where it stands in a project."""
_XMLNS = re.compile(r"""\sxmlns(:\w+)?\s*=\s*("[^"]*"|'[^']*')""")
_GUID = "00000000-0000-4000-8000-000000000000"


@cache
def schema(name: str = "Project") -> etree.XMLSchema:
    """The schema of a project, or of a code book (``Codebook``)."""
    text = files("spanveld.formats.exchange.refi").joinpath("schema", f"{name}.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(text, _parser()))


def returning(kept: Iterable[Kept]) -> tuple[list[Kept], list[Kept]]:
    """What goes back into a project, as its XML will hold it, and what cannot: it would make the file one that breaks the schema."""
    back: list[Kept] = []
    lost: list[Kept] = []
    for one in kept:
        tidy = _tidy(one)
        if tidy is None:
            lost.append(one)
        else:
            back.append(tidy)
    return back, lost


def bare(kept: Sequence[Kept], element: str) -> str:
    """The GUID of the first kept element of that name; empty where there is none."""
    return next((one.guid for one in kept if one.element == element), "")


def _tidy(one: Kept) -> Kept | None:
    """The element in the namespace of projects and without declarations of its own; None where it may not stand where it would."""
    place = PLACES.get(one.element)
    if place is None:
        return None
    try:
        root = etree.fromstring(one.xml, _parser())
    except etree.XMLSyntaxError:
        return None
    if any(not isinstance(element.tag, str) for element in root.iter()):
        return None
    xml = _XMLNS.sub("", _plain(root))
    whole = f'<Project xmlns="{NAMESPACE}" name="">{place.format(xml, _GUID)}</Project>'
    try:
        fits = schema().validate(etree.fromstring(whole, _parser()))
    except etree.XMLSyntaxError:
        return None
    return replace(one, xml=xml) if fits else None


def _plain(root: etree._Element) -> str:
    """The XML in the namespace of projects, whatever it came in, without prefixes and paths to files that are not taken along."""
    made = etree.Element(_named(root), _told(root), nsmap={None: NAMESPACE})
    made.text = root.text
    open_ = [(root, made)]
    while open_:
        old, new = open_.pop()
        for child in old:
            copy = etree.SubElement(new, _named(child), _told(child))
            copy.text, copy.tail = child.text, child.tail
            open_.append((child, copy))
    return str(etree.tostring(made, encoding="unicode"))


def _named(element: etree._Element) -> str:
    return f"{{{NAMESPACE}}}{etree.QName(element).localname}"


def _told(element: etree._Element) -> dict[str, str]:
    told = {str(key): str(value) for key, value in element.attrib.items() if not str(key).startswith("{")}
    return {key: value for key, value in told.items() if key not in ("plainTextPath", "richTextPath")}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

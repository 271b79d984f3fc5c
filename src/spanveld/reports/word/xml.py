"""The elements that a Word document is written in."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["Element", "element", "find", "value"]


def element(tag: str, /, *children: Element | None, text: str = "", **attributes: str | int) -> Element:
    """An element of the main namespace: ``element("jc", val="right")``. Children that are None are left out.

    An attribute's name is its local name; ``xml_space`` is that of XML itself.
    """
    made = OxmlElement(f"w:{tag}")
    for name, content in attributes.items():
        prefix, _, local = name.rpartition("_")
        key = qn(f"xml:{local}") if prefix == "xml" else qn(f"w:{name}")
        made.set(key, str(content))
    if text:
        made.text = text
    made.extend(child for child in children if child is not None)
    return made


def value(tag: str, content: str | int) -> Element:
    """An element that only holds a value: ``<w:tag w:val="content"/>``."""
    return element(tag, val=content)


def find(parent: Element, tag: str) -> Element | None:
    """The first child of that name."""
    found: Element | None = parent.find(qn(f"w:{tag}"))
    return found

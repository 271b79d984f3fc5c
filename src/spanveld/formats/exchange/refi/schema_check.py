"""Compares the XML of a project with the schema of the standard, for the report alone: nothing is refused for it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from lxml import etree

from spanveld.model.errors import N_, Remark, quoted

__all__ = ["LARGEST_CHECKED", "departures"]

LARGEST_CHECKED = 16 * 1024**2
"""Bytes of XML: a larger one is not compared, so that no import waits for it."""
MOST = 1000
_SHOWN = 3
_SPACE = re.compile(r"\{urn:QDA-XML:[^}]*\}")
_SCHEMAS = {"Project": "Project.xsd", "CodeBook": "Codebook.xsd"}


def departures(stream: BinaryIO, kind: str) -> Remark | None:
    """What in the XML is not as the schema asks, with the first examples; None where all is. ``kind``: Project or CodeBook."""
    parsed = etree.iterparse(
        stream, events=("end",), schema=_schema(kind), resolve_entities=False, no_network=True, remove_comments=True
    )
    try:
        for _, element in parsed:
            element.clear(keep_tail=False)
            while (before := element.getprevious()) is not None:
                element.getparent().remove(before)
            if len(parsed.error_log) > MOST:
                break
    except etree.XMLSyntaxError:
        pass  # said at the end, where there was any fault; the list of faults is what is wanted
    found = [entry.message for entry in parsed.error_log if entry.domain_name == "SCHEMASV"]
    if not found:
        return None
    examples = list(dict.fromkeys(" ".join(_SPACE.sub("", message).split()) for message in found))
    return Remark(
        N_("The XML is not as the schema of REFI-QDA asks, and was read all the same: {count} ({examples})."),
        {
            "count": f"> {MOST}" if len(found) > MOST else len(found),
            "examples": "; ".join(quoted(example, 160) for example in examples[:_SHOWN]),
        },
    )


@cache
def _schema(kind: str) -> etree.XMLSchema:
    with (files(__package__) / "schema" / _SCHEMAS[kind]).open("rb") as file:
        return etree.XMLSchema(etree.parse(file))

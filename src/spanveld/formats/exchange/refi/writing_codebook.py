"""A project -> the code book of REFI-QDA (.qdc): its codes and the groups of codes, as bare XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.refi.saving import saved
from spanveld.formats.exchange.refi.writing import chunks, origin
from spanveld.formats.exchange.refi.writing_parts import codes, sets
from spanveld.formats.exchange.refi.xml_text import attributes
from spanveld.formats.exchange.registry import WritingChoices
from spanveld.model.errors import N_, Refused

__all__ = ["WRITER", "QdcWriter"]

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_SCHEMA = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"


class QdcWriter:
    """Writes code books."""

    name = "qdc"
    endings = (".qdc",)

    def write(self, project: Project, path: Path, choices: WritingChoices) -> None:
        """Writes the file, whole or not at all; Refused where there is no code, which the format does not allow."""
        if not project.codes:
            raise Refused(N_("There are no codes, and a code book of REFI-QDA holds at least one."))
        saved(path, lambda stream: stream.writelines(chunks(_xml(project))))


def _xml(project: Project) -> Iterator[str]:
    groups = [replace(one, sources=(), notes=()) for one in project.sets if one.codes]
    yield '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    yield f'<CodeBook{attributes(origin=origin("standard"))} xmlns="{NAMESPACE}"'
    yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield f' xsi:schemaLocation="{NAMESPACE} {_SCHEMA}">\n'
    yield from codes(project.codes, notes=False)
    yield from sets(groups, code_book=True)
    yield "</CodeBook>\n"


WRITER = QdcWriter()

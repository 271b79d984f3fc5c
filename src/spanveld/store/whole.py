"""A study with what its assessors sealed: for putting copies together, where nobody sees it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.store.records import Parse, Reader, read_content

__all__ = ["whole_content"]


def whole_content(connection: Connection, study_id: int, parse: Parse) -> StudyContent:
    """Everything of a study but its journal and superseded texts. What comes of it may be shown to nobody: see ``model.sealed.OWNERS``."""
    content = read_content(connection, study_id, parse)
    kind, marks = KINDS["sealed_mark"], list(content.records.get("sealed_mark", ()))
    for assessor in dict.fromkeys(mark.assessor for mark in marks):
        opened = Reader(connection, study_id, parse, assessor).records(kind)
        marks = [mark if mark.assessor != assessor else own for mark, own in zip(marks, opened, strict=True)]
    return replace(content, records={**content.records, "sealed_mark": tuple(marks)})

"""A study with one case may leave it out everywhere; where copies together have several, that is said in so many words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent

__all__ = ["CASED", "only_case_of", "with_cases"]

CASED = tuple(
    (name, column.attribute)
    for name, kind in KINDS.items()
    for column in kind.columns
    if column.type == "reference" and column.to == "case"
)


def only_case_of(content: StudyContent) -> str:
    """The only case of a study; empty where it has none or several."""
    cases = content.records.get("case", ())
    return str(cases[0].case) if len(cases) == 1 else ""


def with_cases(copies: Mapping[str, StudyContent]) -> dict[str, StudyContent]:
    """The copies; each says of everything to what case it belongs, where together they have several."""
    cases = {case.case for content in copies.values() for case in content.records.get("case", ())}
    if len(cases) < 2:
        return dict(copies)
    return {copy: _with_case(content) for copy, content in copies.items()}


def _with_case(content: StudyContent) -> StudyContent:
    only = only_case_of(content)
    if not only:
        return content
    records = dict(content.records)
    for kind, attribute in CASED:
        if any(not getattr(record, attribute) for record in records.get(kind, ())):
            records[kind] = tuple(
                record if getattr(record, attribute) else replace(record, **{attribute: only})
                for record in records[kind]
            )
    return replace(content, records=records)

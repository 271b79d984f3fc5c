"""The report of a study, from who was heard to the passages behind each finding, in an edition for one kind of reader.

report(reader)                                             for those who do the research: everything
report(reader, profile="organisation")                     no respondent can be told from another of the same role group
report(reader, profile="public", leave_out_quotes=True)    words outside the consent are left out instead of refused
"""

from __future__ import annotations

from collections.abc import Mapping

from spanveld.store.journal import last_entry
from spanveld.store.records import Reader
from spanveld.views.report_base import Base, base_of
from spanveld.views.report_boxes import boxes_of
from spanveld.views.report_codes import layers_of
from spanveld.views.report_findings import sections_of
from spanveld.views.report_limits import limits_of
from spanveld.views.report_material import groups_of, material_of, respondents_of
from spanveld.views.report_parts import Profile, Report, Theory
from spanveld.views.report_passages import passages_of, sources_of

__all__ = ["report"]


def report(
    reader: Reader,
    *,
    profile: Profile = "research",
    leave_out_quotes: bool = False,
    filters: Mapping[str, str] | None = None,
) -> Report:
    """The report as plain values. ``QuotesNotCovered`` where it would print words that a consent does not cover.

    ``leave_out_quotes`` prints such passages without their words, in each edition. ``filters``: of the findings, only this
    dimension, and only evidence of this sub_case or wave; what is told of the material is of the whole study.
    """
    base = base_of(reader, profile=profile, leave_out_quotes=leave_out_quotes, filters=filters)
    boxes = boxes_of(base)
    return Report(
        study=reader.study.identifier,
        title=base.edition.text(reader.study.title or reader.study.identifier),
        language=base.language,
        profile=profile,
        state=_state(reader),
        cases=tuple(base.name("case", name) for name in base.names_of["case"]),
        theories=_theories(base),
        material=material_of(base),
        respondents=respondents_of(base),
        groups=groups_of(base),
        sections=sections_of(base, boxes),
        boxes=tuple(box for box in boxes if not box.dimension),
        limits=limits_of(base),
        sources=sources_of(base),
        passages=passages_of(base),
        layers=layers_of(base),
        voices=base.edition.voices,
        labels=base.labels,
        left_out=len(base.edition.left_out),
        scope=scope_of(base),
    )


def scope_of(base: Base) -> tuple[tuple[str, str], ...]:
    """What of the findings was left out: (dimension, sub_case or wave; what it is called)."""
    found = []
    if base.only.get("dimension"):
        found.append(("dimension", base.tables.tables[0].dimension.label))
    found += [(kind, base.name(kind, base.only[kind])) for kind in ("sub_case", "wave") if base.only.get(kind)]
    return tuple(found)


def _theories(base: Base) -> tuple[Theory, ...]:
    frameworks = base.reader.frameworks.values()
    return tuple(Theory(item.id, item.version, item.label(base.language)) for item in frameworks)


def _state(reader: Reader) -> str:
    """The date of the newest change that the journal knows, YYYY-MM-DD in UTC; of its making where there is none."""
    newest = last_entry(reader.connection, reader.study_id)
    return str(newest.time if newest else reader.study.created)[:10]

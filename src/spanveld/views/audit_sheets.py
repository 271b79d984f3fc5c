"""The evidence audit as tables of plain rows, for spreadsheets and data frames."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.audit import Audit
from spanveld.views.audit_settings import COUNTED
from spanveld.views.sheets import Cell, Column, ColumnKind, Sheet

__all__ = ["sheets_of"]


def sheets_of(audit: Audit, translate: Translate) -> list[Sheet]:
    """A row a sentence; and the rules with their limits."""
    return [_sentences(audit, translate), _rules(audit, translate)]


def _columns(translate: Translate, *named: tuple[str, str, ColumnKind] | tuple[str, str]) -> list[Column]:
    return [Column(one[0], translate(one[1]), one[2] if len(one) == 3 else "text") for one in named]


def _sentences(audit: Audit, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("kind", N_("Of")),
        ("identifier", N_("Identifier")),
        ("label", N_("Statement")),
        ("dimension", N_("Dimension")),
        ("case", N_("Case")),
        ("sub_case", N_("Sub-case")),
        ("wave", N_("Wave")),
        ("support", N_("Passages in support"), "count"),
        ("against", N_("Passages against"), "count"),
        ("rule", N_("Rule")),
        ("weight", N_("Weight")),
        ("sentence", N_("What is to be known")),
        ("count", N_("Count"), "count"),
        ("of", N_("Out of"), "count"),
        ("threshold", N_("Limit"), "count"),
        ("component", N_("Suggests for")),
        ("concern", N_("Concern at least")),
        ("passages", N_("Passages")),
        ("query", N_("Query")),
    )
    rows: list[list[Cell]] = []
    for each in audit.subjects:
        head: list[Cell] = [
            *(each.kind, each.identifier, each.label, each.dimension, each.case, each.sub_case, each.wave),
            *(each.support, each.against),
        ]
        for said in each.sentences:
            passages = "; ".join(one.passage for one in said.passages)
            rows.append(
                [
                    *head,
                    *(said.rule, said.weight, said.sentence, said.count, said.of, said.threshold),
                    *(said.component, said.concern, passages, said.query),
                ]
            )
        if not each.sentences:
            rows.append([*head, "", "", "", None, None, None, "", "", "", ""])
    return Sheet("audit", translate(N_("Evidence audit")), columns, rows, [translate(COUNTED), *audit.unmeasured])


def _rules(audit: Audit, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("rule", N_("Rule")),
        ("label", N_("What it is about")),
        ("limit", N_("It is said at")),
        ("threshold", N_("Limit"), "count"),
        ("default", N_("Limit without own setting"), "count"),
        ("off", N_("Left out"), "count"),
        ("set_by", N_("Set by")),
        ("weight", N_("Weight")),
    )
    rows: list[list[Cell]] = [
        [
            *(one.rule, one.label, one.says),
            *(one.threshold, one.default, int(one.off), one.set_by, one.weight),
        ]
        for one in audit.rules
    ]
    return Sheet("audit_rules", translate(N_("Rules of the audit")), columns, rows)

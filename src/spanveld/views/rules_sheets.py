"""Rules of the game and the expectation test as tables of plain rows, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.views.chafing import Found, PossiblePoint
from spanveld.views.expectations import OUTCOMES, Expectations
from spanveld.views.rules_parts import STATES, WHAT_LACKS, RulesMatrix
from spanveld.views.rules_words import EFFECTS, EXPECTED, RELATIONS, TRIED, link_word, tips_over_text
from spanveld.views.sheets import Cell, Column, ColumnKind, Sheet
from spanveld.views.tensions_between import Between

__all__ = ["sheets_of"]

Part = RulesMatrix | Between | Expectations
FINDING = (("finding", N_("Finding")), ("statement", N_("Statement")), ("effect", N_("Effect")))
COUNTED: tuple[tuple[str, str, ColumnKind], ...] = (
    ("supports", N_("Passages for"), "count"),
    ("qualifies", N_("Passages that qualify"), "count"),
    ("contradicts", N_("Passages against"), "count"),
)
QUERY = (("passages", N_("Passages")), ("query", N_("Query")))
POINT = (("dimension", N_("Dimension")), ("pain_point", N_("Pain point")), ("label", N_("What it says")))


def sheets_of(part: Part, translate: Translate) -> list[Sheet]:
    """The tables of an answer, the most important first."""
    if isinstance(part, RulesMatrix):
        return [
            _matrix(part, translate),
            _strains(part, translate),
            _handled(part, translate),
            _agenda(part, translate),
        ]
    if isinstance(part, Expectations):
        return _expectations(part, translate)
    return [_between(part, translate)]


def _columns(translate: Translate, *named: tuple[str, str, ColumnKind] | tuple[str, str]) -> list[Column]:
    return [Column(one[0], translate(one[1]), one[2] if len(one) == 3 else "text") for one in named]


def _joined(words: Sequence[str]) -> str:
    return "; ".join(words)


def _evidence(found: Found) -> list[Cell]:
    return [
        *(found.counts[stance] for stance in STANCES),
        _joined([one.passage for one in found.passages]),
        found.query,
    ]


def _finding(found: Found, translate: Translate) -> list[Cell]:
    effect = translate(EFFECTS[found.effect]) if found.effect in EFFECTS else found.effect
    return [found.finding, found.statement, effect, *_evidence(found)]


# ---------------------------------------------------------------------- rules of the game
def _matrix(part: RulesMatrix, translate: Translate) -> Sheet:
    columns = _columns(translate, *POINT, ("findings", N_("Findings")))
    rules = [Column(rule.rule, rule.label) for rule in part.rules]
    rows: list[list[Cell]] = [
        [
            *(point.dimension_label, point.pain_point, point.label, _joined([one.finding for one in point.findings])),
            *(translate(STATES[cell]) if cell else "" for cell in point.cells),
        ]
        for point in part.points
    ]
    title = translate(N_("Pain points by rules of the game"))
    return Sheet("rules", title, [*columns, *rules], rows, [part.heading, part.warning])


def _strains(part: RulesMatrix, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        *POINT,
        ("rule", N_("Rule of the game")),
        ("rule_label", N_("What the rule says")),
        ("link", N_("Link")),
        ("when", N_("When")),
        ("offers", N_("What may be tried")),
        ("tips_over", N_("Tips over to")),
        ("handled", N_("How it is handled now")),
        ("tried", N_("Tried")),
        ("reason", N_("Reason")),
        ("source", N_("Source")),
        *QUERY,
    )
    rows: list[list[Cell]] = [
        [
            *(point.dimension_label, strain.pain_point, point.label, strain.rule, strain.rule_label),
            *(link_word(strain, translate), strain.when, _joined([one.label for one in strain.offers])),
            tips_over_text(strain.tips_over) if strain.tips_over else "",
            *(strain.handled, translate(TRIED[strain.tried]) if strain.tried else "", strain.reason, strain.source),
            *(_joined([one.passage for one in strain.passages]), point.query),
        ]
        for point in part.points
        for strain in point.strains
    ]
    return Sheet("strains", translate(N_("Strained rules of the game")), columns, rows, [part.warning])


def _handled(part: RulesMatrix, translate: Translate) -> Sheet:
    columns = _columns(translate, *POINT, *FINDING, *COUNTED, *QUERY)
    rows = [
        [point.dimension_label, point.pain_point, point.label, *_finding(found, translate)]
        for point in part.points
        for found in point.handled_by
    ]
    return Sheet("handled", translate(N_("Handling of pain points")), columns, rows)


def _agenda(part: RulesMatrix, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("lacks", N_("Lacks")),
        ("label", N_("What it says")),
        ("pain_point", N_("Pain point")),
        ("rule", N_("Rule of the game")),
        ("finding", N_("Finding")),
    )
    rows: list[list[Cell]] = [
        [translate(WHAT_LACKS[one.what]), one.label, one.pain_point, one.rule, one.finding] for one in part.agenda
    ]
    return Sheet("agenda", translate(N_("Agenda")), columns, rows)


def _between(part: Between, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("from_dimension", N_("Dimension")),
        *FINDING,
        *COUNTED,
        *QUERY,
        ("relation", N_("How it bears on it")),
        ("to_dimension", N_("On dimension")),
        ("to", N_("On finding")),
        ("to_statement", N_("Which says")),
    )
    rows: list[list[Cell]] = [
        [
            tie.finding.dimension_label,
            *_finding(tie.finding, translate),
            *(translate(RELATIONS[tie.relation]), tie.to.dimension_label, tie.to.finding, tie.to.statement),
        ]
        for row in part.cells
        for cell in row
        for tie in cell.links
    ]
    return Sheet("between", translate(N_("How dimensions bear on each other")), columns, rows)


# ---------------------------------------------------------------------- expectations
def _expectations(part: Expectations, translate: Translate) -> list[Sheet]:
    head = _columns(
        translate,
        ("proposition", N_("Proposition")),
        ("label", N_("What it says")),
        ("outcome", N_("Outcome")),
        ("source", N_("Source")),
        ("side", N_("For or against")),
    )
    sides = ((N_("for"), "supporting"), (N_("against"), "contrary"))
    rows: list[list[Cell]] = []
    for one in part.propositions:
        start: list[Cell] = [one.item, one.label, translate(OUTCOMES[one.outcome]), one.source]
        its = [(translate(side), found) for side, name in sides for found in getattr(one, name)]
        rows += [[*start, side, *_finding(found, translate)] for side, found in its] or [[*start, *[""] * 9]]
    finding = _columns(translate, *FINDING, *COUNTED, *QUERY)
    point = _columns(translate, *POINT, ("source", N_("Source")))
    return [
        Sheet("propositions", translate(N_("Propositions of the framework")), [*head, *finding], rows),
        Sheet(
            "found",
            translate(EXPECTED["found"]),
            [*point, *finding],
            [[*_point(one.possible), *_finding(found, translate)] for one in part.found for found in one.findings],
        ),
        Sheet("not_found", translate(EXPECTED["not_found"]), point, [_point(one) for one in part.not_found]),
        Sheet(
            "unexpected",
            translate(EXPECTED["unexpected"]),
            [*_columns(translate, ("dimension", N_("Dimension"))), *finding],
            [[found.dimension_label, *_finding(found, translate)] for found in part.unexpected],
        ),
    ]


def _point(possible: PossiblePoint) -> list[Cell]:
    return [possible.dimension_label, possible.item, possible.label, possible.source]

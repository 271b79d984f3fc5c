"""Rules of the game and the expectation test, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, Role, fitting, wrapped
from spanveld.views.chafing import Found
from spanveld.views.expectations import OUTCOMES, Expectations, Proposition
from spanveld.views.rules_parts import STATES, WHAT_LACKS, Lack, RulePoint, RulesMatrix, Strain
from spanveld.views.rules_words import EFFECTS, EXPECTED, RELATIONS, TRIED, link_word, passages_of, tips_over_text
from spanveld.views.tensions_between import Between

__all__ = ["lines"]

Part = RulesMatrix | Between | Expectations


def lines(part: Part, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """An answer line by line."""
    width = fitting(width)
    if isinstance(part, RulesMatrix):
        yield from _matrix(part, translate, width)
    elif isinstance(part, Expectations):
        yield from _expectations(part, translate, width)
    else:
        yield from _between(part, translate, width)


def _heading(text: str, width: int, role: Role = "dimension") -> Iterator[Line]:
    yield Line("", "empty")
    yield from wrapped(text, role, width)
    if role == "dimension":
        yield Line("=" * min(len(text), width), role)


def _found(
    found: Found, translate: Translate, width: int, first: str = "  ", role: Role = "statement"
) -> Iterator[Line]:
    effect = translate(EFFECTS[found.effect]) if found.effect in EFFECTS else ""
    about = ", ".join(filter(None, (passages_of(found, translate), effect)))
    text = f"{found.finding} {found.statement} ({about})"
    yield from wrapped(text, role, width, first, len(first))
    if found.passages:
        cited = " ".join(one.passage for one in found.passages)
        yield from wrapped(cited, "ground", width, " " * (len(first) + 2), len(first) + 2)


# ---------------------------------------------------------------------- rules of the game
def _matrix(part: RulesMatrix, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("Pain points by rules of the game")), width)
    for said in filter(None, (part.heading, part.warning)):
        yield from wrapped(said, "ground", width)
    counts = {state: sum(cell == state for point in part.points for cell in point.cells) for state in STATES}
    total = len(part.points) * len(part.rules)
    shown = [f"{translate(word)}: {counts[state]}" for state, word in STATES.items() if counts[state]]
    cells = counted(translate, N_("{count} cell"), N_("{count} cells"), total)
    empty = translate(N_("empty: {count}")).format(count=total - sum(counts.values()))
    yield from wrapped("; ".join([cells, *shown, empty]), "ground", width)
    for point in part.points:
        yield from _point(point, translate, width)
    if not part.points:
        yield from wrapped(translate(N_("No pain points yet, and no framework that names any.")), "ground", width)
    yield from _heading(translate(N_("Agenda")), width)
    yield from _agenda(part.agenda, translate, width)


def _point(point: RulePoint, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(f"{point.dimension_label}: {point.label} [{point.pain_point}]", width, "title")
    if point.possible is not None:
        if not point.findings:
            yield from wrapped(translate(N_("not found in this case")), "ground", width, "  ", 2)
        for found in point.findings:
            yield from _found(found, translate, width)
    else:
        for found in point.findings:
            yield from wrapped(passages_of(found, translate), "ground", width, "  ", 2)
    for found in point.handled_by:
        said = translate(N_("handled now: "))
        yield from _found(found, translate, width, f"  {said}")
    for strain in point.strains:
        yield from _strain(strain, translate, width)


def _strain(strain: Strain, translate: Translate, width: int) -> Iterator[Line]:
    role: Role = "ground" if strain.state == "refused" else "support" if strain.stands else "statement"
    yield from wrapped(f"{strain.rule_label} ({link_word(strain, translate)})", role, width, "  → ", 4)
    if strain.state == "refused":
        if strain.reason:
            yield from wrapped(strain.reason, "ground", width, "      ", 6)
        return
    told = (
        (N_("handled now"), strain.handled),
        (N_("when"), strain.when),
        (N_("may be tried"), "; ".join(one.label for one in strain.offers)),
        (N_("tips over to"), tips_over_text(strain.tips_over) if strain.tips_over else ""),
        (N_("tried"), translate(TRIED[strain.tried]) if strain.tried else ""),
        (N_("reason"), strain.reason),
        (N_("passages"), ", ".join(f"{one.passage} ({one.citation})" for one in strain.passages)),
    )
    for word, said in told:
        if said:
            yield from wrapped(f"{translate(word)}: {said}", "ground", width, "      ", 8)


def _agenda(agenda: Sequence[Lack], translate: Translate, width: int) -> Iterator[Line]:
    if not agenda:
        yield from wrapped(translate(N_("Nothing is lacking.")), "good", width)
    for what, word in WHAT_LACKS.items():
        its = [one for one in agenda if one.what == what]
        if its:
            yield from wrapped(f"{translate(word)} ({len(its)})", "kind", width)
            for one in its:
                names = ", ".join(filter(None, (one.pain_point, one.rule, one.finding)))
                yield from wrapped(f"{one.label} [{names}]", "statement", width, "  ", 4)


def _between(part: Between, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("How dimensions bear on each other")), width)
    ties = [(cell, tie) for row in part.cells for cell in row for tie in cell.links]
    if not ties:
        none = translate(N_("No finding is linked to a finding of another dimension."))
        yield from wrapped(none, "ground", width)
    for cell, tie in ties:
        pair = f"{part.dimensions[cell.from_]} – {part.dimensions[cell.to]}"
        yield from _heading(pair, width, "title")
        yield from _found(tie.finding, translate, width)
        yield from wrapped(translate(RELATIONS[tie.relation]), "kind", width, "  ", 2)
        yield from _found(tie.to, translate, width)


# ---------------------------------------------------------------------- expectations
def _expectations(part: Expectations, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("Propositions of the framework")), width)
    for proposition in part.propositions:
        yield from _proposition(proposition, translate, width)
    yield from _heading(f"{translate(EXPECTED['found'])} ({len(part.found)})", width)
    for one in part.found:
        possible = one.possible
        text = f"{possible.dimension_label}: {possible.label} [{possible.item}]"
        yield from wrapped(text, "support", width, "", 2)
        for found in one.findings:
            yield from _found(found, translate, width)
    yield from _heading(f"{translate(EXPECTED['not_found'])} ({len(part.not_found)})", width)
    for possible in part.not_found:
        text = f"{possible.dimension_label}: {possible.label} [{possible.item}]"
        yield from wrapped(text, "statement", width, "", 2)
    yield from _heading(f"{translate(EXPECTED['unexpected'])} ({len(part.unexpected)})", width)
    for found in part.unexpected:
        yield from wrapped(found.dimension_label, "ground", width)
        yield from _found(found, translate, width)


def _proposition(one: Proposition, translate: Translate, width: int) -> Iterator[Line]:
    yield Line("", "empty")
    yield from wrapped(f"{one.label} [{one.item}]", "title", width, "", 2)
    role: Role = "contrary" if one.contrary else "support" if one.supporting else "ground"
    yield from wrapped(translate(OUTCOMES[one.outcome]), role, width, "  ", 2)
    for said, its in ((N_("for: "), one.supporting), (N_("against: "), one.contrary)):
        for found in its:
            yield from _found(found, translate, width, f"  {translate(said)}")

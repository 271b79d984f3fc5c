"""The matrix of pain points by rules of the game: what is strained, how it is handled, what may be tried; what is empty is the agenda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from spanveld.language.messages import translator
from spanveld.model.chafing import keeps_going
from spanveld.model.errors import N_
from spanveld.model.framework import Framework, Item, in_language
from spanveld.model.records import KINDS
from spanveld.model.rule_records import RuleStrain
from spanveld.model.scale import scale_of
from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.views.chafing import Chafing, Found, PossiblePoint, chafing_of, cited_passages, query_of, source_text
from spanveld.views.rules_agenda import agenda_of
from spanveld.views.rules_parts import STATES, Handling, Rule, RulePoint, RulesMatrix, State, Strain, TipsOver

__all__ = ["rules_matrix"]


def rules_matrix(reader: Reader, *, case: str = "") -> RulesMatrix:
    """The matrix of a case (left out: the first); NotFound where the study has no such case."""
    ground = chafing_of(reader, case)
    maker = _Maker(reader, ground)
    rules = tuple(_rules(ground))
    points = tuple(maker.points(rules))
    notes = [framework.section("link_notes") for framework in ground.frameworks.values()]
    said = next((note for note in notes if isinstance(note, Mapping)), {})
    return RulesMatrix(
        **reader.heading(),
        sequence=journal.newest(reader.connection, reader.study_id),
        case=ground.case,
        cases=ground.cases,
        heading=in_language(said.get("heading", {}), ground.language),
        warning=in_language(said.get("warning", {}), ground.language),
        rules=rules,
        catalogue=tuple(maker.catalogue()),
        points=points,
        agenda=tuple(agenda_of(ground, rules, points)),
        links=tuple(ground.links),
    )


def _rules(ground: Chafing) -> Iterator[Rule]:
    for framework in ground.frameworks.values():
        for item in framework.items("rules"):
            yield Rule(f"{framework.id}:{item.id}", item.label(ground.language), _note(item, ground), item.checked)


def _note(item: Item, ground: Chafing) -> str:
    note = item.content.get("note")
    return in_language(note, ground.language) if isinstance(note, Mapping) else ""


class _Maker:
    """Makes the rows of the matrix."""

    def __init__(self, reader: Reader, ground: Chafing) -> None:
        self.ground = ground
        known: list[RuleStrain] = list(reader.records(KINDS["rule_strain"]))
        self.decided = [one for one in known if one.case in ("", ground.case)]
        self.cited = cited_passages(reader, {name for one in self.decided for name in one.passages})

    def points(self, rules: Sequence[Rule]) -> Iterator[RulePoint]:
        """Of each dimension the possible pain points with what matches them, then the findings that match none."""
        ground = self.ground
        matched = ground.matched()
        named = {one.pain_point for one in self.decided}
        own = [found for found in ground.points_found() if found.finding not in matched]
        own += [found for name, found in ground.findings.items() if name in named - matched and found not in own]
        place = {name: order for order, name in enumerate(ground.findings)}
        own.sort(key=lambda found: place[found.finding])
        dimensions = dict.fromkeys(
            [*(each.dimension for each in ground.dimensions), *(one.dimension for one in ground.points.values())]
        )
        for dimension in dimensions:
            for possible in ground.points.values():
                if possible.dimension == dimension:
                    yield self._possible(possible, rules)
            for found in own:
                if found.dimension == dimension:
                    yield self._own(found, rules)

    def _possible(self, possible: PossiblePoint, rules: Sequence[Rule]) -> RulePoint:
        findings = self.ground.to(possible.item, "matches")
        strains = [*self._proposals(possible.item), *self._decided([possible.item, *(f.finding for f in findings)])]
        return self._point(possible.item, possible.label, possible.says, possible, findings, strains, rules)

    def _own(self, found: Found, rules: Sequence[Rule]) -> RulePoint:
        strains = list(self._decided([found.finding]))
        return self._point(found.finding, found.statement, "", None, (found,), strains, rules)

    def _point(
        self,
        name: str,
        label: str,
        says: str,
        possible: PossiblePoint | None,
        findings: tuple[Found, ...],
        strains: Sequence[Strain],
        rules: Sequence[Rule],
    ) -> RulePoint:
        order = {rule.rule: place for place, rule in enumerate(rules)}
        strains = sorted(strains, key=lambda strain: order.get(strain.rule, len(order)))
        states = list(STATES)
        cells: list[State | Literal[""]] = []
        for rule in rules:
            here = sorted((strain.state for strain in strains if strain.rule == rule.rule), key=states.index)
            cells.append(here[0] if here else "")
        place = possible or findings[0]
        answers = {
            found.finding: found
            for target in (name, *(each.finding for each in findings))
            for found in self.ground.to(target, "responds_to")
        }
        return RulePoint(
            name,
            label,
            says,
            place.dimension,
            place.dimension_label,
            possible,
            findings,
            tuple(answers.values()),
            tuple(strains),
            tuple(cells),
            query_of(*(found.finding for found in findings if found.passages)),
        )

    # ------------------------------------------------------------------ links
    def _proposals(self, pain_point: str) -> Iterator[Strain]:
        """What the framework proposes for a pain point and nobody answered yet."""
        owner, _, id = pain_point.partition(":")
        framework = self.ground.frameworks[owner]
        answered = {one.link for one in self.decided}
        for item in framework.items("links"):
            name = f"{owner}:{item.id}"
            if item.content["from"] == id and name not in answered:
                rule = f"{owner}:{item.content['strains']}"
                yield self._strain(RuleStrain(pain_point=pain_point, rule=rule, link=name, decision=""), "proposed")

    def _decided(self, pain_points: Sequence[str]) -> Iterator[Strain]:
        for one in self.decided:
            if one.pain_point in pain_points:
                state: Any = one.decision if one.link or one.decision == "refused" else "own"
                yield self._strain(one, state)

    def _strain(self, one: RuleStrain, state: State) -> Strain:
        ground = self.ground
        owner, _, _ = one.link.partition(":")
        item, framework = ground.item(one.link), ground.frameworks.get(owner)
        names: Sequence[str] = one.handlings
        if item is not None and state in ("proposed", "confirmed", "refused"):
            names = [f"{owner}:{id}" for id in _names(item)]
        return Strain(
            pain_point=one.pain_point,
            rule=one.rule,
            rule_label=ground.label(one.rule),
            state=state,
            link=one.link,
            proposal=item.id if item else "",
            when=item.label(ground.language) if item else "",
            tips_over=self._tips_over(framework, item) if framework and item else None,
            offers=tuple(self._offers(names)),
            source=source_text(framework, item, ground.language) if framework and item else "",
            checked=item.checked if item else True,
            reason=one.reason,
            handled=one.handled,
            tried=one.tried,
            passages=tuple(self.cited[name] for name in one.passages if name in self.cited),
        )

    def _offers(self, names: Sequence[str]) -> Iterator[Handling]:
        for name in names:
            item = self.ground.item(name)
            if item is not None and not keeps_going(item):
                yield Handling(name, item.label(self.ground.language), _note(item, self.ground), item.checked)

    def catalogue(self) -> Iterator[Handling]:
        """All handlings of the frameworks that may be tried."""
        for framework in self.ground.frameworks.values():
            yield from self._offers([f"{framework.id}:{item.id}" for item in framework.items("handlings")])

    def _tips_over(self, framework: Framework, item: Item) -> TipsOver | None:
        told = item.content.get("tips_over")
        if not isinstance(told, Mapping):
            return None
        language, side, id = self.ground.language, int(told["side"]), str(told["dimension"])
        dimension, label = self.ground.dimension_of(framework.id, id)
        scale = scale_of(framework)
        part = scale.judged(id, str(told["sub_dimension"])) if scale else None
        said = translator(language)(N_("too much") if side > 0 else N_("too little"))
        anchor = ""
        if scale is not None:
            end = scale.highest if side > 0 else scale.lowest
            said = scale.band(end).label(language)
            anchors = [each for each in (part.anchors if part else ()) if each.at * side > 0]
            outer = max(anchors, key=lambda each: each.at * side, default=None)
            anchor = outer.label(language) if outer else ""
        name = str(told["sub_dimension"])
        return TipsOver(dimension, label, name, part.label(language) if part else name, side, said, anchor)


def _names(item: Item) -> list[str]:
    """The handlings that a proposal offers, by their ids."""
    names = item.content.get("try")
    return [str(name) for name in names] if isinstance(names, list | tuple) else []

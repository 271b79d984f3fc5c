"""A query against a study: every field and value named in it is one that the study has, and what it asks is put into numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spanveld.language.folding import folded
from spanveld.language.keys import phrase_parts
from spanveld.model.columns import BASIS_OF, FORM_OF, KIND_OF, STANCE_OF
from spanveld.model.errors import N_, quoted
from spanveld.query import plan
from spanveld.query.choosing import Chooser, with_children
from spanveld.query.faults import QueryError, did_you_mean, nearest
from spanveld.query.people import PERSON_FIELDS, People
from spanveld.query.plan import Plan
from spanveld.query.printing import show
from spanveld.query.tree import And, Node, Not, Or, Related, Term, Voices
from spanveld.query.words import AttributesOf, Named, Words

__all__ = ["ATTRIBUTES", "FIELDS", "FLAGS", "check"]

FLAGS: Mapping[str, plan.Flag] = {
    "hedged": "hedged",
    "incomplete": "incomplete",
    "unused": "unused",
    "memo": "memo",
    "doubt": "doubt",
}
"""Marks that a passage has or has not."""
ATTRIBUTES = ("attr", "voice.attr", "party.attr", "source.attr", "case.attr")
"""What stands before the name of an attribute: of anything that belongs to the passage, or of one kind of thing."""
LAYER = "layer"
"""What stands before the name of a layer that is called like a field."""


def check(query: Node, words: Words, text: str = "") -> Plan:
    """What a query asks of a study; ``text`` is how it was written, for messages. QueryError where a name stands for nothing."""
    return _Checker(words, text or show(query)).plan(query)


def _kinds(names: tuple[str, ...]) -> tuple[Named, ...]:
    """The names of a fixed list, by their places in it."""
    return tuple(Named(place, name) for place, name in enumerate(names) if name)


class _Checker:
    """Puts the parts of one query into numbers."""

    def __init__(self, words: Words, text: str) -> None:
        self.words = words
        self.text = text
        self.chooser = Chooser(text)
        self.people = People(words, self.chooser)

    def plan(self, node: Node) -> Plan:
        match node:
            case And(parts):
                return plan.All(tuple(map(self.plan, parts)))
            case Or(parts):
                return plan.Any(tuple(map(self.plan, parts)))
            case Not(part):
                return plan.None_(self.plan(part))
            case Related(left, relation, distance, right):
                return plan.Reach(self.plan(left), relation, distance, self.plan(right))
            case Voices(condition):
                return plan.Spoken(self.people.meeting(condition))
            case Term():
                return self.term(node)

    # ------------------------------------------------------------------ one condition
    def term(self, term: Term) -> Plan:
        name = ".".join(term.field)
        if not term.values:
            return self.mark(term, name)
        found = self.built_in(term, name)
        if term.by is not None and not isinstance(found, plan.CodedAs | plan.Evidence):
            message = N_(
                "At character {at}: '@' says who gave a code, or how a passage stands to a finding; {field} has neither."
            )
            raise QueryError(message, self.text, *term.by.span, field=name)
        return found

    def mark(self, term: Term, name: str) -> Plan:
        if name in FLAGS:
            return plan.Holds(FLAGS[name])
        if name in FIELDS or self.words.layers_called(name) or ".".join(term.field[:-1]) in ATTRIBUTES:
            message = N_("At character {at}: {field} needs a value; {field}:* is any.")
            raise QueryError(message, self.text, *term.named, field=name)
        raise self.no_field(term, name)

    def built_in(self, term: Term, name: str) -> Plan:
        if name in FIELDS:
            return FIELDS[name](self, term)
        if name in FLAGS:
            message = N_("At character {at}: {field} stands alone: a passage has this mark or not.")
            raise QueryError(message, self.text, *term.span, field=name)
        if ".".join(term.field[:-1]) in ATTRIBUTES:
            return self.attribute(term)
        return self.coded(term, name.removeprefix(f"{LAYER}.") if len(term.field) > 1 else name)

    def coded(self, term: Term, name: str) -> Plan:
        layers = self.words.layers_called(name)
        if not layers:
            raise self.no_field(term, name)
        if len(layers) > 1:
            message = N_("At character {at}: {field} may be any of these layers; write one of them: {names}.")
            names = ", ".join(layer.name for layer in layers)
            raise QueryError(message, self.text, *term.named, field=quoted(name), names=names)
        codes = self.chooser.codes(layers[0].name, term.values, layers[0])
        return plan.CodedAs(codes, self.coders(term))

    def coders(self, term: Term) -> frozenset[int] | None:
        """Who should have given the code, where that is told."""
        return None if term.by is None else self.chooser.numbers("coder", [term.by], self.words.coders)

    def no_field(self, term: Term, name: str) -> QueryError:
        known = [*FIELDS, *FLAGS, *(layer.name for layer in self.words.layers)]
        guess = self.meant(name) if not term.values else ""
        labels = [label for layer in self.words.layers for label in layer.labels]
        guess = guess or nearest(name, [*known, *labels])
        help = did_you_mean(guess, [*(layer.name for layer in self.words.layers), *FIELDS, *FLAGS])
        message = N_("At character {at}: {field} is no field of this study. {help}")
        return QueryError(message, self.text, *term.named, guess=guess, field=quoted(name), help=help)

    def meant(self, name: str) -> str:
        """What somebody meant who wrote only the name of a thing; empty where it is the name of nothing."""
        key = folded(name)
        named: list[tuple[str, Iterable[str]]] = [
            ("voice", (person.name for person in self.words.people)),
            ("source", (source.name for source in self.words.sources)),
            *((field, (thing.name for thing in things)) for field, things in self.others()),
        ]
        found = [f"{field}:{each}" for field, names in named for each in names if folded(each) == key]
        found += [
            f"{layer.name}:{each.code}"
            for layer in self.words.layers
            for each in layer.codes
            if folded(each.code) == key
        ]
        return next(iter(found), "")

    def others(self) -> Iterable[tuple[str, tuple[Named, ...]]]:
        return (("party", self.words.parties), ("finding", self.words.findings), ("coder", self.words.coders))

    # ------------------------------------------------------------------ fields
    def spoken(self, term: Term) -> Plan:
        return plan.Spoken(self.people.of_term(term))

    def source(self, term: Term) -> Plan:
        known = [
            Named(source.number, source.name, (source.title,) if source.title else ()) for source in self.words.sources
        ]
        return plan.In("source", self.chooser.numbers("source", term.values, known))

    def source_sub_case(self, term: Term) -> Plan:
        wanted = self.chooser.names("source.sub_case", term.values, self.words.sub_cases)
        return plan.In("source", frozenset(each.number for each in self.words.sources if wanted & each.sub_cases))

    def wave(self, term: Term) -> Plan:
        wanted = self.chooser.names("wave", term.values, self.words.waves)
        return plan.In("source", frozenset(each.number for each in self.words.sources if each.wave in wanted))

    def case(self, term: Term) -> Plan:
        wanted = self.chooser.names("case", term.values, self.words.cases)
        return plan.In("source", frozenset(each.number for each in self.words.sources if each.case in wanted))

    def sub_case(self, term: Term) -> Plan:
        """The passage's own code of a layer with that role, of whatever framework."""
        layers = [layer for layer in self.words.layers if layer.role == "sub_case"]
        codes = [code for layer in layers for code in layer.codes]
        aliases = {thing.name: list(thing.aliases) for thing in self.words.sub_cases}
        for code in codes:
            aliases.setdefault(code.code, []).extend(code.labels)
        known = [Named(place, name, tuple(other)) for place, (name, other) in enumerate(aliases.items())]
        wanted = self.chooser.names("sub_case", term.values, known)
        chosen = [
            with_children(layer, [each.number for each in layer.codes if each.code in wanted]) for layer in layers
        ]
        return plan.CodedAs(frozenset[int]().union(*chosen), self.coders(term))

    def coder(self, term: Term) -> Plan:
        return plan.In("coder", self.chooser.numbers("coder", term.values, self.words.coders))

    def about(self, term: Term) -> Plan:
        return plan.About(self.chooser.numbers("about", term.values, self.words.parties))

    def finding(self, term: Term) -> Plan:
        findings = self.chooser.numbers("finding", term.values, self.words.findings)
        stances = None if term.by is None else self.chooser.numbers("stance", [term.by], _kinds(STANCE_OF))
        return plan.Evidence(findings, stances)

    def stance(self, term: Term) -> Plan:
        if term.by is not None:
            message = N_("At character {at}: a stance has no '@'; write finding:NAME@supports.")
            raise QueryError(message, self.text, *term.by.span)
        return plan.Evidence(None, self.chooser.numbers("stance", term.values, _kinds(STANCE_OF)))

    def text_of(self, term: Term) -> Plan:
        return self.said(term, memo=False)

    def memo(self, term: Term) -> Plan:
        return self.said(term, memo=True)

    def said(self, term: Term, *, memo: bool) -> Plan:
        for value in term.values:
            if not phrase_parts(value.text, pattern=value.pattern):
                raise QueryError(N_("At character {at}: there is no word in it to look for."), self.text, *value.span)
        parts = tuple(plan.Said(value.text, value.pattern, memo) for value in term.values)
        return parts[0] if len(parts) == 1 else plan.Any(parts)

    def attribute(self, term: Term) -> Plan:
        """A named value of the source, its case, or a voice and its parties."""
        of, name = ".".join(term.field[:-1]), term.field[-1]
        held: list[AttributesOf] = [*self.people.attributes(of)]
        held += [self.words.source_attributes] * (of in ("attr", "source.attr"))
        held += [self.words.case_attributes] * (of in ("attr", "case.attr"))
        name, values = self.people.values(term, held, name)
        people = self.people.holding(of, name, values)
        parts: list[Plan] = []
        if of not in ("voice.attr", "party.attr"):
            parts.append(plan.In("source", self.holding(of, name, values)))
        if of not in ("source.attr", "case.attr"):
            parts.append(plan.Spoken(people))
        return parts[0] if len(parts) == 1 else plan.Any(tuple(parts))

    def holding(self, of: str, name: str, values: frozenset[str]) -> frozenset[int]:
        """The sources that have an attribute with one of these values, themselves or by their case."""
        own, by_case = self.words.source_attributes, self.words.case_attributes
        found = {number for number, known in own.items() if known.get(name) in values} if of != "case.attr" else set()
        if of != "source.attr":
            cases = {case.name for case in self.words.cases if by_case.get(case.number, {}).get(name) in values}
            found |= {source.number for source in self.words.sources if source.case in cases}
        return frozenset(found)


def _listed(field: str, column: plan.Column, names: tuple[str, ...]) -> Callable[[_Checker, Term], Plan]:
    """A field that holds one of a fixed list."""
    known = _kinds(names)
    return lambda checker, term: plan.In(column, checker.chooser.numbers(field, term.values, known))


FIELDS: Mapping[str, Callable[[_Checker, Term], Plan]] = {
    **dict.fromkeys(PERSON_FIELDS, _Checker.spoken),
    "source": _Checker.source,
    "source.kind": _listed("source.kind", "kind", KIND_OF),
    "source.sub_case": _Checker.source_sub_case,
    "wave": _Checker.wave,
    "case": _Checker.case,
    "sub_case": _Checker.sub_case,
    "coder": _Checker.coder,
    "about": _Checker.about,
    "finding": _Checker.finding,
    "stance": _Checker.stance,
    "form": _listed("form", "form", FORM_OF),
    "basis": _listed("basis", "basis", BASIS_OF),
    "text": _Checker.text_of,
    "memo": _Checker.memo,
}
"""The fields that every study has; beside them stand the study's layers and attributes."""

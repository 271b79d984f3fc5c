"""Cases, sub-cases, parties and participants of a study as cases of a project, and all that is known of things as variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.guids import CASE_KIND
from spanveld.formats.exchange.leftovers import value_of
from spanveld.formats.exchange.project import Case, CodeSet, Value, Variable
from spanveld.formats.exchange.refi.xml_text import fits_type
from spanveld.model.errors import N_

__all__ = ["CASES", "Values", "cases_of", "sets_of"]

CASES = ("participant", "party", "sub_case", "case")
"""The kinds of things that go out as cases."""
_COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "source": (
        ("kind", N_("Kind of source")),
        ("date", N_("Date")),
        ("wave", N_("Wave")),
        ("occasion", N_("Occasion")),
        ("classification", N_("Classification")),
    ),
    "participant": (
        ("function", N_("Function")),
        ("level", N_("Level")),
        ("parties", N_("Parties")),
        ("sub_cases", N_("Sub-cases")),
        ("sampling", N_("Sampling")),
    ),
    "party": (("kind", N_("Kind of party")),),
    "case": (("kind", N_("Kind of case")),),
}
"""Columns of a study that others see as variables."""


class Values:
    """The variables of a study, and the values of each thing by its GUID."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.variables: dict[str, Variable] = {}
        self.of: dict[str, list[Value]] = defaultdict(list)
        self._back: dict[str, Variable] = {}
        for guid, data in ground.left.all("Variable"):
            self._back.setdefault(str(data.get("name", "")), replace(value_of(Variable, {**data, "guid": guid})))
        self._sets = {tuple(data["attribute"]) for _, data in ground.left.all("Set") if data.get("attribute")}
        self._taken: set[str] = set()
        self._attributes()
        self._columns()
        for one in self._back.values():
            self.variables.setdefault(one.guid, one)

    def add(self, thing: str, variable: Variable, value: str) -> None:
        """Gives a thing a value; where it is not of the variable's type it is a text."""
        self.variables.setdefault(variable.guid, variable)
        type = variable.type if fits_type(value, variable.type) else "Text"
        self.of[thing].append(Value(variable.guid, value, type))

    def _attributes(self) -> None:
        things = _things(self.ground)
        for one in self.ground.content.records.get("attribute", ()):
            thing = things.get(one.subject)
            if thing is None or (one.name, one.value) in self._sets:
                continue
            back = self._back.get(one.name)
            self._taken.add(one.name)
            self.add(thing, back or Variable(self.ground.guids.named("variable", one.name), one.name), one.value)

    def _columns(self) -> None:
        content = self.ground.content
        names = {"wave": {each.wave: each.name for each in content.records.get("wave", ())}}
        names["parties"] = {each.party: each.name for each in content.records.get("party", ())}
        names["sub_cases"] = {each.sub_case: each.name for each in content.records.get("sub_case", ())}
        for kind, columns in _COLUMNS.items():
            for column, label in columns:
                variable = Variable(
                    self.ground.guids.named("variable", kind, column), self._free(self.ground.say(label))
                )
                for record in content.records.get(kind, ()):
                    if kind == "source" and self.ground.left.of(self.ground.sources[record.source]).get("Source"):
                        continue  # it came from another program, which knows no kinds of sources
                    value = _said(getattr(record, column), names.get(column, {}))
                    if value and not (column == "function" and case_name(kind, record) == value):
                        self.add(self.ground.guids.of(kind, record), variable, value)

    def _free(self, name: str) -> str:
        """The name, told apart from an attribute that is called so."""
        return f"{name} (Spanveld)" if name in self._taken else name


def _said(value: Any, names: Mapping[str, str]) -> str:
    items = value if isinstance(value, tuple) else (value,)
    return "; ".join(names.get(item) or item for item in items if item)


def _things(ground: Ground) -> Mapping[str, str]:
    """``kind:identifier`` of what can have attributes -> its GUID."""
    things = {f"source:{name}": guid for name, guid in ground.sources.items()}
    for kind in ("participant", "party", "case"):
        for record in ground.content.records.get(kind, ()):
            things[f"{kind}:{getattr(record, kind)}"] = ground.guids.of(kind, record)
    return things


def case_name(kind: str, record: Any) -> str:
    """What a case is called: people by their identifier, but by the name that another program gave them; all else by its name."""
    if kind == "participant":
        return str((record.guid and record.function) or record.participant)
    return str(record.name or getattr(record, kind))


def cases_of(ground: Ground, values: Values, described: Mapping[str, str]) -> tuple[Case, ...]:
    """All cases; those that are no participant say what they are in a variable of one GUID in all files.

    To be called when the sources are made, so that it is known which passages go out.
    """
    told = Variable(CASE_KIND, ground.say(N_("Kind of thing")))
    sources, selections = _sources(ground), _selections(ground)
    made: dict[str, Case] = {}
    for kind in CASES:
        for record in ground.content.records.get(kind, ()):
            guid, name = ground.guids.of(kind, record), getattr(record, kind)
            if kind != "participant":
                values.add(guid, told, kind)
            made[guid] = Case(
                guid,
                case_name(kind, record),
                described.get(guid, ""),
                _known(ground.left.extras(guid, "Case").get("codes", ()), ground),
                tuple(values.of.get(guid, ())),
                tuple(sources.get((kind, name), ())),
                tuple(selections.get((kind, name), ())),
            )
    for guid, data in ground.left.all("Case"):
        if guid not in made:
            back = value_of(Case, data)
            made[guid] = replace(back, codes=_known(back.codes, ground), values=())
    return tuple(made.values())


def _known(codes: Iterable[str], ground: Ground) -> tuple[str, ...]:
    return tuple(code for code in codes if code in ground.code_guids)


def _sources(ground: Ground) -> Mapping[tuple[str, str], list[str]]:
    """Kind and identifier of a case -> the sources that belong to it; of the only case all that name none."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    cases = ground.content.records.get("case", ())
    only = cases[0].case if len(cases) == 1 else ""
    for source in ground.content.records.get("source", ()):
        guid = ground.sources[source.source]
        for kind, names in (
            ("participant", source.participants),
            ("sub_case", source.sub_cases),
            ("case", (source.case or only,)),
        ):
            for name in names:
                found[kind, name].append(guid)
    return found


def _selections(ground: Ground) -> Mapping[tuple[str, str], list[str]]:
    """Kind and identifier of a case -> the passages that are somebody's word, or speak of a party."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passages in ground.by_source.values():
        for passage in passages:
            guid = ground.given.get(passage.passage)
            if guid is not None:
                for name in passage.voices or ():
                    found["participant", name].append(guid)
                for name in passage.about:
                    found["party", name].append(guid)
    return found


def sets_of(ground: Ground) -> Iterator[CodeSet]:
    """The groups that came from another program; those of sources have the sources that still have the attribute."""
    attributes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in ground.content.records.get("attribute", ()):
        kind, _, name = one.subject.partition(":")
        if kind == "source":
            attributes[one.name, one.value].append(ground.sources.get(name, ""))
    for guid, data in ground.left.all("Set"):
        made = replace(value_of(CodeSet, {**data, "guid": guid}))
        asked: Sequence[str] = data.get("attribute", ())
        sources = made.sources
        if len(asked) == 2:
            there = attributes.get((asked[0], asked[1]), [])
            own = set(ground.sources.values())
            kept = [source for source in made.sources if source in there or source not in own]
            sources = tuple(dict.fromkeys([*kept, *there]))
        yield replace(made, sources=sources, codes=_known(made.codes, ground))

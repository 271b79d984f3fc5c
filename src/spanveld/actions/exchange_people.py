"""The cases of a project as participants, parties, cases or sub-cases of the study, and its variables as attributes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from spanveld.actions.exchange_known import code_like, sound
from spanveld.actions.exchange_taking import Taking
from spanveld.formats.exchange.leftovers import data_of
from spanveld.formats.exchange.project import Case, Project, Value
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.model.records import Attribute, Participant, Party, SubCase
from spanveld.model.records import Case as StudyCase

__all__ = ["Belonging", "take_cases", "take_values", "variable_names"]

SPOKEN = {"participant": "function", "party": "name", "case": "name", "sub_case": "name"}
"""Where the name of a case stands."""
DESCRIBED = ("source", "participant", "party", "case")
"""Kinds that can have attributes."""


@dataclass(slots=True)
class Belonging:
    """To whom the sources (``participants``, ``sub_cases``, ``case``) and the passages (``voices``) belong, by GUID."""

    participants: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sub_cases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[str, str] = field(default_factory=dict)
    voices: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def take_cases(taking: Taking) -> Belonging:
    """Give each case its thing in the study, and say what belongs to it."""
    belonging = Belonging()
    shown = {source.guid for source in taking.project.sources if source.text is not None}
    for case in taking.project.cases:
        if not case.name and len(case.sources) == 1 and not (case.selections or case.codes):
            _of_source(taking, case)
            continue
        kind = taking.known.kind_of(case.guid, ("participant", "party", "case", "sub_case")) or taking.choices.cases_as
        name = _take(taking, case, kind)
        left = Case(guid="", codes=case.codes)
        sources = tuple(guid for guid in case.sources if guid in shown)
        left = replace(left, sources=tuple(guid for guid in case.sources if guid not in shown))
        match kind:
            case "participant":
                for guid in sources:
                    belonging.participants[guid].append(name)
                for guid in case.selections:
                    belonging.voices[guid].append(name)
            case "sub_case":
                for guid in sources:
                    belonging.sub_cases[guid].append(name)
                left = replace(left, selections=case.selections)
            case "case":
                again = tuple(guid for guid in sources if belonging.cases.setdefault(guid, name) != name)
                left = replace(left, selections=case.selections, sources=(*left.sources, *again))
            case _:
                left = replace(left, selections=case.selections, sources=(*left.sources, *sources))
        _keep(taking, case, left, {"kind": kind})
    return belonging


def _keep(taking: Taking, case: Case, left: Case, more: dict[str, Any]) -> None:
    """What of a case has no place."""
    data = {name: value for name, value in data_of(left).items() if name != "guid"}
    if not data:
        return
    taking.keep(case.guid, "Case", {**data, **more})
    if left.codes:
        taking.became("CodeRef", "kept", len(left.codes))
        taking.account.remark(N_("That a case refers to codes is kept for export, and not shown."))
    if left.selections or left.sources:
        taking.account.remark(
            N_(
                "Parts of cases that are no participants are kept for export, and not shown at their passages and sources."
            )
        )


def _of_source(taking: Taking, case: Case) -> None:
    """A case without a name that has one source says of what the source's attributes are."""
    taking.keep(case.guid, "Case", data_of(replace(case, guid="")))
    taking.subjects[case.guid] = ""
    taking.became("Case", "changed")
    taking.account.remark(N_("Cases without a name that have one source are taken as the attributes of that source."))


def _take(taking: Taking, case: Case, kind: str) -> str:
    known = taking.known.thing(kind, case.guid)
    column = SPOKEN[kind]
    wanted = code_like(case.name.strip())
    if known is not None:
        name = str(getattr(known, kind))
        spoken = sound(case.name)
        if not getattr(known, column) and wanted == name:
            spoken = ""
        record = replace(known, guid=case.guid, **{column: spoken})
    elif kind in ("case", "sub_case"):
        name = taking.known.slug(kind, case.name or kind)
        record = (StudyCase if kind == "case" else SubCase)(name, guid=case.guid)
        record = replace(record, name=sound(case.name))
    else:
        name = _person(taking, kind, wanted)
        made: Any = Participant if kind == "participant" else Party
        record = replace(made(name, guid=case.guid), **{column: "" if wanted == name else sound(case.name)})
    taking.records[kind].append(record)
    taking.subjects[case.guid] = f"{kind}:{name}"
    return name


def _person(taking: Taking, kind: str, wanted: str) -> str:
    """A code such as R4 stays; a name does not become an identifier: P1, P2 (participants), party-1 (parties)."""
    if wanted:
        return taking.known.fresh(kind, wanted)
    number = 1
    while True:
        name = f"P{number}" if kind == "participant" else f"party-{number}"
        if taking.known.is_free(kind, name):
            return taking.known.fresh(kind, name)
        number += 1


def variable_names(project: Project) -> dict[str, str]:
    """Variable -> the name of the attribute; where two have one name, the second gets a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for variable in project.variables:
        plain = sound(variable.name).strip() or "variable"
        name, number = plain, 2
        while name in taken:
            name, number = f"{plain} ({number})", number + 1
        taken.add(name)
        names[variable.guid] = name
    return names


def take_values(taking: Taking) -> None:
    """Values become attributes of sources and cases; types and descriptions of variables are kept."""
    names = variable_names(taking.project)
    for variable in taking.project.variables:
        taking.keep(variable.guid, "Variable", data_of(replace(variable, guid="")))
    given: dict[tuple[str, str], str] = {}
    for source in taking.project.sources:
        _values(taking, names, given, taking.subjects.get(source.guid, ""), source.guid, source.values)
    for case in taking.project.cases:
        subject = taking.subjects.get(case.guid, "")
        if not subject and len(case.sources) == 1:
            subject = taking.subjects.get(case.sources[0], "")
        _values(taking, names, given, subject, case.guid, case.values)
    taking.records["attribute"] += [
        Attribute(subject, name, value)
        for (subject, name), value in sorted(given.items(), key=lambda item: (natural(item[0][0]), natural(item[0][1])))
    ]


def _values(
    taking: Taking,
    names: dict[str, str],
    given: dict[tuple[str, str], str],
    subject: str,
    guid: str,
    values: tuple[Value, ...],
) -> None:
    kept = []
    for value in values:
        place = subject, names.get(value.variable, "")
        text = sound(value.value)
        if subject.partition(":")[0] in DESCRIBED and place[1] and given.setdefault(place, text) == text:
            continue
        kept.append(value)
    if kept:
        taking.keep(guid, "Values", {"values": data_of(kept)})
        taking.became("VariableValue", "kept", len(kept))
        taking.account.remark(
            N_("{count} values are kept for export, and not shown: what they say of has no attributes here."),
            count=len(kept),
        )

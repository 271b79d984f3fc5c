"""What taking another version of an adopted framework would do to a study: read from the study, written nowhere."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.actions.rules import strained_items
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, NotFound, Refused, Translate, filled, quoted
from spanveld.model.framework import Framework
from spanveld.model.framework_diff import differences
from spanveld.model.succession import ITEM, KIND, Move, Succession, sort_of
from spanveld.store.work import Row, Work

__all__ = ["JUDGED", "MappingFaults", "adopted", "code_rows", "names_after", "plan_succession"]

JUDGED = {
    "assessment": ("case_id", "sub_case_id", "wave_id"),
    "judgement": ("case_id", "sub_case_id", "wave_id", "sub_dimension", "assessor_id", "round"),
    "judgement_evidence": (
        "case_id",
        "sub_case_id",
        "wave_id",
        "sub_dimension",
        "assessor_id",
        "round",
        "subject_kind",
        "subject_id",
    ),
}
"""What makes a row of these unique beside its dimension, the case first."""


class MappingFaults(Refused):
    """A mapping that names what is not there; ``faults`` holds all: a msgid and what fills it."""

    def __init__(self, faults: Collection[tuple[str, Mapping[str, object]]]) -> None:
        self.faults = tuple(faults)
        super().__init__(N_("Faults in the mapping: {count}. Nothing was written."), count=len(self.faults))

    def text(self, translate: Translate = lambda message: message) -> str:
        """One line a fault, then how many there are."""
        return "\n".join(
            [*(filled(message, values, translate) for message, values in self.faults), super().text(translate)]
        )


@dataclass(frozen=True, slots=True)
class _Use:
    """How often a study uses each name of a framework: rows by table."""

    codes: Mapping[str, Counter[str]]
    kinds: Mapping[str, int]
    items: Mapping[str, int]

    def counts(self) -> dict[str, int]:
        """Name -> rows, of everything that has a name."""
        return {**{name: rows.total() for name, rows in self.codes.items()}, **self.kinds, **self.items}

    def judged(self, name: str) -> int:
        """The findings, vignettes and judgements about what has this name: only a dimension can have any."""
        return sum(
            self.codes.get(name, Counter())[table] for table in ("finding", "vignette", "anchor_example", *JUDGED)
        )


def adopted(work: Work, framework: Framework) -> Row:
    """The row of the framework as the study has it; NotFound where it was not adopted."""
    row = work.one("framework", identifier=framework.id)
    if row is None:
        known = ", ".join(name for (name,) in work.values("framework", "identifier"))
        if not known:
            raise NotFound(N_("This study has adopted no framework yet; adopt one first: spanveld frameworks adopt."))
        raise NotFound(
            N_("This study has not adopted a framework '{name}'; it has: {known}."), name=framework.id, known=known
        )
    return row


def code_rows(work: Work, framework_id: int) -> dict[str, Row]:
    """``layer/code`` -> row, of all layers of a framework (the study's own codes in them too)."""
    found = {}
    for layer in work.rows("layer", framework_id=framework_id):
        for code in work.rows("code", layer_id=layer["id"]):
            found[f"{layer['identifier']}/{code['identifier']}"] = code
    return found


def names_after(work: Work, framework: Framework, codes: Mapping[str, Row], mapping: Mapping[str, str]) -> set[str]:
    """The codes that the layers of this version will have: its own, the sub-cases, and the study's in layers that stay open.

    ``codes`` are those that the layers have now; one of the study's own that ``mapping`` sends elsewhere does not stay.
    """
    sub_cases = [name for (name,) in work.values("sub_case", "identifier")]
    open_layers = {layer.id for layer in framework.layers if layer.open and layer.role != "sub_case"}
    own = {name for name, code in codes.items() if code["origin"] == "study" and name.partition("/")[0] in open_layers}
    moved = {name for name, to in mapping.items() if to != name}
    return (
        given_names(framework)
        | {f"{layer.id}/{name}" for layer in framework.with_role("sub_case") for name in sub_cases}
        | (own - moved)
    )


def given_names(framework: Framework) -> set[str]:
    """``layer/code`` of every code that the framework itself has."""
    return {f"{layer.id}/{code.id}" for layer in framework.layers for code in layer.codes}


def plan_succession(work: Work, framework: Framework, mapping: Mapping[str, str]) -> Succession:
    """What taking this version would do to the study; nothing is written.

    Refused where the study has this version already, or the mapping names what the study or the version does not have.
    """
    row = adopted(work, framework)
    old = parse_framework(row["body"], row["identifier"])
    _check_newness(old, framework)
    codes = code_rows(work, row["id"])
    after = names_after(work, framework, codes, mapping)
    _check_mapping(mapping, set(codes) | _others(old), after | _others(framework))
    use = _use_of(work, old, codes)
    counts = use.counts()
    final = {code["id"]: mapping.get(name, name) for name, code in codes.items()}
    here = after | _others(framework)
    return Succession(
        framework=framework.id,
        old=old.version,
        new=framework.version,
        differences=tuple(differences(old, framework)),
        moves={name: Move(to, counts.get(name, 0)) for name, to in mapping.items() if to != name},
        dropped=tuple(name for name in codes if name not in here and name not in mapping and not counts[name]),
        absorbed=_absorbed(framework, codes, mapping),
        stranded=_stranded(framework, use, mapping, here),
        doubled=_doubled(work, framework, final),
        judged_twice=_judged_twice(work, final),
    )


def _check_newness(old: Framework, new: Framework) -> None:
    if old.digest == new.digest:
        raise Refused(N_("The study has exactly this version {version} of '{framework}' already."), **_named(new))
    if old.version == new.version:
        raise Refused(
            N_(
                "The study has version {version} of '{framework}' already, with another text; give the changed file a new version."
            ),
            **_named(new),
        )


def _named(framework: Framework) -> dict[str, Any]:
    return {"version": framework.version, "framework": framework.id}


def _others(framework: Framework) -> set[str]:
    """The names of its kinds of findings and of its items."""
    return {KIND + kind.id for kind in framework.finding_kinds} | {ITEM + item.id for item in framework.catalogue}


def _check_mapping(mapping: Mapping[str, str], known: Collection[str], new: Collection[str]) -> None:
    faults = [fault for name, to in mapping.items() for fault in _faults(name, to, known, new)]
    if faults:
        raise MappingFaults(faults)


def _faults(
    name: str, to: str, known: Collection[str], new: Collection[str]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    if name not in known:
        yield (
            N_("{name}: is not in the study's version; known is {near}"),
            {"name": quoted(name), "near": _near(name, known)},
        )
    if not to:
        yield N_("{name}: nothing stands behind it; write the name in the new version"), {"name": quoted(name)}
    elif sort_of(to) != sort_of(name):
        yield N_("{name}: {to} is something of another sort"), {"name": quoted(name), "to": quoted(to)}
    elif to not in new:
        values = {"name": quoted(name), "to": quoted(to), "near": _near(to, new)}
        yield N_("{name}: {to} is not in the new version; known is {near}"), values


def _near(name: str, known: Collection[str]) -> str:
    """The known names of this sort that are most like it; all, where none is and they are few."""
    same = sorted(other for other in known if sort_of(other) == sort_of(name))
    return ", ".join(difflib.get_close_matches(name, same, n=3, cutoff=0.75) or same[:6]) or "-"


def _use_of(work: Work, old: Framework, codes: Mapping[str, Row]) -> _Use:
    names = {code["id"]: name for name, code in codes.items()}
    found: dict[str, Counter[str]] = {name: Counter() for name in codes}
    for (number,) in work.values("coding", "code_id", code_id=list(names)):
        found[names[number]]["coding"] += 1
    for table in ("finding", "vignette", *JUDGED):
        for (number,) in work.values(table, "dimension_id", dimension_id=list(names)):
            found[names[number]][table] += 1
    for (number,) in work.values("anchor_example", "dimension_id", dimension_id=list(names)):
        found[names[number]]["anchor_example"] += 1
    for (number,) in work.values("matrix_cell", "code_id", code_id=list(names)):
        found[names[number]]["matrix_cell"] += 1
    for (number,) in work.values("memo", "subject_id", subject_kind="code", subject_id=list(names)):
        found[names[number]]["memo"] += 1
    kinds = Counter(KIND + kind for (kind,) in work.values("finding", "kind", dimension_id=list(names)))
    known = {f"{old.id}:{item.id}": ITEM + item.id for item in old.catalogue}
    cited = [
        *work.values("finding_link", "item", item=list(known)),
        *work.values("matrix_cell", "rule", rule=list(known)),
    ]
    items = Counter(known[item] for item in [*(item for (item,) in cited), *strained_items(work)] if item in known)
    return _Use(found, kinds, items)


def _stranded(framework: Framework, use: _Use, mapping: Mapping[str, str], here: Collection[str]) -> dict[str, int]:
    """Names in use that lead nowhere, or of which findings and judgements would hang on what is no dimension."""
    dimensions = {
        f"{layer.id}/{code}" for layer in framework.with_role("dimension") for code in _codes_in(layer.id, here)
    }
    found = {}
    for name, count in use.counts().items():
        to, judged = mapping.get(name, name), use.judged(name)
        if count and to not in here:
            found[name] = count
        elif judged and to not in dimensions:
            found[name] = judged
    return found


def _codes_in(layer: str, names: Collection[str]) -> list[str]:
    return [name.partition("/")[2] for name in names if name.partition("/")[0] == layer]


def _absorbed(framework: Framework, codes: Mapping[str, Row], mapping: Mapping[str, str]) -> tuple[str, ...]:
    given = given_names(framework)
    return tuple(
        name
        for name, code in codes.items()
        if code["origin"] != "framework" and name in given and mapping.get(name, name) == name
    )


def _doubled(work: Work, framework: Framework, final: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    """Exclusive layer -> passages on which a coder would have two codes of it; ``final`` says where each code goes."""
    exclusive = {layer.id for layer in framework.layers if layer.exclusive}
    held: dict[tuple[str, int, int | None], set[str]] = defaultdict(set)
    for passage, coder, code in work.values("coding", "passage_id", "coder_id", "code_id", code_id=list(final)):
        layer = final[code].partition("/")[0]
        if layer in exclusive:
            held[layer, passage, coder].add(final[code])
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for (layer, passage, _), names in held.items():
        if len(names) > 1:
            found[layer][passage] = None
    return {
        layer: tuple(work.values("passage", "identifier", id=number)[0][0] for number in sorted(passages))
        for layer, passages in found.items()
    }


def _judged_twice(work: Work, final: Mapping[int, str]) -> tuple[str, ...]:
    """The names on which two judgements (or their evidence) with one key would come together; a case left out is the only one."""
    cases = [number for (number,) in work.values("case", "id")]
    only = cases[0] if len(cases) == 1 else None
    found: dict[str, None] = {}
    for table, key in JUDGED.items():
        seen: Counter[tuple[Any, ...]] = Counter()
        for dimension, case, *rest in work.values(table, "dimension_id", *key, dimension_id=list(final)):
            seen[final[dimension], only if case is None else case, *rest] += 1
        found |= {place[0]: None for place, count in seen.items() if count > 1}
    return tuple(found)

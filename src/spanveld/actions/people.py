"""Cases, sub-cases, waves, coders, parties and participants: what a study is about, and who takes part in it."""

from __future__ import annotations

from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.things import DependantsRefusal, add, edit
from spanveld.model.errors import N_, Refused
from spanveld.store.dependants import Removal, removal_of
from spanveld.store.work import Work

__all__ = ["add_thing", "check_cases", "edit_thing", "remove_thing"]

BELONG_TO_CASE = {"finding", "source", "sub_case", "vignette"}
"""What would seem to be of the remaining case, were its own removed: with one case in a study, the case may be left out."""
KINDS_HERE = ("case", "sub_case", "wave", "coder", "party", "participant")


def add_thing(work: Work, kind: str, identifier: str = "", /, **values: Any) -> str:
    """Add a case, sub-case, wave, coder, party or participant; gives its identifier."""
    if kind == "case":
        _name_the_only_case(work)
    name = add(work, kind, identifier, **values)
    if kind == "sub_case":
        for layer in work.rows("layer", role="sub_case"):
            position, label = work.count("code", layer_id=layer["id"]), values.get("name", "")
            labels = {"label_en": label, "label_nl": label, "origin": "sub_case"}
            work.insert("code", identifier=name, layer_id=layer["id"], parent_id=None, position=position, **labels)
    work.record(f"add {kind}", [f"{kind}:{name}"])
    return name


def edit_thing(work: Work, kind: str, identifier: str, /, **values: Any) -> None:
    """Change some of what is known of such a thing."""
    number = find(work, kind, identifier)
    edit(work, kind, number, **values)
    if kind == "sub_case" and "name" in values:
        for code in work.rows("code", origin="sub_case", identifier=identifier):
            work.update("code", code["id"], label_en=values["name"], label_nl=values["name"])
    work.record(f"edit {kind}", [f"{kind}:{identifier}"])


def remove_thing(work: Work, kind: str, identifier: str, /, *, with_dependants: bool = False) -> None:
    """Remove such a thing; what rests on it goes along, what only refers to it is cleared, if the person agreed."""
    plans = [removal_of(work, kind, find(work, kind, identifier))]
    if kind == "sub_case":
        plans += [
            removal_of(work, "code", code["id"]) for code in work.rows("code", origin="sub_case", identifier=identifier)
        ]
    counts = sum((plan.rests for plan in plans), Removal().rests)
    if kind == "case" and work.count("case") > 1 and (named := sorted(set(counts) & BELONG_TO_CASE)):
        raise Refused(
            N_("Case '{name}' still has {listed}, which would pass to another case; give these another case first."),
            name=identifier,
            listed=", ".join(f"{table.replace('_', ' ')} ({counts[table]})" for table in named),
        )
    if kind == "coder" and counts:
        raise Refused(
            N_("Coder '{name}' has work in this study, which would lose its author; the coder stays."), name=identifier
        )
    if counts and not with_dependants:
        raise DependantsRefusal(kind, identifier, counts)
    for plan in plans:
        plan.carry_out(work)
    work.record(f"remove {kind}", [f"{kind}:{identifier}"])


def check_cases(work: Work) -> None:
    """Refused where a finding, vignette or judgement leaves its case out though the study has several."""
    if work.count("case") < 2:
        return
    for table in ("finding", "vignette", "judgement", "judgement_evidence", "rule_strain", "assessment"):
        if work.values(table, "id", case_id=None):
            raise Refused(
                N_("The study has several cases: each finding, vignette and judgement must say of which case it is.")
            )


def _name_the_only_case(work: Work) -> None:
    """With a second case, what left its case out belongs to the first from now on in so many words."""
    cases = work.values("case", "id")
    if len(cases) != 1:
        return
    tables = (
        "sub_case",
        "source",
        "finding",
        "vignette",
        "judgement",
        "judgement_evidence",
        "rule_strain",
        "assessment",
    )
    for table in tables:
        for (number,) in work.values(table, "id", case_id=None):
            work.update(table, number, case_id=cases[0][0])

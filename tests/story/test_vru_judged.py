"""The case behind the project, judged by three assessors: blind, laid open, agreed, closed; in Python and at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spanveld.actions.judging_rounds import ClosingRefused
from spanveld.cli.main import program
from spanveld.model.errors import Refused
from spanveld.model.records import Judgement
from spanveld.session import Study, load_study
from tests.conftest import Addresses

pytestmark = pytest.mark.shared
ASSESSORS = ("ann", "ben", "cas")
SCOPE = {
    "object": "the network",
    "perspective": "those who were interviewed",
    "stage": "policy_preparation",
    "relation": "with_partners",
    "fixed_by_law": "that there is a joint arrangement",
    "fixed_by_choice": "who sets the themes",
}
STORY: dict[str, tuple[dict[str, dict[str, Any]], dict[str, Any], dict[str, str]]] = {
    "authorise": (
        {
            "ann": {"best": -3, "low": -4, "high": -2, "grade": "moderate"},
            "ben": {"best": -2, "low": -3, "high": -1, "grade": "moderate"},
            "cas": {"best": -2, "low": -3, "high": -2, "grade": "moderate"},
        },
        {"best": -2, "low": -3, "high": -1, "tension_strength": "strong", "grade": "moderate"},
        {"finding:T4.B": "supports", "finding:T4.P1": "qualifies"},
    ),
    "perform": (
        {
            "ann": {"best": -1, "low": -2, "high": 0, "grade": "low"},
            "ben": {"answer": "cannot_judge", "reason": "thin: a single indication"},
            "cas": {"best": -2, "low": -3, "high": 0, "grade": "low"},
        },
        {"best": -1, "low": -3, "high": 0, "tension_strength": "visible", "grade": "low"},
        {"finding:T5.H1": "supports"},
    ),
    "flexibilise": (
        {
            "ann": {"best": -2, "low": -3, "high": -1, "grade": "moderate"},
            "ben": {"best": -3, "low": -4, "high": -2, "grade": "low"},
            "cas": {"best": -2, "low": -3, "high": -1, "grade": "moderate"},
        },
        {"best": -2, "low": -3, "high": -1, "tension_strength": "strong", "grade": "moderate"},
        {"finding:T6.H2": "supports", "finding:T6.H1": "qualifies"},
    ),
}
"""Dimension -> marks of the blind round, what was agreed, and what that links."""
GROUND = {
    "method": "minor: one interviewer",
    "coherence": "minor: some point the other way",
    "adequacy": "moderate: few voices on some points",
    "relevance": "moderate: the councils were not heard",
    "rationale": "What was said leans this way, with the reservations above.",
}


@pytest.fixture
def address(files: Addresses) -> str:
    return files()


@pytest.fixture
def study(address: str, shared: Path) -> Iterator[Study]:
    with load_study(address, shared / "cases" / "vru").study as opened:
        for name in ASSESSORS:
            opened.coders.add(name, name=name.title(), role="researcher")
        yield opened.as_("ann")


def rated(study: Study, dimension: str) -> str:
    """The blind round of a dimension, each assessor in turn; nobody sees another's mark until all are there."""
    marks, agreed, links = STORY[dimension]
    name = study.judgements.open(
        dimension, case="VRU", wave="2018", assessors=ASSESSORS, scope=SCOPE, assessment=dimension
    )
    study.judgements.start(name)
    for coder, values in marks.items():
        with pytest.raises(Refused, match="still to come"):
            study.judgements.reveal(name)
        study.as_(coder).judgements.mark(name, **values)
        for other in set(ASSESSORS) - {coder}:
            seen = [mark for mark in study.as_(other).judgements.of(name).parts[0].marks if mark.assessor == coder]
            assert [(mark.sealed, mark.best, mark.answer, mark.grade) for mark in seen] == [(True, None, "", "")]
    study.judgements.reveal(name)
    study.judgements.agree(name, **agreed, **GROUND, evidence=links)
    return name


def test_authorise_and_flexibilise_end_left_perform_leans_left_on_weak_evidence_and_nothing_ends_right(
    study: Study,
) -> None:
    for dimension in STORY:
        name = rated(study, dimension)
        if dimension == "perform":
            study.judgements.link(name, "passage:K121", "contradicts", agreed=True)
        study.judgements.close(name)
    found = {line.dimension: line for line in study.judgements.all().assessments}
    agreed = {dimension: line.agreed for dimension, line in found.items()}
    assert {name: mark.band for name, mark in agreed.items() if mark} == {
        "authorise": "te weinig",
        "perform": "neigt naar te weinig",
        "flexibilise": "te weinig",
    }
    assert agreed["perform"] is not None
    assert agreed["perform"].grade == "low"
    assert all(mark is not None and mark.best is not None and mark.best < 0 for mark in agreed.values())
    given = [one for one in study.content().of(Judgement) if one.round == "1"]
    assert len(given) == 9
    assert [(one.dimension, one.assessor) for one in given if one.answer] == [("perform", "ben")]
    assert not [one for one in study.content().of(Judgement) if (one.best or 0) > 0 or (one.high or 0) > 0]
    assert {line.phase for line in found.values()} == {"closed"}


def test_perform_is_not_closed_without_contrary_evidence_or_a_logged_search(study: Study) -> None:
    name = rated(study, "perform")
    with pytest.raises(ClosingRefused) as caught:
        study.judgements.close(name)
    assert [lack.rule for lack in caught.value.lacks] == ["contrary"]
    found = study.judgements.log_search(name, "finding:T5.H1 and stance:contradicts")
    assert found == 4
    with pytest.raises(ClosingRefused):
        study.judgements.close(name)
    study.judgements.link(name, "passage:K130", "contradicts", agreed=True)
    study.judgements.close(name)
    assert [item.identifier for item in study.judgements.of(name).evidence_against] == ["K130"]


def test_the_evidence_of_a_dimension_is_in_view_and_what_changes_in_it_after_closing_is_seen(study: Study) -> None:
    name = rated(study, "perform")
    view = study.judgements.of(name)
    assert [item.identifier for item in view.evidence_for] == ["T5.H1"]
    assert {item.identifier for item in view.not_weighed} == {"T5.P1", "T5.P2", "T5.H2", "T5.H3", "T5.B"}
    against = [passage.identifier for passage in view.evidence_for[0].passages if passage.stance == "contradicts"]
    assert against == ["K120", "K121", "K130", "K131"]
    study.judgements.link(name, "passage:K121", "contradicts", agreed=True)
    study.judgements.close(name)
    assert study.judgements.of(name).stale == ()
    study.evidence.remove("T5.H1", "K117")
    study.evidence.add("T5.P2", "K117", "supports")
    study.evidence.edit("T5.P1", "K040", stance="qualifies")
    study.findings.edit("T5.H2", statement="Said in other words.")
    changes = [(one.change, one.subject, one.finding) for one in study.judgements.of(name).stale]
    assert changes == [
        ("changed", "finding:T5.H2", ""),
        ("changed", "passage:K040", "T5.P1"),
        ("went", "passage:K117", "T5.H1"),
        ("came", "passage:K117", "T5.P2"),
    ]
    assert study.judgements.all().assessments[0].stale == 4


# ---------------------------------------------------------------------- the same at the command line
@pytest.fixture
def judge(study: Study, address: str) -> Callable[..., Result]:
    study.close()

    def judge(verb: str, *words: str, coder: str = "ann") -> Result:
        group = ["judge", verb] if verb != "judgements" else [verb]
        return CliRunner().invoke(
            program, [*group, address, *words, "--as", coder], env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": None}
        )

    return judge


def options(values: dict[str, Any]) -> list[str]:
    """Values of a mark as options of a command."""
    names = {"tension_strength": "strength"}
    return [word for name, value in values.items() for word in (f"--{names.get(name, name)}", str(value))]


def test_commands_carry_the_same_assessment_to_the_same_end(judge: Callable[..., Result]) -> None:
    marks, agreed, links = STORY["perform"]
    scope = [word for question, answer in SCOPE.items() for word in ("--scope", f"{question}={answer}")]
    people = [word for name in ASSESSORS for word in ("--assessor", name)]
    assert judge("open", "perform", "--wave", "2018", "--id", "perform", *people, *scope).exit_code == 0
    assert judge("start", "perform").exit_code == 0
    for coder, values in marks.items():
        assert judge("reveal", "perform").exit_code == 2
        assert judge("mark", "perform", *options(values), coder=coder).exit_code == 0
    assert judge("reveal", "perform").exit_code == 0
    linked = [word for subject, stance in links.items() for word in ("--evidence", f"{subject}={stance}")]
    assert judge("agree", "perform", *options({**agreed, **GROUND}), *linked).exit_code == 0
    refused = judge("close", "perform")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines() == [
        "Nothing that contradicts or qualifies it is linked to the agreed judgement, and no logged search says that there is none.",
        "Assessment 'perform' stays open.",
    ]
    words = ("finding:T5.H1 and stance:contradicts", "--note", "All four are about other work.")
    assert judge("search", "perform", *words).stdout == "Passages found: 4. The search is kept.\n"
    assert judge("close", "perform").exit_code == 0
    found = json.loads(judge("judgements", "perform", "--json").stdout)
    assert (found["phase"], found["parts"][0]["agreed"]["best"]) == ("closed", -1)
    assert [mark["answer"] for mark in found["parts"][0]["marks"]] == ["", "cannot_judge", ""]
    assert {mark["round"] for mark in found["parts"][0]["marks"]} == {"1"}

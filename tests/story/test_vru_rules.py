"""Rules of the game and expectations on the case of the thesis, held against its files read by themselves."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from spanveld.session import Study, load_study

pytestmark = pytest.mark.shared

HOUSE = "governance-tensions"


@pytest.fixture(scope="module")
def links(shared: Path) -> dict[str, list[dict[str, object]]]:
    """The first linkage of pain points, rules and handlings, as its file has it."""
    found: dict[str, list[dict[str, object]]] = yaml.safe_load(
        (shared / "domain" / "rules_links.yaml").read_text("utf-8")
    )
    return found


@pytest.fixture(scope="module")
def study(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path = tmp_path_factory.mktemp("vru") / "vru.spanveld"
    with load_study(path, str(shared / "cases" / "vru")).study as found:
        yield found


@pytest.fixture(scope="module")
def evidence(shared: Path) -> dict[str, dict[str, set[str]]]:
    """Finding -> stance -> passages, as the study folder has them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (shared / "cases" / "vru" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["finding"]][row["stance"]].add(row["passage"])
    return found


def test_the_matrix_starts_from_the_proposed_links_and_decides_none(
    study: Study, links: dict[str, list[dict[str, object]]]
) -> None:
    matrix = study.rules.matrix()
    proposed = [strain for point in matrix.points for strain in point.strains]
    assert {strain.state for strain in proposed} == {"proposed"}
    said = {(strain.link, strain.pain_point, strain.rule) for strain in proposed}
    assert said == {
        tuple(f"{HOUSE}:{link[name]}" for name in ("id", "pain_point", "strains")) for link in links["links"]
    }
    by_link = {strain.link: strain for strain in proposed}
    for link in links["links"]:
        strain = by_link[f"{HOUSE}:{link['id']}"]
        assert [one.handling for one in strain.offers] == [f"{HOUSE}:{name}" for name in link["try"]]  # type: ignore[attr-defined]
        assert strain.tips_over is not None
        side = "+" if strain.tips_over.side > 0 else "-"
        assert f"{strain.tips_over.dimension}.{strain.tips_over.part}{side}" == link["tips_over"]
    assert [rule.rule for rule in matrix.rules] == [f"{HOUSE}:{rule['id']}" for rule in links["rules"]]
    going = {f"{HOUSE}:{one['id']}" for one in links["handlings"] if one.get("keeps_going")}
    assert going
    assert not going & {one.handling for strain in proposed for one in strain.offers}
    assert not going & {one.handling for one in matrix.catalogue}
    assert len(matrix.catalogue) == len(links["handlings"]) - len(going)


def test_before_anything_is_linked_all_that_was_found_is_unexpected(study: Study) -> None:
    part = study.expectations()
    assert [one.finding for one in part.unexpected] == ["T4.P1", "T4.P2", "T5.P1", "T5.P2", "T6.P1", "T6.P2", "T6.P3"]
    assert (len(part.found), len(part.not_found)) == (0, 13)
    assert {one.outcome for one in part.propositions} == {"open"}


def test_findings_that_are_a_pain_point_of_the_framework_bring_their_passages(
    study: Study, links: dict[str, list[dict[str, object]]], evidence: dict[str, dict[str, set[str]]]
) -> None:
    matched = {str(one["id"]): one["findings"] for one in links["pain_points"] if one.get("findings")}
    for item, findings in matched.items():
        for name in findings:  # type: ignore[attr-defined]
            study.findings.link(name, "matches", f"{HOUSE}:{item}")
    study.findings.link("T4.H1", "responds_to", "T4.P1")
    study.findings.link("T4.P1", "reinforces", "T5.P1")
    points = {point.pain_point: point for point in study.rules.matrix().points}
    for item, findings in matched.items():
        point = points[f"{HOUSE}:{item}"]
        assert [found.finding for found in point.findings] == findings
        passages = {passage for name in findings for its in evidence[name].values() for passage in its}
        assert {row.passage for row in study.find(point.query, limit=None).rows} == passages
        for found in point.findings:
            by_stance = {one.stance: set() for one in found.passages}  # type: dict[str, set[str]]
            for one in found.passages:
                by_stance[one.stance].add(one.passage)
            assert by_stance == evidence[found.finding]
    assert [found.finding for found in points[f"{HOUSE}:E1"].handled_by] == ["T4.H1"]
    part = study.expectations()
    assert {one.possible.item for one in part.found} == {f"{HOUSE}:{item}" for item in matched}
    assert [one.finding for one in part.unexpected] == ["T4.P2", "T5.P2", "T6.P2"]
    (tie,) = [tie for row in study.rules.between().cells for cell in row for tie in cell.links]
    assert (tie.finding.finding, tie.relation, tie.to.finding) == ("T4.P1", "reinforces", "T5.P1")
    assert {one.passage for one in tie.to.passages} == set().union(*evidence["T5.P1"].values())

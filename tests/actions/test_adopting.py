"""Adopting a framework, and taking another version of one: nothing that was coded or stated is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from spanveld.actions.adopting import SuccessionRefused
from spanveld.actions.succession import MappingFaults
from spanveld.formats.framework_file import shipped_named
from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import NotFound, Refused
from spanveld.model.framework import Framework
from spanveld.model.records import Code, Coding, Finding, FindingLink, Judgement, Memo, Passage, RuleStrain
from spanveld.model.succession import Move
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import dump, put, reading_room, sample
from tests.versions import add_code, changed, drop_code, drop_kind, flag, relabel, rename_code, rename_layer
from tests.whole import assert_whole

HOUSE = shipped_named("governance-tensions@1")
ROOM = reading_room()


@pytest.fixture
def study(addresses: Addresses) -> Iterator[Study]:
    """A study of a reading room that has adopted the house framework and one of five dimensions; ann acts."""
    with put(addresses(), sample(), "ann") as opened:
        yield opened


@pytest.fixture
def demo(addresses: Addresses) -> Iterator[Study]:
    """The study that comes with the program."""
    with as_file(files("spanveld") / "demo" / "study") as folder:
        content = read_folder(folder).content
    with put(addresses(), content, "lotte") as opened:
        yield opened


def codes_of(study: Study, passage: str) -> set[str]:
    """What a passage is coded with."""
    return {f"{coding.layer}/{coding.code}" for coding in study.content().of(Coding) if coding.passage == passage}


def kinds(study: Study) -> dict[str, str]:
    """The kind of each finding."""
    return {finding.finding: finding.kind for finding in study.content().of(Finding)}


# ---------------------------------------------------------------------- adopting
def test_a_study_gets_the_layers_and_codes_of_what_it_adopts(demo: Study, tmp_path: Path) -> None:
    demo.theory.adopt(shipped_named("emerson-2012@1"))
    assert [item.id for item in demo.frameworks()] == ["governance-tensions", "emerson-2012"]
    passage = demo.content().of(Passage)[0].passage
    layer = shipped_named("emerson-2012@1").layers[0]
    demo.codings.add(passage, f"{layer.id}/{layer.codes[0].id}")
    assert_whole(demo, tmp_path / "out")


def test_undo_of_adopting_restores_every_row(demo: Study) -> None:
    before = dump(demo)
    demo.theory.adopt(ROOM)
    assert dump(demo) != before
    demo.undo()
    assert dump(demo) == before


def test_a_framework_is_adopted_once(study: Study) -> None:
    with pytest.raises(Refused, match="'five-dimensions' already; take a newer version"):
        study.theory.adopt(ROOM)


def test_a_framework_with_the_name_of_an_own_layer_is_refused(study: Study) -> None:
    clashing = changed(ROOM, "1.0.0", lambda data: data.update(id="other"), rename_code("", "moment", "mood"))
    before = dump(study)
    with pytest.raises(Refused, match="layers of its own with the names of this framework's: mood"):
        study.theory.adopt(clashing)
    assert dump(study) == before


def test_names_that_two_frameworks_have_are_qualified_in_a_saved_folder(study: Study, tmp_path: Path) -> None:
    study.theory.adopt(
        changed(ROOM, "1.0.0", lambda data: data.update(id="annex"), relabel("quality", "light", "daylight"))
    )
    study.codings.add("P2", "annex/quality/light")
    study.findings.add("annex/light", "strength", "Daglicht.")
    assert_whole(study, tmp_path / "out")
    codings = (tmp_path / "out" / "codings.csv").read_text(encoding="utf-8")
    assert "annex/quality,light" in codings
    assert "five-dimensions/quality,light" in codings
    assert "annex/light" in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "out" / "frameworks").iterdir()) == [
        "annex.yaml",
        "five-dimensions.yaml",
    ]


# ---------------------------------------------------------------------- taking another version
def test_labels_codes_and_order_follow_the_new_version(study: Study, tmp_path: Path) -> None:
    newer = changed(
        HOUSE,
        "1.1.0",
        relabel("kind", "handling", "answer"),
        add_code("stage", "evaluation"),
        drop_code("relation", "with_citizens"),
    )
    plan = study.theory.take(newer)
    assert plan.possible
    assert [str(change) for change in plan.differences] == [
        "~ code kind/handling: label",
        "- code relation/with_citizens",
        "+ code stage/evaluation",
    ]
    assert plan.dropped == ("relation/with_citizens",)
    study.codings.add("P3", "stage/evaluation")
    with pytest.raises(NotFound):
        study.codings.add("P3", "relation/with_citizens")
    assert study.frameworks()[0].version == "1.1.0"
    assert_whole(study, tmp_path / "out")
    assert (tmp_path / "out" / "frameworks" / "governance-tensions.yaml").read_text(encoding="utf-8") == newer.text


def test_everything_moves_with_a_code_that_a_mapping_renames(study: Study, tmp_path: Path) -> None:
    newer = changed(HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"))
    plan = study.theory.take(newer, {"tension/authorise": "tension/mandate"})
    assert plan.moves == {"tension/authorise": Move("tension/mandate", 8)}
    assert codes_of(study, "P1") >= {"tension/mandate"}
    content = study.content()
    assert "mandate" in {finding.dimension for finding in content.of(Finding)}
    assert "mandate" in {judgement.dimension for judgement in content.of(Judgement)}
    assert "authorise" not in {record.dimension for record in (*content.of(Finding), *content.of(Judgement))}
    assert_whole(study, tmp_path / "out")


def test_undo_takes_a_version_back_row_by_row_and_redo_takes_it_again(study: Study) -> None:
    newer = changed(
        HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"), drop_code("relation", "with_citizens")
    )
    before = dump(study)
    study.theory.take(newer, {"tension/authorise": "tension/mandate"})
    after = dump(study)
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after


def test_undo_is_refused_where_someone_coded_with_the_new_version_since(study: Study) -> None:
    study.theory.take(changed(HOUSE, "1.1.0", add_code("stage", "evaluation")))
    study._actor = "ben"
    study.codings.add("P3", "stage/evaluation")
    study._actor = "ann"
    with pytest.raises(Refused, match="things made since rest on it"):
        study.undo()


def test_what_would_be_left_without_a_code_is_refused_with_the_list_and_nothing_is_written(study: Study) -> None:
    newer = changed(
        HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"), rename_code("tension", "perform", "deliver")
    )
    before, head = dump(study), study.journal().head
    with pytest.raises(SuccessionRefused) as refused:
        study.theory.take(newer)
    assert str(refused.value).splitlines() == [
        "tension/authorise (used: 8) has no place in the new version; map it (--write-mapping FILE begins a mapping).",
        "tension/perform (used: 1) has no place in the new version; map it (--write-mapping FILE begins a mapping).",
        "Version 2.0.0 of 'governance-tensions' was not taken; nothing was written.",
    ]
    assert dump(study) == before
    assert study.journal().head == head


def test_a_preview_says_the_same_and_writes_nothing(study: Study) -> None:
    newer = changed(HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"))
    before, head = dump(study), study.journal().head
    plan = study.theory.preview(newer)
    assert not plan.possible
    assert plan.stranded == {"tension/authorise": 8}
    assert study.theory.preview(newer, {"tension/authorise": "tension/mandate"}).possible
    assert dump(study) == before
    assert study.journal().head == head


def test_a_kind_of_finding_that_is_used_needs_a_place_too(study: Study, tmp_path: Path) -> None:
    newer = changed(ROOM, "2.0.0", drop_kind("weakness"))
    assert study.theory.preview(newer).stranded == {"finding_kind:weakness": 1}
    with pytest.raises(SuccessionRefused, match="finding_kind:weakness"):
        study.theory.take(newer)
    study.theory.take(newer, {"finding_kind:weakness": "finding_kind:remedy"})
    assert kinds(study)["F2"] == "remedy"
    assert_whole(study, tmp_path / "out")


def test_an_item_that_a_finding_is_linked_to_needs_a_place_too(study: Study, tmp_path: Path) -> None:
    item, other = "dim_corner", "dark_corner"
    newer = changed(ROOM, "2.0.0", rename_code("", item, other))
    assert study.theory.preview(newer).stranded == {
        f"item:{item}": 2
    }  # a link, and a decision on a rule that it strains
    study.theory.take(newer, {f"item:{item}": f"item:{other}"})
    assert f"five-dimensions:{other}" in {strain.pain_point for strain in study.content().of(RuleStrain)}
    assert [link.to for link in study.content().of(FindingLink) if ":" in link.to] == [f"five-dimensions:{other}"]
    assert_whole(study, tmp_path / "out")


def test_two_codes_of_an_exclusive_layer_become_one(study: Study, tmp_path: Path) -> None:
    study.codings.add("P3", "tension/flexibilise")
    newer = changed(HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"))
    study.theory.take(newer, {"tension/authorise": "tension/mandate", "tension/flexibilise": "tension/mandate"})
    assert "tension/mandate" in codes_of(study, "P1") & codes_of(study, "P3")
    assert_whole(study, tmp_path / "out")


def test_a_coding_that_a_passage_would_have_twice_is_kept_once(study: Study) -> None:
    study.codings.add("P5", "stage/execution")
    study.codings.add("P5", "stage/decision")
    study.theory.take(
        changed(HOUSE, "1.0.1", relabel("stage", "decision", "choice")), {"stage/execution": "stage/decision"}
    )
    assert [f"{c.layer}/{c.code}" for c in study.content().of(Coding) if c.passage == "P5"].count("stage/decision") == 1


def test_codes_can_change_places_at_one_stroke(study: Study) -> None:
    study.judgements.remove("A1", with_dependants=True)  # its parts would be those of another dimension
    study.judgements.unpin("authorise", -2, "P1", sub_dimension="inclusion")
    study.codings.add("P3", "tension/perform")
    swapped = {"tension/authorise": "tension/perform", "tension/perform": "tension/authorise"}
    study.theory.take(changed(HOUSE, "1.0.1", relabel("tension", "perform", "x")), swapped)
    assert "tension/perform" in codes_of(study, "P1")
    assert "tension/authorise" in codes_of(study, "P3")
    assert {f.finding: f.dimension for f in study.content().of(Finding)} == {
        "F1": "perform",
        "F2": "light",
        "F3": "authorise",
    }


def test_a_mapping_that_gives_a_passage_two_exclusive_codes_is_refused_with_the_passages(study: Study) -> None:
    study.codings.add("P1", "stage/execution")
    newer = changed(HOUSE, "2.0.0", rename_code("stage", "execution", "doing"))
    before = dump(study)
    mapping = {"stage/execution": "tension/flexibilise"}
    assert study.theory.preview(newer, mapping).doubled == {"tension": ("P1",)}
    with pytest.raises(SuccessionRefused, match=r"Layer 'tension' takes one code per passage and coder.*: P1\."):
        study.theory.take(newer, mapping)
    assert dump(study) == before


def test_a_layer_becomes_exclusive_only_where_no_passage_has_two_of_its_codes(study: Study) -> None:
    study.codings.add("P5", "stage/execution")
    newer = changed(HOUSE, "2.0.0", flag("stage", exclusive=True))
    assert study.theory.preview(newer).possible
    study.codings.add("P5", "stage/decision")
    assert study.theory.preview(newer).doubled == {"stage": ("P5",)}


def test_two_judgements_of_one_assessor_do_not_come_together(addresses: Addresses) -> None:
    content = sample()
    judged = content.of(Judgement)[0]
    records = {**content.records, "judgement": (*content.of(Judgement), replace(judged, dimension="perform", case=""))}
    with put(addresses(), replace(content, records=records), "ann") as study:
        newer = changed(HOUSE, "2.0.0", rename_code("tension", "authorise", "mandate"))
        mapping = {"tension/authorise": "tension/perform"}
        assert study.theory.preview(newer, mapping).judged_twice == ("tension/perform",)
        with pytest.raises(SuccessionRefused, match="tension/perform would get two judgements of one assessor"):
            study.theory.take(newer, mapping)


def test_findings_go_to_a_dimension_or_nowhere(study: Study) -> None:
    newer = changed(HOUSE, "2.0.0", rename_code("tension", "perform", "deliver"))
    plan = study.theory.preview(newer, {"tension/perform": "stage/decision"})
    assert plan.stranded == {"tension/perform": 1}


def test_codes_of_a_layer_that_goes_or_closes_need_a_place(study: Study) -> None:
    closed = changed(HOUSE, "2.0.0", flag("aspect", open=False))
    assert study.theory.preview(closed).stranded == {"aspect/cold": 4, "aspect/draught": 1, "aspect/frost": 1}
    with pytest.raises(SuccessionRefused):
        study.theory.take(closed)


def test_codes_below_a_code_that_goes_come_below_the_one_that_took_its_place(study: Study, tmp_path: Path) -> None:
    newer = changed(HOUSE, "1.1.0", add_code("aspect", "temperature"))
    study.theory.take(newer, {"aspect/cold": "aspect/temperature"})
    parents = {code.code: code.parent for code in study.content().of(Code)}
    assert "cold" not in parents
    assert parents["frost"] == "temperature"
    assert "code:aspect/temperature" in {memo.subject for memo in study.content().of(Memo)}
    assert_whole(study, tmp_path / "out")


def test_a_code_of_the_study_that_the_new_version_has_too_becomes_the_frameworks(study: Study, tmp_path: Path) -> None:
    newer = changed(HOUSE, "1.1.0", add_code("aspect", "draught", parent="cold"), add_code("aspect", "cold"))
    plan = study.theory.take(newer)
    assert set(plan.absorbed) == {"aspect/cold", "aspect/draught"}
    assert "aspect/draught" in codes_of(study, "P2")
    assert {code.code for code in study.content().of(Code) if code.layer == "aspect"} == {"frost"}
    assert_whole(study, tmp_path / "out")


def test_a_sub_case_layer_can_get_another_name(study: Study, tmp_path: Path) -> None:
    newer = changed(ROOM, "2.0.0", lambda data: next(x for x in data["layers"] if x["id"] == "room").update(id="hall"))
    assert study.theory.preview(newer).stranded == {"room/west": 1}
    study.theory.take(newer, {"room/west": "hall/west"})
    assert "hall/west" in codes_of(study, "P4")
    assert_whole(study, tmp_path / "out")


def test_a_new_layer_may_not_have_the_name_of_an_own_one(study: Study) -> None:
    newer = changed(
        HOUSE,
        "1.1.0",
        lambda data: data["layers"].append({"id": "mood", "role": "none", "label": {"en": "m", "nl": "m"}}),
    )
    before = dump(study)
    with pytest.raises(Refused, match="mood"):
        study.theory.take(newer)
    assert dump(study) == before


def test_dimensions_keep_the_order_of_the_frameworks_when_their_layer_is_renamed(study: Study, tmp_path: Path) -> None:
    order = [table.dimension.dimension for table in study.table().tables]
    newer = changed(HOUSE, "2.0.0", rename_layer("tension", "strain"))
    study.theory.take(newer, {f"tension/{code.id}": f"strain/{code.id}" for code in HOUSE.dimensions()})
    assert [table.dimension.dimension for table in study.table().tables] == order
    assert "strain/authorise" in codes_of(study, "P1")
    assert_whole(study, tmp_path / "out")


def test_five_dimensions_without_kinds_take_a_version_like_any_other(study: Study, tmp_path: Path) -> None:
    newer = changed(ROOM, "2.0.0", rename_code("quality", "light", "brightness"))
    study.theory.take(newer, {"quality/light": "quality/brightness"})
    assert "quality/brightness" in codes_of(study, "P3")
    assert {f.dimension for f in study.content().of(Finding)} == {"authorise", "brightness", "perform"}
    assert_whole(study, tmp_path / "out")


# ---------------------------------------------------------------------- what is refused before anything is looked at
def test_the_version_that_the_study_has_is_not_taken_again(study: Study) -> None:
    with pytest.raises(Refused, match=r"exactly this version 1\.0\.0 of 'governance-tensions' already"):
        study.theory.take(HOUSE)
    with pytest.raises(Refused, match="already, with another text; give the changed file a new version"):
        study.theory.take(changed(HOUSE, "1.0.0", relabel("tension", "perform", "x")))


def test_only_a_framework_that_was_adopted_has_newer_versions(study: Study) -> None:
    with pytest.raises(
        NotFound, match="has not adopted a framework 'emerson-2012'; it has: governance-tensions, five-dimensions"
    ):
        study.theory.take(shipped_named("emerson-2012@1"))


def test_every_fault_of_a_mapping_is_named(study: Study) -> None:
    newer: Framework = changed(HOUSE, "2.0.0", rename_code("tension", "perform", "deliver"))
    mapping = {
        "tension/preform": "tension/deliver",
        "tension/perform": "tension/delivr",
        "tension/authorise": "",
        "stage/decision": "finding_kind:works",
    }
    with pytest.raises(MappingFaults) as refused:
        study.theory.take(newer, mapping)
    assert str(refused.value).splitlines() == [
        "'tension/preform': is not in the study's version; known is tension/perform",
        "'tension/perform': 'tension/delivr' is not in the new version; known is tension/deliver",
        "'tension/authorise': nothing stands behind it; write the name in the new version",
        "'stage/decision': 'finding_kind:works' is something of another sort",
        "Faults in the mapping: 4. Nothing was written.",
    ]

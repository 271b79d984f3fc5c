"""GUIDs: the one given, else one that never changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.exchange.guids import Guids, guid_of, is_guid, normal
from spanveld.model import records
from spanveld.model.names import guid_of as named_guid
from spanveld.model.names import study_guid
from tests.session.samples import sample

GIVEN = "5d3a2b1c-0000-4000-8000-00000000abcd"


def test_a_given_guid_is_kept_in_lower_case_without_braces() -> None:
    passage = records.Passage("P1", "S", 0, 1, guid="{5D3A2B1C-0000-4000-8000-00000000ABCD}")

    assert guid_of("study", "passage", passage) == GIVEN


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_derived_guid_is_the_one_that_renaming_freezes(name: str) -> None:
    code = records.Code("aspect", name)

    assert Guids("study").of("code", code) == named_guid(study_guid("study"), "code", f"aspect/{name}")


def test_what_is_known_by_several_columns_has_them_all_in_its_guid() -> None:
    coding = records.Coding("P1", "aspect", "cold", "ann")
    guids = Guids(sample())
    others = [replace(coding, passage="P2"), replace(coding, code="frost"), replace(coding, coder="ben")]

    assert len({guids.of("coding", one) for one in (coding, *others)}) == 4
    assert guids.of("coding", replace(coding, created="2020")) == guids.of("coding", coding)


def test_names_that_only_together_are_alike_give_different_guids() -> None:
    guids = Guids("study")

    assert guids.named("link", "a\x1fb", "c") != guids.named("link", "a", "b\x1fc")


def test_a_layer_counts_under_its_full_name_so_that_adopting_another_framework_changes_nothing() -> None:
    content = sample()
    alone = replace(content, frameworks=content.frameworks[:1])
    framework = alone.frameworks[0].id

    assert Guids(content).code(f"{framework}/tension", "authorise") == Guids(alone).code("tension", "authorise")


def test_guids_of_files_are_told_from_other_words() -> None:
    assert is_guid(f"{{{GIVEN.upper()}}}")
    assert not is_guid("c001")
    assert normal("{C001}") == "c001"

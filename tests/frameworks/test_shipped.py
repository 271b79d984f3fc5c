"""The frameworks that come with the program: each is sound, speaks both languages and says where it has it from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import spanveld
from spanveld.formats.framework_file import is_as_shipped, read_framework, shipped, shipped_named
from spanveld.model.framework import Framework, FrameworkCode, Item

FOLDER = Path(spanveld.__file__).parent / "frameworks"
FILES = sorted(FOLDER.glob("*/*.yaml"))
FIVE = Path(__file__).parent / "five-dimensions" / "1.0.0.yaml"


def every(framework: Framework) -> pytest.ParameterSet:
    return pytest.param(framework, id=framework.name)


ALL = [every(framework) for framework in shipped()]


@pytest.fixture(scope="module")
def tensions() -> Framework:
    return shipped_named("governance-tensions@1")


def texts(value: object) -> Iterator[dict[str, Any]]:
    """Every text of the file that stands in languages."""
    if isinstance(value, dict):
        if "en" in value or "nl" in value:
            yield value
        for inner in value.values():
            yield from texts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("file", [pytest.param(file, id=f"{file.parent.name}-{file.stem}") for file in FILES])
def test_a_file_stands_where_its_id_and_version_say(file: Path) -> None:
    framework = read_framework(file.read_bytes().decode(), str(file))
    assert (framework.id, framework.version) == (file.parent.name, file.stem)
    assert is_as_shipped(framework)


def test_every_file_in_the_folder_is_shipped() -> None:
    assert len(shipped()) == len(FILES)
    assert {framework.id for framework in shipped()} >= {"governance-tensions"}


@pytest.mark.parametrize("framework", ALL)
def test_every_text_stands_in_dutch_and_english(framework: Framework) -> None:
    assert set(framework.languages) == {"nl", "en"}
    for text in texts(framework.content):
        assert set(text) == {"nl", "en"}
        assert all(text.values())


@pytest.mark.parametrize("framework", ALL)
def test_no_code_and_no_item_lacks_a_label_or_a_source(framework: Framework) -> None:
    codes = [code for layer in framework.layers for code in layer.codes]
    entries: list[FrameworkCode | Item] = [*codes, *framework.items()]
    for entry in entries:
        assert all(entry.labels.get(language) for language in ("nl", "en")), entry.id
        assert entry.sources, entry.id


@pytest.mark.parametrize("framework", ALL)
def test_every_code_says_what_it_means(framework: Framework) -> None:
    for layer in framework.layers:
        for code in layer.codes:
            assert set(code.definition) == {"nl", "en"}, code.id


@pytest.mark.parametrize("framework", ALL)
def test_a_framework_says_what_it_is_and_every_reference_is_used(framework: Framework) -> None:
    assert framework.section("summary")
    references = framework.section("references")
    assert isinstance(references, list)
    unused = [entry["id"] for entry in references if framework.text.count(entry["id"]) == 1]
    assert unused == []


@pytest.mark.parametrize("framework", ALL)
def test_nothing_of_how_it_was_made_stands_in_the_file(framework: Framework) -> None:
    for word in ("T4.", "T5.", "T6.", "domain.yaml", "thesis.txt", "from memory", "corrections"):
        assert word not in framework.text


def test_the_house_framework_has_the_layers_that_coding_needs(tensions: Framework) -> None:
    shape = [(layer.id, layer.role, layer.exclusive, layer.open) for layer in tensions.layers]
    assert shape == [
        ("tension", "dimension", True, False),
        ("kind", "kind", True, False),
        ("aspect", "term", False, True),
        ("sub_case", "sub_case", False, False),
        ("stage", "none", False, False),
        ("relation", "none", False, False),
        ("steering", "lean", True, False),
    ]
    assert tensions.layer("sub_case").from_study
    steering = tensions.layer("steering")
    assert (steering.off_by_default, steering.hidden_when_blind) == (True, True)
    assert [code.side for code in steering.codes] == [-1, 0, 1]


def test_every_code_of_the_house_framework_has_an_example_of_use(tensions: Framework) -> None:
    for layer in tensions.layers:
        for code in layer.codes:
            assert code.examples, code.id


def test_every_dimension_of_the_house_framework_has_drivers_and_pain_points(tensions: Framework) -> None:
    for section, counts in (("drivers", [3, 2, 3]), ("pain_points", [5, 3, 5])):
        found = [item.dimension for item in tensions.items(section)]
        assert [found.count(code.id) for code in tensions.dimensions()] == counts


def test_dimensions_differ_by_hue_letter_and_lane_and_kinds_by_form(tensions: Framework) -> None:
    styles: Any = tensions.section("styles")
    dimensions, kinds = styles["dimensions"], styles["kinds"]
    assert [style["code"] for style in dimensions] == [code.id for code in tensions.dimensions()]
    assert [style["code"] for style in kinds] == [code.id for code in tensions.kinds()]
    for key in ("lane", "letter", "hue", "light", "dark"):
        assert len({str(style[key]) for style in dimensions}) == 3
    assert len({(style["fill"], style["line"]) for style in kinds}) == 3


def test_each_sub_dimension_has_words_for_both_ends_and_the_middle(tensions: Framework) -> None:
    scale: Any = tensions.section("scale")
    assert [position["at"] for position in scale["positions"]] == list(range(-4, 5))
    sub_dimensions = [part for dimension in scale["dimensions"] for part in dimension["sub_dimensions"]]
    assert len(sub_dimensions) == 14
    for part in sub_dimensions:
        assert [anchor["at"] for anchor in part["anchors"]] == [-4, -2, 0, 2, 4]


def test_links_are_propositions_that_nobody_has_checked(tensions: Framework) -> None:
    links = list(tensions.items("links"))
    assert len(links) == 26
    assert not any(link.checked for link in links)
    notes: Any = tensions.section("link_notes")
    assert notes["status"] == "proposition"


def test_handlings_that_keep_a_pain_point_going_are_never_offered(tensions: Framework) -> None:
    keep_going = {item.id for item in tensions.items("handlings") if item.content.get("keeps_going")}
    assert keep_going
    for link in tensions.items("links"):
        offered: Any = link.content["try"]
        assert not keep_going & set(offered)


def test_the_words_that_studies_use_for_parties_and_people_are_in_the_vocabularies(tensions: Framework) -> None:
    used = {
        "levels": {"board", "director", "staff", "outside", "observer"},
        "sampling": {"purposive", "snowball"},
        "party_kinds": {
            "ambulance_service",
            "citizens",
            "council",
            "health_service",
            "insurer",
            "municipality",
            "police",
            "safety_region",
        },
    }
    for vocabulary, words in used.items():
        assert words <= {entry["id"] for entry in tensions.vocabulary(vocabulary)}


def test_the_framework_of_the_tests_is_sound_and_shares_no_name_with_the_house_framework(tensions: Framework) -> None:
    five = read_framework(FIVE.read_text(encoding="utf-8"), str(FIVE))
    assert not {layer.id for layer in five.layers} & {layer.id for layer in tensions.layers}
    assert not {kind.id for kind in five.finding_kinds} & {kind.id for kind in tensions.finding_kinds}
    assert {layer.role for layer in five.layers} == {"dimension", "none", "term", "sub_case"}

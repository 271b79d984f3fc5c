"""Framework files: a good one is read, a wrong one is refused with a message that says what, where and why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.framework_file import (
    FrameworkFileError,
    FrameworkNotShipped,
    FrameworkProblem,
    is_as_shipped,
    parse_name,
    read_framework,
    shipped,
    shipped_framework,
    shipped_named,
)
from spanveld.formats.framework_schema import Keyed, Many, Record
from spanveld.formats.framework_shape import FRAMEWORK
from spanveld.model.framework import Source

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"
DOCS = Path(__file__).parent.parent.parent / "docs"
TINY = (FRAMEWORKS / "tiny" / "1.2.3.yaml").read_text(encoding="utf-8")
WRONG = yaml.safe_load((FRAMEWORKS / "wrong.yaml").read_text(encoding="utf-8"))


def problems(text: str) -> tuple[FrameworkProblem, ...]:
    with pytest.raises(FrameworkFileError) as caught:
        read_framework(text, "t.yaml")
    return caught.value.problems


def faults(text: str) -> list[str]:
    """The messages without ``t.yaml:LINE: ``."""
    return [str(problem).split(": ", 1)[1] for problem in problems(text)]


SOUND_OR_TOLD = r"|(t\.yaml: ?\S.*\n)+Faults in the framework file: \d+\."


def message_of(text: str) -> str:
    """What is said about a text; empty where it is sound. Any other error goes through."""
    try:
        read_framework(text, "t.yaml")
    except FrameworkFileError as error:
        return str(error)
    return ""


def changed(old: str, new: str) -> str:
    assert TINY.count(old) == 1, f"{old!r} must occur once"
    return TINY.replace(old, new)


def test_a_good_file_becomes_a_framework_with_its_exact_text_and_digest() -> None:
    framework = read_framework(TINY, "t.yaml")
    assert (framework.id, framework.version, framework.name) == ("tiny", "1.2.3", "tiny@1")
    assert framework.text == TINY
    assert framework.digest == hashlib.sha256(TINY.encode()).hexdigest()
    assert [layer.id for layer in framework.layers] == ["worry", "sort", "lean", "theme", "place"]
    assert [item.id for item in framework.items()] == ["debt", "poor", "save", "borrow", "first", "rich"]


def test_a_code_has_its_own_sources_or_those_of_its_layer() -> None:
    framework = read_framework(TINY, "t.yaml")
    money, time = framework.dimensions()
    assert money.sources == (Source("book", "p. 3"), Source("book", "§ 2"))
    assert (money.checked, time.checked) == (True, False)
    assert framework.layer("sort").code("bad").sources == (Source("book", "ch. 2"),)


def test_a_selector_by_role_becomes_the_layer_with_that_role() -> None:
    (rule,) = read_framework(TINY, "t.yaml").completeness
    assert (rule.when.layer, rule.needs.layer, rule.needs.codes) == ("worry", "sort", ("bad",))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in WRONG])
def test_a_wrong_framework_is_refused_with_exactly_this(case: dict[str, Any]) -> None:
    assert faults(changed(case["old"], case["new"])) == case["faults"]


def test_all_faults_are_told_together_in_the_order_of_the_file() -> None:
    text = (
        changed("version: 1.2.3", "version: 1")
        .replace("role: none", "role: mood")
        .replace("strains: save", "strains: x")
    )
    assert faults(text) == [
        "version: '1' is not a version of three numbers, like 1.0.0",
        "layers[4].role: 'mood' should be one of: dimension, kind, term, sub_case, lean, none",
        "links[0].strains: 'x' is not a rule of this framework",
    ]


def test_each_fault_names_file_line_path_value_and_reason() -> None:
    text = changed("parent: bad", "parent: nobody")
    (problem,) = problems(text)
    assert (problem.file, problem.path, problem.value) == ("t.yaml", "layers[1].codes[1].parent", "nobody")
    assert problem.reason == "is not a code of this layer"
    assert "parent: nobody" in text.splitlines()[problem.line - 1]
    assert str(problem) == f"t.yaml:{problem.line}: layers[1].codes[1].parent: 'nobody' is not a code of this layer"


def test_a_missing_key_is_placed_on_the_line_of_what_lacks_it() -> None:
    text = changed("    strains: save\n", "")
    (problem,) = problems(text)
    assert text.splitlines()[problem.line - 1] == "  - id: first"
    assert str(problem).endswith("links[0].strains: is missing")


def test_an_error_counts_its_faults_and_can_be_put_into_another_language() -> None:
    dutch = {
        "is missing": "ontbreekt",
        "is not a rule of this framework": "is geen spelregel van dit raamwerk",
        "; did you mean {likely}?": "; bedoelde u {likely}?",
        "Faults in the framework file: {count}.": "Fouten in het raamwerkbestand: {count}.",
    }
    with pytest.raises(FrameworkFileError) as caught:
        read_framework(changed("strains: save", "strains: safe").replace("version: 1.2.3\n", ""), "t.yaml")
    shown = caught.value.text(lambda message: dutch[message])
    assert shown.splitlines()[0] == "t.yaml:2: version: ontbreekt"
    assert shown.splitlines()[1].endswith("'safe' is geen spelregel van dit raamwerk; bedoelde u save?")
    assert shown.splitlines()[2] == "Fouten in het raamwerkbestand: 2."


BAD_YAML = [
    ("a list that is not closed", "id: [a", "t.yaml:2: is not YAML: did not find expected ',' or ']'"),
    ("two colons on a line", "id: a: b", "t.yaml:1: is not YAML: mapping values are not allowed in this context"),
    ("a tab for indentation", "id:\n\t- a", "t.yaml:2: is not YAML: found character that cannot start any token"),
    ("nothing", "# only a remark\n", "t.yaml: is empty"),
    ("a list", "- a\n", "t.yaml:1: '['a']' should be an entry with keys and values"),
    ("a key that is there twice", "id: a\nid: b", "t.yaml:2: 'id' is there twice; the first is on line 1"),
    (
        "a key that is there twice further down",
        "layers:\n  - {id: a,\n     id: b}",
        "t.yaml:3: layers[0]: 'id' is there twice; the first is on line 2",
    ),
    ("a zero character", "id: a\nx: \0", "t.yaml:2: has the character U+0000, which no text may hold"),
    (
        "a zero character written as an escape",
        'id: "\\0"',
        "t.yaml:1: id: has the character U+0000, which no text may hold",
    ),
    ("half a surrogate pair", "id: \ud800", "t.yaml:1: has the character U+D800, which no text may hold"),
    ("an alias", "id: &a b\nx: *a", "t.yaml:1: id: has an anchor or alias (& or *); write the text out"),
    ("a tag", "id: !!python/name:os.system", "t.yaml:1: id: has a tag (!); a framework file has none"),
    ("a second document", "id: a\n---\nid: b", "t.yaml:2: has a second document; a framework file has one"),
    ("bottomless nesting", "[" * 100, "t.yaml:1: is nested deeper than 40 levels"),
    ("a key that is a list", "? [a]\n: b", "t.yaml:1: has a key that is not a word"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in BAD_YAML])
def test_text_that_is_no_plain_yaml_gives_one_clear_message(text: str, expected: str) -> None:
    assert str(problems(text)[0]) == expected


def test_no_is_a_text_and_a_date_is_a_text() -> None:
    text = changed("label: {en: Tiny, nl: Klein}", "label: {en: no, nl: 2018-01-01}")
    assert read_framework(text, "t.yaml").labels == {"en": "no", "nl": "2018-01-01"}


def test_a_byte_order_mark_and_windows_line_ends_are_read_and_kept_in_the_frozen_text() -> None:
    text = "\ufeff" + TINY.replace("\n", "\r\n")
    assert read_framework(text, "t.yaml").text == text


@given(st.text())
def test_whatever_is_typed_no_other_error_comes_out(text: str) -> None:
    with pytest.raises(FrameworkFileError):
        read_framework(text, "t.yaml")


@given(
    st.integers(0, len(TINY.splitlines()) - 1),
    st.sampled_from(["", "null", "3", "true", "[]", "{}", "[1, 2]", "{a: 1}", "'x'"]),
)
def test_a_value_of_another_type_anywhere_is_a_fault_or_harmless_and_never_a_crash(number: int, value: str) -> None:
    lines = TINY.splitlines()
    lines[number] = lines[number].partition(": ")[0].rstrip(":") + f": {value}"
    assert re.fullmatch(SOUND_OR_TOLD, message_of("\n".join(lines)))


@given(st.sets(st.integers(0, len(TINY.splitlines()) - 1), min_size=1, max_size=4))
def test_lines_that_are_left_out_are_a_fault_or_harmless_and_never_a_crash(left_out: set[int]) -> None:
    lines = [line for number, line in enumerate(TINY.splitlines()) if number not in left_out]
    assert re.fullmatch(SOUND_OR_TOLD, message_of("\n".join(lines)))


def test_a_shipped_framework_is_found_by_its_major_or_full_version() -> None:
    by_major = shipped_framework("governance-tensions", "1")
    assert by_major == shipped_framework("governance-tensions", by_major.version)
    assert by_major == shipped_named("governance-tensions@1")
    assert by_major in shipped()


def test_a_framework_that_is_not_shipped_is_refused_with_what_there_is() -> None:
    with pytest.raises(
        FrameworkNotShipped, match=r"'nope' does not come with the program; it has .*governance-tensions"
    ):
        shipped_framework("nope", "1")


@pytest.mark.parametrize("version", ["9", "1.9", "x", "", "1.0.0.0", "-1"])
def test_a_version_that_is_not_shipped_is_refused_with_what_there_is(version: str) -> None:
    with pytest.raises(
        FrameworkNotShipped, match=rf"'governance-tensions' does not come in version '{version}'; .*1\.0\.0"
    ):
        shipped_framework("governance-tensions", version)


@pytest.mark.parametrize("id", ["..", ".", "", "governance-tensions/../governance-tensions", "/etc"])
def test_a_name_that_leads_elsewhere_is_not_followed(id: str) -> None:
    with pytest.raises(FrameworkNotShipped):
        shipped_framework(id, "1")


def test_a_name_without_a_version_is_refused_with_an_example() -> None:
    assert parse_name("tiny@1") == ("tiny", "1")
    with pytest.raises(FrameworkNotShipped, match="'tiny' does not say which version; write it like tiny@1"):
        parse_name("tiny")


def test_one_changed_letter_and_a_framework_is_no_longer_as_shipped() -> None:
    framework = shipped_named("governance-tensions@1")
    assert is_as_shipped(framework)
    assert not is_as_shipped(read_framework(framework.text + "\n", "t.yaml"))
    assert not is_as_shipped(read_framework(TINY, "t.yaml"))


def keys_of(shape: object) -> Iterator[str]:
    """Every key that a framework file may have somewhere."""
    if isinstance(shape, Record):
        for key, inner in {**shape.required, **shape.optional}.items():
            yield key
            yield from keys_of(inner)
    if isinstance(shape, Many | Keyed):
        yield from keys_of(shape.of)


def test_every_key_of_the_format_is_explained_in_the_reference() -> None:
    page = (DOCS / "reference" / "framework-format.md").read_text(encoding="utf-8")
    assert {key for key in keys_of(FRAMEWORK) if not re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", page)} == set()


def test_the_example_of_the_reference_and_of_the_how_to_are_sound() -> None:
    for file in ("reference/framework-format.md", "how-to/write-your-own-framework.md"):
        page = (DOCS / file).read_text(encoding="utf-8")
        example = page.partition("```yaml\n")[2].partition("```")[0]
        assert read_framework(example, file).dimensions()

"""Frameworks beside each other and in a study: diff, adopt, take, draw, and showing all that one says."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from spanveld.formats.framework_file import read_framework, shipped_named
from tests.cli.conftest import Run
from tests.small_study import FIVE_DIMENSIONS
from tests.versions import add_code, changed, drop_kind, relabel, rename_code

HOUSE = shipped_named("governance-tensions@1")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A second version of the house framework: a dimension and a kind have other names, a code came in, a label changed."""
    framework = changed(
        HOUSE,
        "2.0.0",
        rename_code("tension", "authorise", "mandate"),
        add_code("stage", "evaluation"),
        relabel("kind", "general", "background"),
    )
    path = tmp_path / "newer.yaml"
    path.write_text(framework.text, encoding="utf-8")
    return path


def findings(run: Run, study: str) -> list[str]:
    """The dimensions of the study's findings, one a row."""
    tables = json.loads(run("table", study, "--json").stdout)["tables"]
    return [table["dimension"] for table in tables if table["rows"]]


def journal(run: Run, study: str) -> str:
    return run("journal", study, "--head").stdout


# ---------------------------------------------------------------------- diff
def test_diff_tells_what_differs_part_by_part(run: Run, newer: Path) -> None:
    shown = run("frameworks", "diff", "governance-tensions", newer)
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "governance-tensions 1.0.0 -> governance-tensions 2.0.0"
    assert "  + added code tension/mandate" in lines
    assert "  - removed code tension/authorise" in lines
    assert "  ~ changed code kind/general: label" in lines
    assert "  ~ changed code kind/general: label".replace("changed", "gewijzigd") in (
        run("frameworks", "diff", "governance-tensions@1.0.0", newer, SPANVELD_LANGUAGE="nl").stdout.splitlines()
    )


def test_diff_as_json_lists_the_changes(run: Run, newer: Path) -> None:
    found = json.loads(run("frameworks", "diff", "governance-tensions", newer, "--json").stdout)
    assert (found["old"]["version"], found["new"]["version"]) == ("1.0.0", "2.0.0")
    assert {"sign": "~", "part": "code", "name": "kind/general", "what": ["label"]} in found["differences"]


def test_a_version_does_not_differ_from_itself(run: Run) -> None:
    shown = run("frameworks", "diff", "governance-tensions", "governance-tensions@1")
    assert "Nothing that they say differs." in shown.stdout


def test_every_part_of_the_file_is_compared(run: Run, tmp_path: Path) -> None:
    def touch(data: dict[str, object]) -> None:
        other = {"en": "other", "nl": "anders"}
        data["scale"]["dimensions"][0]["sub_dimensions"][0]["anchors"][0]["label"] = other  # type: ignore[index]
        data["links"][0]["when"] = other  # type: ignore[index]
        data["topic_list"]["topics"][0]["questions"] = [other]  # type: ignore[index]
        data["conceptual_model"]["edges"][0]["label"] = other  # type: ignore[index]
        data["rules"][0]["label"] = other  # type: ignore[index]
        data["vocabularies"]["levels"][0]["label"] = other  # type: ignore[index]
        data["summary"] = other

    (tmp_path / "touched.yaml").write_text(changed(HOUSE, "1.0.1", touch).text, encoding="utf-8")
    lines = run("frameworks", "diff", "governance-tensions", "touched.yaml").stdout.splitlines()[1:]
    assert [line.strip() for line in lines] == [
        "~ changed framework: summary",
        "~ changed conceptual model: arrows",
        "~ changed sub-dimension authorise/inclusion: anchors",
        "~ changed rule of the game power_balance: label",
        "~ changed link L01: when",
        "~ changed topic opening: questions",
        "~ changed vocabulary levels/board: label",
    ]


# ---------------------------------------------------------------------- adopt
def test_a_study_adopts_a_framework_and_undo_takes_it_back(run: Run, study: str) -> None:
    done = run("frameworks", "adopt", study, "emerson-2012")
    assert done.exit_code == 0
    assert done.stdout == "Adopted emerson-2012, 1.0.0. 'spanveld undo' takes it back.\n"
    assert "emerson-2012" in run("show", study).stdout
    assert "adopt framework (framework:emerson-2012)" in run("undo", study).stdout
    assert "emerson-2012" not in run("show", study).stdout


def test_a_study_adopts_a_file(run: Run, study: str) -> None:
    file = Path("annex.yaml")
    annex = changed(
        read_framework(FIVE_DIMENSIONS.read_text(encoding="utf-8"), "x"), "1.0.0", lambda data: data.update(id="annex")
    )
    file.write_text(annex.text, encoding="utf-8")
    assert json.loads(run("frameworks", "adopt", study, file, "--json").stdout)["adopted"]["name"] == "annex@1"
    assert run("save", study, "out").exit_code == 0
    assert Path("out/frameworks/annex.yaml").read_text(encoding="utf-8") == annex.text


def test_a_file_with_faults_is_not_adopted_and_all_its_faults_are_told(run: Run, study: str) -> None:
    Path("bad.yaml").write_text("format: 2\nid: x\n", encoding="utf-8")
    before = journal(run, study)
    refused = run("frameworks", "adopt", study, "bad.yaml")
    assert refused.exit_code == 2
    lines = refused.stderr.splitlines()
    assert len(lines) > 2
    assert all(line.startswith("bad.yaml:") for line in lines[:-1])
    assert journal(run, study) == before


@pytest.mark.parametrize(
    ("name", "says"), [("nowhere.yaml", "cannot be read"), ("nowhere", "known are"), ("governance-tensions", "already")]
)
def test_what_cannot_be_adopted_is_refused(run: Run, study: str, name: str, says: str) -> None:
    refused = run("frameworks", "adopt", study, name)
    assert refused.exit_code == 2
    assert says in refused.stderr


# ---------------------------------------------------------------------- take
def test_a_version_that_lacks_what_is_used_is_refused_with_the_list(run: Run, study: str, newer: Path) -> None:
    before = journal(run, study)
    refused = run("frameworks", "take", study, newer)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert refused.stderr.splitlines() == [
        "tension/authorise (used: 4) has no place in the new version; map it (--write-mapping FILE begins a mapping).",
        "Version 2.0.0 of 'governance-tensions' was not taken; nothing was written.",
    ]
    assert journal(run, study) == before


def test_a_dry_run_shows_what_would_happen_and_writes_nothing(run: Run, study: str, newer: Path) -> None:
    before = journal(run, study)
    shown = run("frameworks", "take", study, newer, "--dry-run")
    assert shown.exit_code == 1
    assert "  tension/authorise (used 4 times)" in shown.stdout.splitlines()
    assert "This version cannot be taken like this." in shown.stdout
    known = json.loads(run("frameworks", "take", study, newer, "--dry-run", "--json").stdout)
    assert (known["taken"], known["possible"], known["stranded"]) == (False, False, {"tension/authorise": 4})
    assert journal(run, study) == before


def test_a_mapping_is_begun_filled_in_and_taken(run: Run, study: str, newer: Path) -> None:
    begun = run("frameworks", "take", study, newer, "--write-mapping", "mapping.yaml")
    assert begun.exit_code == 0
    text = Path("mapping.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[-2:] == ["# used 4 times", "tension/authorise:"]
    Path("mapping.yaml").write_text(text.replace("authorise:", "authorise: tension/mandate"), encoding="utf-8")
    assert run("frameworks", "take", study, newer, "--mapping", "mapping.yaml", "--dry-run").exit_code == 0
    assert findings(run, study) == ["authorise", "light"]
    done = run("frameworks", "take", study, newer, "--mapping", "mapping.yaml")
    assert done.exit_code == 0
    assert "  tension/authorise -> tension/mandate (used 4 times)" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "Taken. 'spanveld undo' takes it back."
    assert findings(run, study) == ["mandate", "light"]
    assert run("doctor", study).exit_code == 0
    assert "take framework version (framework:governance-tensions)" in run("undo", study).stdout
    assert findings(run, study) == ["authorise", "light"]


def test_a_mapping_that_is_not_filled_in_is_refused_line_by_line(run: Run, study: str, newer: Path) -> None:
    run("frameworks", "take", study, newer, "--write-mapping", "mapping.yaml")
    refused = run("frameworks", "take", study, newer, "--mapping", "mapping.yaml")
    assert refused.exit_code == 2
    assert "mapping.yaml:4: tension/authorise: is still empty; write where it goes" in refused.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "tension/authorise: tension/mandat\n",
            "'tension/authorise': 'tension/mandat' is not in the new version; known is tension/mandate",
        ),
        (
            "tension/authorize: tension/mandate\n",
            "'tension/authorize': is not in the study's version; known is tension/authorise",
        ),
        ("tension/authorise: [a, b]\n", "mapping.yaml:1: tension/authorise: should be one name, like tension/deliver"),
        ("- a\n", "mapping.yaml:1: should be lines like tension/perform: tension/deliver"),
        ("a: b\na: c\n", "mapping.yaml:2: 'a' is there twice; the first is on line 1\nFaults in the mapping file: 1."),
        ("a: [\n", "is not YAML"),
    ],
)
def test_a_mapping_with_faults_is_refused(run: Run, study: str, newer: Path, text: str, says: str) -> None:
    Path("mapping.yaml").write_text(text, encoding="utf-8")
    before = journal(run, study)
    refused = run("frameworks", "take", study, newer, "--mapping", "mapping.yaml")
    assert refused.exit_code == 2
    assert says in refused.stderr
    assert journal(run, study) == before


def test_a_mapping_file_that_was_filled_in_is_not_written_over(run: Run, study: str, newer: Path) -> None:
    Path("mapping.yaml").write_text("tension/authorise: tension/mandate\n", encoding="utf-8")
    refused = run("frameworks", "take", study, newer, "--write-mapping", "mapping.yaml")
    assert refused.exit_code == 2
    assert "mapping.yaml exists already" in refused.stderr
    assert Path("mapping.yaml").read_text(encoding="utf-8") == "tension/authorise: tension/mandate\n"
    again = run("frameworks", "take", study, newer, "--mapping", "mapping.yaml", "--write-mapping", "mapping.yaml")
    assert again.exit_code == 0
    assert "tension/authorise: tension/mandate\n" in Path("mapping.yaml").read_text(encoding="utf-8")


def test_kinds_of_findings_are_mapped_like_codes(run: Run, study: str, tmp_path: Path) -> None:
    newer = changed(read_framework(FIVE_DIMENSIONS.read_text(encoding="utf-8"), "x"), "1.1.0", drop_kind("strength"))
    (tmp_path / "five.yaml").write_text(newer.text, encoding="utf-8")
    assert "finding_kind:strength (used: 1)" in run("frameworks", "take", study, "five.yaml").stderr
    (tmp_path / "mapping.yaml").write_text("finding_kind:strength: finding_kind:remedy\n", encoding="utf-8")
    assert run("frameworks", "take", study, "five.yaml", "--mapping", "mapping.yaml").exit_code == 0
    assert run("doctor", study).exit_code == 0


# ---------------------------------------------------------------------- draw
def test_the_conceptual_model_is_drawn_into_a_file(run: Run) -> None:
    done = run("frameworks", "draw", "governance-tensions", "-o", "model.svg", "--language", "nl")
    assert done.stdout == "Wrote model.svg.\n"
    drawing = Path("model.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(drawing).get("lang") == "nl"
    assert run("frameworks", "draw", "governance-tensions", SPANVELD_LANGUAGE="nl").stdout == drawing
    assert (
        json.loads(run("frameworks", "draw", "governance-tensions", "--language", "nl", "--json").stdout)["svg"]
        == drawing
    )


def test_a_framework_without_a_model_is_not_drawn(run: Run) -> None:
    refused = run("frameworks", "draw", "bryson-2006", "-o", "model.svg")
    assert refused.exit_code == 2
    assert "has no conceptual model to draw" in refused.stderr
    assert not Path("model.svg").exists()


# ---------------------------------------------------------------------- show
@pytest.mark.parametrize(("language", "word"), [("en", "Proposition"), ("nl", "Propositie")])
def test_every_link_is_called_a_proposition(run: Run, language: str, word: str) -> None:
    lines = run("frameworks", "show", "governance-tensions", SPANVELD_LANGUAGE=language).stdout.splitlines()
    links = [item.id for item in HOUSE.items("links")]
    assert [line.split()[0] for line in lines if line.split()[1:2] == [f"{word}:"]] == links


def test_show_has_every_text_of_the_framework_but_how_it_is_drawn(run: Run) -> None:
    shown = run("frameworks", "show", "governance-tensions")
    said = "".join(shown.stdout.split())
    missing = [text for text in texts_of({**HOUSE.content, "styles": {}}) if "".join(text.split()) not in said]
    assert missing == []


def texts_of(data: object) -> list[str]:
    """Every English text in the data of a framework."""
    if isinstance(data, dict):
        if set(data) == {"en", "nl"}:
            return [data["en"]]
        return [text for value in data.values() for text in texts_of(value)]
    return [text for value in data for text in texts_of(value)] if isinstance(data, list) else []


def test_what_nobody_checked_is_marked(run: Run) -> None:
    shown = run("frameworks", "show", "governance-tensions").stdout
    after = shown.partition("  only_forum  ")[2].partition("\n\n")[0]
    assert "Source: Ansell & Gash (2008), forum exclusiveness (not checked against its source)" in " ".join(
        after.split()
    )
    moore = next(line for line in shown.splitlines() if line.startswith("  moore-2013 "))
    assert "Moore (2013)" in moore
    assert "not read for this framework" in " ".join(
        shown.partition("  moore-2013 ")[2].partition("de-jong-2017")[0].split()
    )


def test_show_takes_a_file(run: Run) -> None:
    shown = run("frameworks", "show", FIVE_DIMENSIONS).stdout
    assert "five-dimensions@1 (1.0.0), nl, en" in shown
    assert "How well one can see." in shown

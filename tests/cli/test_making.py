"""Making studies and carrying them about: demo, init, load, save, backup, upgrade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------ load
def test_load_says_what_came_in_and_what_comes_next(run: Run, folder: Path) -> None:
    done = run("load", "room.spanveld", folder)
    assert done.exit_code == 0
    assert "Loaded study room into room.spanveld: De leeszaal" in done.stdout
    assert ["passages.csv", "7"] in [line.split() for line in done.stdout.splitlines()]
    assert done.stdout.endswith("Next: spanveld table room.spanveld\n")
    assert done.stderr == ""


def test_load_as_json_is_the_same_for_machines(run: Run, folder: Path) -> None:
    known = json.loads(run("load", "room.spanveld", folder, "--json").stdout)
    assert known["study"] == "room"
    assert known["files"]["passages.csv"] == 7
    assert known["backup"] is None


def test_load_refuses_to_overwrite_a_study(run: Run, study: str, folder: Path) -> None:
    before = Path(study).read_bytes()
    refused = run("load", study, folder)
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert Path(study).read_bytes() == before


def test_load_with_replace_keeps_what_was_there(run: Run, study: str, folder: Path) -> None:
    run("remove", study, "finding:F3")
    done = run("load", study, folder, "--replace", "--json")
    kept = json.loads(done.stdout)["backup"]
    assert json.loads(run("show", study, "--json").stdout)["counts"]["finding"] == 4
    assert json.loads(run("show", kept, "--json").stdout)["counts"]["finding"] == 3


def test_a_faulty_folder_is_refused_with_a_line_for_each_fault(run: Run, folder: Path, tmp_path: Path) -> None:
    passages = folder / "passages.csv"
    passages.write_text(passages.read_text().replace("P1,night,0,", "P1,nacht,0,").replace("P7,notes,", "P7,notes,9"))
    refused = run("load", "room.spanveld", folder)
    assert refused.exit_code == 2
    *faults, total = refused.stderr.splitlines()
    assert faults[0].startswith("passages.csv:2: source: 'nacht' ")
    assert any(line.startswith("passages.csv:8: ") for line in faults)
    assert total == f"The study folder has {len(faults)} faults; nothing was written."
    assert refused.stdout == ""
    assert not (tmp_path / "room.spanveld").exists()


def test_the_faults_of_a_folder_are_told_in_dutch_to_a_dutch_reader(run: Run, folder: Path) -> None:
    (folder / "findings.csv").write_text("finding,dimension,kind,statement\nF1,autoriseren,pain_point,x\n")
    refused = run("load", "room.spanveld", folder, SPANVELD_LANGUAGE="nl")
    assert "findings.csv:2: dimension: 'autoriseren' is hier geen dimensie; schrijf een van deze:" in refused.stderr
    assert "er is niets geschreven" in refused.stderr


def test_faults_as_json_come_as_json_on_standard_error(run: Run, tmp_path: Path) -> None:
    refused = run("load", "room.spanveld", tmp_path / "nowhere", "--json")
    assert "nowhere" in json.loads(refused.stderr)["error"]["message"]
    assert refused.stdout == ""


# ------------------------------------------------------------------ save
def test_what_is_saved_loads_again_as_the_same_study(run: Run, study: str) -> None:
    assert run("save", study, "out").exit_code == 0
    assert run("load", "again.spanveld", "out").exit_code == 0
    assert run("save", "again.spanveld", "out2").exit_code == 0
    assert files_of(Path("out")) == files_of(Path("out2"))


def test_save_refuses_a_folder_that_is_not_empty(run: Run, study: str) -> None:
    run("save", study, "out")
    refused = run("save", study, "out")
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert run("save", study, "out", "--replace").exit_code == 0


# ------------------------------------------------------------------ init
def test_init_makes_a_study_that_has_adopted_a_framework(run: Run) -> None:
    done = run("init", "mine.spanveld", "--title", "Ons netwerk", "--framework", "governance-tensions", "--as", "anna")
    assert done.exit_code == 0
    assert "with coder anna" in done.stdout
    known = json.loads(run("show", "mine.spanveld", "--json").stdout)
    assert known["study"] == "mine"
    assert known["title"] == "Ons netwerk"
    assert known["frameworks"][0].startswith("governance-tensions 1.")


def test_init_takes_several_frameworks_and_a_language(run: Run) -> None:
    names = ("--framework", "governance-tensions@1", "--framework", "moore-public-value")
    known = json.loads(run("init", "m.spanveld", "--id", "net", "--language", "nl", *names, "--json").stdout)
    assert known["study"] == "net"
    assert [name.split()[0] for name in known["frameworks"]] == ["governance-tensions", "moore-public-value"]
    assert json.loads(run("show", "m.spanveld", "--json").stdout)["language"] == "nl"


def test_init_with_an_unknown_framework_names_those_there_are_and_makes_nothing(run: Run) -> None:
    refused = run("init", "mine.spanveld", "--framework", "governance")
    assert refused.exit_code == 2
    assert "governance-tensions" in refused.stderr
    assert not Path("mine.spanveld").exists()


def test_init_refuses_where_a_study_is(run: Run, study: str) -> None:
    refused = run("init", study)
    assert refused.exit_code == 2
    assert "already" in refused.stderr


# ------------------------------------------------------------------ backup and upgrade
def test_a_backup_is_a_study_with_the_same_journal(run: Run, study: str) -> None:
    run("remove", study, "finding:F3")
    assert run("backup", study, "kept.spanveld").exit_code == 0
    assert run("journal", "kept.spanveld", "--head").stdout == run("journal", study, "--head").stdout


def test_a_backup_overwrites_nothing(run: Run, study: str) -> None:
    refused = run("backup", study, study)
    assert refused.exit_code == 2
    assert "another name" in refused.stderr


def test_upgrade_of_a_study_of_this_version_has_nothing_to_do(run: Run, study: str) -> None:
    done = run("upgrade", study)
    assert done.exit_code == 0
    assert "nothing to do" in done.stdout
    known = json.loads(run("upgrade", study, "--json").stdout)
    assert known["from"] == known["to"]


# ------------------------------------------------------------------ demo
def test_the_demo_is_set_up_shown_and_reported(run: Run) -> None:
    done = run("demo", "try")
    assert done.exit_code == 0
    assert Path("try/study/study.yaml").is_file()
    assert Path("try/report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Next: spanveld show try/demo.spanveld" in done.stdout
    tables = run("table", "try/demo.spanveld").stdout
    assert tables in done.stdout
    assert run("doctor", "try/demo.spanveld").exit_code == 0


def test_the_demo_goes_into_a_folder_of_its_own_by_default(run: Run) -> None:
    known = json.loads(run("demo", "--json").stdout)
    assert known["study"] == str(Path("spanveld-demo/demo.spanveld"))


def test_the_demo_overwrites_nothing_unless_asked(run: Run) -> None:
    run("demo", "try")
    refused = run("demo", "try")
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert run("demo", "try", "--replace").exit_code == 0


@pytest.mark.parametrize("replace", [(), ("--replace",)])
def test_the_demo_never_removes_a_folder_of_somebody_else(run: Run, replace: tuple[str, ...]) -> None:
    other = Path("try/study")
    other.mkdir(parents=True)
    (other / "thesis.docx").write_text("years of work")
    assert run("demo", "try", *replace).exit_code == 2
    assert (other / "thesis.docx").exists()

"""Messages of erasing, pseudonyms, bundles and frameworks name what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.session import open_study
from tests.cli.conftest import Run
from tests.session.samples import put
from tests.session.test_erasing import harbour
from tests.session.test_pseudonyms import village

ANN = {"SPANVELD_CODER": "ann"}


@pytest.fixture
def harbour_study(run: Run, tmp_path: Path) -> str:
    put(str(tmp_path / "h.spanveld"), harbour(), "ann").close()
    return "h.spanveld"


@pytest.fixture
def village_study(run: Run, tmp_path: Path) -> str:
    put(str(tmp_path / "v.spanveld"), village(), "ann").close()
    return "v.spanveld"


def test_the_plan_of_an_erasure_names_the_sources_of_which_the_file_goes(run: Run, harbour_study: str) -> None:
    shown = run("erase", harbour_study, "participant:R4", "--dry-run", **ANN).output
    assert "2 files that texts were taken from" in shown
    assert "Sources of which the file goes: alone, talk" in shown
    assert "the file goes: talk\n" in run("erase", harbour_study, "original:talk", "--dry-run", **ANN).output


def test_superseded_texts_are_called_so(run: Run, harbour_study: str) -> None:
    dutch = {**ANN, "SPANVELD_LANGUAGE": "nl"}
    assert "Wissen van vervangen teksten" in run("erase", harbour_study, "superseded", "--dry-run", **dutch).output
    assert "superseded" not in run("erase", harbour_study, "superseded", "--yes", **dutch).output


def test_unbundle_names_the_file_and_the_key(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.age").write_text("not encrypted")
    (tmp_path / "no.txt").write_text("no key")
    run("key", "key.txt")
    refused = run("unbundle", "no.age", "new.spanveld", "--identity", "key.txt")
    assert refused.exit_code == 2
    assert "no.age was not unpacked: This is no file encrypted with age" in refused.output
    refused = run("unbundle", "no.age", "new.spanveld", "--identity", "no.txt")
    assert "no.txt does not serve as a key: The key file holds no secret key" in refused.output


@pytest.mark.parametrize("more", [(), ("--import-table", "names.csv"), ("--import-table", "names.csv", "--dry-run")])
def test_a_key_and_no_key_are_a_choice(run: Run, village_study: str, more: tuple[str, ...]) -> None:
    run("pseudonymise", village_study, "--export-table", "names.csv", **ANN)
    refused = run("pseudonymise", village_study, "--key", "k.age", "--recipient", "age1", "--no-key", *more, **ANN)
    assert refused.exit_code == 2
    assert "choose one of the two" in refused.output


def test_a_check_speaks_of_old_versions_only_where_there_are_any(run: Run, village_study: str, tmp_path: Path) -> None:
    with open_study(tmp_path / village_study, coder="ann") as study:
        study.sources.correct("S3", edits=[(0, 0, "Nou. ")])
        kept = bool(study.content().originals)
    shown = " ".join(run("pseudonymise", village_study, "--check", **ANN).output.split())
    assert "(1 version of a text" in shown
    assert ("taken from" in shown) == kept
    run("erase", village_study, "superseded", "--yes", **ANN)
    assert "keeps besides" not in run("pseudonymise", village_study, "--check", **ANN).output


def test_a_check_speaks_of_files_alone_where_there_are_no_old_versions(run: Run, harbour_study: str) -> None:
    shown = " ".join(run("pseudonymise", harbour_study, "--check", **ANN).output.split())
    assert "keeps besides (2 files that texts were taken from)" in shown
    assert "version" not in shown


def test_a_register_does_not_take_the_place_of_a_file_unasked(run: Run, harbour_study: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("mine")
    refused = run("register", harbour_study, "-o", "r.csv")
    assert refused.exit_code == 2
    assert "r.csv exists already" in refused.output
    assert (tmp_path / "r.csv").read_text() == "mine"
    assert run("register", harbour_study, "-o", "r.csv", "--replace").exit_code == 0
    assert (tmp_path / "r.csv").read_text().startswith("kind_of_row")


def test_a_study_without_a_framework_is_told_to_adopt_one(run: Run, harbour_study: str) -> None:
    for words in (
        ("topics", "take", harbour_study, "framework:governance-tensions"),
        ("frameworks", "take", harbour_study, "governance-tensions"),
    ):
        refused = run(*words, **ANN)
        assert refused.exit_code == 2
        assert "has adopted no framework yet; adopt one first" in refused.output


def test_what_the_system_says_is_in_the_readers_language(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_words: object) -> None:
        raise PermissionError(13, "Permission denied", "a.txt")

    monkeypatch.setattr("spanveld.cli.main.Program.invoke", fails)
    assert run("demo", SPANVELD_LANGUAGE="nl").output == "a.txt: daar is geen toegang toe\n"

"""Projects of other programs by commands: shown, brought in, brought up to date, and written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spanveld.session import open_study
from tests.cli.conftest import Run
from tests.formats.exchange.refi_made import guid
from tests.small_project import project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return project(tmp_path / "keuken.qdpx")


def result(done: Any) -> Any:
    assert done.exit_code == 0, done.stderr or done.output
    return json.loads(done.stdout)


def content(study: str) -> dict[str, Any]:
    """The records of a study by kind."""
    with open_study(study) as opened:
        return dict(opened.content().records)


# ---------------------------------------------------------------------- inspect
def test_a_project_is_inspected_without_a_study(run: Run, file: Path) -> None:
    shown = run("inspect", file).stdout
    assert "QualCoder 4.0" in shown
    assert "passages (PlainTextSelection)" in shown
    assert "gesprek: characters (code points)" in shown
    found = result(run("inspect", file, "--json"))
    assert found["counts"]["selections"] == 1
    assert {line["element"]: line["taken"] for line in found["elements"]}["Code"] == 2
    [source] = found["sources"]
    assert (source["convention"], source["score"], source["clear"]) == ("code-points+lf", 1.0, True)


def test_a_person_says_how_a_source_counts(run: Run, file: Path) -> None:
    [source] = result(run("inspect", file, "--convention", "gesprek=utf16", "--json"))["sources"]
    assert (source["convention"], source["chosen"]) == ("utf16", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--convention", "gesprek=latin"], "No way of counting is called 'latin'"),
        (["--convention", "praat=utf16"], "There is no source 'praat' in this project; it has: gesprek."),
        (["--convention", "utf16"], "'utf16' is not like 'R1=utf16'."),
    ],
)
def test_what_is_said_wrongly_of_a_source_is_refused(run: Run, file: Path, words: list[str], said: str) -> None:
    refused = run("inspect", file, *words)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_what_is_no_project_is_refused_by_name_and_no_study_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Geachte heer,", encoding="utf-8")
    for words in (["inspect", "brief.txt"], ["import", "new.spanveld", "brief.txt"], ["inspect", "nothing.qdpx"]):
        refused = run(*words)
        assert refused.exit_code == 2
        assert f"{words[-1]} cannot be read: it" in refused.stderr
    assert not list(tmp_path.glob("new.spanveld*"))


# ---------------------------------------------------------------------- import
def test_a_study_that_is_not_there_is_made_of_a_project(run: Run, file: Path) -> None:
    shown = run("import", "new.spanveld", file, "--as", "jan", "--title", "Keuken")
    assert shown.exit_code == 0, shown.stderr
    assert "Made study new.spanveld." in shown.stdout
    found = content("new.spanveld")
    [passage] = found["passage"]
    with open_study("new.spanveld", coder="jan") as study:
        [row] = study.find("source:*").rows
        assert study.show().title == "Keuken"
        assert study.doctor().sound
    assert row.quote == "We bellen elkaar"
    assert row.codes == ("keuken/bellen",)
    assert passage.guid == guid("mark")
    assert [layer.layer for layer in found["layer"]] == ["keuken"]


def test_a_dry_run_writes_nothing_and_makes_no_study(run: Run, file: Path, study: str, tmp_path: Path) -> None:
    before = content(study)
    shown = run("import", study, file, "--dry-run")
    assert "Would come in: 1 coder, 1 layer, 1 source, 2 codes, 1 passage, 1 coding" in shown.stdout
    assert content(study) == before
    assert run("import", "new.spanveld", file, "--dry-run").exit_code == 0
    assert not list(tmp_path.glob("new.spanveld*"))


def test_an_import_goes_where_it_is_told_and_is_taken_back(run: Run, file: Path, study: str) -> None:
    before = content(study)
    told = ["--layer", "elders", "--kind", "interview", "--user", "Ann de Vries=ann"]
    done = result(run("import", study, file, *told, "--json"))
    assert done["added"]["passage"] == 1
    assert "coder" not in done["added"]
    found = content(study)
    [source] = [one for one in found["source"] if one.guid == guid("text")]
    assert source.kind == "interview"
    [passage] = [one for one in found["passage"] if one.guid == guid("mark")]
    assert passage.coder == "ann"
    assert "elders" in [layer.layer for layer in found["layer"]]
    assert run("undo", study).exit_code == 0
    assert content(study) == before


def test_a_user_that_is_not_there_is_refused(run: Run, file: Path, study: str) -> None:
    refused = run("import", study, file, "--user", "Piet=ann")
    assert refused.exit_code == 2
    assert "There is no user 'Piet' in this project; it has: Ann de Vries." in refused.stderr


def test_codes_are_mapped_by_a_table_that_the_program_writes(run: Run, file: Path, study: str, tmp_path: Path) -> None:
    before = content(study)
    assert run("import", study, file, "--write-mapping", "codes.csv").exit_code == 0
    assert content(study) == before
    table = tmp_path / "codes.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert [(row["code"], row["passages"], row["to"]) for row in rows] == [
        ("Samen", "0", ""),
        ("Samen / Bellen", "1", ""),
    ]
    rows[0]["to"], rows[1]["layer"], rows[1]["to"] = "-", "tension", "authorise"
    with table.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run("import", study, file, "--mapping", "codes.csv").exit_code == 0
    with open_study(study) as opened:
        [row] = [one for one in opened.find("source:*").rows if one.quote == "We bellen elkaar"]
    assert row.codes == ("tension/authorise",)
    refused = run("import", study, file, "--write-mapping", "codes.csv")
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr


def test_a_study_that_was_made_for_an_import_that_fails_is_taken_away(run: Run, file: Path, tmp_path: Path) -> None:
    table = f"guid,code,passages,layer,to\n{guid('call')},Bellen,1,tension,nowhere\n"
    (tmp_path / "codes.csv").write_text(table, encoding="utf-8")
    refused = run("import", "new.spanveld", file, "--mapping", "codes.csv")
    assert refused.exit_code == 2
    assert "There is no layer 'tension'" in refused.stderr
    assert not list(tmp_path.glob("new.spanveld*"))


def test_the_same_project_again_doubles_nothing_and_brings_up_to_date(run: Run, file: Path, study: str) -> None:
    run("import", study, file)
    first = content(study)
    again = result(run("import", study, file, "--json"))
    assert again["again"]
    kinds = ("source", "passage", "coding", "code", "memo", "coder", "layer")
    assert {kind: content(study)[kind] for kind in kinds} == {kind: first[kind] for kind in kinds}
    changed = result(run("import", study, project(file, memo="Goed."), "--json"))
    assert changed["conflicts"] == []
    [passage] = [one for one in content(study)["passage"] if one.guid == guid("mark")]
    assert passage.memo == "Goed."
    assert len(content(study)["passage"]) == len(first["passage"])


def test_what_both_changed_is_listed_and_nothing_is_written_until_it_is_settled(
    run: Run, file: Path, study: str, tmp_path: Path
) -> None:
    run("import", study, project(file, memo="Eerst."))
    with open_study(study) as opened:
        [name] = [one.passage for one in opened.content().records["passage"] if one.guid == guid("mark")]
        opened.passages.edit(name, memo="Van hier.")
    before = content(study)
    project(file, memo="Van daar.")
    refused = run("import", study, file, "--conflicts", "conflicts.csv")
    assert refused.exit_code == 2
    assert "Van hier." in refused.stdout
    assert "Van daar." in refused.stdout
    assert content(study) == before
    table = tmp_path / "conflicts.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Van daar.,", "Van daar.,theirs"), encoding="utf-8")
    assert run("import", study, file, "--settle", "conflicts.csv").exit_code == 0
    [passage] = [one for one in content(study)["passage"] if one.guid == guid("mark")]
    assert passage.memo == "Van daar."


# ---------------------------------------------------------------------- export
def test_a_study_goes_out_and_comes_back_the_same(run: Run, study: str, tmp_path: Path) -> None:
    assert run("export", study, "room.qdpx").exit_code == 0
    first = (tmp_path / "room.qdpx").read_bytes()
    assert zipfile.ZipFile(io.BytesIO(first)).namelist()[0] == "project.qde"
    assert run("export", study, "room.qdpx", "--replace").exit_code == 0
    assert (tmp_path / "room.qdpx").read_bytes() == first
    assert run("import", "back.spanveld", "room.qdpx").exit_code == 0
    for name in (study, "back.spanveld"):
        assert run("save", name, f"saved-{name}").exit_code == 0
    saved = [
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (tmp_path / f"saved-{study}", tmp_path / "saved-back.spanveld")
    ]
    assert saved[0] == saved[1]


def test_passages_go_out_with_context_voices_and_attributes(run: Run, study: str, tmp_path: Path) -> None:
    with open_study(study) as opened:
        opened.attributes.set("participant:R1", "leeftijd", "34")
        opened.attributes.set("source:night", "duur", "60")
    assert run("export", study, "p.csv", "--context", "12").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "p.csv").read_text(encoding="utf-8"))))
    with open_study(study) as opened:
        found = opened.find("source:*", context=12).rows
        levels = {one.participant: one.level for one in opened.content().records["participant"]}
    voiced = next(row for row in rows if row["voices"] == "R1")
    assert (voiced["voice.attr.leeftijd"], voiced["voice.level"], voiced["attr.duur"]) == ("34", levels["R1"], "60")
    shown = [(row["passage"], row["before"].strip("'"), row["after"].strip("'")) for row in rows]
    assert shown == [(row.passage, row.before.strip("'"), row.after.strip("'")) for row in found]


def test_passages_for_excel_are_those_of_a_query(run: Run, study: str, tmp_path: Path) -> None:
    assert run("export", study, "p.xlsx", "--query", "voice:R1").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    with open_study(study) as opened:
        assert [row[0] for row in rows] == [row.passage for row in opened.find("voice:R1").rows]
    assert book.worksheets[1]["A2"].value == "voice:R1"


def test_the_codebook_goes_out_as_tables(run: Run, study: str, tmp_path: Path) -> None:
    assert run("export", study, "codes.csv", "--format", "codebook").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "codes.csv").read_text(encoding="utf-8"))))
    with open_study(study) as opened:
        lines = [line for layer in opened.pages.codes().layers for line in layer.codes]
    assert [(row["code"], row["codings"]) for row in rows] == [(line.code, str(line.codings)) for line in lines]
    assert run("codebook", study, "--out", "codes.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "codes.xlsx")
    assert book.worksheets[0].max_row == len(lines) + 1
    assert run("export", study, "codes.docx").exit_code == 0


def test_what_a_program_drops_is_said_beside_the_file(run: Run, study: str) -> None:
    done = run("export", study, "room.qdpx", "--profile", "nvivo", "--for", "nvivo")
    assert done.exit_code == 0, done.stderr
    assert "NVivo" in done.stderr
    assert result(run("export", study, "codes.qdc", "--json"))["format"] == "qdc"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["room.doc"], "is of no format that can be written; choose one of: qdpx, qdc, passages, codebook."),
        (["room.csv", "--format", "odt"], "There is no format 'odt'"),
        (["room.docx", "--format", "passages"], "room.docx: 'passages' is written to a file that ends in .csv, .xlsx."),
        (["p.csv", "--profile", "nvivo"], "A file of format 'passages' has no use for 'profile'."),
        (["p.csv", "--for", "nvivo"], "has no use for 'for'"),
        (["p.csv", "--layers", "tension"], "has no use for 'layers'"),
        (["room.qdpx", "--query", "voice:R1"], "A file of format 'qdpx' has no use for 'query'."),
        (["room.qdpx", "--context", "3"], "has no use for 'context'"),
        (["room.qdpx", "--layers", "nowhere"], "nowhere"),
        (["p.csv", "--query", "voice:R9"], "R9"),
        (["p.csv", "--context", "-1"], "context"),
        (["there.csv"], "exists already"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_no_file(
    run: Run, study: str, tmp_path: Path, words: list[str], said: str
) -> None:
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    refused = run("export", study, *words)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


def test_a_format_is_named_where_the_file_is_called_otherwise(run: Run, study: str, tmp_path: Path) -> None:
    assert run("export", study, "room.zip", "--format", "qdpx").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "room.zip")
    assert run("inspect", "room.zip").exit_code == 0

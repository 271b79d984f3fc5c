"""add and speakers as commands: what they say, how they end, and that a dry run writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Shell
from tests.formats.sources.built import comment, paragraph, part, write_docx
from tests.formats.sources.built import run as words_in

TALK = "I: Hoe gaat de samenwerking?\nR: Wij bellen elkaar nooit.\nI: Waarom niet?\nR: Te druk, denk ik{}.\n"
NAMED = "Anna: Hoe gaat het?\nJan Smit: Stroef.\nAnna: Waarom?\nJan Smit: Niemand belt.\n"


def write(name: str, text: str | bytes) -> str:
    """A file in the working folder; gives its path."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def head(run: Run, study: str) -> str:
    return run("journal", study, "--head").stdout


def sources(run: Run, study: str) -> int:
    return int(json.loads(run("show", study, "--json").stdout)["counts"]["source"])


# ---------------------------------------------------------------------- one file
def test_a_file_comes_in_and_is_told_in_a_line(run: Run, study: str) -> None:
    write("Gesprek 2026-03-02.txt", TALK.format(""))
    done = run("add", study, "Gesprek 2026-03-02.txt", "--participant", "R1", "--sub-case", "east", "--wave", "W1")
    assert (done.exit_code, done.stderr) == (0, "")
    length = len(TALK.format(""))
    assert done.stdout == f"Gesprek 2026-03-02.txt: source 'R1', {length} characters, 4 turns.\n"
    assert sources(run, study) == 3
    run("save", study, "out")
    row = next(line for line in Path("out/sources.csv").read_text().splitlines() if line.startswith("R1,"))
    for value in ("interview", "2026-03-02", "W1", "east", "originals/R1.txt"):
        assert value in row
    assert Path("out/originals/R1.txt").read_bytes() == TALK.format("").encode()


def test_a_dry_run_shows_what_would_come_in_and_writes_nothing(run: Run, study: str) -> None:
    write("oud.txt", TALK.format(" – café").encode("cp1252"))
    before = head(run, study)
    done = run("add", study, "oud.txt", "--dry-run", "--participant", "R2")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "oud.txt"
    for line in (
        "becomes R2, interview",
        "format txt, cp1252",
        "participants R2",
        "I the interviewer turns: 2, words: 6",
        "R R2 turns: 2, words: 9",
        "I: Hoe gaat de samenwerking?",
    ):
        assert line in lines
    assert any("The encoding was guessed: cp1252" in line and "café" in line for line in lines)
    assert lines[-1] == "Nothing was written."
    assert head(run, study) == before


def test_who_is_not_known_is_asked_for(run: Run, study: str) -> None:
    write("a.txt", NAMED)
    done = run("add", study, "a.txt")
    assert "Nobody knows yet who speaks as 'Anna', 'Jan Smit'; say so with 'spanveld speakers'." in done.stdout
    again = run("speakers", study, "jan smit=R1", "Anna=interviewer")
    assert again.stdout.splitlines()[0] == "Turns that are somebody else's now: 4."
    shown = [" ".join(line.split()) for line in run("speakers", study).stdout.splitlines()]
    assert shown == ["Anna the interviewer turns: 2 (3)", "Jan Smit R1 turns: 2 (3)"]
    known = json.loads(run("speakers", study, "--json").stdout)["speakers"]
    assert known[1] == {
        "label": "Jan Smit",
        "participant": "R1",
        "role": "respondent",
        "turns": 2,
        "sources": ["3"],
    }
    assert json.loads(run("speakers", study, "Anna=", "--json").stdout)["changed"] == 2


def test_a_study_whose_texts_have_no_labels_says_so(run: Run, study: str) -> None:
    assert run("speakers", study).stdout == "No text of this study marks who speaks by labels.\n"
    refused = run("speakers", study, "Kees=R1")
    assert (refused.exit_code, refused.stderr) == (2, "No text has a speaker 'Kees'.\n")


@pytest.mark.parametrize("pair", ["Jan", "=R1", "  =R1"])
def test_a_pair_that_says_not_who_is_who_is_refused(run: Run, study: str, pair: str) -> None:
    write("a.txt", NAMED)
    for words in (("add", study, "a.txt", "--speaker", pair), ("speakers", study, pair)):
        refused = run(*words)
        assert refused.exit_code == 2
        assert "says not who is who; write LABEL=ID" in refused.stderr


def test_a_speaker_that_no_file_has_is_told_and_never_passed_over(run: Run, study: str) -> None:
    write("a.txt", NAMED)
    write("b.txt", TALK.format(""))
    refused = run("add", study, "a.txt", "--speaker", "Jan Smid=R1")
    assert (refused.exit_code, refused.stderr) == (2, "a.txt: The file has no speaker 'Jan Smid'.\n")
    assert sources(run, study) == 2
    done = run("add", study, "a.txt", "b.txt", "--speaker", "JAN SMIT=R1", "--speaker", "Kees=R2")
    assert (done.exit_code, done.stderr) == (2, "No text has a speaker 'Kees'.\n")
    assert "Sources added: 2 of 2 files." in done.stdout


def test_comments_of_word_come_in_as_codings_of_a_layer(run: Run, study: str) -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/>' + words_in("Niemand belt ons.") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>' + paragraph("Dat is al jaren zo.")
    )
    write_docx(Path("c.docx"), body, {"comments": part("comments", comment(0, "GELD"))})
    refused = run("add", study, "c.docx", "--comments-as", "tension")
    assert (refused.exit_code, sources(run, study)) == (2, 2)
    assert refused.stderr.startswith("c.docx: Layer 'tension' is closed")
    done = run("add", study, "c.docx", "--comments-as", "aspect")
    assert "Passages taken over: 1; codes made: 0." in done.stdout, "'geld' is there already, by its label"
    assert run("undo", study).exit_code == 0
    assert sources(run, study) == 2


def test_a_file_that_is_in_already_is_passed_over(run: Run, study: str) -> None:
    write("a.txt", TALK.format(""))
    write("kopie.md", TALK.format(""))
    run("add", study, "a.txt", "--id", "eerste")
    before = head(run, study)
    alone = run("add", study, "a.txt")
    assert alone.exit_code == 0
    assert "It is in the study already, as source 'eerste'." in alone.stdout
    both = run("add", study, "a.txt", "kopie.md", "--json")
    files = json.loads(both.stdout)["files"]
    assert (both.exit_code, files[0]["double_of"]) == (0, "eerste")
    assert "source" not in files[0]
    run("undo", study)
    assert head(run, study) != before


# ---------------------------------------------------------------------- several files
def test_one_bad_file_stops_no_other_and_is_named_at_the_end(run: Run, study: str) -> None:
    write("map/1.txt", TALK.format(" een"))
    write("map/2.docx", b"\x89PNG" + bytes(200))
    write("map/10.txt", TALK.format(" tien"))
    done = run("add", study, "map")
    assert done.exit_code == 2
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if ": source" in line] == [
        "map/1.txt",
        "map/10.txt",
    ]
    assert done.stdout.endswith("Sources added: 2 of 3 files.\n")
    assert done.stderr.startswith("map/2.docx cannot be read: it is no Word file (docx)")
    assert len(done.stderr.splitlines()) == 1
    assert sources(run, study) == 4


def test_each_file_is_a_change_of_its_own(run: Run, study: str) -> None:
    write("a.txt", TALK.format(" a"))
    write("b.txt", TALK.format(" b"))
    run("add", study, "a.txt", "b.txt")
    run("undo", study)
    assert sources(run, study) == 3


def test_in_folders_hidden_files_lock_files_and_other_kinds_are_passed_over(run: Run, study: str) -> None:
    for name in ("f/.verborgen.txt", "f/~$a.docx", "f/.git/x.txt", "f/foto.jpg", "f/diep/nog/a.txt", "f/b.TXT"):
        write(name, TALK.format(f" {len(name)}"))
    done = run("add", study, "f", "--dry-run", "--json")
    assert [each["file"] for each in json.loads(done.stdout)["files"]] == ["f/b.TXT", "f/diep/nog/a.txt"]
    named = run("add", study, "f/.verborgen.txt")
    assert named.exit_code == 0, "a file that is named itself is taken"
    Path("leeg").mkdir()
    refused = run("add", study, "leeg")
    assert (refused.exit_code, refused.stderr) == (2, "There is no file in leeg that can be read.\n")


def test_what_is_passed_over_in_a_folder_is_named_and_an_old_form_says_what_to_do(run: Run, study: str) -> None:
    write("f/a.txt", TALK.format(" a"))
    write("f/foto.jpg", b"\xff\xd8\xff")
    write("f/oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run("add", study, "f")
    assert done.exit_code == 2
    assert "Sources added: 1 of 2 files.\n" in done.stdout
    assert "f/oud.doc cannot be read: it is of an old Word format" in done.stderr
    assert "Passed over, since files of that kind are not read: f/foto.jpg.\n" in done.stderr
    told = json.loads(run("add", study, "f/a.txt", "f", "--json").stdout)
    assert told["passed_over"] == ["f/foto.jpg"]


def test_a_path_twice_is_one_file(run: Run, study: str) -> None:
    write("f/a.txt", TALK.format(""))
    Path("f/link.txt").symlink_to("a.txt")
    done = run("add", study, "f/a.txt", "./f/../f/a.txt", "f", "f/link.txt", "--json")
    assert len(json.loads(done.stdout)["files"]) == 1


def test_a_path_that_leads_nowhere_is_refused_before_anything_comes_in(run: Run, study: str) -> None:
    write("a.txt", TALK.format(""))
    before = head(run, study)
    refused = run("add", study, "a.txt", "nergens.txt")
    assert (refused.exit_code, refused.stderr) == (2, "There is no file or folder nergens.txt.\n")
    assert head(run, study) == before


@pytest.mark.parametrize("option", ["--id", "--title"])
def test_a_name_for_one_file_is_not_given_to_two(run: Run, study: str, option: str) -> None:
    write("a.txt", TALK.format(" a"))
    write("b.txt", TALK.format(" b"))
    refused = run("add", study, "a.txt", "b.txt", option, "X")
    assert (refused.exit_code, refused.stderr) == (2, "--id and --title are for one file; there are 2.\n")
    assert sources(run, study) == 2


# ---------------------------------------------------------------------- how it speaks
def test_as_json_a_file_says_what_came_in_and_an_error_why_not(run: Run, study: str) -> None:
    write("a.txt", TALK.format(""))
    write("b.txt", "")
    done = run("add", study, "a.txt", "b.txt", "--participant", "R1", "--json")
    one, other = json.loads(done.stdout)["files"]
    assert done.exit_code == 2
    assert set(one) == {"file", "plan", "double_of", "source", "passages", "codes"} - {"double_of"}
    assert (one["source"], one["plan"]["kind"], one["plan"]["double_of"]) == ("R1", "interview", "")
    assert one["plan"]["speakers"][1] == {
        "label": "R",
        "participant": "R1",
        "role": "respondent",
        "turns": 2,
        "words": 8,
        "new": False,
    }
    assert other == {"file": "b.txt", "error": {"message": "b.txt cannot be read: it is empty."}}


def test_messages_are_dutch_for_a_dutch_reader(run: Run, study: str) -> None:
    write("a.txt", TALK.format(""))
    write("b.txt", "")
    done = run("add", study, "a.txt", "b.txt", SPANVELD_LANGUAGE="nl")
    english = run("add", study, "a.txt", "b.txt", "--dry-run").stdout
    assert "Er is niets geschreven." in run("add", study, "b.txt", "--dry-run", SPANVELD_LANGUAGE="nl").stdout
    assert "b.txt" in done.stderr
    assert "cannot be read" not in done.stderr
    assert "leeg" in done.stderr
    assert "Sources added" not in done.stdout
    assert "Nothing was written." in english


def test_no_progress_is_shown_where_output_goes_into_a_pipe(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("load", "room.spanveld", folder)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TALK.format(f" {name}"), encoding="utf-8")
    done = shell("add", "room.spanveld", "a.txt", "b.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert done.stdout.count("\n") == 5


def test_a_file_name_of_an_old_encoding_is_no_hindrance(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("load", "room.spanveld", folder)
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "gesprek-\udce9.txt").write_text(TALK.format(""), encoding="utf-8")
    done = shell("add", "room.spanveld", "map")
    assert done.returncode == 0, done.stderr
    assert "source '3'" in done.stdout
    assert shell("doctor", "room.spanveld").returncode == 0


@pytest.mark.parametrize("words", [(), ("a.txt", "--kind", "letter"), ("a.txt", "--letter")])
def test_what_the_command_does_not_know_is_a_usage_error(run: Run, study: str, words: tuple[str, ...]) -> None:
    refused = run("add", study, *words)
    assert refused.exit_code == 2
    assert "Try 'spanveld add --help' for help." in refused.stderr


def test_a_wrong_date_or_name_is_one_message_and_nothing_comes_in(run: Run, study: str) -> None:
    write("a.txt", TALK.format(""))
    before = head(run, study)
    for words, message in (
        (("--date", "31-02-2024"), "is no date"),
        (("--wave", "W9"), "There is no wave 'W9' in this study"),
        (("--participant", "R9"), "There is no participant 'R9' in this study"),
        (("--id", "mijn bron"), "is no identifier"),
        (("--id", "night"), "There is a source 'night' already"),
        (("--comments-as", "mijn laag"), "is no identifier"),
        (("--dry-run", "--highlights-as", "mijn laag"), "is no identifier"),
    ):
        done = run("add", study, "a.txt", *words)
        assert (done.exit_code, done.stdout, head(run, study)) == (2, "", before)
        assert message in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "{study}", "a.txt", "--date", "2026-13"), "date: '2026-13' is geen datum van de kalender"),
        (("describe", "{study}", "--keep-until", "ooit"), "keep_until: 'ooit' is geen datum van de kalender"),
        (
            ("correct", "{study}", "R1", "nee.txt"),
            "nee.txt kan niet worden gelezen: het systeem zegt: dat bestand of die map",
        ),
    ],
)
def test_a_reason_inside_a_message_is_dutch_too(run: Run, study: str, words: tuple[str, ...], told: str) -> None:
    write("a.txt", TALK.format(" a"))
    refused = run(*(word.format(study=study) for word in words), SPANVELD_LANGUAGE="nl")
    assert refused.exit_code == 2
    assert refused.stderr.startswith(told)
    assert not refused.stderr.endswith("..\n")

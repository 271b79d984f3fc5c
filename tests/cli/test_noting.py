"""``note``: a form in the user's own editor."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spanveld.cli.noting import note
from spanveld.formats.note_form import NoteFormError
from spanveld.model import records as r
from spanveld.model.errors import Refused, SpanveldError
from spanveld.session import open_study
from tests.session.samples import put
from tests.session.test_topics import harbour

Editor = Callable[[str], str]
FILLED = "soort: vergadering\nkenmerk: FN9\n\n== Waargenomen ==\nRegen.\n\n== Reflectie van de onderzoeker ==\nKil.\n"


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "harbour.spanveld"
    put(str(path), harbour(), "ann").close()
    return str(path)


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which forms lie while they are filled in."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes an editor that runs these lines of Python on the file, as ``path`` and ``text``."""

    def make(lines: str) -> str:
        script = tmp_path / "editor.py"
        begin = "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text(encoding='utf-8')\n"
        script.write_text(begin + lines, encoding="utf-8")
        return shlex.join([sys.executable, str(script)])

    return make


def run(*words: str | Path, **environ: str) -> Result:
    env = {"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann", "VISUAL": "", "EDITOR": "", **environ}
    return CliRunner().invoke(note, [str(word) for word in words], env=env)


def sources(study: str) -> dict[str, str]:
    with open_study(study) as opened:
        return {item.source: item.kind for item in opened.content().of(r.Source)}


def test_what_is_written_in_the_editor_becomes_a_source(study: str, editor: Editor, drafts: Path) -> None:
    filled = editor(
        "new = text.replace('kenmerk:', 'kenmerk: FN9').replace('== Waargenomen ==', '== Waargenomen ==\\nRegen.')\n"
        "path.write_text(new, encoding='utf-8')\n"
    )
    done = run(study, EDITOR=filled)
    assert done.exit_code == 0, done.exception
    assert done.stdout == "Added source FN9. 'spanveld undo' takes it back.\n"
    assert sources(study)["FN9"] == "field_notes"
    assert list(drafts.iterdir()) == []


def test_visual_goes_before_editor(study: str, editor: Editor) -> None:
    filled = editor(f"path.write_text({FILLED!r}, encoding='utf-8')\n")
    assert run(study, VISUAL=filled, EDITOR="/no/such/editor").exit_code == 0
    assert sources(study)["FN9"] == "meeting"


@pytest.mark.parametrize("lines", ["", "path.write_text('', encoding='utf-8')", "path.write_text(text + '\\n\\n')"])
def test_a_form_that_was_left_or_emptied_adds_nothing(study: str, editor: Editor, drafts: Path, lines: str) -> None:
    before = sources(study)
    done = run(study, EDITOR=editor(lines))
    assert isinstance(done.exception, Refused)
    assert "Nothing was written" in str(done.exception)
    assert sources(study) == before
    assert list(drafts.iterdir()) == []


def test_a_faulty_form_is_kept_and_can_be_given_again(study: str, editor: Editor, drafts: Path) -> None:
    faulty = FILLED.replace("soort:", "datum: gisteren\nsoort:")
    done = run(study, EDITOR=editor(f"path.write_text({faulty!r}, encoding='utf-8')"))
    assert isinstance(done.exception, NoteFormError)
    assert ":1: date: 'gisteren' is no date" in str(done.exception)
    assert "FN9" not in sources(study)
    (draft,) = drafts.iterdir()
    assert f"Your form is kept: {draft}" in done.stderr
    assert f"note {study} --from {draft}" in done.stderr
    assert draft.read_text(encoding="utf-8") == faulty
    draft.write_text(faulty.replace("gisteren", "2026-03-04"), encoding="utf-8")
    assert run(study, "--from", draft).exit_code == 0
    assert sources(study)["FN9"] == "meeting"
    assert draft.exists()


def test_a_name_that_the_study_does_not_have_keeps_the_form_too(study: str, editor: Editor, drafts: Path) -> None:
    faulty = "aanwezig: R77\n" + FILLED
    done = run(study, EDITOR=editor(f"path.write_text({faulty!r}, encoding='utf-8')"))
    (draft,) = drafts.iterdir()
    assert f"{draft}:1: present: 'R77' is no participant" in str(done.exception)


def test_an_editor_that_fails_writes_nothing_but_keeps_what_was_typed(study: str, editor: Editor, drafts: Path) -> None:
    done = run(study, EDITOR=editor(f"path.write_text({FILLED!r}, encoding='utf-8'); sys.exit(3)"))
    assert "ended with 3" in str(done.exception)
    assert "FN9" not in sources(study)
    assert [draft.read_text(encoding="utf-8") for draft in drafts.iterdir()] == [FILLED]


def test_an_editor_that_is_not_there_is_named(study: str, drafts: Path) -> None:
    done = run(study, EDITOR="/no/such/editor")
    assert isinstance(done.exception, SpanveldError)
    assert "/no/such/editor cannot be started" in str(done.exception)
    assert list(drafts.iterdir()) == []


def test_the_form_is_printed_in_the_studys_language(study: str) -> None:
    form = run(study, "--form").stdout
    assert "== Waargenomen ==" in form
    assert json.loads(run(study, "--form", "--json").stdout) == {"form": form}


def test_a_form_from_a_file_needs_no_editor(study: str, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(FILLED, encoding="utf-8")
    done = run(study, "--from", file, "--json", EDITOR="/no/such/editor")
    assert json.loads(done.stdout) == {"source": "FN9", "kind": "meeting"}
    again = run(study, "--from", file)
    assert f"{file}:2: id: 'FN9' is a source of this study already" in str(again.exception)


def test_a_file_that_is_not_there_is_named(study: str) -> None:
    assert "cannot be read" in str(run(study, "--from", "nee.txt").exception)
    assert run(study, "--form", "--from", "nee.txt").exit_code == 2

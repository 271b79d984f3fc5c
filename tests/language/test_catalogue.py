"""Every message of the program has a Dutch translation that fits it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def load_tool() -> ModuleType:
    """The tool that keeps the catalogues; it lies outside the package."""
    file = Path(__file__).parents[2] / "tools" / "update_messages.py"
    specification = importlib.util.spec_from_file_location("update_messages", file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


tool = load_tool()


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_catalogue_fits_the_program(language: str) -> None:
    """'python tools/update_messages.py' brings new messages in and takes stale ones out; then translate what is empty."""
    assert tool.faults(language) == []


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    file = tool.SOURCE / "language" / f"{language}.po"
    assert file.read_text(encoding="utf-8") == tool.text_of(tool.updated(language))


def test_messages_are_found_in_code_and_in_templates() -> None:
    found = tool.extracted()
    assert "reports/templates/report.html.j2" in found["Skip to the findings"]
    assert "model/errors.py" in found["The study folder has {count} faults; nothing was written."]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program of three messages."""
    (tmp_path / "language").mkdir()
    (tmp_path / "code.py").write_text('N_("one {a}")\nN_("two")\n', encoding="utf-8")
    (tmp_path / "page.html.j2").write_text('<p>{{ _("three") }}</p>', encoding="utf-8")
    return tmp_path


def write_catalogue(program: Path, entries: str) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (program / "language" / "nl.po").write_text(head + entries, encoding="utf-8")


def test_what_is_missing_stale_or_does_not_fit_is_found(program: Path) -> None:
    write_catalogue(
        program, 'msgid "one {a}"\nmsgstr "een {b}"\n\nmsgid "two"\nmsgstr ""\n\nmsgid "four"\nmsgstr "vier"\n'
    )
    assert tool.faults("nl", program) == [
        "nl: no translation: 'two' (code.py)",
        "nl: no translation: 'three' (page.html.j2)",
        "nl: no longer used: 'four'",
        "nl: other places: 'one {a}' -> 'een {b}'",
    ]


def test_an_update_keeps_translations_and_drops_what_is_gone(program: Path) -> None:
    write_catalogue(program, 'msgid "two"\nmsgstr "twee"\n\nmsgid "four"\nmsgstr "vier"\n')
    known = {message.id: message.string for message in tool.updated("nl", program) if message.id}
    assert known == {"one {a}": "", "two": "twee", "three": ""}

"""The page on adding a format: its example does what the page says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from spanveld.formats.exchange.registry import (
    READERS_GROUP,
    WRITERS_GROUP,
    ProjectReader,
    ProjectWriter,
    ReadingChoices,
    WritingChoices,
)
from spanveld.formats.sources.parts import Unreadable

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-format.md"


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return found


@pytest.fixture
def marks() -> Any:
    scope: dict[str, Any] = {}
    exec(compile(example("python"), str(PAGE), "exec"), scope)
    return scope["MARKS"]


def test_the_entry_points_on_the_page_are_those_that_are_looked_for() -> None:
    assert set(tomllib.loads(example("toml"))["project"]["entry-points"]) == {READERS_GROUP, WRITERS_GROUP}


def test_the_example_reads_and_writes(tmp_path: Path, marks: Any) -> None:
    assert isinstance(marks, ProjectReader)
    assert isinstance(marks, ProjectWriter)
    path = tmp_path / "gesprek.marks"
    path.write_text("#marks\nwij [[willen]] meer [[ruimte]] nu", encoding="utf-8")
    assert marks.recognises(path)
    project = marks.read(path, ReadingChoices())
    (source,) = project.sources
    assert [source.text[one.start : one.end] for one in source.selections] == ["willen", "ruimte"]
    assert {name: line["taken"] for name, line in project.account.as_data().items()} == {
        "PlainTextSelection": 2,
        "Coding": 2,
        "TextSource": 1,
        "Code": 1,
    }
    marks.write(project, path, WritingChoices())
    assert path.read_text(encoding="utf-8") == "#marks\nwij willen meer ruimte nu"


def test_the_example_refuses_what_it_cannot_read(tmp_path: Path, marks: Any) -> None:
    path = tmp_path / "leeg.marks"
    path.write_text("#marks", encoding="utf-8")
    with pytest.raises(Unreadable, match="it has no text"):
        marks.read(path, ReadingChoices())

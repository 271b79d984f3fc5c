"""Taguette's code books: a table of tags becomes a tree of codes, and what is none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.exchange.registry import read_project, reader_of
from spanveld.formats.sources.parts import Unreadable
from tests.formats.exchange.taguette_made import remarks, tree


@pytest.mark.parametrize(
    "table",
    [
        'tag,description,number of highlights\nmens,"wie, en wat",3\nmens.arts,,0\n',
        'tag;parent;description;number of highlights\r\nmens;;"wie, en wat";3\r\nmens.arts;mens;;0\r\n',
        "\ufeffpath\tdescription\nmens\twie, en wat\n\nmens.arts\t\n",
    ],
)
def test_a_code_book_is_a_tree_of_codes(tmp_path: Path, table: str) -> None:
    path = tmp_path / "codebook.csv"
    path.write_bytes(table.encode())
    project = read_project(path)
    assert tree(project) == {"mens": ("wie, en wat", True), "mens / arts": ("", True)}
    assert (project.name, project.format) == ("codebook", "taguette-codebook")


def test_a_code_book_with_faults_says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text("tag,description\n,leeg\nmens,een\nmens,twee\n")
    project = read_project(path)
    assert tree(project) == {"mens": ("een", True)}
    assert (project.account.lines["Code"].in_file, project.account.lines["Code"].dropped) == (3, 2)
    assert "Line 2 has no name" in remarks(project)
    assert "The tag mens stands in the file twice" in remarks(project)


def test_a_code_book_with_an_open_quotation_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text('tag,description\nmens,"open\n')
    with pytest.raises(Unreadable, match="line 2 is no line of a csv table"):
        read_project(path)


@pytest.mark.parametrize(
    "table", ["name\nAnna\n", "tag,name,description\n", "id,document,tag,content\n1,R1,mens,een\n", ""]
)
def test_another_table_is_no_code_book(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(table)
    with pytest.raises(Unreadable, match="it is no project that can be read"):
        reader_of(path)

"""The findings tables as Markdown, read by a Markdown parser."""

from __future__ import annotations

from markdown_it import MarkdownIt

from spanveld.reports.markdown_table import render
from tests.reports.tables import row, stance, tables

NASTY = "A | pipe, *stars*, `code`, <b>tag</b>, [link](http://x.example), \\ and\nsecond line"


def cells(markdown: str) -> list[list[str]]:
    """The cells of all tables as a reader sees them, row by row."""
    found: list[list[str]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            found.append([])
        if token.type in ("th_open", "td_open"):
            children = tokens[place + 1].children or []
            found[-1].append("".join(child.content for child in children if child.type in ("text", "code_inline")))
    return found


def test_there_is_a_heading_for_each_dimension_and_a_table_where_it_has_findings() -> None:
    text = render(tables(row("F1", stance(0))))
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# The reading room",
        "## Light in the room",
        "## Quiet",
    ]
    assert text.endswith("## Quiet\n\nNo findings yet.\n")


def test_each_row_has_support_and_contrary_evidence_in_columns_of_their_own() -> None:
    its = row("F1", stance(3, "R1", "FN"), qualifies=stance(1, "R2"), against=stance(2))
    head, cited = cells(render(tables(its)))
    assert head == ["Part", "Finding", "Supports", "Qualifies", "Against", "Rests on"]
    assert cited[2:5] == ["[R1, field notes] 3 passages", "[R2] 1 passage", "[no voice] 2 passages"]
    assert cited[5].startswith("rests on one voice (R1); ")


def test_the_citation_stands_as_it_is_read() -> None:
    assert "| [R1, field notes] 3 passages |" in render(tables(row("F1", stance(3, "R1", "FN"))))


def test_nothing_in_a_statement_is_taken_for_markdown() -> None:
    found = cells(render(tables(row("F1", stance(0), statement=NASTY))))
    assert [len(line) for line in found] == [6, 6]
    assert found[1][1] == NASTY.replace("\n", " ")


def test_the_kind_is_named_once_for_its_rows() -> None:
    found = cells(render(tables(row("F1", stance(0)), row("F2", stance(0)))))
    assert [line[0] for line in found] == ["Part", "Risks", ""]

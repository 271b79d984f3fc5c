"""Markdown files: the text without its marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.sources.markdown import MOST_LINES, read_markdown, read_markdown_file
from spanveld.formats.sources.odt import read_odt
from spanveld.formats.sources.parts import Reading, Unreadable

FILES = Path(__file__).parent / "files"


def quotes(reading: Reading, kind: str) -> list[tuple[str, int]]:
    return [(reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == kind]


def remarks(reading: Reading) -> str:
    return "\n".join(remark.text() for remark in reading.remarks)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Interviewer:** Hoe gaat het?", "Interviewer: Hoe gaat het?"),
        ("Een *klein* ~~fout~~ `woord`", "Een klein fout woord"),
        ("wet\\_en\\_regel \\* &euml;", "wet_en_regel * ë"),
        ("zie [de site](http://a.nl)", "zie de site"),
        ("![een foto van het plein](plein.png)", "een foto van het plein"),
        ("regel een  \nregel twee\\\nregel drie", "regel een\nregel twee\nregel drie"),
        ("een<br>twee", "een\ntwee"),
        ("samen&shy;werking", "samenwerking"),
    ],
)
def test_marks_are_no_part_of_the_text(written: str, said: str) -> None:
    assert read_markdown(written).text == said


def test_lines_of_a_paragraph_are_joined_and_turns_are_kept_apart() -> None:
    written = "**Interviewer:** Hoe is het\nbegonnen, volgens u?\n**R4:** Met een telefoontje\nen dat is het punt: geld.\n[00:12:01] Ja."
    assert read_markdown(written).text == (
        "Interviewer: Hoe is het begonnen, volgens u?\nR4: Met een telefoontje en dat is het punt: geld.\n[00:12:01] Ja."
    )


def test_headings_lists_and_quotations_are_blocks() -> None:
    reading = read_markdown("# Een\n\nTwee\n====\n\n- a\n  - b\n\n    bij b\n1. c\n\n> geciteerd\n> verder\n")
    assert reading.text == "Een\nTwee\na\nb\nbij b\nc\ngeciteerd verder"
    assert quotes(reading, "heading") == [("Een", 1), ("Twee", 1)]
    assert quotes(reading, "list_item") == [("a", 1), ("b", 2), ("c", 1)]
    assert quotes(reading, "quote") == [("geciteerd verder", 0)]


def test_a_row_of_a_table_is_a_line() -> None:
    reading = read_markdown("| Wie | Wat |\n|---|---|\n| **A** | |\n| B | ja |\n")
    assert reading.text == "Wie\tWat\nA\t\nB\tja"
    found = [(reading.text[block.start : block.end], block.row, block.column) for block in reading.blocks]
    assert found == [("Wie", 1, 1), ("Wat", 1, 2), ("A", 2, 1), ("B", 3, 1), ("ja", 3, 2)]


def test_code_is_text_with_its_line_breaks() -> None:
    assert read_markdown("```\nR1: een\n\n  twee\n```\n\n    ingesprongen\n").text == "R1: een\n\n  twee\ningesprongen"


def test_the_head_of_the_file_gives_title_and_date() -> None:
    reading = read_markdown('---\ntitle: "Gesprek 4"\ndate: 2024-03-05\ntags: [a, b]\n---\n\nTekst\n')
    assert (reading.text, reading.title, reading.date) == ("Tekst", "Gesprek 4", "2024-03-05")
    assert "left out: tags." in remarks(reading)


def test_a_line_of_dashes_at_the_start_is_no_head() -> None:
    assert read_markdown("---\nTekst zonder kop\n\n---\nmeer").text == "Tekst zonder kop\nmeer"


def test_html_and_addresses_are_left_out_with_a_remark() -> None:
    reading = read_markdown(
        "Een <u>woord</u> en [link](http://a.nl), <http://b.nl>.\n\n<div>blok</div>\n\n<!-- nota -->\n"
    )
    assert reading.text == "Een woord en link, http://b.nl."
    assert "Pieces of html were left out (number: 4), such as: <u>" in remarks(reading)
    assert "The addresses behind links were left out (number: 1)." in remarks(reading)


def test_the_same_conversation_reads_as_that_of_a_word_processor() -> None:
    reading, other = read_markdown_file(FILES / "same" / "gesprek.md"), read_odt(FILES / "same" / "gesprek.odt")
    assert (reading.text, reading.blocks) == (other.text, other.blocks)
    assert (reading.encoding, reading.format) == ("utf-8", "md")


def test_a_guessed_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("# Coördinatie".encode("cp1252"))
    reading = read_markdown_file(path)
    assert (reading.text, reading.encoding) == ("Coördinatie", "cp1252")
    assert "Coördinatie" in remarks(reading)


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"PK\x03\x04\x00\x00", bytes(range(256)) * 20, b"[a]: http://b.nl\n"]
)
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        read_markdown_file(path)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(">" * 100_000 + "x", id="quotations"),
        pytest.param("".join("  " * depth + "- a\n" for depth in range(300)), id="lists"),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("*a " * 100_000, id="stars"),
        pytest.param("a\n" * (MOST_LINES + 1), id="lines"),
    ],
)
def test_what_would_stall_the_parser_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        read_markdown(written)


PIECES = [
    "# ", "- ", "> ", "1. ", "\n", "\n\n", "    ", "|", "---", "```", "**", "[", "](", ")", "`", "<b>", "<br>", "R1: ", "tekst", " ",
    "&#0;", "\\", "![", "~~",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_order_of_marks_breaks_the_reader(pieces: list[str]) -> None:
    try:
        reading = read_markdown("begin\n\n" + "".join(pieces))
    except Unreadable:
        return
    assert all(0 <= block.start < block.end <= len(reading.text) for block in reading.blocks)
    assert reading.text.startswith("begin")
    assert reading.text == reading.text.strip("\n")

"""Web pages and html exports: what a person reads in them, and nothing of the page around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.sources.html import read_html
from spanveld.formats.sources.odt import read_odt
from spanveld.formats.sources.parts import Reading, Unreadable

FILES = Path(__file__).parent / "files"


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def reading(content: str | bytes) -> Reading:
        path = tmp_path / "a.html"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_html(path)

    return reading


def quotes(reading: Reading, kind: str) -> list[tuple[str, int]]:
    return [(reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == kind]


def cells(reading: Reading) -> list[tuple[str, int, int]]:
    found = (block for block in reading.blocks if block.kind == "cell")
    return [(reading.text[block.start : block.end], block.row, block.column) for block in found]


def remarks(reading: Reading) -> str:
    return "\n".join(remark.text() for remark in reading.remarks)


# text and white space


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Een\n   twee\tdrie </p>", "Een twee drie"),
        ("<p>ge<b>meen</b>te en <i> raad</i> .</p>", "gemeente en raad ."),
        ("<div>een<p>twee</p>drie</div>", "een\ntwee\ndrie"),
        ("<p>regel<br> twee<br></p><p>drie</p>", "regel\ntwee\ndrie"),
        ("<p>een</p><p><br></p><p>&nbsp;</p><p>twee</p>", "een\n\ntwee"),
        ("<p>geïnt&euml;r&#233; &#128578; samen&shy;werking</p>", "geïntëré 🙂 samenwerking"),
        ("<pre>\nR1:  een\n\n\n  twee</pre>", "R1:  een\n\n  twee"),
        ("<p>a<!-- weg -->b<wbr>c</p>", "abc"),
        ("<dl><dt>Interviewer</dt><dd>Ja?</dd></dl>", "Interviewer\nJa?"),
        ("losse tekst", "losse tekst"),
    ],
)
def test_white_space_is_as_a_browser_shows_it(read, page: str, text: str) -> None:
    assert read(page).text == text


def test_headings_lists_and_quotations_are_blocks(read) -> None:
    reading = read(
        "<h1>Kop <em>een</em></h1><ul><li>a<ol><li><p>b</p><p>bij b</p></ol><li>c</ul><h3>Drie</h3>"
        "<blockquote><p>q1</p><p>q2</p></blockquote>"
    )
    assert reading.text == "Kop een\na\nb\nbij b\nc\nDrie\nq1\nq2"
    assert quotes(reading, "heading") == [("Kop een", 1), ("Drie", 3)]
    assert quotes(reading, "list_item") == [("a", 1), ("b", 2), ("c", 1)]
    assert quotes(reading, "quote") == [("q1\nq2", 0)]


def test_a_row_of_a_table_is_a_line(read) -> None:
    reading = read(
        "<table><tr><th rowspan=2>Wie</th><th>Wat</th></tr><tr><td><p>een</p><p>twee</p></td></tr>"
        "<tr><td></td><td>B</td></tr><tr><td colspan=2>slot</td></tr></table>na"
    )
    assert reading.text == "Wie\tWat\neen twee\n\tB\nslot\nna"
    assert cells(reading) == [("Wie", 1, 1), ("Wat", 1, 2), ("een twee", 2, 2), ("B", 3, 2), ("slot", 4, 1)]


def test_a_table_that_only_places_the_parts_of_a_page_gives_their_lines(read) -> None:
    reading = read("<table><tr><td><h2>Kop</h2><p>een</p></td><td><p>twee</p></td></tr></table>")
    assert (reading.text, cells(reading)) == ("Kop\neen\ntwee", [])


# what is left out


def test_the_page_around_the_text_is_left_out_and_counted(read) -> None:
    reading = read(
        "<header>Gemeente Zuiderveen</header><nav><ul><li>Home</li></ul></nav><div role=dialog>Wij gebruiken cookies</div>"
        "<main><article><header><h1>Kop</h1></header><p>Tekst</p><aside>kader</aside></article></main>"
        "<aside>reclame</aside><footer>Contact</footer>"
    )
    assert reading.text == "Kop\nTekst\nkader"
    assert "side columns of the page were left out (number: 4)." in remarks(reading)
    assert "such as one about cookies, were left out (number: 1)." in remarks(reading)


def test_scripts_and_hidden_parts_are_no_text(read) -> None:
    reading = read(
        "<style>p{color:red}</style><script>document.write('<p>vals</p>')</script><p>echt</p><noscript>zet aan</noscript>"
        "<p hidden>a</p><p aria-hidden=true>b</p><p style='color:red; Display : None'>c</p>"
        "<p aria-hidden=false>wel</p>"
    )
    assert reading.text == "echt\nwel"
    assert "Parts that a browser does not show were left out (number: 4)." in remarks(reading)


def test_buttons_fields_and_pictures_are_left_out_and_counted(read) -> None:
    reading = read(
        "<form><label>Naam</label><input value=x><select><option>een</select><button>OK</button></form><img alt=foto src=x>"
    )
    assert reading.text == "Naam"
    assert "Buttons and fields of forms were left out (number: 3)." in remarks(reading)
    assert "objects were left out (number: 1)." in remarks(reading)


def test_deleted_passages_are_gone_and_inserted_ones_are_there(read) -> None:
    reading = read("<p>het <del>zeer </del><ins>nieuwe </ins>plan</p>")
    assert reading.text == "het nieuwe plan"
    assert "insertions: 1, deletions: 1" in remarks(reading)


# encoding, title and date


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<meta charset=utf-8><p>coördinatie €".encode(), "utf-8"),
        ("<p>coördinatie €".encode(), "utf-8"),
        ("<meta charset='iso-8859-1'><p>coördinatie €".encode("cp1252"), "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>coördinatie €'.encode("cp1252"), "cp1252"),
        ("<meta charset=utf-16><p>coördinatie €".encode(), "utf-8"),
        ("\ufeff<p>coördinatie €".encode("utf-16-le"), "utf-16-le"),
        ('<?xml version="1.0" encoding="utf-8"?><p>coördinatie €'.encode(), "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_that_which_the_page_names(read, content: bytes, encoding: str) -> None:
    reading = read(content)
    assert (reading.text, reading.encoding) == ("coördinatie €", encoding)


def test_an_encoding_that_does_not_fit_or_is_not_named_is_guessed_with_a_remark(read) -> None:
    reading = read("<meta charset=utf-8><p>coördinatie".encode("cp1252"))
    assert (reading.text, reading.encoding) == ("coördinatie", "cp1252")
    assert "It says that its encoding is 'utf-8', which does not fit; it was read as cp1252." in remarks(reading)
    assert "coördinatie" in remarks(read("<p>coördinatie".encode("cp1252")))


def test_title_and_date_come_from_the_head(read) -> None:
    reading = read("<title> Gesprek\n4 </title><meta property='article:published_time' content='2024-03-05T10:00'><p>x")
    assert (reading.title, reading.date) == ("Gesprek 4", "2024-03-05")


def test_a_date_in_the_text_counts_only_where_there_is_one(read) -> None:
    assert read("<p><time datetime=2024-03-05>5 maart</time>").date == "2024-03-05"
    assert read("<p><time>2024-03-05</time> tot <time>2024-04-05</time>").date == ""


# files of real programs


def test_libreoffice_gives_the_same_text_and_blocks_in_html_as_in_odt() -> None:
    html, odt = read_html(FILES / "same" / "gesprek.html"), read_odt(FILES / "same" / "gesprek.odt")
    assert (html.text, html.blocks) == (odt.text, odt.blocks)


def test_a_transcript_with_table_list_and_note_by_libreoffice() -> None:
    reading = read_html(FILES / "html_gesprek.html")
    assert "\nPartij\tRol\tSinds\nGemeente\tregie\t2018\n" in reading.text
    assert "zes jaar geleden.[1] We redden" in reading.text
    assert quotes(reading, "footnote") == [("[1] Volgens een ander was het een brief.", 0)]
    assert quotes(reading, "list_item") == [("de gezamenlijke begroting;", 1), ("het vaste overleg op maandag.", 1)]
    assert (reading.title, reading.date) == ("Gesprek wijkteams", "2024-03-05")
    assert "vertrouwelijk" not in reading.text


# files that are not what they seem


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 20])
def test_what_is_no_text_is_refused(read, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_a_page_that_only_a_script_fills_is_refused(read) -> None:
    with pytest.raises(Unreadable, match="it holds no text"):
        read("<title>App</title><div id=app></div><script>start()</script>")


def test_a_web_archive_is_refused_with_the_way_out(read) -> None:
    with pytest.raises(Unreadable, match="save it as html or docx"):
        read("From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x",
        "<p>" + "".join(f"<font a={number}>" for number in range(1900)) + "</p>" + "<p>x</p>" * 2000,
        "<b>" * 100_000 + "x",
    ],
    ids=["divs", "fonts", "bold"],
)
def test_what_would_stall_the_parser_is_refused(read, page: str) -> None:
    with pytest.raises(Unreadable, match="lie deeper within each other"):
        read(page)


def test_a_page_as_deep_as_real_ones_are_is_read(read) -> None:
    assert read("<div>" * 500 + "<p>diep</p>" + "</div>" * 500).text == "diep"


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<br>",
    "<pre>", "</pre>", "<blockquote>", "</blockquote>", "<nav>", "</nav>", "<b>", "</i>", "tekst", " ", "\n", "&#0;", "<template>",
    "<main>", "<td rowspan=9 colspan=99>", "<svg>", "<select>", "<a class=sdfootnoteanc>", "</a>", "<div id=sdfootnote1>", "<!--", "-->",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_order_of_tags_breaks_the_reader(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>begin</p>" + "".join(pieces), encoding="utf-8")
    reading = read_html(path)
    assert reading.text.startswith("begin")
    assert all(0 <= block.start < block.end <= len(reading.text) for block in reading.blocks)

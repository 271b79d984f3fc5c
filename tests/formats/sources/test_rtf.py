"""Rich Text files: accents, tables, lists, notes, and what stands in a file without being text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.sources.odt import read_odt
from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.formats.sources.rtf import read_rtf

FILES = Path(__file__).parent / "files"


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def reading(content: str | bytes) -> Reading:
        path = tmp_path / "a.rtf"
        path.write_bytes(content.encode("ascii") if isinstance(content, str) else content)
        return read_rtf(path)

    return reading


def quotes(reading: Reading, kind: str) -> list[tuple[str, int]]:
    return [(reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == kind]


def cells(reading: Reading) -> list[tuple[str, int, int]]:
    found = (block for block in reading.blocks if block.kind == "cell")
    return [(reading.text[block.start : block.end], block.row, block.column) for block in found]


def remarks(reading: Reading) -> str:
    return "\n".join(remark.text() for remark in reading.remarks)


# characters


def test_accents_are_read_by_the_code_page_of_the_file(read) -> None:
    assert read(r"{\rtf1\ansi\ansicpg1252 co\'f6rdinatie, \'80 12, \'91ja\'92}").text == "coördinatie, € 12, ‘ja’"


def test_accents_are_read_by_the_character_set_of_their_font(read) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}"
    assert read(rf"{{\rtf1\ansi{fonts}\f0 \'f8 {{\f1 \'f8}} \'f8}}").text == "ø ř ø"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"ge\u239?nt", "geïnt"),
        (r"ge\u239\'efnt", "geïnt"),
        (r"\uc0 ge\u239nt", "geïnt"),
        (r"\uc2 ge\u239\'c3\'afnt", "geïnt"),
        (r"\u55357?\u56898?", "🙂"),
        (r"\u-10179?\u-8638?", "🙂"),
        (r"{\upr{geint}{\*\ud{ge\u239?nt}}}", "geïnt"),
    ],
)
def test_unicode_characters_come_without_what_stands_in_for_them(read, written: str, said: str) -> None:
    assert read(rf"{{\rtf1\ansi {written}}}").text == said


def test_dashes_quotes_and_fixed_spaces_are_characters(read) -> None:
    said = read(r"{\rtf1 \ldblquote ja\rdblquote  \endash  nee\emdash 5\~km, e\_mail, samen\-werking}").text
    assert said == "“ja” – nee—5\N{NO-BREAK SPACE}km, e\N{NON-BREAKING HYPHEN}mail, samenwerking"


def test_arrows_of_symbol_fonts_become_arrows(read) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Wingdings;}}"
    assert read(rf"{{\rtf1{fonts}voor {{\f1\'e0}} na {{\f1\u-3872?}}}}").text == "voor → na →"


def test_braces_and_backslashes_of_the_text_are_kept(read) -> None:
    assert read(r"{\rtf1 a\{b\}c\\d}").text == r"a{b}c\d"


# paragraphs


def test_paragraphs_are_lines_and_line_ends_of_the_file_are_nothing(read) -> None:
    assert read("{\\rtf1 R1: Ja,\r\n zeker.\\par\\par\\par\nInterviewer: En toen?\\line Of niet?}").text == (
        "R1: Ja, zeker.\n\nInterviewer: En toen?\nOf niet?"
    )


def test_headings_follow_from_style_names_and_outline_levels(read) -> None:
    sheet = (
        r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s2\sbasedon1 Hoofdstuk;}"
        r"{\s3\outlinelevel2 Mijn kop;}{\s4\sbasedon1\outlinelevel9 Gewoon;}}"
    )
    body = (
        r"\pard\s1 Een\par\pard\s2 Twee\par\pard\s3 Drie\par\pard\s4 Vier\par\pard Vijf\par\pard\outlinelevel1 Zes\par"
    )
    reading = read(rf"{{\rtf1{sheet}{body}}}")
    assert quotes(reading, "heading") == [("Een", 1), ("Twee", 1), ("Drie", 3), ("Zes", 2)]


def test_list_items_lose_their_bullets_and_keep_their_depth(read) -> None:
    body = (
        r"\pard{\listtext\'b7\tab}\ls1\ilvl0 een\par\pard{\listtext o\tab}\ls1\ilvl1 twee\par\pard drie\par"
        r"{\pntext 1.\tab}{\*\pn\pnlvlbody}vier\par"
    )
    reading = read(rf"{{\rtf1 {body}}}")
    assert reading.text == "een\ntwee\ndrie\nvier"
    assert quotes(reading, "list_item") == [("een", 1), ("twee", 2), ("vier", 1)]


def test_a_row_is_a_line_with_tabs_between_its_cells(read) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell\pard\intbl {}\cell\row"
    reading = read(r"{\rtf1 Voor\par" + row.format("Wie", r"een\par twee") + row.format("", "B") + r"\pard Na\par}")
    assert reading.text == "Voor\nWie\teen twee\n\tB\nNa"
    assert cells(reading) == [("Wie", 1, 1), ("een twee", 1, 2), ("B", 2, 2)]


def test_notes_stand_at_the_end_with_the_number_that_the_text_has(read) -> None:
    reading = read(r"{\rtf1 Ja{\super\chftn}{\footnote\pard{\super\chftn} Zacht gezegd.}, zei hij.\par Slot.\par}")
    assert reading.text == "Ja[1], zei hij.\nSlot.\n\n[1] Zacht gezegd."
    assert quotes(reading, "footnote") == [("[1] Zacht gezegd.", 0)]


def test_text_boxes_come_after_their_paragraph_and_once(read) -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Kader\par}}{\shprslt Kader oud}}"
    assert read(rf"{{\rtf1 Voor{box} het kader.\par Na.}}").text == "Voor het kader.\nKader\nNa."


def test_of_a_field_the_result_is_read(read) -> None:
    assert read(r'{\rtf1 zie {\field{\*\fldinst HYPERLINK "http://a.nl"}{\fldrslt de site}}.}').text == "zie de site."


# what is left out


def test_deleted_text_is_gone_and_inserted_text_is_there(read) -> None:
    reading = read(r"{\rtf1 het {\deleted zeer }{\revised\revauth1 nieuwe }plan}")
    assert reading.text == "het nieuwe plan"
    assert "insertions: 1, deletions: 1" in remarks(reading)


def test_hidden_text_comments_and_pictures_are_left_out_and_counted(read) -> None:
    reading = read(
        r"{\rtf1 a{\v geheim}{\*\atnid FB}{\*\annotation dit is een opmerking}b{\pict\pngblip 89504e470d}"
        r"{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}c}"
    )
    assert reading.text == "abc"
    assert "Hidden text was left out (characters: 6)." in remarks(reading)
    assert "Comments in the margin were left out (number: 1)." in remarks(reading)
    assert "(number: 2)" in remarks(reading)


def test_headers_and_footers_are_named_in_a_remark(read) -> None:
    reading = read(r"{\rtf1{\header Vertrouwelijk\par}{\footerr 3\par}Tekst}")
    assert reading.text == "Tekst"
    assert "Headers and footers of pages were left out: Vertrouwelijk" in remarks(reading)


def test_unknown_destinations_and_binary_data_are_no_text(read) -> None:
    assert read(b"{\\rtf1 a{\\*\\onbekend weg{weg}}{\\pict\\bin10 {{{{}}\\\\xx}b}").text == "ab"


def test_title_and_date_come_from_the_properties_of_the_file(read) -> None:
    reading = read(r"{\rtf1{\info{\title Gesprek  4}{\author Femke}{\creatim\yr2024\mo3\dy5\hr9}}Tekst}")
    assert (reading.title, reading.date, reading.text) == ("Gesprek 4", "2024-03-05", "Tekst")


# files of real programs


def test_libreoffice_gives_the_same_text_and_blocks_in_rtf_as_in_odt() -> None:
    rtf, odt = read_rtf(FILES / "same" / "gesprek.rtf"), read_odt(FILES / "same" / "gesprek.odt")
    assert (rtf.text, rtf.blocks) == (odt.text, odt.blocks)


def test_a_transcript_with_table_list_and_note_by_libreoffice() -> None:
    reading = read_rtf(FILES / "rtf_gesprek.rtf")
    assert "\nPartij\tRol\tSinds\nGemeente\tregie\t2018\n" in reading.text
    assert quotes(reading, "list_item") == [("de gezamenlijke begroting;", 1), ("het vaste overleg op maandag.", 1)]
    assert quotes(reading, "heading") == [("Gesprek over de wijkteams", 1), ("Wat werkt", 2)]
    assert reading.text.endswith("\n\n[1] Volgens een ander was het een brief.")
    assert "Transcript wijkteams – vertrouwelijk" in remarks(reading)


# files that are not what they seem


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", bytes(range(256)), b"gewone tekst"])
def test_what_is_no_rich_text_is_refused(read, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_a_file_without_text_is_refused(read) -> None:
    with pytest.raises(Unreadable, match="it holds no text"):
        read(r"{\rtf1{\fonttbl{\f0 Arial;}}\par }")


def test_a_file_that_is_cut_off_gives_what_is_there_and_says_so(read) -> None:
    reading = read(r"{\rtf1 Eerste deel.\par {\b Tweede de")
    assert reading.text == "Eerste deel.\nTweede de"
    assert "The file stops before its end" in remarks(reading)


def test_a_hundred_thousand_braces_are_refused(read) -> None:
    with pytest.raises(Unreadable, match="lie deeper within each other"):
        read(b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_001)


def test_endless_tables_of_empty_groups_are_refused(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.formats.sources.rtf.MOST_TOKENS", 1000)
    with pytest.raises(Unreadable, match="larger than any one text"):
        read(b"{\\rtf1 " + b"{}" * 1000 + b"}")


PIECES = [
    "{", "}", "\\par ", "\\pard", "\\cell", "\\row", "\\trowd", "\\intbl ", "\\u233?", "\\'e9", "\\'81", "\\*", "\\footnote ",
    "\\deleted ", "\\v ", "\\f7 ", "\\uc99 ", "\\bin3 ", "\\shptxt ", "\\header ", "\\s3 ", "\\outlinelevel1 ", "tekst", "\\", "\\u0?",
    "\\u-10179?", "\\fonttbl", "\\stylesheet", "\\info", "\\title ", "\\creatim\\yr2024", "\\annotation ", "\\line ", "\\ls1 ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_order_of_control_words_breaks_the_reader(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 begin\\par " + "".join(pieces), encoding="ascii")
    try:
        reading = read_rtf(path)
    except Unreadable:
        return
    assert all(0 <= block.start < block.end <= len(reading.text) for block in reading.blocks)
    reading.text.encode()

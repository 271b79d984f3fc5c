"""OpenDocument texts, packed and flat: what stands in them, what lies around it, and what is left out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from spanveld.formats.sources.docx import read_docx
from spanveld.formats.sources.odt import read_odt
from spanveld.formats.sources.parts import Reading, Unreadable
from tests.formats.sources.built import OPEN, coloured, commented, flat, quotes, remarks, write_fodt, write_odt

FILES = Path(__file__).parent / "files"
Read = Callable[..., Reading]

YELLOW = '<style:style style:name="T1" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>'
TWO_WIDE = 'table:number-columns-spanned="2"'
HIDDEN = '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(body: str, **rest: str) -> Reading:
        return read_odt(write_fodt(tmp_path / "a.fodt", body, **rest))

    return reading


def p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<table:table-cell {properties}>{content}</table:table-cell>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def annotation(name: str, text: str, author: str = "Femke", extra: str = "") -> str:
    called = f'office:name="{name}"' if name else ""
    return (
        f"<office:annotation {called} {extra}><dc:creator>{author}</dc:creator><dc:date>2024-03-06T09:30:00</dc:date>"
        f"<meta:creator-initials>F</meta:creator-initials>{p(text)}</office:annotation>"
    )


def end(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def test_paragraphs_are_lines_and_empty_ones_one_empty_line(read: Read) -> None:
    reading = read("<text:p/>" + p("Eén") + p("twee") + "<text:p/>" + p("  ") + p("drie") + "<text:p/>")
    assert reading.text == "Eén\ntwee\n\ndrie"
    assert (reading.blocks, reading.comments, reading.remarks, reading.format) == ((), (), (), "fodt")


def test_white_space_is_one_space_unless_written_out(read: Read) -> None:
    body = p(
        '\n  een\n   twee <text:span> drie</text:span><text:s text:c="3"/>vier<text:tab/>vijf<text:line-break/> zes'
        "\N{SOFT HYPHEN}zeven\N{NO-BREAK SPACE}acht"
    )
    assert read(body).text == "een twee drie   vier\tvijf\nzeszeven\N{NO-BREAK SPACE}acht"


def test_links_fields_bookmarks_and_sections_give_their_words(read: Read) -> None:
    body = (
        "<text:section>"
        + p('<text:a xlink:href="https://x.example">koppeling</text:a> <text:page-number>7</text:page-number>')
        + p('<text:bookmark-start text:name="b"/>merk<text:bookmark-end text:name="b"/> <text:date>2 mei</text:date>')
        + "</text:section><text:table-of-content><text:index-body>"
        + p("inhoud")
        + "</text:index-body></text:table-of-content>"
        + p("<text:ruby><text:ruby-base>onder</text:ruby-base><text:ruby-text>boven</text:ruby-text></text:ruby>")
    )
    assert read(body).text == "koppeling 7\nmerk 2 mei\ninhoud\nonder"


def test_headings_titles_and_list_items_are_known_with_their_level(read: Read) -> None:
    title = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    inner = f"<text:list><text:list-item>{p('drie')}</text:list-item></text:list>"
    body = (
        p("Titel", "P1")
        + '<text:h text:outline-level="2">Kop</text:h><text:h>Zonder</text:h>'
        + f"<text:list><text:list-header>{p('boven')}</text:list-header><text:list-item>{p('een')}{p('vervolg')}</text:list-item>"
        + f"<text:list-item>{p('twee')}{inner}</text:list-item></text:list>"
        + '<text:list><text:list-item><text:h text:outline-level="1">Genummerd</text:h></text:list-item></text:list>'
    )
    reading = read(body, automatic=title)
    assert quotes(reading, "heading") == [("Titel", 1), ("Kop", 2), ("Zonder", 1), ("Genummerd", 1)]
    assert quotes(reading, "list_item") == [("een", 1), ("twee", 1), ("drie", 2)]


def test_a_row_is_a_line_and_merged_cells_are_given_once(read: Read) -> None:
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cell(p('Wie'), TWO_WIDE)}"
        f"<table:covered-table-cell/>{cell(p('Wat'))}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell(p('R1'))}{cell(p('a') + '<text:p/>' + p('b<text:tab/>c'))}{cell('')}</table:table-row></table:table>"
    )
    reading = read(body)
    assert reading.text == "Wie\tWat\nR1\ta b c\t"
    assert [(block.row, block.column) for block in reading.blocks] == [(1, 1), (1, 3), (2, 1), (2, 2)]


def test_a_row_of_one_cell_is_a_frame_around_paragraphs(read: Read) -> None:
    reading = read(table(cell(p("Interviewer: Hoe gaat het?") + p("R1: Goed."))))
    assert reading.text == "Interviewer: Hoe gaat het?\nR1: Goed."
    assert quotes(reading, "cell") == [(reading.text, 0)]


def test_repeated_cells_are_repeated_and_empty_ones_bounded(read: Read) -> None:
    twice, endless = 'table:number-columns-repeated="2"', 'table:number-columns-repeated="999999999"'
    assert read(table(cell(p("a"), twice) + cell(p("b")))).text == "a\ta\tb"
    assert len(read(table(cell("", endless) + cell(p("b")))).text) < 100
    with pytest.raises(Unreadable, match="repeats a row or cell 999999999 times"):
        read(table(cell(p("a"), endless)))
    with pytest.raises(Unreadable, match="repeats a row or cell 5000 times"):
        read(table(cell(p("a"))).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="5000">'))


def test_repetitions_within_repetitions_are_bounded_too(read: Read) -> None:
    body = p("a")
    for _ in range(5):
        body = table(cell(body, 'table:number-columns-repeated="1000"'))
    with pytest.raises(Unreadable, match="repeats a row or cell|a source may hold"):
        read(body)


def test_endless_spaces_are_bounded(read: Read) -> None:
    assert len(read(p('a<text:s text:c="999999999"/>b')).text) < 2000


def test_notes_stand_at_the_end_with_a_number_where_they_belong(read: Read) -> None:
    def note(kind: str, body: str) -> str:
        citation = "<text:note-citation>1</text:note-citation>"
        return f'<text:note text:note-class="{kind}">{citation}<text:note-body>{body}</text:note-body></text:note>'

    reading = read(p(f"Eerst{note('endnote', p('Eind.') + p('Nog iets.'))} dan{note('footnote', p('Voet.'))}."))
    assert reading.text == "Eerst[1] dan[2].\n\n[1] Eind.\nNog iets.\n[2] Voet."
    assert quotes(reading, "footnote") == [("[1] Eind.\nNog iets.", 0), ("[2] Voet.", 0)]


def test_a_comment_covers_what_it_was_made_on_over_paragraphs_too(read: Read) -> None:
    body = p(f"een {annotation('a', 'Eerste')}twee{annotation('b', 'Tweede')} drie{end('a')}") + p(
        f"vier {end('b')}vijf"
    )
    reading = read(body)
    assert reading.text == "een twee drie\nvier vijf"
    assert commented(reading) == [("twee drie", "Eerste"), ("drie\nvier", "Tweede")]
    assert (reading.comments[0].author, reading.comments[0].date) == ("Femke", "2024-03-06T09:30:00")


def test_a_comment_on_a_place_is_on_its_line(read: Read) -> None:
    reading = read(p("een") + p(f"twee {annotation('', 'Hier')}drie") + p("vier"))
    assert commented(reading) == [("twee drie", "Hier")]


def test_answers_stand_under_the_comment_that_they_answer(read: Read) -> None:
    answer = annotation("b", "Ja.", "Daan", 'loext:parent-name="a"')
    reading = read(p(f"{annotation('a', 'Pijnpunt?')}{answer}woorden{end('a')}{end('b')}"))
    assert commented(reading) == [("woorden", "Pijnpunt?\nDaan: Ja.")]


def test_runs_of_one_colour_are_one_marking(read: Read) -> None:
    whole = '<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:background-color="#00ff00"/></style:style>'
    plain = '<style:style style:name="T3" style:family="text"><style:text-properties fo:background-color="transparent"/></style:style>'
    yellow = '<text:span text:style-name="T1">'
    body = (
        p(f"niet {yellow}wel</text:span>{yellow} ook</text:span> niet")
        + p('groen <text:span text:style-name="T3">niet</text:span> groen', "P2")
        + p("wit")
    )
    reading = read(body, automatic=YELLOW + plain + whole)
    assert coloured(reading) == [("wel ook", "yellow"), ("groen", "green"), ("groen", "green")]


def test_hidden_text_is_left_out_and_counted(read: Read) -> None:
    body = p('een<text:span text:style-name="T2"> geheim</text:span> twee') + (
        f'<text:section text:display="none">{p("weg")}</text:section>'
    )
    reading = read(body, automatic=HIDDEN)
    assert reading.text == "een twee"
    assert remarks(reading) == "Hidden text was left out (characters: 10)."


def test_deleted_words_are_not_in_the_flow_and_changes_are_counted(read: Read) -> None:
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('weg')}</text:deletion></text:changed-region>"
        "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    reading = read(changes + p('Het <text:change text:change-id="c1"/>plan<text:change-start/> nu<text:change-end/>.'))
    assert reading.text == "Het plan nu."
    assert remarks(reading) == "Tracked changes were taken as accepted (insertions: 1, deletions: 1)."


def test_text_boxes_come_after_their_paragraph_and_pictures_are_counted(read: Read) -> None:
    box = f"<draw:frame><draw:text-box>{p('kader')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('vorm')}</draw:custom-shape></draw:g>"
    picture = "<draw:frame><draw:object/><draw:image/></draw:frame>"
    reading = read(
        f"<draw:frame><draw:text-box>{p('vooraf')}</draw:text-box></draw:frame>"
        + p(f"een{box}{picture}{shape} twee")
        + p("drie")
    )
    assert reading.text == "vooraf\neen twee\nkader\nvorm\ndrie"
    assert remarks(reading) == "Pictures, charts and other objects were left out (number: 1)."


def test_headers_are_left_out_and_their_words_shown(read: Read) -> None:
    heads = f"<style:header>{p('Respondent 4')}</style:header><style:footer>{p('3')}</style:footer>"
    page = f'<style:master-page style:name="S">{heads}</style:master-page>'
    reading = read(p("tekst"), pages=page)
    assert reading.text == "tekst"
    assert remarks(reading) == "Headers and footers of pages were left out: Respondent 4"


@pytest.mark.parametrize("name", ["verslag.odt", "verslag.fodt"])
def test_what_libreoffice_saves_is_read_whole(name: str) -> None:
    reading = read_odt(FILES / name)
    assert reading.text == (
        "Verslag van de stuurgroep\nOpening\n"
        "De voorzitter vindt het lastig en ingewikkeld.[1] Verder mist het college een plan.\n"
        "Dat is niet nieuw, zegt   de wethouder.\nOp een nieuwe regel\tna een tab.\n"
        "een begroting\nmet reserve\neen planning\nWie was er\nCorporatie\tdrie mensen tot drie uur\n"
        "Na de tabel.\nTekst in een kader.\nSlot.[2]\n\n[1] Zie het convenant.\n[2] Eindnoot over het slot."
    )
    assert commented(reading) == [("mist het college", "Gaat over mandaat.")]
    assert coloured(reading) == [("niet nieuw", "yellow")]
    assert quotes(reading, "heading") == [("Verslag van de stuurgroep", 1), ("Opening", 1)]
    assert quotes(reading, "list_item") == [("een begroting", 1), ("met reserve", 2), ("een planning", 1)]
    assert remarks(reading) == (
        "Tracked changes were taken as accepted (insertions: 1, deletions: 1).\n"
        "Headers and footers of pages were left out: Vertrouwelijk"
    )
    assert (reading.title, reading.date) == ("Stuurgroep", "2024-03-05")
    assert reading.format == name.split(".")[1]


def test_the_same_text_is_the_same_from_word_and_opendocument() -> None:
    ours, words = read_odt(FILES / "same" / "gesprek.odt"), read_docx(FILES / "same" / "gesprek.docx")
    assert ours.text == words.text
    assert ours.blocks == words.blocks
    assert "prachtig 👩‍👩‍👧, niemand tekende." in ours.text
    assert len(ours.blocks) == 6


def test_the_same_identifier_twice_does_no_harm(read: Read) -> None:
    assert read('<text:p xml:id="a">een</text:p><text:p xml:id="a">twee</text:p>').text == "een\ntwee"


def test_pictures_inside_a_flat_file_do_no_harm(read: Read) -> None:
    data = "QUJD" * 3_000_000
    picture = f"<draw:frame><draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame>"
    assert read(p(f"tekst{picture}")).text == "tekst"


# files that are to be refused


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_odt(path)
    return str(refused.value)


def test_an_encrypted_text_is_said_to_have_a_password(tmp_path: Path) -> None:
    space = f'xmlns:manifest="{OPEN}manifest:1.0"'
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    manifest = f"<manifest:manifest {space}>{entry}</manifest:manifest>"
    assert refusal(write_odt(tmp_path / "a.odt", "geheimschrift", manifest)).startswith(
        "it is protected with a password"
    )


@pytest.mark.parametrize("data", [b"gewone tekst", b"<html><body>x</body></html>", b"\x7fELF" + bytes(100)])
def test_another_file_under_the_name_is_no_opendocument_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.odt").write_bytes(data)
    assert refusal(tmp_path / "a.odt").startswith("it is no OpenDocument text (odt), whatever its name says")


def test_spreadsheets_and_word_files_are_no_opendocument_text(tmp_path: Path) -> None:
    sheet = flat("").replace("office:text", "office:spreadsheet")
    assert "is no OpenDocument text" in refusal(write_odt(tmp_path / "a.odt", sheet))
    assert "is no OpenDocument text" in refusal(FILES / "word.docx")


def test_files_that_are_empty_cut_off_or_without_words_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.odt").touch()
    assert refusal(tmp_path / "a.odt") == "it is empty."
    (tmp_path / "b.odt").write_bytes((FILES / "verslag.odt").read_bytes()[:9000])
    assert "damaged or cut off" in refusal(tmp_path / "b.odt")
    assert refusal(write_odt(tmp_path / "c.odt", flat("<text:p/>"))) == "it holds no text."


def test_entities_are_refused_in_packed_and_flat_files(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    head, _, rest = flat(p("&l9;")).partition("\n")
    content = f'{head}<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{rest}'
    assert "DOCTYPE" in refusal(write_odt(tmp_path / "a.odt", content))
    (tmp_path / "a.fodt").write_text(content)
    assert "DOCTYPE" in refusal(tmp_path / "a.fodt")


@pytest.mark.parametrize("depth", [45, 10_000])
def test_tables_without_bottom_are_refused_in_words(read: Read, depth: int) -> None:
    opened, closed = (
        "<table:table><table:table-row><table:table-cell>",
        "</table:table-cell></table:table-row></table:table>",
    )
    with pytest.raises(Unreadable, match="deep"):
        read(opened * depth + p("x") + closed * depth)


@pytest.mark.parametrize(
    ("opened", "closed"), [("<text:span>", "</text:span>"), ("<text:a>", "</text:a>"), ("<text:meta>", "</text:meta>")]
)
def test_what_lies_as_deep_as_xml_may_go_is_still_read(read: Read, opened: str, closed: str) -> None:
    assert read(p(opened * 240 + "diep" + closed * 240)).text == "diep"


def test_lists_without_bottom_are_refused_in_words(read: Read) -> None:
    opened, closed = "<text:list><text:list-item>", "</text:list-item></text:list>"
    with pytest.raises(Unreadable, match="deep"):
        read(opened * 100 + p("x") + closed * 100)


def test_a_bomb_in_an_opendocument_text_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as file,
        file.open("content.xml", "w") as content,
    ):
        for _ in range(20):
            content.write(b" " * 1024 * 1024)
    assert (tmp_path / "a.odt").stat().st_size < 200_000
    assert "far more than a text can be" in refusal(tmp_path / "a.odt")

"""The flow of Word texts: paragraphs, tables, markings, changes, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spanveld.formats.sources.docx import read_docx
from spanveld.formats.sources.parts import Reading
from tests.formats.sources.built import (
    WHO,
    cell,
    cells,
    coloured,
    listed,
    paragraph,
    part,
    quotes,
    remarks,
    run,
    style,
    styled,
    table,
    write_docx,
)

FILES = Path(__file__).parent / "files"
Read = Callable[..., Reading]
WEG, SHOWN, UNMARKED = '<w:rStyle w:val="Weg"/>', '<w:vanish w:val="0"/>', '<w:highlight w:val="none"/>'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(body: str, parts: dict[str, str] | None = None, properties: str = "") -> Reading:
        return read_docx(write_docx(tmp_path / "a.docx", body, parts, properties))

    return reading


# paragraphs


def test_paragraphs_are_lines_and_empty_ones_one_empty_line(read: Read) -> None:
    empty = "<w:p/>"
    reading = read(
        empty + paragraph("Eén") + paragraph("twee") + empty + paragraph("  ") + empty + paragraph("drie") + empty
    )
    assert reading.text == "Eén\ntwee\n\ndrie"
    assert reading.format == "docx"
    assert (reading.blocks, reading.comments, reading.remarks) == ((), (), ())


def test_spaces_and_unusual_characters_stay_as_they_are(read: Read) -> None:
    words = "  Hé\N{NO-BREAK SPACE}daar — „ja” 👩‍👩‍👧 e\N{COMBINING ACUTE ACCENT}n &amp; &lt;zo&gt;  "
    assert read(paragraph(words)).text == words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def test_breaks_tabs_and_hyphens_of_word_become_characters(read: Read) -> None:
    body = (
        "<w:p><w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t><w:br/><w:t>drie</w:t><w:noBreakHyphen/><w:t>vier</w:t>"
        '<w:softHyphen/><w:t>vijf\N{SOFT HYPHEN}zes</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>zeven</w:t><w:cr/></w:r></w:p>" + paragraph("acht")
    )
    assert read(body).text == "een\ttwee\ndrie\N{NON-BREAKING HYPHEN}viervijfzes\n\nzeven\n\nacht"


def test_line_ends_inside_the_xml_are_spaces(read: Read) -> None:
    assert read("<w:p><w:r><w:t>een\ntwee</w:t></w:r></w:p>").text == "een twee"


def test_links_fields_controls_and_tags_give_their_words_and_not_their_code(read: Read) -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://geheim.example" </w:instrText></w:r>'
    inner = field("begin") + run("GEHEIM") + field("separate") + run("ook code") + field("end")
    body = (
        f'<w:p><w:hyperlink r:id="rId9">{run("koppeling")}</w:hyperlink>{run(" ")}'
        f"{field('begin')}{code}{inner}{field('separate')}{run('veld')}{field('end')}{run(' ')}"
        f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>{run(" ")}'
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('besturing')}</w:sdtContent></w:sdt>"
        f'<w:smartTag w:element="x">{run(" merk")}</w:smartTag></w:p>'
        f"<w:sdt><w:sdtContent>{paragraph('heel blok')}</w:sdtContent></w:sdt>"
    )
    assert read(body).text == "koppeling veld 7 besturing merk\nheel blok"


def test_a_field_that_never_ends_does_not_swallow_the_rest(read: Read) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("Daarna komt het gesprek.")
    assert read(body).text == "Daarna komt het gesprek."


def test_the_choice_of_a_drop_down_field_is_text(read: Read) -> None:
    entries = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="nee"/><w:listEntry w:val="ja"/></w:ddList></w:ffData>'
    body = (
        f'<w:p>{run("Toestemming: ")}<w:r><w:fldChar w:fldCharType="begin">{entries}</w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert read(body).text == "Toestemming: ja"


def test_symbols_equations_and_ruby_are_read(read: Read) -> None:
    body = (
        '<w:p><w:r><w:t>A </w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> B </w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Webdings" w:char="F021"/></w:r>'
        "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
        "<w:r><w:ruby><w:rt><w:r><w:t>boven</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>onder</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    reading = read(body)
    assert reading.text == "A → B ☺\N{REPLACEMENT CHARACTER}x=2onder"
    assert remarks(reading) == (
        "Equations were taken as bare characters (number: 1).\n"
        "Symbols of an unknown kind became \N{REPLACEMENT CHARACTER} (number: 1)."
    )


# headings and lists


def test_headings_are_known_by_outline_level_inheritance_and_name(read: Read) -> None:
    styles = part(
        "styles",
        style("Kop1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("Kop2", "heading 2")
        + style("Vraag", "Vraag", based_on="Kop2")
        + style("Uitleg", "Uitleg", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="Kop1")
        + style("Rond1", "Rond", based_on="Rond2")
        + style("Rond2", "Rond", based_on="Rond1")
        + style("Titel", "Title"),
    )
    body = (
        styled("Titel", "Titel") + styled("Een", "Kop1") + styled("Twee", "Kop2") + styled("Vraag", "Vraag")
        + styled("uitleg", "Uitleg") + styled("rond", "Rond1") + styled("onbekend", "Kop3")
        + paragraph("zelf", '<w:outlineLvl w:val="3"/>')
        + paragraph("niet", '<w:pStyle w:val="Kop1"/><w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    expected = [("Titel", 1), ("Een", 1), ("Twee", 2), ("Vraag", 2), ("onbekend", 3), ("zelf", 4)]
    assert quotes(read(body, {"styles": styles}), "heading") == expected


def test_list_items_are_known_by_numbering_and_by_style(read: Read) -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>'
    styles = part("styles", style("Opsom", "List Bullet 2", numbered) + style("Alinea", "List Paragraph"))
    body = (
        listed("een", 0) + listed("twee", 2) + listed("uit", 0, number=0) + styled("drie", "Opsom")
        + paragraph("geen", '<w:pStyle w:val="Opsom"/><w:numPr><w:numId w:val="0"/></w:numPr>') + styled("gewoon", "Alinea")
    )  # fmt: skip
    reading = read(body, {"styles": styles})
    assert quotes(reading, "list_item") == [("een", 1), ("twee", 3), ("drie", 2)]
    assert reading.text.splitlines()[0] == "een"


# tables


def test_a_row_is_a_line_and_its_cells_are_parted_by_tabs(read: Read) -> None:
    body = paragraph("voor") + table(
        cell(paragraph("Wie")) + cell(paragraph("Wat")),
        cell(paragraph("R1")) + cell(paragraph("eerste alinea") + "<w:p/>" + paragraph("tweede\talinea") + "<w:p/>"),
        cell("<w:p/>") + cell("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"),
    )
    reading = read(body + paragraph("na"))
    assert reading.text == "voor\nWie\tWat\nR1\teerste alinea tweede alinea\n\ta b\nna"
    assert cells(reading) == [
        ("Wie", 1, 1), ("Wat", 1, 2), ("R1", 2, 1), ("eerste alinea tweede alinea", 2, 2), ("a b", 3, 2),
    ]  # fmt: skip


def test_empty_paragraphs_around_the_words_of_a_cell_are_no_spaces(read: Read) -> None:
    around = "<w:p/>" + paragraph("x") + "<w:p/><w:p/>"
    assert read(table(cell(around) + cell(around))).text == "x\tx"


def test_merged_cells_are_given_once(read: Read) -> None:
    body = table(
        cell(paragraph("over twee"), '<w:gridSpan w:val="2"/>') + cell(paragraph("derde")),
        cell(paragraph("samen"), '<w:vMerge w:val="restart"/>') + cell(paragraph("b")) + cell(paragraph("c")),
        cell(paragraph("weg"), "<w:vMerge/>") + cell(paragraph("e")) + cell(paragraph("f")),
    )
    reading = read(body)
    assert reading.text == "over twee\tderde\nsamen\tb\tc\n\te\tf"
    assert ("derde", 1, 3) in cells(reading)
    assert ("e", 3, 2) in cells(reading)


def test_a_table_in_a_cell_becomes_words_of_that_cell(read: Read) -> None:
    inner = table(cell(paragraph("x")) + cell(paragraph("y")), cell(paragraph("z")))
    reading = read(table(cell(paragraph("a") + inner + "<w:p/>") + cell(paragraph("b"))))
    assert reading.text == "a x y z\tb"
    assert cells(reading) == [("a x y z", 1, 1), ("b", 1, 2)]


def test_a_row_of_one_cell_is_a_frame_around_paragraphs(read: Read) -> None:
    reading = read(table(cell(paragraph("Interviewer: Hoe gaat het?") + paragraph("R1: Goed.") + listed("punt", 0))))
    assert reading.text == "Interviewer: Hoe gaat het?\nR1: Goed.\npunt"
    assert cells(reading) == [(reading.text, 1, 1)]
    assert quotes(reading, "list_item") == [("punt", 1)]


def test_rows_and_cells_inside_content_controls_and_changes_count(read: Read) -> None:
    body = (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell(paragraph('a'))}</w:sdtContent></w:sdt>"
        f"{cell(paragraph('b'))}</w:tr></w:sdtContent></w:sdt>"
        f'<w:tr><w:trPr><w:del w:id="1" {WHO}/></w:trPr>{cell(paragraph("weg"))}{cell(paragraph("weg"))}</w:tr>'
        f'<w:tr><w:trPr><w:ins w:id="2" {WHO}/></w:trPr>{cell(paragraph("c"))}{cell(paragraph("d"))}</w:tr></w:tbl>'
    )
    reading = read(body)
    assert reading.text == "a\tb\nc\td"
    assert remarks(reading) == "Tracked changes were taken as accepted (insertions: 1, deletions: 1)."


# markings


def test_runs_of_one_colour_are_one_marking(read: Read) -> None:
    yellow, green = '<w:highlight w:val="yellow"/>', '<w:b/><w:highlight w:val="darkGreen"/>'
    body = (
        f"<w:p>{run('niet ')}{run('wel', yellow)}{run(' en ook', '<w:i/>' + yellow)}<w:proofErr w:type='x'/>"
        f"{run(' groen', green)}{run(' niet ')}{run('weer', yellow)}{run('geen', UNMARKED)}</w:p>" + paragraph("kaal")
    )
    assert coloured(read(body)) == [("wel en ook", "yellow"), ("groen", "dark green"), ("weer", "yellow")]


def test_a_marking_goes_on_into_the_next_paragraph_where_the_mark_between_has_it(read: Read) -> None:
    yellow = '<w:highlight w:val="yellow"/>'
    through = f"<w:p><w:pPr><w:rPr>{yellow}</w:rPr></w:pPr>{run('een', yellow)}</w:p>"
    apart = f"<w:p>{run('drie', yellow)}</w:p>"
    reading = read(through + f"<w:p>{run('twee', yellow)}</w:p>" + apart)
    assert coloured(reading) == [("een\ntwee", "yellow"), ("drie", "yellow")]


def test_shading_counts_as_the_nearest_colour_and_white_does_not(read: Read) -> None:
    def shaded(text: str, fill: str) -> str:
        return run(text, f'<w:shd w:val="clear" w:fill="{fill}"/>')

    body = (
        "<w:p>" + shaded("a", "FFF2CC") + run("-") + shaded("b", "FFFFFF") + run("-") + shaded("c", "auto") + run("-")
    )
    body += shaded("d", "92D050") + run("-") + shaded("e", "D9D9D9") + "</w:p>"
    assert coloured(read(body)) == [("a", "yellow"), ("d", "green"), ("e", "light gray")]


def test_marked_white_space_is_no_marking(read: Read) -> None:
    yellow = '<w:highlight w:val="yellow"/>'
    body = paragraph("x") + f"<w:p>{run('   ', yellow)}</w:p>" + f"<w:p>{run('a ')}{run('b ', yellow)}{run('c')}</w:p>"
    reading = read(body)
    assert reading.text == "x\n\na b c"
    assert coloured(reading) == [("b", "yellow")]


# what is not text


def test_tracked_changes_are_taken_as_accepted(read: Read) -> None:
    gone = f'<w:rPr><w:del w:id="3" {WHO}/></w:rPr>'
    body = (
        f"<w:p>{run('Het ')}<w:del w:id='1' {WHO}><w:r><w:delText>oude</w:delText></w:r></w:del>"
        f"<w:ins w:id='2' {WHO}>{run('nieuwe')}</w:ins>{run(' plan')}</w:p>"
        f"<w:p><w:pPr>{gone}</w:pPr>{run('Loopt ')}</w:p>{styled('door.', 'Kop1')}"
        f"<w:p><w:pPr>{gone}</w:pPr><w:del w:id='4' {WHO}><w:r><w:delText>Weg.</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:pPr><w:rPr><w:moveFrom w:id='5' {WHO}/></w:rPr></w:pPr><w:moveFrom w:id='5' {WHO}>{run('Verplaatst.')}</w:moveFrom></w:p>"
        f"<w:p>{run('Tussen.')}</w:p><w:p><w:moveTo w:id='6' {WHO}>{run('Verplaatst.')}</w:moveTo></w:p>"
    )
    reading = read(body)
    assert reading.text == "Het nieuwe plan\nLoopt door.\nTussen.\nVerplaatst."
    assert quotes(reading, "heading") == [("Loopt door.", 1)]
    assert remarks(reading) == "Tracked changes were taken as accepted (insertions: 2, deletions: 3)."


def test_a_deleted_paragraph_mark_before_a_table_or_at_the_end_swallows_nothing(read: Read) -> None:
    gone = f'<w:rPr><w:del w:id="3" {WHO}/></w:rPr>'
    open_end = f"<w:p><w:pPr>{gone}</w:pPr>{run('voor')}</w:p>"
    assert read(open_end + table(cell(paragraph("a")) + cell(paragraph("b"))) + open_end).text == "voor\na\tb\nvoor"


def test_earlier_looks_of_a_changed_run_are_not_its_look(read: Read) -> None:
    changed = f'<w:rPrChange w:id="1" {WHO}><w:rPr><w:vanish/><w:highlight w:val="red"/></w:rPr></w:rPrChange>'
    reading = read(f"<w:p>{run('zichtbaar', changed)}</w:p>")
    assert (reading.text, reading.comments) == ("zichtbaar", ())


def test_hidden_text_is_left_out_and_counted(read: Read) -> None:
    styles = part(
        "styles",
        style("Geheim", "Geheim", "<w:rPr><w:vanish/></w:rPr>")
        + '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    body = (
        f"<w:p>{run('een ')}{run('twee ', '<w:vanish/>')}{run('drie ', WEG)}"
        f"{run('vier', SHOWN)}</w:p>"
        + styled("vijf", "Geheim")
    )  # fmt: skip
    reading = read(body, {"styles": styles})
    assert reading.text == "een vier"
    assert remarks(reading) == "Hidden text was left out (characters: 14)."


def test_a_text_box_comes_once_and_after_its_paragraph(read: Read) -> None:
    reading = read_docx(FILES / "word.docx")
    assert reading.text.count("Aantekening in een kader.") == 1
    assert "Bij het kader.\nAantekening in een kader." in reading.text


def test_an_old_text_box_without_a_newer_way_is_read_too(read: Read) -> None:
    box = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('kader')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    fallback = (
        f"<mc:AlternateContent><mc:Fallback>{box.replace('kader', 'terugval')}</mc:Fallback></mc:AlternateContent>"
    )
    reading = read(f"<w:p><w:r><w:t>een </w:t>{box}<w:t>twee</w:t>{fallback}</w:r></w:p>{paragraph('drie')}")
    assert reading.text == "een twee\nkader\nterugval\ndrie"


def test_pictures_and_objects_are_counted(read: Read) -> None:
    picture = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    thing = "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>"
    reading = read(f"<w:p>{run('tekst')}<w:r>{picture}{thing}</w:r></w:p><w:altChunk r:id='rId8'/>")
    assert reading.text == "tekst"
    assert remarks(reading) == (
        "Pictures, charts and other objects were left out (number: 2).\nParts that are other files were left out (number: 1)."
    )


def test_headers_are_left_out_and_their_words_shown(read: Read) -> None:
    number = part("ftr", f"<w:p><w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple></w:p>")
    reading = read(paragraph("tekst"), {"header": part("hdr", paragraph("Respondent 4") + "<w:p/>"), "footer": number})
    assert reading.text == "tekst"
    assert remarks(reading) == "Headers and footers of pages were left out: Respondent 4"

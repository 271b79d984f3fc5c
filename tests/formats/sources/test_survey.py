from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from spanveld.formats.sources.parts import Answer, Reading, Unreadable
from spanveld.formats.sources.survey import read_survey

FILES = Path(__file__).parent / "files"
GOOD, BAD = "Wat gaat er goed in de samenwerking?", "Wat gaat er niet goed?"
HEAD = ["Respondent", "Datum", "Gemeente", "Leeftijd", "Cijfer", GOOD, BAD]
ROWS: list[list[Any]] = [
    [
        1,
        date(2023, 3, 1),
        "Utrecht",
        40,
        6.5,
        "We kennen elkaar en bellen als het nodig is.",
        "Geen geld.\nEn ook geen tijd ervoor.",
    ],
    [2, date(2023, 3, 2), "Zeist", 41, 7, "De lijnen zijn kort, ook 's nachts.", None],
    [3, date(2023, 3, 3), "Utrecht", 42, 7.25, "Weinig. Ik zie de anderen nooit.", "Iedereen heeft een eigen lijst."],
    [4, date(2023, 3, 4), "Zeist", None, 8, None, None],
]
Build = Callable[[Callable[[Any], None]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A workbook of the survey above, changed by the test before it is saved."""

    def built(change: Callable[[Any], None]) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Antwoorden"
        for row in [HEAD, *ROWS]:
            sheet.append(row)
        change(book)
        book.save(path := tmp_path / "enquete.xlsx")
        return path

    return built


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def parts(reading: Reading, kind: str) -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks if block.kind == kind]


def remarks(reading: Reading) -> str:
    return "\n".join(remark.text() for remark in reading.remarks)


def answers(reading: Reading, label: str) -> dict[str, str]:
    return {answer.name: answer.value for answer in reading.answers if answer.label == label}


TEXT = f"""1
{GOOD}
We kennen elkaar en bellen als het nodig is.
{BAD}
Geen geld.
En ook geen tijd ervoor.

2
{GOOD}
De lijnen zijn kort, ook 's nachts.

3
{GOOD}
Weinig. Ik zie de anderen nooit.
{BAD}
Iedereen heeft een eigen lijst."""


def test_a_row_becomes_a_respondent_who_answers_the_open_questions(build: Build) -> None:
    reading = read_survey(build(lambda book: None))
    assert reading.text == TEXT
    assert said(reading) == [
        ("1", "We kennen elkaar en bellen als het nodig is."),
        ("1", "Geen geld.\nEn ook geen tijd ervoor."),
        ("2", "De lijnen zijn kort, ook 's nachts."),
        ("3", "Weinig. Ik zie de anderen nooit."),
        ("3", "Iedereen heeft een eigen lijst."),
    ]
    assert parts(reading, "heading") == ["1", "2", "3"]
    assert parts(reading, "question") == [GOOD, BAD, GOOD, GOOD, BAD]
    assert not any(turn.interviewer for turn in reading.turns)
    assert reading.format == "xlsx"


def test_closed_answers_are_kept_beside_the_text_with_iso_dates_and_plain_numbers(build: Build) -> None:
    reading = read_survey(build(lambda book: None))
    assert answers(reading, "1") == {"Datum": "2023-03-01", "Gemeente": "Utrecht", "Leeftijd": "40", "Cijfer": "6.5"}
    assert Answer("2", "Cijfer", "7") in reading.answers
    assert answers(reading, "4") == {"Datum": "2023-03-04", "Gemeente": "Zeist", "Cijfer": "8"}


def test_the_remarks_say_what_was_decided_and_left_out(build: Build) -> None:
    assert remarks(read_survey(build(lambda book: None))) == (
        "The respondents are named by the column 'Respondent'.\n"
        f"Taken as open questions: F '{GOOD}', G '{BAD}'.\n"
        "Taken as closed questions: B 'Datum', C 'Gemeente', D 'Leeftijd', E 'Cijfer'.\n"
        "Open questions without an answer, left out: 3.\n"
        "Respondents who answered no open question, whom the text does not hold: 1."
    )


def test_the_rule_can_be_overruled_by_question_or_letter(build: Build) -> None:
    path = build(lambda book: None)
    reading = read_survey(path, open_columns=["gemeente"], closed_columns=["G"], id_column="D")
    assert said(reading)[:2] == [("40", "Utrecht"), ("40", "We kennen elkaar en bellen als het nodig is.")]
    assert answers(reading, "40")[BAD] == "Geen geld. En ook geen tijd ervoor."
    assert answers(reading, "40")["Respondent"] == "1"


def test_a_column_that_does_not_exist_is_refused_with_those_that_do(build: Build) -> None:
    with pytest.raises(Unreadable, match="no column 'Wijk'; its columns are: A 'Respondent', B 'Datum'"):
        read_survey(build(lambda book: None), open_columns=["Wijk"])


def test_a_column_cannot_be_open_and_closed(build: Build) -> None:
    with pytest.raises(Unreadable, match=f"'{BAD[:-1]}.' was named as open and as closed"):
        read_survey(build(lambda book: None), open_columns=["G"], closed_columns=[BAD])


def test_respondents_without_a_name_are_numbered_by_their_row(build: Build) -> None:
    def nameless(book: Any) -> None:
        book.active.delete_cols(1)
        book.active.row_dimensions[2].hidden = True

    reading = read_survey(build(nameless))
    assert parts(reading, "heading") == ["N2", "N3"]
    assert "No column names the respondents; they are N2 to N4, by their rows." in remarks(reading)


def test_a_column_of_names_with_the_same_name_twice_does_not_name_the_respondents(build: Build) -> None:
    def doubled(book: Any) -> None:
        book.active["A3"] = 1

    assert parts(read_survey(build(doubled)), "heading") == ["N1", "N2", "N3"]


def test_hidden_rows_and_columns_are_left_out_and_named(build: Build) -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["G"].hidden = True

    reading = read_survey(build(hide))
    assert said(reading) == [("1", ROWS[0][5]), ("3", ROWS[2][5])]
    assert "1 hidden rows were left out" in remarks(reading)
    assert "Hidden columns were left out: G." in remarks(reading)


def test_the_first_sheet_with_data_is_read_and_the_others_are_named(build: Build) -> None:
    def more(book: Any) -> None:
        book.create_sheet("Leeg", 0)
        book.create_sheet("Toelichting")["A1"] = "Niet lezen."

    reading = read_survey(build(more))
    assert reading.text == TEXT
    assert "Only the sheet 'Antwoorden' was read; not read: 'Leeg', 'Toelichting'." in remarks(reading)


def test_formulas_without_a_result_faults_and_merged_cells_are_named(build: Build) -> None:
    def change(book: Any) -> None:
        book.active["E2"] = "=D2/4"
        book.active["E3"] = "#N/A"
        book.active.merge_cells("C4:C5")

    reading = read_survey(build(change))
    assert "1 formulas have no stored result and count as empty (E2)" in remarks(reading)
    assert "1 cells show a fault such as #N/A and count as empty: E3." in remarks(reading)
    assert "1 merged cells hold their words only in the first of their places: C4:C5." in remarks(reading)
    assert "Cijfer" not in answers(reading, "1")


def test_moments_are_written_as_iso(build: Build) -> None:
    def moments(book: Any) -> None:
        book.active["E2"] = datetime(2023, 3, 1, 14, 5)
        book.active["E3"] = time(9, 30)

    reading = read_survey(build(moments))
    assert (answers(reading, "1")["Cijfer"], answers(reading, "2")["Cijfer"]) == ("2023-03-01 14:05", "09:30")


def excel_file(path: Path, rows: str, strings: str) -> Path:
    """A workbook with the parts as Excel names and writes them."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook {main} {relations}><workbookPr date1904="1"/>'
            '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {package}><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/styles.xml", f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
        )
        packed.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
        packed.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")
    return path


def test_strings_results_and_dates_are_read_as_excel_writes_them(tmp_path: Path) -> None:
    strings = (
        "<si><t>Toelichting</t></si>"
        '<si><r><t xml:space="preserve">Wij bellen </t></r><r><rPr><b/></rPr><t>altijd_x000D_\neerst.</t></r><rPh><t>x</t></rPh></si>'
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Dag</t></is></c><c r="C1" t="str"><v>Ja</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>43523</v></c><c r="C3" t="b"><f>1=1</f><v>1</v></c></row>'
        '<row><c t="s"><v>99</v></c><c><v>1.5000000000000002</v></c></row>'
    )
    reading = read_survey(excel_file(tmp_path / "excel.xlsx", rows, strings), open_columns=["A"])
    assert reading.text == "N2\nToelichting\nWij bellen altijd\neerst."
    assert answers(reading, "N2") == {"Dag": "2023-02-28", "Ja": "true"}
    assert answers(reading, "N3") == {"Dag": "1.5"}


def test_a_sheet_wider_than_any_survey_is_refused(build: Build) -> None:
    def wide(book: Any) -> None:
        book.active.cell(2, 501).value = "ver weg"

    with pytest.raises(Unreadable, match="more than 20,000 rows, 500 columns"):
        read_survey(build(wide))


def test_a_sheet_longer_than_any_survey_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_003))
    with pytest.raises(Unreadable, match="more than 20,000 rows"):
        read_survey(excel_file(tmp_path / "lang.xlsx", rows, ""))


def test_a_sheet_that_claims_a_million_empty_rows_is_read_as_what_it_holds(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"/></row>'
    )
    strings = "<si><t>Vraag</t></si><si><t>Wij bellen altijd eerst.</t></si>"
    assert said(read_survey(excel_file(tmp_path / "groot.xlsx", rows, strings))) == [("N1", "Wij bellen altijd eerst.")]


@pytest.mark.parametrize(
    ("rows", "message"),
    [("", "no sheet with data"), ('<row r="1"><c r="A1"><v>1</v></c></row>', "it holds no answers")],
)
def test_a_sheet_without_answers_is_refused(rows: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=message):
        read_survey(excel_file(tmp_path / "leeg.xlsx", rows, ""))


def test_a_survey_without_open_questions_is_refused_with_its_columns(build: Build) -> None:
    with pytest.raises(Unreadable, match="no column looks like an open question; name those that are"):
        read_survey(build(lambda book: book.active.delete_cols(6, 2)))


def test_what_is_no_excel_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "enquete.xlsx"
    path.write_bytes(b"\x01\x02 geen zip")
    with pytest.raises(Unreadable, match="it is no Excel file"):
        read_survey(path)


def test_a_csv_of_a_survey_site_in_windows_encoding() -> None:
    reading = read_survey(FILES / "survey_forms.csv")
    assert said(reading) == [
        ("1", "We bellen elkaar gewoon.\nDat scheelt mails."),
        ("1", "Nee"),
        ("2", 'Weinig; het overleg is "vol".'),
        ("3", "Graag een vaste plek in het team, één keer per week is genoeg."),
        ("4", "De coördinator kent iedereen."),
        ("4", "Nee"),
        ("5", "Dat we samen oefenen op de dijk."),
        ("5", "Nee"),
    ]
    assert answers(reading, "2") == {
        "Begintijd": "12-3-2023 10:20:00",
        "E-mail": "anoniem",
        "In welke gemeente werkt u?": "Zeist",
        "Welke partners spreekt u wekelijks?": "GGD;",
        "Hoe tevreden bent u (1-5)?": "2",
    }
    assert (reading.encoding, reading.format) == ("cp1252", "csv")
    assert "één, coördinator" in remarks(reading)


def written(path: Path, rows: Sequence[Sequence[str]], delimiter: str, before: str = "") -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes((before + out.getvalue()).encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_the_delimiter_is_found(delimiter: str, before: str, tmp_path: Path) -> None:
    rows = [
        ["Respondent", "Cijfer", "Wat gaat er goed, en wat niet?"],
        ["R1", "7,5", "Veel; maar niet alles, vind ik."],
        ["R2", "6", "Niets."],
    ]
    reading = read_survey(written(tmp_path / "enquete.csv", rows, delimiter, before))
    assert said(reading) == [("R1", "Veel; maar niet alles, vind ik."), ("R2", "Niets.")]
    assert answers(reading, "R1") == {"Cijfer": "7,5"}


def test_excels_own_line_with_the_delimiter_is_no_question(tmp_path: Path) -> None:
    rows = [["Respondent", "Wat gaat er goed?"], ["R1", "Dat wij elkaar bellen."]]
    reading = read_survey(written(tmp_path / "enquete.csv", rows, "|", before="sep=|\r\n"))
    assert said(reading) == [("R1", "Dat wij elkaar bellen.")]


def test_one_question_without_any_delimiter_is_a_survey(tmp_path: Path) -> None:
    path = tmp_path / "vraag.csv"
    path.write_text("Wat gaat er goed?\nDat wij elkaar bellen.\n\nHet overleg op maandag.\n", "utf-8")
    assert said(read_survey(path)) == [("N1", "Dat wij elkaar bellen."), ("N3", "Het overleg op maandag.")]


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fout.csv"
    path.write_text('Id,Vraag\n1,"Wij bellen\n2,Wij mailen vaak\n', "utf-8")
    with pytest.raises(Unreadable, match="opens a cell that is never closed"):
        read_survey(path)


def test_a_quotation_mark_in_the_midst_of_a_cell_is_read_with_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "fout.csv"
    path.write_text('Id,Vraag\n1,"Wij" bellen altijd eerst\n2,Wij mailen vaak\n', "utf-8")
    assert "Some cells have a quotation mark in their midst" in remarks(read_survey(path))


def test_a_column_without_a_question_goes_by_its_letter(tmp_path: Path) -> None:
    rows = [["Respondent", "Vraag"], ["R1", "Dat wij elkaar bellen.", "los woord"]]
    reading = read_survey(written(tmp_path / "enquete.csv", rows, ";"))
    assert answers(reading, "R1") == {"C": "los woord"}
    assert "Columns without a question in the first row go by their letter: C." in remarks(reading)


WORDS = st.sampled_from(["wij", "bellen", "vaak;", "de, regio", '"soms"', "één 😀", "eerst\nen toen", "niet"])
ANSWERS = st.one_of(st.just(""), st.lists(WORDS, min_size=4, max_size=9).map(" ".join))


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_every_answer_to_an_open_question_is_found_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str]], delimiter: str
) -> None:
    rows = [["Respondent", GOOD, BAD], *([f"R{n}", *pair] for n, pair in enumerate(made))]
    rows.append(["slot", "Een laatste antwoord van vijf woorden.", "En dit is er ook een."])
    path = written(tmp_path_factory.mktemp("csv") / "enquete.csv", rows, delimiter)
    reading = read_survey(path, open_columns=[GOOD, BAD])
    assert said(reading)[:-2] == [(f"R{n}", answer) for n, pair in enumerate(made) for answer in pair if answer]

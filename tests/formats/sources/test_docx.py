"""Word files: their notes, comments and properties, whole files of real programs, and files that are refused."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from spanveld.formats.sources.docx import read_docx
from spanveld.formats.sources.parts import Reading, Unreadable
from tests.formats.sources.built import (
    RELATIONS,
    SPACES,
    WHO,
    WORD,
    cell,
    coloured,
    comment,
    commented,
    core,
    paragraph,
    part,
    quotes,
    remarks,
    run,
    styled,
    table,
    write_docx,
)

FILES = Path(__file__).parent / "files"
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(body: str, parts: dict[str, str] | None = None, properties: str = "") -> Reading:
        return read_docx(write_docx(tmp_path / "a.docx", body, parts, properties))

    return reading


# notes


def test_notes_stand_at_the_end_with_a_number_where_they_belong(read: Read) -> None:
    def note(kind: str, identifier: int, content: str) -> str:
        return f'<w:{kind} w:id="{identifier}"><w:p><w:r><w:{kind}Ref/></w:r>{run(content)}</w:p></w:{kind}>'

    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    reading = read(
        f'<w:p>{run("Eerst")}<w:r><w:endnoteReference w:id="5"/></w:r>{run(" dan")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        {
            "footnotes": part(
                "footnotes", separator + note("footnote", 2, " Voet.") + note("footnote", 3, "Ongebruikt")
            ),
            "endnotes": part(
                "endnotes", note("endnote", 5, "Eind.").replace("</w:endnote>", paragraph("Nog iets.") + "</w:endnote>")
            ),
        },
    )
    assert reading.text == "Eerst[1] dan[2]\n\n[1] Eind.\nNog iets.\n[2] Voet."
    assert quotes(reading, "footnote") == [("[1] Eind.\nNog iets.", 0), ("[2] Voet.", 0)]


# comments


def test_a_comment_covers_exactly_what_it_was_made_on(read: Read) -> None:
    body = (
        f'<w:p>{run("Wij ")}<w:commentRangeStart w:id="7"/>{run("mogen niets ")}<w:commentRangeEnd w:id="7"/>'
        f'<w:r><w:commentReference w:id="7"/></w:r>{run("zelf.")}</w:p>'
    )
    reading = read(body, {"comments": part("comments", comment(7, "Mandaat"))})
    assert commented(reading) == [("mogen niets", "Mandaat")]
    assert reading.comments[0].author == "Femke Bakker"
    assert reading.comments[0].date == "2024-05-13T10:22:00Z"


def test_comments_reach_over_paragraphs_and_lie_over_each_other(read: Read) -> None:
    body = (
        f'<w:p>{run("een ")}<w:commentRangeStart w:id="1"/>{run("twee")}</w:p><w:p/>'
        f'<w:commentRangeStart w:id="2"/><w:p>{run("drie")}<w:commentRangeEnd w:id="1"/>{run(" vier")}</w:p>'
        f'<w:p><w:commentRangeEnd w:id="2"/>{run("vijf")}</w:p>'
    )
    reading = read(body, {"comments": part("comments", comment(1, "A") + comment(2, "B"))})
    assert commented(reading) == [("twee\n\ndrie", "A"), ("drie vier", "B")]


def test_a_comment_on_no_words_is_on_its_line(read: Read) -> None:
    body = (
        paragraph("eerste") + f'<w:p>{run("tweede regel")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
        + '<w:p><w:r><w:commentReference w:id="2"/></w:r></w:p>'
    )  # fmt: skip
    reading = read(body, {"comments": part("comments", comment(1, "A") + comment(2, "B"))})
    assert commented(reading) == [("tweede regel", "A"), ("tweede regel", "B")]


def test_answers_stand_under_the_comment_that_they_answer(read: Read) -> None:
    def entry(own: str, above: str = "") -> str:
        return (
            f'<w15:commentEx w15:paraId="{own}" w15:done="0"' + (f' w15:paraIdParent="{above}"' if above else "") + "/>"
        )

    marks = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in (1, 2, 3))
    ends = "".join(f'<w:commentRangeEnd w:id="{number}"/>' for number in (1, 2, 3))
    second = 'w:author="Daan de Vries" w:date="2024-05-14T08:00:00Z"'
    reading = read(
        f"<w:p>{marks}{run('woorden')}{ends}</w:p>",
        {
            "comments": part(
                "comments",
                comment(1, "Pijnpunt?", WHO, "0A") + comment(2, "Ja.", second, "0B") + comment(3, "Eens.", WHO, "0C"),
            ),
            "commentsExtended": f"<w15:commentsEx {SPACES}>{entry('0A')}{entry('0B', '0a')}{entry('0C', '0B')}</w15:commentsEx>",
        },
    )
    assert commented(reading) == [("woorden", "Pijnpunt?\nDaan de Vries: Ja.\nFemke Bakker: Eens.")]


def test_a_comment_in_a_row_of_a_table_lies_in_its_cell(read: Read) -> None:
    first = f'<w:p>{run("a")}</w:p><w:p><w:commentRangeStart w:id="1"/>{run("b")}<w:commentRangeEnd w:id="1"/></w:p>'
    reading = read(table(cell(first) + cell(paragraph("b"))), {"comments": part("comments", comment(1, "A"))})
    assert reading.text == "a b\tb"
    assert (reading.comments[0].start, reading.comments[0].end) == (2, 3)


def test_the_bounds_of_a_comment_in_deleted_words_still_count(read: Read) -> None:
    body = (
        f'<w:p>{run("voor ")}<w:del w:id="9" {WHO}><w:commentRangeStart w:id="1"/><w:r><w:delText>weg</w:delText></w:r></w:del>'
        f'{run("blijft")}<w:commentRangeEnd w:id="1"/>{run(" na")}</w:p>'
    )
    assert commented(read(body, {"comments": part("comments", comment(1, "A"))})) == [("blijft", "A")]


# the file


def test_title_and_day_come_from_the_properties(read: Read) -> None:
    reading = read(paragraph("x"), None, core(" Interview  4 ", "2024-05-13T23:30:00Z"))
    assert (reading.title, reading.date) == ("Interview 4", "2024-05-13")
    assert read(paragraph("x"), None, core("", "ooit")).date == ""


def test_the_iso_edition_of_the_format_is_read_alike(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx", styled("Kop", "Kop1") + "<w:p><m:oMath><m:r><m:t>y</m:t></m:r></m:oMath></w:p>"
    )
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            data = data.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            data = data.replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            data = data.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/math",
                "http://purl.oclc.org/ooxml/officeDocument/math",
            )
            new.writestr(name, data)
    assert read_docx(strict).text == "Kop\ny"
    assert read_docx(strict).blocks == read_docx(path).blocks != ()


def test_a_file_that_word_wrote_about_a_file_without_folders_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "word/document.xml", f"<w:document {SPACES}><w:body>{paragraph('zonder wijzers')}</w:body></w:document>"
        )
    assert read_docx(path).text == "zonder wijzers"


def test_what_libreoffice_saves_is_read_whole() -> None:
    reading = read_docx(FILES / "verslag.docx")
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
    assert "insertions: 1, deletions: 1" in remarks(reading)
    assert "Vertrouwelijk" in remarks(reading)


def test_what_a_researcher_does_in_word_is_read_whole() -> None:
    reading = read_docx(FILES / "word.docx")
    assert reading.text == (
        "Interview wijkteam\nR4: Wij mogen niets zelf beslissen.[1]\nhet mandaat van het college\n"
        "Bij het kader.\nAantekening in een kader.\n\n[1] Zachtjes gezegd."
    )
    assert commented(reading) == [("R4: Wij mogen niets zelf beslissen", "Pijnpunt: mandaat\nDaan de Vries: Eens.")]
    assert coloured(reading) == [("het mandaat van", "yellow")]
    assert quotes(reading, "heading") == [("Interview wijkteam", 1)]
    assert (reading.title, reading.date) == ("Interview 4", "2024-05-13")


# files that are to be refused


@pytest.mark.parametrize("body", ["", "<w:p/>", f"<w:p>{run('  ')}</w:p>", f"<w:p>{run('weg', '<w:vanish/>')}</w:p>"])
def test_a_file_without_words_says_so(read: Read, body: str) -> None:
    with pytest.raises(Unreadable, match="it holds no text"):
        read(body)


def test_a_packed_file_of_another_kind_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Unreadable, match=r"it is no Word file \(docx\), whatever its name says"):
        read_docx(path)
    with pytest.raises(Unreadable, match=r"it is no Word file \(docx\), whatever its name says"):
        read_docx(FILES / "verslag.odt")


def test_a_text_part_that_is_another_part_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", f"<w:styles {SPACES}/>")
    with pytest.raises(Unreadable, match="it is no Word file"):
        read_docx(path)


@pytest.mark.parametrize("depth", [45, 10_000])
def test_tables_without_bottom_are_refused_in_words(read: Read, depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(Unreadable, match="deep"):
        read(body)


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ],
)
def test_what_lies_as_deep_as_xml_may_go_is_still_read(read: Read, opened: str, closed: str) -> None:
    times = 245 // opened.count("<")
    assert read(f"<w:p>{opened * times}{run('diep')}{closed * times}</w:p>").text == "diep"
    assert read(f"{opened * times}{paragraph('diep')}{closed * times}{paragraph('x')}").text.endswith("x")


def test_entities_in_a_word_file_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        text = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><w:document {SPACES}><w:body>{paragraph("&l9;")}</w:body></w:document>'
        file.writestr("word/document.xml", text)
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read_docx(path)


def test_a_text_longer_than_any_source_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.formats.sources.layout.LARGEST_TEXT", 500)
    monkeypatch.setattr("spanveld.formats.sources.parts.LARGEST_TEXT", 500)
    assert len(read(paragraph("x" * 500)).text) == 500
    with pytest.raises(Unreadable, match="a source may hold 500"):
        read(paragraph("x" * 250) * 2)
    with pytest.raises(Unreadable, match="a source may hold 500"):
        read(paragraph("x" * 501))


def test_a_type_of_comment_part_without_its_comments_does_no_harm(read: Read) -> None:
    body = f'<w:p><w:commentRangeStart w:id="1"/>{run("x")}<w:commentRangeEnd w:id="1"/></w:p>'
    assert read(body, {"comments": part("comments", "")}).comments == ()


@pytest.mark.parametrize("name", ["word.docx", "verslag.docx"])
def test_whatever_bytes_fell_over_there_is_a_text_or_a_reason(tmp_path: Path, name: str) -> None:
    chance = random.Random(7)
    sound = (FILES / name).read_bytes()
    outcomes = set()
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "a.docx").write_bytes(data)
        try:
            outcomes.add(bool(read_docx(tmp_path / "a.docx").text))
        except Unreadable as refused:
            outcomes.add(str(refused).endswith("."))
    assert outcomes == {True}

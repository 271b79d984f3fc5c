"""Any file: the same text from whatever program wrote it, and a clear message where a file is none, or was made to do harm."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.formats.sources.reading import ENDINGS, read_source
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.formats.sources.built import document, paragraph, remarks, write_docx, write_odt

FILES = Path(__file__).parent / "files"
SAME = FILES / "same"
FORMATS = ("docx", "odt", "rtf", "html", "md", "txt")


def read(name: str) -> Reading:
    return read_source(SAME / f"gesprek.{name}")


def words(text: str) -> list[str]:
    """Its words and signs in their order, without those that a list item begins with."""
    return re.sub(r"(?m)^\s*•\s*", "", text).split()


def why_not(path: Path) -> str:
    """Why a file cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read_source(path)
    return refused.value.text()


# ---------------------------------------------------------------------- the same text
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_text_gives_the_same_words_in_the_same_order_from_every_format(name: str) -> None:
    assert words(read(name).text) == words(read("docx").text)
    assert len(words(read(name).text)) > 130
    assert "👩‍👩‍👧" in read(name).text


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_people_say_the_same_in_every_format(name: str) -> None:
    def said(reading: Reading) -> list[tuple[str, bool, list[str]]]:
        return [(turn.label, turn.interviewer, words(reading.text[turn.start : turn.end])) for turn in reading.turns]

    headings = {"Begin", "Wat"}  # a plain text does not say which line is a heading
    found, wanted = said(read(name)), said(read("docx"))
    assert [turn[:2] for turn in found] == [turn[:2] for turn in wanted]
    assert [turn[:2] for turn in found[:3]] == [("Interviewer", True), ("R1", False), ("Interviewer", True)]
    for (_, _, one), (_, _, other) in zip(found, wanted, strict=True):
        assert one[: len(other)] == other
        assert name == "txt" or one == other
        assert not one[len(other) :] or one[len(other)] in headings


@pytest.mark.parametrize("name", FORMATS)
def test_labels_lie_before_their_turns_and_every_part_inside_the_text(name: str) -> None:
    reading = read(name)
    assert reading.format == name
    labels = [block for block in reading.blocks if block.kind == "speaker"]
    assert [reading.text[block.start : block.end] for block in labels] == [turn.label for turn in reading.turns]
    assert all(block.end <= turn.start for block, turn in zip(labels, reading.turns, strict=True))
    assert all(0 <= block.start < block.end <= len(reading.text) for block in reading.blocks)
    assert [block.start for block in reading.blocks] == sorted(block.start for block in reading.blocks)


# ---------------------------------------------------------------------- content beats the name
@pytest.mark.parametrize(
    ("original", "name", "format"),
    [
        ("same/gesprek.docx", "gesprek.txt", "docx"),
        ("same/gesprek.odt", "gesprek.docx", "odt"),
        ("same/gesprek.rtf", "gesprek.docx", "rtf"),
        ("same/gesprek.html", "gesprek.md", "html"),
        ("pdf_gesprek.pdf", "gesprek.docx", "pdf"),
        ("vtt_teams.vtt", "gesprek.txt", "vtt"),
        ("verslag.fodt", "verslag.txt", "odt"),
    ],
)
def test_what_a_file_is_goes_before_what_it_is_called_and_is_said(
    tmp_path: Path, original: str, name: str, format: str
) -> None:
    shutil.copy(FILES / original, tmp_path / name)
    reading = read_source(tmp_path / name)
    assert (reading.text, reading.format) == (read_source(FILES / original).text, format)
    ending = Path(name).suffix
    assert f"The file is named {ending}, but is {format} inside; it was read as that." in remarks(reading)


@pytest.mark.parametrize("name", ["gesprek.DOCX", "gesprek.docm", "gesprek", "gesprek.doc", "gesprek.van maandag"])
def test_a_word_file_is_read_under_any_name_that_says_nothing_else(tmp_path: Path, name: str) -> None:
    shutil.copy(SAME / "gesprek.docx", tmp_path / name)
    reading = read_source(tmp_path / name)
    assert reading.text == read("docx").text
    assert "is named" not in remarks(reading)


def test_a_table_between_tabs_is_a_survey_as_one_between_commas_is(tmp_path: Path) -> None:
    rows = "Nr\tWat gaat er goed?\n1\tDat we elkaar altijd kunnen bellen.\n2\tNiet veel, als ik heel eerlijk ben.\n"
    (tmp_path / "e.tsv").write_text(rows, encoding="utf-8")
    reading = read_source(tmp_path / "e.tsv")
    assert (reading.format, [turn.label for turn in reading.turns]) == ("csv", ["1", "2"])


def workbook(path: Path) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["Nr", "Wat gaat er goed?"],
        [1, "Dat we elkaar altijd kunnen bellen."],
        [2, "Niet veel, eerlijk gezegd."],
    ):
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["e.xlsx", "e.csv", "e.txt", "e.xlsm"])
def test_a_spreadsheet_is_read_as_one_under_any_name(tmp_path: Path, name: str) -> None:
    shutil.copy(workbook(tmp_path / "werk.xlsx"), tmp_path / name)
    assert read_source(tmp_path / name).format == "xlsx"


# ---------------------------------------------------------------------- what cannot be read
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gesprek.doc", OLE, "it is of an old Word format; save it as .docx"),
        ("lijst.xls", OLE, "it is of an old Excel format; save it as .xlsx"),
        ("gesprek.pages", b"PK\x03\x04rest", "it is of Apple Pages; export it as Word"),
        ("pagina.mht", b"MIME-Version: 1.0", "it is a web archive; open it in a browser"),
        ("opname.MP3", b"ID3\x04" + bytes(99), "it is a recording; have it transcribed"),
        ("opname.mp4", bytes(9), "it is a recording"),
        (
            "foto.jpg",
            b"\xff\xd8\xff" + bytes(99),
            "nothing can be read from a file that ends in .jpg; what can be read: csv,",
        ),
        ("gesprek", b"I: Hoe gaat het?", "nothing can be read from a file that ends in -;"),
        ("leeg.txt", b"", "it is empty"),
        ("leeg.docx", b"", "it is empty"),
        ("wit.txt", b"\xef\xbb\xbf \n\t\n", "it is empty"),
        ("plaatje.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "it is no Word file (docx), whatever its name says"),
        ("plaatje.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "it holds no plain text"),
        ("oud.docx", OLE, "it is a file of an old kind (doc, xls), whatever its name says"),
        ("half.docx", b"PK\x03\x04" + bytes(range(200)), "it is damaged or cut off"),
        ("half.pdf", b"%PDF-1.7\n" + bytes(99), ""),
        ("kapot.xlsx", b"PK\x03\x04" + bytes(99), "it is damaged or cut off"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_plain_message(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    told = why_not(tmp_path / name)
    assert message in told
    assert name not in told.split(), "the caller names the file"


def zip_bomb(path: Path) -> Path:
    """A Word file of some kilobytes that unpacks to 300 megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1024 * 1024))
    return path


def entity_bomb(path: Path) -> Path:
    """A Word file in which ten entities, each of ten others, would grow to a billion words."""
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {one} "{f"&{other};" * 10}">' for one, other in zip(names[1:], names, strict=False))
    body = document(paragraph("&j;")).partition("\n")[2]
    with zipfile.ZipFile(write_docx(path, paragraph("Zo.")), "a") as packed:
        packed.writestr("word/styles.xml", "")
    return _with_part(path, "word/document.xml", f'<!DOCTYPE w [<!ENTITY a "lol">{entities}]>{body}')


def traversal(path: Path) -> Path:
    """A Word file with a part that would be written outside of any folder."""
    with zipfile.ZipFile(write_docx(path, paragraph("Zo.")), "a") as packed:
        packed.writestr("../../etc/cron.d/x", "* * * * * root true")
    return path


def reading_the_machine(path: Path) -> Path:
    """An OpenDocument text that asks for a file of the machine that reads it."""
    return write_odt(path, '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>')


def crowded(path: Path) -> Path:
    """A packed file of 50,000 empty parts, whose list alone fills the memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for number in range(50_000):
            packed.writestr(zipfile.ZipInfo(f"{number}"), b"")
    path.write_bytes(buffer.getvalue())
    return path


def sparse(path: Path) -> Path:
    """A text of 100 megabytes that takes no room."""
    with path.open("wb") as file:
        file.write(b"I: Hoe gaat het?\n")
        file.truncate(100 * 1024 * 1024)
    return path


def _with_part(path: Path, name: str, content: str) -> Path:
    with zipfile.ZipFile(path) as packed:
        parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, data in {**parts, name: content.encode()}.items():
            packed.writestr(part, data)
    return path


HOSTILE = {
    "bom.docx": (zip_bomb, "it unpacks to far more than a text can be"),
    "entiteiten.docx": (entity_bomb, "declares a document type (DOCTYPE), by which a file can do harm"),
    "uitweg.docx": (traversal, "would lead out of the file; such a file is made to do harm"),
    "vraag.odt": (reading_the_machine, "declares a document type (DOCTYPE)"),
    "groot.txt": (sparse, "it has 100 megabytes, and a file may have 64; split it into parts"),
    "vol.docx": (crowded, "it is damaged or cut off"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_is_refused_soon_and_with_little_memory(tmp_path: Path, name: str) -> None:
    make, message = HOSTILE[name]
    path = make(tmp_path / name)
    tracemalloc.start()
    began = time.perf_counter()
    told = why_not(path)
    passed, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message in told
    assert passed < 5
    assert peak < 20_000_000


def test_a_hundred_bad_files_leave_the_study_as_it_was(run: Run, tmp_path: Path) -> None:  # noqa: F811
    assert run("init", "s.spanveld", "--as", "ann").exit_code == 0
    head = run("journal", "s.spanveld", "--head").stdout
    bad = tmp_path / "bad"
    bad.mkdir()
    for name, (make, _) in HOSTILE.items():
        make(bad / name)
    for number, data in enumerate((b"", OLE, b"PK\x03\x04", b"%PDF-1.4", b"{\\rtf1", b"\x00\x01")):
        for ending in (".docx", ".txt", ".pdf"):
            (bad / f"x{number}{ending}").write_bytes(data)
    done = run("add", "s.spanveld", "bad")
    assert done.exit_code == 2
    assert len([line for line in done.stderr.splitlines() if "cannot be read: " in line]) == len(HOSTILE) + 18
    assert "Traceback" not in done.stderr
    assert "should not have happened" not in done.stderr
    assert done.stdout == f"Sources added: 0 of {len(HOSTILE) + 18} files.\n"
    assert run("journal", "s.spanveld", "--head").stdout == head
    assert run("doctor", "s.spanveld").exit_code == 0


def many_pages(path: Path, pages: int) -> Path:
    """A PDF with eight lines of text on each of so many pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for number in range(1, pages + 1):
        lines = " 0 -16 Td ".join(
            f"(Op bladzijde {number} staat regel {line} van het gesprek over de samenwerking.) Tj"
            for line in range(1, 9)
        )
        stream = f"BT /F1 11 Tf 72 760 Td {lines} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    path.write_text(
        f"{body}{start}trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n", "latin-1"
    )
    return path


@pytest.mark.long
def test_a_pdf_of_three_hundred_pages_is_read_with_bounded_memory(tmp_path: Path) -> None:
    path = many_pages(tmp_path / "lang.pdf", 300)
    tracemalloc.start()
    reading = read_source(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    pages = [block.level for block in reading.blocks if block.kind == "page"]
    assert pages == list(range(1, 301))
    assert "Op bladzijde 300 staat regel 8 van het gesprek" in " ".join(reading.text.split())
    assert peak < 100_000_000


def test_a_path_that_leads_nowhere_or_to_a_folder_is_the_callers_to_explain(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_source(tmp_path / "nergens.docx")
    os.mkfifo(tmp_path / "pijp.txt")
    assert why_not(tmp_path / "pijp.txt") == "it is empty.", "a pipe is not waited for"


def test_every_ending_stands_for_one_format() -> None:
    assert {".docx", ".odt", ".rtf", ".pdf", ".html", ".md", ".txt", ".srt", ".vtt", ".xlsx", ".csv"} <= set(ENDINGS)
    assert all(ending == ending.lower() and ending.startswith(".") for ending in ENDINGS)

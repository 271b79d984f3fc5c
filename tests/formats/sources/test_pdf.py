"""PDF files of real programs, and files that only look like one."""

from __future__ import annotations

import gc
import resource
import time
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest

from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.formats.sources.pdf import numbers, read_pdf

FILES = Path(__file__).parent / "files"


def quotes(reading: Reading, kind: str) -> list[tuple[str, int]]:
    return [(reading.text[block.start : block.end], block.level) for block in reading.blocks if block.kind == kind]


def remarks(reading: Reading) -> str:
    return "\n".join(remark.text() for remark in reading.remarks)


def built(path: Path, *streams: str, page: str = "", info: str = "") -> Path:
    """A PDF with these pages, in Helvetica of 12 points."""
    streams_at = 4
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(streams)}/Kids[{' '.join(f'{streams_at + 2 * place} 0 R' for place in range(len(streams)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for place, stream in enumerate(streams):
        look = f"/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {streams_at + 2 * place + 1} 0 R{page}"
        objects += [f"<</Type/Page/Parent 2 0 R{look}>>", f"<</Length {len(stream)}>>stream\n{stream}\nendstream"]
    if info:
        objects.append(f"<<{info}>>")
    data, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    path.write_bytes(f"{data}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("cp1252"))
    return path


def shown(*lines: str, matrix: str = "1 0 0 1 72 700") -> str:
    return f"BT /F 12 Tf 14 TL {matrix} Tm {' '.join(f'({line}) Tj T*' for line in lines)} ET"


# files of real programs


def test_an_article_in_two_columns_reads_column_by_column_without_running_heads() -> None:
    reading = read_pdf(FILES / "pdf_kolommen.pdf")
    lines = reading.text.split("\n")
    assert lines[0] == "Regie zonder mandaat"
    assert lines[1].startswith("Samenvatting. Dit artikel")
    assert lines[1].endswith("in de regio Zuiderveen.")
    assert lines[2] == "Aanleiding"
    assert lines[3].startswith("De samenwerkingsverbanden in de regio Zuiderveen zijn")
    assert lines[3].endswith("colleges plaatsvindt.")
    assert all(line.endswith((".", "?")) for line in lines if len(line) > 40)
    assert len(lines) == 30
    assert quotes(reading, "heading")[:2] == [("Regie zonder mandaat", 1), ("Aanleiding", 2)]
    assert "(number: 4), such as: Tijdschrift voor Netwerkbestuur – jaargang 12" in remarks(reading)
    assert "Tijdschrift" not in reading.text
    assert "Pagina" not in reading.text
    assert reading.title == "Regie zonder mandaat"
    assert len(reading.date) == 10


def test_words_parted_at_line_ends_are_whole_and_compounds_keep_their_hyphen() -> None:
    text = read_pdf(FILES / "pdf_kolommen.pdf").text
    for word in (
        "samenwerkingsverbanden",
        "ondersteuningsvoorzieningen",
        "verantwoordingsverplichtingen",
        "opeengestapelde",
    ):
        assert word in text
    assert "veiligheids- en gezondheidsvraagstukken" in text
    assert text.count("publiek-private samenwerking") == text.count("private samenwerking")
    assert text.count("Noord-Oosterdam") == text.count("Oosterdam")
    assert "\N{HYPHEN}" not in text


def test_three_columns_give_whole_paragraphs() -> None:
    lines = read_pdf(FILES / "pdf_drie_kolommen.pdf").text.split("\n")
    assert [line for line in lines if len(line) < 40][:3] == ["Wijkkrant", "Aanleiding", "Geld en verantwoording"]
    assert sum(line.startswith("De financiële verhoudingen") and line.endswith("regelgeving.") for line in lines) == 2


def test_a_transcript_by_libreoffice_keeps_turns_list_table_and_note() -> None:
    reading = read_pdf(FILES / "pdf_gesprek.pdf")
    lines = reading.text.split("\n")
    assert lines[:2] == ["Gesprek over de wijkteams", "Interviewer: Hoe is het eigenlijk begonnen?"]
    assert sum(line.startswith("Interviewer: ") for line in lines) == 25
    assert sum(line.startswith("R1: ") for line in lines) == 26
    assert "\nPartij\tRol\tSinds\nGemeente\tregie\t2018\nCorporatie\tuitvoering\t2021\n" in reading.text
    assert "zes jaar geleden.[1] We redden het niet alleen" in reading.text
    assert quotes(reading, "footnote") == [("[1] Volgens een ander was het een brief.", 0)]
    assert quotes(reading, "list_item") == [("de gezamenlijke begroting;", 1), ("het vaste overleg op maandag.", 1)]
    assert quotes(reading, "heading") == [("Gesprek over de wijkteams", 1), ("Wat werkt", 2)]
    assert "such as: Transcript wijkteams – vertrouwelijk" in remarks(reading)
    assert reading.title == "Gesprek wijkteams"


def test_each_page_is_a_block_and_together_they_are_the_text() -> None:
    reading = read_pdf(FILES / "pdf_kolommen.pdf")
    pages = quotes(reading, "page")
    assert [level for _, level in pages] == [1, 2]
    assert "\n".join(text for text, _ in pages) == reading.text


def test_a_turned_page_reads_as_a_person_sees_it() -> None:
    lines = read_pdf(FILES / "pdf_liggend.pdf").text.split("\n")
    assert [line.split(" ", 1)[0] for line in lines] == ["De", "Een"]
    assert lines[0].endswith("colleges plaatsvindt.")


def test_title_and_date_come_from_the_properties_of_the_file(tmp_path: Path) -> None:
    info = "/Title(Verslag  regio)/CreationDate(D:20240305101500+01'00')"
    reading = read_pdf(built(tmp_path / "a.pdf", shown("Tekst"), info=info))
    assert (reading.title, reading.date) == ("Verslag regio", "2024-03-05")


# pages without text


def test_a_scan_is_refused_with_the_advice_to_have_it_read_first() -> None:
    with pytest.raises(Unreadable, match="have it read by OCR first"):
        read_pdf(FILES / "pdf_scan.pdf")


def test_scanned_pages_among_others_are_named() -> None:
    reading = read_pdf(FILES / "pdf_deels_scan.pdf")
    assert reading.text == "R1: Dit is tekst.\nInterviewer: Dank."
    assert "Pages that are pictures without text: 2; have them read by OCR first." in remarks(reading)


def test_empty_pages_are_no_pictures(tmp_path: Path) -> None:
    reading = read_pdf(built(tmp_path / "a.pdf", shown("Tekst"), "", shown("Meer")))
    assert (reading.text, reading.remarks) == ("Tekst\nMeer", ())


def test_a_file_with_empty_pages_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it holds no text"):
        read_pdf(built(tmp_path / "a.pdf", "", ""))


# letters


def test_text_at_the_side_and_upside_down_comes_after_the_rest(tmp_path: Path) -> None:
    side, down = shown("aan de zijkant", matrix="0 1 -1 0 30 100"), shown("op zijn kop", matrix="-1 0 0 -1 300 100")
    page = " ".join((shown("Een", "gewone", "tekst over iets"), side, down))
    lines = read_pdf(built(tmp_path / "a.pdf", page)).text.split("\n")
    assert lines == ["Een", "gewone", "tekst over iets", "aan de zijkant", "op zijn kop"]


def test_a_watermark_is_left_out_with_a_remark(tmp_path: Path) -> None:
    reading = read_pdf(
        built(tmp_path / "a.pdf", f"{shown('Tekst')} {shown('CONCEPT', matrix='0.7 0.7 -0.7 0.7 200 300')}")
    )
    assert reading.text == "Tekst"
    assert "Slanted text, such as a watermark, was left out (characters: 7)." in remarks(reading)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_may_be_turned_by_its_own_statement(tmp_path: Path, turn: int) -> None:
    assert read_pdf(built(tmp_path / "a.pdf", shown("Tekst", "hier"), page=f"/Rotate {turn}")).text == "Tekst\nhier"


# files that are not what they seem


def test_a_protected_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="protected with a password"):
        read_pdf(FILES / "pdf_beveiligd.pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" * 100,
        b"gewone tekst",
        bytes(range(256)) * 20,
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7" + b"\xff" * 5000,
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        read_pdf(path)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_refused_or_gives_text_of_its_own(tmp_path: Path, share: float) -> None:
    whole = (FILES / "pdf_gesprek.pdf").read_bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(whole[: int(share * len(whole))])
    try:
        text = read_pdf(path).text
    except Unreadable:
        return
    assert set(text.split()) <= set(read_pdf(FILES / "pdf_gesprek.pdf").text.split()) | {
        "Transcript",
        "wijkteams",
        "–",
        "vertrouwelijk",
    }


def test_a_file_with_more_pages_than_any_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.formats.sources.pdf_pages.MOST_PAGES", 2)
    with pytest.raises(Unreadable, match="it has 3 pages, and a source may have 2"):
        read_pdf(built(tmp_path / "a.pdf", *[shown("Tekst")] * 3))


def test_a_text_longer_than_any_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("parts", "pdf", "pdf_pages"):
        monkeypatch.setattr(f"spanveld.formats.sources.{module}.LARGEST_TEXT", 50)
    with pytest.raises(Unreadable, match="a source may hold 50"):
        read_pdf(built(tmp_path / "a.pdf", *[shown("Tekst van twintig tekens")] * 4))


@pytest.mark.parametrize("head", ["", "/Subtype/Image"])
def test_a_page_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked(tmp_path: Path, head: str) -> None:
    packed = zlib.compress(b"(Tekst) Tj " * 14_000_000, 1)
    path = tmp_path / "a.pdf"
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj<<" + head.encode() + b"/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj"
    )
    with pytest.raises(Unreadable, match="unpacks to far more than a page can be"):
        read_pdf(path)


def test_pages_that_take_too_long_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.formats.sources.pdf.MOST_SECONDS", -1)
    with pytest.raises(Unreadable, match="page 1 was reached"):
        read_pdf(built(tmp_path / "a.pdf", shown("Tekst")))


def test_three_hundred_pages_are_read_in_bounded_memory_and_time(tmp_path: Path) -> None:
    pages = [
        shown(*(f"Regel {line} van bladzijde {page} over het overleg" for line in range(40))) for page in range(300)
    ]
    path = built(tmp_path / "a.pdf", *pages)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    reading = read_pdf(path)
    assert len(quotes(reading, "page")) == 300
    assert "Regel 39 van bladzijde 299 over het overleg" in reading.text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    assert time.monotonic() - started < 60


def test_files_are_closed_and_may_be_read_by_several_threads() -> None:
    names = ["pdf_gesprek.pdf", "pdf_liggend.pdf", "pdf_drie_kolommen.pdf"] * 2
    with ThreadPoolExecutor(3) as pool:
        texts = [reading.text for reading in pool.map(lambda name: read_pdf(FILES / name), names)]
    assert texts[:3] == texts[3:]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gc.collect()
    pypdfium2.PdfDocument(FILES / "pdf_liggend.pdf").close()


def test_numbers_of_pages_are_written_as_people_do() -> None:
    assert numbers([1, 3, 4, 5, 9, 10]) == "1, 3-5, 9-10"

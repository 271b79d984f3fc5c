"""Packed files that nobody can trust: each is refused with its reason, in bounded memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from spanveld.formats.sources import archive, parts
from spanveld.formats.sources.archive import Limits, iterate_xml, open_archive, parse_xml
from spanveld.formats.sources.parts import Unreadable

WHAT = "Word file (docx)"
MEGABYTE = 1024 * 1024


def packed(path: Path, contents: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as file:
        for name, data in contents.items():
            file.writestr(name, data)
    return path


def reason(path: Path, part: str = "") -> str:
    with pytest.raises(Unreadable) as refused, open_archive(path, WHAT) as opened:
        opened.part(part or opened.names()[0])
    return str(refused.value)


def test_parts_come_back_as_they_were_packed(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"word/een.xml": b"<a/>", "twee": b"x" * 200_000})
    with open_archive(path, WHAT) as opened:
        assert opened.names() == ("word/een.xml", "twee")
        assert opened.part("word/een.xml") == b"<a/>"
        assert opened.part("twee") == b"x" * 200_000
        with opened.stream("twee") as stream:
            assert stream.read(3) == b"xxx"


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "'word/document.xml'" in reason(packed(tmp_path / "a.docx", {"b": b""}), "word/document.xml")


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    assert reason(tmp_path / "a.docx") == "it is empty."


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x01" + bytes(5000), b"gewone tekst", b"\xff\xd8\xff\xe0JFIF", b"PK"]
)
def test_another_file_under_the_name_is_no_word_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    assert reason(tmp_path / "a.docx").startswith("it is no Word file (docx), whatever its name says")


def test_a_larger_file_than_any_source_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as file:
        file.truncate(parts.LARGEST_FILE + 1)
    assert "it has 64 megabytes" in reason(tmp_path / "a.docx")


@pytest.mark.parametrize("left", [0.3, 0.7, 0.97])
def test_a_file_that_is_cut_off_is_called_damaged(tmp_path: Path, left: float) -> None:
    path = packed(tmp_path / "a.docx", {"a": bytes(range(256)) * 100}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])
    assert reason(path) == "it is damaged or cut off; take another copy of it."


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_byte_that_fell_over_is_noticed_and_the_part_named(tmp_path: Path, packing: int) -> None:
    path = packed(tmp_path / "a.docx", {"word/document.xml": b"abcdefghij" * 1000 + bytes(range(256))}, packing)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    assert reason(path) == "it is damaged: its part 'word/document.xml' cannot be unpacked; take another copy of it."


def test_a_bomb_is_left_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(200):
            part.write(bytes(MEGABYTE))
    assert path.stat().st_size < MEGABYTE
    tracemalloc.start()
    try:
        assert "far more than a text can be" in reason(path)
        assert tracemalloc.get_traced_memory()[1] < 16 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_parts_that_state_more_than_may_be_unpacked_are_refused_unopened(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"a": b"x", "b": b"y"})
    _state_size(path, parts.LARGEST_UNPACKED)
    assert "over 256 megabytes" in reason(path)


def test_a_part_that_states_less_than_it_holds_is_damaged_and_not_cut(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"a": b"x" * 5000})
    _state_size(path, 10)
    assert "cannot be unpacked" in reason(path)


def test_many_parts_together_are_counted(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", dict.fromkeys("abc", b"0123456789" * 30))
    with open_archive(path, WHAT, Limits(unpacked=1000)) as opened:
        for name in "abc":
            assert opened.part(name)
            assert opened.part(name)
    with pytest.raises(Unreadable, match="far more than a text"), open_archive(path, WHAT, Limits(unpacked=800)):
        pass
    with open_archive(path, WHAT, Limits(unpacked=800, listed=False)) as opened:
        assert opened.part("a")
        assert opened.part("b")
        with pytest.raises(Unreadable, match="far more than a text"):
            opened.part("c")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "..\\x.xml", "C:/x"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    said = reason(packed(tmp_path / "a.docx", {"word/document.xml": b"<a/>", name: b""}))
    assert "would lead out of the file" in said


def test_dots_inside_a_name_are_nothing_bad(tmp_path: Path) -> None:
    with open_archive(packed(tmp_path / "a.docx", {"word/foto..1.xml": b"<a/>"}), WHAT) as opened:
        assert opened.part("word/foto..1.xml") == b"<a/>"


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("a.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.xml", "<b/>")
    assert "it holds 'a.xml' twice" in reason(tmp_path / "a.docx")


def test_an_encrypted_part_is_said_to_have_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"a": b"x"})
    data = path.read_bytes()
    place = data.index(b"PK\x01\x02") + 8
    path.write_bytes(data[:place] + struct.pack("<H", 1) + data[place + 2 :])
    assert reason(path).startswith("it is protected with a password")


def test_word_files_with_a_password_and_old_ones_are_told_apart(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    (tmp_path / "a.docx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "b.docx").write_bytes(ole + "WordDocument".encode("utf-16-le"))
    assert "take the password off" in reason(tmp_path / "a.docx")
    assert "of an old kind (doc, xls)" in reason(tmp_path / "b.docx")
    assert "save it as Word file (docx)" in reason(tmp_path / "b.docx")


def test_a_list_of_parts_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.docx", {f"deel{number}": b"" for number in range(200)})
    monkeypatch.setattr(archive, "LARGEST_DIRECTORY", 5000)
    assert "damaged or cut off" in reason(path)


def test_a_packing_that_word_never_uses_is_refused(tmp_path: Path) -> None:
    assert "cannot be unpacked" in reason(packed(tmp_path / "a.docx", {"a": b"x" * 100}, zipfile.ZIP_LZMA))


# XML

LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "lol">'
    + b"".join(b'<!ENTITY l%d "%b">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    + b"]><a>&l9;</a>"
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
HARMLESS = b"<!DOCTYPE a><a>tekst</a>"


@pytest.mark.parametrize("data", [LAUGHS, LAUGHS.replace(b"<a>&l9;</a>", b'<a b="&l9;"/>'), OUTSIDE, HARMLESS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_whatever_it_declares(data: bytes, encoding: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="DOCTYPE|no sound XML"):
            parse_xml(data.decode().encode(encoding), "word/document.xml")
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    finally:
        tracemalloc.stop()


def test_words_about_document_types_are_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE a>]]></a>", "a.xml").text == "<!DOCTYPE a>"


def test_xml_that_stops_in_the_middle_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"its part 'word/x.xml' is no sound XML \(line 2"):
        parse_xml(b"<a>\n<b>", "word/x.xml")


@pytest.mark.parametrize("depth", [300, 10_000, 200_000])
def test_xml_without_bottom_is_refused_in_words(depth: int) -> None:
    with pytest.raises(Unreadable, match="nested deeper than any text"):
        parse_xml(b"<a>" * depth + b"</a>" * depth, "a.xml")


def test_xml_of_nothing_but_tags_is_refused_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MARKS", 1000)
    assert len(parse_xml(b"<a>" + b"<b/>" * 900 + b"</a>", "a.xml")) == 900
    with pytest.raises(Unreadable, match="larger than any one text"):
        parse_xml(b"<a>" + b"<b/>" * 1000 + b"</a>", "a.xml")


def test_rows_come_one_by_one_and_do_not_stay() -> None:
    data = b"<s>" + b"<x><y/></x><r><c>1</c></r>" * 20_000 + b"</s>"
    seen = []
    for row in iterate_xml(io.BytesIO(data), "sheet.xml", ["r"]):
        seen.append(row.findtext("c"))
        assert len(row.getparent()) < 5000
    assert seen == ["1"] * 20_000


def test_a_sheet_may_be_longer_than_what_lies_between_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MARKS", 50_000)
    data = b"<s>" + b"<r/>" * 200_000 + b"</s>"
    assert sum(1 for _ in iterate_xml(io.BytesIO(data), "sheet.xml", ["r"])) == 200_000


def test_what_lies_between_two_rows_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MARKS", 100_000)
    data = b"<s><r/>" + b"<x/>" * 200_000 + b"</s>"
    with pytest.raises(Unreadable, match="larger than any one text"):
        list(iterate_xml(io.BytesIO(data), "sheet.xml", ["r"]))


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, HARMLESS, b"<!DOCTYPE s><s><r/></s>", b"<s><r/>"])
def test_streamed_xml_is_as_strict_as_the_other(data: bytes) -> None:
    with pytest.raises(Unreadable, match="DOCTYPE|no sound XML"):
        list(iterate_xml(io.BytesIO(data), "sheet.xml", ["r"]))


def _state_size(path: Path, size: int) -> None:
    """Lets the list of parts state another unpacked size for each part."""
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 24 : place + 28] = struct.pack("<I", size)
        place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)

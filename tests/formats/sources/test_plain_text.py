from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.sources.parts import LARGEST_TEXT, Unreadable
from spanveld.formats.sources.plain import read_text

FILES = Path(__file__).parent / "files"


def test_a_text_is_as_its_file_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "notities.txt"
    path.write_bytes(b"\n\n  Eerste regel  \n\n\n\tTweede\n\n")
    reading = read_text(path)
    assert reading.text == "\n\n  Eerste regel  \n\n\n\tTweede\n\n"
    assert (reading.format, reading.encoding, reading.remarks) == ("txt", "utf-8", ())


def test_the_same_text_in_windows_encoding_is_the_same_text() -> None:
    windows = read_text(FILES / "txt_windows.txt")
    assert windows.text == read_text(FILES / "txt_utf8.txt").text
    assert windows.encoding == "cp1252"
    assert "“de, secretaris”, –, één, coördinatie" in windows.remarks[0].text()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\r\n"])
def test_a_file_without_words_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "leeg.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="it is empty"):
        read_text(path)


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(Unreadable, match="it has 95 megabytes, and a file may have 64"):
        read_text(path)


def test_a_text_longer_than_a_source_may_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_bytes(b"a" * (LARGEST_TEXT + 1))
    with pytest.raises(Unreadable, match="10,000,001 characters"):
        read_text(path)

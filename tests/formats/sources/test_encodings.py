from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.sources.encodings import decode
from spanveld.formats.sources.parts import Unreadable

DUTCH = "Er wordt één keer over “coördinatie” gesproken – à € 186.000.\nReünie.\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_a_text_that_says_or_proves_its_encoding_is_not_guessed(encoding: str, found: str) -> None:
    decoded = decode(DUTCH.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed, decoded.remarks) == (DUTCH, found, False, ())


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")])
def test_a_big_endian_mark_is_known(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + DUTCH.encode(encoding))
    assert (decoded.text, decoded.encoding) == (DUTCH, encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_a_guess_shows_the_words_that_it_decided(encoding: str) -> None:
    decoded = decode(DUTCH.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (DUTCH, encoding, True)
    assert decoded.remarks[0].text() == (
        f"The encoding was guessed: {encoding}. Check that these words are right: één, “coördinatie”, –, à, €"
    )


def test_line_ends_become_those_of_every_text() -> None:
    assert decode(b"een\r\ntwee\rdrie\n\n").text == "een\ntwee\ndrie\n\n"


def test_a_text_that_is_partly_utf8_is_read_with_a_warning() -> None:
    decoded = decode("één coördinatie, reünie en ".encode() + "één".encode("cp1252"))
    assert decoded.encoding == "cp1252"
    assert (
        decoded.remarks[1].text()
        == "Most of its accents are UTF-8, but not all; save it again as UTF-8 and add it anew."
    )


def test_windows_text_gets_no_warning_of_mixed_encodings() -> None:
    assert len(decode(DUTCH.encode("cp1252")).remarks) == 1


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_stands_for_no_character_is_named_with_its_line(byte: int) -> None:
    with pytest.raises(Unreadable, match=f"on line 2 byte {byte:02X} stands for no character"):
        decode(b"een\ntw\xe9\xeb" + bytes([byte]))


def test_a_text_that_breaks_what_its_mark_says_is_refused() -> None:
    with pytest.raises(Unreadable, match="its first bytes say utf-8, but byte 6 does not fit that"):
        decode("ab".encode("utf-8-sig") + b"\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\x01\x02\x03\x04\x05 tekst",
        "a\x00b".encode("utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="it holds no plain text"):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_that_can_be_stored_or_are_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except Unreadable:
        return
    assert "\x00" not in text
    assert "\r" not in text
    text.encode("utf-8")

"""Whatever of a kept file can be read is looked in when somebody is erased."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from spanveld.formats.sources.searchable import searchable

FILES = Path(__file__).parent / "files"


def packed(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(
                zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED
            )  # of one moment, so that tests keep their names
    return written.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        "nummer;naam\n7;Zoë Oudkerk\n".encode(),
        "Zoë Oudkerk".encode("cp1252"),
        "\ufeffZoë Oudkerk".encode("utf-16-le"),
        b"<p>Zo&euml; <b>Oud</b>kerk</p>",
        rb"{\rtf1\ansi Zo\'eb {\b Oud}kerk}",
        packed(header="<w:t>Zoë</w:t><w:t xml:space='preserve'> Oud</w:t><w:t>kerk</w:t>"),
        packed(body="<p>niets</p>", author="<w:comment w:author='Zoë Oudkerk'/>"),
    ],
)
def test_a_name_is_reached_however_it_is_written(data: bytes) -> None:
    assert any("Zoë Oudkerk" in text for text in searchable(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.4 nothing", b"\x00\xff\x00", packed(x="a")[:-30]],
    ids=["empty", "head of a zip", "no pdf", "bytes", "cut off"],
)
def test_what_cannot_be_read_is_no_hindrance(data: bytes) -> None:
    list(searchable(data))


def test_the_pages_of_a_pdf_are_reached() -> None:
    assert sum(len(text) for text in searchable((FILES / "pdf_gesprek.pdf").read_bytes())) > 5000

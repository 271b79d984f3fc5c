"""What a search for somebody's names can reach in a kept file, beyond the text that was taken from it.

A text does not have all of its file: comments, headers, hidden words, properties, columns and sheets that were left out. Pictures and
embedded files are not read.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from spanveld.formats.sources.encodings import decode
from spanveld.formats.sources.parts import LARGEST_UNPACKED, Unreadable

__all__ = ["searchable"]

_TAG = re.compile(r"<[^<>]*>")
_RTF_CHARACTER = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_MARK = re.compile(r"\\[a-z]+-?\d* ?|[{}\r\n]")


def searchable(data: bytes) -> Iterator[str]:
    """The words of a file in whatever ways they can be read, to look in, not to show: a name that is cut up by marks in one of them
    is whole in another.

    >>> any("Karin" in text for text in searchable(b"<p>Ka<b>rin</b> belt</p>"))
    True
    """
    if data.startswith(b"PK"):
        yield from _packed(data)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    else:
        yield from _plain(data)


def _packed(data: bytes) -> Iterator[str]:
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info in packed.infolist():
                with packed.open(info) as part:
                    body = part.read(left)
                left -= len(body)
                yield from _plain(body)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return


def _pdf(data: bytes) -> Iterator[str]:
    import pypdfium2  # takes its time, and most erasures meet no pdf

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        yield "\n".join(document.get_metadata_dict().values())
        for page in document:
            text = page.get_textpage()
            yield " ".join(text.get_text_range(errors="replace").split())
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        return
    finally:
        document.close()


def _plain(data: bytes) -> Iterator[str]:
    try:
        text = decode(data).text
    except Unreadable:
        text = data.decode("utf-8", "ignore")
    yield text
    if "<" in text:
        yield html.unescape(_TAG.sub("", text))
        yield html.unescape(_TAG.sub(" ", text))
    if text.startswith("{\\rtf"):
        spelled = _RTF_CHARACTER.sub(lambda found: bytes.fromhex(found[1]).decode("cp1252", "ignore"), text)
        yield _RTF_MARK.sub("", spelled)
        yield _RTF_MARK.sub(" ", spelled)

"""Whether the packed parts of a PDF would fill the memory: PDFium unpacks a page whole, and needs 15 bytes for each of it."""

from __future__ import annotations

import re
import zlib

from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_

__all__ = ["LARGEST_PAGE", "LARGEST_PICTURE", "check_streams"]

LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes that anything but a picture may unpack to; a page of text has 50,000, a large map some millions."""
LARGEST_PICTURE = 128 * 1024 * 1024
"""A page in colours at 600 dots to the inch has 104 million bytes. Pictures are not unpacked, but anything may call itself one."""

_DENSEST = 1032
"""What zlib can pack into one byte at most."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PACKINGS = re.compile(rb"/(?:Flate|LZW)Decode\b")
_HEAD = 4096
_CHUNK = 64 * 1024
_STEP = 1024 * 1024


def check_streams(data: bytes) -> None:
    """Unreadable where a part of the PDF unpacks to far more than a page can be. What is encrypted cannot be told."""
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b"obj") + 1 :]
        picture = bool(_PICTURE.search(head))
        if len(_PACKINGS.findall(head)) > 1:
            raise _bomb()
        largest = LARGEST_PICTURE if picture else LARGEST_PAGE
        if (end - start) * _DENSEST > largest and _unpacks_to_more(memoryview(data)[start:end], largest):
            raise _bomb()


def _unpacks_to_more(packed: memoryview, largest: int) -> bool:
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for place in range(0, len(packed), _CHUNK):
            rest: bytes | memoryview = packed[place : place + _CHUNK]
            while rest:
                size += len(unpacker.decompress(rest, _STEP))
                if size > largest:
                    return True
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return False
    except zlib.error:
        return False
    return False


def _bomb() -> Unreadable:
    return Unreadable(
        N_(
            "one of its pages unpacks to far more than a page can be (over {most} megabytes, or a bomb); it was not read."
        ),
        most=LARGEST_PAGE // 1024 // 1024,
    )

"""A PDF -> its text: columns one after another, paragraphs whole, without what comes back on every page."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spanveld.formats.sources.archive import check_file
from spanveld.formats.sources.layout import day_of
from spanveld.formats.sources.parts import LARGEST_TEXT, Reading, Remark, Unreadable, check_length
from spanveld.formats.sources.pdf_heads import Heads, without_heads
from spanveld.formats.sources.pdf_layout import Segment
from spanveld.formats.sources.pdf_pages import Page, open_pdf, properties, read_page
from spanveld.formats.sources.pdf_paragraphs import body_size, paragraphs, written
from spanveld.model.errors import N_

__all__ = ["MOST_SECONDS", "read_pdf"]

MOST_SECONDS = 300
"""A file of 300 pages takes ten; pages that are made to take long are given up."""
_MANY_UNKNOWN = 0.02


def read_pdf(path: Path) -> Reading:
    """The text of a PDF; Unreadable where it has none, as a scanned one has.

    Each page is a block ``page`` with its number as level; a paragraph that runs over to the next page is one line, in which
    the block of the one page ends and that of the next begins. Headings are lines in clearly larger letters.
    """
    check_file(path)
    with open_pdf(path) as document:
        title, made = properties(document)
        pages = _pages(read_page(document, index) for index in range(len(document)))
    sound = [(number, page) for number, page in pages if page is not None]
    pictures = [number for number, page in sound if page.picture]
    if not any(page.letters for _, page in sound):
        raise _no_text(pictures)
    size = body_size([page.segments for _, page in sound])
    kept, heads = without_heads([(number, page.segments) for number, page in sound], size)
    flow: list[tuple[int, Sequence[Segment]]] = []
    for (number, page), segments in zip(sound, kept, strict=True):
        flow.append((number, segments))
        flow += [(number, turned) for turned in page.turned]
    text, blocks = written(paragraphs(flow))
    if not text.strip():
        raise _no_text(pictures)
    damaged = [number for number, page in pages if page is None]
    return Reading(
        check_length(text),
        blocks,
        remarks=tuple(_remarks(sound, heads, pictures, damaged)),
        format="pdf",
        title=" ".join(title.split()),
        date=day_of(f"{made[:4]}-{made[4:6]}-{made[6:8]}"),
    )


def _pages(read: Iterable[Page | None]) -> list[tuple[int, Page | None]]:
    """The pages with their numbers; Unreadable as soon as they hold more than any source may."""
    found: list[tuple[int, Page | None]] = []
    letters, started = 0, time.monotonic()
    for number, page in enumerate(read, 1):
        found.append((number, page))
        letters += page.letters if page is not None else 0
        if letters > LARGEST_TEXT:
            check_length(" " * letters)
        if time.monotonic() - started > MOST_SECONDS:
            raise Unreadable(
                N_("reading it takes more than {most} seconds (page {page} was reached); split it into parts."),
                most=MOST_SECONDS,
                page=number,
            )
    return found


def _no_text(pictures: Sequence[int]) -> Unreadable:
    if pictures:
        return Unreadable(
            N_(
                "it has no text: its pages are pictures, as a scanner makes them; have it read by OCR first and add that file."
            )
        )
    return Unreadable(N_("it holds no text."))


def _remarks(
    pages: Sequence[tuple[int, Page]], heads: Heads, pictures: Sequence[int], damaged: Sequence[int]
) -> Iterator[Remark]:
    if pictures:
        message = N_("Pages that are pictures without text: {pages}; have them read by OCR first.")
        yield Remark(message, {"pages": numbers(pictures)})
    if damaged:
        yield Remark(N_("Pages that are damaged and were left out: {pages}."), {"pages": numbers(damaged)})
    if heads.count:
        message = N_("Lines that come back on the pages were left out (number: {count}), such as: {text}")
        yield Remark(message, {"count": heads.count, "text": heads.example})
    slanted = sum(page.slanted for _, page in pages)
    if slanted:
        message = N_("Slanted text, such as a watermark, was left out (characters: {count}).")
        yield Remark(message, {"count": slanted})
    unknown, letters = (sum(getattr(page, name) for _, page in pages) for name in ("unknown", "letters"))
    if unknown > _MANY_UNKNOWN * letters:
        message = N_(
            "Of {count} characters the PDF does not say what they mean; have it read by OCR, or take its source."
        )
        yield Remark(message, {"count": f"{unknown:,}"})
    elif unknown:
        message = N_("Symbols of an unknown kind became \N{REPLACEMENT CHARACTER} (number: {count}).")
        yield Remark(message, {"count": unknown})


def numbers(pages: Sequence[int]) -> str:
    """Numbers in rising order as people write them.

    >>> numbers([1, 3, 4, 5])
    '1, 3-5'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("-".join(str(page) for page in run) for run in runs)

"""An Excel file that is written row by row: what it holds asks no memory, and no more time than packing it.

Cells are inline strings and whole numbers. xlsxwriter, which writes the other files, spends three times as long on as many cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from spanveld.model.errors import N_, Refused

__all__ = ["LONGEST", "MOST_ROWS", "StreamedSheet", "write"]

LONGEST = 32_767
"""Characters that a cell can hold."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""
AT_A_TIME = 200
"""Rows that are packed at once."""
_UNPLAIN = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = f"""{_HEAD}<styleSheet {_MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>
<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


@dataclass(frozen=True, slots=True)
class StreamedSheet:
    """A sheet: its name, a head that stays in view, the widths of its columns in characters, and rows that are read once."""

    name: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[str | int]]


def write(file: IO[bytes], sheets: Sequence[StreamedSheet]) -> None:
    """Write the file; Refused where a sheet has more rows than Excel can hold."""
    numbers = range(1, len(sheets) + 1)
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(_entry(name), text.encode(), ZIP_DEFLATED)

        for number, sheet in zip(numbers, sheets, strict=True):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                part.writelines(text.encode() for text in _sheet(sheet))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        parts = [
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            *((f"worksheets/sheet{n}", "worksheet") for n in numbers),
        ]
        overrides = "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{its}+xml"/>' for part, its in parts
        )
        defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        put("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>')
        put("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        its = [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        put("xl/_rels/workbook.xml.rels", _relations(its))
        named = "".join(
            f'<sheet name="{_escaped(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, sheet in zip(numbers, sheets, strict=True)
        )
        put("xl/workbook.xml", f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>')
        put("xl/styles.xml", _STYLES)


def _entry(name: str) -> ZipInfo:
    """A part of the archive, the same whenever it is written."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    its = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{its}</Relationships>'


def _sheet(sheet: StreamedSheet) -> Iterable[str]:
    letters = [_letter(place) for place in range(len(sheet.head))]
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, 1)
    )
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    yield f"{_HEAD}<worksheet {_MAIN}>{view}<cols>{columns}</cols><sheetData>"
    yield _row(1, letters, sheet.head, 2)
    waiting: list[str] = []
    for number, row in enumerate(sheet.rows, 2):
        if number > MOST_ROWS:
            message = N_("A sheet of Excel holds {most} rows; this is more. Take it as CSV, or ask less at a time.")
            raise Refused(message, most=MOST_ROWS)
        waiting.append(_row(number, letters, row, 1))
        if len(waiting) == AT_A_TIME:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
    yield "</sheetData></worksheet>"


def _row(number: int, letters: Sequence[str], cells: Sequence[str | int], style: int) -> str:
    made = [
        f'<c r="{letter}{number}" s="{style}"><v>{cell}</v></c>'
        if cell.__class__ is int
        else f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is></c>'  # type: ignore[arg-type]
        for letter, cell in zip(letters, cells, strict=True)
        if cell != ""
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


def _escaped(text: str) -> str:
    """A text as it stands in the file: signs of XML by their names, what XML cannot hold as ``_x000B_``, no longer than a cell."""
    text = text[:LONGEST]
    return _UNPLAIN.sub(_named, text) if _UNPLAIN.search(text) else text


def _named(found: re.Match[str]) -> str:
    sign = found[0]
    return _SIGNS.get(sign) or (f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_")


def _letter(place: int) -> str:
    """What a column is called, counted from 0.

    >>> _letter(0), _letter(27)
    ('A', 'AB')
    """
    rest, last = divmod(place, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)

"""What is coded in pictures, on pages and in recordings of a QualCoder project: no part of a text, so kept as data."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from spanveld.formats.exchange.foreign_database import integer, text
from spanveld.formats.exchange.project import Coding, Selection, SourceKind, Stamp
from spanveld.formats.exchange.qualcoder_codes import Codes
from spanveld.formats.exchange.qualcoder_state import IMPORTANT, Row, State
from spanveld.formats.sources.parts import Unreadable
from spanveld.formats.sources.pdf_pages import open_pdf
from spanveld.model.errors import N_

__all__ = ["Areas", "areas", "coding"]

_AREA = ("imid", "id", "x1", "y1", "width", "height", "cid", "memo", "date", "owner", "important", "pdf_page")
_PART = ("avid", "id", "pos0", "pos1", "cid", "memo", "date", "owner", "important")


@dataclass(slots=True)
class Areas:
    """The rows of both tables by the number of the source."""

    areas: dict[int | None, list[Row]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int | None, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def of(
        self,
        state: State,
        number: int | None,
        kind: SourceKind,
        original: bytes | None,
        codes: Codes,
        known: dict[tuple[str, int | None], str],
    ) -> tuple[Selection, ...]:
        """What is marked in one source; ``known`` gets the GUIDs by table and number."""
        listed = self.areas.get(number, [])
        heights = _heights(original) if listed and kind == "pdf" and original else ()
        found = [_area(state, row, kind, heights, codes, known) for row in listed]
        found += [_part(state, row, kind, codes, known) for row in self.parts.get(number, ())]
        return tuple(found)


def areas(state: State, known: dict[int | None, str]) -> Areas:
    """All that is marked; what is marked in a source that is gone is left out."""
    made = Areas()
    for table, columns, element, found in (
        ("code_image", _AREA, "PictureSelection", made.areas),
        ("code_av", _PART, "AudioSelection", made.parts),
    ):
        for row in state.rows(table, *columns):
            if integer(row["id"]) in known:
                found[integer(row["id"])].append(row)
            else:
                state.found(element)
                state.became(element, "dropped")
                state.reasons.add(
                    N_("Marks in a source that is gone, which were left out: {count} ({examples})."), table
                )
    return made


def coding(state: State, codes: Codes, row: Row, guid: str, stamp: Stamp) -> tuple[Coding, ...]:
    """The code of a mark; none where that code is gone."""
    state.found("Coding")
    code = codes.by_code.get(integer(row["cid"]))
    if code is None:
        state.became("Coding", "dropped")
        state.reasons.add(
            N_("Codings with a code that is gone, whose mark came without it: {count} ({examples})."), text(row["cid"])
        )
        return ()
    return (Coding(state.guid("coding", guid), code, stamp.creator, stamp.created),)


def _area(
    state: State,
    row: Row,
    kind: SourceKind,
    heights: tuple[float, ...],
    codes: Codes,
    known: dict[tuple[str, int | None], str],
) -> Selection:
    element = "PDFSelection" if kind == "pdf" else "PictureSelection"
    x, y, width, height = (_number(row[key]) for key in ("x1", "y1", "width", "height"))
    top, bottom = y, y + height
    place = {}
    if kind == "pdf":
        page = integer(row["pdf_page"]) or 0
        place["page"] = str(page)
        if 0 <= page < len(heights):  # the standard counts from the bottom of a page
            top, bottom = heights[page] - bottom, heights[page] - top
        else:
            state.reasons.add(
                N_("Areas on pages that are counted from the top, since the page is not there: {count} ({examples})."),
                state.folder.name,
            )
    place |= {"firstX": _whole(x), "firstY": _whole(top), "secondX": _whole(x + width), "secondY": _whole(bottom)}
    return _selection(state, row, ("code_image", "imid"), element, place, codes, known)


def _part(
    state: State, row: Row, kind: SourceKind, codes: Codes, known: dict[tuple[str, int | None], str]
) -> Selection:
    element = "VideoSelection" if kind == "video" else "AudioSelection"
    begin, end = sorted((_number(row["pos0"]), _number(row["pos1"])))
    return _selection(
        state, row, ("code_av", "avid"), element, {"begin": _whole(begin), "end": _whole(end)}, codes, known
    )


def _selection(
    state: State,
    row: Row,
    key: tuple[str, str],
    element: str,
    place: dict[str, str],
    codes: Codes,
    known: dict[tuple[str, int | None], str],
) -> Selection:
    table, column = key
    guid, stamp = state.guid(table, row[column], row["date"]), state.stamp(row)
    known[table, integer(row[column])] = guid
    state.found(element)
    return Selection(
        guid,
        description=f"{text(row['memo'])}\n\n{IMPORTANT}".strip() if state.important(row) else text(row["memo"]),
        stamp=stamp,
        codings=coding(state, codes, row, guid, stamp),
        element=element,
        place=place,
    )


def _heights(data: bytes) -> tuple[float, ...]:
    """The heights of the pages of a pdf, in points; none where it cannot be opened."""
    with tempfile.TemporaryDirectory(prefix="spanveld-") as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(data)
        try:
            with open_pdf(path) as document:
                return tuple(document.get_page_size(index)[1] for index in range(len(document)))
        except Unreadable:
            return ()


def _number(value: object) -> float:
    try:
        found = float(text(value))
    except ValueError:
        return 0.0
    return found if abs(found) < 1e12 else 0.0


def _whole(value: float) -> str:
    return str(round(value))

"""The twins of a page for other programs: the same answer at ``PAGE.json``, ``PAGE.csv`` and ``PAGE.xlsx``, by the same query string."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.session.sheets import Sheet, SheetFormat, file_of
from spanveld.web.addresses import with_query
from spanveld.web.languages import translate_for

__all__ = ["Answer", "twin_links", "twins"]

TYPES: Mapping[SheetFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows: as plain values or dataclasses for JSON, and as the sheets of its tables, the most important first."""

    json: Any
    sheets: Sequence[Sheet]


def twins(path: str, ask: Callable[[Request], Answer]) -> list[Route]:
    """The routes of a page's twins; ``ask`` works out what the page itself shows, and runs beside other requests.

    ``?sheet=`` names the table that a CSV file holds; an Excel file holds them all.
    """

    async def as_json(request: Request) -> Response:
        answer = await run_in_threadpool(ask, request)
        text = await run_in_threadpool(json.dumps, answer.json, ensure_ascii=False, default=_plain)
        return Response(text.encode(), media_type="application/json")

    def as_file(format: SheetFormat) -> Callable[[Request], Any]:
        async def made(request: Request) -> Response:
            answer = await run_in_threadpool(ask, request)
            name = request.query_params.get("sheet", "")
            content = await run_in_threadpool(file_of, answer.sheets, format, translate_for(request), sheet=name)
            stem = name or answer.sheets[0].name
            headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{stem}.{format}')}"}
            return Response(content, media_type=TYPES[format], headers=headers)

        return made

    return [Route(f"{path}.json", as_json), *(Route(f"{path}.{format}", as_file(format)) for format in TYPES)]


def twin_links(path: str, query: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a page calls its twins, and their addresses."""
    return [(name, with_query(f"{path}.{ending}", query)) for name, ending in _NAMES]


_NAMES = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON")

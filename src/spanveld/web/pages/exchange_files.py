"""The study as files to be saved: a project for other programs, its code trees, its passages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from spanveld.session import Study
from spanveld.session.giving import TARGETS, give, profile_for
from spanveld.web.pages.forms import whole_number
from spanveld.web.questions import while_connected

__all__ = ["ROUTES"]

TYPES = {
    "qdpx": "application/zip",
    "qdc": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_CONTEXT = 5_000


def _file_as(name: str, ending: str) -> Callable[[Request], Any]:
    async def made(request: Request) -> Response:
        return await _file(request, name, ending)

    return made


async def _file(request: Request, name: str, ending: str) -> Response:
    """A file that is made aside first, so that what is sent is whole; ``?for=`` the program that is to read a project."""
    study: Study = request.app.state.study.as_(request.state.actor)
    asked = request.query_params
    target: Any = asked.get("for", "") if asked.get("for", "") in TARGETS else ""
    values: dict[str, Any] = {"query": asked.get("q", "")}
    if ending in ("qdpx", "qdc"):
        values = {"profile": profile_for(target)} if ending == "qdpx" else {}
    elif asked.get("context"):
        values["context"] = min(whole_number(asked["context"]), MOST_CONTEXT)
    folder = tempfile.TemporaryDirectory(prefix="spanveld-")
    path = Path(folder.name) / f"{name}.{ending}"
    try:
        await while_connected(request, lambda _stopped: give(study, path, **values))
    except BaseException:
        folder.cleanup()
        raise
    shown = quote(f"{study.pages.title()}{'' if name == 'project' else f' {name}'}.{ending}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{shown}"}
    return FileResponse(path, headers=headers, media_type=TYPES[ending], background=BackgroundTask(folder.cleanup))


ROUTES = [
    Route("/exchange/project.qdpx", _file_as("project", "qdpx")),
    Route("/exchange/codes.qdc", _file_as("codes", "qdc")),
    Route("/exchange/passages.csv", _file_as("passages", "csv")),
    Route("/exchange/passages.xlsx", _file_as("passages", "xlsx")),
]

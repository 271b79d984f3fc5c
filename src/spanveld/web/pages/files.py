"""Files of a source: the one that its text was taken from, and its recording, which stays where it is."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from spanveld.model.errors import N_, NotFound

__all__ = ["original", "recording"]

SOUND = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".webm": "audio/webm",
    ".flac": "audio/flac",
    ".aac": "audio/aac",
}
"""Endings of recordings that a browser plays."""


def recording(request: Request) -> Response:
    """The recording of a source, from where the study says that it is: a path, or one beside the study's file."""
    study = request.app.state.study.as_(request.state.actor)
    named = study.pages.recording(request.path_params["source"])
    path = study.beside(named) if named else None
    if path is None or path.suffix.lower() not in SOUND or not path.is_file():
        raise NotFound(N_("The recording '{name}' is not there, or nothing that a browser plays."), name=named)
    return FileResponse(path, media_type=SOUND[path.suffix.lower()])


def original(request: Request) -> Response:
    """The file that a source's text was taken from, to be saved."""
    study = request.app.state.study.as_(request.state.actor)
    source = request.path_params["source"]
    name, content = study.pages.original(source)
    ending = Path(name).suffix if Path(name).suffix.isascii() else ""
    headers = {"Content-Disposition": f'attachment; filename="{source}{ending}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)

"""Word files that came back and are looked at before their comments come in: read at once, and kept in memory until then."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

from starlette.applications import Starlette

from spanveld.model.errors import N_, NotFound
from spanveld.session import Study
from spanveld.session.importing import NotRead
from spanveld.session.paper import Returned
from spanveld.web.uploads import safe_name

__all__ = ["ReturnedFiles", "returned_files"]

MOST_WAITING = 20
"""How many files wait at most; the one that waited longest goes first."""


class ReturnedFiles:
    """The files that wait, each under a name that nobody can guess."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, tuple[str, Returned]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, study: Study, name: str, content: BinaryIO) -> tuple[str, Returned]:
        """Read a file; NotRead where it is none that was made of a source, and then nothing is kept."""
        name = safe_name(name)
        with tempfile.TemporaryDirectory(prefix="spanveld-") as folder:
            path = Path(folder) / "returned.docx"
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            try:
                returned = study.paper.read(path)
            except NotRead as error:
                raise NotRead(Path(name), error.reason) from error  # where it was read tells a person nothing
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._waiting[token] = (name, returned)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
        return token, returned

    def get(self, token: str) -> tuple[str, Returned]:
        """Name and content of a file that waits; NotFound where it is gone."""
        with self._lock:
            found = self._waiting.get(token)
        if found is None:
            raise NotFound(N_("This file does not wait any more; choose it again."))
        return found

    def drop(self, token: str) -> None:
        """Let go of a file."""
        with self._lock:
            self._waiting.pop(token, None)


def returned_files(app: Starlette) -> ReturnedFiles:
    """The files that wait in this application."""
    if not hasattr(app.state, "returned"):
        app.state.returned = ReturnedFiles()
    files: ReturnedFiles = app.state.returned
    return files

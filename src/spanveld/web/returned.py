"""Word files that came back and are looked at before their comments come in: read at once, and kept in memory until then."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from spanveld.session import Study
from spanveld.session.importing import NotRead
from spanveld.session.paper import Returned
from spanveld.web.waiting import Waiting, new_token
from spanveld.web.waiting_files import safe_name

__all__ = ["ReturnedFiles"]

MOST_WAITING = 20
"""How many files wait at most; the one that waited longest goes first."""


class ReturnedFiles(Waiting[tuple[str, Returned]]):
    """The files that wait: name and content."""

    def __init__(self) -> None:
        super().__init__(MOST_WAITING)

    def take_in(self, study: Study, name: str, content: BinaryIO) -> tuple[str, Returned]:
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
        token = new_token()
        self.put(token, (name, returned))
        return token, returned

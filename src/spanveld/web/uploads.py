"""Files that were dropped on a page and are looked at before they come in: kept in a private folder until then."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from spanveld.session.importing import Arrival, NotRead, SurveyColumns, read_as_likely, read_file
from spanveld.web.waiting import Waiting, new_token

__all__ = ["MOST_WAITING", "Uploads"]

MOST_WAITING = 100
"""How many files wait at most; the one that waited longest goes first."""


class Uploads:
    """The files that wait, each under a name that nobody can guess.

    Their folder is made for the first of them, so that a server which is ended roughly leaves none behind; ``close()`` takes it away.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._waiting: Waiting[Arrival] = Waiting(MOST_WAITING)

    def put(self, name: str, content: BinaryIO) -> tuple[str, Arrival]:
        """Keep a file and read it; NotRead where no source can be made of it, and then nothing is kept."""
        token = new_token()
        folder = self._made()
        place = folder / token
        place.mkdir()
        path = place / safe_name(name)
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            arrival = read_as_likely(path)
        except NotRead as error:
            shutil.rmtree(place, ignore_errors=True)
            raise _by_name(error, path) from error
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        for old in self._waiting.put(token, arrival):
            shutil.rmtree(folder / old, ignore_errors=True)
        return token, arrival

    def _made(self) -> Path:
        """The folder, made where there is none yet."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="spanveld-"))
            return self._folder

    def get(self, token: str) -> Arrival:
        """A file that waits; NotFound where it is gone."""
        return self._waiting.get(token)

    def read_again(self, token: str, survey: SurveyColumns) -> Arrival:
        """Read a survey once more with what a person said of its columns."""
        path = self.get(token).path
        try:
            arrival = read_file(path, survey)
        except NotRead as error:
            raise _by_name(error, path) from error
        self._waiting.put(token, arrival)
        return arrival

    def drop(self, token: str) -> None:
        """Let go of a file."""
        if found := self._waiting.drop(token):
            shutil.rmtree(found.path.parent, ignore_errors=True)

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _by_name(error: NotRead, path: Path) -> NotRead:
    """The same with the file's name alone: where it waits here tells a person nothing."""
    return NotRead(Path(path.name), error.reason)


def safe_name(name: str) -> str:
    """The last part of a file's name as a browser sends it, without what no folder takes.

    >>> safe_name("..\\\\..\\\\etc/passwd")
    'passwd'
    """
    last = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    kept = "".join(character for character in last if character.isprintable()).strip(". ")
    while len(kept.encode()) > 200:
        kept = kept[1:]  # the ending says what it is
    return kept or "file"

"""Files that a browser sent and that wait for a person to decide: kept in a private folder until then, each read once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Generic, TypeVar

from spanveld.session.importing import NotRead
from spanveld.web.waiting import Waiting, new_token

__all__ = ["WaitingFiles", "by_name", "safe_name"]

T = TypeVar("T")
Read = TypeVar("Read")


class WaitingFiles(Generic[T]):
    """The files that wait, with what was read of them, each under a name that nobody can guess; at most ``most``.

    Their folder is made for the first of them, so that a server which is ended roughly leaves none behind; ``close()`` takes it away.
    """

    def __init__(self, most: int) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._waiting: Waiting[T] = Waiting(most)

    def keep(self, name: str, content: BinaryIO, read: Callable[[Path], T]) -> tuple[str, T]:
        """Keep a file and read it; NotRead where that cannot be done, and then nothing is kept."""
        token, folder = new_token(), self._made()
        place = folder / token
        place.mkdir()
        path = place / safe_name(name)
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            found = by_name(path, read)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        for old in self._waiting.put(token, found):
            shutil.rmtree(folder / old, ignore_errors=True)
        return token, found

    def get(self, token: str) -> T:
        """What waits; NotFound where it is gone."""
        return self._waiting.get(token)

    def change(self, token: str, found: T) -> None:
        """Let a file wait with something else that was read of it, or said."""
        self._waiting.put(token, found)

    def drop(self, token: str) -> None:
        """Let go of a file."""
        if self._waiting.drop(token) is not None and self._folder is not None:
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _made(self) -> Path:
        """The folder, made where there is none yet."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="spanveld-"))
            return self._folder


def by_name(path: Path, read: Callable[[Path], Read]) -> Read:
    """What was read; where it waits here tells a person nothing, so an error has the file's name alone."""
    try:
        return read(path)
    except NotRead as error:
        raise NotRead(Path(path.name), error.reason) from error


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

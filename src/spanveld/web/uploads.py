"""Files that were dropped on a page and are looked at before they come in."""

from __future__ import annotations

from typing import BinaryIO

from spanveld.session.importing import Arrival, SurveyColumns, read_as_likely, read_file
from spanveld.web.waiting_files import WaitingFiles, by_name

__all__ = ["MOST_WAITING", "Uploads"]

MOST_WAITING = 100
"""How many files wait at most; the one that waited longest goes first."""


class Uploads(WaitingFiles[Arrival]):
    """The files that wait, as they were read."""

    def __init__(self) -> None:
        super().__init__(MOST_WAITING)

    def put(self, name: str, content: BinaryIO) -> tuple[str, Arrival]:
        """Keep a file and read it; NotRead where no source can be made of it, and then nothing is kept."""
        return self.keep(name, content, read_as_likely)

    def read_again(self, token: str, survey: SurveyColumns) -> Arrival:
        """Read a survey once more with what a person said of its columns."""
        arrival = by_name(self.get(token).path, lambda path: read_file(path, survey))
        self.change(token, arrival)
        return arrival

"""``study.pages``"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from spanveld.actions.theory import parse_framework
from spanveld.model.names import natural
from spanveld.model.records import KINDS
from spanveld.session.acting import Group
from spanveld.store.pages import original_of, page_rows, source_of_passage
from spanveld.store.records import Reader
from spanveld.store.requests import Made, forget_old, made_under
from spanveld.views.codebook import Codebook, codebook
from spanveld.views.drawing_styles import DrawingStyles, drawing_styles
from spanveld.views.home import Home, SourceOnShelf, home
from spanveld.views.reading_page import PagePassage, Paragraph, Point, ReadingPage, reading_page

__all__ = [
    "Codebook",
    "DrawingStyles",
    "Home",
    "PagePassage",
    "Pages",
    "Paragraph",
    "Point",
    "ReadingPage",
    "SourceOnShelf",
]


class Pages(Group):
    """What pages of a study show, as values."""

    def home(self) -> Home:
        """The sources with how far each is, for the actor."""
        with self._reader() as reader:
            return home(reader, self.store.tallies, actor=self.actor())

    def reading(self, source: str) -> ReadingPage:
        """A source as the page on which the actor reads and codes it."""
        with self._reader() as reader:
            return reading_page(reader, source, actor=self.actor())

    def codebook(self) -> Codebook:
        """The layers and codes as whoever codes needs them, and who and what can be named."""
        with self._reader() as reader:
            return codebook(reader, actor=self.actor())

    def title(self) -> str:
        """The study's title."""
        with self._reader() as reader:
            return str(reader.study.title or reader.study.identifier)

    def styles(self) -> DrawingStyles:
        """How dimensions and kinds are drawn."""
        with self._reader() as reader:
            return drawing_styles(reader)

    def things(self, kind: str) -> list[dict[str, Any]]:
        """All things of a kind (case, sub_case, wave, coder, party, participant): their columns by name, in natural order."""
        with self._reader() as reader:
            rows = [asdict(record) for record in reader.records(KINDS[kind])]
        return sorted(rows, key=lambda row: natural(row[kind]))

    def recording(self, source: str) -> str:
        """Where the recording of a source is, as the study says; empty where it says nothing."""
        with self.store.reading() as connection:
            return page_rows(connection, self.store.study_id, source).recording

    def original(self, source: str) -> tuple[str, bytes]:
        """Name and bytes of the file that a source's text was taken from; NotFound where it was not kept."""
        with self.store.reading() as connection:
            return original_of(connection, self.store.study_id, source)

    def source_of(self, passage: str) -> str:
        """The source in which a passage lies."""
        with self.store.reading() as connection:
            return source_of_passage(connection, self.store.study_id, passage)

    def made(self, key: str) -> Made | None:
        """What was made under the key of a request; None where nothing was."""
        with self.store.reading() as connection:
            return made_under(connection, self.store.study_id, key)

    def forget_old_requests(self) -> None:
        """Forget the keys of requests that nobody will repeat any more."""
        with self.store.writing("") as work:
            forget_old(work.connection, work.study_id)

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        with self.store.reading() as connection:
            yield Reader(connection, self.store.study_id, parse_framework)

"""``study.pages``"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from spanveld.actions.theory import parse_framework
from spanveld.model.names import natural
from spanveld.model.records import KINDS
from spanveld.session.acting import Group
from spanveld.session.sources import Sources
from spanveld.store import journal
from spanveld.store.pages import original_of, page_rows, source_of_passage
from spanveld.store.records import Reader
from spanveld.store.requests import Made, forget_old, made_under
from spanveld.views.codebook import Codebook, codebook
from spanveld.views.codebook_page import CodebookPage, CodeLine, LayerPart, cited_works, codebook_page, matching
from spanveld.views.drawing_styles import DrawingStyles, drawing_styles
from spanveld.views.findings_board import Board, Card, Chip, Link, Tied, board, chips_of
from spanveld.views.findings_brief import (
    BoardDimension,
    Brief,
    FindingsAndKinds,
    FindingsOfSource,
    findings_and_kinds,
    findings_of_source,
)
from spanveld.views.findings_tray import Tray, TrayPassage, tray
from spanveld.views.home import Home, SourceOnShelf, home
from spanveld.views.importing import LabelUse
from spanveld.views.opened_code import OpenedCode, opened_code
from spanveld.views.reading_page import PagePassage, Paragraph, Point, ReadingPage, page_passage, reading_page
from spanveld.views.theory import dimensions_of
from spanveld.views.todo import TASKS, Item, Task, Todo, todo
from spanveld.views.vignettes import Box, BoxQuote, Piece, Vignettes, Voice, vignettes

if TYPE_CHECKING:
    from spanveld.language.messages import Translate
    from spanveld.session.searching import Found as FoundWords
    from spanveld.views.find_page import FindPage, Understood

__all__ = [
    "TASKS",
    "Board",
    "BoardDimension",
    "Box",
    "BoxQuote",
    "Brief",
    "Card",
    "Chip",
    "CodeLine",
    "Codebook",
    "CodebookPage",
    "DrawingStyles",
    "FindingsAndKinds",
    "FindingsOfSource",
    "Home",
    "Item",
    "LayerPart",
    "Link",
    "OpenedCode",
    "PagePassage",
    "Pages",
    "Paragraph",
    "Piece",
    "Point",
    "ReadingPage",
    "SourceOnShelf",
    "Task",
    "Tied",
    "Todo",
    "Tray",
    "TrayPassage",
    "Vignettes",
    "Voice",
    "cited_works",
    "matching",
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

    def passage(self, source: str, passage: str) -> tuple[int, PagePassage | None]:
        """A passage of a source as its page has it (None: it is gone), and the newest sequence of the journal."""
        with self._reader() as reader:
            return journal.newest(reader.connection, reader.study_id), page_passage(reader, source, passage)

    def todo(self, speakers: Sequence[LabelUse] | None = None, *, whole: str = "") -> Todo:
        """What is left to do; ``speakers`` are the labels in texts where they are known already. All of the task ``whole`` is named."""
        known = Sources(self.store, self.actor, None, None).speakers() if speakers is None else speakers
        with self._reader() as reader:
            return todo(reader, self.store.tallies, self.store.unused, known, actor=self.actor(), whole=whole)

    def codebook(self) -> Codebook:
        """The layers and codes as whoever codes needs them, and who and what can be named."""
        with self._reader() as reader:
            return codebook(reader, actor=self.actor())

    def codes(self) -> CodebookPage:
        """The codebook with what each code means and how often it was given."""
        with self._reader() as reader:
            return codebook_page(reader, self.store.code_counts, actor=self.actor())

    def opened_code(self, code: str, *, page: int = 1, source: str = "", with_names: bool = False) -> OpenedCode | None:
        """The passages of a code, a page of them (of one source where it is named), and its memos; None where there is no such code."""
        with self._reader() as reader:
            return opened_code(reader, code, page=page, source=source, with_names=with_names)

    def find(
        self, query: str, *, limit: int, offset: int, context: int, seconds: float, stopped: Callable[[], bool]
    ) -> FindPage:
        """What the page of a query shows (empty: nothing is asked yet); ``stopped`` says whether nobody waits for it any more."""
        from spanveld.session.retrieving import page_in

        numbers: Any = {"limit": limit, "offset": offset, "context": context, "seconds": seconds, "stopped": stopped}
        return page_in(self.store, query, **numbers)

    def found_words(self, words: str, only: dict[str, str], translate: Translate, **values: Any) -> FoundWords:
        """What a search found, with its tables."""
        from spanveld.session.searching import sheets_in

        return sheets_in(self.store, words, only, translate, **values)

    def expect_search(self) -> None:
        """Words will be searched soon: what that needs is read meanwhile."""
        from spanveld.language.keys import warm

        warm()

    def understand(self, query: str) -> Understood:
        """What a query asks, or what is wrong with it; nothing is looked up."""
        from spanveld.session.retrieving import understood_in

        return understood_in(self.store, query)

    def title(self) -> str:
        """The study's title."""
        with self._reader() as reader:
            return str(reader.study.title or reader.study.identifier)

    def dimensions(self) -> dict[str, str]:
        """The dimensions by their names, with what each is called."""
        with self._reader() as reader:
            return {item.dimension: item.label for item in dimensions_of(reader, reader.study.language)}

    def styles(self) -> DrawingStyles:
        """How dimensions and kinds are drawn."""
        with self._reader() as reader:
            return drawing_styles(reader)

    def things(self, kind: str) -> list[dict[str, Any]]:
        """All things of a kind, like case, party, source or consent: their columns by name, in natural order."""
        with self._reader() as reader:
            found = list(reader.records(KINDS[kind]))
        names = [field.name for field in fields(KINDS[kind].record)]
        rows = [dict(zip(names, values, strict=True)) for values in map(attrgetter(*names), found)]
        first = KINDS[kind].columns[0].attribute
        return sorted(rows, key=lambda row: natural(row[first]))

    def vignettes(self) -> Vignettes:
        """The vignettes: numbered boxes with their frame and the words of their passages."""
        with self._reader() as reader:
            return vignettes(reader)

    def board(self, **chosen: Any) -> Board:
        """The findings on a dimension; ``chosen``: dimension, kind, sub_case, wave, and ``opened`` findings."""
        with self._reader() as reader:
            return board(reader, **chosen)

    def chips(self, passages: Sequence[str]) -> tuple[Chip, ...]:
        """Some passages with their words and whose they are; those that there are not are left out."""
        with self._reader() as reader:
            return chips_of(reader, passages)

    def findings(self, *, items: bool = False) -> FindingsAndKinds:
        """All findings in short; ``items``: also what of the frameworks they can be linked to."""
        with self._reader() as reader:
            return findings_and_kinds(reader, items=items)

    def findings_of(self, source: str) -> FindingsOfSource:
        """All findings in short, and which passages of a source are evidence for which."""
        with self._reader() as reader:
            return findings_of_source(reader, source)

    def tray(self, **chosen: Any) -> Tray:
        """Coded passages that are evidence for nothing; ``chosen``: dimension, kind, sub_case, source, words, page, after."""
        with self._reader() as reader:
            return tray(reader, self.store.unused, **chosen)

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

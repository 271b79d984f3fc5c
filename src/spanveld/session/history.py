"""What the pages of the journal ask: entries in words, one opened, going back by undoing, the study as it was beside what it is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spanveld.actions import undoing
from spanveld.actions.theory import parse_framework
from spanveld.reports.journal_sentences import COLUMNS, TABLES, Piece, sentence
from spanveld.reports.journal_sentences import KINDS as THINGS
from spanveld.session.past import marker_of
from spanveld.store.journal_pages import Narrowed, Stack, lines
from spanveld.store.past import moment_of, past_of
from spanveld.store.past_rows import laid_out
from spanveld.store.records import Reader
from spanveld.views.as_of import AsOf, CountThen, as_of
from spanveld.views.history import History
from spanveld.views.journal_entry import OpenedEntry, opened_entry
from spanveld.views.journal_page import JournalEntry, JournalPage, Subject, journal_lines, journal_page

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "COLUMNS",
    "TABLES",
    "THINGS",
    "AsOf",
    "CountThen",
    "History",
    "JournalEntry",
    "JournalPage",
    "Narrowed",
    "OpenedEntry",
    "Piece",
    "Subject",
    "compare",
    "journal_of",
    "opened",
    "sentence",
    "told",
    "undo_back",
]


class _OnlyTried(Exception):
    """Ends a transaction in which something was only tried."""


def journal_of(study: Study, wanted: Narrowed, *, page: int = 1) -> JournalPage:
    """A page of the journal."""
    with study._reader() as reader:
        return journal_page(reader, wanted, page=page, actor=study.actor)


def opened(study: Study, sequence: int, *, page: int = 1) -> OpenedEntry | None:
    """An entry with the rows that it changed; None where there is none of that number."""
    with study._reader() as reader:
        return opened_entry(reader, sequence, page=page, actor=study.actor)


def compare(study: Study, when: int | str) -> AsOf:
    """The study as it was after an entry or on a date, beside the study as it is."""
    with study._reader() as now:
        connection, study_id = now.connection, now.study_id
        past = past_of(connection, study_id, moment_of(connection, study_id, when))
        marker = marker_of(study.language)
        with laid_out(study._store, connection, past, marker=marker) as store, store.reading() as other:
            return as_of(past, Reader(other, study_id, parse_framework), now, marker=marker)


def undo_back(study: Study, sequence: int, *, preview: bool = False) -> undoing.UndoneBack:
    """Take back the actor's own actions down to an entry; with ``preview`` only find out what would happen."""
    if not preview:
        return study.group.act(undoing.undo_back, sequence)
    found: list[undoing.UndoneBack] = []
    with suppress(_OnlyTried), study._store.writing(study.actor) as work:
        found.append(undoing.undo_back(work, sequence))
        raise _OnlyTried
    return found[0]


def told(study: Study, sequences: list[int]) -> list[JournalEntry]:
    """These entries, newest first, as a page tells them."""
    with study._reader() as reader:
        found = lines(reader.connection, reader.study_id, sequences)
        return journal_lines(reader, found, Stack((), None))

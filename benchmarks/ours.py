"""The jobs as Spanveld does them, by the doors that a person's program uses."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType

from benchmarks.additions import addition
from benchmarks.findings import FINDINGS
from benchmarks.probe import CODER, SOURCE
from spanveld.session import load_study, open_study
from spanveld.session.searching import Hits, index_anew
from spanveld.store.documents import Document
from spanveld.views.findings import FindingsTables
from spanveld.views.retrieval import Found

__all__ = ["Study", "index", "load", "never_analysed"]


def load(folder: Path, file: Path) -> None:
    """Read a study folder into a study that does not exist yet: checked and journalled."""
    load_study(file, folder).study.close()


def index(file: Path) -> None:
    """Make the index of a study's words from nothing."""
    with open_study(file, coder=CODER) as study:
        index_anew(study._store)


def never_analysed(file: Path, copy: Path) -> None:
    """Copy a study without the statistics that its database plans queries by."""
    shutil.copyfile(file, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        statistics = "SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite\\_stat%' ESCAPE '\\'"
        for (table,) in connection.execute(statistics).fetchall():
            connection.execute(f"DROP TABLE {table}")


class Study:
    """A study that ``load`` made, open; so many codings were ``added`` to its probe before."""

    def __init__(self, file: Path, *, added: int = 0) -> None:
        self._study = open_study(file, coder=CODER)
        self._added = added

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._study.close()

    def open_probe(self) -> Document:
        """The probe's text, turns and passages with voices and codes."""
        return self._study.sources.open(SOURCE)

    def add_coding(self) -> None:
        """Put one more code on a passage of the probe; journalled, and on disk when this returns."""
        passage, code = addition(self._added)
        self._added += 1
        self._study.codings.add(passage, code)

    def findings(self) -> FindingsTables:
        """The findings tables of all dimensions."""
        return self._study.table()

    def one_table(self) -> FindingsTables:
        """The findings table of one dimension."""
        return self._study.table(dimension=FINDINGS[0].dimension)

    def search(self, words: str, *, phrase: bool = False) -> Hits:
        """The twenty paragraphs of texts that answer best, with snippets and exact places."""
        return self._study.search(words, where="texts", phrase=phrase)

    def find(self, query: str) -> Found:
        """The first passages that a query finds, with context and attributes."""
        return self._study.find(query)

    def save(self, folder: Path) -> None:
        """Write the study as a study folder."""
        self._study.save(folder)

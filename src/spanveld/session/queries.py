"""``study.queries``"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from spanveld.actions import queries
from spanveld.actions.theory import parse_framework
from spanveld.language.messages import Translate
from spanveld.reports.lines import Line
from spanveld.session.acting import Group
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.views.retrieval import Found
    from spanveld.views.saved_queries import SavedLine

__all__ = ["Queries", "query_lines"]


def query_lines(found: Sequence[SavedLine], translate: Translate, *, width: int) -> Iterator[Line]:
    """Saved queries as lines of text."""
    from spanveld.reports.queries_text import lines

    return lines(found, translate, width=width)


class Queries(Group):
    """Queries in the retrieval language that were saved to be asked again; ``@NAME`` stands for one where a query is asked for."""

    def add(self, title: str, expression: str, *, query: str = "", note: str = "") -> str:
        """Save a query under a title; gives its identifier (``query``; where none is given, one made of the title)."""
        return self.act(queries.add_query, expression, title=title, query=query, note=note)

    def edit(self, query: str, **values: Any) -> None:
        """Change a saved query: title, expression, note."""
        self.act(queries.edit_query, query, **values)

    def remove(self, query: str) -> None:
        """Remove a saved query."""
        self.act(queries.remove_query, query)

    def list(self) -> tuple[SavedLine, ...]:
        """All saved queries, by title; each with what is wrong with it where the study has no more what it names."""
        from spanveld.views.query_words import words_of
        from spanveld.views.saved_queries import saved_queries

        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            _, words = self.store.columns.with_names(connection, self.store.study_id, lambda: words_of(reader))
            return saved_queries(reader, words)

    def run(
        self, query: str, *, limit: int | None = 50, offset: int = 0, context: int = 200, seconds: float = 30.0
    ) -> Found:
        """Ask a saved query; as ``study.find``."""
        from spanveld.session.retrieving import find_in

        numbers: Any = {"limit": limit, "offset": offset, "context": context, "seconds": seconds}
        return find_in(self.store, f"@{query}", **numbers)

    def export(
        self,
        query: str,
        file: str | Path,
        *,
        context: int = 200,
        seconds: float = 600.0,
        with_people: bool = False,
    ) -> None:
        """Write all passages that a query (or ``@NAME``) finds to a ``.csv`` or ``.xlsx`` file, whole or not at all.

        ``with_people``: with columns for the level, the parties and the attributes of the voices.
        """
        from spanveld.session.retrieving import export

        export(self.store, query, Path(file), context=context, seconds=seconds, with_people=with_people)

    def export_to(
        self,
        query: str,
        file: IO[bytes],
        *,
        excel: bool = False,
        context: int = 200,
        seconds: float = 600.0,
        stopped: Callable[[], bool] = lambda: False,
        with_people: bool = False,
    ) -> None:
        """The same to an open file; it stops where ``stopped`` says that nobody waits for it any more."""
        from spanveld.session.retrieving import export_to

        numbers: Any = {"context": context, "seconds": seconds, "stopped": stopped, "with_people": with_people}
        export_to(self.store, query, file, excel=excel, **numbers)

"""Searching an open study: its words found, its index kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from spanveld.actions.coding_places import CodingPlan, PlannedPassage
from spanveld.actions.theory import parse_framework
from spanveld.language.messages import Translate
from spanveld.store import fulltext
from spanveld.store.records import Reader
from spanveld.store.searched import SourceFilter
from spanveld.views.search_query import query_of
from spanveld.views.search_sheets import FOUND_IN, hits_sheet, lines_sheet, sources_sheet
from spanveld.views.searching import Hit, Hits, Lines, Place, lines_of, places_of, search
from spanveld.views.sheets import Sheet

if TYPE_CHECKING:
    from spanveld.store.database import Store

__all__ = [
    "FOUND_IN",
    "CodingPlan",
    "Found",
    "Hit",
    "Hits",
    "Lines",
    "PlannedPassage",
    "digest_of",
    "index_anew",
    "index_is_current",
    "lines_in",
    "make_current",
    "places_in",
    "query_of",
    "search_in",
    "sheets_in",
    "sheets_of",
]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and the same as tables."""

    answer: Hits | Lines
    sheets: Sequence[Sheet]


def search_in(store: Store, words: str, filters: dict[str, str], **values: Any) -> Hits:
    """Paragraphs that hold the words, best first."""
    return _asked(store, search, words, filters, **values)  # type: ignore[no-any-return]


def lines_in(store: Store, words: str, filters: dict[str, str], **values: Any) -> Lines:
    """The words in their context."""
    return _asked(store, lines_of, words, filters, **values)  # type: ignore[no-any-return]


def places_in(store: Store, words: str, filters: dict[str, str], **values: Any) -> list[Place]:
    """Every place in the texts where the words stand."""
    return _asked(store, places_of, words, filters, **values)  # type: ignore[no-any-return]


def _asked(store: Store, question: Any, words: str, filters: dict[str, str], **values: Any) -> Any:
    only = SourceFilter(**filters)
    with store.reading() as connection:
        if fulltext.is_current(connection, store.study_id):
            return question(
                Reader(connection, store.study_id, parse_framework), store.indexed, words, only=only, **values
            )
    index_anew(store)
    with store.reading() as connection:
        return question(Reader(connection, store.study_id, parse_framework), store.indexed, words, only=only, **values)


def index_is_current(store: Store) -> bool:
    """Whether the study is indexed by the keys that this program makes; one of an older version is when it is first searched."""
    with store.reading() as connection:
        return fulltext.is_current(connection, store.study_id)


def sheets_in(
    store: Store, words: str, filters: dict[str, str], translate: Translate, *, as_lines: bool, **values: Any
) -> Found:
    """What a search found with its tables: paragraphs and sources, or the words in their context."""
    answer = (lines_in if as_lines else search_in)(store, words, filters, **values)
    return Found(answer, sheets_of(answer, translate))


def sheets_of(answer: Hits | Lines, translate: Translate) -> tuple[Sheet, ...]:
    """What a search found as tables."""
    if isinstance(answer, Lines):
        return (lines_sheet(answer, translate),)
    return hits_sheet(answer, translate), sources_sheet(answer, translate)


def digest_of(plan: CodingPlan) -> str:
    """What a plan says, in a few characters: by it a form can tell that it is still what a person saw."""
    return sha256(repr(plan).encode()).hexdigest()[:32]


def make_current(store: Store) -> None:
    """Index the study where it is not, so that its words can be asked for."""
    if not index_is_current(store):
        index_anew(store)


def index_anew(store: Store) -> None:
    """Make the index of the study's words from nothing."""
    with store.writing("") as work:
        fulltext.rebuild(work.connection, work.study_id)

"""What a search gives: paragraphs with the places of the words, words in their context, and places in texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from spanveld.views.frames import data_frame

__all__ = ["Hit", "Hits", "Line", "Lines", "Place", "SourceHits"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: text[start:end] of this version of a source's text."""

    source: str
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that was found: ``start`` to ``end`` of a text (``kind`` text), memo, statement (finding) or main point (overview).

    ``paragraph``: its number among those of the text that are not empty, as the text's page has it. ``spans`` are the places of what was
    searched for, ``subject`` is what it is about (``kind:identifier``; empty: the study), and
    ``snippet`` the words around most of the spans, from ``snippet_start`` on; all in code points of the whole text.
    """

    kind: str
    subject: str
    source: str
    start: int
    end: int
    paragraph: int
    spans: tuple[tuple[int, int], ...]
    snippet: str
    snippet_start: int
    before: bool
    after: bool
    score: float


@dataclass(frozen=True, slots=True)
class SourceHits:
    """How many paragraphs of a source's text were found, of how many; ``words`` in the whole text."""

    source: str
    title: str
    kind: str
    hits: int
    paragraphs: int
    words: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first: ``items`` from number ``offset`` on, ``total`` of ``searched`` paragraphs.

    ``by_kind``: how many are in texts, memos, findings, overviews; ``sources``: those with hits in their texts, most first, of
    ``sources_searched``.
    """

    study: str
    words: str
    where: str
    filters: Mapping[str, str]
    total: int
    searched: int
    by_kind: Mapping[str, int]
    sources: tuple[SourceHits, ...]
    sources_searched: int
    offset: int
    items: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_pandas(self) -> Any:
        """The items as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame([asdict(item) for item in self.items], [field.name for field in fields(Hit)])


@dataclass(frozen=True, slots=True)
class Line:
    """A word in its context: what stands before and after it in its paragraph."""

    kind: str
    subject: str
    source: str
    start: int
    end: int
    paragraph: int
    left: str
    word: str
    right: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Words in their context, in the order of the sources: of the paragraphs from number ``offset`` on, of ``total``."""

    study: str
    words: str
    where: str
    filters: Mapping[str, str]
    total: int
    searched: int
    offset: int
    items: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_pandas(self) -> Any:
        """The items as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame([asdict(item) for item in self.items], [field.name for field in fields(Line)])

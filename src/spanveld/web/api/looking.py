"""What pages show, for scripts: sources, one source, the codebook, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.model.journal import Brief
from spanveld.session.pages import Codebook, Home, ReadingPage
from spanveld.web.operations import Call, Operation

__all__ = ["OPERATIONS"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The entries of the journal after one, and the newest there is."""

    sequence: int
    changes: tuple[Brief, ...]


def _home(call: Call) -> Home:
    return call.study.pages.home()


def _source(call: Call) -> ReadingPage:
    return call.study.pages.reading(call.names["source"])


def _codebook(call: Call) -> Codebook:
    return call.study.pages.codebook()


def _changes(call: Call) -> Any:
    found = tuple(call.study.changes(call.number("after")))
    return Changes(found[-1].sequence if found else call.study.newest(), found)


OPERATIONS = (
    Operation("GET", "/api/sources", _home, "The study and its sources, with how far each is.", answers=Home),
    Operation(
        "GET",
        "/api/sources/{source}",
        _source,
        "A source with its paragraphs, passages and overview.",
        answers=ReadingPage,
    ),
    Operation(
        "GET", "/api/codebook", _codebook, "Layers, codes, keys, and who and what can be named.", answers=Codebook
    ),
    Operation(
        "GET",
        "/api/changes",
        _changes,
        "The entries of the journal after one.",
        answers=Changes,
        query={"after": "The sequence of the last entry that is known."},
    ),
)

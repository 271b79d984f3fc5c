"""Marking and coding: each operation is one change, one entry of the journal, one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, Outdated
from spanveld.session.pages import PagePassage, Point
from spanveld.session.reporting import action_words
from spanveld.web.operations import Body, Call, Invalid, Operation

__all__ = ["OPERATIONS"]


class TermIn(Body):
    """A code of an open layer by what it is called."""

    layer: str
    label: str


class PassageIn(Body):
    """Words to mark: text[start:end] of the source's newest text, in code points."""

    start: int
    end: int
    codes: tuple[str, ...] = ()
    terms: tuple[TermIn, ...] = ()
    version: int | None = None
    voices: tuple[str, ...] | None = None
    about: tuple[str, ...] = ()
    form: str = ""
    hedged: bool | None = None
    basis: str = ""
    memo: str = ""


class CodesIn(Body):
    """Codes to put on a passage (``code``, ``give``, ``layer`` with ``label``), and those to take off it (``take``)."""

    code: str = ""
    layer: str = ""
    label: str = ""
    take: tuple[str, ...] = ()
    give: tuple[str, ...] = ()
    terms: tuple[TermIn, ...] = ()


class PassageEdit(Body):
    """New bounds of a passage, or what is known of it; what is left out stays."""

    start: int | None = None
    end: int | None = None
    voices: tuple[str, ...] | None = None
    about: tuple[str, ...] | None = None
    form: str | None = None
    hedged: bool | None = None
    basis: str | None = None
    memo: str | None = None


class OverviewIn(Body):
    """The main points of a source in order; ``expected``: as they were when the writer began."""

    points: tuple[str, ...]
    expected: tuple[str, ...]


class ProgressIn(Body):
    """How far the coder is: unread, being_read or read."""

    state: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: the newest entry of the journal, the passage as it is now, and the passages that are gone."""

    sequence: int
    source: str
    passage: PagePassage | None
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The entry that was taken back or made again; ``label`` is its action in the reader's language."""

    sequence: int
    action: str
    label: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverviewNow:
    """The overview of a source as it is, and how far the coder is with reading it."""

    sequence: int
    overview: tuple[Point, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class ProgressNow:
    """How far the coder is with reading a source."""

    sequence: int
    reading: str


def _changed(call: Call, source: str, passage: str = "") -> Changed:
    sequence, found = call.study.pages.passage(source, passage) if passage else (call.study.newest(), None)
    removed = (passage,) if passage and found is None else ()
    return Changed(sequence, source, found, removed)


def _terms(terms: Sequence[TermIn]) -> list[tuple[str, str]]:
    return [(term.layer, term.label) for term in terms]


def _mark(call: Call) -> Changed:
    source, body = call.names["source"], call.body
    if call.made is not None:
        return _changed(call, source, call.made.subject)
    given = body.model_dump(exclude_unset=True, exclude={"start", "end", "codes", "terms", "version"})
    passage = call.study.passages.code(
        source,
        body.start,
        body.end,
        codes=body.codes,
        terms=_terms(body.terms),
        version=body.version,
        **given,
    )
    return _changed(call, source, passage)


def _code(call: Call) -> Changed:
    passage, body = call.passage(), call.body
    source = call.study.pages.source_of(passage)
    if call.made is None:
        terms = _terms(body.terms)
        if body.layer or body.label:
            terms.append((body.layer, body.label))
        give = [*body.give, *([body.code] if body.code else [])]
        if not (give or terms or body.take):
            raise Invalid(N_("Say which code: code, or layer and label, or take and give."))
        call.study.passages.recode(passage, take=body.take, give=give, terms=terms)
    return _changed(call, source, passage)


def _uncode(call: Call) -> Changed:
    passage = call.passage()
    source = call.study.pages.source_of(passage)
    if call.made is None:
        call.study.codings.remove(passage, call.query.get("code", ""))
    return _changed(call, source, passage)


def _edit(call: Call) -> Changed:
    passage = call.passage()
    source = call.study.pages.source_of(passage)
    given: dict[str, Any] = call.body.model_dump(exclude_unset=True)
    if call.made is not None:
        return _changed(call, source, passage)
    if "start" in given or "end" in given:
        if set(given) != {"start", "end"} or None in given.values():
            raise Invalid(N_("Move a passage by its start and end, and nothing else in the same change."))
        call.study.passages.extend(passage, given["start"], given["end"])
    elif given:
        call.study.passages.edit(passage, **given)
    else:
        raise Invalid(N_("Say what is to change."))
    return _changed(call, source, passage)


def _remove(call: Call) -> Changed:
    if call.made is not None:
        name = call.made.subject or call.names["passage"]
        return Changed(call.made.sequence, "", None, (name,))
    passage = call.passage()
    source = call.study.pages.source_of(passage)
    call.study.passages.remove(passage, with_dependants=call.flag("with_dependants"), with_codings=True)
    return _changed(call, source, passage)


def _write_overview(call: Call) -> OverviewNow:
    source = call.names["source"]
    if call.made is None:
        now = [point.text for point in call.study.pages.reading(source).overview]
        if now != list(call.body.expected):
            raise Outdated(N_("The overview was changed by somebody else meanwhile; look at it first."))
        call.study.overviews.write(source, call.body.points)
    page = call.study.pages.reading(source)
    return OverviewNow(page.sequence, page.overview, page.reading)


def _set_progress(call: Call) -> ProgressNow:
    source = call.names["source"]
    if call.made is None:
        call.study.sources.set_progress(source, call.body.state)
    page = call.study.pages.reading(source)
    return ProgressNow(page.sequence, page.reading)


def _undo(call: Call) -> Undone:
    return _taken_back(call, lambda: call.study.undo())


def _redo(call: Call) -> Undone:
    return _taken_back(call, lambda: call.study.redo())


def _taken_back(call: Call, step: Any) -> Undone:
    if call.made is not None:
        return Undone(call.made.sequence, "", "", ())
    entry = step()
    label = action_words(entry.action, call.translate)
    return Undone(call.study.newest(), entry.action, label, tuple(entry.subjects))


OPERATIONS = (
    Operation(
        "POST", "/api/sources/{source}/passages", _mark, "Mark words of a source, with codes.", PassageIn, Changed
    ),
    Operation(
        "POST",
        "/api/passages/{passage}/codings",
        _code,
        "Put codes on a passage, or others in their place.",
        CodesIn,
        Changed,
    ),
    Operation(
        "DELETE",
        "/api/passages/{passage}/codings",
        _uncode,
        "Take a code of one's own off a passage.",
        answers=Changed,
        query={"code": "The code, layer/code."},
    ),
    Operation(
        "PATCH",
        "/api/passages/{passage}",
        _edit,
        "Move a passage, or change what is known of it.",
        PassageEdit,
        Changed,
    ),
    Operation(
        "DELETE",
        "/api/passages/{passage}",
        _remove,
        "Remove a passage with its coder's codings; refused while anything else rests on it.",
        answers=Changed,
        query={"with_dependants": "1: remove what rests on it too."},
    ),
    Operation(
        "PUT",
        "/api/sources/{source}/overview",
        _write_overview,
        "Write the main points of a source.",
        OverviewIn,
        OverviewNow,
    ),
    Operation(
        "PUT",
        "/api/sources/{source}/reading",
        _set_progress,
        "Say how far one is with reading a source.",
        ProgressIn,
        ProgressNow,
    ),
    Operation("POST", "/api/undo", _undo, "Take back one's own last change.", answers=Undone),
    Operation("POST", "/api/redo", _redo, "Make again the change that one took back last.", answers=Undone),
)

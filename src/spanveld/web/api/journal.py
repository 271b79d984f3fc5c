"""The journal for scripts: its entries, one opened, whether it is whole, and going back by taking one's own actions back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, filled
from spanveld.session.history import History, JournalPage, Narrowed, OpenedEntry, journal_of, opened
from spanveld.session.reporting import action_words
from spanveld.web.operations import Call, Invalid, Operation

__all__ = ["OPERATIONS", "Proof", "narrowed_of", "proof_of"]


@dataclass(frozen=True, slots=True)
class Step:
    """An action that is or was taken back; ``label`` in the reader's language."""

    sequence: int
    action: str
    label: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """Going back: the steps, newest first, and why it stops before the entry that was asked for (empty: it does not)."""

    sequence: int
    steps: tuple[Step, ...]
    stopped: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the journal is whole; ``head`` is to be kept elsewhere, ``problems`` say what is wrong."""

    whole: bool
    entries: int
    head: str
    problems: tuple[str, ...]


def narrowed_of(query: Mapping[str, str]) -> Narrowed:
    """Which entries are asked for behind the ``?``."""
    names = {name: query.get(name, "").strip() for name in ("actor", "action", "subject", "kind", "source")}
    return Narrowed(**names, since=_moment("from", query, 0), until=_moment("to", query, 1))


def _moment(name: str, query: Mapping[str, str], days: int) -> str:
    said = query.get(name, "").strip()
    if not said:
        return ""
    try:
        if len(said) != 10:
            raise ValueError(said)
        day = datetime.datetime.fromisoformat(said).replace(tzinfo=datetime.UTC)
        moment = day + (datetime.timedelta(days=days, microseconds=-1) if days else datetime.timedelta())
    except (ValueError, OverflowError) as error:
        raise Invalid(N_("'{when}' is no date; write YYYY-MM-DD."), when=said) from error
    return moment.isoformat(timespec="microseconds")


def _entries(call: Call) -> JournalPage:
    return journal_of(call.study, narrowed_of(call.query), page=call.number("page", 1))


def _opened(call: Call) -> OpenedEntry:
    number = _number(call)
    found = opened(call.study, number, page=call.number("rows", 1))
    if found is None:
        raise NotFound(N_("The journal has no entry {number}."), number=number)
    return found


def _number(call: Call) -> int:
    said = call.names["sequence"]
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise NotFound(N_("The journal has no entry {number}."), number=said)
    return int(said)


def _verify(call: Call) -> Proof:
    history = call.study.journal(head=call.query.get("against", ""))
    return proof_of(history, call.translate)


def proof_of(history: History, translate: Translate) -> Proof:
    """Whether a journal is whole, in the reader's language."""
    problems = tuple(
        f"{problem.line or problem.value}: {filled(problem.reason, problem.values, translate)}"
        for problem in history.problems
    )
    return Proof(not problems, len(history.entries), history.head, problems)


def _plan(call: Call) -> Back:
    return _back(call, preview=True)


def _go_back(call: Call) -> Back:
    if call.made is not None:
        return Back(call.made.sequence, (), "")
    return _back(call, preview=False)


def _back(call: Call, *, preview: bool) -> Back:
    found = call.study.undo_back(_number(call), preview=preview)
    if found.stopped is not None and not found.entries:
        raise found.stopped
    steps = tuple(
        Step(entry.sequence, entry.action, action_words(entry.action, call.translate), tuple(entry.subjects))
        for entry in found.entries
    )
    stopped = found.stopped.text(call.translate) if found.stopped else ""
    return Back(call.study.newest(), steps, stopped)


OPERATIONS = (
    Operation(
        "GET",
        "/api/journal",
        _entries,
        "The entries of the journal, newest first, a hundred at a time.",
        answers=JournalPage,
        query={
            "actor": "Entries of this coder.",
            "action": "Entries of this action, as the journal names it.",
            "subject": "Entries on one thing, kind:identifier.",
            "kind": "Entries on a kind of thing.",
            "source": "Entries on a source or on passages in it.",
            "from": "From this day on, YYYY-MM-DD (UTC).",
            "to": "Until the end of this day.",
            "page": "The number of the page.",
        },
    ),
    Operation(
        "GET",
        "/api/journal/verify",
        _verify,
        "Whether the journal is whole, and contains a head that was kept elsewhere.",
        answers=Proof,
        query={"against": "A head, SEQUENCE:HASH."},
    ),
    Operation(
        "GET",
        "/api/journal/{sequence}",
        _opened,
        "An entry with the rows that it changed, before and after.",
        answers=OpenedEntry,
        query={"rows": "The number of the page of its rows."},
    ),
    Operation(
        "GET",
        "/api/journal/{sequence}/undo-back",
        _plan,
        "Which of one's own actions would be taken back down to this entry.",
        answers=Back,
    ),
    Operation(
        "POST",
        "/api/journal/{sequence}/undo-back",
        _go_back,
        "Take one's own actions back one after another, down to this entry.",
        answers=Back,
    ),
)

"""A whole study brought in at once: one journal entry that undo takes back as a whole."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from spanveld.model.errors import N_, Refused
from spanveld.model.journal import canonical, salted
from spanveld.model.study import StudyContent
from spanveld.store import journal
from spanveld.store.content import write_content
from spanveld.store.shelves import shelve
from spanveld.store.work import Work, now

__all__ = ["holds_something", "load", "start"]


def holds_something(work: Work) -> bool:
    """Whether anything was ever done in this study (a study whose load was broken off holds nothing)."""
    return journal.last_entry(work.connection, work.study_id) is not None


def load(
    work: Work,
    content: StudyContent,
    *,
    files: Mapping[str, int],
    digest: str,
    replace: bool = False,
    action: str = "load",
    subject: str = "",
) -> None:
    """Write a whole study. Refused where the study holds something, unless ``replace``: that goes to a shelf, whence undo brings it.

    ``files`` says how many rows each file had, ``digest`` is the SHA-256 of the folder; the entry keeps it salted. ``action`` and
    ``subject`` (left out: the study) are what the entry says.
    """
    shelf = None
    if holds_something(work):
        if not replace:
            raise Refused(
                N_("The study '{study}' exists already; --replace backs it up and replaces it."), study=content.id
            )
        shelf = shelve(work.connection, work.study_id)
    _describe(work, content)
    write_content(work.connection, work.study_id, content, work.take, now())
    salt = secrets.token_hex(16)
    bulk = {"shelf": shelf, "files": dict(files), "salt": salt, "digest": salted(bytes.fromhex(salt), digest)}
    work.record(action, [subject or f"study:{content.id}"], bulk=bulk)


def start(work: Work, content: StudyContent) -> None:
    """Set up a new, empty study: its frameworks and first coder."""
    _describe(work, content)
    write_content(work.connection, work.study_id, content, work.take, now())
    work.record("start", [f"study:{content.id}"], bulk={"shelf": None, "files": {}, "salt": "", "digest": ""})


def _describe(work: Work, content: StudyContent) -> None:
    own = canonical(content.own) if content.own else ""
    values = {"title": content.title, "language": content.language, "guid": content.guid, "own": own}
    values |= {"ethics": content.ethics, "keep_until": content.keep_until}
    work.update("study", 0, identifier=content.id, **values)

"""How a group of a session carries out an action: one write transaction, as the session's actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from spanveld.model.errors import N_, Outdated, Term
from spanveld.store import journal
from spanveld.store.database import Store
from spanveld.store.requests import Made, made_under, note_request
from spanveld.store.work import Work

__all__ = ["AlreadyMade", "Group", "Made", "Once", "Seen"]

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyMade(Exception):
    """A change that was asked for under a key was made before; ``made`` says what became of it then."""

    def __init__(self, made: Made) -> None:
        super().__init__(made)
        self.made = made


@dataclass(frozen=True, slots=True)
class Seen:
    """How a person saw what is to be changed: the newest sequence of the journal then, and the subjects (``kind:identifier``) that matter.

    ``but``: actions that may have touched them all the same.
    """

    sequence: int
    subjects: tuple[str, ...]
    but: frozenset[str] = frozenset()


@dataclass(slots=True)
class Once:
    """A key under which one change is made at most once; ``made`` is set when it was."""

    key: str
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A part of an open study: what can be done with one kind of thing."""

    store: Store
    actor: Callable[[], str]
    once: Once | None
    seen: Seen | None

    def look(self, question: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask something that an action would need to know; nothing is written, and nobody has to wait for it."""
        with self.store.reading() as connection:
            return question(Work(connection, self.store.study_id, self.actor()), *args, **kwargs)

    def act(self, action: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an action; what it wrote is committed when this returns, or nothing is.

        With ``once``, AlreadyMade where a change was made under its key before, by whomever asked. With ``seen``, Outdated where
        somebody else touched one of its subjects since.
        """
        with self.store.writing(self.actor()) as work:
            if self.once is None:
                self._check_seen(work)
                return action(work, *args, **kwargs)
            if earlier := made_under(work.connection, work.study_id, self.once.key):
                raise AlreadyMade(earlier)
            self._check_seen(work)
            result = action(work, *args, **kwargs)
            if not work.changes:
                return result  # it was only looked at
            subject = str(result) if isinstance(result, str | int) else str(getattr(result, "source", ""))
            made = note_request(work.connection, work.study_id, self.once.key, subject)
        self.once.made = made
        return result

    def _check_seen(self, work: Work) -> None:
        if self.seen is None:
            return
        for entry in journal.briefly(work.connection, work.study_id, self.seen.sequence):
            touched = [subject for subject in self.seen.subjects if subject in entry.subjects]
            if touched and entry.actor != work.actor and entry.action not in self.seen.but:
                raise Outdated(
                    N_(
                        "{who} changed '{what}' after you saw it ({action}). Look at it again, and repeat what still holds."
                    ),
                    who=entry.actor or "-",
                    what=touched[0].partition(":")[2],
                    action=Term(entry.action),
                )

"""How a group of a session carries out an action: one write transaction, as the session's actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from spanveld.store.database import Store
from spanveld.store.requests import Made, made_under, note_request
from spanveld.store.work import Work

__all__ = ["AlreadyMade", "Group", "Made", "Once"]

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyMade(Exception):
    """A change that was asked for under a key was made before; ``made`` says what became of it then."""

    def __init__(self, made: Made) -> None:
        super().__init__(made)
        self.made = made


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

    def look(self, question: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask something that an action would need to know; nothing is written, and nobody has to wait for it."""
        with self.store.reading() as connection:
            return question(Work(connection, self.store.study_id, self.actor()), *args, **kwargs)

    def act(self, action: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an action; what it wrote is committed when this returns, or nothing is.

        With ``once``, AlreadyMade where a change was made under its key before, by whomever asked.
        """
        with self.store.writing(self.actor()) as work:
            if self.once is None:
                return action(work, *args, **kwargs)
            if earlier := made_under(work.connection, work.study_id, self.once.key):
                raise AlreadyMade(earlier)
            result = action(work, *args, **kwargs)
            if not work.changes:
                return result  # it was only looked at
            subject = result if isinstance(result, str) else str(getattr(result, "source", ""))
            made = note_request(work.connection, work.study_id, self.once.key, subject)
        self.once.made = made
        return result

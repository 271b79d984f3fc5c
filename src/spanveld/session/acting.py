"""How a group of a session carries out an action: one write transaction, as the session's actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from spanveld.store.database import Store
from spanveld.store.work import Work

__all__ = ["Group"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Group:
    """A part of an open study: what can be done with one kind of thing."""

    store: Store
    actor: Callable[[], str]

    def act(self, action: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an action; what it wrote is committed when this returns, or nothing is."""
        with self.store.writing(self.actor()) as work:
            return action(work, *args, **kwargs)

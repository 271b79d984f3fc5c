"""Things that wait on the server for a person to decide, each under a name that nobody can guess."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from spanveld.model.errors import N_, NotFound

__all__ = ["Waiting", "new_token"]

T = TypeVar("T")


def new_token() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(16)


class Waiting(Generic[T]):
    """At most ``most`` wait; the one that waited longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def put(self, token: str, thing: T) -> list[str]:
        """Let something wait, or something else under the same name; gives the names of those that had to go."""
        with self._lock:
            self._things[token] = thing
            return [self._things.popitem(last=False)[0] for _ in range(len(self._things) - self._most)]

    def get(self, token: str) -> T:
        """What waits under a name; NotFound where it is gone."""
        with self._lock:
            if token in self._things:
                return self._things[token]
        raise NotFound(N_("This file does not wait any more; choose it again."))

    def drop(self, token: str) -> T | None:
        """Let go of it; gives what it was."""
        with self._lock:
            return self._things.pop(token, None)

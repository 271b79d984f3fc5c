"""What is wrong with a query, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from spanveld.language.folding import folded
from spanveld.model.errors import N_, Refused, Remark

__all__ = ["QueryError", "Stopped", "TooMuch", "did_you_mean", "nearest"]

AROUND = 60
"""Characters of the query that are shown on either side of a fault."""
MOST_NAMES = 12
"""Names that a message lists where none is near."""


class TooMuch(Refused):
    """A query that asks more work than one query may, or that took longer than was allowed."""


class Stopped(Refused):
    """A query that was stopped because whoever asked it went away."""


class QueryError(Refused):
    """A query that cannot be read or does not fit the study.

    ``query[start:end]`` (code points) is what is wrong; ``guess``: what was probably meant, empty where nothing is near.
    """

    def __init__(self, message: str, query: str, start: int, end: int, *, guess: str = "", **values: object) -> None:
        super().__init__(message, at=start + 1, **values)
        self.query, self.start, self.end, self.guess = query, start, end, guess

    def text(self, translate: Callable[[str], str] = lambda message: message) -> str:
        """The message, then the query with a mark below what is wrong."""
        first = max(0, self.start - AROUND)
        last = min(len(self.query), max(self.end, self.start + 1) + AROUND)
        line = "".join(c if c.isprintable() else " " for c in self.query[first:last])
        width = max(1, min(self.end, last) - self.start)
        return f"{super().text(translate)}\n  {line}\n  {' ' * (self.start - first)}{'^' * width}"

    @property
    def details(self) -> Mapping[str, object]:
        """``{"start", "end", "guess"}``: the place in the query, in code points, and what was probably meant."""
        return {"start": self.start, "end": self.end, "guess": self.guess}


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest to this one, capitals and accents aside; empty where none is near.

    >>> nearest("tensoin", ["tension", "kind"])
    'tension'
    """
    by_key: dict[str, str] = {}
    for each in known:
        by_key.setdefault(folded(each), each)
    found = get_close_matches(folded(name), list(by_key), n=1, cutoff=0.6)
    return by_key[found[0]] if found else ""


def did_you_mean(guess: str, known: Iterable[str]) -> Remark:
    """What to do about a name that is not known: the nearest one, or some that are."""
    if guess:
        return Remark(N_("Did you mean {guess}?"), {"guess": guess})
    names = list(dict.fromkeys(known))
    if not names:
        return Remark(N_("The study has none."))
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        return Remark(N_("Known are: {known}, and {more} more."), {"known": shown, "more": len(names) - MOST_NAMES})
    return Remark(N_("Known are: {known}."), {"known": shown})

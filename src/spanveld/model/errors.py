"""Errors that a person can mend: each says what, where and what to do.

A message is a gettext msgid: plain English with ``{named}`` places. It is kept apart from the values that fill it, so that
the edge that shows it (command, page) can put it into the reader's language first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

__all__ = [
    "N_",
    "FolderError",
    "HasDependants",
    "NotFound",
    "Outdated",
    "Problem",
    "Refused",
    "Remark",
    "SpanveldError",
    "StoreError",
    "Term",
    "quoted",
    "why",
]

Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Mark a message for translation and give it back unchanged."""
    return message


class Term(str):
    """A value in a message that is a msgid itself, like the name of a kind of thing; it is translated with the message."""

    __slots__ = ()


SYSTEM = (
    N_("No such file or directory"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("File exists"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Read-only file system"),
)
"""What the system says most often of a path."""


def why(error: OSError) -> Term:
    """What the system says, for a message: it is translated with that where it is one of ``SYSTEM``."""
    return Term(error.strerror or str(error))


def filled(message: str, values: Mapping[str, object], translate: Translate) -> str:
    """A msgid in the reader's language, its places filled; values that are messages are put into that language too."""
    return translate(message).format(**{name: _shown(value, translate) for name, value in values.items()})


def _shown(value: object, translate: Translate) -> object:
    if isinstance(value, Term):
        return translate(value)
    return value.text(translate) if isinstance(value, (SpanveldError, Remark)) else value


def quoted(value: object, limit: int = 80) -> str:
    """A value between single quotes as messages print it: control characters escaped, long values cut.

    >>> quoted("a\\tb")
    "'a\\\\tb'"
    """
    text = str(value)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return f"'{shown}'"


class SpanveldError(Exception):
    """The base of every error that is shown to a person without a traceback.

    ``message`` is the msgid, ``values`` fill its named places; ``hint``: what to write on a command line or in Python (a page has
    its own ways).
    """

    hint = ""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def text(self, translate: Translate = lambda message: message) -> str:
        """The whole message, its msgid put through ``translate`` first."""
        return filled(self.message, self.values, translate)

    def told(self, translate: Translate = lambda message: message) -> str:
        """The message with its hint."""
        return f"{self.text(translate)} {translate(self.hint)}" if self.hint else self.text(translate)

    @property
    def details(self) -> Mapping[str, object]:
        """What a script needs to know beside the message, by name."""
        return {}

    def __str__(self) -> str:
        return self.told()


class Refused(SpanveldError):
    """A change that the study's rules do not allow; nothing was written."""


class HasDependants(Refused):
    """A removal that would take other things along, to which nobody agreed yet."""


class NotFound(Refused):
    """A name that stands for nothing in this study."""


class Outdated(Refused):
    """A change to something that is not any more as whoever asks saw it.

    ``was``: the name that stands for nothing any more; ``into``: what it was merged into or is called now, empty where it is gone.
    Both fill places of the message too.
    """

    def __init__(self, message: str, *, was: str = "", into: str = "", **values: object) -> None:
        super().__init__(message, was=was, into=into, **values)
        self.was, self.into = was, into

    @property
    def details(self) -> Mapping[str, object]:
        """``{"was", "into"}``; empty where no name changed."""
        return {"was": self.was, "into": self.into} if self.was else {}


class StoreError(SpanveldError):
    """A study file or database that cannot be used as asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a study folder; ``line`` is physical and 1-based (the header is line 1, 0 where a line has no meaning)."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = lambda message: message) -> str:
        """``FILE:LINE: COLUMN: 'VALUE' reason``."""
        return f"{self.file}:{self.line}: {self.column}: {quoted(self.value)} {filled(self.reason, self.values, translate)}"

    def __str__(self) -> str:
        return self.text()


class FolderError(SpanveldError):
    """A study folder with faults; ``problems`` lists all of them in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(N_("The study folder has {count} faults; nothing was written."), count=len(self.problems))

    def text(self, translate: Translate = lambda message: message) -> str:
        """One line a fault, then how many there are."""
        return "\n".join([*(problem.text(translate) for problem in self.problems), super().text(translate)])


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should know of what was read: what was left out, guessed or not understood."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = lambda message: message) -> str:
        """The remark in the reader's language."""
        return filled(self.message, self.values, translate)

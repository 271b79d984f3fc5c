"""What is wrong with a framework file: each fault with file, line, path inside the file, value and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spanveld.model.errors import N_, SpanveldError, Translate, quoted

__all__ = ["FrameworkFileError", "FrameworkProblem", "ProblemList"]


@dataclass(frozen=True, slots=True)
class FrameworkProblem:
    """One fault.

    ``path`` is like ``layers[2].codes[1].parent`` (empty: the whole file), ``line`` is 1-based (0: unknown). ``reason``
    is a msgid that goes on after the value; ``values`` fill its places. ``likely`` is the word that was probably meant.
    """

    file: str
    path: str
    value: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    likely: str = ""

    def text(self, translate: Translate = lambda message: message) -> str:
        """``FILE:LINE: PATH: 'VALUE' reason``; what is unknown or empty is left out."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        value = f"{quoted(self.value)} " if self.value else ""
        path = f"{self.path}: " if self.path else ""
        hint = translate(N_("; did you mean {likely}?")).format(likely=self.likely) if self.likely else ""
        return f"{place}: {path}{value}{translate(self.reason).format(**self.values)}{hint}"

    def __str__(self) -> str:
        return self.text()


class FrameworkFileError(SpanveldError):
    """A framework file with faults; ``problems`` holds all of them, in the order of the file."""

    def __init__(self, problems: Iterable[FrameworkProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(N_("Faults in the framework file: {count}."), count=len(self.problems))

    def text(self, translate: Translate = lambda message: message) -> str:
        """One line a fault, then how many there are."""
        return "\n".join([*(problem.text(translate) for problem in self.problems), super().text(translate)])


class ProblemList:
    """Gathers the faults of one file; knows the line of each path."""

    def __init__(self, file: str, lines: Mapping[str, int]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[FrameworkProblem] = []

    def add(self, path: str, value: object, reason: str, likely: str | None = None, **values: object) -> None:
        """Note a fault at ``path``; a value that is None is not shown."""
        shown = "" if value is None else str(value)
        self.problems.append(FrameworkProblem(self.file, path, shown, reason, values, self.line(path), likely or ""))

    def line(self, path: str) -> int:
        """The line of ``path``, or of the nearest thing around it that stands in the file."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 0)

    def in_order(self) -> list[FrameworkProblem]:
        """The faults by line; those of one line in the order in which they were noted."""
        return sorted(self.problems, key=lambda problem: problem.line)

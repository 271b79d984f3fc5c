"""The frameworks that come with the program or lie in a file: whether they are sound, how they differ, where their codes go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spanveld.formats.code_mapping import read_mapping, write_mapping
from spanveld.formats.framework_file import (
    FrameworkFileError,
    FrameworkNotShipped,
    FrameworkProblem,
    read_framework,
    shipped,
    shipped_named,
)
from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused, why
from spanveld.model.framework import Framework
from spanveld.model.framework_diff import Difference, as_data, differences
from spanveld.model.succession import Succession
from spanveld.reports import succession_text, theory_text
from spanveld.reports.lines import WIDTH, Line

__all__ = [
    "Checked",
    "Compared",
    "check_framework",
    "compared",
    "framework_from",
    "framework_lines",
    "framework_list_lines",
    "framework_named",
    "mapping_from",
    "mapping_to_fill_in",
    "shipped_frameworks",
    "succession_lines",
    "summary_of",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a framework file found: the framework where it is sound, else its problems."""

    file: str
    framework: Framework | None
    problems: Sequence[FrameworkProblem]

    def as_json(self) -> dict[str, Any]:
        """``{"file", "sound", "framework", "problems"}``."""
        name = self.framework.name if self.framework else None
        return {
            "file": self.file,
            "sound": not self.problems,
            "framework": name,
            "problems": [str(problem) for problem in self.problems],
        }


def shipped_frameworks() -> tuple[Framework, ...]:
    """Every framework that comes with the program, by id and version."""
    return shipped()


def framework_named(name: str) -> Framework:
    """A shipped framework by ``id`` (its newest version) or ``id@version``; FrameworkNotShipped where there is none."""
    if "@" in name:
        return shipped_named(name)
    of_this_name = [item for item in shipped() if item.id == name]
    if not of_this_name:
        known = ", ".join(dict.fromkeys(item.id for item in shipped()))
        raise FrameworkNotShipped(N_("There is no framework '{name}'; known are: {known}."), name=name, known=known)
    return max(of_this_name, key=lambda item: tuple(map(int, item.version.split("."))))


def framework_from(name: str) -> Framework:
    """A framework by what a person calls it: ``id``, ``id@version``, or a file (with a ``/``, or ending in .yaml or .yml).

    FrameworkFileError, with all faults, where the file has any.
    """
    if not (Path(name).suffix.lower() in (".yaml", ".yml") or "/" in name or "\\" in name):
        return framework_named(name)
    return read_framework(text_of(name), name)


def check_framework(file: str | Path) -> Checked:
    """Check a framework file; Refused where it cannot be read at all."""
    text = text_of(file)
    try:
        return Checked(str(file), read_framework(text, str(file)), ())
    except FrameworkFileError as error:
        return Checked(str(file), None, error.problems)


def text_of(file: str | Path) -> str:
    path = Path(file)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            N_("{path} is not UTF-8 (byte {place}); save it as UTF-8 text."), path=path, place=error.start
        ) from error
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=path, reason=why(error)) from error


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a framework, and all that differs between them."""

    old: Framework
    new: Framework
    differences: Sequence[Difference]

    def as_json(self) -> dict[str, Any]:
        """``{"old", "new", "differences"}``."""
        changes = [as_data(change) for change in self.differences]
        return {"old": summary_of(self.old), "new": summary_of(self.new), "differences": changes}

    def lines(self, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
        """The differences, a line each."""
        return succession_text.difference_lines(self.old, self.new, self.differences, translate, width=width)


def compared(old: str, new: str) -> Compared:
    """Two frameworks, each by what ``framework_from`` takes, beside each other."""
    before, after = framework_from(old), framework_from(new)
    return Compared(before, after, differences(before, after))


def mapping_from(file: str) -> dict[str, str]:
    """The pairs of a mapping file; FrameworkFileError, with all faults, where it has any."""
    return read_mapping(text_of(file), file)


def mapping_to_fill_in(plan: Succession, translate: Translate) -> str:
    """The text of a mapping file for this succession: what is mapped, then what is used and has no place yet, to be filled in."""
    moves = {name: move.to for name, move in plan.moves.items() if name not in plan.stranded}
    missing = {name: succession_text.uses(count, translate) for name, count in sorted(plan.stranded.items())}
    return write_mapping(succession_text.mapping_heading(plan, translate), moves, missing)


def succession_lines(
    plan: Succession, translate: Translate, *, width: int = WIDTH, done: bool = False
) -> Iterator[Line]:
    """What taking a version would do, or (``done``) did."""
    return succession_text.succession_lines(plan, translate, width=width, done=done)


def framework_list_lines(frameworks: Sequence[Framework], language: str, *, width: int = WIDTH) -> Iterator[Line]:
    """Frameworks, one a line."""
    return theory_text.list_lines(frameworks, language, width=width)


def framework_lines(framework: Framework, language: str, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """A framework with all that it says, and its sources."""
    return theory_text.framework_lines(framework, language, translate, width=width)


def summary_of(framework: Framework) -> dict[str, Any]:
    """A framework in a few words, as a list shows it in JSON."""
    known = {"name": framework.name, "id": framework.id, "version": framework.version, "digest": framework.digest}
    return {**known, "label": dict(framework.labels), "languages": list(framework.languages)}

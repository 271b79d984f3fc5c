"""Projects of other programs that are looked at before they come in: read by what is in them, and who and what they name.

arrived = arrive("interviews.qdpx", conventions={"R1": "utf16"})
arrived.project, arrived.digest, arrived.report()
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spanveld.formats.exchange.conventions import convention_named
from spanveld.formats.exchange.guids import normal
from spanveld.formats.exchange.project import Convention, Project
from spanveld.formats.exchange.registry import ReadingChoices, read_project
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, Refused, why
from spanveld.session.exchange_shown import report_of
from spanveld.session.importing import NotRead
from spanveld.views.exchange_report import ExchangeReport

__all__ = ["ArrivedProject", "arrive", "digest_of", "users_named"]

AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class ArrivedProject:
    """A project that was read: where from, what is in it, and the digest by which its file is known again."""

    path: Path
    project: Project
    digest: str

    def report(self) -> ExchangeReport:
        """What its reader says of it."""
        return report_of(self.project)


def arrive(path: str | Path, *, conventions: Mapping[str, str] | None = None, project: str = "") -> ArrivedProject:
    """Read a project; NotRead, with the file's name, where that cannot be done.

    ``conventions``: a source, by its name or GUID in the project, -> how its positions are counted (``utf16+lf``). ``project``: which
    one, where a file holds several.
    """
    path = Path(path)
    named = {source: convention_named(name) for source, name in (conventions or {}).items()}
    try:
        read = read_project(path, ReadingChoices(project=project))
        if named:
            read = read_project(path, ReadingChoices(_by_guid(read, named), project))
        return ArrivedProject(path, read, digest_of(path))
    except Unreadable as error:
        raise NotRead(path, error) from error
    except OSError as error:
        raise NotRead(path, Unreadable(N_("the system says: {problem}."), problem=why(error))) from error


def _by_guid(project: Project, named: Mapping[str, Convention]) -> Mapping[str, Convention]:
    """The conventions by the GUIDs of the sources that were named; Refused where there is no such source, or several."""
    found: dict[str, Convention] = {}
    for name, convention in named.items():
        its = [source.guid for source in project.sources if normal(name) == source.guid or name == source.name]
        if not its:
            there = [source.name for source in project.sources if source.name and source.text is not None]
            raise Refused(
                N_("There is no source '{source}' in this project; it has: {there}."),
                source=name,
                there=", ".join(there) or "-",
            )
        found.update(dict.fromkeys(its, convention))
    return found


def users_named(project: Project, pairs: Mapping[str, str]) -> Mapping[str, str]:
    """The coders by the GUIDs of the users that were named, by name, login or GUID; Refused where there is no such user, or several."""
    found: dict[str, str] = {}
    for name, coder in pairs.items():
        its = [user.guid for user in project.users if name in (user.name, user.short) or normal(name) == user.guid]
        if len(its) != 1:
            there = ", ".join(user.name or user.short or user.guid for user in project.users) or "-"
            message = (
                N_("Several users of this project are called '{user}'; name one by its GUID.")
                if its
                else N_("There is no user '{user}' in this project; it has: {there}.")
            )
            raise Refused(message, user=name, there=there)
        found[its[0]] = coder
    return found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, or of all files of a folder with their names."""
    whole = hashlib.sha256()
    files: list[Any] = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if not file.is_file():
            continue
        if path.is_dir():
            whole.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as content:
            while part := content.read(AT_A_TIME):
                whole.update(part)
    return whole.hexdigest()

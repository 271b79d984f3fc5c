"""A study, or a table of it, as a file for others: a project for another program, its codebook, its passages.

given = give(study, "vru.qdpx", profile="nvivo", target="nvivo")
give(study, "passages.xlsx", query="tension:authorise", context=300)
give(study, "codebook.csv", format="codebook")
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from spanveld.formats.exchange.registry import ProjectWriter, WritingChoices, faults, writers
from spanveld.model.errors import N_, Refused, Remark, quoted, why
from spanveld.session.codebook import FORMS, codebook_file
from spanveld.session.files import check_free, write_whole
from spanveld.session.retrieving import MOST_CONTEXT
from spanveld.views.consenting import withdrawn

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "ALL",
    "CODEBOOK",
    "PASSAGES",
    "TARGETS",
    "Given",
    "Target",
    "formats",
    "give",
    "profile_for",
    "warnings_of",
]

PASSAGES, CODEBOOK = "passages", "codebook"
"""The formats that are tables."""
ALL = "source:*"
"""The query that every passage answers to."""
Target = Literal["", "nvivo", "atlas.ti", "maxqda", "qualcoder"]
TARGETS: tuple[Target, ...] = ("nvivo", "atlas.ti", "maxqda", "qualcoder")
"""The programs of which is known what they drop."""
TABLES = {PASSAGES: (".csv", ".xlsx"), CODEBOOK: tuple(FORMS)}
PROFILES = ("standard", "nvivo")


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was written: its format, and what whoever gets it should know."""

    file: Path
    format: str
    warnings: tuple[Remark, ...] = ()


def formats() -> list[str]:
    """The formats that can be written, by name."""
    return [*(ending.removeprefix(".") for writer in writers() for ending in writer.endings), *TABLES]


def give(
    study: Study,
    file: str | Path,
    *,
    format: str = "",
    profile: str = "standard",
    target: Target = "",
    layers: Sequence[str] = (),
    query: str = "",
    context: int | None = None,
    replace: bool = False,
) -> Given:
    """Write a file, whole or not at all; its format is the one named, else the one that its name ends in.

    ``profile`` and ``target`` (the program that is to read it) are for projects, ``layers`` for projects and code trees, ``query`` and
    ``context`` (characters on either side) for passages. Refused where the file exists, unless ``replace``.
    """
    path = Path(file)
    form, writer = _form_of(path, format)
    _check(form, profile=profile, target=target, layers=layers, query=query, context=context)
    check_free(path, replace=replace)
    if writer is not None:
        return _project(study, path, form, writer, profile, target, layers)
    if form == CODEBOOK:
        write_whole(path, codebook_file(study, path.suffix.lower())[1])
        return Given(path, form)
    study.queries.export(query or ALL, path, context=200 if context is None else context, with_people=True)
    return Given(path, form, _of_people(study))


def profile_for(target: Target) -> str:
    """The profile by which a program counts positions."""
    return "nvivo" if target == "nvivo" else "standard"


def warnings_of(study: Study, target: Target, *, layers: Sequence[str] = ()) -> list[Remark]:
    """What of this study a program is known to drop, and whose words would be in the file although they withdrew."""
    from spanveld.formats.exchange.giving import project_of, warnings

    project = project_of(study.content(), layers=tuple(layers), profile=profile_for(target))
    return [*_of_people(study), *warnings(project, target)]


def _form_of(path: Path, format: str) -> tuple[str, ProjectWriter | None]:
    """The format of a file, and who writes it where it is no table."""
    ending = path.suffix.lower()
    known: dict[str, ProjectWriter] = {
        each.removeprefix("."): writer for writer in writers() for each in writer.endings
    }
    if format in TABLES:
        if ending not in TABLES[format]:
            raise Refused(
                N_("{file}: '{format}' is written to a file that ends in {endings}."),
                file=path.name,
                format=format,
                endings=", ".join(TABLES[format]),
            )
        return format, None
    if format:
        for name, writer in known.items():
            if format in (name, writer.name):
                return (ending.removeprefix(".") if ending in writer.endings else name), writer
        raise Refused(
            N_("There is no format {name}; choose one of: {names}."),
            name=quoted(format),
            names=", ".join([*known, *TABLES]),
        )
    if ending.removeprefix(".") in known:
        return ending.removeprefix("."), known[ending.removeprefix(".")]
    for form, endings in TABLES.items():
        if ending in endings:
            return form, None
    problems = faults()
    if problems:
        raise Refused(
            N_("The ending of {file} is of no format that can be written, and an added one does not work: {fault}"),
            file=quoted(path.name),
            fault=problems[0],
        )
    raise Refused(
        N_("The ending of {file} is of no format that can be written; choose one of: {names}."),
        file=quoted(path.name),
        names=", ".join([*known, *TABLES]),
    )


def _check(form: str, *, profile: str, target: str, layers: Sequence[str], query: str, context: int | None) -> None:
    """Refused where something was asked that the format has no use for: nothing is passed over in silence."""
    if profile not in PROFILES:
        raise Refused(
            N_("There is no profile {name}; choose one of: {names}."), name=quoted(profile), names=", ".join(PROFILES)
        )
    if target and target not in TARGETS:
        raise Refused(
            N_("Of {name} is not known what it drops; choose one of: {names}."),
            name=quoted(target),
            names=", ".join(TARGETS),
        )
    table = form in TABLES
    if context is not None and not 0 <= context <= MOST_CONTEXT:
        message = N_("'{name}' is a number from 0 to {most}, not {number}.")
        raise Refused(message, name="context", most=MOST_CONTEXT, number=context)
    unused = (
        ("profile", profile != "standard" and table),
        ("for", bool(target) and table),
        ("layers", bool(layers) and table),
        ("query", bool(query) and form != PASSAGES),
        ("context", context is not None and form != PASSAGES),
    )
    for name, wrong in unused:
        if wrong:
            raise Refused(N_("A file of format '{format}' has no use for '{name}'."), format=form, name=name)


def _project(
    study: Study, path: Path, form: str, writer: ProjectWriter, profile: str, target: Target, layers: Sequence[str]
) -> Given:
    from spanveld.formats.exchange.giving import project_of, warnings

    project = project_of(study.content(), layers=tuple(layers), profile=profile)
    part = path.with_name(f".{path.stem}.{os.getpid()}.{form}")  # writers go by the ending
    try:
        writer.write(project, part, WritingChoices(profile=profile))
        part.replace(path)
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return Given(path, form, (*_of_people(study), *(warnings(project, target) if target else ())))


def _of_people(study: Study) -> tuple[Remark, ...]:
    """Whose words are in the file although they withdrew."""
    with study._reader() as reader:
        gone = withdrawn(reader)
    if not gone:
        return ()
    message = N_(
        "Consent was withdrawn by {people}, who are still in the study, and so in this file: erase them first."
    )
    return (Remark(message, {"people": ", ".join(gone)}),)

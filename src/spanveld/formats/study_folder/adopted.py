"""The frameworks that a study folder adopts: those that come with the program, and its own frozen copies."""

from __future__ import annotations

from spanveld.formats.framework_file import (
    FrameworkFileError,
    FrameworkNotShipped,
    is_as_shipped,
    read_framework,
    shipped_framework,
)
from spanveld.formats.study_folder.faults import STUDY_FILE, Faults
from spanveld.formats.study_folder.files import FolderFiles, framework_file
from spanveld.formats.study_folder.study_yaml import Wanted
from spanveld.formats.study_folder.table import decode
from spanveld.model.errors import N_
from spanveld.model.framework import Framework

__all__ = ["adopted_name", "read_frameworks"]


def read_frameworks(
    wanted: list[Wanted] | None, files: FolderFiles, faults: Faults
) -> tuple[tuple[Framework, ...], bool]:
    """The frameworks in the order of study.yaml, and whether none is missing for a fault."""
    found = [
        _frozen(each, files, faults) if files.has(framework_file(each.id)) else _shipped(each, faults)
        for each in wanted or ()
    ]
    return tuple(each for each in found if each), wanted is not None and None not in found


def adopted_name(framework: Framework) -> tuple[str, bool]:
    """What study.yaml calls the framework, and whether the folder needs its text, not being as shipped."""
    if not is_as_shipped(framework):
        return framework.name, True
    major = framework.name.partition("@")[2]
    newest = shipped_framework(framework.id, major).version == framework.version
    return framework.name if newest else f"{framework.id}@{framework.version}", False


def _shipped(wanted: Wanted, faults: Faults) -> Framework | None:
    try:
        return shipped_framework(wanted.id, wanted.version)
    except FrameworkNotShipped:
        reason = N_("does not come with the program; correct the name or put the framework into {file}.")
        faults.add(STUDY_FILE, wanted.line, "frameworks", wanted.name, reason, file=framework_file(wanted.id))
        return None


def _frozen(wanted: Wanted, files: FolderFiles, faults: Faults) -> Framework | None:
    file = framework_file(wanted.id)
    data = files.read(file)
    text = None if data is None else decode(file, data, faults)
    if text is None:
        return None
    try:
        framework = read_framework(text, file)
    except FrameworkFileError as error:
        for problem in error.problems:
            faults.add(file, problem.line, problem.path, problem.value, problem.reason, **problem.values)
        return None
    fits = wanted.version in (framework.version, framework.version.partition(".")[0])
    if (framework.id, fits) != (wanted.id, True):
        reason = N_("does not agree with {file}, which holds {found}; correct one of the two.")
        found = f"{framework.id}@{framework.version}"
        faults.add(STUDY_FILE, wanted.line, "frameworks", wanted.name, reason, file=file, found=found)
        return None
    return framework

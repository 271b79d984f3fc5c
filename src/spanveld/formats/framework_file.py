"""Framework files: YAML text -> ``Framework``, and the frameworks that ship with the program.

    read_framework(text, name) -> Framework             raises FrameworkFileError(problems), all faults together
    shipped() -> tuple[Framework, ...]                  every shipped version, by id and version
    shipped_framework("governance-tensions", "1")       the highest version of a major; also "1.0" or "1.0.0"
    shipped_named("governance-tensions@1")              the same, as study.yaml writes it
    is_as_shipped(framework) -> bool                    same id, version and text as a shipped one

``str(problem)`` is ``FILE:LINE: PATH: 'VALUE' reason``. The format is explained in docs/reference/framework-format.md.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from spanveld.formats.framework_checks import check_agreement
from spanveld.formats.framework_model import to_framework
from spanveld.formats.framework_parts import Part
from spanveld.formats.framework_problems import FrameworkFileError, FrameworkProblem, ProblemList
from spanveld.formats.framework_schema import IDENTIFIER, Context
from spanveld.formats.framework_shape import FRAMEWORK
from spanveld.formats.framework_yaml import read_yaml
from spanveld.model.errors import N_, NotFound, quoted
from spanveld.model.framework import Framework

__all__ = [
    "FrameworkFileError",
    "FrameworkNotShipped",
    "FrameworkProblem",
    "frozen_framework",
    "is_as_shipped",
    "parse_name",
    "read_framework",
    "shipped",
    "shipped_framework",
    "shipped_named",
]

_FILE = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)\.yaml")
_WANTED = re.compile(r"[0-9]+(?:\.[0-9]+){0,2}")


class FrameworkNotShipped(NotFound):
    """A framework, or a version of it, that does not come with the program."""


def read_framework(text: str, name: str) -> Framework:
    """The framework in a file's text; ``name`` is the file's name in messages.

    Raises ``FrameworkFileError``: one problem where the text is no YAML, else all faults of the file together.
    """
    document = read_yaml(text, name)
    problems = ProblemList(name, document.lines)
    data = document.data if isinstance(document.data, dict) else {}
    context = Context(problems, _languages(data), _references(data))
    FRAMEWORK.check(document.data, "", context)
    check_agreement(Part("", data), problems)
    if problems.problems:
        raise FrameworkFileError(problems.in_order())
    return to_framework(data, text, hashlib.sha256(text.encode()).hexdigest())


def frozen_framework(text: str, name: str) -> Framework:
    """The framework in a copy that a study froze when it was sound.

    It is not validated again, so that a study stays readable when a later version of the program demands more.
    """
    data: Any = read_yaml(text, name).data
    return to_framework(data, text, hashlib.sha256(text.encode()).hexdigest())


def shipped() -> tuple[Framework, ...]:
    """Every framework that comes with the program, all versions, by id and version."""
    folders = [entry for entry in _folder().iterdir() if _is_framework(entry)]
    found = [(folder.name, version) for folder in folders for version in _versions(folder)]
    return tuple(_read_shipped(id, version) for id, version in sorted(found))


def shipped_framework(id: str, version: str) -> Framework:
    """The highest shipped version that begins with ``version`` (``1``, ``1.0`` or ``1.0.0``).

    Raises ``FrameworkNotShipped``.
    """
    folder = _folder() / id
    if not IDENTIFIER.fullmatch(id) or not folder.is_dir():
        raise FrameworkNotShipped(
            N_("The framework {framework} does not come with the program; it has {known}."),
            framework=quoted(id),
            known=", ".join(sorted(entry.name for entry in _folder().iterdir() if _is_framework(entry))),
        )
    wanted = tuple(map(int, version.split("."))) if _WANTED.fullmatch(version) else ()
    fitting = [found for found in _versions(folder) if wanted and found[: len(wanted)] == wanted]
    if not fitting:
        raise FrameworkNotShipped(
            N_("The framework {framework} does not come in version {version}; it comes in {known}."),
            framework=quoted(id),
            version=quoted(version),
            known=", ".join(_dotted(found) for found in sorted(_versions(folder))),
        )
    return _read_shipped(id, max(fitting))


def shipped_named(name: str) -> Framework:
    """The framework that ``id@major`` stands for; raises ``FrameworkNotShipped``."""
    return shipped_framework(*parse_name(name))


def parse_name(name: str) -> tuple[str, str]:
    """Id and version of ``id@version``; raises ``FrameworkNotShipped`` where the version is missing.

    >>> parse_name("governance-tensions@1")
    ('governance-tensions', '1')
    """
    id, at, version = name.partition("@")
    if not at or not version:
        message = N_("{name} does not say which version; write it like {example}.")
        raise FrameworkNotShipped(message, name=quoted(name), example=f"{id}@1")
    return id, version


def is_as_shipped(framework: Framework) -> bool:
    """Whether this is, to the letter, a framework that comes with the program."""
    try:
        same = shipped_framework(framework.id, framework.version)
    except FrameworkNotShipped:
        return False
    return (same.version, same.digest) == (framework.version, framework.digest)


@lru_cache
def _read_shipped(id: str, version: tuple[int, ...]) -> Framework:
    name = f"{_dotted(version)}.yaml"
    return read_framework((_folder() / id / name).read_bytes().decode("utf-8"), f"{id}/{name}")


def _folder() -> Traversable:
    return files("spanveld") / "frameworks"


def _versions(folder: Traversable) -> list[tuple[int, ...]]:
    matches = (_FILE.fullmatch(entry.name) for entry in folder.iterdir())
    return [tuple(map(int, match.groups())) for match in matches if match]


def _is_framework(entry: Traversable) -> bool:
    return entry.is_dir() and bool(_versions(entry))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _languages(data: dict[str, Any]) -> tuple[str, ...]:
    languages = data.get("languages")
    return tuple(language for language in languages if isinstance(language, str)) if isinstance(languages, list) else ()


def _references(data: dict[str, Any]) -> frozenset[str]:
    references = data.get("references")
    entries = references if isinstance(references, list) else []
    return frozenset(str(entry.get("id")) for entry in entries if isinstance(entry, dict))

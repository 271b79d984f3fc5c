"""Mapping files: where the codes of one version of a framework go in the next, as YAML that a person fills in.

    tension/perform: tension/deliver
    finding_kind:works: finding_kind:goes_well

``read_mapping(text, name)`` gives the pairs, or raises ``MappingFileError`` with all faults; ``write_mapping`` makes such a file
with empty places.
"""

from __future__ import annotations

from collections.abc import Iterable

from spanveld.formats.framework_problems import FrameworkFileError, FrameworkProblem, ProblemList
from spanveld.formats.framework_yaml import read_yaml
from spanveld.model.errors import N_

__all__ = ["MappingFileError", "read_mapping", "write_mapping"]


class MappingFileError(FrameworkFileError):
    """A mapping file with faults; ``problems`` holds all of them."""

    def __init__(self, problems: Iterable[FrameworkProblem]) -> None:
        super().__init__(problems)
        self.message = N_("Faults in the mapping file: {count}. Nothing was written.")


def read_mapping(text: str, name: str) -> dict[str, str]:
    """The pairs of a mapping file, in its order; a place that is still empty, or no name, is a fault. ``name`` is for messages.

    >>> read_mapping("tension/perform: tension/deliver", "mapping.yaml")
    {'tension/perform': 'tension/deliver'}
    """
    try:
        document = read_yaml(text, name)
    except FrameworkFileError as error:
        raise MappingFileError(error.problems) from None
    problems = ProblemList(name, document.lines)
    data = document.data
    if not isinstance(data, dict):
        problems.add("", None, N_("should be lines like {example}"), example="tension/perform: tension/deliver")
        raise MappingFileError(problems.in_order())
    for key, value in data.items():
        if value is None or value == "":
            problems.add(key, None, N_("is still empty; write where it goes"))
        elif not isinstance(value, str):
            problems.add(key, None, N_("should be one name, like {example}"), example="tension/deliver")
    if problems.problems:
        raise MappingFileError(problems.in_order())
    return dict(data)


def write_mapping(heading: Iterable[str], known: dict[str, str], missing: dict[str, str]) -> str:
    """The text of a mapping file: what is mapped already, then what is missing, each after a remark on its uses.

    ``heading`` are lines of explanation; ``missing`` maps a name to its remark.
    """
    lines = [f"# {line}" for line in heading]
    lines += [f"{name}: {to}" for name, to in known.items()]
    for name, remark in missing.items():
        lines += [f"# {remark}", f"{name}:"]
    return "\n".join(lines) + "\n"

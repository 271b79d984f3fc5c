"""What a person chooses when a project of another program comes into a study, and the mapping file in which codes get their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from spanveld.formats.exchange.mapping_file import LEFT_OUT, MappedCode, mapping_file_text, read_mapping_file
from spanveld.formats.exchange.project import Code, Project
from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.material_records import SOURCE_KINDS
from spanveld.model.names import name_for

__all__ = [
    "CASES_AS",
    "LEFT_OUT",
    "Mapped",
    "TakingChoices",
    "layer_for",
    "mapping_csv",
    "passages_by_code",
    "paths_of",
    "read_mapping",
]

CASES_AS = ("participant", "party", "case", "sub_case")
"""What the cases of a project can be in a study."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TakingChoices:
    """How a project comes in.

    ``layer``: where new codes go ("": a new layer named after the file). ``mapping``: GUID of a code -> ``layer/code``, ``-`` (left out) or
    "" (a new code); ``layers``: GUID of a code -> another layer for a new code. ``kind``: of the sources ("": document). ``users``: GUID
    or name of a user -> coder. ``settled`` and ``prefer``: what is to stand where study and file both changed something.
    """

    layer: str = ""
    mapping: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    layers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    kind: str = ""
    cases_as: str = "participant"
    users: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    settled: Any = None
    prefer: str = ""

    def check(self) -> None:
        """Refused where a choice is none of those that there are."""
        for given, known in (
            (self.kind, ("", *SOURCE_KINDS)),
            (self.cases_as, CASES_AS),
            (self.prefer, ("", "ours", "theirs")),
        ):
            if given not in known:
                shown = ", ".join(name for name in known if name)
                raise Refused(N_("{value} is not one of: {known}."), value=quoted(given), known=shown)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping file says, for ``TakingChoices``."""

    mapping: Mapping[str, str]
    layers: Mapping[str, str]


def layer_for(project: Project, file: str) -> str:
    """The name of a new layer: after the file, else after the project."""
    return name_for(PurePath(file).stem or project.name, ())


def paths_of(codes: Iterable[Code]) -> dict[str, str]:
    """GUID of a code -> its path in the tree, with `` / `` between."""
    by_guid = {code.guid: code for code in codes}
    paths = {}
    for guid, code in by_guid.items():
        names, seen, above = [code.name], {guid}, code.parent
        while above in by_guid and above not in seen:
            seen.add(above)
            names.append(by_guid[above].name)
            above = by_guid[above].parent
        paths[guid] = " / ".join(reversed(names))
    return paths


def passages_by_code(project: Project) -> Counter[str]:
    """GUID of a code -> on how many parts of sources it stands."""
    counts: Counter[str] = Counter()
    for source in project.sources:
        counts.update({coding.code for coding in source.codings})
        for selection in source.selections:
            counts.update({coding.code for coding in selection.codings})
    return counts


def mapping_csv(project: Project, *, layer: str = "", file: str = "") -> str:
    """A mapping file for the codes of a project, to be edited: as it is, each becomes a new code of ``layer``."""
    layer = layer or layer_for(project, file)
    paths, counts = paths_of(project.codes), passages_by_code(project)
    return mapping_file_text(MappedCode(guid, path, counts[guid], layer) for guid, path in paths.items())


def read_mapping(data: bytes | str, project: Project) -> Mapped:
    """What an edited mapping file says; Refused where it cannot be read, or names a code that the project does not have."""
    known = {code.guid for code in project.codes}
    mapping: dict[str, str] = {}
    layers: dict[str, str] = {}
    for each in read_mapping_file(data.encode() if isinstance(data, str) else data):
        if each.guid not in known:
            raise Refused(
                N_("The mapping file names a code {guid}, which this project does not have; is it of another file?"),
                guid=quoted(each.guid),
            )
        if each.to == LEFT_OUT:
            mapping[each.guid] = LEFT_OUT
        elif each.to:
            if not each.layer:
                raise Refused(N_("The mapping file says {to} without a layer; fill in both."), to=quoted(each.to))
            mapping[each.guid] = each.to if each.to.startswith(f"{each.layer}/") else f"{each.layer}/{each.to}"
        elif each.layer:
            layers[each.guid] = each.layer
    return Mapped(mapping, layers)

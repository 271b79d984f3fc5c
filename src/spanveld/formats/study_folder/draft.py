"""A study as it was read from a folder, not yet checked: sheets that name each other's things by text."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults
from spanveld.formats.study_folder.naming import Naming
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_
from spanveld.model.kinds import KINDS

__all__ = ["Draft", "missing"]


@dataclass(slots=True)
class Draft:
    """The sheets by kind (None: could not be read), the lengths of the texts by source, the layers and their codes."""

    sheets: Mapping[str, Sheet | None]
    lengths: Mapping[str, int]
    naming: Naming
    faults: Faults
    _known: dict[str, Set[str] | None] = field(default_factory=dict)

    def known(self, kind: str) -> Set[str] | None:
        """The identifiers of all things of a kind, faulty ones too; None where rows were lost: none is missing then."""
        if kind not in self._known:
            sheet = self.sheets[kind]
            self._known[kind] = frozenset(sheet.names) if sheet and sheet.table.complete else None
        return self._known[kind]

    def only_case(self) -> str:
        """The study's case where it has exactly one, else empty."""
        cases = self.known("case")
        return next(iter(cases)) if cases and len(cases) == 1 else ""


def missing(kind: str, item: str) -> CellFault:
    """The fault of a cell that names a thing which is not there."""
    file = KINDS[kind].file
    if file == STUDY_FILE:
        return CellFault(
            N_("is not among the {list} of study.yaml; add it there or correct this name."), item, list=f"{kind}s"
        )
    return CellFault(N_("is not in {file}; add it there or correct this name."), item, file=file)

"""How findings of one dimension bear on findings of another: dimension by dimension, with the passages behind each link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.views.chafing import Found, chafing_of, query_of
from spanveld.views.frames import data_frame

__all__ = ["Between", "BetweenCell", "FindingTie", "between"]


@dataclass(frozen=True, slots=True)
class FindingTie:
    """A finding that reinforces, weakens, responds to or matches a finding of another dimension."""

    finding: Found
    relation: str
    to: Found


@dataclass(frozen=True, slots=True)
class BetweenCell:
    """The links from one dimension to another; ``query`` finds the passages of the findings at both ends."""

    from_: str
    to: str
    links: tuple[FindingTie, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Between:
    """Dimensions (name -> label) by dimensions of one case; ``cells``: a tuple a dimension that bears on others."""

    study: str
    title: str
    language: str
    sequence: int
    case: str
    cases: Mapping[str, str]
    dimensions: Mapping[str, str]
    cells: tuple[tuple[BetweenCell, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The links, a dictionary each."""
        return [
            {"from": cell.from_, "to": cell.to, "finding": tie.finding.finding, "relation": tie.relation}
            | {"on": tie.to.finding, "query": query_of(tie.finding.finding, tie.to.finding)}
            for row in self.cells
            for cell in row
            for tie in cell.links
        ]

    def to_pandas(self) -> Any:
        """The links as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def between(reader: Reader, *, case: str = "") -> Between:
    """The links between dimensions in a case (left out: the first); NotFound where the study has no such case."""
    ground = chafing_of(reader, case)
    labels = {each.dimension: each.label for each in ground.dimensions}
    ties = [
        FindingTie(ground.findings[here], relation, ground.findings[there])
        for here, relation, there in ground.links
        if there in ground.findings and ground.findings[here].dimension != ground.findings[there].dimension
    ]
    cells = []
    for one in labels:
        row = []
        for other in labels:
            here = tuple(tie for tie in ties if (tie.finding.dimension, tie.to.dimension) == (one, other))
            ends = [found for tie in here for found in (tie.finding, tie.to) if found.passages]
            row.append(BetweenCell(one, other, here, query_of(*dict.fromkeys(found.finding for found in ends))))
        cells.append(tuple(row))
    return Between(
        **reader.heading(),
        sequence=journal.newest(reader.connection, reader.study_id),
        case=ground.case,
        cases=ground.cases,
        dimensions=labels,
        cells=tuple(cells),
    )

"""The expectation test: what the frameworks propose, with findings for and against; what was expected and found, or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from spanveld.model.errors import N_
from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.views.chafing import Chafing, Found, PossiblePoint, chafing_of, query_of, source_text
from spanveld.views.frames import data_frame

__all__ = ["CONTRARY", "OUTCOMES", "SUPPORTING", "Expectations", "FoundPoint", "Proposition", "expectations"]

SUPPORTING = ("reinforces", "matches")
CONTRARY = ("weakens",)
"""By which relations a finding speaks for a proposition, and by which against it."""
Outcome = Literal["supported", "contradicted", "mixed", "open"]
OUTCOMES: dict[Outcome, str] = {
    "supported": N_("findings for it, none against"),
    "contradicted": N_("findings against it, none for it"),
    "mixed": N_("findings for it and against it"),
    "open": N_("no finding linked to it yet"),
}


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a framework claims, with the findings for and against it. ``about``: the codes or items that it is about."""

    item: str
    label: str
    about: tuple[str, ...]
    source: str
    checked: bool
    supporting: tuple[Found, ...]
    contrary: tuple[Found, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A pain point that was expected, with the findings that match it; ``query`` finds their passages."""

    possible: PossiblePoint
    findings: tuple[Found, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """The expectation test of one case, true up to journal entry ``sequence``.

    ``found``: expected pain points with findings; ``not_found``: those without; ``unexpected``: pain points among the findings that
    match none. ``findings``: all of the case, to link; ``links``: (finding, relation, to).
    """

    study: str
    title: str
    language: str
    sequence: int
    case: str
    cases: Mapping[str, str]
    propositions: tuple[Proposition, ...]
    found: tuple[FoundPoint, ...]
    not_found: tuple[PossiblePoint, ...]
    unexpected: tuple[Found, ...]
    findings: tuple[Found, ...]
    links: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The propositions, a dictionary each."""
        return [asdict(proposition) for proposition in self.propositions]

    def to_pandas(self) -> Any:
        """The propositions as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def expectations(reader: Reader, *, case: str = "") -> Expectations:
    """The expectation test of a case (left out: the first); NotFound where the study has no such case."""
    ground = chafing_of(reader, case)
    matched = ground.matched()
    points = [(possible, ground.to(possible.item, "matches")) for possible in ground.points.values()]
    return Expectations(
        **reader.heading(),
        sequence=journal.newest(reader.connection, reader.study_id),
        case=ground.case,
        cases=ground.cases,
        propositions=tuple(_propositions(ground)),
        found=tuple(
            FoundPoint(possible, findings, query_of(*(each.finding for each in findings if each.passages)))
            for possible, findings in points
            if findings
        ),
        not_found=tuple(possible for possible, findings in points if not findings),
        unexpected=tuple(found for found in ground.points_found() if found.finding not in matched),
        findings=tuple(ground.findings.values()),
        links=tuple(ground.links),
    )


def _propositions(ground: Chafing) -> Iterator[Proposition]:
    for framework in ground.frameworks.values():
        for item in framework.items("propositions"):
            name = f"{framework.id}:{item.id}"
            supporting, contrary = ground.to(name, *SUPPORTING), ground.to(name, *CONTRARY)
            outcome: Outcome = "open"
            if supporting or contrary:
                outcome = "mixed" if supporting and contrary else "supported" if supporting else "contradicted"
            about = item.content.get("about")
            yield Proposition(
                name,
                item.label(ground.language),
                tuple(map(str, about)) if isinstance(about, list | tuple) else (),
                source_text(framework, item, ground.language),
                item.checked,
                supporting,
                contrary,
                outcome,
            )

"""What each level (or kind of party, or party) says about each code or finding: of how many of its voices a passage is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused
from spanveld.query.printing import show
from spanveld.query.tree import every
from spanveld.query.words import PersonWords
from spanveld.views.counts import CrossTable, Order, by_attribute, share
from spanveld.views.counts_by import lines_of
from spanveld.views.counts_ground import FINDINGS, Ground, Line, term
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["GROUPS", "Group", "Perspective", "Said", "perspective"]

GROUPS = ("level", "party.kind", "party")
"""What voices can be told apart by."""
HOW = (
    N_(
        "Of each group: how many of its respondents are a voice of a passage of the row, of all its respondents in the study."
    ),
    N_("Who has no passage of the row may not have been asked: it is no denial."),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Voices that are told apart: ``of`` respondents of the study."""

    name: str
    label: str
    of: int


@dataclass(frozen=True, slots=True)
class Said:
    """``voices`` of a group speak of it, in ``passages`` as evidence; ``against``: of a finding, voices of passages that contradict it."""

    voices: int
    passages: int
    against: int | None
    query: str


@dataclass(frozen=True, eq=False, slots=True)
class Perspective:
    """A row a code or finding, with what each group says of it. ``ungrouped``: respondents who are in no group."""

    study: str
    name: str
    label: str
    by: str
    by_label: str
    translate: Translate
    lines: Sequence[Line]
    order: Sequence[int]
    groups: Sequence[Group]
    said: Sequence[Sequence[Said]]
    ungrouped: int

    def notes(self) -> list[str]:
        """How was counted."""
        _ = self.translate
        missing = _(N_("Respondents who are in no group, and are left out: {count}.")).format(count=self.ungrouped)
        return [*map(_, HOW), *([missing] if self.ungrouped else [])]

    def sheet(self) -> Sheet:
        """A row a code or finding and a group."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        columns += [Column("group", self.by_label), Column("group_label", _(N_("Called")))]
        columns += [Column("voices", _(N_("voices")), "count"), Column("voices_of", _(N_("of")), "count")]
        columns += [
            Column("share", _(N_("share")), "share"),
            Column("passages", _(N_("passages as evidence")), "count"),
        ]
        columns += [Column("against", _(N_("voices against")), "count"), Column("query", _(N_("query")))]
        rows: list[list[Cell]] = []
        for place in self.order:
            line = self.lines[place]
            for group, said in zip(self.groups, self.said[place], strict=True):
                part = share(said.voices, group.of)
                row: list[Cell] = [line.name, line.label, group.name, group.label, said.voices, group.of, part]
                rows.append([*row, said.passages, said.against, said.query])
        title = _(N_("{what}: who speaks of it, by {attribute}")).format(what=self.label, attribute=self.by_label)
        return Sheet("perspective", title, columns, rows, self.notes())

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables, the one that is read first."""
        return (self.sheet(),)

    def as_json(self) -> dict[str, Any]:
        """Rows with what each group says."""
        return {
            "study": self.study,
            "of": self.name,
            "by": self.by,
            "ungrouped": self.ungrouped,
            "groups": [{"group": group.name, "label": group.label, "respondents": group.of} for group in self.groups],
            "rows": [
                {
                    "code": self.lines[place].name,
                    "label": self.lines[place].label,
                    "said": [
                        {
                            "group": group.name,
                            "voices": said.voices,
                            "of": group.of,
                            "passages": said.passages,
                            "against": said.against,
                            "query": said.query,
                        }
                        for group, said in zip(self.groups, self.said[place], strict=True)
                    ],
                }
                for place in self.order
            ],
        }

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return self.sheet().to_pandas()


def perspective(
    ground: Ground, study: str, *, of: Sequence[str], by: str = "level", stance: str = "", order: Order = "book"
) -> Perspective:
    """Codes of layers, or findings, by groups of voices: levels in the order of the framework's vocabulary."""
    if by not in GROUPS:
        raise Refused(
            N_("Voices are not told apart by '{name}'; they can be by: {known}."), name=by, known=", ".join(GROUPS)
        )
    groups = _groups(ground, by)
    table = by_attribute(ground, study, of=of, by=by, stance=stance, order=order)
    findings = tuple(of) == (FINDINGS,)
    against = by_attribute(ground, study, of=of, by=by, stance="contradicts") if findings else None
    place_of = {value.name: at for at, value in enumerate(table.values)}
    said = [
        [_said(table, against, row, place_of.get(group.name), by, group.name) for group in groups]
        for row in range(len(table.lines))
    ]
    people = [person for person in ground.words.people if not person.observer]
    known = {each.name for each in groups}
    return Perspective(
        *(study, table.name, table.label, by, table.by_label, ground.translate, table.lines, table.order, groups, said),
        sum(not known & set(_of_person(ground, by, person)) for person in people),
    )


def _said(table: CrossTable, against: CrossTable | None, row: int, column: int | None, by: str, group: str) -> Said:
    query = show(every([table.lines[row].query, term(by.split("."), group)]))
    if column is None:  # nobody of the group is a voice of any passage
        return Said(0, 0, None if against is None else 0, query)
    cell = table.cell(row, column)
    return Said(cell.voices, cell.evidence, None if against is None else against.cell(row, column).voices, query)


def _groups(ground: Ground, by: str) -> list[Group]:
    """The groups that have respondents."""
    counts = Counter(
        value for person in ground.words.people if not person.observer for value in set(_of_person(ground, by, person))
    )
    labels = {value.name: value.label for value in lines_of(ground, by, list(counts))}
    return [Group(name, label, counts[name]) for name, label in labels.items()]


def _of_person(ground: Ground, by: str, person: PersonWords) -> list[str]:
    """The groups that a respondent is in."""
    if by == "level":
        return [person.level] if person.level else []
    parties = [party for party in ground.words.parties if party.number in person.parties]
    return [name for party in parties if (name := party.name if by == "party" else party.kind)]

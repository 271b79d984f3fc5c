"""What the framework matrix calls its rows, columns and empty cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.views.matrix import MatrixCell, MatrixTable, State

__all__ = [
    "COLUMN_SORTS",
    "EMPTY",
    "ROW_SORTS",
    "Sign",
    "column_sorts",
    "how_counted",
    "passages_in",
    "scope_of",
    "states_in",
    "title_of",
]

ROW_SORTS = {
    "participants": N_("Participants"),
    "sources": N_("Sources"),
    "parties": N_("Parties"),
    "levels": N_("Levels"),
    "cases": N_("Cases"),
    "waves": N_("Waves"),
}
COLUMN_SORTS = {
    "dimensions": N_("Dimensions"),
    "kinds": N_("Kinds"),
    "aspects": N_("Aspects"),
    "rules": N_("Rules of the game"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """How an empty cell is marked, what it says, and what that means."""

    sign: str
    word: str
    meaning: str


EMPTY: Mapping[State, Sign] = {
    "not_asked": Sign(
        "○",
        N_("not asked"),
        N_("The topics of the list that ask for this column were asked in none of the sources, or there is no source."),
    ),
    "asked_nothing": Sign(
        "∅",
        N_("asked, nothing said"),
        N_("It was asked, all that was said is read, and no passage has this column."),
    ),
    "not_read": Sign("…", N_("not read yet"), N_("A source of this row is not read yet, or is being read.")),
    "nothing": Sign(
        "–",
        N_("nothing marked"),
        N_("All is read, and no passage has this column; nobody noted whether it was asked."),
    ),
}


def column_sorts(table: MatrixTable, translate: Translate) -> dict[str, str]:
    """What the columns can be, in words."""
    return {name: label or translate(COLUMN_SORTS[name]) for name, label in table.choices.items()}


def title_of(table: MatrixTable, translate: Translate) -> str:
    """``Participants by dimensions``."""
    across = column_sorts(table, translate).get(table.wanted.columns, table.wanted.columns)
    rows = translate(ROW_SORTS[table.wanted.rows])
    return translate(N_("{rows} by {columns}")).format(rows=rows, columns=across[:1].lower() + across[1:])


def scope_of(table: MatrixTable, translate: Translate) -> list[str]:
    """The filters, in words."""
    wanted = table.wanted
    parts = (
        (N_("only wave {name}"), wanted.wave),
        (N_("only sub-case {name}"), wanted.sub_case),
        (N_("only what {name} coded and read"), wanted.coder),
    )
    return [translate(message).format(name=name) for message, name in parts if name]


def passages_in(cell: MatrixCell, translate: Translate) -> str:
    """How many passages a cell has, as evidence, and as marked where that is more."""
    said = counted(translate, N_("{count} passage"), N_("{count} passages"), cell.evidence)
    if cell.marked != cell.evidence:
        said += translate(N_(", marked {count} times")).format(count=cell.marked)
    return said


def states_in(table: MatrixTable) -> list[State]:
    """The empty states that occur, in a fixed order."""
    there = {cell.state for row in table.cells for cell in row}
    return [state for state in EMPTY if state in there]


def how_counted(table: MatrixTable, translate: Translate) -> list[str]:
    """How passages were counted, and what the signs mean."""
    notes = [
        translate(
            N_(
                "A cell counts passages as evidence: overlapping passages of different coders count once. A passage of several voices "
                "counts in the row of each, one with several codes in the column of each, so rows and columns do not add up."
            )
        ),
        translate(
            N_(
                "A source counts as read when a coder said so; where a coder did not say how far it is, when that coder has passages in it."
            )
        ),
    ]
    for state in states_in(table):
        sign = EMPTY[state]
        notes.append(f"{sign.sign} {translate(sign.word)}: {translate(sign.meaning)}")
    if table.wanted.columns == "rules":
        notes.append(
            translate(N_("The passages of a rule of the game are the evidence of the findings that are linked to it."))
        )
    return notes

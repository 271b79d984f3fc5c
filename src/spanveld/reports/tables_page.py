"""The findings tables as the page shows them: chips that know their passages, and in words what a row rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.reports.wording import CONTRARY, Wording, by_kind, capitalised, listed, scope
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables, Quoted

__all__ = ["Chip", "KindOfRows", "Row", "Section", "TablesContent", "content_of"]

VOICELESS = "-"
"""Stands in the key of a chip for passages that are nobody's word."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A voice that is cited for a finding, with the passages. ``key``: ``finding:stance:voice``; ``word`` says what is no support."""

    key: str
    stance: str
    word: str
    voice: str
    passages: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding. ``narrow`` is what a reader must see at once, ``helpers`` the rest of what its support rests on."""

    finding: str
    statement: str
    sub_case: str
    effect: str
    chips: tuple[Chip, ...]
    counts: str
    narrow: str
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindOfRows:
    """The findings of one kind, with its name."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A dimension: its table by kind of finding."""

    dimension: str
    heading: str
    caption: str
    kinds: tuple[KindOfRows, ...]

    @property
    def findings(self) -> int:
        """How many findings it has."""
        return sum(len(kind.rows) for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class TablesContent:
    """All tables that were asked for. ``scope`` says what was left out; ``passages`` counts those of all chips.

    ``dimensions``: what each dimension of the study is called, those of tables that were not asked for too.
    """

    study: str
    title: str
    scope: str
    sections: tuple[Section, ...]
    passages: int
    dimensions: Mapping[str, str]


def content_of(
    tables: FindingsTables,
    translate: Translate,
    labels: Mapping[str, str],
    sub_cases: Mapping[str, str],
    dimensions: Mapping[str, str],
) -> TablesContent:
    """The tables in the reader's language; ``sub_cases`` and ``dimensions``: what each is called."""
    wording = Wording(translate, tables.people, labels)
    sections = tuple(_section(table, wording, sub_cases) for table in tables.tables)
    chips = (chip for section in sections for kind in section.kinds for row in kind.rows for chip in row.chips)
    told = capitalised(scope(tables, translate))
    passages = sum(len(chip.passages) for chip in chips)
    return TablesContent(tables.study, tables.title, told, sections, passages, dimensions)


def _section(table: FindingsTable, wording: Wording, sub_cases: Mapping[str, str]) -> Section:
    kinds = tuple(
        KindOfRows(label, tuple(_row(row, wording, sub_cases) for row in rows)) for label, rows in by_kind(table)
    )
    caption = listed(wording.translate, (f"{kind.label[:1].lower()}{kind.label[1:]}" for kind in kinds))
    return Section(table.dimension.dimension, capitalised(table.dimension.label), capitalised(caption), kinds)


def _row(row: FindingRow, wording: Wording, sub_cases: Mapping[str, str]) -> Row:
    counts = [wording.passages(row.stances[STANCES[0]].passages)]
    for stance, word in CONTRARY.items():
        if number := row.stances[stance].passages:
            counts.append(f"{wording.translate(word)}: {number}")
    return Row(
        row.finding,
        row.statement,
        sub_cases.get(row.sub_case, "") or row.sub_case,
        capitalised(wording.effect(row)),
        tuple(chip for stance in STANCES for chip in _chips(row, stance, wording)),
        ", ".join(counts),
        capitalised(wording.narrow(row)),
        tuple(wording.helpers(row)),
    )


def _chips(row: FindingRow, stance: str, wording: Wording) -> Iterator[Chip]:
    """A chip for each voice in the order of a citation, and one for passages without any."""
    quoted = row.stances[stance].quoted
    word = wording.translate(CONTRARY[stance]) if stance in CONTRARY else ""
    for name in wording.cited(row.stances[stance].voices):
        its = _those(quoted, lambda item, name=name: name in wording.cited(item.voices))  # type: ignore[misc]
        yield Chip(f"{row.finding}:{stance}:{name}", stance, word, name, its)
    if its := _those(quoted, lambda item: not item.voices):
        nobody = wording.translate(N_("no voice"))
        yield Chip(f"{row.finding}:{stance}:{VOICELESS}", stance, word, nobody, its)


def _those(quoted: Sequence[Quoted], fits: Callable[[Quoted], bool]) -> tuple[Quoted, ...]:
    return tuple(item for item in quoted if fits(item))

"""The findings board: per dimension the findings in order, each with the passages that support, qualify and contradict it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.analysis.evidence import cited
from spanveld.language.messages import translator
from spanveld.model.errors import N_, NotFound, Translate
from spanveld.model.marks import Mark, Person
from spanveld.model.names import natural
from spanveld.model.records import STANCES
from spanveld.model.text import fault_in
from spanveld.store import journal
from spanveld.store.board import Tie, codings_on, ties
from spanveld.store.marks import people, sources
from spanveld.store.quotes import QuotedPassage, passage_numbers, quoted_passages
from spanveld.store.records import Reader
from spanveld.views.findings_brief import BoardDimension, dimensions_on_board, in_order

__all__ = ["Board", "Card", "Chip", "Link", "Tied", "board", "chips_of", "citation_of"]

SHOWN = 8
"""How many chips of a stance a closed card shows."""
MOST_QUOTED = 250
"""How many passages the open cards of a board show at once, so that one with thousands stays quick."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A passage that is evidence; ``quote`` only where its card is open. ``doubt``: its place was lost in a correction."""

    passage: str
    source: str
    citation: str
    stance: str
    note: str
    quote: str
    hedged: bool
    doubt: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """The passages of one stance: how many, and the first of them, or (on an open card) all."""

    stance: str
    count: int
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """How a finding bears on another, or on an item of a framework; ``outgoing`` False: how that other bears on it.

    ``statement`` is what the other says; ``dimension``, of a finding, where it stands on the board.
    """

    relation: str
    outgoing: bool
    to: str
    statement: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding on the board."""

    finding: str
    dimension: str
    kind: str
    statement: str
    case: str
    sub_case: str
    effect: str
    opened: bool
    tied: tuple[Tied, ...]
    links: tuple[Link, ...]

    @property
    def passages(self) -> int:
        """How many passages are tied to it."""
        return sum(one.count for one in self.tied)


@dataclass(frozen=True, slots=True)
class Board:
    """The findings on one dimension (empty: the study has no dimensions); ``filters`` says to what they were narrowed."""

    study: str
    title: str
    language: str
    sequence: int
    dimensions: tuple[BoardDimension, ...]
    dimension: str
    filters: Mapping[str, str]
    cards: tuple[Card, ...]


def board(
    reader: Reader,
    *,
    dimension: str = "",
    kind: str = "",
    sub_case: str = "",
    wave: str = "",
    opened: Sequence[str] = (),
) -> Board:
    """The findings on a dimension (the first where none is named); NotFound for what the study does not have.

    With ``sub_case`` or ``wave`` only evidence of that sub-case or wave is shown; findings of another sub-case are left out.
    Findings in ``opened`` come with all their passages and the words of these: the last of them, as far as these are not too many.
    """
    heading, language = reader.heading(), reader.study.language
    rows = in_order(reader.rows("finding"))
    known = dimensions_on_board(reader, language, rows)
    filters = {"dimension": dimension, "kind": kind, "sub_case": sub_case, "wave": wave}
    filters = {name: value for name, value in filters.items() if value}
    _check(reader, known, filters)
    shown = next((one for one in known if one.dimension == dimension), known[0] if known else None)
    newest = journal.newest(reader.connection, reader.study_id)
    if shown is None:
        return Board(**heading, sequence=newest, dimensions=(), dimension="", filters=filters, cards=())
    number = next(number for number, name in reader.dimensions.items() if name == shown.dimension)
    themes = reader.names("sub_case")
    chosen = [
        row
        for row in rows
        if row.dimension_id == number
        and (not kind or row.kind == kind)
        and not (sub_case and themes.get(row.sub_case_id, sub_case) != sub_case)
    ]
    place = {one.kind: order for order, one in enumerate(shown.kinds)}
    chosen.sort(key=lambda row: place.get(row.kind, len(place)))
    its = _Evidence.read(reader, number, chosen, sub_case, wave, opened)
    links = _links(reader, {row.id: row for row in rows})
    cases = reader.names("case")
    cards = [
        Card(
            finding=row.identifier,
            dimension=shown.dimension,
            kind=row.kind,
            statement=row.statement,
            case=cases.get(row.case_id, ""),
            sub_case=themes.get(row.sub_case_id, ""),
            effect=row.effect,
            opened=row.identifier in its.opened,
            tied=tuple(its.tied(row)),
            links=tuple(links.get(row.id, ())),
        )
        for row in chosen
    ]
    return Board(
        **heading,
        sequence=newest,
        dimensions=tuple(known),
        dimension=shown.dimension,
        filters=filters,
        cards=tuple(cards),
    )


def _check(reader: Reader, known: Sequence[BoardDimension], filters: Mapping[str, str]) -> None:
    """NotFound for a filter by something that the study does not have."""
    offered: dict[str, Collection[str]] = {
        "dimension": [one.dimension for one in known],
        "kind": [kind.kind for one in known for kind in one.kinds],
        "sub_case": reader.names("sub_case").values(),
        "wave": reader.names("wave").values(),
    }
    for name, value in filters.items():
        if value not in offered[name]:
            raise NotFound(
                N_("There is no {kind} '{name}' in this study; known are: {known}."),
                kind=name.replace("_", "-"),
                name=value,
                known=", ".join(sorted(dict.fromkeys(offered[name]), key=natural)) or "-",
            )


def citation_of(mark: Mark, everyone: Mapping[str, Person], translate: Translate) -> str:
    """How a passage is cited: its voices; of the researcher's notes that they are these; without a voice, its source."""
    names = [
        translate(N_("field notes")) if voice in everyone and everyone[voice].is_observer else voice
        for voice in cited([mark])
    ]
    return ", ".join(dict.fromkeys(names)) or mark.source


def chips_of(reader: Reader, names: Collection[str]) -> tuple[Chip, ...]:
    """Some passages by their identifiers, with their words; those that the study does not have are left out."""
    numbers = passage_numbers(reader.connection, reader.study_id, [name for name in names if not fault_in(name)])
    found = quoted_passages(reader.connection, reader.study_id, numbers.values())
    everyone = people(reader.connection, reader.study_id) if found else {}
    translate = translator(reader.study.language)
    chips = []
    for name in dict.fromkeys(names):
        if name in numbers:
            its = found[numbers[name]]
            citation = citation_of(its.mark, everyone, translate)
            chips.append(Chip(name, its.mark.source, citation, "", "", its.quote, its.mark.hedged, its.doubt))
    return tuple(chips)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The passages behind the cards of a board: all ties in order, and those passages that are shown."""

    by_finding: Mapping[int, Sequence[Tie]]
    quoted: Mapping[int, QuotedPassage]
    opened: Collection[str]
    everyone: Mapping[str, Person]
    translate: Translate

    @classmethod
    def read(
        cls, reader: Reader, dimension: int, rows: Sequence[Any], sub_case: str, wave: str, opened_first: Sequence[str]
    ) -> _Evidence:
        connection, study_id = reader.connection, reader.study_id
        found = ties(connection, study_id, dimension)
        if wave or sub_case:
            found = list(_narrowed(reader, found, sub_case, wave))
        names = {number: natural(name) for number, name in reader.names("source").items()} if found else {}
        found.sort(key=lambda tie: (names[tie.source], tie.start is None, tie.start or 0, natural(tie.name)))
        by_finding: dict[int, list[Tie]] = defaultdict(list)
        for tie in found:
            by_finding[tie.finding].append(tie)
        opened, room = list[str](), MOST_QUOTED
        sizes = {row.identifier: len(by_finding.get(row.id, ())) for row in rows}
        for name in reversed(list(opened_first)):
            room -= sizes.get(name, 0)
            if name in sizes and (room >= 0 or not opened):
                opened.append(name)
        wanted = {
            tie.passage
            for row in rows
            for stance in STANCES
            for tie in _shown(by_finding[row.id], stance, row.identifier in opened)
        }
        quoted = quoted_passages(connection, study_id, wanted) if wanted else {}
        everyone = people(connection, study_id) if wanted else {}
        return cls(by_finding, quoted, opened, everyone, translator(reader.study.language))

    def tied(self, row: Any) -> Iterator[Tied]:
        """The passages of a finding by stance; a stance without any is left out."""
        whole = row.identifier in self.opened
        for stance in STANCES:
            count = sum(tie.stance == stance for tie in self.by_finding.get(row.id, ()))
            if count:
                shown = _shown(self.by_finding[row.id], stance, whole)
                yield Tied(stance, count, tuple(self._chip(tie, whole) for tie in shown))

    def _chip(self, tie: Tie, whole: bool) -> Chip:
        quoted = self.quoted[tie.passage]
        mark = quoted.mark
        citation = citation_of(mark, self.everyone, self.translate)
        quote = quoted.quote if whole else ""
        return Chip(tie.name, mark.source, citation, tie.stance, tie.note, quote, mark.hedged, quoted.doubt)


def _shown(found: Sequence[Tie], stance: str, whole: bool) -> Sequence[Tie]:
    of_stance = [tie for tie in found if tie.stance == stance]
    return of_stance if whole else of_stance[:SHOWN]


def _narrowed(reader: Reader, found: Sequence[Tie], sub_case: str, wave: str) -> Iterator[Tie]:
    """The ties to passages of a sub-case and wave; a passage's sub-case is its code of that layer, else its source's."""
    connection, study_id = reader.connection, reader.study_id
    known = sources(connection, study_id)
    themes: dict[int, set[str]] = defaultdict(set)
    if sub_case:
        layers = {number for number, row in reader.layer_rows.items() if row.role == "sub_case"}
        named = {number: row.identifier for number, row in reader.code_rows.items() if row.layer_id in layers}
        for coding in codings_on(connection, study_id, (tie.passage for tie in found)):
            if coding.code in named:
                themes[coding.passage].add(named[coding.code])
    for tie in found:
        source = known[tie.source]
        if wave and source.wave != wave:
            continue
        if not sub_case or sub_case in (themes.get(tie.passage) or source.sub_cases):
            yield tie


def _links(reader: Reader, rows: Mapping[int, Any]) -> dict[int, list[Link]]:
    """Finding's number -> how it bears on others, and they on it."""
    found: dict[int, list[Link]] = defaultdict(list)
    language, known = reader.study.language, {one.id: one for one in reader.frameworks.values()}
    for row in reader.rows("finding_link"):
        here, there = rows[row.from_id], rows.get(row.to_id)
        if there is not None:
            judged = reader.dimensions
            found[here.id].append(
                Link(row.relation, True, there.identifier, there.statement, judged[there.dimension_id])
            )
            found[there.id].append(
                Link(row.relation, False, here.identifier, here.statement, judged[here.dimension_id])
            )
            continue
        owner, _, name = row.item.partition(":")
        items = known[owner].items() if owner in known else ()
        label = next((item.label(language) for item in items if item.id == name), "")
        found[here.id].append(Link(row.relation, True, row.item, label, ""))
    return {number: sorted(links, key=lambda link: not link.outgoing) for number, links in found.items()}

"""The framework matrix: every cell equals what a few lines over the records say, and an empty one says why it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.views.matrix import MatrixTable
from tests.conftest import Places
from tests.query.by_hand import ByHand
from tests.query.crowded import CODERS, CODES, PARTIES, PEOPLE, SOURCES, adopted, crowded
from tests.session.samples import put

HEAVY = settings(max_examples=settings().max_examples // 2)
TOPICS = ("picture", "course", "factors", "handling", "verdict", "value_tables", "own")
ASKS = {
    "picture": {("kind", "general")},
    "course": {("kind", "general"), ("sub_case", "east"), ("sub_case", "west")},
    "factors": {
        ("kind", "pain_point"),
        ("kind", "general"),
        *(("tension", code) for code in ("authorise", "perform", "flexibilise")),
    },
    "handling": {("kind", "handling")},
    "value_tables": {("aspect", code) for code in ("cold", "frost", "ice")},
}
"""Topic -> the codes that it asks for, as the list of the house framework says in its own words."""
RULES = ("five-dimensions:lamp_per_seat", "governance-tensions:trust")
ROWS = {
    "participants": [f"participant:{name}" for name in PEOPLE],
    "sources": [f"source:{name}" for name in SOURCES],
    "parties": [f"party:{name}" for name in PARTIES],
    "cases": ["case:C", "case:D"],
    "waves": ["wave:W1", "wave:W2"],
}
COLUMNS = {
    "dimensions": ("tension", "quality"),
    "kinds": ("kind",),
    "aspects": ("aspect", "keyword"),
    "sub_case": ("sub_case",),
    "mood": ("mood",),
}


@st.composite
def asked(draw: st.DrawFn) -> StudyContent:
    """A crowded study in which topics were asked, sources read, findings linked to rules, and cells written."""
    content = draw(crowded().filter(lambda content: len(content.of(r.Passage)) >= 3))

    def any_of(*items: Any) -> Any:
        return draw(st.sampled_from(items))

    def some(*items: Any) -> list[Any]:
        return draw(st.lists(st.sampled_from(items), max_size=6, unique=True))

    pairs = [(source, topic) for source in SOURCES for topic in TOPICS]
    readers = [(source, coder) for source in SOURCES for coder in CODERS]
    rules = [f"governance-tensions:{item.id}" for item in adopted(content).frameworks[0].items("rules")][:1]
    rules.append("five-dimensions:lamp_per_seat")
    places = [
        (row, column)
        for rows in ROWS.values()
        for row in rows
        for column in ("tension/authorise", "aspect/cold", rules[0])
    ]
    cells = []
    for row, column in some(*places):
        layer, _, code = column.rpartition("/")
        cells.append(
            r.MatrixCell(
                row, layer=layer, code=code if layer else "", rule="" if layer else column, text=f"{row} {column}"
            )
        )
    states = {pair: any_of("", "", *r.TOPIC_STATES, "not_asked") for pair in pairs}
    reading = {pair: any_of("", *r.READING_STATES) for pair in readers}
    links = [(finding, rule) for finding in ("F1", "F2") for rule in rules]
    more: dict[str, Any] = {
        "guide": (r.Guide("g"),),
        "topic": tuple(r.Topic("g", topic) for topic in TOPICS),
        "coverage": tuple(r.Coverage(*pair, state) for pair, state in states.items() if state),
        "progress": tuple(r.Progress(*pair, state) for pair, state in reading.items() if state),
        "finding_link": tuple(r.FindingLink(finding, "matches", rule) for finding, rule in some(*links)),
        "matrix_cell": tuple(cells),
    }
    return replace(content, records={**content.records, **more})


class CellsByHand:
    """What the cells should be, worked out one by one."""

    def __init__(self, content: StudyContent, wave: str, sub_case: str, coder: str) -> None:
        self.hand, self.content = ByHand(content), content
        self.wave, self.sub_case, self.coder = wave, sub_case, coder

    def passages(self, row: str, column: str) -> set[str]:
        return {
            name
            for name, passage in self.hand.passages.items()
            if self.left(passage) and self.in_row(row, passage) and self.in_column(column, passage)
        }

    def left(self, passage: Any) -> bool:
        source = self.hand.sources[passage.source]
        themes = {code for layer, code, _ in self.hand.codes(passage) if layer in ("sub_case", "room")} or set(
            source.sub_cases
        )
        return source.wave == (self.wave or source.wave) and (not self.sub_case or self.sub_case in themes)

    def in_row(self, row: str, passage: Any) -> bool:
        kind, _, name = row.partition(":")
        source, people = (
            self.hand.sources[passage.source],
            [self.hand.people[who] for who in self.hand.spoken[passage.passage]],
        )
        return (
            name
            in {
                "participant": [person.participant for person in people],
                "source": [source.source],
                "party": [party for person in people if person.level != "observer" for party in person.parties],
                "level": [person.level for person in people],
                "case": [source.case],
                "wave": [source.wave],
            }[kind]
        )

    def in_column(self, column: str, passage: Any) -> bool:
        if ":" in column:
            bearing = {link.from_ for link in self.content.of(r.FindingLink) if link.to == column}
            cited = any(
                tie.passage == passage.passage and tie.finding in bearing for tie in self.content.of(r.Evidence)
            )
            return cited and passage.coder == (self.coder or passage.coder)
        layer, _, code = column.partition("/")
        return any(
            its == layer and code in self.hand.below(layer, each) and by == (self.coder or by)
            for its, each, by in self.hand.codes(passage)
        )

    def evidence(self, names: set[str]) -> int:
        """Groups of passages that hang together, each counted by the coder who has most of it."""
        rest, count = {name: self.hand.passages[name] for name in names}, 0
        while rest:
            group = [rest.popitem()[1]]
            for one in group:
                for name, other in list(rest.items()):
                    if self.hand.lies(one, "overlaps", None, other):
                        group.append(rest.pop(name))
            by = [one.coder for one in group]
            count += max(map(by.count, by))
        return count

    def state(self, row: str, column: str) -> str:
        kind, _, name = row.partition(":")
        states = set()
        for source in self.hand.sources.values():
            here = set(source.participants) | {
                t.participant
                for t in self.content.of(r.Turn)
                if t.source == source.source and t.role not in ("interviewer", "reflection")
            }
            its = [p for p in self.hand.passages.values() if p.source == source.source]
            here |= {who for passage in its for who in self.hand.spoken[passage.passage]}
            people = [person for person in self.hand.people.values() if person.participant in here]
            mine = {
                "participant": here,
                "source": {source.source},
                "party": {party for person in people if person.level != "observer" for party in person.parties},
                "level": {person.level for person in people},
                "case": {source.case},
                "wave": {source.wave},
            }[kind]
            if (
                name in mine
                and source.wave == (self.wave or source.wave)
                and (not self.sub_case or self.sub_case in (source.sub_cases or (self.sub_case,)))
            ):
                states.add(self.in_source(source.source, column, {passage.coder for passage in its}))
        if not states:
            return "not_asked"
        return min(states, key=["not_read", "asked_nothing", "nothing", "not_asked"].index)

    def in_source(self, source: str, column: str, marking: set[str]) -> str:
        layer, _, code = column.partition("/")
        below = (
            {each for each in (*CODES.get(layer, ()), code) if code in self.hand.below(layer, each)} if code else set()
        )
        topics = {topic for topic, codes in ASKS.items() if codes & {(layer, each) for each in below}}
        marks = {
            each.state for each in self.content.of(r.Coverage) if each.source == source and each.topic in topics
        } - {"not_applicable"}
        said = {each.coder: each.state for each in self.content.of(r.Progress) if each.source == source}
        coders = {self.coder} if self.coder else {*said, *marking}
        read = any(said.get(who) == "read" or (who in marking and who not in said) for who in coders)
        if marks == {"not_asked"}:
            return "not_asked"
        if not read:
            return "not_read"
        return "asked_nothing" if marks & {"asked_spoken", "asked_nothing"} else "nothing"


@HEAVY
@given(content=asked(), data=st.data())
def test_every_cell_is_what_a_few_lines_over_the_records_say(
    places: Places, content: StudyContent, data: st.DataObject
) -> None:
    address, identifier = places()
    whole = adopted(replace(content, id=identifier))

    def draw(*items: str) -> str:
        return data.draw(st.sampled_from(items))

    filters = {"wave": draw("", "W1"), "sub_case": draw("", "east"), "coder": draw("", *CODERS)}
    by_hand = CellsByHand(whole, **filters)
    written = {
        (cell.subject, f"{cell.layer}/{cell.code}" if cell.code else cell.rule): cell.text
        for cell in whole.of(r.MatrixCell)
    }
    levels = {f"level:{each.level}" for each in by_hand.hand.people.values() if each.level}
    with put(address, whole, "ann") as study:
        for rows in (draw("participants", "levels"), draw("sources", "parties"), draw("cases", "waves")):
            for columns in (draw("dimensions", "kinds"), draw("aspects", "rules"), draw("sub_case", "mood")):
                table = study.matrix.table(rows=rows, columns=columns, **filters)  # type: ignore[arg-type]
                assert {row.row for row in table.rows} == set(ROWS.get(rows, levels))
                assert len({column.column for column in table.columns}) == len(table.columns) > 0
                check(study, by_hand, table, written)


def check(study: Study, by_hand: CellsByHand, table: MatrixTable, written: Mapping[tuple[str, str], str]) -> None:
    """Every cell is what it should be; the query of one of them finds just its passages."""
    cells = [cell for line in table.cells for cell in line]
    for cell in cells:
        names = by_hand.passages(cell.row, cell.column)
        assert cell.marked == len(names), cell
        assert cell.evidence == by_hand.evidence(names), cell
        assert cell.state == ("said" if names else by_hand.state(cell.row, cell.column)), cell
        assert {quoted.passage for quoted in cell.passages} <= names
        assert len(cell.passages) == min(3, len(names))
        assert cell.text == written.get((cell.row, cell.column), "")
        assert bool(cell.query) == bool(names)
    asked = [cell for cell in cells if cell.query]
    for cell in asked if table.wanted.columns == "rules" else asked[:1]:
        found = study.find(cell.query, limit=None)
        assert {row.passage for row in found.rows} == by_hand.passages(cell.row, cell.column), cell.query
        assert found.evidence == cell.evidence

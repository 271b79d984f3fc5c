"""What the material covers as tables of plain rows, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.coverage_aspects import AspectsCoverage
from spanveld.views.coverage_sampling import PartyGroup, SamplingCoverage
from spanveld.views.coverage_topics import TopicsCoverage
from spanveld.views.coverage_unheard import UnheardCoverage
from spanveld.views.coverage_words import COUNTED_ONCE, GROUP_STATES, JOINED, ORDER_ONLY, STATES
from spanveld.views.sheets import Cell, Column, ColumnKind, Sheet

__all__ = ["Part", "sheets_of"]

Part = TopicsCoverage | SamplingCoverage | UnheardCoverage | AspectsCoverage


def sheets_of(part: Part, translate: Translate) -> list[Sheet]:
    """The tables of an answer, the most important first."""
    if isinstance(part, TopicsCoverage):
        return _topics(part, translate)
    if isinstance(part, SamplingCoverage):
        return _sampling(part, translate)
    if isinstance(part, UnheardCoverage):
        return _unheard(part, translate)
    return [_aspects(part, translate)]


def _columns(translate: Translate, *named: tuple[str, str, ColumnKind] | tuple[str, str]) -> list[Column]:
    return [Column(one[0], translate(one[1]), one[2] if len(one) == 3 else "text") for one in named]


def _joined(words: Sequence[str]) -> str:
    return "; ".join(words)


def _topics(part: TopicsCoverage, translate: Translate) -> list[Sheet]:
    head = _columns(
        translate,
        ("participant", N_("Participant")),
        ("function", N_("Function")),
        ("level", N_("Level")),
        ("talks", N_("Talks")),
    )
    states = [Column(topic.topic, topic.label) for topic in part.topics]
    rows: list[list[Cell]] = [
        [
            row.participant,
            row.function,
            row.level,
            _joined(row.talks),
            *(translate(STATES[each.state]) for each in row.cells),
        ]
        for row in part.rows
    ]
    marks: list[list[Cell]] = [
        [
            *(row.participant, cell.topic, talk.source, translate(STATES[talk.state or "unmarked"]), talk.coder),
            *(talk.note, translate(STATES[talk.proposed]) if talk.proposed else "", talk.quote),
        ]
        for row in part.rows
        for cell in row.cells
        for talk in cell.talks
    ]
    columns = _columns(
        translate,
        ("participant", N_("Participant")),
        ("topic", N_("Topic")),
        ("source", N_("Source")),
        ("state", N_("State")),
        ("coder", N_("Coder")),
        ("note", N_("Note")),
        ("proposed", N_("Proposed by the program")),
        ("quote", N_("The turn that it rests on")),
    )
    return [
        Sheet("topics", translate(N_("Topics by participant")), [*head, *states], rows, [translate(JOINED)]),
        Sheet("topic_marks", translate(N_("Topics by talk")), columns, marks),
    ]


def _sampling(part: SamplingCoverage, translate: Translate) -> list[Sheet]:
    columns = _columns(
        translate,
        ("participant", N_("Participant")),
        ("function", N_("Function")),
        ("level", N_("Level")),
        ("parties", N_("Parties")),
        ("sampling", N_("How chosen")),
        ("proposed_by", N_("Proposed by")),
        ("proposed", N_("Proposed in turn")),
        ("sources", N_("Sources")),
        ("speaks", N_("Has turns in a text"), "count"),
        ("marked", N_("Passages as marked"), "count"),
        ("evidence", N_("Passages as evidence"), "count"),
        ("query", N_("Query")),
    )
    rows: list[list[Cell]] = [
        [
            *(each.participant, each.function, each.level_label, _joined(each.parties), each.sampling_label),
            *(each.proposed_by, _joined(each.proposed), _joined(each.sources)),
            *(int(each.speaks), each.marked, each.evidence, each.query),
        ]
        for each in part.people
    ]
    once = [translate(COUNTED_ONCE)]
    return [
        Sheet("sampling", translate(N_("Who was chosen, and how")), columns, rows, once),
        _groups("party_kinds", translate(N_("Kinds of party heard and missing")), part.kinds, translate),
        _groups("levels", translate(N_("Levels heard and missing")), part.levels, translate),
    ]


def _groups(name: str, title: str, groups: Sequence[PartyGroup], translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("group", N_("Name")),
        ("label", N_("Called")),
        ("status", N_("State")),
        ("parties", N_("Parties")),
        ("people", N_("Participants"), "count"),
        ("heard", N_("Participants heard"), "count"),
        ("marked", N_("Passages as marked"), "count"),
        ("evidence", N_("Passages as evidence"), "count"),
        ("query", N_("Query")),
    )
    themes = [each.sub_case for each in groups[0].within] if groups else []
    for theme in themes:
        columns.append(Column(f"heard_{theme}", translate(N_("Heard in {theme}")).format(theme=theme), "count"))
        columns.append(Column(f"evidence_{theme}", translate(N_("Passages in {theme}")).format(theme=theme), "count"))
    rows: list[list[Cell]] = []
    for each in groups:
        row: list[Cell] = [each.group, each.label, translate(GROUP_STATES[each.status]), _joined(each.parties)]
        row += [len(each.people), len(each.heard), each.marked, each.evidence, each.query]
        for its in each.within:
            row += [its.people, its.evidence]
        rows.append(row)
    return Sheet(name, title, columns, rows, [translate(COUNTED_ONCE)])


def _unheard(part: UnheardCoverage, translate: Translate) -> list[Sheet]:
    columns = _columns(
        translate,
        ("party", N_("Party")),
        ("name", N_("Name")),
        ("kind", N_("Kind of party")),
        ("passages", N_("Passages that speak of it"), "count"),
        ("marked", N_("Passages as marked"), "count"),
        ("about", N_("Said by a coder to be about it"), "count"),
        ("mentioned", N_("With a word of it"), "count"),
        ("hits", N_("Such words"), "count"),
        ("sources", N_("Sources"), "count"),
        ("voices", N_("Whose words these are")),
        ("voiceless", N_("Of nobody"), "count"),
        ("query", N_("Query")),
    )
    rows: list[list[Cell]] = [
        [
            *(each.party, each.name, each.kind_label, each.passages, each.marked, each.about, each.mentioned),
            *(each.hits, each.sources, _joined([f"{voice.voice} ({voice.evidence})" for voice in each.voices])),
            *(each.voiceless, each.query),
        ]
        for each in part.parties
    ]
    title = translate(N_("Parties spoken about and not heard"))
    return [Sheet("unheard", title, columns, rows, [translate(COUNTED_ONCE)]), *_passages(part, translate)]


def _passages(part: UnheardCoverage, translate: Translate) -> Iterator[Sheet]:
    if not part.party:
        return
    columns = _columns(
        translate,
        ("passage", N_("Passage")),
        ("source", N_("Source")),
        ("voices", N_("Voices")),
        ("coder", N_("Coder")),
        ("quote", N_("Words")),
    )
    rows: list[list[Cell]] = [[row.passage, row.source, _joined(row.voices), row.coder, row.quote] for row in part.rows]
    yield Sheet("passages", translate(N_("Passages that speak of it")), columns, rows)


def _aspects(part: AspectsCoverage, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        ("source", N_("Source")),
        ("title", N_("Title")),
        ("date", N_("Date")),
        ("given", N_("Different codes"), "count"),
        ("new", N_("New"), "count"),
        ("codes", N_("New codes")),
        ("total", N_("So far"), "count"),
        ("low", N_("5 % of other orders"), "count"),
        ("middle", N_("Half of other orders"), "count"),
        ("high", N_("95 % of other orders"), "count"),
        ("query", N_("Query")),
    )
    rows: list[list[Cell]] = [
        [
            *(step.source, step.title, step.date, step.given, len(step.new)),
            *(_joined([code.code for code in step.new]), step.total, step.low, step.middle, step.high, step.query),
        ]
        for step in part.steps
    ]
    drawn = translate(N_("Other orders of the sources tried: {orders}, drawn by seed {seed}."))
    notes = [drawn.format(orders=part.orders, seed=part.seed), translate(ORDER_ONLY)]
    title = translate(N_("New codes per source: {layer}")).format(layer=part.label or part.layer or "-")
    return Sheet("aspects", title, columns, rows, notes)

"""How the material was gathered and coded, counted from the study itself; and who was heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spanveld.analysis.disclosure import objection_to_quotes
from spanveld.analysis.evidence import count_passages
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.model.records import SOURCE_KINDS
from spanveld.views.report_base import Base
from spanveld.views.report_parts import (
    CoderLine,
    Count,
    GroupLine,
    KindOfSource,
    LayerCount,
    MaterialPart,
    RespondentLine,
    WaveName,
)

__all__ = ["groups_of", "layer_label", "material_of", "respondents_in", "respondents_of"]


def material_of(base: Base) -> MaterialPart:
    """The counts of a report's chapter on material and coding."""
    reader, respondents = base.reader, respondents_in(base)
    waves = tuple(
        WaveName(row.identifier, base.edition.text(row.name), getattr(row, "from"), row.to)
        for row in reader.rows("wave")
    )
    worked = base.worked
    kinds = _kinds_of_sources(base, [wave.wave for wave in waves])
    consents = {name: base.edition.consents[name] for name in respondents if name in base.edition.consents}
    memos = [memo for row in reader.rows("case") for memo in base.memos("case", row.id)] + [*base.memos("", None)]
    return MaterialPart(
        waves=waves,
        sources=kinds,
        words=sum(kind.words for kind in kinds),
        respondents=len(respondents),
        levels=_levels(base, respondents.values()),
        party_kinds=_party_kinds(base, respondents.values()),
        sampling=_sampling(base, respondents),
        coders=_coders(base, worked),
        coded=sum(bool(coders) for coders in worked.values()),
        double_coded=sum(len(coders) > 1 for coders in worked.values()),
        layers=_layers(base),
        passages=len(base.marks),
        incomplete=tuple(Count(label, len(passages)) for label, passages in base.incomplete.items()),
        doubts=tuple(sorted((mark.passage for mark in base.marks.values() if mark.start is None), key=natural)),
        consents=len(consents),
        quotable=sum(not objection_to_quotes(consent) for consent in consents.values()),
        memos=tuple(memo for memo in memos if base.edition.open or memo.kind == "method"),
    )


def respondents_in(base: Base) -> dict[str, Person]:
    """The participants without the researcher, in natural order."""
    people = sorted(base.tables.people.values(), key=lambda person: natural(person.participant))
    return {person.participant: person for person in people if not person.is_observer}


def _kinds_of_sources(base: Base, waves: list[str]) -> tuple[KindOfSource, ...]:
    marked = Counter(mark.source for mark in base.marks.values())
    lengths = {line.source: line.words for line in base.glance.sources}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    words, passages = Counter[str](), Counter[str]()
    for row in base.sources.values():
        counts[row.kind][row.wave] += 1
        words[row.kind] += lengths[row.source]
        passages[row.kind] += marked[row.source]
    kinds = [kind for kind in SOURCE_KINDS if kind in counts]
    return tuple(
        KindOfSource(kind, tuple(counts[kind][wave] for wave in [*waves, ""]), words[kind], passages[kind])
        for kind in kinds
    )


def _levels(base: Base, people: Iterable[Person]) -> tuple[Count, ...]:
    """How many respondents a level has; role groups say it where levels could give somebody away."""
    if not base.edition.open:
        return ()
    counts = Counter(person.level for person in people)
    order = list(base.labels)
    known = sorted(counts, key=lambda level: order.index(level) if level in order else len(order))
    return tuple(Count(base.label(level) if level else "", counts[level]) for level in known)


def _party_kinds(base: Base, people: Iterable[Person]) -> tuple[Count, ...]:
    """From which kinds of parties respondents come; how many only for the researchers."""
    counts = Counter(kind for person in people for kind in person.party_kinds)
    order = list(base.labels)
    known = sorted(counts, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    return tuple(Count(base.label(kind), counts[kind] if base.edition.open else None) for kind in known)


def _sampling(base: Base, respondents: Iterable[str]) -> tuple[Count, ...]:
    rows = base.reader.rows("participant")
    counts = Counter(row.sampling for row in rows if row.identifier in set(respondents))
    named = [(base.label(how) if how else "", count) for how, count in counts.most_common()]
    return tuple(Count(label, count) for label, count in named)


def _coders(base: Base, worked: dict[str, set[str]]) -> tuple[CoderLine, ...]:
    names = base.reader.names("coder")
    marked = Counter(mark.coder for mark in base.marks.values())
    coded = Counter(names.get(row.coder_id, "") or base.marks[row.passage_id].coder for row in base.codings)
    return tuple(
        CoderLine(
            row.identifier,
            base.name("coder", row.identifier),
            base.edition.text(row.role),
            base.edition.text(row.affiliation),
            sum(row.identifier in coders for coders in worked.values()),
            marked[row.identifier],
            coded[row.identifier],
        )
        for row in base.reader.rows("coder")
    )


def _layers(base: Base) -> tuple[LayerCount, ...]:
    """The layers in which something was coded."""
    reader, offered = base.reader, Counter(row.layer_id for row in base.reader.code_rows.values())
    used: dict[int, set[int]] = defaultdict(set)
    passages: dict[int, set[int]] = defaultdict(set)
    codings: Counter[int] = Counter()
    for row in base.codings:
        layer = reader.code_rows[row.code_id].layer_id
        used[layer].add(row.code_id)
        passages[layer].add(row.passage_id)
        codings[layer] += 1
    return tuple(
        LayerCount(
            layer_label(base, number), len(used[number]), offered[number], codings[number], len(passages[number])
        )
        for number in reader.layer_rows
        if codings[number]
    )


def layer_label(base: Base, number: int) -> str:
    """The label of a layer in the study's language; the name of one that the study added itself."""
    row = base.reader.layer_rows[number]
    framework = base.reader.frameworks.get(row.framework_id)
    name = framework.layer(row.identifier).label(base.language) if framework else row.identifier.replace("_", " ")
    return base.edition.text(name)


def respondents_of(base: Base) -> tuple[RespondentLine, ...]:
    """The respondents one by one, for the researchers; empty in other editions."""
    if not base.edition.open:
        return ()
    rows = {row.identifier: row for row in base.reader.rows("participant")}
    heard = Counter(name for row in base.sources.values() for name in row.participants)
    voiced = Counter(voice for mark in base.marks.values() for voice in mark.voices)
    return tuple(
        RespondentLine(
            name,
            person.function,
            tuple(base.name("party", party) for party in person.parties),
            base.label(person.level) if person.level else "",
            base.label(rows[name].sampling) if rows[name].sampling else "",
            heard[name],
            voiced[name],
            _marks(base, name),
        )
        for name, person in respondents_in(base).items()
    )


def _marks(base: Base, participant: str) -> tuple[str, ...]:
    """What a respondent's consent keeps from others, where the study records consents at all."""
    if not base.edition.consents:
        return ()
    consent = base.edition.consents.get(participant)
    if consent is None:
        return ("none",)
    if consent.withdrawn_on:
        return ("withdrawn",)
    refused = {"quotes": consent.quote, "function": consent.name_function}
    return tuple(mark for mark, answer in refused.items() if answer == "no")


def groups_of(base: Base) -> tuple[GroupLine, ...]:
    """The role groups, in editions that cite by them; empty for the researchers."""
    lines = []
    for number, group in enumerate(base.edition.groups, 1):
        members = set(group.people)
        passages = count_passages(mark for mark in base.marks.values() if members.intersection(mark.voices))
        lines.append(GroupLine(f"group{number}", len(group.people), passages))
    return tuple(lines)

"""What the material covers, as text: topics by participant, the sample, parties only spoken about, new codes per source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.coverage_aspects import AspectsCoverage
from spanveld.views.coverage_sampling import PartyGroup, SamplingCoverage
from spanveld.views.coverage_sheets import Part
from spanveld.views.coverage_topics import ParticipantTopics, TopicOfParticipant, TopicsCoverage
from spanveld.views.coverage_unheard import SpeaksAbout, UnheardCoverage
from spanveld.views.coverage_words import COUNTED_ONCE, GROUP_STATES, HAS_TURNS, JOINED, ORDER_ONLY, STATES

__all__ = ["lines"]

VOICES = 5
"""Voices that are named of those who speak about a party."""


def lines(part: Part, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """An answer line by line."""
    width = fitting(width)
    if isinstance(part, TopicsCoverage):
        yield from _topics(part, translate, width)
    elif isinstance(part, SamplingCoverage):
        yield from _sampling(part, translate, width)
    elif isinstance(part, UnheardCoverage):
        yield from _unheard(part, translate, width)
    else:
        yield from _aspects(part, translate, width)


def _heading(text: str, width: int) -> Iterator[Line]:
    yield Line("", "empty")
    yield from wrapped(text, "dimension", width)
    yield Line("=" * min(len(text), width), "dimension")


def _topics(part: TopicsCoverage, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("Topics by participant")), width)
    if not part.guides:
        yield from wrapped(
            translate(N_("There is no topic list yet. Take one with 'spanveld topics take'.")), "ground", width
        )
        return
    for guide in part.guides:
        said = translate(N_("Version {guide}: {topics} topics, {talks} talks held by it"))
        text = said.format(guide=guide.guide, topics=len(guide.topics), talks=guide.talks)
        yield from wrapped(" · ".join(filter(None, (text, guide.date, guide.reason))), "ground", width)
    if part.guide:
        yield from wrapped(translate(N_("Shown: {guide}")).format(guide=part.guide), "ground", width)
    yield from wrapped(translate(JOINED), "ground", width)
    if part.unlisted:
        said = translate(N_("Nobody said by which version these were held: {sources}."))
        yield from wrapped(said.format(sources=", ".join(part.unlisted)), "narrow", width)
    for row in part.rows:
        yield Line("", "empty")
        yield from wrapped(_who(row, translate), "title", width)
        labels = {topic.topic: topic.label for topic in part.topics}
        yield from aligned([(labels[cell.topic], _said(cell, translate)) for cell in row.cells], width, "statement")
    shown = translate(N_("{count} of {total} rows"))
    if len(part.rows) < part.of:
        yield from wrapped(shown.format(count=len(part.rows), total=part.of), "ground", width)


def _who(row: ParticipantTopics, translate: Translate) -> str:
    if not row.participant:
        return translate(N_("{source}: nobody knows who took part")).format(source=", ".join(row.talks))
    talks = f" ({', '.join(row.talks)})" if row.talks else ""
    return ", ".join(filter(None, (row.participant, row.function))) + talks


def _said(cell: TopicOfParticipant, translate: Translate) -> str:
    said = translate(STATES[cell.state])
    if cell.marked < cell.of and cell.marked:
        marked = translate(N_("{marked} of {of} talks marked"))
        said += f" ({marked.format(marked=cell.marked, of=cell.of)})"
    if cell.differs:
        apart = ", ".join(f"{talk.source}: {translate(STATES[talk.state])}" for talk in cell.talks if talk.state)
        said += f" [{apart}]"
    if cell.proposed:
        said += "; " + translate(N_("proposed: {state}")).format(state=translate(STATES[cell.proposed]))
    return said


def _sampling(part: SamplingCoverage, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("Who was chosen, and how")), width)
    for text in _scope(part, translate):
        yield from wrapped(text, "ground", width)
    total = len(part.people)
    of = translate(N_("{way}: {count} of {total} participants"))
    for way, label, count in part.ways:
        name = label if way else translate(N_("nobody said how"))
        yield from wrapped(of.format(way=name, count=count, total=total), "statement", width, "  ", 4)
    rows = []
    for each in part.people:
        proposed = translate(N_("proposed by {who}")).format(who=each.proposed_by) if each.proposed_by else ""
        facts = (each.function, each.level_label, ", ".join(each.parties), each.sampling_label, proposed)
        said = translate(N_("{count} of {total} passages that have a voice"))
        words = said.format(count=each.marked, total=part.voiced)
        rows.append((each.participant, " · ".join(filter(None, (*facts, words)))))
    yield from aligned(rows, width, "statement")
    for title, groups in (
        (N_("Kinds of party heard and missing"), part.kinds),
        (N_("Levels heard and missing"), part.levels),
    ):
        yield from _heading(translate(title), width)
        yield from aligned([_group(each, translate) for each in groups], width, "statement")
    yield from wrapped(translate(COUNTED_ONCE), "ground", width)


def _scope(part: SamplingCoverage, translate: Translate) -> Iterator[str]:
    if part.scope.case:
        yield translate(N_("Case: {name}")).format(name=part.cases[part.scope.case])
    if part.scope.sub_case:
        yield translate(N_("Sub-case: {name}")).format(name=part.sub_cases[part.scope.sub_case])


def _group(each: PartyGroup, translate: Translate) -> tuple[str, str]:
    said = translate(GROUP_STATES[each.status])
    if each.status == "heard":
        counts = translate(N_("{heard} of {people} participants, {passages} passages"))
        said += ": " + counts.format(heard=len(each.heard), people=len(each.people), passages=each.evidence)
        within = [f"{its.sub_case} {its.people}" for its in each.within]
        if within:
            said += " (" + translate(N_("heard in {themes}")).format(themes=", ".join(within)) + ")"
    elif each.parties:
        said += f": {', '.join(each.parties)}"
    return each.label, said


def _unheard(part: UnheardCoverage, translate: Translate, width: int) -> Iterator[Line]:
    yield from _heading(translate(N_("Parties spoken about and not heard")), width)
    said = translate(N_("{count} of {total} parties; {heard} are a voice of some passage"))
    text = said.format(count=len(part.parties), total=part.parties_of, heard=part.heard)
    yield from wrapped(text, "ground", width)
    for each in part.parties:
        yield from wrapped(f"{each.name or each.party} ({each.kind_label or each.party})", "title", width, "", 2)
        counts = translate(
            N_(
                "{passages} of {total} passages speak of it: {about} as a coder said, {mentioned} with a word of it ({hits} such "
                "words); in {sources} sources"
            )
        )
        text = counts.format(
            **{name: getattr(each, name) for name in ("passages", "about", "mentioned", "hits", "sources")},
            total=part.passages_of,
        )
        yield from wrapped(text, "statement", width, "  ", 4)
        yield from wrapped(_by(each.voices, each.voiceless, translate), "ground", width, "  ", 4)
        if each.turns:
            yield from wrapped(translate(HAS_TURNS), "narrow", width, "  ", 4)
    if part.silent:
        neither = translate(N_("Neither heard nor spoken about: {parties}"))
        yield from wrapped(neither.format(parties=", ".join(part.silent)), "ground", width)
    for row in part.rows:
        yield from wrapped(" ".join(row.quote.split()), "statement", width, f"{row.passage}  ", 4)
        yield from wrapped(", ".join((row.source, *row.voices)), "ground", width, "    ", 4)
    yield from wrapped(translate(COUNTED_ONCE), "ground", width)


def _by(voices: Sequence[SpeaksAbout], voiceless: int, translate: Translate) -> str:
    named = [f"{voice.voice} {voice.evidence}" for voice in voices[:VOICES]]
    if len(voices) > VOICES:
        named.append(translate(N_("{count} others")).format(count=len(voices) - VOICES))
    if voiceless:
        named.append(translate(N_("of nobody {count}")).format(count=voiceless))
    return translate(N_("said by: {voices}")).format(voices=", ".join(named))


def _aspects(part: AspectsCoverage, translate: Translate, width: int) -> Iterator[Line]:
    title = translate(N_("New codes per source: {layer}")).format(layer=part.label or part.layer or "-")
    yield from _heading(title, width)
    rows = [
        (
            step.source,
            step.date or "-",
            f"+{len(step.new)}",
            translate(N_("so far {total} (other orders {low} - {middle} - {high})")).format(
                total=step.total, low=step.low, middle=step.middle, high=step.high
            ),
        )
        for step in part.steps
    ]
    yield from aligned(rows, width, "statement")
    drawn = translate(N_("Other orders of the sources tried: {orders}, drawn by seed {seed}."))
    yield from wrapped(drawn.format(orders=part.orders, seed=part.seed), "ground", width)
    if part.unmarked:
        left = translate(N_("Sources in which nothing is marked, left out: {count}"))
        yield from wrapped(left.format(count=len(part.unmarked)), "ground", width)
    yield from wrapped(translate(ORDER_ONLY), "ground", width)

"""The topic list of a study as text: its guides, and per source what became of each topic."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.reports.theory_topics import KINDS
from spanveld.views.topics import GuideView, SourceTopics, TopicList, TopicState

__all__ = ["STATES", "guide_lines", "proposal_lines", "topic_list_lines"]

STATES = {
    "asked_spoken": N_("asked and spoken of"),
    "spoken_unasked": N_("spoken of without being asked"),
    "asked_nothing": N_("asked, nothing said"),
    "not_asked": N_("not asked"),
    "not_applicable": N_("not applicable"),
}
QUOTE = 160
"""How many characters of a turn are quoted."""


def topic_list_lines(found: TopicList, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Guides first, then the sources."""
    width = fitting(width)
    if not found.guides:
        yield from wrapped(
            translate(N_("There is no topic list yet. Take one with 'spanveld topics take'.")), "ground", width
        )
        return
    for guide in found.guides:
        yield from _heading(guide, translate, width)
    for source in found.sources:
        yield Line("", "empty")
        yield from _source(source, translate, width)


def guide_lines(guide: GuideView, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """One guide with all that it asks."""
    width = fitting(width)
    yield from _heading(guide, translate, width)
    for topic in guide.topics:
        kind = f" ({translate(KINDS[topic.kind])})" if topic.kind in KINDS else ""
        yield from wrapped(f"{topic.label}{kind}", "dimension", width, f"{topic.topic}  ", 4)
        for heading, asked in ((N_("Questions"), topic.questions), (N_("To ask on"), topic.probes)):
            if asked:
                yield Line(f"    {translate(heading)}:", "ground")
            for question in asked:
                yield from wrapped(question, "statement", width, "    - ", 6)
        if topic.note:
            yield from wrapped(topic.note, "ground", width, "    ", 4)


def proposal_lines(found: TopicList, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What the wording suggests of topics without a mark, each with the turn that it rests on."""
    width = fitting(width)
    none = True
    for source in found.sources:
        waiting = [state for state in source.topics if state.to_accept]
        if not waiting:
            continue
        none = False
        yield from wrapped(_name(source), "title", width)
        for state in waiting:
            said = translate(N_("proposed: {state}")).format(state=translate(STATES[state.proposed]))
            yield from wrapped(f"{state.topic}: {said}", "statement", width, "  ", 4)
            yield from wrapped(_short(state.quote), "ground", width, "      > ", 8)
            why = translate(N_("like: {line} (shared: {words})"))
            yield from wrapped(why.format(line=state.like, words=", ".join(state.words)), "ground", width, "      ", 8)
    if none:
        yield from wrapped(translate(N_("The wording suggests nothing that is not marked.")), "ground", width)


def _heading(guide: GuideView, translate: Translate, width: int) -> Iterator[Line]:
    facts = [guide.title, translate(N_("version {version}")).format(version=guide.version) if guide.version else ""]
    named = ", ".join(text for text in [*facts, guide.date] if text)
    yield from wrapped(translate(N_("Guide {guide}: {facts}")).format(guide=guide.guide, facts=named), "title", width)
    if guide.reason:
        yield from wrapped(f"{translate(N_('Reason'))}: {guide.reason}", "ground", width, "  ", 4)
    held = ", ".join(guide.sources) or "-"
    yield from wrapped(translate(N_("Held by it: {sources}")).format(sources=held), "ground", width, "  ", 4)


def _source(source: SourceTopics, translate: Translate, width: int) -> Iterator[Line]:
    by = ", ".join(source.guides) + ("" if source.named else f" ({translate(N_('the only guide'))})")
    if not source.guides:
        text = translate(N_("{source}: say by which guide it was held, with 'spanveld topics use'"))
        yield from wrapped(text.format(source=_name(source)), "narrow", width)
    else:
        yield from wrapped(f"{_name(source)}: {by}", "title", width)
        if not source.interviewer_turns:
            none = translate(N_("no turns of an interviewer are known, so nothing is proposed"))
            yield from wrapped(none, "ground", width, "  ", 4)
    yield from aligned([(state.topic, _said(state, translate)) for state in source.topics], width, "statement")


def _said(state: TopicState, translate: Translate) -> str:
    if state.state:
        said = translate(STATES[state.state])
        by = f" ({state.coder})" if state.coder else ""
        return f"{said}{by}" + (f": {state.note}" if state.note else "")
    if not state.proposed:
        return "-"
    if not state.end:
        return translate(N_("proposed: not asked (nothing in the wording is like it)"))
    said = translate(N_("proposed: {state}")).format(state=translate(STATES[state.proposed]))
    return f'{said} ("{_short(state.quote, 60)}")'


def _name(source: SourceTopics) -> str:
    return ", ".join(text for text in (source.source, source.title, source.date) if text)


def _short(text: str, most: int = QUOTE) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"

"""A memo for a board or council in words, fitted to two pages of A4.

memo = memo_of(facts)
memo_html.render(memo), memo_word.render(memo)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.model.errors import N_
from spanveld.model.framework import in_language
from spanveld.reports.memo_draft import FIRST, Caps, Draft
from spanveld.reports.memo_fit import WIDE, fitted, height_of, lines_of
from spanveld.reports.memo_lines import LeftOut, Line, Memo, Strip, numbered
from spanveld.reports.memo_words import MemoWords, shortened
from spanveld.views.board_memo_parts import MemoFacts
from spanveld.views.standings import ASKED, LAW

__all__ = ["memo_of"]

CAPS = (Caps(), Caps(300, 380), Caps(200, 240), Caps(120, 130))
"""How long the study's words may be, tried in this order until nothing that must be told has to go."""
TITLE, ABOUT, NOTE = 150, 170, 420
"""How many characters of the title, of a name in the footer, and of the note on what was left out."""


def memo_of(facts: MemoFacts) -> Memo:
    """The memo in the language of its facts."""
    words = MemoWords.of(facts.language)
    title, about = shortened(facts.title, TITLE), shortened(_scope(facts), ABOUT)
    lacks = tuple(_lacks(facts))
    closing = [Line("small", (words.say(text),), "reading") for text in _reading(facts)]
    closing += (
        [
            Line(
                "small",
                (words.say(N_("Not there yet: {what}."), what=words.listed(map(words.translate, lacks))),),
                "reading",
            )
        ]
        if lacks
        else []
    )
    head = 14 + lines_of(title, WIDE, 18, bold=True) * 22 + lines_of(about, WIDE, 10) * 12.6 + 10
    used = head + sum(map(height_of, closing))
    kept: list[Line | Strip] = []
    gone: list[LeftOut] = []
    for caps in CAPS:
        draft = Draft(facts, words, caps)
        lines = draft.lines()
        kept, gone = fitted(lines, used, lambda left: height_of(_note(left, words)), draft.cut)
        missing = [line for line in lines if line.rank and line.rank <= FIRST and line not in kept]
        if not missing:
            break
    note = [_note(gone, words)] if gone else []
    footer = shortened(_footer(facts, words), ABOUT + 60)
    return Memo(
        title,
        words(N_("Memo for board and council")),
        about,
        footer,
        words(N_("Scope and date")),
        words.language,
        facts.study_language,
        numbered([*kept, *closing, *note]),
        tuple(gone),
        lacks,
        facts,
    )


def _scope(facts: MemoFacts) -> str:
    return " · ".join(filter(None, (facts.case, facts.sub_case, facts.wave)))


def _footer(facts: MemoFacts, words: MemoWords) -> str:
    """What the memo is about, what is judged, and up to which date."""
    scales = {
        one.standing.scale.framework: one.standing.scale
        for each in facts.dimensions
        for one in each.standings
        if one.standing.scale
    }
    objects = words.listed(dict.fromkeys(in_language(scale.object, words.language) for scale in scales.values()))
    about = words(N_("judged: {object}"), object=objects) if objects else ""
    state = words(N_("as the study stood on {date}"), date=words.date(facts.state))
    return " · ".join(filter(None, (shortened(_scope(facts), 110), about, state)))


def _reading(facts: MemoFacts) -> Iterator[str]:
    yield N_(
        "Every sentence on a finding can be traced to passages of talks and documents; those who did the research have the list. "
        "Who spoke and who judged is not told."
    )


def _lacks(facts: MemoFacts) -> Iterator[str]:
    """What the study does not have yet, and a memo would tell."""
    standings = [one.standing for each in facts.dimensions for one in each.standings]
    if not any(each.findings for each in facts.dimensions):
        yield N_("findings with passages")
    if not any(standing.agreed for standing in standings):
        yield N_("agreed judgements")
    asks_law = any(standing.scale and any(one.id == LAW for one in standing.scale.scope) for standing in standings)
    if asks_law and not any(standing.answer_to(LAW) for standing in standings):
        yield N_("what the law fixes")
    if not facts.tries:
        yield N_("confirmed propositions")
    if not any(standing.answer_to(ASKED) for standing in standings):
        yield N_("what is asked of the board")


def _note(gone: Sequence[LeftOut], words: MemoWords) -> Line:
    """What was left out, and where it can be read."""
    said = []
    for where, message in (
        ("report", N_("Left out for want of room, and told in the report of the study: {what}.")),
        ("team", N_("Those who did the research also have: {what}.")),
    ):
        by_what: dict[str, dict[str, None]] = {}
        for each in gone:
            if each.where == where:
                by_what.setdefault(words.translate(each.what), {})[each.about] = None
        if by_what:
            parts = []
            for what, about in by_what.items():
                names = [name for name in about if name]
                parts.append(f"{what} ({words.listed(names)})" if names else what)
            said.append(words.say(message, what=shortened("; ".join(parts), NOTE)))
    return Line("small", tuple(said), "reading")

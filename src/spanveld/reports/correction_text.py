"""What a correction changes, and what is left in doubt, as text."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.doubts import Doubt

__all__ = ["FATES", "correction_lines", "difference_lines", "doubt_lines"]

FATES = {
    "follows": N_("keeps its words; only its place follows"),
    "renamed": N_("a name inside it was replaced"),
    "changed": N_("something changes inside it"),
    "placed": N_("its words are found elsewhere"),
    "doubt": N_("loses its place: to the doubt list"),
}
SHOWN = 60
"""How many lines of the difference are shown."""


def correction_lines(
    old: str,
    new: str,
    fates: Mapping[str, Sequence[str]],
    lost_turns: int,
    translate: Translate,
    *,
    width: int = WIDTH,
) -> Iterator[Line]:
    """The difference by lines, then what becomes of the passages (fate -> passages)."""
    width = fitting(width)
    yield from difference_lines(old, new, translate, width=width)
    yield Line("", "empty")
    counts = Counter({fate: len(passages) for fate, passages in fates.items()})
    if not sum(counts.values()):
        yield Line(translate(N_("No passage lies in this text.")), "ground")
    rows = []
    for fate, meaning in FATES.items():
        if counts[fate]:
            named = "" if fate == "follows" else f": {_some(fates[fate])}"
            rows.append((str(counts[fate]), f"{translate(meaning)}{named}"))
    yield from aligned(rows, width, indent=0)
    if lost_turns:
        message = translate(N_("Turns that go with their words: {count}."))
        yield from wrapped(message.format(count=lost_turns), "narrow", width)


def difference_lines(old: str, new: str, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Lines that go (-) and that come (+), with their number in the old text."""
    first, second = old.split("\n"), new.split("\n")
    shown = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if shown >= SHOWN:
            yield Line(translate(N_("... and more")), "ground")
            return
        yield Line(translate(N_("line {number}")).format(number=a + 1), "kind")
        for sign, role, lines in (("- ", "contrary", first[a:b]), ("+ ", "support", second[c:d])):
            for line in lines[:SHOWN]:
                shown += 1
                yield from wrapped(line, role, width, sign, 2)  # type: ignore[arg-type]


def doubt_lines(found: Sequence[Doubt], translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The passages to be looked at, each with what was coded and where it may lie."""
    width = fitting(width)
    if not found:
        yield Line(translate(N_("No passage is in doubt.")), "good")
        return
    heading = translate(N_("Passage {passage} in source {source}: {fate}"))
    for doubt in found:
        yield from wrapped(
            heading.format(passage=doubt.passage, source=doubt.source, fate=translate(FATES_NOW[doubt.fate])),
            "dimension",
            width,
        )
        yield from wrapped(f"“{doubt.was}”", "statement", width, "  " + translate(N_("was")) + " ", 4)
        if doubt.start is not None:
            at = f"{doubt.start}-{doubt.end}"
            yield from wrapped(f"“{doubt.now}” ({at})", "statement", width, "  " + translate(N_("now")) + " ", 4)
        for number, place in enumerate(doubt.candidates, 1):
            around = f"…{place.before}[{place.quote}]{place.after}…"
            yield from wrapped(around, "support" if place.whole else "ground", width, f"  {number}. ", 5)
        if doubt.start is None and not doubt.candidates:
            yield Line("  " + translate(N_("Its words stand nowhere in the text now.")), "narrow")


FATES_NOW = {
    "changed": N_("a correction changed something inside it"),
    "placed": N_("a correction took it away; its words were found elsewhere"),
    "doubt": N_("a correction left it without a place"),
}


def _some(passages: Sequence[str], most: int = 12) -> str:
    ordered = sorted(passages, key=natural)
    more = f" (+{len(ordered) - most})" if len(ordered) > most else ""
    return ", ".join(ordered[:most]) + more

"""What a merge of two copies of a study does, as text: what comes, changes and goes, what gets another name, what has to be settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.merge_values import Conflict, MergePlan, Renamed
from spanveld.reports.exchange_text import counts_in_words
from spanveld.reports.journal_sentences import TABLES
from spanveld.reports.lines import WIDTH, Line, Role, aligned, fitting, wrapped

__all__ = ["merge_lines"]

SHOWN = 20
"""How many conflicts and new names are shown; the file of conflicts has all."""
LONGEST = 160
WOULD = {
    "added": N_("Would come in from the other copy: {what}."),
    "changed": N_("Would be changed here: {what}."),
    "removed": N_("Would be removed here, as it was there: {what}."),
}
DONE = {
    "added": N_("Came in from the other copy: {what}."),
    "changed": N_("Changed here: {what}."),
    "removed": N_("Removed here, as it was there: {what}."),
}


def merge_lines(plan: MergePlan, translate: Translate, *, done: bool, width: int = WIDTH) -> Iterator[Line]:
    """A merge that was ``done``, or what it would do."""
    width = fitting(width)
    messages, said = DONE if done else WOULD, False
    counts = plan.counts()
    for what, message in messages.items():
        if words := counts_in_words({kind: number[what] for kind, number in counts.items()}, translate):
            said = True
            yield from wrapped(translate(message).format(what=words), "good" if done else "ground", width)
    if plan.texts:
        said = True
        message = (
            N_("Texts corrected as there: {sources}.") if done else N_("Texts would be corrected as there: {sources}.")
        )
        yield from wrapped(translate(message).format(sources=", ".join(plan.texts)), "ground", width)
    if plan.files or plan.heading:
        said = True
    yield from _renamed(plan.renamed, translate, width)
    yield from _conflicts(plan.conflicts, translate, width)
    if not said and not plan.conflicts:
        yield Line(translate(N_("The other copy has nothing new; nothing was written.")))


def _renamed(renamed: Sequence[Renamed], translate: Translate, width: int) -> Iterator[Line]:
    if not renamed:
        return
    text = translate(N_("Their name stands for something else here, so they get another ({count}):")).format(
        count=len(renamed)
    )
    yield from wrapped(text, "narrow", width)
    yield from aligned(
        [(translate(TABLES.get(each.kind, each.kind)), f"{each.theirs} → {each.now}") for each in renamed[:SHOWN]],
        width,
    )
    yield from _more(len(renamed), translate)


def _conflicts(conflicts: Sequence[Conflict], translate: Translate, width: int) -> Iterator[Line]:
    if not conflicts:
        return
    unsettled = sum(not each.choice for each in conflicts)
    text = translate(N_("Changed in both copies: {count}, to be settled: {open}")).format(
        count=len(conflicts), open=unsettled
    )
    role: Role = "contrary" if unsettled else "narrow"
    yield Line(text, role)
    for each in sorted(conflicts, key=lambda each: bool(each.choice))[:SHOWN]:
        kind, _, name = each.what.partition(":")
        called = f"{translate(TABLES.get(kind, kind))} {name}"
        yield from wrapped(f"{called}, {each.field}" if each.field else called, "statement", width, "  ", 4)
        if each.sealed:
            yield from wrapped(translate(N_("sealed: only its assessor sees it")), "ground", width, "    ", 4)
        else:
            sides = ((N_("was"), each.base), (N_("here"), each.ours), (N_("there"), each.theirs))
            yield from aligned(
                [(translate(side), _short(text, translate)) for side, text in sides if text or each.field],
                width,
                indent=4,
            )
        if each.choice:
            chosen = N_("as here") if each.choice == "ours" else N_("as there")
            yield from wrapped(
                translate(N_("settled: {choice}")).format(choice=translate(chosen)), "good", width, "    ", 4
            )
    yield from _more(len(conflicts), translate)


def _more(count: int, translate: Translate) -> Iterator[Line]:
    if count > SHOWN:
        yield Line("  " + translate(N_("and {count} more")).format(count=count - SHOWN))


def _short(text: str, translate: Translate) -> str:
    if text in ("kept", "removed"):
        return translate(WORDS[text])
    text = " ".join(text.split())
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text or "–"


WORDS = {"kept": N_("kept"), "removed": N_("removed")}

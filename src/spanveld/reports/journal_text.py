"""The journal as a list that a person reads, and what checking a study found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_, Problem, filled
from spanveld.model.journal import REDO, UNDO, Entry
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.health import Health
from spanveld.views.history import History

__all__ = ["ACTIONS", "action_text", "entry_text", "health_lines", "journal_lines", "proof_lines"]

ACTIONS = {
    action: action
    for action in (
        N_("start"),
        N_("load"),
        N_("import project"),
        N_("merge copy"),
        N_("undo"),
        N_("redo"),
        N_("add source"),
        N_("edit source"),
        N_("remove source"),
        N_("set turns"),
        N_("correct text"),
        N_("accept change"),
        N_("map speakers"),
        N_("pseudonymise"),
        N_("erase"),
        N_("describe study"),
        N_("set consent"),
        N_("remove consent"),
        N_("take guide"),
        N_("use guide"),
        N_("mark topic"),
        N_("unmark topic"),
        N_("accept proposals"),
        N_("add passage"),
        N_("code found places"),
        N_("edit passage"),
        N_("extend passage"),
        N_("settle doubt"),
        N_("remove passage"),
        N_("recode passage"),
        N_("set progress"),
        N_("add coding"),
        N_("remove coding"),
        N_("create code"),
        N_("rename code"),
        N_("move code"),
        N_("order codes"),
        N_("merge codes"),
        N_("split code"),
        N_("remove code"),
        N_("add finding"),
        N_("edit finding"),
        N_("move finding"),
        N_("remove finding"),
        N_("link finding"),
        N_("unlink finding"),
        N_("add evidence"),
        N_("edit evidence"),
        N_("remove evidence"),
        N_("add vignette"),
        N_("edit vignette"),
        N_("move vignette"),
        N_("remove vignette"),
        N_("put passage in vignette"),
        N_("take passage from vignette"),
        N_("order vignette"),
        N_("save query"),
        N_("edit query"),
        N_("remove query"),
        N_("write cell"),
        N_("clear cell"),
        N_("decide rule"),
        N_("clear rule"),
        N_("open assessment"),
        N_("set scope"),
        N_("set assessors"),
        N_("remove assessment"),
        N_("start blind round"),
        N_("give mark"),
        N_("take mark"),
        N_("reveal marks"),
        N_("agree judgement"),
        N_("link to judgement"),
        N_("unlink from judgement"),
        N_("log search"),
        N_("close assessment"),
        N_("reopen assessment"),
        N_("open round"),
        N_("pin example"),
        N_("unpin example"),
        N_("add memo"),
        N_("edit memo"),
        N_("remove memo"),
        N_("bring in comments"),
        N_("write overview"),
        N_("write summary"),
        N_("set attribute"),
        N_("set audit rule"),
        N_("reset audit rule"),
        N_("add case"),
        N_("edit case"),
        N_("remove case"),
        N_("add sub_case"),
        N_("edit sub_case"),
        N_("remove sub_case"),
        N_("add wave"),
        N_("edit wave"),
        N_("remove wave"),
        N_("add coder"),
        N_("edit coder"),
        N_("remove coder"),
        N_("add party"),
        N_("edit party"),
        N_("remove party"),
        N_("add participant"),
        N_("edit participant"),
        N_("remove participant"),
    )
}
"""The actions by the name that the journal keeps; translated when they are shown."""
NAMED = 3
"""How many subjects of an entry are named; of more, it says how many."""


def journal_lines(history: History, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """All entries, oldest first, and last of all what is wrong with the chain."""
    width = fitting(width)
    entries = counted(translate, N_("{count} entry"), N_("{count} entries"), len(history.entries))
    heading = translate(N_("Journal of {study}: {entries}, times in UTC")).format(study=history.study, entries=entries)
    yield from wrapped(heading, "title", width)
    rows = [
        (str(entry.sequence), _moment(entry), entry.actor or "-", action_text(entry, translate), _subjects(entry))
        for entry in history.entries
    ]
    yield from aligned(rows, width)
    if history.problems:
        yield from proof_lines(history, translate, width=width)


def proof_lines(history: History, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Whether the chain is whole, with its head; else each fault."""
    if history.problems:
        yield from _faults(history.problems, translate, width)
        return
    entries = counted(translate, N_("{count} entry"), N_("{count} entries"), len(history.entries))
    yield from wrapped(translate(N_("The journal is whole: {entries}.")).format(entries=entries), "good", width)
    if history.head:
        yield Line(translate(N_("Head: {head}")).format(head=history.head))


def health_lines(health: Health, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What was proved, and each fault found."""
    if not health.sound:
        yield from _faults(health.problems, translate, width)
    checked = ", ".join(
        (
            counted(translate, N_("{count} text"), N_("{count} texts"), health.texts),
            counted(translate, N_("{count} place of a passage"), N_("{count} places of passages"), health.passages),
            counted(translate, N_("{count} journal entry"), N_("{count} journal entries"), health.entries),
        )
    )
    yield from wrapped(translate(N_("Checked: {checked}.")).format(checked=checked), "ground", width)
    if health.sound:
        yield from wrapped(translate(N_("All is as it was coded.")), "good", width)


def action_text(entry: Entry, translate: Translate) -> str:
    """What was done, in words; of an undo or redo also of which entry."""
    action = translate(ACTIONS.get(entry.action, entry.action))
    return f"{action} {entry.target}" if entry.action in (UNDO, REDO) and entry.target else action


def entry_text(entry: Entry, translate: Translate) -> str:
    """An entry on one line: ``12, remove passage (passage:K022), by reader``."""
    words = {
        "number": entry.sequence,
        "action": action_text(entry, translate),
        "subjects": _subjects(entry),
        "actor": entry.actor or "-",
    }
    return translate(N_("{number}, {action} ({subjects}), by {actor}")).format(**words)


def _subjects(entry: Entry) -> str:
    more = len(entry.subjects) - NAMED
    return ", ".join(entry.subjects[:NAMED]) + (f" +{more}" if more > 0 else "")


def _moment(entry: Entry) -> str:
    return entry.time[:16].replace("T", " ")


def _faults(problems: Iterable[Problem], translate: Translate, width: int) -> Iterator[Line]:
    found = list(problems)
    for problem in found:
        name = str(problem.line) if problem.file == "journal" and problem.line else problem.value
        reason = filled(problem.reason, problem.values, translate)
        yield from wrapped(f"{' '.join(filter(None, (problem.file, name)))}: {reason}", "narrow", width, "", 2)
    yield Line(counted(translate, N_("{count} fault found."), N_("{count} faults found."), len(found)), "narrow")

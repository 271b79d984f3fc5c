"""What differs between two versions of a framework, and what taking the other one does to a study, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.model.framework import Framework
from spanveld.model.framework_diff import Difference
from spanveld.model.succession import Succession
from spanveld.reports.lines import WIDTH, Line, Role, fitting, wrapped

__all__ = ["difference_lines", "mapping_heading", "succession_lines", "uses"]

KEYS = {
    "about": N_("about"),
    "anchors": N_("anchors"),
    "basis": N_("basis"),
    "caution": N_("caution"),
    "checked": N_("checked"),
    "cite": N_("citation"),
    "codes": N_("codes"),
    "definition": N_("definition"),
    "edges": N_("arrows"),
    "examples": N_("examples"),
    "exclusive": N_("exclusive"),
    "from": N_("from"),
    "guidance": N_("guidance"),
    "label": N_("label"),
    "languages": N_("languages"),
    "needs": N_("what is needed"),
    "nodes": N_("boxes"),
    "note": N_("note"),
    "open": N_("open"),
    "parent": N_("parent"),
    "plural": N_("plural"),
    "positions": N_("positions"),
    "probes": N_("probes"),
    "question": N_("question"),
    "questions": N_("questions"),
    "role": N_("role"),
    "rooted_in": N_("rooted in"),
    "source": N_("source"),
    "status": N_("status"),
    "strains": N_("the rule that it strains"),
    "summary": N_("summary"),
    "tips_over": N_("where it tips over"),
    "try": N_("what to try"),
    "when": N_("when"),
}
"""What the keys of a framework file are called where a change of them is told; others stand as they are."""
SIGNS: dict[str, tuple[str, Role]] = {
    "+": (N_("added"), "good"),
    "-": (N_("removed"), "contrary"),
    "~": (N_("changed"), "support"),
}


def difference_lines(
    old: Framework, new: Framework, changes: Sequence[Difference], translate: Translate, *, width: int = WIDTH
) -> Iterator[Line]:
    """Two versions of a framework, and all that differs between them, a line each."""
    yield Line(f"{old.id} {old.version} -> {new.id} {new.version}", "title")
    yield from _changes(changes, translate, fitting(width))


def _changes(changes: Sequence[Difference], translate: Translate, width: int) -> Iterator[Line]:
    if not changes:
        yield Line("  " + translate(N_("Nothing that they say differs.")))
    for change in changes:
        word, role = SIGNS[change.sign]
        what = ", ".join(translate(KEYS.get(key, key)) for key in change.what)
        text = " ".join(filter(None, (translate(word), translate(change.part), change.name)))
        yield from wrapped(f"{text}: {what}" if what else text, role, width, f"  {change.sign} ", 4)


def succession_lines(
    plan: Succession, translate: Translate, *, width: int = WIDTH, done: bool = False
) -> Iterator[Line]:
    """What taking a version does, or (``done``) did: differences, moves, what goes, and what stands in the way."""
    width = fitting(width)
    yield Line(f"{plan.framework} {plan.old} -> {plan.new}", "title")
    yield from _heading(translate(N_("What differs")))
    yield from _changes(plan.differences, translate, width)
    moves = [f"{name} -> {move.to} ({uses(move.uses, translate)})" for name, move in plan.moves.items()]
    yield from _list(translate(N_("What moves")), moves, "support", width)
    yield from _list(translate(N_("Codes that go, used by nobody")), plan.dropped, "ground", width)
    yield from _list(translate(N_("Codes of your own that become the framework's")), plan.absorbed, "ground", width)
    stranded = [f"{name} ({uses(count, translate)})" for name, count in sorted(plan.stranded.items())]
    yield from _list(
        translate(N_("Used, and without a place in the new version: map these")), stranded, "contrary", width
    )
    doubled = [f"{layer}: {', '.join(passages)}" for layer, passages in plan.doubled.items()]
    heading = translate(N_("Passages that would carry two codes of a layer that takes one"))
    yield from _list(heading, doubled, "contrary", width)
    heading = translate(N_("Dimensions that would get two judgements of one assessor on the same thing"))
    yield from _list(heading, plan.judged_twice, "contrary", width)
    yield Line("", "empty")
    yield from wrapped(translate(_verdict(plan, done)), "good" if plan.possible else "contrary", width)


def _verdict(plan: Succession, done: bool) -> str:
    if not plan.possible:
        return N_("This version cannot be taken like this.")
    return N_("Taken. 'spanveld undo' takes it back.") if done else N_("This version can be taken.")


def uses(count: int, translate: Translate) -> str:
    """On how many things of a study a name stands."""
    return counted(translate, N_("used {count} time"), N_("used {count} times"), count)


def mapping_heading(plan: Succession, translate: Translate) -> list[str]:
    """What stands at the top of a mapping file that is to be filled in."""
    return [
        f"{plan.framework} {plan.old} -> {plan.new}",
        translate(N_("Write behind each name where it goes in the new version, like {example}.")).format(
            example="layer/code: layer/code"
        ),
    ]


def _list(heading: str, texts: Iterable[str], role: Role, width: int) -> Iterator[Line]:
    texts = list(texts)
    if not texts:
        return
    yield from _heading(heading)
    for text in texts:
        yield from wrapped(text, role, width, "  ", 4)


def _heading(text: str) -> Iterator[Line]:
    yield Line("", "empty")
    yield Line(text, "kind")

"""Correcting a text, replacing names in it, and settling what that left in doubt.

A correction makes a new version of the text. The old one stays, with its places. No coding is ever lost or moved unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spanveld.actions.lookup import find
from spanveld.actions.passages import current_text, place_passage
from spanveld.actions.texts import new_text, put_all, usable_text
from spanveld.model.changes import ChangeMap, Edit, Outcome, between, fates
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import canonical
from spanveld.model.text import Anchor, checksum
from spanveld.store.work import Row, Work

__all__ = [
    "Correction",
    "accept_change",
    "correct_text",
    "plan_correction",
    "put_correction",
    "replace_names",
    "settle_doubt",
]

UNSEEN = ("changed", "placed")
"""Fates that stay until a person has looked, whatever is corrected after."""
Edits = Iterable[tuple[int, int, str]]
Place = Callable[[int, int], Anchor | None]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction does: the old and the new text, and what becomes of each passage (by identifier)."""

    source: str
    old: str
    text: str
    outcomes: dict[str, Outcome]
    lost_turns: int

    def of(self, fate: str) -> list[str]:
        """The passages with this fate."""
        return [name for name, outcome in self.outcomes.items() if outcome.fate == fate]


def plan_correction(
    work: Work, source: str, *, text: str | None = None, edits: Edits | None = None
) -> tuple[Correction, ChangeMap, Row]:
    """What correcting a source would do; nothing is written.

    ``edits`` are (start, end, replacement) in code points of the current text: what a person changed, exactly. ``text`` is the
    whole new text, compared with the old; where that leaves open which of several like places changed, passages are in doubt.
    """
    row, old = current_text(work, source)
    if (text is None) == (edits is None):
        raise TypeError("give either text or edits")
    given = (Edit(*edit) for edit in edits or ())
    change = between(old, usable_text(text)) if text is not None else ChangeMap(old, given)
    new = usable_text(change.apply(old))
    if not change.edits:
        raise Refused(N_("The text of '{source}' is the same as before."), source=source)
    names, spans = _spans(work, row)
    outcomes = fates(old, new, change, spans, given=edits is not None)
    turns = [change.place(turn["start"], turn["end"]) for turn in work.rows("turn", text_id=row["id"])]
    lost = sum(turn.anchor is None for turn in turns)
    return Correction(source, old, new, dict(zip(names, outcomes, strict=True)), lost), change, row


def correct_text(
    work: Work, source: str, *, text: str | None = None, edits: Edits | None = None, expected: str | None = None
) -> Correction:
    """Make a new version of a source's text. Old text and places stay; a passage without a place goes to the doubt list.

    ``expected``: the text that was shown to the person. Refused where another stands there by now.
    """
    correction, change, row = plan_correction(work, source, text=text, edits=edits)
    if expected is not None and expected != correction.old:
        raise Refused(
            N_("The text of '{source}' was changed in the meantime; nothing was written. Look at it again."),
            source=source,
        )
    _write(work, row, correction, change, lambda start, end: change.place(start, end).anchor)
    work.record("correct text", [f"source:{source}"])
    return correction


def put_correction(work: Work, source: str, text: str) -> Correction:
    """What ``correct_text`` does with a whole new text, as a part of another action: no entry is written."""
    correction, change, row = plan_correction(work, source, text=text)
    _write(work, row, correction, change, lambda start, end: change.place(start, end).anchor)
    return correction


def replace_names(work: Work, source: str, edits: Edits) -> Correction:
    """A new version of a text in which words are replaced by stand-ins; every passage keeps its place. No entry is written.

    A passage that begins or ends inside replaced words takes the whole of what stands for them. Refused for an empty stand-in.
    """
    row, old = current_text(work, source)
    given = [Edit(*edit) for edit in edits]
    if any(not edit.text for edit in given):
        raise Refused(N_("A name in '{source}' has nothing to stand for it."), source=source)
    change = ChangeMap(old, given)
    names, spans = _spans(work, row)
    outcomes = {name: change.cover(*span) for name, span in zip(names, spans, strict=True)}
    correction = Correction(source, old, usable_text(change.apply(old)), outcomes, 0)
    if change.edits:
        _write(work, row, correction, change, lambda start, end: change.cover(start, end).anchor)
    return correction


def settle_doubt(work: Work, passage: str, start: int, end: int) -> None:
    """Give a passage whose place is in doubt its place: text[start:end] of its source's current text. Refused where it has one."""
    if not (work.row("passage", (find(work, "passage", passage),)) or {}).get("doubt"):
        raise Refused(N_("The place of passage '{passage}' is not in doubt."), passage=passage)
    place_passage(work, passage, start, end, action="settle doubt")


def accept_change(work: Work, passage: str) -> None:
    """Say that a passage that a correction changed inside is right where it is now."""
    number = find(work, "passage", passage)
    source = work.values("passage", "source_id", id=number)[0][0]
    text, _ = current_text(work, work.values("source", "identifier", id=source)[0][0])
    anchor = work.row("anchor", (text["id"], number))
    if anchor is None or anchor["fate"] not in UNSEEN:
        raise Refused(N_("Passage '{passage}' was not changed by a correction."), passage=passage)
    work.update("anchor", (text["id"], number), fate="coded")
    work.record("accept change", [f"passage:{passage}"])


def _spans(work: Work, text: Row) -> tuple[list[str], list[tuple[int, int]]]:
    """The passages of a text by identifier, and where they lie in it."""
    names = dict(work.values("passage", "id", "identifier", source_id=text["source_id"]))
    anchors = work.rows("anchor", text_id=text["id"])
    return [names[row["passage_id"]] for row in anchors], [(row["start"], row["end"]) for row in anchors]


def _write(work: Work, row: Row, correction: Correction, change: ChangeMap, place: Place) -> None:
    change_id, _ = work.keep(canonical(change.as_rows()))
    work.update("text", row["id"], superseded=1)
    text_id = new_text(work, row["source_id"], row["version"] + 1, correction.text, change_id)
    numbers = {name: number for number, name in work.values("passage", "id", "identifier", source_id=row["source_id"])}
    for name, outcome in correction.outcomes.items():
        number = numbers[name]
        was = work.row("anchor", (row["id"], number)) or {}
        if outcome.anchor is None:
            work.update("passage", number, doubt=correction.old[was["start"] : was["end"]])
            continue
        start, end = outcome.anchor.start, outcome.anchor.end
        proof = checksum(correction.text, start, end)
        fate = was["fate"] if was["fate"] in UNSEEN and outcome.fate not in UNSEEN else outcome.fate
        work.insert("anchor", text_id=text_id, passage_id=number, start=start, end=end, checksum=proof, fate=fate)
    _move_spans(work, "turn", ("participant_id", "role", "own"), row["id"], text_id, place)
    _move_spans(work, "block", ("kind", "level", "row", "cell", "own"), row["id"], text_id, place)
    marks = [
        {"text_id": text_id, "at": change.at(mark["at"]), **{name: mark[name] for name in ("milliseconds", "own")}}
        for mark in work.rows("time_mark", text_id=row["id"])
    ]
    put_all(work, "time_mark", marks, twins=True)


def _move_spans(work: Work, table: str, columns: tuple[str, ...], old: int, new: int, place: Place) -> None:
    """Bring what lies in the old text into the new one; what became the same is written once, what lost its place goes."""
    rows = [
        {"text_id": new, "start": moved.start, "end": moved.end, **{name: row[name] for name in columns}}
        for row in work.rows(table, text_id=old)
        if (moved := place(row["start"], row["end"])) is not None
    ]
    put_all(work, table, rows, twins=True)

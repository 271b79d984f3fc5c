"""Sources and their texts: brought in, described, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.passages import current_text
from spanveld.actions.things import add, check_free, check_key, edit, fresh_identifier, remove
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.files import check_file_name, clashes
from spanveld.model.changes import ChangeMap, Edit, Outcome, between, fates
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import canonical
from spanveld.model.text import checksum, clean, fault_in, sha256
from spanveld.store.work import Row, Work, now

__all__ = [
    "Correction",
    "Turn",
    "add_source",
    "check_files",
    "correct_text",
    "edit_source",
    "plan_correction",
    "remove_source",
    "set_turns",
]

Turn = tuple[int, int, str, str]
"""start, end (code points of the text), participant or empty, role."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction does: the new text, and what becomes of each passage (by identifier)."""

    source: str
    text: str
    outcomes: dict[str, Outcome]
    lost_turns: int

    def of(self, fate: str) -> list[str]:
        """The passages with this fate."""
        return [name for name, outcome in self.outcomes.items() if outcome.fate == fate]


def add_source(work: Work, /, source: str, text: str, *, kind: str, turns: Sequence[Turn] = (), **values: Any) -> str:
    """Bring in a source with its text, and who speaks where in it; gives its identifier."""
    body = _body(text)
    name = source or fresh_identifier(work, "source", work.take("source"))
    check_free(work, "source", name)
    values = {"file": f"sources/{name}.txt", **values}
    _check_file(work, values["file"])
    add(work, "source", name, kind=kind, **values)
    number = find(work, "source", name)
    text_id = _new_text(work, number, 1, body, None)
    _write_turns(work, text_id, body, turns)
    work.record("add source", [f"source:{name}"])
    return name


def edit_source(work: Work, /, source: str, **values: Any) -> None:
    """Change what is known of a source; its text is changed by a correction."""
    number = find(work, "source", source)
    if "file" in values and (number, values["file"]) not in work.values("source", "id", "file"):
        _check_file(work, values["file"])
    edit(work, "source", number, **values)
    work.record("edit source", [f"source:{source}"])


def remove_source(work: Work, source: str, *, with_dependants: bool = False) -> None:
    """Remove a source with its text; passages, codings and what rests on them only with_dependants."""
    remove(work, "source", find(work, "source", source), source, with_dependants=with_dependants)
    work.record("remove source", [f"source:{source}"])


def set_turns(work: Work, source: str, turns: Sequence[Turn]) -> None:
    """Say who speaks where in the current text of a source, in place of what was known."""
    text, body = current_text(work, source)
    for row in work.rows("turn", text_id=text["id"]):
        work.delete("turn", row["id"])
    _write_turns(work, text["id"], body, turns)
    work.record("set turns", [f"source:{source}"])


def plan_correction(
    work: Work, source: str, *, text: str | None = None, edits: Iterable[tuple[int, int, str]] | None = None
) -> tuple[Correction, ChangeMap, Row]:
    """What correcting a source would do; nothing is written.

    ``edits`` are (start, end, replacement) in code points of the current text: what a person changed, exactly. ``text`` is the
    whole new text, compared with the old; where that leaves open which of several like places changed, passages are in doubt.
    """
    row, old = current_text(work, source)
    if (text is None) == (edits is None):
        raise TypeError("give either text or edits")
    change = between(old, _body(text)) if text is not None else ChangeMap(old, (Edit(*edit) for edit in edits or ()))
    new = _body(change.apply(old))
    if not change.edits:
        raise Refused(N_("The text of '{source}' is the same as before."), source=source)
    anchors = work.rows("anchor", text_id=row["id"])
    names = dict(work.values("passage", "id", "identifier", source_id=row["source_id"]))
    spans = [(anchor["start"], anchor["end"]) for anchor in anchors]
    outcomes = fates(old, new, change, spans, given=edits is not None)
    by_name = {names[anchor["passage_id"]]: outcome for anchor, outcome in zip(anchors, outcomes, strict=True)}
    turns = [change.place(turn["start"], turn["end"]) for turn in work.rows("turn", text_id=row["id"])]
    return Correction(source, new, by_name, sum(turn.anchor is None for turn in turns)), change, row


def correct_text(
    work: Work, source: str, *, text: str | None = None, edits: Iterable[tuple[int, int, str]] | None = None
) -> Correction:
    """Make a new version of a source's text. Old text and places stay; a passage without a place goes to the doubt list."""
    correction, change, row = plan_correction(work, source, text=text, edits=edits)
    old = work.body(row["erasable_id"]) or ""
    change_id, _ = work.keep(canonical(change.as_rows()))
    work.update("text", row["id"], superseded=1)
    text_id = _new_text(work, row["source_id"], row["version"] + 1, correction.text, change_id)
    numbers = {name: number for number, name in work.values("passage", "id", "identifier", source_id=row["source_id"])}
    for name, outcome in correction.outcomes.items():
        number = numbers[name]
        if outcome.anchor is None:
            place = work.row("anchor", (row["id"], number)) or {}
            work.update("passage", number, doubt=old[place["start"] : place["end"]])
            continue
        start, end = outcome.anchor.start, outcome.anchor.end
        proof = checksum(correction.text, start, end)
        work.insert(
            "anchor", text_id=text_id, passage_id=number, start=start, end=end, checksum=proof, fate=outcome.fate
        )
    spoken: set[tuple[int, int, int | None]] = set()
    for turn in work.rows("turn", text_id=row["id"]):
        moved = change.place(turn["start"], turn["end"]).anchor
        if moved is not None and (said := (moved.start, moved.end, turn["participant_id"])) not in spoken:
            spoken.add(said)
            kept = {name: turn[name] for name in ("participant_id", "role", "own")}
            work.insert("turn", text_id=text_id, start=moved.start, end=moved.end, **kept)
    work.record("correct text", [f"source:{source}"])
    return correction


def _body(text: str) -> str:
    if fault := fault_in(text):
        raise Refused(N_("The text holds {fault}, which no text may contain."), fault=fault)
    return clean(text)


def _check_file(work: Work, file: str) -> None:
    try:
        check_file_name(file)
    except CellFault as fault:
        raise Refused(N_("'{file}' {reason}"), file=file, reason=fault.reason.format(**fault.values)) from fault
    check_files(work, file)


def check_files(work: Work, *more: str) -> None:
    """Refused where the files of the sources, and ``more``, cannot stand beside each other in a study folder."""
    files = [*(name for (name,) in work.values("source", "file")), *more]
    if clash := next(clashes(files), None):
        raise Refused(
            N_("Another source has the file '{file}' (or a folder of that name); choose another."), file=files[clash[0]]
        )


def _new_text(work: Work, source_id: int, version: int, body: str, change_id: int | None) -> int:
    erasable_id, _ = work.keep(body)
    return work.insert(
        "text",
        source_id=source_id,
        version=version,
        erasable_id=erasable_id,
        change_id=change_id,
        sha256=sha256(body),
        length=len(body),
        created=now(),
    )


def _write_turns(work: Work, text_id: int, body: str, turns: Sequence[Turn]) -> None:
    for start, end, participant, role in turns:
        if not 0 <= start < end <= len(body):
            raise Refused(N_("The turn from {start} to {end} does not lie inside the text."), start=start, end=end)
        if role not in ("", "interviewer", "respondent"):
            raise Refused(N_("The role of a turn is interviewer or respondent, not '{role}'."), role=role)
        number = find(work, "participant", participant) if participant else None
        turn = work.insert("turn", text_id=text_id, start=start, end=end, participant_id=number, role=role)
        check_key(work, "turn", work.row("turn", (turn,)) or {})

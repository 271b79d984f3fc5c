"""What undo and redo leave alone of an assessment: marks that were laid open, rounds that are over, phases that were built on."""

from __future__ import annotations

import json
from collections.abc import Sequence

from spanveld.actions.judging_found import found_assessment
from spanveld.actions.judging_rounds import REVEAL, ClosingRefused, rules_lacking
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import UNDO, Entry
from spanveld.store import journal
from spanveld.store.work import Work

__all__ = ["check_closed_again", "check_rounds"]

MARKING = ("give mark", "take mark", "agree judgement", "link to judgement", "unlink from judgement")
CLOSE = "close assessment"
PHASES = ("start blind round", REVEAL, CLOSE, "reopen assessment", "open round")
SETTING = ("set scope", "set assessors", "log search", "open assessment")


def check_rounds(work: Work, entry: Entry, action: str) -> None:
    """Refused before anything is taken back (or made again) that an assessment has gone past since."""
    if entry.action not in (*MARKING, *PHASES, *SETTING):
        return
    if entry.action == REVEAL and action == UNDO:
        raise Refused(
            N_("Marks that were laid open (entry {number}) stay open: what was seen cannot be unseen."),
            number=entry.sequence,
        )
    names = _assessments(entry.subjects)
    for later in journal.live_after(work.connection, work.study_id, entry.sequence):
        if not names & _assessments(json.loads(later.subjects)):
            continue
        if later.action in PHASES:
            raise Refused(
                N_(
                    "This cannot be taken back or made again: the assessment went on since (entry {since}). It stays as it was then."
                ),
                since=later.sequence,
            )
        if later.action in MARKING and entry.action in PHASES:
            raise Refused(
                N_("This cannot be taken back or made again: marks were given since (entry {since})."),
                since=later.sequence,
            )


def check_closed_again(work: Work, entry: Entry) -> None:
    """Refused where undo or redo would leave an assessment closed that its rules no longer allow to close."""
    if entry.action not in (CLOSE, "reopen assessment"):
        return
    for name in _assessments(entry.subjects):
        row = found_assessment(work, name)
        if row["phase"] == "closed" and (lacks := rules_lacking(work, name)):
            raise ClosingRefused(name, lacks)


def _assessments(subjects: Sequence[str]) -> set[str]:
    return {name.removeprefix("assessment:") for name in subjects if name.startswith("assessment:")}

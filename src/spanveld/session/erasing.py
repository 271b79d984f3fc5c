"""Erasing, from the plan to the last free page: ``plan_of`` shows, ``erase`` does.

plan = plan_of(study, "participant:R4")
done = erase(study, "participant:R4", agreed=plan)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spanveld.actions import erasing
from spanveld.model.errors import NotFound, SpanveldError
from spanveld.store import journal
from spanveld.store.copies import copies_of, remove_copies
from spanveld.store.erasing import ERASE, finish, pending
from spanveld.views.erasure import ErasurePlan

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["Erased", "clean_up", "erase", "plan_of"]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and what a person should still know or do."""

    plan: ErasurePlan
    notices: tuple[SpanveldError, ...]


def plan_of(study: Study, subject: str, names: Sequence[str] = ()) -> ErasurePlan:
    """What erasing this subject takes away, the program's own copies of the study included; nothing is written.

    An erasure that was broken off before its last step is finished first.
    """
    if _pending(study):
        clean_up(study)
        if _erased_before(study, subject):
            return ErasurePlan(subject, study.language)
    plan = study.group.act(erasing.plan_erasure, subject, names)
    ours, others = copies_of(study._store)
    return replace(plan, copies=tuple(map(str, ours)), kept_copies=tuple(map(str, others)))


def erase(study: Study, subject: str, names: Sequence[str] = (), *, agreed: ErasurePlan | None = None) -> Erased:
    """Erase it: in the study, in the files of its database, and in the copies that the program made.

    Refused where ``agreed`` is no longer what would happen. Doing it again finishes what was broken off.
    """
    if _pending(study):
        notices = clean_up(study)
        if _erased_before(study, subject):
            return Erased(ErasurePlan(subject, study.language), tuple(notices))
    seen = None if agreed is None else replace(agreed, copies=(), kept_copies=())
    plan = study.group.act(erasing.erase, subject, names, agreed=seen)
    ours, others = copies_of(study._store)
    notices = clean_up(study)
    return Erased(replace(plan, copies=tuple(map(str, ours)), kept_copies=tuple(map(str, others))), tuple(notices))


def clean_up(study: Study) -> list[SpanveldError]:
    """The part outside the transaction, as often as needed: copies away, database files written anew."""
    ours, _ = copies_of(study._store)
    remove_copies(study._store, ours)
    return finish(study._store)


def _pending(study: Study) -> bool:
    with study._store.reading() as connection:
        return pending(connection)


def _erased_before(study: Study, subject: str) -> bool:
    """Whether the last entry of the journal erased this subject, which is therefore not there any more."""
    with study._store.reading() as connection:
        newest = journal.last_entry(connection, study._store.study_id)
    if newest is None or newest.action != ERASE or newest.subjects[0] != subject:
        return False
    try:
        study.group.act(erasing.plan_erasure, subject)
    except NotFound:
        return True
    return subject == "superseded" or subject.startswith("original:")

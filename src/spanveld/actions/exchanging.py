"""A project of another program brought into a study: what would come of it, then as one change that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from spanveld.actions.exchange_base import contents, gone_from, only_theirs
from spanveld.actions.exchange_choices import TakingChoices
from spanveld.actions.exchange_codes import take_codes
from spanveld.actions.exchange_known import Known
from spanveld.actions.exchange_notes import take_annotations, take_notes, take_rest, take_sets
from spanveld.actions.exchange_people import take_cases, take_values
from spanveld.actions.exchange_sources import take_sources
from spanveld.actions.exchange_taking import Taken, Taking
from spanveld.actions.loading import load
from spanveld.actions.merging import apply_plan
from spanveld.actions.theory import parse_framework
from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.account_text import account_text, sources_read
from spanveld.formats.exchange.conventions import is_own
from spanveld.formats.exchange.own_note import Returned, returned, without_its_note
from spanveld.formats.exchange.project import Project
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.model.errors import N_, Refused, Remark
from spanveld.model.merging import MergePlan, merge_plan
from spanveld.model.names import study_guid
from spanveld.model.study import StudyContent
from spanveld.store.fulltext import forget
from spanveld.store.records import read_content
from spanveld.store.work import Work, now

__all__ = ["Exchanged", "bring_in_project", "plan_project", "take"]


ACTION = "import project"
MANY = 10_000
"""Records from which on what comes into an empty study is written set by set, as when a study folder is loaded."""
MUCH = 200_000
"""Characters of new texts from which on the words are indexed when somebody first searches, and not while everybody waits."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an import makes of a study, or would.

    ``added`` and ``changed``: kind -> how many records; ``gone``: what the file no longer has and that stays; ``again``: the earlier import
    of the same project ("": there is none). ``exchange``: the name of this one.
    """

    account: Account
    exchange: str
    again: str
    plan: MergePlan
    gone: tuple[str, ...] = ()
    added: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Any, ...]:
        """What study and file both changed."""
        return self.plan.conflicts

    @property
    def unsettled(self) -> tuple[Any, ...]:
        """The conflicts in which nobody has chosen yet; while there are any, nothing comes in."""
        return self.plan.unsettled


def take(
    project: Project,
    ours: StudyContent,
    choices: TakingChoices,
    *,
    file: str = "",
    digest: str = "",
    moment: str = "",
    actor: str = "",
) -> Taken:
    """The project as records, beside a study. ``file`` is the name of its file, ``digest`` the SHA-256 of that."""
    with no_collecting():
        taking = _taking(project, ours, choices, file=file, digest=digest, moment=moment, actor=actor)
        take_rest(taking)
        theirs, base = contents(taking, account_text(taking.account, sources_read(project)))
        return Taken(theirs, base, taking.account, taking.exchange, taking.again, gone_from(taking))


def _taking(
    project: Project,
    ours: StudyContent,
    choices: TakingChoices,
    *,
    file: str = "",
    digest: str = "",
    moment: str = "",
    actor: str = "",
    own: bool = False,
) -> Taking:
    """Everything but what the project keeps beside its sources, codes, people and notes."""
    choices.check()
    taking = Taking(project, Known(ours, own=own or is_own(project.origin)), choices, file, moment, actor, digest)
    taking.find_earlier()
    taking.take_users()
    take_codes(taking)
    belonging = take_cases(taking)
    take_sources(taking, belonging)
    annotations = take_annotations(taking)
    take_notes(taking, annotations)
    take_values(taking)
    take_sets(taking)
    return taking


def plan_project(
    work: Work, project: Project, choices: TakingChoices, *, file: str = "", digest: str = ""
) -> Exchanged:
    """What bringing the project in would do; nothing is written. Refused where a choice names what is not there."""
    ours = read_content(work.connection, work.study_id, parse_framework, viewer=work.actor)
    back = returned(project)
    if isinstance(back, Returned):
        return _plan_own(ours, back, choices)
    if isinstance(back, Remark):
        account = deepcopy(project.account)
        account.remark(back.message, **back.values)
        project = replace(without_its_note(project), account=account)
    coders = {each.coder for each in ours.records.get("coder", ())}
    made = {"file": file, "digest": digest, "moment": now()[:19] + "Z"}
    taken = take(project, ours, choices, actor=work.actor if work.actor in coders else "", **made)
    if _is_empty(ours) and sum(map(len, taken.theirs.records.values())) > MANY:
        plan = _whole(
            ours,
            replace(ours, records=taken.theirs.records, texts=taken.theirs.texts, originals=taken.theirs.originals),
        )
    else:
        plan = _merged(ours, taken.theirs, taken.base, choices)
    return _exchanged(plan, taken.account, exchange=taken.exchange, again=taken.again, gone=taken.gone)


def _merged(ours: StudyContent, theirs: StudyContent, base: StudyContent | None, choices: TakingChoices) -> MergePlan:
    settled = choices.settled or {}
    return merge_plan(ours, theirs, base, gone="keep", heading=False, settled=settled, prefer=choices.prefer)


def _exchanged(
    plan: MergePlan, account: Account, *, exchange: str = "", again: str = "", gone: Sequence[str] = ()
) -> Exchanged:
    counts = plan.counts()
    return Exchanged(
        account,
        exchange,
        again,
        plan,
        tuple(gone),
        {kind: count["added"] for kind, count in counts.items() if count["added"]},
        {kind: count["changed"] for kind, count in counts.items() if count["changed"]},
    )


def _plan_own(ours: StudyContent, back: Returned, choices: TakingChoices) -> Exchanged:
    """A study that comes back: what it was when it went out, with what another program changed since."""
    content, account = back.content, deepcopy(back.project.account)
    account.remark(N_("The project was made of a study by this program: the study comes back whole."))
    theirs: StudyContent = content
    gone: tuple[str, ...] = ()
    if back.changed:
        account.remark(N_("Another program changed the project since; what it changed comes along."))
        now_there = only_theirs(_taking(back.project, content, choices, own=True))
        then = only_theirs(_taking(back.given, content, TakingChoices(), own=True))
        change = merge_plan(content, now_there, then, gone="keep", heading=False, prefer="theirs")
        theirs, gone = change.merged, change.gone
    same = _guid(ours) == _guid(content)
    start = _is_empty(ours)
    plan = (
        _merged(ours, theirs, content if same and not start else None, choices) if not start else _whole(ours, theirs)
    )
    return _exchanged(plan, account, gone=gone)


def _guid(content: StudyContent) -> str:
    return content.guid or study_guid(content.id)


def _is_empty(ours: StudyContent) -> bool:
    """Whether a study holds nothing yet but its first coder."""
    held = {kind for kind, records in ours.records.items() if records}
    return held <= {"coder"} and len(ours.records.get("coder", ())) <= 1


def _whole(ours: StudyContent, theirs: StudyContent) -> MergePlan:
    """What comes into a study that holds nothing needs no merging: it takes its place."""
    there = set(map(repr, ours.records.get("coder", ())))
    added = {
        kind: [each for each in rows if kind != "coder" or repr(each) not in there]
        for kind, rows in theirs.records.items()
    }
    return MergePlan(ours, theirs, {kind: rows for kind, rows in added.items() if rows}, {}, {}, {}, {})


def bring_in_project(
    work: Work, project: Project, choices: TakingChoices, *, file: str = "", digest: str = ""
) -> Exchanged:
    """Bring the project in, in one entry of the journal.

    Refused, and nothing is written, while study and file changed the same thing and nobody has chosen.
    """
    found = plan_project(work, project, choices, file=file, digest=digest)
    if found.unsettled:
        raise Refused(
            N_(
                "The study and the file both changed the same things ({count}); say which is to stand. Nothing was written."
            ),
            count=len(found.unsettled),
        )
    merged = found.plan.merged
    subject = f"exchange:{found.exchange}" if found.exchange else f"study:{merged.id}"
    whole = _is_empty(found.plan.ours) and (not found.exchange or sum(map(len, merged.records.values())) > MANY)
    if whole:
        load(work, merged, files={}, digest=digest, replace=True, action=ACTION, subject=subject)
    else:
        apply_plan(work, found.plan)
        work.record(ACTION, [subject])
    if sum(len(merged.texts[each.source]) for each in found.plan.additions.get("source", ())) > MUCH:
        forget(work.connection, work.study_id)
        work.bulk = False
    return found

"""Projects of other programs: looked at, brought in, and what came in before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.session.exchange_shown import (
    ElementLine,
    ExchangeReport,
    conflict_rows,
    gone_names,
    imports_of,
    report_kept,
    report_of,
)
from spanveld.session.exchange_taking import Taken, page_choices, take, take_or_ask
from spanveld.web.operations import Body, Call, Operation
from spanveld.web.project_uploads import Said, WaitingProject

__all__ = ["OPERATIONS"]


class SettledIn(Body):
    """What is to stand of something that study and file both changed: ``ours`` or ``theirs``."""

    what: str
    field: str = ""
    choice: str


class ProjectIn(Body):
    """What a person says of a project. By GUID: users -> coders, sources -> conventions, codes -> ``layer/code``, ``-`` or nothing."""

    layer: str = ""
    kind: str = ""
    cases_as: str = "participant"
    users: dict[str, str] = {}  # noqa: RUF012 - each body has its own
    conventions: dict[str, str] = {}  # noqa: RUF012
    mapping: dict[str, str] = {}  # noqa: RUF012
    settled: tuple[SettledIn, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class SourceRead:
    """How the positions of a source were counted."""

    guid: str
    source: str
    convention: str
    score: float | None
    runner_up: str
    runner_up_score: float | None
    clear: bool
    chosen: bool
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class Report:
    """What becomes of everything in a project; ``remarks`` are in the reader's language."""

    project: str
    origin: str
    reader: str
    elements: tuple[ElementLine, ...]
    remarks: tuple[str, ...]
    sources: tuple[SourceRead, ...]


@dataclass(frozen=True, slots=True)
class ConflictOut:
    """What study and file both changed; ``choice`` is empty where nobody settled it."""

    what: str
    field: str
    base: str
    ours: str
    theirs: str
    choice: str


@dataclass(frozen=True, slots=True)
class ProjectOut:
    """What bringing a project in would do, or did: ``token`` names it while it waits, ``exchange`` once it came in."""

    token: str
    exchange: str
    again: str
    report: Report
    added: Mapping[str, int]
    changed: Mapping[str, int]
    gone: tuple[str, ...]
    conflicts: tuple[ConflictOut, ...]
    unsettled: int


@dataclass(frozen=True, slots=True)
class ImportOut:
    """An import that was made; ``report`` is what was kept of it."""

    exchange: str
    file: str
    origin: str
    date: str
    coder: str
    layer: str
    report: Report


@dataclass(frozen=True, slots=True)
class Nothing:
    """Done, and nothing to say of it."""


def _report(report: ExchangeReport, call: Call) -> Report:
    sources = (SourceRead(**{name: getattr(one, name) for name in SourceRead.__slots__}) for one in report.sources)
    remarks = tuple(remark.text(call.translate) for remark in report.remarks)
    return Report(report.project, report.origin, report.reader, report.lines, remarks, tuple(sources))


def _shown(call: Call, token: str, waiting: WaitingProject, taken: Taken) -> ProjectOut:
    rows = conflict_rows(taken.conflicts, call.translate)
    return ProjectOut(
        token="" if taken.exchange else token,
        exchange=taken.exchange,
        again=taken.again,
        report=_report(report_of(waiting.arrived.project, taken.account), call),
        added=dict(taken.added),
        changed=dict(taken.changed),
        gone=tuple(gone_names(taken.gone)),
        conflicts=tuple(ConflictOut(*row, one.choice or "") for row, one in zip(rows, taken.conflicts, strict=True)),
        unsettled=taken.unsettled,
    )


def _receive(call: Call) -> ProjectOut:
    name, content = call.body
    uploads = call.request.app.state.projects
    token = uploads.put(name, content)
    waiting = uploads.get(token)
    return _shown(call, token, waiting, take(call.study, waiting.arrived, page_choices(waiting.said), dry=True))


def _bring_in(call: Call) -> ProjectOut | Nothing:
    if call.made is not None:
        return Nothing()
    uploads, token, body = call.request.app.state.projects, call.names["token"], call.body
    given: dict[str, Any] = body.model_dump(exclude={"dry_run", "settled"})
    settled = {(one.what, one.field): one.choice for one in body.settled}
    waiting = uploads.say(token, Said(**given, settled=settled))
    choices = page_choices(waiting.said)
    if body.dry_run:
        return _shown(call, token, waiting, take(call.study, waiting.arrived, choices, dry=True))
    taken = take_or_ask(call.study, waiting.arrived, choices)
    if taken.unsettled:
        return _shown(call, token, waiting, taken)
    uploads.drop(token)
    return _shown(call, "", waiting, taken)


def _drop(call: Call) -> Nothing:
    call.request.app.state.projects.drop(call.names["token"])
    return Nothing()


def _imports(call: Call) -> list[ImportOut]:
    return [
        ImportOut(one.exchange, one.file, one.origin, one.date, one.coder, one.layer, _report(report_kept(one), call))
        for one in imports_of(call.study)
    ]


OPERATIONS = (
    Operation(
        "POST",
        "/api/projects",
        _receive,
        "Show what a project of another program would bring in; it waits until it is brought in.",
        answers=ProjectOut,
        takes_file=True,
    ),
    Operation(
        "POST",
        "/api/projects/{token}",
        _bring_in,
        "Bring a waiting project in; where something is left to be settled, nothing is written and that is answered.",
        ProjectIn,
        ProjectOut | Nothing,
    ),
    Operation("DELETE", "/api/projects/{token}", _drop, "Let go of a waiting project.", answers=Nothing),
    Operation(
        "GET", "/api/exchanges", _imports, "The projects that came in, each with its report.", answers=list[ImportOut]
    ),
)

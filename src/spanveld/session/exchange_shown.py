"""What is shown of a project of another program: its report, before it comes in, as it came in, and as it was kept with an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.account_text import SourceRead, account_of, sources_read
from spanveld.formats.exchange.conventions import described, name_of
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import faults
from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.exchange_records import Exchange
from spanveld.model.kinds import KINDS
from spanveld.model.names import natural
from spanveld.reports.exchange_text import (
    ELEMENTS,
    FATES,
    conflict_lines,
    counts_in_words,
    element_name,
    gone_lines,
    report_lines,
    score_of,
)
from spanveld.reports.lines import Line, wrapped
from spanveld.views.exchange_report import ElementLine, ExchangeReport, SourceCounted

if TYPE_CHECKING:
    from spanveld.session.exchange_files import ArrivedProject
    from spanveld.session.exchange_taking import Taken
    from spanveld.session.study import Study

__all__ = [
    "ELEMENTS",
    "FATES",
    "ElementLine",
    "ExchangeReport",
    "SourceCounted",
    "conflict_rows",
    "counts_in_words",
    "counts_of",
    "element_name",
    "gone_names",
    "import_lines",
    "imports_of",
    "inspection_lines",
    "report_kept",
    "report_lines",
    "report_of",
    "score_of",
    "taken_as_json",
]


ORDER = (
    *("Project", "CodeBook", "User", "Code", "TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"),
    *("PlainTextSelection", "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "Transcript"),
    *("TranscriptSelection", "SyncPoint", "Coding", "Case", "Variable", "VariableValue", "Note", "NoteRef", "Set"),
    *("MemberCode", "MemberSource", "MemberNote", "Link", "Graph", "Vertex", "Edge", "Representation"),
)
PLACE = {element: place for place, element in enumerate(ORDER)}
"""Where a kind of element stands in a report; others come last."""


def report_of(project: Project, account: Account | None = None) -> ExchangeReport:
    """The report of a project; ``account``: the completed one of an import, left out what its reader says."""
    return _report(project.name, project.origin, project.format, account or project.account, sources_read(project))


def report_kept(record: Exchange) -> ExchangeReport:
    """The report that was kept with an import; an empty one where it was erased."""
    kept = account_of(record.account)
    return _report("", record.origin, record.format, kept.account, kept.sources)


def imports_of(study: Study) -> list[Exchange]:
    """The imports that the study holds, in the order in which they were made."""
    with study._reader() as reader:
        found: list[Any] = list(reader.records(KINDS["exchange"]))
    return sorted(found, key=lambda one: (one.date, natural(one.exchange)))


def _report(project: str, origin: str, reader: str, account: Account, sources: Iterable[SourceRead]) -> ExchangeReport:
    return ExchangeReport(
        project=project,
        origin=origin,
        reader=reader,
        lines=tuple(
            ElementLine(line.element, line.in_file, line.taken, line.changed, line.kept, line.dropped)
            for line in sorted(account.lines.values(), key=lambda line: PLACE.get(line.element, len(PLACE)))
        ),
        remarks=tuple(account.remarks),
        sources=tuple(map(_counted, sources)),
    )


def _counted(source: SourceRead) -> SourceCounted:
    how = source.resolved
    return SourceCounted(
        guid=source.guid,
        source=source.name or source.guid,
        convention=name_of(how.convention),
        says=described(how.convention),
        score=how.score,
        runner_up=name_of(how.runner_up) if how.runner_up else "",
        runner_up_says=described(how.runner_up) if how.runner_up else None,
        runner_up_score=how.runner_up_score,
        clear=how.clear,
        chosen=how.chosen,
        inside=how.inside,
        outside=how.outside,
    )


def counts_of(project: Project) -> Mapping[str, int]:
    """How much there is of what a person knows by name."""
    marked = [selection for source in project.sources for selection in source.selections]
    codings = sum(len(selection.codings) for selection in marked) + sum(len(one.codings) for one in project.sources)
    return {
        "sources": len(project.sources),
        "characters": sum(len(source.text or "") for source in project.sources),
        "codes": len(project.codes),
        "selections": len(marked),
        "codings": codings,
        "users": len(project.users),
        "cases": len(project.cases),
        "variables": len(project.variables),
        "notes": len(project.notes),
        "sets": len(project.sets),
        "links": len(project.links),
    }


def inspection_lines(arrived: ArrivedProject, translate: Translate, *, width: int) -> Iterator[Line]:
    """What is in a project file."""
    yield Line(arrived.path.name, "title")
    yield from report_lines(arrived.report(), translate, width=width)
    for fault in faults():
        yield from wrapped(fault.text(translate), "narrow", width, "  ! ", 4)


def conflict_rows(conflicts: Iterable[Any], translate: Translate) -> list[tuple[str, str, str, str, str]]:
    """Conflicts as they are shown: what, field, as it was, in the study, in the file."""
    rows = []
    for one in conflicts:
        sides = (one.base, one.ours, one.theirs)
        if one.sealed:
            sides = (translate(N_("sealed: only its assessor sees it")),) * 3
        rows.append((one.what, one.field, *sides))
    return rows


def gone_names(gone: Iterable[Any]) -> list[str]:
    """What the file has no more, each as ``kind:name``."""
    return [one if isinstance(one, str) else str(getattr(one, "what", one)) for one in gone]


def import_lines(
    taken: Taken,
    arrived: ArrivedProject,
    translate: Translate,
    *,
    study: str,
    made: bool,
    dry_run: bool,
    width: int,
) -> Iterator[Line]:
    """What an import did, or would do; or what is to be settled before it does anything."""

    def told(message: str, role: Any = "ground", **values: object) -> Iterator[Line]:
        yield from wrapped(translate(message).format(**values), role, width)

    yield Line(arrived.path.name, "title")
    yield from report_lines(report_of(arrived.project, taken.account), translate, width=width)
    yield Line("", "empty")
    added, changed = counts_in_words(taken.added, translate), counts_in_words(taken.changed, translate)
    if taken.conflicts:
        yield from conflict_lines(conflict_rows(taken.conflicts, translate), translate, width=width)
    yield from gone_lines(gone_names(taken.gone), translate, width=width)
    if taken.again:
        yield from told(
            N_("This project came in before, as import {name}; it is brought up to date."), name=taken.again
        )
    if taken.unsettled:
        message = N_("To be settled: {count}. Nothing was written.")
        yield from told(message, "narrow", count=taken.unsettled)
        if taken.conflicts_file:
            how = N_("Fill in the column 'choice' of {file} (ours or theirs) and import again with --settle {file}.")
            yield from told(how, file=taken.conflicts_file)
        else:
            yield from told(
                N_("List them with --conflicts FILE, or settle all at once with --prefer ours or --prefer theirs.")
            )
        return
    if dry_run:
        nothing = translate(N_("nothing new"))
        yield from told(N_("Would come in: {what}."), what=added or nothing)
        if changed:
            yield from told(N_("Would be brought up to date: {what}."), what=changed)
        yield from told(N_("Nothing was written."))
        return
    if made:
        yield from told(N_("Made study {study}."), study=study)
    if added:
        yield from told(N_("Brought in: {what}."), "good", what=added)
    if changed:
        yield from told(N_("Brought up to date: {what}."), "good", what=changed)
    if not added and not changed:
        yield from told(N_("There was nothing new; nothing was written."))
    elif not made:
        yield from told(N_("'spanveld undo' takes it back."))


def taken_as_json(
    taken: Taken, arrived: ArrivedProject, translate: Translate, *, study: str, made: bool, dry_run: bool
) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "file": str(arrived.path),
        "study": study,
        "made": made and not dry_run and not taken.unsettled,
        "dry_run": dry_run,
        "exchange": taken.exchange,
        "again": taken.again,
        "added": dict(taken.added),
        "changed": dict(taken.changed),
        "gone": gone_names(taken.gone),
        "conflicts": [
            {**dict(zip(("what", "field", "base", "ours", "theirs"), row, strict=True)), "choice": one.choice or ""}
            for row, one in zip(conflict_rows(taken.conflicts, translate), taken.conflicts, strict=True)
        ],
        "unsettled": taken.unsettled,
        **report_of(arrived.project, taken.account).as_json(translate),
    }

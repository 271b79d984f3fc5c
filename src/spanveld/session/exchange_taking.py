"""Importing as a person asks for it: into which study, with which wishes, and what is to be settled first.

with target_study("mine.spanveld", arrived, dry=False, title="", language="en", coder="anna") as (study, made):
    taken = settle_or_list(study, arrived, Wishes(layer="nvivo"), dry=False)
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from spanveld.actions.exchange_choices import (
    TakingChoices,
    layer_for,
    mapping_csv,
    passages_by_code,
    paths_of,
    read_mapping,
)
from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.conventions import described, name_of
from spanveld.formats.exchange.own_note import Returned, returned
from spanveld.formats.exchange.project import Project, Shown
from spanveld.model.errors import N_, Refused, Remark, why
from spanveld.session.exchange_files import ArrivedProject, users_named
from spanveld.session.files import check_free, write_whole
from spanveld.session.merging import check_current, choices_in, conflicts_csv, read_settled
from spanveld.session.opening import open_study, start_study
from spanveld.session.study import Study
from spanveld.store.database import NoStudy
from spanveld.store.engine import address_of

__all__ = [
    "Asked",
    "CodeRow",
    "SaidOfProject",
    "Taken",
    "Wishes",
    "choices_of",
    "code_rows",
    "mapping_of",
    "new_layer",
    "page_choices",
    "questions_in",
    "settle_or_list",
    "take",
    "take_or_ask",
    "target_study",
]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of an import; ``mapping`` and ``settle`` are paths of files, ``users``: name of a user -> coder."""

    layer: str = ""
    mapping: str = ""
    kind: str | None = None
    cases_as: str = "participant"
    users: Mapping[str, str] = field(default_factory=dict)
    settle: str = ""
    prefer: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, or would do. ``exchange``: its name in the study, empty where nothing was written.

    ``again``: the earlier import of the same project; ``gone``: what the file has no more and stays in the study; ``conflicts``: what
    study and file both changed, ``unsettled`` how many of these nobody settled.
    """

    account: Account
    added: Mapping[str, int]
    changed: Mapping[str, int]
    conflicts: Sequence[Any]
    gone: Sequence[Any]
    again: str
    exchange: str = ""
    conflicts_file: str = ""

    @property
    def unsettled(self) -> int:
        """How many conflicts nobody settled."""
        return sum(not conflict.choice for conflict in self.conflicts)


class SaidOfProject(Protocol):
    """What a person said of a project on a page."""

    @property
    def layer(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def cases_as(self) -> str: ...
    @property
    def users(self) -> Mapping[str, str]: ...
    @property
    def mapping(self) -> Mapping[str, str]: ...
    @property
    def settled(self) -> Mapping[tuple[str, str], str]: ...


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of a project: its path in the tree, and on how many parts of sources it stands."""

    guid: str
    path: str
    passages: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A source whose counting is not clear: the same passages by two ways of counting, each with its name and words."""

    guid: str
    source: str
    readings: tuple[tuple[str, Remark, float | None, tuple[Shown | None, ...]], ...]


def code_rows(project: Project) -> list[CodeRow]:
    """The codes of a project in the order of its tree."""
    paths, counts = paths_of(project.codes), passages_by_code(project)
    return [CodeRow(guid, path, counts[guid]) for guid, path in paths.items()]


def questions_in(project: Project) -> list[Asked]:
    """What is to be asked about the sources of a project: those that are not clear, and those that a person chose about."""
    return [
        Asked(
            source.guid,
            source.name or source.guid,
            tuple(
                (name_of(one.convention), described(one.convention), one.score, one.passages) for one in asked.readings
            ),
        )
        for source in project.sources
        if source.resolved is not None and (asked := source.resolved.question) is not None
    ]


def new_layer(arrived: ArrivedProject) -> str:
    """What a layer for its codes would be called."""
    return layer_for(arrived.project, arrived.path.name)


def page_choices(said: SaidOfProject) -> TakingChoices:
    """The choices of a page as an import takes them."""
    return TakingChoices(
        layer=said.layer,
        kind=said.kind,
        cases_as=said.cases_as,
        users=said.users,
        mapping=said.mapping,
        settled=said.settled,
    )


def choices_of(arrived: ArrivedProject, wishes: Wishes) -> TakingChoices:
    """The wishes as the import takes them, with what the files say that they name; Refused where one cannot be read or does not fit."""
    choices = TakingChoices(
        layer=wishes.layer,
        kind=wishes.kind or "",
        cases_as=wishes.cases_as,
        users=users_named(arrived.project, wishes.users),
        prefer=wishes.prefer or "",
    )
    if wishes.mapping:
        mapped = read_mapping(_read(wishes.mapping), arrived.project)
        choices = replace(choices, mapping=mapped.mapping, layers=mapped.layers)
    if wishes.settle:
        choices = replace(choices, settled=read_settled(wishes.settle))
    return choices


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=path, reason=why(error)) from error


def mapping_of(study: Study, arrived: ArrivedProject, wishes: Wishes, file: Path, *, replace: bool = False) -> int:
    """Write the mapping file of a project, to be filled in; gives the number of its codes. Refused where it exists, unless ``replace``."""
    check_free(file, replace=replace)
    write_whole(file, mapping_csv(arrived.project, layer=wishes.layer, file=arrived.path.name).encode())
    return len(arrived.project.codes)


def settle_or_list(
    study: Study,
    arrived: ArrivedProject,
    wishes: Wishes,
    *,
    dry: bool,
    conflicts: str = "",
    replace: bool = False,
) -> Taken:
    """Import, where nothing is left to be settled; else nothing is written but ``conflicts``, the file in which that is done."""
    choices = choices_of(arrived, wishes)
    if conflicts:
        check_free(Path(conflicts), replace=replace)
    if not (dry or conflicts or wishes.settle):
        return take_or_ask(study, arrived, choices)
    found = take(study, arrived, choices, dry=True)
    if wishes.settle:
        check_current(choices_in(wishes.settle), found.conflicts)
    if conflicts:
        write_whole(Path(conflicts), conflicts_csv(found.conflicts).encode())
        found = _with_file(found, conflicts)
    return found if dry or found.unsettled else take(study, arrived, choices, dry=False)


def take_or_ask(study: Study, arrived: ArrivedProject, choices: TakingChoices) -> Taken:
    """Bring a project in; where something is left to be settled nothing is written, and that is given."""
    try:
        return take(study, arrived, choices, dry=False)
    except Refused:
        found = take(study, arrived, choices, dry=True)
        if not found.unsettled:
            raise
        return found


def _with_file(found: Taken, file: str) -> Taken:
    return replace(found, conflicts_file=file)


def take(study: Study, arrived: ArrivedProject, choices: TakingChoices, *, dry: bool) -> Taken:
    """Bring a project in, or find out what would come of that."""
    act = study.exchange.plan if dry else study.exchange.bring_in
    done: Any = act(arrived.project, choices, file=arrived.path.name, digest=arrived.digest)
    return Taken(
        account=done.account,
        added=done.added,
        changed=done.changed,
        conflicts=done.conflicts,
        gone=done.gone,
        again=done.again,
        exchange="" if dry else done.exchange,
    )


@contextmanager
def target_study(
    study: str, arrived: ArrivedProject, *, dry: bool, title: str, language: str, coder: str
) -> Iterator[tuple[Study, bool]]:
    """The study at an address, made where there is none; whether it was made. One that was made is taken away again where that fails."""
    address = address_of(study)
    if not (address.is_file and address.path is not None and not address.path.exists()):
        try:
            opened = open_study(study, coder=coder)
        except NoStudy:
            if address.is_file:
                raise
        else:
            with opened:
                yield opened, False
            return
    own = returned(arrived.project)
    identifier = own.content.id if isinstance(own, Returned) else ""
    values = {"identifier": identifier, "title": title or arrived.project.name, "language": language, "coder": coder}
    if dry:
        with (
            tempfile.TemporaryDirectory(prefix="spanveld-") as folder,
            start_study(str(Path(folder) / "study.spanveld"), **values) as made,
        ):
            yield made, True
        return
    made = start_study(study, **values)
    try:
        with made:
            yield made, True
    except BaseException:
        _take_away(address.path)
        raise


def _take_away(path: Path | None) -> None:
    if path is not None:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

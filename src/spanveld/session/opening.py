"""Opening, making and loading studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spanveld.actions import loading
from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import N_, Refused
from spanveld.model.names import check_identifier
from spanveld.model.records import Coder
from spanveld.model.study import StudyContent
from spanveld.model.text import clean, fault_in
from spanveld.session.study import Study
from spanveld.session.theory import framework_named
from spanveld.store.database import HEAD, NoStudy, Store, backup_path, create_study, open_store, upgrade
from spanveld.store.engine import Address, address_of

__all__ = ["Loaded", "load_study", "open_study", "start_study", "upgrade_study"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load brought in: the rows of each file, and the backup of what it replaced."""

    study: Study
    content: StudyContent
    files: dict[str, int]
    backup: Path | None


def open_study(study: str | Path, *, coder: str = "") -> Study:
    """Open a study by the path of its file or its database address; StoreError where there is none."""
    return Study(open_store(address_of(study)), coder)


def start_study(
    study: str | Path,
    *,
    identifier: str = "",
    title: str = "",
    frameworks: Sequence[str] = (),
    language: str = "en",
    coder: str = "",
) -> Study:
    """Make a new, empty study that has adopted ``frameworks`` (``id`` or ``id@major``) and has one coder."""
    if fault := fault_in(title):
        raise Refused(N_("{column} holds {fault}, which no text may contain."), column="title", fault=fault)
    address = address_of(study)
    name = check_identifier(identifier or address.study or _identifier_from(address))
    adopted = tuple(framework_named(item) for item in frameworks)
    content = StudyContent(
        id=name,
        title=clean(title) or name,
        language=language,
        frameworks=adopted,
        records={"coder": (Coder(coder=check_identifier(coder or "coder1")),)},
    )
    store = create_study(address, name)
    opened = Study(store, coder)
    with store.writing(coder or "coder1") as work:
        loading.start(work, content)
    return opened


def load_study(study: str | Path, folder: str | Path, *, replace: bool = False, coder: str = "") -> Loaded:
    """Read a study folder into a study. Nothing is written where the folder has a fault, or the study exists.

    ``replace`` backs an existing study up beside itself (a server's into the present folder) and takes its place.
    """
    address = address_of(study)
    reading = read_folder(Path(folder))
    content = reading.content
    store, fresh = _store_for(address, content.id)
    try:
        copy = None
        if not fresh and not replace:
            with store.writing("") as work:
                if loading.holds_something(work):
                    raise Refused(
                        N_("{study} exists already; use --replace to back it up and replace it."), study=address
                    )
        elif not fresh:
            copy = backup_path(address.path or Path(f"{content.id}.spanveld"), "before-load")
            store.backup(copy)
        coders = [item.coder for item in content.of(Coder)]
        actor = coder or (coders[0] if len(coders) == 1 else "")
        with store.writing(actor) as work:
            loading.load(work, content, files=reading.files, digest=reading.digest, replace=replace)
        store.analyse()
    except BaseException:
        store.close()
        raise
    return Loaded(Study(store, coder), content, dict(reading.files), copy)


def upgrade_study(study: str | Path) -> tuple[str, str]:
    """Bring a study's database to the newest version; gives the version it was of, and the one it is of now (the same: nothing to do).

    A file is backed up beside itself first; a server is its keeper's to back up.
    """
    return upgrade(address_of(study)), HEAD


def _store_for(address: Address, identifier: str) -> tuple[Store, bool]:
    """The study at this address, made where there is none; whether it was made."""
    if address.study and address.study != identifier:
        raise Refused(
            N_("The address asks for study '{asked}', but the folder holds study '{found}'."),
            asked=address.study,
            found=identifier,
        )
    if address.is_file:
        exists = address.path is not None and address.path.exists() and address.path.stat().st_size > 0
        return (open_or_make(address, identifier)) if exists else (create_study(address, identifier), True)
    return open_or_make(Address(url=address.url, study=identifier), identifier)


def open_or_make(address: Address, identifier: str) -> tuple[Store, bool]:
    """Open the study, or make it where the database has no such study yet."""
    try:
        return open_store(address), False
    except NoStudy:
        return create_study(address, identifier), True


def _identifier_from(address: Address) -> str:
    """An identifier made of a file's name."""
    if address.path is None:
        raise Refused(N_("Give the new study an identifier with --id."))
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "_.-") else "-" for c in address.path.stem).lstrip("_.-")
    return kept or "study"

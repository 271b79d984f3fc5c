"""A study -> its study folder in the one canonical form, so written that a crash leaves no half file."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from spanveld.formats.study_folder.adopted import adopted_name
from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults, table_files
from spanveld.formats.study_folder.files import check_file_name, clashes, framework_file
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.formats.study_folder.rows import NaturalOrder, canonical_columns
from spanveld.formats.study_folder.study_yaml import read_study, study_text
from spanveld.formats.study_folder.table import table_text
from spanveld.model.errors import N_, Refused, StoreError, why
from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.model.text import BYTE_ORDER_MARK, fault_in

__all__ = ["study_files", "write_folder"]


def write_folder(folder: Path, content: StudyContent, *, replace: bool = False) -> None:
    """Write the study in its canonical form.

    Raises ``Refused`` where the folder is not empty (with ``replace``: neither empty nor a study folder) or the study
    does not fit into files, ``StoreError`` where the system does not let it be written. A new folder appears as a whole;
    an existing one is replaced file by file, each as a whole. Files that are no part of the study stay as they are.
    """
    folder = Path(os.path.realpath(folder))
    _check_target(folder, replace)
    with no_collecting():
        files = {name: _bytes_of(name, text) for name, text in study_files(content)}
        files.update(_originals(content))
    old = _old_files(folder) if replace else set()
    try:
        _write(folder, files, old)
    except OSError as error:
        reason = N_("{folder} could not be written: {problem} ({file}). Free space or choose another folder.")
        raise StoreError(reason, folder=folder, problem=why(error), file=error.filename or "-") from error


def _check_target(folder: Path, replace: bool) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused(N_("{folder} is not a folder; choose another name for the study folder."), folder=folder)
    if not any(folder.iterdir()):
        return
    if not replace:
        raise Refused(
            N_("{folder} is not empty; choose an empty folder, or replace the study in it (--replace)."), folder=folder
        )
    if not _is_study_folder(folder):
        raise Refused(N_("{folder} holds other files and no study folder; choose an empty folder."), folder=folder)


def _is_study_folder(folder: Path) -> bool:
    try:
        data = (folder / STUDY_FILE).read_bytes()
    except OSError:
        return False
    return read_study(data, Faults()) is not None


def study_files(content: StudyContent, *, texts: bool = True) -> Iterator[tuple[str, str]]:
    """Name and text of every file, texts first (or without them) and ``study.yaml`` last."""
    if texts:
        yield from _texts(content)
    order = NaturalOrder()
    for name, kind in KINDS.items():
        records = content.records.get(name, ())
        if records and kind.file != STUDY_FILE:
            yield kind.file, table_text(canonical_columns(kind, records, order))
    names = []
    for framework in content.frameworks:
        name, frozen = adopted_name(framework)
        names.append(name)
        if frozen:
            yield framework_file(framework.id), framework.text
    yield STUDY_FILE, study_text(content, names)


def _texts(content: StudyContent) -> Iterator[tuple[str, str]]:
    sources = content.records.get("source", ())
    files = [*(source.file for source in sources), *(source.original for source in sources if source.original)]
    for later, earlier in clashes(files):
        reason = N_(
            "The files '{file}' and '{other}' of two sources cannot stand beside each other; rename one of them."
        )
        raise Refused(reason, file=files[later], other=files[earlier])
    for source in sources:
        for file in (source.file, *([source.original] if source.original else [])):
            _check_name(source.source, file)
        text = content.texts.get(source.source, "")
        yield source.file, BYTE_ORDER_MARK + text if text.startswith(BYTE_ORDER_MARK) else text


def _check_name(source: str, file: str) -> None:
    try:
        check_file_name(file)
    except CellFault as fault:
        reason = N_("The source {source} cannot be written to the file '{file}'; give it a plain file name.")
        raise Refused(reason, source=source, file=file) from fault


def _originals(content: StudyContent) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files that texts were taken from."""
    for source in content.records.get("source", ()):
        if source.original and source.source in content.originals:
            yield source.original, content.originals[source.source]


def _bytes_of(name: str, text: str) -> bytes:
    try:
        if "\0" not in text:
            return text.encode()
    except UnicodeEncodeError:
        pass
    reason = N_("{file} would hold the character {code}, which no text can hold; remove it first.")
    raise Refused(reason, file=name, code=fault_in(text))


def _old_files(folder: Path) -> set[str]:
    """The files of the study that stands in the folder; of what cannot be read, nothing is listed."""
    try:
        head = read_study((folder / STUDY_FILE).read_bytes(), Faults())
    except OSError:
        return set()
    frameworks = [framework_file(wanted.id) for wanted in (head and head.frameworks) or ()]
    names = {*table_files(), *frameworks, *_old_texts(folder)}
    return {name for name in names if _is_file(folder / name) and _inside(folder, name)}


def _old_texts(folder: Path) -> Iterator[str]:
    try:
        text = (folder / KINDS["source"].file).read_bytes().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        return
    for row in rows:
        for column in ("file", "original"):
            with contextlib.suppress(CellFault):
                if isinstance(name := row.get(column), str) and name:
                    yield check_file_name(name)


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _inside(folder: Path, name: str) -> bool:
    """Whether the place of a file, followed through links of its folders, lies in the study folder."""
    place = os.path.realpath((folder / name).parent)
    return place == str(folder) or place.startswith(str(folder).rstrip(os.sep) + os.sep)


def _write(folder: Path, files: Mapping[str, bytes], old: set[str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.{secrets.token_hex(6)}.saving"
    fresh.mkdir()
    try:
        for name, data in files.items():
            _write_file(fresh / name, data)
        _put_on_disk()
        if not folder.exists() or not any(folder.iterdir()):
            _move_whole(fresh, folder)
        else:
            _check_places(folder, files)
            _move_each(fresh, folder, files, old)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _put_on_disk() -> None:
    """Let the system put everything written on the disk: once, since asking it file by file takes ten times longer."""
    if hasattr(os, "sync"):
        os.sync()


def _move_whole(fresh: Path, folder: Path) -> None:
    if folder.exists():
        shutil.copymode(folder, fresh)
        folder.rmdir()
    fresh.rename(folder)


def _check_places(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to write where a folder stands in the way, or where a link leads out."""
    for name in files:
        path = folder / name
        if not _inside(folder, name):
            raise Refused(
                N_("{file} would be written outside {folder}, by a link; remove the link."), file=name, folder=folder
            )
        if path.is_dir() and not path.is_symlink():
            raise Refused(N_("{file} is a folder in {folder}; move it away first."), file=name, folder=folder)
        above = next((parent for parent in path.parents if os.path.lexists(parent)), folder)
        if not above.is_dir():
            raise Refused(
                N_("{file} needs a folder where {folder} has a file; move that away first."), file=name, folder=folder
            )


def _move_each(fresh: Path, folder: Path, files: Mapping[str, bytes], old: set[str]) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / name, folder / name)
    twins = {name.casefold(): name for name in files}
    for name in old - set(files):
        twin = twins.get(name.casefold())
        if twin is None or not _one_file(folder / name, folder / twin):
            (folder / name).unlink()


def _one_file(one: Path, other: Path) -> bool:
    """Whether a file system that does not tell capitals from small letters holds one file under both names."""
    return not one.is_symlink() and one.samefile(other)

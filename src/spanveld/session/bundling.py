"""A study as one encrypted file for others, and back.

bundle(study, "vru.age", recipients=["age1..."])
unbundle("vru.age", "vru.spanveld", identity="key.txt")
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from spanveld.formats import age_file
from spanveld.model.errors import N_, Refused, SpanveldError, why
from spanveld.store.copies import keep_sealed
from spanveld.store.database import open_store
from spanveld.store.engine import Address, address_of
from spanveld.views.consenting import not_for_archive, withdrawn

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["ConsentsMissing", "Purpose", "bundle", "make_key", "unbundle"]

LONGEST_KEY_FILE = 64 * 1024
Purpose = Literal["colleague", "archive"]


class ConsentsMissing(Refused):
    """People whose consent does not cover this way out; ``people`` are their identifiers."""

    def __init__(self, message: str, people: Sequence[str]) -> None:
        self.people = tuple(people)
        super().__init__(message, people=", ".join(people))


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was written: the file, and for how many keys."""

    file: Path
    recipients: int


def bundle(
    study: Study, file: str | Path, recipients: Sequence[str], *, purpose: Purpose = "colleague", replace: bool = False
) -> Bundle:
    """Write a whole copy of the study, its journal too, that only the holders of these keys can read.

    ``recipients``: public keys, or files that hold some. Refused where somebody withdrew and was not erased; for an archive,
    where somebody did not agree to that; and where the file exists, unless ``replace``.
    """
    path = Path(file)
    check_consents(study, purpose)
    keys = list(dict.fromkeys(key for given in recipients for key in age_file.recipients_of(given)))
    age_file.encrypt(b"", keys)  # a key that is none is found before the study is copied
    _free(path, replace)
    with _private_folder(path) as folder:
        copy = folder / "study.spanveld"
        study._store.copy(copy)
        with closing(sqlite3.connect(copy)) as base:
            base.execute("PRAGMA secure_delete = ON")
            base.execute("DELETE FROM request")
            base.execute("DELETE FROM backup_copy")  # where copies stand here is nobody else's business
            keep_sealed(base)
            base.commit()
            base.execute("VACUUM")
        with copy.open("rb") as reader:
            _write(path, lambda writer: age_file.encrypt_stream(reader, writer, keys))
    return Bundle(path, len(keys))


def check_consents(study: Study, purpose: Purpose) -> None:
    """ConsentsMissing where a bundle for this purpose would hold what somebody did not agree to."""
    with study._reader() as reader:
        gone, missing = withdrawn(reader), not_for_archive(reader)
    if gone:
        raise ConsentsMissing(
            N_(
                "Nothing was written: consent was withdrawn by {people}, who are still in the study. "
                "Erase them first: 'spanveld erase'."
            ),
            gone,
        )
    if purpose == "archive" and missing:
        raise ConsentsMissing(
            N_(
                "Nothing was written: no consent to deposit in an archive is recorded of {people} "
                "(deposit: yes in consents.csv)."
            ),
            missing,
        )


def unbundle(file: str | Path, study: str | Path, identity: str | Path) -> Path:
    """Make a study of a bundle, with the key file ``identity``. Nothing is left behind where the key or the file is not right."""
    source, address = Path(file), address_of(study)
    if address.path is None:
        raise Refused(
            N_("A bundle is unpacked into a file: give the path of a .spanveld file that does not exist yet.")
        )
    path = address.path
    _free(path, replace=False)
    key = _read_key(Path(identity))
    with _private_folder(path) as folder:
        copy = folder / "study.spanveld"
        try:
            with source.open("rb") as reader, _private(copy) as writer:
                age_file.decrypt_stream(reader, writer, key)
        except Refused as error:
            raise Refused(N_("{path} was not unpacked: {reason}"), path=source, reason=error) from error
        except OSError as error:
            raise Refused(
                N_("{path} cannot be read: {reason}."), path=error.filename or source, reason=why(error)
            ) from error
        _check_study(copy, source)
        _free(path, replace=False)
        try:
            os.link(copy, path)  # never over a file that came to be meanwhile
        except FileExistsError:
            _free(path, replace=False)
        except OSError:
            copy.replace(path)
    return path


def make_key(file: str | Path) -> str:
    """Make a key file that only its owner can read; gives the public key to hand out. Refused where the file exists."""
    path = Path(file)
    _free(path, replace=False)
    identity, recipient = age_file.new_identity()
    try:
        with _private(path) as writer:
            writer.write(f"# public key: {recipient}\n{identity}\n".encode())
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    return recipient


def _free(path: Path, replace: bool) -> None:
    if path.exists() and not replace:
        raise Refused(N_("{path} exists already; name another file."), path=path)
    if not path.absolute().parent.is_dir():
        raise Refused(N_("There is no folder {path}."), path=path.parent)


def _read_key(path: Path) -> str:
    try:
        key = path.read_text(encoding="utf-8", errors="replace")[:LONGEST_KEY_FILE]
        age_file.check_identity(key)
    except Refused as error:
        raise Refused(N_("{path} does not serve as a key: {reason}"), path=path, reason=error) from error
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=path, reason=why(error)) from error
    return key


@contextmanager
def _private_folder(beside: Path) -> Iterator[Path]:
    """A folder next to a file that only its owner can enter, gone afterwards; Refused where none can be made."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".spanveld-", dir=beside.absolute().parent))
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=beside, reason=why(error)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "wb") as writer:
        yield writer


def _write(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _private(part) as writer:
            fill(writer)
            writer.flush()
            os.fsync(writer.fileno())
        part.replace(path)
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _check_study(copy: Path, source: Path) -> None:
    try:
        open_store(Address(path=copy)).close()
    except SpanveldError as error:
        raise Refused(N_("{path} was decrypted, but holds no study: {reason}"), path=source, reason=error) from error

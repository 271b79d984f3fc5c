"""Where a QualCoder project lies: its folder, or the folder packed as a zip file; its database, and the files of its sources.

Nothing is written where it lies, and no file is opened but inside it: a path that leads elsewhere stays a name.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from spanveld.formats.exchange.foreign_database import ForeignDatabase, foreign_database, is_database
from spanveld.formats.sources.archive import Archive, Limits, open_archive
from spanveld.formats.sources.parts import LARGEST_FILE, Unreadable
from spanveld.model.errors import N_

__all__ = ["DATABASE", "QualCoderFolder", "is_qualcoder", "opened"]

DATABASE = "data.qda"
ENDING = ".qda"
_WHAT = N_("QualCoder project (zip)")
_LIMITS = Limits(file=4 * 1024**3, unpacked=1024**3, listed=False)
_PSEUDONYMS = "pseudonyms.json"
_LARGEST_TABLE = 4 * 1024 * 1024
_FOLDERS = ("documents", "images", "audio", "video")
_MOST_FILES = 100_000
_ZIP = b"PK\x03\x04"
_BESIDE = ("-wal", "-journal")
_SCHEMA = 1024 * 1024
_TABLES = (b"code_text", b"code_name", b"code_cat")


class QualCoderFolder:
    """An open project folder, packed or not; ``name`` is what its folder is called, without ``.qda``.

    ``root`` is the folder; None where it is packed, or where there is only a database.
    """

    def __init__(
        self, root: Path | None, name: str, database: Path, archive: Archive | None = None, prefix: str = ""
    ) -> None:
        self.name = name
        self._root, self._database, self._archive, self._prefix = root, database, archive, prefix
        self._parts = {part.lower(): part for part in reversed(archive.names())} if archive else {}

    @contextmanager
    def tables(self) -> Iterator[ForeignDatabase]:
        """The database; Unreadable where it is damaged, also while it is read."""
        if self._archive is None:
            with foreign_database(self._database) as database:
                yield database
            return
        with tempfile.TemporaryDirectory(prefix="spanveld-") as folder:
            copy = Path(folder) / DATABASE
            for ending in ("", *_BESIDE):
                part = self._prefix + self._database.name + ending
                if part not in self._archive:
                    continue
                with self._archive.stream(part) as packed, copy.with_name(copy.name + ending).open("wb") as file:
                    while piece := packed.read(1024 * 1024):
                        file.write(piece)
            with foreign_database(copy) as database:
                yield database

    def size(self, name: str) -> int | None:
        """The bytes of a file inside the folder (``documents/a.txt``); None where it is not there, or the name leads out of it."""
        found = self._found(name)
        if found is None:
            return None
        if isinstance(found, Path):
            return found.stat().st_size
        assert self._archive is not None
        return self._archive.size(found)

    def bytes_of(self, name: str) -> bytes | None:
        """A file inside the folder; None where it is not there or larger than a study keeps."""
        found, size = self._found(name), self.size(name)
        if found is None or size is None or size > LARGEST_FILE:
            return None
        if isinstance(found, Path):
            try:
                return found.read_bytes()
            except OSError:
                return None
        assert self._archive is not None
        return self._archive.part(found)

    def files(self, known: Collection[str]) -> list[str]:
        """The files in the folders of sources that are not ``known``, up to some thousands."""
        if self._archive is not None:
            length = len(self._prefix)
            inside = [name[length:] for name in self._archive.names() if name.lower().startswith(self._prefix.lower())]
        else:
            inside = []
            for folder in _FOLDERS if self._root else ():
                assert self._root is not None
                try:
                    inside += [
                        f"{folder}/{path.name}" for path in sorted((self._root / folder).iterdir()) if path.is_file()
                    ]
                except OSError:
                    continue
        return [
            name
            for name in inside[:_MOST_FILES]
            if name not in known
            and name.split("/")[0] in _FOLDERS
            and not name.rsplit("/", 1)[-1].startswith((".", "~"))
            and not name.endswith("/")
        ]

    def pseudonyms(self) -> int:
        """How many names the list of pseudonyms replaces; nothing else of it is kept."""
        size = self.size(_PSEUDONYMS)
        data = self.bytes_of(_PSEUDONYMS) if size and size <= _LARGEST_TABLE else None
        try:
            listed = json.loads(data) if data else []
        except (ValueError, RecursionError):
            return 0
        return len(listed) if isinstance(listed, list) else 0

    def _found(self, name: str) -> str | Path | None:
        path = PurePosixPath(name.replace("\\", "/"))
        if not path.parts or path.is_absolute() or ".." in path.parts:
            return None
        if self._archive is not None:
            return self._parts.get((self._prefix + str(path)).lower())
        if self._root is None:
            return None
        try:
            root, wanted = self._root.resolve(), (self._root / path).resolve()
            return wanted if root in wanted.parents and wanted.is_file() else None
        except (OSError, ValueError):
            return None


@contextmanager
def opened(path: Path) -> Iterator[QualCoderFolder]:
    """The project in a folder, a zip file of it, or a database alone; Unreadable where there is none."""
    if path.is_dir():
        if not (path / DATABASE).is_file():
            raise Unreadable(
                N_("it holds no {database}, which every QualCoder project has; give the whole folder of the project."),
                database=DATABASE,
            )
        yield QualCoderFolder(path, _bare(path.resolve().name), path / DATABASE)
    elif is_database(path):
        folder = path.resolve().parent if path.name == DATABASE else None
        yield QualCoderFolder(folder, _bare(folder.name if folder else path.stem), path)
    else:
        with open_archive(path, _WHAT, _LIMITS) as archive:
            found = _databases(archive)
            if len(found) != 1:
                raise Unreadable(
                    N_("it holds {count} QualCoder projects; pack the folder of one of them."), count=len(found)
                )
            prefix = found[0].removesuffix(DATABASE)
            name = prefix.rstrip("/").rsplit("/", 1)[-1] or path.stem
            yield QualCoderFolder(None, _bare(name), Path(DATABASE), archive, prefix)


def is_qualcoder(path: Path) -> bool:
    """Whether it is a project of QualCoder, by what is in it; never an error."""
    try:
        if path.is_dir():
            return (path / DATABASE).is_file() or path.suffix.lower() == ENDING
        if is_database(path):
            with path.open("rb") as file:
                start = file.read(_SCHEMA)
            return all(table in start for table in _TABLES)
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                return False
        with open_archive(path, _WHAT, _LIMITS) as archive:
            return bool(_databases(archive))
    except (Unreadable, OSError, ValueError):
        return False


def _databases(archive: Archive) -> list[str]:
    return [
        name for name in archive.names() if name.rsplit("/", 1)[-1] == DATABASE and not name.startswith("__MACOSX/")
    ]


def _bare(name: str) -> str:
    return name[: -len(ENDING)] if name.lower().endswith(ENDING) else name

"""Which files of a folder belong to the study, and reading them without being led out of the folder."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from spanveld.formats.study_folder.faults import STUDY_FILE, CellFault, Faults, table_files
from spanveld.model.errors import N_, StoreError, why

__all__ = ["FRAMEWORKS", "FolderFiles", "HeldFiles", "check_file_name", "clashes", "framework_file"]

FRAMEWORKS = "frameworks"
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_OUTSIDE = N_("leads out of the folder by a link; put the file itself into the folder.")


def framework_file(id: str) -> str:
    """Where the frozen copy of a framework stands."""
    return f"{FRAMEWORKS}/{id}.yaml"


def check_file_name(file: str) -> str:
    """The name of a source's file, relative to the folder; raises ``CellFault`` where it may not be one."""
    parts = file.split("/")
    if file.startswith("/") or PureWindowsPath(file).drive:
        raise CellFault(
            N_("is not a path inside the folder; write it from the folder on, without a drive or a / at its start.")
        )
    if ".." in parts:
        raise CellFault(N_("leads out of the folder; write a path without .. and put the file into the folder."))
    if "" in parts or "." in parts or "\\" in file or _CONTROL.search(file):
        raise CellFault(N_("is not a plain path; write folder and file name with one / between them."))
    if _folded(parts[0]) in _reserved():
        raise CellFault(N_("is a name that the study folder itself uses; give the text another name."))
    return file


def clashes(files: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (later, earlier) of names that cannot stand beside each other.

    They are the same but for upper and lower case, or one is a folder of the other.
    """
    first: dict[str, int] = {}
    folders: dict[str, int] = {}
    for index, file in enumerate(files):
        name = _folded(file)
        parents = [name[:at] for at, character in enumerate(name) if character == "/"]
        earlier = [first.get(name), folders.get(name), *(first.get(parent) for parent in parents)]
        found = next((other for other in earlier if other is not None), None)
        if found is not None:
            yield index, found
        first.setdefault(name, index)
        for parent in parents:
            folders.setdefault(parent, index)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _reserved() -> set[str]:
    return {STUDY_FILE, FRAMEWORKS, *table_files()}


class FolderFiles:
    """Reads the files of one folder, each at most once, and remembers all that it read in a digest."""

    def __init__(self, folder: Path, faults: Faults) -> None:
        if not folder.exists():
            raise StoreError(N_("There is no folder {folder}; check the path."), folder=folder)
        if not folder.is_dir():
            raise StoreError(N_("{folder} is not a folder; name the folder that holds study.yaml."), folder=folder)
        if not os.path.lexists(folder / STUDY_FILE):
            raise StoreError(N_("{folder} is not a study folder: it has no study.yaml."), folder=folder)
        self._root = os.path.realpath(folder)
        self._inside = self._root.rstrip(os.sep) + os.sep
        self._faults = faults
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        """Hexadecimal SHA-256 over name, length and bytes of all files read, in the order of reading."""
        return self._digest.hexdigest()

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return os.path.lexists(os.path.join(self._root, name))

    def read(self, name: str) -> bytes | None:
        """The bytes of a file of the format; None, and a fault, where it cannot be read."""
        try:
            return self.bytes_of(name)
        except CellFault as fault:
            self._faults.add(name, 0, "", name, fault.reason, **fault.values)
            return None

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a file inside the folder; raises ``CellFault`` where it is none or cannot be read."""
        path = os.path.realpath(os.path.join(self._root, name))
        if not path.startswith(self._inside):
            raise CellFault(_OUTSIDE)
        if not os.path.exists(path):
            raise CellFault(N_("is not in the folder; put the file there or correct its name."))
        if not os.path.isfile(path):
            raise CellFault(N_("is not a regular file; put a text file there."))
        try:
            with open(path, "rb", buffering=0) as file:
                data = file.readall()
        except OSError as error:
            raise CellFault(N_("cannot be read ({problem}); check its permissions."), problem=why(error)) from None
        self._digest.update(f"{name}\0{len(data)}\0".encode())
        self._digest.update(data)
        return data


class HeldFiles(FolderFiles):
    """Files that stand in no folder, but are held under the names that they would have there."""

    def __init__(self, held: Mapping[str, bytes], faults: Faults) -> None:
        if STUDY_FILE not in held:
            raise StoreError(N_("{folder} is not a study folder: it has no study.yaml."), folder="-")
        self._held = held
        self._faults = faults
        self._digest = hashlib.sha256()

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._held

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a file; raises ``CellFault`` where there is none."""
        if name not in self._held:
            raise CellFault(N_("is not in the folder; put the file there or correct its name."))
        data = self._held[name]
        self._digest.update(f"{name}\0{len(data)}\0".encode())
        self._digest.update(data)
        return data

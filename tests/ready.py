"""Study files that many tests begin with are made once and copied, and statements are compiled once for all studies of a process."""

from __future__ import annotations

import atexit
import hashlib
import pickle
import shutil
import tempfile
from collections import OrderedDict
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from spanveld.actions import loading
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.store import engine as engines
from spanveld.store.database import Store, create_study, open_store
from spanveld.store.engine import Address, address_of

__all__ = ["compile_once", "put"]

MOST = 24
"""How many are kept to be copied; a property test makes new ones all the time."""
MOST_COMPILED = 3_000

_ready: OrderedDict[str, str] = OrderedDict()
"""What is in it -> the file to copy; the one used last is at the end."""
_numbers = count(1)


def put(address: str, content: StudyContent, coder: str = "") -> Study:
    """The content as a study at an address, open; its tables were never analysed."""
    place = address_of(address)
    if place.path is None or place.path.exists():
        return Study(_made(place, content, coder), coder)
    known = hashlib.sha256(pickle.dumps((content, coder))).hexdigest()
    shutil.copyfile(_file(known, content, coder), place.path)
    return Study(open_store(place), coder)


def _made(place: Address, content: StudyContent, coder: str) -> Store:
    store = create_study(place, content.id)
    with store.writing(coder) as work:
        loading.load(work, content, files={}, digest="")
    return store


def _file(known: str, content: StudyContent, coder: str) -> Path:
    """The file to copy; made where there is none yet."""
    if known in _ready:
        _ready.move_to_end(known)
        return Path(_ready[known])
    file = _folder() / f"{next(_numbers)}.spanveld"
    _made(Address(path=file), content, coder).close()
    _ready[known] = str(file)
    for old in _spare():
        Path(old).unlink()
    return file


def _spare() -> list[str]:
    """Those that were used longest ago, forgotten here."""
    return [_ready.popitem(last=False)[1] for _ in range(len(_ready) - MOST)]


def _folder() -> Path:
    if not _kept:
        _kept.append(Path(tempfile.mkdtemp(prefix="spanveld-ready-")))
        atexit.register(shutil.rmtree, _kept[0], ignore_errors=True)
    return _kept[0]


_kept: list[Path] = []


class _Compiled(dict[Any, Any]):
    """Compiled statements by what they say and the kind of database, whichever engine asks."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) > MOST_COMPILED:
            self.clear()
        super().__setitem__((key[0].name, *key[1:]), compiled)


def compile_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all engines of this process share what they compiled: a test opens several, a person one."""
    monkeypatch.setattr(
        engines, "create_engine", partial(create_engine, execution_options={"compiled_cache": _Compiled()})
    )

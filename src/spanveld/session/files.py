"""Files that are written for a person: whole or not at all, and not over one that is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from spanveld.model.errors import N_, Refused, why

__all__ = ["check_free", "write_whole", "writing_whole"]


def check_free(path: Path, *, replace: bool = False) -> None:
    """Refused where a file is there already, unless it may be replaced."""
    if path.exists() and not replace:
        raise Refused(N_("{path} exists already; use --replace, or name another file."), path=path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave what was there as it was; Refused where that cannot be done."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """In which a file is written that takes its place at the end; what was there stays where that fails."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    finally:
        part.unlink(missing_ok=True)

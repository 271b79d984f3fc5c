"""Files that are written for a person: whole or not at all, and not over one that is there."""

from __future__ import annotations

import os
from pathlib import Path

from spanveld.model.errors import N_, Refused, why

__all__ = ["check_free", "write_whole"]


def check_free(path: Path, *, replace: bool = False) -> None:
    """Refused where a file is there already, unless it may be replaced."""
    if path.exists() and not replace:
        raise Refused(N_("{path} exists already; use --replace, or name another file."), path=path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave what was there as it was; Refused where that cannot be done."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error

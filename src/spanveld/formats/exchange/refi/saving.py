"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from spanveld.model.errors import N_, Refused, why

__all__ = ["saved"]


def saved(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Writes a file beside its place and puts it there when it is whole; only its owner can read it.

    Refused where the system does not let it be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(number, "w+b") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    finally:
        part.unlink(missing_ok=True)

"""What the server keeps between runs, in a private folder of the user: the key that it signs with, and the port of each study."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

import platformdirs

from spanveld.model.errors import N_, StoreError, why

__all__ = ["State", "state_folder"]

KEY_BYTES = 32


def state_folder() -> Path:
    """``SPANVELD_STATE``, else the folder that this system has for what a program keeps of its user."""
    named = os.environ.get("SPANVELD_STATE", "")
    return Path(named) if named else platformdirs.user_state_path("spanveld", appauthor=False)


class State:
    """The private folder; made where there is none."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_folder()

    def key(self) -> bytes:
        """The key of this user; made on first use, and again where others could have read it or it was cut short."""
        path = self.folder / "web.key"
        try:
            self._make_folder()
            for _ in range(3):
                if found := _private_bytes(path):
                    return found
                self._write(path, secrets.token_bytes(KEY_BYTES), over=path.exists())
        except OSError as error:
            raise StoreError(N_("{path} cannot be used: {reason}."), path=self.folder, reason=why(error)) from error
        raise StoreError(N_("{path} does not stay private; give another folder with SPANVELD_STATE."), path=path)

    def port_of(self, identity: str) -> int | None:
        """The port at which a study was served last, where that is known."""
        with suppress(OSError, ValueError):
            return int(self._port_file(identity).read_text(encoding="ascii"))
        return None

    def remember_port(self, identity: str, port: int) -> None:
        """Note at which port a study is served; a note that cannot be made is left."""
        with suppress(OSError):
            self._make_folder()
            self._write(self._port_file(identity), str(port).encode(), over=True)

    def _port_file(self, identity: str) -> Path:
        return self.folder / f"port-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _write(self, path: Path, content: bytes, *, over: bool) -> None:
        """Write a file that only its owner may read, as a whole; unless ``over``, one that is there meanwhile stays."""
        part = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            if over:
                part.replace(path)
                return
            with suppress(FileExistsError):
                os.link(part, path)
        finally:
            part.unlink(missing_ok=True)


def _private_bytes(path: Path) -> bytes:
    """The key in a file; nothing where there is none, it is short, or others may read it."""
    try:
        content, mode = path.read_bytes(), path.stat().st_mode
    except FileNotFoundError:
        return b""
    open_to_others = os.name == "posix" and stat.S_IMODE(mode) & 0o077
    return content if len(content) == KEY_BYTES and not open_to_others else b""

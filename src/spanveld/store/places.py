"""Where a study's file lies, and whether it is safe there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spanveld.model.errors import N_, SpanveldError
from spanveld.store.engine import Address

__all__ = ["cautions"]


def cautions(address: Address) -> Iterator[SpanveldError]:
    """What a person should know about where a file lies."""
    if address.path is None:
        return
    folder = address.path.resolve().parent
    synced = {"dropbox", "onedrive", "google drive", "icloud drive", "nextcloud", "owncloud"}
    if any(word in part.casefold() for part in folder.parts for word in synced) or _mount_type(folder) in NETWORK:
        yield SpanveldError(
            N_("This file lies in a network or synced folder, which can damage an open study: work on a local copy.")
        )


NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"}


def _mount_type(folder: Path) -> str:
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    inside = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(inside)[1] if inside else ""

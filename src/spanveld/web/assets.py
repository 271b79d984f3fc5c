"""The files of ``static``, each under an address that holds a digest of its content, so that browsers may keep it for ever."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

__all__ = ["Asset", "Assets", "static"]

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
"""The kinds of files that are served; no other is."""
IMPORTS = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"'\s]+)(\2)""")
URLS = re.compile(r"""(\burl\(\s*|@import\s+)(["']?)(?![a-z][a-z0-9+.-]*:|/|\#)([^"'()\s]+)(\2)""", re.IGNORECASE)
REFERENCES = {".js": IMPORTS, ".css": URLS}
DIGITS = 16
KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its references to others hold their addresses."""

    digest: str
    content: bytes
    type: str


class Assets:
    """All files of a folder. What a file refers to is part of its digest, so that a new version of either is fetched.

    ``missing`` names references to files that are not there, as (file, what it refers to).
    """

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.suffix in TYPES and path.is_file())
        self._raw = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self.missing: list[tuple[str, str]] = []
        references = {name: self._references(name) for name in self._raw}
        digests = {name: self._digest(name, references) for name in self._raw}
        self._addresses = {name: f"/static/{digest}/{name}" for name, digest in digests.items()}
        self._assets = {
            name: Asset(digests[name], self._rewritten(name), TYPES[posixpath.splitext(name)[1]]) for name in self._raw
        }

    def address(self, path: str) -> str:
        """The address of a file of the folder; KeyError where there is none."""
        return self._addresses[path]

    def __contains__(self, path: str) -> bool:
        return path in self._addresses

    def find(self, digest: str, path: str) -> Asset | None:
        """The file at an address; None where there is none, or its digest is not that."""
        found = self._assets.get(path)
        return found if found is not None and found.digest == digest else None

    def _references(self, name: str) -> set[str]:
        """The files of the folder that a file refers to."""
        found: set[str] = set()

        def note(target: str, written: str) -> str:
            if target in self._raw:
                found.add(target)
            else:
                self.missing.append((name, written))
            return written

        self._replaced(name, note)
        return found

    def _digest(self, name: str, references: dict[str, set[str]]) -> str:
        """Of the file and all that it reaches; files may refer to each other in a circle."""
        reached, ahead = {name}, [name]
        while ahead:
            new = references[ahead.pop()] - reached
            reached |= new
            ahead.extend(new)
        total = hashlib.sha256(name.encode())
        for path in sorted(reached):
            total.update(f"\0{path}\0".encode() + hashlib.sha256(self._raw[path]).digest())
        return total.hexdigest()[:DIGITS]

    def _rewritten(self, name: str) -> bytes:
        return self._replaced(name, lambda target, written: self._addresses.get(target, written))

    def _replaced(self, name: str, address: Callable[[str, str], str]) -> bytes:
        """The content with each relative reference replaced by ``address(file, as written)``; its ``#`` or ``?`` part stays."""
        pattern = REFERENCES.get(posixpath.splitext(name)[1])
        if pattern is None:
            return self._raw[name]

        def one(match: re.Match[str]) -> str:
            before, quote, written, _ = match.groups()
            path = re.split(r"[?#]", written, maxsplit=1)[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            return f"{before}{quote}{address(target, path)}{written[len(path) :]}{quote}"

        return pattern.sub(one, self._raw[name].decode()).encode()


def static(request: Request) -> Response:
    """GET /static/{digest}/{path}: the file itself; 404 for everything that ``Assets`` does not know by this very address."""
    assets: Assets = request.app.state.assets
    found = assets.find(request.path_params["digest"], request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    return Response(found.content, headers={"Content-Type": found.type, "Cache-Control": KEPT})

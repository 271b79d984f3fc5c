"""What the adopted frameworks say about a change that is being made."""

from __future__ import annotations

from functools import lru_cache

from spanveld.formats.framework_file import frozen_framework
from spanveld.model.errors import N_, Refused
from spanveld.model.framework import Framework
from spanveld.store.work import Row, Work

__all__ = ["check_finding_kind", "parse_framework"]


@lru_cache(maxsize=64)
def parse_framework(text: str, name: str) -> Framework:
    """The framework in a frozen text, read once per process."""
    return frozen_framework(text, name)


def check_finding_kind(work: Work, dimension: Row, kind: str) -> None:
    """Refused where the framework that brings the dimension does not know this kind of finding."""
    owner = work.values("layer", "framework_id", id=dimension["layer_id"])[0][0]
    if owner is None:
        return
    row = work.row("framework", (owner,)) or {}
    known = [item.id for item in parse_framework(row["body"], row["identifier"]).finding_kinds]
    if kind not in known:
        raise Refused(N_("'{kind}' is no kind of finding here; known are: {known}."), kind=kind, known=", ".join(known))

"""The interface for scripts: the pages use no other."""

from __future__ import annotations

from spanveld.web.api import coding, importing, looking, things
from spanveld.web.operations import Operation

__all__ = ["OPERATIONS"]

OPERATIONS: tuple[Operation, ...] = (
    *looking.OPERATIONS,
    *coding.OPERATIONS,
    *importing.OPERATIONS,
    *things.OPERATIONS,
)

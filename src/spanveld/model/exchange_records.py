"""What a study keeps of projects of other programs that were brought in: each import with its account, and what had no place here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

__all__ = ["Exchange", "Foreign"]


@kind("exchange", "exchanges.csv", ("exchange",))
@dataclass(frozen=True, slots=True)
class Exchange:
    """A project of another program that was brought in.

    ``digest`` is the SHA-256 of its file; ``layer`` the layer of its codes; ``account`` JSON: what became of everything in it.
    """

    exchange: str = column("identifier", required=True)
    file: str = column("text", private=True)
    origin: str = column("text")
    format: str = column("text")
    date: str = column("moment")
    digest: str = column("text")
    coder: str = column("reference", to="coder")
    layer: str = column("text")
    account: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("foreign", "foreign.csv", ("exchange", "item", "element"))
@dataclass(frozen=True, slots=True)
class Foreign:
    """What a project holds that has no place in a study, to be written back; ``item`` is the GUID of the thing that it belongs to.

    ``content`` is JSON. It names no thing of the study otherwise than by its GUID: who removes the thing leaves nothing hanging.
    """

    exchange: str = column("reference", to="exchange", required=True)
    element: str = column("text", required=True)
    item: str = column("text")
    content: str = column("text", required=True, private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

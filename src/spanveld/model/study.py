"""A whole study as one value: what a study folder holds, and what a store loads and saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from spanveld.model.framework import Framework
from spanveld.model.kinds import KINDS

__all__ = ["StudyContent"]

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class StudyContent:
    """Everything of a study but its journal and superseded texts.

    ``records`` maps the name of a kind to its records, in the order of the folder; ``texts`` maps a source's identifier to
    its current text, ``originals`` to the file that it was taken from. ``ethics`` is the number under which an ethics committee
    approved the study, ``keep_until`` the date until which its data are kept. ``own`` holds keys of ``study.yaml`` that the
    format does not know.
    """

    id: str
    title: str = ""
    language: str = "en"
    guid: str = ""
    frameworks: tuple[Framework, ...] = ()
    records: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)
    originals: Mapping[str, bytes] = field(default_factory=dict)
    ethics: str = ""
    keep_until: str = ""

    def of(self, record: type[Record]) -> Sequence[Record]:
        """All records of one class."""
        return next(self.records.get(name, ()) for name, kind in KINDS.items() if kind.record is record)

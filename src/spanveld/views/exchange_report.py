"""What became of a project of another program: shown before it comes in and afterwards.

It holds names of sources and users, never the words of a passage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.model.errors import Remark

__all__ = ["ElementLine", "ExchangeReport", "SourceCounted"]


@dataclass(frozen=True, slots=True)
class ElementLine:
    """A kind of element: how many the file holds, and what became of them."""

    element: str
    in_file: int
    taken: int
    changed: int
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class SourceCounted:
    """How the positions of a source were understood: ``convention`` and ``runner_up`` are names for a command line, ``says`` words.

    Scores lie between 0 and 1, None where there was nothing to score. ``clear``: nobody needs to look; ``chosen``: a person chose.
    """

    guid: str
    source: str
    convention: str
    says: Remark
    score: float | None
    runner_up: str
    runner_up_says: Remark | None
    runner_up_score: float | None
    clear: bool
    chosen: bool
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """The whole account: the lines by kind of element, the reasons, and how each source's positions were counted."""

    project: str
    origin: str
    reader: str
    lines: tuple[ElementLine, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceCounted, ...] = ()

    def as_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Plain values, remarks in words."""
        return {
            "project": self.project,
            "origin": self.origin,
            "reader": self.reader,
            "elements": [asdict(line) for line in self.lines],
            "remarks": [remark.text(translate) for remark in self.remarks],
            "sources": [
                {
                    "guid": source.guid,
                    "source": source.source,
                    "convention": source.convention,
                    "score": source.score,
                    "runner_up": source.runner_up,
                    "runner_up_score": source.runner_up_score,
                    "clear": source.clear,
                    "chosen": source.chosen,
                    "inside": source.inside,
                    "outside": source.outside,
                }
                for source in self.sources
            ],
        }

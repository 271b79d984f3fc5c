"""The numbers of chapters, parts and tables, given out in the order in which a report asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spanveld.reports.report_blocks import Column, Heading, Row, Table

__all__ = ["Numbers"]


@dataclass(slots=True)
class Numbers:
    """Counts while a report is put together."""

    chapters: int = 0
    parts: int = 0
    appendices: int = 0
    tables: int = 0

    def chapter(self, text: str, anchor: str) -> Heading:
        """The heading of the next chapter."""
        self.chapters, self.parts = self.chapters + 1, 0
        return Heading(1, text, anchor, str(self.chapters))

    def part(self, text: str, anchor: str) -> Heading:
        """The heading of the next part of the present chapter."""
        self.parts += 1
        return Heading(2, text, anchor, f"{self.chapters}.{self.parts}")

    def appendix(self, text: str, anchor: str) -> Heading:
        """The heading of the next appendix; its number is a letter."""
        self.appendices += 1
        return Heading(1, text, anchor, chr(ord("A") + self.appendices - 1), appendix=True)

    def table(
        self, caption: str, name: str, columns: Iterable[Column], rows: Iterable[Row], *, findings: bool = False
    ) -> Table:
        """The next table."""
        self.tables += 1
        role = "findings" if findings else "counts"
        return Table(self.tables, caption, f"table:{name}", tuple(columns), tuple(rows), role)  # type: ignore[arg-type]

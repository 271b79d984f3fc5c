"""A framework in one language: its texts, its sources with the names of the works, and the lines that an entry of it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.framework import Framework, in_language
from spanveld.reports.lines import Line, Role, wrapped

__all__ = ["STATUS", "STEP", "UNCHECKED", "Entry", "Page"]

Entry = Mapping[str, Any]
"""A record of the framework's file, as plain data."""

UNCHECKED = N_("not checked against its source")
STATUS = {"proposition": N_("proposition"), "settled": N_("settled")}
STEP = 2
"""By how much what belongs to something is indented."""


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of the text needs: the framework, the reader's language, and how wide lines are."""

    framework: Framework
    language: str
    translate: Translate
    width: int

    def section(self, key: str) -> Any:
        """A part of the file, an empty list where it has none."""
        return self.framework.section(key) or ()

    def text(self, entry: Entry, key: str = "label") -> str:
        """A text of an entry in the reader's language; empty where it has none."""
        return in_language(entry.get(key) or {}, self.language)

    def texts(self, entries: Sequence[Mapping[str, str]] | None) -> list[str]:
        """Texts in the reader's language."""
        return [in_language(labels, self.language) for labels in entries or ()]

    def heading(self, text: str) -> Iterator[Line]:
        """The heading of a part."""
        yield Line("", "empty")
        yield Line(text, "kind")

    def lines(self, text: str, indent: int, role: Role = "statement", first: str = "") -> Iterator[Line]:
        """A text, indented; ``first`` stands before it on its first line. Nothing where the text is empty."""
        if text:
            lead = " " * indent + first
            yield from wrapped(text, role, self.width, lead, min(len(lead), self.width // 2))

    def said(self, message: str, text: str, indent: int, role: Role = "statement") -> Iterator[Line]:
        """``Word: text``; nothing where the text is empty."""
        if text:
            yield from self.lines(f"{self.translate(message)}: {text}", indent, role)

    def entry(self, entry: Entry, indent: int = STEP, *, name: str = "", holder: Entry | None = None) -> Iterator[Line]:
        """An entry: its id and label (or ``name``), and below it what is said of every entry and where that comes from.

        What it has from ``holder`` (its source, not having been checked) is said there; the latter here as well.
        """
        yield Line("", "empty")
        yield from self.lines(
            name or self.text(entry), indent, "dimension", f"{entry['id']}  " if "id" in entry else ""
        )
        yield from self.about(entry, indent + STEP, holder)

    def about(self, entry: Entry, indent: int, holder: Entry | None = None) -> Iterator[Line]:
        """The definition, note, status and source of an entry."""
        yield from self.lines(self.text(entry, "definition"), indent)
        yield from self.said(N_("Note"), self.text(entry, "note"), indent)
        if status := entry.get("status"):
            yield from self.said(N_("Status"), self.translate(STATUS[status]), indent, "narrow")
        yield from self.source(entry, indent, holder)

    def source(self, entry: Entry, indent: int, holder: Entry | None = None) -> Iterator[Line]:
        """Where an entry comes from; that nobody checked it, where that is so."""
        unchecked = not entry.get("checked", (holder or {}).get("checked", True))
        cited = self.cited(entry.get("source", ""))
        if cited:
            remark = f" ({self.translate(UNCHECKED)})" if unchecked else ""
            yield from self.said(N_("Source"), cited + remark, indent, "narrow" if unchecked else "ground")
        elif unchecked:
            yield from self.lines(self.translate(UNCHECKED), indent, "narrow")

    def cited(self, source: str) -> str:
        """A source with the names of its works: ``Moore (2013), p. 113; ...``."""
        works = {work["id"]: self.work(work) for work in self.section("references")}
        parts = (part.strip().partition(",") for part in source.split(";")) if source else ()
        return "; ".join(f"{works.get(id, id)}{comma}{place}" for id, comma, place in parts)

    def work(self, work: Entry) -> str:
        """How a work is cited."""
        cite = work["cite"]
        return cite if isinstance(cite, str) else in_language(cite, self.language)

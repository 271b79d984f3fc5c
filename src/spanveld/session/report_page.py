"""The report as a page: the same blocks as its file, kept until the study changes, a chapter at a time where it is long."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from spanveld.reports.report_blocks import Document, Paragraph, Quotation, Table, plain
from spanveld.reports.report_document import document_of
from spanveld.reports.report_html import Chapter, chapters, render_chapters, styles
from spanveld.session.report import FORMS, report_of
from spanveld.views.report_disclosure import QuotesNotCovered
from spanveld.views.report_parts import PROFILES, Report

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "PROFILES",
    "Choice",
    "Entry",
    "KeptReports",
    "QuotesNotCovered",
    "Ready",
    "ShownReport",
    "report_styles",
    "shown",
]

LONG = 300
"""From how many cited passages on a report is shown a chapter at a time."""
PIECE = 500
"""How many quotations of a long report stand on a page."""
KEPT = 3
"""How many reports are kept ready."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which report: for whom, and what of the findings."""

    profile: str = "research"
    leave_out_quotes: bool = False
    dimension: str = ""
    sub_case: str = ""
    wave: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """A report that is worked out; ``chapter_of``: anchor -> the anchor of its chapter."""

    report: Report
    document: Document
    chapters: tuple[Chapter, ...]
    chapter_of: Mapping[str, str]

    def file(self, ending: str) -> bytes:
        """The report as a file (``.html``, ``.docx``, ``.md``)."""
        return FORMS[ending](self.document)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    text: str
    level: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class ShownReport:
    """What the page shows. ``html`` is safe to stand in a page; ``before`` and ``after`` are the chapters beside the one shown."""

    title: str
    subtitle: str
    language: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    guarded: tuple[tuple[str, int], ...]
    contents: tuple[Entry, ...]
    before: Entry | None
    after: Entry | None
    html: str
    made: str


class KeptReports:
    """The reports of a study that were asked for last, as long as nothing changed in it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, Choice], Ready] = OrderedDict()

    def of(self, study: Study, choice: Choice) -> Ready:
        """The report as it is now; QuotesNotCovered where it would print words outside a consent."""
        with self._lock:
            key = study.newest(), choice
            if key not in self._kept:
                for old in [one for one in self._kept if one[0] != key[0]]:
                    del self._kept[old]
                self._kept[key] = _ready(study, choice)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def _ready(study: Study, choice: Choice) -> Ready:
    asked: dict[str, Any] = asdict(choice)
    profile, leave_out_quotes = asked.pop("profile"), asked.pop("leave_out_quotes")
    report = report_of(study, profile=profile, leave_out_quotes=leave_out_quotes, filters=asked)
    document = document_of(report)
    parts = tuple(chapters(document.blocks))
    if len(report.passages) > LONG:
        parts = tuple(piece for part in parts for piece in _pieces(part))
    return Ready(report, document, parts, {anchor: part.heading.anchor for part in parts for anchor in _anchors(part)})


def _pieces(chapter: Chapter) -> Iterator[Chapter]:
    """A chapter in pieces that a page can hold; each has the heading, the later ones with their number."""
    pieces: list[list[Any]] = [[]]
    size = 0
    for item in chapter.content:
        weight = (
            sum(len(group.quotations) for group in item) if isinstance(item, tuple) else isinstance(item, Quotation)
        )
        if size and size + weight > PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append(item)
        size += weight
    for number, content in enumerate(pieces, 1):
        heading = chapter.heading
        if number > 1:
            heading = replace(heading, anchor=f"{heading.anchor}:{number}", text=f"{heading.text} ({number})")
        yield Chapter(heading, tuple(content))


def _anchors(chapter: Chapter) -> Sequence[str]:
    """Every place in a chapter that something can lead to."""
    found = [chapter.heading.anchor]
    for item in chapter.content:
        if isinstance(item, tuple):
            for group in item:
                found += [group.heading.anchor, *(quoted.anchor for quoted in group.quotations)]
        elif anchor := getattr(item, "anchor", ""):
            found.append(anchor)
        if isinstance(item, Table):
            found += [row.anchor for row in item.rows if row.anchor]
    return found


def shown(
    ready: Ready, chapter: str, address: Callable[[str, str], str], in_text: Callable[[str, str], str]
) -> ShownReport:
    """What the page shows; ``address(chapter, anchor)`` gives an address (chapter empty: of the whole report), ``in_text(source,
    passage)`` that of a passage in its text.

    A long report shows one chapter: the one named, else the first.
    """
    document, parts = ready.document, ready.chapters
    paged = len(ready.report.passages) > LONG
    names = [part.heading.anchor for part in parts]
    at = names.index(chapter) if chapter in names else 0
    chosen = parts[at : at + 1] if paged else parts
    present = {part.heading.anchor for part in chosen}
    texts = _places(ready.report, in_text)

    def href(target: str) -> str:
        if target in texts:
            return texts[target]
        its = ready.chapter_of.get(target, "")
        return address(its, target) if its and its not in present else f"#{quote(target)}"

    entries = tuple(
        Entry(_numbered(heading, document), heading.level, href(heading.anchor), paged and heading.anchor == names[at])
        for heading in document.headings
    )
    beside = [
        Entry(_numbered(part.heading, document), 1, address(part.heading.anchor, part.heading.anchor), False)
        for part in parts
        if paged
    ]
    return ShownReport(
        title=document.title,
        subtitle=document.subtitle,
        language=document.language,
        facts=tuple((label, plain(spans)) for label, spans in document.facts),
        warnings=_warnings(parts),
        guarded=_guarded(ready.report),
        contents=entries,
        before=beside[at - 1] if beside and at else None,
        after=beside[at + 1] if at + 1 < len(beside) else None,
        html=render_chapters(document, chosen, href, lambda anchor: texts.get(anchor, "")),
        made=document.words["made"],
    )


def _places(report: Report, in_text: Callable[[str, str], str]) -> dict[str, str]:
    """Anchor of a passage -> where it stands in its text; only in the edition that calls passages and sources by their names."""
    if report.profile != "research":
        return {}
    return {
        f"passage:{name}": in_text(source.source, name)
        for source in report.sources
        if source.source
        for name in source.passages
    }


def _numbered(heading: Any, document: Document) -> str:
    if heading.appendix:
        return f"{document.words['appendix']} {heading.number}. {heading.text}"
    return f"{heading.number} {heading.text}" if heading.number else str(heading.text)


def _warnings(parts: Sequence[Chapter]) -> tuple[str, ...]:
    """What the first chapter warns of."""
    first = parts[0].content if parts else ()
    return tuple(plain(item.spans) for item in first if isinstance(item, Paragraph) and item.role == "warning")


def _guarded(report: Report) -> tuple[tuple[str, int], ...]:
    """Why words should not go outside, and of how many passages."""
    reasons = Counter(reason for passage in report.passages.values() for reason in passage.objections)
    return tuple(reasons.most_common())


def report_styles() -> str:
    """The look of the report, for what stands inside ``.report``; paper and colours are those of the page around it."""
    names = "--serif:var(--reading);--sans:var(--ui);--line:var(--rule);--qualify:var(--warn);--few:var(--warn);--few-fill:var(--soft)"
    return f".report{{{names}}}\n@scope (.report) {{\n{styles()}\n}}\n"

"""A report as one HTML file that stands alone: no script, nothing fetched, readable on a phone, in the dark and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from spanveld.reports.report_blocks import Block, Document, Heading, Quotation
from spanveld.reports.templating import templates

__all__ = ["Chapter", "StanceGroup", "chapters", "render", "render_chapters", "styles"]

STYLES = ("report.css", "report_document.css")
"""The look of all reports, and what this one adds."""


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The passages of one stance below their heading; those of a finding stand beside each other."""

    heading: Heading
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the first level with what belongs to it: blocks, and lists of stance groups."""

    heading: Heading
    content: tuple[Block | tuple[StanceGroup, ...], ...]


def render(document: Document) -> str:
    """The whole file."""
    return _rendered(
        "report_document.html.j2",
        document,
        list(chapters(document.blocks)),
        lambda target: f"#{target}",
        lambda anchor: "",
    )


def render_chapters(
    document: Document, shown: Sequence[Chapter], href: Callable[[str], str], place: Callable[[str], str]
) -> str:
    """Some chapters as a part of a page that has its own frame.

    ``href``: target -> address; ``place``: anchor of a passage -> where it stands in its text (empty: nowhere to be looked at).
    """
    return _rendered("_report_body.html.j2", document, shown, href, place)


def styles() -> str:
    """The style sheet, with a class for each width that a table or column can have."""
    folder = files("spanveld.reports") / "templates"
    sheets = [(folder / name).read_text(encoding="utf-8") for name in STYLES]
    columns = " ".join(f".w{share} {{ width: {share}%; }}" for share in range(1, 101))
    tables = " ".join(f".most{share} {{ max-width: {share * 0.6:.1f}rem; }}" for share in range(1, 90))
    return "\n".join([*sheets, f"@media (min-width: 52.01rem) {{ {columns} }}", tables])


def _rendered(
    name: str, document: Document, shown: Sequence[Chapter], href: Callable[[str], str], place: Callable[[str], str]
) -> str:
    template = templates().get_template(name)
    values = {"document": document, "chapters": shown, "words": document.words, "href": href, "place": place}
    return template.render(values, css=styles())


def chapters(blocks: Sequence[Block]) -> Iterator[Chapter]:
    """The blocks by chapter; a report begins with the heading of one."""
    heading: Heading | None = None
    content: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if heading is not None:
                yield Chapter(heading, tuple(_beside(content)))
            heading, content = block, []
        else:
            content.append(block)
    if heading is not None:
        yield Chapter(heading, tuple(_beside(content)))


def _beside(blocks: Sequence[Block]) -> Iterator[Block | tuple[StanceGroup, ...]]:
    """The blocks with each run of stances (a heading of the fourth level, then quotations) as one list."""
    for of_stance, run in groupby(blocks, key=_is_of_stance):
        if of_stance:
            yield tuple(_stances(list(run)))
        else:
            yield from run


def _is_of_stance(block: Block) -> bool:
    if isinstance(block, Heading):
        return block.level == 4
    return isinstance(block, Quotation) and bool(block.stance)


def _stances(blocks: Sequence[Block]) -> Iterator[StanceGroup]:
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading = blocks[start]
        assert isinstance(heading, Heading)
        yield StanceGroup(heading, tuple(block for block in blocks[start + 1 : end] if isinstance(block, Quotation)))

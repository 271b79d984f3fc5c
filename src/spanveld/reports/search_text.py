"""What a search found as lines of text: paragraphs with their snippets, words in their context, and what coding them would make."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.searching import Hit, Hits, Lines, SourceHits

__all__ = ["context_lines", "hit_lines"]

NAMES = {"text": N_("texts"), "memo": N_("memos"), "finding": N_("findings"), "overview": N_("overviews")}
MOST_SOURCES = 10


def hit_lines(hits: Hits, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """How much was found, in which sources, and the paragraphs of this page; what was searched for stands between [ ]."""
    width = fitting(width)
    yield Line(_heading(hits.total, hits.searched, translate), "title")
    if hits.total and set(hits.by_kind) != {"text"}:
        listed = ", ".join(f"{translate(NAMES[kind])} {count}" for kind, count in hits.by_kind.items())
        yield Line(f"  {listed}", "ground")
    if hits.sources:
        among = translate(N_("Sources with hits: {count} of {searched}; most in:"))
        yield Line(among.format(count=len(hits.sources), searched=hits.sources_searched), "ground")
        yield from aligned([_source(source, translate) for source in hits.sources[:MOST_SOURCES]], width)
    for number, hit in enumerate(hits.items, hits.offset + 1):
        yield Line("", "empty")
        yield Line(f"{number:>3}  {_where(hit)}  {hit.spans[0][0]}", "dimension")
        yield from wrapped(_marked(hit), "statement", width, "     ", 5)
    left = hits.total - hits.offset - len(hits.items)
    if left > 0:
        yield Line("", "empty")
        yield Line(counted(translate, N_("{count} more"), N_("{count} more"), left), "ground")


def context_lines(lines: Lines, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """A line a place, the word in the middle."""
    yield Line(_heading(lines.total, lines.searched, translate), "title")
    names = [_where(line) for line in lines.items]
    longest = max(map(len, names), default=0)
    longest_word = max((len(line.word) for line in lines.items), default=0)
    side = max(12, (width - longest - min(longest_word, 30) - 6) // 2)
    for name, line in zip(names, lines.items, strict=True):
        left, right = " ".join(line.left.split()), " ".join(line.right.split())
        word = " ".join(line.word.split())
        yield Line(f"{name.ljust(longest)}  {left[-side:].rjust(side)} [{word}] {right[:side]}".rstrip(), "statement")


def _heading(total: int, searched: int, translate: Translate) -> str:
    one, many = N_("{count} paragraph of {searched} found"), N_("{count} paragraphs of {searched} found")
    return counted(translate, one, many, total, searched=searched)


def _source(source: SourceHits, translate: Translate) -> tuple[str, str]:
    of = translate(N_("{hits} of {paragraphs} paragraphs")).format(hits=source.hits, paragraphs=source.paragraphs)
    return source.source, of


def _where(item: object) -> str:
    subject, kind = item.subject, item.kind  # type: ignore[attr-defined]
    name = str(subject).partition(":")[2] if kind in ("text", "finding") else str(subject)
    return name if kind == "text" else f"{kind} {name}".rstrip()


def _marked(hit: Hit) -> str:
    """The snippet with each span between [ ]."""
    pieces, at = [], hit.snippet_start
    end = hit.snippet_start + len(hit.snippet)
    for start, stop in hit.spans:
        if start < at or stop > end:
            continue
        pieces += [hit.snippet[at - hit.snippet_start : start - hit.snippet_start], "["]
        pieces += [hit.snippet[start - hit.snippet_start : stop - hit.snippet_start], "]"]
        at = stop
    text = "".join([*pieces, hit.snippet[at - hit.snippet_start :]])
    return ("… " if hit.before else "") + text + (" …" if hit.after else "")

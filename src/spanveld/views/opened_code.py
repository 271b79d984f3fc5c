"""One code opened: the passages that carry it, a page of them with their words, and the memos on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.model.names import natural
from spanveld.store.coded_passages import Carrier, CarrierRow, CodeMemo, carriers, memos_on, names_of, with_words
from spanveld.store.records import Reader

__all__ = ["PAGE", "CodeMemo", "CodedPassage", "OpenedCode", "opened_code"]

PAGE = 50
"""Passages on a page."""
NEWEST = 2
"""Passages that are shown as examples: those to which the code was given last."""


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage that carries the code. ``coders``: who gave it; ``others``: the other codes that it carries, ``layer/code``.

    ``cut``: it goes on; ``placed``: False where its place in the text is in doubt.
    """

    passage: str
    source: str
    quote: str
    cut: bool
    placed: bool
    coders: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedCode:
    """The passages of ``code`` on one page, in the order of sources and texts; ``found``: how many there are, of one source if ``source``.

    ``by_source``: source -> passages, of all. ``newest``: to which it was given last. ``names``: of all that are found, where asked.
    """

    code: str
    source: str
    page: int
    pages: int
    found: int
    passages: tuple[CodedPassage, ...]
    newest: tuple[CodedPassage, ...]
    by_source: Mapping[str, int]
    memos: tuple[CodeMemo, ...]
    names: tuple[str, ...]


def opened_code(
    reader: Reader, code: str, *, page: int = 1, source: str = "", with_names: bool = False
) -> OpenedCode | None:
    """A code's passages and memos; None where the study has no such code. A page beyond the last is the last."""
    number = next((number for number, pair in reader.codes.items() if "/".join(pair) == code), None)
    if number is None:
        return None
    connection, study_id = reader.connection, reader.study_id
    rows = carriers(connection, study_id, number, reader.names("source"))
    by_source = Counter(row.source for row in rows)
    order = {name: place for place, name in enumerate(sorted(by_source, key=natural))}
    chosen = sorted(
        (row for row in rows if source in ("", row.source)),
        key=lambda row: (order[row.source], -1 if row.start is None else row.start, row.passage),
    )
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    newest = sorted(rows, key=lambda row: -row.coding)[:NEWEST]
    read = with_words(connection, study_id, list({row.passage for row in (*shown, *newest)}))
    names = names_of(connection, study_id, [row.passage for row in chosen]) if with_names else []

    def told(row: CarrierRow) -> CodedPassage:
        return _told(reader, number, read[row.passage])

    return OpenedCode(
        code=code,
        source=source,
        page=page,
        pages=pages,
        found=len(chosen),
        passages=tuple(map(told, shown)),
        newest=tuple(map(told, newest)),
        by_source={name: by_source[name] for name in order},
        memos=tuple(memos_on(connection, study_id, number)),
        names=tuple(names),
    )


def _told(reader: Reader, number: int, carrier: Carrier) -> CodedPassage:
    coders = dict.fromkeys(coder for code, coder in carrier.codes if code == number and coder)
    others = dict.fromkeys("/".join(reader.codes[code]) for code, _ in carrier.codes if code != number)
    return CodedPassage(
        passage=carrier.passage,
        source=carrier.source,
        quote=carrier.quote,
        cut=carrier.cut,
        placed=carrier.placed,
        coders=tuple(coders),
        others=tuple(others),
    )

"""The tray: coded passages on which no finding rests yet, in the order of sources and texts, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spanveld.language.messages import translator
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.board import KeptUnused, TrayFilter, Unused, codings_on, places_in, sources_with, unused
from spanveld.store.marks import SourceRow, people, sources, texts_of
from spanveld.store.quotes import quoted_passages
from spanveld.store.records import Reader
from spanveld.views.codebook import CodeEntry, LayerEntry, codebook
from spanveld.views.findings_board import citation_of

__all__ = ["Tray", "TrayCode", "TrayOption", "TrayPassage", "tray"]

ON_A_PAGE = 50
FIRST = {"dimension": 0, "kind": 1}
"""Layers whose codes stand before the others of a passage."""
MOST_TEXTS = 18
"""How many texts are looked through for words at once."""


@dataclass(frozen=True, slots=True)
class TrayCode:
    """A code on a passage."""

    code: str
    label: str
    role: str


@dataclass(frozen=True, slots=True)
class TrayPassage:
    """A passage in the tray. ``dimension`` and ``kind`` are styles by which it is drawn, -1 for none. ``doubt``: its place was lost."""

    passage: str
    source: str
    citation: str
    coder: str
    quote: str
    codes: tuple[TrayCode, ...]
    dimension: int
    kind: int
    letter: str
    hedged: bool
    doubt: bool


@dataclass(frozen=True, slots=True)
class TrayOption:
    """What the tray can be narrowed to; of a source ``count`` says how many of its passages are in the tray, else it is None."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tray:
    """A page of the tray. ``total`` is None while words are looked for: then ``onward`` says where to look on (empty: nowhere).

    ``codes``: by layer with a role (dimension, kind) the codes to choose from.
    """

    study: str
    title: str
    language: str
    sequence: int
    filters: Mapping[str, str]
    page: int
    pages: int
    total: int | None
    onward: str
    passages: tuple[TrayPassage, ...]
    codes: Mapping[str, tuple[TrayOption, ...]]
    sub_cases: tuple[TrayOption, ...]
    sources: tuple[TrayOption, ...]


def tray(
    reader: Reader,
    kept: KeptUnused,
    *,
    dimension: str = "",
    kind: str = "",
    sub_case: str = "",
    source: str = "",
    words: str = "",
    page: int = 1,
    after: str = "",
) -> Tray:
    """Coded passages that are evidence for nothing (``kept``: how many there are); NotFound for a filter by what the study does not have.

    ``dimension`` and ``kind`` are codes, ``layer/code``. With ``words`` (all of them, or parts of words) the page begins after the
    passage ``after``.
    """
    connection, study_id = reader.connection, reader.study_id
    layers = codebook(reader).layers
    known = sources(connection, study_id)
    order = sorted(known, key=lambda number: natural(known[number].source))
    filters = {
        "dimension": dimension,
        "kind": kind,
        "sub_case": sub_case,
        "source": source,
        "words": " ".join(words.split()),
    }
    filters = {name: value for name, value in filters.items() if value}
    which = _which(reader, filters, known)
    counts = kept.of(connection, study_id, which)
    of_all = counts if which.source is None else kept.of(connection, study_id, replace(which, source=None))
    onward, pages = "", 1
    total: int | None = sum(counts.values())
    filled = [number for number in order if counts.get(number)]
    if "words" in filters:
        found, onward = _with_words(reader, which, [known[number] for number in filled], filters["words"], after)
        total = None if onward or after else len(found)
    else:
        pages = max(1, -(-(total or 0) // ON_A_PAGE))
        page = min(max(page, 1), pages)
        found = _on_page(reader, which, filled, counts, (page - 1) * ON_A_PAGE)
    return Tray(
        **reader.heading(),
        sequence=journal.newest(connection, study_id),
        filters=filters,
        page=page,
        pages=pages,
        total=total,
        onward=onward,
        passages=tuple(_passages(reader, found, layers)),
        codes={role: tuple(_code_options(layers, role)) for role in ("dimension", "kind")},
        sub_cases=tuple(
            TrayOption(str(row.identifier), str(row.name or row.identifier)) for row in reader.rows("sub_case")
        ),
        sources=tuple(
            TrayOption(known[number].source, known[number].title, of_all[number])
            for number in order
            if of_all.get(number)
        ),
    )


def _which(reader: Reader, filters: Mapping[str, str], known: Mapping[int, SourceRow]) -> TrayFilter:
    numbers = {f"{layer}/{code}": number for number, (layer, code) in reader.codes.items()}
    codes = []
    for name in ("dimension", "kind"):
        if name in filters:
            if filters[name] not in numbers:
                raise NotFound(N_("There is no code '{name}' in this study."), name=filters[name])
            codes.append(numbers[filters[name]])
    which = TrayFilter(tuple(codes))
    if "source" in filters:
        place = next((number for number, row in known.items() if row.source == filters["source"]), None)
        if place is None:
            raise NotFound(N_("There is no source '{source}' in this study."), source=filters["source"])
        which = replace(which, source=place)
    if theme := filters.get("sub_case"):
        if theme not in reader.names("sub_case").values():
            raise NotFound(N_("There is no {kind} '{name}' in this study."), kind="sub-case", name=theme)
        layers = {number for number, row in reader.layer_rows.items() if row.role == "sub_case"}
        every = {number: row.identifier for number, row in reader.code_rows.items() if row.layer_id in layers}
        which = replace(
            which,
            by_theme=True,
            themes=tuple(number for number, name in every.items() if name == theme),
            all_themes=tuple(every),
            theme_sources=tuple(number for number, row in known.items() if theme in row.sub_cases),
        )
    return which


def _place(one: Unused) -> tuple[bool, int, int]:
    return one.start is None, one.start or 0, one.passage


def _on_page(
    reader: Reader, which: TrayFilter, order: Sequence[int], counts: Mapping[int, int], skip: int
) -> list[Unused]:
    """The passages of a page: those sources are read in which it lies."""
    wanted, before, left = list[int](), 0, skip
    for number in order:
        if left >= counts[number] and not wanted:
            left -= counts[number]
            continue
        wanted.append(number)
        before += counts[number]
        if before >= left + ON_A_PAGE:
            break
    by_source: dict[int, list[Unused]] = defaultdict(list)
    for one in unused(reader.connection, reader.study_id, which, wanted):
        by_source[one.source].append(one)
    found = [one for number in wanted for one in sorted(by_source[number], key=_place)]
    return found[left : left + ON_A_PAGE]


def _with_words(
    reader: Reader, which: TrayFilter, order: Sequence[SourceRow], words: str, after: str
) -> tuple[list[Unused], str]:
    """The first passages after one that have all of some words, and where to look on."""
    connection, study_id = reader.connection, reader.study_id
    wanted = words.casefold().split()
    last, _, place = after.partition(":")
    begin = next((place for place, row in enumerate(order) if row.source == last), 0)
    having = sources_with(connection, study_id, words.split())
    found: list[Unused] = []
    some = [row for row in order[begin:] if row.id in having]
    for looked, row in enumerate(some):
        if looked == MOST_TEXTS:
            return found, f"{some[looked - 1].source}:{_LAST}"
        body = texts_of(connection, study_id, [row.text_id])[row.text_id]
        hits = [
            passage
            for start, end, passage in places_in(connection, study_id, row.text_id)
            if all(word in body[start:end].casefold() for word in wanted)
        ]
        its = sorted(unused(connection, study_id, which, among=hits), key=_place) if hits else []
        for one in its if row.source != last else _later(its, place):
            if len(found) == ON_A_PAGE:
                before = found[-1]
                source = next(row.source for row in order if row.id == before.source)
                return found, f"{source}:{before.start}:{before.passage}"
            found.append(one)
    return found, ""


_LAST = "end"
"""After the last passage of a source."""


def _later(its: Sequence[Unused], place: str) -> list[Unused]:
    """Those after a place, ``start:passage``."""
    start, _, passage = place.partition(":")
    if not (start.isdecimal() and passage.isdecimal()):
        return [] if place == _LAST else list(its)
    return [one for one in its if (one.start or 0, one.passage) > (int(start), int(passage))]


def _code_options(layers: Sequence[LayerEntry], role: str) -> Iterator[TrayOption]:
    for layer in layers:
        if layer.role == role:
            yield from (TrayOption(code.code, code.label) for code in layer.codes)


def _passages(reader: Reader, found: Sequence[Unused], layers: Sequence[LayerEntry]) -> Iterator[TrayPassage]:
    connection, study_id = reader.connection, reader.study_id
    numbers = [one.passage for one in found]
    quoted = quoted_passages(connection, study_id, numbers) if numbers else {}
    everyone, translate = people(connection, study_id) if numbers else {}, translator(reader.study.language)
    entries: dict[str, tuple[LayerEntry, CodeEntry]] = {
        code.code: (layer, code) for layer in layers for code in layer.codes
    }
    unkinded = not any(layer.role == "kind" for layer in layers)
    on: dict[int, dict[str, None]] = defaultdict(dict)
    for coding in codings_on(connection, study_id, numbers):
        on[coding.passage]["/".join(reader.codes[coding.code])] = None
    for number in numbers:
        its, mark = quoted[number], quoted[number].mark
        codes = sorted(
            (entries[name] for name in on[number] if name in entries),
            key=lambda pair: FIRST.get(pair[0].role, len(FIRST)),
        )
        dimension = next((code for layer, code in codes if layer.role == "dimension"), None)
        kind = next((code for layer, code in codes if layer.role == "kind"), None)
        yield TrayPassage(
            passage=mark.passage,
            source=mark.source,
            citation=citation_of(mark, everyone, translate),
            coder=mark.coder,
            quote=its.quote,
            codes=tuple(TrayCode(code.code, code.label, layer.role) for layer, code in codes),
            dimension=dimension.style if dimension else -1,
            kind=kind.style if kind else 0 if unkinded and dimension else -1,
            letter=dimension.letter if dimension else "",
            hedged=mark.hedged,
            doubt=its.doubt,
        )

"""New codes of a layer per source in the order of collection, with the band of other orders; never called saturation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from spanveld.analysis.accrual import Accrue, Accrued, given_in
from spanveld.model.columns import Columns, Ints
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import natural
from spanveld.query.words import LayerWords, Words
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.views.asked_for import coded, one_of, written
from spanveld.views.frames import data_frame
from spanveld.views.query_words import words_of

__all__ = ["MOST_ORDERS", "AspectsCoverage", "NewCode", "SourceStep", "aspects_coverage"]

MOST_ORDERS = 2_000
_FOUND: WeakKeyDictionary[Columns, dict[tuple[Any, ...], Accrued]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that is new in a source; ``query`` finds its passages there (and those of codes below it)."""

    code: str
    label: str
    query: str


@dataclass(frozen=True, slots=True)
class SourceStep:
    """A source in the order of collection: how many different codes it has (``given``), those that are ``new``, and all so far.

    ``low``, ``middle``, ``high``: how many there would be so far in the other orders, 5 %, 50 % and 95 % of them at most.
    """

    source: str
    title: str
    date: str
    given: int
    new: tuple[NewCode, ...]
    total: int
    low: int
    middle: int
    high: int
    query: str


@dataclass(frozen=True, slots=True)
class AspectsCoverage:
    """New codes of ``layer`` per source; ``layers``: what can be chosen, name -> label. ``orders`` others were tried, drawn by ``seed``.

    ``unmarked``: sources in which nothing is marked, which are no step; ``undated``: steps without a date, which come last.
    """

    study: str
    title: str
    language: str
    layer: str
    label: str
    layers: Mapping[str, str]
    steps: tuple[SourceStep, ...]
    codes: int
    codes_of: int
    orders: int
    seed: int
    unmarked: tuple[str, ...]
    undated: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """The steps, a dictionary each."""
        return [
            {**asdict(step), "new": len(step.new), "codes": [code.code for code in step.new]} for step in self.steps
        ]

    def to_pandas(self) -> Any:
        """The steps as a pandas DataFrame; Refused where pandas is not installed."""
        return data_frame(self.to_rows())


def aspects_coverage(
    reader: Reader, kept: KeptColumns, *, layer: str = "", orders: int = 200, seed: int = 1
) -> AspectsCoverage:
    """New codes per source; ``layer``: one of the study, left out its first with role term (NotFound where there is none such)."""
    if not 1 <= orders <= MOST_ORDERS:
        raise Refused(
            N_("'{name}' is a number from {least} to {most}, not {number}."),
            name="orders",
            least=1,
            most=MOST_ORDERS,
            number=orders,
        )
    if not 0 <= seed < 2**32:
        raise Refused(
            N_("'{name}' is a number from {least} to {most}, not {number}."),
            name="seed",
            least=0,
            most=2**32 - 1,
            number=seed,
        )
    columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    chosen = _layer(words, layer)
    labels = _labels(reader, chosen)
    dates = {row.id: row.date for row in reader.rows("source")}
    marked = set(np.unique(columns.source).tolist())
    place = {source.number: place for place, source in enumerate(words.sources)}
    in_order = sorted(
        (each for each in words.sources if each.number in marked), key=lambda each: _when(dates[each.number])
    )
    codes = list(chosen.codes) if chosen else []
    found, given = _accrued(columns, [each.number for each in in_order], [code.number for code in codes], orders, seed)
    name = chosen.name if chosen else ""
    steps = tuple(
        SourceStep(
            source=source.name,
            title=source.title,
            date=dates[source.number],
            given=given[at],
            new=tuple(
                NewCode(
                    codes[code].code,
                    labels.get(codes[code].number) or codes[code].code,
                    written(coded(name, codes[code].code), one_of("source", source.name)),
                )
                for code in sorted(found.new[at], key=lambda code: natural(codes[code].code))
            ),
            total=found.total[at],
            low=found.low[at],
            middle=found.middle[at],
            high=found.high[at],
            query=written(one_of("source", source.name)),
        )
        for at, source in enumerate(in_order)
    )
    return AspectsCoverage(
        **reader.heading(),
        layer=name,
        label=_called(reader, chosen),
        layers={each.name: _called(reader, each) for each in _terms_first(words)},
        steps=steps,
        codes=steps[-1].total if steps else 0,
        codes_of=len(codes),
        orders=orders,
        seed=seed,
        unmarked=tuple(
            each.name
            for each in sorted(words.sources, key=lambda each: place[each.number])
            if each.number not in marked
        ),
        undated=tuple(each.name for each in in_order if not dates[each.number]),
    )


def _when(date: str) -> tuple[bool, str]:
    """What a date sorts by; what has none comes last. Sources of one date stay in natural order."""
    return (not date, date)


def _terms_first(words: Words) -> list[LayerWords]:
    return sorted(words.layers, key=lambda each: each.role != "term")


def _layer(words: Words, name: str) -> LayerWords | None:
    if not name:
        return next((each for each in words.layers if each.role == "term"), None)
    found = words.layers_called(name)
    if not found:
        known = ", ".join(each.name for each in words.layers) or "-"
        raise NotFound(N_("There is no layer '{name}' in this study; it has: {known}."), name=name, known=known)
    return found[0]


def _called(reader: Reader, layer: LayerWords | None) -> str:
    """What a layer is called in the study's language."""
    if layer is None:
        return ""
    for framework in reader.frameworks.values():
        for each in framework.layers:
            if layer.qualified == f"{framework.id}/{each.id}":
                return each.label(reader.study.language) or layer.name
    return layer.name


def _labels(reader: Reader, layer: LayerWords | None) -> dict[int, str]:
    """Code's number -> its label in the study's language."""
    if layer is None:
        return {}
    language = reader.study.language
    theory = {
        code.id: code.label(language)
        for framework in reader.frameworks.values()
        for each in framework.layers
        if layer.qualified == f"{framework.id}/{each.id}"
        for code in each.codes
    }
    rows = reader.code_rows
    own = {
        code.number: (rows[code.number].label_nl if language == "nl" else rows[code.number].label_en)
        for code in layer.codes
    }
    return {code.number: own[code.number] or theory.get(code.code, "") for code in layer.codes}


def _accrued(
    columns: Columns, sources: Sequence[int], codes: Sequence[int], orders: int, seed: int
) -> tuple[Accrued, Sequence[int]]:
    """What is new step by step, and how many different codes each source has; kept as long as the columns are."""
    source, code = given_in(columns, np.array(codes, np.int32))
    step, what = _places(source, sources), _places(code, codes)
    memory = _FOUND.setdefault(columns, {})
    key = (tuple(sources), tuple(codes), orders, seed)
    if key not in memory:
        if len(memory) > 20:
            memory.clear()
        memory[key] = Accrue(orders, seed)(len(sources), step, what)
    return memory[key], np.bincount(step, minlength=len(sources)).tolist()


def _places(numbers: Ints, among: Sequence[int]) -> Ints:
    """Where each number stands among these."""
    place = np.zeros(max(among, default=0) + 1, np.int32)
    place[list(among)] = np.arange(len(among), dtype=np.int32)
    return place[numbers]

"""The study as it was beside the study as it is: counts, sources, codes and findings, and what came, changed and went since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from spanveld.model.kinds import KINDS
from spanveld.model.names import natural
from spanveld.store.journal_pages import Stack, lines
from spanveld.store.names import stances
from spanveld.store.past import Past
from spanveld.store.past_rows import Changed, changed_rows
from spanveld.store.records import Reader
from spanveld.views.journal_page import JournalEntry, journal_lines

__all__ = ["AsOf", "CountThen", "PassageChange", "ThingThen", "as_of"]

State = Literal["same", "changed", "came", "went"]
COUNTED = (
    *("case", "sub_case", "wave", "coder", "party", "participant", "consent", "source", "passage", "coding", "code"),
    *("finding", "evidence", "vignette", "memo", "summary", "assessment", "judgement"),
    *("contrary_search", "anchor_example", "rule_strain", "matrix_cell", "saved_query", "exchange"),
)
MOST_PASSAGES = 100
"""Passages that are named of those that came, changed or went."""


@dataclass(frozen=True, slots=True)
class CountThen:
    """How many things of a kind there were and are; ``came``, ``changed``, ``went``: None where another content was loaded since."""

    kind: str
    then: int
    now: int
    came: int | None = None
    changed: int | None = None
    went: int | None = None


@dataclass(frozen=True, slots=True)
class ThingThen:
    """A source, code or finding: what it was called then (now, where it came since), and what became of it.

    ``columns``: what of it is otherwise; ``supports`` and ``against``: a finding's evidence then.
    """

    name: str
    called: str
    state: State
    columns: tuple[str, ...] = ()
    supports: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that is not as it was; ``source`` is where it lies."""

    passage: str
    source: str
    state: State


@dataclass(frozen=True, slots=True)
class AsOf:
    """A study after an entry. ``erasures``: entries since that erased something, which stays erased; ``lost``: the whole content went
    so. ``passages``: the first that differ, ``passages_changed`` how many do (None: cannot be told, another content was loaded).
    """

    study: str
    title: str
    language: str
    sequence: int
    time: str
    newest: int
    entry: JournalEntry
    counts: tuple[CountThen, ...]
    sources: tuple[ThingThen, ...]
    codes: tuple[ThingThen, ...]
    findings: tuple[ThingThen, ...]
    passages: tuple[PassageChange, ...]
    passages_changed: int | None
    erasures: tuple[int, ...]
    lost: bool


def as_of(past: Past, then: Reader, now: Reader, *, marker: str) -> AsOf:
    """Compare; ``then`` reads the study as it was, ``now`` as it is."""
    connection, study_id = now.connection, now.study_id
    line = lines(connection, study_id, [past.sequence])
    together = past.base == study_id

    def differing(table: str) -> list[Changed] | None:
        return list(changed_rows(connection, study_id, past, table, marker=marker)) if together else None

    passages = differing("passage")
    return AsOf(
        study=then.study.identifier,
        title=then.study.title,
        language=now.study.language,
        sequence=past.sequence,
        time=past.time,
        newest=past.newest,
        entry=journal_lines(now, line, Stack((), None))[0],
        counts=tuple(_count(then, now, kind, differing(kind)) for kind in COUNTED),
        sources=_things(then, now, _sources),
        codes=_things(then, now, _codes),
        findings=_findings(then, now),
        passages=tuple(_passages(now, passages or ()))[:MOST_PASSAGES],
        passages_changed=None if passages is None else len(passages),
        erasures=past.erasures,
        lost=past.lost,
    )


def _count(then: Reader, now: Reader, kind: str, differing: list[Changed] | None) -> CountThen:
    if kind == "code":  # those of the study itself; a framework's are the framework's
        there_were, there_are = (
            sum(row.origin == "study" for row in reader.code_rows.values()) for reader in (then, now)
        )
        if differing is not None:
            differing = [one for one in differing if (one.then or one.now or {}).get("origin") == "study"]
    else:
        there_were, there_are = then.count(kind), now.count(kind)
    if differing is None:
        return CountThen(kind, there_were, there_are)
    came = sum(one.then is None for one in differing)
    went = sum(one.now is None for one in differing)
    return CountThen(kind, there_were, there_are, came, len(differing) - came - went, went)


Described = tuple[str, Mapping[str, Any]]
"""What a thing is called, and all of it that is compared."""


def _things(then: Reader, now: Reader, describe: Callable[[Reader], Mapping[str, Described]]) -> tuple[ThingThen, ...]:
    """The things of a kind that there were, and those that came since."""
    before, after = describe(then), describe(now)
    found = []
    for name in sorted({*before, *after}, key=natural):
        if name not in before:
            found.append(ThingThen(name, after[name][0], "came"))
        elif name not in after:
            found.append(ThingThen(name, before[name][0], "went"))
        else:
            columns = tuple(column for column, value in before[name][1].items() if after[name][1].get(column) != value)
            found.append(ThingThen(name, before[name][0], "changed" if columns else "same", columns))
    return tuple(found)


def _records(reader: Reader, kind: str) -> Iterable[tuple[Any, dict[str, Any]]]:
    columns = [column.attribute for column in KINDS[kind].columns]
    for record in reader.records(KINDS[kind]):
        yield record, {name: getattr(record, name) for name in columns}


def _sources(reader: Reader) -> dict[str, Described]:
    texts = {row.source_id: row.sha256 for row in reader.current_texts.values()}
    numbers = {name: number for number, name in reader.names("source").items()}
    return {
        record.source: (record.title, {**values, "text": texts.get(numbers[record.source])})
        for record, values in _records(reader, "source")
    }


def _codes(reader: Reader) -> dict[str, Described]:
    """The codes of the study itself: those of frameworks change with their framework."""
    label = "label_nl" if reader.study.language == "nl" else "label_en"
    return {
        f"{record.layer}/{record.code}": (getattr(record, label) or record.label_nl or record.label_en, values)
        for record, values in _records(reader, "code")
    }


def _findings(then: Reader, now: Reader) -> tuple[ThingThen, ...]:
    before = _stances(then)

    def describe(reader: Reader) -> dict[str, Described]:
        its = before if reader is then else _stances(reader)
        return {
            record.finding: (record.statement, {**values, "evidence": its.get(record.finding)})
            for record, values in _records(reader, "finding")
        }

    found = _things(then, now, describe)
    counted = {name: dict(its) for name, its in before.items()}
    return tuple(
        replace(
            one,
            supports=counted.get(one.name, {}).get("supports", 0),
            against=counted.get(one.name, {}).get("contradicts", 0),
        )
        for one in found
    )


def _stances(reader: Reader) -> dict[str, tuple[tuple[str, int], ...]]:
    """Finding -> its stances, each with how many passages."""
    names, found = reader.names("finding"), dict[str, list[tuple[str, int]]]()
    for finding, stance, count in stances(reader.connection, reader.study_id):
        found.setdefault(names[finding], []).append((stance, count))
    return {name: tuple(sorted(its)) for name, its in found.items()}


def _passages(now: Reader, differing: Iterable[Changed]) -> list[PassageChange]:
    sources = now.names("source")
    found = []
    for one in differing:
        row = one.now or one.then or {}
        state: State = "came" if one.then is None else "went" if one.now is None else "changed"
        found.append(PassageChange(row["identifier"], sources.get(row["source_id"], ""), state))
    return sorted(found, key=lambda one: natural(one.passage))

"""Counting whose words passages are: of each person, or of each group that persons belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spanveld.analysis.counting import as_evidence_by
from spanveld.model.columns import Bools, Columns, Ints

__all__ = ["HeardCount", "count_heard", "passages_of"]


@dataclass(frozen=True, slots=True)
class HeardCount:
    """Passages in which a group is a voice, as ``marked`` and as ``evidence``; the numbers of its ``people`` who are."""

    marked: int = 0
    evidence: int = 0
    people: frozenset[int] = frozenset()


def count_heard(columns: Columns, within: Bools, groups: Mapping[int, Sequence[int]], size: int) -> list[HeardCount]:
    """The count of each group 0 .. ``size`` - 1, in passages of ``within`` alone; ``groups``: person's number -> the groups it is in."""
    heard = within[columns.voices.passage]
    rows, people = columns.voices.passage[heard], columns.voices.thing[heard]
    belongs = [(person, group) for person, its in groups.items() for group in set(its)]
    if not belongs or not len(rows):
        return [HeardCount()] * size
    owner_rows, owners, voices = _spread(rows, people, belongs)
    pairs = np.unique(owner_rows.astype(np.int64) * size + owners)
    rows, owner = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
    marked = np.bincount(owner, minlength=size).tolist()
    evidence = as_evidence_by(columns, rows, owner, size).tolist()
    speaking: list[set[int]] = [set() for _ in range(size)]
    for pair in np.unique(voices.astype(np.int64) * size + owners).tolist():
        speaking[pair % size].add(pair // size)
    return [HeardCount(marked[place], evidence[place], frozenset(speaking[place])) for place in range(size)]


def _spread(rows: Ints, people: Ints, belongs: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
    """Row, group and person, once for each group of the person."""
    table = np.array(sorted(belongs), np.int32)
    first = np.searchsorted(table[:, 0], people, "left")
    count = np.searchsorted(table[:, 0], people, "right") - first
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    groups: Ints = table[np.repeat(first, count) + within, 1]
    return np.repeat(rows, count), groups, np.repeat(people, count)


def passages_of(columns: Columns, thing: Ints, sources: Ints, *, all_coded: Ints) -> Bools:
    """Passages that carry one of the codes ``thing``, or none of ``all_coded`` and lie in one of ``sources``: those of a sub-case."""
    own, any_of = columns.none(), columns.none()
    own[columns.codings.passage[np.isin(columns.codings.thing, thing)]] = True
    any_of[columns.codings.passage[np.isin(columns.codings.thing, all_coded)]] = True
    found: Bools = own | (~any_of & np.isin(columns.source, sources))
    return found

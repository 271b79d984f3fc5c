"""What is counted of every source: kept while a study is open, and counted anew where the journal says that something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, TextClause

from spanveld.store.kept import ChangedRow, Kept
from spanveld.store.statements import prepared

__all__ = ["KeptTallies", "Rules", "SourceTally"]

CHUNK = 20_000
"""Rows read at a time."""
MOST_SOURCES = 400
"""Sources that are asked for by name in one statement."""


@dataclass(slots=True)
class SourceTally:
    """A source: how many ``passages`` are marked in it, and how many of them lack a code or (``doubts``) their place.

    ``overview``: main points written; ``progress``: coder's number -> state; ``coders``: the numbers of who marked something;
    ``by_layer``: layer's number -> passages that carry one of its codes; of a passage only codes of its own coder count.
    """

    passages: int = 0
    incomplete: int = 0
    doubts: int = 0
    overview: int = 0
    progress: dict[int, str] = field(default_factory=dict)
    coders: set[int] = field(default_factory=set)
    by_layer: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a passage needs: ``key`` is the same while they are; ``layer_of`` names the layer of each code; ``breaks``: whether a
    passage with these codes lacks one.
    """

    key: Hashable
    layer_of: Mapping[int, int]
    breaks: Callable[[frozenset[int]], bool]


_STATEMENTS = {
    "doubts": "SELECT source_id, COUNT(*) FROM passage WHERE study_id = :study AND doubt <> '' {only} GROUP BY source_id",
    "overview": "SELECT source_id, COUNT(*) FROM summary WHERE study_id = :study AND theme = '' {only} GROUP BY source_id",
    "progress": "SELECT source_id, coder_id, state FROM progress WHERE study_id = :study {only}",
    "codings": """SELECT p.source_id, p.id, p.coder_id, k.code_id FROM passage p
        LEFT JOIN coding k ON k.study_id = p.study_id AND k.passage_id = p.id AND (k.coder_id IS NULL OR k.coder_id = p.coder_id)
        WHERE p.study_id = :study {only} ORDER BY p.id""",
}
_ALL = {name: prepared(statement.format(only="")) for name, statement in _STATEMENTS.items()}
_SOME = {
    name: prepared(statement.format(only="AND source_id IN :sources"), "sources")
    for name, statement in _STATEMENTS.items()
}
_SOURCE_OF = {
    "passage": prepared("SELECT source_id FROM passage WHERE study_id = :study AND id = :row"),
    "summary": prepared("SELECT source_id FROM summary WHERE study_id = :study AND id = :row"),
    "progress": prepared("SELECT source_id FROM progress WHERE study_id = :study AND id = :row"),
    "coding": prepared(
        """SELECT p.source_id FROM coding k CROSS JOIN passage p
        WHERE k.study_id = :study AND k.id = :row AND p.study_id = :study AND p.id = k.passage_id"""
    ),
}


class KeptTallies:
    """The tallies of one study."""

    def __init__(self) -> None:
        self._kept: Kept[Mapping[int, SourceTally]] = Kept()

    def of(self, connection: Connection, study_id: int, rules: Rules) -> Mapping[int, SourceTally]:
        """Source's number -> its tally, as the study is in this transaction; a source in which nothing was done has none."""
        return self._kept.of(
            connection,
            study_id,
            lambda: _count(connection, study_id, rules, None),
            lambda found, rows: _patched(connection, study_id, rules, found, rows),
            rules.key,
        )


def _patched(
    connection: Connection, study_id: int, rules: Rules, found: Mapping[int, SourceTally], rows: Sequence[ChangedRow]
) -> Mapping[int, SourceTally]:
    touched = set(_sources_in(connection, study_id, rows))
    if len(touched) > MOST_SOURCES:
        return _count(connection, study_id, rules, None)
    if not touched:
        return found
    others = {number: tally for number, tally in found.items() if number not in touched}
    return {**others, **_count(connection, study_id, rules, sorted(touched))}


def _sources_in(connection: Connection, study_id: int, rows: Iterable[ChangedRow]) -> Iterator[int]:
    """The sources of passages, codings, main points and progress that were changed; what is gone stands in the change that took it."""
    for table, (*_, row), before, after in rows:
        if table not in _SOURCE_OF:
            continue
        known = {**(before or {}), **(after or {})}
        if "source_id" in known:
            yield from (values["source_id"] for values in (before, after) if values and "source_id" in values)
            continue
        owner, number = ("passage", known["passage_id"]) if "passage_id" in known else (table, row)
        yield from connection.execute(_SOURCE_OF[owner], {"study": study_id, "row": number}).scalars()


def _count(connection: Connection, study_id: int, rules: Rules, only: Sequence[int] | None) -> dict[int, SourceTally]:
    """Count all sources, or only some."""
    statements: Mapping[str, TextClause] = _ALL if only is None else _SOME
    values = {"study": study_id} if only is None else {"study": study_id, "sources": only}
    found: dict[int, SourceTally] = defaultdict(SourceTally)
    for source, count in connection.execute(statements["doubts"], values):
        found[source].doubts = count
    for source, count in connection.execute(statements["overview"], values):
        found[source].overview = count
    for source, coder, state in connection.execute(statements["progress"], values):
        found[source].progress[coder] = state
    at, codes = 0, set[int]()
    tally = SourceTally()
    for rows in connection.execute(statements["codings"], values).partitions(CHUNK):
        for source, passage, coder, code in rows:
            if passage != at:
                _add(tally, codes, rules)
                at, codes, tally = passage, set(), found[source]
                tally.passages += 1
                if coder is not None:
                    tally.coders.add(coder)
            if code is not None:
                codes.add(code)
    _add(tally, codes, rules)
    return dict(found)


def _add(tally: SourceTally, codes: set[int], rules: Rules) -> None:
    """Count a passage by its codes."""
    for layer in {rules.layer_of[code] for code in codes}:
        tally.by_layer[layer] += 1
    if rules.breaks(frozenset(codes)):
        tally.incomplete += 1

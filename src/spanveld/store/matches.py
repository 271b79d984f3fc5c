"""Asking the full-text index: which paragraphs hold all that was asked for, and how often; the same from either kind of database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, text

from spanveld.store.fulltext import PART_BITS
from spanveld.store.indexed import Owner

__all__ = ["MOST", "Found", "Needle", "TooMany", "forms_like", "forms_of", "keys_holding", "matches"]

MOST = 200_000
"""Paragraphs that one question may find."""
MOST_KEYS = 5_000
"""Keys of which one may be asked for."""


class TooMany(Exception):
    """More was found than can be ranked."""


@dataclass(frozen=True, slots=True)
class Needle:
    """What a paragraph must hold: these keys one after the other, or (``any_of``) one of these keys."""

    keys: tuple[str, ...] = ()
    any_of: frozenset[str] = frozenset()

    @property
    def single(self) -> tuple[str, ...]:
        """The keys that are counted one by one; none where it is a phrase, which counts once."""
        return tuple(sorted(self.any_of)) or (self.keys if len(self.keys) == 1 else ())


class Found(NamedTuple):
    """A paragraph that holds everything: whose, the how manieth, and how often each needle stands there (a phrase counts once)."""

    owner: Owner
    part: int
    counts: tuple[int, ...]


def keys_holding(connection: Connection, study_id: int, parts: Iterable[str]) -> frozenset[str]:
    """The keys of the study in which one of these strings stands."""
    found: set[str] = set()
    inside = "instr(key, :part) > 0" if connection.dialect.name == "sqlite" else "position(:part IN key) > 0"
    statement = text(f"SELECT DISTINCT key FROM search_form WHERE study_id = :study AND {inside}")
    for part in parts:
        found.update(connection.execute(statement, {"study": study_id, "part": part}).scalars())
    return frozenset(found)


def forms_of(connection: Connection, study_id: int, keys: Iterable[str]) -> dict[str, str]:
    """Words of the study, folded, that have one of these keys -> their key."""
    rows = connection.execute(_FORMS_OF, {"study": study_id, "keys": sorted(set(keys))})
    return {row[0]: row[1] for row in rows}


_FORMS_OF = text("SELECT word, key FROM search_form WHERE study_id = :study AND key IN :keys").bindparams(
    bindparam("keys", expanding=True)
)


def forms_like(connection: Connection, study_id: int, part: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """Words of the study, folded, in which ``part`` stands and that a pattern matches as a whole -> their key."""
    inside = "instr(word, :part) > 0" if connection.dialect.name == "sqlite" else "position(:part IN word) > 0"
    statement = text(f"SELECT word, key FROM search_form WHERE study_id = :study AND {inside}")
    rows = connection.execute(statement, {"study": study_id, "part": part})
    return {row[0]: row[1] for row in rows if pattern.fullmatch(row[0])}


def matches(
    connection: Connection, study_id: int, needles: Sequence[Needle], known: Mapping[int, Owner]
) -> list[Found]:
    """The paragraphs of these owners that hold all needles, in no certain order; TooMany where there are more than ``MOST``."""
    if not needles or any(not needle.keys and not needle.any_of for needle in needles):
        return []
    if any(len(needle.any_of) > MOST_KEYS for needle in needles):
        raise TooMany
    ask = _on_file if connection.dialect.name == "sqlite" else _on_server
    return ask(connection, study_id, needles, known)


def _on_file(
    connection: Connection, _study_id: int, needles: Sequence[Needle], known: Mapping[int, Owner]
) -> list[Found]:
    driver: Any = connection.connection.driver_connection
    mask = (1 << PART_BITS) - 1
    if len(needles) == 1:
        counts = _counts(driver, needles[0].single) if needles[0].single else dict.fromkeys(_rows(driver, needles), 1)
        found = []
        for row, count in counts.items():
            owner = known.get(row >> PART_BITS)
            if owner is not None:
                found.append(Found(owner, row & mask, (count,)))
        return _bounded(found)
    counted = [_counts(driver, needle.single) if needle.single else None for needle in needles]
    words = [counts for counts in counted if counts is not None]
    found = []
    for row in min(words, key=len) if len(words) == len(needles) else _rows(driver, needles):
        owner = known.get(row >> PART_BITS)
        if owner is None:
            continue
        each = tuple(1 if counts is None else counts.get(row, 0) for counts in counted)
        if all(each):
            found.append(Found(owner, row & mask, each))
    return _bounded(found)


def _rows(driver: Any, needles: Sequence[Needle]) -> list[int]:
    """The rows of the index that hold all needles, one more than ``MOST`` at most."""
    wanted = " AND ".join(_expression(needle) for needle in needles)
    asked = driver.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?", (wanted, MOST + 1))
    return [row for (row,) in asked.fetchall()]


def _bounded(found: list[Found]) -> list[Found]:
    if len(found) > MOST:
        raise TooMany
    return found


def _counts(driver: Any, keys: Sequence[str]) -> dict[int, int]:
    """Row of the index -> how often one of these keys stands there."""
    statement = "SELECT doc, COUNT(*) FROM search_terms WHERE term = ? GROUP BY doc"
    if len(keys) == 1:
        return dict(driver.execute(statement, (keys[0],)).fetchall())
    found: Counter[int] = Counter()
    for key in keys:
        found.update(dict(driver.execute(statement, (key,)).fetchall()))
    return found


def _expression(needle: Needle) -> str:
    """A needle as FTS5 asks for it; keys are letters and digits only."""
    if needle.any_of:
        return "(" + " OR ".join(f'"{key}"' for key in sorted(needle.any_of)) + ")"
    return f'"{" ".join(needle.keys)}"'


def _on_server(
    connection: Connection, study_id: int, needles: Sequence[Needle], known: Mapping[int, Owner]
) -> list[Found]:
    wanted = [
        "(" + " | ".join(f"'{study_id}:{key}'" for key in sorted(needle.any_of)) + ")"
        if needle.any_of
        else " & ".join(dict.fromkeys(f"'{study_id}:{key}'" for key in needle.keys))
        for needle in needles
    ]
    statement = text(
        """SELECT number, part, keys FROM search_index
        WHERE study_id = :study AND vector @@ CAST(:wanted AS tsquery) LIMIT :most"""
    )
    values = {"study": study_id, "wanted": " & ".join(wanted), "most": MOST + 1}
    rows = connection.execute(statement, values).all()
    if len(rows) > MOST:
        raise TooMany
    found = []
    for number, part, keys in rows:
        owner = known.get(number)
        if owner is not None and all(counts := tuple(_count(needle, keys) for needle in needles)):
            found.append(Found(owner, part, counts))
    return found


def _count(needle: Needle, keys: str) -> int:
    if not needle.single:
        return int(f" {' '.join(needle.keys)} " in f" {keys} ")
    there = keys.split(" ")
    return there.count(needle.keys[0]) if needle.keys else sum(key in needle.any_of for key in there)

"""The journal as values: entries, the hash that chains them, and the proof that a chain is whole.

The hash of an entry covers its own content and the hash before it: SHA-256 over the canonical JSON (UTF-8, no spaces, keys
sorted) of [previous, sequence, time, actor, action, target, subjects, changes]. Words that a person may want erased are not in
``changes``: a reference ``{"erasable": id, "digest": hex}`` stands there, with the SHA-256 of a random salt and the words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, Problem

__all__ = [
    "REDO",
    "UNDO",
    "Brief",
    "Entry",
    "canonical",
    "entry_hash",
    "faults",
    "genesis",
    "head_of",
    "is_reference",
    "salted",
]

UNDO = "undo"
REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a study. ``time`` is UTC, ISO 8601; ``target`` the sequence of the entry that an undo or redo is about."""

    sequence: int
    time: str
    actor: str
    action: str
    target: int | None
    subjects: Sequence[str]
    changes: Any
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Brief:
    """That something was done, without what: an entry as it is told to those who have the study open."""

    sequence: int
    time: str
    actor: str
    action: str
    subjects: Sequence[str]


def canonical(value: object) -> str:
    """The one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def genesis(seed: str) -> str:
    """The hash that the first entry of a study follows; ``seed`` is fixed when the study is made."""
    return hashlib.sha256(f"spanveld journal {seed}".encode()).hexdigest()


def entry_hash(entry: Entry) -> str:
    """The hash that the entry should carry."""
    covered = [
        entry.previous,
        entry.sequence,
        entry.time,
        entry.actor,
        entry.action,
        entry.target,
        list(entry.subjects),
        entry.changes,
    ]
    return hashlib.sha256(canonical(covered).encode()).hexdigest()


def salted(salt: bytes, body: str) -> str:
    """The digest of erasable words: SHA-256 of the salt followed by their UTF-8 bytes, hexadecimal."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def is_reference(value: object) -> bool:
    """Whether a value in ``changes`` stands for erasable words."""
    return isinstance(value, dict) and "erasable" in value


def head_of(entry: Entry) -> str:
    """What is kept elsewhere to prove later that no tail was cut off: ``SEQUENCE:HASH``."""
    return f"{entry.sequence}:{entry.hash}"


def faults(entries: Iterable[Entry], seed: str, head: str = "") -> list[Problem]:
    """What is wrong with a chain, in its order; empty where nothing is.

    ``head``: an exported head that the chain must contain; without one a missing tail cannot be seen.
    """
    found: list[Problem] = []

    def fault(sequence: int, column: str, value: object, reason: str, **values: object) -> None:
        found.append(Problem("journal", sequence, column, str(value), reason, values))

    previous, expected, seen = genesis(seed), 1, {}
    for entry in entries:
        if entry.sequence != expected:
            fault(
                entry.sequence,
                "sequence",
                entry.sequence,
                N_("entry {expected} is missing before it"),
                expected=expected,
            )
        elif entry.previous != previous:
            fault(entry.sequence, "previous", entry.previous, N_("does not follow from the entry before it"))
        if entry_hash(entry) != entry.hash:
            fault(entry.sequence, "hash", entry.hash, N_("the entry was changed after it was written"))
        previous, expected = entry.hash, entry.sequence + 1
        seen[entry.sequence] = entry.hash
    if head:
        sequence, _, hash_ = head.strip().partition(":")
        number = int(sequence) if sequence.isascii() and sequence.isdigit() else 0
        if seen.get(number) != hash_:
            reason = N_("the journal does not contain this head: its tail was cut off, or it is another study's head")
            fault(number, "head", head, reason)
    return found

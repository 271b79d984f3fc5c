"""The register of a study for its data management plan: consents, retention, what is kept of each source. No names, no words."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from spanveld.analysis.disclosure import consent_in_force
from spanveld.model.names import natural
from spanveld.model.records import KINDS, OBSERVER, Consent
from spanveld.store import journal
from spanveld.store.erasing import ERASE, kept_words
from spanveld.store.records import Reader

__all__ = ["ParticipantEntry", "Register", "SourceEntry", "register"]


@dataclass(frozen=True, slots=True)
class ParticipantEntry:
    """What one participant agreed to, as it is in force. ``labels``: whether files name this person by a label kept in the study.

    ``overdue``: the day until which their data may be kept has passed. ``withdrawn_but_here``: withdrawn, and not erased.
    """

    participant: str
    observer: bool
    version: str
    given_on: str
    record: str
    quote: str
    name_function: str
    deposit: str
    ask_again: str
    keep_until: str
    overdue: bool
    withdrawn_on: str
    withdrawn_but_here: bool
    labels: bool


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What is kept of one source: the file that its text came from, older versions of the text, and where a recording is."""

    source: str
    kind: str
    participants: tuple[str, ...]
    original: bool
    superseded: int
    pseudonymised: str
    recording: bool
    classification: str


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register; ``erased``: (subject, day) of each erasure that the journal tells of."""

    study: str
    language: str
    made: str
    ethics: str
    keep_until: str
    overdue: bool
    participants: tuple[ParticipantEntry, ...]
    sources: tuple[SourceEntry, ...]
    erased: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def register(reader: Reader, today: str = "") -> Register:
    """The register as it is today (``today``: another day, YYYY-MM-DD)."""
    day = today or datetime.now(UTC).date().isoformat()
    consents = consent_in_force(reader.records(KINDS["consent"]))
    participants = sorted(reader.records(KINDS["participant"]), key=lambda item: natural(item.participant))
    labelled = {row.participant_id for row in reader.rows("speaker")}
    numbers = {name: number for number, name in reader.names("participant").items()}
    heading = reader.study
    entries = tuple(
        _participant(
            item.participant,
            item.level == OBSERVER,
            consents.get(item.participant),
            day,
            numbers[item.participant] in labelled,
        )
        for item in participants
    )
    return Register(
        heading.identifier,
        heading.language,
        day,
        heading.ethics,
        heading.keep_until,
        _passed(heading.keep_until, day),
        entries,
        tuple(_sources(reader)),
        tuple(
            (entry.subjects[0], entry.time[:10])
            for entry in journal.entries(reader.connection, reader.study_id)
            if entry.action == ERASE
        ),
    )


def _participant(name: str, observer: bool, consent: Consent | None, day: str, labels: bool) -> ParticipantEntry:
    found = consent or Consent(name)
    withdrawn = found.withdrawn_on
    return ParticipantEntry(
        name,
        observer,
        found.version,
        found.given_on,
        found.record,
        found.quote,
        found.name_function,
        found.deposit,
        found.ask_again,
        found.keep_until,
        _passed(found.keep_until, day),
        withdrawn,
        bool(withdrawn),
        labels,
    )


def _passed(date: str, day: str) -> bool:
    """Whether a date (a year or month counts to its end) lies before a day."""
    return bool(date) and day[: len(date)] > date


def _sources(reader: Reader) -> list[SourceEntry]:
    older: Counter[int] = Counter()
    bodies = {number for number, _ in kept_words(reader.connection, reader.study_id)}
    for row in reader.rows("text"):
        if row.superseded and row.erasable_id in bodies:
            older[row.source_id] += 1
    numbers = {name: number for number, name in reader.names("source").items()}
    originals = {row.source_id for row in reader.rows("original")}
    return [
        SourceEntry(
            item.source,
            item.kind,
            item.participants,
            numbers[item.source] in originals,
            older[numbers[item.source]],
            item.pseudonymised,
            bool(item.recording),
            item.classification,
        )
        for item in sorted(reader.records(KINDS["source"]), key=lambda item: natural(item.source))
    ]

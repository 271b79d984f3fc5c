"""What is known while a QualCoder project is read: its tables, who made what, the GUIDs that are derived, and the account."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha1

from spanveld.formats.exchange.counting import Counting
from spanveld.formats.exchange.foreign_database import ForeignDatabase, text
from spanveld.formats.exchange.project import Note, Stamp, User
from spanveld.formats.exchange.qualcoder_folder import QualCoderFolder
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_

__all__ = ["IMPORTANT", "Row", "State"]

IMPORTANT = "important"
"""What is written with a coding that was marked so; the name of the column."""

Row = Mapping[str, object]

MOST = 256_000_000
"""Characters that all tables together may hold: 25 times the longest text."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:spanveld:exchange:qualcoder").bytes
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T_](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(slots=True)
class State(Counting):
    """A reading under way. QualCoder has no GUIDs: each is derived from the project's date and the number of the row."""

    folder: QualCoderFolder
    database: ForeignDatabase
    choices: ReadingChoices
    origin: str = ""
    seed: str = ""
    notes: list[Note] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """The tables that were read."""
    _read: int = 0
    _stamps: dict[tuple[object, object], Stamp] = field(default_factory=dict)
    _moments: dict[str, str] = field(default_factory=dict)

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """The rows of a table, what is no text or number made text; Unreadable where they hold more than any project."""
        self.used.add(table)
        for row in self.database.rows(table, *columns):
            for value in row.values():
                if type(value) is str or type(value) is bytes:
                    self._read += len(value)
            if self._read > MOST:
                raise Unreadable(
                    N_("it holds more than {most} million characters; divide the project."), most=MOST // 1_000_000
                )
            yield row

    def guid(self, kind: str, *keys: object) -> str:
        """The GUID of a row: the same each time that the project is read."""
        name = "\n".join([self.seed, kind, *map(text, keys)])
        bare = bytearray(sha1(_SPACE + name.encode(), usedforsecurity=False).digest()[:16])
        bare[6], bare[8] = bare[6] & 0x0F | 0x50, bare[8] & 0x3F | 0x80  # uuid5, three times as fast
        found = bare.hex()
        return f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"

    def user(self, name: object) -> str:
        """The GUID of a coder, who is noted; "" where no name stands."""
        named = text(name).strip()
        if not named:
            return ""
        if named not in self.users:
            self.users[named] = User(self.guid("coder", named), named)
            self.found("User")
        return self.users[named].guid

    def stamp(self, row: Row) -> Stamp:
        """Who made the row and when; QualCoder notes no second person or date."""
        key = (row["owner"], row["date"])
        found = self._stamps.get(key)
        if found is None or not found.created:  # what is no date is told each time
            found = self._stamps[key] = Stamp(self.user(row["owner"]), self.moment(row["date"]))
        return found

    def moment(self, value: object) -> str:
        """A date of QualCoder (``2026-03-01 10:00:00``) as ISO 8601; "" where it is none."""
        written = text(value).strip()
        if not written:
            return ""
        if written not in self._moments:
            self._moments[written] = self._moment(written)
        if not self._moments[written]:
            self.reasons.add(N_("Dates that are none, and were left out: {count} ({examples})."), written[:40])
        return self._moments[written]

    def _moment(self, written: str) -> str:
        found = _DATE.fullmatch(written)
        if found:
            day, time, zone = found.groups()
            if zone and ":" not in zone and zone != "Z":
                zone = f"{zone[:3]}:{zone[3:]}"
            moment = f"{day}T{time}{':00' if len(time) == 5 else ''}{zone or ''}" if time else day
            try:
                datetime.fromisoformat(moment)
                return moment
            except ValueError:
                pass
        return ""

    def note(self, note: Note) -> str:
        """Adds a note; its GUID."""
        self.notes.append(note)
        self.found("Note")
        return note.guid

    def important(self, row: Row) -> bool:
        """Whether a coder marked the row as important; told in the report."""
        if row["important"] is None or text(row["important"]).strip().lower() not in ("1", "1.0", "true"):
            return False
        self.reasons.add(
            N_("Codings that are marked as important, as their memo says: {count} ({examples})."), self.folder.name
        )
        return True

    def without_zone(self) -> None:
        """Says once that QualCoder's times have no zone."""
        self.account.remark(N_("QualCoder notes local times without their zone; they were taken as they stand."))

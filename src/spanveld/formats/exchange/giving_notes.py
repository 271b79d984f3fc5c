"""What researchers wrote as notes of a project: memos and overviews, each tied to what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spanveld.formats.exchange.giving_cases import CASES
from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.leftovers import description_guid, value_of
from spanveld.formats.exchange.project import Coding, Link, Note, Selection, Stamp
from spanveld.formats.exchange.refi.xml_text import moment
from spanveld.model import records
from spanveld.model.errors import N_

__all__ = ["Written", "written_by"]

NAME_LENGTH = 60
ONE_WAY = "OneWay"


@dataclass(slots=True)
class Written:
    """The notes, the ties of those that are about a thing which cannot name its notes, and by GUID what names and describes things."""

    notes: list[Note] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    noted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    on_codes: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    on_project: tuple[str, ...] = ()
    described: dict[str, str] = field(default_factory=dict)


def written_by(ground: Ground) -> Written:
    """All memos and overviews of a study, and the ties that came from another program."""
    return _Writing(ground).all()


class _Writing:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.made = Written()
        self.links = [
            replace(value_of(Link, {**data, "guid": guid}), notes=()) for guid, data in ground.left.all("Link")
        ]
        self.tied = {(link.origin, link.target) for link in self.links}
        self.things: dict[str, str] = {f"source:{name}": guid for name, guid in ground.sources.items()}
        for kind in (*CASES, "coder", "finding"):
            for record in ground.content.records.get(kind, ()):
                self.things[f"{kind}:{getattr(record, kind)}"] = ground.guids.of(kind, record)
        self.descriptions = {description_guid(guid): guid for guid in self.things.values()}
        self.descriptions[str(ground.left.extras("", "Project").get("description", "-"))] = ""

    def all(self) -> Written:
        for memo in self.ground.content.records.get("memo", ()):
            self.memo(memo)
        there = {note.guid for note in self.made.notes}
        for guid, data in self.ground.left.all("Note"):
            if data.get("whole") and guid not in there:  # it has no words
                self.made.notes.append(value_of(Note, {**data, "guid": guid}))
                for other in data.get("also", ()):
                    self.on(str(other), guid)
        if not self.ground.partial:
            for summary in self.ground.content.records.get("summary", ()):
                self.summary(summary)
        self.made.links[:0] = self.links
        return self.made

    def memo(self, memo: records.Memo) -> None:
        guid = self.ground.guids.of("memo", memo)
        if (thing := self.descriptions.get(guid)) is not None:
            self.made.described[thing] = memo.text
            return
        extras = self.ground.left.extras(guid, "Note")
        text = memo.text
        name = str(extras.get("name", ""))
        if name and text.startswith(f"{name}\n\n"):
            text = text[len(name) + 2 :]
        if not name and not extras:
            name = first_line(text) or self.ground.say(N_("Memo"))
        stamp = self.ground.stamp(extras.get("stamp", {}), self.ground.author(memo.author))
        if not stamp.created.startswith(memo.date) or not memo.date:
            stamp = replace(stamp, created=moment(memo.date))
        self.made.notes.append(
            Note(
                guid,
                name,
                text,
                stamp,
                str(extras.get("description", "")),
                tuple(value_of(Coding, each) for each in extras.get("codings", ())),
                tuple(value_of(Selection, each) for each in extras.get("selections", ())),
            )
        )
        self.about(guid, memo.subject)
        for other in extras.get("also", ()):
            self.on(str(other), guid)

    def about(self, note: str, subject: str) -> None:
        """Ties a note to what it is about, in the way in which that kind of thing can be tied."""
        kind, _, name = subject.partition(":")
        if kind == "passage":
            self.on(self.ground.passages.get(name, ""), note)
        elif kind == "source":
            self.on(self.ground.sources.get(name, ""), note)
        elif kind == "code":
            layer, _, code = name.rpartition("/")
            key = (self.ground.guids.layer_name(layer), code)
            if (note, self.ground.code(layer, code)) not in self.tied:
                self.made.on_codes[key] = (*self.made.on_codes.get(key, ()), note)
        elif target := self.things.get(subject, ""):
            self.link(note, target)
        else:
            self.made.on_project = (*self.made.on_project, note)

    def on(self, thing: str, note: str) -> None:
        """Notes that a thing names the note; where a tie that came along says so, nothing is to be said twice."""
        if thing and (note, thing) not in self.tied and note not in self.made.noted.get(thing, ()):
            self.made.noted[thing] = (*self.made.noted.get(thing, ()), note)

    def link(self, note: str, target: str) -> None:
        if (note, target) not in self.tied:
            guid = self.ground.guids.named("link", note, target)
            self.made.links.append(Link(guid, direction=ONE_WAY, origin=note, target=target))

    def summary(self, summary: records.Summary) -> None:
        guid = self.ground.guids.of("summary", summary)
        title = summary.theme or self.ground.say(N_("Overview"))
        self.made.notes.append(Note(guid, title, summary.text))
        self.about(guid, f"source:{summary.source}")


def first_line(text: str) -> str:
    """The beginning of a text up to the end of its first line, as the name of a note."""
    return text.partition("\n")[0][:NAME_LENGTH].rstrip()


def note_of(guid: str, name: str, lines: Sequence[str], creator: str = "") -> Note:
    """A note of several lines, those without words left out."""
    return Note(guid, name, "\n".join(line for line in lines if line.strip()), Stamp(creator))


def grouped(found: Sequence[Any], *names: str) -> dict[tuple[Any, ...], list[Any]]:
    """Records by some of their fields."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for one in found:
        groups[tuple(getattr(one, name) for name in names)].append(one)
    return groups

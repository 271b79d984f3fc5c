"""The sources of a study with what is marked in them, as sources of a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.leftovers import value_of
from spanveld.formats.exchange.project import Coding, Selection, Source, SourceKind, Stamp, Value
from spanveld.formats.exchange.refi.xml_text import moment
from spanveld.model import records

__all__ = ["sources_of"]

Noted = Mapping[str, tuple[str, ...]]


def sources_of(
    ground: Ground, noted: Noted, described: Mapping[str, str], values: Mapping[str, Sequence[Value]]
) -> tuple[Source, ...]:
    """All sources: those with a text, then pictures and recordings that came from another program.

    By GUID: ``noted`` the notes on a thing, ``described`` its description, ``values`` the values of its variables.
    """
    giving = _Sources(ground, noted)
    made = [
        replace(
            giving.source(source),
            description=described.get(ground.sources[source.source], ""),
            values=tuple(values.get(ground.sources[source.source], ())),
        )
        for source in ground.content.records.get("source", ())
    ]
    return (*made, *giving.without_text({one.guid for one in made}))


class _Sources:
    def __init__(self, ground: Ground, noted: Noted) -> None:
        self.ground = ground
        self.noted = noted

    def source(self, source: records.Source) -> Source:
        ground, guid = self.ground, self.ground.sources[source.source]
        extras = ground.left.extras(guid, "Source")
        kept: Mapping[str, Mapping[str, Any]] = extras.get("selections", {})
        whole = ground.whole(source)
        selections: list[Selection] = []
        codings: tuple[Coding, ...] = ()
        notes = self.noted.get(guid, ())
        for passage in ground.by_source.get(source.source, ()):
            if ground.passages[passage.passage] == whole:
                codings = self.codings(passage, {})
                notes = (*notes, *self.noted.get(whole, ()))
                continue
            made = self.selection(passage, kept.get(ground.passages[passage.passage], {}))
            if made is not None:
                selections.append(made)
                ground.given[passage.passage] = made.guid
        selections.sort(key=_place)
        selections += self.back(guid)
        original = ground.content.originals.get(source.source, b"")
        ending = PurePosixPath(source.original).suffix.lower() if original else ""
        kind: SourceKind = "pdf" if extras.get("kind") == "pdf" else "text"
        fits = ending == (".pdf" if kind == "pdf" else ".docx")
        return Source(
            guid,
            source.title or source.source,
            kind,
            ground.content.texts.get(source.source, ""),
            stamp=ground.stamp(extras.get("stamp", {})),
            selections=tuple(selections),
            codings=codings,
            notes=notes,
            original=original if fits else b"",
            ending=ending if fits else "",
        )

    def selection(self, passage: records.Passage, extras: Mapping[str, Any]) -> Selection | None:
        """A passage as a selection; None where it has no place, neither in the text nor in the file it came from."""
        guid, raw = self.ground.passages[passage.passage], extras.get("raw", (None, None))
        placed = passage.start is not None and passage.end is not None
        if not placed and (raw[0] is None or raw[1] is None):
            return None
        kept: Mapping[str, Mapping[str, Any]] = extras.get("codings", {})
        codings = self.codings(passage, kept)
        if not extras and not passage.memo and guid not in self.noted:
            creator = self.ground.coder(passage.coder)
            dates = [one.created for one in codings if one.created]
            return Selection(
                guid, passage.start, passage.end, stamp=Stamp(creator, min(dates, default="")), codings=codings
            )
        stamp = self.ground.stamp(extras.get("stamp", {}), self.ground.coder(passage.coder))
        if not stamp.created:
            stamp = replace(stamp, created=min((one.created for one in codings if one.created), default=""))
        if stamp.modified and not stamp.modifier:
            stamp = replace(stamp, modifier=stamp.creator)
        return Selection(
            guid,
            passage.start if placed else None,
            passage.end if placed else None,
            None if placed else raw[0],
            None if placed else raw[1],
            name=str(extras.get("name", "")) if not placed else "",
            description=passage.memo,
            stamp=stamp,
            codings=codings,
            notes=self.noted.get(guid, ()),
            element=str(extras.get("element", "PlainTextSelection")),
            place=extras.get("place", {}),
        )

    def codings(self, passage: records.Passage, kept: Mapping[str, Mapping[str, Any]]) -> tuple[Coding, ...]:
        """The codes of a passage, and of those made beside it because it could not carry all."""
        ground = self.ground
        found = ground.codings.get(passage.passage, ())
        for other in ground.again.get(passage.passage, ()) if ground.again else ():
            found = [*found, *ground.codings.get(other, ())]
        if not kept:
            of, code, coder, own = ground.guids.of, ground.code, ground.coders, passage.coder
            return tuple(
                Coding(
                    of("coding", one),
                    code(one.layer, one.code),
                    coder.get(one.coder or own, ""),
                    moment(one.created) if one.created else "",
                )
                for one in found
            )
        made = []
        for coding in found:
            guid = ground.guids.of("coding", coding)
            extras = kept.get(guid, {})
            made.append(
                Coding(
                    guid,
                    ground.code(coding.layer, coding.code),
                    ground.coder(coding.coder or passage.coder),
                    moment(coding.created or str(extras.get("created", ""))),
                    tuple(extras.get("notes", ())) if extras else (),
                )
            )
        return tuple(made)

    def back(self, source: str) -> Iterator[Selection]:
        """What came from another program and has no place in the text."""
        for data in self.ground.left.extras(source, "Source").get("loose", ()):
            one = value_of(Selection, data)
            yield replace(one, codings=self.sound(one.codings), stamp=self.known(one.stamp))

    def without_text(self, there: set[str]) -> Iterator[Source]:
        """Pictures and recordings that came from another program."""
        for guid, data in self.ground.left.all("Source"):
            if guid in there or not data.get("whole"):
                continue
            whole = value_of(Source, {**data, "guid": guid})
            selections = (
                replace(one, codings=self.sound(one.codings), stamp=self.known(one.stamp)) for one in whole.selections
            )
            yield replace(
                whole,
                text=None,
                selections=tuple(selections),
                codings=self.sound(whole.codings),
                stamp=self.known(whole.stamp),
                resolved=None,
            )

    def sound(self, codings: Sequence[Coding]) -> tuple[Coding, ...]:
        """What was kept of codings, with a code that is still there."""
        found = [one for one in codings if one.code in self.ground.code_guids]
        for one in found:
            self.ground.known_user(one.user)
        return tuple(replace(one, created=moment(one.created)) for one in found)

    def known(self, stamp: Stamp) -> Stamp:
        self.ground.known_user(stamp.creator)
        self.ground.known_user(stamp.modifier)
        return replace(stamp, created=moment(stamp.created), modified=moment(stamp.modified))


def _place(one: Selection) -> tuple[int, int, str]:
    return (one.start if one.start is not None else -1, one.end if one.end is not None else -1, one.guid)

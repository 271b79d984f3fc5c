"""The sources and notes of a REFI-QDA project as XML, and the files that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from spanveld.formats.exchange.project import Kept, Note, Selection, Source, Unit
from spanveld.formats.exchange.refi.container import parted
from spanveld.formats.exchange.refi.writing_kept import bare
from spanveld.formats.exchange.refi.writing_parts import codings, description, note_references, values
from spanveld.formats.exchange.refi.xml_text import attributes, flat, quoted_value, stamped, words
from spanveld.formats.exchange.units import to_units

__all__ = ["NAME_LENGTH", "Files", "Sources"]

NAME_LENGTH = 100
"""How much of a passage's words its name holds, so that others can check where it lies."""
LARGEST_INLINE = 8192
"""Characters: the text of a larger note goes into a file of its own."""
_ELEMENTS = {
    "text": "TextSource",
    "picture": "PictureSource",
    "pdf": "PDFSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
_MARKED = {
    "PictureSource": ("PictureSelection", ("firstX", "firstY", "secondX", "secondY")),
    "PDFSource": ("PDFSelection", ("page", "firstX", "firstY", "secondX", "secondY")),
    "AudioSource": ("AudioSelection", ("begin", "end")),
    "VideoSource": ("VideoSelection", ("begin", "end")),
}


@dataclass(slots=True)
class Files:
    """The files of the project by their names in ``sources/``, gathered while the XML is written."""

    found: dict[str, bytes | str] = field(default_factory=dict)

    def add(self, name: str, content: bytes | str) -> str:
        """Takes a file along and gives the path by which the XML names it."""
        self.found[name] = content
        return f"internal://{name}"


class Sources:
    """Writes sources and notes whose positions are counted in ``unit``."""

    def __init__(self, unit: Unit, files: Files, kept: Sequence[Kept]) -> None:
        self._unit = unit
        self._files = files
        self._kept: dict[str, list[Kept]] = {}
        for one in kept:
            self._kept.setdefault(one.of, []).append(one)

    def all(self, sources: Sequence[Source], notes: Sequence[Note]) -> Iterator[str]:
        """The sources, then the notes, piece by piece."""
        if sources:
            yield "<Sources>\n"
            for source in sources:
                yield from self._text(source) if source.kind == "text" else self._other(source)
            yield "</Sources>\n"
        if notes:
            yield "<Notes>\n"
            for note in notes:
                yield from self._note(note)
            yield "</Notes>\n"

    def _text(self, source: Source) -> Iterator[str]:
        plain = rich = ""
        if source.text is not None:
            plain = self._files.add(f"{source.guid}.txt", source.text)
        elif source.remote and parted(source.remote)[0] != "absolute":
            plain = source.remote
        if source.original and source.ending == ".docx":
            rich = self._files.add(f"{source.guid}.docx", source.original)
        head = attributes(guid=source.guid, name=source.name, richTextPath=rich, plainTextPath=plain)
        yield f"<TextSource{head}{stamped(source.stamp)}>\n{description(source.description)}"
        yield from self._selections(source.selections, source.text)
        yield f"{self._whole(source)}</TextSource>\n"

    def _whole(self, source: Source) -> str:
        """What is given to the source as a whole, at the end of its element."""
        return codings(source.codings) + note_references(source.notes) + values(source.values)

    def _other(self, source: Source) -> Iterator[str]:
        element = _ELEMENTS[source.kind]
        if source.original:
            path = self._files.add(f"{source.guid}{source.ending}", source.original)
        else:
            path = "" if parted(source.remote)[0] == "absolute" else source.remote
        yield f"<{element}{attributes(guid=source.guid, name=source.name, path=path)}{stamped(source.stamp)}>\n"
        yield description(source.description)
        if element != "PDFSource":
            yield self._back(source.guid, "TextDescription" if source.kind == "picture" else "Transcript")
        yield from self._areas(source, element)
        if element == "PDFSource":
            yield from self._representation(source)
        yield f"{self._whole(source)}</{element}>\n"

    def _areas(self, source: Source, element: str) -> Iterator[str]:
        """The parts of a picture, page or recording that are marked."""
        name, places = _MARKED[element]
        for one in source.selections:
            if not all(place in one.place for place in places):
                continue
            place = attributes(**{place: one.place[place] for place in places})
            head = f'<{name} guid="{one.guid}"{attributes(name=one.name)}{place}{stamped(one.stamp)}>\n'
            twin = one.start is not None or one.raw_start is not None
            shell = self._back(one.guid, "Representation") if element == "PDFSource" else ""
            given = "" if twin else codings(one.codings)
            yield f"{head}{description(one.description)}{shell}{given}{note_references(one.notes)}</{name}>\n"

    def _representation(self, source: Source) -> Iterator[str]:
        """The text of a pdf with what is marked in it."""
        if source.text is None and all(one.raw_start is None for one in source.selections):
            yield self._back(source.guid, "Representation")
            return
        shell = bare(self._kept.get(source.guid, ()), "Representation")
        guid = shell or str(uuid5(UUID(source.guid), "representation"))
        path = "" if source.text is None else self._files.add(f"{guid}.txt", source.text)
        yield f"<Representation{attributes(guid=guid, plainTextPath=path)}>\n"
        yield from self._selections(source.selections, source.text)
        yield "</Representation>\n"

    def _selections(self, found: Sequence[Selection], text: str | None) -> Iterator[str]:
        """What is marked in a text; what has no place in it goes back with the numbers it came with."""
        marked = [one for one in found if one.start is not None or one.raw_start is not None]
        if not marked:
            return
        counted = self._counted(marked, text)
        for one in marked:
            if one.start is None or one.end is None:
                start, end, name = one.raw_start, one.raw_end, one.name
            else:
                start, end = counted[one.start], counted[one.end]
                name = one.name or flat((text or "")[one.start : one.end], NAME_LENGTH)
            place = f'startPosition="{start or 0}" endPosition="{end or 0}"'
            yield f'<PlainTextSelection guid="{one.guid}"{f" name={quoted_value(name)}" if name else ""} {place}{stamped(one.stamp)}>\n'
            yield description(one.description) if one.description else ""
            yield f"{codings(one.codings)}{note_references(one.notes) if one.notes else ''}</PlainTextSelection>\n"

    def _counted(self, found: Sequence[Selection], text: str | None) -> Mapping[int, int]:
        """Positions as the file counts them."""
        positions = sorted({at for one in found for at in (one.start, one.end) if at is not None})
        if self._unit == "code_points" or text is None:
            return dict(zip(positions, positions, strict=True))
        return dict(zip(positions, to_units(text, positions, self._unit), strict=True))

    def _note(self, note: Note) -> Iterator[str]:
        path = self._files.add(f"{note.guid}.txt", note.text) if len(note.text) > LARGEST_INLINE else ""
        head = attributes(guid=note.guid, name=note.name, plainTextPath=path)
        yield f"<Note{head}{stamped(note.stamp)}>\n{description(note.description)}"
        if not path:
            yield f"<PlainTextContent>{words(note.text)}</PlainTextContent>\n"
        yield from self._selections(note.selections, note.text)
        yield f"{codings(note.codings)}</Note>\n"

    def _back(self, guid: str, element: str) -> str:
        """Elements that no value holds, as they came; of some kinds there may be one only."""
        found = [one.xml for one in self._kept.get(guid, ()) if one.element == element]
        return "".join(f"{xml}\n" for xml in (found if element == "Transcript" else found[:1]))

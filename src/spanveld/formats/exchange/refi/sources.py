"""The sources of a REFI-QDA project, of every kind, and its notes, which the standard writes as texts too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from spanveld.formats.exchange.placing import Mark
from spanveld.formats.exchange.project import Coding, Note, Selection, Source, SourceKind
from spanveld.formats.exchange.refi.container import inside, parted
from spanveld.formats.exchange.refi.state import Parts, State
from spanveld.formats.exchange.refi.texts import (
    TEXT_ATTRIBUTES,
    TEXT_PARTS,
    Text,
    areas,
    copied,
    ending_of,
    keep_whole,
    marked,
    marks_of,
    placed_text,
    shown_name,
    text_of,
)
from spanveld.formats.exchange.refi.transcripts import transcript
from spanveld.formats.exchange.refi.values import children, description, local
from spanveld.model.errors import N_

__all__ = ["SOURCES", "note", "source"]

SOURCES: dict[str, SourceKind] = {
    "TextSource": "text",
    "PictureSource": "picture",
    "PDFSource": "pdf",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_SELECTIONS = {
    "PictureSource": "PictureSelection",
    "PDFSource": "PDFSelection",
    "AudioSource": "AudioSelection",
    "VideoSource": "VideoSelection",
}
_COMMON = ("Description", "Coding", "NoteRef", "VariableValue")
_TEXTS = ("Representation", "TextDescription", "Transcript")
_SOUND = (".m4a", ".mp3", ".wav", ".wma", ".ogg", ".flac", ".aac")


def source(state: State, element: etree._Element) -> Iterator[Source]:
    """A source with what is marked in it and given to it as a whole; after a recording, its transcripts."""
    name = local(element)
    state.found(name)
    guid = state.guids.claim(element)
    shown = shown_name(element, guid)
    if name == "TextSource":
        parts = state.parts(element, TEXT_PARTS, guid, TEXT_ATTRIBUTES)
        text = text_of(state, element, shown)
        made = _with_text(state, Source(guid), text, parts.get("PlainTextSelection", ()), shown)
    else:
        marks = _SELECTIONS[name]
        parts = state.parts(element, (*_COMMON, *_TEXTS, marks), guid, ("path", "currentPath"))
        made = _other_source(state, element, parts, Source(guid, kind=SOURCES[name]), shown)
    yield replace(
        made,
        name=element.get("name", ""),
        description=description(parts),
        stamp=state.stamp(element),
        codings=(*state.codings(parts), *made.codings),
        notes=tuple(dict.fromkeys((*state.notes(parts), *made.notes))),
        values=(*state.values(parts), *made.values),
    )
    for child in parts.get("Transcript", ()):
        words = transcript(state, child, replace(made, name=element.get("name", "")))
        if words is not None:
            yield words


def _with_text(state: State, made: Source, text: Text, found: Sequence[etree._Element], shown: str) -> Source:
    """The source with its text and what is marked in that."""
    marks = marks_of(found)
    placed = placed_text(state, text, marks, shown, state.choices.conventions.get(made.guid))
    if placed is None:
        state.became("TextSource" if made.kind == "text" else "PDFSource", "changed")
    else:
        state.resolved[made.guid] = placed.resolved
        state.raw[made.guid] = text.reference
    return replace(
        made,
        text=placed.text if placed else None,
        selections=marked(state, found, marks, placed.spans if placed else (None,) * len(marks)),
        file=made.file or text.file,
        original=made.original or text.original,
        ending=made.ending or text.ending,
        remote=made.remote or text.remote,
        resolved=placed.resolved if placed else None,
    )


def _other_source(state: State, element: etree._Element, parts: Parts, made: Source, shown: str) -> Source:
    """A picture, pdf or recording: its file, the parts of it that are marked, and of a pdf the text that stands for it."""
    if element.get("currentPath"):
        state.reasons.add(
            N_("Places of files on somebody's computer (currentPath), which were left out: {count} ({examples})."),
            local(element),
        )
    made = _with_file(state, made, element.get("path", "").strip(), shown)
    found = areas(state, parts.get(_SELECTIONS[local(element)], ()))
    represented = parts.get("Representation", ())
    for child in (*parts.get("TextDescription", ()), *represented[1:]):
        keep_whole(state, child, made.guid)
    if represented:
        return _represented(state, made, represented[0], found, shown)
    return replace(made, selections=tuple(_in_order(state, one) for one in found))


def _with_file(state: State, made: Source, path: str, shown: str) -> Source:
    if not path:
        return made
    state.used.add(path)
    ending = ending_of(path)
    kind: SourceKind = "audio" if made.kind == "video" and ending in _SOUND else made.kind
    data = state.container.bytes_of(path, original=True)
    if data is None:
        if parted(path)[0] == "absolute":
            state.reasons.add(
                N_(
                    "Files somewhere on a computer (absolute path), which were not opened: {count} ({examples}). Add them by hand."
                ),
                shown,
            )
        elif state.container.size(path) is not None:
            state.reasons.add(
                N_("Files too large for a study, which stay in the project file alone: {count} ({examples})."), shown
            )
        else:
            state.reasons.add(
                N_("Pictures, pdfs and recordings that the project names, but does not hold: {count} ({examples})."),
                shown,
            )
    within = inside(path)
    return replace(
        made,
        kind=kind,
        file=parted(path)[1] if within else "",
        remote="" if within else path,
        original=data or b"",
        ending=ending,
    )


def _represented(state: State, made: Source, element: etree._Element, found: list[Selection], shown: str) -> Source:
    """A pdf with the text that stands for it; an area and a piece of the text with one GUID are one selection."""
    state.found("Representation")
    state.became("Representation", "changed")
    state.reasons.add(N_("Texts that stand for a pdf, and became its text: {count} ({examples})."), shown)
    parts = state.parts(element, TEXT_PARTS, made.guid, TEXT_ATTRIBUTES)
    text = replace(text_of(state, element, shown), original=b"", ending="", file="", remote="")
    by_guid = {area.guid: area for area in found}
    state.guids.share(by_guid)
    state.guids.share(coding.guid for area in found for coding in area.codings)
    made = _with_text(state, made, text, parts.get("PlainTextSelection", ()), shown)
    state.guids.share(())
    whole = [_one_of(state, by_guid.pop(one.guid), one) if one.guid in by_guid else one for one in made.selections]
    if joined := len(found) - len(by_guid):
        state.became("PlainTextSelection", "changed", joined)
        state.reasons.add(
            N_(
                "Selections marked both as an area and in the text, each of which is one passage: {count} ({examples})."
            ),
            shown,
            joined,
        )
    shell = copied(element, without=("PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"))
    for key in TEXT_ATTRIBUTES:
        shell.attrib.pop(key, None)
    state.keep(shell, made.guid, counted=False)
    return replace(
        made,
        selections=(*whole, *by_guid.values()),
        codings=state.codings(parts),
        notes=state.notes(parts),
        values=state.values(parts),
    )


def _one_of(state: State, area: Selection, piece: Selection) -> Selection:
    """The area and the piece of text as one selection with both places."""
    codings: dict[str, Coding] = {coding.guid: coding for coding in (*piece.codings, *area.codings)}
    if again := len(piece.codings) + len(area.codings) - len(codings):
        state.became("Coding", "changed", again)
    return replace(
        piece,
        name=piece.name or area.name,
        description=piece.description or area.description,
        stamp=piece.stamp if piece.stamp.created else area.stamp,
        codings=tuple(codings.values()),
        notes=tuple(dict.fromkeys((*piece.notes, *area.notes))),
        place=area.place,
    )


def _in_order(state: State, one: Selection) -> Selection:
    """Names a part of a recording that ends before it begins; its numbers stay as they are."""
    begin, end = one.place.get("begin", ""), one.place.get("end", "")
    if begin.isdigit() and end.isdigit() and int(end) < int(begin):
        state.reasons.add(
            N_(
                "Parts of recordings that end before they begin, of which the ends were exchanged: {count} ({examples})."
            ),
            one.name or one.guid,
        )
        return replace(one, place={**one.place, "begin": end, "end": begin})
    return one


def note(state: State, element: etree._Element) -> Note:
    """A memo, with what is marked in its text; where its marks lie in a source that names it, they have no place yet."""
    state.found("Note")
    guid = state.guids.claim(element)
    parts = state.parts(
        element, ("Description", "PlainTextContent", "PlainTextSelection", "Coding"), guid, TEXT_ATTRIBUTES
    )
    shown = shown_name(element, guid)
    found = parts.get("PlainTextSelection", ())
    marks = marks_of(found)
    text = text_of(state, element, shown) if _has_text(element) else Text("", True)
    placed = placed_text(state, text, (), shown)
    words = placed.text if placed else ""
    spans: Sequence[tuple[int, int] | None] = (None,) * len(marks)
    if found and placed and not _on_a_source(state, found, marks, words):
        again = placed_text(state, text, marks, shown)
        spans = again.spans if again else spans
    if placed is None:
        state.became("Note", "changed")
    if text.ending == ".docx":
        state.reasons.add(N_("Notes that lost their formatting: {count} ({examples})."), shown)
    return Note(
        guid,
        element.get("name", ""),
        words,
        state.stamp(element),
        description(parts),
        state.codings(parts),
        marked(state, found, marks, spans),
    )


def _has_text(element: etree._Element) -> bool:
    return bool(
        element.get("plainTextPath")
        or element.get("richTextPath")
        or next(element.iterchildren("{*}PlainTextContent"), None) is not None
    )


def _on_a_source(state: State, found: Sequence[etree._Element], marks: Sequence[Mark], words: str) -> bool:
    """Whether marks without codings in a note lie in the source that names it, as QualCoder writes its annotations."""
    if any(name == "Coding" for one in found for name, _ in children(one)):
        return False
    return is_qualcoder(state.origin) or any((mark.raw_end or 0) > len(words) for mark in marks)


def is_qualcoder(origin: str) -> bool:
    """Whether the file names QualCoder as the program that wrote it."""
    return origin.strip().lower().startswith("qualcoder")

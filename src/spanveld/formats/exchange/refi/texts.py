"""The texts of a REFI-QDA project: which of the forms given is taken, and where its selections lie."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from spanveld.formats.exchange.placing import Mark, Placed, place
from spanveld.formats.exchange.project import Convention, Selection
from spanveld.formats.exchange.refi.container import inside, parted
from spanveld.formats.exchange.refi.state import AUDIT, State
from spanveld.formats.exchange.refi.values import children, description, integer, local
from spanveld.formats.sources.parts import Unreadable, check_length
from spanveld.formats.sources.reading import read_source
from spanveld.model.errors import N_, quoted

__all__ = [
    "TEXT_ATTRIBUTES",
    "TEXT_PARTS",
    "Text",
    "areas",
    "copied",
    "ending_of",
    "keep_text",
    "keep_whole",
    "marked",
    "marks_of",
    "placed_text",
    "shown_name",
    "text_of",
]

TEXT_ATTRIBUTES = ("plainTextPath", "richTextPath")
TEXT_PARTS = ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue")
_PLACE = frozenset({"startPosition", "endPosition"})
_COUNTED = ("SyncPoint", "TranscriptSelection", "PlainTextSelection", "Coding", "NoteRef")
"""What is counted by itself inside an element that is kept as it stands."""
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that cannot stand in XML."""
_PARTS_OF_SELECTION = ("Description", "Coding", "NoteRef")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an element in the form that was taken; ``raw`` None where there is none."""

    raw: bytes | str | None = None
    inline: bool = False
    file: str = ""
    original: bytes = b""
    ending: str = ""
    remote: str = ""
    reference: str = ""
    """The path by which the bytes can be had once more."""


def ending_of(reference: str) -> str:
    """The ending of a path, lower case with its dot.

    >>> ending_of("internal://A.DOCX")
    '.docx'
    """
    return PurePosixPath(parted(reference)[1]).suffix.lower()


def text_of(state: State, element: etree._Element, shown: str) -> Text:
    """The text of a source, note or representation: its plain file, else what stands in the XML, else what its formatted file holds.

    ``shown`` names it in the report.
    """
    plain, rich = element.get("plainTextPath", "").strip(), element.get("richTextPath", "").strip()
    content = next(element.iterchildren("{*}PlainTextContent"), None)
    state.used.update(filter(None, (plain, rich)))
    formatted = None
    if rich and ending_of(rich) not in ("", ".txt"):
        formatted = state.container.bytes_of(rich, original=True)
        if formatted is None:
            message = N_(
                "Formatted files that the project names, but does not hold, or too large ones: {count} ({examples})."
            )
            state.reasons.add(message, shown)
    original, ending = (formatted, ending_of(rich)) if formatted is not None else (b"", "")
    if plain:
        data = state.container.bytes_of(plain)
        if data is not None:
            file = parted(plain)[1]
            return Text(data, False, file, original or data, ending or ending_of(plain) or ".txt", reference=plain)
        _missing(state, plain, shown)
    if content is not None:
        return Text(content.text or "", True, "", original, ending)
    if formatted is not None:
        made = _from_formatted(formatted, ending, state, shown)
        if made is not None:
            return Text(made, False, parted(rich)[1], original, ending)
    if not plain and not rich:
        state.reasons.add(N_("Texts that name no file and hold no words: {count} ({examples})."), shown)
    remote = plain or rich
    return Text(
        None, False, parted(remote)[1] if inside(remote) else "", original, ending, "" if inside(remote) else remote
    )


def _missing(state: State, reference: str, shown: str) -> None:
    if parted(reference)[0] == "absolute":
        state.reasons.add(
            N_(
                "Files somewhere on a computer (absolute path), which were not opened: {count} ({examples}). Add them by hand."
            ),
            shown,
        )
    elif state.container.size(reference) is not None:
        state.reasons.add(
            N_("Files too large for a study, which stay in the project file alone: {count} ({examples})."), shown
        )
    else:
        state.reasons.add(
            N_("Texts whose file is not in the project, so that they came without words: {count} ({examples})."), shown
        )


def _from_formatted(data: bytes, ending: str, state: State, shown: str) -> str | None:
    """The text of a formatted file, read as a source of its own would be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"text{ending}"
        path.write_bytes(data)
        try:
            text = read_source(path).text
        except (Unreadable, OSError):
            state.reasons.add(N_("Formatted files in which no text can be read: {count} ({examples})."), shown)
            return None
    state.reasons.add(
        N_("Texts made of their formatted file, so that the places of passages may not fit: {count} ({examples})."),
        shown,
    )
    return text


def shown_name(element: etree._Element, otherwise: str) -> str:
    """How the report names a source, note or transcript."""
    path = element.get("plainTextPath") or element.get("path") or ""
    return element.get("name") or parted(path)[1].rsplit("/", 1)[-1] or otherwise


def copied(element: etree._Element, *, without: Collection[str] = ()) -> etree._Element:
    """A copy of the element, without its children of these names."""
    made = copy.deepcopy(element)
    made.tail = None
    for name, child in list(children(made)):
        if name in without:
            made.remove(child)
    return made


def keep_whole(state: State, element: etree._Element, of: str) -> None:
    """Keeps a text that no source has with its words in it, so that nothing hangs on a file of the project."""
    shown = shown_name(element, state.guids.given(element.get("guid")))
    words = ""
    if element.get("plainTextPath") or element.get("richTextPath"):
        placed = placed_text(state, text_of(state, element, shown), (), shown)
        words = placed.text if placed else ""
    keep_text(state, element, of, words)


def keep_text(state: State, element: etree._Element, of: str, words: str) -> None:
    """The same, with the words that its files hold; "" where they hold none."""
    for inner in element.iterdescendants():
        if (kind := local(inner)) in _COUNTED:
            state.found(kind)
            state.became(kind, "kept")
    if words:
        name = local(element)
        element = copied(element, without=("PlainTextContent",))
        for key in TEXT_ATTRIBUTES:
            element.attrib.pop(key, None)
        content = etree.Element(str(element.tag).replace(name, "PlainTextContent"))
        content.text = _UNFIT.sub("", words)
        element.insert(1 if len(element) and local(element[0]) == "Description" else 0, content)
    state.keep(element, of)


def placed_text(
    state: State, text: Text, marks: Sequence[Mark], shown: str, chosen: Convention | None = None
) -> Placed | None:
    """The text as it is stored with the places of the marks in it; None where there is no text."""
    if text.raw is None:
        return None
    try:
        placed = place(text.raw, marks, origin=state.origin, chosen=chosen, inline=text.inline)
        check_length(placed.text)
    except Unreadable as error:
        state.account.remark(N_("{source}: its text was not taken: {problem}"), source=quoted(shown), problem=error)
        return None
    for remark in placed.remarks:
        state.account.remark(N_("{source}: {what}"), source=quoted(shown), what=remark)
    return placed


def marks_of(found: Sequence[etree._Element]) -> list[Mark]:
    """Where the selections say that they lie."""
    return [
        Mark(integer(one.get("startPosition")), integer(one.get("endPosition")), one.get("name", "")) for one in found
    ]


def marked(
    state: State,
    found: Sequence[etree._Element],
    marks: Sequence[Mark],
    spans: Sequence[tuple[int, int] | None],
    *,
    element: str = "PlainTextSelection",
    place: Collection[str] = _PLACE,
) -> tuple[Selection, ...]:
    """The selections in a text, at their places; ``place``: the attributes that say where one lies."""
    if found:
        state.found(element, len(found))
    made = []
    nothing = (None, None)
    for child, mark, span in zip(found, marks, spans, strict=True):
        start, end = span or nothing
        guid = state.guids.claim(child)
        parts = state.parts(child, _PARTS_OF_SELECTION, guid, place)
        made.append(
            Selection(
                guid,
                start,
                end,
                mark.raw_start,
                mark.raw_end,
                mark.name,
                description(parts),
                state.stamp(child),
                state.codings(parts),
                state.notes(parts),
            )
        )
    return tuple(made)


def areas(state: State, found: Sequence[etree._Element]) -> list[Selection]:
    """The marked parts of pictures, pages and recordings, with their place as the file has it."""
    made = []
    for child in found:
        name = local(child)
        state.found(name)
        guid = state.guids.claim(child)
        parts = state.parts(child, (*_PARTS_OF_SELECTION, "Representation"), guid, list(map(str, child.attrib)))
        for shell in parts.get("Representation", ()):
            state.found("Representation")
            state.became("Representation", "kept")
            state.keep(shell, guid, counted=False)
        made.append(
            Selection(
                guid,
                name=child.get("name", ""),
                description=description(parts),
                stamp=state.stamp(child),
                codings=state.codings(parts),
                notes=state.notes(parts),
                element=name,
                place={str(key): str(value) for key, value in child.attrib.items() if key not in AUDIT},
            )
        )
    return made

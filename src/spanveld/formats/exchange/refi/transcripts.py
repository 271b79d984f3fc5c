"""The transcripts of recordings: a transcript with words is a source of its own, and the recording keeps where it was said.

What ties the two together, the points of time, stays with the recording as it stood, under a GUID that follows from the
transcript's own: so that both can be written back and read again without becoming two sources.
"""

from __future__ import annotations

import uuid

from lxml import etree

from spanveld.formats.exchange.placing import Mark
from spanveld.formats.exchange.project import Source
from spanveld.formats.exchange.refi.state import State
from spanveld.formats.exchange.refi.texts import (
    TEXT_ATTRIBUTES,
    copied,
    ending_of,
    keep_text,
    marked,
    placed_text,
    shown_name,
    text_of,
)
from spanveld.formats.exchange.refi.values import children, description, integer
from spanveld.model.errors import N_

__all__ = ["transcript"]

_PARTS = ("Description", "PlainTextContent", "SyncPoint", "TranscriptSelection", "NoteRef")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:spanveld:exchange:transcript")


def transcript(state: State, element: etree._Element, recording: Source) -> Source | None:
    """The transcript as a source; None where it has no words, and then it is kept as it stands."""
    shown = element.get("name") or recording.name or shown_name(element, recording.guid)
    text = text_of(state, element, shown)
    named = state.guids.given(element.get("guid"))
    times = {
        state.guids.given(one.get("guid")): integer(one.get("position"))
        for name, one in children(element)
        if name == "SyncPoint"
    }
    found = [one for name, one in children(element) if name == "TranscriptSelection"]
    marks = [_mark(state, one, times) for one in found]
    placed = placed_text(state, text, marks, shown, state.choices.conventions.get(named))
    if placed is None:
        keep_text(state, element, recording.guid, "")
        return None
    state.found("Transcript")
    state.became("Transcript", "changed")
    state.reasons.add(
        N_("Transcripts of recordings, which became sources of their own beside the recording: {count} ({examples})."),
        shown,
    )
    guid = state.guids.claim(element)
    parts = state.parts(element, _PARTS, guid, TEXT_ATTRIBUTES)
    _keep_times(state, element, guid, recording.guid)
    if found:
        state.became("TranscriptSelection", "changed", len(found))
    state.resolved[guid] = placed.resolved
    state.raw[guid] = text.reference
    return Source(
        guid,
        name=element.get("name", "") or recording.name,
        text=placed.text,
        description=description(parts),
        stamp=state.stamp(element),
        selections=marked(
            state, found, marks, placed.spans, element="TranscriptSelection", place=("fromSyncPoint", "toSyncPoint")
        ),
        notes=state.notes(parts),
        file=text.file,
        original=text.original,
        ending=text.ending or ending_of(text.file),
        resolved=placed.resolved,
    )


def _mark(state: State, one: etree._Element, times: dict[str, int | None]) -> Mark:
    """Where a part of a transcript lies: from the place of one point of time to that of another."""
    first, last = (times.get(state.guids.given(one.get(key))) for key in ("fromSyncPoint", "toSyncPoint"))
    return Mark(first, last, one.get("name", ""))


def _keep_times(state: State, element: etree._Element, guid: str, of: str) -> None:
    """Keeps the transcript without its words and marks, which are the source's."""
    shell = copied(element, without=("PlainTextContent", "TranscriptSelection", "NoteRef"))
    for key in TEXT_ATTRIBUTES:
        shell.attrib.pop(key, None)
    shell.set("guid", str(uuid.uuid5(_SPACE, guid)))
    if points := sum(name == "SyncPoint" for name, _ in children(element)):
        state.found("SyncPoint", points)
        state.became("SyncPoint", "kept", points)
    state.keep(shell, of, counted=False)

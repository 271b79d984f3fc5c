"""The sources of a project with their texts, and what is marked in them as passages with codings, a passage for each selection."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from spanveld.actions.exchange_known import code_like, moment_in, sound, sound_text
from spanveld.actions.exchange_people import Belonging
from spanveld.actions.exchange_taking import Taking
from spanveld.formats.exchange.conventions import name_of
from spanveld.formats.exchange.leftovers import again_guid, data_of, whole_guid
from spanveld.formats.exchange.project import Coding, Selection, Source
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.model.records import Coding as StudyCoding
from spanveld.model.records import Passage
from spanveld.model.records import Source as StudySource

__all__ = ["take_sources"]

_SPACE = re.compile(r"\s+")
ELEMENTS = {
    "text": "TextSource",
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}


def take_sources(taking: Taking, belonging: Belonging) -> None:
    """Take every source that has a text; the others are kept."""
    same = {text: name for name, text in taking.known.ours.texts.items()}
    for source in taking.project.sources:
        if source.text is None or not source.text.strip():
            _keep_source(taking, source)
        else:
            _take_source(taking, source, belonging, same)


def _keep_source(taking: Taking, source: Source) -> None:
    data = data_of(replace(source, guid="", original=b"", text=None, remote="", resolved=None))
    taking.keep(source.guid, "Source", {**data, "whole": True})
    taking.became(ELEMENTS[source.kind], "kept")
    for selection in source.selections:
        taking.became(selection.element, "kept")
    taking.became("Coding", "kept", len(source.codings) + sum(len(each.codings) for each in source.selections))
    taking.account.remark(
        N_(
            "Sources without a text (pictures, recordings, empty files) are kept for export with what is marked in them,"
            " without their files."
        )
    )


def _take_source(taking: Taking, source: Source, belonging: Belonging, same: dict[str, str]) -> None:
    text = sound_text(source.text or "")
    known = taking.known.thing("source", source.guid)
    name = known.source if known else taking.known.fresh("source", code_like(_stem(source.name)))
    if known is None and text in same:
        taking.account.remark(
            N_("Source '{title}' has the same text as source '{source}' of this study; it comes in beside it."),
            title=sound(source.name),
            source=same[text],
        )
    record = known or StudySource(
        name,
        taking.choices.kind or "document",
        f"sources/{name}.txt",
        original=f"originals/{name}{_ending(source)}" if source.original else "",
    )
    persons = belonging.participants.get(source.guid, [])
    spoken: dict[str, Any] = {"guid": source.guid, "title": sound(source.name)}
    if persons or known is None:
        spoken["participants"] = tuple(sorted({*persons}, key=natural))
    if parts := belonging.sub_cases.get(source.guid):
        spoken["sub_cases"] = tuple(sorted({*parts}, key=natural))
    if case := belonging.cases.get(source.guid):
        spoken["case"] = case
    taking.records["source"].append(replace(record, **spoken))
    taking.texts[name] = text
    taking.subjects[source.guid] = f"source:{name}"
    if source.original and (known is None or known.original):
        taking.originals[name] = source.original
    _Marks(taking, source, name, text, belonging).take()


def _stem(name: str) -> str:
    stem, dot, ending = name.strip().rpartition(".")
    return stem if dot and ending.isalnum() and len(ending) <= 5 else name.strip()


def _ending(source: Source) -> str:
    return source.ending.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", source.ending) else ".bin"


class _Marks:
    """What is marked in one source."""

    def __init__(self, taking: Taking, source: Source, name: str, text: str, belonging: Belonging) -> None:
        self.taking = taking
        self.source = source
        self.name = name
        self.text = text
        self.voices = belonging.voices
        self.extras: dict[str, dict[str, Any]] = {}
        self.loose: list[Selection] = []
        self.doubtful = 0

    def take(self) -> None:
        for selection in self.source.selections:
            self._selection(selection)
        if self.source.codings:
            self._whole()
        self._keep()

    def _keep(self) -> None:
        taking, source = self.taking, self.source
        data: dict[str, Any] = {
            name: value
            for name, value in {
                "stamp": data_of(source.stamp),
                "kind": "" if source.kind == "text" else source.kind,
                "ending": source.ending,
                "resolved": name_of(source.resolved.convention) if source.resolved else "",
                "selections": self.extras,
                "loose": [data_of(each) for each in self.loose],
            }.items()
            if value
        }
        if data:
            taking.keep(source.guid, "Source", data)
        for selection in self.loose:
            taking.became(selection.element, "kept")
            taking.became("Coding", "kept", len(selection.codings))
        if self.loose:
            taking.account.remark(
                N_("Source '{title}': parts without a place in the text are kept for export, and not shown: {count}."),
                title=sound(source.name),
                count=len(self.loose),
            )
        if self.doubtful:
            taking.account.remark(
                N_("Source '{title}': passages of which the place is not known, to be put in their place: {count}."),
                title=sound(source.name),
                count=self.doubtful,
            )

    # ------------------------------------------------------------------ selections
    def _selection(self, selection: Selection) -> None:
        start, end, doubt = selection.start, selection.end, ""
        if start is None or end is None or not 0 <= start < end <= len(self.text):
            start = end = None
            doubt = sound(selection.name).strip()
            if not doubt or selection.element != "PlainTextSelection":
                self.loose.append(selection)
                return
            self.doubtful += 1
        codings = [coding for coding in selection.codings if coding.code in self.taking.codes]
        if lost := len(selection.codings) - len(codings):
            self.taking.became("Coding", "dropped", lost)
            if not codings and not selection.description and not selection.notes:
                self.taking.became(selection.element, "dropped")
                return
        user = selection.stamp.creator or (codings[0].user if codings else "")
        self._passages(selection, codings, user, start, end, doubt)
        if doubt:
            self.taking.became(selection.element, "changed")
        self._note_extras(selection, start, end, doubt)

    def _passages(
        self, selection: Selection, codings: list[Coding], user: str, start: int | None, end: int | None, doubt: str
    ) -> None:
        taking = self.taking
        coder = taking.coder_of(user)
        rows = [(*taking.codes[each.code], taking.coder_of(each.user) or coder, each) for each in codings]
        turns = self._apart(rows)
        voices = self.voices.get(selection.guid)
        for number, turn in enumerate(turns or [rows]):
            guid = selection.guid if not number else again_guid(selection.guid, number)
            known = taking.known.thing("passage", guid)
            name = known.passage if known else taking.known.fresh("passage")
            if known is None:
                passage = Passage(
                    name,
                    self.name,
                    start,
                    end,
                    coder,
                    _sorted(voices),
                    memo=sound(selection.description),
                    doubt=doubt,
                    guid=guid,
                )
            else:
                passage = replace(
                    known,
                    source=self.name,
                    start=start,
                    end=end,
                    coder=coder,
                    voices=_sorted(voices) if voices else known.voices,
                    memo=sound(selection.description),
                    doubt=doubt,
                    guid=guid,
                )
            taking.records["passage"].append(passage)
            taking.subjects[guid] = f"passage:{name}"
            if number:
                self._extra(selection.guid).setdefault("again", []).append(guid)
            self._codings(selection.guid, name, coder, turn)

    def _codings(self, selection: str, passage: str, coder: str, rows: list[tuple[str, str, str, Coding]]) -> None:
        there: set[tuple[str, str, str]] = set()
        twice = 0
        for layer, code, by, coding in rows:
            if (layer, code, by) in there:
                twice += 1
                self._coding_extra(selection, coding)["again"] = data_of(coding)
                continue
            there.add((layer, code, by))
            created = moment_in(coding.created)
            self.taking.records["coding"].append(
                StudyCoding(passage, layer, code, "" if by == coder else by, created, coding.guid)
            )
            if coding.created and not created:
                self._coding_extra(selection, coding)["created"] = coding.created
            if not coding.user and by:
                self._coding_extra(selection, coding)["user"] = ""
            if coding.guid:
                self.taking.subjects[coding.guid] = f"passage:{passage}"
        if twice:
            self.taking.became("Coding", "changed", twice)
            self.taking.account.remark(N_("A code that one coder gave a passage twice stands there once."))

    def _apart(self, rows: list[tuple[str, str, str, Coding]]) -> list[list[tuple[str, str, str, Coding]]]:
        """The codings as passages can carry them: of an exclusive layer one code a coder, the next on a second passage."""
        if not self.taking.exclusive or len(rows) < 2:
            return [rows]
        apart: list[list[tuple[str, str, str, Coding]]] = [[]]
        held: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows:
            layer, code, by, _ = row
            at = 0
            if layer in self.taking.exclusive:
                codes = held[layer, by]
                if code not in codes:
                    codes.append(code)
                at = codes.index(code)
            while len(apart) <= at:
                apart.append([])
            apart[at].append(row)
        if len(apart) > 1:
            self.taking.account.remark(
                N_(
                    "Where a passage got two codes of a layer that takes one,"
                    " the second stands on a passage of its own over the same words."
                )
            )
        return apart

    def _whole(self) -> None:
        """Codes of the source itself stand on a passage over the whole text."""
        codings = [coding for coding in self.source.codings if coding.code in self.taking.codes]
        if lost := len(self.source.codings) - len(codings):
            self.taking.became("Coding", "dropped", lost)
        if not codings:
            return
        guid = whole_guid(self.source.guid)
        whole = Selection(guid, 0, len(self.text))
        self._passages(whole, codings, codings[0].user, 0, len(self.text), "")
        self._extra(guid)["whole"] = True
        self.taking.became("Coding", "changed", len(codings))
        self.taking.account.remark(N_("Codes of a whole source stand on a passage over its whole text."))

    # ------------------------------------------------------------------ what is kept of a selection
    def _extra(self, guid: str) -> dict[str, Any]:
        return self.extras.setdefault(guid, {})

    def _coding_extra(self, selection: str, coding: Coding) -> dict[str, Any]:
        found: dict[str, Any] = (
            self._extra(selection).setdefault("codings", {}).setdefault(coding.guid or coding.code, {})
        )
        return found

    def _note_extras(self, selection: Selection, start: int | None, end: int | None, doubt: str) -> None:
        data: dict[str, Any] = {}
        if (selection.raw_start, selection.raw_end) != (start, end) and selection.raw_start is not None:
            data["raw"] = [selection.raw_start, selection.raw_end]
        if selection.name and selection.name != doubt and not self._is_said(selection.name, start, end):
            data["name"] = selection.name
        if selection.place:
            data["place"] = dict(selection.place)
        if selection.element != "PlainTextSelection":
            data["element"] = selection.element
        stamp, kept = selection.stamp, {}
        if stamp.creator and stamp.creator not in self.taking.coders:
            kept["creator"] = stamp.creator
        if stamp.created and all(coding.created != stamp.created for coding in selection.codings):
            kept["created"] = stamp.created
        if stamp.modifier and stamp.modifier != stamp.creator:
            kept["modifier"] = stamp.modifier
        if stamp.modified:
            kept["modified"] = stamp.modified
        if kept:
            data["stamp"] = kept
        if data:
            self._extra(selection.guid).update(data)

    def _is_said(self, name: str, start: int | None, end: int | None) -> bool:
        """Whether the name is the words of the passage, or their beginning; white space does not matter."""
        if start is None or end is None:
            return False
        plain = name.strip()
        for cut in ("…", "..."):
            plain = plain.removesuffix(cut)
        bare = _SPACE.sub("", plain)
        return _SPACE.sub("", self.text[start : min(end, start + 3 * len(name) + 200)]).startswith(bare)


def _sorted(names: list[str] | None) -> tuple[str, ...] | None:
    return tuple(sorted({*names}, key=natural)) if names else None

"""The notes and descriptions of a project as memos, its sets of sources as attributes; links, graphs and the rest are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spanveld.actions.exchange_known import date_in, sound
from spanveld.actions.exchange_taking import Taking
from spanveld.formats.exchange.leftovers import PROJECT, data_of, description_guid
from spanveld.formats.exchange.project import CodeSet, Note
from spanveld.model.errors import N_
from spanveld.model.records import Attribute, Memo, Passage

__all__ = ["take_annotations", "take_notes", "take_rest", "take_sets"]

MEMBER = "yes"
"""The value of the attribute of a source that is in a set."""


def take_annotations(taking: Taking) -> set[str]:
    """Notes that mark a place in the one source that refers to them become passages there; their GUIDs."""
    sources: dict[str, list[str]] = defaultdict(list)
    for source in taking.project.sources:
        for name in source.notes:
            sources[name].append(source.guid)
    taken: set[str] = set()
    for note in taking.project.notes:
        subjects = [taking.subjects.get(guid, "") for guid in sources[note.guid]]
        if note.codings or len(note.selections) != 1 or len(subjects) != 1 or not subjects[0].startswith("source:"):
            continue
        [selection], named = note.selections, subjects[0].partition(":")[2]
        start, end = selection.start, selection.end
        if start is None or end is None or not 0 <= start < end <= len(taking.texts[named]):
            continue
        known = taking.known.thing("passage", selection.guid)
        passage = known.passage if known else taking.known.fresh("passage")
        coder = taking.coder_of(selection.stamp.creator or note.stamp.creator)
        made = known or Passage(passage, named, start, end, guid=selection.guid)
        taking.records["passage"].append(
            replace(made, source=named, start=start, end=end, coder=coder, guid=selection.guid)
        )
        taking.subjects[selection.guid] = f"passage:{passage}"
        _memo(taking, note, f"passage:{passage}", ())
        taking.keep(note.guid, "Note", {"annotation": selection.guid, **_extras(note)})
        taken.add(note.guid)
    return taken


def take_notes(taking: Taking, annotations: set[str]) -> None:
    """Notes become memos on the first thing that refers to them; further ones, and what else a note has, are kept."""
    referring = _referring(taking)
    for note in taking.project.notes:
        if note.guid in annotations:
            continue
        refers = list(dict.fromkeys(referring[note.guid]))
        subjects = [(guid, taking.subjects[guid]) for guid in refers if taking.subjects.get(guid)]
        subject = subjects[0][1] if subjects else ""
        others = [guid for guid in refers if not subjects or guid != subjects[0][0]]
        if not (note.text or note.name or note.description):
            taking.keep(note.guid, "Note", {**data_of(replace(note, guid="")), "also": refers, "whole": True})
            taking.became("Note", "kept")
            continue
        _memo(taking, note, subject, others)
        if note.selections or note.codings:
            taking.became("Note", "changed")
            taking.account.remark(N_("What is marked and coded inside notes is kept for export, and not shown."))
    if any(len(refers) > 1 for refers in referring.values()):
        taking.account.remark(
            N_("A note on several things is a memo on the first of them; the others are kept for export.")
        )
    _descriptions(taking)


def _referring(taking: Taking) -> dict[str, list[str]]:
    """Note -> the GUIDs of what refers to it, the closest first: marks, sources, cases, codes, links from the note, the project."""
    found: dict[str, list[str]] = defaultdict(list)
    for guid, notes in _references(taking):
        for note in notes:
            found[note].append(guid)
    known = {note.guid for note in taking.project.notes}
    for link in taking.project.links:
        if link.origin in known and taking.subjects.get(link.target):
            found[link.origin].append(link.target)
        elif link.target in known and taking.subjects.get(link.origin):
            found[link.target].append(link.origin)
    return found


def _references(taking: Taking) -> Iterator[tuple[str, tuple[str, ...]]]:
    for source in taking.project.sources:
        for selection in source.selections:
            if selection.notes:
                yield selection.guid, selection.notes
            for coding in selection.codings:
                if coding.notes:
                    yield coding.guid, coding.notes
    for source in taking.project.sources:
        yield source.guid, source.notes
        for coding in source.codings:
            yield coding.guid, coding.notes
    for code in taking.project.codes:
        yield code.guid, code.notes


def _memo(taking: Taking, note: Note, subject: str, others: Any) -> None:
    text, name = sound(note.text), sound(note.name).strip()
    titled = bool(name) and not text.startswith(name)
    if titled:
        text = f"{name}\n\n{text}" if text else name
    stamp = note.stamp
    record = taking.known.thing("memo", note.guid)
    taking.records["memo"].append(
        Memo(
            subject,
            record.kind if record else "note",
            date_in(stamp.created or stamp.modified),
            taking.coder_of(stamp.creator or stamp.modifier),
            text or sound(note.description),
            note.guid,
            record.own if record else {},
        )
    )
    taking.subjects[note.guid] = subject
    data = _extras(note)
    if others:
        data["also"] = list(others)
    if data:
        taking.keep(note.guid, "Note", data)


def _extras(note: Note) -> dict[str, Any]:
    """What of a note a memo does not hold; a moment that is a day is one that the memo holds."""
    found: dict[str, Any] = data_of(replace(note, guid="", text=""))
    return found


def _descriptions(taking: Taking) -> None:
    """Descriptions of sources, cases and the project are memos too."""
    described = [(source.guid, source.description) for source in taking.project.sources]
    described += [(case.guid, case.description) for case in taking.project.cases]
    for guid, description in described:
        subject = taking.subjects.get(guid, "")
        if description and subject:
            _plain(taking, description_guid(guid), subject, description)
        elif description and (guid, "Source") not in taking.foreign:
            taking.keep(guid, "Description", {"text": description})
    if taking.project.description:
        guid = description_guid(taking.known.guids.named("exchange", taking.root or taking.exchange))
        _plain(taking, guid, "", taking.project.description)
        taking.keep("", PROJECT, {"description": guid})


def _plain(taking: Taking, guid: str, subject: str, text: str) -> None:
    record = taking.known.thing("memo", guid)
    made = record or Memo(subject, "note", guid=guid)
    taking.records["memo"].append(replace(made, subject=subject, text=sound(text)))


def take_sets(taking: Taking) -> None:
    """Sources of a set get an attribute with its name; a set called ``name: value`` gives the attribute that value."""
    names = {(each.subject, each.name): each.value for each in taking.records["attribute"]}
    for each in taking.project.sets:
        sources = [subject for guid in each.sources if (subject := taking.subjects.get(guid, "")).startswith("source:")]
        data: dict[str, Any] = data_of(replace(each, guid=""))
        if sources:
            name, value = _attribute_of(each)
            if any(names.get((subject, name), value) != value for subject in sources):
                name, value = sound(each.name).strip(), MEMBER
            data["attribute"] = [name, value]
            for subject in dict.fromkeys(sources):
                if names.setdefault((subject, name), value) == value:
                    made = Attribute(subject, name, value)
                    if made not in taking.records["attribute"]:
                        taking.records["attribute"].append(made)
        taking.keep(each.guid, "Set", data)
        others = len(each.codes) + len(each.notes) + len(each.sources) - len(sources)
        taking.became("MemberSource", "kept", len(each.sources) - len(sources))
        taking.became("MemberCode", "kept", len(each.codes))
        taking.became("MemberNote", "kept", len(each.notes))
        if not sources:
            taking.became("Set", "kept")
        elif others:
            taking.became("Set", "changed")
        if others:
            taking.account.remark(N_("Sets of codes and notes are kept for export, and not shown."))


def _attribute_of(each: CodeSet) -> tuple[str, str]:
    name, colon, value = sound(each.name).partition(":")
    if colon and name.strip() and value.strip():
        return name.strip(), value.strip()
    return sound(each.name).strip() or "set", MEMBER


def take_rest(taking: Taking) -> None:
    """Links, graphs and whatever else: kept as it is; and what the project says of itself."""
    notes = {note.guid for note in taking.project.notes}
    for link in taking.project.links:
        taking.keep(link.guid, "Link", data_of(replace(link, guid="")))
        if not ({link.origin, link.target} & notes):
            taking.became("Link", "kept")
            taking.account.remark(N_("Links between things are kept for export, and not shown."))
    for kept in taking.project.kept:
        taking.keep(kept.of, "Kept", {}).setdefault("elements", []).append(data_of(kept))
    project = taking.project
    users = [{"guid": user.guid, "name": user.name, "coder": taking.coders[user.guid]} for user in project.users]
    taking.keep(
        "",
        PROJECT,
        {
            "name": project.name,
            "stamp": data_of(project.stamp),
            "notes": list(project.notes_of_project),
            "users": users,
            "codes": [code.guid for code in project.codes],
            "sources": [source.guid for source in project.sources],
            "imports": [*taking.imports, taking.exchange],
        },
    )

"""The note in a project from which the study that it was made of comes back whole, and the way back.

It is called ``spanveld.json`` and holds the tables of the study folder; texts and files stand in the project itself, where other
programs find them. What was taken out of a text because no file can hold it stands in the note.

returned(project).content      the study as it went out
returned(project).changed      whether another program changed the project since
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from spanveld.formats.exchange.guids import Guids
from spanveld.formats.exchange.plain_project import fingerprint, plain, restored_text, whole_again
from spanveld.formats.exchange.project import Note, Project
from spanveld.formats.study_folder.reading import read_files
from spanveld.formats.study_folder.writing import study_files
from spanveld.model.errors import N_, FolderError, Remark, StoreError
from spanveld.model.study import StudyContent
from spanveld.model.text import BYTE_ORDER_MARK

__all__ = ["NOTE", "Returned", "note_in", "returned", "with_note", "without_its_note", "without_names"]

NOTE = "spanveld.json"
"""The name of the note."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Returned:
    """A study that came back in a project.

    ``content`` is the study as it went out. Where another program ``changed`` the project since, ``project`` is what it is now and
    ``given`` what it was then, both without the note and over the texts of ``content``: what differs between them is the change.
    """

    content: StudyContent
    changed: bool
    project: Project
    given: Project


def with_note(project: Project, content: StudyContent) -> Project:
    """A project that was made of a study, fit to be written, with the note of the study.

    ``content`` is the study as it goes out (``without_names``).
    """
    made, removed = plain(project)
    guids = Guids(content)
    beside = dict(_beside(project, content, guids))
    data = {
        "format": FORMAT,
        "digest": fingerprint(made),
        "sources": {
            each.source: [guids.of("source", each), each.file, _digest(content.texts.get(each.source, ""))]
            for each in content.records.get("source", ())
        },
        "removed": removed,
        "originals": {
            each.original: guids.of("source", each) if each.source not in beside else beside[each.source][0]
            for each in content.records.get("source", ())
            if each.source in content.originals
        },
        "files": dict(study_files(content, texts=False)),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    note = Note(guids.named("note", NOTE), NOTE, text)
    return replace(made, notes=(*made.notes, note), files=dict(beside.values()))


def without_names(content: StudyContent) -> StudyContent:
    """The study without the originals of sources with pseudonyms: the names still stand in them."""
    kept = {each.source for each in content.records.get("source", ()) if each.original and not each.pseudonymised}
    sources = tuple(
        replace(each, original="") if each.original and each.source not in kept else each
        for each in content.records.get("source", ())
    )
    originals = {name: data for name, data in content.originals.items() if name in kept}
    return replace(content, records={**content.records, "source": sources}, originals=originals)


def _beside(project: Project, content: StudyContent, guids: Guids) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Source -> name in the package and bytes of the files that no element of the project names."""
    there = {source.guid for source in project.sources if source.original}
    for source in content.records.get("source", ()):
        if source.source in content.originals and guids.of("source", source) not in there:
            ending = PurePosixPath(source.original).suffix.lower()
            ending = ending if ending.isascii() and ending[1:].isalnum() else ""
            yield source.source, (f"{guids.named('original', source.source)}{ending}", content.originals[source.source])


def note_in(project: Project) -> Note | None:
    """The note of a study in a project; None where there is none."""
    return next((note for note in project.notes if note.name == NOTE), None)


def without_its_note(project: Project) -> Project:
    """The project without the note, which no other program needs to show."""
    note = note_in(project)
    if note is None:
        return project
    return replace(project, notes=tuple(one for one in project.notes if one is not note), files={})


def returned(project: Project) -> Returned | Remark | None:
    """The study that a project was made of; None where it has no such note, a remark where the note is of no use any more."""
    note = note_in(project)
    if note is None:
        return None
    data = _read(note.text)
    if data is None:
        return Remark(
            N_("The note {note} in the project cannot be read; the project is taken as one of another program."),
            {"note": NOTE},
        )
    if data["format"] != FORMAT:
        return Remark(
            N_("The note {note} in the project was written by a newer version of this program; it was not used."),
            {"note": NOTE},
        )
    content = _content(project, data)
    if content is None:
        return Remark(
            N_(
                "Texts were changed or taken out in another program, so that the note {note} does not fit them any more; it was not used."
            ),
            {"note": NOTE},
        )
    bare = without_its_note(project)
    if fingerprint(bare) == data["digest"]:
        return Returned(content, False, bare, bare)
    from spanveld.formats.exchange.giving import without_note

    removed = data["removed"]
    given = whole_again(plain(without_note(content))[0], removed)
    return Returned(content, True, whole_again(bare, removed), given)


def _read(text: str) -> dict[str, Any] | None:
    """What the note says, where it has the shape of one."""
    try:
        data = json.loads(text)
        removed = {
            str(guid): [(int(at), str(character)) for at, character in gone] for guid, gone in data["removed"].items()
        }
        shapes = (data["files"], data["originals"])
        fits = all(
            isinstance(name, str) and isinstance(value, str) for shape in shapes for name, value in shape.items()
        )
        sources = {str(name): tuple(map(str, given)) for name, given in data["sources"].items()}
        fits = fits and all(len(given) == 3 for given in sources.values())
        fits = fits and isinstance(data["format"], int) and isinstance(data["digest"], str)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return {**data, "removed": removed, "sources": sources} if fits else None


def _content(project: Project, data: Mapping[str, Any]) -> StudyContent | None:
    """The study that the note and the texts of the project make together; None where they do not fit each other."""
    by_guid = {source.guid: source for source in project.sources}
    files = {name: text.encode("utf-8", "surrogatepass") for name, text in data["files"].items()}
    for guid, file, digest in data["sources"].values():
        source = by_guid.get(guid)
        if source is None or source.text is None:
            return None
        text = restored_text(source.text, data["removed"].get(guid, ()))
        if _digest(text) != digest:
            return None
        mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        files[file] = f"{mark}{text}".encode("utf-8", "surrogatepass")
    for file, where in data["originals"].items():
        found = by_guid[where].original if where in by_guid else project.files.get(where)
        if found is None:
            return None
        files[file] = found
    try:
        return read_files(files).content
    except (FolderError, StoreError):
        return None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

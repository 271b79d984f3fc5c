"""A project as a file can hold it: without the characters that no XML file may have, which are remembered so that they can come back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from spanveld.formats.exchange.project import Case, Code, Coding, Note, Project, Selection, Source, Stamp, Value
from spanveld.formats.exchange.refi.writing_kept import returning
from spanveld.formats.exchange.refi.xml_text import ILLEGAL, legal, moment
from spanveld.model.text import BYTE_ORDER_MARK, clean

__all__ = ["Removed", "fingerprint", "plain", "restored_text", "whole_again"]

Removed = Mapping[str, Sequence[tuple[int, str]]]
"""GUID of a source -> where in its text a character was taken out, and which."""
_LEADING = re.compile(f"(?:{BYTE_ORDER_MARK}|{ILLEGAL.pattern})+")


def plain(project: Project) -> tuple[Project, dict[str, list[tuple[int, str]]]]:
    """The project without characters that it cannot hold, and what was taken out of its texts.

    Out of a text goes a byte order mark at its beginning too: every reader would take it off. A passage of nothing but such characters
    stays out.
    """
    removed: dict[str, list[tuple[int, str]]] = {}
    sources = []
    for source in project.sources:
        gone = _gone(source.text or "")
        if gone:
            removed[source.guid] = gone
            source = _moved(source, _without(source.text or "", gone), _shorter([at for at, _ in gone]))
        sources.append(source)
    notes = tuple(replace(note, text=_tidy(note.text)) for note in project.notes)
    given = {one.guid for source in sources for one in source.selections}
    cases = tuple(
        replace(case, selections=tuple(one for one in case.selections if one in given)) for case in project.cases
    )
    return replace(project, sources=tuple(sources), notes=notes, cases=cases if removed else project.cases), removed


def whole_again(project: Project, removed: Removed) -> Project:
    """The project with the characters back in the texts out of which they were taken, where those are as they were written."""
    if not removed:
        return project
    sources = []
    for source in project.sources:
        gone = removed.get(source.guid)
        if gone and source.text is not None:
            text = restored_text(source.text, gone)
            source = _moved(source, text, _longer([at for at, _ in gone]))
        sources.append(source)
    return replace(project, sources=tuple(sources))


def restored_text(text: str, gone: Sequence[tuple[int, str]]) -> str:
    """A text with the characters that were taken out of it back in their places."""
    parts, at, length = [], 0, 0
    for place, character in gone:
        step = place - length
        parts += [text[at : at + step], character]
        at, length = at + step, place + 1
    return "".join([*parts, text[at:]])


def _gone(text: str) -> list[tuple[int, str]]:
    """Where a character is to be taken out, and which: all that XML cannot hold, and marks that would come to stand first."""
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    return [
        *enumerate(text[:start]),
        *((found.start(), found.group()) for found in ILLEGAL.finditer(text, start)),
    ]


def _without(text: str, gone: Sequence[tuple[int, str]]) -> str:
    parts, at = [], 0
    for place, _ in gone:
        parts.append(text[at:place])
        at = place + 1
    return "".join([*parts, text[at:]])


def _shorter(gone: list[int]) -> Callable[[int, bool], int]:
    """From positions of the whole text to those of the text without the characters."""
    return lambda at, end: at - bisect_left(gone, at)


def _longer(gone: list[int]) -> Callable[[int, bool], int]:
    """The other way round: a start comes to lie behind what was taken out there, an end before it."""
    before = [at - number for number, at in enumerate(gone)]
    return lambda at, end: at + (bisect_left(before, at) if end else bisect_right(before, at))


def _moved(source: Source, text: str, move: Callable[[int, bool], int]) -> Source:
    selections = []
    for one in source.selections:
        if one.start is not None and one.end is not None:
            start, end = move(one.start, False), move(one.end, True)
            if start >= end:
                continue
            one = replace(one, start=start, end=end)
        selections.append(one)
    return replace(source, text=text, selections=tuple(selections))


def _tidy(text: str) -> str:
    """A note's text as it comes back from a file."""
    return clean(legal(text).lstrip(BYTE_ORDER_MARK))


def fingerprint(project: Project) -> str:
    """The SHA-256 of all that a file holds of a project but its origin: two are alike where a program changed nothing.

    What a file cannot hold, or holds in another spelling (moments, raw positions, names of files), does not count.
    """
    whole = sha256()
    back, _ = returning(project.kept)
    for part in (
        (legal(project.name), legal(project.description), project.notes_of_project, _stamp(project.stamp)),
        *((user.guid, legal(user.name)) for user in project.users),
        *(_code(code) for code in project.codes),
        *((one.guid, legal(one.name), one.type, legal(one.description)) for one in project.variables),
        *(_case(case) for case in project.cases),
        *(_note(note) for note in project.notes),
        *(
            (one.guid, legal(one.name), one.direction, one.colour, one.origin, one.target, one.notes)
            for one in project.links
        ),
        *(
            (one.guid, legal(one.name), legal(one.description), one.codes, one.sources, one.notes)
            for one in project.sets
        ),
        *sorted((one.of, one.xml) for one in back if one.element != "Representation"),
    ):
        whole.update(repr(part).encode("utf-8", "backslashreplace"))
    for source in project.sources:
        whole.update(repr(_source(source)).encode("utf-8", "backslashreplace"))
        whole.update(b"-" if source.text is None else source.text.encode("utf-8", "backslashreplace"))
    return whole.hexdigest()


def _stamp(stamp: Stamp) -> tuple[str, ...]:
    return (stamp.creator, moment(stamp.created), stamp.modifier, moment(stamp.modified)) if stamp != _NOBODY else ()


_NOBODY = Stamp()


def _code(one: Code) -> tuple[Any, ...]:
    return one.guid, legal(one.name), one.parent, one.codable, one.colour, legal(one.description), one.notes


def _values(values: Sequence[Value]) -> list[tuple[str, str, str]]:
    return [(one.variable, legal(one.value), one.type) for one in values]


def _case(one: Case) -> tuple[Any, ...]:
    return (
        one.guid,
        legal(one.name),
        legal(one.description),
        one.codes,
        _values(one.values),
        tuple(dict.fromkeys(one.sources)),
        tuple(dict.fromkeys(one.selections)),
    )


def _codings(codings: Sequence[Coding]) -> list[tuple[Any, ...]]:
    return [(one.guid, one.code, one.user, moment(one.created), one.notes) for one in codings]


def _selections(selections: Sequence[Selection]) -> list[tuple[Any, ...]]:
    """Their names do not count: they repeat the words."""
    return [
        (
            one.guid,
            (one.start, one.end) if one.start is not None else (one.raw_start, one.raw_end),
            legal(one.description),
            _stamp(one.stamp),
            _codings(one.codings),
            one.notes,
            one.element,
            sorted(one.place.items()),
        )
        for one in sorted(selections, key=_by_guid)
    ]


def _by_guid(one: Selection) -> str:
    return one.guid


def _note(one: Note) -> tuple[Any, ...]:
    return (
        one.guid,
        legal(one.name),
        one.text,
        _stamp(one.stamp),
        legal(one.description),
        _codings(one.codings),
        _selections(one.selections),
    )


def _source(one: Source) -> tuple[Any, ...]:
    return (
        one.guid,
        legal(one.name),
        one.kind,
        len(one.text or ""),
        legal(one.description),
        _stamp(one.stamp),
        _selections(one.selections),
        _codings(one.codings),
        one.notes,
        _values(one.values),
        sha256(one.original).hexdigest() if one.original and one.ending != ".txt" else "",
    )

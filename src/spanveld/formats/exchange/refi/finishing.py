"""What can be settled only when a whole REFI-QDA project was read: references that lead nowhere, codes that are cases, annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spanveld.formats.exchange.conventions import is_own
from spanveld.formats.exchange.placing import Mark, agreed, place, settled_way
from spanveld.formats.exchange.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Convention,
    Note,
    Project,
    Selection,
    Source,
    Value,
)
from spanveld.formats.exchange.refi.state import State
from spanveld.formats.exchange.refi.texts import Text, placed_text
from spanveld.model.errors import N_, quoted

__all__ = ["finish"]


def finish(state: State, project: Project) -> Project:
    """The project with all that hangs together tied, and the account of the reading."""
    project = _clear_ones(state, project)
    project = _annotations(state, project)
    project = _cases_that_are_codes(state, project)
    project = _sound(state, project)
    _tell_users(state, project)
    files = _own_files(state) if is_own(project.origin) else {}
    _tell_files(state)
    return replace(project, kept=tuple(state.kept), files=files, account=state.tell())


def _clear_ones(state: State, project: Project) -> Project:
    """Sources that were not clear by themselves may be so beside the others of the project."""
    way = settled_way(list(state.resolved.values()))
    if way is not None:
        sources = tuple(_placed_anew(state, one, way) for one in project.sources)
        project = replace(project, sources=sources)
        state.resolved.update({one.guid: one.resolved for one in sources if one.resolved is not None})
    order = list(state.resolved)
    seen = dict(zip(order, agreed([state.resolved[guid] for guid in order]), strict=True))
    return replace(
        project,
        sources=tuple(
            one if one.resolved is None else replace(one, resolved=seen[one.guid]) for one in project.sources
        ),
    )


def _placed_anew(state: State, source: Source, way: Convention) -> Source:
    """A source that is not clear and was counted otherwise than the rest of the project: as the rest, where it fits no worse."""
    before = source.resolved
    if before is None or before.clear or before.convention == way:
        return source
    path = state.raw.get(source.guid, "")
    raw = state.container.bytes_of(path) if path else source.text
    if raw is None:
        return source
    marks = [Mark(one.raw_start, one.raw_end, one.name) for one in source.selections]
    placed = place(raw, marks, origin=state.origin, inline=not path, leaning=way)
    if (placed.resolved.score or 0) < (before.score or 0):
        return source
    selections = tuple(
        one if one.raw_start is None else replace(one, start=span[0] if span else None, end=span[1] if span else None)
        for one, span in zip(source.selections, placed.spans, strict=True)
    )
    return replace(source, selections=selections, resolved=placed.resolved)


def _annotations(state: State, project: Project) -> Project:
    """Marks that stand in a note, but lie in the source that names it, become annotations of that source."""
    of_source = {note: source.guid for source in project.sources for note in source.notes}
    moved: dict[str, list[Selection]] = {}
    notes: list[Note] = []
    for note in project.notes:
        loose = [one for one in note.selections if one.start is None]
        source = of_source.get(note.guid)
        if not loose or len(loose) < len(note.selections) or source not in state.resolved:
            notes.append(note)
            continue
        moved.setdefault(source, []).extend(
            replace(one, notes=(*one.notes, note.guid), stamp=one.stamp if one.stamp.created else note.stamp)
            for one in loose
        )
        notes.append(replace(note, selections=()))
        state.became("PlainTextSelection", "changed", len(loose))
        state.reasons.add(
            N_(
                "Marks in notes that lie in the source which names the note, and became annotations of it: {count} ({examples})."
            ),
            note.name or note.text[:30],
            len(loose),
        )
    if not moved:
        return project
    sources = tuple(_with_more(state, one, moved[one.guid]) if one.guid in moved else one for one in project.sources)
    return replace(project, sources=sources, notes=tuple(notes))


def _with_more(state: State, source: Source, more: list[Selection]) -> Source:
    """The source with marks that were found elsewhere, counted as its own are."""
    assert source.resolved is not None
    path = state.raw.get(source.guid, "")
    raw = state.container.bytes_of(path) if path else source.text
    marks = [Mark(one.raw_start, one.raw_end, one.name) for one in more]
    placed = placed_text(state, Text(raw, not path), marks, source.name, source.resolved.convention)
    spans = placed.spans if placed else (None,) * len(marks)
    there = [replace(one, start=span[0], end=span[1]) if span else one for one, span in zip(more, spans, strict=True)]
    tied = {note for one in more for note in one.notes}
    return replace(
        source,
        selections=(*source.selections, *there),
        notes=tuple(note for note in source.notes if note not in tied),
    )


def _cases_that_are_codes(state: State, project: Project) -> Project:
    """NVivo writes a code with the GUID of a case for what is coded at that case: no code, but what the case takes part in."""
    cases = {case.guid: case for case in project.cases}
    twins = {code.guid: code for code in project.codes if code.guid in cases}
    if not twins:
        return project
    for case in project.cases:
        if own := sum(guid in twins for guid in case.codes):
            state.became("CodeRef", "changed", own)
    state.became("Code", "changed", len(twins))
    for code in twins.values():
        state.reasons.add(
            N_("Codes that are cases; what is coded with them belongs to the case: {count} ({examples})."), code.name
        )
    selections: dict[str, dict[str, None]] = {guid: dict.fromkeys(cases[guid].selections) for guid in twins}
    whole: dict[str, dict[str, None]] = {guid: dict.fromkeys(cases[guid].sources) for guid in twins}
    sources = []
    for source in project.sources:
        for coding in source.codings:
            if coding.code in twins:
                whole[coding.code][source.guid] = None
        for one in source.selections:
            for coding in one.codings:
                if coding.code in twins:
                    selections[coding.code][one.guid] = None
        sources.append(_without(state, source, twins))
    codes = tuple(replace(code, parent=_above(code, twins)) for code in project.codes if code.guid not in twins)
    return replace(
        project,
        codes=codes,
        sources=tuple(sources),
        cases=tuple(
            replace(
                case,
                codes=tuple(guid for guid in case.codes if guid not in twins),
                selections=tuple(selections.get(case.guid, case.selections)),
                sources=tuple(whole.get(case.guid, case.sources)),
            )
            for case in project.cases
        ),
    )


def _above(code: Code, twins: Mapping[str, Code]) -> str:
    parent = code.parent
    while parent in twins:
        parent = twins[parent].parent
    return parent


def _without(state: State, source: Source, twins: Mapping[str, Code]) -> Source:
    def left(codings: tuple[Coding, ...]) -> tuple[Coding, ...]:
        kept = tuple(coding for coding in codings if coding.code not in twins)
        if len(kept) < len(codings):
            state.became("Coding", "changed", len(codings) - len(kept))
        return kept

    return replace(
        source,
        codings=left(source.codings),
        selections=tuple(replace(one, codings=left(one.codings)) if one.codings else one for one in source.selections),
    )


class _Sound:
    """Leaves out what leads to nothing, each with its reason."""

    def __init__(self, state: State, project: Project) -> None:
        self._state = state
        self._codes = {code.guid for code in project.codes}
        self._notes = {note.guid for note in project.notes}
        self._sources = {source.guid for source in project.sources}
        self._variables = {variable.guid for variable in project.variables}
        self._selections = {one.guid for source in project.sources for one in source.selections}
        self._selections.update(one.guid for note in project.notes for one in note.selections)

    def codings(self, codings: tuple[Coding, ...], shown: str) -> tuple[Coding, ...]:
        """The codings with a code that is in the file."""
        if all(coding.code in self._codes and not coding.notes for coding in codings):
            return codings
        kept = tuple(coding for coding in codings if coding.code in self._codes)
        if lost := len(codings) - len(kept):
            self._state.became("Coding", "dropped", lost)
            self._state.reasons.add(
                N_("Codings with a code that the file does not have, which were left out: {count} ({examples})."),
                shown,
                lost,
            )
        return tuple(replace(one, notes=self.notes(one.notes, shown)) if one.notes else one for one in kept)

    def notes(self, guids: tuple[str, ...], shown: str) -> tuple[str, ...]:
        """The notes that are in the file."""
        return self._known(guids, self._notes, "NoteRef", shown) if guids else guids

    def selections(self, found: tuple[Selection, ...], shown: str) -> tuple[Selection, ...]:
        """The selections with what is sound of their codings and notes."""
        made = []
        for one in found:
            codings, notes = self.codings(one.codings, shown), self.notes(one.notes, shown)
            same = codings is one.codings and notes == one.notes
            made.append(one if same else replace(one, codings=codings, notes=notes))
        return tuple(made)

    def values(self, values: tuple[Value, ...], shown: str) -> tuple[Value, ...]:
        """The values of variables that are in the file."""
        kept = tuple(value for value in values if value.variable in self._variables)
        if lost := len(values) - len(kept):
            self._state.became("VariableValue", "dropped", lost)
            self._state.reasons.add(
                N_("Values of a variable that the file does not have, which were left out: {count} ({examples})."),
                shown,
                lost,
            )
        return kept

    def case(self, case: Case) -> Case:
        """The case with what is in the file."""
        return replace(
            case,
            codes=self._known(case.codes, self._codes, "CodeRef", case.name),
            values=self.values(case.values, case.name),
            sources=self._known(case.sources, self._sources, "SourceRef", case.name),
            selections=self._known(case.selections, self._selections, "SelectionRef", case.name),
        )

    def source(self, source: Source) -> Source:
        """The source with what is in the file."""
        shown = source.name or source.file or source.guid
        return replace(
            source,
            selections=self.selections(source.selections, shown),
            codings=self.codings(source.codings, shown),
            notes=self.notes(source.notes, shown),
            values=self.values(source.values, shown),
        )

    def note(self, note: Note) -> Note:
        """The note with what is in the file."""
        shown = note.name or note.guid
        return replace(
            note, selections=self.selections(note.selections, shown), codings=self.codings(note.codings, shown)
        )

    def code(self, code: Code) -> Code:
        """The code with what is in the file."""
        return replace(code, notes=self.notes(code.notes, code.name)) if code.notes else code

    def group(self, group: CodeSet) -> CodeSet:
        """The group with what is in the file."""
        return replace(
            group,
            codes=self._known(group.codes, self._codes, "MemberCode", group.name),
            sources=self._known(group.sources, self._sources, "MemberSource", group.name),
            notes=self._known(group.notes, self._notes, "MemberNote", group.name),
        )

    def _known(self, guids: tuple[str, ...], known: set[str], element: str, shown: str) -> tuple[str, ...]:
        kept = tuple(guid for guid in dict.fromkeys(guids) if guid in known)
        lost = sum(guid not in known for guid in guids)
        if lost:
            self._state.became(element, "dropped", lost)
            self._state.reasons.add(
                N_("References to what is not in the file, which were left out: {count} ({examples})."),
                f"{element}: {shown}",
                lost,
            )
        return kept


def _sound(state: State, project: Project) -> Project:
    """The project without references that lead nowhere."""
    sound = _Sound(state, project)
    known = {note.guid for note in project.notes}
    of_project = tuple(dict.fromkeys(guid for guid in project.notes_of_project if guid in known))
    if lost := sum(guid not in known for guid in project.notes_of_project):
        state.became("NoteRef", "dropped", lost)
        state.reasons.add(
            N_("References to what is not in the file, which were left out: {count} ({examples})."), "NoteRef", lost
        )
    return replace(
        project,
        notes_of_project=of_project,
        codes=tuple(sound.code(code) for code in project.codes),
        cases=tuple(sound.case(case) for case in project.cases),
        sources=tuple(sound.source(source) for source in project.sources),
        notes=tuple(sound.note(note) for note in project.notes),
        links=tuple(
            replace(link, notes=sound.notes(link.notes, link.name)) if link.notes else link for link in project.links
        ),
        sets=tuple(sound.group(group) for group in project.sets),
    )


def _tell_users(state: State, project: Project) -> None:
    listed = {user.guid for user in project.users}
    unknown = {guid: count for guid, count in state.users.items() if guid not in listed}
    if unknown:
        state.reasons.add(
            N_("Things by a user whom the file does not list: {count} ({examples})."),
            next(iter(unknown)),
            sum(unknown.values()),
        )


def _own_files(state: State) -> dict[str, bytes]:
    """The files that this program put beside those that the project names."""
    found: dict[str, bytes] = {}
    for path in state.container.unread(state.used):
        name = path.rsplit("/", 1)[-1]
        data = state.container.bytes_of(name)
        if data is not None:
            found[name] = data
            state.used.add(name)
            state.found("File")
    return found


def _tell_files(state: State) -> None:
    for name in state.container.unread(state.used):
        state.found("File")
        state.became("File", "dropped")
        state.reasons.add(
            N_("Files that nothing in the project names, which were left out: {count} ({examples})."),
            quoted(name, 60),
        )

"""The sources of a QualCoder project: which file belongs to each, and what is marked in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from spanveld.formats.exchange.foreign_database import integer, text
from spanveld.formats.exchange.placing import Mark, agreed, place, settled_way
from spanveld.formats.exchange.project import Convention, Link, Note, Selection, Source, SourceKind, Stamp, Value
from spanveld.formats.exchange.qualcoder_areas import Areas, areas, coding
from spanveld.formats.exchange.qualcoder_codes import Codes
from spanveld.formats.exchange.qualcoder_state import IMPORTANT, Row, State
from spanveld.formats.sources.parts import Unreadable, check_length
from spanveld.model.errors import N_, quoted

__all__ = ["Sources", "sources"]

_FOLDERS: dict[str, tuple[str, SourceKind]] = {
    "docs": ("documents", "text"),
    "documents": ("documents", "text"),
    "images": ("images", "picture"),
    "audio": ("audio", "audio"),
    "video": ("video", "video"),
}
_ELEMENTS: dict[SourceKind, str] = {
    "text": "TextSource",
    "picture": "PictureSource",
    "pdf": "PDFSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
_CODED = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "avid", "important")
_SOURCE = ("id", "name", "fulltext", "mediapath", "imagepath", "memo", "owner", "date", "av_text_id", "risid")


@dataclass(slots=True)
class Sources:
    """The sources in the order of the file, the links between them, and what belongs to each case (its number)."""

    listed: tuple[Source, ...] = ()
    links: list[Link] = field(default_factory=list)
    by_number: dict[int | None, str] = field(default_factory=dict)
    selections: dict[tuple[str, int | None], str] = field(default_factory=dict)
    """The GUIDs of what was marked, by its table and number."""
    of_case: dict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))
    pieces_of_case: dict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class _Marked:
    """What the tables mark, by the number of the source."""

    coded: dict[int | None, list[Row]]
    annotations: dict[int | None, list[Row]]
    cases: dict[int | None, list[Row]]
    areas: Areas
    codes: Codes


@dataclass(frozen=True, slots=True)
class _Where:
    """The file of a source: inside the project (``file``) or elsewhere on a computer (``remote``), or none."""

    kind: SourceKind
    file: str = ""
    remote: str = ""
    typed: bool = False
    """Whether nothing says that there is a file."""


def sources(
    state: State,
    codes: Codes,
    values: Mapping[int | None, tuple[Value, ...]],
    references: Mapping[int | None, str],
    case_names: Mapping[int | None, str],
) -> Sources:
    """All sources. ``values``: attributes by source; ``references``: notes by bibliographic number; both completed with what is here."""
    rows = list(state.rows("source", *_SOURCE))
    made = Sources()
    for row in rows:
        made.by_number[integer(row["id"])] = state.guid("source", row["id"], row["date"])
    marked = _Marked(
        _by(state, "code_text", "fid", made, *_CODED),
        _by(state, "annotation", "fid", made, "anid", "fid", "pos0", "pos1", "memo", "owner", "date"),
        _by(state, "case_text", "fid", made, "id", "caseid", "fid", "pos0", "pos1", "owner", "date", "memo"),
        areas(state, made.by_number),
        codes,
    )
    listed = []
    for row in rows:
        source = _source(state, row, made, marked, case_names)
        reference = references.get(integer(row["risid"]))
        if reference:
            state.found("NoteRef")
            source = replace(source, notes=(*source.notes, reference))
        listed.append(replace(source, values=values.get(integer(row["id"]), ())))
        _transcript(state, row, made)
    made.listed = _together(rows, listed)
    _coded_parts(state, marked, made)
    return made


def _together(rows: Sequence[Row], listed: Sequence[Source]) -> tuple[Source, ...]:
    """The sources, those that say nothing clear of how they are counted as the rest of the project."""
    way = settled_way([source.resolved for source in listed if source.resolved])
    if way is not None:
        listed = [_placed_anew(row, source, way) for row, source in zip(rows, listed, strict=True)]
    resolved = iter(agreed([source.resolved for source in listed if source.resolved]))
    return tuple(replace(source, resolved=next(resolved)) if source.resolved else source for source in listed)


def _placed_anew(row: Row, source: Source, way: Convention) -> Source:
    before = source.resolved
    if before is None or before.clear or before.chosen or before.convention == way:
        return source
    marked = [one for one in source.selections if one.element == "PlainTextSelection"]
    others = [one for one in source.selections if one.element != "PlainTextSelection"]
    marks = [Mark(one.raw_start, one.raw_end, one.name) for one in marked]
    placed = place(text(row["fulltext"]), marks, origin="QualCoder", leaning=way)
    if (placed.resolved.score or 0) < (before.score or 0):
        return source
    found = [_placed(one, span) for one, span in zip(marked, placed.spans, strict=True)]
    return replace(source, selections=(*found, *others), resolved=placed.resolved)


def _by(state: State, table: str, column: str, made: Sources, *columns: str) -> dict[int | None, list[Row]]:
    """The rows of a table by their source; those of a source that is gone are left out, as QualCoder does when it opens a project."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in state.rows(table, *columns):
        number = integer(row[column])
        if number in made.by_number:
            found[number].append(row)
        else:
            state.found("PlainTextSelection")
            state.became("PlainTextSelection", "dropped")
            state.reasons.add(N_("Marks in a source that is gone, which were left out: {count} ({examples})."), table)
    return found


def _source(state: State, row: Row, made: Sources, marked: _Marked, case_names: Mapping[int | None, str]) -> Source:
    number = integer(row["id"])
    guid, name = made.by_number[number], text(row["name"])
    where = _where(state, row, name)
    state.found(_ELEMENTS[where.kind])
    original = state.folder.bytes_of(where.file) if where.file else None
    if original is None and not where.typed:
        _missing(state, where, name)
    found = [_coded(state, one, made, marked.codes) for one in marked.coded.get(number, ())]
    found += [_annotation(state, one, made) for one in marked.annotations.get(number, ())]
    length = len(text(row["fulltext"]))
    notes: list[str] = []
    for one in marked.cases.get(number, ()):
        case = integer(one["caseid"])
        if case not in case_names:
            state.found("SourceRef")
            state.became("SourceRef", "dropped")
            state.reasons.add(N_("Ties to a case that is gone, which were left out: {count} ({examples})."), name)
        elif _is_whole(one, length):
            made.of_case[case].append(guid)
            state.found("SourceRef")
            notes += _memo_of_tie(state, one, f"{case_names[case]} - {name}")
        else:
            found.append(_piece(state, one, made))
            made.pieces_of_case[case].append(found[-1].guid)
            state.found("SelectionRef")
    areas_of = marked.areas.of(state, number, where.kind, original, marked.codes, made.selections)
    source = Source(
        guid,
        name,
        where.kind,
        description=text(row["memo"]),
        stamp=state.stamp(row),
        notes=tuple(notes),
        file=where.file if original is not None else "",
        original=original or b"",
        ending=PurePosixPath(where.file or where.remote or name).suffix.lower() if original is not None else "",
        remote=f"absolute://{where.remote}" if where.remote else "",
    )
    placed = _with_text(state, source, row, found)
    return replace(placed, selections=(*placed.selections, *areas_of))


def _where(state: State, row: Row, name: str) -> _Where:
    """Which file it is. A path begins with a folder (``/docs/``), or with that and the place on a computer (``docs:``)."""
    path = text(row["mediapath"]) or text(row["imagepath"])
    written = path.replace("\\", "/")
    kind_of, colon, elsewhere = written.partition(":")
    if colon and kind_of.lower() in _FOLDERS:
        return _Where(_kind(_FOLDERS[kind_of.lower()][1], elsewhere), remote=elsewhere)
    if not written:
        kind = _kind("text", name)
        return _Where(kind, f"documents/{name}", typed=kind == "text")
    first, _, rest = written.lstrip("/").partition("/")
    folder, kind = _FOLDERS.get(first.lower(), ("", "text"))
    if not folder or not rest:
        state.reasons.add(N_("Sources that name a file in a way that is not understood: {count} ({examples})."), name)
        return _Where(_kind("text", name), "", typed=True)
    return _Where(_kind(kind, name if kind == "text" else rest), f"{folder}/{rest}")


def _kind(kind: SourceKind, name: str) -> SourceKind:
    return "pdf" if kind == "text" and name.lower().endswith(".pdf") else kind


def _missing(state: State, where: _Where, name: str) -> None:
    if where.remote:
        message = N_("Files that lie elsewhere on a computer, and were not opened: {count} ({examples}).")
    elif state.folder.size(where.file) is not None:
        message = N_("Files that are too large to be taken into a study: {count} ({examples}).")
    else:
        message = N_("Files that are not in the folder of the project: {count} ({examples}).")
    state.reasons.add(message, name)


def _with_text(state: State, source: Source, row: Row, found: list[Selection]) -> Source:
    """The source with its text, and each mark where it lies."""
    raw = text(row["fulltext"])
    if not raw:
        if source.kind in ("text", "pdf"):
            state.reasons.add(N_("Sources without a text: {count} ({examples})."), source.name)
        return replace(source, selections=tuple(found))
    try:
        check_length(raw)
        marks = [Mark(one.raw_start, one.raw_end, one.name) for one in found]
        placed = place(raw, marks, origin="QualCoder", chosen=state.choices.conventions.get(source.guid))
    except Unreadable as error:
        state.account.remark(
            N_("{source}: its text was not taken: {problem}"), source=quoted(source.name), problem=error
        )
        return replace(source, selections=tuple(found))
    for remark in placed.remarks:
        state.account.remark(N_("{source}: {what}"), source=quoted(source.name), what=remark)
    _compare(state, source.name, placed.text, found, placed.spans)
    selections = tuple(_placed(one, span) for one, span in zip(found, placed.spans, strict=True))
    return replace(source, text=placed.text, selections=selections, resolved=placed.resolved)


def _placed(one: Selection, span: tuple[int, int] | None) -> Selection:
    """The mark where it lies; written out, since there may be very many."""
    start, end = span or (None, None)
    return Selection(
        one.guid, start, end, one.raw_start, one.raw_end, one.name, one.description, one.stamp, one.codings, one.notes
    )


def _compare(
    state: State, name: str, words: str, found: Iterable[Selection], spans: Iterable[tuple[int, int] | None]
) -> None:
    """Names what holds other words than QualCoder noted: it keeps them apart, and a text that was changed leaves them behind."""
    for one, span in zip(found, spans, strict=True):
        if not one.name or not span or one.name == words[span[0] : span[1]]:
            continue
        if "".join(one.name.split()) != "".join(words[span[0] : span[1]].split()):
            state.reasons.add(
                N_(
                    "Passages that hold other words than QualCoder noted with them, to be looked at: {count} ({examples})."
                ),
                name,
            )


def _coded(state: State, row: Row, made: Sources, codes: Codes) -> Selection:
    """One row of code_text: a place with one code."""
    number = integer(row["ctid"])
    keys = (number,) if number is not None else tuple(row[key] for key in ("cid", "fid", "pos0", "pos1", "owner"))
    guid, stamp = state.guid("code_text", *keys, row["date"]), state.stamp(row)
    made.selections["code_text", number] = guid
    state.found("PlainTextSelection")
    return Selection(
        guid,
        raw_start=integer(row["pos0"]),
        raw_end=integer(row["pos1"]),
        name=text(row["seltext"]),
        description=text(row["memo"]),
        stamp=stamp,
        codings=coding(state, codes, row, guid, stamp),
        notes=_important(state, row, guid, stamp),
    )


def _important(state: State, row: Row, guid: str, stamp: Stamp) -> tuple[str, ...]:
    """The note that a row marked as important gets."""
    if not state.important(row):
        return ()
    state.found("NoteRef")
    return (state.note(Note(state.guid("important", guid), IMPORTANT, IMPORTANT, stamp)),)


def _annotation(state: State, row: Row, made: Sources) -> Selection:
    guid = state.guid("annotation", row["anid"])
    made.selections["annotation", integer(row["anid"])] = guid
    state.found("PlainTextSelection")
    return Selection(
        guid,
        raw_start=integer(row["pos0"]),
        raw_end=integer(row["pos1"]),
        description=text(row["memo"]),
        stamp=state.stamp(row),
    )


def _piece(state: State, row: Row, made: Sources) -> Selection:
    """A part of a text that belongs to a case."""
    guid = state.guid("case_text", row["id"], row["date"])
    made.selections["case_text", integer(row["id"])] = guid
    state.found("PlainTextSelection")
    return Selection(
        guid,
        raw_start=integer(row["pos0"]),
        raw_end=integer(row["pos1"]),
        description=text(row["memo"]),
        stamp=state.stamp(row),
    )


def _is_whole(row: Row, length: int) -> bool:
    """Whether a case has the whole file: QualCoder writes 0 to 0, 0 to the length, or (before 3.9) 0 to one less."""
    start, end = integer(row["pos0"]) or 0, integer(row["pos1"]) or 0
    return start == 0 and (end == 0 or end >= length - 1)


def _memo_of_tie(state: State, row: Row, name: str) -> Iterable[str]:
    if not text(row["memo"]).strip():
        return ()
    state.reasons.add(
        N_("Memos on the tie of a case to a file, which became memos of the file: {count} ({examples})."), name
    )
    state.found("NoteRef")
    return (
        state.note(Note(state.guid("case_text", row["id"], row["date"]), name, text(row["memo"]), state.stamp(row))),
    )


def _transcript(state: State, row: Row, made: Sources) -> None:
    """The tie between a recording and the text that was typed from it."""
    other = made.by_number.get(integer(row["av_text_id"]))
    if other is None:
        return
    own = made.by_number[integer(row["id"])]
    state.found("Link")
    made.links.append(Link(state.guid("transcript", own, other), "transcript", "Associative", origin=own, target=other))


def _coded_parts(state: State, marked: _Marked, made: Sources) -> None:
    """The tie between a coded piece of a transcript and the part of the recording that was coded with it."""
    for rows in marked.coded.values():
        for row in rows:
            if not integer(row["avid"]):
                continue
            part = made.selections.get(("code_av", integer(row["avid"])))
            own = made.selections.get(("code_text", integer(row["ctid"])))
            if part and own:
                state.found("Link")
                made.links.append(
                    Link(state.guid("part", own, part), "recording", "Associative", origin=own, target=part)
                )

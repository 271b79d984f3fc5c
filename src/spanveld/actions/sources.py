"""Bringing sources in, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.texts import Block, TimeMark, Turn, new_text, usable_text, write_parts, write_turns
from spanveld.actions.things import add, check_free, edit, fresh_identifier, remove
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.files import check_file_name, clashes
from spanveld.model.errors import N_, Refused, Remark
from spanveld.store.work import Work

__all__ = ["add_source", "check_files", "edit_source", "put_source", "remove_source"]


def add_source(
    work: Work,
    /,
    source: str,
    text: str,
    *,
    kind: str,
    turns: Sequence[Turn] = (),
    blocks: Sequence[Block] = (),
    marks: Sequence[TimeMark] = (),
    taken_from: tuple[str, bytes] | None = None,
    **values: Any,
) -> str:
    """Bring in a source with its text, who speaks where in it, its parts and time marks; gives its identifier.

    ``taken_from``: the ending (``.docx``) and the bytes of the file that the text was taken from, which is kept.
    """
    name = put_source(
        work, source, text, kind=kind, turns=turns, blocks=blocks, marks=marks, taken_from=taken_from, **values
    )
    work.record("add source", [f"source:{name}"])
    return name


def put_source(
    work: Work,
    source: str,
    text: str,
    *,
    kind: str,
    turns: Sequence[Turn] = (),
    blocks: Sequence[Block] = (),
    marks: Sequence[TimeMark] = (),
    taken_from: tuple[str, bytes] | None = None,
    **values: Any,
) -> str:
    """What ``add_source`` does, as a part of another action: no entry is written."""
    body = usable_text(text)
    number = work.take("source")
    name = source or fresh_identifier(work, "source", number)
    check_free(work, "source", name)
    values = {"file": f"sources/{name}.txt", **values}
    if "original" in values:
        raise TypeError("the original of a source is given by taken_from")
    if taken_from is not None:
        values = {"original": f"originals/{name}{taken_from[0]}", **values}
    for path in (values["file"], values.get("original", "")):
        if path:
            _check_file(work, path)
    add(work, "source", name, {"id": number}, kind=kind, **values)
    text_id = new_text(work, number, 1, body, None)
    write_turns(work, text_id, body, turns)
    write_parts(work, text_id, body, blocks, marks)
    if taken_from is not None:
        work.insert("original", source_id=number, blob_id=work.keep_file(taken_from[1]))
    return name


def edit_source(work: Work, /, source: str, **values: Any) -> None:
    """Change what is known of a source; its text is changed by a correction."""
    if "original" in values:
        raise TypeError("the original of a source cannot be edited")
    number = find(work, "source", source)
    if "file" in values and (number, values["file"]) not in work.values("source", "id", "file"):
        _check_file(work, values["file"])
    edit(work, "source", number, **values)
    work.record("edit source", [f"source:{source}"])


def remove_source(work: Work, source: str, *, with_dependants: bool = False) -> None:
    """Remove a source with its text; passages, codings and what rests on them only with_dependants."""
    remove(work, "source", find(work, "source", source), source, with_dependants=with_dependants)
    work.record("remove source", [f"source:{source}"])


def _check_file(work: Work, file: str) -> None:
    try:
        check_file_name(file)
    except CellFault as fault:
        raise Refused(N_("'{file}' {reason}"), file=file, reason=Remark(fault.reason, fault.values)) from fault
    check_files(work, file)


def check_files(work: Work, *more: str) -> None:
    """Refused where the files of the sources, and ``more``, cannot stand beside each other in a study folder."""
    files = [name for pair in work.values("source", "file", "original") for name in pair if name] + list(more)
    if clash := next(clashes(files), None):
        raise Refused(
            N_("Another source has the file '{file}' (or a folder of that name); choose another."),
            file=files[clash[0]],
        )

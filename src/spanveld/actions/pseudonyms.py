"""One pass of pseudonyms: stand-ins in texts, and in other fields of the study, as one change that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from spanveld.actions.corrections import Correction, replace_names
from spanveld.actions.lookup import find
from spanveld.actions.passages import current_text
from spanveld.actions.sources import check_files
from spanveld.model.errors import N_, Refused
from spanveld.model.kinds import KINDS
from spanveld.model.sealed import in_words
from spanveld.store.erasing import write_row
from spanveld.store.work import Row, Work

__all__ = ["NewField", "NewText", "pseudonymise"]

ACTION = "pseudonymise"


@dataclass(frozen=True, slots=True)
class NewText:
    """The edits (start, end, stand-in; code points) of a source's text, which is ``expected`` now."""

    source: str
    expected: str = field(repr=False)
    edits: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class NewField:
    """A private column of a row, which is ``expected`` now, and what it becomes."""

    table: str
    key: tuple[int, ...]
    column: str
    expected: str = field(repr=False)
    value: str


def pseudonymise(
    work: Work,
    texts: Sequence[NewText],
    fields: Sequence[NewField],
    day: str,
    *,
    sealed: Callable[[str], str] | None = None,
) -> dict[str, Correction]:
    """Put stand-ins in the place of names, in one entry; the sources of ``texts`` are marked as reviewed on ``day``.

    A text without edits is marked only. ``sealed`` puts them in what people wrote in sealed marks, of which nothing is told. Refused
    where a text or field is no longer as expected. Gives what was done by source.
    """
    done = {}
    for new in texts:
        _, body = current_text(work, new.source)
        if body != new.expected:
            raise Refused(
                N_("The text of '{source}' was changed in the meantime; nothing was written. Look at it again."),
                source=new.source,
            )
        if new.edits:
            done[new.source] = replace_names(work, new.source, new.edits)
        work.update("source", find(work, "source", new.source), pseudonymised=day)
    for change in fields:
        _write_field(work, change)
    if sealed is not None:
        _in_sealed(work, sealed)
    check_files(work)
    work.record(ACTION, [f"source:{new.source}" for new in texts] or ["study"])
    return done


def _in_sealed(work: Work, change: Callable[[str], str]) -> None:
    """Put them in sealed marks; not even the entry of the journal tells in which."""
    for number, content in work.values("sealed_mark", "id", "content"):
        write_row(work, "sealed_mark", (number,), content=in_words(content, change))


def _write_field(work: Work, change: NewField) -> None:
    row = work.row(change.table, change.key)
    if row is None or row[change.column] != change.expected:
        raise Refused(
            N_("A field of {kind} was changed in the meantime; nothing was written. Look at it again."),
            kind=change.table.replace("_", " "),
        )
    value = change.value
    if change.table == "source" and change.column in ("file", "original"):
        value = _free_file(work, change.column, row)
    twin = _twin(work, change.table, {**row, change.column: value})
    if twin is None:
        work.update(change.table, change.key, **{change.column: value})
    elif _the_same(twin, row, change.column):
        work.delete(change.table, change.key)


def _free_file(work: Work, column: str, row: Row) -> str:
    """A file name that tells nothing but the source's identifier."""
    files = [(number, name) for number, *pair in work.values("source", "id", "file", "original") for name in pair]
    taken = {name.casefold() for number, name in files if number != row["id"]}
    folder, ending = ("sources", ".txt") if column == "file" else ("originals", PurePosixPath(row[column]).suffix)
    name, number = f"{folder}/{row['identifier']}{ending}", 2
    while name.casefold() in taken:
        name, number = f"{folder}/{row['identifier']}-{number}{ending}", number + 1
    return name


def _twin(work: Work, table: str, row: Row) -> Row | None:
    """Another row that would have the key of this one."""
    kind = KINDS.get(table)
    if kind is None or kind.identified or table == "code":
        return None
    names: list[str] = []
    for key in kind.key:
        column = kind.column(key)
        link = {"reference": (f"{key}_id",), "subject": (f"{key}_kind", f"{key}_id")}
        names += link.get(column.type, (key,))
    if any(name not in row for name in names):
        return None
    same = work.rows(table, **{name: row[name] for name in names})
    return next((other for other in same if other["id"] != row["id"]), None)


def _the_same(twin: Row, row: Row, column: str) -> bool:
    """Whether two rows of which one column becomes alike say the same."""
    apart = {"id", "guid", column}
    return all(twin[name] == value for name, value in row.items() if name not in apart)

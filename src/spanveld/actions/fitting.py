"""Whether what undo or redo puts back fits with what others did since, though no single row says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spanveld.actions.codes import check_no_circle
from spanveld.actions.judging_found import check_agreed, check_assessments
from spanveld.actions.passages import check_exclusive
from spanveld.actions.people import check_cases
from spanveld.actions.sources import check_files
from spanveld.actions.theory import check_finding_kind
from spanveld.actions.things import check_key
from spanveld.model.errors import N_, Refused
from spanveld.model.records import KINDS
from spanveld.store.dependants import children_of, parents_of
from spanveld.store.work import Change, Row, Work

__all__ = ["check_fit"]


def check_fit(work: Work, changes: Sequence[Change], corrected: Iterable[str]) -> None:
    """Refused where the rows as they are now break a rule of the study. ``corrected``: sources whose text was corrected since."""
    sources = [number for name in corrected for (number,) in work.values("source", "id", identifier=name)]
    _check_texts(work, changes, sources)
    _check_gone(work, changes)
    present = _present(work, changes)
    _check_parents(work, present)
    for (table, _), row in present.items():
        _check_row(work, table, row)
    tables = {table for table, _ in present}
    if tables & {"case", "finding", "vignette", "judgement", "judgement_evidence", "rule_strain", "assessment"}:
        check_cases(work)
    if tables & {"case", "assessment", "judgement"}:
        check_assessments(work)
        check_agreed(work)
    if "source" in tables:
        check_files(work)


def _check_texts(work: Work, changes: Sequence[Change], sources: Sequence[int]) -> None:
    """A place in a text that was corrected since is a place nobody looks at."""
    if not sources:
        return
    texts = {number for (number,) in work.values("text", "id", source_id=sources)}
    for change in changes:
        row = {**(change.before or {}), **(change.after or {})}
        on_text = change.table in KINDS and KINDS[change.table].on_text
        if on_text and "text_id" not in row:
            row = work.row(change.table, change.key) or {}
        text = change.key[0] if change.table == "anchor" else row.get("text_id") if on_text else None
        if text in texts:
            raise Refused(N_("This cannot be done: the text was corrected since. Undo the correction first."))


def _check_gone(work: Work, changes: Sequence[Change]) -> None:
    gone = {(change.table, change.key) for change in changes if change.after is None}
    for table, key in gone:
        if len(key) > 1:
            continue
        if children := [child for child in children_of(work, table, key[0]) if child[:2] not in gone]:
            raise Refused(
                N_("This cannot be taken back: {count} things made since rest on it ({what}). Undo those first."),
                count=len(children),
                what=", ".join(sorted({child[0].replace("_", " ") for child in children})),
            )


def _present(work: Work, changes: Sequence[Change]) -> dict[tuple[str, tuple[int, ...]], Row]:
    """The rows that were added or changed, as they are now."""
    keys = dict.fromkeys((change.table, change.key) for change in changes if change.after is not None)
    found = {(table, key): work.row(table, key) for table, key in keys if table != "study"}
    return {place: row for place, row in found.items() if row is not None}


def _check_parents(work: Work, present: dict[tuple[str, tuple[int, ...]], Row]) -> None:
    wanted = {parent for (table, _), row in present.items() for parent in parents_of(table, row)}
    missing = sorted({table for table, number in wanted if work.row(table, (number,)) is None})
    if missing:
        raise Refused(
            N_(
                "This cannot be taken back or made again: what it rests on was removed since ({what}). Undo that first."
            ),
            what=", ".join(table.replace("_", " ") for table in missing),
        )


def _check_row(work: Work, table: str, row: Row) -> None:
    check_key(work, table, row)
    if table == "coding":
        check_exclusive(work, row["passage_id"])
    elif table == "code":
        check_no_circle(work, row["id"])
    elif table == "finding":
        check_finding_kind(work, work.row("code", (row["dimension_id"],)) or {}, row["kind"])
    elif table == "text" and work.body(row["erasable_id"]) is None:
        raise Refused(N_("This cannot be taken back: words that belong to it were erased."))

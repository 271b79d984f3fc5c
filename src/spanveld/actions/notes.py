"""Memos, overviews and summaries, attributes: what a researcher writes beside the coding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import find, subject_of
from spanveld.actions.things import add, edit
from spanveld.model.errors import N_, NotFound
from spanveld.model.kinds import KINDS
from spanveld.store.work import Work

__all__ = ["add_memo", "edit_memo", "put_attribute", "remove_memo", "set_attribute", "set_summary"]


def add_memo(work: Work, text: str, *, subject: str = "", kind: str = "note", date: str = "", author: str = "") -> int:
    """Write a memo on ``kind:identifier`` (empty: on the study); gives its number."""
    number = int(add(work, "memo", "", subject=subject, kind=kind, date=date, author=author or work.actor, text=text))
    work.record("add memo", [f"memo:{number}"])
    return number


def edit_memo(work: Work, /, memo: int, **values: Any) -> None:
    """Change a memo by its number."""
    _memo(work, memo)
    edit(work, "memo", memo, **values)
    work.record("edit memo", [f"memo:{memo}"])


def remove_memo(work: Work, memo: int) -> None:
    """Remove a memo by its number."""
    _memo(work, memo)
    work.delete("memo", memo)
    work.record("remove memo", [f"memo:{memo}"])


def set_summary(work: Work, source: str, points: Sequence[str], *, theme: str = "") -> None:
    """Write the main points of a source, in order, in place of those it had: of the whole (the overview) or on a theme."""
    number = find(work, "source", source)
    present = work.rows("summary", source_id=number, theme=theme)
    for row in present:
        work.delete("summary", row["id"])
    for position, point in enumerate(points, 1):
        add(work, "summary", "", source=source, theme=theme, position=position, text=point)
    work.record("write summary" if theme else "write overview", [f"source:{source}"])


def set_attribute(work: Work, subject: str, name: str, value: str) -> None:
    """Give a source, participant, party or case a named value; an empty value takes it away."""
    put_attribute(work, subject, name, value)
    work.record("set attribute", [subject])


def put_attribute(work: Work, subject: str, name: str, value: str) -> None:
    """What ``set_attribute`` does, as a part of another action: no entry is written."""
    kind, number = subject_of(work, subject, KINDS["attribute"].column("subject").choices)
    found = work.values("attribute", "id", subject_kind=kind, subject_id=number, name=name)
    if not value:
        for (row,) in found:
            work.delete("attribute", row)
    elif found:
        edit(work, "attribute", found[0][0], value=value)
    else:
        add(work, "attribute", "", subject=subject, name=name, value=value)


def _memo(work: Work, memo: int) -> None:
    if work.row("memo", (memo,)) is None:
        raise NotFound(N_("There is no memo {number} in this study."), number=memo)

"""Coding as a reader does it: words marked and coded in one step, codes of a passage changed in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions.lookup import actor_id, find
from spanveld.actions.passages import current_text, put_code_on, put_passage, take_code_off
from spanveld.actions.terms import Terms
from spanveld.actions.things import add, edit
from spanveld.model.errors import N_, Refused
from spanveld.store.work import Work

__all__ = ["Term", "check_version", "code_words", "recode_passage", "set_progress"]

Term = tuple[str, str]
"""An open layer and the label of a code in it, which is made where the layer has none of that name."""


def code_words(
    work: Work,
    /,
    source: str,
    start: int,
    end: int,
    *,
    codes: Sequence[str] = (),
    terms: Sequence[Term] = (),
    version: int | None = None,
    **values: Any,
) -> str:
    """Mark text[start:end] with codes and terms, as one change; gives the passage's identifier.

    Refused where the source's text is no longer ``version`` (if that is given): the places would be of another text.
    """
    check_version(work, source, version)
    named = [Terms(work, layer).named(label) for layer, label in terms]
    passage = put_passage(work, source, start, end, codes=list(dict.fromkeys([*codes, *named])), **values)
    work.record("add passage", [f"passage:{passage}", f"source:{source}"])
    return passage


def recode_passage(
    work: Work, passage: str, *, take: Sequence[str] = (), give: Sequence[str] = (), terms: Sequence[Term] = ()
) -> None:
    """Take codes of the actor off a passage and put others on it, as one change."""
    row = work.row("passage", (find(work, "passage", passage),)) or {}
    coder = actor_id(work)
    for code in take:
        take_code_off(work, row, code, coder)
    named = [Terms(work, layer).named(label) for layer, label in terms]
    given = list(dict.fromkeys([*give, *named]))
    for code in given:
        put_code_on(work, row["id"], row["coder_id"], coder, code)
    source = work.values("source", "identifier", id=row["source_id"])[0][0]
    codes = [f"code:{code}" for code in (*take, *given)]
    work.record("recode passage", [f"passage:{passage}", f"source:{source}", *codes])


def check_version(work: Work, source: str, version: int | None) -> None:
    """Refused where positions are of another version of a source's text than the newest."""
    text, _ = current_text(work, source)
    if version is not None and text["version"] != version:
        raise Refused(
            N_("The text of source '{source}' was corrected since this page was opened; load the page again."),
            source=source,
        )


def set_progress(work: Work, source: str, state: str) -> None:
    """Note how far the actor is with reading a source: ``being_read``, ``read``, or ``unread`` (nothing noted).

    Refused to call a source read that has no overview of its main points.
    """
    number, coder = find(work, "source", source), actor_id(work)
    row = work.one("progress", source_id=number, coder_id=coder)
    if state == "read" and not work.count("summary", source_id=number, theme=""):
        raise Refused(N_("Write the overview of source '{source}' first: its main points, at the end."), source=source)
    if state == "unread":
        if row is not None:
            work.delete("progress", row["id"])
    elif row is None:
        add(work, "progress", "", source=source, coder=work.actor, state=state)
    else:
        edit(work, "progress", row["id"], state=state)
    work.record("set progress", [f"source:{source}"])

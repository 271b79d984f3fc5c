"""What is known of the study as a whole: its title, ethics number and retention."""

from __future__ import annotations

from spanveld.formats.study_folder.cells import parser
from spanveld.formats.study_folder.faults import CellFault
from spanveld.model.errors import N_, Refused, Remark, quoted
from spanveld.model.kinds import KINDS
from spanveld.model.text import clean, fault_in
from spanveld.store.work import Work

__all__ = ["describe_study"]


def describe_study(
    work: Work, *, title: str | None = None, ethics: str | None = None, keep_until: str | None = None
) -> dict[str, str]:
    """Change what is given, an empty text empties; gives all three as they are now. ``keep_until`` is a date like 2036-12-31."""
    given = {"title": title, "ethics": ethics, "keep_until": keep_until}
    values = {name: clean(_words(name, value)) for name, value in given.items() if value is not None}
    if values.get("title") == "":
        raise Refused(N_("A study needs a title."))
    if date := values.get("keep_until"):
        _check_date(date)
    if values:
        work.update("study", 0, **values)
        work.record("describe study", ["study"])
    now = work.one("study") or {}
    return {name: str(now[name]) for name in given}


def _words(name: str, value: str) -> str:
    if fault := fault_in(value):
        raise Refused(N_("{column} holds {fault}, which no text may contain."), column=name, fault=fault)
    return value


def _check_date(value: str) -> None:
    parse = parser(KINDS["consent"].column("keep_until"))
    assert parse is not None
    try:
        parse(value)
    except CellFault as fault:
        reason = Remark(fault.reason, fault.values)
        raise Refused(
            N_("{column}: {value} {reason}"), column="keep_until", value=quoted(value), reason=reason
        ) from fault

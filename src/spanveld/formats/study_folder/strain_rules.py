"""The rules of decisions on rules of the game: they name items of adopted frameworks, and answer a proposal once."""

from __future__ import annotations

from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.chafing import keeps_going
from spanveld.model.errors import N_
from spanveld.model.framework import Item

__all__ = ["check_strains"]

SECTIONS = {
    "pain_point": ("pain_points", N_("is no pain point of an adopted framework; write a finding, or framework:item.")),
    "rule": ("rules", N_("is no rule of an adopted framework; write framework:item.")),
    "link": ("links", N_("is no proposed link of an adopted framework; write framework:item, or leave it empty.")),
}
"""Column -> the part of a framework that its items are in, and what is said where they are not."""


def check_strains(draft: Draft) -> None:
    """Note decisions that name no item of an adopted framework, offer what keeps a pain point going, or answer nothing."""
    sheet = draft.sheets["rule_strain"]
    if sheet is None or not sheet.count:
        return
    for column, (section, reason) in SECTIONS.items():
        for row, name in enumerate(sheet.values[column]):
            if name and (":" in name or column != "pain_point") and _item(draft, section, name) is None:
                sheet.note(draft.faults, row, column, reason)
    _check_handlings(draft, sheet)
    _check_answers(draft, sheet)


def _item(draft: Draft, section: str, name: str) -> Item | bool | None:
    """An item; None where its framework does not have it, True where the framework itself could not be read."""
    owner, _, id = name.partition(":")
    framework = draft.naming.frameworks.get(owner)
    if framework is None:
        return None if draft.naming.complete else True
    return next((item for item in framework.items(section) if item.id == id), None)


def _check_handlings(draft: Draft, sheet: Sheet) -> None:
    for row, names in enumerate(sheet.values["handlings"]):
        for name in names:
            found = _item(draft, "handlings", name)
            if found is None:
                reason = N_("holds {name}, which is no handling of an adopted framework; write framework:item.")
                sheet.note(draft.faults, row, "handlings", reason, name=name)
            elif isinstance(found, Item) and keeps_going(found):
                reason = N_(
                    "holds {name}, which keeps a pain point going; say it under handled, and leave it out here."
                )
                sheet.note(draft.faults, row, "handlings", reason, name=name)


def _check_answers(draft: Draft, sheet: Sheet) -> None:
    """A proposal is answered once in a case, and only a proposal can be changed or refused."""
    cases = draft.known("case") or ()
    only = next(iter(cases)) if len(cases) == 1 else ""
    first: dict[tuple[str, str], int] = {}
    for row, link in enumerate(sheet.values["link"]):
        if not link:
            if sheet.values["decision"][row] in ("changed", "refused"):
                reason = N_("answers no proposal; fill in its link, or write confirmed for a link of your own.")
                sheet.note(draft.faults, row, "decision", reason)
            continue
        earlier = first.setdefault((sheet.values["case"][row] or only, link), row)
        if earlier != row:
            reason = N_("is answered on line {first} already, in the same case; keep one of them.")
            sheet.note(draft.faults, row, "link", reason, first=sheet.table.lines[earlier])

"""What pages of a study have in common: the masthead that they open with, and the turning of pages of a long list."""

from __future__ import annotations

from collections.abc import Callable

from spanveld.session import Study

__all__ = ["masthead", "pages_around"]

AROUND = 2
"""How many pages at either side of the one that is shown can be gone to."""


def masthead(study: Study, here: str) -> dict[str, str]:
    """The study's title, what the coder who looks is called, and which page (``here``) it is."""
    actor = study.actor
    names = {row["coder"]: row["name"] for row in study.pages.things("coder")}
    return {"study_title": study.pages.title(), "actor": names.get(actor) or actor, "here": here}


def pages_around(at: int, last: int, address: Callable[[int], str]) -> list[tuple[int | str, str]]:
    """The pages to go to: the first, the last and those around this one; "…" (without an address) between."""
    near = sorted({1, last, *(one for one in range(at - AROUND, at + AROUND + 1) if 1 <= one <= last)})
    found: list[tuple[int | str, str]] = []
    for place, one in enumerate(near):
        if place and one > near[place - 1] + 1:
            found.append(("…", ""))
        found.append((one, address(one)))
    return found

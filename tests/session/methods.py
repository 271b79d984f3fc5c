"""What can be done with the groups of an open study: what only reads, and what can change it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from spanveld.session import Study
from spanveld.session.acting import Group

__all__ = ["READING", "methods_of"]

_READING = {
    "auditing": "rules",
    "codes": "merge_plan named",
    "counts": "along by choices codes perspective together words",
    "coverage": "aspects sampling topics unheard",
    "exchange": "plan",
    "field_notes": "add_form form",
    "judgements": "all of",
    "merging": "plan",
    "matrix": "export sheets table",
    "pages": "board chips codebook codes dimensions expect_search find findings findings_of forget_old_requests found_words home "
    "made opened_code original passage reading recording source_of styles things title todo tray "
    "understand vignettes",
    "paper": "docx html page plan read stylesheet write",
    "passages": "plan_places",
    "pseudonyms": "proposals residue table",
    "rules": "between expectations matrix",
    "queries": "export export_to list run",
    "sources": "check doubts open read",
    "theory": "newer",
    "topics": "offered proposals show written",
}
READING = frozenset(f"{group}.{method}" for group, methods in _READING.items() for method in methods.split())
"""What writes nothing by its nature."""


def methods_of(study: Study) -> Iterator[str]:
    """``group.method`` of everything that a session can do to a study, one at a time."""
    for name, group in vars(study).items():
        if isinstance(group, Group):
            for method, _ in inspect.getmembers(group, inspect.ismethod):
                if not method.startswith("_") and f"{name}.{method}" not in READING and method not in ("act", "look"):
                    yield f"{name}.{method}"

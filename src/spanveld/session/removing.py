"""Removing a thing by its name, ``kind:identifier``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spanveld.model.errors import N_, Refused

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["REMOVABLE", "remove"]

REMOVABLE = (
    "source",
    "passage",
    "finding",
    "vignette",
    "code",
    "memo",
    "participant",
    "party",
    "case",
    "sub-case",
    "wave",
    "coder",
)
"""The kinds of things that can be removed by name; of a code the identifier is ``layer/code``, of a memo its number."""


def remove(study: Study, subject: str, *, with_dependants: bool = False) -> None:
    """Remove ``kind:identifier``, like ``passage:K022``. Refused where others rest on it, unless ``with_dependants``."""
    kind, colon, identifier = subject.partition(":")
    if not colon or not identifier or kind.replace("_", "-") not in REMOVABLE:
        raise Refused(
            N_(
                "'{subject}' names nothing that can be removed: write kind:identifier, like {example}; kinds are: {kinds}."
            ),
            subject=subject,
            example="passage:12",
            kinds=", ".join(REMOVABLE),
        )
    if kind == "memo":
        study.memos.remove(_number(identifier))
        return
    groups: dict[str, Callable[..., None]] = {
        "source": study.sources.remove,
        "passage": study.passages.remove,
        "finding": study.findings.remove,
        "vignette": study.vignettes.remove,
        "code": study.codes.remove,
        "participant": study.participants.remove,
        "party": study.parties.remove,
        "case": study.cases.remove,
        "sub-case": study.sub_cases.remove,
        "wave": study.waves.remove,
        "coder": study.coders.remove,
    }
    groups[kind.replace("_", "-")](identifier, with_dependants=with_dependants)


def _number(identifier: str) -> int:
    if not (identifier.isascii() and identifier.isdigit()):
        raise Refused(N_("A memo is known by its number, not by '{name}'."), name=identifier)
    return int(identifier)

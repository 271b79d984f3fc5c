"""What participants agreed to: noted, changed, taken away again. The newest version is what counts."""

from __future__ import annotations

from typing import Any

from spanveld.actions.lookup import find
from spanveld.actions.things import add, edit
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.store.work import Row, Work

__all__ = ["remove_consent", "set_consent"]


def set_consent(work: Work, participant: str, /, **values: Any) -> None:
    """Change the newest consent of a participant, or note a first one.

    ``values`` are columns of a consent; with a ``version`` that the participant has not given yet, a new consent is noted.
    """
    number = find(work, "participant", participant)
    newest = _newest(work, number)
    version = values.get("version") or (newest["version"] if newest else "1")
    if newest and version == newest["version"]:
        edit(work, "consent", newest["id"], **{**values, "version": version})
    else:
        add(work, "consent", **{**values, "participant": participant, "version": version})
    work.record("set consent", [f"participant:{participant}"])


def remove_consent(work: Work, participant: str) -> None:
    """Take away the newest consent of a participant, as if it had not been noted; who withdrew has a consent that says so."""
    newest = _newest(work, find(work, "participant", participant))
    if newest is None:
        raise NotFound(N_("No consent of participant '{participant}' is on record."), participant=participant)
    work.delete("consent", newest["id"])
    work.record("remove consent", [f"participant:{participant}"])


def _newest(work: Work, participant_id: int) -> Row | None:
    return max(
        work.rows("consent", participant_id=participant_id), key=lambda row: natural(row["version"]), default=None
    )

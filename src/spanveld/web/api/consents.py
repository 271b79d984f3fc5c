"""What participants agreed to: noted, changed, taken away."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.web.api.things import ValuesIn
from spanveld.web.operations import Call, Operation, known_columns

__all__ = ["OPERATIONS"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The participant whose consent was changed."""

    id: str


def _set(call: Call) -> Agreed:
    participant = call.names["participant"]
    if call.made is None:
        with known_columns():
            call.having_seen(f"participant:{participant}").consents.set(participant, **call.body.values)
    return Agreed(participant)


def _remove(call: Call) -> Agreed:
    participant = call.names["participant"]
    if call.made is None:
        call.having_seen(f"participant:{participant}").consents.remove(participant)
    return Agreed(participant)


OPERATIONS = (
    Operation(
        "PATCH",
        "/api/consents/{participant}",
        _set,
        "Change a participant's newest consent, or note the first one or (version) a new one.",
        ValuesIn,
        Agreed,
    ),
    Operation(
        "DELETE",
        "/api/consents/{participant}",
        _remove,
        "Take away a participant's newest consent, as if it had not been noted.",
        answers=Agreed,
    ),
)

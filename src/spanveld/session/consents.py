"""``study.consents``"""

from __future__ import annotations

from typing import Any

from spanveld.actions import consents
from spanveld.session.acting import Group

__all__ = ["Consents"]


class Consents(Group):
    """What participants agreed to."""

    def set(self, participant: str, **values: Any) -> None:
        """Change a participant's newest consent, or note the first one or (``version``) a new one.

        Other values: basis; record, quote, name_function, deposit, ask_again (``yes`` or ``no``); keep_until, given_on, withdrawn_on.
        """
        self.act(consents.set_consent, participant, **values)

    def remove(self, participant: str) -> None:
        """Take away the newest consent of a participant."""
        self.act(consents.remove_consent, participant)

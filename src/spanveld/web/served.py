"""The study that a server serves: opened once, and handed to each request in the hands of its coder."""

from __future__ import annotations

from spanveld.session import Study, open_study
from spanveld.session.acting import Once

__all__ = ["Served"]


class Served:
    """An open study. ``address`` is where it is, ``guid`` tells it from every other study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.address = study.address
        self.guid = study.identity

    @classmethod
    def open(cls, address: str) -> Served:
        """Open the study at an address; whoever does so closes it."""
        return cls(open_study(address))

    def as_(self, coder: str, *, once: Once | None = None) -> Study:
        """The study for one coder's request, which makes a change ``once`` where it has a key; it is not to be closed."""
        return self.study.as_(coder, once=once)

    def close(self) -> None:
        """Let go of the study."""
        self.study.close()

"""Who the labels in the texts are, looked up anew only where something was done that can change it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from starlette.requests import Request

from spanveld.model.journal import Brief
from spanveld.session import Study
from spanveld.session.importing import LabelUse

__all__ = ["Labels", "labels_of"]

LEAVES_LABELS = {
    "accept change",
    "add coding",
    "add evidence",
    "add finding",
    "add memo",
    "add passage",
    "add vignette",
    "bring in comments",
    "create code",
    "edit evidence",
    "edit finding",
    "edit memo",
    "edit passage",
    "edit vignette",
    "link finding",
    "move finding",
    "move vignette",
    "order vignette",
    "put passage in vignette",
    "recode passage",
    "remove coding",
    "remove evidence",
    "remove finding",
    "remove memo",
    "remove passage",
    "remove vignette",
    "set progress",
    "take passage from vignette",
    "unlink finding",
    "write overview",
    "write summary",
}
"""Actions after which every label is who it was."""
TAKEN_BACK = ("undo", "redo")


class Labels:
    """The labels of one study; finding them reads every text, which the first page of a large study cannot wait for each time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: Sequence[LabelUse] | None = None
        self._sequence = 0

    def of(self, study: Study) -> Sequence[LabelUse]:
        """The labels as they are now."""
        with self._lock:
            changes = study.changes(self._sequence) if self._found is not None else ()
            newest = changes[-1].sequence if changes else self._sequence
            if self._found is None or not all(map(_leaves_labels, changes)):
                newest = study.newest()
                self._found = tuple(study.sources.speakers())
            self._sequence = newest
            return self._found


def _leaves_labels(change: Brief) -> bool:
    """Whether a change cannot have made a label somebody else."""
    of_passage = any(subject.startswith(("passage:", "memo:")) for subject in change.subjects)
    return change.action in LEAVES_LABELS or (change.action in TAKEN_BACK and of_passage)


def labels_of(request: Request) -> Sequence[LabelUse]:
    """The labels of the study that is served."""
    state = request.app.state
    labels: Labels = state.labels
    return labels.of(state.study.as_(request.state.actor))

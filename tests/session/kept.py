"""What an open study keeps of what it worked out, beside the same worked out afresh."""

from __future__ import annotations

from collections.abc import Callable

from spanveld.model.errors import Refused
from spanveld.session import Study
from tests.conftest import Places
from tests.session.moves import Player
from tests.session.samples import put, sample
from tests.session.test_undo_of_anything import prepare

__all__ = ["assert_kept_is_fresh"]


def assert_kept_is_fresh(
    places: Places, steps: list[tuple[str, int]], name: str, look: Callable[[Study], object]
) -> None:
    """After each of some actions, undo and redo, a look rests on what the store keeps as ``name``, and finds what it finds without."""
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        prepare(study)
        kept = getattr(study._store, name)
        for move, seed in [*steps, ("undo", 0), ("undo", 0), ("redo", 0)]:
            try:
                getattr(study, move)() if move in ("undo", "redo") else Player(study, seed).play(move)
            except Refused:
                continue
            setattr(study._store, name, kept)
            shown = look(study)
            setattr(study._store, name, type(kept)())
            assert shown == look(study), move

"""The layers of a generated corpus: three, as in a study driven by theory."""

from __future__ import annotations

__all__ = ["LAYERS", "layer_of"]

LAYERS = ("spanning", "aspect", "subcasus")


def layer_of(code: int) -> str:
    """The layer of the code of this number (from 1): the same at every size.

    >>> layer_of(4)
    'spanning'
    """
    return LAYERS[(0, 1, 1, 2)[code % 4]]

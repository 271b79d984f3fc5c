"""Which coding is added next to the probe."""

from __future__ import annotations

from benchmarks.layers import layer_of
from benchmarks.probe import CODES, PASSAGES, SOURCE

__all__ = ["MOST", "addition"]

MOST = PASSAGES * (CODES - 1)
"""So many codings can be added: every code that the probe uses, on every passage that does not carry it."""


def addition(number: int) -> tuple[str, str]:
    """The passage and the ``layer/code`` of the coding that is added as this number, from 0; ``ValueError`` beyond ``MOST``.

    >>> addition(0)
    ('probe0', 'aspect/c2')
    """
    if number >= MOST:
        raise ValueError(f"only {MOST} codings can be added to the probe")
    step, passage = divmod(number, PASSAGES)
    code = (passage + 1 + step) % CODES + 1
    return f"{SOURCE}{passage}", f"{layer_of(code)}/c{code}"

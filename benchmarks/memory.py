"""How much memory this process uses, in megabytes of a million bytes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

__all__ = ["memory_at_rest", "peak_memory"]

_STATUS = Path("/proc/self/status")


def peak_memory() -> float:
    """The most that this process has used so far, itself and its libraries included."""
    if (peak := _status("VmHWM")) is not None:  # ru_maxrss of a child starts from what its parent used
        return peak
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def memory_at_rest() -> float | None:
    """What this process uses now; None where the system does not say."""
    return _status("VmRSS")


def _status(field: str) -> float | None:
    if not _STATUS.exists():
        return None
    values = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(values[field].split()[0]) * 1024 / 1e6

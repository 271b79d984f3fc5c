"""Plain data -> YAML on one line, quoted wherever a YAML reader could take it for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

__all__ = ["flow", "scalar"]

_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff,\[\]{}#:\"\\]|:(?! |$)|(?<! )#)*")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def flow(value: object) -> str:
    """Any plain value on one line.

    >>> flow({"id": "2018", "name": "Eerste meting", "open": True})
    '{id: "2018", name: Eerste meting, open: true}'
    """
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float):
        return _float(value)
    return json.dumps(value)


def scalar(text: str) -> str:
    """A text as it stands in YAML: plain where that is safe, else between double quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and text.casefold() not in _WORDS:
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character) or (f"\\x{ord(character):02X}" if character < "\x80" else f"\\u{ord(character):04X}")


def _float(value: float) -> str:
    """A float that YAML reads as one: with a point in it."""
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    return text if "." in mantissa else f"{mantissa}.0{e}{exponent}"

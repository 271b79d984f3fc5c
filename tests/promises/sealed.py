"""Two studies that differ only in what one assessor said in a blind round, and anything that comes out of a study as plain values.

Whatever is the same of both, by every way out, cannot have told what was said: words would differ, and so would numbers.
"""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from spanveld.session import Study
from tests.session.samples import put, sample

__all__ = ["CANARIES", "LEFT", "RIGHT", "SCOPE", "Twin", "said", "told", "twin"]

CANARIES = ("kanarie", "vogeltje", "nachtegaal")
"""Words that stand nowhere but in sealed marks."""
SCOPE = {
    **dict.fromkeys(("object", "perspective", "fixed_by_law", "fixed_by_choice"), "Alles hier."),
    "stage": "execution",
    "relation": "with_partners",
}
Mark = Mapping[str, Any]
"""What is given to ``judgements.mark``."""
LEFT: tuple[Mark, Mark] = (
    {
        **{"best": -3, "low": -4, "high": -1, "tension_strength": "strong", "grade": "low"},
        **{"method": "serious: kanarie", "coherence": "minor: kanarie", "adequacy": "none:", "relevance": "minor: een"},
        **{
            "rationale": 'Een kanarie "zei" het,\nR1 ook.',
            "evidence": {"passage:P1": "supports", "finding:F3": "qualifies"},
        },
    },
    {"answer": "cannot_judge", "reason": "thin: een vogeltje", "rationale": "Nee,\nvogeltje."},
)
RIGHT: tuple[Mark, Mark] = (
    {
        **{"answer": "not_applicable", "reason": "De nachtegaal niet.", "tension_strength": "none"},
        **{"evidence": {"passage:P2": "contradicts", "passage:P5": "supports"}},
    },
    {"best": 4, "low": 2, "high": 4, "grade": "high", "method": "none:", "rationale": "nachtegaal en de leraar"},
)


@dataclasses.dataclass
class Twin:
    """A study in which ann sealed a mark; ``assessment``: that in which she did."""

    study: Study
    assessment: str
    place: Path


def twin(folder: Path, marks: tuple[Mark, Mark]) -> Twin:
    """The sample with an assessment in a blind round: ann gave two marks and changed them, ben one; eve is no assessor."""
    folder.mkdir(parents=True, exist_ok=True)
    content = sample()
    content = dataclasses.replace(content, records={**content.records, "sealed_mark": ()})
    study = put(str(folder / "room.spanveld"), content, "ann")
    study.coders.add("eve", name="Eve")
    one = study.judgements.open("perform", case="C", wave="W2", assessors=["ann", "ben"], assessment="B1", scope=SCOPE)
    study.judgements.start(one)
    whole, part = marks
    study.judgements.mark(one, **part)
    study.judgements.unmark(one)
    study.judgements.mark(one, **whole)
    study.judgements.link(one, "passage:P3", "contradicts" if whole is LEFT[0] else "supports")
    study.judgements.mark(one, "aims", **part)
    study.undo()
    study.redo()
    study.as_("ben").judgements.mark(one, best=0, low=-1, high=1, rationale="Ben vindt van wel.")
    study.findings.add("perform", "pain_point", "Het is er koud.", case="C")
    return Twin(study, one, folder)


# ---------------------------------------------------------------------- anything as plain values
_SET_APART = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(\+00:00|Z)?"), "TIME"),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?\b"), "TIME"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "GUID"),
    (re.compile(r"\b[0-9a-f]{8,}\b"), "HASH"),
    (re.compile(r"0x[0-9a-f]+"), "PLACE"),
)


def told(text: str, twin: Twin) -> str:
    """A text without what differs between any two studies: times, hashes, where the study lies."""
    text = text.replace(str(twin.place), "FOLDER")
    for pattern, name in _SET_APART:
        text = pattern.sub(name, text)
    return text


def said(value: Any, twin: Twin) -> Any:
    """Whatever a study gives, as plain values that can be compared."""
    if isinstance(value, str):
        return told(value, twin)
    if isinstance(value, bytes):
        return _bytes(value, twin)
    if value is None or isinstance(value, bool | int | float):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: said(getattr(value, field.name), twin) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {repr(said(name, twin)): said(item, twin) for name, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(repr(said(item, twin)) for item in value)
    if isinstance(value, Path):
        return told(str(value), twin)
    if callable(value):
        return "FUNCTION"
    if isinstance(value, Iterable):
        return [said(item, twin) for item in value]
    return told(repr(value), twin)


def _bytes(value: bytes, twin: Twin) -> Any:
    if not value.startswith(b"PK"):
        return told(value.decode("utf-8", "replace"), twin)
    with zipfile.ZipFile(io.BytesIO(value)) as archive:
        return {name: said(archive.read(name), twin) for name in archive.namelist()}

"""Where each thing of a study is looked at, as addresses of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

__all__ = ["passage_address", "place_of", "source_address", "with_query"]

PLACES = {
    **{kind: f"/people#{kind}-{{}}" for kind in ("case", "sub_case", "wave", "coder", "party", "participant")},
    "source": "/sources/{}",
    "finding": "/findings?open={}",
    "code": "/codebook?code={}",
    "vignette": "/findings/examples",
    "framework": "/codebook/frameworks",
    "memo": "/memos#memo-{}",
    "saved_query": "/find?q=%40{}",
    "matrix_cell": "/matrix/cell?at={}",
    "rule_strain": "/rules/point?at={}",
    "assessment": "/judgements/{}",
    "audit_setting": "/audit#rule-{}",
    "exchange": "/exchange#exchange-{}",
}
"""Kind of thing -> where it is; a passage is in the text of its source."""


def source_address(source: str) -> str:
    """Where a source is read."""
    return place_of("source", source)


def passage_address(source: str, passage: str) -> str:
    """Where a passage is read in its text, with the cursor on it."""
    return f"{source_address(source)}#passage-{quote(passage, safe='')}"


def place_of(kind: str, name: str) -> str:
    """Where a thing is looked at; empty where it has no place of its own."""
    return PLACES.get(kind, "").format(quote(name, safe=""))


def with_query(path: str, query: Mapping[str, object], opened: Iterable[str] = (), at: str = "") -> str:
    """An address with what stands behind its ``?`` (``open``, once for each of ``opened``) and ``#``; what is empty is left out."""
    pairs = [(name, str(value)) for name, value in query.items() if value] + [("open", name) for name in opened]
    return path + (f"?{urlencode(pairs)}" if pairs else "") + (f"#{at}" if at else "")

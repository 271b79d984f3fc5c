"""The templates of reports that are HTML."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["templates"]


@cache
def templates() -> Environment:
    """``reports/templates``, set up once: what is put into them is escaped, and what was forgotten is named.

    Of a block of a report they ask its ``kind`` (the name of its class) and whether it is several ``stances``.
    """
    environment = Environment(
        loader=PackageLoader("spanveld.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["stances"] = lambda item: isinstance(item, tuple)
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment

"""Plain rows as a pandas DataFrame, where pandas is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from spanveld.model.errors import N_, Refused

__all__ = ["data_frame"]


def data_frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None = None) -> Any:
    """The rows as a DataFrame, with these columns also where there are no rows; Refused where pandas is not installed."""
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise Refused(N_("A DataFrame needs pandas: install it with 'pip install pandas'.")) from error
    return pandas.DataFrame(list(rows), columns=columns)

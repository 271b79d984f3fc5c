"""Spanveld carries a qualitative study of collaboration from transcript to judgement that can be checked down to the passage.

import spanveld
with spanveld.open("vru.spanveld", coder="reader") as study:
    for table in study.table().tables:
        print(table.dimension.label, len(table.rows))
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(study: str | Path, *, coder: str = "") -> Study:
    """Open a study: the path of a ``.spanveld`` file, or ``postgresql://user@host/database?study=ID``.

    ``coder`` is who acts; left out, it is the study's only coder. Raises ``spanveld.model.errors.StoreError`` where there is no study.
    """
    from spanveld.session.opening import open_study

    return open_study(study, coder=coder)

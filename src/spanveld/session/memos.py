"""Memos found and written as a file: CSV, Markdown, Word or JSON.

found = memos_of(study, Wanted(words="brief", on="finding"))
write_memos(study, "memos.docx", Wanted(kind="theory"))
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from spanveld.model.errors import N_, Refused
from spanveld.reports import memos_csv, report_markdown, word
from spanveld.reports.memos_document import memos_document
from spanveld.reports.memos_words import MEMO_KINDS, MEMO_SUBJECTS
from spanveld.session.files import check_free, write_whole
from spanveld.views.memos import Memo, Memos, Subject, Wanted, memos, subjects_of

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "MEMO_KINDS",
    "MEMO_SUBJECTS",
    "Memo",
    "Memos",
    "Subject",
    "Wanted",
    "memo_subjects",
    "memos_as",
    "memos_of",
    "write_memos",
]

FORMS: dict[str, Callable[[Memos, Wanted], bytes]] = {
    ".csv": lambda found, wanted: memos_csv.render(found).encode(),
    ".md": lambda found, wanted: report_markdown.render(memos_document(found, wanted)).encode(),
    ".docx": lambda found, wanted: word.render(memos_document(found, wanted)),
    ".json": lambda found, wanted: (json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n").encode(),
}
"""The forms of a file of memos by the ending of its name."""


def memos_of(study: Study, wanted: Wanted, *, page: int = 1, size: int = 0) -> Memos:
    """The memos that are wanted, a page of them or (``size`` 0) all."""
    with study._reader() as reader:
        return memos(reader, wanted, page=page, size=size)


def memo_subjects(study: Study) -> list[Subject]:
    """Everything that a memo can be on, but passages."""
    with study._reader() as reader:
        return subjects_of(reader)


def memos_as(study: Study, ending: str, wanted: Wanted) -> bytes:
    """The bytes of a file with all memos that are wanted; ``ending``: ``.csv``, ``.md``, ``.docx`` or ``.json``."""
    return FORMS[ending](memos_of(study, wanted), wanted)


def write_memos(study: Study, file: str | Path, wanted: Wanted, *, replace: bool = False) -> int:
    """Write them whole, or nothing; gives how many. Refused for another ending, and for a file that exists (unless ``replace``)."""
    path = Path(file)
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise Refused(
            N_("{path}: memos are written as {endings}; name the file so."), path=path, endings=", ".join(FORMS)
        )
    check_free(path, replace=replace)
    found = memos_of(study, wanted)
    write_whole(path, FORMS[ending](found, wanted))
    return found.found

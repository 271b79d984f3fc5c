"""The codebook as text and as files; without words of sources, so that no consent stands in its way.

lines = codebook_lines(study.pages.codes())
write_codebook(study, "codebook.docx")     # or .xlsx, .csv
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from spanveld.language.messages import LANGUAGES, translator
from spanveld.model.errors import N_, Refused
from spanveld.reports import sheet_csv, sheet_xlsx, word
from spanveld.reports.codebook_document import codebook_document, traits_of
from spanveld.reports.codebook_sheet import codebook_sheets
from spanveld.reports.codebook_text import codebook_lines
from spanveld.session.files import check_free, write_whole
from spanveld.views.codebook_page import CodebookPage

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["FORMS", "codebook_file", "codebook_lines", "traits_of", "write_codebook"]


def _word(book: CodebookPage) -> bytes:
    return word.render(codebook_document(book))


def _excel(book: CodebookPage) -> bytes:
    return sheet_xlsx.render(codebook_sheets(book), translator(book.language if book.language in LANGUAGES else "en"))


def _csv(book: CodebookPage) -> bytes:
    return sheet_csv.render(codebook_sheets(book)[0]).encode()


FORMS: Mapping[str, Callable[[CodebookPage], bytes]] = {".docx": _word, ".xlsx": _excel, ".csv": _csv}
"""The forms of a codebook by the ending of their file."""


def codebook_file(study: Study, ending: str = ".docx") -> tuple[str, bytes]:
    """A name for the file of a study's codebook in one of these forms, and its bytes."""
    book = study.pages.codes()
    return f"{book.study}-codebook{ending}", FORMS[ending](book)


def write_codebook(study: Study, file: str | Path, *, replace: bool = False) -> Path:
    """Write it whole, or nothing; gives the file. Refused for another ending, and for a file that exists (unless ``replace``)."""
    path = Path(file)
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise Refused(N_("{path}: the codebook is written as .docx, .xlsx or .csv; name the file so."), path=path)
    check_free(path, replace=replace)
    write_whole(path, codebook_file(study, ending)[1])
    return path

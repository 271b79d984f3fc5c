"""The codebook as text and as a Word file; without words of sources, so that no consent stands in its way.

lines = codebook_lines(study.pages.codes())
write_codebook(study, "codebook.docx")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spanveld.model.errors import N_, Refused
from spanveld.reports import word
from spanveld.reports.codebook_document import codebook_document, traits_of
from spanveld.reports.codebook_text import codebook_lines
from spanveld.session.files import check_free, write_whole

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["codebook_docx", "codebook_lines", "traits_of", "write_codebook"]


def codebook_docx(study: Study) -> tuple[str, bytes]:
    """A name for the Word file of a study's codebook, and its bytes."""
    book = study.pages.codes()
    return f"{book.study}-codebook.docx", word.render(codebook_document(book))


def write_codebook(study: Study, file: str | Path, *, replace: bool = False) -> Path:
    """Write it whole, or nothing; gives the file. Refused for another ending, and for a file that exists (unless ``replace``)."""
    path = Path(file)
    if path.suffix.lower() != ".docx":
        raise Refused(N_("{path}: the codebook is written as .docx; name the file so."), path=path)
    check_free(path, replace=replace)
    write_whole(path, codebook_docx(study)[1])
    return path

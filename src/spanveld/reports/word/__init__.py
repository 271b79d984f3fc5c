"""A report as a Word document: real styles, headings, captions and links, the same bytes for the same report.

data = render(document_of(report))
"""

from spanveld.reports.word.document import render

__all__ = ["render"]

"""A Rich Text file (rtf) -> its text."""

from __future__ import annotations

from pathlib import Path

from spanveld.formats.sources.archive import check_file
from spanveld.formats.sources.parts import Reading, Remark, Unreadable, check_length
from spanveld.formats.sources.rtf_body import Body
from spanveld.formats.sources.rtf_tokens import tokens
from spanveld.model.errors import N_, Term
from spanveld.model.text import fault_in

__all__ = ["MOST_TOKENS", "RTF", "read_rtf"]

MOST_TOKENS = 5_000_000
"""Words of control, brackets and runs of characters; a book has less than a million."""
RTF = N_("Rich Text file (rtf)")


def read_rtf(path: Path) -> Reading:
    """The text of a Rich Text file, tracked changes taken as accepted and its notes at the end; Unreadable where there is none."""
    check_file(path)
    data = path.read_bytes()
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Unreadable(
            N_("it is no {what}, whatever its name says; give it the name that fits, or save it as one."),
            what=Term(RTF),
        )
    body = Body()
    for number, token in enumerate(tokens(data)):
        if number == MOST_TOKENS:
            raise Unreadable(N_("it is larger than any one text can be; split it into parts."))
        body.take(token)
    remarks: tuple[Remark, ...] = ()
    if body.open_groups:
        remarks = (Remark(N_("The file stops before its end: the text that is there was taken, the rest is lost.")),)
    text, blocks, _ = body.finish()
    if fault_in(text):
        raise Unreadable(N_("it holds no plain text; open it in the program that made it and save it as text."))
    return Reading(
        check_length(text),
        blocks,
        remarks=(*remarks, *body.remarks()),
        format="rtf",
        title=" ".join(body.title.split()),
        date=body.date,
    )

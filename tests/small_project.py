"""Small projects of other programs: one whose counting is clear, and one of which nobody can tell."""

from __future__ import annotations

from pathlib import Path

from tests.formats.exchange.refi_made import guid, packed, xml

__all__ = ["project", "unclear_project"]

TEXT = "👍 Het loopt. We bellen elkaar als het nodig is.\n"
"""The first character is two units of UTF-16, so that programs differ about every place after it."""
EVEN = "👍 ab cd ef gh ij kl mn op qr st uv wx yz ab cd ef gh ij kl mn op qr st uv wx yz.\n"


def project(
    path: Path, *, memo: str = "", code: str = "Bellen", words: str = "We bellen elkaar", origin: str = "QualCoder 4.0"
) -> Path:
    """A small project of one text, with a code on some words of it."""
    start = TEXT.index(words)
    user, date = f'creatingUser="{guid("ann")}"', 'creationDateTime="2026-03-01T10:00:00Z"'
    inside = (
        f'<Users><User guid="{guid("ann")}" name="Ann de Vries" id="ann"/></Users>'
        f'<CodeBook><Codes><Code guid="{guid("top")}" name="Samen" isCodable="true">'
        f'<Code guid="{guid("call")}" name="{code}" isCodable="true"/></Code></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid("text")}" name="gesprek" plainTextPath="internal://t.txt" {user} {date}>'
        f'<PlainTextSelection guid="{guid("mark")}" name="{words}" startPosition="{start}" endPosition="{start + len(words)}" {user}'
        f' {date}><Description>{memo}</Description><Coding guid="{guid("coding")}" {user} {date}>'
        f'<CodeRef targetGUID="{guid("call")}"/></Coding></PlainTextSelection></TextSource></Sources>'
    )
    return packed(path, {"project.qde": xml(inside, origin=origin), "sources/t.txt": TEXT.encode()})


def unclear_project(path: Path) -> Path:
    """Marks without names whose ends lie as well at the edges of words when an emoji counts as one as when it counts as two."""
    marks = "".join(
        f'<PlainTextSelection guid="{guid(f"mark{place}")}" startPosition="{start}" endPosition="{start + 4}">'
        f'<Coding guid="{guid(f"coding{place}")}"><CodeRef targetGUID="{guid("code")}"/></Coding></PlainTextSelection>'
        for place, start in enumerate((3, 12))
    )
    inside = (
        f'<CodeBook><Codes><Code guid="{guid("code")}" name="Plek" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid("text")}" name="vreemd" plainTextPath="internal://t.txt">{marks}</TextSource></Sources>'
    )
    return packed(path, {"project.qde": xml(inside, origin="Another 1.0"), "sources/t.txt": EVEN.encode()})

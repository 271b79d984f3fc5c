"""A coded source as a Word file: the whole text, each passage a comment on exactly its words, a legend before and main points after.

Written as XML piece by piece: a library for Word files takes minutes for a thousand comments.

data = render(paper, moment=datetime.now(UTC))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from spanveld.model.errors import N_
from spanveld.model.paper import APART, END, MARK, PREFIX, PROPERTIES, tail
from spanveld.reports.paper_docx_parts import (
    HEAD,
    NUMBERS,
    POINTS,
    R,
    W,
    attribute,
    numbering,
    packed,
    settings,
    styles,
    words,
)
from spanveld.reports.paper_marks import Bounds, Stretch, stretches
from spanveld.reports.paper_words import Look, PaperWords, TextLine, kind_line, lines_of
from spanveld.views.drawing_styles import DrawingStyles
from spanveld.views.paper import Paper
from spanveld.views.reading_page import PagePassage

__all__ = ["render"]

UNDERLINES = {"solid": "thick", "dashed": "dashedHeavy", "dotted": "dottedHeavy"}
PENCIL = "7A756B"
GREYS = {"full": "DCDAD4", "pale": "F1F0EC"}
"""Fills of kinds in the legend, where they belong to no dimension."""
_PIECES = re.compile(r"[^\t]+|\t")
_COLOUR = re.compile(
    r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})|rgba?\(\s*(\d+)[ ,]+(\d+)[ ,]+(\d+)(?:[ ,/]+([\d.]+))?\s*\)", re.I
)
STYLES = {"heading": "SpanveldHeading", "list_item": "SpanveldItem"}
ROLES = {"interviewer": "SpanveldQuestion", "reflection": "SpanveldReflection"}


def render(paper: Paper, *, moment: datetime) -> bytes:
    """The bytes of a .docx file; the same for the same paper and moment."""
    say = PaperWords(paper)
    looks = say.looks()
    lines = list(lines_of(paper, say))
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    numbers = {passage.passage: number for number, passage in enumerate(paper.placed)}
    body = "".join(
        [
            *_front(paper, say),
            *_text(lines, paper, looks, numbers),
            *_main_points(say),
            *_end(paper, say),
        ]
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r5"/><w:footerReference w:type="default" r:id="r6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1304" w:right="1418" w:bottom="1191" w:left="1418" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    foot = say.foot(moment.date().isoformat())
    parts = {
        "document": f"{HEAD}<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>",
        "comments": f"{HEAD}<w:comments {W}>{''.join(_comments(paper, say, numbers, stamp))}</w:comments>",
        "styles": styles(say.language),
        "numbering": numbering(),
        "settings": settings(),
        "header": f"{HEAD}<w:hdr {W}>{_paragraph('Header', _run(say.head()))}</w:hdr>",
        "footer": f"{HEAD}<w:ftr {W}>{_paragraph('Footer', _run(foot) + _page_number(say))}</w:ftr>",
    }
    slip = paper.slip
    kept = dict(zip(PROPERTIES, (slip.study, slip.source, slip.text, str(slip.sequence)), strict=True))
    authors = ", ".join(map(say.coder, paper.coders))
    return packed(parts, title=f"{slip.source}: {say.title()}", author=authors, moment=stamp, properties=kept)


# ---------------------------------------------------------------------- paragraphs and runs
def _paragraph(style: str, runs: str = "", more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    """A run; ``looks``: its properties. Tabs become those of Word, line ends new lines."""
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return "".join(f"<w:r>{looks}{_words(part)}</w:r>" for part in text.split("\n")[:1]) + "".join(
        f"<w:r>{looks}<w:br/>{_words(part)}</w:r>" for part in text.split("\n")[1:]
    )


def _words(text: str) -> str:
    if "\t" not in text:
        return f'<w:t xml:space="preserve">{words(text)}</w:t>' if text else ""
    return "".join(
        "<w:tab/>" if piece == "\t" else f'<w:t xml:space="preserve">{words(piece)}</w:t>'
        for piece in _PIECES.findall(text)
    )


def _styled(style: str, more: str = "") -> str:
    return f'<w:rStyle w:val="{style}"/>{more}'


def _page_number(say: PaperWords) -> str:
    """``page 3 of 40`` at the right, worked out by Word."""
    found = ["<w:r><w:tab/></w:r>"]
    for piece in re.split(r"({page}|{pages})", say._(N_("page {page} of {pages}"))):
        if piece in ("{page}", "{pages}"):
            code = "PAGE" if piece == "{page}" else "NUMPAGES"
            found.append(f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        elif piece:
            found.append(_run(piece))
    return "".join(found)


# ---------------------------------------------------------------------- how passages are drawn
def _solid(colours: Iterable[str]) -> str:
    """Colours over each other on white paper, as one: RRGGBB.

    >>> _solid(["rgba(0,0,0,.5)"])
    '808080'
    """
    mixed = [255.0, 255.0, 255.0]
    for colour in colours:
        found = _COLOUR.fullmatch(colour.strip())
        if found is None:
            continue
        sixteen = found[1] is not None
        parts = (
            [int(part, 16) for part in found.group(1, 2, 3)]
            if sixteen
            else [int(part) for part in found.group(4, 5, 6)]
        )
        strength = 1.0 if sixteen or found[7] is None else min(float(found[7]), 1.0)
        mixed = [below * (1 - strength) + part * strength for below, part in zip(mixed, parts, strict=True)]
    return "".join(f"{min(round(part), 255):02X}" for part in mixed)


def _line_colour(drawing: DrawingStyles, look: Look) -> str:
    return _solid([drawing.dimensions[look.dimension].light.line]) if look.dimension >= 0 else PENCIL


def _drawn(drawing: DrawingStyles, looks: Sequence[Look]) -> str:
    """Properties of words under passages: their fills over each other, and the line of the one that counts most (the last)."""
    shown = [look for look in looks if look.drawn]
    if not shown:
        return ""
    coloured = [look for look in shown if look.dimension >= 0]
    top = (coloured or shown)[-1]
    fills = []
    for look in coloured:
        fill = kind_line(drawing, look)[0]
        colours = drawing.dimensions[look.dimension].light
        if fill != "none":
            fills.append(colours.fill if fill == "full" else colours.pale)
    line = UNDERLINES[kind_line(drawing, top)[1]] if coloured else "dotted"
    under = f'<w:u w:val="{line}" w:color="{_line_colour(drawing, top)}"/>'
    return under + (f'<w:shd w:val="clear" w:color="auto" w:fill="{_solid(fills)}"/>' if fills else "")


# ---------------------------------------------------------------------- the text
def _text(
    lines: Sequence[TextLine], paper: Paper, looks: Mapping[str, Look], numbers: Mapping[str, int]
) -> Iterator[str]:
    drawing = paper.styles
    known: dict[tuple[Look, ...], str] = {}

    def drawn(over: Sequence[PagePassage]) -> str:
        key = tuple(looks[passage.passage] for passage in over)
        if key not in known:
            known[key] = _drawn(drawing, key)
        return known[key]

    for place, (line, pieces) in enumerate(stretches(lines, paper.placed)):
        if line.speaker:
            yield _paragraph(APART, _run(line.speaker))
        runs = [f'<w:bookmarkStart w:id="{place}" w:name="{PREFIX}{line.start}"/><w:bookmarkEnd w:id="{place}"/>']
        for piece in pieces:
            if isinstance(piece, Stretch):
                runs.append(_run(piece.text, drawn(piece.over)))
            else:
                runs.append(_bounds(piece, looks, numbers, drawing))
        style = "SpanveldBlank" if not line.number else STYLES.get(line.kind) or ROLES.get(line.role, "SpanveldText")
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERS}"/></w:numPr>' if line.number else ""
        yield _paragraph(style, "".join(runs), number)


def _bounds(bounds: Bounds, looks: Mapping[str, Look], numbers: Mapping[str, int], drawing: DrawingStyles) -> str:
    """Where comments end and begin; a letter stands before words with a dimension, for whoever sees no colours."""
    found = []
    for passage in bounds.ending:
        number = numbers[passage.passage]
        found.append(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr>{_styled("CommentReference")}</w:rPr>'
            f'<w:commentReference w:id="{number}"/></w:r>'
        )
    for passage in bounds.starting:
        look = looks[passage.passage]
        if look.letter:
            colour = f'<w:color w:val="{_line_colour(drawing, look)}"/>'
            found.append(f"<w:r><w:rPr>{_styled(MARK, colour)}</w:rPr>{_words(look.letter)}</w:r>")
    found += [f'<w:commentRangeStart w:id="{numbers[passage.passage]}"/>' for passage in bounds.starting]
    return "".join(found)


def _comments(paper: Paper, say: PaperWords, numbers: Mapping[str, int], stamp: str) -> Iterator[str]:
    reference = f"<w:r><w:rPr>{_styled('CommentReference')}</w:rPr><w:annotationRef/></w:r>"
    for passage in paper.placed:
        lines = say.comment(passage)
        author = say.coder(passage.coder) or "Spanveld"
        paragraphs = [
            _paragraph("CommentText", (reference if not place else "") + _run(line)) for place, line in enumerate(lines)
        ]
        paragraphs.append(_paragraph("CommentText", _run(tail(passage.passage, lines), _styled("SpanveldTail"))))
        yield (
            f'<w:comment w:id="{numbers[passage.passage]}" w:author={attribute(author)} w:date="{stamp}" '
            f"w:initials={attribute(_initials(author))}>{''.join(paragraphs)}</w:comment>"
        )


def _initials(name: str) -> str:
    """The first letters of a name.

    >>> _initials("Lotte de Vries")
    'LdV'
    """
    return "".join(part[0] for part in name.split())[:4]


# ---------------------------------------------------------------------- before and after the text
def _front(paper: Paper, say: PaperWords) -> Iterator[str]:
    _: Callable[[str], str] = say._
    yield _paragraph("Title", _run(say.title()))
    yield _paragraph("Subtitle", _run(paper.title))
    for name, value in say.facts():
        yield _paragraph("SpanveldFact", _run(name, '<w:color w:val="595959"/>') + "<w:r><w:tab/></w:r>" + _run(value))
    yield _paragraph("Heading1", _run(_(N_("Codes"))))
    yield from _legend(paper, say)
    yield _paragraph("Heading1", _run(_(N_("How your comments come back"))))
    help_ = N_(
        "Each passage is a comment. Answer one, write into it, or put a new comment on any words; "
        "'spanveld comments' brings them into the study as memos. Leave the last line of a comment as it is: by it the passage is known. "
        "The text itself is not changed by what is changed here."
    )
    yield _paragraph("SpanveldNote", _run(_(help_)))
    yield _paragraph(
        "SpanveldNote", _run(paper.slip.line(), _styled("SpanveldTail")) + '<w:r><w:br w:type="page"/></w:r>'
    )


def _legend(paper: Paper, say: PaperWords) -> Iterator[str]:
    drawing = paper.styles
    legend = say.legend()
    if not legend:
        yield _paragraph("SpanveldNote", _run(say._(N_("No passages are marked here yet."))))
    for layer in legend:
        if layer.role == "dimension":
            for entry in layer.entries:
                look = Look(entry.style, 0 if drawing.kinds else -1, entry.letter, "", True)
                letter = (
                    _run(entry.letter, _styled(MARK, f'<w:color w:val="{_line_colour(drawing, look)}"/>'))
                    if entry.letter
                    else ""
                )
                more = f": {entry.definition}" if entry.definition else ""
                shown = letter + _run(entry.label, "<w:b/>" + _drawn(drawing, [look]))
                yield _paragraph("SpanveldLegend", shown + _run(f"  {say.label_count(layer.label, entry.count)}{more}"))
        elif layer.role == "kind":
            pieces = []
            for entry in layer.entries:
                fill, line = kind_line(drawing, Look(0, entry.style, "", "", True))
                shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{GREYS[fill]}"/>' if fill in GREYS else ""
                drawn = f'<w:u w:val="{UNDERLINES[line]}" w:color="{PENCIL}"/>{shade}'
                pieces.append(_run(entry.label, drawn) + _run(f" ({say.example(entry.style)}) {entry.count}"))
            yield _paragraph("SpanveldLegend", _run(f"{layer.label}: ", "<w:b/>") + _run("; ").join(pieces))
        else:
            listed = ", ".join(f"{entry.label} {entry.count}" for entry in layer.entries)
            yield _paragraph("SpanveldLegend", _run(f"{layer.label}: ", "<w:b/>") + _run(listed))


def _main_points(say: PaperWords) -> Iterator[str]:
    bookmark = f'<w:bookmarkStart w:id="9999999" w:name="{END}"/><w:bookmarkEnd w:id="9999999"/>'
    yield _paragraph("Heading1", bookmark + _run(say._(N_("Overview"))))
    points = say.points()
    if not points:
        yield _paragraph("SpanveldNote", _run(say._(N_("No overview has been written yet."))))
    for text, cites in points:
        cited = "".join(_run("  ") + _run(label, _styled("SpanveldCite")) for _, label, _ in cites)
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{POINTS}"/></w:numPr>'
        yield _paragraph("SpanveldPoint", _run(text) + cited, number)


def _end(paper: Paper, say: PaperWords) -> Iterator[str]:
    lost = [passage.passage for passage in paper.page.passages if passage.start is None]
    if lost:
        message = say.say(N_("Passages whose place is in doubt: {passages}."), passages=", ".join(lost))
        yield _paragraph("SpanveldNote", _run(message))

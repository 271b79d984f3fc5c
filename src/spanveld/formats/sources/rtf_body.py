"""The tokens of a Rich Text file -> lines, told to the layout: what each destination holds and what a paragraph is.

One class and one module, because each word of the format changes the one state that all others are read in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from spanveld.formats.sources.layout import Layout, LeftOut, day_of
from spanveld.formats.sources.parts import LARGEST_TEXT, Block, Comment, Remark, Unreadable, check_length
from spanveld.formats.sources.rtf_story import Paragraph, Story, lay_out
from spanveld.formats.sources.rtf_tokens import Token, code_page
from spanveld.formats.sources.symbols import symbol
from spanveld.model.errors import N_

__all__ = ["DEEPEST", "Body"]

DEEPEST = 5000
"""Groups within each other; a text has some ten."""

Destination = Literal["text", "skip", "fonts", "styles", "title", "created", "holder"]

_SKIPPED = frozenset(
    (
        "aftncn", "aftnsep", "aftnsepc", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref",
        "atntime", "bkmkend", "bkmkstart", "colorschememapping", "colortbl", "datafield", "datastore",
        "filetbl", "fldinst", "formfield", "ftncn", "ftnsep", "ftnsepc", "generator", "latentstyles",
        "listoverridetable", "listtable", "listtext", "nextfile", "nonesttables", "nonshppict", "objclass",
        "objdata", "objname", "operator", "pgdsctbl", "pict", "pntext", "pntxta", "pntxtb", "private", "revtbl",
        "rsidtbl", "rxe", "shprslt", "sp", "tc", "tcn", "template", "themedata", "userprops", "xe", "xmlnstbl",
    )
)  # fmt: skip
_HEADS = frozenset(("header", "footer", "headerl", "headerr", "headerf", "footerl", "footerr", "footerf"))
_HOLDERS = frozenset(("shpinst", "shppict", "ud", "do", "nesttableprops", "pn", "shpgrp", "background", "upr"))
_TEXTS = frozenset(("shptxt", "dptxbxtext", "result", "field", "fldrslt", "rtf"))
_WORDS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": "\t", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "~": "\N{NO-BREAK SPACE}", "_": "\N{NON-BREAKING HYPHEN}",
}  # fmt: skip
_HEADING = re.compile(r"(?:heading|kop) ?([1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "titel": 1, "subtitle": 2, "ondertitel": 2}
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the text of a group, and again when the groups within it have ended."""

    destination: Destination = "text"
    word: str = ""
    font: int | None = None
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    skips: int = 1
    """How many characters stand in after a Unicode character for programs that do not know it."""


@dataclass(slots=True)
class _Font:
    name: str = ""
    encoding: str = ""


class Body:
    """Takes the tokens one by one; ``finish`` gives what they come to."""

    def __init__(self) -> None:
        self.title = ""
        self.date = ""
        self.left = LeftOut()
        self._comments = 0
        self._state = _State()
        self._groups: list[_State] = []
        self._stories = [Story(0)]
        self._notes: list[Story] = []
        self._fonts: dict[int, _Font] = {}
        self._styles: dict[int, tuple[int, int | None]] = {}
        self._default_font: int | None = None
        self._encoding = "cp1252"
        self._bytes = bytearray()
        self._starred = self._started = False
        self._to_skip = 0
        self._length = 0
        self._was_changed: tuple[bool, bool] = (False, False)
        self._style_name: list[str] = []
        self._style: tuple[int, int | None, int | None] = (0, None, None)
        self._based: dict[int, int] = {}
        self._created: dict[str, int] = {}

    @property
    def open_groups(self) -> int:
        """How many groups have begun and not ended."""
        return len(self._groups)

    def remarks(self) -> tuple[Remark, ...]:
        """What was met and not taken over."""
        comments = Remark(N_("Comments in the margin were left out (number: {count})."), {"count": self._comments})
        return (*self.left.remarks(), *((comments,) if self._comments else ()))

    # tokens

    def take(self, token: Token) -> None:
        """The next token."""
        if token.kind == "open":
            self._flush()
            self._to_skip = 0
            if len(self._groups) >= DEEPEST:
                raise Unreadable(N_("its groups lie deeper within each other than those of any text; it was not read."))
            self._groups.append(self._state)
            self._started = True
            return
        if token.kind == "close":
            self._close()
            return
        started, self._started = self._started, False
        if token.kind == "word":
            self._word(token.word, token.number, started)
        else:
            self._stand_in_or(token.data)

    def _stand_in_or(self, data: bytes) -> None:
        """Bytes of text, without those that stand in for a Unicode character just given."""
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if self._state.destination != "skip":
            self._bytes += data

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        self._starred = self._started = False
        if not self._groups:
            return
        if self._state.destination == "styles" and self._style_name:
            self._end_style()
        if self._state.destination == "created":
            self._end_created()
        while len(self._stories) > 1 and self._stories[-1].depth == len(self._groups):
            self._end_story()
        self._state = self._groups.pop()

    def _flush(self) -> None:
        """The bytes that have come are characters, by the font that they stand in."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        state = self._state
        font = self._fonts.get(state.font if state.font is not None else self._default_font or 0, _Font())
        if font.encoding == "symbol" and state.destination == "text":
            self._text("".join(self._symbol(font, byte) for byte in data))
            return
        encoding = font.encoding if font.encoding not in ("", "symbol") else self._encoding
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            text = data.decode("cp1252", "replace")
        self._text(text)

    def _symbol(self, font: _Font, code: int) -> str:
        if code < 0x20:
            return ""
        found = symbol(font.name, f"{code:X}")
        if not found and code == 0x20:
            return " "
        self.left.symbols += not found
        return found or "\N{REPLACEMENT CHARACTER}"

    def _text(self, text: str) -> None:
        state = self._state
        if state.destination == "text":
            self._write(text)
        elif state.destination == "title":
            self.title += text
        elif state.destination == "styles":
            self._style_name.append(text)
        elif state.destination == "fonts" and state.font is not None:
            font = self._fonts.setdefault(state.font, _Font())
            font.name = (font.name + text).split(";")[0].strip()

    def _write(self, text: str) -> None:
        state = self._state
        changed = (state.inserted, state.deleted)
        if changed != self._was_changed:
            self.left.insertions += state.inserted and not self._was_changed[0]
            self.left.deletions += state.deleted and not self._was_changed[1]
            self._was_changed = changed
        if state.deleted:
            return
        if state.hidden:
            self.left.hidden += len(text)
            return
        self._length += len(text)
        if self._length > LARGEST_TEXT:
            check_length(" " * self._length)
        self._stories[-1].pieces.append(text)

    # control words

    def _word(self, word: str, number: int | None, started: bool) -> None:
        if word == "*" and started:
            self._starred = self._started = True
            return
        starred, self._starred = self._starred, False
        if self._to_skip and word not in ("uc", "u"):
            self._to_skip -= 1
            return
        if word != "u":
            self._flush()
        if started and self._state.destination != "skip" and self._enters(word, starred):
            return
        if word == "bin":
            return
        if self._state.destination in ("text", "title") and self._character(word, number):
            return
        if not self._character_property(word, number):
            self._table_of(word, number)
            if self._state.destination == "text":
                self._layout_word(word, number)

    def _enters(self, word: str, starred: bool) -> bool:
        """Whether the word names what the group holds; then that holds from here on."""
        destination: Destination | None = None
        depth = len(self._groups)
        if word == "fonttbl":
            destination = "fonts"
        elif word == "stylesheet":
            destination = "styles"
        elif word == "info":
            destination = "holder"
        elif word == "title" and self._state.word == "info":
            destination = "title"
        elif word == "creatim" and self._state.word == "info":
            destination = "created"
        elif word == "annotation":
            self._comments += 1
            destination = "skip"
        elif word == "pict" or word == "object":
            self.left.objects += word == "pict" and self._state.word != "object"
            destination = "skip" if word == "pict" else "holder"
        elif word in _HEADS:
            self._stories.append(Story(depth, "head"))
            destination = "text"
        elif word == "footnote":
            self._notes.append(Story(depth, "note"))
            self._write(f"[{len(self._notes)}]")
            self._stories.append(self._notes[-1])
            destination = "text"
        elif word in ("shptxt", "dptxbxtext"):
            self._stories.append(Story(depth, "box"))
            destination = "text"
        elif word in ("pntext", "listtext"):
            self._stories[-1].paragraph.listed = True
            destination = "skip"
        elif word in _TEXTS:
            destination = "text"
        elif word in _SKIPPED:
            destination = "skip"
        elif word in _HOLDERS:
            destination = "text" if word == "ud" else "holder"
        elif (starred and self._state.destination not in ("fonts", "styles")) or (
            starred and word not in ("cs", "ds", "ts")
        ):
            destination = "skip"
        if destination is None:
            return False
        self._state = replace(self._state, destination=destination, word=word)
        return True

    def _character(self, word: str, number: int | None) -> bool:
        if word == "u" and number is not None:
            self._flush()
            point = number % 0x10000 if number < 0 else number
            self._to_skip = self._state.skips
            self._text(self._unicode(point))
        elif word in _WORDS:
            self._text(_WORDS[word])
        else:
            return False
        return True

    def _unicode(self, point: int) -> str:
        state = self._state
        font = self._fonts.get(state.font if state.font is not None else self._default_font or 0, _Font())
        if 0xF000 <= point < 0xF100 and font.encoding == "symbol":
            return self._symbol(font, point & 0xFF)
        return chr(point) if 0 < point < 0x110000 else "\N{REPLACEMENT CHARACTER}"

    def _character_property(self, word: str, number: int | None) -> bool:
        on = number != 0
        state = self._state
        if word == "plain":
            self._state = replace(state, hidden=False, deleted=False, inserted=False, font=None)
        elif word == "f" and state.destination != "styles":
            self._state = replace(state, font=number)
        elif word == "v":
            self._state = replace(state, hidden=on)
        elif word == "deleted":
            self._state = replace(state, deleted=on)
        elif word == "revised":
            self._state = replace(state, inserted=on)
        elif word == "uc":
            self._state = replace(state, skips=max(0, min(number or 0, 100)))
        else:
            return False
        return True

    def _table_of(self, word: str, number: int | None) -> None:
        """Fonts, styles, the day on which the file was made, and the encoding of the whole."""
        destination = self._state.destination
        if word == "ansicpg":
            self._encoding = code_page(page=number)
        elif word in ("mac", "pc", "pca"):
            self._encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "deff":
            self._default_font = number
        elif destination == "fonts" and word == "fcharset" and self._state.font is not None:
            self._fonts.setdefault(self._state.font, _Font()).encoding = code_page(charset=number)
        elif destination == "styles" and number is not None:
            style, outline, based = self._style
            if word == "s":
                self._style = (number, outline, based)
            elif word == "outlinelevel":
                self._style = (style, number, based)
            elif word == "sbasedon":
                self._style = (style, outline, number)
            elif word in ("cs", "ds", "ts"):
                self._style = (-1, None, None)
        elif destination == "created" and word in ("yr", "mo", "dy"):
            self._created[word] = number or 0

    def _end_style(self) -> None:
        name = "".join(self._style_name).split(";")[0].strip()
        number, outline, based = self._style
        if number >= 0 and name:
            found = _HEADING.fullmatch(name)
            level = int(found[1]) if found else _TITLES.get(name.lower())
            if outline is not None:
                level = outline + 1 if 0 <= outline < _BODY_LEVEL else 0
            self._styles[number] = (based if based is not None else -1, level)
        self._style_name.clear()
        self._style = (0, None, None)

    def _end_created(self) -> None:
        made = self._created
        self.date = day_of(f"{made.get('yr', 0):04}-{made.get('mo', 0):02}-{made.get('dy', 0):02}")

    def _layout_word(self, word: str, number: int | None) -> None:
        story = self._stories[-1]
        paragraph = story.paragraph
        if word in ("par", "sect"):
            if not self._state.deleted:
                story.end_paragraph(self._heading(paragraph))
        elif word in ("line", "page", "column", "softline"):
            if word == "line":
                self._write("\n")
        elif word == "pard":
            story.paragraph = Paragraph()
        elif word == "intbl":
            paragraph.in_table = True
        elif word == "s":
            paragraph.style = number or 0
        elif word == "outlinelevel":
            paragraph.outline = number
        elif word == "ls":
            paragraph.listed = bool(number)
        elif word == "ilvl":
            paragraph.depth = max(0, min(number or 0, 8))
        elif word == "cell":
            story.end_cell(self._heading(paragraph))
        elif word == "nestcell" or word == "nestrow":
            story.end_paragraph(self._heading(paragraph))
        elif word == "row":
            story.end_row()

    def _heading(self, paragraph: Paragraph) -> int:
        """The level of the heading that the paragraph is; 0 where it is none."""
        if paragraph.outline is not None:
            return paragraph.outline + 1 if 0 <= paragraph.outline < _BODY_LEVEL else 0
        style, seen = paragraph.style, 0
        while style in self._styles and seen < 20:
            style, level = self._styles[style]
            if level is not None:
                return level
            seen += 1
        return 0

    def _end_story(self) -> None:
        story = self._stories.pop()
        story.end(self._heading(story.paragraph))
        if story.kind == "head":
            text = story.plain()
            if any(character.isalpha() for character in text):
                self.left.heads.append(text)
        elif story.kind == "box":
            self._stories[-1].boxes += story.lines

    # the end

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Comment, ...]]:
        """The text and its blocks; Unreadable where there is no text."""
        self._flush()
        while len(self._stories) > 1:
            self._end_story()
        self._stories[0].end(self._heading(self._stories[0].paragraph))
        layout = Layout()
        lay_out(self._stories[0].lines, layout)
        if self._notes:
            layout.empty_line()
        for number, note in enumerate(self._notes, 1):
            start = layout.mark()
            layout.label(f"[{number}]")
            lay_out(note.lines, layout)
            layout.end_line()
            layout.add_block("footnote", start)
        return layout.finish()

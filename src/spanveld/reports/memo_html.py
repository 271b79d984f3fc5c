"""A memo as HTML: a file that stands alone, or the part of a page that has its own frame."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import Any

from spanveld.reports.memo_lines import Line, Memo, Sentence, Strip
from spanveld.reports.templating import templates

__all__ = ["body", "render", "styles"]


def render(memo: Memo) -> str:
    """The whole file."""
    return templates().get_template("memo.html.j2").render(**_values(memo), top=1, css=styles(memo.footer))


def body(memo: Memo, top: int = 2) -> str:
    """The memo alone, for a page that has its own frame and ``styles``; ``top``: the level of its title."""
    return templates().get_template("_memo.html.j2").render(**_values(memo), top=top)


def styles(footer: str) -> str:
    """The look of a memo, on screen and on two pages of paper with this at the foot of each."""
    sheet = (files("spanveld.reports") / "templates" / "memo.css").read_text(encoding="utf-8")
    shown = f"content:{_string(footer)};font:8pt Arial,'Liberation Sans',sans-serif;color:#444;vertical-align:top"
    return f"{sheet}\n@media print{{@page{{@bottom-left{{{shown};width:100%;text-align:left;padding-top:14pt}}}}}}\n"


def _string(text: str) -> str:
    """A text as a string of a style sheet: whatever is no letter, figure or space is written by its number."""
    safe = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _values(memo: Memo) -> dict[str, Any]:
    return {
        "memo": memo,
        "groups": _groups(memo),
        "is_strip": lambda line: isinstance(line, Strip),
        "rests_on": partial(_rests_on, memo),
        "foreign": memo.study_language if memo.study_language != memo.language else "",
    }


def _groups(memo: Memo) -> list[tuple[bool, list[list[Line | Strip]]]]:
    """The lines, each with those that go on with it; points that follow each other stand together (a list)."""
    found: list[tuple[bool, list[list[Line | Strip]]]] = []
    for line in memo.lines:
        role = line.role if isinstance(line, Line) else ""
        if role == "more" and found and found[-1][0]:
            found[-1][1][-1].append(line)
        elif role in ("point", "more") and found and found[-1][0]:
            found[-1][1].append([line])
        else:
            found.append((role in ("point", "more"), [[line]]))
    return found


def _rests_on(memo: Memo, sentence: Sentence) -> str:
    """The subjects and passages of a sentence, as its data attribute has them; a name that tells who spoke is left out."""
    passages = (f"passage:{passage}" for passage, _ in sentence.ground.passages)
    return " ".join(name for name in (*sentence.ground.subjects, *passages) if name not in memo.facts.unprinted)

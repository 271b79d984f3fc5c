"""Memos: found, written, changed, removed. A memo is known by its number; one that a passage carries by ``passage:ID``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, NotFound, Refused
from spanveld.session.memos import Memos, Wanted, memos_of
from spanveld.web.operations import Body, Call, Invalid, Operation

__all__ = ["OPERATIONS", "PAGE", "wanted_of"]

PAGE = 50
"""Memos on a page."""
CARRIED = "passage:"
HARMLESS = ("add coding", "remove coding", "recode passage", "add evidence", "remove evidence", "bring in comments")
"""What others may do with a passage while its memo is changed."""
COLUMNS = ("subject", "kind", "date", "author", "text")


class MemoIn(Body):
    """A memo: ``text``, ``subject`` (``kind:identifier``, empty: the study), ``kind``, ``date`` (left out: today), ``author`` (you)."""

    id: str = ""
    values: dict[str, str]


class ChangesIn(Body):
    """Of a memo what is new; the rest stays. A memo that a passage carries has a ``text`` only."""

    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The memo that was written, changed or removed."""

    id: str


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Which memos are asked for behind the ``?``."""
    names = ("words", "on", "subject", "kind", "author")
    sort: Any = query.get("sort", "") or "-date"
    return Wanted(**{name: query.get(name, "").strip() for name in names}, sort=sort)


def _find(call: Call) -> Memos:
    page, size = call.number("page", 1), call.number("size", PAGE)
    return memos_of(call.study, wanted_of(call.query), page=page, size=min(max(size, 1), 500))


def _write(call: Call) -> Named:
    if call.made is not None:
        return Named(call.made.subject)
    values = _checked(call.body.values)
    if not values.get("text", "").strip():
        raise Refused(N_("text: a memo needs words."))
    values.setdefault("date", datetime.datetime.now().astimezone().date().isoformat())
    return Named(str(call.study.memos.add(values.pop("text"), **values)))


def _change(call: Call) -> Named:
    memo = call.names["memo"]
    if call.made is not None:
        return Named(memo)
    values = _checked(call.body.values)
    if "text" in values and not values["text"].strip():
        raise Refused(N_("text: a memo needs words; remove it where it is to go."))
    if not memo.startswith(CARRIED):
        call.having_seen(f"memo:{memo}").memos.edit(_number(memo), **values)
    elif set(values) <= {"text"}:
        call.having_seen(memo, but=HARMLESS).passages.edit(memo.removeprefix(CARRIED), memo=values.get("text", ""))
    else:
        raise Refused(N_("The memo that a passage carries has a text only."))
    return Named(memo)


def _remove(call: Call) -> Named:
    memo = call.names["memo"]
    if call.made is not None:
        return Named(memo)
    if memo.startswith(CARRIED):
        call.having_seen(memo, but=HARMLESS).passages.edit(memo.removeprefix(CARRIED), memo="")
    else:
        call.having_seen(f"memo:{memo}").memos.remove(_number(memo))
    return Named(memo)


def _number(memo: str) -> int:
    if not (memo.isascii() and memo.isdecimal() and len(memo) < 16):
        raise NotFound(N_("There is no memo {number} in this study."), number=memo)
    return int(memo)


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    if unknown := sorted(set(values) - set(COLUMNS)):
        raise Invalid(
            N_("A memo has no {unknown}; it has {known}."), unknown=", ".join(unknown), known=", ".join(COLUMNS)
        )
    return dict(values)


OPERATIONS = (
    Operation(
        "GET",
        "/api/memos",
        _find,
        "The memos of a study, searched and narrowed, a page at a time.",
        answers=Memos,
        query={
            "words": "Memos that hold all these words.",
            "on": "Memos on this kind of thing.",
            "subject": "Memos on one thing: kind:identifier, or study.",
            "kind": "note, method, theory, reflexive or ethics.",
            "author": "Memos by somebody.",
            "sort": "-date, date or subject.",
            "page": "The number of the page.",
            "size": "How many on a page, at most 500.",
        },
    ),
    Operation("POST", "/api/memos", _write, "Write a memo.", MemoIn, Named),
    Operation("PATCH", "/api/memos/{memo}", _change, "Change a memo.", ChangesIn, Named),
    Operation("DELETE", "/api/memos/{memo}", _remove, "Remove a memo.", answers=Named),
)

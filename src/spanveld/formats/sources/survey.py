"""A survey (xlsx, csv, tsv) -> what each respondent wrote, and the closed answers beside it.

    R1                                              heading: the respondent
    Wat gaat er goed in de samenwerking?            question
    We kennen elkaar en bellen als het nodig is.    said by R1

A column is an open question when its answers are sentences of people's own; a closed one when they are numbers, dates, a few
words, or one of a few. The rule can err: what it decided stands in the remarks, and the caller can overrule it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spanveld.formats.sources.parts import (
    LARGEST_TEXT,
    Answer,
    Block,
    Reading,
    Remark,
    Said,
    TableColumn,
    Unreadable,
    check_length,
)
from spanveld.formats.sources.survey_people import tells_who
from spanveld.formats.sources.survey_table import Column, Table, read_table
from spanveld.model.errors import N_, quoted

__all__ = ["NoOpenQuestion", "read_survey"]

_NAMES_OF_RESPONDENTS = (
    *("respondentnummer", "respondentnr", "respondentid", "respondentcode", "respondent"),
    *("deelnemernummer", "deelnemerid", "deelnemer", "participantid", "participant"),
    *("responseid", "responsid", "id", "nr", "nummer", "no", "volgnummer", "code"),
)
_NO_LETTER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[-+]?[\d.,  ]*\d[\d.,]*\s?[%€]?|€\s?[\d.,]+")
_MOMENT = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?)?|\d{1,2}:\d{2}(?::\d{2})?",
    re.I,
)
_LONGEST_NUMBER = 40
_FEW = 12
_EACH_CHOSEN = 2
_SHORT_WORDS = 3
_LONGEST_SHORT = 8
_SHOWN_NAME = 50
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Roles:
    """What each column is for."""

    opened: tuple[Column, ...]
    closed: tuple[Column, ...]
    labels: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    remarks: tuple[Remark, ...]


class NoOpenQuestion(Unreadable):
    """No column looks like an open question; ``likeliest`` is the letter of the one in which most was written."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(
            N_("no column looks like an open question; name those that are. Its columns are: {columns}."),
            columns=_shown(columns),
        )
        answered = [column for column in columns if any(column.answers)]
        longest = max(answered, key=lambda column: sum(map(len, column.answers)), default=None)
        self.likeliest = longest.letter if longest else ""


def read_survey(
    path: Path,
    open_columns: Sequence[str] = (),
    closed_columns: Sequence[str] = (),
    id_column: str = "",
    kind: str = "",
) -> Reading:
    """A row a respondent, the first row the questions; Unreadable where there is no open question with an answer.

    ``open_columns``, ``closed_columns`` and ``id_column`` (which names the respondents) are questions or letters of columns;
    what they do not name is decided by rule. Respondents without a name are ``N1``, ``N2``, ... by their row. ``kind`` is what the
    table is (xlsx, csv) where the file's name does not say it.
    """
    kind = kind or path.suffix.lower().lstrip(".")
    table = read_table(path, kind)
    roles = _roles(table, open_columns, closed_columns, id_column)
    text, blocks, turns, left_out = _laid_out(roles)
    answers = [
        Answer(label, column.name, " ".join(answer.split()))
        for row, label in enumerate(roles.labels)
        for column in roles.closed
        if (answer := column.answers[row])
    ]
    return Reading(
        check_length(text),
        blocks=tuple(blocks),
        turns=tuple(turns),
        answers=tuple(answers),
        columns=roles.columns,
        remarks=(*table.remarks, *roles.remarks, *left_out),
        encoding=table.encoding,
        format=kind,
    )


def _roles(table: Table, opened: Sequence[str], closed: Sequence[str], named: str) -> _Roles:
    wanted_open = [_find(table, name) for name in opened]
    wanted_closed = [_find(table, name) for name in closed]
    for column in wanted_open:
        if column in wanted_closed:
            raise Unreadable(
                N_("the column {column} was named as open and as closed; choose one."), column=quoted(column.name)
            )
    naming = _find(table, named) if named else _naming(table, (*wanted_open, *wanted_closed))
    labels, remark = _labels(table, naming)
    rest = [column for column in table.columns if column is not naming and any(column.answers)]
    reached = [each for each in rest if tells_who(each) and each not in (*wanted_open, *wanted_closed)]
    rest = [each for each in rest if each not in reached]
    open_ones = [each for each in rest if each in wanted_open or (each not in wanted_closed and _is_open(each))]
    closed_ones = [each for each in rest if each not in open_ones]
    if not open_ones:
        raise NoOpenQuestion(table.columns)
    remarks = [Remark(N_("Taken as open questions: {columns}."), {"columns": _shown(open_ones)})]
    if reached:
        message = N_(
            "Left out, since they hold names, addresses or numbers of people: {columns}. Name a column as closed to take it."
        )
        remarks.append(Remark(message, {"columns": _shown(reached)}))
    if closed_ones:
        remarks.append(Remark(N_("Taken as closed questions: {columns}."), {"columns": _shown(closed_ones)}))
    columns = tuple(
        TableColumn(
            each.letter,
            each.name,
            "names" if each is naming else "left" if each in reached else "open" if each in open_ones else "closed",
        )
        for each in table.columns
        if any(each.answers)
    )
    return _Roles(tuple(open_ones), tuple(closed_ones), labels, columns, (remark, *remarks))


def _find(table: Table, name: str) -> Column:
    """The column with this question or, where no question is so called, with this letter."""
    folded = " ".join(name.split()).casefold()
    tests: tuple[Callable[[Column], bool], ...] = (
        lambda column: column.name == name,
        lambda column: column.name.casefold() == folded,
        lambda column: column.letter.casefold() == folded,
    )
    for test in tests:
        found = next((column for column in table.columns if test(column)), None)
        if found:
            return found
    raise Unreadable(
        N_("it has no column {column}; its columns are: {columns}."), column=quoted(name), columns=_shown(table.columns)
    )


def _naming(table: Table, taken: Sequence[Column]) -> Column | None:
    """The column that names the respondents: it is called so, and no two rows have the same value."""
    by_name = {_NO_LETTER.sub("", column.name.casefold()): column for column in reversed(table.columns)}
    for name in _NAMES_OF_RESPONDENTS:
        column = by_name.get(name)
        if column and column not in taken and all(column.answers) and len(set(column.answers)) == len(column.answers):
            return column
    return None


def _labels(table: Table, naming: Column | None) -> tuple[tuple[str, ...], Remark]:
    numbered = tuple(f"N{number}" for number in table.numbers)
    if naming is None:
        message = N_("No column names the respondents; they are {first} to {last}, by their rows.")
        return numbered, Remark(message, {"first": numbered[0], "last": numbered[-1]})
    labels = tuple(" ".join(name.split()) or number for name, number in zip(naming.answers, numbered, strict=True))
    return labels, Remark(N_("The respondents are named by the column {column}."), {"column": quoted(naming.name)})


def _is_open(column: Column) -> bool:
    """Whether the answers are people's own words."""
    answers = [answer for answer in column.answers if answer]
    if all(_is_number_or_moment(answer) for answer in answers):
        return False
    chosen = Counter(part.strip() for answer in answers for part in answer.split(";") if part.strip())
    returning = all(count > 1 for part, count in chosen.items() if len(part.split()) > _LONGEST_SHORT)
    if returning and len(chosen) <= _FEW and chosen.total() >= _EACH_CHOSEN * len(chosen):
        return False
    words = sorted(len(answer.split()) for answer in answers)
    return sum(words) > _SHORT_WORDS * len(words) or words[-1] > _LONGEST_SHORT


def _is_number_or_moment(answer: str) -> bool:
    return len(answer) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(answer) or _MOMENT.fullmatch(answer))


def _shown(columns: Iterable[Column]) -> str:
    listed = [f"{column.letter} {quoted(column.name, _SHOWN_NAME)}" for column in columns]
    return ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")


def _laid_out(roles: _Roles) -> tuple[str, list[Block], list[Said], list[Remark]]:
    """The text of all respondents who answered an open question, its parts, and how much was left out."""
    lines: list[str] = []
    blocks: list[Block] = []
    turns: list[Said] = []
    at = empty = silent = 0
    for row, label in enumerate(roles.labels):
        answered = [(column.name, column.answers[row]) for column in roles.opened if column.answers[row]]
        if at > LARGEST_TEXT + 1:
            break  # it is refused, and need not grow further
        empty += len(roles.opened) - len(answered)
        if not answered:
            silent += 1
            continue
        if lines:
            lines.append("")
            at += 1
        blocks.append(Block("heading", at, at + len(label), level=1))
        lines.append(label)
        at += len(label) + 1
        for question, answer in answered:
            blocks.append(Block("question", at, at + len(question)))
            at += len(question) + 1
            turns.append(Said(at, at + len(answer), label))
            at += len(answer) + 1
            lines += [question, answer]
    remarks = []
    if empty:
        remarks.append(Remark(N_("Open questions without an answer, left out: {count}."), {"count": empty}))
    if silent:
        message = N_("Respondents who answered no open question, whom the text does not hold: {count}.")
        remarks.append(Remark(message, {"count": silent}))
    return "\n".join(lines), blocks, turns, remarks

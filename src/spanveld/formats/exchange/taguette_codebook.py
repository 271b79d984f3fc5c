"""Reads the code book that Taguette exports as csv: a tag and its description on each line, no texts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.exchange.taguette_tags import Tag, codes_of
from spanveld.formats.sources.encodings import decode
from spanveld.formats.sources.parts import LARGEST_FILE, Unreadable
from spanveld.model.errors import N_

__all__ = ["READER", "TaguetteCodebookReader"]

ORIGIN = "Taguette"
_PATH = ("tag", "path", "name")
_KNOWN = frozenset((*_PATH, "description", "parent", "number of highlights"))
_START = 4096
_SIGNS = (",", ";", "\t")


class TaguetteCodebookReader:
    """The reader of Taguette's code books."""

    name = "taguette-codebook"

    def recognises(self, path: Path) -> bool:
        """Whether its first line is the head of such a table and has nothing else in it."""
        if not path.is_file():
            return False
        try:
            with path.open("rb") as file:
                start = file.read(_START)
            first = decode(start.splitlines()[0]).text
        except (OSError, IndexError, Unreadable):
            return False
        return _head(first) is not None

    def read(self, path: Path, choices: ReadingChoices) -> Project:
        """Its tags as a tree of codes; Unreadable where the table is damaged."""
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(N_("it is larger than {most} megabytes."), most=LARGEST_FILE // 1024**2)
        text = decode(path.read_bytes()).text
        head = _head(text.partition("\n")[0])
        if head is None:
            raise Unreadable(N_("its first line does not name a column tag, path or name."))
        columns, sign = head
        account = Account()
        tags: list[Tag] = []
        rows = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
        try:
            next(rows)
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                cells = dict(zip(columns, row, strict=False))
                path_of_tag = next(cells.get(name, "") for name in _PATH if name in columns).strip()
                if not path_of_tag:
                    account.found("Code")
                    account.became("Code", "dropped")
                    account.remark(N_("Line {line} has no name of a tag; it was left out."), line=rows.line_num)
                    continue
                tags.append(Tag(path_of_tag, cells.get("description", "").strip(), cells.get("parent", "").strip()))
        except csv.Error as error:
            raise Unreadable(
                N_("line {line} is no line of a csv table: a quotation mark is missing or one too many."),
                line=rows.line_num,
            ) from error
        return Project(path.stem, ORIGIN, self.name, codes=codes_of(tags, account), account=account)


READER = TaguetteCodebookReader()


def _head(line: str) -> tuple[list[str], str] | None:
    """The names of the columns and the sign between them, where the line is the head of a code book."""
    for sign in _SIGNS:
        columns = [cell.strip().strip('"').lower() for cell in line.split(sign)]
        names = set(columns)
        if 1 < len(names) == len(columns) and names <= _KNOWN and len(names.intersection(_PATH)) == 1:
            return columns, sign
    return None

"""Gathers the faults of one reading of a study folder, so that all of them are reported together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spanveld.model.errors import Problem
from spanveld.model.kinds import KINDS

__all__ = ["STUDY_FILE", "CellFault", "Faults", "table_files"]

STUDY_FILE = "study.yaml"


def table_files() -> list[str]:
    """The CSV files of the format, in the order of the reference page."""
    return [kind.file for kind in KINDS.values() if kind.file != STUDY_FILE]


class CellFault(Exception):
    """What is wrong with one cell; ``item`` is the faulty part of it where that is not the whole cell."""

    def __init__(self, reason: str, item: str | None = None, /, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.item = item
        self.values = values


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._silent: set[tuple[str, int]] = set()
        self._seen: set[tuple[str, int, str, str]] = set()
        self._cells: set[tuple[str, int, str]] = set()

    def __len__(self) -> int:
        return len(self._problems)

    def add(self, file: str, line: int, column: str, value: str, reason: str, /, **values: object) -> None:
        """Note a fault, unless its row is silent or the same cell was found faulty for the same value before."""
        if (file, line) in self._silent or (file, line, column, value) in self._seen:
            return
        self._seen.add((file, line, column, value))
        self._cells.add((file, line, column))
        self._problems.append(Problem(file, line, column, value, reason, values))

    def add_cell(self, file: str, line: int, column: str, cell: str, fault: CellFault) -> None:
        """Note what is wrong with a cell."""
        self.add(file, line, column, cell if fault.item is None else fault.item, fault.reason, **fault.values)

    def silence(self, file: str, line: int) -> None:
        """From now on nothing more is noted of this row: what is wrong with it was said."""
        self._silent.add((file, line))

    def at(self, file: str, line: int, columns: Iterable[str]) -> bool:
        """Whether something is wrong with one of these cells, or with the whole row."""
        return (file, line) in self._silent or any((file, line, column) in self._cells for column in columns)

    def in_order(self) -> Iterator[Problem]:
        """All faults: study.yaml, the frameworks, the tables in their order, the texts; in each file by line."""
        tables = {file: rank for rank, file in enumerate(table_files())}

        def place(problem: Problem) -> tuple[int, str, int]:
            if problem.file == STUDY_FILE:
                return -2, "", problem.line
            if problem.file.startswith("frameworks/"):
                return -1, problem.file, problem.line
            return tables.get(problem.file, len(tables)), problem.file, problem.line

        return iter(sorted(self._problems, key=place))

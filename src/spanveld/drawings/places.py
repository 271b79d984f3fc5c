"""Rows of cells: their order in a row, and where in it they stand, so that arrows cross little and run upright."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Cell", "put_in_order", "put_in_place"]

SIDE_GAP = 22.0
"""Between two neighbours in a row."""
ORDERINGS, PLACINGS, STRAIGHTENINGS = 12, 80, 4
"""How often order and places are bettered."""
STRAIGHT = 12.0
"""How much more a lane keeps to the rest of its arrow than a box to its neighbours."""


@dataclass(slots=True, eq=False)
class Cell:
    """Something that takes a place in a row: a box, a label, or a lane (no height); ``before`` and ``after`` are its neighbours."""

    width: float
    height: float
    row: int
    beside: float = 0.0
    weight: float = 1.0
    x: float = 0.0
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)

    @property
    def is_box(self) -> bool:
        return self.row % 2 == 0 and self.height > 0

    @property
    def left(self) -> float:
        """How far it reaches to the left of its middle."""
        return self.width / 2

    @property
    def right(self) -> float:
        """How far it reaches to the right of its middle, with what stands beside it."""
        return self.width / 2 + self.beside


def put_in_order(grid: list[list[Cell]]) -> None:
    """Put each row in the order of its neighbours' middles, down and up in turn; the order with the fewest crossings stays."""
    best, fewest = [list(row) for row in grid], _crossings(grid)
    for turn in range(ORDERINGS):
        down = turn % 2 == 0
        places = {cell: place for row in grid for place, cell in enumerate(row)}
        for row in grid if down else reversed(grid):
            row.sort(
                key=lambda cell: _mean([places[other] for other in (cell.before if down else cell.after)], places[cell])
            )
            places.update({cell: place for place, cell in enumerate(row)})
        if (crossings := _crossings(grid)) < fewest:
            best, fewest = [list(row) for row in grid], crossings
    grid[:] = best


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _crossings(grid: Sequence[Sequence[Cell]]) -> int:
    places = {cell: place for row in grid for place, cell in enumerate(row)}
    count = 0
    for row in grid:
        ways = [(places[cell], places[below]) for cell in row for below in cell.after]
        count += sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(ways) for c, d in ways[:at])
    return count


def put_in_place(grid: Sequence[Sequence[Cell]]) -> None:
    """Give each cell the x of its middle: as near to its neighbours as the cells of its row leave room for."""
    for turn in range(PLACINGS):
        down = turn % 2 == 0
        for row in grid if down else reversed(grid):
            _spread(row, [_wish(cell, down, turn) for cell in row])
    _straighten(grid)
    first = min(cell.x - cell.left for row in grid for cell in row)
    for row in grid:
        for cell in row:
            cell.x -= first


def _wish(cell: Cell, down: bool, turn: int) -> float:
    """Where a cell would like to be: first below (or above) its neighbours, in the end between all of them."""
    near = [*cell.before, *cell.after] if turn >= ORDERINGS else cell.before if down else cell.after
    pulls = [_pull(cell, other) for other in near]
    return sum(pull * other.x for pull, other in zip(pulls, near, strict=True)) / sum(pulls) if near else cell.x


def _pull(cell: Cell, other: Cell) -> float:
    return STRAIGHT if (not cell.height or not other.height) and not (cell.is_box or other.is_box) else 1.0


def _spread(row: Sequence[Cell], wishes: Sequence[float]) -> None:
    """The places nearest to the wishes (least squares) at which neighbours keep their distance: pool adjacent violators."""
    offsets, at = [], 0.0
    for place, cell in enumerate(row):
        at += (row[place - 1].right + SIDE_GAP + cell.left) if place else 0.0
        offsets.append(at)
    pools: list[tuple[float, float, int]] = []  # the mean wish without offsets, its weight, how many cells
    for cell, wish, offset in zip(row, wishes, offsets, strict=True):
        pools.append((wish - offset, cell.weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, low_weight, low_count), (high, high_weight, high_count) = pools.pop(-2), pools.pop()
            weight = low_weight + high_weight
            pools.append(((low * low_weight + high * high_weight) / weight, weight, low_count + high_count))
    means = [mean for mean, _, count in pools for _ in range(count)]
    for cell, mean, offset in zip(row, means, offsets, strict=True):
        cell.x = mean + offset


def _straighten(grid: Sequence[Sequence[Cell]]) -> None:
    """Let what follows on each other without a branch stand upright above each other, as far as neighbours leave room."""
    room = {cell: _neighbours(row, place) for row in grid for place, cell in enumerate(row)}
    lines = sorted(
        (_line_from(cell) for row in grid for cell in row if not _goes_on(cell, up=True)), key=len, reverse=True
    )
    for _ in range(STRAIGHTENINGS):
        for line in lines:
            _set_upright(line, room)


def _neighbours(row: Sequence[Cell], place: int) -> tuple[Cell | None, Cell | None]:
    return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)


def _goes_on(cell: Cell, *, up: bool) -> Cell | None:
    """What is above (or below) a cell where both have only each other there."""
    near = cell.before if up else cell.after
    if len(near) != 1:
        return None
    back = near[0].after if up else near[0].before
    return near[0] if len(back) == 1 else None


def _line_from(cell: Cell) -> list[Cell]:
    line = [cell]
    while (below := _goes_on(line[-1], up=False)) is not None:
        line.append(below)
    return line


def _set_upright(line: Sequence[Cell], room: Mapping[Cell, tuple[Cell | None, Cell | None]]) -> None:
    """Give runs of a line, each as long as it goes, one x; a run ends where no x is free for all of it."""
    run: list[Cell] = []
    low, high = float("-inf"), float("inf")
    for cell in line:
        before, after = room[cell]
        least = before.x + before.right + SIDE_GAP + cell.left if before else float("-inf")
        most = after.x - after.left - SIDE_GAP - cell.right if after else float("inf")
        if run and max(low, least) > min(high, most):
            _set(run, low, high)
            run, low, high = [], float("-inf"), float("inf")
        run.append(cell)
        low, high = max(low, least), min(high, most)
    _set(run, low, high)


def _set(run: Sequence[Cell], low: float, high: float) -> None:
    x = max(low, min(sum(cell.x for cell in run) / len(run), high))
    for cell in run:
        cell.x = x

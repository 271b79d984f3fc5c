"""Boxes and the arrows between them, laid out in rows from causes to results.

What an arrow says is a small box of its own in a row between the rows of boxes, and an arrow that goes further passes each row in a
lane of its own: nothing can lie over anything else, whatever the graph. Rows follow from the longest way from a cause (Sugiyama,
Tagawa & Toda 1981, IEEE Transactions on Systems, Man and Cybernetics 11(2), 109-125). The same graph always gives the same drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spanveld.drawings.places import Cell, put_in_order, put_in_place
from spanveld.drawings.svg import Point, Rect

__all__ = ["Arrow", "Box", "Layout", "Route", "lay_out"]

ROW_GAP = 30.0
"""Between two rows, where arrows bend."""
LANE = 8.0
"""How wide the lane is in which an arrow passes a row."""
PORT = 26.0
"""Between the ends of two arrows at one box, where there is room."""
LOOP = 34.0
"""How far an arrow from a box to itself goes out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed."""

    id: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from box to box, and the size of what it says."""

    start: str
    end: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow as it is drawn: lines (before and after its label), where its head is and to which side that points, and its label."""

    lines: tuple[tuple[Point, ...], ...]
    head: Point
    direction: Point
    label: Rect


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by id, and the routes of the arrows in their order; everything lies between 0, 0 and width, height."""

    width: float
    height: float
    boxes: Mapping[str, Rect]
    routes: Sequence[Route]


def lay_out(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Layout:
    """Place boxes and arrows; every arrow begins and ends at one of the boxes."""
    upward = _upward(boxes, arrows)
    rows = _rows(boxes, arrows, upward)
    cells = {box.id: Cell(box.width, box.height, 2 * rows[box.id]) for box in boxes}
    for box in boxes:
        _make_room(cells[box.id], [arrow for arrow in arrows if arrow.start == arrow.end == box.id])
    chains = [_chain(arrow, number in upward, cells) for number, arrow in enumerate(arrows)]
    grid = _grid([*cells.values(), *(cell for chain in chains for cell in chain[1:-1])])
    put_in_order(grid)
    put_in_place(grid)
    tops, height = _tops(grid)
    frames = {id: _frame(cell, grid, tops) for id, cell in cells.items()}
    ports = _ports(chains)
    routes = [
        _loop(arrow, frames[arrow.start], _turn(arrows, number))
        if arrow.start == arrow.end
        else _route(chains[number], number, number in upward, grid, tops, ports)
        for number, arrow in enumerate(arrows)
    ]
    width = max(cell.x + cell.right for row in grid for cell in row)
    return Layout(width, height, frames, routes)


def _make_room(cell: Cell, loops: Sequence[Arrow]) -> None:
    """Let a box be as high as the labels of its arrows to itself, and keep the place beside it free for these."""
    if loops:
        cell.height = max(cell.height, len(loops) * (max(loop.height for loop in loops) + 8))
        cell.beside = LOOP + 6 + max(loop.width for loop in loops)


# ---------------------------------------------------------------------- rows
def _upward(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> set[int]:
    """The arrows that close a circle (by number), met first to last from the first box on: they are drawn upwards."""
    going = defaultdict(list)
    for number, arrow in enumerate(arrows):
        if arrow.start != arrow.end:
            going[arrow.start].append((number, arrow.end))
    found: set[int] = set()
    done: set[str] = set()

    def follow(id: str, path: tuple[str, ...]) -> None:
        for number, end in going[id]:
            if end in path:
                found.add(number)
            elif end not in done:
                follow(end, (*path, end))
        done.add(id)

    entered = {arrow.end for arrow in arrows if arrow.start != arrow.end}
    for box in sorted(boxes, key=lambda box: box.id in entered):
        if box.id not in done:
            follow(box.id, (box.id,))
    return found


def _rows(boxes: Sequence[Box], arrows: Sequence[Arrow], upward: set[int]) -> dict[str, int]:
    """Box -> the length of the longest way to it; a box that nothing leads to stands just above what it leads to."""
    ways = [_downward(arrow, number in upward) for number, arrow in enumerate(arrows) if arrow.start != arrow.end]
    rows = {box.id: 0 for box in boxes}
    for _ in boxes:
        for start, end in ways:
            rows[end] = max(rows[end], rows[start] + 1)
    entered = {end for _, end in ways}
    for box in boxes:
        below = [rows[end] for start, end in ways if start == box.id]
        if box.id not in entered and below:
            rows[box.id] = min(below) - 1
    return rows


def _downward(arrow: Arrow, upward: bool) -> tuple[str, str]:
    """The upper and the lower box of an arrow."""
    return (arrow.end, arrow.start) if upward else (arrow.start, arrow.end)


def _chain(arrow: Arrow, upward: bool, cells: Mapping[str, Cell]) -> list[Cell]:
    """What an arrow passes from its upper to its lower box: its label, and lanes; nothing for one to the box itself."""
    if arrow.start == arrow.end:
        return []
    upper, lower = (cells[id] for id in _downward(arrow, upward))
    labelled = lower.row - 1 if upward else upper.row + 1
    between = [
        Cell(arrow.width, arrow.height, row) if row == labelled else Cell(LANE, 0, row, weight=4)
        for row in range(upper.row + 1, lower.row)
    ]
    chain = [upper, *between, lower]
    for above, below in pairwise(chain):
        above.after.append(below)
        below.before.append(above)
    return chain


def _grid(cells: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return [rows[row] for row in range(max(rows) + 1)]


# ---------------------------------------------------------------------- heights
def _tops(grid: Sequence[Sequence[Cell]]) -> tuple[list[float], float]:
    """The y at which each row begins, and where the last ends."""
    tops, at = [], 0.0
    for row in grid:
        tops.append(at)
        at += _height(row) + ROW_GAP
    return tops, at - ROW_GAP


def _height(row: Sequence[Cell]) -> float:
    return max(cell.height for cell in row)


def _frame(cell: Cell, grid: Sequence[Sequence[Cell]], tops: Sequence[float]) -> Rect:
    """Where a cell lies: in the middle of the height of its row."""
    spare = _height(grid[cell.row]) - cell.height
    return Rect(cell.x - cell.width / 2, tops[cell.row] + spare / 2, cell.width, cell.height)


# ---------------------------------------------------------------------- routes
def _ports(chains: Sequence[Sequence[Cell]]) -> dict[tuple[int, str], float]:
    """(number of an arrow, ``upper`` or ``lower``) -> the x at which it meets that box, in the order in which arrows come."""
    meeting: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    boxes: dict[int, Cell] = {}
    for number, chain in enumerate(chains):
        if chain:
            for side, box, near in (("upper", chain[0], chain[1]), ("lower", chain[-1], chain[-2])):
                meeting[id(box), side].append((near.x, number))
                boxes[id(box)] = box
    found = {}
    for (key, side), arrows in meeting.items():
        box, step = boxes[key], min(PORT, (boxes[key].width - 24) / len(arrows))
        for place, (_, number) in enumerate(sorted(arrows)):
            found[number, side] = box.x + (place - (len(arrows) - 1) / 2) * step
    return found


def _route(
    chain: Sequence[Cell],
    number: int,
    upward: bool,
    grid: Sequence[Sequence[Cell]],
    tops: Sequence[float],
    ports: Mapping[tuple[int, str], float],
) -> Route:
    """An arrow down (or up) its chain: upright through rows, bent between them, broken where its label stands."""
    upper, lower = _frame(chain[0], grid, tops), _frame(chain[-1], grid, tops)
    start, end = ports[number, "upper"], ports[number, "lower"]
    points: list[Point] = [(start, upper.bottom), (start, tops[chain[0].row] + _height(grid[chain[0].row]))]
    lines: list[tuple[Point, ...]] = []
    label = upper
    for cell in chain[1:-1]:
        top, bottom = tops[cell.row], tops[cell.row] + _height(grid[cell.row])
        points.append((cell.x, top))
        if cell.height:
            label = _frame(cell, grid, tops)
            lines.append((*points, (cell.x, label.y)))
            points = [(cell.x, label.bottom)]
        points.append((cell.x, bottom))
    lines.append((*points, (end, tops[chain[-1].row]), (end, lower.y)))
    head, direction = ((start, upper.bottom), (0.0, -1.0)) if upward else ((end, lower.y), (0.0, 1.0))
    return Route(tuple(lines), head, direction, label)


def _turn(arrows: Sequence[Arrow], number: int) -> tuple[int, int]:
    """Which of the arrows from its box to itself this one is, and how many there are."""
    same = [place for place, arrow in enumerate(arrows) if arrow.start == arrow.end == arrows[number].start]
    return same.index(number), len(same)


def _loop(arrow: Arrow, box: Rect, turn: tuple[int, int]) -> Route:
    """An arrow that leaves its box to the right and comes back below, with its label beside it."""
    place, count = turn
    share = box.height / count
    top = box.y + place * share
    out, back = top + share * 0.25, top + share * 0.75
    side = box.right + LOOP
    points = ((box.right, out), (side - 4, out), (side, out + 4), (side, back - 4), (side - 4, back), (box.right, back))
    label = Rect(side + 6, top + (share - arrow.height) / 2, arrow.width, arrow.height)
    return Route((points,), (box.right, back), (-1.0, 0.0), label)

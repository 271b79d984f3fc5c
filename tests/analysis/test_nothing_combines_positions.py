"""Positions are given by people and are ordinal: no function anywhere averages, adds up or otherwise combines them.

Two nets. The first reads the code: where a position of a judgement stands in a sum, a mean, a rounding or a division, this fails. The
second changes what assessors gave and looks at every number that is shown: none may appear that nobody gave.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import spanveld
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.judged import JUDGED
from tests.session.samples import put, sample

POSITIONS = {"best", "low", "high"}
"""What the position of a mark is called, wherever one is held."""
COMBINING = {
    "sum",
    "fsum",
    "mean",
    "fmean",
    "median",
    "mode",
    "average",
    "round",
    "cumsum",
    "dot",
    "linspace",
    "quantiles",
    "quantile",
}
SUMS = (ast.Add, ast.Div, ast.FloorDiv, ast.Mult, ast.Mod, ast.Pow)
"""A difference (the width of an interval that the closing rule asks for) is no combination of what several people gave."""
CODE = Path(spanveld.__file__).parent


def position_in(node: ast.AST) -> bool:
    """Whether a position of a mark is read in this expression."""
    return any(
        (isinstance(inner, ast.Attribute) and inner.attr in POSITIONS)
        or (
            isinstance(inner, ast.Subscript)
            and isinstance(inner.slice, ast.Constant)
            and inner.slice.value in POSITIONS
        )
        for inner in ast.walk(node)
    )


def combined(tree: ast.AST) -> Iterator[int]:
    """The lines on which a position is an operand of arithmetic, or goes into a function that combines numbers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, SUMS):
            if any(_operand(side) for side in (node.left, node.right)):
                yield node.lineno
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, SUMS):
            if _operand(node.value) or _operand(node.target):
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in COMBINING and any(position_in(word) for word in (*node.args, *node.keywords)):
                yield node.lineno


def _operand(node: ast.AST) -> bool:
    """A position itself, or a difference of positions: not a call (a drawing's place, a text) into which one goes."""
    if isinstance(node, ast.BinOp):
        return _operand(node.left) or _operand(node.right)
    if isinstance(node, ast.UnaryOp):
        return _operand(node.operand)
    if isinstance(node, ast.BoolOp):
        return any(map(_operand, node.values))
    return isinstance(node, ast.Attribute | ast.Subscript) and position_in(node)


def about_judgements() -> list[Path]:
    """The modules in which marks are read: those that name judgements, marks or assessments."""
    words = ("judgement", "assessment", "Mark(", "mark.best")
    return [
        path for path in sorted(CODE.rglob("*.py")) if any(word in path.read_text(encoding="utf-8") for word in words)
    ]


@pytest.mark.parametrize("path", about_judgements(), ids=lambda path: str(path.relative_to(CODE)))
def test_no_module_does_arithmetic_with_positions(path: Path) -> None:
    lines = list(combined(ast.parse(path.read_text(encoding="utf-8"))))
    assert not lines, f"{path.relative_to(CODE)} combines positions in lines {lines}"


@pytest.mark.parametrize(
    "code",
    [
        "sum(mark.best for mark in marks) / len(marks)",
        "statistics.mean(mark.best for mark in marks)",
        "total += mark.best",
        "(mark.low + mark.high) // 2",
        "round((row['low'] or 0) / 2)",
        "median([mark.best for mark in part.marks])",
    ],
)
def test_the_net_catches_what_it_is_for(code: str) -> None:
    assert list(combined(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["mark.high - mark.low >= width", "place(mark.best) + 3", "low <= best", "max(places)"]
)
def test_the_net_lets_through_what_combines_nothing(code: str) -> None:
    assert not list(combined(ast.parse(code)))


def test_there_is_code_for_the_net_to_look_at() -> None:
    names = {str(path.relative_to(CODE)) for path in about_judgements()}
    assert {"actions/judging_marks.py", "views/judgements_made.py", "analysis/closing.py"} <= names


# ---------------------------------------------------------------------- what is shown
@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


def numbers(value: Any) -> Iterator[float]:
    """Every number in a shape of JSON, but those that count or place something else."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in (
                "scale",
                "anchors",
                "examples",
                "start",
                "end",
                "round",
                "sequence",
                "code_id",
                "given",
                "stale",
            ):
                yield from numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def test_of_parts_and_assessors_far_apart_nothing_between_them_is_ever_shown(study: Study) -> None:
    """Two assessors at either end, on the dimension and on both of its parts: whoever averaged would show a 0, or half of one."""
    name = study.judgements.open(JUDGED[0], assessors=["ann", "ben"])
    study.judgements.start(name)
    for coder, at in (("ann", -2), ("ben", 2)):
        for part in ("", "at_the_seat", "between_shelves"):
            study.as_(coder).judgements.mark(name, part, best=at)
    study.judgements.reveal(name)
    assert study.judgements.of(name).agreed is None
    shown = [one for one in asdict(study.judgements.all())["assessments"] if one["assessment"] == name]
    found = {
        *numbers(json.loads(json.dumps(study.judgements.of(name).as_json()))),
        *numbers(json.loads(json.dumps(shown))),
    }
    assert found == {-2, 2}
    study.judgements.agree(name, "at_the_seat", best=-2)
    study.judgements.agree(name, "between_shelves", best=2)
    assert study.judgements.of(name).agreed is None
    assert {*numbers(study.judgements.of(name).as_json())} == {-2, 2}

"""New codes step by step, and the band of other orders: against sets, and orders that are walked one by one."""

from __future__ import annotations

from math import ceil

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spanveld.analysis.accrual import Accrue

GIVEN = st.lists(st.frozensets(st.integers(0, 6)), max_size=8)


@given(GIVEN, st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_what_is_new_and_the_band_are_those_of_sets(given: list[frozenset[int]], orders: int, seed: int) -> None:
    pairs = [(step, code) for step, codes in enumerate(given) for code in codes]
    found = Accrue(orders, seed)(len(given), [step for step, _ in pairs], [code for _, code in pairs])
    seen: set[int] = set()
    for step, codes in enumerate(given):
        assert set(found.new[step]) == codes - seen
        seen |= codes
        assert found.total[step] == len(seen)
    draw = np.random.RandomState(seed)
    lines = []
    for _ in range(orders):
        places = draw.permutation(len(given))
        order = sorted(range(len(given)), key=lambda step: places[step])
        lines.append([len(frozenset().union(*(given[step] for step in order[: at + 1]))) for at in range(len(given))])
    for percent, line in ((5, found.low), (50, found.middle), (95, found.high)):
        at_place = ceil(orders * percent / 100) - 1
        assert list(line) == [sorted(each[step] for each in lines)[at_place] for step in range(len(given))]


@given(GIVEN)
def test_every_order_ends_at_all_codes(given: list[frozenset[int]]) -> None:
    pairs = [(step, code) for step, codes in enumerate(given) for code in codes]
    found = Accrue(9, 4)(len(given), [step for step, _ in pairs], [code for _, code in pairs])
    if given:
        assert found.low[-1] == found.high[-1] == found.total[-1] == len({code for _, code in pairs})


def test_another_seed_draws_other_orders() -> None:
    given = [(0, 0), (0, 1), (1, 2), (2, 3), (2, 4), (3, 5), (4, 0)]
    bands = {
        (found.low, found.middle, found.high)
        for seed in range(8)
        for found in [Accrue(5, seed)(5, [step for step, _ in given], [code for _, code in given])]
    }
    assert len(bands) > 1
